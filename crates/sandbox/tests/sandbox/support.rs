//! Clients, and requests that succeed.

use ard_sandbox::{Clock, Options, Pace, Sandbox};
use aws_credential_types::Credentials;
use aws_sdk_apprunner::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_apprunner::types::{
    AuthenticationConfiguration, ImageConfiguration, ImageRepository, ImageRepositoryType, Service, ServiceStatus,
    SourceConfiguration,
};
use bytes::Bytes;
use serde_json::Value;

pub(crate) const TOKYO: &str = "ap-northeast-1";
pub(crate) const VIRGINIA: &str = "us-east-1";
pub(crate) const ACCESS_ROLE: &str = "arn:aws:iam::123456789012:role/acme-apprunner-ecr-access";

macro_rules! client {
    ($name:ident, $sdk:ident) => {
        pub(crate) fn $name(sandbox: &Sandbox, region: &str) -> $sdk::Client {
            let config = $sdk::Config::builder()
                .behavior_version($sdk::config::BehaviorVersion::latest())
                .region($sdk::config::Region::new(region.to_owned()))
                .credentials_provider(Credentials::from_keys("AKIDSANDBOX", "secret", None))
                .retry_config($sdk::config::retry::RetryConfig::disabled())
                .http_client(sandbox.http_client())
                .build();
            $sdk::Client::from_conf(config)
        }
    };
}

client!(apprunner, aws_sdk_apprunner);
client!(iam, aws_sdk_iam);
client!(ecr, aws_sdk_ecr);
client!(sts, aws_sdk_sts);
client!(logs, aws_sdk_cloudwatchlogs);
client!(oidc, aws_sdk_ssooidc);
client!(portal, aws_sdk_sso);

/// STS for whoever has these keys.
pub(crate) fn sts_as(sandbox: &Sandbox, key: &str, token: Option<&str>) -> aws_sdk_sts::Client {
    let config = aws_sdk_sts::Config::builder()
        .behavior_version(aws_sdk_sts::config::BehaviorVersion::latest())
        .region(aws_sdk_sts::config::Region::new(TOKYO))
        .credentials_provider(Credentials::from_keys(key, "secret", token.map(str::to_owned)))
        .retry_config(aws_sdk_sts::config::retry::RetryConfig::disabled())
        .http_client(sandbox.http_client())
        .build();
    aws_sdk_sts::Client::from_conf(config)
}

/// IAM for whoever has this key.
pub(crate) fn iam_as(sandbox: &Sandbox, key: &str) -> aws_sdk_iam::Client {
    let config = aws_sdk_iam::Config::builder()
        .behavior_version(aws_sdk_iam::config::BehaviorVersion::latest())
        .region(aws_sdk_iam::config::Region::new(TOKYO))
        .credentials_provider(Credentials::from_keys(key, "secret", None))
        .retry_config(aws_sdk_iam::config::retry::RetryConfig::disabled())
        .http_client(sandbox.http_client())
        .build();
    aws_sdk_iam::Client::from_conf(config)
}

/// A sandbox whose time stands still until it is told otherwise.
pub(crate) fn timed() -> (Sandbox, Clock) {
    let clock = Clock::manual(1_780_000_000_000);
    (Sandbox::new(Options { clock: clock.clone(), ..Options::default() }), clock)
}

/// What a browser does: a plain request, without a signature.
pub(crate) async fn browse(sandbox: &Sandbox, url: &str) -> (u16, http::HeaderMap, String) {
    let request = http::Request::get(url).body(Bytes::new()).unwrap();
    let (head, body) = sandbox.handle(request).await.into_parts();
    (head.status.as_u16(), head.headers, String::from_utf8(body.to_vec()).unwrap())
}

pub(crate) fn sandbox() -> Sandbox {
    Sandbox::new(Options::default())
}

pub(crate) fn paced(pace: Pace) -> Sandbox {
    Sandbox::new(Options { pace, ..Options::default() })
}

/// An image of the account's own registry in Tokyo, by the seeded access role.
pub(crate) fn source(reference: &str, port: &str) -> SourceConfiguration {
    source_with_role(reference, port, ACCESS_ROLE)
}

pub(crate) fn source_with_role(reference: &str, port: &str, role: &str) -> SourceConfiguration {
    let image = ImageRepository::builder()
        .image_identifier(format!("123456789012.dkr.ecr.{TOKYO}.amazonaws.com/{reference}"))
        .image_repository_type(ImageRepositoryType::Ecr)
        .image_configuration(ImageConfiguration::builder().port(port).build())
        .build()
        .unwrap();
    SourceConfiguration::builder()
        .image_repository(image)
        .auto_deployments_enabled(false)
        .authentication_configuration(AuthenticationConfiguration::builder().access_role_arn(role).build())
        .build()
}

/// Creates a service in Tokyo from `reference`, and waits for nothing.
pub(crate) async fn create(sandbox: &Sandbox, name: &str, reference: &str, port: &str) -> Service {
    let create = apprunner(sandbox, TOKYO).create_service().service_name(name);
    create.source_configuration(source(reference, port)).send().await.unwrap().service.unwrap()
}

