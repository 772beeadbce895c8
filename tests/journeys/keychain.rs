//! Access keys in the keychain, by hand in the real window, on a bus with a real keychain of its own.

use std::time::{Duration, Instant};

use super::*;
use ard_tests::{Bus, Keychain};

/// What must not be found anywhere but where it is kept.
const SECRET: &str = "CANARY0secret0that0nobody0may0see0000000";
const ID: &str = "AKIACANARY0000000000";

async fn home_with_key(sandbox: &LoopbackSandbox) -> Home {
    let home = Home::new().unwrap();
    home.aws_config(&format!("[default]\nregion = ap-northeast-1\nendpoint_url = {}\n", sandbox.url)).unwrap();
    let key = format!("# mine\n[default]\naws_access_key_id = {ID}\naws_secret_access_key = {SECRET}\n");
    std::fs::write(home.aws_file("credentials"), key).unwrap();
    home
}

/// Where a text is found among what is kept at home, but for some files.
fn found(home: &Home, text: &str, but: &[&str]) -> Vec<String> {
    let holds = |bytes: &[u8]| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    let files = home.files().into_iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path.display().to_string());
    files.filter(|path| !but.iter().any(|name| path.ends_with(name))).collect()
}

#[tokio::test]
async fn a_key_goes_from_its_file_to_the_keychain_and_other_tools_still_get_it() {
    let sandbox = LoopbackSandbox::start(&["--pace", "seconds:2"]).await.unwrap();
    let home = home_with_key(&sandbox).await;
    let bus = Bus::start(&home, Keychain::Unlocked).await.unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.listen().await.unwrap();
    hand.see("No services in").await.unwrap();
    hand.press("Keychain").await.unwrap();
    hand.see("No access keys").await.unwrap();
    hand.picture("keychain-empty").await.unwrap();
    hand.press("Move the key of default to the keychain").await.unwrap();
    hand.press_last("Move").await.unwrap();
    hand.see("credential_process").await.unwrap();
    hand.picture("keychain-move").await.unwrap();
    hand.press("Write").await.unwrap();
    hand.see("The key is moved").await.unwrap();
    hand.press("Close").await.unwrap();
    hand.see(ID).await.unwrap();
    hand.picture("keychain").await.unwrap();
    // Only the back-up, of which the person was told, still has it.
    assert_eq!(found(&home, SECRET, &["credentials.bak"]), Vec::<String>::new());
    hand.press("Services").await.unwrap();
    hand.see("No services in").await.unwrap();

    // The AWS CLI is let in once, and gets it then without being asked about.
    let mut asking = credentials::foreign_command(&home, &["-m", "awscli", "sts", "get-caller-identity"]);
    let asking = tokio::task::spawn_blocking(move || asking.output().unwrap());
    hand.see_later("May this program use an access key?").await.unwrap();
    hand.see("awscli").await.unwrap();
    hand.picture("keychain-caller").await.unwrap();
    hand.press("Allow").await.unwrap();
    let said = asking.await.unwrap();
    let (said, complaint) = (String::from_utf8_lossy(&said.stdout), String::from_utf8_lossy(&said.stderr).into_owned());
    assert!(said.contains("123456789012"), "{said} {complaint}");
    let again = credentials::foreign(&home, &["-m", "awscli", "sts", "get-caller-identity"]);
    assert!(again.contains("123456789012"), "{again}");

    let heard = hand.heard().await.unwrap();
    assert!(heard.iter().any(|answer| answer.contains(ID)), "nothing was heard");
    assert!(!heard.iter().any(|answer| answer.contains(SECRET)));
    desk.close().await.unwrap();
    let trace = bus.trace();
    let holds = |text: &str| trace.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds("aws-key/") && !holds(SECRET));
}

