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
    hand.see_later("Everything that this change did has been undone").await.unwrap();
    assert_eq!((uses(&home, "shop-connector-2;"), uses(&home, "shop-connector;")), (0, 2));
    hand.press("VPC connectors").await.unwrap();
    hand.see("VPC connectors (1)").await.unwrap();
    desk.close().await.unwrap();
}

/// A subnet of sixteen addresses, of which AWS keeps five.
const SMALL: &str = r#"
import sys, boto3
ec2 = boto3.client("ec2", endpoint_url=sys.argv[1])
subnet = ec2.create_subnet(VpcId="vpc-0a11ce00000054071", CidrBlock="10.0.99.0/28", AvailabilityZone="ap-northeast-1a",
    TagSpecifications=[{"ResourceType": "subnet", "Tags": [{"Key": "Name", "Value": "shop-small"}]}])["Subnet"]
table = next(one["RouteTableId"] for one in ec2.describe_route_tables()["RouteTables"]
    if any(tag["Value"] == "shop-private" for tag in one.get("Tags", [])))
ec2.associate_route_table(RouteTableId=table, SubnetId=subnet["SubnetId"])
"#;

#[tokio::test]
async fn a_full_subnet_is_seen_and_left_out() {
    let (sandbox, home) = with(&["--pace", "seconds:1"]).await;
    credentials::foreign(&home, &["-c", SMALL, &sandbox.url]);
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("Services (2)").await.unwrap();
    hand.press("VPC connectors").await.unwrap();
    hand.press("shop-connector").await.unwrap();
    hand.press("Edit").await.unwrap();
    hand.see("App Runner cannot change a VPC connector").await.unwrap();
    hand.press("Show all").await.unwrap();
    // Two services of up to 25 instances, each of which may be deployed at once.
    hand.see("Fewer than 100 free addresses").await.unwrap();
    for other in ["shop-private-a", "shop-private-b", "shop-small"] {
        hand.press_box(&format!("{other}, Private")).await.unwrap();
    }
    hand.see("A deployment at full size needs 100 addresses, and 11 are free.").await.unwrap();
    hand.picture("full-subnet").await.unwrap();
    hand.press_box("shop-private-b, Private").await.unwrap();
    hand.see_no_more("and 11 are free").await.unwrap();
    hand.picture("full-subnet-helped").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn a_connector_gets_a_group_of_its_own_and_the_database_lets_it_in() {
    let sandbox = LoopbackSandbox::start(&["--pace", "seconds:1"]).await.unwrap();
    let home = at_home_with(&sandbox);
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("No services in").await.unwrap();
    hand.press("VPC connectors").await.unwrap();
    hand.press("Create connector").await.unwrap();
    hand.write("Name", "to-the-shop").await.unwrap();
    hand.pick("VPC", "shop").await.unwrap();
    hand.press("Show all").await.unwrap();
    for subnet in ["shop-private-a", "shop-private-b"] {
        hand.press_box(&format!("{subnet}, Private")).await.unwrap();
    }
    hand.press("Create security group").await.unwrap();
    hand.write("Security group name", "shop-to-database").await.unwrap();
    hand.see("Create the security group shop-to-database in").await.unwrap();
    hand.picture("group").await.unwrap();
    hand.press("Create").await.unwrap();
    hand.see_no_more("To let the connector reach a resource").await.unwrap();
    hand.see("For App Runner").await.unwrap();
    hand.press("Allow port 5432 in shop-database (sg-0a11ce000000000db)…").await.unwrap();
    hand.press("Allow").await.unwrap();
    hand.see_later("The rule is there.").await.unwrap();
    hand.close("The rule is there").await.unwrap();
    hand.see_no_more("No inbound rule of the security group shop-database").await.unwrap();
    hand.picture("group-let-in").await.unwrap();
    hand.press("Review").await.unwrap();
    hand.see("Create the VPC connector to-the-shop").await.unwrap();
    hand.press_last("Create connector").await.unwrap();
    hand.see_later("The VPC connector to-the-shop was created").await.unwrap();
    desk.close().await.unwrap();
}
