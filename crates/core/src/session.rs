//! Profiles, sessions and who one is: what a person sees of them. How credentials are had is the business of `aws`.

use serde::{Deserialize, Serialize};

use crate::problem::Problem;
use crate::region::RegionOption;
use crate::shared_config::{Base, Chain, ChainFault, FileFault};

/// The name of the built-in AWS, where a profile's name is wanted. No profile of `~/.aws` can have it: AWS's own names
/// have no parentheses.
pub const SANDBOX: &str = "(sandbox)";
/// The name under which the keys of the environment are chosen, likewise.
pub const ENVIRONMENT: &str = "(environment)";

/// A session: a profile in a Region, as opened. The epoch changes when the profile's credentials turn out to be somebody
/// else's, and a change that was asked for in an older epoch is refused.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SessionRef {
    /// Profile, or [`SANDBOX`].
    pub profile: String,
    /// Region.
    pub region: String,
    /// Epoch, from 1.
    pub epoch: u32,
}

/// Who AWS says one is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Identity {
    /// Account, twelve digits.
    pub account: String,
    /// ARN of the user or assumed role.
    pub arn: String,
}

/// A session as a person sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SessionView {
    /// The session.
    pub session: SessionRef,
    /// Whether it is of the built-in AWS.
    pub sandbox: bool,
    /// Who one is; `None` when AWS did not say.
    pub identity: Option<Identity>,
    /// Why AWS did not say.
    pub problem: Option<Problem>,
    /// Endpoints other than AWS's own that the profile or the environment names.
    pub custom_endpoints: Vec<String>,
    /// The Region that the profile names, if App Runner is not offered there.
    pub unserved_region: Option<String>,
}

/// A profile to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ProfileRow {
    /// Name.
    pub name: String,
    /// How it gets its credentials.
    pub kind: ProfileKind,
    /// Its Region.
    pub region: Option<String>,
    /// Why it gives no credentials.
    pub fault: Option<ChainFault>,
}

/// An account that a sign-in to IAM Identity Center leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SsoAccount {
    /// Twelve digits.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The mail address of its owner.
    pub email: String,
}

/// How a profile gets its credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ProfileKind {
    /// The built-in AWS.
    Sandbox,
    /// An access key.
    StaticKeys,
    /// IAM Identity Center.
    Sso,
    /// A role, by another profile's credentials.
    AssumeRole,
    /// An access key that the keychain keeps.
    Keychain,
    /// A program.
    Process,
    /// A token of an identity provider.
    WebIdentity,
    /// A sign-in to the console, by `aws login`.
    Login,
    /// Keys in the environment.
    Environment,
    /// The metadata of the machine, or of the container, on which this runs.
    Machine,
    /// Nothing that gives credentials.
    Incomplete,
}

impl ProfileKind {
    /// How a chain gets its credentials, in a word.
    pub fn of(chain: &Chain) -> Self {
        if !chain.links.is_empty() {
            return Self::AssumeRole;
        }
        match &chain.base {
            Base::StaticKeys { .. } => Self::StaticKeys,
            Base::Sso { .. } => Self::Sso,
            Base::Login { .. } => Self::Login,
            Base::Keychain { .. } => Self::Keychain,
            Base::Process { .. } => Self::Process,
            Base::WebIdentity { .. } => Self::WebIdentity,
            Base::Environment => Self::Environment,
            Base::Ec2Metadata | Base::EcsContainer => Self::Machine,
        }
    }
}

/// What the application is started with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Welcome {
    /// The application's version.
    pub version: String,
    /// Profiles, the sandbox last.
    pub profiles: Vec<ProfileRow>,
    /// What is wrong with the files that hold the profiles.
    pub profiles_problem: Option<Problem>,
    /// Lines of those files that count for nothing.
    pub profile_faults: Vec<FileFault>,
    /// Regions that App Runner serves.
    pub regions: Vec<RegionOption>,
    /// Other Regions, in which App Runner is not offered.
    pub other_regions: Vec<RegionOption>,
    /// The profile to open first.
    pub profile: String,
    /// The Region to open first.
    pub region: String,
    /// The person's language, as the system names it, such as `ja_JP.UTF-8`.
    pub locale: Option<String>,
    /// What is wrong with the journal; while it is, nothing can be changed.
    pub journal_problem: Option<Problem>,
}
