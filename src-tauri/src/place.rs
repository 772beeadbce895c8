//! Where the application keeps its data. Said here and not by Tauri, since it is also asked where Tauri was not started.

use std::path::{Path, PathBuf};

/// The application's identifier, which is also in `tauri.conf.json`.
pub(crate) const IDENTIFIER: &str = "dev.app-runner-desktop";

/// The directory of the application's data, which is the one that Tauri would name.
pub(crate) fn data_directory() -> Option<PathBuf> {
    Some(base()?.join(IDENTIFIER))
}

/// The file of the programs that asked for kept keys.
pub(crate) fn callers_file(directory: &Path) -> PathBuf {
    directory.join("callers.json")
}

/// By the XDG Base Directory Specification, by which a relative path does not count.
#[cfg(not(any(target_os = "macos", windows)))]
fn base() -> Option<PathBuf> {
    let named = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    named.or_else(|| Some(std::env::home_dir()?.join(".local/share")))
}

#[cfg(target_os = "macos")]
fn base() -> Option<PathBuf> {
    Some(std::env::home_dir()?.join("Library/Application Support"))
}

#[cfg(windows)]
fn base() -> Option<PathBuf> {
    std::env::var_os("APPDATA").map(PathBuf::from)
}
