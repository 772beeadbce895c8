//! Auto scaling and observability configurations and VPC connectors: what only one of them has, and who uses them.

use aws_sdk_apprunner::types::{
    EgressConfiguration, EgressType, IngressConfiguration, NetworkConfiguration, ServiceObservabilityConfiguration,
    TraceConfiguration, TracingVendor, VpcConnectorStatus,
};

use crate::support::*;

const PRIVATE_A: &str = "subnet-0a11ce00000000011";
const PRIVATE_B: &str = "subnet-0a11ce00000000012";
const PRIVATE_C: &str = "subnet-0a11ce00000000013";
const APP_GROUP: &str = "sg-0a11ce00000000a99";

#[tokio::test]
async fn the_default_auto_scaling_configuration_can_be_another_one() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, TOKYO);
    let create = |max: i32| {
        client.create_auto_scaling_configuration().auto_scaling_configuration_name("house-rule").max_size(max).send()
    };
    let first = create(3).await.unwrap().auto_scaling_configuration.unwrap();
    assert_eq!((first.is_default, first.has_associated_service), (Some(false), Some(false)));
    let name = first.auto_scaling_configuration_arn.as_deref().unwrap().rsplitn(3, '/').last().unwrap();
    let update = client.update_default_auto_scaling_configuration().auto_scaling_configuration_arn(name);
    let set = update.send().await.unwrap().auto_scaling_configuration.unwrap();
    assert_eq!(set.is_default, Some(true));
    let list = client.list_auto_scaling_configurations().send().await.unwrap().auto_scaling_configuration_summary_list;
    assert_eq!(list.iter().filter(|found| found.is_default == Some(true)).count(), 1);

    create(4).await.unwrap();
    let service = running(&sandbox, "by-default").await;
    let used = service.auto_scaling_configuration_summary.unwrap();
    assert_eq!(used.auto_scaling_configuration_name.as_deref(), Some("house-rule"));
    assert_eq!(used.auto_scaling_configuration_revision, 2, "the latest revision of the default's name");
    let users = client.list_services_for_auto_scaling_configuration();
    let users = users.auto_scaling_configuration_arn(name).send().await.unwrap();
    assert_eq!(users.service_arn_list, std::slice::from_ref(&service.service_arn));
    let delete = client.delete_auto_scaling_configuration().auto_scaling_configuration_arn(name);
    assert!(refusal(delete.clone().send().await).1.contains("in use"));
    assert!(refusal(delete.delete_all_revisions(true).send().await).1.contains("default"));
}

#[tokio::test]
async fn all_revisions_go_at_once() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, TOKYO);
    let create = || client.create_auto_scaling_configuration().auto_scaling_configuration_name("many").send();
    let arn = create().await.unwrap().auto_scaling_configuration.unwrap().auto_scaling_configuration_arn.unwrap();
    create().await.unwrap();
    let delete = client.delete_auto_scaling_configuration().auto_scaling_configuration_arn(&arn);
    delete.delete_all_revisions(true).send().await.unwrap();
    let list = client.list_auto_scaling_configurations().auto_scaling_configuration_name("many").latest_only(false);
    assert!(list.send().await.unwrap().auto_scaling_configuration_summary_list.is_empty());
    let users = client.list_services_for_auto_scaling_configuration().auto_scaling_configuration_arn(&arn).send();
    assert_eq!(refusal(users.await).0, "ResourceNotFoundException");
}

#[tokio::test]
async fn tracing_needs_a_configuration_that_exists() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, TOKYO);
    let create = |name: &str| client.create_observability_configuration().observability_configuration_name(name);
    assert!(refusal(create("DefaultConfiguration").send().await).1.contains("reserved"));
    let trace = TraceConfiguration::builder().vendor(TracingVendor::Awsxray).build().unwrap();
    let made = create("traces").trace_configuration(trace).send().await.unwrap().observability_configuration.unwrap();
    assert_eq!((made.latest, made.observability_configuration_revision), (true, 1));
    let arn = made.observability_configuration_arn.unwrap();
    let by_name = arn.rsplitn(3, '/').last().unwrap();
    let tracing = |arn: &str| {
        ServiceObservabilityConfiguration::builder()
            .observability_enabled(true)
            .observability_configuration_arn(arn)
            .build()
    };
    let service =
        client.create_service().service_name("traced").source_configuration(source("my-flask-app:v1", "5000"));
    let wrong = service.clone().observability_configuration(tracing(&arn.replace("traces", "nothing"))).send().await;
    assert!(refusal(wrong).1.contains("doesn't exist"));
    let made = service.observability_configuration(tracing(by_name)).send().await.unwrap().service.unwrap();
    assert_eq!(made.observability_configuration.unwrap().observability_configuration_arn, Some(arn.clone()));
    describe(&sandbox, &made.service_arn).await;
    let delete = client.delete_observability_configuration().observability_configuration_arn(by_name);
    assert!(refusal(delete.clone().send().await).1.contains("in use"));

    let off = ServiceObservabilityConfiguration::builder().observability_enabled(false).build();
    let update = client.update_service().service_arn(&made.service_arn).observability_configuration(off);
    let after = update.send().await.unwrap().service.unwrap().observability_configuration.unwrap();
    assert_eq!((after.observability_enabled, after.observability_configuration_arn), (false, None));
    describe(&sandbox, &made.service_arn).await;
    let gone = delete.clone().send().await.unwrap().observability_configuration.unwrap();
    assert_eq!(gone.status.unwrap().as_str(), "INACTIVE");
    assert_eq!(refusal(delete.send().await).0, "ResourceNotFoundException");
    let list = client.list_observability_configurations().send().await.unwrap();
    assert_eq!(list.observability_configuration_summary_list.len(), 1, "the account's own");
    for _ in 0..10 {
        create("often").send().await.unwrap();
    }
    assert_eq!(refusal(create("often").send().await).0, "ServiceQuotaExceededException");
}

