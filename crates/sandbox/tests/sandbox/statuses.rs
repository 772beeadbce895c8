//! Which action is allowed in which status, how operations advance, and what is refused when.

use std::time::Duration;

use ard_sandbox::{Clock, Options, Pace, Sandbox};
use aws_sdk_apprunner::types::{OperationStatus, ServiceStatus};

use crate::support::*;

#[tokio::test]
async fn actions_are_refused_in_the_wrong_status() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, VIRGINIA);
    // (service, pause, resume, deploy, update, delete): "" is allowed.
    let state = "InvalidStateException";
    let request = "InvalidRequestException";
    for (name, expected) in [
        ("orders", ["", "", "", "", ""]),
        ("reporting", ["", "", request, state, ""]),
        ("checkout-preview", [state, state, request, "", ""]),
        ("notifications", [state, state, request, state, state]),
        ("legacy-intranet", [state, state, request, state, ""]),
    ] {
        let arn = seeded(&sandbox, name).await;
        let code = |result: Result<(), (String, String)>| result.err().map_or_else(String::new, |(code, _)| code);
        macro_rules! act {
            ($action:ident) => {{
                // Each action on a sandbox of its own: the one before may have changed the status.
                let client = apprunner(&Sandbox::new(Options::default()), VIRGINIA);
                let result = client.$action().service_arn(&arn).send().await;
                code(if result.is_err() { Err(refusal(result)) } else { Ok(()) })
            }};
        }
        let found = [
            act!(pause_service),
            act!(resume_service),
            act!(start_deployment),
            act!(update_service),
            act!(delete_service),
        ];
        assert_eq!(found, expected, "{name}");
    }
    drop(client);
}

#[tokio::test]
async fn pausing_twice_is_no_operation_and_resuming_brings_it_back() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, TOKYO);
    let arn = running(&sandbox, "pause-me").await.service_arn;
    assert!(client.pause_service().service_arn(&arn).send().await.unwrap().operation_id.is_some());
    assert_eq!(describe(&sandbox, &arn).await.status, ServiceStatus::Paused);
    let again = client.pause_service().service_arn(&arn).send().await.unwrap();
    assert_eq!((again.operation_id, again.service.unwrap().status), (None, ServiceStatus::Paused));
    assert!(client.resume_service().service_arn(&arn).send().await.unwrap().operation_id.is_some());
    assert_eq!(describe(&sandbox, &arn).await.status, ServiceStatus::Running);
    assert_eq!(client.resume_service().service_arn(&arn).send().await.unwrap().operation_id, None);
}

#[tokio::test]
async fn every_operation_on_an_unknown_service_is_not_found() {
    let client = apprunner(&sandbox(), TOKYO);
    let arn = "arn:aws:apprunner:ap-northeast-1:123456789012:service/nobody/0123456789abcdef0123456789abcdef";
    for (code, message) in [
        refusal(client.describe_service().service_arn(arn).send().await),
        refusal(client.delete_service().service_arn(arn).send().await),
        refusal(client.pause_service().service_arn(arn).send().await),
        refusal(client.resume_service().service_arn(arn).send().await),
        refusal(client.start_deployment().service_arn(arn).send().await),
        refusal(client.update_service().service_arn(arn).send().await),
        refusal(client.list_operations().service_arn(arn).send().await),
        refusal(client.describe_custom_domains().service_arn(arn).send().await),
        refusal(client.list_tags_for_resource().resource_arn(arn).send().await),
        refusal(client.untag_resource().resource_arn(arn).tag_keys("a").send().await),
    ] {
        assert_eq!(code, "ResourceNotFoundException", "{message}");
    }
}

#[tokio::test]
async fn reads_move_an_operation_stage_by_stage() {
    let sandbox = paced(Pace::Reads(2));
    let client = apprunner(&sandbox, TOKYO);
    let arn = create(&sandbox, "slowly", "my-flask-app:v1", "5000").await.service_arn;
    let mut seen = vec![];
    for _ in 0..30 {
        let list = client.list_operations().service_arn(&arn).send().await.unwrap().operation_summary_list.unwrap();
        seen.push(list[0].status.clone().unwrap());
    }
    assert_eq!(seen[0], OperationStatus::Pending);
    assert_eq!(seen[1], OperationStatus::InProgress);
    assert_eq!(seen.last(), Some(&OperationStatus::Succeeded));
    seen.dedup();
    assert_eq!(seen.len(), 3);
}

#[tokio::test]
async fn reading_a_log_moves_the_operation_too() {
    let sandbox = paced(Pace::Reads(1));
    let service = create(&sandbox, "watched", "my-flask-app:v1", "5000").await;
    let mut lengths = vec![];
    for _ in 0..10 {
        lengths.push(group_lines(&sandbox, &service, "service").await.unwrap().len());
    }
    assert!(lengths[0] < lengths[2] && lengths[2] < lengths[5], "{lengths:?}");
    assert_eq!(describe(&sandbox, &service.service_arn).await.status, ServiceStatus::Running);
}

#[tokio::test]
async fn time_moves_an_operation_when_the_pace_says_seconds() {
    let clock = Clock::manual(1_790_000_000_000);
    let sandbox = Sandbox::new(Options { pace: Pace::Seconds(60.0), clock: clock.clone(), ..Options::default() });
    let service = create(&sandbox, "timely", "my-flask-app:v1", "5000").await;
    let status = || async { describe(&sandbox, &service.service_arn).await.status };
    clock.advance(Duration::from_secs(59));
    assert_eq!(status().await, ServiceStatus::OperationInProgress);
    clock.advance(Duration::from_secs(1));
    assert_eq!(status().await, ServiceStatus::Running);
    let group = format!("/aws/apprunner/timely/{}/service", service.service_id);
    let events = logs(&sandbox, TOKYO).get_log_events().log_group_name(group).log_stream_name("events");
    let events = events.start_from_head(true).send().await.unwrap().events.unwrap();
    let took = events.last().unwrap().timestamp.unwrap() - events[0].timestamp.unwrap();
    assert_eq!(took, 60_000, "lines carry the times of their stages");
}

#[tokio::test]
async fn no_second_operation_while_one_is_under_way() {
    let sandbox = paced(Pace::Reads(100));
    let arn = create(&sandbox, "busy-app", "my-flask-app:v1", "5000").await.service_arn;
    let client = apprunner(&sandbox, TOKYO);
    assert_eq!(refusal(client.delete_service().service_arn(&arn).send().await).0, "InvalidStateException");
    let (code, message) = refusal(client.start_deployment().service_arn(&arn).send().await);
    assert_eq!(
        (code.as_str(), message.as_str()),
        ("InvalidRequestException", "Service isn't in RUNNING state: OPERATION_IN_PROGRESS.")
    );
    let tags = client.tag_resource().resource_arn(&arn).tags(aws_sdk_apprunner::types::Tag::builder().key("a").build());
    assert_eq!(refusal(tags.send().await).0, "InvalidStateException");
}

#[tokio::test]
async fn a_failed_deletion_can_be_repeated() {
    let sandbox = sandbox();
    let arn = seeded(&sandbox, "legacy-intranet").await;
    apprunner(&sandbox, VIRGINIA).delete_service().service_arn(&arn).send().await.unwrap();
    assert_eq!(describe(&sandbox, &arn).await.status, ServiceStatus::Deleted);
}
