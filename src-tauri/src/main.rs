//! The desktop shell.
//!
//! Owns: the window and what it may do, the commands and events between window and engine, one instance for one
//! person, and the composition of all rooms. Refuses: rules, validation, calls to AWS.

#![cfg_attr(all(target_os = "windows", not(debug_assertions)), windows_subsystem = "windows")]

mod bindings;
mod browser;
mod commands;
mod config;
mod graphics;
mod guard;
mod instance;
mod options;
mod sandbox;
#[cfg(test)]
mod security_tests;
mod sign_in;
mod window;

use ard_aws::Surroundings;
use ard_engine::{Engine, Notice, Parts, Tempo};
use tauri::{App, AppHandle, Manager};
use tauri_specta::Event;

fn main() {
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
        std::process::exit(1);
    }
}

/// Puts the rooms together and opens the window.
fn compose(app: &mut App) -> Result<(), Box<dyn std::error::Error>> {
    let directory = app.path().app_data_dir()?;
    let Some(instance) = instance::claim(&directory)? else {
        // The one that runs has been asked to show itself.
        std::process::exit(0);
    };
    instance.listen(app.handle().clone());
    app.manage(instance);

    let sandbox = sandbox::start(&directory);
    let handle = app.handle().clone();
    let engine = Engine::new(Parts {
        sandbox: sandbox.http_client(),
        surroundings: Surroundings::real(),
        journal: directory.join("journal.sqlite3"),
        tempo: Tempo::default(),
        version: app.package_info().version.to_string(),
        listener: Box::new(move |notice| tell(&handle, notice)),
    });
    app.manage(sandbox);
    app.manage(engine.clone());
    tauri::async_runtime::spawn(async move { engine.resume_waiting() });
    window::open(app)
}

/// Passes on what the engine says. A window that is closing hears nothing any more, and needs nothing.
fn tell(app: &AppHandle, notice: Notice) {
    let _ = match notice {
        Notice::CredentialsChanged => bindings::CredentialsChanged {}.emit(app),
        Notice::MarksChanged => bindings::MarksChanged {}.emit(app),
        Notice::ProfilesChanged => bindings::ProfilesChanged {}.emit(app),
        Notice::RunChanged { id } => bindings::RunChanged { id }.emit(app),
        Notice::ServiceChanged { session, arn } => bindings::ServiceChanged { session, arn }.emit(app),
    };
}
