//! The windows: their size, what they are called, and where they may go. Nowhere: the only page is the application's own.
//!
//! Each window has a session of its own; which one it begins with stands in its address.

use ard_core::problem::{Problem, ProblemDetail};
use ard_engine::Engine;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tauri::webview::NewWindowResponse;
use tauri::{App, AppHandle, Manager, Runtime, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent};

use crate::commands::Answer;

/// The label of the first window; the capability names it.
const FIRST: &str = "main";
/// How the labels of the others begin; the capability names them too.
const OTHERS: &str = "session-";
/// Most windows at once.
const MOST: usize = 12;
/// What every window is called at the end.
const PRODUCT: &str = "App Runner Desktop";
/// Most characters of what else it is called.
const LONGEST_TITLE: usize = 200;

/// Opens the first window.
pub(crate) fn open(app: &App) -> Result<(), Box<dyn std::error::Error>> {
    build(app, FIRST, WebviewUrl::default())?;
    Ok(())
}

/// Opens another window, with a session of its own to begin with.
#[tauri::command]
#[specta::specta]
pub(crate) async fn window_open(app: AppHandle, profile: String, region: String) -> Answer<()> {
    let windows = app.webview_windows();
    let mut labels = (2..=MOST).map(|number| format!("{OTHERS}{number}"));
    let Some(label) = labels.find(|label| !windows.contains_key(label)) else {
        return Err(Problem::of(ProblemDetail::TooManyWindows));
    };
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let page = format!("index.html?profile={}&region={}", encoded(&profile), encoded(&region));
    let failed = |error: tauri::Error| Problem::of(ProblemDetail::Internal { reason: error.to_string() });
    build(&app, &label, WebviewUrl::App(page.into())).map(drop).map_err(failed)
}

/// What a window is called where windows are listed: whose session it shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn window_name(window: WebviewWindow, name: String) -> Answer<()> {
    let name: String = name.chars().filter(|letter| !letter.is_control()).take(LONGEST_TITLE).collect();
    let title = if name.is_empty() { PRODUCT.to_owned() } else { format!("{name} – {PRODUCT}") };
    window.set_title(&title).map_err(|error| Problem::of(ProblemDetail::Internal { reason: error.to_string() }))
}

/// Shows a window that is there; the first one, if it is.
pub(crate) fn show(app: &AppHandle) {
    let mut windows = app.webview_windows();
    let window = windows.remove(FIRST).or_else(|| windows.into_values().next());
    if let Some(window) = window {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// All windows are made here, so that none is without its walls.
fn build<R: Runtime>(app: &impl Manager<R>, label: &str, page: WebviewUrl) -> tauri::Result<WebviewWindow<R>> {
    let window = WebviewWindowBuilder::new(app, label, page)
        .title(PRODUCT)
        .inner_size(1280.0, 860.0)
        .min_inner_size(480.0, 480.0)
        .on_navigation(is_own)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    let engine = app.state::<Engine>().inner().clone();
    // Whoever comes back may have been in an editor, or in a terminal.
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::Focused(true)) {
            let engine = engine.clone();
            tauri::async_runtime::spawn(async move { engine.look_at_config().await });
        }
    });
    Ok(window)
}

/// Whether a URL is the application's own page, on whichever system; in development also that of the local server.
pub(crate) fn is_own(url: &Url) -> bool {
    let development = cfg!(not(feature = "custom-protocol"));
    match (url.scheme(), url.host_str(), url.port()) {
        ("tauri", Some("localhost"), None) => true,
        ("http" | "https", Some("tauri.localhost"), None) => cfg!(windows),
        ("http", Some("127.0.0.1"), Some(1420)) => development,
        _ => false,
    }
}
