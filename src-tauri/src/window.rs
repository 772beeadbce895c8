//! The window: its size, and where it may go. Nowhere: the only page is the application's own.

use tauri::webview::NewWindowResponse;
use tauri::{App, Url, WebviewUrl, WebviewWindowBuilder};

/// The label of the only window; the capability names it.
pub(crate) const LABEL: &str = "main";

/// Opens the window.
pub(crate) fn open(app: &App) -> Result<(), Box<dyn std::error::Error>> {
    WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("App Runner Desktop")
        .inner_size(1280.0, 860.0)
        .min_inner_size(720.0, 480.0)
        .on_navigation(is_own)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    Ok(())
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
