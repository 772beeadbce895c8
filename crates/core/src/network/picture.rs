//! One VPC as a person looks at it: its zones with their subnets, where those lead, and what speaks for or against each for
//! a connector.
//!
//! Owns: what is said of a subnet before it is chosen. Refuses: where things are drawn, and verdicts about destinations.

use serde::{Deserialize, Serialize};

use super::route::table_of;
use super::sentences::{GroupCard, group_cards};
use super::topology::{Endpoint, EndpointKind, Known, Route, RouteTable, RouteTo, Subnet, Topology, Unread, Via};
use super::verdict::own_group;
use crate::price::HOURS;
use crate::vpc::{self, addresses_needed};

/// What a NAT gateway costs in us-east-1 an hour, and a GB. (Amazon VPC pricing, June 2026.)
const NAT: (f64, f64) = (0.045, 0.045);
/// What an interface endpoint costs there an hour and zone, and a GB. (`PrivateLink` pricing, June 2026.)
const ENDPOINT: (f64, f64) = (0.01, 0.01);

/// What is asked of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PictureAsked {
    /// The VPC; that of the first subnet, or the only one, where none is named.
    pub vpc: Option<String>,
    /// The subnets that are chosen.
    pub subnets: Vec<String>,
    /// The security groups that are chosen.
    pub groups: Vec<String>,
    /// How many instances there may be at most: the sum of the services' maximum sizes. Nothing where that is not known.
    pub instances: Option<u32>,
}

/// A connector that there is, with the subnets that it uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InUse {
    /// Its name.
    pub name: String,
    /// Its subnets.
    pub subnets: Vec<String>,
}

/// One VPC.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Picture {
    /// The VPC; nothing where none is chosen.
    pub vpc: Option<String>,
    /// Its Availability Zones, by name.
    pub zones: Vec<Zone>,
    /// The route tables of its subnets.
    pub tables: Vec<TableCard>,
    /// What the route tables lead through, and the VPC's endpoints.
    pub exits: Vec<Exit>,
    /// The security groups that decide: the connector's, and those of the databases.
    pub groups: Vec<GroupCard>,
    /// What is to be said of the subnets that are chosen.
    pub notes: Vec<Note>,
    /// What the chosen subnets' ways cost in a month.
    pub costs: Vec<WayCost>,
    /// What could not be read, and is missing here.
    pub unread: Vec<Unread>,
}

/// An Availability Zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Zone {
    /// Name, as the account has it.
    pub name: String,
    /// Id, the same in every account.
    pub id: String,
    /// Its subnets, by address.
    pub subnets: Vec<SubnetCard>,
}

/// A subnet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SubnetCard {
    /// Id.
    pub id: String,
    /// The value of its tag `Name`.
    pub name: Option<String>,
    /// Its IPv4 addresses, in CIDR form.
    pub v4: Option<String>,
    /// Its IPv6 addresses, in CIDR form.
    pub v6: Option<String>,
    /// Where it leads.
    pub kind: SubnetKind,
    /// IPv4 addresses that are free.
    pub free_addresses: u32,
    /// The route table that holds for it.
    pub table: Option<String>,
    /// The connectors that use it, by name.
    pub connectors: Vec<String>,
    /// The addresses of the interfaces that App Runner made in it for what sends through the connector: one for each
    /// instance.
    pub instances: Vec<String>,
    /// What is to be known of it.
    pub badges: Vec<Badge>,
    /// Why it cannot be added to those that are chosen.
    pub unfit: Option<Unfit>,
}

/// Where a subnet leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum SubnetKind {
    /// A route of it leads to an internet gateway, which is of no use to a connector.
    Public,
    /// Its default route leads through something inside, such as a NAT gateway.
    Private,
    /// It has no default route.
    Isolated,
    /// Its route table could not be read.
    Unknown,
}

/// What is to be known of a subnet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Badge {
    /// Nothing leads to the internet.
    NoNat,
    /// Its NAT gateway is in another zone: traffic between zones costs, and one zone's failure takes both.
    NatElsewhere {
        /// The NAT gateway's zone.
        zone: String,
    },
    /// It alone does not have the addresses that are needed.
    FewAddresses {
        /// Those that are needed.
        needed: u32,
    },
    /// A route leads to something that is not there any more.
    Blackhole {
        /// Where the route leads to.
        to: String,
    },
    /// App Runner refused its zone before.
    ZoneRefused,
}

