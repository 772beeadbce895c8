//! The desk and its thread over a keychain that does as it is told. `tests/keychain.rs` has the real one.

use std::any::Any;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use dbus_secret_service::Error as ServiceError;
use keyring_core::api::{Credential, CredentialApi, CredentialStoreApi};
use keyring_core::{CredentialStore, Entry, Error, Result};

use super::desk::Limits;
use super::*;

#[derive(Default)]
struct Script {
    entries: Mutex<HashMap<String, Vec<u8>>>,
    /// Each call fails by the next of these, as long as there are any.
    failures: Mutex<Vec<Error>>,
    /// The next call waits at this gate, as one that asks the person does.
    gate: Mutex<Option<mpsc::Receiver<()>>>,
    opened: AtomicUsize,
    calls: AtomicUsize,
}

impl Script {
    fn fail(&self, error: Error) {
        lock(&self.failures).push(error);
    }

    /// Closes the gate; it opens when what this answers is dropped.
    fn close(&self) -> mpsc::Sender<()> {
        let (key, gate) = mpsc::channel();
        *lock(&self.gate) = Some(gate);
        key
    }

    fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    fn enter(&self) -> Result<()> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        let gate = lock(&self.gate).take();
        if let Some(gate) = gate {
            let _ = gate.recv();
        }
        lock(&self.failures).pop().map_or(Ok(()), Err)
    }
}

struct Store(Arc<Script>);

impl CredentialStoreApi for Store {
    fn vendor(&self) -> String {
        "script".to_owned()
    }

    fn id(&self) -> String {
        "script".to_owned()
    }

    fn build(&self, service: &str, user: &str, _: Option<&HashMap<&str, &str>>) -> Result<Entry> {
        assert_eq!(service, "dev.app-runner-desktop");
        Ok(Entry::new_with_credential(Arc::new(Credentials { script: self.0.clone(), name: user.to_owned() })))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn debug_fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("script")
    }
}

struct Credentials {
    script: Arc<Script>,
    name: String,
}

impl CredentialApi for Credentials {
    fn set_secret(&self, secret: &[u8]) -> Result<()> {
        self.script.enter()?;
        lock(&self.script.entries).insert(self.name.clone(), secret.to_vec());
        Ok(())
    }

    fn get_secret(&self) -> Result<Vec<u8>> {
        self.script.enter()?;
        lock(&self.script.entries).get(&self.name).cloned().ok_or(Error::NoEntry)
    }

    fn delete_credential(&self) -> Result<()> {
        self.script.enter()?;
        lock(&self.script.entries).remove(&self.name).map(drop).ok_or(Error::NoEntry)
    }

    fn get_credential(&self) -> Result<Option<Arc<Credential>>> {
        Ok(None)
    }

    fn get_specifiers(&self) -> Option<(String, String)> {
        None
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn debug_fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("script")
    }
}

/// A key fits into an entry of this length, a token does not.
const ENTRY: usize = 128;

/// Short enough for a test that waits for one to pass; nothing that answers comes near them.
const SHORT: Duration = Duration::from_millis(200);

fn scripted(trial: Duration, dialog: Duration) -> (Keychain, Arc<Script>) {
    let script = Arc::new(Script::default());
    let open = Arc::new({
        let script = script.clone();
        move || {
            script.opened.fetch_add(1, Ordering::SeqCst);
            script.enter()?;
            Ok(Arc::new(Store(script.clone())) as Arc<CredentialStore>)
        }
    });
    let limits = Limits { trial, dialog, peace: Duration::from_mins(5), entry: ENTRY };
    (Keychain::at(Desk::with_limits(open, limits)), script)
}

fn patient() -> (Keychain, Arc<Script>) {
    scripted(Duration::from_mins(1), Duration::from_mins(1))
}

fn key(secret: &str) -> AccessKey {
    AccessKey::new("AKIAEXAMPLE".to_owned(), secret.to_owned())
}

fn no_access(reason: ServiceError) -> Error {
    Error::NoStorageAccess(reason.into())
}

fn locked<T>() -> std::result::Result<T, KeychainFailure> {
    Err(KeychainFailure::Unusable(KeychainState::Locked))
}

/// Waits for something that comes by itself.
async fn until(mut is_so: impl AsyncFnMut() -> bool) {
    let wait = async {
        while !is_so().await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), wait).await.unwrap();
}

