//! The system's keychain: access keys, and the tokens of sign-ins where a person prefers that.
//!
//! Owns: the one thread that talks to it, how long anybody waits for that, and what is remembered of a person who did not
//! unlock it. Refuses: a second place to keep keys when there is no keychain, and telling why a keychain failed in its own
//! words, which can hold what it keeps.
//!
//! A keychain may show a dialog of the system's and answer when the person does, or never; such a call cannot be taken
//! back. So one thread of its own makes all calls, nobody waits for it longer than a limit, and the end of the process does
//! not wait for it at all. While it is stuck, the keychain counts as locked.

mod desk;
mod keeper;
mod key;
mod system;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ard_core::keychain::KeychainState;

use desk::Desk;
pub use key::AccessKey;
use system::UNREADABLE;
use zeroize::Zeroizing;

/// What an entry keeps.
type Secret = Zeroizing<Vec<u8>>;

/// Why a keychain did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeychainFailure {
    /// It cannot be used now.
    Unusable(KeychainState),
    /// It can, but failed; in a few English words, without what it keeps.
    Failed(String),
}

/// The keychain. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct Keychain {
    kind: Arc<Kind>,
}

enum Kind {
    System(Desk),
    Memory(Mutex<Memory>),
}

struct Memory {
    state: KeychainState,
    entries: HashMap<String, Secret>,
}

impl std::fmt::Debug for Keychain {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Keychain").finish_non_exhaustive()
    }
}

impl Keychain {
    /// That of the system. Nothing is asked of it yet.
    pub fn system() -> Self {
        Self::at(Desk::new(Arc::new(system::open)))
    }

    fn at(desk: Desk) -> Self {
        Self { kind: Arc::new(Kind::System(desk)) }
    }

    /// One that lasts as long as the process, for tests.
    pub fn in_memory(state: KeychainState) -> Self {
        Self { kind: Arc::new(Kind::Memory(Mutex::new(Memory { state, entries: HashMap::new() }))) }
    }

    /// Puts one in memory into a state; that of the system is as it is.
    pub fn set_state(&self, state: KeychainState) {
        if let Kind::Memory(memory) = &*self.kind {
            lock(memory).state = state;
        }
    }

    /// Where it stands, found out by keeping something, reading it and taking it away again. Where it is locked the system
    /// may ask the person to unlock it; whoever did not is not asked again for some minutes.
    pub async fn state(&self) -> KeychainState {
        match &*self.kind {
            Kind::System(desk) => desk.state().await,
            Kind::Memory(memory) => lock(memory).state,
        }
    }

    /// The same, after a person asked for it: the system asks them to unlock it even if they did not a moment ago.
    pub async fn unlock(&self) -> KeychainState {
        match &*self.kind {
            Kind::System(desk) => desk.unlock().await,
            Kind::Memory(memory) => lock(memory).state,
        }
    }

    /// Keeps a key, in place of the one of that id, and makes sure that it is kept. When nobody waits for the answer any
    /// more, what was there before is put back.
    pub async fn put(&self, id: &str, key: &AccessKey) -> Result<(), KeychainFailure> {
        self.write(key_name(id), key.to_kept()).await
    }

    /// The key of an id.
    pub async fn get(&self, id: &str) -> Result<Option<AccessKey>, KeychainFailure> {
        match self.read(key_name(id)).await? {
            None => Ok(None),
            Some(kept) => match AccessKey::from_kept(&kept) {
                Some(key) => Ok(Some(key)),
                None => Err(KeychainFailure::Failed(UNREADABLE.to_owned())),
            },
        }
    }

    /// The same for who cannot wait longer than that; while it does not answer it counts as locked.
    pub async fn get_within(&self, id: &str, limit: Duration) -> Result<Option<AccessKey>, KeychainFailure> {
        let read = tokio::time::timeout(limit, self.get(id)).await;
        read.unwrap_or(Err(KeychainFailure::Unusable(KeychainState::Locked)))
    }

    /// Takes a key away. One that is not there is taken away already.
    pub async fn delete(&self, id: &str) -> Result<(), KeychainFailure> {
        self.remove(key_name(id)).await
    }

    /// Keeps the token of a sign-in as [`Self::put`] keeps a key.
    pub(crate) async fn put_token(&self, name: &str, token: Secret) -> Result<(), KeychainFailure> {
        self.write(token_name(name), token).await
    }

    /// The token of a sign-in.
    pub(crate) async fn token(&self, name: &str) -> Result<Option<Secret>, KeychainFailure> {
        self.read(token_name(name)).await
    }

    /// The token of a sign-in, if it was read or needs nobody to be asked.
    pub(crate) fn token_at_hand(&self, name: &str) -> Option<Secret> {
        let name = token_name(name);
        match &*self.kind {
            Kind::System(desk) => desk.at_hand(&name),
            Kind::Memory(memory) => memory_when_ready(memory).ok()?.entries.get(&name).cloned(),
        }
    }

    /// Takes the token of a sign-in away.
    pub(crate) async fn delete_token(&self, name: &str) -> Result<(), KeychainFailure> {
        self.remove(token_name(name)).await
    }

    async fn write(&self, name: String, secret: Secret) -> Result<(), KeychainFailure> {
        match &*self.kind {
            Kind::System(desk) => desk.put(name, secret).await,
            Kind::Memory(memory) => {
                memory_when_ready(memory)?.entries.insert(name, secret);
                Ok(())
            }
        }
    }

    async fn read(&self, name: String) -> Result<Option<Secret>, KeychainFailure> {
        match &*self.kind {
            Kind::System(desk) => desk.get(name).await,
            Kind::Memory(memory) => Ok(memory_when_ready(memory)?.entries.get(&name).cloned()),
        }
    }

    async fn remove(&self, name: String) -> Result<(), KeychainFailure> {
        match &*self.kind {
            Kind::System(desk) => desk.delete(name).await,
            Kind::Memory(memory) => {
                memory_when_ready(memory)?.entries.remove(&name);
                Ok(())
            }
        }
    }
}

fn key_name(id: &str) -> String {
    format!("aws-key/{id}")
}

fn token_name(name: &str) -> String {
    format!("sso-token/{name}")
}

fn memory_when_ready(memory: &Mutex<Memory>) -> Result<MutexGuard<'_, Memory>, KeychainFailure> {
    let memory = lock(memory);
    match memory.state {
        KeychainState::Ready => Ok(memory),
        state => Err(KeychainFailure::Unusable(state)),
    }
}

/// A lock whose holder panicked still guards whole data here.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests;
