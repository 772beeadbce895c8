//! The networks of the account as far as they decide what a connector reaches. What may not be read is left out, with the
//! action that it takes; only VPCs and subnets have to be there.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use ard_core::fault::{Fault, FaultKind};
use ard_core::network::topology::{
    Acl, AclEntry, Direction, Endpoint, EndpointKind, Group, Interface, Known, Nat, Peer, Peering, PrefixList,
    Protocol, Route, RouteTable, RouteTo, Rule, Subnet, Topology, Unread, Via, Vpc,
};
use ard_core::policy::is_narrow;
use aws_sdk_ec2::types::{
    ConnectivityType, IpPermission, NatGatewayState, RouteState, RuleAction, Tag, VpcAttributeName, VpcEndpointType,
    VpcPeeringConnectionStateReasonCode,
};
use ipnet::IpNet;

use super::{Ec2, EndpointState, call, endpoints, name};
use crate::Answer;

/// The tag of the interfaces that App Runner makes for connectors. (Developer Guide, *VPC connector*.)
const APP_RUNNERS: &str = "AWSAppRunnerManaged";
/// The protocol number of TCP, as network ACLs have it.
const TCP: &str = "6";

impl Ec2 {
    /// Everything that decides what is reached from the account's networks, but databases.
    pub async fn topology(&self) -> Answer<Topology> {
        let names = Names::default();
        let (vpcs, subnets, tables, nats, endpoints, lists, acls, groups, peerings, interfaces) = tokio::join!(
            self.all_vpcs(&names),
            self.all_subnets(&names),
            self.all_tables(&names),
            self.nats(&names),
            self.all_endpoints(&names),
            self.lists(),
            self.acls(),
            self.groups(),
            self.peerings(),
            self.interfaces(&names),
        );
        let mut topology = Topology {
            vpcs: vpcs?,
            subnets: subnets?,
            tables: known(tables)?,
            nats: known(nats)?,
            endpoints: known(endpoints)?,
            lists: known(lists)?,
            acls: known(acls)?,
            groups: known(groups)?,
            peerings: known(peerings)?,
            interfaces: known(interfaces)?,
            targets: Vec::new(),
            unread_targets: Vec::new(),
            names: names.into_inner().unwrap_or_else(PoisonError::into_inner),
        };
        self.read_own_lists(&mut topology).await;
        Ok(topology)
    }

    /// VPCs with their switches for names, which are not part of what EC2 lists.
    async fn all_vpcs(&self, names: &Names) -> Answer<Vec<Vpc>> {
        let call = call("DescribeVpcs");
        let mut pages = self.client.describe_vpcs().into_paginator().items().send();
        let mut vpcs = Vec::new();
        while let Some(vpc) = pages.next().await {
            let vpc = vpc.map_err(|error| call.fault(&error))?;
            let v4 = vpc.cidr_block_association_set().iter().filter_map(|block| block.cidr_block());
            let v6 = vpc.ipv6_cidr_block_association_set().iter().filter_map(|block| block.ipv6_cidr_block());
            let nets = vpc.cidr_block().into_iter().chain(v4).chain(v6).filter_map(net);
            let nets: BTreeSet<IpNet> = nets.collect();
            let Some(id) = vpc.vpc_id else { continue };
            keep_name(names, &id, vpc.tags.as_deref());
            vpcs.push(Vpc { id, nets: nets.into_iter().collect(), dns_support: None, dns_hostnames: None });
        }
        let switches = vpcs.iter().map(|vpc| self.switches(&vpc.id));
        let switches = futures_util::future::join_all(switches).await;
        for (vpc, (support, hostnames)) in vpcs.iter_mut().zip(switches) {
            (vpc.dns_support, vpc.dns_hostnames) = (support, hostnames);
        }
        Ok(vpcs)
    }

