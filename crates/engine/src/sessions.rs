//! Sessions: a profile in a Region, with its gateways, who one is, and an epoch.
//!
//! There is no current session here. The window names one with every question; opening another touches none.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use ard_aws::{Clients, Common, ProfileCredentials, Profiles, SharedHttpClient, Surroundings, Target, Wire, connect};
use ard_core::fault::FaultKind;
use ard_core::problem::{Intent, Problem, ProblemDetail, problem};
use ard_core::region;
use ard_core::session::{Identity, ProfileKind, ProfileRow, SANDBOX, SessionRef, SessionView, Welcome};

use crate::facts::Facts;
use crate::network::Networks;
use crate::{Answer, Engine, lock};

/// A session with all that belongs to it.
pub(crate) struct Session {
    pub(crate) key: SessionRef,
    pub(crate) clients: Clients,
    pub(crate) identity: Result<Identity, Problem>,
    /// Who one was when that was known last.
    last_known: Option<Identity>,
    /// The way to AWS, and its turn when the session was opened.
    pub(crate) wire: Wire,
    turn: u64,
    /// Whether AWS said who one is when the session was opened; without a connection, what was known before counts on.
    is_verified: bool,
    /// What was read lately and a draft is checked against.
    pub(crate) facts: Mutex<Facts>,
    pub(crate) networks: Networks,
}

impl Session {
    /// Who one is, or why that is not known. Nothing is changed by a session that does not know.
    pub(crate) fn identity(&self) -> Answer<&Identity> {
        self.identity.as_ref().map_err(Clone::clone)
    }

    /// Whether its clients still go the way that is chosen.
    fn is_on_its_way(&self) -> bool {
        self.key.profile == SANDBOX || self.turn == self.wire.turn()
    }
}

/// The epoch of a session that is opened: the next one when somebody else answers to the profile than did before.
fn epoch(before: Option<(u32, Option<&Identity>)>, now: Option<&Identity>) -> u32 {
    match before {
        None => 1,
        Some((epoch, known)) if known.is_some() && now.is_some() && known != now => epoch + 1,
        Some((epoch, _)) => epoch,
    }
}

/// A profile in a Region.
type Place = (String, String);

/// All sessions that were opened, by profile and Region.
pub(crate) struct Sessions {
    common: Common,
    sandbox: SharedHttpClient,
    open: Mutex<HashMap<Place, Arc<Session>>>,
    /// Who opens a session anew for reading; the others wait for it.
    turns: Mutex<HashMap<Place, Arc<tokio::sync::Mutex<()>>>>,
}

impl Sessions {
    pub(crate) fn new(common: Common, sandbox: SharedHttpClient) -> Self {
        Self { common, sandbox, open: Mutex::default(), turns: Mutex::default() }
    }

    pub(crate) fn surroundings(&self) -> &Surroundings {
        &self.common.surroundings
    }

    pub(crate) fn common(&self) -> &Common {
        &self.common
    }

    /// Whose AWS a profile means.
    pub(crate) fn target(&self, profile: &str) -> Target {
        if profile == SANDBOX { Target::Sandbox(self.sandbox.clone()) } else { Target::Profile(profile.to_owned()) }
    }

    /// The gateways of a profile in a Region, without asking who one is.
    pub(crate) async fn clients(&self, profile: &str, region: &str) -> Answer<Clients> {
        connect(&self.common, &self.target(profile), region).await
    }

