//! One instance for one person and data directory: two would write one journal.
//!
//! A lock on a file decides, which the system releases however a process ends. The plugin made for this panics when it
//! meets an instance that is just ending; here a newcomer waits for that end.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tauri::AppHandle;

/// How long a newcomer waits for an instance that does not answer, and so is probably ending.
const PATIENCE: Duration = Duration::from_secs(5);

/// The right to be the one instance, until the process ends.
pub(crate) struct Instance {
    _lock: File,
    door: PathBuf,
}

/// Becomes the one instance; `None` when another runs and has been asked to show itself.
pub(crate) fn claim(directory: &Path) -> io::Result<Option<Instance>> {
    std::fs::create_dir_all(directory)?;
    let door = directory.join("instance.socket");
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

impl Instance {
    /// Shows the window whenever somebody knocks. What a newcomer might say is not read.
    #[cfg(unix)]
    pub(crate) fn listen(&self, app: AppHandle) {
        // The lock is ours, so a socket that is there is left over from a process that is gone.
        let _ = std::fs::remove_file(&self.door);
        // A path too long for a socket costs only this comfort.
        let Ok(listener) = std::os::unix::net::UnixListener::bind(&self.door) else { return };
        std::thread::spawn(move || {
            for _ in listener.incoming().flatten() {
                crate::window::show(&app);
            }
        });
    }

    #[cfg(not(unix))]
    pub(crate) fn listen(&self, _app: AppHandle) {}
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
