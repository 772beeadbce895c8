//! How evenly the picture of a large network moves under the hand: the frames while a person drags it.

use ard_tests::{Desk, Home, LoopbackSandbox, Outcome, journey};
use serde_json::{Value, json};

/// As many as the budget speaks of.
const SUBNETS: &str = "200";
/// A frame that a person notices, in milliseconds.
const NOTICED: f64 = 50.0;

/// Drags the picture, a step a frame, and answers how long each frame took, in milliseconds.
const MOVED: &str = r#"
const done = arguments[arguments.length - 1];
const pane = document.querySelector(".react-flow__pane");
const { left, top } = pane.getBoundingClientRect();
const at = (type, x, y, on) => on.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, view: window, button: 0, buttons: 1, clientX: left + x, clientY: top + y }));
at("mousedown", 300, 400, pane);
const frames = [];
let last = performance.now();
function frame(now) {
    frames.push(now - last);
    last = now;
    if (frames.length > 90) {
        at("mouseup", 300, 100, window);
        done(frames.slice(1));
        return;
    }
    at("mousemove", 300 - frames.length, 400 - 4 * frames.length, window);
    requestAnimationFrame(frame);
}
requestAnimationFrame(frame);
"#;

pub(crate) async fn measure() -> Outcome<[Value; 2]> {
    let sandbox = LoopbackSandbox::start(&["--subnets", SUBNETS]).await?;
    let home = Home::new()?;
    home.aws_config(&sandbox.config())?;
    let desk = Desk::open(&home, "en_US.UTF-8").await?;
    let hand = desk.hand(None);
    journey::configure(&hand, "5000").await?;
    hand.unfold("Networking").await?;
    hand.choose("Custom VPC, by a new connector").await?;
    hand.pick("VPC", "large").await?;
    hand.press_box("large-1, Private").await?;
    hand.see("Reachable").await?;
    let frames = hand.evaluate_async(MOVED).await?;
    desk.close().await?;
    let mut frames: Vec<f64> = serde_json::from_value(frames).map_err(|error| error.to_string())?;
    let noticed = frames.iter().filter(|frame| **frame > NOTICED).count();
    frames.sort_by(f64::total_cmp);
    let median = frames.get(frames.len() / 2).copied().unwrap_or_default();
    Ok([
        json!({ "name": "network_frame_ms", "value": median, "unit": "ms" }),
        json!({ "name": "network_frames_over_50ms", "value": noticed, "unit": format!("of {}", frames.len()) }),
    ])
}
