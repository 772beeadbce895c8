//! The rules of a new VPC connector. (Developer Guide, *Enabling VPC access for outgoing traffic* and *Troubleshooting:
//! not enough IP addresses*, April 2026; the zone from reports.)

use std::collections::BTreeMap;

use super::rules::{required, resource_name};
use super::text::number;
use super::{Context, auto_scaling_spec};
use crate::draft::{AutoScaling, Draft};
use crate::field::Field;
use crate::finding::{Detail, Finding};
use crate::vpc::{Network, Subnet, WayOut};

/// The zones that App Runner is known to refuse.
const UNSUPPORTED: [&str; 1] = ["use1-az3"];
/// The most instances of the console's default configuration.
const DEFAULT_MAX: u32 = 25;

/// A new connector, as it is drafted.
pub(super) struct NewConnector<'a> {
    pub(super) name: &'a str,
    pub(super) vpc: &'a str,
    pub(super) subnets: &'a [String],
    pub(super) security_groups: &'a [String],
}

pub(super) fn new_connector(wanted: &NewConnector, draft: &Draft, context: &Context, found: &mut Vec<Finding>) {
    resource_name(wanted.name.trim(), Field::ConnectorName, 4, 40, found);
    let is_taken = |names: &Vec<String>| names.iter().any(|name| name == wanted.name.trim());
    if context.connector_names.as_ref().is_some_and(is_taken) {
        found.push(Finding::error(Field::ConnectorName, Detail::ConnectorNameTaken));
    }
    required(wanted.vpc, Field::ConnectorVpc, found);
    if wanted.subnets.is_empty() {
        found.push(Finding::error(Field::ConnectorSubnets, Detail::Required));
    }
    if wanted.security_groups.is_empty() {
        found.push(Finding::advice(Field::ConnectorSecurityGroups, Detail::DefaultSecurityGroup));
    }
    if let Some(network) = &context.network {
        places(wanted, network, found);
        let chosen: Vec<&Subnet> =
            network.subnets.iter().filter(|subnet| wanted.subnets.contains(&subnet.id)).collect();
        ways_out(&chosen, found);
        zones(&chosen, found);
        addresses(&chosen, draft, found);
    }
}

/// What is chosen has to be of the chosen VPC.
fn places(wanted: &NewConnector, network: &Network, found: &mut Vec<Finding>) {
    let subnets = network.subnets.iter().map(|subnet| (subnet.id.as_str(), subnet.vpc.as_str())).collect();
    let groups = network.security_groups.iter().map(|group| (group.id.as_str(), group.vpc.as_str())).collect();
    let mut check = |field, chosen: &[String], known: BTreeMap<&str, &str>| {
        let is_elsewhere = |id: &&String| known.get(id.as_str()).is_none_or(|vpc| *vpc != wanted.vpc);
        let ids: Vec<String> = chosen.iter().filter(is_elsewhere).cloned().collect();
        if !ids.is_empty() {
            found.push(Finding::error(field, Detail::NotInVpc { ids }));
        }
    };
    check(Field::ConnectorSubnets, wanted.subnets, subnets);
    check(Field::ConnectorSecurityGroups, wanted.security_groups, groups);
}

fn ways_out(chosen: &[&Subnet], found: &mut Vec<Finding>) {
    let public: Vec<String> = chosen
        .iter()
        .filter(|subnet| subnet.way_out == WayOut::InternetGateway)
        .map(|subnet| subnet.id.clone())
        .collect();
    if !public.is_empty() {
        found.push(Finding::warning(Field::ConnectorSubnets, Detail::PublicSubnets { ids: public }));
    } else if !chosen.is_empty() && chosen.iter().all(|subnet| subnet.way_out == WayOut::None) {
        found.push(Finding::advice(Field::ConnectorSubnets, Detail::NoWayOut));
    }
}

fn zones(chosen: &[&Subnet], found: &mut Vec<Finding>) {
    let field = Field::ConnectorSubnets;
    let refused: Vec<String> = chosen
        .iter()
        .filter(|subnet| UNSUPPORTED.contains(&subnet.zone_id.as_str()))
        .map(|subnet| subnet.zone_id.clone())
        .collect();
    if !refused.is_empty() {
        found.push(Finding::error(field, Detail::ZoneUnsupported { zones: refused }));
    }
    let mut in_zone: BTreeMap<&str, u32> = BTreeMap::new();
    for subnet in chosen {
        *in_zone.entry(&subnet.zone).or_default() += 1;
    }
    let several: Vec<String> =
        in_zone.iter().filter(|(_, count)| **count > 1).map(|(zone, _)| (*zone).to_owned()).collect();
    if in_zone.len() == 1 {
        found.push(Finding::advice(field, Detail::OneZone));
    } else if !several.is_empty() {
        found.push(Finding::advice(field, Detail::SeveralInOneZone { zones: several }));
    }
}

/// A deployment runs the old and the new instances side by side, each with an address.
fn addresses(chosen: &[&Subnet], draft: &Draft, found: &mut Vec<Finding>) {
    let most = match &draft.auto_scaling {
        AutoScaling::CreateForMe { max_size, .. } => {
            auto_scaling_spec(&draft.auto_scaling).map(|spec| spec.max_size).or_else(|| number(max_size)).map(u32::from)
        }
        AutoScaling::AccountDefault => Some(DEFAULT_MAX),
        AutoScaling::UseExisting { .. } => None,
    };
    let free = chosen.iter().map(|subnet| subnet.free_addresses).sum();
    if let Some(needed) = most.map(|most| most * 2).filter(|needed| !chosen.is_empty() && *needed > free) {
        found.push(Finding::warning(Field::ConnectorSubnets, Detail::FewAddresses { needed, free }));
    }
}
