//! Where a finding belongs: the fields of the wizard, and the step each stands in.

use serde::{Deserialize, Serialize};

use crate::draft::SourceDraft;

/// A step of the create wizard, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum WizardStep {
    /// Source and deployment.
    Source,
    /// Configure build; for source code only.
    Build,
    /// Configure service.
    Service,
    /// Review and create.
    Review,
}

/// A field of the draft. Rows of a list carry their index, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum Field {
    /// Container image URI.
    ImageUri,
    /// The connection to the provider of a source repository.
    Connection,
    /// Name of a new connection.
    ConnectionName,
    /// Name of a new security group.
    GroupName,
    /// URL of the source repository.
    Repository,
    /// Branch.
    Branch,
    /// The directory to build in.
    SourceDirectory,
    /// Managed runtime.
    Runtime,
    /// Build command.
    BuildCommand,
    /// Manual or automatic deployment.
    Trigger,
    /// Name of the access role to create.
    AccessRoleName,
    /// ARN of an existing access role.
    AccessRoleArn,
    /// Service name.
    ServiceName,
    /// Virtual CPU.
    Cpu,
    /// Memory.
    Memory,
    /// Port.
    Port,
    /// Start command.
    StartCommand,
    /// Name of an environment variable.
    EnvironmentName {
        /// Row.
        index: u32,
    },
    /// Name of a new secret or parameter.
    SecretName,
    /// The value of a new secret or parameter.
    SecretValue,
    /// Value of an environment variable.
    EnvironmentValue {
        /// Row.
        index: u32,
    },
    /// An existing auto scaling configuration.
    AutoScalingArn,
    /// Name of a new auto scaling configuration.
    AutoScalingName,
    /// Requests that one instance takes at once.
    MaxConcurrency,
    /// Fewest instances.
    MinSize,
    /// Most instances.
    MaxSize,
    /// Path of the HTTP health check.
    HealthPath,
    /// Seconds between health checks.
    HealthInterval,
    /// Seconds until a health check counts as failed.
    HealthTimeout,
    /// Passes until an instance is healthy.
    HealthyThreshold,
    /// Failures until an instance is unhealthy.
    UnhealthyThreshold,
    /// ARN of an existing instance role.
    InstanceRoleArn,
    /// Name of the instance role to create.
    InstanceRoleName,
    /// Name or ARN of what a new instance role may use.
    GrantTarget {
        /// Row.
        index: u32,
    },
    /// ARN of the key that encrypts.
    KmsKeyArn,
    /// The web ACL.
    WebAclArn,
    /// An existing interface endpoint.
    EndpointId,
    /// Name of a new interface endpoint.
    EndpointName,
    /// The VPC of a new interface endpoint.
    EndpointVpc,
    /// The subnets of a new interface endpoint.
    EndpointSubnets,
    /// The security groups of a new interface endpoint.
    EndpointSecurityGroups,
    /// Key of a tag of a new interface endpoint.
    EndpointTagKey {
        /// Row.
        index: u32,
    },
    /// Value of a tag of a new interface endpoint.
    EndpointTagValue {
        /// Row.
        index: u32,
    },
    /// An existing VPC connector.
    ConnectorArn,
    /// Name of a new VPC connector.
    ConnectorName,
    /// The VPC of a new connector.
    ConnectorVpc,
    /// The subnets of a new connector.
    ConnectorSubnets,
    /// The security groups of a new connector.
    ConnectorSecurityGroups,
    /// Key of a tag of a new connector.
    ConnectorTagKey {
        /// Row.
        index: u32,
    },
    /// Value of a tag of a new connector.
    ConnectorTagValue {
        /// Row.
        index: u32,
    },
    /// An existing observability configuration.
    ObservabilityArn,
    /// Name of a new observability configuration.
    ObservabilityName,
    /// Key of a tag.
    TagKey {
        /// Row.
        index: u32,
    },
    /// Value of a tag.
    TagValue {
        /// Row.
        index: u32,
    },
}

impl Field {
    /// The step of the wizard that shows this field for such a source.
    pub fn step(self, source: &SourceDraft) -> WizardStep {
        let is_code = matches!(source, SourceDraft::Code { .. });
        match self {
            Self::ImageUri
            | Self::Connection
            | Self::ConnectionName
            | Self::Repository
            | Self::Branch
            | Self::SourceDirectory
            | Self::Trigger
            | Self::AccessRoleName
            | Self::AccessRoleArn => WizardStep::Source,
            Self::Runtime | Self::BuildCommand => WizardStep::Build,
            Self::Port | Self::StartCommand if is_code => WizardStep::Build,
            _ => WizardStep::Service,
        }
    }
}
