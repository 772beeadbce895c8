//! A draft: a service as a person means it while editing.
//!
//! What is typed is kept as text, however wrong, so that nothing a person wrote is lost; each choice is one enum, so
//! that impossible pairs cannot be written. [`crate::check`] judges a draft, [`crate::spec`] is what a faultless one
//! becomes.

use serde::{Deserialize, Serialize};

use crate::size::{Cpu, Memory};

/// Where the service's image comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "registry", rename_all = "snake_case")]
pub enum SourceDraft {
    /// A private Amazon ECR repository.
    Ecr {
        /// Image URI.
        uri: String,
        /// When a new image is deployed.
        trigger: Trigger,
        /// The role with which App Runner pulls the image.
        access_role: AccessRole,
    },
    /// The Amazon ECR Public Gallery. Needs no role, and is deployed by hand only.
    EcrPublic {
        /// Image URI.
        uri: String,
    },
}

impl SourceDraft {
    /// The image URI as typed.
    pub fn uri(&self) -> &str {
        match self {
            Self::Ecr { uri, .. } | Self::EcrPublic { uri } => uri,
        }
    }
}

/// When a new image is deployed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// When a person says so.
    Manual,
    /// On each push to the tag.
    Automatic,
}

/// The role with which App Runner pulls from private ECR.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AccessRole {
    /// Make one of this name.
    CreateForMe {
        /// Role name.
        name: String,
    },
    /// Use one that exists.
    UseExisting {
        /// Role ARN.
        arn: String,
    },
}

/// The role whose rights the running application has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum InstanceRole {
    /// None: the application makes no AWS calls.
    NotNeeded,
    /// Use one that exists.
    UseExisting {
        /// Role ARN.
        arn: String,
    },
}

/// How many instances there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AutoScaling {
    /// The account's default configuration.
    AccountDefault,
    /// One that exists.
    UseExisting {
        /// Configuration ARN.
        arn: String,
    },
    /// Make one.
    CreateForMe {
        /// Configuration name.
        name: String,
        /// Requests that one instance takes at once.
        max_concurrency: String,
        /// Fewest instances.
        min_size: String,
        /// Most instances.
        max_size: String,
    },
}

/// How App Runner asks whether an instance is well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct HealthCheckDraft {
    /// By connecting, or by asking for a page.
    pub protocol: HealthProtocolDraft,
    /// Seconds between checks.
    pub interval: String,
    /// Seconds until a check counts as failed.
    pub timeout: String,
    /// Passes until an instance is healthy.
    pub healthy_threshold: String,
    /// Failures until an instance is unhealthy.
    pub unhealthy_threshold: String,
}

/// The protocol of a health check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum HealthProtocolDraft {
    /// The port accepts a connection.
    Tcp,
    /// The path answers with success.
    Http {
        /// Path.
        path: String,
    },
}

/// The kind of IP addresses of the service's endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum IpAddressType {
    /// IPv4 only.
    Ipv4,
    /// IPv4 and IPv6.
    DualStack,
}

/// A row of environment variables, or of tags.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Pair {
    /// Name or key.
    pub name: String,
    /// Value.
    pub value: String,
}

/// A service as a person means it while editing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Draft {
    /// Where the image comes from.
    pub source: SourceDraft,
    /// Service name.
    pub name: String,
    /// Virtual CPU.
    pub cpu: Cpu,
    /// Memory.
    pub memory: Memory,
    /// The port the application listens on.
    pub port: String,
    /// Replaces the image's own command; empty for none.
    pub start_command: String,
    /// Environment variables.
    pub environment: Vec<Pair>,
    /// How many instances.
    pub auto_scaling: AutoScaling,
    /// Health check.
    pub health_check: HealthCheckDraft,
    /// The application's rights.
    pub instance_role: InstanceRole,
    /// Kind of addresses of the public endpoint.
    pub ip_address_type: IpAddressType,
    /// Tags.
    pub tags: Vec<Pair>,
}

impl Draft {
    /// The name that the console gives the access role it creates.
    pub const ACCESS_ROLE_NAME: &str = "AppRunnerECRAccessRole";

    /// A new draft, with the defaults of App Runner's console.
    pub fn new() -> Self {
        Self {
            source: SourceDraft::Ecr {
                uri: String::new(),
                trigger: Trigger::Manual,
                access_role: AccessRole::CreateForMe { name: Self::ACCESS_ROLE_NAME.to_owned() },
            },
            name: String::new(),
            cpu: Cpu::One,
            memory: Memory::Mib2048,
            port: "8080".to_owned(),
            start_command: String::new(),
            environment: Vec::new(),
            auto_scaling: AutoScaling::AccountDefault,
            health_check: HealthCheckDraft {
                protocol: HealthProtocolDraft::Tcp,
                interval: "5".to_owned(),
                timeout: "2".to_owned(),
                healthy_threshold: "1".to_owned(),
                unhealthy_threshold: "5".to_owned(),
            },
            instance_role: InstanceRole::NotNeeded,
            ip_address_type: IpAddressType::Ipv4,
            tags: Vec::new(),
        }
    }
}

impl Default for Draft {
    fn default() -> Self {
        Self::new()
    }
}
