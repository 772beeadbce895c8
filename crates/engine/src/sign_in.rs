//! What only a person can do for a profile's credentials: signing in, entering a code, agreeing that a program is run.
//!
//! One sign-in serves all sessions that wait for it. What a person agreed to is kept beside the journal; codes and tokens
//! never come here.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{SystemTime, UNIX_EPOCH};

use ard_aws::{NotKept, ProfileCredentials, Profiles, SignIn, SignInEnd};
use ard_core::UnixMillis;
use ard_core::fault::{Fault, FaultKind};
use ard_core::keychain::{KeychainState, KeychainView};
use ard_core::problem::{Intent, Problem, ProblemDetail, problem};
use ard_core::session::{SessionRef, SsoAccount};
use ard_core::shared_config::Base;
use ard_core::sign_in::{SignInView, SignInWay, SsoSession, Standing, TokenPlace};
use ard_core::wire::wrong_by;
use rusqlite::params;
use serde_json::json;
use tokio::sync::watch;
use tokio::task::AbortHandle;

use crate::clock::now;
use crate::{Answer, Engine, Notice, lock};

/// The name of the setting that says where tokens are kept.
const TOKENS: &str = "tokens";

/// How a sign-in ended; `None` while it has not.
type Ended = Option<Result<(), Problem>>;

/// The sign-ins that have begun.
#[derive(Default)]
pub(crate) struct SignIns {
    open: Mutex<HashMap<String, Open>>,
}

struct Open {
    /// The page that the browser is sent to.
    page: String,
    work: AbortHandle,
    ended: watch::Receiver<Ended>,
}

impl Engine {
    /// Begins a sign-in to the session of IAM Identity Center that a profile begins with. [`Engine::sign_in_page`] is
    /// what the person's browser has to open.
    pub async fn begin_sign_in(&self, profile: &str, way: SignInWay) -> Answer<SignInView> {
        let credentials = self.credentials(profile).await?;
        let (Some(session), Some(begun)) = (credentials.sso_session().cloned(), credentials.sign_in(way).await) else {
            return Err(Problem::of(ProblemDetail::SignInGone));
        };
        let begun = begun.map_err(end)?;
        let id = uuid::Uuid::new_v4().to_string();
        let shown = (way == SignInWay::Code).then(|| begun.page.clone());
        let view = SignInView {
            id: id.clone(),
            session,
            way,
            user_code: begun.user_code.clone(),
            page: shown,
            expires_at: millis(begun.until),
        };
        let page = begun.page.clone();
        let (tell, ended) = watch::channel(None);
        let engine = self.clone();
        let work = tokio::spawn(async move { engine.follow_sign_in(begun, &tell).await }).abort_handle();
        lock(&self.shared.sign_ins.open).insert(id, Open { page, work, ended });
        Ok(view)
    }

    async fn follow_sign_in(&self, begun: SignIn, tell: &watch::Sender<Ended>) {
        let outcome = begun.end().await.map_err(end);
        let is_done = outcome.is_ok();
        // Nobody need be waiting any more.
        let _ = tell.send(Some(outcome));
        if is_done {
            self.tell(Notice::CredentialsChanged);
        }
    }

    /// The page of a sign-in, for the person's browser.
    pub fn sign_in_page(&self, id: &str) -> Answer<String> {
        let page = lock(&self.shared.sign_ins.open).get(id).map(|open| open.page.clone());
        page.ok_or_else(|| Problem::of(ProblemDetail::SignInGone))
    }

    /// Waits until a sign-in has ended; an error when it came to nothing.
    pub async fn await_sign_in(&self, id: &str) -> Answer<()> {
        let gone = || Problem::of(ProblemDetail::SignInGone);
        let ended = lock(&self.shared.sign_ins.open).get(id).map(|open| open.ended.clone());
        let mut ended = ended.ok_or_else(gone)?;
        let outcome = ended.wait_for(Option::is_some).await.map(|ended| ended.clone());
        lock(&self.shared.sign_ins.open).remove(id);
        outcome.ok().flatten().unwrap_or_else(|| Err(gone()))
    }

    /// Gives a sign-in up. Whoever waits for it is told that it is gone.
    pub fn cancel_sign_in(&self, id: &str) {
        if let Some(open) = lock(&self.shared.sign_ins.open).remove(id) {
            open.work.abort();
        }
    }

    /// Ends the sign-in that a profile begins with, here, in the AWS CLI and at AWS.
    pub async fn sign_out(&self, profile: &str) -> Answer<()> {
        let outcome = self.credentials(profile).await?.sign_out().await;
        self.tell(Notice::CredentialsChanged);
        outcome.map_err(|fault| reading(&fault))
    }

    /// Tries a code of an MFA device.
    pub async fn enter_code(&self, profile: &str, device: &str, code: &str) -> Answer<()> {
        let is_code = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
        if !is_code {
            return Err(Problem::of(ProblemDetail::CodeRefused));
        }
        let taken = match self.credentials(profile).await?.enter_code(device, code).await {
            // It was taken; perhaps another device, or another thing to do, comes after it.
            Ok(true) | Err(Ok(_)) => Ok(()),
            Ok(false) => Err(Problem::of(ProblemDetail::CodeUsed)),
            Err(Err(fault)) => Err(code_problem(&fault)),
        };
        if taken.is_ok() {
            self.tell(Notice::CredentialsChanged);
        }
        taken
    }

    /// Lets a profile's program be run, from now on. Only the very command line that the person was shown.
    pub fn allow_program(&self, profile: &str, command: &str) -> Answer<()> {
        self.shared.journal.with(|connection| {
            let added = connection.execute(
                "INSERT OR REPLACE INTO programs (command, profile, allowed_at) VALUES (?1, ?2, ?3)",
                params![command, profile, now()],
            );
            added.map(drop).map_err(|error| error.to_string())
        })?;
        self.shared.wallet.allow(command);
        self.tell(Notice::CredentialsChanged);
        Ok(())
    }

