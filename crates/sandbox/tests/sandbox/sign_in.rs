//! Temporary credentials of STS: roles, MFA, sessions, tokens of somebody else's, and their end.

use std::time::Duration;

use ard_sandbox::{Clock, Options, Sandbox};
use aws_sdk_sts::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sts::operation::assume_role::builders::AssumeRoleFluentBuilder;
use aws_sdk_sts::types::Credentials;

use crate::support::*;

const DEPLOYER: &str = "arn:aws:iam::123456789012:role/deployer";
const OPS_ADMIN: &str = "arn:aws:iam::123456789012:role/ops-admin";
const DEVICE: &str = "arn:aws:iam::123456789012:mfa/ada";
const WRONG_CODE: &str = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
const DEPLOYER_SESSION: &str = "arn:aws:sts::123456789012:assumed-role/deployer/me";

fn assume(client: &aws_sdk_sts::Client, role: &str) -> AssumeRoleFluentBuilder {
    client.assume_role().role_arn(role).role_session_name("me")
}

fn with(sandbox: &Sandbox, credentials: &Credentials) -> aws_sdk_sts::Client {
    sts_as(sandbox, &credentials.access_key_id, Some(&credentials.session_token))
}

async fn who(client: &aws_sdk_sts::Client) -> String {
    client.get_caller_identity().send().await.unwrap().arn.unwrap()
}

/// AWS's code and message of a refusal, and the status.
fn refused<T: std::fmt::Debug, E>(result: Result<T, SdkError<E>>) -> (String, u16, String)
where
    E: ProvideErrorMetadata + std::fmt::Debug,
{
    let error = result.expect_err("the request should be refused");
    let status = error.raw_response().unwrap().status().as_u16();
    (error.code().unwrap().to_owned(), status, error.message().unwrap_or_default().to_owned())
}

fn denied(message: &str) -> (String, u16, String) {
    ("AccessDenied".to_owned(), 403, message.to_owned())
}

fn invalid(message: &str) -> (String, u16, String) {
    ("ValidationError".to_owned(), 400, message.to_owned())
}

async fn role(sandbox: &Sandbox, name: &str, statement: &str) -> String {
    let trust = format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#);
    let create = iam(sandbox, TOKYO).create_role().role_name(name).assume_role_policy_document(trust);
    create.send().await.unwrap().role.unwrap().arn
}

#[tokio::test]
async fn a_role_is_entered_and_its_credentials_expire() {
    let (sandbox, clock) = timed();
    let answer = assume(&sts(&sandbox, TOKYO), DEPLOYER).duration_seconds(900).send().await.unwrap();
    let user = answer.assumed_role_user.unwrap();
    assert_eq!(user.arn, DEPLOYER_SESSION);
    let credentials = answer.credentials.unwrap();
    assert_eq!(credentials.expiration.secs(), clock.now_ms() / 1_000 + 900);
    let client = with(&sandbox, &credentials);
    let identity = client.get_caller_identity().send().await.unwrap();
    assert_eq!((identity.arn.as_deref(), identity.user_id), (Some(DEPLOYER_SESSION), Some(user.assumed_role_id)));
    clock.advance(Duration::from_secs(899));
    client.get_caller_identity().send().await.unwrap();
    clock.advance(Duration::from_secs(1));
    let expired = ("ExpiredToken".to_owned(), 403, "The security token included in the request is expired".to_owned());
    assert_eq!(refused(client.get_caller_identity().send().await), expired);
    assert_eq!(refused(assume(&client, DEPLOYER).send().await), expired);
}

#[tokio::test]
async fn expired_credentials_are_refused_everywhere() {
    let (sandbox, clock) = timed();
    let credentials = assume(&sts(&sandbox, TOKYO), DEPLOYER).send().await.unwrap().credentials.unwrap();
    clock.advance(Duration::from_hours(1));
    for (service, word) in [
        ("apprunner", "ExpiredTokenException"),
        ("ecr", "ExpiredTokenException"),
        ("iam", "ExpiredToken"),
        ("ec2", "RequestExpired"),
    ] {
        let key = &credentials.access_key_id;
        let scope =
            format!("AWS4-HMAC-SHA256 Credential={key}/20260101/{TOKYO}/{service}/aws4_request, SignedHeaders=host");
        let request = http::Request::post("https://localhost/").header("authorization", scope);
        let answer = sandbox.handle(request.body(bytes::Bytes::new()).unwrap()).await;
        let body = String::from_utf8(answer.body().to_vec()).unwrap();
        assert!(answer.status().is_client_error() && body.contains(word), "{service}: {body}");
    }
}

