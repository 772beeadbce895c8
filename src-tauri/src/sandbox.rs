//! The AWS inside the application, as the application has it: at a pace that a person can follow, and kept between
//! starts.

use std::path::Path;

use ard_sandbox::{Options, Pace, Sandbox};

/// Seconds that an operation of the sandbox takes. A real one takes minutes; this is long enough to see each step.
const SECONDS: f64 = 12.0;

/// Starts it.
pub(crate) fn start(directory: &Path) -> Sandbox {
    let state_file = Some(directory.join("sandbox.json"));
    Sandbox::new(Options { pace: Pace::Seconds(SECONDS), state_file, ..Options::default() })
}
