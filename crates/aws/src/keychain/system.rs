//! The keychains of the systems: which one is opened, and what its failures mean.

use std::sync::Arc;

use keyring_core::{CredentialStore, Error, Result};

use super::{KeychainFailure, KeychainState};

/// What an entry is made with, beside its names. It is called so in the system's own list of them.
#[cfg(target_os = "linux")]
pub(super) const MODIFIERS: &[(&str, &str)] = &[("label", "App Runner Desktop")];
/// It stays on this machine; by default Windows takes it to others of the same person.
#[cfg(windows)]
pub(super) const MODIFIERS: &[(&str, &str)] = &[("persistence", "Local")];
#[cfg(not(any(target_os = "linux", windows)))]
pub(super) const MODIFIERS: &[(&str, &str)] = &[];

/// How many bytes an entry takes. (Windows: `CRED_MAX_CREDENTIAL_BLOB_SIZE`.)
pub(super) const ENTRY_MAX: usize = if cfg!(windows) { 2560 } else { usize::MAX };

/// The Secret Service.
#[cfg(target_os = "linux")]
pub(super) fn open() -> Result<Arc<CredentialStore>> {
    Ok(dbus_secret_service_keyring_store::Store::new()?)
}

/// The login keychain.
#[cfg(target_os = "macos")]
pub(super) fn open() -> Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

/// The Credential Manager.
#[cfg(windows)]
pub(super) fn open() -> Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

/// None that we know.
#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
pub(super) fn open() -> Result<Arc<CredentialStore>> {
    Err(Error::NoDefaultStore)
}

/// What a failure means. None is told in its own words: some of them carry what is kept.
pub(super) fn failure(error: &Error) -> KeychainFailure {
    let failed = |words: &str| KeychainFailure::Failed(words.to_owned());
    match error {
        Error::NoStorageAccess(reason) => KeychainFailure::Unusable(no_access(reason.as_ref())),
        Error::PlatformFailure(_) | Error::NoDefaultStore => KeychainFailure::Unusable(no_answer()),
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) => failed(UNREADABLE),
        Error::Ambiguous(_) => failed("it keeps more than one entry of the same name"),
        Error::TooLong(..) => failed("it does not take anything of this length"),
        _ => failed("it does not do what was asked"),
    }
}

/// What is said of an entry that is not what was put there.
pub(super) const UNREADABLE: &str = "what it keeps cannot be read";

/// Why there is no access: dismissed or locked, or no collection is the default, for which the Secret Service's store has
/// the same kind.
#[cfg(target_os = "linux")]
fn no_access(reason: &(dyn std::error::Error + Send + Sync + 'static)) -> KeychainState {
    match reason.downcast_ref() {
        Some(dbus_secret_service::Error::NoResult) => KeychainState::NoCollection,
        _ => KeychainState::Locked,
    }
}

/// Why there is no access.
#[cfg(not(target_os = "linux"))]
fn no_access(_: &(dyn std::error::Error + Send + Sync + 'static)) -> KeychainState {
    KeychainState::Denied
}

/// What it means that the system failed. On macOS the keychain is always there, and this is what a person's no comes as.
fn no_answer() -> KeychainState {
    if cfg!(target_os = "macos") { KeychainState::Denied } else { KeychainState::Absent }
}
