//! Where a service's logs are, and a line of them.

use serde::{Deserialize, Serialize};

use crate::UnixMillis;
use crate::arn::service_name_and_id;

/// Which log.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LogSource {
    /// What App Runner says of the service's life.
    Events,
    /// What one deployment did.
    Deployment {
        /// Id of the operation, dashed or not.
        operation_id: String,
    },
    /// What the application's instances wrote, all of them by time.
    Application,
}

/// A log group and, unless all of it is meant, a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPlace {
    /// Log group.
    pub group: String,
    /// Log stream; `None` for all streams of the group, merged by time.
    pub stream: Option<String>,
}

impl LogSource {
    /// Where this log of a service is (Developer Guide "monitor-cwl").
    pub fn place(&self, service_arn: &str) -> Option<LogPlace> {
        let (name, id) = service_name_and_id(service_arn)?;
        let group = |kind: &str| format!("/aws/apprunner/{name}/{id}/{kind}");
        Some(match self {
            Self::Events => LogPlace { group: group("service"), stream: Some("events".to_owned()) },
            Self::Deployment { operation_id } => LogPlace {
                group: group("service"),
                stream: Some(format!("deployment/{}", operation_id.replace('-', ""))),
            },
            Self::Application => LogPlace { group: group("application"), stream: None },
        })
    }
}

/// A line of a log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct LogLine {
    /// When it was written.
    pub at: UnixMillis,
    /// What it says.
    pub text: String,
    /// How much it matters.
    pub level: LogLevel,
    /// The stream it came from.
    pub stream: String,
}

/// How much a line matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum LogLevel {
    /// A step on the way.
    Plain,
    /// Something came to its good end.
    Success,
    /// Something failed.
    Error,
}

/// A log as far as it could be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct LogPage {
    /// Whether App Runner has begun this log. It begins some while after the deployment, and the application's never
    /// when no container ran.
    pub exists: bool,
    /// The newest lines, oldest first.
    pub lines: Vec<LogLine>,
    /// Whether older lines were left out.
    pub older_left_out: bool,
}

/// How much a line of App Runner's own logs matters, by its wording (several years' worth of them).
pub fn level_of(text: &str) -> LogLevel {
    const BAD: [&str; 7] = [
        "failed to ",
        "failed.",
        "health check failed",
        "stopped or failed to start",
        "failure reason",
        "cannot be found",
        "status is set to create_failed",
    ];
    const GOOD: [&str; 5] =
        ["successfully", "is successful", "completed successfully", "status is set to running", "successfully built"];
    let text = text.to_ascii_lowercase();
    if BAD.iter().any(|bad| text.contains(bad)) {
        LogLevel::Error
    } else if GOOD.iter().any(|good| text.contains(good)) {
        LogLevel::Success
    } else {
        LogLevel::Plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logs_are_where_app_runner_writes_them() {
        let arn = "arn:aws:apprunner:us-east-1:123456789012:service/web/8fe1";
        let deployment = LogSource::Deployment { operation_id: "17fe9f55-7e91-4097-b243-fcabbb69a4cf".to_owned() };
        assert_eq!(
            deployment.place(arn),
            Some(LogPlace {
                group: "/aws/apprunner/web/8fe1/service".to_owned(),
                stream: Some("deployment/17fe9f557e914097b243fcabbb69a4cf".to_owned()),
            })
        );
        let application = LogPlace { group: "/aws/apprunner/web/8fe1/application".to_owned(), stream: None };
        assert_eq!(LogSource::Application.place(arn), Some(application));
        assert_eq!(LogSource::Events.place("web"), None);
    }

    #[test]
    fn lines_are_weighed_by_their_wording() {
        for (text, level) in [
            ("Service creation started.", LogLevel::Plain),
            ("Successfully pulled your application image from ECR.", LogLevel::Success),
            ("Health check is successful. Routing traffic to application.", LogLevel::Success),
            (
                "Health check failed on protocol `TCP` [Port: '8080']. Check your configured port number.",
                LogLevel::Error,
            ),
            ("Failed to pull your application image. Reason: ECR image doesn't exist.", LogLevel::Error),
            ("Service creation failed. For details, see service logs.", LogLevel::Error),
            ("Performing health check on protocol `TCP` [Port: '5000'].", LogLevel::Plain),
        ] {
            assert_eq!(level_of(text), level, "{text}");
        }
    }
}
