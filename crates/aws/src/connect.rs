//! From a profile and a Region to clients.

use std::time::Duration;

use ard_core::problem::{Intent, Problem, ProblemDetail, problem};
use ard_core::region;
use ard_core::session::{Identity, ProfileKind};
use ard_core::shared_config::ChainFault;
use ard_core::wire::{Tried, WireChoice, WireView};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_runtime::client::identity::IdentityCache;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SdkConfig;
use aws_types::app_name::AppName;
use aws_types::region::Region;

use crate::apprunner::AppRunner;
use crate::credentials::{ProfileCredentials, Wallet};
use crate::ec2::Ec2;
use crate::ecr::Ecr;
use crate::endpoints::{self, Asked, Endpoints};
use crate::iam::Iam;
use crate::keychain::AccessKey;
use crate::kms::Kms;
use crate::logs::Logs;
use crate::parameters::Parameters;
use crate::profiles::{Profiles, Surroundings};
use crate::rds::Rds;
use crate::secrets::Secrets;
use crate::sites::Sites;
use crate::sts::Sts;
use crate::waf::Waf;
use crate::wire::{HttpClients, Wire};

/// What all sessions share. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Common {
    /// Where profiles are read from.
    pub surroundings: Surroundings,
    /// What is had already.
    pub wallet: Wallet,
    /// The way to AWS.
    pub wire: Wire,
}

/// Whose AWS is asked.
#[derive(Debug, Clone)]
pub enum Target {
    /// The one inside the application.
    Sandbox(SharedHttpClient),
    /// A profile's.
    Profile(String),
}

/// The gateways of a session.
#[derive(Debug, Clone)]
pub struct Clients {
    /// App Runner.
    pub apprunner: AppRunner,
    /// Amazon EC2.
    pub ec2: Ec2,
    /// Amazon ECR.
    pub ecr: Ecr,
    /// IAM.
    pub iam: Iam,
    /// AWS KMS.
    pub kms: Kms,
    /// CloudWatch Logs.
    pub logs: Logs,
    /// SSM Parameter Store.
    pub parameters: Parameters,
    /// Amazon RDS.
    pub rds: Rds,
    /// AWS Secrets Manager.
    pub secrets: Secrets,
    /// Services at their own addresses.
    pub sites: Sites,
    /// STS.
    pub sts: Sts,
    /// AWS WAF.
    pub waf: Waf,
    /// How the profile gets its credentials.
    pub kind: ProfileKind,
    /// The profile's credentials; `None` for the sandbox, which takes anybody's.
    pub credentials: Option<ProfileCredentials>,
    /// Endpoints other than AWS's own.
    pub custom_endpoints: Vec<String>,
    /// Whether App Runner is asked on this machine.
    pub is_local: bool,
}

/// Makes the gateways of a profile, or of the sandbox, in a Region. Asks AWS nothing yet.
///
/// The profile's own provider is used and never the default chain, in which keys in the environment would win over
/// the profile that a person picked.
pub async fn connect(common: &Common, target: &Target, region: &str) -> Result<Clients, Problem> {
    match target {
        Target::Sandbox(http) => {
            let keys = Credentials::new("ASIASANDBOX000000000", "sandbox", None, None, "sandbox");
            let config =
                base(region).credentials_provider(SharedCredentialsProvider::new(keys)).http_client(http.clone());
            Ok(clients(&config.build(), http.clone(), ProfileKind::Sandbox, None, &Endpoints::default()))
        }
        Target::Profile(name) => {
            let Common { surroundings, wallet, wire } = common.clone();
            let profiles = Profiles::read(&surroundings).await?;
            let chain = profiles.chain(name).map_err(|fault| match fault {
                ChainFault::UnknownProfile { profile } if profile == *name => {
                    Problem::of(ProblemDetail::ProfileUnknown { profile })
                }
                fault => Problem::of(ProblemDetail::ProfileFaulty { fault }),
            })?;
            let kind = ProfileKind::of(&chain);
            let endpoints = Endpoints::of(&surroundings, &profiles, name)?;
            let HttpClients { aws: http, others } = wire.clients(&profiles, name).await?;
            let plain = base(region).http_client(http.clone()).build();
            let credentials =
                ProfileCredentials::new(chain, profiles.config, surroundings, wallet, endpoints.clone(), plain);
            // The wallet keeps what lasts, for all sessions; a cache beside it would not hear of a new sign-in.
            let config = base(region)
                .http_client(http)
                .credentials_provider(SharedCredentialsProvider::new(credentials.clone()))
                .identity_cache(IdentityCache::no_cache());
            Ok(clients(&config.build(), others, kind, Some(credentials), &endpoints))
        }
    }
}

