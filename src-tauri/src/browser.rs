//! Opens a URL in the person's own browser.

use std::io;
use std::process::{Command, Stdio};

/// Hands a URL to the system's opener and does not wait for the browser.
pub(crate) fn open(url: &str) -> io::Result<()> {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(target_os = "windows") {
        "explorer"
    } else {
        "xdg-open"
    };
    let mut opener =
        Command::new(program).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    // Somebody has to take note of its end, or it stays behind as a dead process.
    std::thread::spawn(move || opener.wait());
    Ok(())
}
