//! What App Runner answered, in our types.

use std::collections::HashMap;

use ard_core::draft::{IpAddressType, Pair, Provider};
use ard_core::image::Registry;
use ard_core::service::{
    AutoScalingInUse, AutoScalingOption, CodeBuild, ConnectionOption, ConnectorOption, ConnectorStatus,
    ObservabilityOption, ServiceDetail, ServiceRow, ServiceSource, ServiceStatus, abilities,
};
use ard_core::size::{Cpu, Memory};
use ard_core::spec::HealthCheck;
use aws_sdk_apprunner::types;

use crate::moment::millis;

/// A row; `None` for a summary without name or ARN, which nothing could be done with.
pub(super) fn row(summary: types::ServiceSummary) -> Option<ServiceRow> {
    let status = ServiceStatus::from_api(summary.status.as_ref().map_or("", |status| status.as_str()));
    Some(ServiceRow {
        arn: summary.service_arn?,
        name: summary.service_name?,
        abilities: abilities(&status),
        moving: status.is_moving(),
        status,
        host: summary.service_url.as_deref().and_then(host),
        created_at: summary.created_at.as_ref().and_then(millis),
        updated_at: summary.updated_at.as_ref().and_then(millis),
    })
}

/// AWS answers the host alone; a scheme is taken off in case that changes.
fn host(url: &str) -> Option<String> {
    let host = url.trim_start_matches("https://").trim_end_matches('/').to_owned();
    (!host.is_empty()).then_some(host)
}

pub(super) fn detail(service: types::Service) -> ServiceDetail {
    let status = ServiceStatus::from_api(service.status.as_str());
    let instance = service.instance_configuration;
    let network = service.network_configuration;
    let egress = network.as_ref().and_then(|network| network.egress_configuration.as_ref());
    let ingress = network.as_ref().and_then(|network| network.ingress_configuration.as_ref());
    ServiceDetail {
        row: ServiceRow {
            arn: service.service_arn,
            name: service.service_name,
            abilities: abilities(&status),
            moving: status.is_moving(),
            status,
            host: service.service_url.as_deref().and_then(host),
            created_at: millis(&service.created_at),
            updated_at: millis(&service.updated_at),
        },
        id: service.service_id,
        source: service.source_configuration.map_or(ServiceSource::Unknown, source),
        cpu_units: instance.as_ref().and_then(|instance| Cpu::from_api(instance.cpu.as_deref()?)).map(Cpu::units),
        memory_mib: instance
            .as_ref()
            .and_then(|instance| Memory::from_api(instance.memory.as_deref()?))
            .map(Memory::mib),
        instance_role: instance.and_then(|instance| instance.instance_role_arn),
        auto_scaling: service
            .auto_scaling_configuration_summary
            .and_then(auto_scaling)
            .map(|option| AutoScalingInUse { arn: option.arn, name: option.name, revision: option.revision }),
        health_check: service.health_check_configuration.as_ref().and_then(health_check),
        public: ingress.is_none_or(|ingress| ingress.is_publicly_accessible),
        vpc_connector: egress.and_then(|egress| egress.vpc_connector_arn.clone()),
        ip_address_type: network.as_ref().and_then(|network| match network.ip_address_type {
            Some(types::IpAddressType::Ipv4) => Some(IpAddressType::Ipv4),
            Some(types::IpAddressType::DualStack) => Some(IpAddressType::DualStack),
            _ => None,
        }),
        kms_key: service.encryption_configuration.map(|encryption| encryption.kms_key),
        observability: service
            .observability_configuration
            .filter(|tracing| tracing.observability_enabled)
            .and_then(|tracing| tracing.observability_configuration_arn),
        tags: None,
        ingress: None,
        ingress_known: false,
        web_acl: None,
        web_acl_known: false,
    }
}

