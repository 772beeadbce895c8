//! What a person takes along of what they see, written among their downloads.
//!
//! Refuses: to write anywhere else, over a file that is there, or anything but a picture.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use ard_core::problem::{Problem, ProblemDetail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Manager};

use crate::commands::Answer;

/// Most files of one name.
const MOST: u32 = 1000;
/// Most bytes of a name, so that a number and an ending have room in every file system.
const LONGEST: usize = 200;
/// Most bytes of a picture.
const LARGEST: usize = 50_000_000;
/// What every PNG begins with.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Names that Windows keeps for devices, with any ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A picture.
#[derive(Debug, Deserialize, Serialize, specta::Type)]
#[serde(tag = "kind", content = "content", rename_all = "snake_case")]
pub(crate) enum PictureFile {
    /// SVG.
    Svg(String),
    /// PNG, in base64.
    Png(String),
}

/// Saves a picture, and answers where.
#[tauri::command]
#[specta::specta]
pub(crate) async fn picture_save(app: AppHandle, name: String, picture: PictureFile) -> Answer<String> {
    let (bytes, ending) = match picture {
        PictureFile::Svg(text) => (text.into_bytes(), "svg"),
        PictureFile::Png(text) => (STANDARD.decode(text).map_err(|error| unusable(Path::new(&name), &error))?, "png"),
    };
    let is_picture = if ending == "png" { bytes.starts_with(PNG) } else { bytes.starts_with(b"<svg ") };
    if !is_picture || bytes.len() > LARGEST {
        return Err(unusable(Path::new(&name), &"not a picture"));
    }
    let folder = app.path().download_dir().or_else(|_| app.path().home_dir());
    let folder = folder.map_err(|error| unusable(Path::new(&name), &error))?;
    save(&folder, &name, ending, &bytes).map(|path| path.display().to_string())
}

fn unusable(path: &Path, reason: &dyn std::fmt::Display) -> Problem {
    Problem::of(ProblemDetail::ConfigUnusable { path: path.display().to_string(), reason: reason.to_string() })
}

fn save(folder: &Path, name: &str, ending: &str, bytes: &[u8]) -> Answer<PathBuf> {
    let name = file_name(name);
    std::fs::create_dir_all(folder).map_err(|error| unusable(folder, &error))?;
    for number in 0..MOST {
        let number = if number == 0 { String::new() } else { format!(" ({number})") };
        let path = folder.join(format!("{name}{number}.{ending}"));
        let mut file = match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(unusable(&path, &error)),
        };
        if let Err(error) = file.write_all(bytes).and_then(|()| file.sync_all()) {
            drop(file);
            // Half a picture is of no use to anybody.
            let _ = std::fs::remove_file(&path);
            return Err(unusable(&path, &error));
        }
        return Ok(path);
    }
    Err(unusable(&folder.join(name), &"too many files of this name"))
}

/// What a name may be in any file system.
fn file_name(name: &str) -> String {
    let kept = |letter: char| if letter.is_alphanumeric() || " -_.".contains(letter) { letter } else { '-' };
    let mut length = 0;
    let fits = |letter: &char| {
        length += letter.len_utf8();
        length <= LONGEST
    };
    let name: String = name.chars().map(kept).take_while(fits).collect();
    let name = name.trim_matches(|letter: char| letter == '.' || letter == ' ');
    let is_device = DEVICES.contains(&name.to_lowercase().as_str());
    if name.is_empty() || is_device { "picture".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_overwritten_and_nothing_is_written_elsewhere() {
        let folder = std::env::temp_dir().join(format!("ard-pictures-{}", std::process::id()));
        let first = save(&folder, "../network: shop", "svg", b"one").unwrap();
        let second = save(&folder, "../network: shop", "svg", b"two").unwrap();
        assert_eq!(first, folder.join("-network- shop.svg"));
        assert_eq!(second, folder.join("-network- shop (1).svg"));
        assert_eq!((std::fs::read(&first).unwrap(), std::fs::read(&second).unwrap()), (b"one".into(), b"two".into()));
        std::fs::remove_dir_all(&folder).unwrap();
        std::fs::write(&folder, b"a file").unwrap();
        let problem = save(&folder, "network", "svg", b"one").unwrap_err();
        assert!(matches!(problem.detail, ProblemDetail::ConfigUnusable { .. }), "{problem:?}");
        std::fs::remove_file(&folder).unwrap();
    }

    #[test]
    fn a_name_is_one_of_a_file() {
        for (name, file) in [
            ("shop", "shop"),
            ("ネットワーク", "ネットワーク"),
            ("a/b\\c:d", "a-b-c-d"),
            (" .. ", "picture"),
            ("", "picture"),
            ("CON", "picture"),
        ] {
            assert_eq!(file_name(name), file);
        }
        assert_eq!(file_name(&"網".repeat(90)), "網".repeat(66));
    }
}
