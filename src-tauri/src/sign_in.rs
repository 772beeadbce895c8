//! What the window may ask about credentials: signing in, codes, agreement to programs. One thin function each; no code
//! and no token goes back to the window.

use ard_core::problem::{Problem, ProblemDetail};
use ard_core::session::{SessionRef, SsoAccount};
use ard_core::sign_in::{SignInView, SignInWay, Standing};

use crate::commands::{Answer, Shared};

/// Begins a sign-in to the session of IAM Identity Center that a profile begins with, and opens its page in the person's
/// browser.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_in_begin(engine: Shared<'_>, profile: String, way: SignInWay) -> Answer<SignInView> {
    let view = engine.begin_sign_in(&profile, way).await?;
    // A browser that does not open is seen by the person, who can open the page again or take a code instead.
    let _ = open(&engine, &view.id);
    Ok(view)
}

/// Opens the page of a sign-in in the person's browser again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_in_open(engine: Shared<'_>, id: String) -> Answer<()> {
    open(&engine, &id)
}

/// Waits until a sign-in has ended; refused when it came to nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_in_wait(engine: Shared<'_>, id: String) -> Answer<()> {
    engine.await_sign_in(&id).await
}

/// Gives a sign-in up.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_in_cancel(engine: Shared<'_>, id: String) -> Answer<()> {
    engine.cancel_sign_in(&id);
    Ok(())
}

/// Ends the sign-in that a profile begins with.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_out(engine: Shared<'_>, profile: String) -> Answer<()> {
    engine.sign_out(&profile).await
}

/// Tries a code of an MFA device.
#[tauri::command]
#[specta::specta]
pub(crate) async fn code_enter(engine: Shared<'_>, profile: String, device: String, code: String) -> Answer<()> {
    engine.enter_code(&profile, &device, &code).await
}

/// Lets a profile's program be run for its credentials, from now on.
#[tauri::command]
#[specta::specta]
pub(crate) async fn program_allow(engine: Shared<'_>, profile: String, command: String) -> Answer<()> {
    engine.allow_program(&profile, &command)
}

/// The accounts that the sign-in of a profile leads to.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sso_accounts(engine: Shared<'_>, profile: String) -> Answer<Vec<SsoAccount>> {
    engine.sso_accounts(&profile).await
}

/// The roles that the sign-in of a profile can take in an account.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sso_roles(engine: Shared<'_>, profile: String, account: String) -> Answer<Vec<String>> {
    engine.sso_roles(&profile, &account).await
}

/// How long what a session has lasts.
#[tauri::command]
#[specta::specta]
pub(crate) async fn session_standing(engine: Shared<'_>, session: SessionRef) -> Answer<Standing> {
    engine.standing(&session).await
}

/// Only what a sign-in that has begun leads to is opened; the page in the window has no say in it.
fn open(engine: &Shared<'_>, id: &str) -> Answer<()> {
    let page = engine.sign_in_page(id)?;
    let refused = || Problem::of(ProblemDetail::LinkRefused);
    if !ard_core::link::is_sign_in_page(&page) {
        return Err(refused());
    }
    crate::browser::open(&page).map_err(|_| refused())
}
