//! Building and opening the window.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::setup::{Purpose, need, set_up};
use crate::shell::{command, root, step};

/// Compiled in, so that the program carries its window instead of asking a development server for it.
const EMBEDDED: [&str; 2] = ["--features", "app-runner-desktop/custom-protocol"];

/// `cargo xtask run`.
pub(crate) fn run(options: &[&str]) -> Outcome {
    let (mut release, mut on_virtual, mut picture) = (false, false, None);
    let mut words = options.iter();
    while let Some(word) = words.next() {
        match *word {
            "--release" => release = true,
            "--virtual" => on_virtual = true,
            "--picture" => picture = Some(words.next().ok_or("--picture needs a file")?.to_owned()),
            other => return Err(format!("run does not know {other}")),
        }
    }
    if picture.is_some() && !on_virtual {
        return Err("--picture goes with --virtual".to_owned());
    }
    if !on_virtual && !has_display() {
        return Err(
            "there is no display to open a window on; `cargo xtask run --virtual` opens it on a virtual one and \
                    writes a picture of it"
                .to_owned(),
        );
    }
    set_up(if on_virtual { Purpose::Drive } else { Purpose::Run })?;
    if on_virtual || !release {
        programs()?;
    }
    let app = if release { released()? } else { program("app-runner-desktop") };
    if on_virtual {
        let here = std::env::current_dir().map_err(|error| error.to_string())?;
        let picture = picture.map_or_else(|| root().join("target/window.png"), |file| here.join(file));
        return open_on_virtual(&app, &picture);
    }
    println!("==> Open the window (this command ends when it is closed)");
    let status = Command::new(&app).status().map_err(|error| format!("{}: {error}", app.display()))?;
    if status.success() { Ok(()) } else { Err(format!("the application ended with {status}")) }
}

fn has_display() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

fn open_on_virtual(app: &Path, picture: &Path) -> Outcome {
    let mut look = command(program("look"));
    step("Open the window on a virtual display", look.arg(picture).env("ARD_APP", app))
}

/// The release build of the application with its window inside; answers where it is.
pub(crate) fn released() -> Outcome<PathBuf> {
    window()?;
    let mut build = command("cargo");
    build.args(["build", "--release", "--package", "app-runner-desktop"]).args(EMBEDDED);
    step("Build the release (a quarter of an hour the first time)", &mut build)?;
    Ok(target(true).join("app-runner-desktop"))
}

/// The development build: all programs of the workspace at once, and the tests with them. A part built alone would have
/// its dependencies compiled anew, since their features are those that the part asks for.
pub(crate) fn programs() -> Outcome {
    window()?;
    let mut build = command("cargo");
    build.args(["build", "--workspace", "--all-targets"]).args(EMBEDDED);
    step("Build all programs (some minutes the first time)", &mut build)
}

/// A program of the development build.
pub(crate) fn program(name: &str) -> PathBuf {
    target(false).join(name)
}

/// Where cargo puts programs.
pub(crate) fn target(release: bool) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    root().join(target).join(if release { "release" } else { "debug" })
}

/// The window's page.
pub(crate) fn window() -> Outcome {
    step("Build the window", command("npm").args(["run", "--silent", "build"]).current_dir(root().join("ui")))
}

/// All Rust tests but those that need the built application or other people's programs.
pub(crate) fn rust_tests() -> Command {
    let mut test = command("cargo");
    test.args(["test", "--workspace"]).args(EMBEDDED);
    test
}

/// The tests of one name, one after the other: they share the machine with other programs.
pub(crate) fn test_of(name: &str) -> Command {
    let mut test = command("cargo");
    test.args(["test", "--workspace", "--test", name]).args(EMBEDDED);
    test.args(["--", "--test-threads", "1"]);
    test
}

/// The lints of all Rust.
pub(crate) fn clippy() -> Command {
    let mut clippy = command("cargo");
    clippy.args(["clippy", "--workspace", "--all-targets"]).args(EMBEDDED).args(["--", "-D", "warnings"]);
    clippy
}

/// `cargo xtask bindings`.
pub(crate) fn bindings() -> Outcome {
    let mut write = command("cargo");
    write.args(["test", "--package", "app-runner-desktop"]).args(EMBEDDED).arg("bindings");
    step("Write the bindings", write.env("ARD_WRITE_BINDINGS", "1"))
}

/// `cargo xtask icons`.
pub(crate) fn icons() -> Outcome {
    need(&["librsvg2-bin"])?;
    let (drawing, icons) = (root().join("icons/source.svg"), root().join("src-tauri/icons"));
    for (file, size) in [("32x32.png", 32), ("128x128.png", 128), ("128x128@2x.png", 256), ("icon.png", 512)] {
        let side = size.to_string();
        let mut draw = command("rsvg-convert");
        draw.args(["--width", &side, "--height", &side, "--output"]).arg(icons.join(file)).arg(&drawing);
        step(&format!("Draw {file}"), &mut draw)?;
    }
    // A test compares this copy with the source: whoever changes the one has to draw the others.
    let copied = std::fs::copy(&drawing, icons.join("drawn-from.svg"));
    copied.map(drop).map_err(|error| error.to_string())
}
