//! Every constraint by a request that violates nothing else.

use serde_json::{Value, json};

use crate::support::*;

fn good() -> Value {
    json!({
        "ServiceName": "well-formed",
        "SourceConfiguration": {
            "ImageRepository": {
                "ImageIdentifier": "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/my-flask-app:v1",
                "ImageRepositoryType": "ECR",
                "ImageConfiguration": {"Port": "5000"},
            },
            "AuthenticationConfiguration": {"AccessRoleArn": ACCESS_ROLE},
        },
    })
}

/// The good request with one thing changed; `null` removes it.
fn with(pointer: &str, value: Value) -> Value {
    let mut request = good();
    let mut place = &mut request;
    for part in pointer.split('/') {
        place = &mut place[part];
    }
    *place = value;
    request
}

const IMAGE: &str = "SourceConfiguration/ImageRepository/ImageIdentifier";
const SETTINGS: &str = "SourceConfiguration/ImageRepository/ImageConfiguration";

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table")]
async fn create_service_refuses_what_the_model_and_the_rules_refuse() {
    let long = |length: usize| "x".repeat(length);
    let tags =
        |count: usize| (0..count).map(|number| json!({"Key": format!("k{number}"), "Value": ""})).collect::<Value>();
    let cases = [
        ("ServiceName", Value::Null, "at 'serviceName' failed to satisfy constraint: Member must not be null"),
        ("ServiceName", json!("abc"), "Member must have length greater than or equal to 4"),
        ("ServiceName", json!(long(41)), "Member must have length less than or equal to 40"),
        ("ServiceName", json!("-abcd"), "Member must satisfy regular expression pattern"),
        ("ServiceName", json!("with space"), "Member must satisfy regular expression pattern"),
        ("SourceConfiguration", Value::Null, "at 'sourceConfiguration' failed"),
        (IMAGE, Value::Null, "at 'sourceConfiguration.imageRepository.imageIdentifier'"),
        (IMAGE, json!("docker.io/library/nginx:latest"), "Member must satisfy regular expression pattern"),
        (
            "SourceConfiguration/ImageRepository/ImageRepositoryType",
            json!("DOCKER"),
            "Member must satisfy enum value set: [ECR, ECR_PUBLIC]",
        ),
        (
            "SourceConfiguration/AuthenticationConfiguration/AccessRoleArn",
            json!("arn:aws:iam::1:role/x-of-some-length"),
            "regular expression",
        ),
        ("InstanceConfiguration", json!({"Cpu": "3 vCPU"}), "at 'instanceConfiguration.cpu'"),
        ("InstanceConfiguration", json!({"Memory": "5 GB"}), "at 'instanceConfiguration.memory'"),
        ("HealthCheckConfiguration", json!({"Interval": 0}), "Member must have value greater than or equal to 1"),
        ("HealthCheckConfiguration", json!({"Timeout": 21}), "Member must have value less than or equal to 20"),
        ("HealthCheckConfiguration", json!({"Path": ""}), "at 'healthCheckConfiguration.path'"),
        ("HealthCheckConfiguration", json!({"Protocol": "UDP"}), "[TCP, HTTP]"),
        ("HealthCheckConfiguration", json!({"HealthyThreshold": 21}), "at 'healthCheckConfiguration.healthyThreshold'"),
        (
            "HealthCheckConfiguration",
            json!({"UnhealthyThreshold": 0}),
            "at 'healthCheckConfiguration.unhealthyThreshold'",
        ),
        ("EncryptionConfiguration", json!({}), "at 'encryptionConfiguration.kmsKey'"),
        ("EncryptionConfiguration", json!({"KmsKey": "alias/shop"}), "regular expression"),
        ("NetworkConfiguration", json!({"IpAddressType": "IPV6"}), "[IPV4, DUAL_STACK]"),
        ("ObservabilityConfiguration", json!({}), "at 'observabilityConfiguration.observabilityEnabled'"),
        (
            "ObservabilityConfiguration",
            json!({"ObservabilityEnabled": true}),
            "ObservabilityConfigurationArn is required",
        ),
        ("AutoScalingConfigurationArn", json!("nonsense"), "at 'autoScalingConfigurationArn'"),
        ("Tags", json!([{"Key": "aws:x", "Value": ""}]), "at 'tags.1.member.key'"),
        ("Tags", json!([{"Key": "k", "Value": long(257)}]), "at 'tags.1.member.value'"),
        ("Tags", json!([{"Key": long(129), "Value": ""}]), "less than or equal to 128"),
        // What the service checks by itself.
        ("Tags", tags(51), "at most 50 tags"),
        ("Tags", json!([{"Key": "k"}, {"Key": "k"}]), "Duplicate tag key: k."),
        (
            "InstanceConfiguration",
            json!({"Cpu": "256", "Memory": "4096"}),
            "Invalid combination of CPU (256) and memory (4096).",
        ),
        (
            "SourceConfiguration/CodeRepository",
            json!({"RepositoryUrl": "u", "SourceCodeVersion": {"Type": "BRANCH", "Value": "main"}}),
            "Exactly one of",
        ),
        ("SourceConfiguration/ImageRepository", Value::Null, "Exactly one of"),
        ("SourceConfiguration/AuthenticationConfiguration", Value::Null, "AccessRoleArn is required"),
        (
            "SourceConfiguration/ImageRepository/ImageRepositoryType",
            json!("ECR_PUBLIC"),
            "doesn't match ImageRepositoryType",
        ),
        (SETTINGS, json!({"Port": "http"}), "Invalid port: http."),
        (SETTINGS, json!({"Port": "65536"}), "Invalid port: 65536."),
        (SETTINGS, json!({"RuntimeEnvironmentVariables": {"PORT": "1"}}), "PORT is a reserved"),
        (SETTINGS, json!({"RuntimeEnvironmentSecrets": {"PORT": "arn"}}), "PORT is a reserved"),
        (
            SETTINGS,
            json!({"RuntimeEnvironmentVariables": {"A": "1"}, "RuntimeEnvironmentSecrets": {"A": "x"}}),
            "both as a value and as a secret",
        ),
        (SETTINGS, json!({"RuntimeEnvironmentVariables": {"": "1"}}), "greater than or equal to 1"),
        (SETTINGS, json!({"StartCommand": "a\nb"}), "regular expression"),
        (IMAGE, json!("999999999999.dkr.ecr.ap-northeast-1.amazonaws.com/theirs:v1"), ""),
        ("NetworkConfiguration", json!({"EgressConfiguration": {"EgressType": "VPC"}}), "VpcConnectorArn is required"),
        (
            "NetworkConfiguration",
            json!({"EgressConfiguration": {"VpcConnectorArn": "arn:aws:apprunner:ap-northeast-1:123456789012:vpcconnector/x/1/y"}}),
            "only valid when",
        ),
        (
            "NetworkConfiguration",
            json!({"EgressConfiguration": {"EgressType": "VPC", "VpcConnectorArn": "arn:aws:apprunner:ap-northeast-1:123456789012:vpcconnector/x/1/y"}}),
            "VPC connector with the provided ARN doesn't exist",
        ),
        (
            "AutoScalingConfigurationArn",
            json!("arn:aws:apprunner:ap-northeast-1:123456789012:autoscalingconfiguration/none"),
            "Auto scaling configuration with the provided ARN doesn't exist",
        ),
        ("InstanceConfiguration", json!({"InstanceRoleArn": ACCESS_ROLE}), "Error in assuming instance role"),
    ];
    for (pointer, value, fragment) in cases {
        let sandbox = sandbox();
        let (status, headers, body) = raw(&sandbox, "CreateService", &with(pointer, value.clone())).await;
        if fragment.is_empty() {
            assert_eq!(status, 200, "{pointer} = {value}: {body}");
            continue;
        }
        assert_eq!(
            (status, body["__type"].as_str()),
            (400, Some("InvalidRequestException")),
            "{pointer} = {value}: {body}"
        );
        let message = body["Message"].as_str().unwrap();
        assert!(message.contains(fragment), "{pointer} = {value}: {message}");
        assert!(message.chars().count() <= 600);
        assert_eq!(headers["x-amzn-errortype"], "InvalidRequestException");
        assert!(headers.contains_key("x-amzn-requestid"));
        assert_eq!(headers["content-type"], "application/x-amz-json-1.0");
    }
}

