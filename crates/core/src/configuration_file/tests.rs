use proptest::prelude::*;

use super::*;
use crate::draft::{Build, Preset, SourceDraft, Trigger, VariableSource};

fn code(runtime: Option<Runtime>, command: &str) -> Draft {
    let mut draft = Draft::of(Preset::Console);
    draft.source = SourceDraft::Code {
        connection: "arn:aws:apprunner:eu-west-1:111122223333:connection/c/1".into(),
        repository: "https://github.com/o/r".into(),
        branch: "main".into(),
        directory: "/".into(),
        trigger: Trigger::Manual,
        build: Build::Here { runtime, command: command.into() },
    };
    draft.start_command = "npm start".into();
    draft
}

fn examined(text: &str) -> Examined {
    examine(text, &code(None, ""))
}

fn variable(source: VariableSource, name: &str, value: &str) -> Variable {
    Variable { source, name: name.into(), value: value.into() }
}

/// What is said of a file, and where: line, path, severity, detail.
fn said(text: &str) -> Vec<(u32, String, Severity, FileDetail)> {
    let findings = examined(text).findings.into_iter();
    findings.map(|found| (found.line.unwrap_or(0), found.path, found.severity, found.detail)).collect()
}

fn errors(examined: &Examined) -> Vec<&FileFinding> {
    examined.findings.iter().filter(|finding| finding.severity == Severity::Error).collect()
}

const FULL: &str = r#"version: 1.0
runtime: nodejs22
build:
  commands:
    pre-build: ["npm ci"]
    build:
      - npm run build
      - npm test
    post-build: ["npm prune --omit=dev"]
  env:
    - {name: NODE_ENV, value: "production"}
run:
  runtime-version: 22.21
  pre-run: []
  command: node dist/server.js
  network: {port: 3000, env: APP_PORT}
  env:
    - {name: LOG_LEVEL, value: "info"}
  secrets:
    - name: DB_URL
      value-from: "arn:aws:ssm:eu-west-1:111122223333:parameter/app/db-url"
    - name: DB_PASSWORD
      value-from: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf:password::"
    - name: FLAGS
      value-from: /app/flags
"#;

#[test]
fn a_file_that_uses_everything_is_read_and_nothing_is_said() {
    let Examined { findings, settings, adopted } = examined(FULL);
    assert_eq!(findings, []);
    let environment = vec![
        variable(VariableSource::Plain, "LOG_LEVEL", "info"),
        variable(VariableSource::ParameterStore, "DB_URL", "arn:aws:ssm:eu-west-1:111122223333:parameter/app/db-url"),
        variable(
            VariableSource::SecretsManager,
            "DB_PASSWORD",
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf:password::",
        ),
        variable(VariableSource::ParameterStore, "FLAGS", "/app/flags"),
    ];
    let wanted = FileSettings {
        runtime: Some(Runtime::Nodejs22),
        runtime_version: Some("22.21".into()),
        pre_build: vec!["npm ci".into()],
        build: vec!["npm run build".into(), "npm test".into()],
        post_build: vec!["npm prune --omit=dev".into()],
        build_environment: vec![variable(VariableSource::Plain, "NODE_ENV", "production")],
        pre_run: Vec::new(),
        start_command: "node dist/server.js".into(),
        port: "3000".into(),
        port_variable: Some("APP_PORT".into()),
        environment: environment.clone(),
    };
    assert_eq!(settings, Some(wanted));
    let Adopted { draft, not_taken } = adopted.unwrap();
    let SourceDraft::Code { build, .. } = &draft.source else { panic!("{:?}", draft.source) };
    let command = "npm run build && npm test".into();
    assert_eq!(build, &Build::Here { runtime: Some(Runtime::Nodejs22), command });
    assert_eq!((&*draft.start_command, &*draft.port), ("node dist/server.js", "3000"));
    assert_eq!(draft.environment, environment);
    let lost = [NotTaken::PreBuild, NotTaken::PostBuild, NotTaken::BuildEnvironment, NotTaken::RuntimeVersion];
    assert_eq!(not_taken, [&lost[..], &[NotTaken::PortVariable]].concat());
}

