//! Start and memory of the release build, beside Chromium showing the same page with the same content.
//!
//! Both are measured from outside and alike: from the start of the process until the screen of a virtual display shows
//! what it shows when nothing moves any more. What Chromium shows is the built page, fed with the answers that the
//! application itself gave.

mod frames;
mod memory;
mod page;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Instant;

use ard_tests::{Desk, Home, LoopbackSandbox, Outcome, Screen, VirtualDisplay};
use serde_json::{Value, json};

/// Starts of each; medians are reported.
const RUNS: usize = 7;

#[tokio::main]
async fn main() -> ExitCode {
    match bench().await {
        Ok(rows) => {
            println!("{}", serde_json::to_string_pretty(&rows).unwrap_or_default());
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

async fn bench() -> Outcome<Value> {
    let application = variable("ARD_APP")?;
    let of_core = serde_json::from_str::<Vec<Value>>(&variable("ARD_ROWS")?).map_err(|error| error.to_string())?;
    // Both find the bus that is there, as on a desktop; a home by itself has none.
    let bus = variable("DBUS_SESSION_BUS_ADDRESS")?;
    let built = PathBuf::from(variable("ARD_PAGE")?);
    let sandbox = LoopbackSandbox::start(&["--services", "50"]).await?;
    let answers = record(&sandbox).await?;

    let home = Home::new()?;
    home.aws_config(&sandbox.config())?;
    let start_application = |display: &str| {
        let mut command = Command::new(&application);
        command.envs(home.environment(display, "en_US.UTF-8")).env("DBUS_SESSION_BUS_ADDRESS", &bus);
        command
    };
    let ours = measure("the application", start_application).await?;

    let server = page::Page::serve(&built, &answers).await?;
    let chromium = Home::new()?;
    let start_chromium = |display: &str| {
        let mut command = Command::new("chromium");
        command.envs(chromium.environment(display, "en_US.UTF-8")).env("DBUS_SESSION_BUS_ADDRESS", &bus);
        command.arg(format!("--app={}", server.url)).args([
            "--no-sandbox",
            "--no-first-run",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1280,860",
            "--window-position=0,0",
        ]);
        command
    };
    let theirs = measure("Chromium", start_chromium).await?;

    let mut rows = vec![
        row("start_ms", ours.start_ms, theirs.start_ms, "ms"),
        row("memory_pss_mib", ours.memory_mib, theirs.memory_mib, "MiB"),
        json!({ "name": "program_mib", "value": mib(&application)?, "unit": "MiB" }),
    ];
    rows.extend(frames::measure().await?);
    rows.extend(of_core);
    Ok(Value::Array(rows))
}

fn variable(name: &str) -> Outcome<String> {
    std::env::var(name).map_err(|_| format!("{name} is not set"))
}

fn row(name: &str, value: f64, peer: f64, unit: &str) -> Value {
    let round = |number: f64| (number * 100.0).round() / 100.0;
    json!({ "name": name, "value": round(value), "unit": unit, "peer": "chromium", "peer_value": round(peer), "ratio": round(value / peer) })
}

#[expect(clippy::cast_precision_loss, reason = "programs are smaller than 2^53 bytes")]
fn mib(file: &str) -> Outcome<f64> {
    let bytes = std::fs::metadata(file).map_err(|error| error.to_string())?.len() as f64;
    Ok((bytes / 1024.0 / 1024.0 * 10.0).round() / 10.0)
}

/// Asks what the first page asks.
const ASK: &str = "const done = arguments[arguments.length - 1]; const ask = window.__TAURI_INTERNALS__.invoke; (async () => { \
    const welcome = await ask('welcome'); \
    const open = await ask('session_open', { profile: welcome.profile, region: welcome.region }); \
    const services = await ask('services_list', { session: open.session }); \
    done({ welcome, session_open: open, services_list: services, runs_list: [] }) })()";

/// What the application's commands answer for the first page.
async fn record(sandbox: &LoopbackSandbox) -> Outcome<Value> {
    let home = Home::new()?;
    home.aws_config(&sandbox.config())?;
    let desk = Desk::open(&home, "en_US.UTF-8").await?;
    let hand = desk.hand(None);
    hand.see("Running").await?;
    let answers = hand.evaluate_async(ASK).await;
    desk.close().await?;
    answers
}

/// Medians of some starts.
struct Measured {
    start_ms: f64,
    memory_mib: f64,
}

async fn measure(what: &str, command: impl Fn(&str) -> Command) -> Outcome<Measured> {
    let display = VirtualDisplay::start().await?;
    let screen = Screen::open(&display.name)?;
    let (mut starts, mut memories) = (Vec::new(), Vec::new());
    let mut settled = None;
    // The first start fills caches and shows what the screen looks like in the end.
    for run in 0..=RUNS {
        screen.wait_until_blank()?;
        let since = Instant::now();
        let mut process = Process::start(command(&display.name))?;
        match &settled {
            None => settled = Some(screen.wait_until_still()?),
            Some(image) => {
                starts.push(screen.wait_until_like(image, since)?);
                screen.wait_until_still()?;
                memories.push(memory::pss_mib(process.id())?);
            }
        }
        process.end();
        eprintln!("    {what}: start {run} of {RUNS}");
    }
    Ok(Measured { start_ms: median(starts), memory_mib: median(memories) })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A process in a group of its own, which ends whole.
struct Process(Child);

impl Process {
    fn start(mut command: Command) -> Outcome<Self> {
        use std::os::unix::process::CommandExt;
        let child = command.process_group(0).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        child.map(Self).map_err(|error| error.to_string())
    }

    fn id(&self) -> u32 {
        self.0.id()
    }

    /// Ends the group that was started here, and no other process.
    fn end(&mut self) {
        let group = format!("-{}", self.0.id());
        let _ = Command::new("kill").args(["-TERM", "--", &group]).status();
        let _ = self.0.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Whether a file is where it should be, for a clear word before a long wait.
pub(crate) fn exists(file: &Path) -> Outcome {
    if file.exists() { Ok(()) } else { Err(format!("{} is missing", file.display())) }
}
