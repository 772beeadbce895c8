//! Access keys in the system's keychain: what a person sees of them, and the command by which other programs get them.
//!
//! Owns: the states of a keychain, the list of kept keys without their secrets, who may have them. Refuses: secrets.

mod command;
mod interpreter;
mod rotation;
mod shape;

use serde::{Deserialize, Serialize};

pub use self::command::{VERB, command_line, key_id, key_of};
pub use self::interpreter::{Script, Told, told};
pub use self::rotation::{UserKey, in_doubt, left_over};
pub use self::shape::{is_temporary, malformed, user_of};
use crate::UnixMillis;
use crate::shared_config::view::ConfigPlan;
use crate::sign_in::TokenPlace;

/// Where the system's keychain stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum KeychainState {
    /// It keeps and gives keys.
    Ready,
    /// It is locked, and nobody unlocked it in time.
    Locked,
    /// The system has none, or none that answers.
    Absent,
    /// It answers, but has no collection that keys are kept in by default.
    NoCollection,
    /// It refuses this application.
    Denied,
}

/// Why the keychain gave no key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum KeychainFault {
    /// It cannot be used.
    Unusable {
        /// Where it stands.
        state: KeychainState,
    },
    /// It failed in a way of its own.
    Failed {
        /// What it said, without secrets.
        reason: String,
    },
    /// It does not have the key.
    Gone {
        /// AWS's id of the key.
        access_key_id: String,
    },
}

/// A part of an access key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum KeyPart {
    /// Its id.
    Id,
    /// Its secret.
    Secret,
}

/// An access key that the keychain keeps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct KeptKey {
    /// By which it is known here: a UUID.
    pub id: String,
    /// AWS's id of the key, such as `AKIA…`.
    pub access_key_id: String,
    /// The account whose key it is, as STS said: twelve digits.
    pub account: String,
    /// ARN of the user whose key it is, as STS said.
    pub arn: String,
    /// When it was kept.
    pub kept_at: UnixMillis,
    /// The profiles that use it.
    pub profiles: Vec<String>,
    /// AWS's id of the key that it replaced, while that one is deactivated but not deleted.
    pub retiring: Option<String>,
}

/// The keychain as a person sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct KeychainView {
    /// Where it stands.
    pub state: KeychainState,
    /// What it keeps for this application, newest first. Known also while it is locked.
    pub keys: Vec<KeptKey>,
    /// The programs that asked for one of them, newest first.
    pub callers: Vec<CallerRow>,
    /// Where the tokens of sign-ins are kept.
    pub tokens: TokenPlace,
}

/// A key that was just kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct KeyKept {
    /// The key.
    pub key: KeptKey,
    /// What remains to be changed in the profiles' files, for the person to look at.
    pub plan: ConfigPlan,
}

/// A program that asks for a key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Caller {
    /// Path of what runs.
    pub program: String,
    /// Path of the script, where an interpreter runs one.
    pub script: Option<String>,
}

/// What a person has said of a program that asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// Nothing yet.
    Waiting,
    /// It gets the key, from now on.
    Allowed,
    /// It does not get it.
    Refused,
}

/// A program that asked for a key, and what was said of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CallerRow {
    /// By which it is decided about.
    pub id: String,
    /// Id of the key.
    pub key: String,
    /// The program.
    pub caller: Caller,
    /// What was said of it.
    pub consent: Consent,
    /// When it asked last.
    pub asked_at: UnixMillis,
}
