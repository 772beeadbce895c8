//! Armed faults, the journal, and the way of a request.

use std::time::Duration;

use ard_sandbox::Fault;
use aws_sdk_apprunner::error::SdkError;
use bytes::Bytes;

use crate::support::*;

#[tokio::test]
async fn a_refusal_is_used_up() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, TOKYO);
    sandbox.faults().times("apprunner", "ListServices", 1, Fault::refuse(403, "AccessDeniedException", "no"));
    assert_eq!(refusal(client.list_services().send().await), ("AccessDeniedException".into(), "no".into()));
    client.list_services().send().await.unwrap();
}

#[tokio::test]
async fn an_account_without_app_runner() {
    let sandbox = sandbox();
    sandbox.faults().always("apprunner", "*", Fault::subscription_required());
    for _ in 0..2 {
        let error = apprunner(&sandbox, TOKYO).list_services().send().await.unwrap_err();
        assert_eq!(error.raw_response().unwrap().status().as_u16(), 403);
        assert_eq!(refusal::<(), _, _>(Err(error)).0, "SubscriptionRequiredException");
    }
    sts(&sandbox, TOKYO).get_caller_identity().send().await.unwrap();
    sandbox.faults().clear();
    apprunner(&sandbox, TOKYO).list_services().send().await.unwrap();
}

#[tokio::test]
async fn a_lost_response_leaves_the_work_done() {
    let sandbox = sandbox();
    sandbox.faults().times("apprunner", "CreateService", 1, Fault::LoseResponse);
    let client = apprunner(&sandbox, TOKYO);
    let create =
        client.create_service().service_name("lost-once").source_configuration(source("my-flask-app:v1", "5000"));
    let error = create.send().await.unwrap_err();
    assert!(matches!(error, SdkError::DispatchFailure(_)), "{error:?}");
    assert_eq!(client.list_services().send().await.unwrap().service_summary_list.len(), 1);
}

#[tokio::test]
async fn a_held_response_never_comes_and_the_work_is_done() {
    let sandbox = sandbox();
    sandbox.faults().times("iam", "DeleteRole", 1, Fault::Hold);
    let client = iam(&sandbox, TOKYO);
    let delete = client.delete_role().role_name("acme-nightly-report").send();
    assert!(tokio::time::timeout(Duration::from_millis(50), delete).await.is_err());
    assert!(client.get_role().role_name("acme-nightly-report").send().await.is_err());
}

#[tokio::test]
async fn the_journal_tells_service_operation_and_region() {
    let sandbox = sandbox();
    apprunner(&sandbox, "eu-west-1").list_services().send().await.unwrap();
    iam(&sandbox, TOKYO).list_roles().send().await.unwrap();
    let calls: Vec<_> = sandbox
        .calls()
        .into_iter()
        .map(|call| format!("{} {} {}", call.service, call.operation, call.region))
        .collect();
    assert_eq!(calls, ["apprunner ListServices eu-west-1", "iam ListRoles us-east-1"]);
}

#[tokio::test]
async fn a_request_without_a_signature_is_nobodys() {
    let request = http::Request::post("http://127.0.0.1/").body(Bytes::new()).unwrap();
    let response = sandbox().handle(request).await;
    assert_eq!(response.status(), 403);
    assert_eq!(response.headers()["x-amzn-errortype"], "MissingAuthenticationTokenException");
}
