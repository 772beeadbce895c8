//! `cargo xtask bench`: the release build, measured beside Chromium showing the same page.

use crate::Outcome;
use crate::build;
use crate::setup::{Purpose, set_up};
use crate::shell::{command, output, root, step};

/// Measures; prints JSON.
pub(crate) fn bench() -> Outcome {
    set_up(Purpose::Bench)?;
    let app = build::released()?;
    // Not measured, so not worth a release build: the server that both ask.
    build::programs()?;
    let rows = format!("[{},{}]", of_core("check_draft")?, of_core("reach")?);
    // As on a desktop, a session bus is there before either starts; without one, each start would make its own.
    let mut bench = command("dbus-run-session");
    bench.arg("--").arg(build::program("bench"));
    bench.env("ARD_ROWS", rows).env("ARD_APP", app).env("ARD_SANDBOX_BIN", build::program("ard-sandbox"));
    step("Measure", bench.env("ARD_PAGE", root().join("ui/dist")))
}

/// A bench of `core`, measured by itself: it has nothing to do with the window.
fn of_core(name: &str) -> Result<String, String> {
    let mut bench = command("cargo");
    bench.args(["bench", "--quiet", "--package", "ard-core", "--bench", name]);
    output(&mut bench).ok_or_else(|| format!("{name} could not be measured"))
}
