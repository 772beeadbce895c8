//! The access keys of a user, as they are rotated.

use std::time::Duration;

use ard_sandbox::Sandbox;
use aws_sdk_iam::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_iam::types::StatusType;

use crate::support::*;

/// The key that the sandbox's user has from the beginning.
const SEEDED: &str = "AKIASANDBOXSANDBOX12";

fn code<T: std::fmt::Debug, E>(result: Result<T, SdkError<E>>) -> String
where
    E: ProvideErrorMetadata + std::fmt::Debug,
{
    result.expect_err("the request should be refused").code().unwrap().to_owned()
}

async fn keys(client: &aws_sdk_iam::Client) -> Vec<(String, StatusType)> {
    let list = client.list_access_keys().send().await.unwrap();
    assert!(!list.is_truncated);
    let keys = list.access_key_metadata.into_iter();
    keys.map(|key| (key.access_key_id.unwrap(), key.status.unwrap())).collect()
}

async fn identity(sandbox: &Sandbox, key: &str) -> Result<String, String> {
    let who = sts_as(sandbox, key, None).get_caller_identity().send().await;
    who.map(|who| who.arn.unwrap()).map_err(|error| error.code().unwrap().to_owned())
}

#[tokio::test]
async fn a_key_is_rotated() {
    let (sandbox, clock) = timed();
    let old = iam_as(&sandbox, SEEDED);
    assert_eq!(keys(&old).await, [(SEEDED.to_owned(), StatusType::Active)]);
    let made = old.create_access_key().send().await.unwrap().access_key.unwrap();
    assert_eq!((made.user_name.as_str(), &made.status), ("sandbox", &StatusType::Active));
    assert_eq!(made.create_date.unwrap().secs(), clock.now_ms() / 1_000);
    assert!(!made.secret_access_key.is_empty());
    let key = made.access_key_id;
    let letters = |letter: u8| letter.is_ascii_uppercase() || letter.is_ascii_digit();
    assert!(key.len() == 20 && key.starts_with("AKIA") && key.bytes().all(letters), "{key}");
    assert_eq!(identity(&sandbox, &key).await.as_deref(), Ok(ard_sandbox::USER_ARN));
    assert_eq!(code(old.create_access_key().send().await), "LimitExceeded");

    let new = iam_as(&sandbox, &key);
    new.update_access_key().access_key_id(SEEDED).status(StatusType::Inactive).send().await.unwrap();
    assert_eq!(keys(&new).await, [(SEEDED.to_owned(), StatusType::Inactive), (key.clone(), StatusType::Active)]);
    assert_eq!(identity(&sandbox, SEEDED).await.unwrap_err(), "InvalidClientTokenId");
    new.update_access_key().access_key_id(SEEDED).status(StatusType::Active).send().await.unwrap();
    identity(&sandbox, SEEDED).await.unwrap();
    new.delete_access_key().access_key_id(SEEDED).send().await.unwrap();
    assert_eq!(keys(&new).await, [(key, StatusType::Active)]);
    assert_eq!(identity(&sandbox, SEEDED).await.unwrap_err(), "InvalidClientTokenId");
    assert_eq!(code(new.delete_access_key().access_key_id(SEEDED).send().await), "NoSuchEntity");
    let update = new.update_access_key().access_key_id(SEEDED).status(StatusType::Active);
    assert_eq!(code(update.send().await), "NoSuchEntity");
    sandbox.reset().await;
    identity(&sandbox, SEEDED).await.unwrap();
}

#[tokio::test]
async fn the_last_use_of_a_key_is_known() {
    let (sandbox, clock) = timed();
    let client = iam(&sandbox, TOKYO);
    let last = || async {
        let used = client.get_access_key_last_used().access_key_id(SEEDED).send().await.unwrap();
        assert_eq!(used.user_name.as_deref(), Some("sandbox"));
        used.access_key_last_used.unwrap()
    };
    let never = last().await;
    assert_eq!((never.last_used_date, never.service_name.as_str(), never.region.as_str()), (None, "N/A", "N/A"));
    identity(&sandbox, SEEDED).await.unwrap();
    let at = clock.now_ms() / 1_000;
    clock.advance(Duration::from_mins(1));
    let used = last().await;
    assert_eq!(used.last_used_date.unwrap().secs(), at);
    assert_eq!((used.service_name.as_str(), used.region.as_str()), ("sts", TOKYO));
    let unknown = client.get_access_key_last_used().access_key_id("AKIANOBODYNOBODYNOBO").send().await;
    assert_eq!(code(unknown), "NoSuchEntity");
}

#[tokio::test]
async fn keys_of_another_user_sign_as_that_user() {
    let (sandbox, _) = timed();
    let client = iam(&sandbox, TOKYO);
    client.create_user().user_name("alice").send().await.unwrap();
    let made = client.create_access_key().user_name("alice").send().await.unwrap().access_key.unwrap();
    let alice = "arn:aws:iam::123456789012:user/alice";
    assert_eq!(identity(&sandbox, &made.access_key_id).await.as_deref(), Ok(alice));
    let herself = iam_as(&sandbox, &made.access_key_id).get_user().send().await.unwrap().user.unwrap();
    assert_eq!((herself.user_name.as_str(), herself.arn.as_str()), ("alice", alice));
    assert_eq!(client.get_user().send().await.unwrap().user.unwrap().user_name, "sandbox");
    assert_eq!(client.get_user().user_name("alice").send().await.unwrap().user, Some(herself));
    assert_eq!(code(client.list_access_keys().user_name("nobody").send().await), "NoSuchEntity");
    assert_eq!(code(client.create_access_key().user_name("nobody").send().await), "NoSuchEntity");
    assert_eq!(code(client.delete_access_key().access_key_id(made.access_key_id).send().await), "NoSuchEntity");
    let status = client.update_access_key().access_key_id(SEEDED).status(StatusType::from("Asleep")).send().await;
    assert_eq!(code(status), "ValidationError");
}

#[tokio::test]
async fn a_role_has_no_keys() {
    let (sandbox, _) = timed();
    let assume = sts(&sandbox, TOKYO).assume_role().role_session_name("me");
    let assumed = assume.role_arn("arn:aws:iam::123456789012:role/deployer").send().await.unwrap();
    let role = iam_as(&sandbox, &assumed.credentials.unwrap().access_key_id);
    assert_eq!(code(role.get_user().send().await), "ValidationError");
    assert_eq!(code(role.list_access_keys().send().await), "ValidationError");
    assert_eq!(role.list_access_keys().user_name("sandbox").send().await.unwrap().access_key_metadata.len(), 1);
}
