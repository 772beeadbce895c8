//! Owns reading logs: lists, one stream by tokens, many streams by filter.

use serde_json::{Value, json};

use super::pattern::Pattern;
use super::{Answer, Event, Groups, Input, Stream, group, group_arn, no_stream, parameter, required};
use crate::wire::{Refusal, page};

/// Streams and groups per page at most.
const LIST_LIMIT: i64 = 50;
/// Events per answer at most.
const EVENT_LIMIT: i64 = 10_000;

pub(super) fn describe_groups(groups: &Groups, region: &str, input: &Input) -> Answer {
    let text = |name: &str| input.get(name).and_then(Value::as_str);
    let (prefix, pattern) = (text("logGroupNamePrefix"), text("logGroupNamePattern"));
    if prefix.is_some() && pattern.is_some() {
        return Err(parameter("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters."));
    }
    let found = groups.iter().filter(|(name, _)| {
        prefix.is_none_or(|prefix| name.starts_with(prefix)) && pattern.is_none_or(|pattern| name.contains(pattern))
    });
    let found = found.map(|(name, group)| {
        let arn = group_arn(region, name);
        let mut shown = json!({
            "logGroupName": name,
            "creationTime": group.created_at,
            "metricFilterCount": 0,
            "arn": format!("{arn}:*"),
            "logGroupArn": arn,
            "storedBytes": group.streams.values().map(Stream::size).sum::<usize>(),
            "logGroupClass": "STANDARD",
        });
        if let Some(days) = group.retention {
            shown["retentionInDays"] = json!(days);
        }
        shown
    });
    list(input, "groups", "logGroups", found.collect())
}

pub(super) fn describe_streams(groups: &Groups, region: &str, input: &Input) -> Answer {
    let prefix = input.get("logStreamNamePrefix").and_then(Value::as_str);
    let by_time = match input.get("orderBy").and_then(Value::as_str) {
        None | Some("LogStreamName") => false,
        Some("LastEventTime") if prefix.is_some() => {
            return Err(parameter("Cannot order by LastEventTime with a logStreamNamePrefix."));
        }
        Some("LastEventTime") => true,
        Some(other) => return Err(parameter(format!("{other} is not a way to order log streams."))),
    };
    let group_name = super::group_name(input)?;
    let streams = &group(groups, input)?.streams;
    let mut found: Vec<_> =
        streams.iter().filter(|(name, _)| prefix.is_none_or(|prefix| name.starts_with(prefix))).collect();
    if by_time {
        found.sort_by_key(|(_, stream)| stream.events.last().map(|event| event.at));
    }
    if input.get("descending").and_then(Value::as_bool).unwrap_or_default() {
        found.reverse();
    }
    let arn = group_arn(region, group_name);
    let shown = found.into_iter().map(|(name, stream)| describe_stream(&arn, name, stream)).collect();
    list(input, "streams", "logStreams", shown)
}

fn describe_stream(group_arn: &str, name: &str, stream: &Stream) -> Value {
    let mut shown = json!({
        "logStreamName": name,
        "creationTime": stream.created_at,
        "arn": format!("{group_arn}:log-stream:{name}"),
        "uploadSequenceToken": format!("{:056}", stream.events.len()),
        "storedBytes": 0,
    });
    if let (Some(first), Some(last)) = (stream.events.first(), stream.events.last()) {
        shown["firstEventTimestamp"] = json!(first.at);
        shown["lastEventTimestamp"] = json!(last.at);
        shown["lastIngestionTime"] = json!(last.ingested);
    }
    shown
}

/// One stream, forwards or backwards. A token is a place in the stream: `f/7` reads on from the eighth event, `b/7`
/// reads what is before it. At the end the forward token is the one that was passed in, as AWS promises.
pub(super) fn get_events(groups: &Groups, input: &Input) -> Answer {
    let limit = limit(input, "limit", EVENT_LIMIT)?;
    let name = required(input, "logStreamName")?;
    let events = &group(groups, input)?.streams.get(name).ok_or_else(no_stream)?.events;
    let time = |name: &str| input.get(name).and_then(Value::as_i64);
    let first = time("startTime").map_or(0, |start| events.partition_point(|event| event.at < start));
    let last = time("endTime").map_or(events.len(), |end| events.partition_point(|event| event.at < end)).max(first);
    let from_head = input.get("startFromHead").and_then(Value::as_bool).unwrap_or_default();
    let (start, end) = match input.get("nextToken").and_then(Value::as_str) {
        None if from_head => (first, last.min(first.saturating_add(limit))),
        None => (last.saturating_sub(limit).max(first), last),
        Some(token) => match read_token(token, events.len())? {
            Toward::Forward(place) => (place, last.max(place).min(place.saturating_add(limit))),
            Toward::Backward(place) => (place.saturating_sub(limit).max(first.min(place)), place),
        },
    };
    let shown: Vec<Value> = events[start..end]
        .iter()
        .map(|event| json!({"timestamp": event.at, "message": event.message, "ingestionTime": event.ingested}))
        .collect();
    Ok(json!({
        "events": shown,
        "nextForwardToken": format!("f/{end:056}/s"),
        "nextBackwardToken": format!("b/{start:056}/s"),
    }))
}