#[tokio::test]
async fn durations_have_their_limits() {
    let (sandbox, _) = timed();
    let client = sts(&sandbox, TOKYO);
    let at = |seconds| assume(&client, DEPLOYER).duration_seconds(seconds).send();
    at(43_200).await.unwrap();
    let constraint = |value: i32, word: &str, bound: i32| {
        invalid(&format!(
            "1 validation error detected: Value '{value}' at 'durationSeconds' failed to satisfy constraint: \
             Member must have value {word} than or equal to {bound}"
        ))
    };
    assert_eq!(refused(at(899).await), constraint(899, "greater", 900));
    assert_eq!(refused(at(43_201).await), constraint(43_201, "less", 43_200));
    let longer = assume(&client, OPS_ADMIN).serial_number(DEVICE).token_code("123456").duration_seconds(3_601);
    let too_long = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
    assert_eq!(refused(longer.send().await), invalid(too_long));

    let credentials = at(3_600).await.unwrap().credentials.unwrap();
    let chained = with(&sandbox, &credentials);
    assume(&chained, DEPLOYER).duration_seconds(3_600).send().await.unwrap();
    let chain = "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining";
    assert_eq!(refused(assume(&chained, DEPLOYER).duration_seconds(3_601).send().await), invalid(chain));
    let session = |seconds| client.get_session_token().duration_seconds(seconds).send();
    assert_eq!(refused(session(129_601).await), constraint(129_601, "less", 129_600));
    assert_eq!(refused(session(899).await), constraint(899, "greater", 900));
    session(129_600).await.unwrap();
}

#[tokio::test]
async fn roles_that_cannot_be_entered() {
    let (sandbox, _) = timed();
    let client = sts(&sandbox, TOKYO);
    for role in ["no-such-role", "acme-nightly-report", "ops-admin"] {
        let arn = format!("arn:aws:iam::123456789012:role/{role}");
        let message =
            format!("User: {} is not authorized to perform: sts:AssumeRole on resource: {arn}", ard_sandbox::USER_ARN);
        assert_eq!(refused(assume(&client, &arn).send().await), denied(&message), "{role}");
    }
    assert_eq!(refused(assume(&client, "deployer-of-all-things").send().await), invalid("Invalid ARN"));
    let spaced = client.assume_role().role_arn(DEPLOYER).role_session_name("a b").send().await;
    assert_eq!(refused(spaced).0, "ValidationError");
}

#[tokio::test]
async fn an_external_id_is_asked_for_by_the_trust() {
    let (sandbox, _) = timed();
    let statement = r#"{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole",
        "Condition":{"StringEquals":{"sts:ExternalId":"partner-7"}}}"#;
    let partner = role(&sandbox, "partner", statement).await;
    let client = sts(&sandbox, TOKYO);
    assert_eq!(refused(assume(&client, &partner).send().await).0, "AccessDenied");
    assert_eq!(refused(assume(&client, &partner).external_id("partner-8").send().await).0, "AccessDenied");
    assume(&client, &partner).external_id("partner-7").send().await.unwrap();
    assume(&client, DEPLOYER).external_id("whatever").send().await.unwrap();
}

#[tokio::test]
async fn mfa_is_asked_for_by_the_trust() {
    let (sandbox, _) = timed();
    let client = sts(&sandbox, TOKYO);
    let ops = |serial: &str, code: &str| assume(&client, OPS_ADMIN).serial_number(serial).token_code(code).send();
    let credentials = ops(DEVICE, "123456").await.unwrap().credentials.unwrap();
    let session = "arn:aws:sts::123456789012:assumed-role/ops-admin/me";
    assert_eq!(who(&with(&sandbox, &credentials)).await, session);
    assert_eq!(refused(ops(DEVICE, "123456").await), denied(WRONG_CODE), "a code is good once");
    assert_eq!(refused(ops(DEVICE, "000000").await), denied(WRONG_CODE));
    ops("arn:aws:iam::123456789012:mfa/bob", "123456").await.expect("another device may show the same");
    let (code, _, message) = refused(ops(DEVICE, "12345").await);
    assert!(code == "ValidationError" && message.contains("'tokenCode'"), "{message}");
    let unknown = "MultiFactorAuthentication failed, unable to validate MFA code.  \
                   Please verify your MFA serial number is valid and associated with this user.";
    assert_eq!(refused(ops("arn:aws:iam::123456789012:user/ada", "123457").await), denied(unknown));
    assert_eq!(refused(ops("arn:aws:iam::210987654321:mfa/ada", "123457").await), denied(unknown));
    let half = "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.";
    assert_eq!(refused(assume(&client, OPS_ADMIN).serial_number(DEVICE).send().await), denied(half));
    let chained = with(&sandbox, &credentials);
    let chained = assume(&chained, DEPLOYER).serial_number(DEVICE).token_code("123458").send().await;
    assert_eq!(refused(chained), denied(unknown), "a role has no device");
}

