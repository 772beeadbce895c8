//! Why a deployment failed, from the log lines that App Runner and the application wrote.
//!
//! The order of the rules is that of the field reports: the *first* error line counts, since the roll-back prints more
//! of them ("Invalid Access Role" after a failed health check is a well-known red herring).

use serde::{Deserialize, Serialize};

use crate::logs::{LogLevel, LogLine};

/// What is known of a failed deployment.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// Lines of the event log, from the beginning of the operation, oldest first.
    pub events: &'a [LogLine],
    /// Lines of the application's log; `None` when there is no such log, which says that no container ever ran.
    pub application: Option<&'a [LogLine]>,
    /// The port that is configured.
    pub port: Option<&'a str>,
}

/// Why a deployment failed, with the lines that say so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Diagnosis {
    /// The cause.
    pub cause: Cause,
    /// The lines that show it, oldest first.
    pub lines: Vec<LogLine>,
}

/// The cause of a failure. The window has words, and a way on, for each code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Cause {
    /// The tag or digest is not in the repository.
    ImageMissing,
    /// App Runner may not pull with the access role.
    AccessRoleInvalid,
    /// The application listens on another port.
    PortMismatch {
        /// The port that is configured.
        configured: String,
        /// The port that the application's log names.
        listening: String,
    },
    /// The application listens on the loopback address only.
    LoopbackOnly,
    /// The image or its entry point is for another processor.
    ExecFormat,
    /// No container ever ran: most often an image for arm64.
    NeverStarted,
    /// The container ended by itself.
    ContainerExited {
        /// Exit code.
        exit_code: String,
    },
    /// The health check's path does not answer with success.
    HealthPathRefused {
        /// The path asked for.
        path: String,
        /// The HTTP status in the application's log.
        status: String,
    },
    /// The health check failed; the logs do not tell why.
    HealthCheckFailed,
    /// The connector's subnets have no free addresses.
    SubnetsFull,
    /// The build command failed.
    BuildFailed,
    /// An error line that no rule knows.
    Other,
}

/// Finds the cause; `None` when no error line is there yet.
pub fn diagnose(evidence: Evidence<'_>) -> Option<Diagnosis> {
    let first = evidence.events.iter().find(|line| line.level == LogLevel::Error)?;
    let text = first.text.to_ascii_lowercase();
    let (cause, mut lines) = if text.contains("image doesn't exist") {
        (Cause::ImageMissing, Vec::new())
    } else if text.contains("invalid access role") {
        (Cause::AccessRoleInvalid, Vec::new())
    } else if text.contains("subnet") {
        (Cause::SubnetsFull, Vec::new())
    } else if text.contains("failed to build") || text.contains("'build' command") {
        (Cause::BuildFailed, Vec::new())
    } else if text.contains("health check failed") || text.contains("stopped or failed to start") {
        start_failure(evidence, first)
    } else {
        (Cause::Other, Vec::new())
    };
    lines.insert(0, first.clone());
    Some(Diagnosis { cause, lines })
}

/// The container was placed, and did not come up or did not answer.
fn start_failure(evidence: Evidence<'_>, first: &LogLine) -> (Cause, Vec<LogLine>) {
    let exit_code = exit_code(evidence.events);
    let Some(application) = evidence.application else {
        return (Cause::NeverStarted, Vec::new());
    };
    let find =
        |matches: &dyn Fn(&str) -> bool| application.iter().find(|line| matches(&line.text.to_ascii_lowercase()));
    if let Some(line) = find(&|text| text.contains("exec format error")) {
        return (Cause::ExecFormat, vec![line.clone()]);
    }
    if let Some(exit_code) = exit_code {
        return (Cause::ContainerExited { exit_code }, last_lines(application));
    }
    if let Some(path) = quoted_after(&first.text, "Path: '") {
        let refused = application.iter().rev().find_map(|line| Some((status_of_request(&line.text, &path)?, line)));
        if let Some((status, line)) = refused {
            return (Cause::HealthPathRefused { path, status }, vec![line.clone()]);
        }
    }
    let listening: Vec<(&LogLine, Address)> =
        application.iter().filter_map(|line| Some((line, listening_on(&line.text)?))).collect();
    let configured = evidence.port.unwrap_or_default();
    let matching: Vec<_> = listening.iter().filter(|(_, address)| address.port == configured).collect();
    if let ([(line, address), ..], []) = (&listening[..], &matching[..])
        && !configured.is_empty()
    {
        let cause = Cause::PortMismatch { configured: configured.to_owned(), listening: address.port.clone() };
        return (cause, vec![(*line).clone()]);
    }
    if let [(line, _), ..] = matching[..]
        && matching.iter().all(|(_, address)| address.loopback)
        && find(&|text| text.contains("0.0.0.0") || text.contains("[::]") || text.contains("all addresses")).is_none()
    {
        return (Cause::LoopbackOnly, vec![(*line).clone()]);
    }
    (Cause::HealthCheckFailed, last_lines(application))
}

struct Address {
    port: String,
    loopback: bool,
}