/// Why a subnet does not fit to those that are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Unfit {
    /// The chosen ones have IPv4 only, and it has both, or the other way round. (Developer Guide, *VPC connector*.)
    OtherAddresses,
    /// It has no IPv4 addresses.
    NoV4,
    /// App Runner does not take its zone.
    ZoneRefused,
}

/// A route table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct TableCard {
    /// Id.
    pub id: String,
    /// The value of its tag `Name`.
    pub name: Option<String>,
    /// Whether it holds for subnets without one of their own.
    pub is_main: bool,
    /// Its routes out of the VPC.
    pub routes: Vec<RouteRow>,
}

/// A route out of a VPC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RouteRow {
    /// Where it leads to: addresses in CIDR form, or a prefix list's name.
    pub to: String,
    /// What it leads through.
    pub via: Via,
    /// Whether that is not there any more.
    pub is_blackhole: bool,
}

/// What a route leads through, or an endpoint of the VPC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Exit {
    /// What.
    pub via: Via,
    /// The value of its tag `Name`, or the service of an endpoint.
    pub name: Option<String>,
    /// The Availability Zone of a NAT gateway.
    pub zone: Option<String>,
    /// Whether it can be used now, as far as that is known.
    pub is_usable: bool,
}

/// What is to be said of the subnets that are chosen, together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Note {
    /// All are in one zone.
    OneZone {
        /// Which.
        zone: String,
    },
    /// Some have IPv4 only, and some both.
    MixedAddresses,
    /// The free addresses do not suffice.
    FewAddresses {
        /// Those that are free.
        free: u32,
        /// Those that are needed.
        needed: u32,
    },
}

/// What a way costs in a month, by the prices of us-east-1, in US dollars.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct WayCost {
    /// What costs it.
    pub of: WayCostOf,
    /// However much it is used.
    pub month: f64,
    /// A GB.
    pub gb: f64,
}

/// What costs something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum WayCostOf {
    /// A NAT gateway on the way of a chosen subnet.
    Nat {
        /// Its id.
        id: String,
    },
    /// An interface endpoint of each API instead, in the zones of the chosen subnets.
    EndpointInstead {
        /// How many zones.
        zones: u32,
    },
}

/// The picture of a VPC. `refused` are the ids of zones that App Runner refused before.
pub fn picture(topology: &Topology, connectors: &[InUse], refused: &[String], asked: &PictureAsked) -> Picture {
    let chosen: Vec<&Subnet> = topology.subnets.iter().filter(|subnet| asked.subnets.contains(&subnet.id)).collect();
    let only = || match &topology.vpcs[..] {
        [one] => Some(one.id.clone()),
        _ => None,
    };
    let vpc = asked.vpc.clone().filter(|vpc| !vpc.is_empty());
    let vpc = vpc.or_else(|| chosen.first().map(|subnet| subnet.vpc.clone())).or_else(only);
    let sight = Sight { topology, connectors, refused, asked, chosen };
    let mut subnets: Vec<&Subnet> =
        topology.subnets.iter().filter(|subnet| Some(&subnet.vpc) == vpc.as_ref()).collect();
    let place = |subnet: &Subnet| (subnet.zone.clone(), subnet.v4.map(|net| net.addr()), subnet.id.clone());
    subnets.sort_by_cached_key(|subnet| place(subnet));
    let tables: Vec<&RouteTable> = unique(subnets.iter().filter_map(|subnet| table_of(topology, subnet)));
    Picture {
        zones: sight.zones(&subnets),
        exits: sight.exits(vpc.as_deref(), &tables),
        tables: tables.into_iter().map(|table| sight.table(table)).collect(),
        groups: vpc.as_deref().map(|vpc| group_cards(topology, vpc, &asked.groups)).unwrap_or_default(),
        notes: sight.notes(),
        costs: sight.costs(),
        unread: unread(topology),
        vpc,
    }
}

