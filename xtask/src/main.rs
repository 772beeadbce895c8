//! The project's commands. `cargo xtask` alone lists them.
//!
//! Owns: setting up a machine, building, running, testing, measuring. Refuses: to install anything without saying what,
//! and dependencies that would make the first command wait.

mod bench;
mod build;
mod check;
mod setup;
mod shell;
mod tour;

use std::process::ExitCode;

const HELP: &str = "\
Commands:
  cargo xtask run [--release] [--virtual [--picture FILE]]
                                 set up, build and open the window; --virtual opens it on a
                                 virtual display and writes a picture of it
  cargo xtask test [--only PART] set up and run every test; PART is one of: lint, ui, rust,
                                 conformance, peers, journeys
  cargo xtask tour --out DIR     create a service in the sandbox by pointing and clicking in
                                 the real window; writes pictures and tour.json to DIR
  cargo xtask bench              measure the release build; prints JSON
  cargo xtask bindings           write the TypeScript of the commands anew
  cargo xtask icons              draw the icons anew from icons/source.svg
";

/// What ended a command, in words for its user.
type Outcome<T = ()> = Result<T, String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["run", options @ ..] => build::run(options),
        ["test", options @ ..] => check::test(options),
        ["tour", "--out", directory] => tour::tour(directory),
        ["bench"] => bench::bench(),
        ["bindings"] => build::bindings(),
        ["icons"] => build::icons(),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(format!("cargo xtask does not know these words: {}\n\n{HELP}", words.join(" "))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("xtask: {reason}");
            ExitCode::FAILURE
        }
    }
}