#[test]
fn a_file_is_not_taken_into_a_draft_of_an_image() {
    assert_eq!(examine(FULL, &Draft::new()).adopted, None);
}

#[test]
fn what_is_no_file_at_all_says_so() {
    let whole = |text: &str| {
        let Examined { findings, settings, adopted } = examined(text);
        assert_eq!((settings, adopted), (None, None), "{text}");
        findings.into_iter().map(|found| (found.line, found.detail)).collect::<Vec<_>>()
    };
    assert_eq!(whole(""), [(None, FileDetail::Empty)]);
    assert_eq!(whole("# nothing\n\n"), [(None, FileDetail::Empty)]);
    assert_eq!(whole("runtime"), [(None, FileDetail::WrongKind { expected: FileKind::Map })]);
    assert_eq!(whole("- a"), [(None, FileDetail::WrongKind { expected: FileKind::Map })]);
    assert_eq!(whole("version: 1.0\nbuild:\n\tcommands:\n"), [(Some(3), FileDetail::TabIndentation)]);
    assert!(matches!(whole("run: \"open\n")[..], [(Some(_), FileDetail::NotYaml { .. })]));
}

/// The findings of a file in which one place is changed.
fn changed(from: &str, to: &str) -> Vec<(u32, String, Severity, FileDetail)> {
    assert!(FULL.contains(from), "{from}");
    said(&FULL.replacen(from, to, 1))
}

use FileDetail as D;
use Severity::{Advice, Error, Warning};

fn key(key: &str) -> String {
    key.to_owned()
}

fn must_be_quoted(value: &str, read_as: Reading) -> FileDetail {
    D::MustBeQuoted { value: key(value), read_as }
}

fn unknown(name: &str, nearest: Option<&str>) -> FileDetail {
    D::UnknownKey { key: key(name), nearest: nearest.map(key) }
}

/// What is changed in the full file, into what, and which finding that gives: line (0 for the whole), path, severity,
/// detail.
type Row<'a> = (&'a str, &'a str, u32, &'a str, Severity, FileDetail);

fn each_is_found(rows: &[Row]) {
    for (from, to, line, path, severity, detail) in rows {
        let found = changed(from, to);
        let wanted = (*line, key(path), *severity, detail.clone());
        assert!(found.contains(&wanted), "{to}: {wanted:?} in {found:?}");
    }
}

#[test]
fn keys_are_known_and_in_their_place() {
    each_is_found(&[
        ("version: 1.0", "version: 2.0", 1, "version", Error, D::VersionUnknown),
        ("version: 1.0\n", "", 0, "version", Error, D::MissingKey { key: key("version") }),
        ("runtime: nodejs22", "runtime:", 2, "runtime", Error, D::Blank),
        (
            "runtime: nodejs22",
            "runtime: nodejs20",
            2,
            "runtime",
            Error,
            D::RuntimeUnknown { name: key("nodejs20"), nearest: Some(key("nodejs22")) },
        ),
        (
            "runtime: nodejs22",
            "runtime: rust",
            2,
            "runtime",
            Error,
            D::RuntimeUnknown { name: key("rust"), nearest: None },
        ),
        ("run:\n", "run: here\nrum:\n", 12, "run", Error, D::WrongKind { expected: FileKind::Map }),
        ("  pre-run: []", "  prerun: []", 14, "run.prerun", Warning, unknown("prerun", Some("pre-run"))),
        ("  pre-run: []", "  colour: red", 14, "run.colour", Warning, unknown("colour", None)),
        ("  pre-run: []", "  command: node x.js", 15, "run.command", Error, D::DuplicateKey { key: key("command") }),
        ("  command: node dist/server.js\n", "", 12, "run.command", Error, D::MissingKey { key: key("command") }),
        (
            "  secrets:\n",
            "secrets:\n",
            19,
            "secrets",
            Error,
            D::Misplaced { key: key("secrets"), place: key("run.secrets") },
        ),
        (
            "  pre-run: []",
            "  port: 3000",
            14,
            "run.port",
            Error,
            D::Misplaced { key: key("port"), place: key("run.network.port") },
        ),
        (
            "      value-from: /app/flags\n",
            "      value-from: /app/flags\n---\na: 1\n",
            26,
            "",
            Error,
            D::SeveralDocuments,
        ),
    ]);
}