/// What of a sign-in nobody but its keeper may have.
fn secrets(home: &Home) -> Vec<String> {
    let cache = std::fs::read_dir(home.aws_file("sso/cache")).into_iter().flatten().flatten();
    let tokens = cache.filter_map(|file| serde_json::from_slice(&std::fs::read(file.path()).ok()?).ok());
    let parts = |token: serde_json::Value| {
        ["accessToken", "refreshToken", "clientSecret"].map(|part| token[part].as_str().unwrap().to_owned())
    };
    tokens.flat_map(parts).collect()
}

#[tokio::test]
async fn a_sign_in_is_kept_in_the_keychain_and_found_nowhere_else() {
    let (_sandbox, home) = credentials::with(credentials::SSO).await;
    let bus = Bus::start(&home, Keychain::Unlocked).await.unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.listen().await.unwrap();
    hand.press("Sign in").await.unwrap();
    hand.see("No services in").await.unwrap();
    let secrets = secrets(&home);
    assert_eq!(secrets.len(), 3);
    enter(&hand, "Keychain").await;
    hand.see("In files shared with the AWS CLI").await.unwrap();
    hand.tab_to("In files shared with the AWS CLI").await.unwrap();
    hand.keys(&journey::DOWN.to_string()).await.unwrap();
    let moved = async || self::secrets(&home).is_empty().then_some(());
    hand.wait_for("the move to the keychain", moved).await.unwrap();
    hand.picture("keychain-tokens").await.unwrap();
    let leaks = || secrets.iter().flat_map(|secret| found(&home, secret, &[])).collect::<Vec<_>>();
    assert_eq!(leaks(), Vec::<String>::new());

    let told = |answers: &[String]| secrets.iter().any(|secret| answers.iter().any(|one| one.contains(secret)));
    let answers = hand.heard().await.unwrap();
    assert!(answers.iter().any(|answer| answer.contains("corp")) && !told(&answers));
    desk.close().await.unwrap();

    // The next start takes the token from there, and asks nobody to sign in.
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.listen().await.unwrap();
    hand.see("No services in").await.unwrap();
    assert_eq!(home.opened().len(), 1);
    enter(&hand, "Keychain").await;
    hand.tab_to("In the keychain").await.unwrap();
    assert_eq!(leaks(), Vec::<String>::new());
    hand.keys(&journey::UP.to_string()).await.unwrap();
    let back = async || (self::secrets(&home).len() == 3).then_some(());
    hand.wait_for("the move back", back).await.unwrap();
    let answers = hand.heard().await.unwrap();
    assert!(!answers.is_empty() && !told(&answers));
    desk.close().await.unwrap();
    let said = credentials::foreign(&home, &["-m", "awscli", "sts", "get-caller-identity"]);
    assert!(said.contains("AWSReservedSSO_ReadOnlyAccess"), "{said}");
    let trace = bus.trace();
    let holds = |text: &str| trace.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds("sso-token/"), "the keychain was not asked");
    assert!(secrets.iter().all(|secret| !holds(secret)));
}

#[tokio::test]
async fn a_locked_keychain_holds_nobody_up() {
    let sandbox = LoopbackSandbox::start(&[]).await.unwrap();
    let home = home_with_key(&sandbox).await;
    let _bus = Bus::start(&home, Keychain::Locked).await.unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("No services in").await.unwrap();
    hand.press("Keychain").await.unwrap();
    hand.see_later("locked").await.unwrap();
    hand.picture("keychain-locked").await.unwrap();
    let since = Instant::now();
    desk.close().await.unwrap();
    assert!(since.elapsed() < Duration::from_secs(2), "{:?}", since.elapsed());
}

#[tokio::test]
async fn without_a_keychain_nothing_is_kept_in_its_place() {
    let sandbox = LoopbackSandbox::start(&[]).await.unwrap();
    let home = home_with_key(&sandbox).await;
    let before = std::fs::read(home.aws_file("credentials")).unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("No services in").await.unwrap();
    hand.press("Keychain").await.unwrap();
    hand.see_later("no keychain").await.unwrap();
    hand.picture("keychain-absent").await.unwrap();
    assert_eq!(std::fs::read(home.aws_file("credentials")).unwrap(), before);
    desk.close().await.unwrap();
}
