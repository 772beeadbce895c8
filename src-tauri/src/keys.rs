//! What the window may ask about access keys in the system's keychain. A secret goes in, and none comes out.

use ard_core::keychain::{KeyKept, KeychainView};
use ard_core::plan::PlanView;
use ard_core::session::SessionRef;
use ard_core::shared_config::view::ConfigPlan;
use ard_core::sign_in::TokenPlace;
use ard_engine::SecretValue;

use crate::commands::{Answer, Shared};

/// The system's keychain and what it keeps.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keychain_get(engine: Shared<'_>) -> Answer<KeychainView> {
    engine.keychain().await
}

/// The same, after the system was made to ask the person to unlock it, if it is locked.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keychain_unlock(engine: Shared<'_>) -> Answer<KeychainView> {
    engine.unlock_keychain().await
}

/// Keeps the tokens of sign-ins at another place from now on, and moves those that there are.
#[tauri::command]
#[specta::specta]
pub(crate) async fn tokens_keep(engine: Shared<'_>, place: TokenPlace) -> Answer<KeychainView> {
    engine.keep_tokens(place).await
}

/// Keeps an access key that was typed, once STS has said whose it is. Answers the profile that it is to get.
#[tauri::command]
#[specta::specta]
pub(crate) async fn key_add(
    engine: Shared<'_>,
    profile: String,
    region: Option<String>,
    access_key_id: String,
    secret: String,
) -> Answer<KeyKept> {
    engine.add_key(&profile, region.as_deref(), &access_key_id, &SecretValue::new(secret)).await
}

/// Keeps the access key of a profile, which stands in a file. Answers what is to be changed in the files.
#[tauri::command]
#[specta::specta]
pub(crate) async fn key_move(engine: Shared<'_>, profile: String) -> Answer<KeyKept> {
    engine.move_key(&profile).await
}

/// What would be changed in the files so that a new profile uses a kept key.
#[tauri::command]
#[specta::specta]
pub(crate) async fn key_profile(
    engine: Shared<'_>,
    id: String,
    profile: String,
    region: Option<String>,
) -> Answer<ConfigPlan> {
    engine.key_profile(&id, &profile, region.as_deref()).await
}

/// Deletes a key from the keychain. AWS's id of the key is the confirmation.
#[tauri::command]
#[specta::specta]
pub(crate) async fn key_forget(engine: Shared<'_>, id: String, confirmation: String) -> Answer<()> {
    engine.forget_key(&id, &confirmation).await
}

/// What would be done to replace a kept key by a new one. Changes nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_key_rotation(engine: Shared<'_>, session: SessionRef, id: String) -> Answer<PlanView> {
    engine.plan_key_rotation(&session, &id).await
}

/// What would be done to delete the key that a kept one has replaced. Changes nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_key_end(engine: Shared<'_>, session: SessionRef, id: String) -> Answer<PlanView> {
    engine.plan_key_end(&session, &id).await
}
