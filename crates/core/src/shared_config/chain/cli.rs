//! Where the AWS CLI takes other credentials than we do. Its order in one profile: a role, a token of an identity
//! provider, IAM Identity Center, an access key in the credentials file, a login, a program, an access key in the config
//! file. (botocore of AWS CLI v2, `credentials.py`.)

use serde::{Deserialize, Serialize};

use super::base::{self, KEY_ID, SECRET, TOKEN};
use super::{Source, source, value};
use crate::shared_config::document::ConfigFile;
use crate::shared_config::profiles::Group;

/// Where one profile's credentials come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// A role, by another profile's credentials.
    Role,
    /// What `credential_source` names.
    Source,
    /// A token of an identity provider.
    WebIdentity,
    /// IAM Identity Center.
    Sso,
    /// A sign-in to the console.
    Login,
    /// A program.
    Process,
    /// An access key.
    Keys,
    /// An access key, one part of which stands in the one file and another in the other.
    KeysOfBothFiles,
}

/// A profile for which the AWS CLI does otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Difference {
    /// The profile.
    pub profile: String,
    /// What is taken here.
    pub here: Way,
    /// What the AWS CLI takes; `None` when it takes nothing.
    pub cli: Option<Way>,
}

/// What the AWS CLI does otherwise for a profile that was picked, or else is another's source.
pub(super) fn difference(profile: &Group, is_picked: bool) -> Option<Difference> {
    let (here, cli) = if !is_picked && base::has_keys(profile) {
        (keys(profile), without_role(profile))
    } else if base::assumed_role(profile).is_some() {
        let is_taken = is_picked || !has_any_key(profile);
        match source(profile).ok()? {
            Source::Profile(_) => (Way::Role, if is_taken { Some(Way::Role) } else { without_role(profile) }),
            Source::Itself => (own(profile)?, if is_taken { cli_own(profile) } else { without_role(profile) }),
        }
    } else {
        (own(profile)?, without_role(profile))
    };
    (Some(here) != cli).then(|| Difference { profile: profile.name.clone(), here, cli })
}

/// What is taken here, the role apart; `None` when there is nothing.
fn own(profile: &Group) -> Option<Way> {
    let has = |key| value(profile, key).is_some();
    if has("credential_source") {
        Some(Way::Source)
    } else if has("web_identity_token_file") {
        Some(Way::WebIdentity)
    } else if base::has_sso(profile) {
        Some(Way::Sso)
    } else if has("login_session") {
        Some(Way::Login)
    } else if has("credential_process") {
        Some(Way::Process)
    } else {
        base::has_keys(profile).then(|| keys(profile))
    }
}

/// What the CLI assumes a role with whose source is the profile itself: a source that it knows by exactly that name, or
/// else whatever the profile has, if there is an access key among it.
fn cli_own(profile: &Group) -> Option<Way> {
    match value(profile, "credential_source") {
        Some("Environment" | "Ec2InstanceMetadata" | "EcsContainer") => Some(Way::Source),
        Some(_) => None,
        None => has_any_key(profile).then(|| without_role(profile)).flatten(),
    }
}

/// What the CLI takes from a profile whose role it does not look at.
fn without_role(profile: &Group) -> Option<Way> {
    let has = |key| value(profile, key).is_some();
    if has("web_identity_token_file") {
        has("role_arn").then_some(Way::WebIdentity)
    } else if has("sso_account_id") || has("sso_role_name") {
        Some(Way::Sso)
    } else if stands_in(profile, KEY_ID, ConfigFile::Credentials) {
        stands_in(profile, SECRET, ConfigFile::Credentials).then_some(Way::Keys)
    } else if has("login_session") {
        Some(Way::Login)
    } else if has("credential_process") {
        Some(Way::Process)
    } else {
        let in_config = |key| stands_in(profile, key, ConfigFile::Config);
        (in_config(KEY_ID) && in_config(SECRET)).then_some(Way::Keys)
    }
}

fn has_any_key(profile: &Group) -> bool {
    value(profile, KEY_ID).is_some() || value(profile, SECRET).is_some()
}

fn keys(profile: &Group) -> Way {
    let present = [KEY_ID, SECRET, TOKEN].into_iter().filter_map(|key| profile.entry(key));
    let mut files = present.filter(|entry| !entry.value.is_empty()).map(|entry| entry.origin.file);
    let first = files.next();
    if files.all(|file| Some(file) == first) { Way::Keys } else { Way::KeysOfBothFiles }
}

fn stands_in(profile: &Group, key: &str, file: ConfigFile) -> bool {
    let Some(entry) = profile.entry(key) else { return false };
    entry.origin.file == file || entry.wins_over.is_some_and(|origin| origin.file == file)
}
