//! What can be set while the sandbox runs, and back to the beginning.

use std::path::PathBuf;

use ard_sandbox::{Fault, Options, Pace, Sandbox};
use aws_sdk_apprunner::types::{OperationStatus, ServiceStatus};

use crate::support::*;

#[tokio::test]
async fn the_pace_changes_for_what_is_under_way_too() {
    let sandbox = paced(Pace::Reads(1_000));
    let arn = create(&sandbox, "hurried", "my-flask-app:v1", "5000").await.service_arn;
    assert_eq!(describe(&sandbox, &arn).await.status, ServiceStatus::OperationInProgress);
    sandbox.set_pace(Pace::Instant);
    assert_eq!(sandbox.controls().pace, Pace::Instant);
    assert_eq!(describe(&sandbox, &arn).await.status, ServiceStatus::Running);
    sandbox.set_pace(Pace::Reads(1));
    apprunner(&sandbox, TOKYO).start_deployment().service_arn(&arn).send().await.unwrap();
    let operations = apprunner(&sandbox, TOKYO).list_operations().service_arn(&arn).send().await.unwrap();
    assert_eq!(operations.operation_summary_list.unwrap()[0].status, Some(OperationStatus::InProgress));
}

#[tokio::test]
async fn an_account_can_be_closed_and_opened() {
    let sandbox = sandbox();
    sandbox.set_closed_account(true);
    let error = apprunner(&sandbox, TOKYO).list_services().send().await.unwrap_err();
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 403);
    assert_eq!(refusal::<(), _, _>(Err(error)).0, "SubscriptionRequiredException");
    let error = apprunner(&sandbox, TOKYO).list_connections().send().await;
    assert_eq!(refusal(error).0, "SubscriptionRequiredException");
    iam(&sandbox, TOKYO).list_roles().send().await.unwrap();
    sandbox.set_closed_account(false);
    apprunner(&sandbox, TOKYO).list_services().send().await.unwrap();
}

#[tokio::test]
async fn a_restricted_account_has_two_services_in_a_region() {
    let sandbox = sandbox();
    sandbox.set_two_services(true);
    running(&sandbox, "first").await;
    create(&sandbox, "second", "my-flask-app:typo", "5000").await;
    let third = || apprunner(&sandbox, TOKYO).create_service().service_name("third");
    let (code, message) = refusal(third().source_configuration(source("my-flask-app:v1", "5000")).send().await);
    assert_eq!(code, "InvalidRequestException", "not the quota's error");
    assert!(message.contains("restricted"), "{message}");
    sandbox.set_two_services(false);
    third().source_configuration(source("my-flask-app:v1", "5000")).send().await.unwrap();
}

#[tokio::test]
async fn armed_faults_are_shown_until_they_are_used_up() {
    let sandbox = sandbox();
    sandbox.faults().times("apprunner", "ListServices", 1, Fault::throttle());
    sandbox.faults().always("iam", "*", Fault::Hold);
    let faults = sandbox.controls().faults;
    let shown: Vec<_> = faults.iter().map(|fault| (fault.kind.as_str(), fault.left)).collect();
    assert_eq!(shown, [("ThrottlingException", Some(1)), ("hold", None)]);
    apprunner(&sandbox, TOKYO).list_services().send().await.unwrap_err();
    assert_eq!(sandbox.controls().faults.len(), 1);
}

#[tokio::test]
async fn a_reset_brings_the_seed_back_and_the_file_with_it() {
    let file = std::env::temp_dir().join(format!("ard-sandbox-{}-reset.json", std::process::id()));
    let open = |file: &PathBuf| Sandbox::new(Options { state_file: Some(file.clone()), ..Options::default() });
    let sandbox = open(&file);
    let arn = running(&sandbox, "forgotten").await.service_arn;
    let group = format!("/aws/apprunner/forgotten/{}/service", arn.rsplit('/').next().unwrap());
    assert!(!lines(&sandbox, TOKYO, &group, "events").await.is_empty());
    iam(&sandbox, TOKYO).delete_role().role_name("acme-nightly-report").send().await.unwrap();
    let tag = aws_sdk_ecr::types::ImageIdentifier::builder().image_tag("latest").build();
    ecr(&sandbox, TOKYO).batch_delete_image().repository_name("my-flask-app").image_ids(tag).send().await.unwrap();
    apprunner(&sandbox, VIRGINIA).delete_service().service_arn(seeded(&sandbox, "orders").await).send().await.unwrap();
    sandbox.faults().always("*", "*", Fault::denied());
    sandbox.set_two_services(true);
    sandbox.set_pace(Pace::Reads(3));
    sandbox.reset().await;

    for sandbox in [sandbox, open(&file)] {
        let controls = sandbox.controls();
        assert_eq!((controls.two_services, controls.faults.len(), controls.pace), (false, 0, Pace::Reads(3)));
        assert!(apprunner(&sandbox, TOKYO).list_services().send().await.unwrap().service_summary_list.is_empty());
        seeded(&sandbox, "orders").await;
        iam(&sandbox, TOKYO).get_role().role_name("acme-nightly-report").send().await.unwrap();
        let images = ecr(&sandbox, TOKYO).describe_images().repository_name("my-flask-app").send().await.unwrap();
        assert_eq!(images.image_details.unwrap().len(), 6);
        let groups = logs(&sandbox, TOKYO).describe_log_groups().send().await.unwrap().log_groups.unwrap();
        assert!(groups.is_empty());
    }
    std::fs::remove_file(file).unwrap();
}
