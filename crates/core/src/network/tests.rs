//! Each rule by a small network of the kind that the first article builds: two private subnets behind a NAT gateway, a
//! public one, and a PostgreSQL.

mod clients;
mod database;
mod picture;
mod slow;

use std::collections::BTreeMap;

use ipnet::{IpNet, Ipv4Net};

use super::topology::*;
use super::*;

const REGION: &str = "ap-northeast-1";

fn net(text: &str) -> IpNet {
    text.parse().unwrap()
}

fn subnet(id: &str, vpc: &str, zone: &str, v4: &str) -> Subnet {
    let v4: Ipv4Net = v4.parse().unwrap();
    Subnet {
        id: id.to_owned(),
        vpc: vpc.to_owned(),
        zone: zone.to_owned(),
        zone_id: format!("apne1-{zone}"),
        free_addresses: 250,
        v4: Some(v4),
        v6: None,
    }
}

fn route(to: &str, via: Via) -> Route {
    Route { to: RouteTo::Net(net(to)), via, is_blackhole: false }
}

fn table(id: &str, vpc: &str, subnets: &[&str], routes: Vec<Route>) -> RouteTable {
    let subnets = subnets.iter().map(|&id| id.to_owned()).collect();
    RouteTable { id: id.to_owned(), vpc: vpc.to_owned(), is_main: false, subnets, routes }
}

fn rule(way: Direction, protocol: Protocol, peer: Peer) -> Rule {
    Rule { way, protocol, peer }
}

fn tcp(port: u16) -> Protocol {
    Protocol::Tcp(port, port)
}

fn group(id: &str, rules: Vec<Rule>) -> Group {
    Group { id: id.to_owned(), name: id.to_owned(), vpc: "vpc".to_owned(), rules }
}

fn to_all() -> Rule {
    rule(Direction::Out, Protocol::All, Peer::Net(net("0.0.0.0/0")))
}

fn acl(id: &str, subnets: &[&str], entries: Vec<AclEntry>) -> Acl {
    Acl { id: id.to_owned(), subnets: subnets.iter().map(|&id| id.to_owned()).collect(), entries }
}

fn entry(number: u32, way: Direction, allows: bool, protocol: Protocol, of: &str) -> AclEntry {
    AclEntry { number, way, allows, protocol, net: net(of) }
}

fn open_acl(subnets: &[&str]) -> Acl {
    let entries = [Direction::In, Direction::Out].map(|way| entry(100, way, true, Protocol::All, "0.0.0.0/0"));
    acl("acl", subnets, entries.to_vec())
}

fn strings(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|&id| id.to_owned()).collect()
}

/// VPC 10.0.0.0/16: `a` and `b` private, `public` with the NAT gateway; the database in `a` and `b` lets in `sg-app`.
fn article() -> Topology {
    let local = || route("10.0.0.0/16", Via::Local);
    let private = vec![local(), route("0.0.0.0/0", Via::Nat("nat".to_owned()))];
    let public = vec![local(), route("0.0.0.0/0", Via::InternetGateway("igw".to_owned()))];
    Topology {
        vpcs: vec![Vpc {
            id: "vpc".to_owned(),
            nets: vec![net("10.0.0.0/16")],
            dns_support: Some(true),
            dns_hostnames: Some(true),
        }],
        subnets: vec![
            subnet("a", "vpc", "1a", "10.0.1.0/24"),
            subnet("b", "vpc", "1c", "10.0.2.0/24"),
            subnet("public", "vpc", "1a", "10.0.0.0/24"),
        ],
        tables: Ok(vec![
            RouteTable { is_main: true, ..table("rtb-private", "vpc", &[], private) },
            table("rtb-public", "vpc", &["public"], public),
        ]),
        nats: Ok(vec![Nat { id: "nat".to_owned(), subnet: "public".to_owned(), is_public: true, is_available: true }]),
        endpoints: Ok(Vec::new()),
        lists: Ok(vec![PrefixList {
            id: "pl-s3".to_owned(),
            name: "com.amazonaws.ap-northeast-1.s3".to_owned(),
            nets: Some(vec![net("52.219.0.0/20")]),
        }]),
        acls: Ok(vec![open_acl(&["a", "b", "public"])]),
        groups: Ok(vec![
            group("sg-app", vec![to_all()]),
            group("sg-db", vec![rule(Direction::In, tcp(5432), Peer::Group("sg-app".to_owned()))]),
            Group { name: "default".to_owned(), ..group("sg-default", vec![to_all()]) },
        ]),
        peerings: Ok(Vec::new()),
        interfaces: Ok(Vec::new()),
        targets: vec![Target {
            id: "db".to_owned(),
            engine: "postgres".to_owned(),
            host: "db.rds.amazonaws.com".to_owned(),
            port: 5432,
            vpc: "vpc".to_owned(),
            subnets: strings(&["a", "b"]),
            groups: strings(&["sg-db"]),
            database: Some("shop".to_owned()),
            user: Some("ann".to_owned()),
            secret: None,
        }],
        unread_targets: Vec::new(),
        names: BTreeMap::new(),
    }
}

