//! Runs the program of a `credential_process` line: with the login shell's search path, a time limit, and an end to the
//! whole group of processes. What it says on its error output is shown without anything that looks like a secret.

use std::process::Stdio;
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};
use tokio::sync::OnceCell;

/// How long a program may take; some of them open a browser.
const LIMIT: Duration = Duration::from_mins(1);
/// How long the login shell may take to say its search path.
const SHELL_LIMIT: Duration = Duration::from_secs(5);
/// Most bytes of output that are read.
const MOST: u64 = 64 * 1024;
/// Most characters that are shown of what a program said.
const SHOWN: usize = 400;

/// Why a program gave no credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Failure {
    /// It could not be started.
    NotStarted(String),
    /// It took too long.
    TooLong,
    /// It ended badly; what it said.
    Ended(String),
    /// Its output is not what AWS documents.
    Unreadable(&'static str),
    /// Its credentials have expired already.
    Expired,
}

impl Failure {
    /// In a few English words, as the SDK's providers give theirs.
    pub(super) fn reason(&self) -> String {
        match self {
            Self::NotStarted(reason) => format!("the program could not be started: {reason}"),
            Self::TooLong => format!("the program did not end within {} seconds", LIMIT.as_secs()),
            Self::Ended(said) => format!("the program failed: {said}"),
            Self::Unreadable(what) => format!("the program's output is not that of a credential process: {what}"),
            Self::Expired => "the program gave credentials that have expired".to_owned(),
        }
    }
}

/// Runs a command line as the AWS CLI does, by the system's shell.
pub(super) async fn run(command: &str) -> Result<Credentials, Failure> {
    run_for(command, LIMIT).await
}

async fn run_for(command: &str, limit: Duration) -> Result<Credentials, Failure> {
    let mut shell = shell(command);
    if let Some(path) = search_path().await {
        shell.env("PATH", path);
    }
    let mut child = shell.spawn().map_err(|error| Failure::NotStarted(error.to_string()))?;
    let group = Group::of(&child);
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let ending = async {
        let (out, err, status) = tokio::join!(read(out), read(err), child.wait());
        (out, err, status)
    };
    let Ok((out, err, status)) = tokio::time::timeout(limit, ending).await else {
        group.end();
        return Err(Failure::TooLong);
    };
    match status {
        Ok(status) if status.success() => parse(&out),
        Ok(status) => {
            let said = scrubbed(&String::from_utf8_lossy(&err));
            Err(Failure::Ended(if said.is_empty() { status.to_string() } else { said }))
        }
        Err(error) => Err(Failure::NotStarted(error.to_string())),
    }
}

#[cfg(unix)]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", command]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    shell.process_group(0).kill_on_drop(true);
    shell
}

