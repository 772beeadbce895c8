//! What the window may ask about the programs that asked for keys of the keychain.

use ard_core::keychain::Consent;

use crate::commands::{Answer, Shared};

/// Says whether a program that asked for a key gets it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn caller_decide(engine: Shared<'_>, id: String, consent: Consent) -> Answer<()> {
    engine.decide_caller(&id, consent)
}
