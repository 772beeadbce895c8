//! Which program started this process: the nearest one above it that is more than a shell between the two.

use ard_core::keychain::Caller;

/// The program that asks.
#[cfg(target_os = "linux")]
pub(super) fn caller() -> Caller {
    linux::caller(std::os::unix::process::parent_id())
}

/// The standard library does not say it here. All programs are one, and to allow one is to allow all: the window says so
/// of a program of this name.
#[cfg(not(target_os = "linux"))]
pub(super) fn caller() -> Caller {
    unknown()
}

/// A program that the system does not name.
fn unknown() -> Caller {
    Caller { program: "unknown".to_owned(), script: None }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::path::{Path, PathBuf};

    use ard_core::keychain::{Caller, Script, Told, told};

    /// Longer chains are a loop, or a trick.
    const HIGHEST: usize = 64;
    /// Most letters of a path that are told.
    const LONGEST: usize = 4096;

    /// The nearest of a process and those above it that is more than a shell.
    pub(super) fn caller(mut process: u32) -> Caller {
        for _ in 0..HIGHEST {
            let Some(found) = Process::of(process) else { break };
            match told(&found.name(), found.words.get(1..).unwrap_or_default()) {
                Told::Between => process = found.parent,
                Told::Program => return found.caller(None),
                Told::Script(script) => return found.caller(Some(script)),
            }
        }
        super::unknown()
    }

    /// A process as `/proc` shows it; see `proc_pid(5)`.
    struct Process {
        parent: u32,
        program: PathBuf,
        words: Vec<String>,
        directory: PathBuf,
    }

    impl Process {
        fn of(id: u32) -> Option<Self> {
            let proc = PathBuf::from(format!("/proc/{id}"));
            // The name in parentheses may hold parentheses itself; the state and the parent follow the last one.
            let stat = std::fs::read_to_string(proc.join("stat")).ok()?;
            let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()?;
            let program = std::fs::read_link(proc.join("exe")).ok()?;
            // One that was replaced since it was started, as by an update.
            let program = match program.as_os_str().as_bytes().strip_suffix(b" (deleted)") {
                Some(path) => PathBuf::from(OsStr::from_bytes(path)),
                None => program,
            };
            let words = std::fs::read(proc.join("cmdline")).ok()?;
            let words = words.split(|byte| *byte == 0).map(|word| String::from_utf8_lossy(word).into_owned()).collect();
            let directory = std::fs::read_link(proc.join("cwd")).unwrap_or_else(|_| PathBuf::from("/"));
            Some(Self { parent, program, words, directory })
        }

        fn name(&self) -> String {
            self.program.file_name().unwrap_or_default().to_string_lossy().into_owned()
        }

        fn caller(&self, script: Option<Script>) -> Caller {
            let script = script.map(|script| match script {
                Script::File(file) => short(&self.absolute(&file)),
                Script::Module(module) => format!("-m {}", module.chars().take(LONGEST).collect::<String>()),
            });
            Caller { program: short(&self.program), script }
        }

        /// Where the process finds a file, with links followed: two ways to one script are one script.
        fn absolute(&self, file: &str) -> PathBuf {
            let path = self.directory.join(file);
            std::fs::canonicalize(&path).unwrap_or(path)
        }
    }

    fn short(path: &Path) -> String {
        path.to_string_lossy().chars().take(LONGEST).collect()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn this_process_is_found_with_what_is_above_it() {
            let own = Process::of(std::process::id()).unwrap();
            assert_eq!(own.program, std::env::current_exe().unwrap());
            assert_eq!(own.parent, std::os::unix::process::parent_id());
            assert_eq!(caller(std::process::id()), Caller { program: short(&own.program), script: None });
            assert_eq!(caller(0), crate::credentials::ancestry::unknown());
        }
    }
}
