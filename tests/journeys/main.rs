//! What a person does, in the real window; and what bad luck does to it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod bounds;
mod connectors;
mod credentials;
mod endpoints;
mod keychain;
mod kinds;
mod narrow;
mod network;
mod private;
mod sizes;
mod wizard;

use ard_tests::journey::{self, NAME, Report, create_and_delete};
use ard_tests::{Desk, Hand, Home, LoopbackSandbox};

const ENGLISH: &str = "en_US.UTF-8";

/// Where pictures go, if somebody wants to look at them.
fn pictures() -> Option<std::path::PathBuf> {
    std::env::var_os("ARD_PICTURES").map(Into::into)
}

async fn open(home: &Home, language: &str) -> (Desk, Hand) {
    let desk = Desk::open(home, language).await.unwrap();
    let hand = desk.hand(pictures().as_deref());
    (desk, hand)
}

/// A home whose default profile is of an AWS on loopback.
fn at_home_with(sandbox: &LoopbackSandbox) -> Home {
    let home = Home::new().unwrap();
    home.aws_config(&sandbox.config()).unwrap();
    home
}

#[tokio::test]
async fn a_service_is_created_opened_and_deleted() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    let mut report = Report::default();
    create_and_delete(&hand, &home, &mut report).await.unwrap();
    assert_eq!(report.status.as_deref(), Some("RUNNING"));
    desk.close().await.unwrap();
}

