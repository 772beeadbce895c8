//! `cargo xtask test`: everything that can fail.

use std::path::PathBuf;
use std::time::Instant;

use crate::Outcome;
use crate::build;
use crate::setup::{Purpose, set_up};
use crate::shell::{command, root, step, words};

/// A part of the tests.
type Part = (&'static str, fn() -> Outcome);

const PARTS: [Part; 6] = [
    ("lint", lint),
    ("ui", ui),
    ("rust", rust),
    ("conformance", conformance),
    ("peers", peers),
    ("journeys", journeys),
];

/// `cargo xtask test`.
pub(crate) fn test(options: &[&str]) -> Outcome {
    let only = match options {
        [] => None,
        ["--only", part] if PARTS.iter().any(|(name, _)| name == part) => Some(*part),
        _ => return Err("test takes nothing, or --only with lint, ui, rust, conformance, peers or journeys".to_owned()),
    };
    let since = Instant::now();
    set_up(Purpose::Test)?;
    // Compiled in, so that it has to be there before any Rust.
    build::window()?;
    for (name, part) in PARTS {
        if only.is_none_or(|only| only == name) {
            part()?;
        }
    }
    println!("==> All tests passed in {}", words(since.elapsed()));
    Ok(())
}

fn lint() -> Outcome {
    // All of them, also those of other systems: the tests look at the whole graph, and may not ask the network.
    step("Fetch the dependencies", command("cargo").args(["fetch", "--locked"]))?;
    step("Check the formatting of the Rust", command("cargo").args(["fmt", "--all", "--check"]))?;
    step("Lint the Rust", &mut build::clippy())
}

fn ui() -> Outcome {
    let directory = root().join("ui");
    let npm =
        |what: &str, script: &str| step(what, command("npm").args(["run", "--silent", script]).current_dir(&directory));
    npm("Lint the window", "lint")?;
    npm("Test the window", "test")
}

fn rust() -> Outcome {
    step("Test the Rust", &mut build::rust_tests())
}

/// Where boto3, the AWS CLI and moto are, whom nobody here wrote; made if it is not there.
fn foreigners() -> Result<PathBuf, String> {
    let environment = root().join("target/conformance-venv");
    let requirements = root().join("tests/conformance/requirements.txt");
    let stamp = environment.join("installed-from");
    let wanted = std::fs::read(&requirements).map_err(|error| format!("{}: {error}", requirements.display()))?;
    if !std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        step("Make a Python environment", command("python3").args(["-m", "venv"]).arg(&environment))?;
        let mut install = command(environment.join("bin/pip"));
        install.args(["install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(&requirements);
        step("Install boto3, the AWS CLI and moto", &mut install)?;
        std::fs::write(&stamp, wanted).map_err(|error| format!("{}: {error}", stamp.display()))?;
    }
    Ok(environment)
}

/// boto3 and the AWS CLI against the sandbox.
fn conformance() -> Outcome {
    build::programs()?;
    let environment = foreigners()?;
    let mut pytest = command(environment.join("bin/python"));
    pytest.args(["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/conformance"]);
    pytest.env("ARD_SANDBOX_BIN", build::program("ard-sandbox")).env("PYTHONDONTWRITEBYTECODE", "1");
    step("Test the sandbox with boto3 and the AWS CLI", &mut pytest)
}

/// Our way to AWS against moto, which nobody here wrote.
fn peers() -> Outcome {
    let mut test = build::test_of("peers");
    step("Test the way to AWS with moto", test.env("ARD_PYTHON", foreigners()?.join("bin/python")))
}

/// What a person does, in the real window, with the AWS CLI as the other party.
fn journeys() -> Outcome {
    build::programs()?;
    let mut test = build::test_of("journeys");
    test.env("ARD_PYTHON", foreigners()?.join("bin/python"));
    test.env("ARD_APP", build::program("app-runner-desktop")).env("ARD_SANDBOX_BIN", build::program("ard-sandbox"));
    step("Test the journeys in the real window", &mut test)
}
