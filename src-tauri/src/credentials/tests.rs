//! What a program gets and when, with a keychain in memory. `tests/credentials.rs` has the real program and a real keyring.
#![cfg(unix)]

use std::io::Read;
use std::os::unix::net::UnixListener;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use super::*;

const ID: &str = "7f6c1a52-0000-4000-8000-000000000001";
/// So long nobody waits in these tests, unless the test is of the end of it.
const LONG: Duration = Duration::from_secs(40);

/// A data directory that is gone when the test is over.
struct Scratch(PathBuf);

static NUMBER: AtomicU32 = AtomicU32::new(0);

impl Scratch {
    fn new() -> Self {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let directory = std::env::temp_dir().join(format!("ard-asked-{}-{number}", std::process::id()));
        let _ = std::fs::remove_dir_all(&directory);
        std::fs::create_dir_all(&directory).unwrap();
        Self(directory)
    }

    fn callers(&self) -> Callers {
        Callers::at(place::callers_file(&self.0))
    }

    fn ask(&self, keychain: &Keychain, patience: Duration) -> Result<AccessKey, Refusal> {
        let caller = Caller { program: "/usr/bin/python3".to_owned(), script: Some("/usr/bin/aws".to_owned()) };
        Asked { key: ID, caller, callers: self.callers() }.answer(keychain, &self.0, patience)
    }

    fn decide(&self, consent: Consent) {
        let rows = self.callers().rows().unwrap();
        assert_eq!(rows.len(), 1);
        self.callers().decide(&rows[0].id, consent).unwrap();
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn key() -> AccessKey {
    AccessKey::new("AKIAEXAMPLE".to_owned(), "CANARY".to_owned())
}

fn keychain() -> Keychain {
    let keychain = Keychain::in_memory(KeychainState::Ready);
    tauri::async_runtime::block_on(keychain.put(ID, &key())).unwrap();
    keychain
}

#[test]
fn a_program_gets_the_key_once_the_person_allowed_it() {
    let scratch = Scratch::new();
    // Nobody is there to be asked, so nobody waits.
    assert_eq!(scratch.ask(&keychain(), LONG), Err(Refusal::Undecided));
    scratch.decide(Consent::Refused);
    assert_eq!(scratch.ask(&keychain(), LONG), Err(Refusal::Refused("/usr/bin/aws (/usr/bin/python3)".to_owned())));
    scratch.decide(Consent::Allowed);
    assert_eq!(scratch.ask(&keychain(), LONG), Ok(key()));
    assert_eq!(scratch.ask(&Keychain::in_memory(KeychainState::Ready), LONG), Err(Refusal::NoKey));
}

#[test]
fn while_the_application_runs_the_person_is_waited_for() {
    let scratch = Scratch::new();
    let door = UnixListener::bind(scratch.0.join("instance.socket")).unwrap();
    let answered = std::thread::scope(|scope| {
        scope.spawn(|| {
            let (mut knocking, _) = door.accept().unwrap();
            // Who hangs up before the knock is heard is no application that runs.
            knocking.read_exact(&mut [0]).unwrap();
            scratch.decide(Consent::Allowed);
        });
        scratch.ask(&keychain(), LONG)
    });
    assert_eq!(answered, Ok(key()));
    scratch.decide(Consent::Waiting);
    assert_eq!(scratch.ask(&keychain(), Duration::ZERO), Err(Refusal::Undecided));
}

#[test]
fn without_a_keychain_or_a_list_there_is_no_key_and_one_line_says_why() {
    let scratch = Scratch::new();
    let _ = scratch.ask(&keychain(), LONG);
    scratch.decide(Consent::Allowed);
    for state in [KeychainState::Locked, KeychainState::Absent, KeychainState::NoCollection, KeychainState::Denied] {
        let refusal = scratch.ask(&Keychain::in_memory(state), LONG).unwrap_err();
        assert_eq!(refusal, Refusal::Keychain(KeychainFailure::Unusable(state)));
        assert!(refusal.to_string().contains("keychain") && !refusal.to_string().contains('\n'));
    }
    std::fs::write(place::callers_file(&scratch.0), "{ half").unwrap();
    let refusal = scratch.ask(&keychain(), LONG).unwrap_err();
    assert!(matches!(&refusal, Refusal::Broken(words) if words.contains("callers.json")), "{refusal:?}");
}

#[test]
fn the_data_is_where_tauri_would_have_it() {
    let configuration: serde_json::Value = serde_json::from_str(include_str!("../../tauri.conf.json")).unwrap();
    assert_eq!(configuration["identifier"], place::IDENTIFIER);
}
