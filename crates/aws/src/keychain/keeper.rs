//! What the keychain's own thread does: opens it, and makes one call after the other. Here a call may take for ever.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error};
use zeroize::Zeroizing;

use super::system::{MODIFIERS, failure};
use super::{KeychainFailure, Secret};

/// Under which all entries are kept: the application's identifier.
const SERVICE: &str = "dev.app-runner-desktop";
/// The name of the entry that tries the keychain.
const TRIAL: &str = "trial";
/// What the first of several parts begins with; their number and a line's end follow. What is kept in one entry is JSON.
const PARTS: &[u8] = b"parts ";
/// More is never written, and not believed.
const PARTS_MAX: usize = 99;

/// Opens the keychain.
pub(super) type Open = Arc<dyn Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync>;

type Answer<T> = Result<T, KeychainFailure>;

pub(super) struct Keeper {
    open: Open,
    /// How many bytes an entry takes; what is longer is kept in parts.
    entry_max: usize,
    /// Once it was opened. One that failed is opened anew: the session's bus may come up later, or its keychain restart.
    store: Option<Arc<CredentialStore>>,
}

impl Keeper {
    pub(super) fn new(open: Open, entry_max: usize) -> Self {
        Self { open, entry_max, store: None }
    }

    /// Keeps something, reads it and takes it away again.
    pub(super) fn try_out(&mut self) -> Answer<()> {
        self.write_entry(TRIAL, TRIAL.as_bytes())?;
        self.delete_entry(TRIAL)
    }

    /// Keeps something; the answer is what it replaced.
    pub(super) fn put(&mut self, name: &str, kept: &[u8]) -> Answer<Option<Secret>> {
        let before = self.read(name)?;
        match self.write(name, kept) {
            Ok(()) => Ok(before),
            Err(failure) => {
                self.put_back(name, before);
                Err(failure)
            }
        }
    }

    /// Takes back what was put.
    pub(super) fn put_back(&mut self, name: &str, before: Option<Secret>) {
        // What failed a moment ago may well fail again; there is nobody to be told.
        let _ = match before {
            Some(before) => self.write(name, &before),
            None => self.delete(name),
        };
    }

    /// What is kept. Of what a part is missing there is nothing.
    pub(super) fn read(&mut self, name: &str) -> Answer<Option<Secret>> {
        let Some(first) = self.read_entry(name)? else { return Ok(None) };
        let Some((count, start)) = counted(&first) else { return Ok(Some(first)) };
        // Long enough from the start: a buffer that grows leaves a copy behind.
        let mut whole = Zeroizing::new(Vec::with_capacity(count.saturating_mul(first.len())));
        whole.extend_from_slice(start);
        for number in 2..=count {
            let Some(part) = self.read_entry(&part_name(name, number))? else { return Ok(None) };
            whole.extend_from_slice(&part);
        }
        Ok(Some(whole))
    }

    /// Takes it away: the first part last, since it says how many there are.
    pub(super) fn delete(&mut self, name: &str) -> Answer<()> {
        let count = self.count(name)?;
        self.delete_parts(name, 2..=count)?;
        self.delete_entry(name)
    }

    /// The first part is written last, since it says how many there are.
    fn write(&mut self, name: &str, bytes: &[u8]) -> Answer<()> {
        let before = self.count(name)?;
        if bytes.len() <= self.entry_max {
            self.write_entry(name, bytes)?;
            return self.delete_parts(name, 2..=before);
        }
        // The first has to hold the count as well.
        if bytes.len() > self.entry_max.saturating_mul(PARTS_MAX / 2) {
            return Err(KeychainFailure::Failed("it does not take anything of this length".to_owned()));
        }
        let length = self.entry_max.saturating_sub(PARTS.len() + 3).max(1);
        let mut parts = bytes.chunks(length);
        let start = parts.next().unwrap_or_default();
        let mut count = 1;
        for part in parts {
            count += 1;
            self.write_entry(&part_name(name, count), part)?;
        }
        let first = Zeroizing::new([PARTS, count.to_string().as_bytes(), b"\n", start].concat());
        self.write_entry(name, &first)?;
        self.delete_parts(name, count + 1..=before)
    }

    /// How many parts there are of it. Where an entry takes everything nothing is read for that.
    fn count(&mut self, name: &str) -> Answer<usize> {
        if self.entry_max == usize::MAX {
            return Ok(1);
        }
        let first = self.read_entry(name)?;
        Ok(first.and_then(|first| counted(&first).map(|(count, _)| count)).unwrap_or(1))
    }

    fn delete_parts(&mut self, name: &str, numbers: RangeInclusive<usize>) -> Answer<()> {
        numbers.into_iter().try_for_each(|number| self.delete_entry(&part_name(name, number)))
    }

    /// Writes in place (on macOS a new entry would lose what the person allowed), and makes sure of it.
    fn write_entry(&mut self, name: &str, bytes: &[u8]) -> Answer<()> {
        self.with(name, |entry| entry.set_secret(bytes))?;
        if self.read_entry(name)?.is_some_and(|kept| *kept == bytes) {
            return Ok(());
        }
        Err(KeychainFailure::Failed("it did not keep what was put into it".to_owned()))
    }

    fn read_entry(&mut self, name: &str) -> Answer<Option<Secret>> {
        self.with(name, |entry| match entry.get_secret() {
            Ok(bytes) => Ok(Some(Zeroizing::new(bytes))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
    }

    fn delete_entry(&mut self, name: &str) -> Answer<()> {
        self.with(name, |entry| match entry.delete_credential() {
            Err(Error::NoEntry) => Ok(()),
            done => done,
        })?;
        // macOS answers that it did also where the person said no.
        if cfg!(target_os = "macos") && self.read_entry(name)?.is_some() {
            return Err(KeychainFailure::Failed("it did not take away what was to go".to_owned()));
        }
        Ok(())
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
        // On macOS this is how a person's no comes, who is not asked twice.
        if was_open && !cfg!(target_os = "macos") && matches!(done, Err(Error::PlatformFailure(_))) {
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

fn part_name(name: &str, number: usize) -> String {
    format!("{name} {number}")
}

/// How many parts there are, and what the first of them has.
fn counted(first: &[u8]) -> Option<(usize, &[u8])> {
    let rest = first.strip_prefix(PARTS)?;
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let count = std::str::from_utf8(&rest[..end]).ok()?.parse().ok().filter(|count| *count <= PARTS_MAX)?;
    Some((count, &rest[end + 1..]))
}
