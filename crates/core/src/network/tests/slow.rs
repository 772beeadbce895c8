//! A second evaluator: it sends single packets, address by address and port by port, and knows nothing of ranges. Networks
//! are made of few ranges and ports, so that some packets stand for all.

use std::net::Ipv4Addr;

use proptest::prelude::*;

use super::*;

/// What a packet meets on its way, one after the other.
type Stage<'a> = Box<dyn Fn(&Packet) -> Fate + 'a>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Passes,
    Dropped,
    /// It goes where nobody looks.
    Leaves,
}

#[derive(Debug, Clone, Copy)]
struct Packet {
    from: u32,
    to: u32,
    /// The sender's own port.
    own_port: u16,
}

const RANGES: [&str; 8] = [
    "0.0.0.0/0",
    "10.0.0.0/16",
    "10.0.1.0/24",
    "10.0.2.0/24",
    "10.0.1.128/25",
    "10.0.2.7/32",
    "10.0.1.7/32",
    "8.8.8.0/24",
];
const PROTOCOLS: [Protocol; 7] = [
    Protocol::All,
    Protocol::Other,
    Protocol::Tcp(443, 443),
    Protocol::Tcp(5432, 5432),
    Protocol::Tcp(1024, 65535),
    Protocol::Tcp(32_768, 49_999),
    Protocol::Tcp(40_000, 40_000),
];
/// One of each kind that the ranges and protocols above tell apart.
const HOSTS: [u32; 4] = [7, 1, 200, 250];
const OWN_PORTS: [u16; 5] = [32_768, 39_999, 40_000, 50_000, 60_999];

fn number(text: &str) -> u32 {
    text.parse::<Ipv4Addr>().unwrap().into()
}

fn is_in(address: u32, range: IpNet) -> bool {
    let IpNet::V4(range) = range else { return false };
    let bits = u32::from(range.prefix_len());
    bits == 0 || (address ^ u32::from(range.addr())) >> (32 - bits) == 0
}

fn is_of(protocol: Protocol, port: u16) -> bool {
    match protocol {
        Protocol::All => true,
        Protocol::Tcp(from, to) => from <= port && port <= to,
        Protocol::Other => false,
    }
}

fn fate(passes: bool) -> Fate {
    if passes { Fate::Passes } else { Fate::Dropped }
}

fn group_allows(
    topology: &Topology,
    id: &str,
    way: Direction,
    port: u16,
    other: u32,
    other_group: Option<&str>,
) -> bool {
    let groups = topology.groups.as_ref().unwrap();
    let rules = groups.iter().filter(|group| group.id == id).flat_map(|group| group.rules.iter());
    rules.into_iter().any(|rule| {
        rule.way == way
            && is_of(rule.protocol, port)
            && match &rule.peer {
                Peer::Net(range) => is_in(other, *range),
                Peer::Group(group) => Some(group.as_str()) == other_group,
                Peer::List(_) => false,
            }
    })
}

fn acl_allows(topology: &Topology, subnet: &str, way: Direction, port: u16, other: u32) -> Fate {
    let acl = topology.acls.as_ref().unwrap().iter().find(|acl| acl.subnets.iter().any(|one| one == subnet));
    let mut entries: Vec<_> = acl.unwrap().entries.iter().filter(|entry| entry.way == way).collect();
    entries.sort_by_key(|entry| entry.number);
    let first = entries.into_iter().find(|entry| is_of(entry.protocol, port) && is_in(other, entry.net));
    fate(first.is_some_and(|entry| entry.allows))
}

fn subnet_at(topology: &Topology, address: u32) -> Option<&Subnet> {
    topology.subnets.iter().find(|subnet| is_in(address, subnet.v4.unwrap().into()))
}

fn via(topology: &Topology, subnet: &str, to: u32) -> Option<Route> {
    let tables = topology.tables.as_ref().unwrap();
    let own = tables.iter().find(|table| table.subnets.iter().any(|one| one == subnet));
    let table = own.unwrap_or_else(|| tables.iter().find(|table| table.is_main).unwrap());
    let length = |route: &&Route| match &route.to {
        RouteTo::Net(range) => range.prefix_len(),
        RouteTo::List(_) => 0,
    };
    let fits = |route: &&Route| matches!(&route.to, RouteTo::Net(range) if is_in(to, *range));
    table.routes.iter().filter(fits).max_by_key(length).cloned()
}

/// Along a route table: on in the VPC, out by the NAT gateway, or nowhere.
fn routed(topology: &Topology, subnet: &str, to: u32, is_inside: bool) -> Fate {
    match via(topology, subnet, to) {
        None | Some(Route { is_blackhole: true, .. } | Route { via: Via::InternetGateway(_), .. }) => Fate::Dropped,
        Some(Route { via: Via::Local, .. }) => fate(is_inside),
        Some(Route { via: Via::Nat(_), .. }) if !is_inside => fate(nat_leads_out(topology)),
        Some(_) => Fate::Leaves,
    }
}