    async fn switches(&self, vpc: &str) -> (Option<bool>, Option<bool>) {
        let ask = |attribute| self.client.describe_vpc_attribute().vpc_id(vpc).attribute(attribute).send();
        let (support, hostnames) =
            tokio::join!(ask(VpcAttributeName::EnableDnsSupport), ask(VpcAttributeName::EnableDnsHostnames));
        (
            support.ok().and_then(|answer| answer.enable_dns_support?.value),
            hostnames.ok().and_then(|answer| answer.enable_dns_hostnames?.value),
        )
    }

    async fn all_subnets(&self, names: &Names) -> Answer<Vec<Subnet>> {
        let call = call("DescribeSubnets");
        let mut pages = self.client.describe_subnets().into_paginator().items().send();
        let mut subnets = Vec::new();
        while let Some(subnet) = pages.next().await {
            let subnet = subnet.map_err(|error| call.fault(&error))?;
            let v6 =
                subnet.ipv6_cidr_block_association_set().iter().find_map(|block| block.ipv6_cidr_block()?.parse().ok());
            let v4 = subnet.cidr_block().and_then(|block| block.parse().ok());
            let (Some(id), Some(vpc)) = (subnet.subnet_id, subnet.vpc_id) else { continue };
            keep_name(names, &id, subnet.tags.as_deref());
            subnets.push(Subnet {
                id,
                vpc,
                zone: subnet.availability_zone.unwrap_or_default(),
                zone_id: subnet.availability_zone_id.unwrap_or_default(),
                free_addresses: subnet.available_ip_address_count.and_then(|count| count.try_into().ok()).unwrap_or(0),
                v4,
                v6,
            });
        }
        Ok(subnets)
    }

    async fn all_tables(&self, names: &Names) -> Answer<Vec<RouteTable>> {
        let tables = self.route_tables().await?;
        for table in &tables {
            keep_name(names, table.route_table_id().unwrap_or_default(), Some(table.tags()));
        }
        Ok(tables.into_iter().filter_map(table).collect())
    }

    async fn nats(&self, names: &Names) -> Answer<Vec<Nat>> {
        let call = call("DescribeNatGateways");
        let mut pages = self.client.describe_nat_gateways().into_paginator().items().send();
        let mut nats = Vec::new();
        while let Some(nat) = pages.next().await {
            let nat = nat.map_err(|error| call.fault(&error))?;
            let (Some(id), Some(subnet)) = (nat.nat_gateway_id, nat.subnet_id) else { continue };
            keep_name(names, &id, nat.tags.as_deref());
            let is_public = nat.connectivity_type != Some(ConnectivityType::Private);
            nats.push(Nat { id, subnet, is_public, is_available: nat.state == Some(NatGatewayState::Available) });
        }
        Ok(nats)
    }

    async fn all_endpoints(&self, names: &Names) -> Answer<Vec<Endpoint>> {
        let call = call("DescribeVpcEndpoints");
        let mut pages = self.client.describe_vpc_endpoints().into_paginator().items().send();
        let mut all = Vec::new();
        while let Some(endpoint) = pages.next().await {
            let endpoint = endpoint.map_err(|error| call.fault(&error))?;
            let is_available = endpoints::state(endpoint.state()) == EndpointState::Available;
            // Not everybody says it where it is AWS's own.
            let has_narrow_policy = endpoint.policy_document().is_some_and(is_narrow);
            let kind = match endpoint.vpc_endpoint_type() {
                Some(VpcEndpointType::Gateway) => {
                    EndpointKind::Gateway { tables: endpoint.route_table_ids.unwrap_or_default() }
                }
                Some(VpcEndpointType::Interface) => EndpointKind::Interface {
                    subnets: endpoint.subnet_ids.unwrap_or_default(),
                    groups: endpoint
                        .groups
                        .unwrap_or_default()
                        .into_iter()
                        .filter_map(|group| group.group_id)
                        .collect(),
                    has_private_dns: endpoint.private_dns_enabled.unwrap_or_default(),
                },
                _ => continue,
            };
            let (Some(id), Some(vpc), Some(service)) =
                (endpoint.vpc_endpoint_id, endpoint.vpc_id, endpoint.service_name)
            else {
                continue;
            };
            keep_name(names, &id, endpoint.tags.as_deref());
            all.push(Endpoint { id, vpc, service, kind, has_narrow_policy, is_available });
        }
        Ok(all)
    }

