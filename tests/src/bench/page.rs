//! The built page for a browser: served from loopback, fed with recorded answers in the place of the shell.

use std::path::{Path, PathBuf};

use ard_tests::Outcome;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A server of the page.
pub(crate) struct Page {
    pub(crate) url: String,
}

impl Page {
    /// Serves a directory; its page finds the answers where the shell would be.
    pub(crate) async fn serve(directory: &Path, answers: &Value) -> Outcome<Self> {
        crate::exists(&directory.join("index.html"))?;
        let listener = TcpListener::bind("127.0.0.1:0").await.map_err(|error| error.to_string())?;
        let address = listener.local_addr().map_err(|error| error.to_string())?;
        let shell = format!(
            "window.__TAURI_INTERNALS__ = {{ metadata: {{ currentWindow: {{ label: 'main' }}, currentWebview: {{ label: 'main' }} }}, \
             transformCallback: () => 0, unregisterCallback: () => {{}}, \
             invoke: async (name) => ({answers})[name] ?? null }}; window.__TAURI_EVENT_PLUGIN_INTERNALS__ = {{ unregisterListener: () => {{}} }};"
        );
        let directory = directory.to_owned();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (directory, shell) = (directory.clone(), shell.clone());
                tokio::spawn(async move { answer(stream, &directory, &shell).await });
            }
        });
        Ok(Self { url: format!("http://{address}/index.html") })
    }
}

async fn answer(stream: TcpStream, directory: &Path, shell: &str) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let mut first = String::new();
        if stream.read_line(&mut first).await? == 0 {
            return Ok(());
        }
        let mut line = String::new();
        while stream.read_line(&mut line).await? > 2 {
            line.clear();
        }
        let path = first.split_whitespace().nth(1).unwrap_or("/").split(['?', '#']).next().unwrap_or("/").to_owned();
        let (kind, body) = content(directory, &path, shell);
        let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n", body.len());
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(&body).await?;
        stream.flush().await?;
    }
}

fn content(directory: &Path, path: &str, shell: &str) -> (&'static str, Vec<u8>) {
    if path == "/shell.js" {
        return ("text/javascript", shell.as_bytes().to_vec());
    }
    let relative = PathBuf::from(path.trim_start_matches('/'));
    let inside = relative.components().all(|part| matches!(part, std::path::Component::Normal(_)));
    let body = if inside { std::fs::read(directory.join(&relative)).unwrap_or_default() } else { Vec::new() };
    let kind = match relative.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    };
    if kind.starts_with("text/html") {
        let page = String::from_utf8_lossy(&body).replacen("<head>", "<head><script src=\"/shell.js\"></script>", 1);
        return (kind, page.into_bytes());
    }
    (kind, body)
}
