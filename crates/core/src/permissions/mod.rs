//! What a person may do here: the features of the application, the actions that each needs of IAM, and what IAM's
//! simulation of them comes to. Pure; that somebody has to ask IAM is the engine's business.
//!
//! A right is asked for everything of the account in the Region: one that is given for some names or tags only counts as
//! refused. (Resources and actions after the Service Authorization Reference and the Developer Guide, November 2026.)

mod features;
mod missing;

use serde::{Deserialize, Serialize};

pub use self::features::{Need, Scope, needs};
pub use self::missing::{LIMIT, MissingPolicy, missing_policy, whole_policy};

use crate::UnixMillis;
use crate::arn::Arn;
use crate::problem::Problem;
use crate::rights::{self, Right, Subject};
use crate::session::Identity;

/// Something that the application does, as far as rights go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// Look at services.
    Look,
    /// Read their logs.
    Logs,
    /// Create a service from a container image.
    CreateFromImage,
    /// Create a service from source code.
    CreateFromCode,
    /// Create roles, and repair the trust of those that exist.
    NewRoles,
    /// Refer to secrets and parameters, and keep values in them.
    Secrets,
    /// Send outgoing traffic into a VPC.
    Connector,
    /// Replace a VPC connector of services, and delete it.
    ChangeConnector,
    /// See what a connector reaches.
    Reach,
    /// Let a connector into a security group.
    AllowInbound,
    /// Make a service private.
    PrivateService,
    /// Put a service behind a web ACL.
    WebAcl,
    /// Delete a service.
    Delete,
    /// Take back what a change made.
    Undo,
    /// Say who one is and what one may do.
    Identity,
    /// Rotate one's own access keys.
    KeyRotation,
}

/// All features, in the order in which they are shown.
pub const FEATURES: [Feature; 16] = [
    Feature::Look,
    Feature::Logs,
    Feature::CreateFromImage,
    Feature::CreateFromCode,
    Feature::NewRoles,
    Feature::Secrets,
    Feature::Connector,
    Feature::ChangeConnector,
    Feature::Reach,
    Feature::AllowInbound,
    Feature::PrivateService,
    Feature::WebAcl,
    Feature::Delete,
    Feature::Undo,
    Feature::Identity,
    Feature::KeyRotation,
];

/// What keeps a right from somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum RefusedBy {
    /// No policy gives it. A policy that does is all that is missing.
    Nobody,
    /// A policy denies it. No other policy helps.
    Denial,
    /// The permissions boundary does not let it through.
    Boundary,
    /// A policy of the organization does not let it through.
    Organization,
}

/// What IAM says of a right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Verdict {
    /// One has it.
    Allowed,
    /// One does not have it.
    Refused {
        /// What keeps it from one.
        by: RefusedBy,
    },
    /// It depends on conditions that a simulation does not know.
    Depends {
        /// The keys of the conditions, such as `aws:MultiFactorAuthPresent`.
        keys: Vec<String>,
    },
    /// IAM could not be asked.
    Unknown,
}

/// A right with what IAM says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The right.
    pub right: Right,
    /// What IAM says.
    pub verdict: Verdict,
}

/// A right of a feature, as a person sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ActionRow {
    /// Action, such as `iam:PassRole`.
    pub action: String,
    /// What it is done to.
    pub resource: String,
    /// What IAM says of it.
    pub verdict: Verdict,
}

/// Whether a feature can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum FeatureState {
    /// All that it needs is allowed.
    Allowed,
    /// Something that it needs is refused.
    Refused,
    /// Nothing is refused, and something depends on conditions.
    Depends,
    /// Nothing is refused, and something could not be asked.
    Unknown,
    /// It is not for such an identity: a role has no access keys.
    Inapplicable,
}

/// A feature with what one may do of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct FeatureRow {
    /// The feature.
    pub feature: Feature,
    /// Whether it can be used.
    pub state: FeatureState,
    /// What it needs, refused rights first.
    pub actions: Vec<ActionRow>,
}

/// Whose policies decide, as a person sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Who {
    /// The account's root user, who may do all that the organization lets the account do.
    Root,
    /// A user.
    User {
        /// Name.
        name: String,
    },
    /// A role.
    Role {
        /// Name.
        name: String,
        /// The permission set of IAM Identity Center that it is made of.
        permission_set: Option<String>,
    },
    /// A federated user, whose policies cannot be simulated.
    Federated,
}

/// What a person may do in a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Permissions {
    /// Who one is.
    pub identity: Identity,
    /// Whose policies decide.
    pub who: Who,
    /// The features.
    pub features: Vec<FeatureRow>,
    /// Why something could not be asked.
    pub problem: Option<Problem>,
    /// The policy that gives what is refused; all that the features need when nothing could be asked; nothing when nothing
    /// is missing.
    pub policy: Option<MissingPolicy>,
    /// When IAM was asked.
    pub looked_at: UnixMillis,
}

/// Whose policies decide over an identity.
pub fn who(identity: &str) -> Who {
    match rights::subject(identity) {
        Some(Subject::User(arn)) => Who::User { name: arn.rsplit('/').next().unwrap_or_default().to_owned() },
        Some(Subject::Role(name)) => Who::Role { permission_set: permission_set(&name), name },
        None if Arn::parse(identity).is_some_and(|arn| arn.service == "iam" && arn.resource == "root") => Who::Root,
        None => Who::Federated,
    }
}

/// The permission set that a role of IAM Identity Center is made of: `AWSReservedSSO_<name>_<16 hexadecimal digits>`.
fn permission_set(role: &str) -> Option<String> {
    let (name, ending) = role.strip_prefix("AWSReservedSSO_")?.rsplit_once('_')?;
    let is_ending = ending.len() == 16 && ending.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_ending && !name.is_empty()).then(|| name.to_owned())
}

/// Each right that the features need, once.
pub fn rights_of(needs: &[Need]) -> Vec<Right> {
    let mut all: Vec<Right> = Vec::new();
    for right in needs.iter().flat_map(|need| &need.rights) {
        if !all.contains(right) {
            all.push(right.clone());
        }
    }
    all
}

/// What the features come to. A right that nothing was said of is unknown.
pub fn rows(needs: &[Need], judged: &[Judged]) -> Vec<FeatureRow> {
    needs.iter().map(|need| row(need, judged)).collect()
}

fn row(need: &Need, judged: &[Judged]) -> FeatureRow {
    let mut actions: Vec<ActionRow> = need
        .rights
        .iter()
        .map(|right| ActionRow {
            action: right.action.to_owned(),
            resource: right.resource.clone(),
            verdict: verdict(judged, right),
        })
        .collect();
    actions.sort_by_key(|row| rank(&row.verdict));
    let state = match actions.first().map(|row| &row.verdict) {
        None => FeatureState::Inapplicable,
        Some(Verdict::Refused { .. }) => FeatureState::Refused,
        Some(Verdict::Unknown) => FeatureState::Unknown,
        Some(Verdict::Depends { .. }) => FeatureState::Depends,
        Some(Verdict::Allowed) => FeatureState::Allowed,
    };
    FeatureRow { feature: need.feature, state, actions }
}

fn verdict(judged: &[Judged], right: &Right) -> Verdict {
    judged.iter().find(|one| one.right == *right).map_or(Verdict::Unknown, |one| one.verdict.clone())
}

fn rank(verdict: &Verdict) -> u8 {
    match verdict {
        Verdict::Refused { .. } => 0,
        Verdict::Unknown => 1,
        Verdict::Depends { .. } => 2,
        Verdict::Allowed => 3,
    }
}

#[cfg(test)]
mod tests;
