//! The application as a `credential_process`: the real program, a real keyring, and the tools that ask.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test")]

#[path = "../../crates/aws/tests/support/mod.rs"]
mod support;

use std::io::Read;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use ard_aws::{AccessKey, Keychain};
use ard_core::keychain::{CallerRow, Consent, KeychainState};
use ard_engine::Callers;
use support::{Desk, is_guarded};
use tauri::async_runtime::block_on;

const ID: &str = "7f6c1a52-0000-4000-8000-000000000001";
const SECRET: &str = "CANARY/secret+1";
const APPLICATION: &str = env!("CARGO_BIN_EXE_app-runner-desktop");

/// A desk with a key in its keyring.
fn desk() -> Desk {
    let desk = Desk::unlocked();
    desk.pass("keep");
    desk
}

#[test]
#[ignore = "of the others"]
fn keep() {
    assert!(is_guarded());
    let keychain = Keychain::system();
    let since = Instant::now();
    while block_on(keychain.state()) != KeychainState::Ready {
        assert!(since.elapsed() < Duration::from_secs(40));
        std::thread::yield_now();
    }
    block_on(keychain.put(ID, &AccessKey::new("AKIAEXAMPLE".to_owned(), SECRET.to_owned()))).unwrap();
}

fn directory(desk: &Desk) -> PathBuf {
    desk.data().join("dev.app-runner-desktop")
}

fn callers(desk: &Desk) -> Callers {
    Callers::at(directory(desk).join("callers.json"))
}

fn only_row(desk: &Desk) -> CallerRow {
    let mut rows = callers(desk).rows().unwrap();
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows.remove(0)
}

/// A tool: a script that asks as the AWS SDKs do, by a shell or directly.
fn tool(desk: &Desk, name: &str) -> PathBuf {
    let script = desk.data().join(name);
    let text = format!(
        "import subprocess, sys\n\
         line = sys.argv[1:] or ['/bin/sh', '-c', '\"{APPLICATION}\" credentials {ID}']\n\
         sys.exit(subprocess.run(line).returncode)\n"
    );
    std::fs::write(&script, text).unwrap();
    script
}

fn run(desk: &Desk, script: &Path, words: &[&str]) -> Output {
    let mut python = Command::new("python3");
    python.arg(script.file_name().unwrap()).args(words).current_dir(script.parent().unwrap());
    desk.move_in(&mut python);
    python.output().unwrap()
}

/// Holds that a tool got nothing, and answers the line that it was told.
fn refused(output: &Output) -> String {
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), &b""[..]), "{told}");
    assert!(!told.contains("CANARY") && told.lines().count() == 1, "{told}");
    told
}

fn assert_given(output: &Output) {
    let wanted = format!("{{\"Version\":1,\"AccessKeyId\":\"AKIAEXAMPLE\",\"SecretAccessKey\":\"{SECRET}\"}}\n");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(
        (output.status.code(), String::from_utf8_lossy(&output.stdout).as_ref()),
        (Some(0), wanted.as_str()),
        "{told}"
    );
    assert!(!told.contains("CANARY"), "{told}");
}

#[test]
fn a_tool_gets_the_key_after_the_person_allowed_it_and_no_other_does() {
    let desk = desk();
    let script = tool(&desk, "tool.py");
    let told = refused(&run(&desk, &script, &[]));
    assert!(told.contains("tool.py") && told.contains("Keychain"), "{told}");
    let row = only_row(&desk);
    assert_eq!((row.key.as_str(), row.consent), (ID, Consent::Waiting));
    assert!(Path::new(&row.caller.program).file_name().unwrap().to_str().unwrap().starts_with("python"), "{row:?}");
    assert_eq!(row.caller.script.as_deref().map(Path::new), Some(script.canonicalize().unwrap().as_path()));

    callers(&desk).decide(&row.id, Consent::Refused).unwrap();
    assert!(refused(&run(&desk, &script, &[])).contains("refused"));
    callers(&desk).decide(&row.id, Consent::Allowed).unwrap();
    assert_given(&run(&desk, &script, &[]));
    // Directly, as boto3 starts it, and through what only passes it on.
    assert_given(&run(&desk, &script, &[APPLICATION, "credentials", ID]));
    assert_given(&run(
        &desk,
        &script,
        &["env", "timeout", "60", "bash", "-c", "\"$0\" credentials \"$1\"; exit $?", APPLICATION, ID],
    ));
    assert_eq!(only_row(&desk).id, row.id);

    refused(&run(&desk, &tool(&desk, "other.py"), &[]));
    refused(&run(&desk, &script, &[APPLICATION, "credentials", "not-an-id"]));
    refused(&run(&desk, &script, &[APPLICATION, "credentials"]));
    // Nothing was begun of what the application itself begins.
    let mut made: Vec<_> =
        std::fs::read_dir(directory(&desk)).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    made.sort();
    assert_eq!(made, ["callers.json", "callers.lock"]);
}

#[test]
fn while_the_application_runs_a_tool_waits_for_the_person() {
    let desk = desk();
    let script = tool(&desk, "tool.py");
    std::fs::create_dir_all(directory(&desk)).unwrap();
    let door = UnixListener::bind(directory(&desk).join("instance.socket")).unwrap();
    let output = std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut said = Vec::new();
            door.accept().unwrap().0.read_to_end(&mut said).unwrap();
            assert_eq!(said, b"k");
            callers(&desk).decide(&only_row(&desk).id, Consent::Allowed).unwrap();
        });
        run(&desk, &script, &[])
    });
    assert_given(&output);
}

#[test]
fn a_locked_keyring_gives_nothing_and_says_so() {
    let mut desk = desk();
    let script = tool(&desk, "tool.py");
    refused(&run(&desk, &script, &[]));
    callers(&desk).decide(&only_row(&desk).id, Consent::Allowed).unwrap();
    desk.stop_keyring();
    assert!(refused(&run(&desk, &script, &[])).contains("no keychain answers"));
    desk.start_keyring(None);
    let since = Instant::now();
    while !refused(&run(&desk, &script, &[])).contains("is locked") {
        assert!(since.elapsed() < Duration::from_secs(40), "it did not come up");
    }
}