#[tokio::test]
async fn a_key_is_kept_read_once_replaced_and_taken_away() {
    let (keychain, script) = patient();
    assert_eq!(keychain.state().await, KeychainState::Ready);
    assert_eq!(lock(&script.entries).len(), 0);
    assert_eq!(keychain.get("1").await, Ok(None));
    keychain.put("1", &key("one")).await.unwrap();
    assert_eq!(lock(&script.entries).keys().collect::<Vec<_>>(), ["aws-key/1"]);
    assert_eq!(keychain.clone().get("1").await, Ok(Some(key("one"))));
    let calls = script.calls();
    assert_eq!(keychain.get("1").await, Ok(Some(key("one"))));
    assert_eq!(script.calls(), calls, "a key that was read is not read again");
    keychain.put("1", &key("two")).await.unwrap();
    assert_eq!(keychain.get("1").await, Ok(Some(key("two"))));
    keychain.delete("1").await.unwrap();
    keychain.delete("1").await.unwrap();
    assert_eq!(keychain.get("1").await, Ok(None));
    assert_eq!(script.opened.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_keychain_that_waits_for_the_person_is_locked_until_it_answers() {
    let (keychain, script) = scripted(SHORT, SHORT);
    let gate = script.close();
    assert_eq!(keychain.state().await, KeychainState::Locked);
    let calls = script.calls();
    assert_eq!(keychain.state().await, KeychainState::Locked);
    assert_eq!(keychain.get("1").await, locked());
    assert_eq!(keychain.put("1", &key("one")).await, locked());
    assert_eq!(script.calls(), calls, "nobody waits for the same dialog twice");
    drop(gate);
    until(async || keychain.state().await == KeychainState::Ready).await;
    assert_eq!(lock(&script.entries).len(), 0, "what was refused is not done later");
}

#[tokio::test]
async fn what_was_put_for_somebody_who_has_gone_is_taken_back() {
    let (keychain, script) = scripted(Duration::from_mins(1), SHORT);
    keychain.put("1", &key("one")).await.unwrap();
    for (id, after) in [("1", Some(key("one"))), ("2", None)] {
        let gate = script.close();
        assert_eq!(keychain.put(id, &key("two")).await, locked());
        drop(gate);
        until(async || keychain.get(id).await == Ok(after.clone())).await;
    }
    let kept: Vec<_> = lock(&script.entries).keys().cloned().collect();
    assert_eq!(kept, ["aws-key/1"]);
}

#[tokio::test]
async fn a_person_who_did_not_unlock_it_is_left_in_peace() {
    let (keychain, script) = patient();
    lock(&script.entries).insert("aws-key/1".to_owned(), key("one").to_kept().to_vec());
    assert_eq!(keychain.get("2").await, Ok(None));
    script.fail(no_access(ServiceError::Prompt));
    assert_eq!(keychain.get("1").await, locked());
    let calls = script.calls();
    assert_eq!(keychain.get("1").await, locked());
    assert_eq!(keychain.state().await, KeychainState::Locked);
    assert_eq!(script.calls(), calls);
    // They asked for it themselves.
    assert_eq!(keychain.unlock().await, KeychainState::Ready);
    assert_eq!(keychain.get("1").await, Ok(Some(key("one"))));
}

#[tokio::test]
async fn a_keychain_that_comes_up_later_or_anew_is_found() {
    let (keychain, script) = patient();
    script.fail(Error::PlatformFailure("no bus".into()));
    assert_eq!(keychain.state().await, KeychainState::Absent);
    assert_eq!(keychain.state().await, KeychainState::Ready);
    script.fail(Error::PlatformFailure("the service is another one".into()));
    keychain.put("1", &key("one")).await.unwrap();
    assert_eq!(script.opened.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn each_failure_is_told_without_what_is_kept() {
    let unusable = KeychainFailure::Unusable;
    let failed = |words: &str| KeychainFailure::Failed(words.to_owned());
    for (error, meant) in [
        (no_access(ServiceError::NoResult), unusable(KeychainState::NoCollection)),
        (no_access(ServiceError::Locked), unusable(KeychainState::Locked)),
        (Error::BadEncoding(b"CANARY".to_vec()), failed("what it keeps cannot be read")),
        (Error::BadDataFormat(b"CANARY".to_vec(), "CANARY".into()), failed("what it keeps cannot be read")),
        (Error::Ambiguous(Vec::new()), failed("it keeps more than one entry of the same name")),
        (Error::Invalid("x".to_owned(), "CANARY".to_owned()), failed("it does not do what was asked")),
    ] {
        let (keychain, script) = patient();
        script.fail(error);
        assert_eq!(keychain.put("1", &key("one")).await, Err(meant));
    }
    let (keychain, script) = patient();
    lock(&script.entries).insert("aws-key/1".to_owned(), b"CANARY".to_vec());
    assert_eq!(keychain.get("1").await, Err(failed("what it keeps cannot be read")));
}

#[tokio::test]
async fn what_is_too_long_for_an_entry_is_kept_in_parts() {
    let (keychain, script) = patient();
    let token = |length: usize| Zeroizing::new((b'a'..=b'z').cycle().take(length).collect::<Vec<_>>());
    let names = || {
        let mut names: Vec<String> = lock(&script.entries).keys().cloned().collect();
        names.sort();
        names
    };
    for (length, parts) in [(1000, 9), (ENTRY, 1), (ENTRY + 1, 2), (300, 3), (0, 1)] {
        keychain.put_token("corp", token(length)).await.unwrap();
        assert_eq!(names().len(), parts, "{:?}", names());
        assert!(lock(&script.entries).values().all(|part| part.len() <= ENTRY));
        assert_eq!(keychain.token_at_hand("corp"), None);
        assert_eq!(keychain.token("corp").await, Ok(Some(token(length))));
        assert_eq!(keychain.token_at_hand("corp"), Some(token(length)));
    }
    keychain.put_token("corp", token(1000)).await.unwrap();
    lock(&script.entries).remove("sso-token/corp 5");
    assert_eq!(keychain.token("corp").await, Ok(None), "half a token is none");
    keychain.put_token("corp", token(300)).await.unwrap();
    keychain.delete_token("corp").await.unwrap();
    assert_eq!(names(), Vec::<String>::new());
}

#[tokio::test]
async fn one_in_memory_does_as_it_is_told() {
    let keychain = Keychain::in_memory(KeychainState::Ready);
    keychain.put("1", &key("one")).await.unwrap();
    let other = keychain.clone();
    other.set_state(KeychainState::Locked);
    assert_eq!(keychain.state().await, KeychainState::Locked);
    assert_eq!(keychain.get("1").await, locked());
    other.set_state(KeychainState::Ready);
    assert_eq!(keychain.get("1").await, Ok(Some(key("one"))));
    keychain.delete("1").await.unwrap();
    assert_eq!(keychain.get("1").await, Ok(None));
}
