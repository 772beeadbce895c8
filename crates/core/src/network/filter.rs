//! What lets a packet through: security groups, which remember what they let out, and network ACLs, which do not.

use ipnet::IpNet;

use super::space::{Ports, Share, covered, let_through};
use super::topology::{Direction, Group, Peer, Subnet};
use super::verdict::{Block, Doubt, Far, Hop, Walk, nets_of};

/// The ports to which answers come: those that Linux takes for its own end of a connection.
const OWN_PORTS: Ports = (32_768, 60_999);
/// The same of a NAT gateway. (VPC User Guide, *Ephemeral ports*.)
const NAT_PORTS: Ports = (1_024, 65_535);

impl<'a> Walk<'a> {
    /// Out of the connector's interface, and with the answer back into it.
    pub(super) fn leave(&mut self, far: &Far<'a>) -> Result<(), Block> {
        self.leave_by_list(far, "")
    }

    /// The same to the ranges of a prefix list, which rules may name.
    pub(super) fn leave_by_list(&mut self, far: &Far<'a>, list: &str) -> Result<(), Block> {
        self.has_addresses(far)?;
        self.groups_let_out(far, list)?;
        let parts = if far.subnets.is_empty() {
            far.nets.clone()
        } else {
            // Network ACLs stand at a subnet's edge only.
            far.subnets
                .iter()
                .filter(|there| there.id != self.subnet.id)
                .filter_map(|there| there.v4.map(IpNet::from))
                .collect()
        };
        let is_inside = far.subnets.iter().any(|there| there.id == self.subnet.id);
        self.acl(&[(self.subnet, parts.clone())], is_inside, (Direction::Out, false), (far.port, far.port))?;
        self.acl(&[(self.subnet, parts)], is_inside, (Direction::In, true), OWN_PORTS)
    }

    fn has_addresses(&self, far: &Far<'a>) -> Result<(), Block> {
        if far.nets.is_empty() || !self.own_nets(far).is_empty() {
            return Ok(());
        }
        Err(Block::NoAddresses { subnet: self.subnet.id.clone(), v6: is_v6(far) })
    }

    fn groups_let_out(&mut self, far: &Far<'a>, list: &str) -> Result<(), Block> {
        self.known(&self.topology.groups);
        self.hops.push(Hop::Groups { ids: self.groups.clone() });
        if self.topology.groups.is_err() {
            return Ok(());
        }
        let own = self.of_ids(&self.groups);
        let theirs = far.groups.unwrap_or_default();
        match self.allowed(&own, Direction::Out, far.port, &far.nets, theirs, list) {
            Share::All => {}
            Share::Some => self.doubt(Doubt::GroupsPartly { groups: self.groups.clone() }),
            Share::None if own.len() < self.groups.len() => self.doubt(Doubt::Absent),
            Share::None => return Err(Block::GroupsOut { groups: self.groups.clone(), port: far.port }),
        }
        Ok(())
    }

    /// Into the destination, and with the answer out of it.
    pub(super) fn arrive(&mut self, far: &Far<'a>) -> Result<(), Block> {
        let own = self.own_nets(far);
        let others: Vec<(&Subnet, Vec<IpNet>)> =
            far.subnets.iter().filter(|there| there.id != self.subnet.id).map(|there| (*there, own.clone())).collect();
        let is_inside = others.len() < far.subnets.len();
        self.acl(&others, is_inside, (Direction::In, false), (far.port, far.port))?;
        self.acl(&others, is_inside, (Direction::Out, true), OWN_PORTS)?;
        let Some(ids) = far.groups else { return Ok(()) };
        self.known(&self.topology.groups);
        if self.topology.groups.is_err() {
            return Ok(());
        }
        let theirs = self.of_ids(ids);
        let groups = self.groups.clone();
        match self.allowed(&theirs, Direction::In, far.port, &own, &groups, "") {
            Share::All => {}
            Share::Some => self.doubt(Doubt::GroupsPartly { groups: ids.to_vec() }),
            Share::None if theirs.len() < ids.len() => self.doubt(Doubt::Absent),
            Share::None => return Err(Block::GroupsIn { groups: ids.to_vec(), port: far.port }),
        }
        self.hops.push(Hop::Groups { ids: ids.to_vec() });
        Ok(())
    }

