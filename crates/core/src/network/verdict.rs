//! What a connector reaches, and why not.
//!
//! Owns: the way of a packet from a subnet to a destination and back, step by step, each with the thing that decides it.
//! Refuses: to guess. What could not be read, or is decided by what is not ours to see, is *cannot tell*, unless something
//! that is known blocks the way in any case.

use std::collections::HashMap;
use std::net::IpAddr;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use super::topology::{
    Acl, Direction, Endpoint, EndpointKind, Group, Interface, Known, Subnet, Target, Topology, Unread, Via,
};

/// Where to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Destination {
    /// The internet, by HTTPS.
    Internet {
        /// By IPv6.
        v6: bool,
    },
    /// An API of AWS.
    Service {
        /// The last part of its endpoint's name, such as `dynamodb` or `ecr.api`.
        name: String,
    },
    /// A host.
    Host {
        /// Its address, or the name of a database.
        host: String,
        /// The port of TCP.
        port: u16,
    },
    /// A database or a cache.
    Target {
        /// Its id.
        id: String,
    },
    /// An interface endpoint, by HTTPS.
    Endpoint {
        /// Its id.
        id: String,
    },
}

/// Whether something is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reach {
    /// It is.
    Reachable,
    /// It is not.
    Blocked {
        /// What is in the way.
        by: Block,
    },
    /// That cannot be told.
    Unknown {
        /// Why not.
        because: Doubt,
    },
}

/// What is in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Block {
    /// None of the connector's security groups lets it out.
    GroupsOut {
        /// Their ids.
        groups: Vec<String>,
        /// The port.
        port: u16,
    },
    /// None of the destination's security groups lets it in.
    GroupsIn {
        /// Their ids.
        groups: Vec<String>,
        /// The port.
        port: u16,
    },
    /// A network ACL denies it.
    Acl {
        /// Its id.
        acl: String,
        /// The subnet whose it is.
        subnet: String,
        /// Which way.
        way: Direction,
        /// Whether it is the answer that does not come back.
        is_answer: bool,
    },
    /// No route leads there.
    NoRoute {
        /// The route table.
        table: String,
    },
    /// The route leads through something that is not there any more.
    Blackhole {
        /// The route table.
        table: String,
    },
    /// The route leads through an internet gateway, which takes traffic of public addresses only, and App Runner's
    /// interfaces have none. (Developer Guide, *VPC connector*: private subnets.)
    PublicSubnet {
        /// The route table.
        table: String,
        /// The gateway.
        gateway: String,
    },
    /// The NAT gateway cannot be used now, or leads to private networks only.
    NatUnusable {
        /// The NAT gateway.
        nat: String,
    },
    /// The NAT gateway's own subnet has no way to the internet.
    NatWithoutWayOut {
        /// The NAT gateway.
        nat: String,
        /// Its subnet.
        subnet: String,
    },
    /// The peering cannot be used.
    PeeringInactive {
        /// The peering.
        peering: String,
    },
    /// The interface endpoint cannot be used now.
    EndpointUnusable {
        /// The endpoint.
        endpoint: String,
    },
    /// The destination's subnet has no route back.
    NoRouteBack {
        /// Its route table.
        table: String,
        /// The subnet.
        subnet: String,
    },
    /// Names are not resolved in the VPC.
    DnsOff {
        /// The VPC.
        vpc: String,
    },
    /// The subnet has no addresses of that kind.
    NoAddresses {
        /// The subnet.
        subnet: String,
        /// Of IPv6.
        v6: bool,
    },
}

/// Why something cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Doubt {
    /// A kind of thing could not be read.
    Unread {
        /// The IAM action that it takes.
        action: String,
    },
    /// The way leads through something that is not looked into.
    Beyond {
        /// What.
        via: Via,
    },
    /// Security groups allow only a part of where the destination may be.
    GroupsPartly {
        /// Their ids.
        groups: Vec<String>,
    },
    /// A network ACL allows only a part of where the destination, or its answer, may be.
    AclPartly {
        /// Its id.
        acl: String,
        /// The subnet whose it is.
        subnet: String,
    },
    /// Routes of a part of the destination lead elsewhere.
    RoutePartly {
        /// The route table.
        table: String,
    },
    /// Nothing that was read has this address, so that its security groups are not known.
    Stranger,
    /// The policy of the endpoint on the way may keep something from it.
    EndpointPolicy {
        /// The endpoint.
        endpoint: String,
    },
    /// It is a name, which is resolved in the VPC and not here.
    Name,
    /// There is no such thing.
    Absent,
}