    /// Opens a session; an open one is read anew.
    async fn open(&self, profile: &str, region: &str) -> Answer<Arc<Session>> {
        let Common { wallet, wire, .. } = &self.common;
        let turn = wire.turn();
        let clients = self.clients(profile, region).await?;
        let intent = Intent::Identify { profile: profile.to_owned() };
        let kind = clients.kind;
        let mut answer = clients.sts.identity().await;
        // What was kept of the profile is not taken any more, though it should last: it is had anew, once.
        if answer.as_ref().is_err_and(|fault| fault.kind == FaultKind::CredentialsExpired) {
            wallet.forget();
            answer = clients.sts.identity().await;
        }
        let place = (profile.to_owned(), region.to_owned());
        let mut open = lock(&self.open);
        let before = open.get(&place).map(|session| (session.key.epoch, session.last_known.as_ref()));
        let is_verified = answer.is_ok();
        let identity = answer.or_else(|fault| {
            // Whom one was before the network went, one still is; a run asks AWS again before it changes anything.
            let is_silent = fault.is_unreachable() || fault.kind == FaultKind::TimedOut;
            let known = before.and_then(|(_, known)| known).filter(|_| is_silent).cloned();
            let skew = wire.skew(clients.is_local);
            known.ok_or_else(|| problem(&fault, &intent).for_profile(kind).by_clock(skew))
        });
        let epoch = epoch(before, identity.as_ref().ok());
        let last_known = identity.as_ref().ok().or(before.and_then(|(_, known)| known)).cloned();
        let key = SessionRef { profile: profile.to_owned(), region: region.to_owned(), epoch };
        let (wire, facts, networks) = (wire.clone(), Mutex::default(), Networks::default());
        let session =
            Arc::new(Session { key, clients, identity, last_known, wire, turn, is_verified, facts, networks });
        open.insert(place, Arc::clone(&session));
        Ok(session)
    }

    /// The credentials of a profile by themselves, where its Region does not matter.
    pub(crate) async fn credentials(&self, profile: &str) -> Answer<ProfileCredentials> {
        let target = Target::Profile(profile.to_owned());
        let clients = connect(&self.common, &target, region::DEFAULT).await?;
        clients.credentials.ok_or_else(|| Problem::of(ProblemDetail::ProfileUnknown { profile: profile.to_owned() }))
    }

    pub(crate) fn current(&self, profile: &str, region: &str) -> Option<Arc<Session>> {
        lock(&self.open).get(&(profile.to_owned(), region.to_owned())).cloned()
    }

    /// The session in which something is read: the newest of that profile and Region. One whose way is not the chosen
    /// one any more is opened anew.
    pub(crate) async fn for_reading(&self, key: &SessionRef) -> Answer<Arc<Session>> {
        let current = || self.current(&key.profile, &key.region).filter(|session| session.is_on_its_way());
        if let Some(session) = current() {
            return Ok(session);
        }
        let place = (key.profile.clone(), key.region.clone());
        let turn = Arc::clone(lock(&self.turns).entry(place).or_default());
        let _turn = turn.lock().await;
        match current() {
            Some(session) => Ok(session),
            None => self.open(&key.profile, &key.region).await,
        }
    }

    /// The session in which something is changed: exactly the one that the person was shown.
    pub(crate) fn for_changing(&self, key: &SessionRef) -> Answer<Arc<Session>> {
        self.current(&key.profile, &key.region)
            .filter(|session| session.key == *key)
            .ok_or_else(|| Problem::of(ProblemDetail::SessionStale))
    }

    /// The same to plan what is to be changed, by the chosen way: one whose way is not the chosen one any more is opened
    /// anew, and has to be what the person was shown still.
    pub(crate) async fn for_planning(&self, key: &SessionRef) -> Answer<Arc<Session>> {
        let session = self.for_reading(key).await?;
        if session.key == *key { Ok(session) } else { Err(Problem::of(ProblemDetail::SessionStale)) }
    }

    /// A session for a run of this account: an open one while its credentials last, else a fresh one.
    pub(crate) async fn for_run(
        &self,
        profile: &str,
        region: &str,
        account: &str,
        fresh: bool,
    ) -> Answer<Arc<Session>> {
        let session = match self.current(profile, region) {
            Some(session) if !fresh && session.identity.is_ok() && session.is_verified && session.is_on_its_way() => {
                session
            }
            _ => self.open(profile, region).await?,
        };
        let actual = &session.identity()?.account;
        if !session.is_verified {
            return Err(Problem::of(ProblemDetail::Unreachable));
        }
        if actual != account {
            let (expected, actual) = (account.to_owned(), actual.clone());
            return Err(Problem::of(ProblemDetail::AccountChanged { expected, actual }));
        }
        Ok(session)
    }

