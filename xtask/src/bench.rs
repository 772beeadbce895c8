//! `cargo xtask bench`: the release build, measured beside Chromium showing the same page.

use crate::Outcome;
use crate::build;
use crate::setup::{Purpose, set_up};
use crate::shell::{command, root, step};

/// Measures; prints JSON.
pub(crate) fn bench() -> Outcome {
    set_up(Purpose::Bench)?;
    let app = build::app(true)?;
    step("Build the sandbox", command("cargo").args(["build", "--release", "--package", "ard-sandbox"]))?;
    let mut bench = command("cargo");
    bench.args(["run", "--quiet", "--package", "ard-tests", "--bin", "bench"]);
    bench.env("ARD_APP", app).env("ARD_SANDBOX_BIN", build::target(true).join("ard-sandbox"));
    step("Measure", bench.env("ARD_PAGE", root().join("ui/dist")))
}