fn unique<'a>(tables: impl Iterator<Item = &'a RouteTable>) -> Vec<&'a RouteTable> {
    let mut seen: Vec<&RouteTable> = Vec::new();
    for table in tables {
        if !seen.iter().any(|one| one.id == table.id) {
            seen.push(table);
        }
    }
    seen
}

fn unread(topology: &Topology) -> Vec<Unread> {
    fn of<T>(known: &Known<T>) -> Option<Unread> {
        known.as_ref().err().cloned()
    }
    let kinds = [
        of(&topology.tables),
        of(&topology.nats),
        of(&topology.endpoints),
        of(&topology.lists),
        of(&topology.acls),
        of(&topology.groups),
        of(&topology.peerings),
        of(&topology.interfaces),
    ];
    kinds.into_iter().flatten().chain(topology.unread_targets.iter().cloned()).collect()
}

/// What is looked at, and what it is looked at for.
struct Sight<'a> {
    topology: &'a Topology,
    connectors: &'a [InUse],
    refused: &'a [String],
    asked: &'a PictureAsked,
    chosen: Vec<&'a Subnet>,
}

impl<'a> Sight<'a> {
    fn zones(&self, subnets: &[&Subnet]) -> Vec<Zone> {
        let mut zones: Vec<Zone> = Vec::new();
        for subnet in subnets {
            let card = self.card(subnet);
            match zones.last_mut() {
                Some(zone) if zone.name == subnet.zone => zone.subnets.push(card),
                _ => {
                    zones.push(Zone { name: subnet.zone.clone(), id: subnet.zone_id.clone(), subnets: vec![card] });
                }
            }
        }
        zones
    }

    fn card(&self, subnet: &Subnet) -> SubnetCard {
        let table = table_of(self.topology, subnet);
        let users = self.connectors.iter().filter(|connector| connector.subnets.contains(&subnet.id));
        SubnetCard {
            id: subnet.id.clone(),
            name: self.name(&subnet.id),
            v4: subnet.v4.map(|net| net.to_string()),
            v6: subnet.v6.map(|net| net.to_string()),
            kind: kind(table),
            free_addresses: subnet.free_addresses,
            table: table.map(|table| table.id.clone()),
            connectors: users.map(|connector| connector.name.clone()).collect(),
            instances: self.instances(subnet),
            badges: self.badges(subnet, table),
            unfit: self.unfit(subnet),
        }
    }

    /// App Runner's interfaces bear the connector's security groups.
    fn instances(&self, subnet: &Subnet) -> Vec<String> {
        if !self.asked.subnets.contains(&subnet.id) {
            return Vec::new();
        }
        let groups = match &self.asked.groups[..] {
            [] => own_group(self.topology, &subnet.vpc),
            groups => groups.to_vec(),
        };
        let same = |of: &[String]| of.len() == groups.len() && of.iter().all(|group| groups.contains(group));
        let here = self.topology.interfaces.iter().flatten().filter(|one| one.subnet == subnet.id);
        let ours = here.filter(|one| one.is_app_runners && same(&one.groups));
        let mut addresses: Vec<_> = ours.filter_map(|one| one.addresses.first().copied()).collect();
        addresses.sort_unstable();
        addresses.iter().map(ToString::to_string).collect()
    }

    fn name(&self, id: &str) -> Option<String> {
        self.topology.names.get(id).cloned()
    }

    fn needed(&self) -> Option<u32> {
        self.asked.instances.map(addresses_needed)
    }

    fn is_refused(&self, subnet: &Subnet) -> bool {
        vpc::is_refused(&subnet.zone_id, self.refused)
    }

