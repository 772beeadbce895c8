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

    use ard_core::keychain::Caller;

    /// What only passes a command on.
    const BETWEEN: [&str; 18] = [
        "ash", "bash", "busybox", "chrt", "csh", "dash", "env", "fish", "ionice", "ksh", "mksh", "nice", "nohup",
        "setsid", "sh", "stdbuf", "tcsh", "timeout",
    ];
    /// Longer chains are a loop, or a trick.
    const HIGHEST: usize = 64;
    /// Most letters of a path that are told.
    const LONGEST: usize = 4096;

    /// The nearest of a process and those above it that is more than a shell.
    pub(super) fn caller(mut process: u32) -> Caller {
        for _ in 0..HIGHEST {
            let Some(found) = Process::of(process) else { break };
            if !found.is_between() {
                return found.caller();
            }
            process = found.parent;
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

        fn is_between(&self) -> bool {
            let name = self.name();
            BETWEEN.contains(&name.as_str()) || name.starts_with("zsh") || name.starts_with("bash")
        }

        fn caller(&self) -> Caller {
            let script = Interpreter::of(&self.name()).and_then(|interpreter| interpreter.script(&self.words[1..]));
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

    /// What an interpreter runs.
    #[derive(Debug, PartialEq, Eq)]
    pub(super) enum Script {
        File(String),
        Module(String),
    }

    /// How an interpreter's command line says what it runs.
    pub(super) struct Interpreter {
        /// Letters of options after which code stands in the command line itself.
        code: &'static str,
        /// Letters of options after which a module's name stands.
        module: &'static str,
        /// Letters of options with a value.
        value: &'static str,
        /// Long options with a value in the next word.
        long: &'static [&'static str],
        /// Long options after which code stands.
        long_code: &'static [&'static str],
    }

    impl Interpreter {
        /// By the name of the program, whatever its version.
        pub(super) fn of(name: &str) -> Option<Self> {
            let of = |code, module, value| Self { code, module, value, long: &[], long_code: &[] };
            let name = name.trim_end_matches(|letter: char| letter.is_ascii_digit() || ".-".contains(letter));
            Some(match name {
                "python" | "pypy" => of("c", "m", "WX"),
                "perl" => of("eE", "", "IMm"),
                "ruby" => of("e", "", "CEIr"),
                "php" => of("rBRE", "", "cdz"),
                "node" | "nodejs" => Self {
                    long: &["--require", "--import", "--loader", "--experimental-loader", "--conditions"],
                    long_code: &["--eval", "--print"],
                    ..of("ep", "", "rC")
                },
                _ => return None,
            })
        }

        /// What stands in a command line after the interpreter's own name. Nothing where it is code, or cannot be told.
        pub(super) fn script(&self, words: &[String]) -> Option<Script> {
            let mut words = words.iter().filter(|word| !word.is_empty());
            while let Some(word) = words.next() {
                if word == "--" {
                    return words.next().cloned().map(Script::File);
                }
                if let Some(long) = word.strip_prefix("--") {
                    let name = long.split_once('=').map_or(word.as_str(), |(name, _)| &word[..name.len() + 2]);
                    if self.long_code.contains(&name) {
                        return None;
                    }
                    if self.long.contains(&word.as_str()) {
                        words.next();
                    }
                } else if let Some(letters) = word.strip_prefix('-').filter(|letters| !letters.is_empty()) {
                    for (at, letter) in letters.char_indices() {
                        let rest = &letters[at + letter.len_utf8()..];
                        if self.code.contains(letter) {
                            return None;
                        }
                        let takes_more = self.module.contains(letter) || self.value.contains(letter);
                        let value = match (takes_more, rest.is_empty()) {
                            (false, _) => continue,
                            (true, false) => rest,
                            (true, true) => words.next()?,
                        };
                        if self.module.contains(letter) {
                            return Some(Script::Module(value.to_owned()));
                        }
                        break;
                    }
                } else if word == "-" {
                    return None;
                } else {
                    return Some(Script::File(word.clone()));
                }
            }
            None
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn an_interpreter_is_told_by_what_it_runs() {
            let file = |name: &str| Some(Script::File(name.to_owned()));
            for (line, script) in [
                ("python3.11 /usr/bin/aws s3 ls", file("/usr/bin/aws")),
                ("python3 -E -W ignore -Xutf8 x.py -c y", file("x.py")),
                ("python -m awscli.main s3", Some(Script::Module("awscli.main".to_owned()))),
                ("python -Im awscli", Some(Script::Module("awscli".to_owned()))),
                ("python3 -c import_boto3 x.py", None),
                ("python3 -Ec code", None),
                ("python3", None),
                ("python3 -", None),
                ("pypy3.10 -- -odd.py", file("-odd.py")),
                ("node --require ./a.js --max-old-space-size=100 app.js", file("app.js")),
                ("node --eval=1 app.js", None),
                ("nodejs -r ./a.js -e 1 app.js", None),
                ("perl -we print x", None),
                ("perl -I lib -MPOSIX tool.pl", file("tool.pl")),
                ("ruby3.2 -rjson tool.rb", file("tool.rb")),
                ("php -d a=b -f tool.php", file("tool.php")),
                ("php -r code", None),
            ] {
                let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
                let found = Interpreter::of(&words[0]).unwrap().script(&words[1..]);
                assert_eq!(found, script, "{line}");
            }
            for other in ["aws", "pythonista", "terraform", "nodeenv"] {
                assert!(Interpreter::of(other).is_none(), "{other}");
            }
        }

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