#[test]
fn commands_are_lists_of_single_lines() {
    each_is_found(&[
        (
            "    build:\n      - npm run build\n      - npm test",
            "    build: npm run build",
            6,
            "build.commands.build",
            Error,
            D::WrongKind { expected: FileKind::List },
        ),
        (
            "    build:\n      - npm run build\n      - npm test\n",
            "",
            4,
            "build.commands.build",
            Error,
            D::MissingKey { key: key("build") },
        ),
        (
            "    build:\n      - npm run build\n      - npm test",
            "    build: []",
            6,
            "build.commands.build",
            Error,
            D::Blank,
        ),
        ("- npm test", "- \"\"", 8, "build.commands.build[1]", Error, D::Blank),
        ("- npm test", "- true", 8, "build.commands.build[1]", Warning, must_be_quoted("true", Reading::Boolean)),
        ("- npm test", "- {a: b}", 8, "build.commands.build[1]", Error, D::WrongKind { expected: FileKind::Text }),
        ("- npm test", "- \"a\\nb\"", 8, "build.commands.build[1]", Warning, D::LineBreak),
        ("node dist/server.js", "|\n    cd dist\n    node server.js", 15, "run.command", Warning, D::LineBreak),
        ("command: node dist/server.js", "command: \" \"", 15, "run.command", Error, D::Blank),
    ]);
}

#[test]
fn versions_and_ports_are_numbers_of_their_kind() {
    each_is_found(&[
        ("22.21", "v22", 13, "run.runtime-version", Error, D::NotAVersion),
        ("22.21", "18.20.8", 13, "run.runtime-version", Error, D::VersionOfOtherRuntime { expected: key("22") }),
        ("22.21", "22.10", 13, "run.runtime-version", Warning, must_be_quoted("22.10", Reading::Number)),
        ("port: 3000", "port: 70000", 16, "run.network.port", Error, D::NotAPort),
        ("port: 3000", "port: 0", 16, "run.network.port", Error, D::NotAPort),
        ("port: 3000", "port: http", 16, "run.network.port", Error, D::WrongKind { expected: FileKind::Number }),
        ("port: 3000", "port: \"3000\"", 16, "run.network.port", Warning, D::WrongKind { expected: FileKind::Number }),
    ]);
}

const ENV: &str = "    - {name: LOG_LEVEL, value: \"info\"}";

#[test]
fn variables_are_lists_of_names_and_values() {
    each_is_found(&[
        (ENV, "    LOG_LEVEL: info", 17, "run.env", Error, D::EnvironmentIsMap),
        (ENV, "    - LOG_LEVEL: info", 18, "run.env[0]", Error, D::EnvironmentIsMap),
        (ENV, "    - LOG_LEVEL=info", 18, "run.env[0]", Error, D::WrongKind { expected: FileKind::Map }),
        (ENV, "    - {name: A}", 18, "run.env[0].value", Error, D::MissingKey { key: key("value") }),
        (ENV, "    - {name: A, value: 8080}", 18, "run.env[0].value", Warning, must_be_quoted("8080", Reading::Number)),
        (ENV, "    - {name: A, value: yes}", 18, "run.env[0].value", Warning, must_be_quoted("yes", Reading::Boolean)),
        (ENV, "    - {name: A, value: }", 18, "run.env[0].value", Warning, must_be_quoted("", Reading::Nothing)),
        (ENV, "    - {name: NO, value: \"\"}", 18, "run.env[0].name", Warning, must_be_quoted("NO", Reading::Boolean)),
        (ENV, "    - {name: PORT, value: \"80\"}", 18, "run.env[0].name", Error, D::PortReserved),
        (ENV, "    - {name: A, value: sk_live_0123456789}", 18, "run.env[0].value", Advice, D::LooksSecret),
        (
            "NODE_ENV, value: \"production\"",
            "A, value: [1]",
            11,
            "build.env[0].value",
            Error,
            D::WrongKind { expected: FileKind::Text },
        ),
        (
            "name: FLAGS",
            "name: LOG_LEVEL",
            24,
            "run.secrets[2].name",
            Error,
            D::DuplicateVariable { name: key("LOG_LEVEL") },
        ),
        (
            "name: FLAGS",
            "name: APP_PORT",
            24,
            "run.secrets[2].name",
            Error,
            D::DuplicateVariable { name: key("APP_PORT") },
        ),
        (
            "value-from: /app/flags",
            "value-from: \"not a name\"",
            25,
            "run.secrets[2].value-from",
            Error,
            D::NotAReference,
        ),
        (
            "value-from: /app/flags",
            "value-from: arn:aws:s3:::b",
            25,
            "run.secrets[2].value-from",
            Error,
            D::NotAReference,
        ),
        ("value-from: /app/flags", "value-from:", 25, "run.secrets[2].value-from", Error, D::Blank),
    ]);
}

