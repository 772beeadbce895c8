//! The wizard beyond the first article: source code, drafts, a network of one's own.

use ard_tests::journey::{self, NAME};
use ard_tests::{Hand, Home};

use crate::{ENGLISH, open};

/// What the window would be told if it asked for the drafts that are kept.
const KEPT: &str = "const done = arguments[arguments.length - 1]; \
                    window.__TAURI_INTERNALS__.invoke('drafts_list').then(drafts => done(drafts.length), () => done(-1))";

async fn begin(hand: &Hand) {
    hand.see("No services in").await.unwrap();
    hand.press("Create service").await.unwrap();
    hand.see("Source and deployment").await.unwrap();
}

#[tokio::test]
async fn source_code_is_connected_agreed_to_built_and_run() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    begin(&hand).await;
    hand.choose("Source code repository").await.unwrap();
    hand.press("Add new").await.unwrap();
    hand.write("Connection name", "acme-github").await.unwrap();
    hand.see("Create the connection").await.unwrap();
    hand.press_last("Create").await.unwrap();
    hand.press("Agree").await.unwrap();
    hand.see_no_more("Add connection").await.unwrap();
    hand.see("acme-github").await.unwrap();
    hand.write("Repository", "https://github.com/acme/shop").await.unwrap();
    hand.picture("code-source").await.unwrap();
    hand.press("Next").await.unwrap();
    hand.see("Build settings").await.unwrap();
    hand.pick("Runtime", "Python 3.11").await.unwrap();
    hand.write("Build command", "pip3 install -r requirements.txt").await.unwrap();
    hand.write("Start command", "python3 app.py").await.unwrap();
    hand.picture("code-build").await.unwrap();
    hand.press("Next").await.unwrap();
    hand.write("Service name", NAME).await.unwrap();
    hand.press("Next").await.unwrap();
    hand.see("What will be done").await.unwrap();
    hand.see("https://github.com/acme/shop").await.unwrap();
    hand.picture("code-review").await.unwrap();
    hand.press("Create & deploy").await.unwrap();
    hand.see_later(&format!("{NAME} is running")).await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn a_draft_survives_a_power_cut_and_is_gone_once_it_is_a_service() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    begin(&hand).await;
    let uri = "public.ecr.aws/aws-containers/hello-app-runner:latest";
    hand.choose("Amazon ECR Public").await.unwrap();
    hand.write("Container image URI", uri).await.unwrap();
    let kept = async || (hand.evaluate_async(KEPT).await.ok()?.as_u64()? == 1).then_some(());
    hand.wait_for("a draft that is kept", kept).await.unwrap();
    desk.kill().await.unwrap();

    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("No services in").await.unwrap();
    hand.press("Drafts").await.unwrap();
    hand.see("No name yet").await.unwrap();
    hand.picture("drafts").await.unwrap();
    hand.press("Continue").await.unwrap();
    hand.see("Source and deployment").await.unwrap();
    hand.press("Next").await.unwrap();
    hand.write("Service name", NAME).await.unwrap();
    hand.write("Port", "8000").await.unwrap();
    hand.press("Next").await.unwrap();
    hand.see(uri).await.unwrap();
    hand.press("Create & deploy").await.unwrap();
    hand.see_later(&format!("{NAME} is running")).await.unwrap();
    hand.press("Drafts").await.unwrap();
    hand.see("No drafts").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn the_sandbox_is_told_to_fail_and_to_start_again() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("No services in").await.unwrap();
    hand.press("Controls").await.unwrap();
    hand.see("Waiting for you").await.unwrap();
    hand.choose("At once").await.unwrap();
    hand.pick("What happens", "Access denied").await.unwrap();
    hand.press("Let it fail").await.unwrap();
    hand.see("apprunner:CreateService").await.unwrap();
    hand.picture("sandbox").await.unwrap();
    hand.press("Services").await.unwrap();
    journey::configure(&hand, "5000").await.unwrap();
    hand.press("Next").await.unwrap();
    hand.see("What will be done").await.unwrap();
    hand.press("Create & deploy").await.unwrap();
    hand.see_later("apprunner:CreateService").await.unwrap();
    hand.press("Try again").await.unwrap();
    hand.see_later(&format!("{NAME} is running")).await.unwrap();
    hand.press("Controls").await.unwrap();
    hand.press("Reset the sandbox").await.unwrap();
    hand.see("Reset the sandbox?").await.unwrap();
    hand.press_last("Reset the sandbox").await.unwrap();
    hand.see("The sandbox is as it was at the first start").await.unwrap();
    hand.press("Services").await.unwrap();
    hand.see("No services in").await.unwrap();
    desk.close().await.unwrap();
}

/// What the articles go on with: rights on a DynamoDB table, and a way into the VPC of the PostgreSQL database.
#[tokio::test]
async fn a_role_and_a_connector_are_made_with_the_service_and_undone_with_it() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    // A port on which nothing listens, so that there is something to undo.
    journey::configure(&hand, "5001").await.unwrap();
    hand.unfold("Security").await.unwrap();
    hand.choose("Create new role").await.unwrap();
    hand.see("May do what the draft needs, and no more.").await.unwrap();
    hand.press("Add resource").await.unwrap();
    hand.write("Name or ARN", "Employee").await.unwrap();
    hand.see("table/Employee").await.unwrap();
    hand.unfold("Networking").await.unwrap();
    hand.choose("Custom VPC, by a new connector").await.unwrap();
    hand.pick("VPC", "shop").await.unwrap();
    hand.pick_several("Subnets", &["shop-private-a", "shop-public-b"]).await.unwrap();
    hand.see("internet gateway").await.unwrap();
    hand.pick_several("Subnets", &["shop-public-b", "shop-private-b"]).await.unwrap();
    hand.pick_several("Security groups", &["shop-app"]).await.unwrap();
    hand.picture("connector").await.unwrap();
    hand.press("Next").await.unwrap();
    hand.see("What will be done").await.unwrap();
    hand.picture("connector-review").await.unwrap();
    hand.press("Create & deploy").await.unwrap();
    hand.see_later("The application listens on another port").await.unwrap();
    hand.picture("connector-failed").await.unwrap();
    hand.press("Undo").await.unwrap();
    hand.see("Undo this change?").await.unwrap();
    hand.write("To confirm, type the name", NAME).await.unwrap();
    hand.press_last("Undo").await.unwrap();
    hand.see_later("Everything that this change did has been undone").await.unwrap();
    desk.close().await.unwrap();
}
