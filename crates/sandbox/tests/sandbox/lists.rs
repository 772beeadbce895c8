//! Lists, pages, tags, quotas and auto scaling configurations.

use ard_sandbox::{Options, Sandbox};
use aws_sdk_apprunner::types::{ServiceStatus, Tag};

use crate::support::*;

#[tokio::test]
async fn services_come_in_pages_and_none_is_lost() {
    let sandbox = Sandbox::new(Options { extra_services: 45, ..Options::default() });
    let client = apprunner(&sandbox, TOKYO);
    let mut names = Vec::new();
    let mut token = None;
    let mut pages = 0;
    loop {
        let page = client.list_services().max_results(20).set_next_token(token).send().await.unwrap();
        names.extend(page.service_summary_list.into_iter().map(|service| service.service_name.unwrap()));
        token = page.next_token;
        pages += 1;
        if token.is_none() {
            break;
        }
    }
    names.sort();
    names.dedup();
    assert_eq!((pages, names.len()), (3, 45));
    let all = client.list_services().send().await.unwrap();
    assert_eq!((all.service_summary_list.len(), all.next_token), (45, None));
}

#[tokio::test]
async fn virginia_has_a_service_in_every_status_and_elsewhere_is_nothing() {
    let sandbox = sandbox();
    let list = apprunner(&sandbox, VIRGINIA).list_services().send().await.unwrap().service_summary_list;
    for status in [
        ServiceStatus::Running,
        ServiceStatus::Paused,
        ServiceStatus::CreateFailed,
        ServiceStatus::OperationInProgress,
        ServiceStatus::DeleteFailed,
    ] {
        assert!(list.iter().any(|service| service.status.as_ref() == Some(&status)), "{status:?}");
    }
    for region in [TOKYO, "eu-west-1"] {
        assert!(apprunner(&sandbox, region).list_services().send().await.unwrap().service_summary_list.is_empty());
    }
    let again = seeded(&sandbox, "storefront").await;
    assert_eq!(seeded(&Sandbox::new(Options::default()), "storefront").await, again, "ids are the same at every start");
    let busy = seeded(&sandbox, "notifications").await;
    for _ in 0..20 {
        assert_eq!(describe(&sandbox, &busy).await.status, ServiceStatus::OperationInProgress);
    }
}

#[tokio::test]
async fn operations_are_newest_first_and_paged() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, VIRGINIA);
    let arn = seeded(&sandbox, "storefront").await;
    let all = client.list_operations().service_arn(&arn).send().await.unwrap().operation_summary_list.unwrap();
    assert_eq!(all.len(), 3);
    assert!(all.is_sorted_by(|a, b| a.started_at > b.started_at));
    let first = client.list_operations().service_arn(&arn).max_results(2).send().await.unwrap();
    let token = first.next_token.unwrap();
    let second = client.list_operations().service_arn(&arn).max_results(2).next_token(&token).send().await.unwrap();
    assert_eq!(second.operation_summary_list.unwrap()[0].id, all[2].id);
    let other = seeded(&sandbox, "orders").await;
    let foreign = client.list_operations().service_arn(other).next_token(token).send().await;
    assert_eq!(refusal(foreign).0, "InvalidRequestException", "a token of another list");
}

#[tokio::test]
async fn a_name_is_free_again_after_the_deletion() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, TOKYO);
    let arn = running(&sandbox, "unique").await.service_arn;
    let again = client.create_service().service_name("unique").source_configuration(source("my-flask-app:v1", "5000"));
    let (code, message) = refusal(again.clone().send().await);
    assert_eq!(code, "InvalidRequestException");
    assert_eq!(message, "Service with the provided name already exists: unique.");
    client.delete_service().service_arn(&arn).send().await.unwrap();
    describe(&sandbox, &arn).await;
    let fresh = again.send().await.unwrap().service.unwrap();
    assert_ne!(fresh.service_arn, arn);
}

#[tokio::test]
async fn the_thirty_first_service_is_too_many() {
    let sandbox = sandbox();
    for number in 0..30 {
        create(&sandbox, &format!("number-{number}"), "my-flask-app:v1", "5000").await;
    }
    let create = apprunner(&sandbox, TOKYO).create_service().service_name("one-too-many");
    let (code, _) = refusal(create.source_configuration(source("my-flask-app:v1", "5000")).send().await);
    assert_eq!(code, "ServiceQuotaExceededException");
}

#[tokio::test]
async fn tags_are_added_overwritten_and_removed() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, TOKYO);
    let arn = running(&sandbox, "tagged").await.service_arn;
    let tag = |key: &str, value: &str| Tag::builder().key(key).value(value).build();
    client.tag_resource().resource_arn(&arn).tags(tag("a", "1")).tags(tag("b", "2")).send().await.unwrap();
    client.tag_resource().resource_arn(&arn).tags(tag("a", "3")).send().await.unwrap();
    client.untag_resource().resource_arn(&arn).tag_keys("b").send().await.unwrap();
    let tags = client.list_tags_for_resource().resource_arn(&arn).send().await.unwrap().tags.unwrap();
    assert_eq!(tags, [tag("a", "3")]);
    let many = (0..50).map(|number| tag(&format!("k{number}"), "")).collect::<Vec<_>>();
    let result = client.tag_resource().resource_arn(&arn).set_tags(Some(many)).send().await;
    assert_eq!(refusal(result).0, "InvalidRequestException");
    assert_eq!(describe(&sandbox, &arn).await.status, ServiceStatus::Running, "tags are no operation");
}

