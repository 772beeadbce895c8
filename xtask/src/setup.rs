//! What a machine needs: system packages, Node, the window's packages. Nothing is installed before it is said.

use std::process::Command;

use crate::Outcome;
use crate::shell::{command, output, root, step};

/// What is to be done with the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
pub(crate) enum Purpose {
    /// Build and open the window.
    Run,
    /// Open it on a virtual display and drive it.
    Drive,
    /// Run all tests.
    Test,
    /// Measure beside Chromium.
    Bench,
}

/// The oldest Node that the window's tools take.
const NODE: u32 = 20;

fn packages(purpose: Purpose) -> Vec<&'static str> {
    let mut packages = vec!["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev", "libdbus-1-dev"];
    if purpose > Purpose::Run {
        packages.extend(["xvfb", "webkit2gtk-driver", "fonts-noto-cjk", "imagemagick"]);
    }
    if purpose == Purpose::Test {
        packages.extend(["python3-venv", "dbus-daemon", "dbus-bin", "gnome-keyring"]);
    }
    if purpose == Purpose::Bench {
        packages.extend(["chromium", "dbus-daemon"]);
    }
    packages
}

/// Makes the machine ready, or says what is missing.
pub(crate) fn set_up(purpose: Purpose) -> Outcome {
    check_node()?;
    if cfg!(target_os = "linux") {
        if std::path::Path::new("/etc/debian_version").exists() {
            install(&missing(&packages(purpose)))?;
        } else if output(Command::new("pkg-config").args(["--modversion", "webkit2gtk-4.1"])).is_none() {
            return Err("the development files of WebKitGTK 4.1 are missing; install them with the system's package \
                        manager (Fedora: webkit2gtk4.1-devel, Arch: webkit2gtk-4.1), then start this again"
                .to_owned());
        }
    }
    window_packages()
}

/// Makes sure of some system packages alone.
pub(crate) fn need(packages: &[&'static str]) -> Outcome {
    install(&missing(packages))
}

fn check_node() -> Outcome {
    let version = output(Command::new("node").arg("--version"));
    let major =
        version.as_deref().and_then(|version| version.trim_start_matches('v').split('.').next()?.parse::<u32>().ok());
    match major {
        Some(major) if major >= NODE => Ok(()),
        Some(major) => Err(format!("Node.js {NODE} or newer is needed; this machine has {major}")),
        None => Err(format!("Node.js {NODE} or newer is needed, with npm; see https://nodejs.org")),
    }
}

fn missing(packages: &[&'static str]) -> Vec<&'static str> {
    let is_installed = |name: &str| {
        output(Command::new("dpkg-query").args(["-W", "-f=${Status}", name]))
            .is_some_and(|status| status.ends_with(" installed"))
    };
    packages.iter().copied().filter(|name| !is_installed(name)).collect()
}

fn install(missing: &[&str]) -> Outcome {
    if missing.is_empty() {
        return Ok(());
    }
    let is_root = output(Command::new("id").arg("-u")).as_deref() == Some("0");
    let apt = |words: &[&str]| {
        let mut command = if is_root { Command::new("apt-get") } else { Command::new("sudo") };
        if !is_root {
            command.arg("apt-get");
        }
        command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    println!("==> System packages that are missing: {}", missing.join(" "));
    if !is_root {
        println!("    They are installed with sudo, which may ask for your password.");
    }
    step("Read the lists of system packages", &mut apt(&["update", "-qq"]))?;
    let words: Vec<&str> = ["install", "-y", "-qq", "--no-install-recommends"].iter().chain(missing).copied().collect();
    step("Install system packages", &mut apt(&words))
}

/// The window's packages, as the lock file says. Done again only when that changed.
fn window_packages() -> Outcome {
    let lock = root().join("ui/package-lock.json");
    let stamp = root().join("ui/node_modules/.installed-from");
    let wanted = std::fs::read(&lock).map_err(|error| format!("{}: {error}", lock.display()))?;
    if std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    step(
        "Install the window's packages",
        command("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(root().join("ui")),
    )?;
    std::fs::write(&stamp, wanted).map_err(|error| format!("{}: {error}", stamp.display()))
}
