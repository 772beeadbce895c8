//! What the window may ask about the profiles' files. Nothing is written that was not shown before.

use ard_core::shared_config::change::ProfileChange;
use ard_core::shared_config::view::{ConfigPlan, ConfigView};

use crate::commands::{Answer, Shared};

/// What the config and the credentials file say, without secrets.
#[tauri::command]
#[specta::specta]
pub(crate) async fn config_get(engine: Shared<'_>) -> Answer<ConfigView> {
    engine.config().await
}

/// What changes would do to the files, made one after another. Changes nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn config_plan(engine: Shared<'_>, changes: Vec<ProfileChange>) -> Answer<ConfigPlan> {
    engine.plan_config(&changes).await
}

/// Makes a change that was shown, unless a file was changed since.
#[tauri::command]
#[specta::specta]
pub(crate) async fn config_apply(engine: Shared<'_>, plan: String) -> Answer<()> {
    engine.apply_config(&plan).await
}
