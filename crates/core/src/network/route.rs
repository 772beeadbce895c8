//! Where a packet goes: the route tables, and what their routes lead through.

use ipnet::IpNet;

use super::space::overlaps;
use super::topology::{Endpoint, EndpointKind, Nat, Route, RouteTable, RouteTo, Subnet, Topology, Via};
use super::verdict::{Block, Doubt, Far, Hop, Walk, any_v4, nets_of};

/// The table that holds for a subnet: its own, or its VPC's main one.
pub fn table_of<'a>(topology: &'a Topology, subnet: &Subnet) -> Option<&'a RouteTable> {
    let tables = topology.tables.as_ref().ok()?;
    let own = tables.iter().find(|table| table.subnets.contains(&subnet.id));
    own.or_else(|| tables.iter().find(|table| table.is_main && table.vpc == subnet.vpc))
}

/// The route that holds for all of a range, or that several share it.
enum Found<'a> {
    One(&'a Route),
    Several,
    None,
}

impl<'a> Walk<'a> {
    /// Towards addresses in the network, and into them.
    pub(super) fn go_to(&mut self, far: &Far<'a>) -> Result<(), Block> {
        if let Some(table) = self.own_table() {
            // Where it may be in several places, all of them have to be out of reach.
            let ways: Vec<Result<(), Block>> = far.nets.iter().map(|net| self.go_into(table, net, far)).collect();
            let is_reached = ways.iter().any(Result::is_ok);
            match ways.into_iter().find_map(Result::err) {
                Some(_) if is_reached => self.doubt(Doubt::RoutePartly { table: table.id.clone() }),
                Some(block) => return Err(block),
                None => {}
            }
        }
        self.arrive(far)
    }

    fn go_into(&mut self, table: &'a RouteTable, net: &IpNet, far: &Far<'a>) -> Result<(), Block> {
        match self.follow(table, net)? {
            Some(Via::Local) | None => {}
            Some(Via::Peering(peering)) => self.by_peering(&peering, far)?,
            Some(Via::InternetGateway(gateway)) => {
                return Err(Block::PublicSubnet { table: table.id.clone(), gateway });
            }
            Some(via) => self.doubt(Doubt::Beyond { via }),
        }
        Ok(())
    }

    /// To the internet, or to an address that is not in the network.
    pub(super) fn out_to_internet(&mut self, far: &Far<'a>) -> Result<(), Block> {
        let [net] = far.nets[..] else { return Ok(()) };
        let is_v6 = matches!(net, IpNet::V6(_));
        let Some(table) = self.own_table() else { return Ok(()) };
        match self.follow(table, &net)? {
            Some(Via::InternetGateway(gateway)) if !is_v6 => {
                return Err(Block::PublicSubnet { table: table.id.clone(), gateway });
            }
            Some(Via::InternetGateway(_) | Via::EgressOnlyGateway(_)) => self.hops.push(Hop::Internet),
            Some(Via::Nat(nat)) => self.by_nat(&nat, far)?,
            Some(Via::Local) => self.doubt(Doubt::Stranger),
            Some(via) => self.doubt(Doubt::Beyond { via }),
            None => {}
        }
        Ok(())
    }

