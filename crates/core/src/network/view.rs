//! What a person asks of the network, and what they see of it.

use serde::{Deserialize, Serialize};

use super::topology::{Target, Topology, Unread};
use super::verdict::{Destination, Reached};
use crate::UnixMillis;

/// What is asked of a connector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ReachAsked {
    /// Its subnets.
    pub subnets: Vec<String>,
    /// Its security groups.
    pub groups: Vec<String>,
    /// Where to.
    pub to: Vec<Destination>,
}

/// What a connector reaches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ReachView {
    /// One for each destination, in their order.
    pub verdicts: Vec<Reached>,
    /// The databases that can be asked about.
    pub targets: Vec<TargetRow>,
    /// What else has an address in the VPC of the subnets.
    pub interfaces: Vec<InterfaceRow>,
    /// Kinds of databases that could not be read.
    pub unread: Vec<Unread>,
    /// When the networks were read.
    pub looked_at: UnixMillis,
}

/// A database or a cache.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct TargetRow {
    /// Its name.
    pub id: String,
    /// What it is, such as `postgres`.
    pub engine: String,
    /// The host's name.
    pub host: String,
    /// The port.
    pub port: u16,
    /// Id of its VPC.
    pub vpc: String,
}

impl TargetRow {
    /// What a person sees of one.
    pub fn of(target: &Target) -> Self {
        let Target { id, engine, host, port, vpc, .. } = target.clone();
        Self { id, engine, host, port, vpc }
    }
}

/// A network interface that can be asked about by its address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct InterfaceRow {
    /// Id.
    pub id: String,
    /// Its first address.
    pub address: String,
    /// What it is for, in the words of who made it, or the value of its tag `Name`; empty where nobody says.
    pub what: String,
}

/// What has an address in the VPCs of some subnets, but for what App Runner itself made there.
pub fn interfaces(topology: &Topology, subnets: &[String]) -> Vec<InterfaceRow> {
    let chosen = topology.subnets.iter().filter(|subnet| subnets.contains(&subnet.id));
    let vpcs: Vec<&str> = chosen.map(|subnet| subnet.vpc.as_str()).collect();
    let here = topology.interfaces.iter().flatten();
    let here = here.filter(|one| !one.is_app_runners && vpcs.contains(&one.vpc.as_str()));
    let mut rows: Vec<InterfaceRow> = here
        .filter_map(|one| {
            let address = one.addresses.first()?.to_string();
            let what = if one.what.is_empty() { topology.names.get(&one.id).cloned() } else { Some(one.what.clone()) };
            Some(InterfaceRow { id: one.id.clone(), address, what: what.unwrap_or_default() })
        })
        .collect();
    rows.sort_by(|a, b| (&a.what, &a.address).cmp(&(&b.what, &b.address)));
    rows
}
