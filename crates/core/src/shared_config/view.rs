//! Both files as a person sees them: every profile with its keys, how it gets its credentials, and what is odd about it.
//! Secrets are left out; that they are there is not.

use serde::{Deserialize, Serialize};

use super::chain::{Chain, Limit, limit};
use super::change::FileChange;
use super::profiles::{Entry, Group};
use super::{ChainFault, ConfigFile, FileFault, SharedConfig, is_secret};
use crate::session::ProfileKind;

/// A key of a profile or a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct KeyView {
    /// The key.
    pub key: String,
    /// Its value; `None` for a secret.
    pub value: Option<String>,
    /// The file that it stands in.
    pub file: ConfigFile,
    /// Its line there, from 1.
    pub line: u32,
}

/// A profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ProfileView {
    /// Its name.
    pub name: String,
    /// How it gets its credentials, in a word.
    pub kind: ProfileKind,
    /// Its keys.
    pub keys: Vec<KeyView>,
    /// How it gets its credentials.
    pub chain: Option<Chain>,
    /// Why it gets none.
    pub fault: Option<ChainFault>,
    /// How long its credentials can last, where something limits that.
    pub limit: Option<Limit>,
    /// The profiles that name it as their source.
    pub used_by: Vec<String>,
}

/// A session of IAM Identity Center.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SsoSessionView {
    /// Its name.
    pub name: String,
    /// Its keys.
    pub keys: Vec<KeyView>,
    /// The profiles that name it.
    pub used_by: Vec<String>,
}

/// Both files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ConfigView {
    /// Where the config file is.
    pub config_path: String,
    /// Where the credentials file is.
    pub credentials_path: String,
    /// Profiles, in the order of the files.
    pub profiles: Vec<ProfileView>,
    /// Sessions of IAM Identity Center.
    pub sessions: Vec<SsoSessionView>,
    /// What is wrong with single lines.
    pub faults: Vec<FileFault>,
}

/// A change of the files for a person to look at before it is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ConfigPlan {
    /// By which it is made.
    pub id: String,
    /// Where the config file is.
    pub config_path: String,
    /// Where the credentials file is.
    pub credentials_path: String,
    /// The files that change; none when nothing would.
    pub files: Vec<FileChange>,
    /// The files that are made with what is there now, so that one can go back.
    pub backups: Vec<String>,
}

impl ConfigView {
    /// What both files say, and where they are.
    pub fn of(config: &SharedConfig, config_path: String, credentials_path: String) -> Self {
        let users = |key: &str, name: &str| -> Vec<String> {
            let names = config.profiles.iter().filter(|profile| profile.name != name && profile.get(key) == Some(name));
            names.map(|profile| profile.name.clone()).collect()
        };
        let profile = |group: &Group| {
            let chain = Chain::of(config, &group.name);
            ProfileView {
                name: group.name.clone(),
                kind: chain.as_ref().map_or(ProfileKind::Incomplete, ProfileKind::of),
                keys: keys(group),
                limit: chain.as_ref().ok().and_then(limit),
                fault: chain.as_ref().err().cloned(),
                chain: chain.ok(),
                used_by: users("source_profile", &group.name),
            }
        };
        let session = |group: &Group| {
            let used_by = config.profiles.iter().filter(|profile| profile.get("sso_session") == Some(&group.name));
            SsoSessionView {
                name: group.name.clone(),
                keys: keys(group),
                used_by: used_by.map(|profile| profile.name.clone()).collect(),
            }
        };
        Self {
            config_path,
            credentials_path,
            profiles: config.profiles.iter().map(profile).collect(),
            sessions: config.sso_sessions.iter().map(session).collect(),
            faults: config.faults.clone(),
        }
    }
}

fn keys(group: &Group) -> Vec<KeyView> {
    let view = |entry: &Entry| KeyView {
        key: entry.key.clone(),
        value: (!is_secret(&entry.key)).then(|| entry.value.clone()),
        file: entry.origin.file,
        line: entry.origin.line,
    };
    group.entries.iter().map(view).collect()
}
