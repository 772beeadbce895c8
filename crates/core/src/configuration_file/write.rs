//! From the draft to the file.

use std::fmt::Write;

use super::scalar::{plain_or_quoted, quoted};
use crate::draft::{Build, Draft, SourceDraft, Variable, VariableSource};

/// What a build without a command does: the file needs one.
pub(super) const NOTHING_TO_BUILD: &str = "echo Nothing to build";

/// An `apprunner.yaml` that says what the draft says; `None` when the draft does not say it itself, or not with which
/// runtime.
pub fn write(draft: &Draft) -> Option<String> {
    let SourceDraft::Code { build: Build::Here { runtime: Some(runtime), command }, .. } = &draft.source else {
        return None;
    };
    let command = Some(command.trim()).filter(|command| !command.is_empty()).unwrap_or(NOTHING_TO_BUILD);
    let mut text = format!("version: 1.0\nruntime: {}\n", runtime.file_name());
    put(&mut text, "build:\n  commands:\n    build:\n      - ", &plain_or_quoted(command));
    put(&mut text, "run:\n  command: ", &plain_or_quoted(draft.start_command.trim()));
    put(&mut text, "  network:\n    port: ", &port(draft.port.trim()));
    let of = |is_plain: bool| {
        draft.environment.iter().filter(move |variable| (variable.source == VariableSource::Plain) == is_plain)
    };
    // A value is text whatever it looks like, so it is always quoted.
    variables(&mut text, "env", "value", of(true), quoted);
    variables(&mut text, "secrets", "value-from", of(false), |place| quoted(place.trim()));
    Some(text)
}

fn put(text: &mut String, key: &str, value: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(text, "{key}{value}");
}

fn port(port: &str) -> String {
    let is_number = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { port.to_owned() } else { quoted(port) }
}

fn variables<'a>(
    text: &mut String,
    list: &str,
    key: &str,
    variables: impl Iterator<Item = &'a Variable>,
    written: impl Fn(&str) -> String,
) {
    for (at, variable) in variables.enumerate() {
        if at == 0 {
            put(text, "  ", &format!("{list}:"));
        }
        put(text, "    - name: ", &plain_or_quoted(variable.name.trim()));
        put(text, &format!("      {key}: "), &written(&variable.value));
    }
}
