//! Connections, their handshake, and services from source code.

use ard_sandbox::{Sandbox, WaitingFor};
use aws_sdk_apprunner::types::{
    AuthenticationConfiguration, CodeConfiguration, CodeConfigurationValues, CodeRepository, ConfigurationSource,
    ConnectionStatus, ProviderType, Runtime, ServiceStatus, SourceCodeVersion, SourceCodeVersionType,
    SourceConfiguration, Tag,
};

use crate::support::*;

/// A connection in Tokyo, still to be completed.
async fn pending(sandbox: &Sandbox, name: &str) -> String {
    let create = apprunner(sandbox, TOKYO).create_connection().connection_name(name);
    let made = create.provider_type(ProviderType::Github).send().await.unwrap().connection.unwrap();
    assert_eq!(made.status, Some(ConnectionStatus::PendingHandshake));
    made.connection_arn.unwrap()
}

async fn status(sandbox: &Sandbox, name: &str) -> Option<ConnectionStatus> {
    let list = apprunner(sandbox, TOKYO).list_connections().connection_name(name).send().await.unwrap();
    list.connection_summary_list.into_iter().next().and_then(|found| found.status)
}

fn code(connection: &str, runtime: Runtime) -> SourceConfiguration {
    let values = CodeConfigurationValues::builder().runtime(runtime).build_command("npm ci").build().unwrap();
    let configuration = CodeConfiguration::builder()
        .configuration_source(ConfigurationSource::Api)
        .code_configuration_values(values)
        .build()
        .unwrap();
    let branch = SourceCodeVersion::builder().r#type(SourceCodeVersionType::Branch).value("main").build().unwrap();
    let repository = CodeRepository::builder()
        .repository_url("https://github.com/example/app")
        .source_code_version(branch)
        .code_configuration(configuration)
        .build()
        .unwrap();
    SourceConfiguration::builder()
        .code_repository(repository)
        .authentication_configuration(AuthenticationConfiguration::builder().connection_arn(connection).build())
        .build()
}

#[tokio::test]
async fn a_handshake_waits_for_a_person_and_then_code_can_be_deployed() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, TOKYO);
    let arn = pending(&sandbox, "my-github").await;
    let waiting = sandbox.controls().waiting;
    assert_eq!(waiting.len(), 1);
    assert_eq!((waiting[0].kind, waiting[0].name.as_str()), (WaitingFor::Handshake, "my-github"));
    assert_eq!((waiting[0].region.as_str(), &waiting[0].id), (TOKYO, &arn));
    let create = client.create_service().service_name("from-code").source_configuration(code(&arn, Runtime::Nodejs22));
    let (code, message) = refusal(create.clone().send().await);
    assert_eq!(code, "InvalidRequestException");
    assert!(message.contains("isn't in AVAILABLE state"), "{message}");

    assert!(!sandbox.finish(VIRGINIA, &arn), "another Region");
    assert!(sandbox.finish(TOKYO, &arn));
    assert!(!sandbox.finish(TOKYO, &arn), "nothing waits any more");
    assert!(sandbox.controls().waiting.is_empty());
    assert_eq!(status(&sandbox, "my-github").await, Some(ConnectionStatus::Available));
    let service = create.send().await.unwrap().service.unwrap();
    assert_eq!(describe(&sandbox, &service.service_arn).await.status, ServiceStatus::Running);

    let delete = client.delete_connection().connection_arn(&arn);
    let (code, message) = refusal(delete.clone().send().await);
    assert_eq!(code, "InvalidRequestException");
    assert!(message.contains("in use"), "{message}");
    client.delete_service().service_arn(&service.service_arn).send().await.unwrap();
    describe(&sandbox, &service.service_arn).await;
    let gone = delete.clone().send().await.unwrap().connection.unwrap();
    assert_eq!(gone.status, Some(ConnectionStatus::Deleted));
    assert_eq!(status(&sandbox, "my-github").await, None);
    assert_eq!(refusal(delete.send().await).0, "ResourceNotFoundException");
}

#[tokio::test]
async fn a_provider_may_refuse() {
    let sandbox = sandbox();
    let arn = pending(&sandbox, "denied-by-github").await;
    assert!(sandbox.finish(TOKYO, &arn));
    assert_eq!(status(&sandbox, "denied-by-github").await, Some(ConnectionStatus::Error));
}

#[tokio::test]
async fn connections_have_names_of_their_own_tags_and_a_quota() {
    let sandbox = sandbox();
    let client = apprunner(&sandbox, TOKYO);
    let create = |name: String| {
        let create = client.create_connection().connection_name(name).provider_type(ProviderType::Bitbucket);
        create.tags(Tag::builder().key("team").value("shop").build()).send()
    };
    let first = create("number-0".into()).await.unwrap().connection.unwrap();
    let tags = client.list_tags_for_resource().resource_arn(first.connection_arn.unwrap()).send().await.unwrap();
    assert_eq!(tags.tags.unwrap()[0].value.as_deref(), Some("shop"));
    assert_eq!(refusal(create("number-0".into()).await).0, "InvalidRequestException");
    for number in 1..10 {
        create(format!("number-{number}")).await.unwrap();
    }
    assert_eq!(refusal(create("number-10".into()).await).0, "ServiceQuotaExceededException");
    let page = client.list_connections().max_results(7).send().await.unwrap();
    assert_eq!(page.connection_summary_list.len(), 7);
    let rest = client.list_connections().max_results(7).set_next_token(page.next_token.clone()).send().await.unwrap();
    assert_eq!((rest.connection_summary_list.len(), rest.next_token), (3, None));
    let filtered = client.list_connections().connection_name("number-1").set_next_token(page.next_token).send().await;
    assert_eq!(refusal(filtered).0, "InvalidRequestException", "a token of another question");
}
