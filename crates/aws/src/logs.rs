//! Amazon CloudWatch Logs: the newest lines of a log. Reads only.

use ard_core::fault::FaultKind;
use ard_core::logs::{LogLine, LogPage, LogPlace, level_of};
use aws_sdk_cloudwatchlogs::Client;
use aws_types::SdkConfig;

use crate::Answer;
use crate::classify::Call;

/// Lines that are read of one log at a time.
const LINES: i32 = 1000;
/// Pages that are asked for at most; a page may be empty though more follow.
const PAGES: usize = 20;

/// The gateway to CloudWatch Logs.
#[derive(Debug, Clone)]
pub struct Logs {
    client: Client,
}

impl Logs {
    pub(crate) fn new(config: &SdkConfig) -> Self {
        Self { client: Client::new(config) }
    }

    /// The newest lines of a log, oldest first. A log that was never begun is a page that says so.
    pub async fn newest(&self, place: &LogPlace) -> Answer<LogPage> {
        let read = match &place.stream {
            Some(stream) => self.stream(&place.group, stream).await,
            None => self.group(&place.group).await,
        };
        match read {
            Err(fault) if fault.kind == FaultKind::NotFound => {
                Ok(LogPage { exists: false, lines: Vec::new(), older_left_out: false })
            }
            other => other,
        }
    }

    async fn stream(&self, group: &str, stream: &str) -> Answer<LogPage> {
        let call = Call { service: "logs", operation: "GetLogEvents" };
        let request = self.client.get_log_events().log_group_name(group).log_stream_name(stream).limit(LINES);
        let answer = request.start_from_head(false).send().await.map_err(|error| call.fault(&error))?;
        let lines: Vec<LogLine> = answer
            .events
            .unwrap_or_default()
            .into_iter()
            .map(|event| line(event.timestamp, event.message, stream))
            .collect();
        let older_left_out = i32::try_from(lines.len()).is_ok_and(|count| count >= LINES);
        Ok(LogPage { exists: true, lines, older_left_out })
    }

    /// All streams of a group by time. CloudWatch Logs gives the oldest first, so that the end is behind the pages.
    async fn group(&self, group: &str) -> Answer<LogPage> {
        let call = Call { service: "logs", operation: "FilterLogEvents" };
        let mut lines = Vec::new();
        let mut token = None;
        for _ in 0..PAGES {
            let request = self.client.filter_log_events().log_group_name(group).set_next_token(token);
            let answer = request.send().await.map_err(|error| call.fault(&error))?;
            lines.extend(answer.events.unwrap_or_default().into_iter().map(|event| {
                let stream = event.log_stream_name.unwrap_or_default();
                line(event.timestamp, event.message, &stream)
            }));
            token = answer.next_token.filter(|token| !token.is_empty());
            if token.is_none() {
                break;
            }
        }
        lines.sort_by(|a, b| a.at.total_cmp(&b.at));
        let most = usize::try_from(LINES).unwrap_or_default();
        let older_left_out = lines.len() > most || token.is_some();
        let lines = lines.split_off(lines.len().saturating_sub(most));
        Ok(LogPage { exists: true, lines, older_left_out })
    }
}

fn line(at: Option<i64>, text: Option<String>, stream: &str) -> LogLine {
    let text = text.unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "exact for the next quarter of a million years")]
    let at = at.unwrap_or_default() as f64;
    LogLine { at, level: level_of(&text), text, stream: stream.to_owned() }
}
