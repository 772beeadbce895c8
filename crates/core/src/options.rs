//! What other services of AWS have for a draft to choose from: secrets, parameters, keys, web ACLs.

use serde::{Deserialize, Serialize};

/// A secret of AWS Secrets Manager.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SecretOption {
    /// Name.
    pub name: String,
    /// ARN, with the six characters that AWS adds to the name.
    pub arn: String,
    /// Description; empty for none.
    pub description: String,
}

/// A parameter of SSM Parameter Store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ParameterOption {
    /// Name.
    pub name: String,
    /// Description; empty for none.
    pub description: String,
    /// Whether its value is encrypted (`SecureString`).
    pub is_secure: bool,
}

/// A key of AWS KMS that the account manages itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct KeyOption {
    /// ARN.
    pub arn: String,
    /// Alias without `alias/`; `None` for none.
    pub alias: Option<String>,
    /// Description; empty for none.
    pub description: String,
    /// Why App Runner cannot encrypt with it; `None` when it can.
    pub unusable: Option<KeyUnusable>,
}

/// Why a key cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum KeyUnusable {
    /// It is switched off, waits for its deletion or for its material.
    NotEnabled,
    /// It signs, or has two halves: App Runner encrypts with symmetric keys.
    NotSymmetric,
    /// What it is could not be read.
    Unknown,
}

/// A web ACL of AWS WAF, of the session's Region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct WebAclOption {
    /// Name.
    pub name: String,
    /// ARN.
    pub arn: String,
    /// Description; empty for none.
    pub description: String,
}
