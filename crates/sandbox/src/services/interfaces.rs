//! Owns `DescribeNetworkInterfaces`, of which the stand-in shows neither groups nor tags, and has only what somebody made by
//! hand: here are those of endpoints, of NAT gateways and of the seed's database too, and those that App Runner made.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::net::Ipv4Addr;

use winterbaume_core::MockResponse;
use winterbaume_ec2::Ec2StateView;

use super::endpoints::{Form, answer, filters, list, matches};
use crate::ACCOUNT;
use crate::apprunner::Made;
use crate::wire::{Refusal, escape, page};

/// The tag of what App Runner makes.
const APP_RUNNERS: &str = "AWSAppRunnerManaged";
/// The first host of a subnet that gets an address here, and how many there are to have.
const HOSTS: (u32, u32) = (16, 224);

struct Interface {
    id: String,
    subnet: String,
    vpc: String,
    zone: String,
    address: Ipv4Addr,
    groups: Vec<String>,
    description: String,
    tags: BTreeMap<String, String>,
}

/// The interfaces of a Region, with ids, filters and pages.
pub(super) fn described(form: &Form, view: &Ec2StateView, made: &[Made]) -> Result<MockResponse, Refusal> {
    let all = all(view, made);
    let ids = list(form, "NetworkInterfaceId");
    if let Some(id) = ids.iter().find(|id| !all.iter().any(|one| one.id == **id)) {
        let message = format!("The networkInterface ID '{id}' does not exist");
        return Err(Refusal::new("InvalidNetworkInterfaceID.NotFound", message));
    }
    let filters = filters(form);
    if let Some((name, _)) = filters.iter().find(|(name, _)| !FILTERS.contains(name) && !name.starts_with("tag:")) {
        return Err(Refusal::new("InvalidParameterValue", format!("The filter '{name}' is invalid")));
    }
    let found: Vec<Interface> = all
        .into_iter()
        .filter(|one| ids.is_empty() || ids.contains(&one.id.as_str()))
        .filter(|one| filters.iter().all(|(name, values)| one.fits(name, values)))
        .collect();
    let limit = form.get("MaxResults").and_then(|text| text.parse().ok());
    let token = form.get("NextToken").map(String::as_str);
    let (found, next) = page(found, "interfaces", token, limit)
        .ok_or_else(|| Refusal::new("InvalidNextToken", "The token is invalid"))?;
    let mut xml = String::from("<networkInterfaceSet>");
    for one in &found {
        let _ = write!(xml, "<item>{}</item>", one.xml(view));
    }
    xml.push_str("</networkInterfaceSet>");
    let next = next.map(|next| format!("<nextToken>{next}</nextToken>")).unwrap_or_default();
    Ok(answer("DescribeNetworkInterfaces", &format!("{xml}{next}")))
}

/// What can be filtered by, beside `tag:KEY`.
const FILTERS: [&str; 8] = [
    "addresses.private-ip-address",
    "description",
    "group-id",
    "network-interface-id",
    "private-ip-address",
    "subnet-id",
    "tag-key",
    "vpc-id",
];

/// In the order of their ids, so that each keeps its address while others come and go.
fn all(view: &Ec2StateView, made: &[Made]) -> Vec<Interface> {
    let mut taken = BTreeSet::new();
    let mut all: Vec<Interface> = by_hand(view, &mut taken).collect();
    let mut rest: Vec<(String, String, Vec<String>, String, bool)> = Vec::new();
    for endpoint in view.vpc_endpoints.values() {
        let number = endpoint.endpoint_id.trim_start_matches("vpce-");
        for (at, subnet) in endpoint.subnet_ids.iter().enumerate() {
            let description = format!("VPC Endpoint Interface {}", endpoint.endpoint_id);
            let groups = endpoint.security_group_ids.clone();
            rest.push((format!("eni-{at}{}", &number[1..]), subnet.clone(), groups, description, false));
        }
    }
    for nat in view.nat_gateways.values() {
        let id = nat.nat_gateway_id.replacen("nat-0", "eni-c", 1);
        let description = format!("Interface for NAT Gateway {}", nat.nat_gateway_id);
        rest.push((id, nat.subnet_id.clone(), Vec::new(), description, false));
    }
    rest.extend(made.iter().map(|one| (one.id.clone(), one.subnet.clone(), one.groups.clone(), String::new(), true)));
    rest.sort();
    for (id, subnet, groups, description, is_app_runners) in rest {
        let tag = is_app_runners.then(|| (APP_RUNNERS.to_owned(), "true".to_owned()));
        let Some(place) = view.subnets.get(&subnet) else { continue };
        let Some(address) = free(&place.cidr_block, &id, &mut taken) else { continue };
        all.push(Interface {
            vpc: place.vpc_id.clone(),
            zone: place.availability_zone.clone(),
            tags: tag.into_iter().collect(),
            id,
            subnet,
            address,
            groups,
            description,
        });
    }
    all.sort_by(|a, b| a.id.cmp(&b.id));
    all
}

