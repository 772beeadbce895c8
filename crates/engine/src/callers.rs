//! Which programs may have which kept key. Kept in a file of its own and not in the journal: it is asked by a process that
//! other programs start, while the application runs and while it does not.
//!
//! Owns: who asked, and what the person said of it. Refuses: to give anything to anybody while the file cannot be
//! understood, and to forget what the person decided because many ask.

use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use ard_core::keychain::{Caller, CallerRow, Consent};
use ard_core::problem::{Problem, ProblemDetail};
use serde_json::{Value, json};

use crate::clock::now;
use crate::keys::index;
use crate::{Answer, Engine, Notice};

/// The version of the file's form.
const VERSION: u64 = 1;
/// Most programs that wait for a decision; the one that asked longest ago goes first. What a person decided stays.
const MOST_WAITING: usize = 50;
/// How long another process may hold the file.
const LOCK: Duration = Duration::from_secs(5);

/// The programs that asked for kept keys.
#[derive(Debug, Clone)]
pub struct Callers {
    file: PathBuf,
}

impl Callers {
    /// Those of a file, which need not be there yet.
    pub fn at(file: PathBuf) -> Self {
        Self { file }
    }

    /// Writes down that a program asks for a key, and says what the person decided.
    pub fn ask(&self, key: &str, caller: &Caller) -> Answer<Consent> {
        self.change(|rows| {
            if let Some(row) = rows.iter_mut().find(|row| is_of(row, key, caller)) {
                row.asked_at = now();
                return row.consent;
            }
            make_room(rows);
            rows.push(CallerRow {
                id: uuid::Uuid::new_v4().to_string(),
                key: key.to_owned(),
                caller: caller.clone(),
                consent: Consent::Waiting,
                asked_at: now(),
            });
            Consent::Waiting
        })
    }

    /// What was decided of a program that asked.
    pub fn consent(&self, key: &str, caller: &Caller) -> Answer<Consent> {
        let row = self.read()?.into_iter().find(|row| is_of(row, key, caller));
        Ok(row.map_or(Consent::Waiting, |row| row.consent))
    }

    /// All that asked, newest first.
    pub fn rows(&self) -> Answer<Vec<CallerRow>> {
        let mut rows = self.read()?;
        rows.sort_by(|one, other| other.asked_at.total_cmp(&one.asked_at));
        Ok(rows)
    }

    /// What the person says of one that asked.
    pub fn decide(&self, id: &str, consent: Consent) -> Answer<()> {
        let decide = |rows: &mut Vec<CallerRow>| {
            let row = rows.iter_mut().find(|row| row.id == id)?;
            row.consent = consent;
            Some(())
        };
        self.change(decide)?.ok_or_else(|| Problem::of(ProblemDetail::NotFound))
    }

    /// Forgets all that asked for a key, which is gone.
    pub fn forget(&self, key: &str) -> Answer<()> {
        self.change(|rows| rows.retain(|row| row.key != key))
    }

    /// Changes the file under a lock, so that of two processes neither loses what the other wrote.
    fn change<T>(&self, change: impl FnOnce(&mut Vec<CallerRow>) -> T) -> Answer<T> {
        let _lock = self.lock().map_err(|error| self.unusable(&error.to_string()))?;
        let before = self.read()?;
        let mut rows = before.clone();
        let answer = change(&mut rows);
        if rows != before {
            let text = json!({ "version": VERSION, "callers": rows }).to_string();
            ard_aws::replace_file(&self.file, text.as_bytes()).map_err(|error| self.unusable(&error.to_string()))?;
        }
        Ok(answer)
    }

    fn lock(&self) -> io::Result<std::fs::File> {
        let directory = self.file.parent().unwrap_or(Path::new("."));
        make_directory(directory)?;
        let lock =
            OpenOptions::new().create(true).truncate(false).write(true).open(self.file.with_extension("lock"))?;
        // Waited for by a thread of its own: who holds it may have been stopped, and nobody waits for that for ever.
        let (tell, locked) = mpsc::channel();
        let wait = move || {
            let _ = tell.send(lock.lock().map(|()| lock));
        };
        std::thread::Builder::new().name("callers".to_owned()).spawn(wait)?;
        locked.recv_timeout(LOCK).map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
    }

    fn read(&self) -> Answer<Vec<CallerRow>> {
        let text = match std::fs::read_to_string(&self.file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(self.unusable(&error.to_string())),
        };
        let mut value: Value = serde_json::from_str(&text).map_err(|error| self.unusable(&error.to_string()))?;
        if value["version"] != VERSION {
            return Err(self.unusable("another version of this application wrote it"));
        }
        serde_json::from_value(value["callers"].take()).map_err(|error| self.unusable(&error.to_string()))
    }

    fn unusable(&self, reason: &str) -> Problem {
        let path = self.file.display().to_string();
        Problem::of(ProblemDetail::CallersUnusable { path, reason: reason.to_owned() })
    }
}

impl Engine {
    /// The programs that asked for a kept key, newest first. Nobody is asked about a key that is gone.
    pub fn callers(&self) -> Answer<Vec<CallerRow>> {
        let keys = index::all(&self.shared.journal)?;
        let is_kept = |row: &CallerRow| keys.iter().any(|key| key.id == row.key);
        let rows = self.shared.callers.rows()?.into_iter();
        Ok(rows.filter(|row| row.consent != Consent::Waiting || is_kept(row)).collect())
    }