fn nat_leads_out(topology: &Topology) -> bool {
    let route = via(topology, "public", number("8.8.8.8"));
    topology.nats.as_ref().unwrap()[0].is_available
        && route.is_some_and(|route| !route.is_blackhole && matches!(route.via, Via::InternetGateway(_)))
}

fn stages<'a>(topology: &'a Topology, own: &'a str, port: u16, is_inside: bool) -> Vec<Stage<'a>> {
    let there = move |packet: &Packet| subnet_at(topology, packet.to).map(|subnet| subnet.id.as_str());
    let edge = move |packet: &Packet| there(packet) != Some(own);
    let mut stages: Vec<Stage<'a>> =
        vec![
            Box::new(move |packet| {
                fate(group_allows(topology, "sg-app", Direction::Out, port, packet.to, is_inside.then_some("sg-db")))
            }),
            Box::new(move |packet| {
                if edge(packet) { acl_allows(topology, own, Direction::Out, port, packet.to) } else { Fate::Passes }
            }),
            Box::new(move |packet| {
                if edge(packet) {
                    acl_allows(topology, own, Direction::In, packet.own_port, packet.to)
                } else {
                    Fate::Passes
                }
            }),
            Box::new(move |packet| routed(topology, own, packet.to, is_inside)),
        ];
    if is_inside {
        let at_other = move |packet: &Packet, way, port| match there(packet) {
            Some(other) if other != own => acl_allows(topology, other, way, port, packet.from),
            _ => Fate::Passes,
        };
        stages.push(Box::new(move |packet| at_other(packet, Direction::In, port)));
        stages.push(Box::new(move |packet| at_other(packet, Direction::Out, packet.own_port)));
        stages.push(Box::new(move |packet| {
            fate(group_allows(topology, "sg-db", Direction::In, port, packet.from, Some("sg-app")))
        }));
    }
    stages
}

/// What comes of all packets: `None` where it is neither way.
fn slowly(topology: &Topology, own: &str, port: u16, tos: &[u32]) -> Option<bool> {
    let is_inside = subnet_at(topology, tos[0]).is_some();
    let base = u32::from(topology.subnets.iter().find(|subnet| subnet.id == own).unwrap().v4.unwrap().addr());
    let mut packets = Vec::new();
    for host in HOSTS {
        for to in tos {
            packets.extend(OWN_PORTS.map(|own_port| Packet { from: base + host, to: *to, own_port }));
        }
    }
    let stages = stages(topology, own, port, is_inside);
    let all = |wanted: Fate, stage: &Stage<'_>| packets.iter().all(|packet| stage(packet) == wanted);
    if stages.iter().any(|stage| all(Fate::Dropped, stage)) {
        return Some(false);
    }
    stages.iter().all(|stage| all(Fate::Passes, stage)).then_some(true)
}

fn a_range() -> impl Strategy<Value = IpNet> {
    prop::sample::select(RANGES.to_vec()).prop_map(net)
}

fn a_protocol() -> impl Strategy<Value = Protocol> {
    prop::sample::select(PROTOCOLS.to_vec())
}

fn a_way() -> impl Strategy<Value = Direction> {
    prop::sample::select(vec![Direction::In, Direction::Out])
}

fn rules() -> impl Strategy<Value = Vec<Rule>> {
    let peer = prop_oneof![
        4 => a_range().prop_map(Peer::Net),
        1 => prop::sample::select(vec!["sg-app", "sg-db"]).prop_map(|id| Peer::Group(id.to_owned())),
    ];
    let rule = (a_way(), a_protocol(), peer).prop_map(|(way, protocol, peer)| Rule { way, protocol, peer });
    prop::collection::vec(rule, 0..6)
}

fn entries() -> impl Strategy<Value = Vec<AclEntry>> {
    let entry = (1..200u32, a_way(), any::<bool>(), a_protocol(), a_range())
        .prop_map(|(number, way, allows, protocol, net)| AclEntry { number, way, allows, protocol, net });
    (prop::collection::vec(entry, 0..4), any::<bool>()).prop_map(|(mut entries, is_open)| {
        // As AWS has it, no two have the same number.
        entries.sort_by_key(|entry| entry.number);
        entries.dedup_by_key(|entry| entry.number);
        let rest = [Direction::In, Direction::Out].map(|way| AclEntry {
            number: 1000,
            way,
            allows: is_open,
            protocol: Protocol::All,
            net: net("0.0.0.0/0"),
        });
        entries.extend(rest);
        entries
    })
}

