//! The rules of `apprunner.yaml`: the Developer Guide's *Configuration file reference* and the pages of its runtimes
//! (April 2026), the API's constraints of the same settings (service model 2020-05-15), and traps that failed
//! deployments have shown.

use std::collections::HashSet;

use super::commands::{other_name, stays_outside};
use super::document::{self, Broken, Value};
use super::reader::{Reader, Section, Spot, nearest};
use super::{DEFAULT_PORT, FileDetail, FileFinding, FileSettings, Reading};
use crate::arn::Arn;
use crate::draft::{Variable, VariableSource};
use crate::environment::looks_secret;
use crate::finding::Severity;
use crate::runtime::Runtime;

/// All that can be said of a text, and what it says as settings.
pub(super) fn examine(text: &str) -> (Vec<FileFinding>, Option<FileSettings>) {
    let whole = |severity, line, detail| FileFinding { severity, line, path: String::new(), detail };
    let document = match document::parse(text) {
        Ok(document) => document,
        Err(Broken { line, column, tab }) => {
            let detail = if tab { FileDetail::TabIndentation } else { FileDetail::NotYaml { column } };
            return (vec![whole(Severity::Error, Some(line), detail)], None);
        }
    };
    let Some(root) = document.root else {
        return (vec![whole(Severity::Error, None, FileDetail::Empty)], None);
    };
    let mut reader = Reader::default();
    let settings = top(&mut reader, &Spot { node: &root, line: None, path: String::new() });
    if let Some(line) = document.second {
        reader.found.push(whole(Severity::Error, Some(line), FileDetail::SeveralDocuments));
    }
    reader.found.sort_by_key(|finding| (finding.line, finding.severity));
    (reader.found, settings)
}

fn top(reader: &mut Reader, root: &Spot) -> Option<FileSettings> {
    let top = reader.section(root, &[("version", true), ("runtime", true), ("build", true), ("run", true)])?;
    if let Some(spot) = top.get("version")
        && reader.scalar(&spot).is_some_and(|version| version.trim() != "1.0")
    {
        reader.error(&spot, FileDetail::VersionUnknown);
    }
    let runtime = top.get("runtime").and_then(|spot| runtime(reader, &spot));
    let mut settings = FileSettings { runtime, port: DEFAULT_PORT.to_owned(), ..FileSettings::default() };
    let built = top.get("build").map(|spot| build(reader, &spot, &mut settings)).unwrap_or_default();
    if let Some(spot) = top.get("run") {
        run(reader, &spot, &mut settings);
    }
    left_behind(reader, &built, &settings);
    Some(settings)
}

fn runtime(reader: &mut Reader, spot: &Spot) -> Option<Runtime> {
    let name = reader.scalar(spot)?.trim();
    let found = Runtime::ALL.into_iter().find(|runtime| runtime.file_name() == name);
    match found.map(Runtime::ended) {
        Some(Some(since)) => reader.error(spot, FileDetail::RuntimeEnded { since: since.to_owned() }),
        Some(None) => {}
        None => {
            let supported = Runtime::ALL.into_iter().filter(|runtime| runtime.ended().is_none());
            let nearest = nearest(name, supported.map(Runtime::file_name)).map(str::to_owned);
            reader.error(spot, FileDetail::RuntimeUnknown { name: name.to_owned(), nearest });
        }
    }
    found
}

/// Answers the commands with their places.
fn build<'n>(reader: &mut Reader, spot: &Spot<'n>, settings: &mut FileSettings) -> Vec<(Spot<'n>, String)> {
    let Some(build) = reader.section(spot, &[("commands", true), ("env", false)]) else { return Vec::new() };
    let known = [("pre-build", false), ("build", true), ("post-build", false)];
    let commands = build.get("commands").and_then(|spot| reader.section(&spot, &known));
    let of = |reader: &mut Reader, key| {
        let spot = commands.as_ref().and_then(|commands| commands.get(key));
        spot.map(|spot| commands_of(reader, &spot, settings.runtime, key == "build")).unwrap_or_default()
    };
    let [before, within, after] = ["pre-build", "build", "post-build"].map(|key| of(reader, key));
    settings.pre_build = words(&before);
    settings.build = words(&within);
    settings.post_build = words(&after);
    if let Some(spot) = build.get("env") {
        settings.build_environment = variables(reader, &spot, "value", &mut HashSet::new());
    }
    [before, within, after].concat()
}

