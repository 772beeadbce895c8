//! The open project: a folder whose pin says in which account and Region something may be changed. The pin is read anew
//! before each change; one that cannot be read or understood permits none.
//!
//! Which folders were opened is kept beside the journal. Refuses to write over a pin that is there.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use ard_core::pin::{MAX_BYTES, Pin, PinFault, PinReason, ProjectRefusal, ProjectView, Projects, file_in, folders};
use ard_core::problem::{Problem, ProblemDetail};
use rusqlite::params;

use crate::clock::now;
use crate::{Answer, Engine, Notice, lock};

/// So many folders are remembered.
const REMEMBERED: u32 = 10;

/// The folder of the project that is open.
#[derive(Default)]
pub(crate) struct Open {
    folder: Mutex<Option<PathBuf>>,
}

impl Engine {
    /// Opens the project that the application is started in: that of a folder that was named or is the current one, or else
    /// the one that was open when the application was last used.
    pub fn begin_project(&self, folder: Option<&Path>) {
        let named = folder.and_then(|folder| self.folder_with_pin(folder));
        let last = || self.remembered(true).ok().and_then(|folders| folders.into_iter().next());
        let Some(folder) = named.or_else(last) else { return };
        // It holds also where it cannot be written down for the next time.
        if self.switch_project(Some(&folder)).is_err() {
            *lock(&self.shared.project.folder) = Some(folder);
        }
    }

    /// The project that is open, with its pin as it is now, and those that were.
    pub fn projects(&self) -> Answer<Projects> {
        let recent = self.remembered(false)?.iter().map(|folder| words(folder)).collect();
        Ok(Projects { open: self.open_folder().map(|folder| view(&folder)), recent })
    }

    /// Opens the project of a folder that a person typed, or of one above it. One whose pin cannot be understood is opened
    /// too, so that it is seen.
    pub fn open_project(&self, typed: &str) -> Answer<Projects> {
        let refused = |refusal| refused(typed, refusal);
        let folder = self.typed_folder(typed).map_err(refused)?;
        let folder = self.folder_with_pin(&folder).ok_or_else(|| refused(ProjectRefusal::NoPin))?;
        self.switch_project(Some(&folder))?;
        self.projects()
    }

    /// Writes a pin into a folder, and opens it as a project.
    pub fn make_project(&self, typed: &str, pin: &Pin) -> Answer<Projects> {
        let refused = |refusal| refused(typed, refusal);
        let text = pin.write().map_err(|reason| refused(ProjectRefusal::Pin { reason }))?;
        let folder = self.typed_folder(typed).map_err(refused)?;
        if folders(&folder, self.real_home().as_deref()).next().is_none() {
            return Err(refused(ProjectRefusal::TooHigh));
        }
        put_new(&file_in(&folder), &text).map_err(refused)?;
        self.switch_project(Some(&folder))?;
        self.projects()
    }

    /// Closes the project: changes are let through everywhere again.
    pub fn close_project(&self) -> Answer<Projects> {
        self.switch_project(None)?;
        self.projects()
    }

    /// What the open project's pin says; nothing where none is open, or it says nothing.
    pub(crate) fn pin(&self) -> Option<Pin> {
        read(&file_in(&self.open_folder()?)).ok()
    }

    /// Whether the open project lets something be changed in an account and Region.
    pub(crate) fn permit_by_pin(&self, account: &str, region: &str) -> Answer<()> {
        let Some(folder) = self.open_folder() else { return Ok(()) };
        let file = file_in(&folder);
        match read(&file) {
            Ok(pin) if pin.permits(account, region) => Ok(()),
            Ok(Pin { account, region, .. }) => {
                Err(Problem::of(ProblemDetail::PinnedElsewhere { project: words(&folder), account, region }))
            }
            Err(fault) => Err(Problem::of(ProblemDetail::PinBroken { file: words(&file), fault })),
        }
    }

    fn open_folder(&self) -> Option<PathBuf> {
        lock(&self.shared.project.folder).clone()
    }

    /// The nearest folder that has the file, whatever the file says.
    fn folder_with_pin(&self, from: &Path) -> Option<PathBuf> {
        let from = from.canonicalize().ok()?;
        let home = self.real_home();
        folders(&from, home.as_deref()).find(|folder| file_in(folder).symlink_metadata().is_ok()).map(Path::to_owned)
    }

