//! How a profile gets its credentials.
//!
//! Owns: the way from a profile to where its credentials come from, as AWS's SDK for Rust goes it (aws-config 1.13.0,
//! `profile::credentials::repr`), where the AWS CLI goes another, and how long the outcome can last. A blank value
//! counts as none. Refuses: to go that way; and it never carries a secret.

mod base;
mod cli;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use self::cli::{Difference, Way};

use super::document::ConfigFile;
use super::profiles::{Group, SharedConfig};

/// The least and the most seconds that STS gives a role's credentials. (API reference of `AssumeRole`.)
const DURATIONS: std::ops::RangeInclusive<u32> = 900..=43_200;
/// The most seconds that STS gives them to who is in a role already.
const CHAINED_DURATION: u32 = 3_600;

/// How a profile gets its credentials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Chain {
    /// The roles that are assumed, in order: that of the picked profile last.
    pub links: Vec<RoleLink>,
    /// What gives the credentials that the first role is assumed with, or that are used as they are.
    pub base: Base,
    /// Where the AWS CLI does otherwise.
    pub differs_from_cli: Vec<Difference>,
}

/// A role that is assumed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RoleLink {
    /// The profile that says so.
    pub profile: String,
    /// ARN of the role.
    pub role_arn: String,
    /// Name of the session.
    pub session_name: Option<String>,
    /// The secret word that the role's owner asks for.
    pub external_id: Option<String>,
    /// Serial number or ARN of the device whose code is needed.
    pub mfa_serial: Option<String>,
    /// How long the credentials are to last, in seconds, from 900 to 43,200.
    pub duration_seconds: Option<u32>,
    /// The profile's Region.
    pub region: Option<String>,
}

/// What gives credentials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Base {
    /// An access key.
    StaticKeys {
        /// The profile.
        profile: String,
        /// Whether it is a temporary one.
        has_session_token: bool,
        /// The file in which the key's id stands.
        file: ConfigFile,
    },
    /// IAM Identity Center.
    Sso {
        /// The profile.
        profile: String,
        /// The sign-in.
        session: SsoSession,
        /// Account, twelve digits.
        account: String,
        /// Name of the permission set.
        role: String,
    },
    /// A sign-in to the console, by `aws login`.
    Login {
        /// The profile.
        profile: String,
        /// ARN of who signed in.
        session_arn: String,
    },
    /// An access key that the keychain keeps.
    Keychain {
        /// The profile.
        profile: String,
        /// By which the keychain knows the key.
        key: String,
    },
    /// A program.
    Process {
        /// The profile.
        profile: String,
        /// The command line.
        command: CommandLine,
    },
    /// A token of an identity provider.
    WebIdentity {
        /// The profile.
        profile: String,
        /// ARN of the role.
        role_arn: String,
        /// Path of the file with the token.
        token_file: String,
        /// Name of the session.
        session_name: Option<String>,
    },
    /// The environment's variables.
    Environment,
    /// The role of the EC2 instance.
    Ec2Metadata,
    /// The role of the ECS task.
    EcsContainer,
}

/// A command line. Its arguments may be secrets, and what is printed ends in logs: only its program is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(transparent)]
pub struct CommandLine(pub String);

impl fmt::Debug for CommandLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.split_once(' ') {
            None => write!(f, "{:?}", self.0),
            Some((program, _)) => write!(f, "{program:?} …"),
        }
    }
}

/// A sign-in to IAM Identity Center.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SsoSession {
    /// Name of its section; `None` for one that the profile itself describes, whose token is not renewed.
    pub name: Option<String>,
    /// Address of the access portal.
    pub start_url: String,
    /// Region of the IAM Identity Center.
    pub region: String,
    /// What the sign-in is for.
    pub scopes: Vec<String>,
}

/// Why a profile gets no credentials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ChainFault {
    /// There is no such profile.
    UnknownProfile {
        /// The profile.
        profile: String,
    },
    /// The profile that another names as its source is not there.
    MissingSource {
        /// The profile.
        profile: String,
        /// The source.
        source: String,
    },
    /// Profiles name each other as their source.
    Loop {
        /// The profiles, in order; the last names the first.
        profiles: Vec<String>,
    },
    /// Both `source_profile` and `credential_source`.
    TwoSources {
        /// The profile.
        profile: String,
    },
    /// A role, and nothing to assume it with.
    NoSource {
        /// The profile.
        profile: String,
    },
    /// A `credential_source` that AWS does not know.
    UnknownSource {
        /// The profile.
        profile: String,
        /// The source.
        source: String,
    },
    /// IAM Identity Center, and not all of it.
    IncompleteSso {
        /// The profile.
        profile: String,
        /// The keys that are missing.
        missing: Vec<String>,
    },
    /// Keys of the sign-in in a profile that also names an SSO session, where alone they may stand.
    SsoKeysInProfile {
        /// The profile.
        profile: String,
        /// The keys.
        keys: Vec<String>,
    },
    /// There is no such SSO session.
    UnknownSsoSession {
        /// The profile.
        profile: String,
        /// The session.
        session: String,
    },
    /// A part of an access key.
    HalfKeyPair {
        /// The profile.
        profile: String,
        /// The keys that are missing.
        missing: Vec<String>,
    },
    /// A token of an identity provider, and no role.
    TokenWithoutRole {
        /// The profile.
        profile: String,
    },
    /// A `duration_seconds` that is no number from 900 to 43,200.
    BadDuration {
        /// The profile.
        profile: String,
        /// What it says.
        value: String,
    },
    /// Nothing that gives credentials.
    Nothing {
        /// The profile.
        profile: String,
    },
}