/// A thing on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Hop {
    /// Security groups.
    Groups {
        /// Their ids.
        ids: Vec<String>,
    },
    /// A network ACL.
    Acl {
        /// Its id.
        id: String,
    },
    /// A route table.
    Table {
        /// Its id.
        id: String,
    },
    /// What a route leads through.
    Via {
        /// What.
        via: Via,
    },
    /// An endpoint's interfaces.
    Endpoint {
        /// Its id.
        id: String,
    },
    /// A network interface.
    Interface {
        /// Its id.
        id: String,
    },
    /// The internet.
    Internet,
    /// A database or a cache.
    Target {
        /// Its id.
        id: String,
    },
}

/// The way from a subnet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Path {
    /// The subnet.
    pub subnet: String,
    /// Whether it leads there.
    pub reach: Reach,
    /// As far as it goes.
    pub hops: Vec<Hop>,
}

/// What a connector's subnets reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Reached {
    /// Where to.
    pub to: Destination,
    /// The worst of the subnets: an instance may be in any of them.
    pub reach: Reach,
    /// The way from each.
    pub paths: Vec<Path>,
}

/// What a connector with these subnets and security groups reaches. Without groups the VPC's own holds. Subnets that are
/// not there are left out.
pub fn verdict(topology: &Topology, region: &str, subnets: &[String], groups: &[String], to: &Destination) -> Reached {
    let index = Index::of(topology);
    let chosen = subnets.iter().filter_map(|id| topology.subnets.iter().find(|subnet| subnet.id == *id));
    let paths: Vec<Path> = chosen.map(|subnet| Walk::new(topology, &index, region, subnet, groups).path(to)).collect();
    let rank = |path: &&Path| match path.reach {
        Reach::Blocked { .. } => 2,
        Reach::Unknown { .. } => 1,
        Reach::Reachable => 0,
    };
    // The first of the worst.
    let worst = paths.iter().rev().max_by_key(rank);
    let reach = worst.map_or(Reach::Unknown { because: Doubt::Absent }, |path| path.reach.clone());
    Reached { to: to.clone(), reach, paths }
}

/// What is looked for again and again, by its id.
pub(super) struct Index<'a> {
    pub(super) groups: HashMap<&'a str, &'a Group>,
    /// By the subnets whose they are.
    pub(super) acls: HashMap<&'a str, &'a Acl>,
}

impl<'a> Index<'a> {
    fn of(topology: &'a Topology) -> Self {
        let groups = topology.groups.iter().flatten().map(|group| (group.id.as_str(), group)).collect();
        let of_subnets = |acl: &'a Acl| acl.subnets.iter().map(move |subnet| (subnet.as_str(), acl));
        Self { groups, acls: topology.acls.iter().flatten().flat_map(of_subnets).collect() }
    }
}

/// A way as far as it was looked at.
pub(super) struct Walk<'a> {
    pub(super) topology: &'a Topology,
    pub(super) index: &'a Index<'a>,
    pub(super) region: &'a str,
    pub(super) subnet: &'a Subnet,
    /// The connector's security groups.
    pub(super) groups: Vec<String>,
    pub(super) hops: Vec<Hop>,
    pub(super) doubt: Option<Doubt>,
}

/// Where a destination's addresses are, and what belongs to them.
pub(super) struct Far<'a> {
    pub(super) nets: Vec<IpNet>,
    pub(super) port: u16,
    /// Its security groups; `None` where it has none, or they do not matter.
    pub(super) groups: Option<&'a [String]>,
    /// The subnets that it may be in, where they are known.
    pub(super) subnets: Vec<&'a Subnet>,
}

impl<'a> Walk<'a> {
    fn new(
        topology: &'a Topology,
        index: &'a Index<'a>,
        region: &'a str,
        subnet: &'a Subnet,
        groups: &[String],
    ) -> Self {
        let groups = if groups.is_empty() { own_group(topology, &subnet.vpc) } else { groups.to_vec() };
        Self { topology, index, region, subnet, groups, hops: Vec::new(), doubt: None }
    }

