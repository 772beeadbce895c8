//! The tour: the main journey in the real window, with a picture of each screen and `tour.json`.

use std::path::PathBuf;
use std::process::ExitCode;

use ard_tests::journey::{Report, create_and_delete};
use ard_tests::{Desk, Home, Outcome};

#[tokio::main]
async fn main() -> ExitCode {
    let Some(directory) = std::env::args().nth(1).map(PathBuf::from) else {
        eprintln!("tour DIR");
        return ExitCode::FAILURE;
    };
    let mut report = Report::default();
    let outcome = tour(&directory, &mut report).await;
    let written = write(&directory, &report);
    for step in &report.steps {
        println!("    {:>6} ms  {}", step.milliseconds, step.step);
    }
    match outcome.and(written) {
        Ok(()) if report.status.as_deref() == Some("RUNNING") => {
            println!("    the service reached RUNNING; pictures and tour.json are in {}", directory.display());
            ExitCode::SUCCESS
        }
        Ok(()) => ExitCode::FAILURE,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

async fn tour(directory: &PathBuf, report: &mut Report) -> Outcome {
    std::fs::create_dir_all(directory).map_err(|error| format!("{}: {error}", directory.display()))?;
    let home = Home::new()?;
    let desk = Desk::open(&home, "en_US.UTF-8").await?;
    let hand = desk.hand(Some(directory));
    let outcome = create_and_delete(&hand, &home, report).await;
    if outcome.is_err() {
        // What the screen showed then says more than words.
        hand.picture("failed").await?;
    }
    desk.close().await?;
    outcome
}

fn write(directory: &std::path::Path, report: &Report) -> Outcome {
    let text = serde_json::to_string_pretty(report).map_err(|error| error.to_string())?;
    std::fs::write(directory.join("tour.json"), text + "\n").map_err(|error| error.to_string())
}