impl Chain {
    /// How a profile gets its credentials.
    pub fn of(config: &SharedConfig, name: &str) -> Result<Self, ChainFault> {
        let mut links = Vec::new();
        let mut differs_from_cli = Vec::new();
        let mut visited: Vec<&str> = Vec::new();
        let mut name = name;
        let base = loop {
            let profile = config.profile(name).ok_or_else(|| missing(name, visited.last().copied()))?;
            if let Some(start) = visited.iter().position(|known| *known == name) {
                return Err(ChainFault::Loop { profiles: visited[start..].iter().map(ToString::to_string).collect() });
            }
            let is_first = visited.is_empty();
            visited.push(&profile.name);
            differs_from_cli.extend(cli::difference(profile, is_first));
            // A source's own keys are taken before its role.
            if !is_first && base::has_keys(profile) {
                break base::keys(profile)?;
            }
            let Some(role_arn) = base::assumed_role(profile) else { break base::of(config, profile)? };
            let next = source(profile)?;
            links.push(link(profile, role_arn)?);
            match next {
                Source::Itself => break base::of(config, profile)?,
                Source::Profile(next) => name = next,
            }
        };
        links.reverse();
        Ok(Self { links, base, differs_from_cli })
    }
}

fn missing(name: &str, from: Option<&str>) -> ChainFault {
    match from {
        None => ChainFault::UnknownProfile { profile: name.to_owned() },
        Some(profile) => ChainFault::MissingSource { profile: profile.to_owned(), source: name.to_owned() },
    }
}

/// Whose credentials a role is assumed with.
enum Source<'a> {
    /// The profile's own: its `credential_source`, or whatever it would have without the role.
    Itself,
    Profile(&'a str),
}

fn source(profile: &Group) -> Result<Source<'_>, ChainFault> {
    let name = || profile.name.clone();
    match (value(profile, "source_profile"), value(profile, "credential_source")) {
        (Some(_), Some(_)) => Err(ChainFault::TwoSources { profile: name() }),
        (None, None) => Err(ChainFault::NoSource { profile: name() }),
        (Some(source), None) if source != profile.name => Ok(Source::Profile(source)),
        _ => Ok(Source::Itself),
    }
}

fn link(profile: &Group, role_arn: &str) -> Result<RoleLink, ChainFault> {
    let text = |key| value(profile, key).map(str::to_owned);
    let seconds = |given: &str| {
        let seconds = given.parse().ok().filter(|seconds| DURATIONS.contains(seconds));
        seconds.ok_or_else(|| ChainFault::BadDuration { profile: profile.name.clone(), value: given.to_owned() })
    };
    Ok(RoleLink {
        profile: profile.name.clone(),
        role_arn: role_arn.to_owned(),
        session_name: text("role_session_name"),
        external_id: text("external_id"),
        mfa_serial: text("mfa_serial"),
        duration_seconds: value(profile, "duration_seconds").map(seconds).transpose()?,
        region: text("region"),
    })
}

/// The value of a key that is not blank.
fn value<'a>(profile: &'a Group, key: &str) -> Option<&'a str> {
    profile.get(key).filter(|value| !value.is_empty())
}

/// The most time that a chain's credentials can last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Limit {
    /// Seconds.
    pub seconds: u32,
    /// The first role for which more is asked: STS refuses to give it.
    pub exceeded: Option<Exceeded>,
}

/// More time than can be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Exceeded {
    /// The profile whose `duration_seconds` it is.
    pub profile: String,
    /// What it asks for, in seconds.
    pub seconds: u32,
}

/// The limit of roles that are assumed from a role, an hour; `None` without such a role. Credentials of IAM Identity
/// Center and of an identity provider are a role's; those of an EC2 instance or a container are too, but AWS does not
/// count them as chaining. Of keys in the environment or from a program nothing is known. (IAM User Guide, *Roles terms
/// and concepts*, role chaining.)
pub fn limit(chain: &Chain) -> Option<Limit> {
    let from_role = matches!(chain.base, Base::Sso { .. } | Base::WebIdentity { .. });
    let chained = if from_role { &chain.links[..] } else { chain.links.get(1..).unwrap_or_default() };
    chained.first()?;
    let exceeded = chained.iter().find_map(|link| {
        let seconds = link.duration_seconds.filter(|seconds| *seconds > CHAINED_DURATION)?;
        Some(Exceeded { profile: link.profile.clone(), seconds })
    });
    Some(Limit { seconds: CHAINED_DURATION, exceeded })
}
