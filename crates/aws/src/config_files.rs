//! The texts of `~/.aws/config` and `~/.aws/credentials`, read to be edited and put back whole.
//!
//! Refuses to write over what somebody else has written since, into a file that is not the person's own, and where what
//! is there cannot be read as text: every byte that an edit is not about has to come out as it went in.

use std::io;
use std::path::{Path, PathBuf};

use ard_core::shared_config::ConfigFile;
use sha2::{Digest, Sha256};

use crate::files;
use crate::profiles::Surroundings;

/// What a file was when it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint(Option<[u8; 32]>);

/// One of the files as it is.
#[derive(Debug, Clone)]
pub struct ConfigText {
    /// Where it is.
    pub path: PathBuf,
    /// What it says; empty when there is no such file.
    pub text: String,
    /// By which it is known whether it has changed.
    pub fingerprint: Fingerprint,
}

impl ConfigText {
    /// Where it is kept as it was: beside it, under the same name with `.bak`.
    pub fn backup(&self) -> PathBuf {
        let mut name = self.path.file_name().unwrap_or_default().to_owned();
        name.push(".bak");
        self.path.with_file_name(name)
    }
}

/// Why a file cannot be edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigFailure {
    /// The machine does not say where the person's files are.
    NoHome,
    /// It is not text in UTF-8.
    NotText(PathBuf),
    /// It is not a file, or belongs to somebody else.
    NotOwn(PathBuf),
    /// Somebody else has changed it since it was read.
    Changed(PathBuf),
    /// What the system said.
    System(PathBuf, String),
}

impl Surroundings {
    /// A file as it is, to be edited.
    pub async fn config_text(&self, file: ConfigFile) -> Result<ConfigText, ConfigFailure> {
        let path = self.file(file).ok_or(ConfigFailure::NoHome)?;
        blocking(move || read(&path)).await
    }

    /// Puts a new text in the place of the one that was read. What was there before is kept beside it, for the person
    /// alone, if it is to be backed up.
    pub async fn put_config_text(&self, old: &ConfigText, text: &str, is_backed_up: bool) -> Result<(), ConfigFailure> {
        let (old, text) = (old.clone(), text.to_owned());
        blocking(move || write(&old, &text, is_backed_up)).await
    }
}

async fn blocking<T: Send + 'static>(
    act: impl FnOnce() -> Result<T, ConfigFailure> + Send + 'static,
) -> Result<T, ConfigFailure> {
    let failed = |error: tokio::task::JoinError| ConfigFailure::System(PathBuf::new(), error.to_string());
    tokio::task::spawn_blocking(act).await.map_err(failed)?
}

fn system(path: &Path) -> impl Fn(io::Error) -> ConfigFailure + '_ {
    move |error| ConfigFailure::System(path.to_owned(), error.to_string())
}

fn read(path: &Path) -> Result<ConfigText, ConfigFailure> {
    let bytes = bytes(path).map_err(system(path))?;
    if bytes.is_some() && !is_own(path).map_err(system(path))? {
        return Err(ConfigFailure::NotOwn(path.to_owned()));
    }
    let fingerprint = fingerprint(bytes.as_deref());
    let text = String::from_utf8(bytes.unwrap_or_default()).map_err(|_| ConfigFailure::NotText(path.to_owned()))?;
    Ok(ConfigText { path: path.to_owned(), text, fingerprint })
}

fn write(old: &ConfigText, text: &str, is_backed_up: bool) -> Result<(), ConfigFailure> {
    let path = &old.path;
    let is_unchanged = || Ok(fingerprint(bytes(path)?.as_deref()) == old.fingerprint);
    if !is_unchanged().map_err(system(path))? {
        return Err(ConfigFailure::Changed(path.clone()));
    }
    if is_backed_up && !old.text.is_empty() {
        files::replace(&old.backup(), old.text.as_bytes()).map_err(system(path))?;
    }
    let is_put = files::replace_if(path, text.as_bytes(), is_unchanged).map_err(system(path))?;
    if is_put { Ok(()) } else { Err(ConfigFailure::Changed(path.clone())) }
}

fn bytes(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn fingerprint(bytes: Option<&[u8]>) -> Fingerprint {
    Fingerprint(bytes.map(|bytes| Sha256::digest(bytes).into()))
}

#[cfg(unix)]
fn is_own(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let about = std::fs::metadata(path)?;
    Ok(about.is_file() && about.uid() == rustix::process::geteuid().as_raw())
}

#[cfg(not(unix))]
fn is_own(path: &Path) -> io::Result<bool> {
    Ok(std::fs::metadata(path)?.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Scratch;

    fn surroundings(scratch: &Scratch) -> Surroundings {
        Surroundings::with(&[("HOME", &scratch.path().to_string_lossy())])
    }

    #[tokio::test]
    async fn a_file_is_put_back_unless_somebody_else_was_there() {
        let scratch = Scratch::new();
        let surroundings = surroundings(&scratch);
        let none = surroundings.config_text(ConfigFile::Config).await.unwrap();
        assert_eq!(none.text, "");
        surroundings.put_config_text(&none, "[default]\r\n", true).await.unwrap();
        let one = surroundings.config_text(ConfigFile::Config).await.unwrap();
        assert_eq!(one.text, "[default]\r\n");
        // The first look is out of date now, and so is the second once another program has written.
        let changed = |text: &ConfigText| ConfigFailure::Changed(text.path.clone());
        assert_eq!(surroundings.put_config_text(&none, "x", true).await.unwrap_err(), changed(&none));
        std::fs::write(&one.path, "[other]\n").unwrap();
        assert_eq!(surroundings.put_config_text(&one, "x", true).await.unwrap_err(), changed(&one));
        let two = surroundings.config_text(ConfigFile::Config).await.unwrap();
        surroundings.put_config_text(&two, "[new]\n", true).await.unwrap();
        assert_eq!(std::fs::read_to_string(two.path.with_file_name("config.bak")).unwrap(), "[other]\n");
        assert_eq!(std::fs::read_dir(two.path.parent().unwrap()).unwrap().count(), 2);
    }

    #[tokio::test]
    async fn what_is_no_text_is_left_alone() {
        let scratch = Scratch::new();
        let surroundings = surroundings(&scratch);
        let path = surroundings.file(ConfigFile::Credentials).unwrap();
        crate::files::replace(&path, b"[a]\nname = \xff\n").unwrap();
        let failure = surroundings.config_text(ConfigFile::Credentials).await.unwrap_err();
        assert_eq!(failure, ConfigFailure::NotText(path.clone()));
        std::fs::remove_file(&path).unwrap();
        std::fs::create_dir(&path).unwrap();
        assert!(surroundings.config_text(ConfigFile::Credentials).await.is_err());
    }
}
