//! VPC connectors as things of their own: who uses them, and what a person asks for when one is made or replaced.

use serde::{Deserialize, Serialize};

use crate::service::ServiceStatus;
use crate::spec::ConnectorSpec;

/// A connector with those who use it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ConnectorRow {
    /// Name.
    pub name: String,
    /// ARN.
    pub arn: String,
    /// Ids of its subnets.
    pub subnets: Vec<String>,
    /// Ids of its security groups.
    pub security_groups: Vec<String>,
    /// The services that send through it, by name.
    pub users: Vec<ConnectorUser>,
    /// The most instances of them together; nothing where that is not known of all.
    pub instances: Option<u32>,
    /// Addresses that those take while all of them are deployed at once.
    pub addresses_needed: Option<u32>,
}

/// A service that uses a connector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ConnectorUser {
    /// Service name.
    pub name: String,
    /// Service ARN.
    pub arn: String,
    /// Status.
    pub status: ServiceStatus,
    /// Whether it can be sent through another connector now: only a running service is updated. (Developer Guide,
    /// *Managing an App Runner service*.)
    pub can_move: bool,
}

impl ConnectorUser {
    /// A service as a user of a connector.
    pub fn of(name: String, arn: String, status: ServiceStatus) -> Self {
        Self { can_move: status == ServiceStatus::Running, name, arn, status }
    }
}

/// The connectors of an account in a Region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ConnectorsView {
    /// By name.
    pub connectors: Vec<ConnectorRow>,
    /// Services of which it is not known what they use: they could not be read.
    pub unknown: Vec<String>,
}

/// A connector that a person asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ConnectorDraft {
    /// Name.
    pub name: String,
    /// Id of the VPC.
    pub vpc: String,
    /// Ids of its subnets.
    pub subnets: Vec<String>,
    /// Ids of its security groups; none takes the VPC's own.
    pub security_groups: Vec<String>,
    /// The one that it takes the place of.
    pub replaces: Option<Replaced>,
}

/// A connector that another one takes the place of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Replaced {
    /// Its ARN.
    pub arn: String,
    /// ARNs of the services that are moved, in order.
    pub services: Vec<String>,
}

impl ConnectorDraft {
    /// What is made of it.
    pub fn spec(&self) -> ConnectorSpec {
        ConnectorSpec {
            name: self.name.trim().to_owned(),
            subnets: self.subnets.clone(),
            security_groups: self.security_groups.clone(),
            tags: Vec::new(),
        }
    }
}