#[test]
fn nothing_is_said_of_what_is_well_written_otherwise() {
    for (from, to) in [
        ("version: 1.0", "version: \"1.0\""),
        ("22.21", "\"22.10\""),
        ("22.21", "22"),
        ("command: node dist/server.js", "command: >\n    node\n    dist/server.js"),
        ("value: \"info\"", "value: \"\""),
        ("value: \"info\"", "value: !!str 8080"),
        ("value: \"info\"", "value: 'true'"),
        ("NODE_ENV, value", "PORT, value"),
        ("pre-run: []", "pre-run:"),
        ("- npm test", "- &test npm test"),
        ("[\"npm prune --omit=dev\"]", "[npm prune --omit=dev]"),
        ("name: LOG_LEVEL", "name: NODE_ENV"),
    ] {
        assert_eq!(changed(from, to), [], "{to}");
    }
}

/// A file of a runtime.
fn of(runtime: &str, built: &str, run: &str) -> String {
    let run = run.replace('|', "\n  ");
    format!("version: 1.0\nruntime: {runtime}\nbuild:\n  commands:\n    build:\n      - {built}\nrun:\n  {run}\n")
}

#[test]
fn runtimes_have_rules_of_their_own() {
    let details = |text: &str| said(text).into_iter().map(|(line, _, _, detail)| (line, detail)).collect::<Vec<_>>();
    let other = |command: &str, name: &str| D::OtherCommandName { command: command.into(), name: name.into() };
    for runtime in Runtime::ALL {
        let found = details(&of(runtime.file_name(), "make", "command: ./start"));
        let ended = runtime.ended().map(|since| (2, D::RuntimeEnded { since: since.into() }));
        assert_eq!(found, ended.into_iter().collect::<Vec<_>>(), "{runtime:?}");
        let versions = format!("runtime-version: '{}.0'|command: ./start", runtime.version());
        assert!(
            !details(&of(runtime.file_name(), "make", &versions)).iter().any(|(line, _)| *line == 8),
            "{runtime:?}"
        );
    }
    let with_pre_run = "pre-run: [make]|command: ./start";
    assert_eq!(details(&of("corretto11", "make", with_pre_run)), [(8, D::PreRunUnsupported)]);
    assert_eq!(details(&of("nodejs22", "make", with_pre_run)), []);
    for (built, command, wanted) in [
        ("make", "python app.py", vec![(8, other("python", "python3"))]),
        ("cd a && DEBUG=1 exec python x", "./start", vec![(6, other("python", "python3"))]),
        ("pip install --target . -r r.txt", "python3 a.py", vec![(6, other("pip", "pip3"))]),
        ("pip3 install -r r.txt", "python3 a.py", vec![(6, D::PackagesLeftBehind)]),
        ("pip3 install -r r.txt", "pre-run: [pip3 install -r r.txt]|command: python3 a.py", vec![]),
        ("pip3 install --target=. -r r.txt", "python3 a.py", vec![]),
        ("python3 -m venv v && v/bin/pip install -r r.txt", "v/bin/python a.py", vec![]),
        ("cat python pip", "./python", vec![]),
    ] {
        let run = if command.contains("command:") { command.to_owned() } else { format!("command: {command}") };
        assert_eq!(details(&of("python311", built, &run)), wanted, "{built} {command}");
    }
    assert_eq!(details(&of("corretto11", "pip install x", "command: python a.py")), []);
}