    /// Keeps the tokens of sign-ins at another place from now on, and moves those of all profiles there.
    pub async fn keep_tokens(&self, place: TokenPlace) -> Answer<KeychainView> {
        let wallet = &self.shared.wallet;
        if place == TokenPlace::Keychain {
            let state = wallet.keychain().unlock().await;
            if state != KeychainState::Ready {
                return Err(Problem::of(ProblemDetail::KeychainUnusable { state }));
            }
        }
        let sessions = self.sso_sessions().await;
        let settle = || self.keep_setting(TOKENS, &json!(place)).map_err(Unmoved);
        wallet.move_tokens(&sessions, place, settle).await.map_err(|Unmoved(problem)| problem)?;
        self.tell(Notice::KeychainChanged);
        self.keychain().await
    }

    /// Takes the place for tokens that was chosen earlier. While the journal cannot be read it is the keychain: nobody who
    /// chose that is to find a token in a file.
    pub(crate) fn remember_token_place(&self) {
        let place = match self.setting(TOKENS) {
            Ok(kept) => kept.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default(),
            Err(_) => TokenPlace::Keychain,
        };
        self.shared.wallet.set_token_place(place);
    }

    /// The sessions that profiles sign in to. Files that cannot be read name none.
    async fn sso_sessions(&self) -> Vec<SsoSession> {
        let Ok(profiles) = Profiles::read(self.shared.sessions.surroundings()).await else { return Vec::new() };
        let session = |name: String| match profiles.chain(&name).ok()?.base {
            Base::Sso { session, .. } => Some(session),
            _ => None,
        };
        let mut sessions: Vec<SsoSession> = profiles.rows().into_iter().filter_map(|row| session(row.name)).collect();
        sessions.sort_by(|a, b| a.cache_name().cmp(b.cache_name()));
        sessions.dedup_by(|a, b| a.cache_name() == b.cache_name());
        sessions
    }

    /// Puts into the wallet what was agreed to earlier. A journal that cannot be read leaves it to be agreed to again.
    pub(crate) fn remember_programs(&self) {
        let commands = self.shared.journal.with(|connection| {
            let mut statement =
                connection.prepare("SELECT command FROM programs").map_err(|error| error.to_string())?;
            let rows = statement.query_map([], |row| row.get::<_, String>(0)).map_err(|error| error.to_string())?;
            rows.collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())
        });
        for command in commands.unwrap_or_default() {
            self.shared.wallet.allow(&command);
        }
    }

    /// The accounts that the sign-in of a profile leads to, by name.
    pub async fn sso_accounts(&self, profile: &str) -> Answer<Vec<SsoAccount>> {
        let accounts = self.credentials(profile).await?.accounts().await.map_err(|fault| reading(&fault))?;
        let mut accounts: Vec<SsoAccount> =
            accounts.into_iter().map(|(id, name, email)| SsoAccount { id, name, email }).collect();
        accounts.sort_by_key(|account| (account.name.to_lowercase(), account.id.clone()));
        Ok(accounts)
    }

    /// The roles that the sign-in of a profile can take in an account, by name.
    pub async fn sso_roles(&self, profile: &str, account: &str) -> Answer<Vec<String>> {
        let mut roles = self.credentials(profile).await?.roles(account).await.map_err(|fault| reading(&fault))?;
        roles.sort();
        Ok(roles)
    }

    /// How long what a session has lasts.
    pub async fn standing(&self, session: &SessionRef) -> Answer<Standing> {
        let session = self.shared.sessions.for_reading(session).await?;
        let Some(credentials) = &session.clients.credentials else { return Ok(Standing::default()) };
        let standing = credentials.standing().await;
        // It is counted down by this machine's clock.
        Ok(match session.skew().filter(|skew| wrong_by(*skew).is_some()) {
            Some(skew) => standing.by_clock(skew),
            None => standing,
        })
    }

    async fn credentials(&self, profile: &str) -> Answer<ProfileCredentials> {
        self.shared.sessions.credentials(profile).await
    }
}

/// Why tokens stay where they are.
struct Unmoved(Problem);

impl From<NotKept> for Unmoved {
    fn from(reason: NotKept) -> Self {
        Self(end(reason.into()))
    }
}

fn reading(fault: &Fault) -> Problem {
    problem(fault, &Intent::Read)
}

/// AWS has no code of its own for an MFA code that it does not take.
fn code_problem(fault: &Fault) -> Problem {
    let refused = reading(fault);
    if fault.kind == FaultKind::AccessDenied && fault.is_of_mfa() {
        return Problem { aws: refused.aws, ..Problem::of(ProblemDetail::CodeRefused) };
    }
    refused
}

fn end(end: SignInEnd) -> Problem {
    match end {
        SignInEnd::Refused => Problem::of(ProblemDetail::SignInRefused),
        SignInEnd::TooLate => Problem::of(ProblemDetail::SignInTooLate),
        SignInEnd::Fault(fault) => reading(&fault),
        SignInEnd::Keychain(fault) => Problem::of(fault.into()),
        SignInEnd::NotKept(reason) => Problem::of(ProblemDetail::SignInNotKept { reason }),
        SignInEnd::NoDoor(reason) => Problem::of(ProblemDetail::SignInNoDoor { reason }),
    }
}

#[expect(clippy::cast_precision_loss, reason = "exact for the next quarter of a million years")]
fn millis(moment: SystemTime) -> UnixMillis {
    moment.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis()) as UnixMillis
}
