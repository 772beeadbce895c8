//! Updates and deployments: what is merged, what is refused, what is rolled back.

use ard_sandbox::Sandbox;
use aws_sdk_apprunner::types::{
    EgressConfiguration, EgressType, HealthCheckConfiguration, ImageConfiguration, ImageRepository,
    ImageRepositoryType, IngressConfiguration, InstanceConfiguration, IpAddressType, NetworkConfiguration,
    OperationStatus, OperationType, Service, ServiceObservabilityConfiguration, ServiceStatus, SourceConfiguration,
};

use crate::support::*;

fn image(configuration: ImageConfiguration, reference: &str) -> SourceConfiguration {
    let image = ImageRepository::builder()
        .image_identifier(format!("123456789012.dkr.ecr.{TOKYO}.amazonaws.com/{reference}"))
        .image_repository_type(ImageRepositoryType::Ecr)
        .image_configuration(configuration)
        .build()
        .unwrap();
    SourceConfiguration::builder().image_repository(image).build()
}

#[tokio::test]
async fn what_an_update_leaves_out_stays() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, TOKYO);
    let arn = running(&sandbox, "keeps").await.service_arn;
    let first = ImageConfiguration::builder()
        .start_command("flask run")
        .runtime_environment_variables("A", "1")
        .runtime_environment_variables("B", "2")
        .build();
    client
        .update_service()
        .service_arn(&arn)
        .source_configuration(image(first, "my-flask-app:v1"))
        .send()
        .await
        .unwrap();
    describe(&sandbox, &arn).await;
    let second = ImageConfiguration::builder().runtime_environment_variables("A", "3").build();
    let update = client.update_service().service_arn(&arn).source_configuration(image(second, "my-flask-app:v1"));
    let answer = update.send().await.unwrap().service.unwrap();
    assert_eq!(answer.status, ServiceStatus::OperationInProgress);
    let service = describe(&sandbox, &arn).await;
    assert_eq!(service.status, ServiceStatus::Running);
    let source = service.source_configuration.unwrap();
    assert_eq!(source.authentication_configuration.unwrap().access_role_arn.as_deref(), Some(ACCESS_ROLE));
    let configuration = source.image_repository.unwrap().image_configuration.unwrap();
    assert_eq!(configuration.start_command.as_deref(), Some("flask run"));
    assert_eq!(configuration.port.as_deref(), Some("5000"));
    let variables = configuration.runtime_environment_variables.unwrap();
    assert_eq!(variables.len(), 1);
    assert_eq!(variables["A"], "3");
}

#[tokio::test]
async fn a_failed_update_is_rolled_back() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, TOKYO);
    let service = running(&sandbox, "rolls-back").await;
    let arn = &service.service_arn;
    let wrong = image(ImageConfiguration::builder().port("9999").build(), "my-flask-app:v1");
    let answer = client.update_service().service_arn(arn).source_configuration(wrong).send().await.unwrap();
    let shown = answer.service.unwrap().source_configuration.unwrap().image_repository.unwrap();
    assert_eq!(shown.image_configuration.unwrap().port.as_deref(), Some("9999"), "the answer shows what is being done");
    let after = describe(&sandbox, arn).await;
    assert_eq!(after.status, ServiceStatus::Running);
    assert_eq!(after.source_configuration, service.source_configuration);
    let operations = client.list_operations().service_arn(arn).send().await.unwrap().operation_summary_list.unwrap();
    assert_eq!(operations[0].r#type, Some(OperationType::UpdateService));
    assert_eq!(operations[0].status, Some(OperationStatus::RollbackSucceeded));
    let events = group_lines(&sandbox, &service, "service").await.unwrap();
    assert!(events.iter().any(|line| line.ends_with("failed. Failure reason : Health check failed.")));
    assert!(events.iter().any(|line| line == "Service update failed. For details, see service logs."));
}

