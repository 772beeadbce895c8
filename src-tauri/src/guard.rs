//! What the window may ask about the guard. The engine holds changes against it; here one only sees and sets it.

use ard_core::guard::{Guard, Mark, MarkRow, Marked};
use ard_core::session::SessionRef;

use crate::commands::{Answer, Shared};

/// All marks on profiles and accounts.
#[tauri::command]
#[specta::specta]
pub(crate) async fn marks_list(engine: Shared<'_>) -> Answer<Vec<MarkRow>> {
    engine.marks()
}

/// Marks a profile or an account; a mark that says nothing is taken away.
#[tauri::command]
#[specta::specta]
pub(crate) async fn mark_set(engine: Shared<'_>, of: Marked, mark: Mark) -> Answer<()> {
    engine.mark(&of, &mark)
}

/// What guards a session.
#[tauri::command]
#[specta::specta]
pub(crate) async fn guard_get(engine: Shared<'_>, session: SessionRef) -> Answer<Guard> {
    engine.guard(&session).await
}

/// Unlocks production for some minutes, by the account's id or name.
#[tauri::command]
#[specta::specta]
pub(crate) async fn guard_unlock(engine: Shared<'_>, session: SessionRef, typed: String) -> Answer<Guard> {
    engine.unlock(&session, &typed)
}

/// Locks production again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn guard_lock(engine: Shared<'_>, session: SessionRef) -> Answer<()> {
    engine.lock_again(&session)
}