/// Those that the stand-in itself keeps.
fn by_hand(view: &Ec2StateView, taken: &mut BTreeSet<Ipv4Addr>) -> impl Iterator<Item = Interface> {
    let kept = view.network_interfaces.values().filter_map(|one| {
        let address = one.private_ip_address.parse().ok()?;
        taken.insert(address);
        Some(Interface {
            id: one.network_interface_id.clone(),
            subnet: one.subnet_id.clone(),
            vpc: one.vpc_id.clone(),
            zone: view.subnets.get(&one.subnet_id).map(|subnet| subnet.availability_zone.clone()).unwrap_or_default(),
            address,
            groups: one.security_groups.clone(),
            description: one.description.clone(),
            tags: one.tags.clone().into_iter().collect(),
        })
    });
    kept.collect::<Vec<_>>().into_iter()
}

/// An address of a subnet that nobody has, the same for the same id while nobody else takes it.
fn free(block: &str, id: &str, taken: &mut BTreeSet<Ipv4Addr>) -> Option<Ipv4Addr> {
    let base: Ipv4Addr = block.split('/').next()?.parse().ok()?;
    let (first, count) = HOSTS;
    let start = id.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    let hosts = (0..count).map(|step| first + (start % count + step) % count);
    let mut addresses = hosts.map(|host| Ipv4Addr::from(u32::from(base) + host));
    addresses.find(|address| taken.insert(*address))
}

impl Interface {
    fn fits(&self, name: &str, values: &[&str]) -> bool {
        let one = |value: &str| values.iter().any(|pattern| matches(pattern, value));
        match name {
            "addresses.private-ip-address" | "private-ip-address" => one(&self.address.to_string()),
            "description" => one(&self.description),
            "group-id" => self.groups.iter().any(|group| one(group)),
            "network-interface-id" => one(&self.id),
            "subnet-id" => one(&self.subnet),
            "vpc-id" => one(&self.vpc),
            "tag-key" => self.tags.keys().any(|key| one(key)),
            _ => name.strip_prefix("tag:").and_then(|key| self.tags.get(key)).is_some_and(|value| one(value)),
        }
    }

    fn xml(&self, view: &Ec2StateView) -> String {
        let address = self.address.to_string();
        let mut xml = String::new();
        for (name, value) in [
            ("networkInterfaceId", self.id.as_str()),
            ("subnetId", &self.subnet),
            ("vpcId", &self.vpc),
            ("availabilityZone", &self.zone),
            ("description", &self.description),
            ("ownerId", ACCOUNT),
            ("status", "in-use"),
            ("privateIpAddress", &address),
            ("sourceDestCheck", "true"),
        ] {
            let _ = write!(xml, "<{name}>{}</{name}>", escape(value));
        }
        xml.push_str("<groupSet>");
        for id in &self.groups {
            let name = view.security_groups.get(id).map_or("", |group| &group.group_name);
            let _ =
                write!(xml, "<item><groupId>{}</groupId><groupName>{}</groupName></item>", escape(id), escape(name));
        }
        xml.push_str("</groupSet><tagSet>");
        for (key, value) in &self.tags {
            let _ = write!(xml, "<item><key>{}</key><value>{}</value></item>", escape(key), escape(value));
        }
        let _ = write!(
            xml,
            "</tagSet><privateIpAddressesSet><item><privateIpAddress>{address}</privateIpAddress>\
             <primary>true</primary></item></privateIpAddressesSet>"
        );
        xml
    }
}
