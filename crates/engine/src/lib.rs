//! What the application does.
//!
//! Owns: sessions, queries that join several gateways, plans and their runs with the journal, kept keys, watchers. Refuses: Tauri,
//! SDK types, the sandbox (a session of it comes in from outside as a transport), and any rule that `core` can decide.

mod callers;
mod clock;
mod config;
mod connectors;
mod drafts;
mod elsewhere;
mod facts;
mod guard;
mod incoming;
mod journal;
mod keys;
mod network;
mod options;
mod permissions;
mod plans;
mod preflight;
mod project;
mod queries;
mod runner;
mod saved;
mod sessions;
mod settings;
mod sign_in;
mod watch;
mod wire;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ard_aws::{Clock, Common, Keychain, SharedHttpClient, Surroundings, Wallet, Wire};
use ard_core::problem::Problem;
use ard_core::session::SessionRef;

pub use callers::Callers;
pub use journal::Journal;
pub use plans::SecretValue;

type Answer<T> = Result<T, Problem>;

/// What the engine tells the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A run changed.
    RunChanged {
        /// The run.
        id: String,
    },
    /// Somebody signed in or out, entered a code or agreed to a program: what was refused may work now.
    CredentialsChanged,
    /// A key was kept, changed or forgotten, or a program asked for one or was decided about.
    KeychainChanged,
    /// The connection was lost, or is there again; or this machine's clock turned out to be wrong, or right.
    ConnectivityChanged {
        /// Whether there is a connection again: what was read before may be old.
        returned: bool,
    },
    /// Another way to AWS was chosen.
    WireChanged,
    /// The machine slept: what was read before may be old.
    Woken,
    /// A mark was set or taken away, or production was unlocked or locked.
    MarksChanged,
    /// The profiles' files were changed.
    ProfilesChanged,
    /// A project was opened or closed.
    ProjectChanged,
    /// A service changed, appeared or is gone.
    ServiceChanged {
        /// The session in which that was seen.
        session: SessionRef,
        /// The service's ARN.
        arn: String,
    },
}

/// How long the engine waits between looks.
#[derive(Debug, Clone, Copy)]
pub struct Tempo {
    /// While something moves.
    pub moving: Duration,
    /// While nothing does.
    pub still: Duration,
    /// The first wait before a refused or slowed call is made again; it doubles up to [`Tempo::patience`].
    pub again: Duration,
    /// How long a refusal that passes by itself (a role still spreading, throttling) is waited out.
    pub patience: Duration,
}

impl Default for Tempo {
    /// The rhythm for AWS: App Runner publishes no rate limits, and AWS's own command line tools look every 3 s.
    fn default() -> Self {
        Self {
            moving: Duration::from_secs(3),
            still: Duration::from_secs(30),
            again: Duration::from_secs(2),
            patience: Duration::from_mins(2),
        }
    }
}

/// What an engine is made of.
pub struct Parts {
    /// Carries requests of the sandbox's session.
    pub sandbox: SharedHttpClient,
    /// Where profiles are read from.
    pub surroundings: Surroundings,
    /// Where access keys are kept.
    pub keychain: Keychain,
    /// Path of this application's program, which other programs run for a kept key.
    pub program: String,
    /// The journal's file.
    pub journal: PathBuf,
    /// The file of the programs that asked for kept keys.
    pub callers: PathBuf,
    /// The rhythm.
    pub tempo: Tempo,
    /// The application's version.
    pub version: String,
    /// The machine's clocks.
    pub clock: Clock,
    /// Hears what changed.
    pub listener: Box<dyn Fn(Notice) + Send + Sync>,
}

/// The application without its window. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct Engine {
    shared: Arc<Shared>,
}

struct Shared {
    sessions: sessions::Sessions,
    journal: Journal,
    plans: plans::Shelf,
    secrets: plans::Secrets,
    runs: runner::Runs,
    watchers: watch::Watchers,
    wallet: Wallet,
    wire: Wire,
    pulse: wire::Pulse,
    sign_ins: sign_in::SignIns,
    unlocked: guard::Unlocked,
    config_plans: config::ConfigPlans,
    callers: Callers,
    keys: keys::Keys,
    project: project::Open,
    tempo: Tempo,
    version: String,
    listener: Arc<dyn Fn(Notice) + Send + Sync>,
}

impl Engine {
    /// Puts an engine together. A journal that cannot be opened does not keep the application from starting: reading
    /// works, and changes are refused with the reason.
    pub fn new(parts: Parts) -> Self {
        let listener: Arc<dyn Fn(Notice) + Send + Sync> = Arc::from(parts.listener);
        let wallet = Wallet::new(parts.surroundings.home().as_deref(), parts.keychain);
        let told = Arc::clone(&listener);
        let wire = Wire::new(parts.surroundings.clone(), parts.clock.clone(), move |news| told(wire::notice(news)));
        let common = Common { surroundings: parts.surroundings, wallet: wallet.clone(), wire: wire.clone() };
        let shared = Shared {
            sessions: sessions::Sessions::new(common, parts.sandbox),
            wallet,
            wire,
            pulse: wire::Pulse::new(parts.clock),
            sign_ins: sign_in::SignIns::default(),
            unlocked: guard::Unlocked::default(),
            config_plans: config::ConfigPlans::default(),
            callers: Callers::at(parts.callers),
            keys: keys::Keys::new(parts.program),
            project: project::Open::default(),
            journal: Journal::open(&parts.journal),
            plans: plans::Shelf::default(),
            secrets: plans::Secrets::default(),
            runs: runner::Runs::default(),
            watchers: watch::Watchers::default(),
            tempo: parts.tempo,
            version: parts.version,
            listener,
        };
        let engine = Self { shared: Arc::new(shared) };
        engine.remember_programs();
        engine.remember_keys();
        engine.remember_wire();
        engine.remember_token_place();
        engine
    }

    fn tell(&self, notice: Notice) {
        (self.shared.listener)(notice);
    }
}

/// A lock whose holder panicked still guards whole data here: nothing is left half-changed under any of them.
fn lock<T>(mutex: &std::sync::Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