    fn path(mut self, to: &Destination) -> Path {
        let end = match to {
            Destination::Internet { v6 } => self.reach_internet(*v6),
            Destination::Service { name } => self.reach_service(name),
            Destination::Host { host, port } => self.reach_host(host.trim(), *port),
            Destination::Target { id } => {
                let target = self.topology.targets.iter().find(|target| target.id == *id);
                self.reach_known(target)
            }
            Destination::Endpoint { id } => self.reach_endpoint(id),
        };
        let reach = match (end, self.doubt) {
            (Err(by), _) => Reach::Blocked { by },
            (Ok(()), Some(because)) => Reach::Unknown { because },
            (Ok(()), None) => Reach::Reachable,
        };
        Path { subnet: self.subnet.id.clone(), reach, hops: self.hops }
    }

    /// The first doubt is the one that is told.
    pub(super) fn doubt(&mut self, doubt: Doubt) {
        self.doubt.get_or_insert(doubt);
    }

    /// What could be read; a doubt where it could not.
    pub(super) fn known<T>(&mut self, known: &'a Known<Vec<T>>) -> &'a [T] {
        match known {
            Ok(all) => all,
            Err(Unread { action }) => {
                self.doubt(Doubt::Unread { action: action.clone() });
                &[]
            }
        }
    }

    fn reach_internet(&mut self, v6: bool) -> Result<(), Block> {
        self.names_are_resolved()?;
        let all = if v6 { any_v6() } else { any_v4() };
        let far = Far { nets: vec![all], port: 443, groups: None, subnets: Vec::new() };
        self.leave(&far)?;
        self.out_to_internet(&far)
    }

    fn reach_service(&mut self, name: &str) -> Result<(), Block> {
        self.names_are_resolved()?;
        let service = format!("com.amazonaws.{}.{name}", self.region);
        if let Some((endpoint, subnets, groups)) = self.private_endpoint(&service) {
            let far = self.far(subnets, Some(groups), 443);
            self.leave(&far)?;
            self.hops.push(Hop::Endpoint { id: endpoint.id.clone() });
            self.arrive(&far)?;
            self.doubt_policy(endpoint);
            return Ok(());
        }
        if let Some((endpoint, list, way)) = self.gateway_endpoint(&service) {
            let list = list.unwrap_or_default();
            // A list that was not read is of some addresses of the internet.
            let nets = self.list(&list).filter(|nets| !nets.is_empty()).unwrap_or_else(|| vec![any_v4()]);
            let far = Far { nets, port: 443, groups: None, subnets: Vec::new() };
            self.leave_by_list(&far, &list)?;
            self.hops.extend(way);
            self.doubt_policy(endpoint);
            return Ok(());
        }
        let far = Far { nets: vec![any_v4()], port: 443, groups: None, subnets: Vec::new() };
        let end = self.leave(&far).and_then(|()| self.out_to_internet(&far));
        // There may be an endpoint, to which none of this matters.
        if self.topology.endpoints.is_err() { Ok(()) } else { end }
    }

    fn doubt_policy(&mut self, endpoint: &Endpoint) {
        if endpoint.has_narrow_policy {
            self.doubt(Doubt::EndpointPolicy { endpoint: endpoint.id.clone() });
        }
    }

    fn reach_host(&mut self, host: &str, port: u16) -> Result<(), Block> {
        let address = host.trim_start_matches('[').trim_end_matches(']').parse();
        if let Ok(address) = address {
            return self.reach_address(address, port);
        }
        if let Some(target) = self.topology.targets.iter().find(|target| target.host.eq_ignore_ascii_case(host)) {
            return self.reach_target(target, port);
        }
        self.doubt(Doubt::Name);
        self.names_are_resolved()
    }

    fn reach_address(&mut self, address: IpAddr, port: u16) -> Result<(), Block> {
        let net = IpNet::from(address);
        // Networks of different VPCs may overlap: the own one comes first.
        let (own, others): (Vec<&Subnet>, Vec<&Subnet>) =
            self.topology.subnets.iter().partition(|subnet| subnet.vpc == self.subnet.vpc);
        let mut all = own.into_iter().chain(others);
        if let Some(subnet) = all.find(|subnet| nets_of(subnet).iter().any(|of| of.contains(&net))) {
            let interfaces = self.known(&self.topology.interfaces);
            let has_it = |one: &&Interface| one.subnet == subnet.id && one.addresses.contains(&address);
            let found = interfaces.iter().find(has_it);
            // One without groups, such as a NAT gateway's, is guarded by none.
            let groups = found.map(|interface| interface.groups.as_slice()).filter(|groups| !groups.is_empty());
            let far = Far { nets: vec![net], port, groups, subnets: vec![subnet] };
            self.leave(&far)?;
            self.go_to(&far)?;
            match found {
                Some(interface) => self.hops.push(Hop::Interface { id: interface.id.clone() }),
                None => self.doubt(Doubt::Stranger),
            }
            return Ok(());
        }
        let far = Far { nets: vec![net], port, groups: None, subnets: Vec::new() };
        self.leave(&far)?;
        self.out_to_internet(&far)
    }

    fn reach_known(&mut self, target: Option<&'a Target>) -> Result<(), Block> {
        if let Some(target) = target {
            return self.reach_target(target, target.port);
        }
        self.doubt(Doubt::Absent);
        Ok(())
    }

    fn reach_target(&mut self, target: &'a Target, port: u16) -> Result<(), Block> {
        self.names_are_resolved()?;
        let far = self.far(&target.subnets, Some(&target.groups), port);
        self.leave(&far)?;
        self.go_to(&far)?;
        self.hops.push(Hop::Target { id: target.id.clone() });
        Ok(())
    }

    fn reach_endpoint(&mut self, id: &str) -> Result<(), Block> {
        self.names_are_resolved()?;
        let found = self.known(&self.topology.endpoints).iter().find(|endpoint| endpoint.id == id);
        let Some(Endpoint { kind: EndpointKind::Interface { subnets, groups, .. }, is_available, .. }) = found else {
            self.doubt(Doubt::Absent);
            return Ok(());
        };
        let far = self.far(subnets, Some(groups), 443);
        self.leave(&far)?;
        self.go_to(&far)?;
        self.hops.push(Hop::Endpoint { id: id.to_owned() });
        if *is_available { Ok(()) } else { Err(Block::EndpointUnusable { endpoint: id.to_owned() }) }
    }

    fn far(&mut self, subnets: &'a [String], groups: Option<&'a [String]>, port: u16) -> Far<'a> {
        let subnets: Vec<&Subnet> =
            self.topology.subnets.iter().filter(|subnet| subnets.contains(&subnet.id)).collect();
        let nets: Vec<IpNet> = subnets.iter().filter_map(|subnet| subnet.v4.map(IpNet::from)).collect();
        if nets.is_empty() {
            self.doubt(Doubt::Absent);
        }
        Far { nets, port, groups, subnets }
    }