#[tokio::test]
async fn a_connector_is_made_of_a_network_that_exists_and_fits() {
    let sandbox = sandbox();
    let create = |region: &str, subnets: &[&str], groups: &[&str]| {
        let create = apprunner(&sandbox, region).create_vpc_connector().vpc_connector_name("connector");
        let texts = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        create.set_subnets(Some(texts(subnets))).set_security_groups(Some(texts(groups))).send()
    };
    for (region, subnets, groups, fragment) in [
        (TOKYO, &[][..], &[][..], "At least one subnet"),
        (TOKYO, &["subnet-1"], &[], "subnet ID 'subnet-1' does not exist"),
        (TOKYO, &[PRIVATE_A, "subnet-0b0b0000000000001"], &[], "in the same VPC"),
        (TOKYO, &[PRIVATE_A], &["sg-1"], "security group ID 'sg-1' does not exist"),
        (TOKYO, &[PRIVATE_A], &["sg-0b0b0000000000def"], "isn't in the VPC"),
        (
            VIRGINIA,
            &[PRIVATE_A, PRIVATE_C],
            &[],
            "Availability Zones that App Runner doesn't support: subnet-0a11ce00000000013",
        ),
    ] {
        let (code, message) = refusal(create(region, subnets, groups).await);
        assert_eq!(code, "InvalidRequestException");
        assert!(message.contains(fragment), "{message}");
    }
    let role = iam(&sandbox, TOKYO).get_role().role_name("AWSServiceRoleForAppRunnerNetworking");
    role.clone().send().await.unwrap_err();
    let made = create(TOKYO, &[PRIVATE_A, PRIVATE_C], &[]).await.unwrap().vpc_connector.unwrap();
    role.send().await.unwrap();
    assert_eq!(made.security_groups.unwrap(), ["sg-0a11ce00000000def"], "the VPC's default group");
    assert_eq!((made.vpc_connector_revision, made.status), (1, Some(VpcConnectorStatus::Active)));
    let again = create(TOKYO, &[PRIVATE_C, PRIVATE_A], &["sg-0a11ce00000000def"]).await;
    assert!(refusal(again).1.contains("with these subnets and security groups exists"));
    let again = create(TOKYO, &[PRIVATE_B], &[APP_GROUP]).await;
    assert!(refusal(again).1.contains("already exists: connector"));
}

#[tokio::test]
async fn a_connector_in_use_stays() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, TOKYO);
    let create = client.create_vpc_connector().vpc_connector_name("to-the-shop").subnets(PRIVATE_A);
    let arn = create.security_groups(APP_GROUP).send().await.unwrap().vpc_connector.unwrap().vpc_connector_arn.unwrap();
    let service = running(&sandbox, "connected").await;
    let egress = |kind: EgressType, arn: Option<&str>| {
        let egress = EgressConfiguration::builder().egress_type(kind).set_vpc_connector_arn(arn.map(str::to_owned));
        let network = NetworkConfiguration::builder().egress_configuration(egress.build()).build();
        client.update_service().service_arn(&service.service_arn).network_configuration(network).send()
    };
    egress(EgressType::Vpc, Some(&arn)).await.unwrap();
    let delete = client.delete_vpc_connector().vpc_connector_arn(&arn);
    assert!(refusal(delete.clone().send().await).1.contains("in use"));
    describe(&sandbox, &service.service_arn).await;
    egress(EgressType::Default, None).await.unwrap();
    describe(&sandbox, &service.service_arn).await;
    let gone = delete.send().await.unwrap().vpc_connector.unwrap();
    assert_eq!(gone.status, Some(VpcConnectorStatus::Inactive));
    let described = client.describe_vpc_connector().vpc_connector_arn(&arn).send().await.unwrap();
    assert_eq!(described.vpc_connector.unwrap().status, Some(VpcConnectorStatus::Inactive));
    assert!(client.list_vpc_connectors().send().await.unwrap().vpc_connectors.is_empty());
    assert!(refusal(egress(EgressType::Vpc, Some(&arn)).await).1.contains("doesn't exist"));
    let stem = arn.rsplitn(3, '/').last().unwrap();
    let partial = client.describe_vpc_connector().vpc_connector_arn(stem).send().await;
    assert_eq!(refusal(partial).0, "ResourceNotFoundException", "a connector needs its full ARN");
}

#[tokio::test]
async fn a_service_can_be_private() {
    let sandbox = sandbox();
    let service = running(&sandbox, "private").await;
    let ingress = IngressConfiguration::builder().is_publicly_accessible(false).build();
    let network = NetworkConfiguration::builder().ingress_configuration(ingress).build();
    let update = apprunner(&sandbox, TOKYO).update_service().service_arn(&service.service_arn);
    update.network_configuration(network).send().await.unwrap();
    let after = describe(&sandbox, &service.service_arn).await.network_configuration.unwrap();
    assert!(!after.ingress_configuration.unwrap().is_publicly_accessible);
    assert_eq!(after.egress_configuration.unwrap().egress_type, Some(EgressType::Default), "what was left out stays");
}