    /// The prefix lists of AWS's own services.
    async fn lists(&self) -> Answer<Vec<PrefixList>> {
        let call = call("DescribePrefixLists");
        let mut pages = self.client.describe_prefix_lists().into_paginator().items().send();
        let mut lists = Vec::new();
        while let Some(list) = pages.next().await {
            let list = list.map_err(|error| call.fault(&error))?;
            let nets = Some(list.cidrs().iter().filter_map(|cidr| net(cidr)).collect());
            let (Some(id), Some(name)) = (list.prefix_list_id, list.prefix_list_name) else { continue };
            lists.push(PrefixList { id, name, nets });
        }
        Ok(lists)
    }

    /// Reads the account's own prefix lists, as far as routes and rules name them. One that may not be read stays unknown.
    async fn read_own_lists(&self, topology: &mut Topology) {
        let Ok(lists) = &topology.lists else { return };
        let routes = topology.tables.iter().flatten().flat_map(|table| &table.routes);
        let of_routes = routes.filter_map(|route| match &route.to {
            RouteTo::List(id) => Some(id),
            RouteTo::Net(_) => None,
        });
        let rules = topology.groups.iter().flatten().flat_map(|group| &group.rules);
        let of_rules = rules.filter_map(|rule| match &rule.peer {
            Peer::List(id) => Some(id),
            Peer::Net(_) | Peer::Group(_) => None,
        });
        let named: BTreeSet<String> =
            of_routes.chain(of_rules).filter(|id| !lists.iter().any(|list| list.id == **id)).cloned().collect();
        let read = futures_util::future::join_all(named.iter().map(|id| self.entries(id))).await;
        let own = named.into_iter().zip(read).map(|(id, nets)| PrefixList { name: id.clone(), id, nets });
        let own: Vec<PrefixList> = own.collect();
        if let Ok(lists) = &mut topology.lists {
            lists.extend(own);
        }
    }

    async fn entries(&self, list: &str) -> Option<Vec<IpNet>> {
        let mut pages =
            self.client.get_managed_prefix_list_entries().prefix_list_id(list).into_paginator().items().send();
        let mut nets = Vec::new();
        while let Some(entry) = pages.next().await {
            nets.extend(entry.ok()?.cidr().and_then(net));
        }
        Some(nets)
    }

    async fn acls(&self) -> Answer<Vec<Acl>> {
        let call = call("DescribeNetworkAcls");
        let mut pages = self.client.describe_network_acls().into_paginator().items().send();
        let mut acls = Vec::new();
        while let Some(acl) = pages.next().await {
            let acl = acl.map_err(|error| call.fault(&error))?;
            let subnets = acl.associations().iter().filter_map(|one| one.subnet_id().map(str::to_owned)).collect();
            let entries = acl.entries().iter().filter_map(entry).collect();
            acls.extend(acl.network_acl_id.map(|id| Acl { id, subnets, entries }));
        }
        Ok(acls)
    }

    async fn groups(&self) -> Answer<Vec<Group>> {
        let call = call("DescribeSecurityGroups");
        let mut pages = self.client.describe_security_groups().into_paginator().items().send();
        let mut groups = Vec::new();
        while let Some(group) = pages.next().await {
            let group = group.map_err(|error| call.fault(&error))?;
            let inward = group.ip_permissions().iter().flat_map(|permission| rules(Direction::In, permission));
            let outward = group.ip_permissions_egress().iter().flat_map(|permission| rules(Direction::Out, permission));
            let rules = inward.chain(outward).collect();
            let (Some(id), Some(vpc)) = (group.group_id, group.vpc_id) else { continue };
            groups.push(Group { id, name: group.group_name.unwrap_or_default(), vpc, rules });
        }
        Ok(groups)
    }

