//! How a profile gets its credentials: link by link along its chain, each link had once and kept while it lasts.
//!
//! Owns every kind of profile. Refuses the default chain, and to run a program that the person has not agreed to. What
//! only a person can do ends as a [`Need`], which the window shows; nothing here asks anybody.

mod identity_center;
mod obstacle;
mod process;
mod sign_in;
mod source;
mod token;
mod wallet;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use ard_core::shared_config::{Base, Chain, RoleLink, SharedConfig};
use ard_core::sign_in::{Need, NextNeed, SignInWay, SsoSession, Standing};
use aws_credential_types::Credentials;
use aws_credential_types::provider::{self, ProvideCredentials, SharedCredentialsProvider, future};
use aws_types::SdkConfig;

use self::identity_center::IdentityCenter;
pub(crate) use self::obstacle::Obstacle;
pub use self::sign_in::{SignIn, SignInEnd};
pub use self::token::NotKept;
use self::token::Token;
pub use self::wallet::Wallet;
use crate::classify::Call;
use crate::endpoints::{Asked, Endpoints};
use crate::profiles::Surroundings;
use crate::{Answer, moment};

/// What a role's session is called in `CloudTrail`, unless the profile says otherwise.
const SESSION_NAME: &str = "app-runner-desktop";
/// How long a role is assumed for, unless the profile says otherwise. (STS, `AssumeRole`: one hour.)
const ROLE_SECONDS: u32 = 3600;
/// Roles that are assumed by a role end after an hour, whatever is asked. (IAM User Guide, *role chaining*.)
const CHAINED_SECONDS: u32 = 3600;
/// How long a code of an MFA device opens all roles of its person. (STS, `GetSessionToken`: twelve hours.)
const DEVICE_SECONDS: i32 = 43_200;

/// The credentials of a profile.
#[derive(Debug, Clone)]
pub struct ProfileCredentials {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    chain: Chain,
    config: SharedConfig,
    surroundings: Surroundings,
    wallet: Wallet,
    endpoints: Endpoints,
    /// How AWS is asked, without credentials.
    base: SdkConfig,
    /// When what was had last ends.
    until: Mutex<Option<SystemTime>>,
}

impl ProvideCredentials for ProfileCredentials {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async {
            self.resolve(None).await.map_err(provider::error::CredentialsError::from)
        })
    }
}

impl ProfileCredentials {
    pub(crate) fn new(
        chain: Chain,
        config: SharedConfig,
        surroundings: Surroundings,
        wallet: Wallet,
        endpoints: Endpoints,
        base: SdkConfig,
    ) -> Self {
        Self {
            inner: Arc::new(Inner { chain, config, surroundings, wallet, endpoints, base, until: Mutex::default() }),
        }
    }

    /// `shown` is a device whose code was just entered: what it opens is had anew, though what it opened may last.
    async fn resolve(&self, shown: Option<&str>) -> Result<Credentials, Obstacle> {
        let mut credentials = self.base().await?;
        // Whose keys it begins with tells the roles apart that are had with them: a profile may get other keys.
        let is_own = credentials.session_token().is_none();
        let own = if is_own { credentials.access_key_id().to_owned() } else { String::new() };
        for at in 0..self.inner.chain.links.len() {
            credentials = self.role(at, &own, credentials, shown).await?;
        }
        *self.inner.until.lock().unwrap_or_else(PoisonError::into_inner) = credentials.expiry();
        Ok(credentials)
    }

    /// Takes one link of the chain with the credentials of those before it.
    async fn role(
        &self,
        at: usize,
        own: &str,
        with: Credentials,
        shown: Option<&str>,
    ) -> Result<Credentials, Obstacle> {
        let Chain { links, base, .. } = &self.inner.chain;
        let link = &links[at];
        // Not as it is printed, which leaves out what may be secret and so would take one thing for another.
        let way = serde_json::to_string(&(base, &links[..=at])).unwrap_or_default();
        let of = format!("role {own} {way}");
        let ask = Box::pin(self.assume(at, link, with, shown));
        if is_shown(link.mfa_serial.as_deref(), shown) {
            self.inner.wallet.have_anew(&of, ask).await
        } else {
            self.inner.wallet.have(&of, ask).await
        }
    }

