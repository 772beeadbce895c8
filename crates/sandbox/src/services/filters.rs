//! Owns what EC2's stand-in overlooks in a request for VPCs, subnets, groups and route tables: ids that do not exist,
//! and filters that it does not know. Refuses those that it knows.

use std::collections::BTreeMap;

use bytes::Bytes;
use winterbaume_ec2::Ec2StateView;

use super::endpoints::{filters, list, matches};
use crate::wire::{Refusal, percent_encode};

type Form = BTreeMap<String, String>;

/// An operation that is asked for things by id.
struct Asked {
    operation: &'static str,
    /// The member of the request with ids, and AWS's code for one that does not exist.
    member: &'static str,
    missing: &'static str,
}

const ASKED: [Asked; 4] = [
    Asked { operation: "DescribeVpcs", member: "VpcId", missing: "InvalidVpcID.NotFound" },
    Asked { operation: "DescribeSubnets", member: "SubnetId", missing: "InvalidSubnetID.NotFound" },
    Asked { operation: "DescribeSecurityGroups", member: "GroupId", missing: "InvalidGroup.NotFound" },
    Asked { operation: "DescribeRouteTables", member: "RouteTableId", missing: "InvalidRouteTableID.NotFound" },
];

/// Whether there is anything to look at in a request.
pub(super) fn concern(operation: &str) -> bool {
    ASKED.iter().any(|asked| asked.operation == operation)
}

/// The request's body with what the stand-in overlooks turned into ids. `None` when nothing has to change.
pub(super) fn spelled_out(
    operation: &str,
    form: &Form,
    zones: &BTreeMap<String, String>,
    view: &Ec2StateView,
) -> Result<Option<Bytes>, Refusal> {
    let Some(asked) = ASKED.iter().find(|asked| asked.operation == operation) else { return Ok(None) };
    let ids = list(form, asked.member);
    let known = known_ids(operation, view);
    if let Some(id) = ids.iter().find(|id| !known.contains(*id)) {
        return Err(Refusal::new(asked.missing, format!("The ID '{id}' does not exist")));
    }
    let overlooked: Vec<_> = filters(form).into_iter().filter(|(name, _)| is_overlooked(operation, name)).collect();
    if overlooked.is_empty() {
        return Ok(None);
    }
    let fits = |id: &str| {
        let values = |name: &str| values(name, id, zones, view);
        overlooked.iter().all(|(name, patterns)| {
            values(name).iter().any(|value| patterns.iter().any(|pattern| matches(pattern, value)))
        })
    };
    let mut found: Vec<&str> = known.into_iter().filter(|id| ids.is_empty() || ids.contains(id)).collect();
    found.retain(|id| fits(id));
    // No id at all would mean every one of them.
    let found = if found.is_empty() { vec!["none"] } else { found };
    Ok(Some(with_ids(form, asked.member, &found)))
}

fn known_ids<'a>(operation: &str, view: &'a Ec2StateView) -> Vec<&'a str> {
    fn keys<T>(map: &std::collections::HashMap<String, T>) -> Vec<&str> {
        let mut keys: Vec<&str> = map.keys().map(String::as_str).collect();
        keys.sort_unstable();
        keys
    }
    match operation {
        "DescribeVpcs" => keys(&view.vpcs),
        "DescribeSubnets" => keys(&view.subnets),
        "DescribeSecurityGroups" => keys(&view.security_groups),
        _ => keys(&view.route_tables),
    }
}

fn is_overlooked(operation: &str, filter: &str) -> bool {
    matches!(
        (operation, filter),
        ("DescribeSubnets", "availability-zone" | "availability-zone-id" | "cidr-block")
            | ("DescribeRouteTables", "association.subnet-id" | "association.main")
    )
}

/// What a thing has for a filter.
fn values(filter: &str, id: &str, zones: &BTreeMap<String, String>, view: &Ec2StateView) -> Vec<String> {
    if let Some(table) = view.route_tables.get(id) {
        let associations = table.associations.iter();
        return match filter {
            "association.main" => associations.map(|association| association.main.to_string()).collect(),
            _ => associations.filter_map(|association| association.subnet_id.clone()).collect(),
        };
    }
    let Some(subnet) = view.subnets.get(id) else { return Vec::new() };
    let value = match filter {
        "availability-zone-id" => zones.get(&subnet.availability_zone).cloned().unwrap_or_default(),
        "cidr-block" => subnet.cidr_block.clone(),
        _ => subnet.availability_zone.clone(),
    };
    vec![value]
}

fn with_ids(form: &Form, member: &str, ids: &[&str]) -> Bytes {
    let beginning = format!("{member}.");
    let others = form.iter().filter(|(name, _)| !name.starts_with(&beginning));
    let mut pairs: Vec<String> = others.map(|(name, value)| format!("{name}={}", percent_encode(value))).collect();
    pairs.extend(ids.iter().enumerate().map(|(place, id)| format!("{member}.{}={id}", place + 1)));
    Bytes::from(pairs.join("&"))
}