fn words(commands: &[(Spot, String)]) -> Vec<String> {
    commands.iter().map(|(_, command)| command.clone()).collect()
}

fn commands_of<'n>(
    reader: &mut Reader,
    spot: &Spot<'n>,
    runtime: Option<Runtime>,
    is_needed: bool,
) -> Vec<(Spot<'n>, String)> {
    let before = reader.found.len();
    let items = reader.list(spot);
    if items.is_empty() && is_needed && reader.found.len() == before {
        reader.error(spot, FileDetail::Blank);
    }
    let read = items.into_iter().map(|item| command(reader, &item, runtime).map(|command| (item, command)));
    read.collect::<Vec<_>>().into_iter().flatten().collect()
}

/// One line (API shapes `BuildCommand` and `StartCommand`). A block scalar ends with a line break that says nothing.
fn command(reader: &mut Reader, spot: &Spot, runtime: Option<Runtime>) -> Option<String> {
    let command = reader.filled(spot)?.trim_end().to_owned();
    if command.contains(['\n', '\r']) {
        reader.warning(spot, FileDetail::LineBreak);
    }
    if let Some((called, name)) = other_name(&command, runtime) {
        reader.warning(spot, FileDetail::OtherCommandName { command: called.to_owned(), name: name.to_owned() });
    }
    Some(command)
}

fn run(reader: &mut Reader, spot: &Spot, settings: &mut FileSettings) {
    let known = [
        ("runtime-version", false),
        ("pre-run", false),
        ("command", true),
        ("network", false),
        ("env", false),
        ("secrets", false),
    ];
    let Some(run) = reader.section(spot, &known) else { return };
    if let Some(spot) = run.get("runtime-version") {
        settings.runtime_version = version(reader, &spot, settings.runtime);
    }
    if let Some(spot) = run.get("pre-run") {
        settings.pre_run = words(&commands_of(reader, &spot, settings.runtime, false));
        // Developer Guide, *Configuration file reference*: of the revised build only.
        if !settings.pre_run.is_empty() && settings.runtime.is_some_and(|runtime| !runtime.has_revised_build()) {
            reader.error(&spot, FileDetail::PreRunUnsupported);
        }
    }
    if let Some(command) = run.get("command").and_then(|spot| command(reader, &spot, settings.runtime)) {
        settings.start_command = command;
    }
    let mut names = HashSet::new();
    network(reader, &run, settings, &mut names);
    for (key, value) in [("env", "value"), ("secrets", "value-from")] {
        if let Some(spot) = run.get(key) {
            let read = variables(reader, &spot, value, &mut names);
            settings.environment.extend(read);
        }
    }
}

/// `major[.minor[.patch]]`, and longer for Corretto: a beginning of a version of the runtime.
fn version(reader: &mut Reader, spot: &Spot, runtime: Option<Runtime>) -> Option<String> {
    let version = reader.scalar(spot)?.trim();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let expected = runtime.map(Runtime::version);
    if !version.split('.').all(is_number) {
        reader.error(spot, FileDetail::NotAVersion);
    } else if let Some(expected) = expected.filter(|expected| !agree(version, expected)) {
        reader.error(spot, FileDetail::VersionOfOtherRuntime { expected: expected.to_owned() });
    } else if !spot.node.is_quoted() && loses_its_end(version) {
        let detail = FileDetail::MustBeQuoted { value: version.to_owned(), read_as: Reading::Number };
        reader.warning(spot, detail);
    }
    Some(version.to_owned())
}

fn agree(version: &str, expected: &str) -> bool {
    version.split('.').zip(expected.split('.')).all(|(one, other)| one == other)
}

/// As a number, `22.10` is `22.1`.
fn loses_its_end(version: &str) -> bool {
    version.split_once('.').is_some_and(|(_, rest)| !rest.contains('.') && rest.len() > 1 && rest.ends_with('0'))
}

