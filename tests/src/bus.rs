//! A session bus with a keychain on it, and everything that is said there written down.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::process::{Child, Command};

use crate::{Home, Outcome, words};

/// How long a daemon may take until it answers.
const SOON: Duration = Duration::from_secs(20);
/// What is on the bus has nobody to show a dialog to, and least of all the person who runs the tests.
const NO_DISPLAY: &str = ":65000";
const PASSWORD: &[u8] = b"a login password";

/// What the person's keychain is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keychain {
    /// Unlocked with the login, as on most desktops.
    Unlocked,
    /// There, and locked.
    Locked,
    /// Not there: a bus without a keychain.
    Absent,
}

/// The bus of a home. Dropping it ends it, and what is on it.
pub struct Bus {
    address: String,
    environment: Vec<(&'static str, String)>,
    trace: PathBuf,
    keychain: Option<Child>,
    _monitor: Child,
    _daemon: Child,
}

impl Bus {
    /// Starts the bus that programs at this home find by themselves.
    pub async fn start(home: &Home, keychain: Keychain) -> Outcome<Self> {
        let socket = home.bus();
        let address = format!("unix:path={}", socket.display());
        let environment = home.environment(NO_DISPLAY, "C.UTF-8");
        let mut daemon = quiet("dbus-daemon", &environment);
        daemon.args(["--session", "--nofork", "--nopidfile", &format!("--address={address}")]);
        let daemon = daemon.spawn().map_err(|error| format!("dbus-daemon: {error}"))?;
        until("the bus", async || socket.exists()).await?;
        let trace = socket.with_extension("trace");
        let mut monitor = quiet("dbus-monitor", &environment);
        let file = std::fs::File::create(&trace).map_err(words)?;
        monitor.args(["--address", &address, "--binary"]).stdout(file);
        let monitor = monitor.spawn().map_err(|error| format!("dbus-monitor: {error}"))?;
        let mut bus =
            Self { address, environment, trace: trace.clone(), keychain: None, _monitor: monitor, _daemon: daemon };
        // It writes down its own arrival, or what is asked here.
        until("the listener on the bus", async || bus.owned("org.freedesktop.DBus").await && file_size(&trace) > 0)
            .await?;
        if keychain != Keychain::Absent {
            bus.start_keychain(true).await?;
        }
        if keychain == Keychain::Locked {
            bus.end_keychain().await?;
            bus.start_keychain(false).await?;
        }
        Ok(bus)
    }

    /// Everything that was said on the bus so far.
    pub fn trace(&self) -> Vec<u8> {
        std::fs::read(&self.trace).unwrap_or_default()
    }

    async fn start_keychain(&mut self, unlocked: bool) -> Outcome {
        let mut daemon = quiet("gnome-keyring-daemon", &self.environment);
        daemon.args(["--foreground", "--components=secrets"]).stdin(Stdio::piped());
        if unlocked {
            daemon.arg("--unlock");
        }
        let mut daemon = daemon.spawn().map_err(|error| format!("gnome-keyring-daemon: {error}"))?;
        let mut input = daemon.stdin.take().ok_or("gnome-keyring-daemon takes no input")?;
        if unlocked {
            input.write_all(PASSWORD).await.map_err(words)?;
        }
        drop(input);
        self.keychain = Some(daemon);
        until("the keychain", async || self.owned("org.freedesktop.secrets").await).await
    }

    async fn end_keychain(&mut self) -> Outcome {
        if let Some(mut daemon) = self.keychain.take() {
            daemon.kill().await.map_err(words)?;
        }
        until("the end of the keychain", async || !self.owned("org.freedesktop.secrets").await).await
    }

    /// Whether somebody answers to a name on the bus.
    async fn owned(&self, name: &str) -> bool {
        let mut ask = Command::new("dbus-send");
        ask.args([&format!("--bus={}", self.address), "--print-reply=literal", "--dest=org.freedesktop.DBus"]);
        ask.args(["/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner", &format!("string:{name}")]);
        ask.output().await.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("true"))
    }
}

fn quiet(program: &str, environment: &[(&'static str, String)]) -> Command {
    let mut command = Command::new(program);
    command
        .env_remove("WAYLAND_DISPLAY")
        .envs(environment.iter().cloned())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.kill_on_drop(true);
    command
}

fn file_size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |file| file.len())
}

async fn until(what: &str, mut there: impl AsyncFnMut() -> bool) -> Outcome {
    let since = Instant::now();
    while !there().await {
        if since.elapsed() > SOON {
            return Err(format!("{what} did not come"));
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}
