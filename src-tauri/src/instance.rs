//! One instance for one person and data directory: two would write one journal.
//!
//! A lock on a file decides, which the system releases however a process ends. The plugin made for this panics when it
//! meets an instance that is just ending; here a newcomer waits for that end.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The name of the socket at which one knocks.
const DOOR: &str = "instance.socket";
/// What somebody says who knocks for a program that asks for a key. Nothing else that is said there has a meaning.
#[cfg(unix)]
const CALLER: u8 = b'k';
/// How long one who knocks may take to say it.
#[cfg(unix)]
const SAYING: Duration = Duration::from_millis(500);
/// How long a newcomer waits for an instance that does not answer, and so is probably ending.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why somebody knocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Knock {
    /// The application was started again.
    Newcomer,
    /// A program asks for a key.
    Caller,
}

/// The right to be the one instance, until the process ends.
pub(crate) struct Instance {
    _lock: File,
    door: PathBuf,
}

/// Becomes the one instance; `None` when another runs and has been asked to show itself.
pub(crate) fn claim(directory: &Path) -> io::Result<Option<Instance>> {
    std::fs::create_dir_all(directory)?;
    let door = directory.join(DOOR);
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(directory.join("instance.lock"))?;
    let since = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(Instance { _lock: file, door })),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if knock(&door) => return Ok(None),
            Err(TryLockError::WouldBlock) if since.elapsed() > PATIENCE => {
                return Err(io::Error::new(io::ErrorKind::AddrInUse, "another instance runs and does not answer"));
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

/// Asks the instance that runs to show itself.
#[cfg(unix)]
fn knock(door: &Path) -> bool {
    std::os::unix::net::UnixStream::connect(door).is_ok()
}

#[cfg(not(unix))]
fn knock(_door: &Path) -> bool {
    true
}

/// Tells the instance that runs, if one does, that a program asks for a key.
#[cfg(unix)]
pub(crate) fn tell_of_caller(directory: &Path) -> bool {
    use std::io::Write;
    let door = std::os::unix::net::UnixStream::connect(directory.join(DOOR));
    door.and_then(|mut door| door.write_all(&[CALLER])).is_ok()
}

#[cfg(not(unix))]
pub(crate) fn tell_of_caller(_directory: &Path) -> bool {
    false
}

impl Instance {
    /// Listens for knocks.
    #[cfg(unix)]
    pub(crate) fn listen(&self, heard: impl Fn(Knock) + Send + 'static) {
        use std::io::Read;
        // The lock is ours, so a socket that is there is left over from a process that is gone.
        let _ = std::fs::remove_file(&self.door);
        // A path too long for a socket costs only this comfort.
        let Ok(listener) = std::os::unix::net::UnixListener::bind(&self.door) else { return };
        std::thread::spawn(move || {
            for mut visitor in listener.incoming().flatten() {
                let mut said = [0];
                let length = visitor.set_read_timeout(Some(SAYING)).and_then(|()| visitor.read(&mut said));
                let is_caller = length.is_ok_and(|length| length == 1) && said == [CALLER];
                heard(if is_caller { Knock::Caller } else { Knock::Newcomer });
            }
        });
    }

    #[cfg(not(unix))]
    pub(crate) fn listen(&self, _heard: impl Fn(Knock) + Send + 'static) {}
}

impl Drop for Instance {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.door);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory(name: &str) -> PathBuf {
        let directory = std::env::temp_dir().join(format!("ard-instance-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&directory);
        directory
    }

    #[test]
    fn the_second_knocks_and_goes() {
        let directory = directory("second");
        let first = claim(&directory).unwrap().unwrap();
        let door = std::os::unix::net::UnixListener::bind(&first.door).unwrap();
        assert!(claim(&directory).unwrap().is_none());
        assert!(door.accept().is_ok());
    }

    #[test]
    fn a_knock_for_a_program_is_told_from_a_newcomer() {
        use std::io::Write;
        let directory = directory("knocks");
        assert!(!tell_of_caller(&directory));
        let first = claim(&directory).unwrap().unwrap();
        let (heard, knocks) = std::sync::mpsc::channel();
        first.listen(move |knock| heard.send(knock).unwrap());
        let next = || knocks.recv_timeout(Duration::from_secs(20)).unwrap();
        assert!(tell_of_caller(&directory));
        assert_eq!(next(), Knock::Caller);
        assert!(claim(&directory).unwrap().is_none());
        assert_eq!(next(), Knock::Newcomer);
        let mut other = std::os::unix::net::UnixStream::connect(&first.door).unwrap();
        other.write_all(b"show me everything").unwrap();
        assert_eq!(next(), Knock::Newcomer);
        // One who says nothing does not keep others waiting for long.
        let silent = std::os::unix::net::UnixStream::connect(&first.door).unwrap();
        assert!(tell_of_caller(&directory));
        assert_eq!((next(), next()), (Knock::Newcomer, Knock::Caller));
        drop(silent);
    }

    #[test]
    fn a_newcomer_waits_for_one_that_is_ending() {
        let directory = directory("ending");
        let first = claim(&directory).unwrap().unwrap();
        let newcomer = std::thread::spawn({
            let directory = directory.clone();
            move || claim(&directory)
        });
        drop(first);
        assert!(newcomer.join().unwrap().unwrap().is_some());
    }
}
