//! Files that are written whole or not at all: beside the old one, forced to the disk, then put in its place. A link
//! stays a link; what it leads to is replaced.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Replaces a file's contents, or makes it and the directories above it, for the person alone. The mode of a file that
/// is there is kept, but for what others could do with it.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_if(path, bytes, || Ok(true)).map(drop)
}

/// The same, if that is still wanted when the new file lies ready: `false` when it was not, and nothing was changed.
pub(crate) fn replace_if(path: &Path, bytes: &[u8], wanted: impl FnOnce() -> io::Result<bool>) -> io::Result<bool> {
    let path = target(path)?;
    let directory = path.parent().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
    make_directory(directory)?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    sweep(directory, &name);
    name.push(format!("{MIDDLE}{}.{}{END}", std::process::id(), uuid::Uuid::new_v4().simple()));
    let beside = Beside(directory.join(name));
    let mut file = private().open(&beside.0)?;
    file.write_all(bytes)?;
    keep_mode(&path, &file)?;
    file.sync_all()?;
    drop(file);
    if !wanted()? {
        return Ok(false);
    }
    fs::rename(&beside.0, &path)?;
    std::mem::forget(beside);
    sync(directory)?;
    Ok(true)
}

/// What stands in a new file's name between that of the old one and the number of this process, and at its end.
const MIDDLE: &str = ".ard-";
const END: &str = ".new";

/// Takes away what a process that was ended in the middle left beside a file. There may be keys in it.
fn sweep(directory: &Path, name: &std::ffi::OsStr) {
    let begin = format!("{}{MIDDLE}", name.to_string_lossy());
    let own = format!("{begin}{}.", std::process::id());
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(&begin) && name.ends_with(END) && !name.starts_with(&own) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The file that a path leads to in the end. One that does not exist yet is where it is; a link that leads nowhere is
/// an error, since a file in its place would no longer be a link.
fn target(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Ok(target) if target.is_file() => Ok(target),
        Ok(_) => Err(io::Error::from(io::ErrorKind::IsADirectory)),
        Err(error) if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(path).is_err() => {
            Ok(path.to_owned())
        }
        Err(error) => Err(error),
    }
}

/// A file that is taken away again unless it got to its place.
struct Beside(PathBuf);

impl Drop for Beside {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[cfg(unix)]
fn private() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    options
}

#[cfg(not(unix))]
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    options
}

#[cfg(unix)]
fn make_directory(directory: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(directory)
}

#[cfg(not(unix))]
fn make_directory(directory: &Path) -> io::Result<()> {
    fs::create_dir_all(directory)
}

/// Who could read the file before can still, unless that was everybody: the group's and others' rights go.
#[cfg(unix)]
fn keep_mode(path: &Path, file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    match fs::metadata(path) {
        Ok(old) => file.set_permissions(fs::Permissions::from_mode(old.permissions().mode() & 0o700)),
        Err(_) => Ok(()),
    }
}

#[cfg(not(unix))]
fn keep_mode(_: &Path, _: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn sync(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

#[cfg(not(unix))]
fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
pub(crate) use tests::Scratch;

#[cfg(test)]
mod tests {
    use super::*;

    /// A directory that is gone when the test is over.
    pub(crate) struct Scratch(PathBuf);

    impl Scratch {
        pub(crate) fn new() -> Self {
            let path = std::env::temp_dir().join(format!("ard-aws-{}", uuid::Uuid::new_v4()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        pub(crate) fn path(&self) -> &Path {
            &self.0
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_is_replaced_for_the_person_alone() {
        use std::os::unix::fs::PermissionsExt;
        let scratch = Scratch::new();
        let path = scratch.path().join("a/b/file");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        replace(&path, b"one").unwrap();
        assert_eq!((fs::read(&path).unwrap(), mode(&path)), (b"one".to_vec(), 0o600));
        assert_eq!(mode(&scratch.path().join("a")), 0o700);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        // What an earlier process left is taken away.
        fs::write(path.with_file_name("file.ard-1.0.new"), b"half").unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!((fs::read(&path).unwrap(), mode(&path)), (b"two".to_vec(), 0o600));
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        use std::os::unix::fs::symlink;
        let scratch = Scratch::new();
        let (file, link) = (scratch.path().join("dotfiles/config"), scratch.path().join("config"));
        replace(&file, b"one").unwrap();
        symlink("dotfiles/config", &link).unwrap();
        symlink("config", scratch.path().join("chained")).unwrap();
        replace(&scratch.path().join("chained"), b"two").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        symlink("nowhere", scratch.path().join("dangling")).unwrap();
        assert!(replace(&scratch.path().join("dangling"), b"x").is_err());
        assert!(replace(scratch.path(), b"x").is_err());
    }
}
