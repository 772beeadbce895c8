//! Interface endpoints by themselves: made, changed, put back.

use super::*;

async fn to_endpoints(hand: &Hand) {
    hand.press("Private endpoints").await.unwrap();
    hand.see("shop-apprunner").await.unwrap();
}

/// The endpoint that there is takes another subnet of a zone, and a group that lets clients in, and goes back.
#[tokio::test]
async fn an_endpoint_is_changed_and_put_back() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    to_endpoints(&hand).await;
    hand.press("shop-apprunner").await.unwrap();
    hand.press("Actions").await.unwrap();
    hand.choose_item("Edit").await.unwrap();
    hand.see("Edit shop-apprunner").await.unwrap();
    hand.see("All 9 subnets of shop").await.unwrap();
    hand.pick_several("Subnets", &["shop-private-a", "shop-isolated-a"]).await.unwrap();
    hand.pick_several("Security groups", &["shop-endpoints", "shop-app"]).await.unwrap();
    // The group of the connector lets nobody in.
    hand.see("No inbound rule of the endpoint").await.unwrap();
    hand.picture("endpoint-edit").await.unwrap();
    hand.press("Review").await.unwrap();
    hand.see("remove subnet-0a11ce00000000011").await.unwrap();
    hand.see("add subnet-0a11ce00000000021").await.unwrap();
    hand.picture("endpoint-review").await.unwrap();
    hand.press("Start").await.unwrap();
    hand.see_later("The VPC interface endpoint shop-apprunner was changed").await.unwrap();
    hand.picture("endpoint-changed").await.unwrap();
    to_endpoints(&hand).await;
    hand.see("shop-isolated-a").await.unwrap();
    hand.press("Changes").await.unwrap();
    hand.press("Change the VPC interface endpoint shop-apprunner").await.unwrap();
    hand.press("Undo").await.unwrap();
    hand.see("Restore the previous subnets and security groups").await.unwrap();
    hand.press_last("Undo").await.unwrap();
    hand.see_later("Everything that this change did has been undone").await.unwrap();
    to_endpoints(&hand).await;
    hand.see("shop-private-a").await.unwrap();
    hand.see("shop-endpoints").await.unwrap();
    desk.close().await.unwrap();
}

/// One is made from the list, without a service.
#[tokio::test]
async fn an_endpoint_is_made_from_the_list() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    to_endpoints(&hand).await;
    hand.press("Create endpoint").await.unwrap();
    hand.write("VPC interface endpoint name", "in").await.unwrap();
    hand.pick("VPC", "shop").await.unwrap();
    hand.pick_several("Subnets", &["shop-private-a", "shop-isolated-a"]).await.unwrap();
    hand.press("Review").await.unwrap();
    // Two subnets of one zone.
    hand.see("ap-northeast-1a").await.unwrap();
    hand.picture("endpoint-refused").await.unwrap();
    hand.pick_several("Subnets", &["shop-isolated-a", "shop-isolated-b"]).await.unwrap();
    hand.press("Review").await.unwrap();
    hand.see("Create the VPC interface endpoint").await.unwrap();
    hand.press_last("Create endpoint").await.unwrap();
    hand.see_later("The VPC interface endpoint in was created").await.unwrap();
    desk.close().await.unwrap();
}
