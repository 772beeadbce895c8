//! The keychain against a real Secret Service: GNOME's, unlocked, locked, without a collection, late, and not there.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test")]

mod support;

use std::io::{BufRead, BufReader, Read};
use std::process::Command;
use std::time::{Duration, Instant};

use ard_aws::{AccessKey, Keychain, KeychainFailure};
use ard_core::keychain::KeychainState;
use support::{Desk, assert_passed, is_guarded};

const ID: &str = "7f6c1a52-0000-4000-8000-000000000001";
/// What a process says when it has nothing left to do but to end.
const OVER: &str = "over";

fn key(secret: &str) -> AccessKey {
    AccessKey::new("AKIAEXAMPLE".to_owned(), secret.to_owned())
}

/// Reads on until a process says a word.
fn until_said(said: &mut impl BufRead, word: &str) {
    let mut lines = String::new();
    while !lines.contains(word) {
        assert_ne!(said.read_line(&mut lines).unwrap(), 0, "it ended before: {lines}");
    }
}

/// The state, once there is a service: it comes to the bus in its own time.
async fn state_when_there() -> KeychainState {
    let keychain = Keychain::system();
    let answer = async {
        loop {
            match keychain.state().await {
                KeychainState::Absent => tokio::task::yield_now().await,
                state => return state,
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(40), answer).await.unwrap()
}

#[test]
fn an_unlocked_keyring_keeps_keys() {
    let mut desk = Desk::unlocked();
    desk.pass("keeps");
    // It is another process that reads what the first one kept, and another daemon that gives it.
    desk.stop_keyring();
    desk.start_keyring(Some("a password"));
    desk.pass("reads_and_forgets");
}

#[tokio::test]
#[ignore = "of an_unlocked_keyring_keeps_keys"]
async fn keeps() {
    assert!(is_guarded());
    assert_eq!(state_when_there().await, KeychainState::Ready);
    let keychain = Keychain::system();
    assert_eq!(keychain.get(ID).await, Ok(None));
    keychain.put(ID, &key("one")).await.unwrap();
    keychain.put(ID, &key("two/+\"é")).await.unwrap();
    assert_eq!(keychain.get(ID).await, Ok(Some(key("two/+\"é"))));
}

#[tokio::test]
#[ignore = "of an_unlocked_keyring_keeps_keys"]
async fn reads_and_forgets() {
    assert!(is_guarded());
    assert_eq!(state_when_there().await, KeychainState::Ready);
    let keychain = Keychain::system();
    assert_eq!(keychain.get(ID).await, Ok(Some(key("two/+\"é"))));
    keychain.delete(ID).await.unwrap();
    keychain.delete(ID).await.unwrap();
    assert_eq!(Keychain::system().get(ID).await, Ok(None));
}

/// A desk on which a keyring with a key in it is locked.
fn locked() -> Desk {
    let mut desk = Desk::unlocked();
    desk.pass("keeps");
    desk.stop_keyring();
    desk.start_keyring(None);
    desk
}

/// Holds that a process passes, and that it ends as soon as it has nothing left to do.
fn assert_ends(mut test: Command) {
    let mut process = test.spawn().unwrap();
    let mut said = BufReader::new(process.stdout.take().unwrap());
    until_said(&mut said, OVER);
    let since = Instant::now();
    let status = process.wait().unwrap();
    assert!(since.elapsed() < Duration::from_secs(2), "{:?}", since.elapsed());
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    assert!(status.success() && rest.contains("1 passed"), "{rest}");
}

#[test]
fn a_keyring_that_nobody_unlocks_is_locked() {
    assert_ends(locked().test("is_not_unlocked"));
}

#[tokio::test]
#[ignore = "of a_keyring_that_nobody_unlocks_is_locked"]
async fn is_not_unlocked() {
    assert!(is_guarded());
    assert_eq!(state_when_there().await, KeychainState::Locked);
    let (keychain, locked) = (Keychain::system(), KeychainFailure::Unusable(KeychainState::Locked));
    assert_eq!(keychain.get(ID).await, Err(locked.clone()));
    assert_eq!(keychain.state().await, KeychainState::Locked);
    assert_eq!(keychain.unlock().await, KeychainState::Locked);
    assert_eq!(keychain.put(ID, &key("three")).await, Err(locked.clone()));
    assert_eq!(keychain.delete(ID).await, Err(locked));
    println!("{OVER}");
}

#[test]
fn while_the_dialog_is_open_it_is_locked_and_keeps_no_process() {
    let desk = locked();
    desk.open_dialogs();
    assert_ends(desk.test("waits_for_the_person"));
}

#[tokio::test]
#[ignore = "of while_the_dialog_is_open_it_is_locked_and_keeps_no_process"]
async fn waits_for_the_person() {
    assert!(is_guarded());
    let keychain = Keychain::system();
    let since = Instant::now();
    while keychain.state().await != KeychainState::Locked {
        assert!(since.elapsed() < Duration::from_secs(20));
        tokio::task::yield_now().await;
    }
    let answered = Instant::now();
    assert!(answered - since > Duration::from_secs(9), "no dialog was open");
    let locked = KeychainFailure::Unusable(KeychainState::Locked);
    assert_eq!(keychain.state().await, KeychainState::Locked);
    assert_eq!(keychain.get(ID).await, Err(locked.clone()));
    assert_eq!(keychain.put(ID, &key("three")).await, Err(locked));
    assert!(answered.elapsed() < Duration::from_secs(1), "{:?}", answered.elapsed());
    println!("{OVER}");
}

#[test]
fn a_keyring_without_a_collection_is_said_to_be() {
    let mut desk = Desk::new();
    desk.start_keyring(None);
    desk.pass("has_no_collection");
}

#[tokio::test]
#[ignore = "of a_keyring_without_a_collection_is_said_to_be"]
async fn has_no_collection() {
    assert!(is_guarded());
    assert_eq!(state_when_there().await, KeychainState::NoCollection);
    let failure = KeychainFailure::Unusable(KeychainState::NoCollection);
    assert_eq!(Keychain::system().put(ID, &key("one")).await, Err(failure));
}

#[test]
fn without_a_service_or_a_bus_there_is_no_keychain() {
    let desk = Desk::new();
    desk.pass("is_absent");
    let mut without_bus = desk.test("is_absent");
    without_bus.env_remove("DBUS_SESSION_BUS_ADDRESS");
    assert_passed(without_bus);
}

#[tokio::test]
#[ignore = "of without_a_service_or_a_bus_there_is_no_keychain"]
async fn is_absent() {
    assert!(is_guarded());
    let keychain = Keychain::system();
    assert_eq!(keychain.state().await, KeychainState::Absent);
    assert_eq!(keychain.get(ID).await, Err(KeychainFailure::Unusable(KeychainState::Absent)));
}

#[test]
fn a_service_that_comes_later_is_found() {
    let mut desk = Desk::new();
    let mut process = desk.test("finds_it_later").spawn().unwrap();
    let mut said = BufReader::new(process.stdout.take().unwrap());
    until_said(&mut said, "absent");
    desk.start_keyring(Some("a password"));
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    assert!(process.wait().unwrap().success() && rest.contains("1 passed"), "{rest}");
}

#[tokio::test]
#[ignore = "of a_service_that_comes_later_is_found"]
async fn finds_it_later() {
    assert!(is_guarded());
    let keychain = Keychain::system();
    assert_eq!(keychain.state().await, KeychainState::Absent);
    println!("absent");
    let found = async {
        while keychain.state().await != KeychainState::Ready {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(40), found).await.unwrap();
    keychain.put(ID, &key("one")).await.unwrap();
}