const INTERNET: Destination = Destination::Internet { v6: false };

fn db() -> Destination {
    Destination::Target { id: "db".to_owned() }
}

fn service(name: &str) -> Destination {
    Destination::Service { name: name.to_owned() }
}

fn from(topology: &Topology, subnets: &[&str], to: &Destination) -> Reach {
    verdict(topology, REGION, &strings(subnets), &strings(&["sg-app"]), to).reach
}

fn blocked(by: Block) -> Reach {
    Reach::Blocked { by }
}

fn unknown(because: Doubt) -> Reach {
    Reach::Unknown { because }
}

/// The network of the article after a change.
fn changed(change: impl FnOnce(&mut Topology)) -> Topology {
    let mut topology = article();
    change(&mut topology);
    topology
}

fn tables(topology: &mut Topology) -> &mut Vec<RouteTable> {
    topology.tables.as_mut().unwrap()
}

fn groups(topology: &mut Topology) -> &mut Vec<Group> {
    topology.groups.as_mut().unwrap()
}

fn eni(id: &str, subnet: &str, address: &str, groups: &[&str]) -> Interface {
    Interface {
        id: id.to_owned(),
        vpc: "vpc".to_owned(),
        subnet: subnet.to_owned(),
        addresses: vec![address.parse().unwrap()],
        groups: strings(groups),
        what: String::new(),
        is_app_runners: false,
    }
}

fn acls(topology: &mut Topology) -> &mut Vec<Acl> {
    topology.acls.as_mut().unwrap()
}

#[test]
fn what_is_gone_or_full_has_no_room() {
    let mut network = article();
    network.subnets[1].free_addresses = 0;
    assert_eq!(network.without_room(&strings(&["a", "b", "gone"])), strings(&["b", "gone"]));
}

#[test]
fn the_articles_network_reaches_everything() {
    let topology = article();
    for to in [INTERNET, db(), service("dynamodb"), service("s3")] {
        assert_eq!(from(&topology, &["a", "b"], &to), Reach::Reachable, "{to:?}");
    }
    let hops = verdict(&topology, REGION, &strings(&["a"]), &strings(&["sg-app"]), &INTERNET).paths.remove(0).hops;
    assert_eq!(
        hops,
        [
            Hop::Groups { ids: strings(&["sg-app"]) },
            Hop::Acl { id: "acl".to_owned() },
            Hop::Table { id: "rtb-private".to_owned() },
            Hop::Via { via: Via::Nat("nat".to_owned()) },
            Hop::Via { via: Via::InternetGateway("igw".to_owned()) },
            Hop::Internet,
        ]
    );
}