    fn badges(&self, subnet: &Subnet, table: Option<&RouteTable>) -> Vec<Badge> {
        let mut badges = Vec::new();
        if self.is_refused(subnet) {
            badges.push(Badge::ZoneRefused);
        }
        match table.map(default_via) {
            Some(None | Some(Via::InternetGateway(_))) => badges.push(Badge::NoNat),
            Some(Some(Via::Nat(nat))) if !self.is_usable(nat) => badges.push(Badge::NoNat),
            Some(Some(Via::Nat(nat))) => {
                let zone = self.zone_of_nat(nat).filter(|zone| *zone != subnet.zone);
                badges.extend(zone.map(|zone| Badge::NatElsewhere { zone: zone.to_owned() }));
            }
            _ => {}
        }
        let holes = table.into_iter().flat_map(|table| &table.routes).filter(|route| route.is_blackhole);
        badges.extend(holes.map(|route| Badge::Blackhole { to: self.destination(&route.to) }));
        let few = self.needed().filter(|needed| subnet.v4.is_some() && subnet.free_addresses < *needed);
        badges.extend(few.map(|needed| Badge::FewAddresses { needed }));
        badges
    }

    fn unfit(&self, subnet: &Subnet) -> Option<Unfit> {
        // What is chosen can always be taken out again.
        if self.asked.subnets.contains(&subnet.id) {
            return None;
        }
        // One that was refused before may be taken by now; that is only said.
        if vpc::is_refused(&subnet.zone_id, &[]) {
            return Some(Unfit::ZoneRefused);
        }
        if subnet.v4.is_none() {
            return Some(Unfit::NoV4);
        }
        let is_other = |one: &&Subnet| one.v6.is_some() != subnet.v6.is_some();
        self.chosen.first().filter(|one| is_other(one)).map(|_| Unfit::OtherAddresses)
    }

    /// Whether all that leads through something leads to nothing.
    fn is_lost(&self, via: &Via) -> bool {
        let routes = self.topology.tables.iter().flatten().flat_map(|table| &table.routes);
        let mut through = routes.filter(|route| route.via == *via).peekable();
        through.peek().is_some() && through.all(|route| route.is_blackhole)
    }

    /// Whether a NAT gateway leads to the internet now, as far as that is known.
    fn is_usable(&self, nat: &str) -> bool {
        let Ok(nats) = &self.topology.nats else { return true };
        nats.iter().any(|one| one.id == nat && one.is_available && one.is_public)
    }

