//! What is wanted, in the SDK's types.

use ard_core::draft::{IpAddressType, Pair};
use ard_core::image::Registry;
use ard_core::spec::{HealthCheck, ServiceSpec};
use aws_sdk_apprunner::types;

pub(super) fn tag(tag: &Pair) -> types::Tag {
    types::Tag::builder().key(&tag.name).value(&tag.value).build()
}

/// `None` never happens: all that the builders require is given.
pub(super) fn source(spec: &ServiceSpec) -> Option<types::SourceConfiguration> {
    let environment = spec.environment.iter().map(|(name, value)| (name.clone(), value.clone()));
    let configuration = types::ImageConfiguration::builder()
        .port(spec.port.to_string())
        .set_start_command(spec.start_command.clone())
        .set_runtime_environment_variables((!spec.environment.is_empty()).then(|| environment.collect()))
        .build();
    let image = types::ImageRepository::builder()
        .image_identifier(&spec.image.uri)
        .image_repository_type(match spec.image.registry {
            Registry::Ecr => types::ImageRepositoryType::Ecr,
            Registry::EcrPublic => types::ImageRepositoryType::EcrPublic,
        })
        .image_configuration(configuration)
        .build()
        .ok()?;
    let authentication = spec
        .image
        .access_role
        .as_ref()
        .map(|arn| types::AuthenticationConfiguration::builder().access_role_arn(arn).build());
    Some(
        types::SourceConfiguration::builder()
            .image_repository(image)
            .auto_deployments_enabled(spec.image.automatic)
            .set_authentication_configuration(authentication)
            .build(),
    )
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

pub(super) fn network(spec: &ServiceSpec) -> types::NetworkConfiguration {
    types::NetworkConfiguration::builder()
        .egress_configuration(types::EgressConfiguration::builder().egress_type(types::EgressType::Default).build())
        .ingress_configuration(types::IngressConfiguration::builder().is_publicly_accessible(true).build())
        .ip_address_type(match spec.ip_address_type {
            IpAddressType::Ipv4 => types::IpAddressType::Ipv4,
            IpAddressType::DualStack => types::IpAddressType::DualStack,
        })
        .build()
}
