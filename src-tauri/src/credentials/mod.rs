//! The application as a `credential_process`: `app-runner-desktop credentials <id>` prints a key of the system's keychain
//! for the program that starts it, if the person allows that program.
//!
//! Owns: what other tools see of a kept key, on standard output and nowhere else. Refuses: a window, a display, the journal,
//! and any key to a program that nobody decided about.
//!
//! What this promises, and what not: a tool that the person did not allow gets no key by accident, by a wrong line in a
//! configuration file, or because it happens to be installed. It is no wall against malware. A process of the same
//! person can pretend to be a program that was allowed (it can start that very program), and on Linux it can read an
//! unlocked keychain without asking here at all.

mod ancestry;

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use ard_aws::{AccessKey, Keychain, KeychainFailure};
use ard_core::keychain::{self, Caller, Consent, KeychainState};
use ard_core::problem::{Problem, ProblemDetail};
use ard_engine::Callers;

use crate::{instance, place};

/// How long the person has to decide. The AWS SDKs give up on such a process after a minute at the earliest.
const PATIENCE: Duration = Duration::from_secs(50);
/// How often it is looked whether they did.
const LOOK: Duration = Duration::from_millis(200);

/// Why there is no key, in words for the error output of the program that asks.
#[derive(Debug, PartialEq, Eq)]
enum Refusal {
    Usage,
    NoPlace,
    Undecided,
    Refused(String),
    Broken(String),
    NoKey,
    Keychain(KeychainFailure),
    Output(String),
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let words = match self {
            Self::Usage => "usage: app-runner-desktop credentials <id of a key>",
            Self::NoPlace => "this user has no home directory",
            Self::Undecided => "nobody has allowed it yet",
            Self::Refused(program) => {
                return write!(formatter, "{program} was refused this key; to change that, open it and go to Keychain");
            }
            Self::Broken(words) | Self::Output(words) => words,
            Self::NoKey => "the keychain has no key of this id",
            Self::Keychain(KeychainFailure::Failed(words)) => return write!(formatter, "the keychain failed: {words}"),
            Self::Keychain(KeychainFailure::Unusable(state)) => match state {
                KeychainState::Locked => "the keychain is locked, and nobody unlocked it in time",
                KeychainState::Denied => "the keychain refuses this application",
                KeychainState::NoCollection => "the keychain has no default collection to keep keys in",
                KeychainState::Absent | KeychainState::Ready => "no keychain answers on this system",
            },
        };
        formatter.write_str(words)
    }
}

/// Answers the program that started this process for a key; nothing when it was started for anything else.
pub(crate) fn answer() -> Option<ExitCode> {
    let mut words = std::env::args_os().skip(1);
    if words.next()? != keychain::VERB {
        return None;
    }
    let words: Vec<String> = words.map(|word| word.to_string_lossy().into_owned()).collect();
    Some(match serve(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            // That it has to be decided was said before the wait.
            if refusal != Refusal::Undecided {
                say(&refusal.to_string());
            }
            ExitCode::FAILURE
        }
    })
}

fn say(words: &str) {
    eprintln!("App Runner Desktop: {words}.");
}

fn serve(words: &[String]) -> Result<(), Refusal> {
    let [key] = words else { return Err(Refusal::Usage) };
    let key = keychain::key_id(key).ok_or(Refusal::Usage)?;
    let directory = place::data_directory().ok_or(Refusal::NoPlace)?;
    let asked = Asked { key: &key, caller: ancestry::caller(), callers: Callers::at(place::callers_file(&directory)) };
    let kept = asked.answer(&Keychain::system(), &directory, PATIENCE)?;
    let mut output = std::io::stdout().lock();
    let written = kept.write_credentials(&mut output);
    written.map_err(|error| Refusal::Output(format!("the key could not be handed over: {error}")))
}

/// A program that asks for a key.
struct Asked<'a> {
    key: &'a str,
    caller: Caller,
    callers: Callers,
}

impl Asked<'_> {
    fn answer(&self, keychain: &Keychain, directory: &Path, patience: Duration) -> Result<AccessKey, Refusal> {
        let since = Instant::now();
        self.is_allowed(self.consent(directory, patience)?)?;
        // The system may ask the person to unlock it: whoever started this has no more patience for both together.
        let read = keychain.get_within(self.key, patience.saturating_sub(since.elapsed()));
        let kept = tauri::async_runtime::block_on(read).map_err(Refusal::Keychain)?;
        // That takes a while, in which they may have changed their mind.
        self.is_allowed(self.callers.consent(self.key, &self.caller).map_err(broken)?)?;
        kept.ok_or(Refusal::NoKey)
    }

    fn is_allowed(&self, consent: Consent) -> Result<(), Refusal> {
        match consent {
            Consent::Allowed => Ok(()),
            Consent::Waiting => Err(Refusal::Undecided),
            Consent::Refused => Err(Refusal::Refused(name(&self.caller))),
        }
    }

    /// What the person decided. If they have not yet and the application runs, it asks them, and this waits.
    fn consent(&self, directory: &Path, patience: Duration) -> Result<Consent, Refusal> {
        let consent = self.callers.ask(self.key, &self.caller).map_err(broken)?;
        if consent != Consent::Waiting {
            return Ok(consent);
        }
        say(&format!(
            "{} has to be allowed to use this key; open App Runner Desktop and go to Keychain",
            name(&self.caller)
        ));
        let since = Instant::now();
        if !instance::tell_of_caller(directory) {
            return Ok(consent);
        }
        loop {
            match self.callers.consent(self.key, &self.caller).map_err(broken)? {
                Consent::Waiting if since.elapsed() < patience => std::thread::sleep(LOOK),
                consent => return Ok(consent),
            }
        }
    }
}

/// What a person calls a caller.
fn name(caller: &Caller) -> String {
    match &caller.script {
        Some(script) => format!("{} ({})", script, caller.program),
        None => caller.program.clone(),
    }
}

fn broken(problem: Problem) -> Refusal {
    Refusal::Broken(match problem.detail {
        ProblemDetail::CallersUnusable { path, reason } => {
            format!("the list of allowed programs cannot be used, so none gets a key: {path}: {reason}")
        }
        other => format!("{other:?}"),
    })
}

#[cfg(test)]
mod tests;