#[tokio::test]
async fn the_same_is_done_at_an_endpoint_that_a_profile_names() {
    let sandbox = LoopbackSandbox::start(&["--pace", "seconds:2"]).await.unwrap();
    let home = at_home_with(&sandbox);
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("Custom endpoints are in use").await.unwrap();
    hand.see(&sandbox.url).await.unwrap();
    assert!(!hand.shows("Sandbox: nothing here touches AWS").await);
    journey::configure(&hand, "5000").await.unwrap();
    journey::review(&hand).await.unwrap();
    hand.press("Create & deploy").await.unwrap();
    hand.see_later(&format!("{NAME} is running")).await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn after_a_power_cut_the_run_is_offered_and_resumed() {
    let sandbox =
        LoopbackSandbox::start(&["--pace", "instant", "--fault", "apprunner:CreateService:hold:1"]).await.unwrap();
    let home = at_home_with(&sandbox);
    let (desk, hand) = open(&home, ENGLISH).await;
    journey::configure(&hand, "5000").await.unwrap();
    hand.press("Next").await.unwrap();
    hand.see("What will be done").await.unwrap();
    hand.press("Create & deploy").await.unwrap();
    // AWS has made the service; its answer never comes.
    hand.see("Create the App Runner service").await.unwrap();
    desk.kill().await.unwrap();

    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see(&format!("Creating {NAME} was interrupted")).await.unwrap();
    hand.picture("interrupted").await.unwrap();
    hand.press("Resume").await.unwrap();
    hand.press("Changes").await.unwrap();
    hand.press(&format!("Create {NAME}")).await.unwrap();
    hand.see_later(&format!("{NAME} is running")).await.unwrap();
    hand.see("Already there, from an earlier attempt").await.unwrap();
    hand.press("Services").await.unwrap();
    hand.see("Services (1)").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn a_wrong_port_is_explained_and_undone() {
    let sandbox = LoopbackSandbox::start(&["--pace", "instant"]).await.unwrap();
    let home = at_home_with(&sandbox);
    let (desk, hand) = open(&home, ENGLISH).await;
    journey::configure(&hand, "8080").await.unwrap();
    hand.press("Next").await.unwrap();
    hand.see("What will be done").await.unwrap();
    hand.press("Create & deploy").await.unwrap();
    hand.see_later("The application listens on another port").await.unwrap();
    hand.see("Health check failed").await.unwrap();
    hand.see("5000").await.unwrap();
    hand.picture("failed-deployment").await.unwrap();
    hand.press("Undo").await.unwrap();
    hand.see("Undo this change?").await.unwrap();
    hand.write("To confirm, type the name", NAME).await.unwrap();
    hand.press_last("Undo").await.unwrap();
    hand.see_later("Everything that this change did has been undone").await.unwrap();
    hand.press("Services").await.unwrap();
    hand.see("No services in").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn a_wrong_field_is_said_on_leaving_it_and_next_goes_there() {
    const SAID: &str = "App Runner pulls from Amazon ECR and Amazon ECR Public only";
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.press("Create service").await.unwrap();
    hand.see("Source and deployment").await.unwrap();
    hand.write("Container image URI", "nginx:latest").await.unwrap();
    assert!(!hand.shows(SAID).await, "it is said before the field is left");
    // The button beside it belongs to the field; the one after that does not.
    hand.keys(&journey::TAB.to_string()).await.unwrap();
    hand.keys(&journey::TAB.to_string()).await.unwrap();
    hand.see(SAID).await.unwrap();
    hand.press("Next").await.unwrap();
    hand.see_focus("Container image URI").await.unwrap();
    hand.picture("field-error").await.unwrap();
    hand.write("Container image URI", "public.ecr.aws/nginx/nginx:1").await.unwrap();
    hand.choose("Amazon ECR Public").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn each_refusal_has_its_own_page() {
    for (fault, said) in [
        ("apprunner:ListServices:denied", "apprunner:ListServices"),
        ("apprunner:*:subscription", "App Runner"),
        ("apprunner:ListServices:throttle", "Try again"),
        ("*:*:expired", "expired"),
    ] {
        let sandbox = LoopbackSandbox::start(&["--fault", fault]).await.unwrap();
        let home = at_home_with(&sandbox);
        let (desk, hand) = open(&home, ENGLISH).await;
        hand.see(said).await.unwrap();
        hand.see("What you can do").await.unwrap();
        hand.picture(&format!("refused-{}", fault.replace([':', '*'], "-"))).await.unwrap();
        desk.close().await.unwrap();
    }
}

#[tokio::test]
async fn without_a_network_the_window_says_so() {
    let sandbox = LoopbackSandbox::start(&[]).await.unwrap();
    let home = at_home_with(&sandbox);
    drop(sandbox);
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see_later("Try again").await.unwrap();
    hand.picture("no-network").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn broken_lines_are_named_and_leave_the_sandbox() {
    let home = Home::new().unwrap();
    home.aws_config("[default\nregion = x\n").unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("Some lines of the AWS configuration files do not count").await.unwrap();
    hand.see("No services in").await.unwrap();
    hand.picture("broken-profiles").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn a_japanese_machine_speaks_japanese() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, "ja_JP.UTF-8").await;
    hand.see("サービスを作成").await.unwrap();
    hand.picture("japanese").await.unwrap();
    hand.press("サービスを作成").await.unwrap();
    hand.see("デプロイ").await.unwrap();
    hand.picture("japanese-wizard").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn the_page_is_walled_in() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("No services in").await.unwrap();
    let answer = async |script: &str| {
        let script = format!(
            "const done = arguments[arguments.length - 1]; (async () => {script})().then(done, e => done('refused: ' + e))"
        );
        hand.evaluate_async(&script).await.unwrap().as_str().unwrap_or_default().to_owned()
    };
    // Another host, evaluation of text, a command of a plugin that was not granted.
    assert!(answer("(await fetch('https://example.com/'), 'reached')").await.starts_with("refused"));
    assert!(answer("(await fetch('http://127.0.0.1:1/'), 'reached')").await.starts_with("refused"));
    assert!(answer("{ return String(new Function('return 1')()) }").await.starts_with("refused"));
    let denied = answer("String(await window.__TAURI_INTERNALS__.invoke('plugin:window|close', {}))").await;
    assert!(denied.contains("not allowed"), "{denied}");
    assert_eq!(answer("String(typeof window.__TAURI__)").await, "undefined");
    let inline = "{ const s = document.createElement('script'); s.textContent = 'window.inlined = 1'; document.head.append(s); return String(window.inlined) }";
    assert_eq!(answer(inline).await, "undefined");
    hand.evaluate("window.open('https://example.com/'); location.href = 'https://example.com/'").await.unwrap();
    hand.see("No services in").await.unwrap();
    let malformed =
        answer("String(await window.__TAURI_INTERNALS__.invoke('plan_create', { session: 1, draft: [] }))").await;
    assert!(malformed.starts_with("refused"), "{malformed}");
    desk.close().await.unwrap();
}

/// Goes to what has a name, and presses it, by keyboard.
async fn enter(hand: &Hand, name: &str) {
    hand.tab_to(name).await.unwrap();
    hand.keys(&journey::ENTER.to_string()).await.unwrap();
}

/// From the empty table to the service's name, by keyboard.
async fn begin_by_keyboard(hand: &Hand) {
    hand.see("No services in").await.unwrap();
    enter(hand, "Create service").await;
    hand.see("Source and deployment").await.unwrap();
    hand.tab_to("Container image URI").await.unwrap();
    hand.keys("123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/my-flask-app:latest").await.unwrap();
    enter(hand, "Next").await;
    hand.see("Service settings").await.unwrap();
    hand.tab_to("Service name").await.unwrap();
    hand.keys(NAME).await.unwrap();
}

#[tokio::test]
async fn the_first_steps_are_done_by_keyboard_alone() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    begin_by_keyboard(&hand).await;
    enter(&hand, "Next").await;
    hand.see("What will be done").await.unwrap();
    desk.close().await.unwrap();
}
