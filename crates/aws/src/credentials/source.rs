//! What a chain begins with.

use std::time::Duration;

use ard_core::keychain::KeychainFault;
use ard_core::shared_config::Base;
use ard_core::sign_in::{Need, SsoSession};
use aws_config::ecs::EcsCredentialsProvider;
use aws_config::imds::credentials::ImdsCredentialsProvider;
use aws_config::login::LoginCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_credential_types::Credentials;
use aws_credential_types::provider::ProvideCredentials;

use super::obstacle::Obstacle;
use super::{ProfileCredentials, SESSION_NAME, keys, process};
use crate::classify::Call;

/// How long a machine's own metadata may take to answer: on a laptop there is none.
const METADATA: Duration = Duration::from_secs(4);

impl ProfileCredentials {
    /// The credentials that the first link of the chain is taken with.
    pub(super) async fn base(&self) -> Result<Credentials, Obstacle> {
        let wallet = &self.inner.wallet;
        match &self.inner.chain.base {
            Base::StaticKeys { profile, .. } => self.static_keys(profile),
            Base::Environment => self.environment(),
            Base::Keychain { key, .. } => self.kept(key).await,
            Base::Process { profile, command } => {
                let command = &command.0;
                if !wallet.allows(command) {
                    let (profile, command) = (profile.clone(), command.clone());
                    return Err(Obstacle::Need(Need::Program { profile, command }));
                }
                let run = async { process::run(command).await.map_err(|failure| Obstacle::Missing(failure.reason())) };
                wallet.have(&format!("program {command}"), run).await
            }
            Base::Sso { session, account, role, .. } => {
                let of = format!("sso {} {account} {role}", session.cache_name());
                wallet.have(&of, Box::pin(self.portal(session, account, role))).await
            }
            Base::WebIdentity { role_arn, token_file, session_name, .. } => {
                let of = format!("token {role_arn} {token_file}");
                let ask = Box::pin(self.web_identity(role_arn, token_file, session_name.as_deref()));
                wallet.have(&of, ask).await
            }
            Base::Login { profile, session_arn } => {
                let ask = self.login(profile, session_arn);
                wallet.have(&format!("login {session_arn}"), Box::pin(ask)).await
            }
            Base::Ec2Metadata => {
                let provider = ImdsCredentialsProvider::builder().build();
                wallet.have("instance metadata", self.machine(provider, "EC2 instance metadata")).await
            }
            Base::EcsContainer => {
                let provider = EcsCredentialsProvider::builder().build();
                wallet.have("container", self.machine(provider, "the container's credentials")).await
            }
        }
    }

    fn static_keys(&self, profile: &str) -> Result<Credentials, Obstacle> {
        let get = |key: &str| self.inner.config.get(profile, key).filter(|value| !value.is_empty());
        match (get("aws_access_key_id"), get("aws_secret_access_key")) {
            (Some(key), Some(secret)) => {
                Ok(Credentials::new(key, secret, get("aws_session_token").map(str::to_owned), None, "profile"))
            }
            _ => Err(Obstacle::Missing(format!("profile {profile} has no access key"))),
        }
    }

    /// The keychain has a memory of its own for what it was asked, and forgets when a key is replaced.
    async fn kept(&self, key: &str) -> Result<Credentials, Obstacle> {
        let wallet = &self.inner.wallet;
        match wallet.keychain().get(key).await {
            Ok(Some(key)) => Ok(Credentials::new(key.id(), key.secret(), None, None, "keychain")),
            Ok(None) => Err(Obstacle::Keychain(KeychainFault::Gone { access_key_id: wallet.access_key_id(key) })),
            Err(failure) => Err(Obstacle::Keychain(failure.into())),
        }
    }

    fn environment(&self) -> Result<Credentials, Obstacle> {
        let get = |name: &str| self.inner.surroundings.variable(name);
        match (get("AWS_ACCESS_KEY_ID"), get("AWS_SECRET_ACCESS_KEY")) {
            (Some(key), Some(secret)) => {
                Ok(Credentials::new(key, secret, get("AWS_SESSION_TOKEN"), None, "environment"))
            }
            _ => Err(Obstacle::Missing("the environment has no access key".to_owned())),
        }
    }

    async fn portal(&self, session: &SsoSession, account: &str, role: &str) -> Result<Credentials, Obstacle> {
        let center = self.center(session);
        let token = self.inner.wallet.token(session, &center).await?;
        let answer = center.credentials(token.access().unwrap_or_default(), account, role).await?;
        answer.ok_or_else(|| Obstacle::Need(Need::SignIn { session: session.clone() }))
    }

    async fn web_identity(&self, role: &str, file: &str, session: Option<&str>) -> Result<Credentials, Obstacle> {
        let missing = |error: std::io::Error| Obstacle::Missing(format!("{file}: {error}"));
        let token = tokio::fs::read_to_string(self.inner.surroundings.path(file)).await.map_err(missing)?;
        let call = Call { service: "sts", operation: "AssumeRoleWithWebIdentity" };
        let request = self.sts(None).assume_role_with_web_identity();
        let request =
            request.role_arn(role).role_session_name(session.unwrap_or(SESSION_NAME)).web_identity_token(token.trim());
        let answer = request.send().await.map_err(|error| call.fault(&error))?;
        keys(answer.credentials).ok_or_else(|| call.unreadable().into())
    }

    /// `aws login` keeps what it got in files of its own; the SDK reads and renews them. Signing in there is for the AWS
    /// CLI, whose client it is that AWS knows.
    async fn login(&self, profile: &str, session: &str) -> Result<Credentials, Obstacle> {
        let mut config = ProviderConfig::without_region().with_region(self.inner.base.region().cloned());
        if let Some(http) = self.inner.base.http_client() {
            config = config.with_http_client(http);
        }
        let provider = LoginCredentialsProvider::builder(session).configure(&config).build();
        let need = |_| Obstacle::Need(Need::Login { profile: profile.to_owned() });
        // In a task of its own: the SDK's renewing panics on a clock that went back.
        let asked = tokio::spawn(async move { provider.provide_credentials().await });
        match asked.await {
            Ok(answer) => answer.map_err(need),
            Err(_) => Err(Obstacle::Missing("the sign-in of aws login could not be renewed".to_owned())),
        }
    }

    async fn machine(&self, provider: impl ProvideCredentials, what: &str) -> Result<Credentials, Obstacle> {
        match tokio::time::timeout(METADATA, provider.provide_credentials()).await {
            Ok(Ok(credentials)) => Ok(credentials),
            Ok(Err(_)) | Err(_) => Err(Obstacle::Missing(format!("{what} cannot be had on this machine"))),
        }
    }
}
