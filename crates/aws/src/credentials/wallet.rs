//! What is had already: credentials that last a while, what programs a person has agreed to, codes that wait to be used.
//! All of it in memory; only the tokens of IAM Identity Center are in files, which the AWS CLI shares, or in the keychain,
//! as access keys are.
//!
//! One wallet serves all sessions, so that one sign-in, one code and one agreement do for all of them; and for each
//! thing only one at a time asks AWS, while the others wait for what it gets.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use ard_core::keychain::{KeychainFault, KeychainState};
use ard_core::sign_in::{Need, SsoSession, TokenPlace};
use aws_credential_types::Credentials;

use super::identity_center::{IdentityCenter, Renewed};
use super::obstacle::Obstacle;
use super::token::{Cache, NotKept, Token};
use crate::keychain::Keychain;

/// Credentials are had anew so long before they end.
const EARLY: Duration = Duration::from_mins(5);
/// How what is kept of a device's person is called, at its beginning.
pub(super) const DEVICE: &str = "device ";
/// How long a code of an MFA device is good for. (RFC 6238; AWS takes each only once.)
const CODE_LASTS: Duration = Duration::from_secs(90);

/// What is had already. Cheap to clone; all clones are one.
#[derive(Debug, Clone)]
pub struct Wallet {
    inner: Arc<Inner>,
}

struct Inner {
    cache: Cache,
    place: Mutex<TokenPlace>,
    kept: Mutex<HashMap<String, Credentials>>,
    turns: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
    programs: Mutex<HashSet<String>>,
    codes: Mutex<HashMap<String, Code>>,
    keychain: Keychain,
    /// AWS's ids of the keys that the keychain keeps, by theirs there.
    names: Mutex<HashMap<String, String>>,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Wallet").finish_non_exhaustive()
    }
}

