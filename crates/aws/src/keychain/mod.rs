//! Access keys in the system's keychain.
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

use ard_core::keychain::KeychainState;

use desk::Desk;
pub use key::AccessKey;

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
    keys: HashMap<String, AccessKey>,
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
        Self { kind: Arc::new(Kind::Memory(Mutex::new(Memory { state, keys: HashMap::new() }))) }
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
        match &*self.kind {
            Kind::System(desk) => desk.put(id, key).await,
            Kind::Memory(memory) => {
                memory_when_ready(memory)?.keys.insert(id.to_owned(), key.clone());
                Ok(())
            }
        }
    }

    /// The key of an id.
    pub async fn get(&self, id: &str) -> Result<Option<AccessKey>, KeychainFailure> {
        match &*self.kind {
            Kind::System(desk) => desk.get(id).await,
            Kind::Memory(memory) => Ok(memory_when_ready(memory)?.keys.get(id).cloned()),
        }
    }

    /// Takes a key away. One that is not there is taken away already.
    pub async fn delete(&self, id: &str) -> Result<(), KeychainFailure> {
        match &*self.kind {
            Kind::System(desk) => desk.delete(id).await,
            Kind::Memory(memory) => {
                memory_when_ready(memory)?.keys.remove(id);
                Ok(())
            }
        }
    }
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
mod tests;
