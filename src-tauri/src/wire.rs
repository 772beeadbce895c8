//! The commands for the way to AWS: one thin function each.

use ard_core::wire::{Connectivity, Tried, WireChoice, WireView};

use crate::commands::{Answer, Shared};

/// How the AWS of a profile is asked: proxy and certificates, and where they come from.
#[tauri::command]
#[specta::specta]
pub(crate) async fn wire_get(engine: Shared<'_>, profile: String) -> Answer<WireView> {
    engine.wire(&profile).await
}

/// Chooses another way, for all sessions.
#[tauri::command]
#[specta::specta]
pub(crate) async fn wire_set(engine: Shared<'_>, profile: String, choice: WireChoice) -> Answer<WireView> {
    engine.set_wire(&profile, choice).await
}

/// Tries a way without choosing it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn wire_test(
    engine: Shared<'_>,
    profile: String,
    region: String,
    choice: WireChoice,
) -> Answer<Tried> {
    engine.test_wire(&profile, &region, choice).await
}

/// What calls have told of the connection and of this machine's clock.
#[tauri::command]
#[specta::specta]
pub(crate) async fn connectivity_get(engine: Shared<'_>, profile: String, region: String) -> Answer<Connectivity> {
    Ok(engine.connectivity(&profile, &region))
}
