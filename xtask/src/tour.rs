//! `cargo xtask tour`: the main journey in the real window, with a picture of each screen.

use std::path::PathBuf;

use crate::Outcome;
use crate::build;
use crate::setup::{Purpose, set_up};
use crate::shell::{command, step};

/// Drives the journey; fails unless the service reached RUNNING.
pub(crate) fn tour(directory: &str) -> Outcome {
    set_up(Purpose::Drive)?;
    build::programs()?;
    let here = std::env::current_dir().map_err(|error| error.to_string())?;
    let mut tour = command(build::program("tour"));
    tour.arg(here.join(PathBuf::from(directory)));
    step("Take the tour", tour.env("ARD_APP", build::program("app-runner-desktop")))
}
