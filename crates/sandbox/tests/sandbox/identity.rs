//! STS and IAM as the application uses them.

use aws_sdk_iam::error::ProvideErrorMetadata;
use aws_sdk_iam::types::Tag;

use crate::support::*;

const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"build.apprunner.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;

#[tokio::test]
async fn everyone_is_the_sandbox_user() {
    let who = sts(&sandbox(), "eu-west-1").get_caller_identity().send().await.unwrap();
    assert_eq!(who.account.as_deref(), Some(ard_sandbox::ACCOUNT));
    assert_eq!(who.arn.as_deref(), Some(ard_sandbox::USER_ARN));
}

#[tokio::test]
async fn a_role_is_made_read_and_unmade() {
    let client = iam(&sandbox(), TOKYO);
    let tag = Tag::builder().key("plan").value("p 1").build().unwrap();
    let made = client.create_role().role_name("made-here").assume_role_policy_document(TRUST).tags(tag.clone());
    let made = made.description("a & b").send().await.unwrap().role.unwrap();
    let got = client.get_role().role_name("made-here").send().await.unwrap().role.unwrap();
    assert_eq!(made, got);
    assert_eq!(got.tags, Some(vec![tag.clone()]));
    assert_eq!(got.description.as_deref(), Some("a & b"));
    let document = got.assume_role_policy_document.unwrap();
    assert!(document.starts_with("%7B%22Version%22%3A%222012-10-17%22"), "percent-encoded: {document}");
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    assert!(now.abs_diff(got.create_date.secs().unsigned_abs()) < 60);
    let tags = client.list_role_tags().role_name("made-here").send().await.unwrap();
    assert_eq!(tags.tags, [tag]);

    let policy = "arn:aws:iam::aws:policy/service-role/AWSAppRunnerServicePolicyForECRAccess";
    client.attach_role_policy().role_name("made-here").policy_arn(policy).send().await.unwrap();
    let attached = client.list_attached_role_policies().role_name("made-here").send().await.unwrap();
    assert_eq!(attached.attached_policies.unwrap()[0].policy_arn.as_deref(), Some(policy));
    let refused = client.delete_role().role_name("made-here").send().await.unwrap_err();
    assert_eq!(refused.code(), Some("DeleteConflict"));
    client.detach_role_policy().role_name("made-here").policy_arn(policy).send().await.unwrap();
    client.delete_role().role_name("made-here").send().await.unwrap();
    let gone = client.get_role().role_name("made-here").send().await.unwrap_err();
    assert_eq!(gone.code(), Some("NoSuchEntity"));
}

#[tokio::test]
async fn roles_that_are_refused() {
    let client = iam(&sandbox(), TOKYO);
    let create =
        |name: &str, trust: &str| client.create_role().role_name(name).assume_role_policy_document(trust).send();
    for (name, trust, code) in [
        ("acme-apprunner-ecr-access", TRUST, "EntityAlreadyExists"),
        ("good", "not json", "MalformedPolicyDocument"),
        ("good", "{}", "MalformedPolicyDocument"),
        ("good", r#"{"Statement":[{"Effect":"Allow","Action":"sts:AssumeRole"}]}"#, "MalformedPolicyDocument"),
        (
            "good",
            r#"{"Statement":[{"Effect":"Maybe","Principal":"*","Action":"sts:AssumeRole"}]}"#,
            "MalformedPolicyDocument",
        ),
        ("with space", TRUST, "ValidationError"),
    ] {
        let refused = create(name, trust).await.unwrap_err();
        assert_eq!(refused.code(), Some(code), "{name} {trust}");
        assert!(refused.message().is_some());
    }
    let policy = "arn:aws:iam::aws:policy/NoSuchPolicy";
    let refused =
        client.attach_role_policy().role_name("acme-nightly-report").policy_arn(policy).send().await.unwrap_err();
    assert_eq!(refused.code(), Some("NoSuchEntity"));
}

#[tokio::test]
async fn roles_come_in_pages_with_their_trust() {
    let client = iam(&sandbox(), TOKYO);
    let mut names = Vec::new();
    let mut marker = None;
    loop {
        let page = client.list_roles().max_items(2).set_marker(marker).send().await.unwrap();
        assert!(page.roles.len() <= 2);
        names.extend(page.roles.into_iter().map(|role| role.role_name));
        marker = page.marker;
        assert_eq!(page.is_truncated, marker.is_some());
        if marker.is_none() {
            break;
        }
    }
    assert_eq!(
        names,
        [
            "AWSServiceRoleForAppRunner",
            "acme-apprunner-ecr-access",
            "acme-ecs-task-execution",
            "acme-nightly-report",
            "acme-reports-instance-role",
            "deployer",
            "my-apprunner-instance-role",
            "ops-admin",
        ]
    );
    let linked = client.list_roles().path_prefix("/aws-service-role/").send().await.unwrap();
    assert_eq!(linked.roles.len(), 1);
}

#[tokio::test]
async fn the_managed_policies_are_there() {
    let client = iam(&sandbox(), TOKYO);
    for policy in [
        "service-role/AWSAppRunnerServicePolicyForECRAccess",
        "AWSAppRunnerFullAccess",
        "AWSAppRunnerReadOnlyAccess",
        "AWSXRayDaemonWriteAccess",
    ] {
        let arn = format!("arn:aws:iam::aws:policy/{policy}");
        client.attach_role_policy().role_name("acme-nightly-report").policy_arn(arn).send().await.unwrap();
    }
    let inline =
        client.get_role_policy().role_name("my-apprunner-instance-role").policy_name("settings").send().await.unwrap();
    assert!(inline.policy_document.starts_with("%7B%22Version%22"), "{}", inline.policy_document);
}
