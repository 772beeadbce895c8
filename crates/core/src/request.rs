//! Parts of the request `CreateService` as JSON: what the AWS CLI takes, and CloudFormation nearly so.

use serde_json::{Value, json};

use crate::draft::IpAddressType;
use crate::image::Registry;
use crate::spec::{CodeSpec, ConfigurationRef, ImageSpec, ServiceSpec, SourceSpec};

/// What stands in the place of the ARN of a connector that the same plan makes.
pub(crate) const CONNECTOR: &str = "@VPC_CONNECTOR_ARN@";

/// `SourceConfiguration` as the API takes it.
pub(crate) fn source_configuration(spec: &ServiceSpec) -> Value {
    match &spec.source {
        SourceSpec::Image(image) => image_source(image, spec),
        SourceSpec::Code(code) => code_source(code, spec),
    }
}

fn image_source(image: &ImageSpec, spec: &ServiceSpec) -> Value {
    let registry = match image.registry {
        Registry::Ecr => "ECR",
        Registry::EcrPublic => "ECR_PUBLIC",
    };
    let mut source = json!({
        "ImageRepository": {
            "ImageIdentifier": image.uri,
            "ImageRepositoryType": registry,
            "ImageConfiguration": runtime_settings(spec),
        },
        "AutoDeploymentsEnabled": image.automatic,
    });
    if let Some(arn) = &image.access_role {
        source["AuthenticationConfiguration"] = json!({ "AccessRoleArn": arn });
    }
    source
}

fn code_source(code: &CodeSpec, spec: &ServiceSpec) -> Value {
    let configuration = match &code.build {
        None => json!({ "ConfigurationSource": "REPOSITORY" }),
        Some(build) => {
            let mut values = runtime_settings(spec);
            values["Runtime"] = json!(build.runtime.api_name());
            if let Some(command) = &build.command {
                values["BuildCommand"] = json!(command);
            }
            json!({ "ConfigurationSource": "API", "CodeConfigurationValues": values })
        }
    };
    json!({
        "CodeRepository": {
            "RepositoryUrl": code.repository,
            "SourceCodeVersion": { "Type": "BRANCH", "Value": code.branch },
            "SourceDirectory": code.directory,
            "CodeConfiguration": configuration,
        },
        "AutoDeploymentsEnabled": code.automatic,
        "AuthenticationConfiguration": { "ConnectionArn": code.connection },
    })
}

/// What an image and source code that is built here have in common.
fn runtime_settings(spec: &ServiceSpec) -> Value {
    let mut settings = json!({});
    if let Some(port) = spec.port {
        settings["Port"] = json!(port.to_string());
    }
    if let Some(command) = &spec.start_command {
        settings["StartCommand"] = json!(command);
    }
    if !spec.environment.is_empty() {
        settings["RuntimeEnvironmentVariables"] = json!(spec.environment);
    }
    if !spec.secrets.is_empty() {
        settings["RuntimeEnvironmentSecrets"] = json!(spec.secrets);
    }
    settings
}

pub(crate) fn instance_configuration(spec: &ServiceSpec) -> Value {
    let mut instance = json!({ "Cpu": spec.cpu.units().to_string(), "Memory": spec.memory.mib().to_string() });
    if let Some(arn) = &spec.instance_role {
        instance["InstanceRoleArn"] = json!(arn);
    }
    instance
}

pub(crate) fn health_check_configuration(spec: &ServiceSpec) -> Value {
    let health = &spec.health_check;
    let mut check = json!({
        "Protocol": if health.http_path.is_some() { "HTTP" } else { "TCP" },
        "Interval": health.interval,
        "Timeout": health.timeout,
        "HealthyThreshold": health.healthy_threshold,
        "UnhealthyThreshold": health.unhealthy_threshold,
    });
    if let Some(path) = &health.http_path {
        check["Path"] = json!(path);
    }
    check
}

pub(crate) fn network_configuration(spec: &ServiceSpec) -> Value {
    let ip = match spec.ip_address_type {
        IpAddressType::Ipv4 => "IPV4",
        IpAddressType::DualStack => "DUAL_STACK",
    };
    let egress = match &spec.connector {
        None => json!({ "EgressType": "DEFAULT" }),
        Some(ConfigurationRef::Arn { arn }) => json!({ "EgressType": "VPC", "VpcConnectorArn": arn }),
        Some(ConfigurationRef::FromPlan) => json!({ "EgressType": "VPC", "VpcConnectorArn": CONNECTOR }),
    };
    json!({
        "EgressConfiguration": egress,
        "IngressConfiguration": { "IsPubliclyAccessible": spec.public },
        "IpAddressType": ip,
    })
}