#[test]
fn the_file_of_a_draft_says_what_the_draft_says() {
    let mut draft = code(Some(Runtime::Nodejs22), "npm ci && npm run build");
    draft.port = "3000".into();
    draft.environment = vec![
        variable(VariableSource::Plain, "LOG_LEVEL", "info"),
        variable(VariableSource::SecretsManager, "PW", "arn:aws:secretsmanager:eu-west-1:1:secret:db-AbCdEf"),
    ];
    let text = write(&draft).unwrap();
    assert_eq!(
        text,
        r#"version: 1.0
runtime: nodejs22
build:
  commands:
    build:
      - npm ci && npm run build
run:
  command: npm start
  network:
    port: 3000
  env:
    - name: LOG_LEVEL
      value: "info"
  secrets:
    - name: PW
      value-from: "arn:aws:secretsmanager:eu-west-1:1:secret:db-AbCdEf"
"#
    );
    assert_eq!(examine(&text, &draft).findings, []);
}

#[test]
fn a_draft_that_says_nothing_of_its_own_has_no_file() {
    assert_eq!(write(&Draft::new()), None);
    assert_eq!(write(&code(None, "make")), None);
    let mut draft = code(None, "");
    let SourceDraft::Code { build, .. } = &mut draft.source else { panic!("{:?}", draft.source) };
    *build = Build::ConfigurationFile;
    assert_eq!(write(&draft), None);
}

#[test]
fn a_draft_without_a_build_command_comes_back_without_one() {
    let draft = code(Some(Runtime::Corretto11), "");
    let examined = examine(&write(&draft).unwrap(), &draft);
    assert_eq!((examined.findings, examined.adopted.unwrap().draft), (Vec::new(), draft));
}

/// What YAML has its own mind about.
const ODD: [&str; 15] =
    ["true", "- x", "a: b", "#x", "x #y", "\"q\"", "\\n", "1.0", "~", "* & !", "{a}", "[b]", "%", "@", "あ"];

/// Any text of one line with something in it, as a person may type it.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![proptest::sample::select(&ODD[..]).prop_map(str::to_owned), "[ -~あ-ん\u{85}\u{feff}]{1,40}"]
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("something", |text| !text.is_empty())
}

proptest! {
    #[test]
    fn any_text_is_answered(text in "(?s).{0,200}") {
        examined(&text);
    }

    #[test]
    fn any_text_of_the_marks_of_yaml_is_answered(text in "[a-c0:\\-\\[\\]{}\"'#&*!|>%@`,?~ \t\n]{0,200}") {
        examined(&text);
    }

    #[test]
    fn any_change_of_a_file_is_answered(at in 0..FULL.len(), with in "[:\\-\\[\\]{}\"'#&*!|> \t\n]{0,4}", cut in 0..30_usize) {
        let end = (at + cut).min(FULL.len());
        examined(&format!("{}{with}{}", &FULL[..at], &FULL[end..]));
    }

    #[test]
    fn a_written_draft_is_read_as_it_was(
        runtime in proptest::sample::select(&Runtime::ALL[..4]),
        command in line(),
        start in line(),
        port in 1..=u16::MAX,
        variables in proptest::collection::btree_map("[A-Z_]{1,8}", "(?s).{0,30}", 0..4),
    ) {
        let mut draft = code(Some(runtime), &command);
        draft.start_command = start;
        draft.port = port.to_string();
        draft.environment = variables
            .iter()
            .filter(|(name, _)| *name != "PORT")
            .map(|(name, value)| variable(VariableSource::Plain, name, value))
            .collect();
        draft.environment.push(variable(VariableSource::ParameterStore, "a_parameter", "/a/b"));
        let examined = examine(&write(&draft).unwrap(), &draft);
        prop_assert_eq!(errors(&examined), Vec::<&FileFinding>::new());
        prop_assert_eq!(examined.adopted.unwrap().draft, draft);
    }
}