fn source(source: types::SourceConfiguration) -> ServiceSource {
    let automatic = source.auto_deployments_enabled.unwrap_or_default();
    if let Some(image) = source.image_repository {
        let configuration = image.image_configuration;
        let settings = configuration.as_ref();
        return ServiceSource::Image {
            uri: image.image_identifier,
            registry: match image.image_repository_type {
                types::ImageRepositoryType::EcrPublic => Registry::EcrPublic,
                _ => Registry::Ecr,
            },
            port: settings.and_then(|settings| settings.port.clone()),
            start_command: settings.and_then(|settings| settings.start_command.clone()),
            environment: pairs(settings.and_then(|settings| settings.runtime_environment_variables.as_ref())),
            secrets: pairs(settings.and_then(|settings| settings.runtime_environment_secrets.as_ref())),
            automatic,
            access_role: source.authentication_configuration.and_then(|authentication| authentication.access_role_arn),
        };
    }
    let Some(code) = source.code_repository else { return ServiceSource::Unknown };
    let values = code.code_configuration.and_then(|configuration| configuration.code_configuration_values);
    ServiceSource::Code {
        connection: source.authentication_configuration.and_then(|authentication| authentication.connection_arn),
        repository: code.repository_url,
        branch: code.source_code_version.map(|version| version.value).unwrap_or_default(),
        directory: code.source_directory,
        build: values.map(|values| CodeBuild {
            runtime: values.runtime.as_str().to_owned(),
            environment: pairs(values.runtime_environment_variables.as_ref()),
            secrets: pairs(values.runtime_environment_secrets.as_ref()),
            command: values.build_command,
            start_command: values.start_command,
            port: values.port,
        }),
        automatic,
    }
}

fn pairs(map: Option<&HashMap<String, String>>) -> Vec<Pair> {
    let pairs = map.into_iter().flatten().map(|(name, value)| Pair { name: name.clone(), value: value.clone() });
    let mut pairs: Vec<Pair> = pairs.collect();
    pairs.sort_by(|a, b| a.name.cmp(&b.name));
    pairs
}

fn health_check(check: &types::HealthCheckConfiguration) -> Option<HealthCheck> {
    let number = |number: Option<i32>| number.and_then(|number| u16::try_from(number).ok());
    Some(HealthCheck {
        http_path: match check.protocol {
            Some(types::HealthCheckProtocol::Http) => Some(check.path.clone().unwrap_or_else(|| "/".to_owned())),
            _ => None,
        },
        interval: number(check.interval)?,
        timeout: number(check.timeout)?,
        healthy_threshold: number(check.healthy_threshold)?,
        unhealthy_threshold: number(check.unhealthy_threshold)?,
    })
}

pub(super) fn auto_scaling(summary: types::AutoScalingConfigurationSummary) -> Option<AutoScalingOption> {
    Some(AutoScalingOption {
        arn: summary.auto_scaling_configuration_arn?,
        name: summary.auto_scaling_configuration_name?,
        revision: u32::try_from(summary.auto_scaling_configuration_revision).unwrap_or_default(),
        is_default: summary.is_default.unwrap_or_default(),
        is_latest: false,
        max_concurrency: None,
        min_size: None,
        max_size: None,
    })
}

pub(super) fn observability(summary: types::ObservabilityConfigurationSummary) -> Option<ObservabilityOption> {
    Some(ObservabilityOption {
        name: summary.observability_configuration_name?,
        arn: summary.observability_configuration_arn?,
    })
}

/// `None` for one that is deleted, which lists go on to show for a while.
pub(super) fn connector(connector: types::VpcConnector) -> Option<ConnectorOption> {
    let status = match connector.status {
        Some(types::VpcConnectorStatus::Inactive) => return None,
        Some(types::VpcConnectorStatus::Active) => ConnectorStatus::Active,
        other => ConnectorStatus::Other { value: other.map(|status| status.to_string()).unwrap_or_default() },
    };
    Some(ConnectorOption {
        status,
        name: connector.vpc_connector_name?,
        arn: connector.vpc_connector_arn?,
        subnets: connector.subnets.unwrap_or_default(),
        security_groups: connector.security_groups.unwrap_or_default(),
    })
}

pub(super) fn connection(summary: types::ConnectionSummary) -> Option<ConnectionOption> {
    if summary.status == Some(types::ConnectionStatus::Deleted) {
        return None;
    }
    Some(ConnectionOption {
        name: summary.connection_name?,
        arn: summary.connection_arn?,
        provider: match summary.provider_type? {
            types::ProviderType::Github => Some(Provider::Github),
            types::ProviderType::Bitbucket => Some(Provider::Bitbucket),
            _ => None,
        },
        is_available: summary.status == Some(types::ConnectionStatus::Available),
        is_pending: summary.status == Some(types::ConnectionStatus::PendingHandshake),
    })
}
