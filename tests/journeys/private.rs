//! Everything that the wizard offers beyond the articles: private services, web ACLs, secrets, imports, copies; and a
//! failure at each kind of step.

use ard_tests::journey::{self, NAME};
use ard_tests::{Hand, Home};

use crate::{ENGLISH, open};

/// Every call of the plan that changes something, in order.
const CALLS: [(&str, &str); 11] = [
    ("iam", "CreateRole"),
    ("iam", "AttachRolePolicy"),
    ("iam", "UpdateAssumeRolePolicy"),
    ("apprunner", "CreateObservabilityConfiguration"),
    ("apprunner", "CreateAutoScalingConfiguration"),
    ("apprunner", "CreateVpcConnector"),
    ("ec2", "CreateVpcEndpoint"),
    ("apprunner", "CreateService"),
    ("wafv2", "AssociateWebACL"),
    ("apprunner", "CreateVpcIngressConnection"),
    ("apprunner", "DescribeVpcIngressConnection"),
];

/// Every call by which it is taken back, in order.
const UNDO_CALLS: [(&str, &str); 9] = [
    ("apprunner", "DeleteVpcIngressConnection"),
    ("wafv2", "DisassociateWebACL"),
    ("apprunner", "DeleteService"),
    ("ec2", "DeleteVpcEndpoints"),
    ("apprunner", "DeleteVpcConnector"),
    ("apprunner", "DeleteAutoScalingConfiguration"),
    ("apprunner", "DeleteObservabilityConfiguration"),
    ("iam", "UpdateAssumeRolePolicy"),
    ("iam", "DetachRolePolicy"),
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
    let fail = format!(
        "{{ kind: 'fail', service: '{service}', operation: '{operation}', failure: 'denied', times: null }}"
    );
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
    hand.press("Create & deploy").await.unwrap();
    hand.see_later(&format!("{NAME} is running")).await.unwrap();
    hand.picture("private-run").await.unwrap();
    hand.press("Services").await.unwrap();
    hand.press(NAME).await.unwrap();
    hand.see("VPC endpoint domain").await.unwrap();
    hand.press("Configuration").await.unwrap();
    hand.see("shop-firewall").await.unwrap();
    hand.picture("private-service").await.unwrap();
    desk.close().await.unwrap();
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
    hand.write("Text", &dot_env()).await.unwrap();
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
    hand.pick("Protocol", "HTTP").await.unwrap();
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
    hand.pick("Existing VPC interface endpoint", "vpce-0a11ce00000000004").await.unwrap();
    hand.choose("Custom VPC, by a new connector").await.unwrap();
    hand.pick("VPC", "shop").await.unwrap();
    hand.pick_several("Subnets", &["shop-private-a", "shop-private-b"]).await.unwrap();
    hand.pick_several("Security groups", &["shop-app"]).await.unwrap();
    hand.unfold("Observability").await.unwrap();
    hand.choose("Create new configuration").await.unwrap();
    hand.unfold("Tags").await.unwrap();
    hand.press("Add new tag").await.unwrap();
    hand.write("Key", "team").await.unwrap();
    hand.picture("everything").await.unwrap();
    hand.press("Next").await.unwrap();
    hand.see("What will be done").await.unwrap();
    hand.see("SETTING_38").await.unwrap();
    hand.see("QUOTED").await.unwrap();
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
    hand.pick("Region", "us-east-1").await.unwrap();
    hand.press("orders-api").await.unwrap();
    hand.press("Copy").await.unwrap();
    hand.see("Copy orders-api to a new service").await.unwrap();
    hand.picture("copy").await.unwrap();
    desk.close().await.unwrap();
}

/// One run that fails at each of its steps and is resumed each time; another that is taken back, and fails at that.
#[tokio::test]
async fn a_failure_at_each_step_is_resumed_and_one_at_each_undo_is_undone_further() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("No services in").await.unwrap();
    sandbox(&hand, "{ kind: 'pace', seconds: 0 }").await;
    only_this_fails(&hand, CALLS[0]).await;
    hand.press("Create service").await.unwrap();
    desk.close().await.unwrap();
}