    fn zone_of_nat(&self, nat: &str) -> Option<&'a str> {
        let nat = self.topology.nats.iter().flatten().find(|one| one.id == nat)?;
        Some(self.topology.subnets.iter().find(|subnet| subnet.id == nat.subnet)?.zone.as_str())
    }

    fn destination(&self, to: &RouteTo) -> String {
        match to {
            RouteTo::Net(net) => net.to_string(),
            RouteTo::List(id) => self.topology.list_name(id),
        }
    }

    fn table(&self, table: &RouteTable) -> TableCard {
        let out = table.routes.iter().filter(|route| route.via != Via::Local);
        let mut routes: Vec<RouteRow> = out
            .map(|route| RouteRow {
                to: self.destination(&route.to),
                via: route.via.clone(),
                is_blackhole: route.is_blackhole,
            })
            .collect();
        // Not everybody lists the routes of gateway endpoints, which AWS puts there itself.
        for endpoint in self.gateways(&table.id) {
            let via = Via::Endpoint(endpoint.id.clone());
            if !routes.iter().any(|route| route.via == via) {
                routes.push(RouteRow { to: endpoint.service.clone(), via, is_blackhole: false });
            }
        }
        TableCard { id: table.id.clone(), name: self.name(&table.id), is_main: table.is_main, routes }
    }

    /// The gateway endpoints of a route table.
    fn gateways(&self, table: &str) -> impl Iterator<Item = &'a Endpoint> {
        self.topology.endpoints.iter().flatten().filter(move |endpoint| match &endpoint.kind {
            EndpointKind::Gateway { tables } => tables.iter().any(|id| id == table),
            EndpointKind::Interface { .. } => false,
        })
    }

    fn exits(&self, vpc: Option<&str>, tables: &[&RouteTable]) -> Vec<Exit> {
        let routes = tables.iter().flat_map(|table| &table.routes).map(|route| route.via.clone());
        let endpoints = self.topology.endpoints.iter().flatten().filter(|endpoint| Some(endpoint.vpc.as_str()) == vpc);
        let mut exits: Vec<Exit> = Vec::new();
        for via in routes.chain(endpoints.map(|endpoint| Via::Endpoint(endpoint.id.clone()))) {
            if via != Via::Local && !exits.iter().any(|exit| exit.via == via) {
                exits.push(self.exit(via));
            }
        }
        exits
    }

    fn exit(&self, via: Via) -> Exit {
        let topology = self.topology;
        let named = via.id().and_then(|id| self.name(id));
        let (name, zone, is_usable) = match &via {
            Via::Nat(id) => (named, self.zone_of_nat(id).map(str::to_owned), self.is_usable(id)),
            Via::Endpoint(id) => {
                let endpoint = topology.endpoints.iter().flatten().find(|endpoint| endpoint.id == *id);
                let service = endpoint.map(|endpoint| endpoint.service.clone());
                (service, None, endpoint.is_none_or(|endpoint| endpoint.is_available))
            }
            Via::Peering(id) => {
                let peering = topology.peerings.iter().flatten().find(|peering| peering.id == *id);
                (named, None, peering.is_none_or(|peering| peering.is_active))
            }
            _ => (named, None, !self.is_lost(&via)),
        };
        Exit { via, name, zone, is_usable }
    }

    fn notes(&self) -> Vec<Note> {
        let Some(first) = self.chosen.first() else { return Vec::new() };
        let mut notes = Vec::new();
        if self.chosen.iter().all(|subnet| subnet.zone == first.zone) {
            notes.push(Note::OneZone { zone: first.zone.clone() });
        }
        if self.chosen.iter().any(|subnet| subnet.v6.is_some() != first.v6.is_some()) {
            notes.push(Note::MixedAddresses);
        }
        let free = self.chosen.iter().fold(0_u32, |sum, subnet| sum.saturating_add(subnet.free_addresses));
        let few = self.needed().filter(|needed| free < *needed);
        notes.extend(few.map(|needed| Note::FewAddresses { free, needed }));
        notes
    }

    fn costs(&self) -> Vec<WayCost> {
        let mut nats: Vec<&str> = Vec::new();
        let mut zones: Vec<&str> = Vec::new();
        for subnet in &self.chosen {
            if let Some(Via::Nat(nat)) = table_of(self.topology, subnet).and_then(default_via)
                && !nats.contains(&nat.as_str())
                && self.is_usable(nat)
            {
                nats.push(nat);
            }
            if !zones.contains(&subnet.zone.as_str()) {
                zones.push(&subnet.zone);
            }
        }
        if nats.is_empty() {
            return Vec::new();
        }
        let zones = u32::try_from(zones.len()).unwrap_or(u32::MAX);
        let of_nats = nats.into_iter().map(|id| WayCost {
            of: WayCostOf::Nat { id: id.to_owned() },
            month: NAT.0 * HOURS,
            gb: NAT.1,
        });
        let instead = WayCost {
            of: WayCostOf::EndpointInstead { zones },
            month: ENDPOINT.0 * HOURS * f64::from(zones),
            gb: ENDPOINT.1,
        };
        of_nats.chain([instead]).collect()
    }
}

/// Where a subnet leads.
pub(super) fn kind_of(topology: &Topology, subnet: &Subnet) -> SubnetKind {
    kind(table_of(topology, subnet))
}

fn kind(table: Option<&RouteTable>) -> SubnetKind {
    let Some(table) = table else { return SubnetKind::Unknown };
    let leads_out = |route: &Route| !route.is_blackhole && matches!(route.via, Via::InternetGateway(_));
    match default_via(table) {
        Some(Via::InternetGateway(_)) => SubnetKind::Public,
        // IPv6 may go by the gateway beside it.
        Some(_) => SubnetKind::Private,
        None if table.routes.iter().any(leads_out) => SubnetKind::Public,
        None => SubnetKind::Isolated,
    }
}

/// What the default route for IPv4 leads through.
fn default_via(table: &RouteTable) -> Option<&Via> {
    let is_default = |to: &RouteTo| matches!(to, RouteTo::Net(ipnet::IpNet::V4(net)) if net.prefix_len() == 0);
    table.routes.iter().find(|route| is_default(&route.to) && !route.is_blackhole).map(|route| &route.via)
}
