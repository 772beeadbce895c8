//! Holds changes against what the person has marked. The rules are `core`'s; here are the marks, kept beside the journal,
//! and the minutes for which production is unlocked, kept in memory only. Before the marks, the pin of the open project is
//! asked.

use std::collections::HashMap;
use std::sync::Mutex;

use ard_core::UnixMillis;
use ard_core::guard::{Guard, Mark, MarkRow, Marked, Protection, UNLOCKED_FOR};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::session::SessionRef;
use rusqlite::params;

use crate::clock::now;
use crate::sessions::Session;
use crate::{Answer, Engine, Notice, lock};

/// Until when each account is unlocked.
#[derive(Default)]
pub(crate) struct Unlocked {
    until: Mutex<HashMap<String, UnixMillis>>,
}

impl Engine {
    /// All marks.
    pub fn marks(&self) -> Answer<Vec<MarkRow>> {
        self.shared.journal.with(|connection| {
            let words = |error: rusqlite::Error| error.to_string();
            let mut statement = connection.prepare("SELECT of, mark FROM marks ORDER BY of").map_err(words)?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(words)?;
            let rows = rows.collect::<Result<Vec<(String, String)>, _>>().map_err(words)?;
            // One that cannot be understood may be what protects production: nothing is changed past it.
            let read = |(of, mark): (String, String)| -> Result<MarkRow, serde_json::Error> {
                Ok(MarkRow { of: serde_json::from_str(&of)?, mark: serde_json::from_str(&mark)? })
            };
            rows.into_iter().map(read).collect::<Result<_, _>>().map_err(|error| error.to_string())
        })
    }

    /// Marks a profile or an account, or takes its mark away.
    pub fn mark(&self, of: &Marked, mark: &Mark) -> Answer<()> {
        self.shared.journal.with(|connection| {
            let words = |error: serde_json::Error| error.to_string();
            let key = serde_json::to_string(of).map_err(words)?;
            let done = match mark.tidy() {
                Some(mark) => connection.execute(
                    "INSERT OR REPLACE INTO marks (of, mark) VALUES (?1, ?2)",
                    params![key, serde_json::to_string(&mark).map_err(words)?],
                ),
                None => connection.execute("DELETE FROM marks WHERE of = ?1", [key]),
            };
            done.map(drop).map_err(|error| error.to_string())
        })?;
        self.tell(Notice::MarksChanged);
        Ok(())
    }

    /// What guards a session.
    pub async fn guard(&self, session: &SessionRef) -> Answer<Guard> {
        let session = self.shared.sessions.for_reading(session).await?;
        self.guard_of(&session.key.profile, session.identity().ok().map(|identity| identity.account.as_str()))
    }

    /// Lets changes to the session's account through for some minutes. The person types the account's id or its name.
    pub fn unlock(&self, session: &SessionRef, typed: &str) -> Answer<Guard> {
        let opened = self.shared.sessions.for_changing(session)?;
        let account = opened.identity()?.account.clone();
        let guard = self.guard_of(&session.profile, Some(&account))?;
        if typed.trim() != account && Some(typed.trim()) != guard.name.as_deref() {
            return Err(Problem::of(ProblemDetail::ConfirmationMismatch));
        }
        lock(&self.shared.unlocked.until).insert(account.clone(), now() + UNLOCKED_FOR);
        self.tell(Notice::MarksChanged);
        self.guard_of(&session.profile, Some(&account))
    }

    /// Ends the minutes for which the session's account is unlocked.
    pub fn lock_again(&self, session: &SessionRef) -> Answer<()> {
        let opened = self.shared.sessions.for_changing(session)?;
        lock(&self.shared.unlocked.until).remove(&opened.identity()?.account);
        self.tell(Notice::MarksChanged);
        Ok(())
    }

    /// Whether anything may be changed in a session now.
    pub(crate) fn permit(&self, session: &Session) -> Answer<()> {
        self.permit_in(&session.key.profile, &session.identity()?.account, &session.key.region)
    }

    /// The same for a run, whose session may not be open.
    pub(crate) fn permit_in(&self, profile: &str, account: &str, region: &str) -> Answer<()> {
        self.permit_by_pin(account, region)?;
        self.guard_of(profile, Some(account))?.permit(now()).map_err(|protection| {
            let account = account.to_owned();
            Problem::of(match protection {
                Protection::ReadOnly => ProblemDetail::ReadOnly { account },
                Protection::Production | Protection::None => ProblemDetail::ProductionLocked { account },
            })
        })
    }

    fn guard_of(&self, profile: &str, account: Option<&str>) -> Answer<Guard> {
        let until = account.and_then(|account| lock(&self.shared.unlocked.until).get(account).copied());
        Ok(Guard {
            unlocked_until: until.filter(|until| *until > now()),
            ..Guard::of(&self.marks()?, profile, account)
        })
    }
}
