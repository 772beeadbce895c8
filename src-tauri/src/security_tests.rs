//! The rules of the shell's security, held against the files that state them.

use std::collections::BTreeSet;

use serde_json::Value;
use tauri::Url;

include!("../command-names.rs");

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn configuration() -> Value {
    json(include_str!("../tauri.conf.json"))
}

/// The names that the generated bindings call, which are those that are registered.
fn registered() -> BTreeSet<String> {
    let bindings = include_str!("../../ui/src/bindings/index.ts");
    let calls = bindings.split("__TAURI_INVOKE(\"").skip(1);
    calls.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

#[test]
fn every_command_is_under_access_control() {
    let listed: BTreeSet<String> = COMMAND_NAMES.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(listed, registered());
}

#[test]
fn the_window_may_ask_exactly_these_commands() {
    let capability = json(include_str!("../capabilities/main.json"));
    assert_eq!(capability["windows"], serde_json::json!(["main", "session-*"]));
    assert_eq!(capability.get("remote"), None);
    let granted: BTreeSet<&str> =
        capability["permissions"].as_array().unwrap().iter().map(|permission| permission.as_str().unwrap()).collect();
    let own = COMMAND_NAMES.iter().map(|name| format!("allow-{}", name.replace('_', "-")));
    let events = ["core:event:allow-listen", "core:event:allow-unlisten"].map(str::to_owned);
    let wanted: BTreeSet<String> = own.chain(events).collect();
    assert_eq!(granted, wanted.iter().map(String::as_str).collect());
    assert_eq!(configuration()["app"]["security"]["capabilities"], serde_json::json!(["main"]));
    assert_eq!(std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/capabilities")).unwrap().count(), 1);
}

#[test]
fn the_policy_of_content_is_closed() {
    let configuration = configuration();
    let security = &configuration["app"]["security"];
    let policy = security["csp"].as_str().unwrap();
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    for word in ["unsafe-inline", "unsafe-eval", "http:", "https:", "*"] {
        let allowed = if word == "http:" { policy.replace("http://ipc.localhost", "") } else { policy.to_owned() };
        assert!(!allowed.contains(word), "{word} in {policy}");
    }
    assert!(security.as_object().unwrap().keys().all(|key| !key.starts_with("dangerous")));
    assert_eq!(security.get("assetProtocol"), None);
    assert_eq!(configuration["app"]["withGlobalTauri"], false);
}

#[test]
fn the_window_goes_nowhere() {
    for (url, own) in [
        ("tauri://localhost/", true),
        ("tauri://localhost/index.html#/services", true),
        ("tauri://localhost.evil.example/", false),
        ("https://example.com/", false),
        ("http://tauri.localhost.evil.example/", false),
        ("http://127.0.0.1:1421/", false),
        ("javascript:alert(1)", false),
        ("data:text/html,x", false),
        ("blob:tauri://localhost/x", false),
        ("file:///etc/passwd", false),
        ("about:blank", false),
    ] {
        assert_eq!(crate::window::is_own(&Url::parse(url).unwrap()), own, "{url}");
    }
}