fn network(reader: &mut Reader, run: &Section, settings: &mut FileSettings, names: &mut HashSet<String>) {
    let Some(spot) = run.get("network") else { return };
    let Some(network) = reader.section(&spot, &[("port", false), ("env", false)]) else { return };
    if let Some(spot) = network.get("port")
        && let Some(port) = reader.number(&spot)
    {
        if !port.parse::<u16>().is_ok_and(|port| port > 0) {
            reader.error(&spot, FileDetail::NotAPort);
        }
        settings.port = port;
    }
    if let Some(name) = network.get("env").and_then(|spot| reader.filled(&spot)) {
        names.insert(name.trim().to_owned());
        settings.port_variable = Some(name.trim().to_owned());
    }
}

/// A list of `name` with `value`, or with `value-from`.
fn variables(reader: &mut Reader, spot: &Spot, key: &'static str, names: &mut HashSet<String>) -> Vec<Variable> {
    if let Value::Map(_) = spot.node.value {
        reader.error(spot, FileDetail::EnvironmentIsMap);
        return Vec::new();
    }
    let items = reader.list(spot);
    items.iter().filter_map(|item| variable(reader, item, key, names)).collect()
}

fn variable(reader: &mut Reader, spot: &Spot, key: &'static str, names: &mut HashSet<String>) -> Option<Variable> {
    if is_pair(spot) {
        reader.error(spot, FileDetail::EnvironmentIsMap);
        return None;
    }
    let variable = reader.section(spot, &[("name", true), (key, true)])?;
    let name = variable.get("name").and_then(|spot| name(reader, &spot, names))?;
    let spot = variable.get(key)?;
    Some(if key == "value" {
        let value = reader.text(&spot)?;
        if looks_secret(&name, &value) {
            reader.say(Severity::Advice, &spot, FileDetail::LooksSecret);
        }
        Variable { source: VariableSource::Plain, name, value }
    } else {
        let value = reader.filled(&spot)?.trim().to_owned();
        let source = source_of(&value);
        if source.is_none() {
            reader.error(&spot, FileDetail::NotAReference);
        }
        Variable { source: source.unwrap_or(VariableSource::ParameterStore), name, value }
    })
}

/// `- LOG_LEVEL: info`, where `- name: LOG_LEVEL` and `value: info` are meant.
fn is_pair(spot: &Spot) -> bool {
    let Value::Map(entries) = &spot.node.value else { return false };
    entries.iter().all(|entry| !["name", "value", "value-from"].contains(&entry.key.as_str()))
}

/// App Runner sets `PORT` when the application runs, and refuses it from others. (Developer Guide, *Managing environment
/// variables*, April 2026.) The build has none.
fn name(reader: &mut Reader, spot: &Spot, names: &mut HashSet<String>) -> Option<String> {
    let name = reader.filled(spot)?.trim().to_owned();
    if name == "PORT" && spot.path.starts_with("run.") {
        reader.error(spot, FileDetail::PortReserved);
    } else if !names.insert(name.clone()) {
        reader.error(spot, FileDetail::DuplicateVariable { name: name.clone() });
    }
    Some(name)
}

/// A secret is named by its ARN, with or without the key of its JSON; a parameter by its ARN or its name.
fn source_of(place: &str) -> Option<VariableSource> {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-/".contains(&byte);
    match Arn::parse(place) {
        Some(arn) if arn.service == "secretsmanager" && arn.resource.starts_with("secret:") => {
            Some(VariableSource::SecretsManager)
        }
        Some(arn) if arn.service == "ssm" && arn.resource.starts_with("parameter/") => {
            Some(VariableSource::ParameterStore)
        }
        Some(_) => None,
        None => place.bytes().all(is_name).then_some(VariableSource::ParameterStore),
    }
}

/// Of Python 3.11's build only `/app` is kept, and `pip3 install` puts packages elsewhere: without a second install on
/// the final image the application does not find them. (Developer Guide, *Using the Python platform*; field reports.)
fn left_behind(reader: &mut Reader, built: &[(Spot, String)], settings: &FileSettings) {
    const WAYS: [&str; 3] = ["PYTHONUSERBASE", "PIP_TARGET", "PIP_PREFIX"];
    let is_led = settings.build_environment.iter().any(|variable| WAYS.contains(&variable.name.as_str()));
    let is_repeated = settings.pre_run.iter().any(|command| command.contains("install"));
    if settings.runtime != Some(Runtime::Python311) || is_led || is_repeated {
        return;
    }
    if let Some((spot, _)) = built.iter().find(|(_, command)| stays_outside(command)) {
        reader.warning(spot, FileDetail::PackagesLeftBehind);
    }
}