#[tokio::test]
async fn what_is_well_formed_is_accepted() {
    for (pointer, value) in [
        ("Unknown", json!("members are ignored")),
        ("ServiceName", json!("a_b-9")),
        ("InstanceConfiguration", json!({"Cpu": "4 vCPU", "Memory": "12 GB"})),
        (SETTINGS, json!({"Port": "5000", "RuntimeEnvironmentVariables": {"KEY": "two\nlines"}})),
        (
            "AutoScalingConfigurationArn",
            json!("arn:aws:apprunner:ap-northeast-1:123456789012:autoscalingconfiguration/DefaultConfiguration"),
        ),
        (
            "InstanceConfiguration",
            json!({"InstanceRoleArn": "arn:aws:iam::123456789012:role/my-apprunner-instance-role"}),
        ),
    ] {
        let (status, _, body) = raw(&sandbox(), "CreateService", &with(pointer, value.clone())).await;
        assert_eq!(status, 200, "{pointer} = {value}: {body}");
    }
}

#[tokio::test]
async fn several_violations_are_told_at_once() {
    let (_, _, body) = raw(&sandbox(), "CreateService", &json!({"ServiceName": "a"})).await;
    let message = body["Message"].as_str().unwrap();
    assert!(message.starts_with("3 validation errors detected: "), "{message}");
}