#[test]
fn a_public_subnet_does_not_lead_to_the_internet() {
    let topology = article();
    let public = blocked(Block::PublicSubnet { table: "rtb-public".to_owned(), gateway: "igw".to_owned() });
    assert_eq!(from(&topology, &["public"], &INTERNET), public);
    assert_eq!(from(&topology, &["public"], &service("dynamodb")), public);
    // One of several is bad enough: an instance may be there. The database is reached all the same.
    let all = verdict(&topology, REGION, &strings(&["a", "public"]), &strings(&["sg-app"]), &INTERNET);
    assert_eq!(all.reach, public);
    assert_eq!(all.paths[0].reach, Reach::Reachable);
    assert_eq!(from(&topology, &["public"], &db()), Reach::Reachable);
}

#[test]
fn the_way_to_the_internet_is_blocked_by_what_is_missing() {
    let nat = || "nat".to_owned();
    let set_route = |table: usize, via: Option<Via>| {
        move |topology: &mut Topology| {
            let routes = &mut tables(topology)[table].routes;
            routes.truncate(1);
            routes.extend(via.clone().map(|via| route("0.0.0.0/0", via)));
        }
    };
    let of = |change: &dyn Fn(&mut Topology)| from(&changed(change), &["a"], &INTERNET);
    for (change, wanted) in [
        (&set_route(0, None) as &dyn Fn(&mut Topology), blocked(Block::NoRoute { table: "rtb-private".to_owned() })),
        (
            &|topology| tables(topology)[0].routes[1].is_blackhole = true,
            blocked(Block::Blackhole { table: "rtb-private".to_owned() }),
        ),
        (
            &|topology| topology.nats.as_mut().unwrap()[0].is_available = false,
            blocked(Block::NatUnusable { nat: nat() }),
        ),
        (&|topology| topology.nats.as_mut().unwrap()[0].is_public = false, blocked(Block::NatUnusable { nat: nat() })),
        (&set_route(1, None), blocked(Block::NatWithoutWayOut { nat: nat(), subnet: "public".to_owned() })),
        (&|topology| topology.vpcs[0].dns_support = Some(false), blocked(Block::DnsOff { vpc: "vpc".to_owned() })),
        (
            &|topology| groups(topology)[0].rules = vec![rule(Direction::Out, tcp(5432), Peer::Net(net("0.0.0.0/0")))],
            blocked(Block::GroupsOut { groups: strings(&["sg-app"]), port: 443 }),
        ),
        (
            &|topology| {
                groups(topology)[0].rules = vec![rule(Direction::Out, Protocol::All, Peer::Net(net("10.0.0.0/8")))];
            },
            unknown(Doubt::GroupsPartly { groups: strings(&["sg-app"]) }),
        ),
        (
            &|topology| {
                groups(topology)[0].rules = ["0.0.0.0/1", "128.0.0.0/1"]
                    .map(|half| rule(Direction::Out, tcp(443), Peer::Net(net(half))))
                    .to_vec();
            },
            Reach::Reachable,
        ),
        (
            &set_route(0, Some(Via::TransitGateway("tgw".to_owned()))),
            unknown(Doubt::Beyond { via: Via::TransitGateway("tgw".to_owned()) }),
        ),
        (
            &set_route(0, Some(Via::Interface("eni".to_owned()))),
            unknown(Doubt::Beyond { via: Via::Interface("eni".to_owned()) }),
        ),
    ] {
        assert_eq!(of(change), wanted);
    }
}