fn routes() -> impl Strategy<Value = Vec<Route>> {
    let via = prop::sample::select(vec![
        Via::Nat("nat".to_owned()),
        Via::InternetGateway("igw".to_owned()),
        Via::TransitGateway("tgw".to_owned()),
    ]);
    let to = prop::sample::select(vec!["0.0.0.0/0", "8.8.8.0/24", "8.0.0.0/8"]);
    let route = (to, via, prop::bool::weighted(0.1)).prop_map(|(to, via, is_blackhole)| Route {
        to: RouteTo::Net(net(to)),
        via,
        is_blackhole,
    });
    prop::collection::vec(route, 0..3).prop_map(|mut routes| {
        let key = |route: &Route| format!("{:?}", route.to);
        routes.sort_by_key(key);
        routes.dedup_by_key(|route| key(route));
        routes.insert(0, super::route("10.0.0.0/16", Via::Local));
        routes
    })
}

prop_compose! {
    fn network()(
        app in rules(),
        db in rules(),
        private in routes(),
        acls in (entries(), entries()),
        db_in in prop::sample::select(vec![vec!["a"], vec!["b"], vec!["a", "b"]]),
        has_nat in prop::bool::weighted(0.9),
    ) -> Topology {
        changed(|topology| {
            groups(topology)[0].rules = app;
            groups(topology)[1].rules = db;
            tables(topology)[0].routes = private;
            topology.nats.as_mut().unwrap()[0].is_available = has_nat;
            topology.targets[0].subnets = strings(&db_in);
            let (a, b) = acls;
            // The NAT gateway's own ACL is a matter of the tables of cases.
            topology.acls = Ok(vec![
                acl("acl-a", &["a"], a),
                acl("acl-b", &["b"], b),
                open_acl(&["public"]),
            ]);
        })
    }
}

fn fast(topology: &Topology, own: &str, to: &Destination) -> Option<bool> {
    match from(topology, &[own], to) {
        Reach::Reachable => Some(true),
        Reach::Blocked { .. } => Some(false),
        Reach::Unknown { .. } => None,
    }
}

/// The addresses at which the database may be.
fn of_db(topology: &Topology) -> Vec<u32> {
    let subnets = topology.subnets.iter().filter(|subnet| topology.targets[0].subnets.contains(&subnet.id));
    subnets.flat_map(|subnet| HOSTS.map(|host| u32::from(subnet.v4.unwrap().addr()) + host)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, ..ProptestConfig::default() })]

    #[test]
    fn both_evaluators_agree_on_the_database(topology in network(), own in prop::sample::select(vec!["a", "b"])) {
        prop_assert_eq!(fast(&topology, own, &db()), slowly(&topology, own, 5432, &of_db(&topology)));
    }

    #[test]
    fn both_evaluators_agree_on_an_address(topology in network(), own in prop::sample::select(vec!["a", "b"])) {
        let to = Destination::Host { host: "8.8.8.8".to_owned(), port: 443 };
        prop_assert_eq!(fast(&topology, own, &to), slowly(&topology, own, 443, &[number("8.8.8.8")]));
    }

    /// An allow less never opens a way, and never makes one out that was in doubt.
    #[test]
    fn without_an_allow_no_more_is_reached(topology in network(), number in any::<prop::sample::Index>()) {
        let before = from(&topology, &["a"], &db());
        let mut less = topology.clone();
        let rules: Vec<(usize, usize)> = groups(&mut less).iter().enumerate()
            .flat_map(|(group, of)| (0..of.rules.len()).map(move |rule| (group, rule)))
            .collect();
        prop_assume!(!rules.is_empty());
        let (group, rule) = rules[number.index(rules.len())];
        groups(&mut less)[group].rules.remove(rule);
        let after = from(&less, &["a"], &db());
        let rank = |reach: &Reach| match reach {
            Reach::Reachable => 2,
            Reach::Unknown { .. } => 1,
            Reach::Blocked { .. } => 0,
        };
        prop_assert!(rank(&after) <= rank(&before), "{before:?} {after:?}");
    }

    /// Security groups have no order, and network ACLs have their numbers.
    #[test]
    fn the_order_in_which_rules_are_read_does_not_matter(topology in network()) {
        let mut other = topology.clone();
        for group in groups(&mut other) {
            group.rules.reverse();
        }
        for acl in acls(&mut other) {
            acl.entries.reverse();
        }
        for table in tables(&mut other) {
            table.routes.reverse();
        }
        prop_assert_eq!(from(&topology, &["a"], &db()), from(&other, &["a"], &db()));
        prop_assert_eq!(from(&topology, &["b"], &INTERNET), from(&other, &["b"], &INTERNET));
    }
}