    async fn assume(
        &self,
        at: usize,
        link: &RoleLink,
        with: Credentials,
        shown: Option<&str>,
    ) -> Result<Credentials, Obstacle> {
        let is_temporary = with.session_token().is_some();
        let (with, code) = match &link.mfa_serial {
            None => (with, None),
            // One code opens all roles of the device's person; that is for the person's own keys only.
            Some(device) if !is_temporary => (self.device(device, with, shown).await?, None),
            Some(device) => {
                let code = self.inner.wallet.code(device)?;
                (with, Some((device, code)))
            }
        };
        let seconds = link.duration_seconds.unwrap_or(ROLE_SECONDS);
        let is_chained = at > 0 || matches!(self.inner.chain.base, Base::Sso { .. } | Base::WebIdentity { .. });
        let seconds = if is_chained { seconds.min(CHAINED_SECONDS) } else { seconds };
        let call = Call { service: "sts", operation: "AssumeRole" };
        let request = self
            .sts(Some(with))
            .assume_role()
            .role_arn(&link.role_arn)
            .role_session_name(link.session_name.as_deref().unwrap_or(SESSION_NAME))
            .set_external_id(link.external_id.clone())
            .duration_seconds(i32::try_from(seconds).unwrap_or(i32::MAX))
            .set_serial_number(code.as_ref().map(|(device, _)| (*device).clone()))
            .set_token_code(code.as_ref().map(|(_, code)| code.clone()));
        let answer = request.send().await.map_err(|error| call.fault(&error));
        let answer = answer.inspect_err(|_| {
            if let Some((device, _)) = &code {
                self.inner.wallet.forget_code(device);
            }
        })?;
        keys(answer.credentials).ok_or_else(|| call.unreadable().into())
    }

    /// A session of a person who has shown the MFA device.
    async fn device(&self, device: &str, with: Credentials, shown: Option<&str>) -> Result<Credentials, Obstacle> {
        let of = device_of(with.access_key_id(), device);
        let wallet = &self.inner.wallet;
        let ask = async {
            let code = wallet.code(device)?;
            let call = Call { service: "sts", operation: "GetSessionToken" };
            let request = self.sts(Some(with)).get_session_token();
            let request = request.serial_number(device).token_code(code).duration_seconds(DEVICE_SECONDS);
            let answer = request.send().await.map_err(|error| call.fault(&error));
            let answer = answer.inspect_err(|_| wallet.forget_code(device))?;
            keys(answer.credentials).ok_or_else(|| call.unreadable().into())
        };
        if is_shown(Some(device), shown) { wallet.have_anew(&of, ask).await } else { wallet.have(&of, ask).await }
    }

    /// STS, with these credentials or without any.
    fn sts(&self, with: Option<Credentials>) -> aws_sdk_sts::Client {
        let mut config = self.inner.base.to_builder();
        config.set_credentials_provider(with.map(SharedCredentialsProvider::new));
        config.set_endpoint_url(self.inner.endpoints.get(Asked::Sts).map(str::to_owned));
        aws_sdk_sts::Client::new(&config.build())
    }

    fn center(&self, session: &SsoSession) -> IdentityCenter {
        let config = self.inner.base.to_builder().region(aws_types::region::Region::new(session.region.clone()));
        let endpoints = &self.inner.endpoints;
        IdentityCenter::new(&config.build(), endpoints.get(Asked::SsoOidc), endpoints.get(Asked::Sso))
    }

    /// The session of IAM Identity Center that the profile begins with.
    pub fn sso_session(&self) -> Option<&SsoSession> {
        match &self.inner.chain.base {
            Base::Sso { session, .. } => Some(session),
            _ => None,
        }
    }

    /// Whether the profile begins with a key that the keychain keeps.
    pub fn is_kept(&self) -> bool {
        matches!(self.inner.chain.base, Base::Keychain { .. })
    }

    /// Begins a sign-in to the session that the profile begins with; `None` where it begins with something else.
    pub async fn sign_in(&self, way: SignInWay) -> Option<Result<SignIn, SignInEnd>> {
        let session = self.sso_session()?.clone();
        let center = self.center(&session);
        Some(sign_in::begin(self.inner.wallet.clone(), center, session, way).await)
    }

    /// Ends the sign-in: at AWS, and where its token is kept.
    pub async fn sign_out(&self) -> Answer<()> {
        let Some(session) = self.sso_session() else { return Ok(()) };
        let token = self.inner.wallet.kept_token(session).await;
        // What is forgotten here is over for the person, whether AWS could be told or not.
        let forgotten = self.inner.wallet.sign_out(session).await;
        if let Some(access) = token.as_ref().and_then(|token| token.access()) {
            self.center(session).sign_out(access).await?;
        }
        forgotten.map_err(|_| Call { service: "sso", operation: "Logout" }.unreadable())
    }