#[tokio::test]
async fn a_session_with_mfa_opens_what_wants_mfa() {
    let (sandbox, clock) = timed();
    let client = sts(&sandbox, TOKYO);
    let without = client.get_session_token().send().await.unwrap().credentials.unwrap();
    assert_eq!(without.expiration.secs(), clock.now_ms() / 1_000 + 43_200);
    let without = with(&sandbox, &without);
    assert_eq!(who(&without).await, ard_sandbox::USER_ARN);
    assert_eq!(refused(assume(&without, OPS_ADMIN).send().await).0, "AccessDenied");
    let again = "Cannot call GetSessionToken with session credentials";
    assert_eq!(refused(without.get_session_token().send().await), denied(again));

    let get =
        |code: &str| client.get_session_token().serial_number(DEVICE).token_code(code).duration_seconds(900).send();
    assert_eq!(refused(get("000000").await), denied(WRONG_CODE));
    let mfa = with(&sandbox, &get("654321").await.unwrap().credentials.unwrap());
    assert_eq!(refused(get("654321").await), denied(WRONG_CODE));
    assert_eq!(who(&mfa).await, ard_sandbox::USER_ARN);
    assume(&mfa, OPS_ADMIN).send().await.unwrap();
    clock.advance(Duration::from_mins(15));
    assert_eq!(refused(assume(&mfa, OPS_ADMIN).send().await).0, "ExpiredToken");
}

#[tokio::test]
async fn a_token_of_somebody_else_opens_a_role() {
    let (sandbox, _) = timed();
    let client = sts(&sandbox, TOKYO);
    let assume = |role: &str, token: &str| {
        let assume = client.assume_role_with_web_identity().role_arn(role).role_session_name("me");
        assume.web_identity_token(token).send()
    };
    let answer = assume(DEPLOYER, "eyJhbGciOiJSUzI1NiJ9.e30.x").await.unwrap();
    assert_eq!(who(&with(&sandbox, &answer.credentials.unwrap())).await, DEPLOYER_SESSION);
    let error = refused(assume(DEPLOYER, "an-expired-token").await);
    assert_eq!((error.0.as_str(), error.1), ("ExpiredTokenException", 400));
    for role in [OPS_ADMIN, "arn:aws:iam::123456789012:role/no-such-role"] {
        assert_eq!(refused(assume(role, "x").await), denied("Not authorized to perform sts:AssumeRoleWithWebIdentity"));
    }
    assert_eq!(refused(assume(DEPLOYER, "").await).0, "ValidationError");
    let first = &sandbox.calls()[0];
    assert_eq!([&first.service, &first.operation, &first.region], ["sts", "AssumeRoleWithWebIdentity", TOKYO]);
}

#[tokio::test]
async fn sessions_and_used_codes_survive_a_restart() {
    let file = std::env::temp_dir().join(format!("ard-sandbox-{}-sessions.json", std::process::id()));
    let clock = Clock::manual(1_780_000_000_000);
    let open = || Sandbox::new(Options { state_file: Some(file.clone()), clock: clock.clone(), ..Options::default() });
    let ops =
        |sandbox: &Sandbox| assume(&sts(sandbox, TOKYO), OPS_ADMIN).serial_number(DEVICE).token_code("123456").send();
    let credentials = ops(&open()).await.unwrap().credentials.unwrap();
    let after = open();
    assert!(who(&with(&after, &credentials)).await.ends_with("assumed-role/ops-admin/me"));
    assert_eq!(refused(ops(&after).await), denied(WRONG_CODE));
    after.reset().await;
    ops(&after).await.unwrap();
    std::fs::remove_file(file).unwrap();
}
