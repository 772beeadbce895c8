//! What goes on by itself in the services around App Runner, what can be provoked there, and what is kept.

use std::path::PathBuf;
use std::time::Duration;

use ard_sandbox::{Clock, Options, Pace, Sandbox};
use bytes::Bytes;
use serde_json::{Value, json};

use crate::support::*;

const FRESH: &str =
    "arn:aws:wafv2:ap-northeast-1:123456789012:regional/webacl/fresh-firewall/0a11ce00-0000-4000-8000-0000000000bf";
const FIREWALL: &str =
    "arn:aws:wafv2:ap-northeast-1:123456789012:regional/webacl/shop-firewall/0a11ce00-0000-4000-8000-0000000000af";

/// The text of the first element of that name.
fn element(xml: &str, name: &str) -> String {
    let (_, rest) = xml.split_once(&format!("<{name}>")).unwrap_or_default();
    rest.split_once(&format!("</{name}>")).unwrap_or_default().0.to_owned()
}

async fn ec2(sandbox: &Sandbox, form: &str) -> String {
    query(sandbox, "ec2", &format!("Version=2016-11-15&{form}")).await
}

async fn make_endpoint(sandbox: &Sandbox, more: &str) -> String {
    let form = format!(
        "Action=CreateVpcEndpoint&VpcEndpointType=Interface&VpcId=vpc-0a11ce00000054071\
         &ServiceName=com.amazonaws.{TOKYO}.apprunner.requests&SubnetId.1=subnet-0a11ce00000000011{more}"
    );
    ec2(sandbox, &form).await
}

async fn state(sandbox: &Sandbox, id: &str) -> String {
    element(&ec2(sandbox, &format!("Action=DescribeVpcEndpoints&VpcEndpointId.1={id}")).await, "state")
}

/// An answer in JSON; the code of a refusal is in `__type`.
async fn ask(sandbox: &Sandbox, service: &str, operation: &str, input: Value) -> Value {
    serde_json::from_str(&json(sandbox, service, operation, &input.to_string()).await).unwrap()
}

/// A state file of its own, removed at the end.
struct File(PathBuf);

