//! The desktop shell.
//!
//! Owns: the window and what it may do, the commands and events between window and engine, one instance for one
//! person, and the composition of all rooms. Refuses: rules, validation, calls to AWS.

#![cfg_attr(all(target_os = "windows", not(debug_assertions)), windows_subsystem = "windows")]

mod bindings;
mod browser;
mod callers;
mod commands;
mod config;
mod credentials;
mod files;
mod graphics;
mod guard;
mod instance;
mod keys;
mod network;
mod options;
mod place;
mod project;
mod sandbox;
#[cfg(test)]
mod security_tests;
mod sign_in;
mod window;
mod wire;

use std::process::ExitCode;

use ard_aws::{Clock, Keychain, Surroundings};
use ard_engine::{Engine, Notice, Parts, Tempo};
use tauri::{App, AppHandle, Manager};
use tauri_specta::Event;

use instance::Knock;

fn main() -> ExitCode {
    // Before anything that needs a display: another program waits for it.
    if let Some(code) = credentials::answer() {
        return code;
    }
    graphics::choose();
    let bindings = bindings::builder();
    let app = tauri::Builder::default()
        .invoke_handler(bindings.invoke_handler())
        .setup(move |app| {
            bindings.mount_events(app);
            compose(app)
        })
        .run(tauri::generate_context!());
    if let Err(error) = app {
        eprintln!("App Runner Desktop cannot start: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Puts the rooms together and opens the window.
fn compose(app: &mut App) -> Result<(), Box<dyn std::error::Error>> {
    let directory = place::data_directory().ok_or("this user has no home directory")?;
    debug_assert_eq!(app.path().app_data_dir().ok().as_ref(), Some(&directory));
    let Some(instance) = instance::claim(&directory)? else {
        // The one that runs has been asked to show itself.
        std::process::exit(0);
    };
    let heard = app.handle().clone();
    instance.listen(move |knock| hear(&heard, knock));
    app.manage(instance);

    let sandbox = sandbox::start(&directory);
    let handle = app.handle().clone();
    let engine = Engine::new(Parts {
        sandbox: sandbox.http_client(),
        surroundings: Surroundings::real(),
        keychain: Keychain::system(),
        program: std::env::current_exe()?.to_string_lossy().into_owned(),
        callers: place::callers_file(&directory),
        journal: directory.join("journal.sqlite3"),
        tempo: Tempo::default(),
        version: app.package_info().version.to_string(),
        clock: Clock::real(),
        listener: Box::new(move |notice| tell(&handle, notice)),
    });
    engine.begin_project(project::start_folder().as_deref());
    app.manage(sandbox);
    app.manage(engine.clone());
    let timed = engine.clone();
    tauri::async_runtime::spawn(async move { timed.follow_time().await });
    tauri::async_runtime::spawn(async move { engine.resume_waiting() });
    window::open(app)
}

/// Somebody knocked: the window is shown, and asks if there is something to ask.
fn hear(app: &AppHandle, knock: Knock) {
    // Without an engine the window has not asked for anything yet, and will.
    if let (Knock::Caller, Some(engine)) = (knock, app.try_state::<Engine>()) {
        engine.caller_asked();
    }
    window::show(app);
}

/// Passes on what the engine says. A window that is closing hears nothing any more, and needs nothing.
fn tell(app: &AppHandle, notice: Notice) {
    let _ = match notice {
        Notice::CredentialsChanged => bindings::CredentialsChanged {}.emit(app),
        Notice::KeychainChanged => bindings::KeychainChanged {}.emit(app),
        Notice::ConnectivityChanged { returned } => bindings::ConnectivityChanged { returned }.emit(app),
        Notice::WireChanged => bindings::WireChanged {}.emit(app),
        Notice::Woken => bindings::Woken {}.emit(app),
        Notice::MarksChanged => bindings::MarksChanged {}.emit(app),
        Notice::ProfilesChanged => bindings::ProfilesChanged {}.emit(app),
        Notice::ProjectChanged => bindings::ProjectChanged {}.emit(app),
        Notice::RunChanged { id } => bindings::RunChanged { id }.emit(app),
        Notice::ServiceChanged { session, arn } => bindings::ServiceChanged { session, arn }.emit(app),
    };
}
