//! A desk: a virtual display, a home directory of its own, a browser that only takes notes, and the application.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::{Hand, Outcome, words};

/// How long the driver may take for a window: a machine that also compiles is slow.
const OPENING: Duration = Duration::from_mins(1);

/// A home directory that nobody used before. It is removed in the end.
pub struct Home {
    directory: PathBuf,
    variables: Vec<(&'static str, String)>,
}

static NUMBER: AtomicU32 = AtomicU32::new(0);

impl Home {
    /// An empty one.
    pub fn new() -> Outcome<Self> {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let directory = std::env::temp_dir().join(format!("ard-home-{}-{number}", std::process::id()));
        for part in ["bin", "run", ".aws"] {
            std::fs::create_dir_all(directory.join(part)).map_err(words)?;
        }
        let home = Self { directory, variables: Vec::new() };
        // The person's browser: writes down what it was asked to open.
        let opener = home.directory.join("bin/xdg-open");
        let script = format!("#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{}'\n", home.opened_file().display());
        std::fs::write(&opener, script).map_err(words)?;
        make_executable(&opener)?;
        Ok(home)
    }

    /// Gives the person a browser that goes where it is sent, as one does in which the person agrees to everything.
    pub fn browses(&self) -> Outcome {
        let opener = self.directory.join("bin/xdg-open");
        let script = format!(
            "#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{}'\n\
             exec python3 -c 'import sys; from urllib.request import ProxyHandler, build_opener; build_opener(ProxyHandler({{}})).open(sys.argv[1], timeout=10).read()' \"$1\"\n",
            self.opened_file().display()
        );
        std::fs::write(&opener, script).map_err(words)?;
        make_executable(&opener)
    }

    /// A file of `~/.aws`, to look at.
    pub fn aws_file(&self, name: &str) -> PathBuf {
        self.directory.join(".aws").join(name)
    }

    /// Writes `~/.aws/config`.
    pub fn aws_config(&self, text: &str) -> Outcome {
        std::fs::write(self.directory.join(".aws/config"), text).map_err(words)
    }

    /// Gives what runs here one more variable.
    pub fn set(&mut self, name: &'static str, value: &str) {
        self.variables.push((name, value.to_owned()));
    }

    /// What the browser was asked to open, in order.
    pub fn opened(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.opened_file()).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// Where programs at home look for the session bus.
    pub(crate) fn bus(&self) -> PathBuf {
        self.directory.join("run/bus")
    }

    /// Everything that is kept in the home, with where it is.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut directories = vec![self.directory.clone()];
        let mut files = Vec::new();
        while let Some(directory) = directories.pop() {
            for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => directories.push(entry.path()),
                    Ok(kind) if kind.is_file() => {
                        files.extend(std::fs::read(entry.path()).ok().map(|bytes| (entry.path(), bytes)));
                    }
                    _ => {}
                }
            }
        }
        files
    }

    /// Where the application keeps its data.
    pub fn data(&self) -> PathBuf {
        self.directory.join("data/dev.app-runner-desktop")
    }

    fn opened_file(&self) -> PathBuf {
        self.directory.join("opened")
    }

    /// The environment of a program that is at home here.
    pub fn environment(&self, display: &str, language: &str) -> Vec<(&'static str, String)> {
        let at = |part: &str| self.directory.join(part).display().to_string();
        let path = std::env::var("PATH").unwrap_or_default();
        let own = [
            ("HOME", self.directory.display().to_string()),
            ("XDG_DATA_HOME", at("data")),
            ("XDG_CONFIG_HOME", at("config")),
            ("XDG_CACHE_HOME", at("cache")),
            ("XDG_RUNTIME_DIR", at("run")),
            ("PATH", format!("{}:{path}", at("bin"))),
            // Also where no bus was started there: the person's own, and its keychain, is none of a test's business.
            ("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", self.bus().display())),
            ("DISPLAY", display.to_owned()),
            ("LANG", language.to_owned()),
            ("TZ", "UTC".to_owned()),
        ];
        own.into_iter().chain(self.variables.clone()).collect()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}

fn make_executable(file: &Path) -> Outcome {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o755)).map_err(words)
}