impl File {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("ard-neighbours-{}-{name}.json", std::process::id())))
    }

    fn open(&self, pace: Pace) -> Sandbox {
        Sandbox::new(Options { state_file: Some(self.0.clone()), pace, ..Options::default() })
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[tokio::test]
async fn an_endpoint_comes_and_goes_by_the_clock() {
    let clock = Clock::manual(1_790_000_000_000);
    let sandbox = Sandbox::new(Options { pace: Pace::Seconds(30.0), clock: clock.clone(), ..Options::default() });
    let made = make_endpoint(&sandbox, "").await;
    let id = element(&made, "vpcEndpointId");
    assert_eq!(element(&made, "state"), "pending");
    assert_eq!(element(&made, "creationTimestamp"), "2026-09-21T14:13:20Z");
    clock.advance(Duration::from_secs(29));
    assert_eq!(state(&sandbox, &id).await, "pending");
    clock.advance(Duration::from_secs(1));
    assert_eq!(state(&sandbox, &id).await, "available");
    ec2(&sandbox, &format!("Action=DeleteVpcEndpoints&VpcEndpointId.1={id}")).await;
    assert_eq!(state(&sandbox, &id).await, "deleting");
    let going = "Action=DescribeVpcEndpoints&Filter.1.Name=vpc-endpoint-state&Filter.1.Value.1=deleting";
    assert!(ec2(&sandbox, going).await.contains(&id));
    clock.advance(Duration::from_secs(30));
    assert!(ec2(&sandbox, &format!("Action=DescribeVpcEndpoints&VpcEndpointId.1={id}")).await.contains("NotFound"));
}

#[tokio::test]
async fn an_endpoint_moves_when_it_is_looked_at_and_is_kept_on_its_way() {
    let file = File::new("endpoint");
    let before = file.open(Pace::Reads(2));
    let id = element(&make_endpoint(&before, "&IpAddressType=ipv4").await, "vpcEndpointId");
    ec2(&before, "Action=DescribeVpcs").await;
    assert_eq!(state(&before, &id).await, "pending");
    drop(before);
    let after = file.open(Pace::Reads(2));
    assert_eq!(state(&after, &id).await, "available", "the second look");
}

#[tokio::test]
async fn a_creation_is_repeated_by_its_token() {
    let sandbox = sandbox();
    let first = element(&make_endpoint(&sandbox, "&ClientToken=once").await, "vpcEndpointId");
    let again = make_endpoint(&sandbox, "&ClientToken=once").await;
    assert_eq!(element(&again, "vpcEndpointId"), first);
    let other = make_endpoint(&sandbox, "&ClientToken=once&PrivateDnsEnabled=false").await;
    assert_eq!(element(&other, "Code"), "IdempotentParameterMismatch");
    let twice = make_endpoint(&sandbox, "&ClientToken=twice").await;
    assert!(element(&twice, "Message").contains("conflicting DNS domain"), "{twice}");
    let form = format!("Action=DeleteVpcEndpoints&VpcEndpointId.1={first}");
    ec2(&sandbox, &form).await;
    let anew = make_endpoint(&sandbox, "&ClientToken=once").await;
    assert_ne!(element(&anew, "vpcEndpointId"), first, "the first is gone");
}

#[tokio::test]
async fn an_endpoint_on_its_way_out_serves_no_ingress_connection() {
    let sandbox = paced(Pace::Seconds(60.0));
    ec2(&sandbox, "Action=DeleteVpcEndpoints&VpcEndpointId.1=vpce-0a11ce00000000004").await;
    let arn = format!("arn:aws:apprunner:{TOKYO}:123456789012:service/nobody/{}", "0".repeat(32));
    let input = json!({
        "ServiceArn": arn,
        "VpcIngressConnectionName": "front-door",
        "IngressVpcConfiguration": {"VpcId": "vpc-0a11ce00000054071", "VpcEndpointId": "vpce-0a11ce00000000004"},
    });
    let (status, _, body) = raw(&sandbox, "CreateVpcIngressConnection", &input).await;
    assert_eq!(status, 400);
    assert!(body["Message"].as_str().unwrap().contains("does not exist"), "{body}");
}

#[tokio::test]
async fn a_secret_is_made_once_and_says_its_key() {
    let file = File::new("secret");
    let before = file.open(Pace::Instant);
    let token = "11111111-1111-4111-8111-111111111111";
    let input = |value: &str, token: &str| json!({"Name": "mine", "SecretString": value, "ClientRequestToken": token, "KmsKeyId": "alias/shop"});
    let create =
        |value: &'static str, token: &'static str| ask(&before, "secretsmanager", "CreateSecret", input(value, token));
    let made = create("x", token).await;
    assert_eq!(create("x", token).await, made, "an answer that was lost");
    assert_eq!(create("y", token).await["__type"], "ResourceExistsException");
    assert_eq!(create("x", "22222222-1111-4111-8111-111111111111").await["__type"], "ResourceExistsException");
    drop(before);
    let after = file.open(Pace::Instant);
    let described = ask(&after, "secretsmanager", "DescribeSecret", json!({"SecretId": made["ARN"]})).await;
    assert_eq!(described["KmsKeyId"], "alias/shop");
    let deleted = ask(&after, "secretsmanager", "DeleteSecret", json!({"SecretId": "mine"})).await;
    assert_eq!(deleted["ARN"], made["ARN"]);
    let again = ask(&after, "secretsmanager", "CreateSecret", input("x", token)).await;
    assert_eq!(again["__type"], "InvalidRequestException", "its name is not free yet");
}

#[tokio::test]
async fn a_parameter_keeps_its_description_and_a_secure_one_its_secret() {
    let file = File::new("parameter");
    let before = file.open(Pace::Instant);
    let input = json!({"Name": "/a/b", "Value": "v", "Type": "SecureString", "Description": "of mine",
        "KeyId": "alias/shop", "Tags": [{"Key": "plan", "Value": "p 1"}]});
    ask(&before, "ssm", "PutParameter", input).await;
    drop(before);
    let after = file.open(Pace::Instant);
    let filters = json!({"ParameterFilters": [{"Key": "tag:plan", "Values": ["p 1"]}]});
    let found = ask(&after, "ssm", "DescribeParameters", filters).await["Parameters"][0].clone();
    assert_eq!((&found["Description"], &found["KeyId"]), (&json!("of mine"), &json!("alias/shop")));
    assert_eq!(found["tag:plan"], Value::Null);
    let get = |more: bool| ask(&after, "ssm", "GetParameter", json!({"Name": "/a/b", "WithDecryption": more}));
    assert_eq!(get(true).await["Parameter"]["Value"], "v");
    assert_ne!(get(false).await["Parameter"]["Value"], "v");
}

#[tokio::test]
async fn a_web_acl_follows_its_service() {
    let sandbox = sandbox();
    let service = running(&sandbox, "guarded").await.service_arn;
    let associate = |acl: &'static str| {
        ask(&sandbox, "wafv2", "AssociateWebACL", json!({"WebACLArn": acl, "ResourceArn": service}))
    };
    let resources = |acl: &'static str| {
        let input = json!({"WebACLArn": acl, "ResourceType": "APP_RUNNER_SERVICE"});
        ask(&sandbox, "wafv2", "ListResourcesForWebACL", input)
    };
    assert_eq!(associate(FIREWALL).await, json!({}));
    for _ in 0..3 {
        assert_eq!(associate(FRESH).await["__type"], "WAFUnavailableEntityException");
    }
    assert_eq!(resources(FIREWALL).await["ResourceArns"], json!([service]), "still the first");
    assert_eq!(associate(FRESH).await, json!({}));
    assert_eq!(resources(FIREWALL).await["ResourceArns"], json!([]), "one for each service");
    assert_eq!(resources(FRESH).await["ResourceArns"], json!([service]));
    apprunner(&sandbox, TOKYO).delete_service().service_arn(&service).send().await.unwrap();
    assert_eq!(resources(FRESH).await["ResourceArns"], json!([]));
    let get = ask(&sandbox, "wafv2", "GetWebACLForResource", json!({"ResourceArn": service})).await;
    assert_eq!(get["__type"], "WAFNonexistentItemException");
}