#[test]
fn a_network_acl_has_to_let_the_answer_back_too() {
    let denied = |way, is_answer, subnet: &str| {
        blocked(Block::Acl { acl: "acl".to_owned(), subnet: subnet.to_owned(), way, is_answer })
    };
    let with = |entries: Vec<AclEntry>| {
        changed(|topology| {
            acls(topology)[0].entries.extend(entries);
        })
    };
    let tcp = |port| Protocol::Tcp(port, port);
    for (entries, to, wanted) in [
        (vec![entry(50, Direction::Out, false, tcp(443), "0.0.0.0/0")], INTERNET, denied(Direction::Out, false, "a")),
        // The first that fits counts.
        (vec![entry(150, Direction::Out, false, tcp(443), "0.0.0.0/0")], INTERNET, Reach::Reachable),
        (vec![entry(50, Direction::Out, false, tcp(80), "0.0.0.0/0")], INTERNET, Reach::Reachable),
        (
            vec![entry(50, Direction::In, false, Protocol::Tcp(1024, 65535), "0.0.0.0/0")],
            INTERNET,
            denied(Direction::In, true, "a"),
        ),
        (
            vec![entry(50, Direction::In, false, Protocol::Tcp(40_000, 40_000), "0.0.0.0/0")],
            INTERNET,
            unknown(Doubt::AclPartly { acl: "acl".to_owned(), subnet: "a".to_owned() }),
        ),
        (
            vec![entry(50, Direction::Out, false, Protocol::All, "8.8.8.8/32")],
            INTERNET,
            unknown(Doubt::AclPartly { acl: "acl".to_owned(), subnet: "a".to_owned() }),
        ),
        // It may be in the subnet of the connector, where there is no ACL on the way.
        (
            vec![entry(50, Direction::In, false, tcp(5432), "0.0.0.0/0")],
            db(),
            unknown(Doubt::AclPartly { acl: "acl".to_owned(), subnet: "b".to_owned() }),
        ),
    ] {
        assert_eq!(from(&with(entries.clone()), &["a"], &to), wanted, "{entries:?}");
    }
    // Within a subnet there is no ACL.
    let inside = changed(|topology| {
        topology.targets[0].subnets = strings(&["a"]);
        acls(topology)[0].entries.clear();
    });
    assert_eq!(from(&inside, &["a"], &db()), Reach::Reachable);
    assert_eq!(from(&inside, &["b"], &db()), denied(Direction::Out, false, "b"));
}

#[test]
fn the_database_has_to_let_the_connector_in() {
    let in_by = |rules: Vec<Rule>| changed(|topology| groups(topology)[1].rules = rules);
    let closed = || blocked(Block::GroupsIn { groups: strings(&["sg-db"]), port: 5432 });
    for (rules, wanted) in [
        (vec![], closed()),
        (vec![rule(Direction::In, tcp(5432), Peer::Group("sg-other".to_owned()))], closed()),
        (vec![rule(Direction::In, tcp(3306), Peer::Group("sg-app".to_owned()))], closed()),
        (vec![rule(Direction::Out, tcp(5432), Peer::Group("sg-app".to_owned()))], closed()),
        (vec![rule(Direction::In, tcp(5432), Peer::Net(net("10.0.0.0/16")))], Reach::Reachable),
        (vec![rule(Direction::In, tcp(5432), Peer::Net(net("10.0.9.0/24")))], closed()),
        (
            vec![rule(Direction::In, tcp(5432), Peer::Net(net("10.0.1.7/32")))],
            unknown(Doubt::GroupsPartly { groups: strings(&["sg-db"]) }),
        ),
    ] {
        assert_eq!(from(&in_by(rules.clone()), &["a"], &db()), wanted, "{rules:?}");
    }
    let by_group = changed(|topology| {
        groups(topology)[0].rules = vec![rule(Direction::Out, tcp(5432), Peer::Group("sg-db".to_owned()))];
    });
    assert_eq!(from(&by_group, &["a"], &db()), Reach::Reachable);
}

#[test]
fn a_group_that_is_not_there_is_a_doubt() {
    let of =
        |groups: &[&str], to: &Destination| verdict(&article(), REGION, &strings(&["a"]), &strings(groups), to).reach;
    assert_eq!(of(&["sg-gone"], &INTERNET), unknown(Doubt::Absent));
    // What is there is enough.
    assert_eq!(of(&["sg-gone", "sg-app"], &db()), Reach::Reachable);
}

