//! The project: the folder that the application is started in, and what the window may ask about it. The engine holds changes
//! against the project's pin; here one only sees, opens and closes it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use ard_core::pin::{Pin, Projects};

use crate::commands::{Answer, Shared};

/// The folder that is named as the first argument, else the current one.
pub(crate) fn start_folder() -> Option<PathBuf> {
    let current = std::env::current_dir().ok();
    folder_of(std::env::args_os().nth(1), current.as_deref())
}

/// An argument that begins with a hyphen is none of ours: it is the system's, or the toolkit's.
fn folder_of(argument: Option<OsString>, current: Option<&Path>) -> Option<PathBuf> {
    let named = argument.filter(|text| !text.to_string_lossy().starts_with('-') && !text.is_empty());
    let Some(named) = named else { return current.map(Path::to_owned) };
    let path = current.map_or_else(|| PathBuf::from(&named), |current| current.join(&named));
    // The file itself may be named, as a file manager does.
    if path.is_file() { path.parent().map(Path::to_owned) } else { Some(path) }
}

/// The project that is open, and those that were.
#[tauri::command]
#[specta::specta]
pub(crate) async fn project_get(engine: Shared<'_>) -> Answer<Projects> {
    engine.projects()
}

/// Opens the project of a folder, or of one above it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn project_open(engine: Shared<'_>, folder: String) -> Answer<Projects> {
    engine.open_project(&folder)
}

/// Writes a pin into a folder, and opens it as a project.
#[tauri::command]
#[specta::specta]
pub(crate) async fn project_make(engine: Shared<'_>, folder: String, pin: Pin) -> Answer<Projects> {
    engine.make_project(&folder, &pin)
}

/// Closes the project.
#[tauri::command]
#[specta::specta]
pub(crate) async fn project_close(engine: Shared<'_>) -> Answer<Projects> {
    engine.close_project()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_argument_names_the_folder() {
        let here = Path::new("/srv/shop");
        for (argument, expected) in [
            (None, "/srv/shop"),
            (Some(""), "/srv/shop"),
            (Some("--flag"), "/srv/shop"),
            (Some("web"), "/srv/shop/web"),
            (Some("/home/ann/site"), "/home/ann/site"),
        ] {
            assert_eq!(folder_of(argument.map(OsString::from), Some(here)).as_deref(), Some(Path::new(expected)));
        }
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let folder = folder_of(Some(file.into_os_string()), Some(here));
        assert_eq!(folder.as_deref(), Some(Path::new(env!("CARGO_MANIFEST_DIR"))));
    }
}