#[tokio::test]
async fn a_failed_service_is_rebuilt_by_an_update() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, TOKYO);
    let service = create(&sandbox, "rebuilt", "my-flask-app:latest", "8080").await;
    assert_eq!(describe(&sandbox, &service.service_arn).await.status, ServiceStatus::CreateFailed);
    client.update_service().service_arn(&service.service_arn).send().await.unwrap();
    assert_eq!(describe(&sandbox, &service.service_arn).await.status, ServiceStatus::CreateFailed);
    let right = image(ImageConfiguration::builder().port("5000").build(), "my-flask-app:latest");
    client.update_service().service_arn(&service.service_arn).source_configuration(right).send().await.unwrap();
    assert_eq!(describe(&sandbox, &service.service_arn).await.status, ServiceStatus::Running);
}

#[tokio::test]
async fn sizes_are_checked_after_the_merge() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, TOKYO);
    let arn = running(&sandbox, "sized").await.service_arn;
    let update = |cpu: &str, memory: Option<&str>| {
        let size = InstanceConfiguration::builder().cpu(cpu).set_memory(memory.map(str::to_owned)).build();
        client.update_service().service_arn(&arn).instance_configuration(size).send()
    };
    assert_eq!(refusal(update("256", None).await).0, "InvalidRequestException");
    update("0.25 vCPU", Some("0.5 GB")).await.unwrap();
    let size = describe(&sandbox, &arn).await.instance_configuration.unwrap();
    assert_eq!((size.cpu.as_deref(), size.memory.as_deref()), (Some("256"), Some("512")));
}

#[tokio::test]
async fn the_connector_goes_with_the_egress_type() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, VIRGINIA);
    let arn = seeded(&sandbox, "storefront").await;
    let egress = describe(&sandbox, &arn).await.network_configuration.unwrap().egress_configuration.unwrap();
    assert!(egress.vpc_connector_arn.is_some());
    let default = NetworkConfiguration::builder()
        .egress_configuration(EgressConfiguration::builder().egress_type(EgressType::Default).build())
        .build();
    client.update_service().service_arn(&arn).network_configuration(default).send().await.unwrap();
    let egress = describe(&sandbox, &arn).await.network_configuration.unwrap().egress_configuration.unwrap();
    assert_eq!(egress.vpc_connector_arn, None);
}

#[tokio::test]
async fn a_deployment_fails_when_the_image_has_gone() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, TOKYO);
    let service = running(&sandbox, "image-gone").await;
    let tag = aws_sdk_ecr::types::ImageIdentifier::builder().image_tag("latest").build();
    ecr(&sandbox, TOKYO).batch_delete_image().repository_name("my-flask-app").image_ids(tag).send().await.unwrap();
    let id = client.start_deployment().service_arn(&service.service_arn).send().await.unwrap().operation_id;
    assert_eq!(describe(&sandbox, &service.service_arn).await.status, ServiceStatus::Running);
    let operations = client.list_operations().service_arn(&service.service_arn).send().await.unwrap();
    let latest = &operations.operation_summary_list.unwrap()[0];
    assert_eq!((latest.id.as_ref(), latest.status.as_ref()), (Some(&id), Some(&OperationStatus::RollbackSucceeded)));
}

#[tokio::test]
async fn the_kind_of_source_cannot_change() {
    let sandbox = sandbox();
    let arn = seeded(&sandbox, "docs-site").await;
    let other = image(ImageConfiguration::builder().build(), "my-flask-app:v1");
    let update = apprunner(&sandbox, VIRGINIA).update_service().service_arn(arn).source_configuration(other);
    assert_eq!(refusal(update.send().await).0, "InvalidRequestException");
}

