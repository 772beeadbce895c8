//! Owns the networks that the account begins with: those in `ec2.json`, and, for measuring, one VPC of as many subnets as
//! asked for: public, private and isolated ones by turns, over three zones.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use crate::ACCOUNT;

const SEED: &str = include_str!("ec2.json");
const VPC: &str = "vpc-0c0c0000000000001";
const GATEWAY: &str = "igw-0c0c0000000000001";
const NAT: &str = "nat-0c0c0000000000001";
const GROUP: &str = "sg-0c0c0000000000def";
/// More do not fit into the VPC.
const MOST: usize = 256;

/// The networks, with so many subnets beside those that are always there.
pub(crate) fn networks(extra: usize) -> Cow<'static, str> {
    let seed: Result<Value, _> = serde_json::from_str(SEED);
    match seed {
        Ok(mut seed) if extra > 0 => {
            for (kind, things) in large(extra.min(MOST)) {
                if let (Some(all), Value::Object(things)) = (seed[kind].as_object_mut(), things) {
                    all.extend(things);
                }
            }
            Cow::Owned(seed.to_string())
        }
        _ => Cow::Borrowed(SEED),
    }
}

fn large(count: usize) -> [(&'static str, Value); 7] {
    let subnets: Vec<String> = (0..count).map(|number| format!("subnet-0c0c000000000{number:04x}")).collect();
    let every_third = |first: usize| subnets.iter().skip(first).step_by(3).map(String::as_str).collect::<Vec<_>>();
    let tables = [
        table(1, "public", &every_third(0), Some(GATEWAY)),
        table(2, "private", &every_third(1), Some(NAT)),
        table(3, "isolated", &every_third(2), None),
    ];
    let first = subnets.first().cloned().unwrap_or_default();
    let all = json!({ "from_port": null, "to_port": null, "ip_protocol": "-1",
        "ip_ranges": [{ "cidr_ip": "0.0.0.0/0", "description": null }], "ipv6_ranges": [], "user_id_group_pairs": [] });
    [
        (
            "vpcs",
            json!({ VPC: { "vpc_id": VPC, "cidr_block": "10.8.0.0/16", "state": "available",
            "dhcp_options_id": "dopt-0a11ce00000000001", "instance_tenancy": "default", "is_default": false,
            "enable_dns_hostnames": true, "enable_dns_support": true, "secondary_cidr_blocks": [],
            "tags": { "Name": "large" } } }),
        ),
        ("subnets", subnets.iter().enumerate().map(|(number, id)| (id.clone(), subnet(number, id))).collect()),
        (
            "igws",
            json!({ GATEWAY: { "igw_id": GATEWAY,
            "attachments": [{ "vpc_id": VPC, "state": "available" }], "tags": { "Name": "large" } } }),
        ),
        (
            "security_groups",
            json!({ GROUP: { "group_id": GROUP, "group_name": "default",
            "description": "default VPC security group", "vpc_id": VPC, "owner_id": ACCOUNT, "ingress_rules": [],
            "egress_rules": [all], "tags": { "Name": "default" } } }),
        ),
        ("route_tables", Value::Object(tables.into_iter().collect())),
        ("network_acls", json!({ "acl-0c0c0000000000001": acl(&subnets) })),
        ("nat_gateways", nat(&first)),
    ]
}

fn subnet(number: usize, id: &str) -> Value {
    let zone = ["a", "b", "c"][(number / 3) % 3];
    json!({ "subnet_id": id, "vpc_id": VPC, "cidr_block": format!("10.8.{number}.0/24"),
        "availability_zone": format!("REGION{zone}"), "state": "available", "available_ip_address_count": 250,
        "map_public_ip_on_launch": false, "ipv6_cidr_blocks": [], "tags": { "Name": format!("large-{number}") } })
}

fn table(number: usize, name: &str, subnets: &[&str], out: Option<&str>) -> (String, Value) {
    let id = format!("rtb-0c0c000000000000{number}");
    let route = |to: &str, through: &str, origin: &str| {
        json!({ "destination_cidr_block": to, "destination_ipv6_cidr_block": null, "gateway_id": through,
            "state": "active", "origin": origin })
    };
    let local = route("10.8.0.0/16", "local", "CreateRouteTable");
    let out = out.map(|through| route("0.0.0.0/0", through, "CreateRoute"));
    let routes: Vec<Value> = [Some(local), out].into_iter().flatten().collect();
    let associations: Vec<Value> = subnets
        .iter()
        .enumerate()
        .map(|(at, subnet)| {
            json!({ "association_id": format!("rtbassoc-0c0c{number}000000{at:04x}"), "subnet_id": subnet,
                "gateway_id": null, "main": false, "state": "associated" })
        })
        .collect();
    let table = json!({ "route_table_id": id, "vpc_id": VPC, "routes": routes, "associations": associations,
        "tags": { "Name": format!("large-{name}") } });
    (id, table)
}

fn acl(subnets: &[String]) -> Value {
    let entry = |number: u32, action: &str, egress: bool| {
        json!({ "rule_number": number, "protocol": "-1", "rule_action": action, "egress": egress,
            "cidr_block": "0.0.0.0/0", "ipv6_cidr_block": null, "port_range": null, "icmp_type_code": null })
    };
    let id = "acl-0c0c0000000000001";
    let associations: Vec<Value> = subnets
        .iter()
        .enumerate()
        .map(|(at, subnet)| {
            json!({ "network_acl_association_id": format!("aclassoc-0c0c0000000{at:04x}"), "network_acl_id": id,
                "subnet_id": subnet })
        })
        .collect();
    json!({ "network_acl_id": id, "vpc_id": VPC, "is_default": true,
        "entries": [entry(100, "allow", false), entry(32767, "deny", false), entry(100, "allow", true),
            entry(32767, "deny", true)],
        "associations": associations, "tags": {} })
}

/// As the account's other one, in another place.
fn nat(subnet: &str) -> Value {
    let seed: Value = serde_json::from_str(SEED).unwrap_or_default();
    let mut nat = seed["nat_gateways"].as_object().and_then(|all| all.values().next().cloned()).unwrap_or_default();
    let own = [("nat_gateway_id", NAT), ("vpc_id", VPC), ("subnet_id", subnet)];
    for (key, value) in own {
        nat[key] = json!(value);
    }
    Value::Object(Map::from_iter([(NAT.to_owned(), nat)]))
}
