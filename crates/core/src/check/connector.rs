//! The rules of a new VPC connector. (Developer Guide, *Enabling VPC access for outgoing traffic* and *Troubleshooting:
//! not enough IP addresses*, April 2026; the zone from reports.)

use std::collections::BTreeSet;

use super::place::{self, Fields, Place};
use super::rules::resource_name;
use super::text::number;
use super::{Context, auto_scaling_spec};
use crate::draft::{AutoScaling, Draft};
use crate::field::Field;
use crate::finding::{Detail, Finding};
use crate::service::ConnectorOption;
use crate::vpc::{self, Subnet, WayOut, is_refused};

/// The most instances of the console's default configuration.
const DEFAULT_MAX: u32 = 25;

/// A new connector, as it is drafted.
pub(super) struct NewConnector<'a> {
    pub(super) name: &'a str,
    pub(super) vpc: &'a str,
    pub(super) subnets: &'a [String],
    pub(super) security_groups: &'a [String],
}

/// `needed` are the addresses that who uses it takes, if that is known.
pub(super) fn new_connector(wanted: &NewConnector, needed: Option<u32>, context: &Context, found: &mut Vec<Finding>) {
    resource_name(wanted.name.trim(), Field::ConnectorName, 4, 40, found);
    if context.connectors.iter().flatten().any(|known| known.name == wanted.name.trim()) {
        found.push(Finding::error(Field::ConnectorName, Detail::ConnectorNameTaken));
    }
    let fields = Fields {
        vpc: Field::ConnectorVpc,
        subnets: Field::ConnectorSubnets,
        security_groups: Field::ConnectorSecurityGroups,
    };
    let place = Place {
        vpc: wanted.vpc,
        subnets: wanted.subnets,
        security_groups: wanted.security_groups,
        fields,
        has_default_group: true,
    };
    place.check(context.network.as_ref(), found);
    alike(wanted, context, found);
    if let Some(network) = &context.network {
        let chosen = place.known_subnets(network);
        ways_out(&chosen, found);
        zones(&chosen, &context.refused_zones, found);
        addresses(&chosen, needed, found);
    }
}

/// Without groups it has the VPC's own, which lists then name.
fn alike(wanted: &NewConnector, context: &Context, found: &mut Vec<Finding>) {
    let own = context.network.iter().flat_map(|network| &network.security_groups);
    let own = own.filter(|group| group.vpc == wanted.vpc && group.name == "default").map(|group| group.id.as_str());
    let of = |ids: &[String]| ids.iter().cloned().collect::<BTreeSet<String>>();
    let groups = match of(wanted.security_groups) {
        none if none.is_empty() => own.map(str::to_owned).collect(),
        groups => groups,
    };
    let subnets = of(wanted.subnets);
    let same = |other: &&ConnectorOption| of(&other.subnets) == subnets && of(&other.security_groups) == groups;
    if !subnets.is_empty()
        && let Some(other) = context.connectors.iter().flatten().find(same)
    {
        let name = other.name.clone();
        found.push(Finding::warning(Field::ConnectorSubnets, Detail::ConnectorAlike { name }));
    }
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

fn zones(chosen: &[&Subnet], before: &[String], found: &mut Vec<Finding>) {
    let field = Field::ConnectorSubnets;
    // AWS may take it by now: that it refused it once keeps nobody from asking again.
    let once: Vec<String> =
        chosen.iter().filter(|subnet| before.contains(&subnet.zone_id)).map(|subnet| subnet.zone_id.clone()).collect();
    if !once.is_empty() {
        found.push(Finding::warning(field, Detail::ZoneUnsupported { zones: once }));
    }
    let refused: Vec<String> =
        chosen.iter().filter(|subnet| is_refused(&subnet.zone_id, &[])).map(|subnet| subnet.zone_id.clone()).collect();
    if !refused.is_empty() {
        found.push(Finding::error(field, Detail::ZoneUnsupported { zones: refused }));
    }
    let lie = place::zones(chosen);
    if lie.is_one {
        found.push(Finding::advice(field, Detail::OneZone));
    } else if !lie.several.is_empty() {
        found.push(Finding::advice(field, Detail::SeveralInOneZone { zones: lie.several }));
    }
}

/// Addresses that the service takes in its subnets: a deployment runs the old and the new instances side by side, each
/// with an address. `None` when the most instances are not known here.
pub(crate) fn addresses_needed(draft: &Draft) -> Option<u32> {
    let most = match &draft.auto_scaling {
        AutoScaling::CreateForMe { max_size, .. } => {
            auto_scaling_spec(&draft.auto_scaling).map(|spec| spec.max_size).or_else(|| number(max_size)).map(u32::from)
        }
        AutoScaling::AccountDefault => Some(DEFAULT_MAX),
        AutoScaling::UseExisting { .. } => None,
    };
    most.map(vpc::addresses_needed)
}

fn addresses(chosen: &[&Subnet], needed: Option<u32>, found: &mut Vec<Finding>) {
    let free = chosen.iter().map(|subnet| subnet.free_addresses).sum();
    if let Some(needed) = needed.filter(|needed| !chosen.is_empty() && *needed > free) {
        found.push(Finding::warning(Field::ConnectorSubnets, Detail::FewAddresses { needed, free }));
    }
}
