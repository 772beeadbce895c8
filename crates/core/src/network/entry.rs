//! Who reaches a private service: the clients' way to the interface endpoint that leads to it.
//!
//! Owns: from which subnets of a VPC a client with some security groups gets to the endpoint. Refuses: whether the service
//! answers there; that is the VPC ingress connection's status.

use serde::{Deserialize, Serialize};

use super::sentences::{GroupCard, inbound_cards};
use super::topology::{Endpoint, EndpointKind, Known, Topology, Unread};
use super::verdict::{Destination, Reached, own_group, verdict};
use crate::UnixMillis;
use crate::spec::EndpointPlace;

/// What is asked of the way to an interface endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct EntryAsked {
    /// Id of the endpoint.
    pub endpoint: String,
    /// Id of the VPC that the clients are in; none for the endpoint's own.
    pub vpc: Option<String>,
    /// The clients' security groups; none takes the VPC's own.
    pub groups: Vec<String>,
    /// Where the endpoint is supposed to be; none for where it is.
    pub place: Option<EndpointPlace>,
}

/// The way to an interface endpoint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct EntryView {
    /// Id of the VPC that the clients are in.
    pub vpc: String,
    /// The clients' security groups: those that were asked about, or the VPC's own.
    pub clients: Vec<String>,
    /// The endpoint's security groups, with whom they let in.
    pub groups: Vec<GroupCard>,
    /// The way from each subnet of the VPC.
    pub reached: Reached,
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// When the networks were read.
    pub looked_at: UnixMillis,
}

/// How clients get to an interface endpoint; nothing where there is none of that id, and what it takes where the endpoints
/// could not be read.
pub fn entry(topology: &Topology, region: &str, asked: &EntryAsked, looked_at: UnixMillis) -> Known<Option<EntryView>> {
    let supposed = asked.place.as_ref().map(|place| supposed(topology, &asked.endpoint, place));
    let topology = supposed.as_ref().unwrap_or(topology);
    let endpoints = topology.endpoints.as_ref().map_err(Clone::clone)?;
    let found = endpoints.iter().find(|endpoint| endpoint.id == asked.endpoint);
    Ok(found.and_then(|endpoint| entry_of(topology, region, asked, endpoint, looked_at)))
}

/// The networks as they would be with an endpoint elsewhere.
fn supposed(topology: &Topology, endpoint: &str, place: &EndpointPlace) -> Topology {
    let mut topology = topology.clone();
    let endpoints = topology.endpoints.iter_mut().flatten();
    for endpoint in endpoints.filter(|one| one.id == endpoint) {
        if let EndpointKind::Interface { subnets, groups, .. } = &mut endpoint.kind {
            subnets.clone_from(&place.subnets);
            groups.clone_from(&place.security_groups);
        }
    }
    topology
}

fn entry_of(
    topology: &Topology,
    region: &str,
    asked: &EntryAsked,
    endpoint: &Endpoint,
    looked_at: UnixMillis,
) -> Option<EntryView> {
    let Endpoint { kind: EndpointKind::Interface { groups, .. }, vpc, .. } = endpoint else { return None };
    let vpc = asked.vpc.clone().unwrap_or_else(|| vpc.clone());
    let mut subnets: Vec<_> = topology.subnets.iter().filter(|subnet| subnet.vpc == vpc).collect();
    subnets.sort_by_key(|subnet| (&subnet.zone, subnet.v4.map(|net| net.addr()), &subnet.id));
    let subnets: Vec<String> = subnets.into_iter().map(|subnet| subnet.id.clone()).collect();
    let to = Destination::Endpoint { id: endpoint.id.clone() };
    let clients = if asked.groups.is_empty() { own_group(topology, &vpc) } else { asked.groups.clone() };
    Some(EntryView {
        reached: verdict(topology, region, &subnets, &asked.groups, &to),
        clients,
        groups: inbound_cards(topology, groups),
        unread: topology.groups.as_ref().err().cloned().into_iter().collect(),
        vpc,
        looked_at,
    })
}