#[tokio::test]
async fn a_deployment_fails_when_the_access_role_has_lost_its_policy() {
    let sandbox = sandbox();
    let service = running(&sandbox, "role-gone").await;
    let policy = "arn:aws:iam::aws:policy/service-role/AWSAppRunnerServicePolicyForECRAccess";
    let detach = iam(&sandbox, TOKYO).detach_role_policy().role_name("acme-apprunner-ecr-access").policy_arn(policy);
    detach.send().await.unwrap();
    apprunner(&sandbox, TOKYO).start_deployment().service_arn(&service.service_arn).send().await.unwrap();
    assert_eq!(describe(&sandbox, &service.service_arn).await.status, ServiceStatus::Running);
    let events = group_lines(&sandbox, &service, "service").await.unwrap();
    let reason = "Failed to pull your application image. Reason: Invalid Access Role in AuthenticationConfiguration.";
    assert!(events.contains(&reason.to_owned()));
}

/// Everything that an update can change, the port among it.
async fn change_everything(sandbox: &Sandbox, arn: &str, port: &str) -> Service {
    let client = apprunner(sandbox, TOKYO);
    let made = client.create_auto_scaling_configuration().auto_scaling_configuration_name("other-size").send().await;
    let scaling = made.unwrap().auto_scaling_configuration.unwrap().auto_scaling_configuration_arn.unwrap();
    let connector = client.create_vpc_connector().vpc_connector_name(format!("connector-{port}"));
    let connector = connector.subnets("subnet-0a11ce00000000011").security_groups(match port {
        "5000" => "sg-0a11ce00000000a99",
        _ => "sg-0a11ce00000000def",
    });
    let connector = connector.send().await.unwrap().vpc_connector.unwrap().vpc_connector_arn;
    let tracing = client.list_observability_configurations().send().await.unwrap();
    let tracing = tracing.observability_configuration_summary_list[0].observability_configuration_arn.clone();
    let network = NetworkConfiguration::builder()
        .egress_configuration(
            EgressConfiguration::builder().egress_type(EgressType::Vpc).set_vpc_connector_arn(connector).build(),
        )
        .ingress_configuration(IngressConfiguration::builder().is_publicly_accessible(false).build())
        .ip_address_type(IpAddressType::DualStack)
        .build();
    let tracing = ServiceObservabilityConfiguration::builder()
        .observability_enabled(true)
        .set_observability_configuration_arn(tracing)
        .build();
    let update = client.update_service().service_arn(arn).source_configuration(source("my-flask-app:v1", port));
    update
        .instance_configuration(InstanceConfiguration::builder().cpu("2048").memory("4096").build())
        .health_check_configuration(HealthCheckConfiguration::builder().interval(7).build())
        .network_configuration(network)
        .observability_configuration(tracing)
        .auto_scaling_configuration_arn(scaling)
        .send()
        .await
        .unwrap();
    describe(sandbox, arn).await
}

/// What of a service is its configuration.
fn parts(service: &Service) -> [String; 6] {
    [
        format!("{:?}", service.source_configuration),
        format!("{:?}", service.instance_configuration),
        format!("{:?}", service.health_check_configuration),
        format!("{:?}", service.network_configuration),
        format!("{:?}", service.observability_configuration),
        format!(
            "{:?}",
            service.auto_scaling_configuration_summary.as_ref().map(|scaling| &scaling.auto_scaling_configuration_arn)
        ),
    ]
}

#[tokio::test]
async fn every_part_changes_and_every_part_is_rolled_back() {
    let sandbox = sandbox();
    let before = running(&sandbox, "all-parts").await;
    let failed = change_everything(&sandbox, &before.service_arn, "9999").await;
    assert_eq!(parts(&failed), parts(&before));
    let changed = change_everything(&sandbox, &before.service_arn, "5000").await;
    for (new, old) in parts(&changed).iter().zip(parts(&before)) {
        assert_ne!(*new, old);
    }
    assert_eq!(changed.network_configuration.unwrap().ip_address_type, Some(IpAddressType::DualStack));
    let check = changed.health_check_configuration.unwrap();
    assert_eq!((check.interval, check.timeout), (Some(7), Some(2)));
}
