//! The inputs that a person can type to make something fail: the table of `docs/sandbox-differences.md`.

use ard_sandbox::{Pace, Sandbox};
use aws_sdk_apprunner::types::{
    HealthCheckConfiguration, HealthCheckProtocol, OperationStatus, Service, ServiceStatus,
};

use crate::support::*;

/// Creates a service that is meant to fail, and gives its events and its application log.
async fn fail(
    sandbox: &Sandbox,
    reference: &str,
    port: &str,
    path: Option<&str>,
) -> (Vec<String>, Option<Vec<String>>) {
    let health =
        path.map(|path| HealthCheckConfiguration::builder().protocol(HealthCheckProtocol::Http).path(path).build());
    let create = apprunner(sandbox, TOKYO).create_service().service_name("failing-app");
    let create = create.source_configuration(source(reference, port)).set_health_check_configuration(health);
    let service: Service = create.send().await.unwrap().service.unwrap();
    let service = describe(sandbox, &service.service_arn).await;
    assert_eq!(service.status, ServiceStatus::CreateFailed, "{reference}");
    let operations =
        apprunner(sandbox, TOKYO).list_operations().service_arn(&service.service_arn).send().await.unwrap();
    assert_eq!(operations.operation_summary_list.unwrap()[0].status, Some(OperationStatus::Failed));
    let events = group_lines(sandbox, &service, "service").await.unwrap();
    assert!(events.iter().any(|line| line == "Service creation failed. For details, see service logs."));
    assert!(events.iter().any(|line| line == "Service status is set to CREATE_FAILED."));
    (events, group_lines(sandbox, &service, "application").await)
}

fn has(lines: &[String], fragment: &str) -> bool {
    lines.iter().any(|line| line.contains(fragment))
}

#[tokio::test]
async fn a_tag_that_is_not_in_ecr() {
    let (events, application) = fail(&sandbox(), "my-flask-app:typo", "5000", None).await;
    assert!(has(&events, "Failed to pull your application image. Reason: ECR image doesn't exist."));
    assert_eq!(application, None);
}

#[tokio::test]
async fn a_repository_that_is_not_in_ecr() {
    let (events, _) = fail(&sandbox(), "nothing-here:latest", "5000", None).await;
    assert!(has(&events, "ECR image doesn't exist."));
}

#[tokio::test]
async fn an_image_of_another_architecture_leaves_no_application_log() {
    let (events, application) = fail(&sandbox(), "my-flask-app:arm64", "5000", None).await;
    assert!(has(&events, "Health check failed on protocol `TCP` [Port: '5000']"));
    assert_eq!(application, None);
}

#[tokio::test]
async fn a_crashing_application_leaves_its_stack_trace() {
    let (events, application) = fail(&sandbox(), "my-flask-app:crash", "5000", None).await;
    assert!(has(&events, "Container exit code: 1"));
    assert!(has(&application.unwrap(), "KeyError: 'DATABASE_URL'"));
}

#[tokio::test]
async fn a_port_that_nobody_listens_on() {
    let (events, application) = fail(&sandbox(), "my-flask-app:latest", "8080", None).await;
    assert!(has(&events, "Health check failed on protocol `TCP` [Port: '8080']"));
    assert!(has(&events, "Check your configured port number"));
    assert!(has(&application.unwrap(), "Running on http://127.0.0.1:5000"));
}

#[tokio::test]
async fn a_health_path_that_is_not_served() {
    let (events, application) = fail(&sandbox(), "my-flask-app:latest", "5000", Some("/missing")).await;
    assert!(has(&events, "Health check failed on protocol `HTTP` [Path: '/missing'], [Port: '5000']"));
    assert!(has(&application.unwrap(), "\"GET /missing HTTP/1.1\" 404"));
}

#[tokio::test]
async fn a_name_that_begins_with_throttle_is_throttled_twice() {
    let client = apprunner(&sandbox(), TOKYO);
    let create =
        || client.create_service().service_name("throttle-me").source_configuration(source("my-flask-app:v1", "5000"));
    for _ in 0..2 {
        assert_eq!(refusal(create().send().await), ("ThrottlingException".into(), "Rate exceeded".into()));
    }
    create().send().await.unwrap();
}

const BUILD_TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
    "Principal":{"Service":"build.apprunner.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
const ECR_POLICY: &str = "arn:aws:iam::aws:policy/service-role/AWSAppRunnerServicePolicyForECRAccess";

/// How often `CreateService` is refused with a fresh role of this name.
async fn refusals(sandbox: &Sandbox, role: &str) -> usize {
    let iam = iam(sandbox, TOKYO);
    let made = iam.create_role().role_name(role).assume_role_policy_document(BUILD_TRUST).send().await.unwrap();
    let arn = made.role.unwrap().arn;
    iam.attach_role_policy().role_name(role).policy_arn(ECR_POLICY).send().await.unwrap();
    let mut attempts = 0;
    loop {
        let create = apprunner(sandbox, TOKYO).create_service().service_name("fresh-role");
        let result = create.source_configuration(source_with_role("my-flask-app:v1", "5000", &arn)).send().await;
        if result.is_ok() {
            return attempts;
        }
        let expected = format!("Error in assuming access role {arn}");
        assert_eq!(refusal(result), ("InvalidRequestException".into(), expected));
        attempts += 1;
        assert!(attempts < 10, "never accepted");
    }
}

#[tokio::test]
async fn a_fresh_role_takes_a_while_to_be_known() {
    assert_eq!(refusals(&sandbox(), "fresh").await, 0);
    assert_eq!(refusals(&sandbox(), "slow-role").await, 3);
    assert_eq!(refusals(&paced(Pace::Reads(1)), "fresh").await, 1);
    assert_eq!(refusals(&paced(Pace::Reads(1)), "slow-role").await, 3);
}

#[tokio::test]
async fn roles_that_cannot_do_it() {
    let sandbox = sandbox();
    iam(&sandbox, TOKYO).create_role().role_name("bare").assume_role_policy_document(BUILD_TRUST).send().await.unwrap();
    for role in ["nobody", "acme-ecs-task-execution", "my-apprunner-instance-role", "bare"] {
        let arn = format!("arn:aws:iam::123456789012:role/{role}");
        let create = apprunner(&sandbox, TOKYO).create_service().service_name("no-role");
        let create = create.source_configuration(source_with_role("my-flask-app:v1", "5000", &arn));
        assert_eq!(refusal(create.send().await).1, format!("Error in assuming access role {arn}"));
    }
}