/// The address in a line such as `Running on http://127.0.0.1:5000` or `Listening at: http://0.0.0.0:8000`, or the
/// port in `listening on port 3000`.
fn listening_on(text: &str) -> Option<Address> {
    let lower = text.to_ascii_lowercase();
    if !["listen", "running on", "started on", "serving", "bound to"].iter().any(|word| lower.contains(word)) {
        return None;
    }
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let after_port = lower.find("port").map(|at| lower[at + 4..].trim_start_matches([' ', ':', '=']));
    let after_colon = lower.rmatch_indices(':').map(|(at, _)| &lower[at + 1..]);
    let port = after_port.into_iter().chain(after_colon).find_map(|rest| {
        let length = digits(rest);
        (2..=5).contains(&length).then(|| rest[..length].to_owned())
    })?;
    Some(Address { port, loopback: lower.contains("127.0.0.1") || lower.contains("localhost") })
}

/// The status of an access log line about a path: `"GET /health HTTP/1.1" 404`.
fn status_of_request(text: &str, path: &str) -> Option<String> {
    let (_, rest) = text.split_once(&format!(" {path} HTTP/"))?;
    let status: String = rest.split_once(' ')?.1.chars().take_while(char::is_ascii_digit).collect();
    (status.len() == 3 && !status.starts_with('2')).then_some(status)
}

fn exit_code(events: &[LogLine]) -> Option<String> {
    let code = events.iter().find_map(|line| {
        let (_, rest) = line.text.split_once("Container exit code:")?;
        Some(rest.trim_start().chars().take_while(char::is_ascii_digit).collect::<String>())
    })?;
    (!code.is_empty()).then_some(code)
}

fn quoted_after(text: &str, mark: &str) -> Option<String> {
    let (_, rest) = text.split_once(mark)?;
    Some(rest.split_once('\'')?.0.to_owned())
}

fn last_lines(lines: &[LogLine]) -> Vec<LogLine> {
    lines[lines.len().saturating_sub(12)..].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logs::level_of;

    fn lines(texts: &[&str]) -> Vec<LogLine> {
        texts
            .iter()
            .map(|text| LogLine { at: 0.0, text: (*text).to_owned(), level: level_of(text), stream: String::new() })
            .collect()
    }

    fn cause(events: &[&str], application: Option<&[&str]>, port: &str) -> Option<Cause> {
        let (events, application) = (lines(events), application.map(lines));
        diagnose(Evidence { events: &events, application: application.as_deref(), port: Some(port) })
            .map(|found| found.cause)
    }

    const UNHEALTHY: &str = "Health check failed on protocol `TCP` [Port: '8080']. Check your configured port number.";

    #[test]
    fn the_cause_is_read_from_the_first_error() {
        assert_eq!(cause(&["Service creation started."], None, "80"), None);
        assert_eq!(
            cause(&["Failed to pull your application image. Reason: ECR image doesn't exist."], None, "80"),
            Some(Cause::ImageMissing)
        );
        let red_herring =
            "Failed to pull your application image. Reason: Invalid Access Role in AuthenticationConfiguration.";
        assert_eq!(cause(&[red_herring], None, "80"), Some(Cause::AccessRoleInvalid));
        assert_eq!(cause(&[UNHEALTHY, red_herring], Some(&[]), "80"), Some(Cause::HealthCheckFailed));
        assert_eq!(cause(&["Failed to do something new."], None, "80"), Some(Cause::Other));
    }

    #[test]
    fn a_failed_health_check_is_explained_by_the_applications_log() {
        let flask: &[&str] = &[" * Running on all addresses (0.0.0.0)", " * Running on http://127.0.0.1:5000"];
        assert_eq!(
            cause(&[UNHEALTHY], Some(flask), "8080"),
            Some(Cause::PortMismatch { configured: "8080".to_owned(), listening: "5000".to_owned() })
        );
        assert_eq!(cause(&[UNHEALTHY], Some(flask), "5000"), Some(Cause::HealthCheckFailed));
        assert_eq!(
            cause(&[UNHEALTHY], Some(&["Listening at: http://127.0.0.1:8080 (1)"]), "8080"),
            Some(Cause::LoopbackOnly)
        );
        assert_eq!(cause(&[UNHEALTHY], None, "8080"), Some(Cause::NeverStarted));
        assert_eq!(cause(&[UNHEALTHY], Some(&["exec /app: exec format error"]), "8080"), Some(Cause::ExecFormat));
        let exited =
            "Your application stopped or failed to start. See logs for more information.  Container exit code: 137";
        assert_eq!(
            cause(&[exited], Some(&["Killed"]), "8080"),
            Some(Cause::ContainerExited { exit_code: "137".to_owned() })
        );
        let http = "Health check failed on protocol `HTTP` [Path: '/missing'], [Port: '5000'].";
        assert_eq!(
            cause(&[http], Some(&["10.0.0.1 - - \"GET /missing HTTP/1.1\" 404 -"]), "5000"),
            Some(Cause::HealthPathRefused { path: "/missing".to_owned(), status: "404".to_owned() })
        );
    }
}