    /// Through a NAT gateway's subnet: in from here, out to the destination, and both answers.
    pub(super) fn pass_nat(&mut self, at: &'a Subnet, far: &Far<'a>) -> Result<(), Block> {
        let own = self.own_nets(far);
        if at.id != self.subnet.id {
            self.acl(&[(at, own.clone())], false, (Direction::In, false), (far.port, far.port))?;
            self.acl(&[(at, own)], false, (Direction::Out, true), OWN_PORTS)?;
        }
        self.acl(&[(at, far.nets.clone())], false, (Direction::Out, false), (far.port, far.port))?;
        self.acl(&[(at, far.nets.clone())], false, (Direction::In, true), NAT_PORTS)
    }

    /// The addresses that the connector's interface may have, of the kind that the destination's are.
    fn own_nets(&self, far: &Far<'a>) -> Vec<IpNet> {
        nets_of(self.subnet).into_iter().filter(|net| matches!(net, IpNet::V6(_)) == is_v6(far)).collect()
    }

    fn of_ids(&self, ids: &[String]) -> Vec<&'a Group> {
        ids.iter().filter_map(|id| self.index.groups.get(id.as_str()).copied()).collect()
    }

    /// How much of some addresses groups allow together. What bears a group that a rule names is allowed wherever it is.
    fn allowed(
        &self,
        groups: &[&Group],
        way: Direction,
        port: u16,
        nets: &[IpNet],
        theirs: &[String],
        list: &str,
    ) -> Share {
        let rules = groups.iter().flat_map(|group| &group.rules).filter(|rule| {
            rule.way == way && rule.protocol.ports().is_some_and(|(from, to)| (from..=to).contains(&port))
        });
        let (mut ranges, mut is_known) = (Vec::new(), true);
        for rule in rules {
            match &rule.peer {
                Peer::Group(id) if theirs.contains(id) => return Share::All,
                Peer::Group(_) => {}
                Peer::List(id) if id == list => return Share::All,
                Peer::List(id) => match self.list(id) {
                    Some(nets) => ranges.extend(nets),
                    None => is_known = false,
                },
                Peer::Net(net) => ranges.push(*net),
            }
        }
        match Share::of(nets.iter().map(|net| covered(net, &ranges))) {
            // The list that was not read may be of just these.
            Share::None if !is_known => Share::Some,
            share => share,
        }
    }

    /// The ranges of a prefix list, where they could be read.
    pub(super) fn list(&self, id: &str) -> Option<Vec<IpNet>> {
        self.topology.lists.as_ref().ok()?.iter().find(|list| list.id == id)?.nets.clone()
    }

    /// Through the network ACLs of some subnets, of which one or the other is on the way, towards or from ranges of
    /// addresses; `is_inside` where the way may also lead through none.
    fn acl(
        &mut self,
        subnets: &[(&'a Subnet, Vec<IpNet>)],
        is_inside: bool,
        (way, is_answer): (Direction, bool),
        ports: Ports,
    ) -> Result<(), Block> {
        self.known(&self.topology.acls);
        let mut shares: Vec<Share> = is_inside.then_some(Share::All).into_iter().collect();
        let mut first = None;
        for (subnet, nets) in subnets {
            let Some(acl) = self.index.acls.get(subnet.id.as_str()) else { continue };
            let hop = Hop::Acl { id: acl.id.clone() };
            if !self.hops.contains(&hop) {
                self.hops.push(hop);
            }
            for net in nets {
                let share = let_through(acl, way, ports, net);
                shares.push(share);
                if share != Share::All {
                    first.get_or_insert((acl.id.clone(), subnet.id.clone()));
                }
            }
        }
        let Some((acl, subnet)) = first else { return Ok(()) };
        if Share::of(shares) == Share::None {
            return Err(Block::Acl { acl, subnet, way, is_answer });
        }
        self.doubt(Doubt::AclPartly { acl, subnet });
        Ok(())
    }
}

fn is_v6(far: &Far<'_>) -> bool {
    !far.nets.is_empty() && far.nets.iter().all(|net| matches!(net, IpNet::V6(_)))
}
