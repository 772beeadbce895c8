//! The way to AWS, as a person chooses it; what calls tell of the connection; and what is done after the machine slept.
//! Nobody is asked in order to find out whether there is a connection.

use std::sync::Mutex;

use ard_aws::{Clock, Target, WireNews, try_wire, wire_view};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::session::SANDBOX;
use ard_core::wire::{Connectivity, TICK, Tried, WireChoice, WireView, slept};

use crate::sessions::Session;
use crate::{Answer, Engine, Notice, lock};

/// The name of the setting.
const SETTING: &str = "wire";

/// The clocks, and what they said last.
pub(crate) struct Pulse {
    clock: Clock,
    last: Mutex<Option<(f64, f64)>>,
}

impl Pulse {
    pub(crate) fn new(clock: Clock) -> Self {
        Self { clock, last: Mutex::default() }
    }

    /// Whether the machine has slept since the last look.
    fn slept(&self) -> bool {
        let now = (self.clock.now(), self.clock.ran());
        let before = lock(&self.last).replace(now);
        before.is_some_and(|(wall, ran)| slept(now.0 - wall, now.1 - ran))
    }
}

/// What the window is told of what calls tell.
pub(crate) fn notice(news: WireNews) -> Notice {
    Notice::ConnectivityChanged { returned: news == WireNews::Returned }
}

impl Engine {
    /// Takes the way that was chosen earlier. A journal that cannot be read leaves the one that the system names.
    pub(crate) fn remember_wire(&self) {
        let kept = self.setting(SETTING).ok().flatten();
        if let Some(choice) = kept.and_then(|value| serde_json::from_value(value).ok()) {
            self.shared.wire.choose(choice);
        }
    }

    /// How the AWS of a profile is asked, and why so.
    pub async fn wire(&self, profile: &str) -> Answer<WireView> {
        let sessions = &self.shared.sessions;
        wire_view(sessions.common(), &sessions.target(profile)).await
    }

    /// Chooses another way, for all sessions. One that cannot be followed is refused, and nothing is changed.
    pub async fn set_wire(&self, profile: &str, choice: WireChoice) -> Answer<WireView> {
        let choice = choice.tidy();
        self.shared.wire.check(&choice).await?;
        let value = serde_json::to_value(&choice);
        let value = value.map_err(|error| Problem::of(ProblemDetail::Internal { reason: error.to_string() }))?;
        self.keep_setting(SETTING, &value)?;
        self.shared.wire.choose(choice);
        self.tell(Notice::WireChanged);
        self.wire(profile).await
    }

    /// Tries a way without choosing it: any answer of App Runner's endpoint is a success.
    pub async fn test_wire(&self, profile: &str, region: &str, choice: WireChoice) -> Answer<Tried> {
        let sessions = &self.shared.sessions;
        try_wire(sessions.common(), &sessions.target(profile), region, &choice.tidy()).await
    }

    /// What calls have told of the connection, as far as it matters to a session.
    pub fn connectivity(&self, profile: &str, region: &str) -> Connectivity {
        match self.shared.sessions.target(profile) {
            Target::Sandbox(_) => Connectivity::default(),
            Target::Profile(_) => {
                let open = self.shared.sessions.current(profile, region);
                self.shared.wire.connectivity(open.is_some_and(|session| session.clients.is_local))
            }
        }
    }

    /// Looks at the clocks. After a sleep the connections are dead, though nobody has said so: they are left, and each
    /// session is opened anew when it is next used.
    pub fn tick(&self) {
        if self.shared.pulse.slept() {
            self.shared.wire.renew();
            self.tell(Notice::Woken);
        }
    }

    /// Looks at the clocks again and again.
    pub async fn follow_time(&self) {
        loop {
            self.tick();
            tokio::time::sleep(std::time::Duration::from_secs_f64(TICK / 1000.0)).await;
        }
    }

    /// Refuses to begin what could not go on for want of a connection. It is looked at anew then, so that the next try
    /// goes through once there is one, though nobody else may be asking.
    pub(crate) fn permit_offline(&self, session: &Session) -> Answer<()> {
        let (profile, region) = (session.key.profile.clone(), session.key.region.clone());
        let Some(since) = self.connectivity(&profile, &region).offline_since else { return Ok(()) };
        let engine = self.clone();
        tokio::spawn(async move { engine.open(&profile, &region).await });
        Err(Problem::of(ProblemDetail::Offline { since }))
    }
}

impl Session {
    /// How far this machine's clock is ahead of the other side's. The sandbox goes by the machine's.
    pub(crate) fn skew(&self) -> Option<f64> {
        if self.key.profile == SANDBOX { None } else { self.wire.skew(self.clients.is_local) }
    }
}