    async fn interfaces(&self, names: &Names) -> Answer<Vec<Interface>> {
        let call = call("DescribeNetworkInterfaces");
        let mut pages = self.client.describe_network_interfaces().into_paginator().items().send();
        let mut interfaces = Vec::new();
        while let Some(interface) = pages.next().await {
            let interface = interface.map_err(|error| call.fault(&error))?;
            let first = interface.private_ip_address();
            let v4 = interface.private_ip_addresses().iter().filter_map(|one| one.private_ip_address());
            let v6 = interface.ipv6_addresses().iter().filter_map(|one| one.ipv6_address());
            let mut addresses: Vec<IpAddr> = Vec::new();
            for address in first.into_iter().chain(v4).chain(v6).filter_map(|text| text.parse().ok()) {
                if !addresses.contains(&address) {
                    addresses.push(address);
                }
            }
            let groups = interface.groups().iter().filter_map(|group| group.group_id().map(str::to_owned)).collect();
            let is_app_runners = interface.tag_set().iter().any(|tag| tag.key() == Some(APP_RUNNERS));
            let tags = interface.tag_set.unwrap_or_default();
            let (Some(id), Some(vpc), Some(subnet)) =
                (interface.network_interface_id, interface.vpc_id, interface.subnet_id)
            else {
                continue;
            };
            keep_name(names, &id, Some(&tags));
            let what = interface.description.unwrap_or_default();
            interfaces.push(Interface { id, vpc, subnet, addresses, groups, what, is_app_runners });
        }
        Ok(interfaces)
    }

    async fn peerings(&self) -> Answer<Vec<Peering>> {
        let call = call("DescribeVpcPeeringConnections");
        let mut pages = self.client.describe_vpc_peering_connections().into_paginator().items().send();
        let mut peerings = Vec::new();
        while let Some(peering) = pages.next().await {
            let peering = peering.map_err(|error| call.fault(&error))?;
            let code = peering.status().and_then(|status| status.code());
            let is_active = code == Some(&VpcPeeringConnectionStateReasonCode::Active);
            let side =
                |side: Option<aws_sdk_ec2::types::VpcPeeringConnectionVpcInfo>| side.and_then(|side| side.vpc_id);
            let vpcs = (side(peering.requester_vpc_info), side(peering.accepter_vpc_info));
            if let (Some(id), (Some(one), Some(other))) = (peering.vpc_peering_connection_id, vpcs) {
                peerings.push(Peering { id, vpcs: [one, other], is_active });
            }
        }
        Ok(peerings)
    }
}

/// The names that were met, by the ids of what bears them.
type Names = Mutex<BTreeMap<String, String>>;

fn keep_name(names: &Names, id: &str, tags: Option<&[Tag]>) {
    if let Some(name) = name(tags.unwrap_or_default()) {
        names.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned(), name);
    }
}

/// What may not be read is unknown; any other failure is one.
fn known<T>(answer: Answer<Vec<T>>) -> Answer<Known<Vec<T>>> {
    match answer {
        Ok(all) => Ok(Ok(all)),
        Err(Fault { kind: FaultKind::AccessDenied, service, operation, .. }) => {
            Ok(Err(Unread { action: format!("{service}:{operation}") }))
        }
        Err(fault) => Err(fault),
    }
}

fn net(text: &str) -> Option<IpNet> {
    text.parse().ok()
}

fn table(table: aws_sdk_ec2::types::RouteTable) -> Option<RouteTable> {
    let associations = table.associations();
    Some(RouteTable {
        is_main: associations.iter().any(|one| one.main() == Some(true)),
        subnets: associations.iter().filter_map(|one| one.subnet_id().map(str::to_owned)).collect(),
        routes: table.routes().iter().filter_map(route).collect(),
        id: table.route_table_id?,
        vpc: table.vpc_id?,
    })
}