/// A virtual display with the application on it.
pub struct Desk {
    client: Client,
    application: PathBuf,
    home: PathBuf,
    driver: Child,
    display: VirtualDisplay,
}

impl Desk {
    /// Opens the application in a home. `language` is what `LANG` says; it should end in `.UTF-8`.
    pub async fn open(home: &Home, language: &str) -> Outcome<Self> {
        let application = std::env::var("ARD_APP").map_err(|_| "ARD_APP names no program".to_owned())?;
        let application = PathBuf::from(application);
        let display = VirtualDisplay::start().await?;
        let port = free_port()?;
        let mut driver = Command::new("WebKitWebDriver");
        driver.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
        for (variable, _) in std::env::vars().filter(|(name, _)| name.starts_with("AWS_") || name.starts_with("LC_")) {
            driver.env_remove(variable);
        }
        // Tauri lets itself be driven only by who says so.
        driver
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env_remove("WAYLAND_DISPLAY")
            .envs(home.environment(&display.name, language));
        let driver = driver.spawn().map_err(|error| format!("WebKitWebDriver: {error}"))?;
        let client = connect(port, &application).await?;
        Ok(Self { client, application, home: home.directory.clone(), driver, display })
    }

    /// A hand to use the application with. Its pictures go to a directory, if one is given.
    pub fn hand(&self, pictures: Option<&Path>) -> Hand {
        Hand::new(self.client.clone(), self.display.name.clone(), pictures.map(Path::to_owned))
    }

    /// Ends the application as a power cut would.
    pub async fn kill(mut self) -> Outcome {
        for id in self.processes() {
            let killed = Command::new("kill").args(["-9", &id.to_string()]).status().await.map_err(words)?;
            if !killed.success() {
                return Err(format!("process {id} could not be killed"));
            }
        }
        self.driver.kill().await.map_err(words)
    }

    /// Closes the window as a person would.
    pub async fn close(mut self) -> Outcome {
        self.client.clone().close().await.map_err(words)?;
        self.driver.kill().await.map_err(words)
    }

    /// The processes of this home's application.
    fn processes(&self) -> Vec<u32> {
        let home = format!("HOME={}", self.home.display());
        let is_ours = |id: &u32| {
            let environment = std::fs::read(format!("/proc/{id}/environ")).unwrap_or_default();
            std::fs::read_link(format!("/proc/{id}/exe")).is_ok_and(|program| program == self.application)
                && environment.split(|byte| *byte == 0).any(|variable| variable == home.as_bytes())
        };
        let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).filter(is_ours).collect()
    }
}

/// A virtual display. Dropping it ends it.
pub struct VirtualDisplay {
    /// Its name, for `DISPLAY`.
    pub name: String,
    _server: Child,
}

impl VirtualDisplay {
    /// Starts one, on a number that the server finds.
    pub async fn start() -> Outcome<Self> {
        let mut server = Command::new("Xvfb")
            // A real display does not start anew when its last window closes either.
            .args(["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| format!("Xvfb: {error}"))?;
        let output = server.stdout.take().ok_or("Xvfb has no output")?;
        let number = BufReader::new(output).lines().next_line().await.map_err(words)?;
        let number = number.filter(|number| !number.is_empty()).ok_or("Xvfb has no display")?;
        Ok(Self { name: format!(":{number}"), _server: server })
    }
}

fn free_port() -> Outcome<u16> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").map_err(words)?;
    listener.local_addr().map(|address| address.port()).map_err(words)
}

async fn connect(port: u16, application: &Path) -> Outcome<Client> {
    let mut capabilities = Capabilities::new();
    capabilities.insert("webkitgtk:browserOptions".to_owned(), json!({ "binary": application, "args": [] }));
    let since = Instant::now();
    let address = format!("http://127.0.0.1:{port}");
    loop {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let opening = builder.capabilities(capabilities.clone()).connect(&address);
        let reason = match tokio::time::timeout(OPENING, opening).await {
            Ok(Ok(client)) => return Ok(client),
            Ok(Err(error)) => error.to_string(),
            Err(_) => "the driver does not answer".to_owned(),
        };
        if since.elapsed() > OPENING {
            return Err(format!("the window did not open: {reason}"));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