#[test]
fn without_groups_the_vpcs_own_holds() {
    let of = |topology: &Topology| verdict(topology, REGION, &strings(&["a"]), &[], &INTERNET).reach;
    assert_eq!(of(&article()), Reach::Reachable);
    let closed = changed(|topology| groups(topology)[2].rules.clear());
    assert_eq!(of(&closed), blocked(Block::GroupsOut { groups: strings(&["sg-default"]), port: 443 }));
}

fn interface(service: &str, groups: &[&str]) -> Endpoint {
    Endpoint {
        id: "vpce".to_owned(),
        vpc: "vpc".to_owned(),
        service: format!("com.amazonaws.{REGION}.{service}"),
        kind: EndpointKind::Interface { subnets: strings(&["b"]), groups: strings(groups), has_private_dns: true },
        is_available: true,
        has_narrow_policy: false,
    }
}

#[test]
fn an_endpoint_of_a_service_comes_before_the_internet() {
    let secrets = service("secretsmanager");
    let with = |groups: &[&str], change: &dyn Fn(&mut Topology)| {
        changed(|topology| {
            topology.endpoints = Ok(vec![interface("secretsmanager", groups)]);
            change(topology);
        })
    };
    // Its security group does not let 443 in, though the internet is there: the service's name leads to it.
    let closed = blocked(Block::GroupsIn { groups: strings(&["sg-db"]), port: 443 });
    assert_eq!(from(&with(&["sg-db"], &|_| {}), &["a"], &secrets), closed);
    assert_eq!(from(&with(&["sg-db"], &|_| {}), &["a"], &service("sqs")), Reach::Reachable);
    let open = |topology: &mut Topology| {
        groups(topology)[1].rules.push(rule(Direction::In, tcp(443), Peer::Net(net("10.0.0.0/16"))));
        tables(topology)[0].routes.truncate(1);
    };
    assert_eq!(from(&with(&["sg-db"], &open), &["a"], &secrets), Reach::Reachable);
    // Without names of its own it is not found.
    let nameless = |topology: &mut Topology| {
        open(topology);
        topology.vpcs[0].dns_hostnames = Some(false);
    };
    assert_eq!(
        from(&with(&["sg-db"], &nameless), &["a"], &secrets),
        blocked(Block::NoRoute { table: "rtb-private".to_owned() })
    );
}

#[test]
fn s3_is_reached_by_a_gateway_endpoint_without_a_nat_gateway() {
    let endpoint = Endpoint {
        id: "vpce-s3".to_owned(),
        vpc: "vpc".to_owned(),
        service: format!("com.amazonaws.{REGION}.s3"),
        kind: EndpointKind::Gateway { tables: strings(&["rtb-private"]) },
        is_available: true,
        has_narrow_policy: false,
    };
    let by_list =
        Route { to: RouteTo::List("pl-s3".to_owned()), via: Via::Endpoint("vpce-s3".to_owned()), is_blackhole: false };
    let mut topology = changed(|topology| {
        topology.endpoints = Ok(vec![endpoint]);
        tables(topology)[0].routes = vec![route("10.0.0.0/16", Via::Local), by_list];
    });
    let reached = verdict(&topology, REGION, &strings(&["a"]), &strings(&["sg-app"]), &service("s3"));
    assert_eq!(reached.reach, Reach::Reachable);
    let way = [
        Hop::Groups { ids: strings(&["sg-app"]) },
        Hop::Acl { id: "acl".to_owned() },
        Hop::Table { id: "rtb-private".to_owned() },
        Hop::Via { via: Via::Endpoint("vpce-s3".to_owned()) },
    ];
    assert_eq!(reached.paths[0].hops, way);
    let none = blocked(Block::NoRoute { table: "rtb-private".to_owned() });
    assert_eq!(from(&topology, &["a"], &INTERNET), none);
    assert_eq!(from(&topology, &["a"], &service("dynamodb")), none);
    // A rule may name the list, or its ranges.
    for peer in [Peer::List("pl-s3".to_owned()), Peer::Net(net("52.219.0.0/16"))] {
        groups(&mut topology)[0].rules = vec![rule(Direction::Out, tcp(443), peer)];
        assert_eq!(from(&topology, &["a"], &service("s3")), Reach::Reachable);
    }
    groups(&mut topology)[0].rules = vec![rule(Direction::Out, tcp(443), Peer::Net(net("10.0.0.0/8")))];
    let closed = blocked(Block::GroupsOut { groups: strings(&["sg-app"]), port: 443 });
    assert_eq!(from(&topology, &["a"], &service("s3")), closed);
}

