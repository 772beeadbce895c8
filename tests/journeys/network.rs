//! What a connector reaches is seen before it is made.

use super::*;

/// Waits until everything is reached, and nothing is in the way.
async fn all_reached(hand: &Hand) {
    hand.see_no_more("Blocked").await.unwrap();
    hand.see("Reachable").await.unwrap();
}

#[tokio::test]
async fn a_public_subnet_and_a_closed_database_are_seen_and_put_right() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    journey::configure(&hand, "5000").await.unwrap();
    hand.unfold("Networking").await.unwrap();
    hand.choose("Custom VPC, by a new connector").await.unwrap();
    hand.see("Choose subnets to see what is reached").await.unwrap();
    hand.pick("VPC", "shop").await.unwrap();
    hand.see("Click subnets to choose them").await.unwrap();
    hand.press_box("shop-public-a, Public").await.unwrap();
    hand.see("This is a public subnet").await.unwrap();
    hand.scroll_to_heading("Network").await.unwrap();
    hand.picture("network-public").await.unwrap();
    hand.see("No inbound rule of the security group shop-database").await.unwrap();
    hand.scroll_to_heading("What it reaches").await.unwrap();
    hand.picture("reach-blocked").await.unwrap();
    for subnet in ["shop-public-a, Public", "shop-private-a, Private", "shop-private-b, Private"] {
        hand.press_box(subnet).await.unwrap();
    }
    hand.see_no_more("This is a public subnet").await.unwrap();
    hand.see("No inbound rule of the security group shop-database").await.unwrap();
    // The VPC's own group is let in by a plan, from here.
    hand.pick_several("Security groups", &["default"]).await.unwrap();
    hand.press("Allow port 5432 in shop-database (sg-0a11ce000000000db)…").await.unwrap();
    hand.see("into the security group").await.unwrap();
    hand.picture("allow-inbound").await.unwrap();
    hand.press_last("Allow").await.unwrap();
    hand.see("The rule is there").await.unwrap();
    hand.close("The rule is there").await.unwrap();
    all_reached(&hand).await;
    hand.scroll_to_heading("What it reaches").await.unwrap();
    hand.picture("reach").await.unwrap();
    hand.scroll_to_heading("Network").await.unwrap();
    hand.picture("network").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn an_isolated_subnet_reaches_what_has_an_endpoint_and_no_more() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    journey::configure(&hand, "5000").await.unwrap();
    hand.unfold("Networking").await.unwrap();
    hand.choose("Custom VPC, by a new connector").await.unwrap();
    hand.pick("VPC", "shop").await.unwrap();
    hand.pick_several("Subnets", &["shop-isolated-a"]).await.unwrap();
    hand.pick_several("Security groups", &["shop-app"]).await.unwrap();
    hand.see("has no route there").await.unwrap();
    let screen = hand.screen().await;
    let row = |name: &str| {
        let (_, table) = screen.split_once("What it reaches").unwrap_or_default();
        let (_, after) = table.split_once(name).unwrap_or_else(|| panic!("{name} in {screen}"));
        after.trim_start().lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(row("Internet (HTTPS, IPv4)"), "Blocked");
    assert_eq!(row("AWS API: s3"), "Reachable");
    assert_eq!(row("AWS API: dynamodb"), "Blocked");
    assert_eq!(row("shop-db (postgres:5432)"), "Reachable");
    desk.close().await.unwrap();
}

async fn large(hand: &Hand) {
    journey::configure(hand, "5000").await.unwrap();
    hand.unfold("Networking").await.unwrap();
    hand.choose("Custom VPC, by a new connector").await.unwrap();
    hand.pick("VPC", "large").await.unwrap();
    hand.see("Click subnets to choose them").await.unwrap();
}