/// Whose an access key is, as the STS says that a profile's requests go to; that of the environment for a profile that is
/// not there. Asks nobody but STS.
pub async fn key_identity(
    common: &Common,
    profile: &str,
    region: Option<&str>,
    key: &AccessKey,
) -> Result<Identity, Problem> {
    let profiles = Profiles::read(&common.surroundings).await?;
    let endpoints = Endpoints::of(&common.surroundings, &profiles, profile)?;
    let region = region.or_else(|| profiles.get(profile, "region")).unwrap_or(region::DEFAULT);
    let mut config = base(region).http_client(common.wire.client(&profiles, profile).await?);
    config.set_endpoint_url(endpoints.get(Asked::Sts).map(str::to_owned));
    let answer = Sts::new(&config.build()).identity_of(key).await;
    answer.map_err(|fault| problem(&fault, &Intent::Identify { profile: profile.to_owned() }))
}

/// The profile that a target means, with all profiles; nothing for the sandbox.
async fn profile_of<'a>(common: &Common, target: &'a Target) -> Result<Option<(Profiles, &'a str)>, Problem> {
    match target {
        Target::Sandbox(_) => Ok(None),
        Target::Profile(name) => Ok(Some((Profiles::read(&common.surroundings).await?, name))),
    }
}

/// How a target's AWS is asked, and why so.
pub async fn wire_view(common: &Common, target: &Target) -> Result<WireView, Problem> {
    let profile = profile_of(common, target).await?;
    Ok(common.wire.view(profile.as_ref().map(|(profiles, name)| (profiles, *name))).await)
}

/// Tries a choice of the way out: asks App Runner, or what the profile names for it, without any credentials. For the
/// sandbox, which needs no way, AWS itself is asked.
pub async fn try_wire(common: &Common, target: &Target, region: &str, choice: &WireChoice) -> Result<Tried, Problem> {
    let profile = profile_of(common, target).await?;
    let profile = profile.as_ref().map(|(profiles, name)| (profiles, *name));
    let named = match profile {
        Some((profiles, name)) => Endpoints::of(&common.surroundings, profiles, name)?,
        None => Endpoints::default(),
    };
    let own = || format!("https://apprunner.{region}.amazonaws.com");
    let endpoint = named.get(Asked::AppRunner).map_or_else(own, str::to_owned);
    common.wire.try_out(choice, profile, &endpoint).await
}

/// Built by hand and not by `aws_config::load`, which would ask the instance metadata service for a Region and panics
/// on a `retry_mode` that it does not know.
fn base(region: &str) -> aws_types::sdk_config::Builder {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(6))
        .operation_attempt_timeout(Duration::from_secs(25))
        .operation_timeout(Duration::from_mins(1))
        .build();
    let mut config = SdkConfig::builder();
    config.set_app_name(AppName::new(concat!("app-runner-desktop-", env!("CARGO_PKG_VERSION"))).ok());
    config
        .behavior_version(BehaviorVersion::v2026_01_12())
        .region(Region::new(region.to_owned()))
        .retry_config(RetryConfig::standard())
        .timeout_config(timeouts)
}

fn clients(
    config: &SdkConfig,
    others: SharedHttpClient,
    kind: ProfileKind,
    credentials: Option<ProfileCredentials>,
    endpoints: &Endpoints,
) -> Clients {
    // A call that changes something is sent once: a lost answer is for the journal to sort out, not for a retry that
    // could do the same twice.
    let once = config.to_builder().retry_config(RetryConfig::disabled()).build();
    let at = |config: &SdkConfig, asked: Asked| {
        let mut config = config.to_builder();
        config.set_endpoint_url(endpoints.get(asked).map(str::to_owned));
        config.build()
    };
    let both = |asked: Asked| (at(config, asked), at(&once, asked));
    Clients {
        apprunner: AppRunner::new(&both(Asked::AppRunner)),
        ec2: Ec2::new(&both(Asked::Ec2)),
        ecr: Ecr::new(&at(config, Asked::Ecr)),
        iam: Iam::new(&both(Asked::Iam)),
        kms: Kms::new(&at(config, Asked::Kms)),
        logs: Logs::new(&at(config, Asked::Logs)),
        parameters: Parameters::new(&both(Asked::Ssm)),
        rds: Rds::new(&at(config, Asked::Rds)),
        secrets: Secrets::new(&both(Asked::SecretsManager)),
        sites: Sites::new(others, endpoints.get(Asked::AppRunner)),
        sts: Sts::new(&at(config, Asked::Sts)),
        waf: Waf::new(&both(Asked::Waf)),
        kind,
        credentials,
        custom_endpoints: endpoints.distinct(),
        is_local: endpoints.get(Asked::AppRunner).is_some_and(endpoints::is_local),
    }
}