fn route(route: &aws_sdk_ec2::types::Route) -> Option<Route> {
    let range = route.destination_cidr_block().or(route.destination_ipv6_cidr_block()).and_then(net);
    let to = match (range, route.destination_prefix_list_id()) {
        (Some(range), _) => RouteTo::Net(range),
        (None, Some(list)) => RouteTo::List(list.to_owned()),
        (None, None) => return None,
    };
    let is_blackhole = route.state() == Some(&RouteState::Blackhole);
    Some(Route { to, via: via(route), is_blackhole })
}

fn via(route: &aws_sdk_ec2::types::Route) -> Via {
    let of = |id: Option<&str>, via: fn(String) -> Via| id.filter(|id| !id.is_empty()).map(|id| via(id.to_owned()));
    let gateway = route.gateway_id().map(|id| match id.split_once('-').map_or(id, |(kind, _)| kind) {
        "local" => Via::Local,
        "igw" => Via::InternetGateway(id.to_owned()),
        "vgw" => Via::VirtualGateway(id.to_owned()),
        "vpce" => Via::Endpoint(id.to_owned()),
        "nat" => Via::Nat(id.to_owned()),
        _ => Via::Other(id.to_owned()),
    });
    of(route.nat_gateway_id(), Via::Nat)
        .or_else(|| of(route.egress_only_internet_gateway_id(), Via::EgressOnlyGateway))
        .or_else(|| of(route.transit_gateway_id(), Via::TransitGateway))
        .or_else(|| of(route.vpc_peering_connection_id(), Via::Peering))
        .or(gateway)
        .or_else(|| of(route.network_interface_id(), Via::Interface))
        .or_else(|| of(route.instance_id(), Via::Interface))
        .unwrap_or_else(|| Via::Other(String::new()))
}

fn entry(entry: &aws_sdk_ec2::types::NetworkAclEntry) -> Option<AclEntry> {
    let ports = entry.port_range().map(|range| (range.from(), range.to()));
    let protocol = match entry.protocol()? {
        "-1" => Protocol::All,
        TCP => tcp(ports.and_then(|(from, _)| from), ports.and_then(|(_, to)| to)),
        _ => Protocol::Other,
    };
    Some(AclEntry {
        number: entry.rule_number().and_then(|number| u32::try_from(number).ok())?,
        way: if entry.egress() == Some(true) { Direction::Out } else { Direction::In },
        allows: entry.rule_action() == Some(&RuleAction::Allow),
        protocol,
        net: entry.cidr_block().or(entry.ipv6_cidr_block()).and_then(net)?,
    })
}

/// Without ports it is of all of them.
fn tcp(from: Option<i32>, to: Option<i32>) -> Protocol {
    let port = |port: Option<i32>, all: u16| port.and_then(|port| u16::try_from(port).ok()).unwrap_or(all);
    Protocol::Tcp(port(from, 0), port(to, u16::MAX))
}

fn rules(way: Direction, permission: &IpPermission) -> Vec<Rule> {
    let protocol = match permission.ip_protocol() {
        Some("-1") => Protocol::All,
        Some("tcp" | TCP) => tcp(permission.from_port(), permission.to_port()),
        _ => Protocol::Other,
    };
    let v4 = permission.ip_ranges().iter().filter_map(|range| range.cidr_ip());
    let v6 = permission.ipv6_ranges().iter().filter_map(|range| range.cidr_ipv6());
    let nets = v4.chain(v6).filter_map(net).map(Peer::Net);
    let lists = permission.prefix_list_ids().iter().filter_map(|list| list.prefix_list_id());
    let groups = permission.user_id_group_pairs().iter().filter_map(|pair| pair.group_id());
    let peers =
        nets.chain(lists.map(|id| Peer::List(id.to_owned()))).chain(groups.map(|id| Peer::Group(id.to_owned())));
    peers.map(|peer| Rule { way, protocol, peer }).collect()
}
