//! The picture of a VPC with few, some and many subnets, in both languages, by day and by night: the words stay on their
//! boxes.

use super::*;

const COUNTS: [usize; 3] = [3, 30, 200];
const LANGUAGES: [(&str, &str, &str); 2] =
    [(ENGLISH, "Network", "large-1, Private"), ("ja_JP.UTF-8", "ネットワーク", "large-1, プライベート")];

/// Boxes whose words stick out of them: none of the lines that are cut short on purpose, with dots.
const STICK_OUT: &str = "return [...document.querySelectorAll('.network-box')].filter((box) => \
    box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1).map((box) => box.textContent).slice(0, 5)";

#[tokio::test]
async fn the_picture_is_read_in_every_size_and_language() {
    for count in COUNTS {
        let sandbox = LoopbackSandbox::start(&["--subnets", &count.to_string()]).await.unwrap();
        for (language, heading, subnet) in LANGUAGES {
            let home = at_home_with(&sandbox);
            let (desk, hand) = open(&home, language).await;
            hand.see(&sandbox.url).await.unwrap();
            hand.evaluate("window.location.hash = '/connectors/new'").await.unwrap();
            hand.pick("VPC", "large").await.unwrap();
            hand.press_box(subnet).await.unwrap();
            hand.scroll_to_heading(heading).await.unwrap();
            let name = format!("size-{count}-{}", &language[..2]);
            hand.picture(&name).await.unwrap();
            hand.evaluate("document.body.classList.add('awsui-dark-mode')").await.unwrap();
            hand.picture(&format!("{name}-dark")).await.unwrap();
            assert_eq!(hand.evaluate(STICK_OUT).await.unwrap().to_string(), "[]", "{name}");
            desk.close().await.unwrap();
        }
    }
}