#[cfg(windows)]
fn shell(command: &str) -> Command {
    /// No console window flashes up. (Win32, `CREATE_NO_WINDOW`.)
    const NO_WINDOW: u32 = 0x0800_0000;
    let mut shell = Command::new("cmd.exe");
    shell.args(["/C", command]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    shell.creation_flags(NO_WINDOW).kill_on_drop(true);
    shell
}

/// The processes that a program started, itself included.
struct Group(Option<u32>);

impl Group {
    fn of(child: &Child) -> Self {
        Self(child.id())
    }

    #[cfg(unix)]
    fn end(&self) {
        let leader = self.0.and_then(|id| i32::try_from(id).ok()).and_then(rustix::process::Pid::from_raw);
        if let Some(leader) = leader {
            // One that has just ended by itself is as good.
            let _ = rustix::process::kill_process_group(leader, rustix::process::Signal::KILL);
        }
    }

    #[cfg(windows)]
    fn end(&self) {
        if let Some(id) = self.0 {
            let _ = std::process::Command::new("taskkill").args(["/T", "/F", "/PID", &id.to_string()]).status();
        }
    }
}

/// Reads to the end, but keeps only so much: a program whose output nobody takes would never end.
async fn read(source: Option<impl AsyncRead + Unpin>) -> Vec<u8> {
    let mut kept = Vec::new();
    if let Some(mut source) = source {
        let _ = (&mut source).take(MOST).read_to_end(&mut kept).await;
        let _ = tokio::io::copy(&mut source, &mut tokio::io::sink()).await;
    }
    kept
}

/// The search path of the person's login shell: programs that are started from a desktop get a poor one.
async fn search_path() -> Option<String> {
    static PATH: OnceCell<Option<String>> = OnceCell::const_new();
    PATH.get_or_init(login_shell_path).await.clone()
}

async fn login_shell_path() -> Option<String> {
    const MARK: &str = "app-runner-desktop-path=";
    let shell = std::env::var("SHELL").ok().filter(|shell| cfg!(unix) && shell.starts_with('/'))?;
    let mut ask = Command::new(shell);
    ask.args(["-ilc", &format!("printf '\\n{MARK}%s\\n' \"$PATH\"")]);
    ask.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
    let output = tokio::time::timeout(SHELL_LIMIT, ask.output()).await.ok()?.ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let path = text.lines().find_map(|line| line.strip_prefix(MARK)).map(str::trim)?;
    (!path.is_empty()).then(|| path.to_owned())
}

/// The documented output: `{"Version": 1, "AccessKeyId": …, "SecretAccessKey": …, "SessionToken": …, "Expiration": …}`.
fn parse(output: &[u8]) -> Result<Credentials, Failure> {
    // Neither the output nor what the parser says of it may be shown: both hold secrets.
    let value: Value = serde_json::from_slice(output).map_err(|_| Failure::Unreadable("it is not JSON"))?;
    if value["Version"] != 1 {
        return Err(Failure::Unreadable("Version is not 1"));
    }
    let text = |name: &str| value[name].as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    let key = text("AccessKeyId").ok_or(Failure::Unreadable("AccessKeyId is missing"))?;
    let secret = text("SecretAccessKey").ok_or(Failure::Unreadable("SecretAccessKey is missing"))?;
    let expires_at = match text("Expiration") {
        None => None,
        Some(moment) => {
            let moment = DateTime::from_str(&moment, Format::DateTimeWithOffset);
            let moment = moment.ok().and_then(|moment| std::time::SystemTime::try_from(moment).ok());
            Some(moment.ok_or(Failure::Unreadable("Expiration is not a moment"))?)
        }
    };
    if expires_at.is_some_and(|moment| moment <= std::time::SystemTime::now()) {
        return Err(Failure::Expired);
    }
    Ok(Credentials::new(key, secret, text("SessionToken"), expires_at, "credential_process"))
}

/// What a program said, without the words that could be secrets: long ones of the letters that keys and tokens have.
fn scrubbed(said: &str) -> String {
    const LONGEST: usize = 15;
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || "+/=_-".contains(letter);
    let mut text = String::new();
    for word in said.split_whitespace() {
        let has_secret = word
            .split(|letter| !is_letter(letter))
            .any(|part| part.len() > LONGEST && part.bytes().any(|byte| byte.is_ascii_digit() || byte == b'+'));
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(if has_secret { "****" } else { word });
    }
    text.chars().take(SHOWN).collect()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const KEYS: &str = r#"{"Version": 1, "AccessKeyId": "AKIAX", "SecretAccessKey": "s"}"#;

    #[tokio::test]
    async fn what_the_program_prints_are_the_credentials() {
        let credentials = run(&format!("printf '%s' '{KEYS}'")).await.unwrap();
        assert_eq!((credentials.access_key_id(), credentials.expiry()), ("AKIAX", None));
        let later = r#"{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "s", "SessionToken": "t", "Expiration": "2999-01-01T09:00:00+09:00"}"#;
        let credentials = run(&format!("printf '%s' '{later}'")).await.unwrap();
        assert_eq!(credentials.session_token(), Some("t"));
        assert!(credentials.expiry().is_some());
    }

    #[tokio::test]
    async fn what_goes_wrong_is_told_without_secrets() {
        let failure = run("echo 'no session; token aB3dE5gH7jK9mN1pQ3sT' >&2; exit 3").await.unwrap_err();
        assert_eq!(failure, Failure::Ended("no session; token ****".to_owned()));
        assert_eq!(run("exit 7").await.unwrap_err(), Failure::Ended("exit status: 7".to_owned()));
        assert_eq!(run("echo not-json").await.unwrap_err(), Failure::Unreadable("it is not JSON"));
        assert_eq!(run(r#"echo '{"Version": 2}'"#).await.unwrap_err(), Failure::Unreadable("Version is not 1"));
        let expired =
            r#"{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "s", "Expiration": "2020-01-01T00:00:00Z"}"#;
        assert_eq!(run(&format!("echo '{expired}'")).await.unwrap_err(), Failure::Expired);
    }

    #[tokio::test]
    async fn a_program_that_does_not_end_is_ended_with_all_that_it_started() {
        let directory = std::env::temp_dir().join(format!("ard-process-{}", std::process::id()));
        let command = format!("sleep 600 & echo $! > {}; wait", directory.display());
        assert_eq!(run_for(&command, Duration::from_millis(600)).await.unwrap_err(), Failure::TooLong);
        let child = std::fs::read_to_string(&directory).unwrap();
        let _ = std::fs::remove_file(&directory);
        let status = std::path::PathBuf::from(format!("/proc/{}/stat", child.trim()));
        // What was killed is gone, or waits for its parent as a zombie.
        let is_over = || std::fs::read_to_string(&status).map_or(true, |stat| stat.contains(") Z "));
        let over = tokio::time::timeout(Duration::from_secs(5), async {
            while !is_over() {
                tokio::task::yield_now().await;
            }
        });
        assert!(over.await.is_ok());
    }

    #[tokio::test]
    async fn an_endless_output_is_not_kept() {
        assert_eq!(run("head -c 3000000 /dev/zero").await.unwrap_err(), Failure::Unreadable("it is not JSON"));
    }
}
