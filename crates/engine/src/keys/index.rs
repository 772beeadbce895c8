//! The index of the keys that the keychain keeps for us: whose each is and since when. Nobody lists a keychain; what is
//! not in here is not found again. Never a secret.

use ard_core::UnixMillis;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::Answer;
use crate::journal::Journal;

/// A key that the keychain keeps.
#[derive(Debug, Clone)]
pub(crate) struct Indexed {
    /// By which it is known here.
    pub(crate) id: String,
    pub(crate) access_key_id: String,
    pub(crate) account: String,
    pub(crate) arn: String,
    pub(crate) kept_at: UnixMillis,
    /// Whether the keychain is known to have it: `false` from before it is put there until after.
    pub(crate) is_certain: bool,
    /// AWS's id of the key that it replaced, and that is not deleted yet.
    pub(crate) retiring: Option<String>,
    /// The run whose new key lies beside it.
    pub(crate) rotation: Option<String>,
}

const ALL: &str = "SELECT id, access_key_id, account, arn, kept_at, is_certain, retiring, rotation FROM keys";

/// All keys, newest first.
pub(crate) fn all(journal: &Journal) -> Answer<Vec<Indexed>> {
    journal.with(|connection| {
        let mut statement = connection.prepare(&format!("{ALL} ORDER BY kept_at DESC, id")).map_err(words)?;
        let rows = statement.query_map([], indexed).map_err(words)?;
        rows.collect::<Result<_, _>>().map_err(words)
    })
}

/// A key by its id here.
pub(crate) fn get(journal: &Journal, id: &str) -> Answer<Option<Indexed>> {
    journal.with(|connection| {
        connection.query_row(&format!("{ALL} WHERE id = ?1"), [id], indexed).optional().map_err(words)
    })
}

/// Writes a key down, in the place of what was written of it before.
pub(crate) fn put(journal: &Journal, key: &Indexed) -> Answer<()> {
    journal.with(|connection| {
        let sql =
            "INSERT OR REPLACE INTO keys (id, access_key_id, account, arn, kept_at, is_certain, retiring, rotation)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let Indexed { id, access_key_id, account, arn, kept_at, is_certain, retiring, rotation } = key;
        let values = params![id, access_key_id, account, arn, kept_at, is_certain, retiring, rotation];
        connection.execute(sql, values).map(drop).map_err(words)
    })
}

/// The keychain is known to have a key now.
pub(crate) fn is_certain(journal: &Journal, id: &str) -> Answer<()> {
    change(journal, |connection| connection.execute("UPDATE keys SET is_certain = TRUE WHERE id = ?1", [id]))
}

/// The new key of a run lies beside a key; or that of none.
pub(crate) fn rotates(journal: &Journal, id: &str, run: Option<&str>) -> Answer<()> {
    change(journal, |connection| connection.execute("UPDATE keys SET rotation = ?2 WHERE id = ?1", params![id, run]))
}

/// A key is another one of the same user now.
pub(crate) fn is_now(journal: &Journal, id: &str, access_key_id: &str, kept_at: UnixMillis) -> Answer<()> {
    change(journal, |connection| {
        let sql = "UPDATE keys SET access_key_id = ?2, kept_at = ?3 WHERE id = ?1 AND access_key_id <> ?2";
        connection.execute(sql, params![id, access_key_id, kept_at])
    })
}

/// What a key replaced and is not deleted yet.
pub(crate) fn retires(journal: &Journal, id: &str, access_key_id: Option<&str>) -> Answer<()> {
    let values = params![id, access_key_id];
    change(journal, |connection| connection.execute("UPDATE keys SET retiring = ?2 WHERE id = ?1", values))
}

/// Forgets a key.
pub(crate) fn remove(journal: &Journal, id: &str) -> Answer<()> {
    change(journal, |connection| connection.execute("DELETE FROM keys WHERE id = ?1", [id]))
}

fn change(journal: &Journal, act: impl FnOnce(&Connection) -> rusqlite::Result<usize>) -> Answer<()> {
    journal.with(|connection| act(connection).map(drop).map_err(words))
}

fn indexed(row: &Row<'_>) -> rusqlite::Result<Indexed> {
    Ok(Indexed {
        id: row.get(0)?,
        access_key_id: row.get(1)?,
        account: row.get(2)?,
        arn: row.get(3)?,
        kept_at: row.get(4)?,
        is_certain: row.get(5)?,
        retiring: row.get(6)?,
        rotation: row.get(7)?,
    })
}

#[expect(clippy::needless_pass_by_value, reason = "it is passed as a function")]
fn words(error: rusqlite::Error) -> String {
    error.to_string()
}
