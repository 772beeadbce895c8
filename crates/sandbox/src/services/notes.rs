//! Owns what the stand-ins have no room for: how far a VPC endpoint is, the key of a secret, the description of a
//! parameter. By Region and name, kept with the rest. Refuses to know what a note means.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

type Regions = BTreeMap<String, BTreeMap<String, Value>>;

/// All notes; cloning shares them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Notes(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    regions: Mutex<Regions>,
    changed: AtomicBool,
}

impl Notes {
    /// What was noted; `None` when nothing was, or something of another kind.
    pub(super) fn get<T: DeserializeOwned>(&self, region: &str, name: &str) -> Option<T> {
        let note = self.lock().get(region)?.get(name)?.clone();
        serde_json::from_value(note).ok()
    }

    pub(super) fn set(&self, region: &str, name: &str, note: &impl Serialize) {
        let note = serde_json::to_value(note).unwrap_or(Value::Null);
        self.lock().entry(region.to_owned()).or_default().insert(name.to_owned(), note);
        self.0.changed.store(true, Ordering::SeqCst);
    }

    pub(super) fn forget(&self, region: &str, name: &str) {
        let gone = self.lock().get_mut(region).and_then(|notes| notes.remove(name));
        self.0.changed.fetch_or(gone.is_some(), Ordering::SeqCst);
    }

    /// The names that begin so, without that beginning.
    pub(super) fn names(&self, region: &str, beginning: &str) -> Vec<String> {
        let regions = self.lock();
        let names = regions.get(region).into_iter().flat_map(BTreeMap::keys);
        names.filter_map(|name| name.strip_prefix(beginning)).map(str::to_owned).collect()
    }

    pub(super) fn reset(&self) {
        self.lock().clear();
        self.0.changed.store(true, Ordering::SeqCst);
    }

    pub(super) fn keep(&self) -> Value {
        serde_json::to_value(&*self.lock()).unwrap_or(Value::Null)
    }

    pub(super) fn restore(&self, kept: BTreeMap<String, Value>) {
        let region = |(region, notes): (String, Value)| Some((region, serde_json::from_value(notes).ok()?));
        *self.lock() = kept.into_iter().filter_map(region).collect();
    }

    /// Whether something changed since this was last asked.
    pub(super) fn take_changed(&self) -> bool {
        self.0.changed.swap(false, Ordering::SeqCst)
    }

    fn lock(&self) -> MutexGuard<'_, Regions> {
        self.0.regions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_kept_by_region_and_name() {
        let notes = Notes::default();
        notes.set("eu-west-1", "secret/a", &"key");
        notes.set("eu-west-1", "parameter/b", &1);
        assert!(notes.take_changed() && !notes.take_changed());
        assert_eq!(notes.names("eu-west-1", "secret/"), ["a"]);
        assert_eq!(notes.get::<String>("us-east-1", "secret/a"), None);
        let again = Notes::default();
        again.restore(serde_json::from_value(notes.keep()).unwrap_or_default());
        assert_eq!(again.get::<String>("eu-west-1", "secret/a").as_deref(), Some("key"));
        again.forget("eu-west-1", "secret/a");
        assert!(again.take_changed());
        again.forget("eu-west-1", "secret/a");
        assert!(!again.take_changed());
    }
}