enum Toward {
    Forward(usize),
    Backward(usize),
}

fn read_token(token: &str, length: usize) -> Result<Toward, Refusal> {
    let place = |rest: &str| rest.strip_suffix("/s")?.parse::<usize>().ok().filter(|place| *place <= length);
    let read = match token.split_once('/') {
        Some(("f", rest)) => place(rest).map(Toward::Forward),
        Some(("b", rest)) => place(rest).map(Toward::Backward),
        _ => None,
    };
    read.ok_or_else(|| parameter("The specified nextToken is invalid."))
}

/// Many streams of one group, in the order of time.
pub(super) fn filter_events(groups: &Groups, input: &Input) -> Answer {
    let limit = limit(input, "limit", EVENT_LIMIT)?;
    let pattern = Pattern::of(input.get("filterPattern").and_then(Value::as_str).unwrap_or_default());
    let start = input.get("startTime").and_then(Value::as_i64).unwrap_or(i64::MIN);
    let end = input.get("endTime").and_then(Value::as_i64).unwrap_or(i64::MAX);
    let mut found: Vec<(&str, &Event)> = Vec::new();
    for (name, stream) in chosen_streams(groups, input)? {
        let within = stream.events.iter().skip(stream.events.partition_point(|event| event.at < start));
        let within = within.take_while(|event| event.at <= end).filter(|event| pattern.matches(&event.message));
        found.extend(within.map(|event| (name, event)));
    }
    found.sort_by_key(|(_, event)| (event.at, event.number));
    let token = input.get("nextToken").and_then(Value::as_str);
    let (found, next) =
        page(found, "events", token, Some(limit)).ok_or_else(|| parameter("The specified nextToken is invalid."))?;
    let shown: Vec<Value> = found
        .into_iter()
        .map(|(name, event)| {
            json!({
                "logStreamName": name,
                "timestamp": event.at,
                "message": event.message,
                "ingestionTime": event.ingested,
                "eventId": format!("{:056}", event.number),
            })
        })
        .collect();
    let mut answer = json!({ "events": shown, "searchedLogStreams": [] });
    if let Some(next) = next {
        answer["nextToken"] = json!(next);
    }
    Ok(answer)
}

fn chosen_streams<'a>(groups: &'a Groups, input: &Input) -> Result<Vec<(&'a str, &'a Stream)>, Refusal> {
    let streams = &group(groups, input)?.streams;
    let names = input.get("logStreamNames").and_then(Value::as_array);
    let prefix = input.get("logStreamNamePrefix").and_then(Value::as_str);
    match (names, prefix) {
        (Some(_), Some(_)) => Err(parameter("logStreamNames and logStreamNamePrefix are mutually exclusive.")),
        (Some(names), None) => names
            .iter()
            .map(|name| {
                let found = streams.get_key_value(name.as_str().unwrap_or_default());
                found.map(|(name, stream)| (name.as_str(), stream)).ok_or_else(no_stream)
            })
            .collect(),
        (None, prefix) => Ok(streams
            .iter()
            .filter(|(name, _)| prefix.is_none_or(|prefix| name.starts_with(prefix)))
            .map(|(name, stream)| (name.as_str(), stream))
            .collect()),
    }
}

fn list(input: &Input, purpose: &str, member: &str, items: Vec<Value>) -> Answer {
    let limit = limit(input, "limit", LIST_LIMIT)?;
    let token = input.get("nextToken").and_then(Value::as_str);
    let (items, next) =
        page(items, purpose, token, Some(limit)).ok_or_else(|| parameter("The specified nextToken is invalid."))?;
    let mut answer = json!({ member: items });
    if let Some(next) = next {
        answer["nextToken"] = json!(next);
    }
    Ok(answer)
}

fn limit(input: &Input, name: &str, most: i64) -> Result<usize, Refusal> {
    let limit = input.get(name).and_then(Value::as_i64).unwrap_or(most);
    usize::try_from(limit).ok().filter(|_| (1..=most).contains(&limit)).ok_or_else(|| {
        parameter(format!(
            "1 validation error detected: Value '{limit}' at '{name}' failed to satisfy constraint: \
             Member must have value between 1 and {most}"
        ))
    })
}

impl Stream {
    fn size(&self) -> usize {
        self.events.iter().map(|event| event.message.len()).sum()
    }
}