/// A code of an MFA device that a person has entered.
struct Code {
    digits: String,
    /// Whether AWS was given it.
    used: bool,
    since: SystemTime,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Wallet {
    /// An empty one for a person, by their home directory, beside their keychain.
    pub fn new(home: Option<&Path>, keychain: Keychain) -> Self {
        let inner = Inner {
            cache: Cache::of(home, keychain.clone()),
            place: Mutex::default(),
            kept: Mutex::default(),
            turns: Mutex::default(),
            programs: Mutex::default(),
            codes: Mutex::default(),
            keychain,
            names: Mutex::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// The person's keychain.
    pub fn keychain(&self) -> &Keychain {
        &self.inner.keychain
    }

    /// Says what AWS calls a key that the keychain keeps: also where it is gone, a person is to be told which it was.
    pub fn name_key(&self, key: &str, access_key_id: &str) {
        lock(&self.inner.names).insert(key.to_owned(), access_key_id.to_owned());
    }

    /// AWS's id of a kept key; its own where that is not known.
    pub(super) fn access_key_id(&self, key: &str) -> String {
        lock(&self.inner.names).get(key).cloned().unwrap_or_else(|| key.to_owned())
    }

    /// Lets a command line be run for credentials.
    pub fn allow(&self, command: &str) {
        lock(&self.inner.programs).insert(command.to_owned());
    }

    pub(super) fn allows(&self, command: &str) -> bool {
        lock(&self.inner.programs).contains(command)
    }

    /// Has a code ready for the next use of its device. `false` when that very code was used already: AWS would refuse
    /// it, and the next one comes within half a minute.
    pub(super) fn enter(&self, device: &str, code: &str) -> bool {
        let mut codes = lock(&self.inner.codes);
        let is_spent = codes.get(device).is_some_and(|known| {
            known.used && known.digits == code && known.since.elapsed().is_ok_and(|since| since < CODE_LASTS)
        });
        if !is_spent {
            codes.insert(device.to_owned(), Code { digits: code.to_owned(), used: false, since: SystemTime::now() });
        }
        !is_spent
    }

    /// The code that was entered for a device, once.
    pub(super) fn code(&self, device: &str) -> Result<String, Obstacle> {
        let need = || Obstacle::Need(Need::Code { device: device.to_owned() });
        let mut codes = lock(&self.inner.codes);
        let code = codes.get_mut(device).filter(|code| !code.used).ok_or_else(need)?;
        code.used = true;
        Ok(code.digits.clone())
    }

    /// A code that was not taken may be entered again: it was mistyped, or AWS never got it.
    pub(super) fn forget_code(&self, device: &str) {
        lock(&self.inner.codes).remove(device);
    }

    /// Forgets all credentials that can be had again without a person: not those that a code of a device opened.
    pub fn forget(&self) {
        lock(&self.inner.kept).retain(|of, _| of.starts_with(DEVICE));
    }

    /// What is kept of something, if it lasts.
    pub(super) fn kept(&self, of: &str) -> Option<Credentials> {
        let credentials = lock(&self.inner.kept).get(of).cloned()?;
        let ends = |early| credentials.expiry().is_some_and(|until| until <= SystemTime::now() + early);
        (!ends(EARLY)).then_some(credentials)
    }

    /// Has credentials of something: those that are kept, or by asking. What is kept and about to end serves on while
    /// it lasts if asking fails.
    pub(super) async fn have<Ask>(&self, of: &str, ask: Ask) -> Result<Credentials, Obstacle>
    where
        Ask: Future<Output = Result<Credentials, Obstacle>>,
    {
        let turn = Arc::clone(lock(&self.inner.turns).entry(of.to_owned()).or_default());
        let _turn = turn.lock().await;
        if let Some(credentials) = self.kept(of) {
            return Ok(credentials);
        }
        match ask.await {
            Ok(credentials) => {
                lock(&self.inner.kept).insert(of.to_owned(), credentials.clone());
                Ok(credentials)
            }
            Err(obstacle) => {
                let last = lock(&self.inner.kept).get(of).cloned();
                let lasts = |old: &Credentials| old.expiry().is_some_and(|until| until > SystemTime::now());
                last.filter(lasts).ok_or(obstacle)
            }
        }
    }

    /// Has credentials of something anew, whatever is kept. What is kept stays if asking fails.
    pub(super) async fn have_anew<Ask>(&self, of: &str, ask: Ask) -> Result<Credentials, Obstacle>
    where
        Ask: Future<Output = Result<Credentials, Obstacle>>,
    {
        let turn = Arc::clone(lock(&self.inner.turns).entry(of.to_owned()).or_default());
        let _turn = turn.lock().await;
        let credentials = ask.await?;
        lock(&self.inner.kept).insert(of.to_owned(), credentials.clone());
        Ok(credentials)
    }

    /// When what is kept of something ends.
    pub(super) fn ends(&self, of: &str) -> Option<SystemTime> {
        lock(&self.inner.kept).get(of)?.expiry()
    }

    /// A token that AWS takes: the one that is kept, or renewed. One renews at a time, and reads it again before:
    /// another program may have done it, and a refresh token is good for one use.
    pub(super) async fn token(&self, session: &SsoSession, center: &IdentityCenter) -> Result<Token, Obstacle> {
        let need = || Obstacle::Need(Need::SignIn { session: session.clone() });
        let cache = &self.inner.cache;
        let turn = self.turn_of_token(session);
        let _turn = turn.lock().await;
        let place = self.token_place();
        let now = SystemTime::now();
        let mut token = cache.read(place, session).await?.ok_or_else(need)?;
        if !token.is_ending(now) {
            return Ok(token);
        }
        let Some(renewal) = token.renewal(now) else {
            return if token.is_valid(now) { Ok(token) } else { Err(need()) };
        };
        match center.renew(&renewal).await {
            Ok(Renewed::Given(given)) => {
                token.renew(&given.access, given.refresh.as_deref(), given.until);
                // A token that cannot be written is good all the same, though the old refresh token is spent.
                let _ = cache.write(place, session, &token).await;
                Ok(token)
            }
            // Another program may have renewed it in the meantime.
            Ok(Renewed::Ended) => {
                let again = cache.read(place, session).await?.filter(|again| again.is_valid(now));
                again.filter(|again| again.access() != token.access()).ok_or_else(need)
            }
            Err(_) if token.is_valid(now) => Ok(token),
            Err(fault) => Err(fault.into()),
        }
    }

    fn turn_of_token(&self, session: &SsoSession) -> Arc<tokio::sync::Mutex<()>> {
        Arc::clone(lock(&self.inner.turns).entry(format!("token {}", session.cache_name())).or_default())
    }

    /// Where tokens are kept.
    pub fn token_place(&self) -> TokenPlace {
        *lock(&self.inner.place)
    }

    /// Says where tokens are kept; those that there are stay where they are.
    pub fn set_token_place(&self, place: TokenPlace) {
        *lock(&self.inner.place) = place;
    }

    /// Moves the tokens of sessions to another place, where they are kept from then on, once `settle` has made sure that
    /// this is known the next time too. All are copied before the first is taken away, and nobody renews one meanwhile.
    pub async fn move_tokens<E: From<NotKept>>(
        &self,
        sessions: &[SsoSession],
        to: TokenPlace,
        settle: impl FnOnce() -> Result<(), E>,
    ) -> Result<(), E> {
        let from = self.token_place();
        let mut turns = Vec::new();
        for session in sessions {
            turns.push(self.turn_of_token(session).lock_owned().await);
        }
        if from == to {
            return settle();
        }
        let mut copied = Vec::new();
        let moved = match self.copy_tokens(sessions, from, to, &mut copied).await {
            Ok(()) => settle(),
            Err(reason) => Err(reason.into()),
        };
        // What cannot be put back or taken away is of no use to anybody once it was renewed elsewhere.
        if moved.is_ok() {
            *lock(&self.inner.place) = to;
            for (session, _) in copied {
                let _ = self.inner.cache.forget(from, session).await;
            }
        } else {
            for (session, before) in copied {
                let _ = match before {
                    Some(token) => self.inner.cache.write(to, session, &token).await,
                    None => self.inner.cache.forget(to, session).await,
                };
            }
        }
        moved
    }

    /// Copies tokens, and says of each that was there what it replaced.
    async fn copy_tokens<'a>(
        &self,
        sessions: &'a [SsoSession],
        from: TokenPlace,
        to: TokenPlace,
        copied: &mut Vec<(&'a SsoSession, Option<Token>)>,
    ) -> Result<(), NotKept> {
        for session in sessions {
            let Some(token) = self.inner.cache.read(from, session).await? else { continue };
            let before = self.inner.cache.read(to, session).await?;
            copied.push((session, before));
            self.inner.cache.write(to, session, &token).await?;
        }
        Ok(())
    }

    /// Whether a token could be kept, before a person signs in for it.
    pub(super) async fn can_keep(&self) -> Result<(), NotKept> {
        match self.token_place() {
            TokenPlace::Files => Ok(()),
            TokenPlace::Keychain => match self.inner.keychain.unlock().await {
                KeychainState::Ready => Ok(()),
                state => Err(NotKept::Keychain(KeychainFault::Unusable { state })),
            },
        }
    }

    /// The token of a session as it is, to be ended.
    pub(super) async fn kept_token(&self, session: &SsoSession) -> Option<Token> {
        self.inner.cache.read(self.token_place(), session).await.ok()?
    }

    /// The token of a session as far as it is known without asking anybody.
    pub(super) async fn token_at_hand(&self, session: &SsoSession) -> Option<Token> {
        self.inner.cache.glance(self.token_place(), session).await
    }

    /// Keeps a token that was just given, and forgets what an earlier sign-in gave.
    pub(super) async fn keep(&self, session: &SsoSession, token: Token) -> Result<(), NotKept> {
        self.inner.cache.write(self.token_place(), session, &token).await?;
        self.forget();
        Ok(())
    }

    /// Forgets a token, and all that it gave.
    pub(super) async fn sign_out(&self, session: &SsoSession) -> Result<(), NotKept> {
        self.forget();
        self.inner.cache.forget(self.token_place(), session).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn tokens_move_all_or_none() {
        let home = crate::files::Scratch::new();
        let keychain = Keychain::in_memory(KeychainState::Ready);
        let wallet = Wallet::new(Some(home.path()), keychain.clone());
        let session = |name: &str| SsoSession {
            name: Some(name.to_owned()),
            start_url: "https://acme.awsapps.com/start".to_owned(),
            region: "us-east-1".to_owned(),
            scopes: Vec::new(),
        };
        let sessions = [session("a"), session("b"), session("none")];
        let until = SystemTime::now() + Duration::from_hours(1);
        let token = |access: &str| Token::new(&session("a"), access, None, until, &client());
        let access = async |place, session: &SsoSession| {
            let token = wallet.inner.cache.read(place, session).await.unwrap();
            token.and_then(|token| token.access().map(str::to_owned))
        };
        let some = |access: &str| Some(access.to_owned());
        for session in &sessions[..2] {
            wallet.keep(session, token(session.cache_name())).await.unwrap();
        }
        wallet.move_tokens(&sessions, TokenPlace::Keychain, || Ok::<_, NotKept>(())).await.unwrap();
        assert_eq!(wallet.token_place(), TokenPlace::Keychain);
        assert_eq!(access(TokenPlace::Keychain, &sessions[1]).await, some("b"));
        assert_eq!(access(TokenPlace::Files, &sessions[1]).await, None);
        // Meanwhile the AWS CLI signs in for itself: where a move fails, its sign-in is what it was.
        wallet.inner.cache.write(TokenPlace::Files, &sessions[1], &token("of the CLI")).await.unwrap();
        let refused = || Err(NotKept::File(std::io::ErrorKind::StorageFull.into()));
        wallet.move_tokens(&sessions, TokenPlace::Files, refused).await.unwrap_err();
        keychain.set_state(KeychainState::Locked);
        let settle = || Ok::<_, NotKept>(());
        assert!(wallet.move_tokens(&sessions, TokenPlace::Files, settle).await.is_err());
        keychain.set_state(KeychainState::Ready);
        assert_eq!(wallet.token_place(), TokenPlace::Keychain);
        assert_eq!(access(TokenPlace::Keychain, &sessions[0]).await, some("a"));
        assert_eq!(access(TokenPlace::Files, &sessions[0]).await, None);
        assert_eq!(access(TokenPlace::Files, &sessions[1]).await, some("of the CLI"));
    }

    fn client() -> crate::credentials::token::Client {
        let (id, secret) = ("i".to_owned(), "s".to_owned());
        crate::credentials::token::Client { id, secret, expires_at: SystemTime::now() + Duration::from_hours(1) }
    }

    fn lasting(key: &str, seconds: u64) -> Credentials {
        Credentials::new(key, "s", None, Some(SystemTime::now() + Duration::from_secs(seconds)), "test")
    }

    #[tokio::test]
    async fn what_lasts_is_asked_for_once() {
        let wallet = Wallet::new(None, Keychain::in_memory(KeychainState::Ready));
        let first = wallet.have("a", async { Ok(lasting("one", 3600)) }).await.unwrap();
        let second = wallet.have("a", async { Ok(lasting("two", 3600)) }).await.unwrap();
        assert_eq!((first.access_key_id(), second.access_key_id()), ("one", "one"));
        wallet.forget();
        let third = wallet.have("a", async { Ok(lasting("three", 60)) }).await.unwrap();
        assert_eq!(third.access_key_id(), "three");
        // About to end: had anew, or used on when that fails.
        let refused = || Obstacle::Missing("no".to_owned());
        let fourth = wallet.have("a", async { Err(refused()) }).await.unwrap();
        assert_eq!(fourth.access_key_id(), "three");
        assert_eq!(wallet.have("b", async { Err(refused()) }).await.unwrap_err(), refused());
    }

    #[test]
    fn a_code_is_used_once() {
        let wallet = Wallet::new(None, Keychain::in_memory(KeychainState::Ready));
        let need = Obstacle::Need(Need::Code { device: "d".to_owned() });
        assert_eq!(wallet.code("d").unwrap_err(), need);
        assert!(wallet.enter("d", "123456"));
        assert_eq!(wallet.code("d").unwrap(), "123456");
        assert_eq!(wallet.code("d").unwrap_err(), need);
        assert!(!wallet.enter("d", "123456"));
        assert!(wallet.enter("d", "654321"));
        wallet.forget_code("d");
        assert!(wallet.enter("d", "654321"));
    }

    #[test]
    fn a_wallet_is_not_printed() {
        let wallet = Wallet::new(None, Keychain::in_memory(KeychainState::Ready));
        wallet.enter("d", "CANARY");
        assert!(!format!("{wallet:?}").contains("CANARY"));
    }
}
