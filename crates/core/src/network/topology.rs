//! What there is in the networks of an account, as far as it decides what a connector reaches. Plain data; whoever reads it
//! leaves out what is gone.

use std::collections::BTreeMap;
use std::net::IpAddr;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use serde::{Deserialize, Serialize};

/// What could be read, or the IAM action that it takes.
pub type Known<T> = Result<T, Unread>;

/// A kind of thing that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Unread {
    /// The IAM action, such as `ec2:DescribeNatGateways`.
    pub action: String,
}

/// The networks of an account in a Region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topology {
    /// VPCs.
    pub vpcs: Vec<Vpc>,
    /// Subnets.
    pub subnets: Vec<Subnet>,
    /// Route tables.
    pub tables: Known<Vec<RouteTable>>,
    /// NAT gateways.
    pub nats: Known<Vec<Nat>>,
    /// VPC endpoints.
    pub endpoints: Known<Vec<Endpoint>>,
    /// Prefix lists.
    pub lists: Known<Vec<PrefixList>>,
    /// Network ACLs.
    pub acls: Known<Vec<Acl>>,
    /// Security groups.
    pub groups: Known<Vec<Group>>,
    /// Peerings of VPCs.
    pub peerings: Known<Vec<Peering>>,
    /// Network interfaces, whosesoever they are.
    pub interfaces: Known<Vec<Interface>>,
    /// Databases and caches.
    pub targets: Vec<Target>,
    /// Kinds of databases and caches that could not be read.
    pub unread_targets: Vec<Unread>,
    /// The values of the tags `Name`, by the ids of what bears them.
    pub names: BTreeMap<String, String>,
}

impl Topology {
    /// What a prefix list is called: its name, or its id where that is not known.
    pub fn list_name(&self, id: &str) -> String {
        let list = self.lists.iter().flatten().find(|list| list.id == id);
        list.map_or_else(|| id.to_owned(), |list| list.name.clone())
    }

    /// Those of some subnets that are gone, or have no free address for one more interface.
    pub fn without_room(&self, subnets: &[String]) -> Vec<String> {
        let has_room = |id: &String| self.subnets.iter().any(|subnet| subnet.id == *id && subnet.free_addresses > 0);
        subnets.iter().filter(|id| !has_room(id)).cloned().collect()
    }
}

/// A VPC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vpc {
    /// Id.
    pub id: String,
    /// Its address ranges.
    pub nets: Vec<IpNet>,
    /// Whether names are resolved in it; `None` when that could not be read.
    pub dns_support: Option<bool>,
    /// Whether its hosts get names, without which endpoints have none of their own.
    pub dns_hostnames: Option<bool>,
}

/// A subnet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subnet {
    /// Id.
    pub id: String,
    /// Id of its VPC.
    pub vpc: String,
    /// Availability Zone, as the account names it.
    pub zone: String,
    /// Availability Zone id, the same in every account.
    pub zone_id: String,
    /// IPv4 addresses that are free.
    pub free_addresses: u32,
    /// Its IPv4 addresses; none where it has IPv6 only.
    pub v4: Option<Ipv4Net>,
    /// Its IPv6 addresses.
    pub v6: Option<Ipv6Net>,
}

/// A route table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteTable {
    /// Id.
    pub id: String,
    /// Id of its VPC.
    pub vpc: String,
    /// Whether it holds for subnets without one of their own.
    pub is_main: bool,
    /// The subnets that name it.
    pub subnets: Vec<String>,
    /// Its routes.
    pub routes: Vec<Route>,
}

/// A route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Where to.
    pub to: RouteTo,
    /// What through.
    pub via: Via,
    /// Whether what it leads through is not there any more.
    pub is_blackhole: bool,
}

/// Where a route leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RouteTo {
    /// A range of addresses.
    Net(IpNet),
    /// The ranges of a prefix list, by its id.
    List(String),
}

/// What a route leads through, by its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Via {
    /// Nothing: the VPC itself.
    Local,
    /// An internet gateway.
    InternetGateway(String),
    /// An egress-only internet gateway, for IPv6.
    EgressOnlyGateway(String),
    /// A NAT gateway.
    Nat(String),
    /// A VPC endpoint: a gateway's, or one for a company's own inspection.
    Endpoint(String),
    /// A peering.
    Peering(String),
    /// A transit gateway.
    TransitGateway(String),
    /// A virtual private gateway.
    VirtualGateway(String),
    /// A network interface or an instance, which does with it what it likes.
    Interface(String),
    /// Anything else.
    Other(String),
}

