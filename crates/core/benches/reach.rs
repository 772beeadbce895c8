//! How long it takes to say what is reached from two hundred subnets with full network ACLs, among five hundred security
//! groups, with as many at either end as AWS takes. Prints one line of JSON, in milliseconds.
#![expect(clippy::print_stdout, reason = "the figure is the output")]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use ard_core::network::topology::{
    Acl, AclEntry, Direction, Group, Nat, Peer, Protocol, Route, RouteTable, RouteTo, Rule, Subnet, Target, Topology,
    Via, Vpc,
};
use ard_core::network::{Destination, verdict};
use ipnet::{IpNet, Ipv4Net};

/// Verdicts of which the median is told.
const VERDICTS: usize = 101;
const SUBNETS: u8 = 200;
const GROUPS: u16 = 500;
/// The most security groups of an interface. (VPC quotas.)
const AT_ONCE: u16 = 16;
/// The most that AWS takes in a network ACL, each way. (VPC quotas.)
const ENTRIES: u8 = 40;

fn main() {
    let topology = topology();
    let subnets: Vec<String> = topology.subnets.iter().map(|subnet| subnet.id.clone()).collect();
    let groups = groups(300);
    let to = Destination::Target { id: "database".to_owned() };
    let mut times: Vec<Duration> = (0..VERDICTS)
        .map(|_| {
            let since = Instant::now();
            black_box(verdict(black_box(&topology), "ap-northeast-1", &subnets, &groups, &to));
            since.elapsed()
        })
        .collect();
    times.sort_unstable();
    let median = times[VERDICTS / 2].as_secs_f64() * 1000.0;
    println!("{{\"name\":\"verdict_200_ms\",\"value\":{median:.3},\"unit\":\"ms\"}}");
}

fn groups(first: u16) -> Vec<String> {
    (first..first + AT_ONCE).map(|number| format!("sg-{number}")).collect()
}

fn range(third: u8, fourth: u8, length: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(10, 0, third, fourth), length)
}

fn topology() -> Topology {
    let all = IpNet::V4(Ipv4Net::default());
    let subnet = |number: u8| Subnet {
        id: format!("subnet-{number}"),
        vpc: "vpc".to_owned(),
        zone: format!("ap-northeast-1{}", number % 3),
        zone_id: format!("apne1-az{}", number % 3),
        free_addresses: 250,
        v4: Some(range(number, 0, 24)),
        v6: None,
    };
    let entry = |way, number: u8| AclEntry {
        number: u32::from(number),
        way,
        allows: number == ENTRIES,
        protocol: Protocol::Tcp(u16::from(number), 100 + u16::from(number)),
        net: if number == ENTRIES { all } else { IpNet::V4(range(number, 7, 32)) },
    };
    let rest = |way| AclEntry { number: 1000, way, allows: true, protocol: Protocol::All, net: all };
    let acl = |number: u8| Acl {
        id: format!("acl-{number}"),
        subnets: vec![format!("subnet-{number}")],
        entries: [Direction::In, Direction::Out]
            .into_iter()
            .flat_map(|way| (0..=ENTRIES).map(move |number| entry(way, number)).chain([rest(way)]))
            .collect(),
    };
    let group = |number: u16| Group {
        id: format!("sg-{number}"),
        name: format!("group-{number}"),
        vpc: "vpc".to_owned(),
        rules: vec![
            Rule { way: Direction::Out, protocol: Protocol::All, peer: Peer::Net(all) },
            Rule {
                way: Direction::In,
                protocol: Protocol::Tcp(5432, 5432),
                peer: Peer::Group(format!("sg-{}", (number + 200) % GROUPS)),
            },
        ],
    };
    let route = |to: IpNet, via| Route { to: RouteTo::Net(to), via, is_blackhole: false };
    Topology {
        vpcs: vec![Vpc {
            id: "vpc".to_owned(),
            nets: vec![IpNet::V4(range(0, 0, 16))],
            dns_support: Some(true),
            dns_hostnames: Some(true),
        }],
        subnets: (0..SUBNETS).map(subnet).collect(),
        tables: Ok(vec![RouteTable {
            id: "rtb".to_owned(),
            vpc: "vpc".to_owned(),
            is_main: true,
            subnets: Vec::new(),
            routes: vec![route(IpNet::V4(range(0, 0, 16)), Via::Local), route(all, Via::Nat("nat".to_owned()))],
        }]),
        nats: Ok(vec![Nat {
            id: "nat".to_owned(),
            subnet: "subnet-0".to_owned(),
            is_public: true,
            is_available: true,
        }]),
        endpoints: Ok(Vec::new()),
        lists: Ok(Vec::new()),
        interfaces: Ok(Vec::new()),
        acls: Ok((0..SUBNETS).map(acl).collect()),
        groups: Ok((0..GROUPS).map(group).collect()),
        peerings: Ok(Vec::new()),
        targets: vec![Target {
            id: "database".to_owned(),
            engine: "postgres".to_owned(),
            host: "database.internal".to_owned(),
            port: 5432,
            vpc: "vpc".to_owned(),
            subnets: (0..3).map(|number| format!("subnet-{number}")).collect(),
            groups: groups(100),
            database: None,
            user: None,
            secret: None,
        }],
        unread_targets: Vec::new(),
        names: BTreeMap::new(),
    }
}
