//! What can be told of a command line without running it: which programs it calls.

use crate::runtime::Runtime;

/// A program that a command calls and that is called otherwise in the runtime, with that other name. Python 3.11 has
/// `python3` and `pip3` only. (Developer Guide, *Using the Python platform*, April 2026.)
pub(super) fn other_name(command: &str, runtime: Option<Runtime>) -> Option<(&str, &'static str)> {
    const NAMES: [(&str, &str); 2] = [("python", "python3"), ("pip", "pip3")];
    if runtime != Some(Runtime::Python311) || has_own_python(command) {
        return None;
    }
    calls(command).find_map(|mut words| {
        let called = words.next()?;
        NAMES.iter().find(|(name, _)| *name == called).map(|(_, name)| (called, *name))
    })
}

/// Whether a command installs Python packages where pip does by itself, which is outside of `/app`.
pub(super) fn stays_outside(command: &str) -> bool {
    const LED: [&str; 5] = ["--target", "-t", "--prefix", "--root", "--user"];
    let is_led = |word: &str| LED.iter().any(|option| word == *option || word.starts_with(&format!("{option}=")));
    let installs = |words: Vec<&str>| match words.as_slice() {
        ["pip" | "pip3", "install", rest @ ..] | ["python" | "python3", "-m", "pip" | "pip3", "install", rest @ ..] => {
            !rest.iter().any(|word| is_led(word))
        }
        _ => false,
    };
    !has_own_python(command)
        && !["PYTHONUSERBASE", "PIP_TARGET", "PIP_PREFIX"].iter().any(|name| command.contains(name))
        && calls(command).any(|words| installs(words.collect()))
}

/// A virtual environment has a `python` of its own, and its packages beside it.
fn has_own_python(command: &str) -> bool {
    ["venv", "virtualenv", "activate"].iter().any(|word| command.contains(word))
}

/// The calls of a command line as words, without what only says how they are called. Good enough for a guess: quotes are
/// not looked at.
fn calls(command: &str) -> impl Iterator<Item = impl Iterator<Item = &str>> {
    let is_before = |word: &&str| {
        let is_assignment =
            word.split_once('=').is_some_and(|(name, _)| name.chars().all(|c| c == '_' || c.is_alphanumeric()));
        is_assignment || ["exec", "env", "nohup", "sudo", "time"].contains(word)
    };
    command.split(['&', '|', ';', '\n', '(', ')']).map(move |call| call.split_whitespace().skip_while(is_before))
}