    fn names_are_resolved(&mut self) -> Result<(), Block> {
        let vpc = self.topology.vpcs.iter().find(|vpc| vpc.id == self.subnet.vpc);
        match vpc.and_then(|vpc| vpc.dns_support) {
            Some(false) => Err(Block::DnsOff { vpc: self.subnet.vpc.clone() }),
            Some(true) => Ok(()),
            None => {
                self.doubt(Doubt::Unread { action: "ec2:DescribeVpcAttribute".to_owned() });
                Ok(())
            }
        }
    }
}

/// The group that holds where none is named.
pub(super) fn own_group(topology: &Topology, vpc: &str) -> Vec<String> {
    let groups = topology.groups.as_deref().unwrap_or_default();
    groups.iter().filter(|group| group.vpc == vpc && group.name == "default").map(|group| group.id.clone()).collect()
}

pub(super) fn nets_of(subnet: &Subnet) -> Vec<IpNet> {
    subnet.v4.map(IpNet::from).into_iter().chain(subnet.v6.map(IpNet::from)).collect()
}

pub(super) fn any_v4() -> IpNet {
    IpNet::V4(ipnet::Ipv4Net::default())
}

pub(super) fn any_v6() -> IpNet {
    IpNet::V6(ipnet::Ipv6Net::default())
}