#[test]
fn a_peered_vpc_has_to_lead_back() {
    let peer = || Via::Peering("pcx".to_owned());
    let mut topology = changed(|topology| {
        topology.vpcs.push(Vpc { id: "vpc-2".to_owned(), nets: vec![net("10.1.0.0/16")], ..topology.vpcs[0].clone() });
        topology.subnets.push(subnet("far", "vpc-2", "1a", "10.1.1.0/24"));
        topology.targets[0].vpc = "vpc-2".to_owned();
        topology.targets[0].subnets = strings(&["far"]);
        let far = vec![route("10.1.0.0/16", Via::Local)];
        tables(topology).push(table("rtb-far", "vpc-2", &["far"], far));
        acls(topology)[0].subnets.push("far".to_owned());
        topology.peerings =
            Ok(vec![Peering { id: "pcx".to_owned(), vpcs: ["vpc".to_owned(), "vpc-2".to_owned()], is_active: true }]);
    });
    // The default route takes it to the NAT gateway, which does not lead there.
    assert_eq!(from(&topology, &["a"], &db()), unknown(Doubt::Beyond { via: Via::Nat("nat".to_owned()) }));
    tables(&mut topology)[0].routes.push(route("10.1.0.0/16", peer()));
    let no_way_back = Block::NoRouteBack { table: "rtb-far".to_owned(), subnet: "far".to_owned() };
    assert_eq!(from(&topology, &["a"], &db()), blocked(no_way_back));
    tables(&mut topology)[2].routes.push(route("10.0.0.0/16", peer()));
    assert_eq!(from(&topology, &["a"], &db()), Reach::Reachable);
    topology.peerings.as_mut().unwrap()[0].is_active = false;
    assert_eq!(from(&topology, &["a"], &db()), blocked(Block::PeeringInactive { peering: "pcx".to_owned() }));
}

#[test]
fn an_address_is_followed_as_far_as_it_is_known() {
    let to = |host: &str, port| Destination::Host { host: host.to_owned(), port };
    let topology = article();
    assert_eq!(from(&topology, &["a"], &to("93.184.216.34", 443)), Reach::Reachable);
    assert_eq!(from(&topology, &["a"], &to("10.0.2.9", 6379)), unknown(Doubt::Stranger));
    // The name of a database is known, at the port that is asked for; any other is resolved in the VPC.
    assert_eq!(from(&topology, &["a"], &to("DB.rds.amazonaws.com", 5432)), Reach::Reachable);
    let closed = blocked(Block::GroupsIn { groups: strings(&["sg-db"]), port: 3306 });
    assert_eq!(from(&topology, &["a"], &to("db.rds.amazonaws.com", 3306)), closed);
    assert_eq!(from(&topology, &["a"], &to("cache.internal", 6379)), unknown(Doubt::Name));
    let v6 = blocked(Block::NoAddresses { subnet: "a".to_owned(), v6: true });
    assert_eq!(from(&topology, &["a"], &to("[2001:db8::1]", 443)), v6);
    assert_eq!(from(&topology, &["a"], &Destination::Target { id: "none".to_owned() }), unknown(Doubt::Absent));
}

