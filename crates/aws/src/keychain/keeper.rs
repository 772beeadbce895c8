//! What the keychain's own thread does: opens it, and makes one call after the other. Here a call may take for ever.

use std::collections::HashMap;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error};
use zeroize::Zeroizing;

use super::KeychainFailure;
use super::key::AccessKey;
use super::system::{MODIFIERS, UNREADABLE, failure};

/// Under which all entries are kept: the application's identifier.
const SERVICE: &str = "dev.app-runner-desktop";
/// The name of the entry that tries the keychain.
const TRIAL: &str = "trial";

/// Opens the keychain.
pub(super) type Open = Arc<dyn Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync>;

/// An entry's bytes, or that there is none.
pub(super) type Kept = Option<Zeroizing<Vec<u8>>>;

type Answer<T> = Result<T, KeychainFailure>;

pub(super) struct Keeper {
    open: Open,
    /// Once it was opened. One that failed is opened anew: the session's bus may come up later, or its keychain restart.
    store: Option<Arc<CredentialStore>>,
}

impl Keeper {
    pub(super) fn new(open: Open) -> Self {
        Self { open, store: None }
    }

    /// Keeps something, reads it and takes it away again.
    pub(super) fn try_out(&mut self) -> Answer<()> {
        self.write(TRIAL, TRIAL.as_bytes())?;
        self.with(TRIAL, |entry| absent_is_fine(entry.delete_credential()))
    }

    /// Keeps a key; the answer is what it replaced.
    pub(super) fn put(&mut self, id: &str, kept: &[u8]) -> Answer<Kept> {
        let name = name(id);
        let before = self.read(&name)?;
        match self.write(&name, kept) {
            Ok(()) => Ok(before),
            Err(failure) => {
                self.put_back(id, before);
                Err(failure)
            }
        }
    }

    /// Takes back what was put.
    pub(super) fn put_back(&mut self, id: &str, before: Kept) {
        let name = name(id);
        // What failed a moment ago may well fail again; there is nobody to be told.
        let _ = match before {
            Some(before) => self.write(&name, &before),
            None => self.with(&name, |entry| absent_is_fine(entry.delete_credential())),
        };
    }

    pub(super) fn get(&mut self, id: &str) -> Answer<Option<AccessKey>> {
        match self.read(&name(id))? {
            None => Ok(None),
            Some(kept) => match AccessKey::from_kept(&kept) {
                Some(key) => Ok(Some(key)),
                None => Err(KeychainFailure::Failed(UNREADABLE.to_owned())),
            },
        }
    }

    pub(super) fn delete(&mut self, id: &str) -> Answer<()> {
        self.with(&name(id), |entry| absent_is_fine(entry.delete_credential()))
    }

    /// Writes in place (on macOS a new entry would lose what the person allowed), and makes sure of it.
    fn write(&mut self, name: &str, bytes: &[u8]) -> Answer<()> {
        self.with(name, |entry| entry.set_secret(bytes))?;
        if self.read(name)?.is_some_and(|kept| *kept == bytes) {
            return Ok(());
        }
        Err(KeychainFailure::Failed("it did not keep what was put into it".to_owned()))
    }

    fn read(&mut self, name: &str) -> Answer<Kept> {
        self.with(name, |entry| match entry.get_secret() {
            Ok(bytes) => Ok(Some(Zeroizing::new(bytes))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
    }

    /// Does something with an entry; once more where a keychain that was opened long ago does not answer any more.
    fn with<T>(&mut self, name: &str, work: impl Fn(&Entry) -> keyring_core::Result<T>) -> Answer<T> {
        let was_open = self.store.is_some();
        let once = |keeper: &mut Self| {
            let store = keeper.opened()?;
            let modifiers: HashMap<&str, &str> = MODIFIERS.iter().copied().collect();
            work(&Entry::new_in_store_with_modifiers(&store, SERVICE, name, &modifiers)?)
        };
        let mut done = once(self);
        if was_open && matches!(done, Err(Error::PlatformFailure(_))) {
            self.store = None;
            done = once(self);
        }
        if matches!(done, Err(Error::PlatformFailure(_))) {
            self.store = None;
        }
        done.map_err(|error| failure(&error))
    }

    fn opened(&mut self) -> keyring_core::Result<Arc<CredentialStore>> {
        if let Some(store) = &self.store {
            return Ok(store.clone());
        }
        let store = (self.open)()?;
        self.store = Some(store.clone());
        Ok(store)
    }
}

fn name(id: &str) -> String {
    format!("aws-key/{id}")
}

fn absent_is_fine(done: keyring_core::Result<()>) -> keyring_core::Result<()> {
    match done {
        Err(Error::NoEntry) => Ok(()),
        done => done,
    }
}
