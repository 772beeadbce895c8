//! The cases that AWS's own SDK for Rust is tested with, read where Cargo keeps that SDK.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use super::super::*;

fn cases() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let runtime = packages.iter().find(|package| package["name"] == "aws-runtime").unwrap();
    let manifest = PathBuf::from(runtime["manifest_path"].as_str().unwrap());
    let file = manifest.with_file_name("test-data").join("profile-parser-tests.json");
    let tests: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    tests["tests"].as_array().unwrap().clone()
}

type Groups = BTreeMap<String, BTreeMap<String, String>>;

fn flat(groups: &[Group]) -> Groups {
    let entries = |group: &Group| group.entries.iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect();
    groups.iter().map(|group| (group.name.clone(), entries(group))).collect()
}

fn expected(groups: &Value) -> Groups {
    if groups.is_null() { Groups::new() } else { serde_json::from_value(groups.clone()).unwrap() }
}

#[test]
fn every_case_of_the_sdk_is_read_as_the_sdk_reads_it() {
    let cases = cases();
    assert!(cases.len() > 60, "{} cases", cases.len());
    for case in cases {
        let (config, credentials) = (&case["input"]["configFile"], &case["input"]["credentialsFile"]);
        let read = SharedConfig::read(config.as_str(), credentials.as_str());
        let refused = read.faults.iter().any(|fault| fault.fault.reason.consequence() == Consequence::SdkRefuses);
        match case["output"].get("config") {
            None => assert!(refused, "{case:#}"),
            Some(wanted) => {
                assert!(!refused, "{case:#}\n{:?}", read.faults);
                assert_eq!(flat(&read.profiles), expected(&wanted["profiles"]), "{case:#}");
                assert_eq!(flat(&read.sso_sessions), expected(&wanted["sso_sessions"]), "{case:#}");
            }
        }
    }
}
