//! A session bus of its own, with a real keyring on it or without one, in a home that nobody used before.
//!
//! A process talks to one bus for life, so what talks to this one is a process of its own: the test's program once more,
//! with the one ignored test in it that is named.

#![allow(dead_code, unreachable_pub, reason = "shared by tests, each of which uses its part")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Set for a process that talks to a bus made for it, and for no other: a person's own keychain is left alone.
const GUARD: &str = "ARD_TEST_BUS";

/// A bus that starts nothing by itself, but for what a test puts there.
const CONFIGURATION: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <servicedir>services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>"#;

/// A home and its bus. Everything that was started ends with it.
pub struct Desk {
    home: PathBuf,
    address: String,
    bus: Child,
    keyring: Option<Child>,
}

impl Desk {
    /// A bus with nothing on it.
    pub fn new() -> Self {
        let home = std::env::temp_dir().join(format!("ard-keyring-{}", uuid()));
        for part in ["run", "data", "config", "cache", "services"] {
            fs::create_dir_all(home.join(part)).unwrap();
        }
        let configuration = home.join("bus.xml");
        fs::write(&configuration, CONFIGURATION).unwrap();
        let mut bus = Command::new("dbus-daemon")
            .args(["--nofork", "--print-address"])
            .arg(format!("--config-file={}", configuration.display()))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon is installed");
        let mut address = String::new();
        BufReader::new(bus.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { home, address: address.trim().to_owned(), bus, keyring: None }
    }

    /// One with a keyring that is unlocked.
    pub fn unlocked() -> Self {
        let mut desk = Self::new();
        desk.start_keyring(Some("a password"));
        desk
    }

    /// Gives the desk what shows the system's dialogs: one that opens and that nobody answers. Without it each is dismissed.
    pub fn open_dialogs(&self) {
        let service = "[D-BUS Service]\nName=org.gnome.keyring.SystemPrompter\nExec=/bin/sleep 40\n";
        fs::write(self.home.join("services/org.gnome.keyring.SystemPrompter.service"), service).unwrap();
    }

    /// Starts a keyring, which comes to the bus in its own time.
    pub fn start_keyring(&mut self, password: Option<&str>) {
        let mut daemon = Command::new("gnome-keyring-daemon");
        daemon.args(["--foreground", "--components=secrets"]).args(password.map(|_| "--unlock"));
        self.move_in(&mut daemon);
        daemon.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut keyring = daemon.spawn().expect("gnome-keyring-daemon is installed");
        keyring.stdin.take().unwrap().write_all(password.unwrap_or_default().as_bytes()).unwrap();
        self.keyring = Some(keyring);
    }

    pub fn stop_keyring(&mut self) {
        if let Some(mut keyring) = self.keyring.take() {
            keyring.kill().unwrap();
            keyring.wait().unwrap();
        }
    }

    /// The directory in which this person's data is.
    pub fn data(&self) -> PathBuf {
        self.home.join("data")
    }

    /// Makes a program one of this home.
    pub fn move_in(&self, program: &mut Command) {
        let at = |part: &str| self.home.join(part);
        program.env("HOME", &self.home).env("XDG_RUNTIME_DIR", at("run")).env("XDG_DATA_HOME", at("data"));
        program.env("XDG_CONFIG_HOME", at("config")).env("XDG_CACHE_HOME", at("cache"));
        program.env("DBUS_SESSION_BUS_ADDRESS", &self.address).env(GUARD, "1");
        program.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    }

    /// An ignored test of this program, as a process of this home.
    pub fn test(&self, name: &str) -> Command {
        let mut test = Command::new(std::env::current_exe().unwrap());
        test.args(["--exact", name, "--ignored", "--nocapture", "--test-threads=1"]);
        self.move_in(&mut test);
        test.stdin(Stdio::null()).stdout(Stdio::piped());
        test
    }

    /// Runs it, and holds that it passes.
    pub fn pass(&self, name: &str) {
        assert_passed(self.test(name));
    }
}

pub fn assert_passed(mut test: Command) {
    let output = test.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

/// Whether this process may talk to its bus.
pub fn is_guarded() -> bool {
    std::env::var_os(GUARD).is_some()
}

fn uuid() -> String {
    fs::read_to_string(Path::new("/proc/sys/kernel/random/uuid")).unwrap().trim().to_owned()
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.stop_keyring();
        let _ = self.bus.kill();
        let _ = self.bus.wait();
        let _ = fs::remove_dir_all(&self.home);
    }
}
