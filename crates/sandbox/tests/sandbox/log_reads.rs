//! CloudWatch Logs as the application reads them.

use aws_sdk_cloudwatchlogs::error::ProvideErrorMetadata;
use aws_sdk_cloudwatchlogs::types::{InputLogEvent, OrderBy};

use crate::support::*;

async fn filled(sandbox: &ard_sandbox::Sandbox) -> aws_sdk_cloudwatchlogs::Client {
    let client = logs(sandbox, TOKYO);
    client.create_log_group().log_group_name("/g").send().await.unwrap();
    for (stream, first) in [("a", 100), ("b", 105)] {
        client.create_log_stream().log_group_name("/g").log_stream_name(stream).send().await.unwrap();
        let events = (0..5).map(|number| {
            let message = format!("{stream}{number} {}", if number == 3 { "ERROR" } else { "ok" });
            InputLogEvent::builder().timestamp(first + 10 * number).message(message).build().unwrap()
        });
        let put = client.put_log_events().log_group_name("/g").log_stream_name(stream);
        put.set_log_events(Some(events.collect())).send().await.unwrap();
    }
    client
}

#[tokio::test]
async fn one_stream_is_read_by_tokens_to_its_end_and_on() {
    let sandbox = sandbox();
    let client = filled(&sandbox).await;
    let read = |token: Option<String>| {
        let read = client.get_log_events().log_group_name("/g").log_stream_name("a").limit(2);
        read.start_from_head(true).set_next_token(token).send()
    };
    let mut messages = Vec::new();
    let mut token = None;
    loop {
        let page = read(token.clone()).await.unwrap();
        messages.extend(page.events.unwrap().into_iter().map(|event| event.message.unwrap()));
        if page.next_forward_token == token {
            break;
        }
        token = page.next_forward_token;
    }
    assert_eq!(messages, ["a0 ok", "a1 ok", "a2 ok", "a3 ERROR", "a4 ok"]);
    let late = InputLogEvent::builder().timestamp(900).message("late").build().unwrap();
    client.put_log_events().log_group_name("/g").log_stream_name("a").log_events(late).send().await.unwrap();
    let more = read(token).await.unwrap();
    assert_eq!(more.events.unwrap()[0].message.as_deref(), Some("late"), "the end's token goes on when there is more");
    let back = read(more.next_backward_token).await.unwrap().events.unwrap();
    assert_eq!(back[1].message.as_deref(), Some("a4 ok"));
    assert_eq!(read(Some("nonsense".into())).await.unwrap_err().code(), Some("InvalidParameterException"));
}

#[tokio::test]
async fn without_from_head_the_latest_come() {
    let sandbox = sandbox();
    let client = filled(&sandbox).await;
    let read = client.get_log_events().log_group_name("/g").log_stream_name("a");
    let latest = read.clone().limit(2).send().await.unwrap().events.unwrap();
    assert_eq!(latest[0].message.as_deref(), Some("a3 ERROR"));
    let between = read.start_time(110).end_time(130).send().await.unwrap().events.unwrap();
    assert_eq!(between.len(), 2, "the end is exclusive");
}

#[tokio::test]
async fn streams_are_interleaved_filtered_and_paged() {
    let sandbox = sandbox();
    let client = filled(&sandbox).await;
    let filter = client.filter_log_events().log_group_name("/g");
    let first = filter.clone().limit(4).send().await.unwrap();
    let text = |page: &[aws_sdk_cloudwatchlogs::types::FilteredLogEvent]| {
        page.iter().map(|event| event.message.clone().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(text(first.events()), ["a0 ok", "b0 ok", "a1 ok", "b1 ok"]);
    let second = filter.clone().set_next_token(first.next_token.clone()).send().await.unwrap();
    assert_eq!((second.events().len(), second.next_token()), (6, None));
    let same = filter.clone().limit(4).send().await.unwrap();
    assert_eq!(same.events()[0].event_id, first.events()[0].event_id, "an event keeps its id");
    let errors = filter.clone().filter_pattern("ERROR").send().await.unwrap();
    assert_eq!(text(errors.events()), ["a3 ERROR", "b3 ERROR"]);
    let from = filter.clone().start_time(140).send().await.unwrap();
    assert_eq!(text(from.events()), ["a4 ok", "b4 ok"]);
    let only = filter.log_stream_names("b").send().await.unwrap();
    assert_eq!(only.events().len(), 5);
}

#[tokio::test]
async fn streams_and_groups_are_listed() {
    let sandbox = sandbox();
    let client = filled(&sandbox).await;
    let streams = client.describe_log_streams().log_group_name("/g").order_by(OrderBy::LastEventTime).descending(true);
    let streams = streams.send().await.unwrap().log_streams.unwrap();
    assert_eq!(streams[0].log_stream_name.as_deref(), Some("b"));
    assert_eq!((streams[0].first_event_timestamp, streams[0].last_event_timestamp), (Some(105), Some(145)));
    let one = client.describe_log_streams().log_group_name("/g").limit(1).send().await.unwrap();
    let two = client.describe_log_streams().log_group_name("/g").set_next_token(one.next_token).send().await.unwrap();
    assert_eq!(two.log_streams.unwrap()[0].log_stream_name.as_deref(), Some("b"));
    client.put_retention_policy().log_group_name("/g").retention_in_days(30).send().await.unwrap();
    let groups = client.describe_log_groups().log_group_name_prefix("/g").send().await.unwrap().log_groups.unwrap();
    assert_eq!(groups[0].retention_in_days, Some(30));
    client.delete_log_group().log_group_name("/g").send().await.unwrap();
    assert!(client.describe_log_groups().send().await.unwrap().log_groups.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_not_there_says_so() {
    let sandbox = sandbox();
    let client = filled(&sandbox).await;
    let group = client.get_log_events().log_group_name("/none").log_stream_name("a").send().await.unwrap_err();
    assert_eq!(group.code(), Some("ResourceNotFoundException"));
    assert_eq!(group.message(), Some("The specified log group does not exist."));
    let stream = client.get_log_events().log_group_name("/g").log_stream_name("none").send().await.unwrap_err();
    assert_eq!(stream.message(), Some("The specified log stream does not exist."));
    let filter = client.filter_log_events().log_group_name("/none").send().await.unwrap_err();
    assert_eq!(filter.code(), Some("ResourceNotFoundException"));
    let list = client.describe_log_streams().log_group_name("/none").send().await.unwrap_err();
    assert_eq!(list.code(), Some("ResourceNotFoundException"));
}

#[tokio::test]
async fn the_seed_has_logs_before_app_runner_was_asked() {
    let groups = logs(&sandbox(), VIRGINIA).describe_log_groups().log_group_name_prefix("/aws/apprunner/storefront/");
    let groups = groups.send().await.unwrap().log_groups.unwrap();
    assert_eq!(groups.len(), 2, "service and application");
}
