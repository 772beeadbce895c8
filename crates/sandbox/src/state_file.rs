//! Owns what survives a restart: the switches, App Runner, logs, the other services and who is signed in, in one JSON file. An unreadable file is set aside, never
//! overwritten.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::apprunner::State;
use crate::controls::Set;
use crate::{identity_center, logs, services};

const VERSION: u32 = 2;

/// The file's content.
#[derive(Debug, Deserialize)]
pub(crate) struct Kept {
    version: u32,
    #[serde(default)]
    pub(crate) switches: Set,
    pub(crate) apprunner: State,
    pub(crate) logs: logs::Kept,
    pub(crate) neighbours: services::Kept,
    /// Files of earlier versions know nobody who is signed in.
    #[serde(default)]
    pub(crate) identity_center: identity_center::State,
}

#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    switches: &'a Set,
    apprunner: &'a Value,
    logs: &'a Value,
    neighbours: &'a Value,
    identity_center: &'a Value,
}

/// Reads the file. A file of another version or without sense is renamed to `….unreadable`, and the seed is used.
pub(crate) fn load(path: &Path) -> Option<Kept> {
    let bytes = std::fs::read(path).ok()?;
    let kept = serde_json::from_slice::<Kept>(&bytes).ok().filter(|kept| kept.version == VERSION);
    if kept.is_none() {
        let _ = std::fs::rename(path, beside(path, "unreadable"));
    }
    kept
}

/// Writes the file beside its place and renames it there, so that a crash leaves the old one.
pub(crate) fn save(path: &Path, switches: &Set, parts: [&Value; 4]) -> io::Result<()> {
    let [apprunner, logs, neighbours, identity_center] = parts;
    let written = Written { version: VERSION, switches, apprunner, logs, neighbours, identity_center };
    let temporary = beside(path, "new");
    std::fs::write(&temporary, serde_json::to_vec(&written)?)?;
    std::fs::rename(temporary, path)
}

fn beside(path: &Path, ending: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}
