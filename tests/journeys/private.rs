//! Everything that the wizard offers beyond the articles: private services, web ACLs, secrets, imports, copies; and a
//! failure at each kind of step.

use ard_tests::journey::{self, NAME};
use ard_tests::{Hand, Home};

use crate::{ENGLISH, begin_by_keyboard, enter, open};

/// The calls of a plan with a step of nearly every kind, in order; the engine's own tests have the others.
const CALLS: [(&str, &str); 9] = [
    ("iam", "CreateRole"),
    ("iam", "AttachRolePolicy"),
    ("iam", "UpdateAssumeRolePolicy"),
    ("apprunner", "CreateAutoScalingConfiguration"),
    ("ec2", "CreateVpcEndpoint"),
    ("apprunner", "CreateService"),
    ("wafv2", "AssociateWebACL"),
    ("apprunner", "CreateVpcIngressConnection"),
    ("apprunner", "DescribeVpcIngressConnection"),
];

/// Every call by which it is taken back, in order.
const UNDO_CALLS: [(&str, &str); 8] = [
    ("apprunner", "DeleteVpcIngressConnection"),
    ("wafv2", "DisassociateWebACL"),
    ("apprunner", "DeleteService"),
    ("ec2", "DeleteVpcEndpoints"),
    ("apprunner", "DeleteAutoScalingConfiguration"),
    ("iam", "UpdateAssumeRolePolicy"),
    ("iam", "DetachRolePolicy"),
    ("iam", "DeleteRole"),
];

/// Sets the sandbox by its own command, as its page does.
async fn sandbox(hand: &Hand, change: &str) {
    let script = format!(
        "const done = arguments[arguments.length - 1]; window.__TAURI_INTERNALS__.invoke('sandbox_change', \
         {{ change: {change} }}).then(() => done(true), () => done(false))"
    );
    assert_eq!(hand.evaluate_async(&script).await.unwrap(), true, "{change}");
}

async fn only_this_fails(hand: &Hand, (service, operation): (&str, &str)) {
    sandbox(hand, "{ kind: 'fail_nothing' }").await;
    let fail =
        format!("{{ kind: 'fail', service: '{service}', operation: '{operation}', failure: 'denied', times: null }}");
    sandbox(hand, &fail).await;
}

async fn web_acl(hand: &Hand) {
    hand.choose("Use a web ACL").await.unwrap();
    hand.pick("Web ACL", "shop-firewall").await.unwrap();
}

async fn new_endpoint(hand: &Hand) {
    hand.choose("Private endpoint").await.unwrap();
    hand.choose("Create a new endpoint").await.unwrap();
    hand.pick("VPC", "shop").await.unwrap();
    hand.pick_several("Subnets", &["shop-private-a", "shop-private-b"]).await.unwrap();
    hand.pick_several("Security groups", &["shop-app"]).await.unwrap();
}

#[tokio::test]
async fn a_private_service_is_made_with_its_endpoint_behind_a_web_acl() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    journey::configure(&hand, "5000").await.unwrap();
    hand.unfold("Security").await.unwrap();
    web_acl(&hand).await;
    hand.unfold("Networking").await.unwrap();
    new_endpoint(&hand).await;
    hand.picture("private").await.unwrap();
    hand.press("Next").await.unwrap();
    hand.see("What will be done").await.unwrap();
    hand.picture("private-review").await.unwrap();
    hand.see("0 of 30 services exist in this Region.").await.unwrap();
    hand.scroll_to_heading("Before you create it").await.unwrap();
    hand.picture("private-preflight").await.unwrap();
    hand.press("Create & deploy").await.unwrap();
    hand.see_later(&format!("{NAME} is running")).await.unwrap();
    hand.picture("private-run").await.unwrap();
    hand.press("Services").await.unwrap();
    hand.press(NAME).await.unwrap();
    hand.see("VPC endpoint domain").await.unwrap();
    hand.press("Configuration").await.unwrap();
    hand.see("shop-firewall").await.unwrap();
    hand.picture("private-service").await.unwrap();
    hand.press("Actions").await.unwrap();
    hand.press("Delete").await.unwrap();
    hand.see(&format!("The VPC ingress connection {NAME} and its domain")).await.unwrap();
    hand.see("The VPC interface endpoint, which is billed by the hour").await.unwrap();
    hand.picture("private-delete").await.unwrap();
    hand.write("To confirm, type the service name", NAME).await.unwrap();
    hand.press_last("Delete").await.unwrap();
    hand.see_later(&format!("{NAME} is deleted")).await.unwrap();
    desk.close().await.unwrap();
}

