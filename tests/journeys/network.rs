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
    hand.pick_several("Subnets", &["shop-public-a"]).await.unwrap();
    hand.see("This is a public subnet").await.unwrap();
    hand.see("No inbound rule of the security group shop-database").await.unwrap();
    hand.scroll_to_heading("What it reaches").await.unwrap();
    hand.picture("reach-blocked").await.unwrap();
    hand.pick_several("Subnets", &["shop-public-a", "shop-private-a", "shop-private-b"]).await.unwrap();
    hand.see_no_more("This is a public subnet").await.unwrap();
    hand.see("No inbound rule of the security group shop-database").await.unwrap();
    // The VPC's own group is let in by a plan, from here.
    hand.pick_several("Security groups", &["default"]).await.unwrap();
    hand.press("Allow port 5432 in shop-database (sg-0a11ce000000000db)…").await.unwrap();
    hand.see("into the security group").await.unwrap();
    hand.picture("allow-inbound").await.unwrap();
    hand.press_last("Allow").await.unwrap();
    hand.see("The rule is there").await.unwrap();
    hand.press_last("Close").await.unwrap();
    all_reached(&hand).await;
    hand.scroll_to_heading("What it reaches").await.unwrap();
    hand.picture("reach").await.unwrap();
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
        let (_, after) = screen.split_once(name).unwrap_or_else(|| panic!("{name} in {screen}"));
        after.trim_start().lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(row("Internet (HTTPS, IPv4)"), "Blocked");
    assert_eq!(row("AWS API: s3"), "Reachable");
    assert_eq!(row("AWS API: dynamodb"), "Blocked");
    assert_eq!(row("shop-db (postgres:5432)"), "Reachable");
    desk.close().await.unwrap();
}
