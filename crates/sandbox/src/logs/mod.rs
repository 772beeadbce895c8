//! Owns CloudWatch Logs: groups, streams and events per Region, and the operations that write them. Reading is in
//! `read`, filter patterns in `pattern`. It is ours because App Runner writes it at every stage and people read it by
//! tokens, pages and filters, which the general stand-in ignores.

mod pattern;
mod read;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use winterbaume_core::MockResponse;

use crate::ACCOUNT;
use crate::wire::{Dialect, Refusal, json_answer};

/// Retention periods that CloudWatch Logs accepts, in days.
const RETENTIONS: [i64; 22] =
    [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Event {
    at: i64,
    ingested: i64,
    message: String,
    /// Unique within the sandbox; the event's id.
    number: u64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Stream {
    created_at: i64,
    /// In the order of their times; equal times in the order of arrival.
    events: Vec<Event>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Group {
    created_at: i64,
    retention: Option<i64>,
    streams: BTreeMap<String, Stream>,
}

type Groups = BTreeMap<String, Group>;

/// What is kept between starts.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Kept {
    regions: BTreeMap<String, Groups>,
    written: u64,
}

/// All logs of the sandbox.
#[derive(Debug, Default)]
pub(crate) struct Logs {
    kept: Mutex<Kept>,
    changed: AtomicBool,
}

type Input = Map<String, Value>;
type Answer = Result<Value, Refusal>;

impl Logs {
    /// Writes one line, and makes the group and the stream when they are not there.
    pub(crate) fn append(&self, region: &str, group: &str, stream: &str, at: i64, message: &str) {
        let mut kept = self.lock();
        let kept = &mut *kept;
        kept.written += 1;
        let event = Event { at, ingested: at, message: message.to_owned(), number: kept.written };
        let groups = kept.regions.entry(region.to_owned()).or_default();
        let group = groups.entry(group.to_owned()).or_insert_with(|| Group::new(at));
        group.streams.entry(stream.to_owned()).or_insert_with(|| Stream::new(at)).insert(event);
        self.changed.store(true, Ordering::SeqCst);
    }

    /// Forgets everything.
    pub(crate) fn reset(&self) {
        *self.lock() = Kept::default();
        self.changed.store(true, Ordering::SeqCst);
    }

    pub(crate) fn handle(&self, region: &str, operation: &str, body: &[u8], now: i64) -> MockResponse {
        let body = if body.is_empty() { b"{}" } else { body };
        let answer = match serde_json::from_slice(body) {
            Ok(input) => self.perform(region, operation, &input, now),
            Err(error) => Err(Refusal::new("SerializationException", error.to_string())),
        };
        match answer {
            Ok(body) => json_answer(&body),
            Err(refusal) => Dialect::of("logs").refusal(&refusal),
        }
    }

    fn perform(&self, region: &str, operation: &str, input: &Input, now: i64) -> Answer {
        let mut kept = self.lock();
        let kept = &mut *kept;
        let groups = kept.regions.entry(region.to_owned()).or_default();
        let written = match operation {
            "DescribeLogGroups" => return read::describe_groups(groups, region, input),
            "DescribeLogStreams" => return read::describe_streams(groups, region, input),
            "GetLogEvents" => return read::get_events(groups, input),
            "FilterLogEvents" => return read::filter_events(groups, input),
            "CreateLogGroup" => create_group(groups, input, now),
            "DeleteLogGroup" => delete_group(groups, input),
            "CreateLogStream" => create_stream(groups, input, now),
            "DeleteLogStream" => delete_stream(groups, input),
            "PutRetentionPolicy" => put_retention(groups, input),
            "DeleteRetentionPolicy" => group_mut(groups, input).map(|group| {
                group.retention = None;
                json!({})
            }),
            "PutLogEvents" => put_events(groups, &mut kept.written, input, now),
            _ => {
                let message = format!("The sandbox doesn't offer {operation} of CloudWatch Logs yet.");
                return Err(Refusal::new("UnknownOperationException", message));
            }
        };
        self.changed.store(true, Ordering::SeqCst);
        written
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn take_changed(&self) -> bool {
        self.changed.swap(false, Ordering::SeqCst)
    }

    pub(crate) fn keep(&self) -> Value {
        serde_json::to_value(&*self.lock()).unwrap_or(Value::Null)
    }

    pub(crate) fn restore(&self, kept: Kept) {
        *self.lock() = kept;
    }
}

impl Group {
    fn new(created_at: i64) -> Self {
        Self { created_at, retention: None, streams: BTreeMap::new() }
    }
}

impl Stream {
    fn new(created_at: i64) -> Self {
        Self { created_at, events: Vec::new() }
    }

    fn insert(&mut self, event: Event) {
        let place = self.events.partition_point(|earlier| earlier.at <= event.at);
        self.events.insert(place, event);
    }
}

fn create_group(groups: &mut Groups, input: &Input, now: i64) -> Answer {
    let name = required(input, "logGroupName")?;
    if groups.contains_key(name) {
        return Err(Refusal::new("ResourceAlreadyExistsException", "The specified log group already exists"));
    }
    groups.insert(name.to_owned(), Group::new(now));
    Ok(json!({}))
}

fn delete_group(groups: &mut Groups, input: &Input) -> Answer {
    groups.remove(required(input, "logGroupName")?).map(|_| json!({})).ok_or_else(no_group)
}

fn create_stream(groups: &mut Groups, input: &Input, now: i64) -> Answer {
    let name = required(input, "logStreamName")?;
    let group = group_mut(groups, input)?;
    if group.streams.contains_key(name) {
        return Err(Refusal::new("ResourceAlreadyExistsException", "The specified log stream already exists"));
    }
    group.streams.insert(name.to_owned(), Stream::new(now));
    Ok(json!({}))
}

fn delete_stream(groups: &mut Groups, input: &Input) -> Answer {
    let name = required(input, "logStreamName")?;
    group_mut(groups, input)?.streams.remove(name).map(|_| json!({})).ok_or_else(no_stream)
}

fn put_retention(groups: &mut Groups, input: &Input) -> Answer {
    let days = input.get("retentionInDays").and_then(Value::as_i64).unwrap_or_default();
    if !RETENTIONS.contains(&days) {
        return Err(parameter(format!("The specified retention period {days} is not valid.")));
    }
    group_mut(groups, input)?.retention = Some(days);
    Ok(json!({}))
}

fn put_events(groups: &mut Groups, written: &mut u64, input: &Input, now: i64) -> Answer {
    let name = required(input, "logStreamName")?;
    let stream = group_mut(groups, input)?.streams.get_mut(name).ok_or_else(no_stream)?;
    let events = input.get("logEvents").and_then(Value::as_array).filter(|events| !events.is_empty());
    for event in events.ok_or_else(|| parameter("Log events must not be empty."))? {
        let (Some(at), Some(message)) = (event["timestamp"].as_i64(), event["message"].as_str()) else {
            return Err(parameter("A log event needs a timestamp and a message."));
        };
        *written += 1;
        stream.insert(Event { at, ingested: now, message: message.to_owned(), number: *written });
    }
    Ok(json!({ "nextSequenceToken": format!("{written:056}") }))
}

/// The group whose events a request reads.
pub(crate) fn group_read(operation: &str, body: &[u8]) -> Option<String> {
    if !matches!(operation, "GetLogEvents" | "FilterLogEvents") {
        return None;
    }
    let input: Input = serde_json::from_slice(body).ok()?;
    group_name(&input).ok().map(str::to_owned)
}

/// The group a request names, by name or by ARN.
fn group_name(input: &Input) -> Result<&str, Refusal> {
    match input.get("logGroupIdentifier").and_then(Value::as_str) {
        Some(arn) => Ok(arn.rsplit_once(":log-group:").map_or(arn, |(_, name)| name.trim_end_matches(":*"))),
        None => required(input, "logGroupName"),
    }
}

fn group<'a>(groups: &'a Groups, input: &Input) -> Result<&'a Group, Refusal> {
    groups.get(group_name(input)?).ok_or_else(no_group)
}

fn group_mut<'a>(groups: &'a mut Groups, input: &Input) -> Result<&'a mut Group, Refusal> {
    groups.get_mut(group_name(input)?).ok_or_else(no_group)
}

fn required<'a>(input: &'a Input, name: &str) -> Result<&'a str, Refusal> {
    input.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).ok_or_else(|| {
        parameter(format!(
            "1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not be null"
        ))
    })
}

fn no_group() -> Refusal {
    Refusal::new("ResourceNotFoundException", "The specified log group does not exist.")
}

fn no_stream() -> Refusal {
    Refusal::new("ResourceNotFoundException", "The specified log stream does not exist.")
}

fn parameter(message: impl Into<String>) -> Refusal {
    Refusal::new("InvalidParameterException", message)
}

fn group_arn(region: &str, group: &str) -> String {
    format!("arn:aws:logs:{region}:{ACCOUNT}:log-group:{group}")
}