/// One service, made private by one plan, led through another endpoint, and made public again.
#[tokio::test]
async fn a_service_goes_from_public_to_private_and_back() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("No services in").await.unwrap();
    sandbox(&hand, "{ kind: 'pace', seconds: 0 }").await;
    journey::configure(&hand, "5000").await.unwrap();
    hand.press("Next").await.unwrap();
    hand.see("What will be done").await.unwrap();
    hand.press("Create & deploy").await.unwrap();
    hand.see_later(&format!("{NAME} is running")).await.unwrap();
    hand.press("Go to service").await.unwrap();
    hand.see("Default domain").await.unwrap();
    to_incoming(&hand).await;
    new_endpoint(&hand).await;
    hand.see("no longer be reachable from the internet").await.unwrap();
    hand.picture("incoming").await.unwrap();
    hand.press("Review").await.unwrap();
    hand.see(&format!("Make {NAME} private")).await.unwrap();
    hand.picture("incoming-review").await.unwrap();
    hand.press("Start").await.unwrap();
    hand.see_later(&format!("{NAME} can be reached from the VPC")).await.unwrap();
    hand.picture("incoming-done").await.unwrap();
    hand.press("Go to service").await.unwrap();
    hand.see("VPC endpoint domain").await.unwrap();
    who_reaches(&hand).await;
    hand.press("Private endpoints").await.unwrap();
    hand.see("shop-apprunner").await.unwrap();
    hand.picture("endpoints").await.unwrap();
    to_service(&hand).await;
    to_incoming(&hand).await;
    hand.pick("Existing VPC interface endpoint", "shop-apprunner").await.unwrap();
    hand.press("Review").await.unwrap();
    hand.see("Move the VPC ingress connection").await.unwrap();
    hand.press("Start").await.unwrap();
    hand.see_later(&format!("{NAME} can be reached from the VPC")).await.unwrap();
    hand.press("Go to service").await.unwrap();
    to_incoming(&hand).await;
    hand.choose("Public endpoint").await.unwrap();
    hand.press("Review").await.unwrap();
    hand.write("To confirm, type the service name", NAME).await.unwrap();
    hand.picture("incoming-public").await.unwrap();
    hand.press("Start").await.unwrap();
    hand.see_later(&format!("{NAME} can be reached from the internet")).await.unwrap();
    // The endpoint that was made leads nowhere now.
    hand.press("Private endpoints").await.unwrap();
    hand.press("apprunner-requests").await.unwrap();
    hand.press("Actions").await.unwrap();
    hand.choose_item("Delete").await.unwrap();
    hand.see("Delete the VPC interface endpoint").await.unwrap();
    hand.press_last("Delete").await.unwrap();
    hand.see_later("The VPC interface endpoint apprunner-requests was deleted").await.unwrap();
    desk.close().await.unwrap();
}

async fn to_service(hand: &Hand) {
    hand.press("Services").await.unwrap();
    hand.press(NAME).await.unwrap();
}

async fn to_incoming(hand: &Hand) {
    hand.press("Actions").await.unwrap();
    hand.choose_item("Change incoming network traffic").await.unwrap();
    hand.see(&format!("Incoming network traffic for {NAME}")).await.unwrap();
}

/// The endpoint's group lets nobody in until a rule is added.
async fn who_reaches(hand: &Hand) {
    hand.press("Configuration").await.unwrap();
    hand.see("Who can reach it").await.unwrap();
    hand.pick("Clients’ security group", "shop-app").await.unwrap();
    hand.see("No inbound rule of the endpoint").await.unwrap();
    hand.scroll_to_heading("Who can reach it").await.unwrap();
    hand.picture("entry").await.unwrap();
    hand.press("Allow port 443 in shop-app (sg-0a11ce00000000a99)…").await.unwrap();
    hand.see("Allow the clients to reach").await.unwrap();
    hand.press("Allow").await.unwrap();
    hand.see_later("The rule is there.").await.unwrap();
    hand.close("The rule is there").await.unwrap();
    hand.see_no_more("No inbound rule of the endpoint").await.unwrap();
    hand.see("Reachable").await.unwrap();
    hand.picture("entry-allowed").await.unwrap();
}