#[tokio::test]
async fn two_hundred_subnets_are_gone_about_in() {
    let sandbox = LoopbackSandbox::start(&["--subnets", "200"]).await.unwrap();
    let home = at_home_with(&sandbox);
    let (desk, hand) = open(&home, ENGLISH).await;
    large(&hand).await;
    hand.scroll_to_heading("Network").await.unwrap();
    hand.picture("network-200").await.unwrap();
    hand.press("Enlarge the picture").await.unwrap();
    hand.press_last("Show all").await.unwrap();
    hand.picture("network-200-large").await.unwrap();
    hand.press_last("Close").await.unwrap();
    // By keyboard: one stop of the tabulator, and the arrows from there.
    hand.tab_to("large-0, Public").await.unwrap();
    hand.keys(&format!("{0}{0}{0}{0}{0}{0}{0}{0} ", journey::DOWN)).await.unwrap();
    let focus = hand.focus().await.unwrap();
    assert!(focus.starts_with("large-") && !focus.starts_with("large-0,"), "{focus}");
    hand.see("Reachable").await.unwrap();
    hand.picture("network-200-keyboard").await.unwrap();
    hand.evaluate("document.body.classList.add('awsui-dark-mode')").await.unwrap();
    hand.picture("network-200-dark").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn thirty_subnets_lie_side_by_side() {
    let sandbox = LoopbackSandbox::start(&["--subnets", "30"]).await.unwrap();
    let home = at_home_with(&sandbox);
    let (desk, hand) = open(&home, ENGLISH).await;
    large(&hand).await;
    hand.press_box("large-1, Private").await.unwrap();
    hand.see("Reachable").await.unwrap();
    hand.scroll_to_heading("Network").await.unwrap();
    hand.picture("network-30").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn the_picture_is_read_in_japanese() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, "ja_JP.UTF-8").await;
    hand.press("サービスを作成").await.unwrap();
    hand.write("コンテナイメージの URI", "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/my-flask-app:latest")
        .await
        .unwrap();
    hand.press("次へ").await.unwrap();
    hand.unfold("ネットワーキング").await.unwrap();
    hand.choose("カスタム VPC (新しいコネクタ)").await.unwrap();
    hand.pick("VPC", "shop").await.unwrap();
    hand.press_box("shop-private-a, プライベート").await.unwrap();
    hand.see("到達可能").await.unwrap();
    hand.scroll_to_heading("ネットワーク").await.unwrap();
    hand.picture("network-japanese").await.unwrap();
    hand.press("表").await.unwrap();
    hand.see("アベイラビリティーゾーン").await.unwrap();
    hand.picture("network-japanese-table").await.unwrap();
    hand.evaluate("document.body.classList.add('awsui-dark-mode')").await.unwrap();
    hand.press("図").await.unwrap();
    hand.picture("network-japanese-dark").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn a_database_is_connected_by_one_choice() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    journey::configure(&hand, "5000").await.unwrap();
    hand.unfold("Networking").await.unwrap();
    hand.press("Connect to a database").await.unwrap();
    hand.pick("Database", "shop-db").await.unwrap();
    hand.see("POSTGRES_URL=postgresql://shop:PASSWORD@shop-db.").await.unwrap();
    hand.picture("database").await.unwrap();
    hand.press_last("Apply").await.unwrap();
    // A new connector in the private subnets, with the group that the database lets in.
    hand.see("shop-db (postgres:5432): Reachable").await.unwrap();
    hand.see("3 subnets").await.unwrap();
    hand.picture("database-applied").await.unwrap();
    hand.press("Next").await.unwrap();
    hand.see("What will be done").await.unwrap();
    hand.see("Create the VPC connector my-first-app-runner-connector").await.unwrap();
    hand.see("POSTGRES_URL").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn of_two_vpcs_only_one_is_chosen_from() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    journey::configure(&hand, "5000").await.unwrap();
    hand.unfold("Networking").await.unwrap();
    hand.choose("Custom VPC, by a new connector").await.unwrap();
    hand.pick("VPC", "shop").await.unwrap();
    hand.press_box("shop-private-a, Private").await.unwrap();
    hand.see("AWS API: s3: Reachable").await.unwrap();
    hand.pick("VPC", "plain").await.unwrap();
    hand.press_box("plain-a, ").await.unwrap();
    hand.see("1 subnet").await.unwrap();
    // What is chosen is of one VPC: the database of the other one is not asked about.
    hand.see_no_more("shop-db (postgres:5432)").await.unwrap();
    assert!(!hand.shows("shop-private-a").await);
    hand.picture("network-plain").await.unwrap();
    desk.close().await.unwrap();
}