#[tokio::test]
async fn an_image_tells_its_port_through_the_same_client() {
    let sandbox = sandbox();
    let client = ecr(&sandbox, TOKYO);
    let id = aws_sdk_ecr::types::ImageIdentifier::builder().image_tag("v1").build();
    let images = client.batch_get_image().repository_name("my-flask-app").image_ids(id).send().await.unwrap();
    let manifest: Value = serde_json::from_str(images.images()[0].image_manifest().unwrap()).unwrap();
    let digest = manifest["config"]["digest"].as_str().unwrap();
    let ask =
        |digest: &str| client.get_download_url_for_layer().repository_name("my-flask-app").layer_digest(digest).send();
    let url = ask(digest).await.unwrap().download_url.unwrap();
    assert!(url.starts_with("https://prod-ap-northeast-1-starport-layer-bucket.s3.ap-northeast-1.amazonaws.com/"));
    let get = |url: &str| sandbox.handle(http::Request::get(url).body(Bytes::new()).unwrap());
    let answer = get(&url).await;
    let config: Value = serde_json::from_slice(answer.body()).unwrap();
    assert_eq!((&config["architecture"], &config["os"]), (&json!("amd64"), &json!("linux")));
    assert_eq!(config["config"]["ExposedPorts"], json!({"5000/tcp": {}}));
    let seen = sandbox.calls().pop().unwrap();
    assert_eq!((seen.service.as_str(), seen.operation.as_str(), seen.region.as_str()), ("s3", "GetObject", TOKYO));
    assert_eq!(get(&url.replace("sha256:", "sha256:0")).await.status(), 404);
    let refused = ask(&format!("sha256:{}", "0".repeat(64))).await;
    assert_eq!(refusal(refused).0, "LayersNotFoundException");
}

#[tokio::test]
async fn a_reset_forgets_what_was_noted() {
    let sandbox = sandbox();
    ask(
        &sandbox,
        "ssm",
        "PutParameter",
        json!({"Name": "/shop/log-level", "Value": "debug", "Overwrite": true, "Description": "louder"}),
    )
    .await;
    ec2(&sandbox, "Action=DeleteVpcEndpoints&VpcEndpointId.1=vpce-0a11ce00000000004").await;
    sandbox.reset().await;
    let filters = json!({"ParameterFilters": [{"Key": "Name", "Values": ["/shop/log-level"]}]});
    let found = ask(&sandbox, "ssm", "DescribeParameters", filters).await;
    assert_eq!(found["Parameters"][0]["Description"], Value::Null);
    assert_eq!(state(&sandbox, "vpce-0a11ce00000000004").await, "available");
}
