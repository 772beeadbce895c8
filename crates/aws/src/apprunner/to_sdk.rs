//! What is wanted, in the SDK's types.

use std::collections::{BTreeMap, HashMap};

use ard_core::draft::{IpAddressType, Pair};
use ard_core::image::Registry;
use ard_core::spec::{CodeSpec, HealthCheck, ImageSpec, ServiceSpec, SourceSpec};
use aws_sdk_apprunner::types;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use serde_json::Value;

pub(super) fn tag(tag: &Pair) -> types::Tag {
    types::Tag::builder().key(&tag.name).value(&tag.value).build()
}

/// `None` never happens: all that the builders require is given.
pub(super) fn source(spec: &ServiceSpec) -> Option<types::SourceConfiguration> {
    match &spec.source {
        SourceSpec::Image(image) => image_source(image, spec),
        SourceSpec::Code(code) => code_source(code, spec),
    }
}

fn image_source(image: &ImageSpec, spec: &ServiceSpec) -> Option<types::SourceConfiguration> {
    let configuration = types::ImageConfiguration::builder()
        .set_port(spec.port.map(|port| port.to_string()))
        .set_start_command(spec.start_command.clone())
        .set_runtime_environment_variables(map(&spec.environment))
        .set_runtime_environment_secrets(map(&spec.secrets))
        .build();
    let repository = types::ImageRepository::builder()
        .image_identifier(&image.uri)
        .image_repository_type(match image.registry {
            Registry::Ecr => types::ImageRepositoryType::Ecr,
            Registry::EcrPublic => types::ImageRepositoryType::EcrPublic,
        })
        .image_configuration(configuration)
        .build()
        .ok()?;
    let authentication = image
        .access_role
        .as_ref()
        .map(|arn| types::AuthenticationConfiguration::builder().access_role_arn(arn).build());
    Some(
        types::SourceConfiguration::builder()
            .image_repository(repository)
            .auto_deployments_enabled(image.automatic)
            .set_authentication_configuration(authentication)
            .build(),
    )
}

fn code_source(code: &CodeSpec, spec: &ServiceSpec) -> Option<types::SourceConfiguration> {
    let configuration = match &code.build {
        None => types::CodeConfiguration::builder().configuration_source(types::ConfigurationSource::Repository),
        Some(build) => {
            let values = types::CodeConfigurationValues::builder()
                .runtime(types::Runtime::from(build.runtime.api_name()))
                .set_build_command(build.command.clone())
                .set_start_command(spec.start_command.clone())
                .set_port(spec.port.map(|port| port.to_string()))
                .set_runtime_environment_variables(map(&spec.environment))
                .set_runtime_environment_secrets(map(&spec.secrets))
                .build()
                .ok()?;
            types::CodeConfiguration::builder()
                .configuration_source(types::ConfigurationSource::Api)
                .code_configuration_values(values)
        }
    };
    let version = types::SourceCodeVersion::builder()
        .r#type(types::SourceCodeVersionType::Branch)
        .value(&code.branch)
        .build()
        .ok()?;
    let repository = types::CodeRepository::builder()
        .repository_url(&code.repository)
        .source_code_version(version)
        .source_directory(&code.directory)
        .code_configuration(configuration.build().ok()?)
        .build()
        .ok()?;
    let authentication = types::AuthenticationConfiguration::builder().connection_arn(&code.connection).build();
    Some(
        types::SourceConfiguration::builder()
            .code_repository(repository)
            .auto_deployments_enabled(code.automatic)
            .authentication_configuration(authentication)
            .build(),
    )
}

fn map(entries: &BTreeMap<String, String>) -> Option<HashMap<String, String>> {
    (!entries.is_empty()).then(|| entries.clone().into_iter().collect())
}

pub(super) fn observability(arn: String) -> types::ServiceObservabilityConfiguration {
    types::ServiceObservabilityConfiguration::builder()
        .observability_enabled(true)
        .observability_configuration_arn(arn)
        .build()
}

pub(super) fn encryption(spec: &ServiceSpec) -> Option<types::EncryptionConfiguration> {
    types::EncryptionConfiguration::builder().kms_key(spec.kms_key.as_ref()?).build().ok()
}

pub(super) fn instance(spec: &ServiceSpec) -> types::InstanceConfiguration {
    types::InstanceConfiguration::builder()
        .cpu(spec.cpu.units().to_string())
        .memory(spec.memory.mib().to_string())
        .set_instance_role_arn(spec.instance_role.clone())
        .build()
}

pub(super) fn health_check(check: &HealthCheck) -> types::HealthCheckConfiguration {
    types::HealthCheckConfiguration::builder()
        .protocol(match check.http_path {
            Some(_) => types::HealthCheckProtocol::Http,
            None => types::HealthCheckProtocol::Tcp,
        })
        .set_path(check.http_path.clone())
        .interval(check.interval.into())
        .timeout(check.timeout.into())
        .healthy_threshold(check.healthy_threshold.into())
        .unhealthy_threshold(check.unhealthy_threshold.into())
        .build()
}

/// Writes into a `CreateService` request that the service is private. The SDK leaves out a `false`, since the model has it
/// as the default of that member, while the API's own default is a public service: nothing is left to be guessed.
/// A request into which that cannot be written is not sent.
pub(super) fn say_private(mut request: HttpRequest) -> Result<HttpRequest, std::io::Error> {
    let unreadable = || std::io::Error::other("the request of a private service is not JSON");
    let bytes = request.body().bytes().ok_or_else(unreadable)?;
    let mut body: Value = serde_json::from_slice(bytes).map_err(|_| unreadable())?;
    body["NetworkConfiguration"]["IngressConfiguration"]["IsPubliclyAccessible"] = false.into();
    let body = body.to_string();
    request.headers_mut().insert("content-length", body.len().to_string());
    *request.body_mut() = body.into();
    Ok(request)
}

/// `connector` is the ARN of the connector that the spec refers to.
pub(super) fn network(spec: &ServiceSpec, connector: Option<String>) -> types::NetworkConfiguration {
    whole_network(spec.public, spec.ip_address_type, connector)
}

/// All of it, since nobody says what becomes of a member that an update leaves out.
pub(super) fn whole_network(
    public: bool,
    ip_address_type: IpAddressType,
    connector: Option<String>,
) -> types::NetworkConfiguration {
    let egress = types::EgressConfiguration::builder()
        .egress_type(if connector.is_some() { types::EgressType::Vpc } else { types::EgressType::Default })
        .set_vpc_connector_arn(connector);
    types::NetworkConfiguration::builder()
        .egress_configuration(egress.build())
        .ingress_configuration(types::IngressConfiguration::builder().is_publicly_accessible(public).build())
        .ip_address_type(match ip_address_type {
            IpAddressType::Ipv4 => types::IpAddressType::Ipv4,
            IpAddressType::DualStack => types::IpAddressType::DualStack,
        })
        .build()
}
