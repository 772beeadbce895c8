//! What a person has set for the whole application, kept beside the journal: each setting under its name, as JSON.

use rusqlite::{OptionalExtension, params};
use serde_json::Value;

use crate::{Answer, Engine};

impl Engine {
    /// A setting; `None` when it was never set.
    pub(crate) fn setting(&self, name: &str) -> Answer<Option<Value>> {
        self.shared.journal.with(|connection| {
            let row = connection.query_row("SELECT value FROM settings WHERE name = ?1", [name], |row| row.get(0));
            let text: Option<String> = row.optional().map_err(|error| error.to_string())?;
            text.map(|text| serde_json::from_str(&text)).transpose().map_err(|error| error.to_string())
        })
    }

    /// Keeps a setting.
    pub(crate) fn keep_setting(&self, name: &str, value: &Value) -> Answer<()> {
        self.shared.journal.with(|connection| {
            let kept = connection.execute(
                "INSERT OR REPLACE INTO settings (name, value) VALUES (?1, ?2)",
                params![name, value.to_string()],
            );
            kept.map(drop).map_err(|error| error.to_string())
        })
    }
}