#[test]
fn ipv6_needs_no_nat_gateway() {
    let with = |via: Via| {
        changed(|topology| {
            topology.subnets[0].v6 = Some("2001:db8:0:1::/64".parse().unwrap());
            groups(topology)[0].rules.push(rule(Direction::Out, Protocol::All, Peer::Net(net("::/0"))));
            acls(topology)[0]
                .entries
                .extend([Direction::In, Direction::Out].map(|way| entry(101, way, true, Protocol::All, "::/0")));
            tables(topology)[0].routes.push(route("::/0", via));
        })
    };
    let internet = Destination::Internet { v6: true };
    for via in [Via::EgressOnlyGateway("eigw".to_owned()), Via::InternetGateway("igw".to_owned())] {
        assert_eq!(from(&with(via), &["a"], &internet), Reach::Reachable);
    }
    let other = with(Via::EgressOnlyGateway("eigw".to_owned()));
    assert_eq!(from(&other, &["b"], &internet), blocked(Block::NoAddresses { subnet: "b".to_owned(), v6: true }));
}

#[test]
fn what_could_not_be_read_is_a_doubt_unless_something_known_is_in_the_way() {
    let unread = |action: &str| Unread { action: action.to_owned() };
    let doubt = |action: &str| unknown(Doubt::Unread { action: action.to_owned() });
    let nats = changed(|topology| topology.nats = Err(unread("ec2:DescribeNatGateways")));
    assert_eq!(from(&nats, &["a"], &INTERNET), doubt("ec2:DescribeNatGateways"));
    assert_eq!(from(&nats, &["a"], &db()), Reach::Reachable);
    assert!(matches!(from(&nats, &["public"], &INTERNET), Reach::Blocked { .. }));
    let groups_unread = changed(|topology| topology.groups = Err(unread("ec2:DescribeSecurityGroups")));
    assert_eq!(from(&groups_unread, &["a"], &db()), doubt("ec2:DescribeSecurityGroups"));
    let tables_unread = changed(|topology| topology.tables = Err(unread("ec2:DescribeRouteTables")));
    assert_eq!(from(&tables_unread, &["a"], &INTERNET), doubt("ec2:DescribeRouteTables"));
    // There may be an endpoint, and a list may allow it: neither is known to be in the way.
    let endpoints = changed(|topology| {
        topology.endpoints = Err(unread("ec2:DescribeVpcEndpoints"));
        tables(topology)[0].routes.truncate(1);
    });
    assert_eq!(from(&endpoints, &["a"], &service("s3")), doubt("ec2:DescribeVpcEndpoints"));
    assert!(matches!(from(&endpoints, &["a"], &INTERNET), Reach::Blocked { .. }));
    let listed = changed(|topology| {
        topology.lists = Err(unread("ec2:DescribePrefixLists"));
        groups(topology)[0].rules = vec![rule(Direction::Out, tcp(443), Peer::List("pl-own".to_owned()))];
    });
    let partly = unknown(Doubt::GroupsPartly { groups: strings(&["sg-app"]) });
    assert_eq!(from(&listed, &["a"], &INTERNET), partly);
    // Another VPC has the same addresses.
    let twice = changed(|topology| {
        topology.subnets.insert(0, subnet("other", "vpc-2", "1a", "10.0.2.0/24"));
        // Within the own subnet there is no ACL on the way.
        acls(topology)[0].entries.clear();
    });
    let stranger = Destination::Host { host: "10.0.2.9".to_owned(), port: 6379 };
    assert_eq!(from(&twice, &["b"], &stranger), unknown(Doubt::Stranger));
    let unseen = changed(|topology| topology.interfaces = Err(unread("ec2:DescribeNetworkInterfaces")));
    assert_eq!(from(&unseen, &["b"], &stranger), doubt("ec2:DescribeNetworkInterfaces"));
    let names = changed(|topology| topology.vpcs[0].dns_support = None);
    assert_eq!(from(&names, &["a"], &INTERNET), doubt("ec2:DescribeVpcAttribute"));
    assert_eq!(from(&article(), &[], &INTERNET), unknown(Doubt::Absent));
}

