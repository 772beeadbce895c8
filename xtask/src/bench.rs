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
    let row = check_draft()?;
    // As on a desktop, a session bus is there before either starts; without one, each start would make its own.
    let mut bench = command("dbus-run-session");
    bench.arg("--").arg(build::program("bench"));
    bench.env("ARD_ROW", row).env("ARD_APP", app).env("ARD_SANDBOX_BIN", build::program("ard-sandbox"));
    step("Measure", bench.env("ARD_PAGE", root().join("ui/dist")))
}

/// A check of the largest draft, measured by itself: it has nothing to do with the window.
fn check_draft() -> Result<String, String> {
    let mut check = command("cargo");
    check.args(["bench", "--quiet", "--package", "ard-core", "--bench", "check_draft"]);
    output(&mut check).ok_or_else(|| "a check of the largest draft could not be measured".to_owned())
}