/// Forty lines of a file, as people have them.
fn dot_env() -> String {
    let lines = (1..=38).map(|number| format!("SETTING_{number}=value {number}"));
    let special = ["# settings of the shop".to_owned(), "QUOTED=\"two words\"".to_owned()];
    special.into_iter().chain(lines).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn an_image_service_with_everything_set() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    journey::configure(&hand, "5000").await.unwrap();
    hand.press("Import").await.unwrap();
    hand.paste("Text", &dot_env()).await.unwrap();
    hand.see("SETTING_38").await.unwrap();
    hand.picture("import").await.unwrap();
    hand.press("Add to the draft").await.unwrap();
    hand.see_no_more("Import environment variables").await.unwrap();
    hand.unfold("Additional configuration").await.unwrap();
    hand.write("Start command", "flask run --host 0.0.0.0 --port 5000").await.unwrap();
    hand.unfold("Auto scaling").await.unwrap();
    hand.choose("Create new configuration").await.unwrap();
    hand.write("Configuration name", "everything").await.unwrap();
    hand.write("Maximum size", "3").await.unwrap();
    hand.unfold("Health check").await.unwrap();
    hand.choose("HTTP").await.unwrap();
    hand.write("Path", "/health").await.unwrap();
    hand.unfold("Security").await.unwrap();
    hand.choose("Create new role").await.unwrap();
    hand.choose("Own AWS KMS key").await.unwrap();
    hand.write("KMS key ARN", "arn:aws:kms:ap-northeast-1:123456789012:key/0a11ce00-0000-4000-8000-000000000001")
        .await
        .unwrap();
    web_acl(&hand).await;
    hand.unfold("Networking").await.unwrap();
    hand.choose("Private endpoint").await.unwrap();
    hand.pick("Existing VPC interface endpoint", "shop-apprunner").await.unwrap();
    hand.choose("Custom VPC, by a new connector").await.unwrap();
    hand.pick("VPC", "shop").await.unwrap();
    hand.pick_several("Subnets", &["shop-private-a", "shop-private-b"]).await.unwrap();
    hand.pick_several("Security groups", &["shop-app"]).await.unwrap();
    hand.press("Add new tag (VPC connector)").await.unwrap();
    hand.write("Key (VPC connector) 1", "owner").await.unwrap();
    hand.write("Value (VPC connector) 1", "platform").await.unwrap();
    hand.unfold("Observability").await.unwrap();
    hand.choose_last("Create new configuration").await.unwrap();
    hand.see("xray-tracing").await.unwrap();
    hand.unfold("Tags").await.unwrap();
    hand.press("Add new tag").await.unwrap();
    hand.write("Key 1", "team").await.unwrap();
    hand.picture("everything").await.unwrap();
    hand.press("Next").await.unwrap();
    hand.see("What will be done").await.unwrap();
    hand.see("SETTING_38").await.unwrap();
    hand.see("QUOTED").await.unwrap();
    hand.see("owner = platform").await.unwrap();
    hand.picture("everything-review").await.unwrap();
    hand.press("Create & deploy").await.unwrap();
    hand.see_later(&format!("{NAME} is running")).await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn a_service_is_copied_into_another_region() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("No services in").await.unwrap();
    hand.press("Region: Tokyo (ap-northeast-1)").await.unwrap();
    hand.choose_item("us-east-1").await.unwrap();
    hand.press("storefront").await.unwrap();
    hand.press("Actions").await.unwrap();
    hand.choose_item("Copy").await.unwrap();
    hand.see("Copy storefront to a new service").await.unwrap();
    hand.pick("Region", "ap-northeast-1").await.unwrap();
    hand.picture("copy").await.unwrap();
    hand.press("Continue").await.unwrap();
    hand.see("Not everything could be copied").await.unwrap();
    hand.picture("copy-left-out").await.unwrap();
    hand.press("Next").await.unwrap();
    hand.see("Name the service").await.unwrap();
    // The connector's name came along; its subnets are of the other Region.
    hand.unfold("Networking").await.unwrap();
    hand.pick("VPC", "shop").await.unwrap();
    hand.pick_several("Subnets", &["shop-private-a", "shop-private-b"]).await.unwrap();
    hand.pick_several("Security groups", &["shop-app"]).await.unwrap();
    hand.press("Next").await.unwrap();
    hand.see("What will be done").await.unwrap();
    hand.picture("copy-review").await.unwrap();
    hand.press("Create & deploy").await.unwrap();
    hand.see_later("storefront-copy is running").await.unwrap();
    desk.close().await.unwrap();
}

/// The draft of a plan with a call of every kind.
async fn one_of_each(hand: &Hand) {
    journey::configure(hand, "5000").await.unwrap();
    hand.unfold("Auto scaling").await.unwrap();
    hand.choose("Create new configuration").await.unwrap();
    hand.write("Configuration name", "each-step").await.unwrap();
    hand.unfold("Security").await.unwrap();
    hand.choose("Use existing role").await.unwrap();
    hand.pick("Existing instance roles", "acme-reports-instance-role").await.unwrap();
    hand.press("Add App Runner to its trust policy").await.unwrap();
    web_acl(hand).await;
    hand.unfold("Networking").await.unwrap();
    new_endpoint(hand).await;
    hand.press("Next").await.unwrap();
    hand.see("What will be done").await.unwrap();
}

