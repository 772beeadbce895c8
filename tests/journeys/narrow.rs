//! A window as narrow as it may be: everything is there, and nothing is wider than it.

use super::*;

/// The least width of the window, in pixels.
const LEAST: u32 = 480;

async fn fits(hand: &Hand, name: &str) {
    hand.picture(name).await.unwrap();
    assert_eq!(hand.overflow().await.unwrap(), 0, "{name}: {}", widest(hand).await);
}

/// What sticks out, if anything does.
async fn widest(hand: &Hand) -> String {
    let script = "const right = document.scrollingElement.clientWidth; \
        return [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > right + 1) \
        .slice(-8).map((one) => `${one.tagName}.${one.className}`).join(' | ')";
    hand.evaluate(script).await.unwrap().as_str().unwrap_or_default().to_owned()
}

async fn go(hand: &Hand, path: &str) {
    hand.evaluate(&format!("window.location.hash = '{path}'")).await.unwrap();
}

#[tokio::test]
async fn the_network_is_read_and_changed_in_a_narrow_window() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("No services in").await.unwrap();
    hand.narrow(LEAST).await.unwrap();
    fits(&hand, "narrow-services").await;
    for (path, said) in [
        ("/connectors", "VPC connectors"),
        ("/connectors/new", "Choose subnets to see what is reached"),
        ("/endpoints", "shop-apprunner"),
        ("/endpoints/new", "Create a private endpoint"),
        ("/endpoints/vpce-0a11ce00000000004", "All 9 subnets of shop"),
        ("/endpoints/vpce-0a11ce00000000004/edit", "All 9 subnets of shop"),
    ] {
        go(&hand, path).await;
        hand.see(said).await.unwrap();
        fits(&hand, &format!("narrow{}", path.replace('/', "-"))).await;
    }
    go(&hand, "/connectors/new").await;
    hand.write("Name", "to-the-database").await.unwrap();
    hand.pick("VPC", "shop").await.unwrap();
    hand.see("Click subnets to choose them").await.unwrap();
    hand.press_box("shop-private-a, Private").await.unwrap();
    hand.see("No inbound rule of the security group shop-database").await.unwrap();
    hand.scroll_to_heading("Network").await.unwrap();
    fits(&hand, "narrow-network").await;
    hand.scroll_to_heading("What it reaches").await.unwrap();
    fits(&hand, "narrow-reach").await;
    hand.press("Review").await.unwrap();
    hand.see("What will be done").await.unwrap();
    fits(&hand, "narrow-plan").await;
    desk.close().await.unwrap();
}

/// The same words in Japanese, which break where they like, in the dark.
#[tokio::test]
async fn the_network_is_read_in_japanese_in_a_narrow_window() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, "ja_JP.UTF-8").await;
    hand.see("東京").await.unwrap();
    hand.evaluate("document.body.classList.add('awsui-dark-mode')").await.unwrap();
    hand.narrow(LEAST).await.unwrap();
    go(&hand, "/endpoints/vpce-0a11ce00000000004/edit").await;
    hand.see("shop の全サブネット (9 個)").await.unwrap();
    fits(&hand, "narrow-japanese-endpoint").await;
    go(&hand, "/connectors/new").await;
    hand.pick("VPC", "shop").await.unwrap();
    hand.press_box("shop-private-a").await.unwrap();
    hand.scroll_to_heading("ネットワーク").await.unwrap();
    fits(&hand, "narrow-japanese-network").await;
    hand.scroll_to_heading("到達性").await.unwrap();
    fits(&hand, "narrow-japanese-reach").await;
    desk.close().await.unwrap();
}
