//! Drafts that are kept while they are edited: in the journal's file, so that a crash, a restart or another wizard loses
//! none. A draft is forgotten when its service is created, or when the person says so.

use ard_core::draft::{Draft, SavedDraft};
use ard_core::field::WizardStep;
use rusqlite::{OptionalExtension, Row, params};

use crate::clock::now;
use crate::queries::not_found;
use crate::{Answer, Engine};

/// So many drafts are listed, newest first.
const LISTED: u32 = 100;
/// What a draft is read from.
const SELECT: &str = "SELECT id, profile, region, draft, step, saved_at FROM drafts";

impl Engine {
    /// Keeps a draft under an id that its editor has chosen; the same id again replaces it.
    pub fn save_draft(&self, id: &str, profile: &str, region: &str, draft: &Draft, step: WizardStep) -> Answer<()> {
        if uuid::Uuid::try_parse(id).is_err() {
            return Err(not_found());
        }
        self.shared.journal.with(|connection| {
            let words = |error: serde_json::Error| error.to_string();
            let (draft, step) =
                (serde_json::to_string(draft).map_err(words)?, serde_json::to_string(&step).map_err(words)?);
            connection
                .execute(
                    "INSERT OR REPLACE INTO drafts (id, profile, region, draft, step, saved_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    params![id, profile, region, draft, step, now()],
                )
                .map(drop)
                .map_err(|error| error.to_string())
        })
    }

    /// The drafts that are kept, newest first. One that a later version wrote, and this cannot read, is left out.
    pub fn drafts(&self) -> Answer<Vec<SavedDraft>> {
        self.shared.journal.with(|connection| {
            let mut statement = connection
                .prepare(&format!("{SELECT} ORDER BY saved_at DESC LIMIT ?1"))
                .map_err(|error| error.to_string())?;
            let rows = statement.query_map([LISTED], read).map_err(|error| error.to_string())?;
            let rows = rows.collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?;
            Ok(rows.into_iter().flatten().collect())
        })
    }

    /// A draft that is kept.
    pub fn draft(&self, id: &str) -> Answer<SavedDraft> {
        let row = self.shared.journal.with(|connection| {
            let row = connection.query_row(&format!("{SELECT} WHERE id = ?1"), [id], read).optional();
            row.map_err(|error| error.to_string())
        })?;
        row.flatten().ok_or_else(not_found)
    }

    /// Forgets a draft; one that is not kept counts as forgotten.
    pub fn forget_draft(&self, id: &str) -> Answer<()> {
        self.shared.journal.with(|connection| {
            connection.execute("DELETE FROM drafts WHERE id = ?1", [id]).map(drop).map_err(|error| error.to_string())
        })
    }
}

/// `None` for a row that this version cannot read.
fn read(row: &Row) -> rusqlite::Result<Option<SavedDraft>> {
    let (draft, step): (String, String) = (row.get(3)?, row.get(4)?);
    let (Ok(draft), Ok(step)) = (serde_json::from_str(&draft), serde_json::from_str(&step)) else { return Ok(None) };
    let (id, profile, region, saved_at) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(5)?);
    Ok(Some(SavedDraft { id, profile, region, draft, step, saved_at }))
}