/// One run that fails at each of its steps and is resumed each time.
#[tokio::test]
async fn a_failure_at_each_step_is_resumed() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("No services in").await.unwrap();
    sandbox(&hand, "{ kind: 'pace', seconds: 0 }").await;
    one_of_each(&hand).await;
    only_this_fails(&hand, CALLS[0]).await;
    hand.press("Create & deploy").await.unwrap();
    for (at, (service, operation)) in CALLS.into_iter().enumerate() {
        hand.see_later(&format!("{service}:{operation}")).await.unwrap();
        match CALLS.get(at + 1) {
            Some(next) => only_this_fails(&hand, *next).await,
            None => sandbox(&hand, "{ kind: 'fail_nothing' }").await,
        }
        hand.press("Try again").await.unwrap();
        hand.see_no_more(&format!("{service}:{operation}")).await.unwrap();
    }
    hand.see_later(&format!("{NAME} is running")).await.unwrap();
    desk.close().await.unwrap();
}

/// One run that fails at its last step and is taken back, which fails at each of its steps too.
#[tokio::test]
async fn a_failure_at_each_step_back_is_undone_further() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("No services in").await.unwrap();
    sandbox(&hand, "{ kind: 'pace', seconds: 0 }").await;
    one_of_each(&hand).await;
    let (service, operation) = CALLS[CALLS.len() - 1];
    only_this_fails(&hand, (service, operation)).await;
    hand.press("Create & deploy").await.unwrap();
    hand.see_later(&format!("{service}:{operation}")).await.unwrap();
    let deletion = UNDO_CALLS.iter().position(|(_, operation)| *operation == "DeleteService").unwrap();
    for (at, (service, operation)) in UNDO_CALLS.into_iter().enumerate() {
        only_this_fails(&hand, (service, operation)).await;
        hand.press("Undo").await.unwrap();
        hand.see("Undo this change?").await.unwrap();
        // What is left after the service is gone is lost to nobody.
        if at <= deletion + 1 {
            hand.write("To confirm, type the name", NAME).await.unwrap();
        }
        hand.press_last("Undo").await.unwrap();
        hand.see_later(&format!("{service}:{operation}")).await.unwrap();
    }
    sandbox(&hand, "{ kind: 'fail_nothing' }").await;
    hand.press("Undo").await.unwrap();
    hand.see("Undo this change?").await.unwrap();
    hand.press_last("Undo").await.unwrap();
    hand.see_later("Everything that this change did has been undone").await.unwrap();
    hand.press("Services").await.unwrap();
    hand.see("No services in").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn a_plain_value_is_kept_as_a_secret() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    journey::configure(&hand, "5000").await.unwrap();
    hand.write("Name", "API_PASSWORD").await.unwrap();
    hand.press("Store as a secret…").await.unwrap();
    hand.see("Store API_PASSWORD as a secret").await.unwrap();
    hand.press("AWS CLI command").await.unwrap();
    hand.see("aws secretsmanager create-secret").await.unwrap();
    hand.picture("secret").await.unwrap();
    hand.press("Store").await.unwrap();
    hand.see_no_more("Store API_PASSWORD as a secret").await.unwrap();
    hand.press("Create the role my-first-app-runner-instance-role").await.unwrap();
    hand.press("Next").await.unwrap();
    hand.see("What will be done").await.unwrap();
    hand.see("my-first-app-runner/API_PASSWORD").await.unwrap();
    hand.picture("secret-review").await.unwrap();
    desk.close().await.unwrap();
}

/// Goes from the choice of a group that is made to a later one, by keyboard.
async fn choose_by_keyboard(hand: &Hand, from: &str, down: usize) {
    hand.tab_to(from).await.unwrap();
    for _ in 0..down {
        hand.keys(&journey::DOWN.to_string()).await.unwrap();
    }
}

/// Picks the option that a filter leaves, by keyboard.
async fn pick_by_keyboard(hand: &Hand, label: &str, filter: &str) {
    enter(hand, label).await;
    hand.keys(filter).await.unwrap();
    hand.see(filter).await.unwrap();
    hand.keys(&format!("{}{}", journey::DOWN, journey::ENTER)).await.unwrap();
}