    /// The home directory, links followed, as paths are that are compared with it.
    fn real_home(&self) -> Option<PathBuf> {
        let home = self.shared.sessions.surroundings().home()?;
        Some(home.canonicalize().unwrap_or(home))
    }

    /// A folder as a person types it: whole, or from `~`.
    fn typed_folder(&self, typed: &str) -> Result<PathBuf, ProjectRefusal> {
        let typed = typed.trim();
        let home = self.shared.sessions.surroundings().home();
        let path = match (typed.strip_prefix('~'), home) {
            (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with(['/', '\\']) => {
                home.join(rest.trim_start_matches(['/', '\\']))
            }
            _ => PathBuf::from(typed),
        };
        if !path.is_absolute() {
            return Err(ProjectRefusal::NotWhole);
        }
        // `..` and links are followed first, so that what is above a folder is what really is.
        let folder = path.canonicalize().map_err(|error| match error.kind() {
            ErrorKind::NotFound => ProjectRefusal::NoFolder,
            _ => ProjectRefusal::System { reason: error.to_string() },
        })?;
        if folder.is_dir() { Ok(folder) } else { Err(ProjectRefusal::NoFolder) }
    }

    fn switch_project(&self, folder: Option<&Path>) -> Answer<()> {
        // Held until it is written down: of two windows, the later one counts for both.
        let mut open = lock(&self.shared.project.folder);
        self.shared.journal.with(|connection| {
            let change = || -> rusqlite::Result<()> {
                let change = connection.unchecked_transaction()?;
                change.execute("UPDATE projects SET is_open = 0", [])?;
                if let Some(folder) = folder {
                    change.execute(
                        "INSERT OR REPLACE INTO projects (folder, opened_at, is_open) VALUES (?1, ?2, 1)",
                        params![words(folder), now()],
                    )?;
                }
                change.commit()
            };
            change().map_err(|error| error.to_string())
        })?;
        *open = folder.map(Path::to_owned);
        drop(open);
        self.tell(Notice::ProjectChanged);
        Ok(())
    }

    /// The folders that were opened, the last one first; or the one that was not closed since.
    fn remembered(&self, open: bool) -> Answer<Vec<PathBuf>> {
        self.shared.journal.with(|connection| {
            let words = |error: rusqlite::Error| error.to_string();
            let mut statement = connection
                .prepare("SELECT folder FROM projects WHERE is_open >= ?1 ORDER BY opened_at DESC LIMIT ?2")
                .map_err(words)?;
            let rows = statement
                .query_map(params![i32::from(open), REMEMBERED], |row| row.get::<_, String>(0))
                .map_err(words)?;
            rows.map(|row| row.map(PathBuf::from)).collect::<Result<_, _>>().map_err(words)
        })
    }
}

fn view(folder: &Path) -> ProjectView {
    let file = file_in(folder);
    let read = read(&file);
    ProjectView {
        name: folder.file_name().map_or_else(|| words(folder), |name| name.to_string_lossy().into_owned()),
        folder: words(folder),
        file: words(&file),
        fault: read.as_ref().err().cloned(),
        pin: read.ok(),
    }
}

/// Reads a pin, and no more of its file than a pin can have.
fn read(file: &Path) -> Result<Pin, PinFault> {
    let unreadable = |reason: String| PinReason::Unreadable { reason }.of_file();
    let about = file.metadata().map_err(|error| unreadable(error.to_string()))?;
    // Reading a pipe would never end.
    if !about.is_file() {
        return Err(unreadable("not a file".to_owned()));
    }
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let mut file = File::open(file).map_err(|error| unreadable(error.to_string()))?.take(most + 1);
    file.read_to_end(&mut bytes).map_err(|error| unreadable(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| PinReason::NotAnObject.of_file())?;
    Pin::parse(&text)
}

fn put_new(file: &Path, text: &str) -> Result<(), ProjectRefusal> {
    let system = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => ProjectRefusal::Exists,
        _ => ProjectRefusal::System { reason: error.to_string() },
    };
    let mut new = OpenOptions::new().write(true).create_new(true).open(file).map_err(system)?;
    new.write_all(text.as_bytes()).and_then(|()| new.sync_all()).map_err(system)
}

fn refused(typed: &str, refusal: ProjectRefusal) -> Problem {
    Problem::of(ProblemDetail::ProjectRefused { path: typed.trim().to_owned(), refusal })
}

fn words(path: &Path) -> String {
    path.display().to_string()
}