    async fn profiles(&self) -> Answer<Profiles> {
        Profiles::read(&self.common.surroundings).await
    }
}

impl Engine {
    /// What the application is started with. A machine without profiles opens in the sandbox.
    pub async fn welcome(&self) -> Welcome {
        let (mut profiles, profile_faults, profiles_problem) = match self.shared.sessions.profiles().await {
            Ok(profiles) => (profiles.rows(), profiles.faults().to_vec(), None),
            Err(problem) => (Vec::new(), Vec::new(), Some(problem)),
        };
        let chosen = std::env::var("AWS_PROFILE").ok().filter(|name| profiles.iter().any(|row| row.name == *name));
        // Keys of the environment are used only when they are chosen.
        let usable = |row: &&ProfileRow| !matches!(row.kind, ProfileKind::Incomplete | ProfileKind::Environment);
        let pin = self.pin();
        let pinned = pin.as_ref().and_then(|pin| pin.profile.clone());
        let pinned = pinned.filter(|name| profiles.iter().any(|row| row.name == *name));
        // A project that is open says where one works; what the environment says comes after it.
        let profile = pinned.or(chosen).or_else(|| profiles.iter().find(usable).map(|row| row.name.clone()));
        let own_region =
            profiles.iter().find(|row| Some(&row.name) == profile.as_ref()).and_then(|row| row.region.clone());
        profiles.push(ProfileRow { name: SANDBOX.to_owned(), kind: ProfileKind::Sandbox, region: None, fault: None });
        Welcome {
            version: self.shared.version.clone(),
            profiles,
            profiles_problem,
            profile_faults,
            regions: region::options(),
            other_regions: region::not_served(),
            profile: profile.unwrap_or_else(|| SANDBOX.to_owned()),
            region: pin
                .map(|pin| pin.region)
                .or_else(|| own_region.filter(|code| region::is_served(code)))
                .unwrap_or_else(|| region::DEFAULT.to_owned()),
            locale: ["LC_ALL", "LC_MESSAGES", "LANG"]
                .into_iter()
                .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty())),
            journal_problem: self.shared.journal.problem(),
        }
    }

    /// Has a locked keychain ask for its password, where the profile's key is kept there: it is a person who opens a session.
    async fn unlock_for(&self, profile: &str) {
        if profile != SANDBOX
            && let Ok(credentials) = self.shared.sessions.credentials(profile).await
            && credentials.is_kept()
        {
            self.system_keychain().unlock().await;
        }
    }

    /// Opens a session, or reads its credentials anew.
    pub async fn open(&self, profile: &str, region: &str) -> Answer<SessionView> {
        self.unlock_for(profile).await;
        let session = self.shared.sessions.open(profile, region).await?;
        let rows = self.shared.sessions.profiles().await.map(|profiles| profiles.rows()).unwrap_or_default();
        let own_region = rows.into_iter().find(|row| row.name == profile).and_then(|row| row.region);
        Ok(SessionView {
            session: session.key.clone(),
            sandbox: profile == SANDBOX,
            identity: session.identity.as_ref().ok().cloned(),
            problem: session.identity.as_ref().err().cloned(),
            custom_endpoints: session.clients.custom_endpoints.clone(),
            unserved_region: region::unserved(own_region.as_deref()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_epoch_changes_with_who_one_is() {
        let who = |arn: &str| Identity { account: "123456789012".to_owned(), arn: arn.to_owned() };
        let (one, other) = (who("a"), who("b"));
        assert_eq!(epoch(None, Some(&one)), 1);
        assert_eq!(epoch(Some((3, Some(&one))), Some(&one)), 3);
        assert_eq!(epoch(Some((3, Some(&one))), Some(&other)), 4);
        // An expired sign-in does not make somebody else of one.
        assert_eq!(epoch(Some((3, Some(&one))), None), 3);
        assert_eq!(epoch(Some((3, None)), Some(&one)), 3);
    }
}
