//! AWS's shared configuration: `~/.aws/config` and `~/.aws/credentials`.
//!
//! Owns: both files as their lines say it ([`Document`]), the profiles that both make together ([`SharedConfig`]), how a
//! profile gets its credentials ([`Chain`]), edits that touch only the bytes they are about ([`edit`]) and what such an
//! edit changed ([`diff`]). Refuses: to read or write a file, to find out where the files are, and to show a secret.

pub mod chain;
pub mod change;
pub mod diff;
mod document;
pub mod edit;
mod fault;
mod line;
pub mod profiles;
mod reader;
mod splice;
pub mod view;

/// Keys whose values are secret; the last is what the second was called once.
const SECRETS: [&str; 3] = ["aws_secret_access_key", "aws_session_token", "aws_security_token"];

/// Whether a key's value is a secret.
fn is_secret(key: &str) -> bool {
    SECRETS.contains(&key)
}

/// Whether a key is a part of an access key, which the AWS CLI keeps in the credentials file.
fn is_key_part(key: &str) -> bool {
    key == "aws_access_key_id" || is_secret(key)
}

#[cfg(test)]
mod tests;

pub use self::chain::{Base, Chain, ChainFault, RoleLink, SsoSession};
pub use self::diff::{DiffKind, DiffLine, diff};
pub use self::document::{ConfigFile, Document, Property, Section, SectionName};
pub use self::edit::{EditRefusal, ValueFault};
pub use self::fault::{Consequence, LineFault, LineReason};
pub use self::profiles::{Entry, FileFault, Group, Origin, SharedConfig};
