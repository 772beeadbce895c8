//! The journal's file: runs and their entries, in SQLite with a write-ahead log and full synchronisation, so that what
//! was written before a call is there after any crash.
//!
//! Writes are small and few, and each must be on the disk before the next call to AWS: they are made in place and not
//! handed to another thread.

use std::path::Path;
use std::sync::Mutex;

use ard_core::UnixMillis;
use ard_core::journal::{Entry, Event};
use ard_core::plan::Plan;
use ard_core::problem::{Problem, ProblemDetail};
use rusqlite::{Connection, OptionalExtension, params};

use crate::clock::now;
use crate::{Answer, lock};

/// What leads from each form of the file to the next; a new one is made by all of them.
const FORMS: [&str; 6] = [
    "CREATE TABLE runs (id TEXT PRIMARY KEY, profile TEXT NOT NULL, plan TEXT NOT NULL, started_at REAL NOT NULL) STRICT;
     CREATE TABLE entries (number INTEGER PRIMARY KEY, run TEXT NOT NULL REFERENCES runs (id), step INTEGER NOT NULL,
                           event TEXT NOT NULL, at REAL NOT NULL) STRICT;
     CREATE INDEX entries_of_run ON entries (run, number);",
    "CREATE TABLE drafts (id TEXT PRIMARY KEY, profile TEXT NOT NULL, region TEXT NOT NULL, draft TEXT NOT NULL,
                          step TEXT NOT NULL, saved_at REAL NOT NULL) STRICT;",
    "CREATE TABLE programs (command TEXT PRIMARY KEY, profile TEXT NOT NULL, allowed_at REAL NOT NULL) STRICT;
     CREATE TABLE marks (of TEXT PRIMARY KEY, mark TEXT NOT NULL) STRICT;",
    "CREATE TABLE keys (id TEXT PRIMARY KEY, access_key_id TEXT NOT NULL, account TEXT NOT NULL, arn TEXT NOT NULL,
                        kept_at REAL NOT NULL, is_certain INTEGER NOT NULL, retiring TEXT, rotation TEXT) STRICT;",
    "CREATE TABLE projects (folder TEXT PRIMARY KEY, opened_at REAL NOT NULL, is_open INTEGER NOT NULL) STRICT;",
    "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;",
];

/// The journal. When it cannot be opened, every use of it says why.
#[derive(Debug)]
pub struct Journal {
    connection: Result<Mutex<Connection>, String>,
}

/// A run as it was written down.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    pub(crate) plan: Plan,
    pub(crate) profile: String,
    pub(crate) started_at: UnixMillis,
    pub(crate) entries: Vec<Entry>,
}

impl Journal {
    /// Opens the journal, or makes it. Its directory is made too, for the person alone.
    pub fn open(file: &Path) -> Self {
        Self { connection: connect(file).map(Mutex::new) }
    }

    /// Why nothing can be written.
    pub(crate) fn problem(&self) -> Option<Problem> {
        self.connection.as_ref().err().map(|reason| unwritable(reason.clone()))
    }

    pub(crate) fn with<T>(&self, act: impl FnOnce(&Connection) -> Result<T, String>) -> Answer<T> {
        let connection = self.connection.as_ref().map_err(|reason| unwritable(reason.clone()))?;
        act(&lock(connection)).map_err(unwritable)
    }

    /// Writes down that a run begins.
    pub(crate) fn begin(&self, plan: &Plan, profile: &str) -> Answer<()> {
        self.with(|connection| {
            let plan_text = serde_json::to_string(plan).map_err(|error| error.to_string())?;
            connection
                .execute(
                    "INSERT INTO runs (id, profile, plan, started_at) VALUES (?1, ?2, ?3, ?4)",
                    params![plan.id, profile, plan_text, now()],
                )
                .map(drop)
                .map_err(|error| error.to_string())
        })
    }

    /// Writes down what happened to a step.
    pub(crate) fn write(&self, run: &str, step: usize, event: &Event) -> Answer<()> {
        self.with(|connection| {
            let event = serde_json::to_string(event).map_err(|error| error.to_string())?;
            let step = i64::try_from(step).map_err(|error| error.to_string())?;
            connection
                .execute(
                    "INSERT INTO entries (run, step, event, at) VALUES (?1, ?2, ?3, ?4)",
                    params![run, step, event, now()],
                )
                .map(drop)
                .map_err(|error| error.to_string())
        })
    }

    /// A run; `None` when there is none of that id.
    pub(crate) fn read(&self, run: &str) -> Answer<Option<Written>> {
        self.with(|connection| {
            let row = connection
                .query_row("SELECT plan, profile, started_at FROM runs WHERE id = ?1", [run], |row| {
                    Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?))
                })
                .optional()
                .map_err(|error| error.to_string())?;
            let Some((plan, profile, started_at)) = row else { return Ok(None) };
            let plan = serde_json::from_str(&plan).map_err(|error| error.to_string())?;
            Ok(Some(Written { plan, profile, started_at, entries: entries(connection, run)? }))
        })
    }

    /// The ids of all runs, newest first.
    pub(crate) fn ids(&self) -> Answer<Vec<String>> {
        self.with(|connection| {
            let mut statement = connection
                .prepare("SELECT id FROM runs ORDER BY started_at DESC, id DESC LIMIT 500")
                .map_err(|error| error.to_string())?;
            let ids = statement.query_map([], |row| row.get(0)).map_err(|error| error.to_string())?;
            ids.collect::<Result<_, _>>().map_err(|error| error.to_string())
        })
    }
}

fn entries(connection: &Connection, run: &str) -> Result<Vec<Entry>, String> {
    let mut statement = connection
        .prepare("SELECT step, event, at FROM entries WHERE run = ?1 ORDER BY number")
        .map_err(|error| error.to_string())?;
    let rows = statement
        .query_map([run], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get(2)?)))
        .map_err(|error| error.to_string())?;
    rows.map(|row| {
        let (step, event, at) = row.map_err(|error| error.to_string())?;
        let step = usize::try_from(step).map_err(|error| error.to_string())?;
        let event = serde_json::from_str(&event).map_err(|error| error.to_string())?;
        Ok(Entry { step, event, at })
    })
    .collect()
}

fn connect(file: &Path) -> Result<Connection, String> {
    if let Some(directory) = file.parent() {
        make_private(directory).map_err(|error| error.to_string())?;
    }
    let connection = Connection::open(file).map_err(|error| error.to_string())?;
    let set_up = || -> rusqlite::Result<i64> {
        // One process writes the journal: two could carry out the same run twice.
        connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_query_value(None, "user_version", |row| row.get(0))
    };
    let form = set_up().map_err(|error| error.to_string())?;
    let behind = usize::try_from(form).ok().and_then(|form| FORMS.get(form..));
    let Some(behind) = behind else { return Err(format!("the journal is of a later version ({form})")) };
    for (form, change) in (form + 1..).zip(behind) {
        let change = format!("BEGIN; {change} PRAGMA user_version = {form}; COMMIT;");
        connection.execute_batch(&change).map_err(|error| error.to_string())?;
    }
    Ok(connection)
}

/// The journal holds environment variables of services: nobody else reads it.
#[cfg(unix)]
fn make_private(directory: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    if directory.is_dir() {
        return std::fs::set_permissions(directory, std::fs::Permissions::from_mode(0o700));
    }
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(directory)
}

#[cfg(not(unix))]
fn make_private(directory: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(directory)
}

fn unwritable(reason: String) -> Problem {
    Problem::of(ProblemDetail::JournalUnwritable { reason })
}
