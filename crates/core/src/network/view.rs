//! What a person asks of the network, and what they see of it.

use serde::{Deserialize, Serialize};

use super::topology::{Target, Unread};
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
