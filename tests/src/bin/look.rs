//! Opens the application on a virtual display, as the person who asks for it, and writes a picture of it.

use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

use ard_tests::{Outcome, Screen, VirtualDisplay};

#[tokio::main]
async fn main() -> ExitCode {
    let Some(picture) = std::env::args().nth(1).map(PathBuf::from) else {
        eprintln!("look FILE");
        return ExitCode::FAILURE;
    };
    match look(&picture).await {
        Ok(()) => {
            println!("    a picture of the window is in {}", picture.display());
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

async fn look(picture: &PathBuf) -> Outcome {
    let application = std::env::var("ARD_APP").map_err(|_| "ARD_APP names no program".to_owned())?;
    let display = VirtualDisplay::start().await?;
    let screen = Screen::open(&display.name)?;
    let mut window = Command::new(application)
        .env("DISPLAY", &display.name)
        .env_remove("WAYLAND_DISPLAY")
        .stdin(Stdio::null())
        .spawn()
        .map_err(|error| error.to_string())?;
    println!("    the window opens on the virtual display {}", display.name);
    let still = screen.wait_until_still();
    let import = Command::new("import").args(["-display", &display.name, "-window", "root"]).arg(picture).status();
    let _ = window.kill();
    let _ = window.wait();
    still?;
    match import {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("import ended with {status}")),
        Err(error) => Err(format!("import: {error}")),
    }
}