#[tokio::test]
async fn auto_scaling_configurations_have_names_revisions_and_quotas() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, TOKYO);
    let create = |name: String| client.create_auto_scaling_configuration().auto_scaling_configuration_name(name);
    for revision in 1..=5 {
        let made = create("bursty".into()).max_concurrency(10 * revision).send().await.unwrap();
        let made = made.auto_scaling_configuration.unwrap();
        assert_eq!(made.auto_scaling_configuration_revision, Some(revision));
        assert_eq!((made.min_size, made.max_size, made.latest), (Some(1), Some(25), Some(true)));
    }
    assert_eq!(refusal(create("bursty".into()).send().await).0, "ServiceQuotaExceededException");
    let by_name = "arn:aws:apprunner:ap-northeast-1:123456789012:autoscalingconfiguration/bursty";
    let describe =
        |arn: String| client.describe_auto_scaling_configuration().auto_scaling_configuration_arn(arn).send();
    let latest = describe(by_name.into()).await.unwrap().auto_scaling_configuration.unwrap();
    assert_eq!((latest.auto_scaling_configuration_revision, latest.max_concurrency), (Some(5), Some(50)));
    let second = describe(format!("{by_name}/2")).await.unwrap().auto_scaling_configuration.unwrap();
    assert_eq!((second.max_concurrency, second.latest), (Some(20), Some(false)));
    assert_eq!(refusal(describe(format!("{by_name}/9")).await).0, "ResourceNotFoundException");
    assert_eq!(refusal(describe(by_name.trim_end_matches('y').into()).await).0, "ResourceNotFoundException");

    let list = client.list_auto_scaling_configurations().send().await.unwrap().auto_scaling_configuration_summary_list;
    assert_eq!(list.len(), 2, "the latest of each name, the default among them");
    let all = client.list_auto_scaling_configurations().latest_only(false).max_results(4).send().await.unwrap();
    assert_eq!(all.auto_scaling_configuration_summary_list.len(), 4);
    let rest =
        client.list_auto_scaling_configurations().latest_only(false).max_results(4).set_next_token(all.next_token);
    assert_eq!(rest.send().await.unwrap().auto_scaling_configuration_summary_list.len(), 2);
    for number in 0..9 {
        create(format!("name-{number}")).send().await.unwrap();
    }
    assert_eq!(refusal(create("name-10".into()).send().await).0, "ServiceQuotaExceededException");
}

#[tokio::test]
async fn the_smaller_lists() {
    let sandbox = sandbox();
    let (tokyo, virginia) = (apprunner(&sandbox, TOKYO), apprunner(&sandbox, VIRGINIA));
    assert!(tokyo.list_connections().send().await.unwrap().connection_summary_list.is_empty());
    let named = |name: &str| virginia.list_connections().connection_name(name).send();
    assert_eq!(named("example-github").await.unwrap().connection_summary_list.len(), 1);
    assert_eq!(named("another").await.unwrap().connection_summary_list.len(), 0);
    assert_eq!(virginia.list_vpc_connectors().send().await.unwrap().vpc_connectors.len(), 1);
    assert!(tokyo.list_vpc_connectors().send().await.unwrap().vpc_connectors.is_empty());
    let observability = tokyo.list_observability_configurations().send().await.unwrap();
    assert_eq!(observability.observability_configuration_summary_list.len(), 1);
    let arn = seeded(&sandbox, "orders").await;
    let domains = virginia.describe_custom_domains().service_arn(&arn).send().await.unwrap();
    assert!(domains.custom_domains.is_empty());
    assert!(domains.dns_target.ends_with(".us-east-1.awsapprunner.com"));
}

#[tokio::test]
async fn auto_scaling_configurations_are_deleted_unless_in_use() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, TOKYO);
    let made =
        client.create_auto_scaling_configuration().auto_scaling_configuration_name("unused").send().await.unwrap();
    let arn = made.auto_scaling_configuration.unwrap().auto_scaling_configuration_arn.unwrap();
    let delete = |arn: &str| client.delete_auto_scaling_configuration().auto_scaling_configuration_arn(arn).send();
    let gone = delete(&arn).await.unwrap().auto_scaling_configuration.unwrap();
    let gone_status = gone.status;
    assert_eq!(gone_status.as_ref().unwrap().as_str(), "INACTIVE");
    assert!(gone.deleted_at.is_some());
    assert!(delete(&arn).await.unwrap_err().into_service_error().is_resource_not_found_exception());
    let described = client.describe_auto_scaling_configuration().auto_scaling_configuration_arn(&arn).send().await;
    let described = described.unwrap().auto_scaling_configuration.unwrap();
    assert_eq!((described.status, described.latest), (gone_status, Some(false)), "described for a while longer");
    let list = client.list_auto_scaling_configurations().send().await.unwrap().auto_scaling_configuration_summary_list;
    let default = list[0].auto_scaling_configuration_arn.as_deref().unwrap();
    assert!(delete(default).await.unwrap_err().into_service_error().is_invalid_request_exception());
}
