//! From nothing to a running service to nothing, as the application goes it.

use aws_sdk_apprunner::types::{OperationStatus, OperationType, ServiceStatus, Tag};

use crate::support::*;

#[tokio::test]
async fn create_run_read_logs_and_delete() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, TOKYO);
    let created = client
        .create_service()
        .service_name("first-app")
        .source_configuration(source("my-flask-app:latest", "5000"))
        .tags(Tag::builder().key("plan").value("p-1").build())
        .send()
        .await
        .unwrap();
    let service = created.service.unwrap();
    assert_eq!(service.status, ServiceStatus::OperationInProgress);
    assert_eq!(created.operation_id.len(), 36);
    assert_eq!(service.service_id.len(), 32);
    let url = service.service_url.clone().unwrap();
    assert_eq!(
        url.split_once('.').map(|(host, rest)| (host.len(), rest)),
        Some((10, "ap-northeast-1.awsapprunner.com"))
    );

    let running = describe(&sandbox, &service.service_arn).await;
    assert_eq!(running.status, ServiceStatus::Running);
    assert_eq!(running.instance_configuration.unwrap().cpu.as_deref(), Some("1024"));
    assert_eq!(running.health_check_configuration.unwrap().interval, Some(5));
    let scaling = running.auto_scaling_configuration_summary.unwrap();
    assert_eq!(scaling.auto_scaling_configuration_name.as_deref(), Some("DefaultConfiguration"));
    assert_eq!(scaling.has_associated_service, Some(true));

    let operations = client.list_operations().service_arn(&service.service_arn).send().await.unwrap();
    let operation = &operations.operation_summary_list.unwrap()[0];
    assert_eq!(operation.r#type, Some(OperationType::CreateService));
    assert_eq!(operation.status, Some(OperationStatus::Succeeded));
    assert_eq!(operation.id, Some(created.operation_id.clone()));
    assert!(operation.ended_at.is_some());

    let group = format!("/aws/apprunner/first-app/{}/service", service.service_id);
    let events = lines(&sandbox, TOKYO, &group, "events").await;
    let id = created.operation_id.replace('-', "");
    assert!(events.contains(&format!("Deployment with ID : {id} started. Triggering event : SERVICE_CREATE")));
    assert!(events.contains(&"Performing health check on protocol `TCP` [Port: '5000'].".to_owned()));
    assert_eq!(events.last().unwrap(), "Service status is set to RUNNING.");
    let deployment = lines(&sandbox, TOKYO, &group, &format!("deployment/{id}")).await;
    assert_eq!(deployment.last().unwrap(), "[AppRunner] Successfully deployed your application image.");
    let application = group_lines(&sandbox, &service, "application").await.unwrap();
    assert!(application.contains(&" * Running on http://127.0.0.1:5000".to_owned()));

    let deleted = client.delete_service().service_arn(&service.service_arn).send().await.unwrap();
    assert_eq!(deleted.service.unwrap().status, ServiceStatus::OperationInProgress);
    let gone = describe(&sandbox, &service.service_arn).await;
    assert_eq!(gone.status, ServiceStatus::Deleted);
    assert!(gone.deleted_at.is_some());
    assert!(client.list_services().send().await.unwrap().service_summary_list.is_empty());
    while let Ok(answer) = client.describe_service().service_arn(&service.service_arn).send().await {
        assert_eq!(answer.service.unwrap().status, ServiceStatus::Deleted);
    }
    let (code, _) = refusal(client.describe_service().service_arn(&service.service_arn).send().await);
    assert_eq!(code, "ResourceNotFoundException");
    assert!(group_lines(&sandbox, &service, "service").await.is_some(), "logs stay after the deletion");
}
