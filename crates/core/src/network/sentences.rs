//! Security groups as rules that can be said in a sentence.

use serde::{Deserialize, Serialize};

use super::topology::{Direction, Group, Peer, Protocol, Topology};

/// A security group of the connector, of a database in its VPC, or of an interface endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct GroupCard {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// The databases that bear it, by name; none where it is the connector's.
    pub databases: Vec<String>,
    /// What it allows: out of the connector, or into what bears it.
    pub rules: Vec<RuleCard>,
}

/// What a security group allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RuleCard {
    /// Which way.
    pub way: Direction,
    /// What.
    pub traffic: Traffic,
    /// The other side.
    pub peer: PeerCard,
}

/// What traffic a rule is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Traffic {
    /// All of it.
    All,
    /// TCP on ports from the first to the last.
    Tcp {
        /// First port.
        from: u16,
        /// Last port.
        to: u16,
    },
    /// Other than TCP.
    Other,
}

/// The other side of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PeerCard {
    /// Anywhere, in IPv4 or in IPv6.
    Anywhere,
    /// A range of addresses.
    Net {
        /// In CIDR form.
        net: String,
    },
    /// A prefix list.
    List {
        /// Its name.
        name: String,
    },
    /// What bears a security group.
    Group {
        /// Its id.
        id: String,
    },
}

/// The security groups that decide for a connector in a VPC: its own, or the VPC's default one, and those of the databases
/// there.
pub(super) fn group_cards(topology: &Topology, vpc: &str, groups: &[String]) -> Vec<GroupCard> {
    let here = || topology.groups.iter().flatten().filter(|group| group.vpc == vpc);
    let is_own = |group: &&Group| {
        if groups.is_empty() { group.name == "default" } else { groups.contains(&group.id) }
    };
    let own = here().filter(is_own).map(|group| card(topology, group, Direction::Out, Vec::new()));
    let of_databases = here().filter_map(|group| {
        let bearers = topology.targets.iter().filter(|target| target.groups.contains(&group.id));
        let databases: Vec<String> = bearers.map(|target| target.id.clone()).collect();
        (!databases.is_empty()).then(|| card(topology, group, Direction::In, databases))
    });
    own.chain(of_databases).collect()
}

/// Whom some security groups let in.
pub(super) fn inbound_cards(topology: &Topology, groups: &[String]) -> Vec<GroupCard> {
    let named = topology.groups.iter().flatten().filter(|group| groups.contains(&group.id));
    named.map(|group| card(topology, group, Direction::In, Vec::new())).collect()
}

fn card(topology: &Topology, group: &Group, way: Direction, databases: Vec<String>) -> GroupCard {
    let rules = group.rules.iter().filter(|rule| rule.way == way).map(|rule| RuleCard {
        way,
        traffic: match rule.protocol {
            Protocol::All => Traffic::All,
            Protocol::Tcp(from, to) => Traffic::Tcp { from, to },
            Protocol::Other => Traffic::Other,
        },
        peer: match &rule.peer {
            Peer::Net(net) if net.prefix_len() == 0 => PeerCard::Anywhere,
            Peer::Net(net) => PeerCard::Net { net: net.to_string() },
            Peer::List(id) => PeerCard::List { name: topology.list_name(id) },
            Peer::Group(id) => PeerCard::Group { id: id.clone() },
        },
    });
    GroupCard { id: group.id.clone(), name: group.name.clone(), databases, rules: rules.collect() }
}