#[tokio::test]
async fn values_of_a_wrong_type_are_no_request_at_all() {
    for (operation, body) in [
        ("CreateService", r#"{"ServiceName": 7, "SourceConfiguration": {}}"#),
        ("CreateService", r#"{"ServiceName": "abcd", "SourceConfiguration": []}"#),
        ("CreateService", r#"{"ServiceName": "abcd", "SourceConfiguration": {"AutoDeploymentsEnabled": "true"}}"#),
        ("ListServices", r#"{"MaxResults": "5"}"#),
        ("ListServices", r#"{"MaxResults": 1.5}"#),
        ("TagResource", r#"{"ResourceArn": "arn:aws:apprunner:eu-west-1:123456789012:service/a", "Tags": {}}"#),
        ("ListServices", "[]"),
        ("ListServices", "{"),
    ] {
        let (status, _, answer) = raw_text(&sandbox(), operation, body.to_owned()).await;
        assert_eq!((status, answer["__type"].as_str()), (400, Some("SerializationException")), "{operation} {body}");
    }
}

#[tokio::test]
async fn limits_of_the_other_operations() {
    let arn = "arn:aws:apprunner:ap-northeast-1:123456789012:service/x/y";
    for (operation, body, fragment) in [
        ("ListServices", json!({"MaxResults": 21}), "less than or equal to 20"),
        ("ListServices", json!({"MaxResults": 0}), "greater than or equal to 1"),
        ("ListServices", json!({"NextToken": "made up"}), "NextToken is invalid"),
        ("ListOperations", json!({}), "at 'serviceArn'"),
        ("ListOperations", json!({"ServiceArn": arn, "MaxResults": 21}), "less than or equal to 20"),
        ("DescribeService", json!({"ServiceArn": "x"}), "regular expression"),
        ("DescribeCustomDomains", json!({"ServiceArn": arn, "MaxResults": 6}), "less than or equal to 5"),
        ("ListAutoScalingConfigurations", json!({"MaxResults": 101}), "less than or equal to 100"),
        (
            "ListAutoScalingConfigurations",
            json!({"AutoScalingConfigurationName": "abc"}),
            "at 'autoScalingConfigurationName'",
        ),
        ("ListConnections", json!({"NextToken": ""}), "at 'nextToken'"),
        ("ListVpcConnectors", json!({"MaxResults": 0}), "at 'maxResults'"),
        ("ListObservabilityConfigurations", json!({"NextToken": "5a"}), "NextToken is invalid"),
        ("CreateAutoScalingConfiguration", json!({}), "at 'autoScalingConfigurationName'"),
        (
            "CreateAutoScalingConfiguration",
            json!({"AutoScalingConfigurationName": "good", "MaxConcurrency": 201}),
            "less than or equal to 200",
        ),
        (
            "CreateAutoScalingConfiguration",
            json!({"AutoScalingConfigurationName": "good", "MinSize": 26}),
            "less than or equal to 25",
        ),
        (
            "CreateAutoScalingConfiguration",
            json!({"AutoScalingConfigurationName": "good", "MaxSize": 0}),
            "greater than or equal to 1",
        ),
        (
            "CreateAutoScalingConfiguration",
            json!({"AutoScalingConfigurationName": "good", "MinSize": 3, "MaxSize": 2}),
            "can't be greater than MaxSize",
        ),
        ("TagResource", json!({"ResourceArn": arn}), "at 'tags'"),
        ("UntagResource", json!({"ResourceArn": arn, "TagKeys": ["aws:x"]}), "at 'tagKeys.1.member'"),
        ("CreateConnection", json!({"ConnectionName": "good", "ProviderType": "GITLAB"}), "[GITHUB, BITBUCKET]"),
    ] {
        let (_, _, answer) = raw(&sandbox(), operation, &body).await;
        assert_eq!(answer["__type"], "InvalidRequestException", "{operation} {body}: {answer}");
        assert!(answer["Message"].as_str().unwrap().contains(fragment), "{operation} {body}: {answer}");
    }
}

#[tokio::test]
async fn what_is_no_operation_says_so() {
    let (status, _, answer) = raw(&sandbox(), "Nonsense", &json!({})).await;
    assert_eq!((status, answer["__type"].as_str()), (400, Some("UnknownOperationException")));
}

#[tokio::test]
async fn automatic_deployments_need_a_source_that_can() {
    let public = "public.ecr.aws/aws-containers/hello-app-runner:latest";
    let request = |automatic: Value| {
        json!({"ServiceName": "public-image", "SourceConfiguration": {
            "ImageRepository": {"ImageIdentifier": public, "ImageRepositoryType": "ECR_PUBLIC", "ImageConfiguration": {"Port": "8000"}},
            "AutoDeploymentsEnabled": automatic}})
    };
    let (_, _, answer) = raw(&sandbox(), "CreateService", &request(json!(true))).await;
    assert_eq!(answer["__type"], "InvalidRequestException");
    let (_, _, answer) = raw(&sandbox(), "CreateService", &request(Value::Null)).await;
    assert_eq!(answer["Service"]["SourceConfiguration"]["AutoDeploymentsEnabled"], false);
    let (_, _, answer) = raw(&sandbox(), "CreateService", &good()).await;
    assert_eq!(answer["Service"]["SourceConfiguration"]["AutoDeploymentsEnabled"], true);
}

#[tokio::test]
async fn a_runtime_that_ended_makes_no_new_service() {
    let connection = "arn:aws:apprunner:ap-northeast-1:123456789012:connection/x/y";
    let request = |runtime: &str| {
        json!({"ServiceName": "from-code", "SourceConfiguration": {
            "CodeRepository": {"RepositoryUrl": "https://github.com/a/b", "SourceCodeVersion": {"Type": "BRANCH", "Value": "main"},
                "CodeConfiguration": {"ConfigurationSource": "API", "CodeConfigurationValues": {"Runtime": runtime}}},
            "AuthenticationConfiguration": {"ConnectionArn": connection}}})
    };
    let (_, _, answer) = raw(&sandbox(), "CreateService", &request("NODEJS_16")).await;
    assert!(answer["Message"].as_str().unwrap().contains("end of support"), "{answer}");
    let (_, _, answer) = raw(&sandbox(), "CreateService", &request("NODEJS_22")).await;
    assert!(answer["Message"].as_str().unwrap().contains("Connection isn't in AVAILABLE state"), "{answer}");
}

#[tokio::test]
async fn eleven_sizes_are_offered_and_no_others() {
    let offered = [
        ("256", "512"),
        ("256", "1024"),
        ("512", "1024"),
        ("1024", "2048"),
        ("1024", "3072"),
        ("1024", "4096"),
        ("2048", "4096"),
        ("2048", "6144"),
        ("4096", "8192"),
        ("4096", "10240"),
        ("4096", "12288"),
    ];
    let mut accepted = Vec::new();
    for cpu in ["256", "512", "1024", "2048", "4096"] {
        for memory in ["512", "1024", "2048", "3072", "4096", "6144", "8192", "10240", "12288"] {
            let size = json!({"Cpu": cpu, "Memory": memory});
            if raw(&sandbox(), "CreateService", &with("InstanceConfiguration", size)).await.0 == 200 {
                accepted.push((cpu, memory));
            }
        }
    }
    assert_eq!(accepted, offered);
}
