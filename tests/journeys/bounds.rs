//! Where one may do what: services of other Regions, a project that holds changes back, permissions.

use super::*;

#[tokio::test]
async fn an_empty_list_says_where_the_services_are() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("No services in").await.unwrap();
    hand.see("8 services in N. Virginia (us-east-1)").await.unwrap();
    hand.see("Looked in").await.unwrap();
    hand.picture("elsewhere").await.unwrap();
    hand.press("Switch to N. Virginia (us-east-1)").await.unwrap();
    hand.see("storefront").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn a_project_holds_back_what_is_elsewhere() {
    let home = Home::new().unwrap();
    let folder = home.aws_file("..").join("shop");
    std::fs::create_dir_all(&folder).unwrap();
    let pin = "{\"account\": \"123456789012\", \"region\": \"us-east-1\"}";
    std::fs::write(folder.join("app-runner-desktop.json"), pin).unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("No services in").await.unwrap();
    hand.press("Settings").await.unwrap();
    hand.choose_item("Project…").await.unwrap();
    hand.write("Folder", "~/shop").await.unwrap();
    hand.picture("project").await.unwrap();
    hand.press("Open").await.unwrap();
    hand.see("Project shop · Account 123456789012 · N. Virginia (us-east-1)").await.unwrap();
    hand.see("This window is elsewhere").await.unwrap();
    journey::configure(&hand, "5000").await.unwrap();
    journey::review(&hand).await.unwrap();
    hand.press("Create & deploy").await.unwrap();
    hand.see("The open project is about another place").await.unwrap();
    hand.picture("project-elsewhere").await.unwrap();
    desk.close().await.unwrap();

    // It is open again when the application is, and anybody may break its file meanwhile.
    std::fs::write(folder.join("app-runner-desktop.json"), pin.replace("region", "regoin")).unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("Nothing can be changed until").await.unwrap();
    hand.see("Line 1: “regoin” means nothing here").await.unwrap();
    hand.picture("project-broken").await.unwrap();
    hand.press("Project…").await.unwrap();
    hand.press("Close project").await.unwrap();
    hand.see_no_more("Nothing can be changed until").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn one_sees_what_one_may_do() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("No services in").await.unwrap();
    hand.press("Permissions").await.unwrap();
    hand.see("The user sandbox").await.unwrap();
    hand.see("Create a service from a container image").await.unwrap();
    hand.press("Create a service from a container image").await.unwrap();
    hand.see("iam:PassRole").await.unwrap();
    hand.picture("permissions").await.unwrap();
    desk.close().await.unwrap();
}
