//! The rules of the house: who may use whom, and what must not be in the repository.
#![expect(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The packages that a member depends on when it is built for people, tests left out.
fn dependencies(metadata: &Value, member: &str) -> BTreeSet<String> {
    let package = metadata["packages"].as_array().unwrap().iter().find(|package| package["name"] == member).unwrap();
    let of_kind = |dependency: &&Value| dependency["kind"].is_null() || dependency["kind"] == "build";
    let names = package["dependencies"].as_array().unwrap().iter().filter(of_kind);
    names.map(|dependency| dependency["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn rooms_use_only_the_rooms_below_them() {
    let metadata = metadata();
    for (member, may) in [
        ("ard-core", &[][..]),
        ("ard-aws", &["ard-core"]),
        ("ard-engine", &["ard-aws", "ard-core"]),
        ("ard-sandbox", &[]),
        ("app-runner-desktop", &["ard-aws", "ard-core", "ard-engine", "ard-sandbox"]),
        ("ard-tests", &[]),
        ("xtask", &[]),
    ] {
        let used = dependencies(&metadata, member)
            .into_iter()
            .filter(|name| name.starts_with("ard-") || name == "app-runner-desktop");
        let used: Vec<String> = used.collect();
        for name in &used {
            assert!(may.contains(&name.as_str()), "{member} must not use {name}");
        }
    }
}

#[test]
fn each_room_keeps_to_its_own_matter() {
    let metadata = metadata();
    let core = dependencies(&metadata, "ard-core");
    assert_eq!(
        core,
        ["ipnet", "saphyr-parser", "serde", "serde_json", "specta"].map(str::to_owned).into(),
        "core is pure"
    );
    let refuses = |member: &str, refused: &dyn Fn(&str) -> bool| {
        let used: Vec<String> = dependencies(&metadata, member).into_iter().filter(|name| refused(name)).collect();
        assert!(used.is_empty(), "{member} must not use {used:?}");
    };
    refuses("ard-aws", &|name| name.starts_with("tauri") || name == "rusqlite" || name.starts_with("winterbaume"));
    refuses("ard-engine", &|name| {
        name.starts_with("tauri") || name.starts_with("aws-") || name.starts_with("winterbaume")
    });
    refuses("ard-sandbox", &|name| name.starts_with("tauri") || name.starts_with("aws-sdk") || name == "aws-config");
    refuses("app-runner-desktop", &|name| {
        name.starts_with("aws-") || name == "rusqlite" || name.starts_with("tauri-plugin-")
    });
    refuses("xtask", &|_| true);
}

fn files(directory: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("node_modules") && !path.ends_with("dist") {
                found.extend(files(&path, endings));
            }
        } else if endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)) {
            found.push(path);
        }
    }
    found
}

/// The modules that a TypeScript file imports, with whether only types are.
fn imports(text: &str) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    for statement in text.split("import ").skip(1) {
        let types_only = statement.starts_with("type ");
        let Some((_, rest)) = statement.split_once(['"', '\'']) else { continue };
        let Some(module) = rest.split(['"', '\'']).next() else { continue };
        found.push((module.to_owned(), types_only));
    }
    // `import("…")` is a statement to the split above, and its module the first quoted word as well.
    found
}

#[test]
fn the_window_reaches_the_shell_through_one_door() {
    let source = root().join("ui/src");
    for file in files(&source, &[".ts", ".tsx"]) {
        let room = file.strip_prefix(&source).unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        for (module, types_only) in imports(&text) {
            let is_door = room.starts_with("host/") || room.starts_with("bindings/") || room.starts_with("test/");
            assert!(is_door || !module.starts_with("@tauri-apps/"), "{room} must not import {module}");
            assert!(is_door || types_only || !module.contains("bindings"), "{room} may import only types of {module}");
            let is_react = module == "react" || module.starts_with("react-") || module.starts_with("@cloudscape");
            assert!(!room.starts_with("host/") || !is_react, "{room} must not import {module}");
            for (area, other) in [
                ("pages/", "/wizard/"),
                ("wizard/", "/pages/"),
                ("network/", "/pages/"),
                ("network/", "/wizard/"),
                ("components/", "/network/"),
            ] {
                assert!(!room.starts_with(area) || !module.contains(other), "{room} must not import {module}");
            }
        }
    }
}

#[test]
fn locks_name_only_the_default_registries() {
    let cargo = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    for source in cargo.lines().filter(|line| line.starts_with("source = ")) {
        assert_eq!(source, "source = \"registry+https://github.com/rust-lang/crates.io-index\"");
    }
    let npm = std::fs::read_to_string(root().join("ui/package-lock.json")).unwrap();
    for line in npm.lines().filter(|line| line.contains("\"resolved\"")) {
        assert!(line.contains("\"https://registry.npmjs.org/"), "{line}");
    }
}

#[test]
fn no_file_is_two_things() {
    let parts = ["crates", "src-tauri/src", "xtask", "tests", "ui/src"];
    for file in parts.iter().flat_map(|part| files(&root().join(part), &[".rs", ".ts", ".tsx", ".py"])) {
        if file.ends_with("bindings/index.ts") {
            continue;
        }
        let lines = std::fs::read_to_string(&file)
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()))
            .lines()
            .count();
        assert!(lines <= 700, "{} has {lines} lines", file.display());
    }
}

#[test]
fn the_icons_are_drawn_from_the_source() {
    let read = |file: &str| std::fs::read_to_string(root().join(file)).unwrap();
    assert_eq!(read("src-tauri/icons/drawn-from.svg"), read("icons/source.svg"), "run `cargo xtask icons`");
}

/// The quoted words of `deny.toml` between two marks.
fn denied(from: &str, to: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join("deny.toml")).unwrap();
    let part = text.split_once(from).unwrap().1.split_once(to).unwrap().0;
    part.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether a licence expression can be met by what is allowed.
fn is_met(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let split = |text: &str, by: &str| {
        let (mut parts, mut depth, mut from) = (Vec::new(), 0, 0);
        for (at, letter) in text.char_indices() {
            depth += i32::from(letter == '(') - i32::from(letter == ')');
            if depth == 0 && at >= from && text[at..].starts_with(by) {
                parts.push(text[from..at].to_owned());
                from = at + by.len();
            }
        }
        parts.push(text[from..].to_owned());
        parts
    };
    let text = expression.replace(" / ", " OR ").replace('/', " OR ");
    let all = |text: &str| {
        split(text.trim(), " AND ").iter().all(|part| {
            let part = part.trim();
            match part.strip_prefix('(').and_then(|part| part.strip_suffix(')')) {
                Some(inner) => is_met(inner, allowed),
                None => allowed.contains(part),
            }
        })
    };
    split(&text, " OR ").iter().any(|part| all(part))
}

#[test]
fn everything_that_is_built_in_is_allowed() {
    let (allowed, banned) = (denied("allow = [", "]"), denied("deny = [", "[sources]"));
    for package in metadata()["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        assert!(!banned.contains(name), "{name} is banned");
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(is_met(licence, &allowed), "{name} is under {licence}");
    }
}