    /// What the person says of a program that asked.
    pub fn decide_caller(&self, id: &str, consent: Consent) -> Answer<()> {
        self.shared.callers.decide(id, consent)?;
        self.tell(Notice::KeychainChanged);
        Ok(())
    }

    /// A program has just asked for a key, as another process of the application wrote down.
    pub fn caller_asked(&self) {
        self.tell(Notice::KeychainChanged);
    }
}

fn is_of(row: &CallerRow, key: &str, caller: &Caller) -> bool {
    row.key == key && row.caller == *caller
}

fn make_room(rows: &mut Vec<CallerRow>) {
    let waiting = || rows.iter().enumerate().filter(|(_, row)| row.consent == Consent::Waiting);
    if waiting().count() < MOST_WAITING {
        return;
    }
    let oldest = waiting().min_by(|(_, one), (_, other)| one.asked_at.total_cmp(&other.asked_at));
    if let Some(oldest) = oldest.map(|(at, _)| at) {
        rows.remove(oldest);
    }
}

#[cfg(unix)]
fn make_directory(directory: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(directory)
}

#[cfg(not(unix))]
fn make_directory(directory: &Path) -> io::Result<()> {
    std::fs::create_dir_all(directory)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file in a directory that is gone when the test is over.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new() -> Self {
            Self(std::env::temp_dir().join(format!("ard-callers-{}", uuid::Uuid::new_v4())))
        }

        fn callers(&self) -> Callers {
            Callers::at(self.0.join("data/callers.json"))
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn caller(program: &str) -> Caller {
        Caller { program: program.to_owned(), script: None }
    }

    #[test]
    fn who_asks_waits_until_the_person_decides() {
        let scratch = Scratch::new();
        let callers = scratch.callers();
        let script = Caller { script: Some("/home/ann/x.py".to_owned()), ..caller("/usr/bin/python3") };
        for (key, of) in [("1", &caller("/usr/bin/aws")), ("2", &caller("/usr/bin/aws")), ("1", &script)] {
            assert_eq!(callers.ask(key, of), Ok(Consent::Waiting));
        }
        let id =
            |key: &str, of: &Caller| callers.rows().unwrap().into_iter().find(|row| is_of(row, key, of)).unwrap().id;
        callers.decide(&id("1", &caller("/usr/bin/aws")), Consent::Allowed).unwrap();
        callers.decide(&id("1", &script), Consent::Refused).unwrap();
        // Each key and each script is another question.
        assert_eq!(callers.ask("1", &caller("/usr/bin/aws")), Ok(Consent::Allowed));
        assert_eq!(callers.ask("2", &caller("/usr/bin/aws")), Ok(Consent::Waiting));
        assert_eq!(callers.ask("1", &script), Ok(Consent::Refused));
        assert_eq!(callers.ask("1", &caller("/usr/bin/python3")), Ok(Consent::Waiting));
        assert_eq!(callers.decide("nobody", Consent::Allowed), Err(Problem::of(ProblemDetail::NotFound)));
        callers.forget("1").unwrap();
        let left: Vec<_> = callers.rows().unwrap().into_iter().map(|row| row.key).collect();
        assert_eq!(left, ["2"]);
        assert_eq!(callers.consent("1", &script), Ok(Consent::Waiting));
    }

    #[test]
    fn many_that_ask_do_not_push_out_what_was_decided() {
        let scratch = Scratch::new();
        let callers = scratch.callers();
        callers.ask("1", &caller("refused")).unwrap();
        let id = callers.rows().unwrap()[0].id.clone();
        callers.decide(&id, Consent::Refused).unwrap();
        for number in 0..=MOST_WAITING {
            callers.ask("1", &caller(&format!("/tmp/{number}"))).unwrap();
        }
        let rows = callers.rows().unwrap();
        assert_eq!(rows.len(), MOST_WAITING + 1);
        assert!(!rows.iter().any(|row| row.caller.program == "/tmp/0"));
        assert_eq!(callers.consent("1", &caller("refused")), Ok(Consent::Refused));
    }

    #[test]
    fn while_the_file_is_broken_nobody_gets_anything_and_it_is_left_as_it_is() {
        let scratch = Scratch::new();
        let callers = scratch.callers();
        callers.ask("1", &caller("x")).unwrap();
        for broken in ["{ half", r#"{"version":2,"callers":[]}"#, r#"{"version":1,"callers":[{"id":7}]}"#] {
            std::fs::write(&callers.file, broken).unwrap();
            let problem = callers.ask("1", &caller("x")).unwrap_err();
            assert!(matches!(problem.detail, ProblemDetail::CallersUnusable { .. }), "{problem:?}");
            assert!(callers.consent("1", &caller("x")).is_err() && callers.decide("x", Consent::Allowed).is_err());
            assert_eq!(std::fs::read_to_string(&callers.file).unwrap(), broken);
        }
    }

    #[test]
    fn of_many_that_ask_at_once_none_is_lost() {
        let scratch = Scratch::new();
        std::thread::scope(|scope| {
            for number in 0..8 {
                let callers = scratch.callers();
                scope.spawn(move || callers.ask("1", &caller(&number.to_string())).unwrap());
            }
        });
        assert_eq!(scratch.callers().rows().unwrap().len(), 8);
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_for_the_person_alone() {
        use std::os::unix::fs::PermissionsExt;
        let scratch = Scratch::new();
        let callers = scratch.callers();
        callers.ask("1", &caller("x")).unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&callers.file), mode(callers.file.parent().unwrap())), (0o600, 0o700));
    }
}