pub(crate) async fn describe(sandbox: &Sandbox, arn: &str) -> Service {
    let region = arn.split(':').nth(3).unwrap();
    apprunner(sandbox, region).describe_service().service_arn(arn).send().await.unwrap().service.unwrap()
}

/// A running service in Tokyo.
pub(crate) async fn running(sandbox: &Sandbox, name: &str) -> Service {
    let service = create(sandbox, name, "my-flask-app:latest", "5000").await;
    let service = describe(sandbox, &service.service_arn).await;
    assert_eq!(service.status, ServiceStatus::Running);
    service
}

/// A seeded service of Virginia by its name.
pub(crate) async fn seeded(sandbox: &Sandbox, name: &str) -> String {
    let list = apprunner(sandbox, VIRGINIA).list_services().send().await.unwrap();
    let found = list.service_summary_list.into_iter().find(|service| service.service_name.as_deref() == Some(name));
    found.unwrap().service_arn.unwrap()
}

/// AWS's code and message of a refusal.
pub(crate) fn refusal<T: std::fmt::Debug, E: ProvideErrorMetadata + std::fmt::Debug, R: std::fmt::Debug>(
    result: Result<T, SdkError<E, R>>,
) -> (String, String) {
    let error = result.expect_err("the request should be refused");
    let error = error.as_service_error().expect("an answer of the service");
    (error.code().unwrap_or_default().to_owned(), error.message().unwrap_or_default().to_owned())
}

/// All messages of one stream.
pub(crate) async fn lines(sandbox: &Sandbox, region: &str, group: &str, stream: &str) -> Vec<String> {
    let events = logs(sandbox, region).get_log_events().log_group_name(group).log_stream_name(stream);
    let events = events.start_from_head(true).send().await.unwrap().events.unwrap_or_default();
    events.into_iter().filter_map(|event| event.message).collect()
}

/// All messages of all streams of a service's group (`service` or `application`); `None` when there is no such group.
pub(crate) async fn group_lines(sandbox: &Sandbox, service: &Service, which: &str) -> Option<Vec<String>> {
    let region = service.service_arn.split(':').nth(3).unwrap();
    let group = format!("/aws/apprunner/{}/{}/{which}", service.service_name, service.service_id);
    let events = logs(sandbox, region).filter_log_events().log_group_name(group).send().await.ok()?;
    Some(events.events.unwrap_or_default().into_iter().filter_map(|event| event.message).collect())
}

/// A request to a service that no SDK of ours speaks to; the answer's body.
pub(crate) async fn post(sandbox: &Sandbox, service: &str, path: &str, body: &str) -> String {
    let scope = format!("AWS4-HMAC-SHA256 Credential=AKID/20260101/{TOKYO}/{service}/aws4_request, SignedHeaders=host");
    let request = http::Request::post(format!("https://localhost{path}")).header("authorization", scope);
    let answer = sandbox.handle(request.body(Bytes::from(body.to_owned())).unwrap()).await;
    String::from_utf8(answer.into_body().to_vec()).unwrap()
}

/// As [`post`], in the JSON protocol.
pub(crate) async fn json(sandbox: &Sandbox, service: &str, operation: &str, body: &str) -> String {
    let scope = format!("AWS4-HMAC-SHA256 Credential=AKID/20260101/{TOKYO}/{service}/aws4_request, SignedHeaders=host");
    let request = http::Request::post("https://localhost/")
        .header("authorization", scope)
        .header("content-type", "application/x-amz-json-1.1")
        .header("x-amz-target", format!("{service}.{operation}"));
    let answer = sandbox.handle(request.body(Bytes::from(body.to_owned())).unwrap()).await;
    String::from_utf8(answer.into_body().to_vec()).unwrap()
}

/// As [`post`], in the query protocol.
pub(crate) async fn query(sandbox: &Sandbox, service: &str, form: &str) -> String {
    post(sandbox, service, "/", form).await
}

/// A raw request, for what the SDK's types cannot say.
pub(crate) async fn raw(sandbox: &Sandbox, operation: &str, body: &Value) -> (u16, http::HeaderMap, Value) {
    raw_text(sandbox, operation, body.to_string()).await
}

pub(crate) async fn raw_text(sandbox: &Sandbox, operation: &str, body: String) -> (u16, http::HeaderMap, Value) {
    let scope = format!("AWS4-HMAC-SHA256 Credential=AKID/20260101/{TOKYO}/apprunner/aws4_request, SignedHeaders=host");
    let request = http::Request::post("https://localhost/")
        .header("authorization", scope)
        .header("content-type", "application/x-amz-json-1.0")
        .header("x-amz-target", format!("AppRunner.{operation}"))
        .body(Bytes::from(body))
        .unwrap();
    let (head, body) = sandbox.handle(request).await.into_parts();
    (head.status.as_u16(), head.headers, serde_json::from_slice(&body).unwrap())
}