#[tokio::test]
async fn a_private_service_is_set_up_by_keyboard_alone() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    begin_by_keyboard(&hand).await;
    enter(&hand, "Security").await;
    choose_by_keyboard(&hand, "Off", 1).await;
    pick_by_keyboard(&hand, "Web ACL", "office-only").await;
    enter(&hand, "Networking").await;
    choose_by_keyboard(&hand, "Public endpoint", 1).await;
    pick_by_keyboard(&hand, "Existing VPC interface endpoint", "shop-apprunner").await;
    hand.picture("keyboard").await.unwrap();
    enter(&hand, "Next").await;
    hand.see("What will be done").await.unwrap();
    hand.see("office-only").await.unwrap();
    hand.see("vpce-0a11ce00000000004").await.unwrap();
    desk.close().await.unwrap();
}

/// A private service that somebody made elsewhere, with a custom domain.
const ELSEWHERE: &str = r#"
import sys, time, boto3
apprunner = boto3.client("apprunner", endpoint_url=sys.argv[1])
arn = apprunner.create_service(ServiceName="reports", SourceConfiguration={
    "AutoDeploymentsEnabled": False,
    "ImageRepository": {"ImageIdentifier": "public.ecr.aws/nginx/nginx:latest", "ImageRepositoryType": "ECR_PUBLIC",
        "ImageConfiguration": {"Port": "80"}}},
    NetworkConfiguration={"IngressConfiguration": {"IsPubliclyAccessible": False}})["Service"]["ServiceArn"]
while apprunner.describe_service(ServiceArn=arn)["Service"]["Status"] == "OPERATION_IN_PROGRESS":
    time.sleep(0.1)
apprunner.create_vpc_ingress_connection(ServiceArn=arn, VpcIngressConnectionName="reports-way",
    IngressVpcConfiguration={"VpcId": "vpc-0a11ce00000054071", "VpcEndpointId": "vpce-0a11ce00000000004"})
apprunner.associate_custom_domain(ServiceArn=arn, DomainName="reports.example.com", EnableWWWSubdomain=False)
"#;

#[tokio::test]
async fn a_private_service_that_others_made_tells_who_reaches_it() {
    let sandbox = crate::LoopbackSandbox::start(&["--pace", "instant"]).await.unwrap();
    let home = crate::at_home_with(&sandbox);
    crate::credentials::foreign(&home, &["-c", ELSEWHERE, &sandbox.url]);
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.press("reports").await.unwrap();
    hand.see("VPC endpoint domain").await.unwrap();
    hand.press("Configuration").await.unwrap();
    hand.see("reports.example.com").await.unwrap();
    hand.see("CNAME target in vpc-0a11ce00000054071").await.unwrap();
    hand.see("All 9 subnets of shop").await.unwrap();
    hand.scroll_to_heading("Who can reach it").await.unwrap();
    hand.picture("elsewhere-private").await.unwrap();
    hand.press("Actions").await.unwrap();
    hand.choose_item("Delete VPC ingress connection").await.unwrap();
    hand.write("To confirm, type the name", "reports-way").await.unwrap();
    hand.press_last("Delete").await.unwrap();
    hand.see_later("The VPC ingress connection reports-way was deleted").await.unwrap();
    hand.press("Services").await.unwrap();
    hand.press("reports").await.unwrap();
    hand.press("Configuration").await.unwrap();
    hand.see("This service has no VPC ingress connection").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn who_reaches_a_private_service_is_read_in_japanese() {
    let sandbox = crate::LoopbackSandbox::start(&["--pace", "instant"]).await.unwrap();
    let home = crate::at_home_with(&sandbox);
    crate::credentials::foreign(&home, &["-c", ELSEWHERE, &sandbox.url]);
    let (desk, hand) = open(&home, "ja_JP.UTF-8").await;
    hand.see("reports").await.unwrap();
    enter(&hand, "プライベートエンドポイント").await;
    hand.see("shop-endpoints").await.unwrap();
    hand.picture("endpoints-japanese").await.unwrap();
    enter(&hand, "shop-apprunner").await;
    hand.see("shop の全サブネット (9 個)").await.unwrap();
    hand.picture("endpoint-japanese").await.unwrap();
    enter(&hand, "reports").await;
    hand.see("VPC エンドポイントのドメイン").await.unwrap();
    hand.press("アクション").await.unwrap();
    hand.choose_item("受信ネットワークトラフィックを変更").await.unwrap();
    hand.choose("パブリックエンドポイント").await.unwrap();
    hand.see("そのドメインは復元できません").await.unwrap();
    hand.evaluate("document.body.classList.add('awsui-dark-mode')").await.unwrap();
    enter(&hand, "確認").await;
    hand.see("をインターネットからアクセス可能に変更").await.unwrap();
    hand.picture("incoming-japanese-dark").await.unwrap();
    desk.close().await.unwrap();
}
