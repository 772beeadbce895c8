//! What survives a restart.

use std::path::PathBuf;

use ard_sandbox::{Options, Pace, Sandbox};
use aws_sdk_apprunner::types::{ProviderType, ServiceStatus};

use crate::support::*;

/// A file name of its own for each test, removed at the end.
struct File(PathBuf);

impl File {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("ard-sandbox-{}-{name}.json", std::process::id())))
    }

    fn open(&self) -> Sandbox {
        Sandbox::new(Options { state_file: Some(self.0.clone()), ..Options::default() })
    }

    fn unreadable(&self) -> PathBuf {
        PathBuf::from(format!("{}.unreadable", self.0.display()))
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
        let _ = std::fs::remove_file(self.unreadable());
    }
}

#[tokio::test]
async fn services_roles_images_and_logs_survive_a_restart() {
    let file = File::new("survives");
    let before = file.open();
    let service = running(&before, "survivor").await;
    let trust = r#"{"Statement":[{"Effect":"Allow","Principal":{"Service":"build.apprunner.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    let role = iam(&before, TOKYO).create_role().role_name("survivor-role").assume_role_policy_document(trust);
    let role = role.send().await.unwrap().role.unwrap();
    let tag = aws_sdk_ecr::types::ImageIdentifier::builder().image_tag("crash").build();
    ecr(&before, TOKYO).batch_delete_image().repository_name("my-flask-app").image_ids(tag).send().await.unwrap();
    drop(before);

    let after = file.open();
    assert_eq!(describe(&after, &service.service_arn).await, service);
    let again = iam(&after, TOKYO).get_role().role_name("survivor-role").send().await.unwrap().role.unwrap();
    assert_eq!(again.role_id, role.role_id);
    let images = ecr(&after, TOKYO).describe_images().repository_name("my-flask-app").send().await.unwrap();
    assert_eq!(images.image_details.unwrap().len(), 5);
    let events = group_lines(&after, &service, "service").await.unwrap();
    assert!(events.contains(&"Service status is set to RUNNING.".to_owned()));
}

#[tokio::test]
async fn an_operation_goes_on_after_a_restart() {
    let file = File::new("goes-on");
    let service = create(&file.open(), "unfinished", "my-flask-app:v1", "5000").await;
    assert_eq!(describe(&file.open(), &service.service_arn).await.status, ServiceStatus::Running);
}

#[tokio::test]
async fn a_file_without_sense_is_set_aside() {
    let file = File::new("senseless");
    std::fs::write(&file.0, "{ not json").unwrap();
    let sandbox = file.open();
    assert!(!apprunner(&sandbox, VIRGINIA).list_services().send().await.unwrap().service_summary_list.is_empty());
    assert_eq!(std::fs::read_to_string(file.unreadable()).unwrap(), "{ not json");
}

#[tokio::test]
async fn a_file_of_an_earlier_version_is_set_aside() {
    let file = File::new("earlier");
    std::fs::write(&file.0, r#"{"version":1,"apprunner":{"regions":{}},"logs":{},"iam":{},"ecr":{}}"#).unwrap();
    assert!(
        !apprunner(&file.open(), VIRGINIA).list_connections().send().await.unwrap().connection_summary_list.is_empty()
    );
    assert!(file.unreadable().exists());
}

#[tokio::test]
async fn everything_else_and_the_switches_survive_too() {
    let file = File::new("all-kinds");
    let before = file.open();
    let client = apprunner(&before, TOKYO);
    let made = client.create_connection().connection_name("github").provider_type(ProviderType::Github).send();
    let connection = made.await.unwrap().connection.unwrap().connection_arn.unwrap();
    let service = running(&before, "survivor").await.service_arn;
    let link = client.associate_custom_domain().service_arn(&service).domain_name("shop.example.net");
    link.send().await.unwrap();
    client.describe_custom_domains().service_arn(&service).send().await.unwrap();
    let made = client.create_auto_scaling_configuration().auto_scaling_configuration_name("own-size").send().await;
    let scaling = made.unwrap().auto_scaling_configuration.unwrap().auto_scaling_configuration_arn.unwrap();
    let default = client.update_default_auto_scaling_configuration().auto_scaling_configuration_arn(&scaling);
    default.send().await.unwrap();
    let secret =
        r#"{"Name": "kept", "SecretString": "x", "ClientRequestToken": "11111111-1111-4111-8111-111111111111"}"#;
    json(&before, "secretsmanager", "CreateSecret", secret).await;
    let body = "Action=DeleteVpcEndpoints&Version=2016-11-15&VpcEndpointId.1=vpce-0a11ce00000000003";
    query(&before, "ec2", body).await;
    before.set_two_services(true);
    before.set_pace(Pace::Reads(1));
    before.set_closed_account(true);
    client.list_services().send().await.unwrap_err();
    let controls = before.controls();
    drop(before);

    let after = file.open();
    assert_eq!(after.controls(), controls, "switches, and what waits");
    assert_eq!(controls.waiting.len(), 2);
    assert!(json(&after, "secretsmanager", "ListSecrets", "{}").await.contains("\"kept\""));
    let endpoints = query(&after, "ec2", "Action=DescribeVpcEndpoints&Version=2016-11-15").await;
    assert_eq!(endpoints.matches("<vpcEndpointId>").count(), 3);
    after.set_closed_account(false);
    assert!(after.finish(TOKYO, &connection));
    assert!(after.finish(TOKYO, "shop.example.net"));
    let client = apprunner(&after, TOKYO);
    let scaling = client.describe_auto_scaling_configuration().auto_scaling_configuration_arn(scaling).send().await;
    assert_eq!(scaling.unwrap().auto_scaling_configuration.unwrap().is_default, Some(true));
}

#[tokio::test]
async fn reading_writes_nothing() {
    let file = File::new("reading");
    apprunner(&file.open(), TOKYO).list_services().send().await.unwrap();
    assert!(!file.0.exists());
}
