//! VPC connectors as things of their own: who uses them, and what a person asks for when one is made or replaced.

use serde::{Deserialize, Serialize};

use crate::service::{ConnectorStatus, ServiceDetail, ServiceRow, ServiceStatus};
use crate::spec::ConnectorSpec;

/// A connector with those who use it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ConnectorRow {
    /// Name.
    pub name: String,
    /// ARN.
    pub arn: String,
    /// Status.
    pub status: ConnectorStatus,
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
    /// The host by which the internet reaches it, without scheme; nothing for a private one.
    pub host: Option<String>,
    /// Whether it can be sent through another connector now: only a running service is updated. (Developer Guide,
    /// *Managing an App Runner service*.)
    pub can_move: bool,
}

impl ConnectorUser {
    /// A service as a user of a connector.
    pub fn of(service: &ServiceDetail) -> Self {
        let ServiceRow { name, arn, status, host, .. } = service.row.clone();
        let host = host.filter(|_| service.public);
        Self { can_move: status == ServiceStatus::Running, name, arn, status, host }
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

/// Whether a refusal is about zones.
pub fn speaks_of_zones(message: &str) -> bool {
    let words = message.to_lowercase();
    words.contains("availability zone") && words.contains("support")
}

/// The ids of the zones that App Runner refuses, as its refusal of a connector tells: it names the subnets, in words and
/// nowhere else. (As reported by users: "… are in Availability Zones that App Runner doesn't support".) `subnets` are those
/// that were asked for, with the ids of their zones.
pub fn zones_refused(message: &str, subnets: &[(String, String)]) -> Vec<String> {
    if !speaks_of_zones(message) {
        return Vec::new();
    }
    // Zones that it names may be those that are supported: only where it names no subnet, they are meant.
    let is_named =
        |word: &str| message.split(|letter: char| !letter.is_alphanumeric() && letter != '-').any(|one| one == word);
    let by_subnet: Vec<&(String, String)> = subnets.iter().filter(|(id, _)| is_named(id)).collect();
    let by_zone = subnets.iter().filter(|(_, zone)| by_subnet.is_empty() && is_named(zone));
    let named = by_subnet.iter().copied().chain(by_zone);
    let mut zones: Vec<String> = named.map(|(_, zone)| zone.clone()).filter(|zone| !zone.is_empty()).collect();
    zones.sort();
    zones.dedup();
    zones
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_zones_by_their_subnets() {
        let subnets = [("subnet-1", "use1-az3"), ("subnet-2", "use1-az1"), ("subnet-3", "use1-az3")]
            .map(|(id, zone)| (id.to_owned(), zone.to_owned()));
        for (message, zones) in [
            (
                "The following subnets are in Availability Zones that App Runner doesn't support: subnet-1, subnet-3.",
                &["use1-az3"][..],
            ),
            ("Availability Zone use1-az1 is not supported.", &["use1-az1"]),
            ("subnet-1: Availability Zone not supported (supported: use1-az1)", &["use1-az3"]),
            ("Availability Zone use1-az12 is not supported.", &[]),
            ("The subnet ID 'subnet-1' does not exist.", &[]),
            ("Availability Zones that App Runner doesn't support: subnet-9", &[]),
        ] {
            assert_eq!(zones_refused(message, &subnets), zones, "{message}");
        }
    }
}
