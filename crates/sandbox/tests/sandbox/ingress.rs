//! VPC ingress connections: private services behind VPC endpoints.

use ard_sandbox::{Pace, Sandbox};
use aws_sdk_apprunner::types::{
    IngressConfiguration, IngressVpcConfiguration, ListVpcIngressConnectionsFilter, NetworkConfiguration, Service,
    VpcIngressConnection, VpcIngressConnectionStatus as Status,
};

use crate::support::*;

const SHOP: &str = "vpc-0a11ce00000054071";
/// An interface endpoint of another service.
const SECRETS: &str = "vpce-0a11ce00000000003";

/// A running service in Tokyo that the internet cannot reach.
async fn private(sandbox: &Sandbox, name: &str) -> Service {
    let network = NetworkConfiguration::builder()
        .ingress_configuration(IngressConfiguration::builder().is_publicly_accessible(false).build())
        .build();
    let create = apprunner(sandbox, TOKYO).create_service().service_name(name).network_configuration(network);
    let made = create.source_configuration(source("my-flask-app:v1", "5000")).send().await.unwrap().service.unwrap();
    sandbox.set_pace(Pace::Instant);
    describe(sandbox, &made.service_arn).await
}

/// A VPC endpoint for private services.
async fn endpoint(sandbox: &Sandbox) -> String {
    let body = format!(
        "Action=CreateVpcEndpoint&Version=2016-11-15&VpcEndpointType=Interface&VpcId={SHOP}\
         &ServiceName=com.amazonaws.{TOKYO}.apprunner.requests&SubnetId.1=subnet-0a11ce00000000011\
         &PrivateDnsEnabled=false"
    );
    let answer = query(sandbox, "ec2", &body).await;
    let (_, rest) = answer.split_once("<vpcEndpointId>").expect(&answer);
    rest.split('<').next().unwrap().to_owned()
}

fn place(vpc: &str, endpoint: &str) -> IngressVpcConfiguration {
    IngressVpcConfiguration::builder().vpc_id(vpc).vpc_endpoint_id(endpoint).build()
}

async fn look(sandbox: &Sandbox, arn: &str) -> VpcIngressConnection {
    let describe = apprunner(sandbox, TOKYO).describe_vpc_ingress_connection().vpc_ingress_connection_arn(arn);
    describe.send().await.unwrap().vpc_ingress_connection.unwrap()
}

macro_rules! connect {
    ($sandbox:expr, $name:expr, $service:expr, $place:expr) => {
        apprunner($sandbox, TOKYO)
            .create_vpc_ingress_connection()
            .vpc_ingress_connection_name($name)
            .service_arn($service)
            .ingress_vpc_configuration($place)
            .send()
            .await
    };
}

#[tokio::test]
async fn a_connection_comes_moves_and_goes() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, TOKYO);
    let service = private(&sandbox, "inside").await;
    let first = endpoint(&sandbox).await;
    let made = connect!(&sandbox, "front-door", &service.service_arn, place(SHOP, &first)).unwrap();
    let made = made.vpc_ingress_connection.unwrap();
    assert_eq!((made.status, made.account_id.as_deref()), (Some(Status::PendingCreation), Some("123456789012")));
    let arn = made.vpc_ingress_connection_arn.unwrap();
    let found = look(&sandbox, &arn).await;
    assert_eq!(found.status, Some(Status::Available));
    assert!(found.domain_name.as_ref().unwrap().ends_with(".ap-northeast-1.awsapprunner.com"));
    let domains = client.describe_custom_domains().service_arn(&service.service_arn).send().await.unwrap();
    assert_eq!(domains.vpc_dns_targets[0].domain_name, found.domain_name);

    let second = endpoint(&sandbox).await;
    let update = client.update_vpc_ingress_connection().vpc_ingress_connection_arn(&arn);
    let moved = update.ingress_vpc_configuration(place(SHOP, &second)).send().await.unwrap();
    assert_eq!(moved.vpc_ingress_connection.unwrap().status, Some(Status::PendingUpdate));
    let found = look(&sandbox, &arn).await;
    assert_eq!(found.ingress_vpc_configuration.unwrap().vpc_endpoint_id, Some(second));

    let delete_service = client.delete_service().service_arn(&service.service_arn);
    assert_eq!(refusal(delete_service.clone().send().await).0, "InvalidStateException");
    let delete = client.delete_vpc_ingress_connection().vpc_ingress_connection_arn(&arn);
    let going = delete.clone().send().await.unwrap().vpc_ingress_connection.unwrap();
    assert_eq!(going.status, Some(Status::PendingDeletion));
    let gone = look(&sandbox, &arn).await;
    assert!(gone.status == Some(Status::Deleted) && gone.deleted_at.is_some());
    assert_eq!(refusal(delete.send().await).0, "ResourceNotFoundException");
    let list = client.list_vpc_ingress_connections().send().await.unwrap();
    assert!(list.vpc_ingress_connection_summary_list.is_empty());
    delete_service.send().await.unwrap();
}