#[test]
fn what_has_an_address_is_known_by_its_interface() {
    let with = |groups: &[&str]| {
        changed(|topology| {
            topology.interfaces = Ok(vec![
                eni("eni-cache", "b", "10.0.2.9", groups),
                // The same address in another VPC is something else.
                Interface { vpc: "vpc-2".to_owned(), ..eni("eni-far", "far", "10.0.2.9", &["sg-app"]) },
            ]);
        })
    };
    let to = Destination::Host { host: "10.0.2.9".to_owned(), port: 5432 };
    assert_eq!(from(&with(&["sg-db"]), &["a", "b"], &to), Reach::Reachable);
    let closed = Block::GroupsIn { groups: strings(&["sg-app"]), port: 5432 };
    assert_eq!(from(&with(&["sg-app"]), &["a"], &to), blocked(closed));
    assert_eq!(from(&with(&[]), &["a"], &to), Reach::Reachable, "nothing guards it");
    let hops = verdict(&with(&["sg-db"]), REGION, &strings(&["a"]), &strings(&["sg-app"]), &to).paths.remove(0).hops;
    assert_eq!(hops.last(), Some(&Hop::Interface { id: "eni-cache".to_owned() }));
}

#[test]
fn what_can_be_asked_about_is_in_the_vpc_and_not_app_runners_own() {
    let topology = changed(|topology| {
        topology.names.insert("eni-2".to_owned(), "bastion".to_owned());
        topology.interfaces = Ok(vec![
            Interface { what: "RDSNetworkInterface".to_owned(), ..eni("eni-1", "a", "10.0.1.9", &[]) },
            eni("eni-2", "a", "10.0.1.8", &[]),
            Interface { is_app_runners: true, ..eni("eni-3", "a", "10.0.1.7", &[]) },
            Interface { vpc: "vpc-2".to_owned(), ..eni("eni-4", "far", "10.9.1.7", &[]) },
            Interface { addresses: Vec::new(), ..eni("eni-5", "a", "10.0.1.6", &[]) },
        ]);
    });
    let rows = interfaces(&topology, &strings(&["a"]));
    let rows: Vec<_> = rows.iter().map(|row| (row.address.as_str(), row.what.as_str())).collect();
    assert_eq!(rows, [("10.0.1.9", "RDSNetworkInterface"), ("10.0.1.8", "bastion")]);
    assert_eq!(interfaces(&topology, &[]), []);
}

#[test]
fn a_policy_of_an_endpoint_may_keep_something_back() {
    let narrow = |kind: EndpointKind, service: &str| {
        changed(|topology| {
            let endpoint = Endpoint { has_narrow_policy: true, kind, ..interface(service, &["sg-open"]) };
            groups(topology)
                .push(group("sg-open", vec![rule(Direction::In, Protocol::All, Peer::Net(net("0.0.0.0/0")))]));
            topology.endpoints = Ok(vec![endpoint]);
        })
    };
    let doubted = |topology: &Topology, name: &str| {
        let endpoint = topology.endpoints.as_ref().unwrap()[0].id.clone();
        assert_eq!(from(topology, &["a"], &service(name)), unknown(Doubt::EndpointPolicy { endpoint }), "{name}");
    };
    let by_interface = interface("secretsmanager", &["sg-open"]).kind;
    doubted(&narrow(by_interface, "secretsmanager"), "secretsmanager");
    doubted(&narrow(EndpointKind::Gateway { tables: strings(&["rtb-private"]) }, "s3"), "s3");
}
