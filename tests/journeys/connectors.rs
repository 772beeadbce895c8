//! VPC connectors by hand in the real window, with two services that use one.

use super::*;

/// A connector, and two services that use it, as they came to be before.
const BEFORE: &str = r#"
import sys, time, boto3
apprunner = boto3.client("apprunner", endpoint_url=sys.argv[1])
connector = apprunner.create_vpc_connector(VpcConnectorName="shop-connector",
    Subnets=["subnet-0a11ce00000000011", "subnet-0a11ce00000000012"],
    SecurityGroups=["sg-0a11ce00000000a99"])["VpcConnector"]["VpcConnectorArn"]
for name in ["storefront", "orders"]:
    arn = apprunner.create_service(ServiceName=name, SourceConfiguration={
        "AutoDeploymentsEnabled": False,
        "ImageRepository": {"ImageIdentifier": "public.ecr.aws/nginx/nginx:latest", "ImageRepositoryType": "ECR_PUBLIC",
            "ImageConfiguration": {"Port": "80"}}},
        NetworkConfiguration={"EgressConfiguration": {"EgressType": "VPC", "VpcConnectorArn": connector}},
    )["Service"]["ServiceArn"]
    while apprunner.describe_service(ServiceArn=arn)["Service"]["Status"] == "OPERATION_IN_PROGRESS":
        time.sleep(0.1)
"#;

async fn with(options: &[&str]) -> (LoopbackSandbox, Home) {
    let sandbox = LoopbackSandbox::start(options).await.unwrap();
    let home = at_home_with(&sandbox);
    credentials::foreign(&home, &["-c", BEFORE, &sandbox.url]);
    (sandbox, home)
}

/// What a description of a service says of its connector.
fn uses(home: &Home, connector: &str) -> usize {
    let said = credentials::foreign(home, &["-c", USES]);
    said.matches(connector).count()
}

const USES: &str = r#"
import boto3
apprunner = boto3.client("apprunner")
for one in apprunner.list_services()["ServiceSummaryList"]:
    service = apprunner.describe_service(ServiceArn=one["ServiceArn"])["Service"]
    print(service["NetworkConfiguration"]["EgressConfiguration"]["VpcConnectorArn"].split("/")[1] + ";")
"#;

/// From the list to the run that replaces the connector.
async fn replace(hand: &Hand) {
    hand.see("Services (2)").await.unwrap();
    hand.press("VPC connectors").await.unwrap();
    hand.see("VPC connectors (1)").await.unwrap();
    hand.see("orders").await.unwrap();
    hand.picture("connectors").await.unwrap();
    hand.press("shop-connector").await.unwrap();
    hand.see("shop-db (postgres:5432)").await.unwrap();
    hand.picture("connector-page").await.unwrap();
    hand.press("Edit").await.unwrap();
    hand.see("App Runner cannot change a VPC connector").await.unwrap();
    // What lies outside of the frame cannot be pressed.
    hand.press("Show all").await.unwrap();
    hand.press_box("shop-private-c, Private").await.unwrap();
    hand.see("3 subnets").await.unwrap();
    hand.picture("connector-edit").await.unwrap();
    hand.press("Review").await.unwrap();
    hand.see("Send storefront through the new VPC connector").await.unwrap();
    hand.picture("connector-plan").await.unwrap();
    hand.press("Start").await.unwrap();
}

#[tokio::test]
async fn a_connector_under_two_services_is_replaced_and_the_old_one_deleted() {
    let (_sandbox, home) = with(&["--pace", "seconds:1"]).await;
    let (desk, hand) = open(&home, ENGLISH).await;
    replace(&hand).await;
    hand.see_later("shop-connector was replaced").await.unwrap();
    hand.picture("connector-replaced").await.unwrap();
    assert_eq!((uses(&home, "shop-connector-2;"), uses(&home, "shop-connector;")), (2, 0));
    hand.press("View VPC connectors").await.unwrap();
    hand.see("VPC connectors (2)").await.unwrap();
    hand.press("Actions for shop-connector").await.unwrap();
    hand.choose_item("Delete").await.unwrap();
    hand.see("Delete shop-connector?").await.unwrap();
    hand.press_last("Delete").await.unwrap();
    hand.see_later("The VPC connector shop-connector was deleted").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn a_replacement_that_stops_in_the_middle_is_taken_back() {
    let (_sandbox, home) = with(&["--pace", "instant", "--fault", "apprunner:ListOperations:denied:1"]).await;
    let (desk, hand) = open(&home, ENGLISH).await;
    replace(&hand).await;
    hand.see_later("apprunner:ListOperations").await.unwrap();
    hand.picture("connector-stopped").await.unwrap();
    assert_eq!((uses(&home, "shop-connector-2;"), uses(&home, "shop-connector;")), (1, 1));
    hand.press("Undo").await.unwrap();
    hand.see("Undo this change?").await.unwrap();
    hand.picture("connector-undo").await.unwrap();
    hand.press_last("Undo").await.unwrap();
    hand.see_later("Everything that this change made has been removed").await.unwrap();
    assert_eq!((uses(&home, "shop-connector-2;"), uses(&home, "shop-connector;")), (0, 2));
    hand.press("VPC connectors").await.unwrap();
    hand.see("VPC connectors (1)").await.unwrap();
    desk.close().await.unwrap();
}