    /// Tries a code of an MFA device. `Ok(false)` when that code was used already.
    pub async fn enter_code(&self, device: &str, code: &str) -> Result<bool, Answer<Need>> {
        if !self.inner.wallet.enter(device, code) {
            return Ok(false);
        }
        match self.resolve(Some(device)).await {
            // Something else than the code is missing now.
            Ok(_) | Err(Obstacle::Missing(_) | Obstacle::Keychain(_)) => Ok(true),
            Err(Obstacle::Need(need)) => Err(Ok(need)),
            Err(Obstacle::Fault(fault)) => Err(Err(fault)),
        }
    }

    /// The accounts of the person's sign-in, each with its name and mail address.
    pub async fn accounts(&self) -> Answer<Vec<(String, String, String)>> {
        let call = Call { service: "sso", operation: "ListAccounts" };
        let Some(session) = self.sso_session() else { return Ok(Vec::new()) };
        let center = self.center(session);
        let token = self.inner.wallet.token(session, &center).await.map_err(|obstacle| call.hindered(&obstacle))?;
        let need = || call.hindered(&Obstacle::Need(Need::SignIn { session: session.clone() }));
        center.accounts(token.access().unwrap_or_default()).await?.ok_or_else(need)
    }

    /// The roles that the person's sign-in can take in an account.
    pub async fn roles(&self, account: &str) -> Answer<Vec<String>> {
        let call = Call { service: "sso", operation: "ListAccountRoles" };
        let Some(session) = self.sso_session() else { return Ok(Vec::new()) };
        let center = self.center(session);
        let token = self.inner.wallet.token(session, &center).await.map_err(|obstacle| call.hindered(&obstacle))?;
        let need = || call.hindered(&Obstacle::Need(Need::SignIn { session: session.clone() }));
        center.roles(token.access().unwrap_or_default(), account).await?.ok_or_else(need)
    }

    /// How long what is had lasts. Asks nobody.
    pub async fn standing(&self) -> Standing {
        let token = match self.sso_session() {
            Some(session) => self.inner.wallet.token_at_hand(session).await,
            None => None,
        };
        let sign_in_until = token.as_ref().and_then(Token::expires_at);
        let renews = token.as_ref().is_some_and(|token| token.renewal(SystemTime::now()).is_some());
        let credentials_until = *self.inner.until.lock().unwrap_or_else(PoisonError::into_inner);
        let next = match self.sso_session() {
            Some(_) if renews => None,
            Some(session) => sign_in_until.map(|at| (at, Need::SignIn { session: session.clone() })),
            None => self.next_code(credentials_until),
        };
        Standing {
            credentials_until: credentials_until.map(moment::since_epoch),
            sign_in_until: sign_in_until.map(moment::since_epoch),
            renews,
            next: next.map(|(at, need)| NextNeed { at: moment::since_epoch(at), need }),
        }
    }

    /// When a code of a device is needed next: at the end of what the last one opened.
    fn next_code(&self, credentials_until: Option<SystemTime>) -> Option<(SystemTime, Need)> {
        let device = self.inner.chain.links.iter().find_map(|link| link.mfa_serial.as_ref())?;
        let at = match &self.inner.chain.base {
            Base::StaticKeys { profile, has_session_token: false, .. } => {
                let key = self.inner.config.get(profile, "aws_access_key_id")?;
                self.inner.wallet.ends(&device_of(key, device))?
            }
            Base::Keychain { key, .. } => {
                let wallet = &self.inner.wallet;
                wallet.ends(&device_of(&wallet.access_key_id(key), device))?
            }
            _ => credentials_until?,
        };
        Some((at, Need::Code { device: device.clone() }))
    }
}

/// Whether a device is the one whose code was just entered.
fn is_shown(device: Option<&str>, shown: Option<&str>) -> bool {
    device.is_some() && device == shown
}

/// What is kept of a person who has shown a device.
fn device_of(key: &str, device: &str) -> String {
    format!("{}{key} {device}", wallet::DEVICE)
}

/// Credentials of STS.
fn keys(answer: Option<aws_sdk_sts::types::Credentials>) -> Option<Credentials> {
    let keys = answer?;
    let until = SystemTime::try_from(keys.expiration).ok()?;
    Some(Credentials::new(keys.access_key_id, keys.secret_access_key, Some(keys.session_token), Some(until), "sts"))
}