#[tokio::test]
async fn what_cannot_be_connected_is_refused() {
    let sandbox = sandbox();
    let inside = private(&sandbox, "inside").await.service_arn;
    let outside = running(&sandbox, "outside").await.service_arn;
    let good = endpoint(&sandbox).await;
    let nobody = outside.replace("outside", "nobody");
    for (service, place, fragment) in [
        (&outside, place(SHOP, &good), "publicly accessible"),
        (&nobody, place(SHOP, &good), "not found"),
        (&inside, place(SHOP, "vpce-1"), "vpce-1 does not exist"),
        (&inside, place("vpc-0b0b0000000091a1e", &good), "isn't in the VPC"),
        (&inside, IngressVpcConfiguration::builder().vpc_id(SHOP).build(), "are required"),
    ] {
        let (code, message) = refusal(connect!(&sandbox, "front-door", service, place));
        assert_eq!(code, "InvalidRequestException", "{message}");
        assert!(message.contains(fragment), "{message}");
    }
    connect!(&sandbox, "front-door", &inside, place(SHOP, &good)).unwrap();
    let again = connect!(&sandbox, "back-door", &inside, place(SHOP, &good));
    assert_eq!(refusal(again).0, "ServiceQuotaExceededException", "one for each service");
    let other = private(&sandbox, "other").await.service_arn;
    let again = connect!(&sandbox, "front-door", &other, place(SHOP, &good));
    assert!(refusal(again).1.contains("already exists"));
    connect!(&sandbox, "back-door", &other, place(SHOP, &good)).unwrap();
    apprunner(&sandbox, TOKYO).pause_service().service_arn(&outside).send().await.unwrap();
    assert_eq!(refusal(connect!(&sandbox, "side-door", &outside, place(SHOP, &good))).0, "InvalidStateException");
}

#[tokio::test]
async fn lists_are_filtered_by_service_and_by_endpoint() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, TOKYO);
    let (one, two) = (endpoint(&sandbox).await, endpoint(&sandbox).await);
    let mut services = Vec::new();
    for (name, endpoint) in [("first", &one), ("second", &one), ("third", &two)] {
        let service = private(&sandbox, name).await.service_arn;
        connect!(&sandbox, name, &service, place(SHOP, endpoint)).unwrap();
        services.push(service);
    }
    let count = |filter: ListVpcIngressConnectionsFilter| {
        let list = client.list_vpc_ingress_connections().filter(filter).send();
        async move { list.await.unwrap().vpc_ingress_connection_summary_list.len() }
    };
    let filter = ListVpcIngressConnectionsFilter::builder;
    assert_eq!(count(filter().vpc_endpoint_id(&one).build()).await, 2);
    assert_eq!(count(filter().service_arn(&services[2]).build()).await, 1);
    assert_eq!(count(filter().service_arn(&services[2]).vpc_endpoint_id(&one).build()).await, 0);
    let page = client.list_vpc_ingress_connections().max_results(2).send().await.unwrap();
    let rest = client.list_vpc_ingress_connections().max_results(2).set_next_token(page.next_token).send().await;
    assert_eq!(rest.unwrap().vpc_ingress_connection_summary_list[0].service_arn.as_ref(), Some(&services[2]));
}

#[tokio::test]
async fn connections_fail_as_typed() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, TOKYO);
    let service = private(&sandbox, "inside").await.service_arn;
    let made = connect!(&sandbox, "stuck-door", &service, place(SHOP, SECRETS)).unwrap();
    let arn = made.vpc_ingress_connection.unwrap().vpc_ingress_connection_arn.unwrap();
    assert_eq!(look(&sandbox, &arn).await.status, Some(Status::FailedCreation), "an endpoint of another service");
    let good = endpoint(&sandbox).await;
    let update = |endpoint: &str| {
        let update = client.update_vpc_ingress_connection().vpc_ingress_connection_arn(&arn);
        update.ingress_vpc_configuration(place(SHOP, endpoint)).send()
    };
    update(&good).await.unwrap();
    assert_eq!(look(&sandbox, &arn).await.status, Some(Status::Available));
    update(SECRETS).await.unwrap();
    assert_eq!(look(&sandbox, &arn).await.status, Some(Status::FailedUpdate));
    let delete = client.delete_vpc_ingress_connection().vpc_ingress_connection_arn(&arn);
    delete.clone().send().await.unwrap();
    assert_eq!(look(&sandbox, &arn).await.status, Some(Status::FailedDeletion));
    assert_eq!(refusal(update(&good).await).0, "InvalidStateException");
    delete.send().await.unwrap();
    assert_eq!(look(&sandbox, &arn).await.status, Some(Status::Deleted));
}

#[tokio::test]
async fn only_reading_the_connection_moves_it_when_the_pace_says_reads() {
    let sandbox = sandbox();
    let service = private(&sandbox, "inside").await.service_arn;
    let good = endpoint(&sandbox).await;
    sandbox.set_pace(Pace::Reads(2));
    let made = connect!(&sandbox, "slow-door", &service, place(SHOP, &good)).unwrap();
    let arn = made.vpc_ingress_connection.unwrap().vpc_ingress_connection_arn.unwrap();
    describe(&sandbox, &service).await;
    assert_eq!(look(&sandbox, &arn).await.status, Some(Status::PendingCreation));
    let delete = apprunner(&sandbox, TOKYO).delete_vpc_ingress_connection().vpc_ingress_connection_arn(&arn);
    assert_eq!(refusal(delete.send().await).0, "InvalidStateException", "not while it is under way");
    assert_eq!(look(&sandbox, &arn).await.status, Some(Status::Available));
}
