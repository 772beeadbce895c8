//! Amazon EC2: the networks from which a VPC connector is chosen; interface endpoints in `endpoints`.

use std::collections::HashMap;

use ard_core::vpc::{Network, Route, SecurityGroup, Subnet, Vpc, WayOut, way_out};
use aws_sdk_ec2::Client;
use aws_sdk_ec2::types::{RouteTable, Tag};
use aws_types::SdkConfig;

use crate::Answer;
use crate::classify::Call;

mod endpoints;
mod rules;
mod topology;

pub use self::endpoints::{EndpointNow, EndpointState};

/// The gateway to Amazon EC2.
#[derive(Debug, Clone)]
pub struct Ec2 {
    client: Client,
    write: Client,
}

const fn call(operation: &'static str) -> Call {
    Call { service: "ec2", operation }
}

impl Ec2 {
    pub(crate) fn new((read, write): &(SdkConfig, SdkConfig)) -> Self {
        Self { client: Client::new(read), write: Client::new(write) }
    }

    /// All VPCs, subnets and security groups of the account in the Region. Without the right to read route tables the
    /// ways out of the subnets are unknown.
    pub async fn network(&self) -> Answer<Network> {
        let (vpcs, subnets, groups, tables) =
            tokio::join!(self.vpcs(), self.subnets(), self.security_groups(), self.route_tables());
        let ways = tables.ok().map(|tables| Ways::of(&tables));
        let mut subnets = subnets?;
        for subnet in &mut subnets {
            subnet.way_out = ways.as_ref().map_or(WayOut::Unknown, |ways| ways.of_subnet(subnet));
        }
        Ok(Network { vpcs: vpcs?, subnets, security_groups: groups? })
    }

    async fn vpcs(&self) -> Answer<Vec<Vpc>> {
        let call = call("DescribeVpcs");
        let mut pages = self.client.describe_vpcs().into_paginator().items().send();
        let mut vpcs = Vec::new();
        while let Some(vpc) = pages.next().await {
            let vpc = vpc.map_err(|error| call.fault(&error))?;
            let name = name(vpc.tags());
            let is_default = vpc.is_default.unwrap_or_default();
            if let (Some(id), Some(cidr)) = (vpc.vpc_id, vpc.cidr_block) {
                vpcs.push(Vpc { id, name, cidr, is_default });
            }
        }
        Ok(vpcs)
    }

    async fn subnets(&self) -> Answer<Vec<Subnet>> {
        let call = call("DescribeSubnets");
        let mut pages = self.client.describe_subnets().into_paginator().items().send();
        let mut subnets = Vec::new();
        while let Some(subnet) = pages.next().await {
            let subnet = subnet.map_err(|error| call.fault(&error))?;
            let name = name(subnet.tags());
            let (Some(id), Some(vpc)) = (subnet.subnet_id, subnet.vpc_id) else { continue };
            subnets.push(Subnet {
                id,
                name,
                vpc,
                zone: subnet.availability_zone.unwrap_or_default(),
                zone_id: subnet.availability_zone_id.unwrap_or_default(),
                cidr: subnet.cidr_block.unwrap_or_default(),
                free_addresses: subnet
                    .available_ip_address_count
                    .and_then(|count| u32::try_from(count).ok())
                    .unwrap_or_default(),
                way_out: WayOut::Unknown,
            });
        }
        subnets.sort_by(|a, b| (&a.zone, &a.id).cmp(&(&b.zone, &b.id)));
        Ok(subnets)
    }

    async fn security_groups(&self) -> Answer<Vec<SecurityGroup>> {
        let call = call("DescribeSecurityGroups");
        let mut pages = self.client.describe_security_groups().into_paginator().items().send();
        let mut groups = Vec::new();
        while let Some(group) = pages.next().await {
            let group = group.map_err(|error| call.fault(&error))?;
            let (Some(id), Some(vpc)) = (group.group_id, group.vpc_id) else { continue };
            let name = group.group_name.unwrap_or_default();
            groups.push(SecurityGroup { id, name, vpc, description: group.description.unwrap_or_default() });
        }
        groups.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(groups)
    }

    async fn route_tables(&self) -> Answer<Vec<RouteTable>> {
        let call = call("DescribeRouteTables");
        let mut pages = self.client.describe_route_tables().into_paginator().items().send();
        let mut tables = Vec::new();
        while let Some(table) = pages.next().await {
            tables.push(table.map_err(|error| call.fault(&error))?);
        }
        Ok(tables)
    }
}

fn name(tags: &[Tag]) -> Option<String> {
    let tag = tags.iter().find(|tag| tag.key() == Some("Name"))?;
    tag.value().filter(|value| !value.is_empty()).map(str::to_owned)
}

/// Ways out by subnet, and by VPC for subnets without a route table of their own, which follow the main one.
struct Ways {
    of_subnets: HashMap<String, WayOut>,
    of_vpcs: HashMap<String, WayOut>,
}

impl Ways {
    fn of(tables: &[RouteTable]) -> Self {
        let mut ways = Self { of_subnets: HashMap::new(), of_vpcs: HashMap::new() };
        for table in tables {
            let routes: Vec<Route> = table.routes().iter().filter_map(route).collect();
            let way = way_out(&routes);
            for association in table.associations() {
                if let Some(subnet) = association.subnet_id() {
                    ways.of_subnets.insert(subnet.to_owned(), way);
                } else if let (Some(true), Some(vpc)) = (association.main(), table.vpc_id()) {
                    ways.of_vpcs.insert(vpc.to_owned(), way);
                }
            }
        }
        ways
    }

    fn of_subnet(&self, subnet: &Subnet) -> WayOut {
        let way = self.of_subnets.get(&subnet.id).or_else(|| self.of_vpcs.get(&subnet.vpc));
        way.copied().unwrap_or(WayOut::Unknown)
    }
}

fn route(route: &aws_sdk_ec2::types::Route) -> Option<Route> {
    let target = [
        route.gateway_id(),
        route.nat_gateway_id(),
        route.transit_gateway_id(),
        route.instance_id(),
        route.network_interface_id(),
        route.vpc_peering_connection_id(),
    ];
    Some(Route {
        destination: route.destination_cidr_block()?.to_owned(),
        target: target.into_iter().flatten().next()?.to_owned(),
    })
}