    fn own_table(&mut self) -> Option<&'a RouteTable> {
        let _ = self.known(&self.topology.tables);
        let table = table_of(self.topology, self.subnet)?;
        self.hops.push(Hop::Table { id: table.id.clone() });
        Some(table)
    }

    /// What a table's route for a range leads through; nothing where that cannot be told.
    fn follow(&mut self, table: &'a RouteTable, net: &IpNet) -> Result<Option<Via>, Block> {
        match self.find(table, net) {
            Found::None => Err(Block::NoRoute { table: table.id.clone() }),
            Found::Several => {
                self.doubt(Doubt::RoutePartly { table: table.id.clone() });
                Ok(None)
            }
            Found::One(route) if route.is_blackhole => Err(Block::Blackhole { table: table.id.clone() }),
            Found::One(route) => {
                if route.via != Via::Local {
                    self.hops.push(Hop::Via { via: route.via.clone() });
                }
                Ok(Some(route.via.clone()))
            }
        }
    }

    /// The most exact route counts. For the internet as a whole that is the default route: more exact ones are of what is
    /// not the internet.
    fn find(&self, table: &'a RouteTable, net: &IpNet) -> Found<'a> {
        let ranges = |route: &'a Route| match &route.to {
            RouteTo::Net(net) => vec![*net],
            RouteTo::List(list) => self.list(list).unwrap_or_default(),
        };
        let mut around: Option<(u8, &Route)> = None;
        let (mut within, mut unknown) = (false, false);
        for route in &table.routes {
            unknown |= matches!(&route.to, RouteTo::List(list) if self.list(list).is_none())
                && !matches!(route.via, Via::Endpoint(_));
            for range in ranges(route) {
                if range.contains(net) {
                    if around.is_none_or(|(length, _)| length <= range.prefix_len()) {
                        around = Some((range.prefix_len(), route));
                    }
                } else if net.contains(&range) {
                    within = true;
                }
            }
        }
        match around {
            Some((_, route)) if net.prefix_len() == 0 || !within && !unknown => Found::One(route),
            Some(_) => Found::Several,
            // Halves of the internet, or a list that was not read.
            None if unknown || within && is_halved(table, net) => Found::Several,
            None => Found::None,
        }
    }

    fn by_nat(&mut self, id: &str, far: &Far<'a>) -> Result<(), Block> {
        let all = self.known(&self.topology.nats);
        let Some(nat) = all.iter().find(|nat| nat.id == id) else {
            self.doubt(Doubt::Absent);
            return Ok(());
        };
        if !nat.is_available || !nat.is_public {
            return Err(Block::NatUnusable { nat: nat.id.clone() });
        }
        let Some(at) = self.topology.subnets.iter().find(|subnet| subnet.id == nat.subnet) else {
            self.doubt(Doubt::Absent);
            return Ok(());
        };
        self.pass_nat(at, far)?;
        self.nat_leads_out(nat, at)?;
        self.hops.push(Hop::Internet);
        Ok(())
    }

    fn nat_leads_out(&mut self, nat: &Nat, at: &'a Subnet) -> Result<(), Block> {
        let Some(table) = table_of(self.topology, at) else { return Ok(()) };
        match self.find(table, &any_v4()) {
            Found::One(route) if !route.is_blackhole && matches!(route.via, Via::InternetGateway(_)) => {
                self.hops.push(Hop::Via { via: route.via.clone() });
                Ok(())
            }
            Found::One(Route { via, is_blackhole: false, .. }) if !matches!(via, Via::Nat(_) | Via::Local) => {
                self.doubt(Doubt::Beyond { via: via.clone() });
                Ok(())
            }
            Found::Several => {
                self.doubt(Doubt::RoutePartly { table: table.id.clone() });
                Ok(())
            }
            Found::One(_) | Found::None => Err(Block::NatWithoutWayOut { nat: nat.id.clone(), subnet: at.id.clone() }),
        }
    }

    fn by_peering(&mut self, id: &str, far: &Far<'a>) -> Result<(), Block> {
        let all = self.known(&self.topology.peerings);
        if let Some(peering) = all.iter().find(|peering| peering.id == id)
            && !peering.is_active
        {
            return Err(Block::PeeringInactive { peering: id.to_owned() });
        }
        for there in far.subnets.clone() {
            let Some(table) = table_of(self.topology, there) else { continue };
            for own in nets_of(self.subnet).into_iter().filter(|net| matches!(net, IpNet::V4(_))) {
                let back = matches!(self.find(table, &own), Found::One(route)
                    if !route.is_blackhole && route.via == Via::Peering(id.to_owned()));
                if !back {
                    return Err(Block::NoRouteBack { table: table.id.clone(), subnet: there.id.clone() });
                }
            }
        }
        Ok(())
    }

    /// The interface endpoint to which a service's own name leads in this VPC: its id, its subnets and its groups.
    pub(super) fn private_endpoint(&mut self, service: &str) -> Option<(&'a Endpoint, &'a [String], &'a [String])> {
        let vpc = self.topology.vpcs.iter().find(|vpc| vpc.id == self.subnet.vpc)?;
        let has_names = vpc.dns_hostnames != Some(false);
        self.known(&self.topology.endpoints).iter().find_map(|endpoint| match &endpoint.kind {
            EndpointKind::Interface { subnets, groups, has_private_dns: true }
                if has_names
                    && endpoint.is_available
                    && endpoint.vpc == self.subnet.vpc
                    && endpoint.service == service =>
            {
                Some((endpoint, subnets.as_slice(), groups.as_slice()))
            }
            _ => None,
        })
    }

    /// The gateway endpoint of a service to which this subnet's route table leads, with its prefix list; and the way
    /// there.
    pub(super) fn gateway_endpoint(&mut self, service: &str) -> Option<(&'a Endpoint, Option<String>, [Hop; 2])> {
        let endpoints = self.known(&self.topology.endpoints);
        let table = table_of(self.topology, self.subnet)?;
        let leads = |endpoint: &&Endpoint| {
            matches!(&endpoint.kind, EndpointKind::Gateway { tables } if tables.contains(&table.id))
                && endpoint.service == service
                && endpoint.is_available
        };
        let endpoint = endpoints.iter().find(leads)?;
        let lists = self.topology.lists.as_deref().unwrap_or_default();
        let list = lists.iter().find(|list| list.name == service).map(|list| list.id.clone());
        let via = Hop::Via { via: Via::Endpoint(endpoint.id.clone()) };
        Some((endpoint, list, [Hop::Table { id: table.id.clone() }, via]))
    }
}

/// Whether routes of parts may make up a whole.
fn is_halved(table: &RouteTable, net: &IpNet) -> bool {
    let is_part = |route: &&Route| match &route.to {
        RouteTo::Net(range) => overlaps(range, net) && range.prefix_len() <= net.prefix_len() + 8,
        RouteTo::List(_) => false,
    };
    table.routes.iter().filter(is_part).any(|route| route.via != Via::Local)
}