impl Via {
    /// Its id; nothing for the VPC itself.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Local => None,
            Self::InternetGateway(id)
            | Self::EgressOnlyGateway(id)
            | Self::Nat(id)
            | Self::Endpoint(id)
            | Self::Peering(id)
            | Self::TransitGateway(id)
            | Self::VirtualGateway(id)
            | Self::Interface(id)
            | Self::Other(id) => Some(id),
        }
    }
}

/// A NAT gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nat {
    /// Id.
    pub id: String,
    /// Its subnet.
    pub subnet: String,
    /// Whether it leads to the internet, rather than into other private networks only.
    pub is_public: bool,
    /// Whether it can be used now.
    pub is_available: bool,
}

/// A VPC endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Id.
    pub id: String,
    /// Id of its VPC.
    pub vpc: String,
    /// The name of its service, such as `com.amazonaws.eu-west-1.s3`.
    pub service: String,
    /// How one gets to it.
    pub kind: EndpointKind,
    /// Whether its policy may keep something from who is let in.
    pub has_narrow_policy: bool,
    /// Whether it can be used now.
    pub is_available: bool,
}

/// How one gets to a VPC endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EndpointKind {
    /// By a route, which AWS puts into route tables.
    Gateway {
        /// The route tables.
        tables: Vec<String>,
    },
    /// By interfaces of its own.
    Interface {
        /// Its subnets.
        subnets: Vec<String>,
        /// Its security groups.
        groups: Vec<String>,
        /// Whether the service's own name leads to it.
        has_private_dns: bool,
    },
}

/// A prefix list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrefixList {
    /// Id.
    pub id: String,
    /// Name, such as `com.amazonaws.eu-west-1.s3`.
    pub name: String,
    /// Its ranges; nothing where they could not be read.
    pub nets: Option<Vec<IpNet>>,
}

/// What a rule is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// All traffic.
    All,
    /// TCP, with its first and last port.
    Tcp(u16, u16),
    /// Anything that is not TCP, and does not matter here.
    Other,
}

/// Which way a rule looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From outside.
    In,
    /// To outside.
    Out,
}

/// A network ACL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acl {
    /// Id.
    pub id: String,
    /// Its subnets.
    pub subnets: Vec<String>,
    /// Its entries; the first that fits decides, by number.
    pub entries: Vec<AclEntry>,
}

/// An entry of a network ACL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AclEntry {
    /// Its number. The last one, which denies all the rest, has 32767.
    pub number: u32,
    /// Which way it looks.
    pub way: Direction,
    /// Whether it allows, rather than denies.
    pub allows: bool,
    /// What it is of.
    pub protocol: Protocol,
    /// The other side.
    pub net: IpNet,
}

/// A security group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Id.
    pub id: String,
    /// Name; that of a VPC's own is `default`.
    pub name: String,
    /// Id of its VPC.
    pub vpc: String,
    /// What it allows.
    pub rules: Vec<Rule>,
}

/// What a security group allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Which way.
    pub way: Direction,
    /// What.
    pub protocol: Protocol,
    /// The other side.
    pub peer: Peer,
}

/// The other side of a security group's rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Peer {
    /// A range of addresses.
    Net(IpNet),
    /// The ranges of a prefix list, by its id.
    List(String),
    /// Whatever bears a security group, by its id.
    Group(String),
}

/// A peering of two VPCs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peering {
    /// Id.
    pub id: String,
    /// Both VPCs.
    pub vpcs: [String; 2],
    /// Whether it can be used.
    pub is_active: bool,
}

/// A network interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// Id.
    pub id: String,
    /// Id of its VPC.
    pub vpc: String,
    /// Id of its subnet.
    pub subnet: String,
    /// Its private addresses.
    pub addresses: Vec<IpAddr>,
    /// Its security groups.
    pub groups: Vec<String>,
    /// What it is for, in the words of who made it.
    pub what: String,
    /// Whether App Runner made it, for an instance of a service that sends through a connector. (Developer Guide, *VPC
    /// connector*: those bear the tag `AWSAppRunnerManaged`.)
    pub is_app_runners: bool,
}

/// A database or a cache.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its name, as the person gave it.
    pub id: String,
    /// What it is, in the words of AWS, such as `postgres`.
    pub engine: String,
    /// The host's name.
    pub host: String,
    /// The port.
    pub port: u16,
    /// Id of its VPC.
    pub vpc: String,
    /// The subnets that it may be in.
    pub subnets: Vec<String>,
    /// Its security groups.
    pub groups: Vec<String>,
    /// The name of the database that was made with it.
    pub database: Option<String>,
    /// The name of its first user.
    pub user: Option<String>,
    /// ARN of the secret in which RDS keeps that user's password, if it does.
    pub secret: Option<String>,
}
