//! Asks the system for its proxy, by the program that each system has for it. What they say is read in `core`.

use std::process::Stdio;
use std::time::Duration;

use ard_core::wire::{self, SystemProxy};
use tokio::process::Command;

/// How long the program may take.
const LIMIT: Duration = Duration::from_secs(2);

/// A program, what it is asked, and how its answer is read.
type Asked = (&'static str, &'static [&'static str], fn(&str) -> SystemProxy);

#[cfg(target_os = "macos")]
const ASKED: Asked = ("/usr/sbin/scutil", &["--proxy"], wire::of_mac);
#[cfg(windows)]
const ASKED: Asked =
    ("reg.exe", &["query", r"HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings"], wire::of_windows);
#[cfg(not(any(target_os = "macos", windows)))]
const ASKED: Asked = ("gsettings", &["list-recursively", "org.gnome.system.proxy"], wire::of_gnome);

/// The system's proxy. A system without such a program, or one that does not answer, has none.
pub(super) async fn read() -> SystemProxy {
    let (program, arguments, read) = ASKED;
    let mut ask = Command::new(program);
    ask.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
    #[cfg(windows)]
    {
        /// No console window flashes up. (Win32, `CREATE_NO_WINDOW`.)
        const NO_WINDOW: u32 = 0x0800_0000;
        ask.creation_flags(NO_WINDOW);
    }
    match tokio::time::timeout(LIMIT, ask.output()).await {
        Ok(Ok(output)) => read(&String::from_utf8_lossy(&output.stdout)),
        Ok(Err(_)) | Err(_) => SystemProxy::None,
    }
}
