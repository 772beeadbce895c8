//! Who gets to an interface endpoint, by the article's network with an endpoint in its private subnets.

use super::super::{EntryAsked, EntryView, PeerCard, Traffic};
use super::*;

/// The endpoint's group lets in `sg-app` and the addresses of the subnet `public`, by HTTPS.
fn with_endpoint(change: impl FnOnce(&mut Topology)) -> Topology {
    let mut topology = changed(|topology| {
        let way_in = [
            rule(Direction::In, tcp(443), Peer::Group("sg-app".to_owned())),
            rule(Direction::In, tcp(443), Peer::Net(net("10.0.0.0/24"))),
        ];
        groups(topology).push(group("sg-in", way_in.to_vec()));
        groups(topology).push(group("sg-shy", Vec::new()));
        topology.endpoints = Ok(vec![Endpoint {
            id: "vpce".to_owned(),
            vpc: "vpc".to_owned(),
            service: "com.amazonaws.ap-northeast-1.apprunner.requests".to_owned(),
            kind: EndpointKind::Interface {
                subnets: strings(&["a", "b"]),
                groups: strings(&["sg-in"]),
                has_private_dns: false,
            },
            is_available: true,
            has_narrow_policy: false,
        }]);
    });
    change(&mut topology);
    topology
}

fn asked(topology: &Topology, groups: &[&str]) -> EntryView {
    let asked = EntryAsked { endpoint: "vpce".to_owned(), vpc: None, groups: strings(groups), place: None };
    entry_of(topology, &asked).unwrap()
}

fn entry_of(topology: &Topology, asked: &EntryAsked) -> Option<EntryView> {
    super::super::entry(topology, REGION, asked, 0.0).unwrap()
}

fn ways(view: &EntryView) -> Vec<(&str, Reach)> {
    view.reached.paths.iter().map(|path| (path.subnet.as_str(), path.reach.clone())).collect()
}

fn not_let_in() -> Reach {
    blocked(Block::GroupsIn { groups: strings(&["sg-in"]), port: 443 })
}

#[test]
fn clients_are_let_in_by_their_group_or_by_their_address() {
    let topology = with_endpoint(|_| {});
    let reachable = |subnet| (subnet, Reach::Reachable);
    assert_eq!(ways(&asked(&topology, &["sg-app"])), ["public", "a", "b"].map(reachable));
    // Without groups of their own they have the VPC's, which the endpoint does not know.
    let unknown = asked(&topology, &[]);
    assert_eq!(ways(&unknown), [reachable("public"), ("a", not_let_in()), ("b", not_let_in())]);
    let out = blocked(Block::GroupsOut { groups: strings(&["sg-shy"]), port: 443 });
    assert_eq!(ways(&asked(&topology, &["sg-shy"]))[0], ("public", out));
}

#[test]
fn whom_the_endpoints_groups_let_in_is_said() {
    let view = asked(&with_endpoint(|_| {}), &[]);
    let [card] = &view.groups[..] else { panic!("{view:?}") };
    let peers: Vec<_> = card.rules.iter().map(|rule| (rule.traffic, rule.peer.clone())).collect();
    let https = Traffic::Tcp { from: 443, to: 443 };
    let net = PeerCard::Net { net: "10.0.0.0/24".to_owned() };
    assert_eq!(peers, [(https, PeerCard::Group { id: "sg-app".to_owned() }), (https, net)]);
    assert_eq!((view.vpc.as_str(), &view.clients[..]), ("vpc", &strings(&["sg-default"])[..]));
}

#[test]
fn an_endpoint_that_cannot_be_used_is_in_the_way() {
    let topology = with_endpoint(|topology| topology.endpoints.as_mut().unwrap()[0].is_available = false);
    let by = Block::EndpointUnusable { endpoint: "vpce".to_owned() };
    assert_eq!(asked(&topology, &["sg-app"]).reached.reach, blocked(by));
}

#[test]
fn from_another_vpc_the_way_leads_by_a_peering() {
    let other = |with_route: bool| {
        with_endpoint(|topology| {
            let second = Vpc { id: "other".to_owned(), nets: vec![net("10.9.0.0/16")], ..topology.vpcs[0].clone() };
            topology.vpcs.push(second);
            topology.subnets.push(subnet("far", "other", "1a", "10.9.1.0/24"));
            let mut routes = vec![route("10.9.0.0/16", Via::Local)];
            if with_route {
                routes.push(route("10.0.0.0/16", Via::Peering("pcx".to_owned())));
            }
            let back = route("10.9.0.0/16", Via::Peering("pcx".to_owned()));
            tables(topology).push(table("rtb-far", "other", &["far"], routes));
            tables(topology)[0].routes.push(back);
            acls(topology).push(Acl { id: "acl-far".to_owned(), ..open_acl(&["far"]) });
            groups(topology).push(Group { vpc: "other".to_owned(), ..group("sg-far", vec![to_all()]) });
            let way_in = rule(Direction::In, tcp(443), Peer::Net(net("10.9.0.0/16")));
            groups(topology).iter_mut().find(|group| group.id == "sg-in").unwrap().rules.push(way_in);
            topology.peerings = Ok(vec![Peering {
                id: "pcx".to_owned(),
                vpcs: ["vpc".to_owned(), "other".to_owned()],
                is_active: true,
            }]);
        })
    };
    let asked = EntryAsked {
        endpoint: "vpce".to_owned(),
        vpc: Some("other".to_owned()),
        groups: strings(&["sg-far"]),
        place: None,
    };
    let reach = |with_route| entry_of(&other(with_route), &asked).unwrap().reached.reach;
    assert_eq!(reach(true), Reach::Reachable);
    assert_eq!(reach(false), blocked(Block::NoRoute { table: "rtb-far".to_owned() }));
}

#[test]
fn what_is_not_there_or_could_not_be_read_is_no_answer() {
    let asked = |id: &str| EntryAsked { endpoint: id.to_owned(), vpc: None, groups: Vec::new(), place: None };
    assert_eq!(entry_of(&with_endpoint(|_| {}), &asked("vpce-0")), None);
    let hidden = with_endpoint(|topology| {
        topology.endpoints = Err(Unread { action: "ec2:DescribeVpcEndpoints".to_owned() });
    });
    let refused = super::super::entry(&hidden, REGION, &asked("vpce"), 0.0).unwrap_err();
    assert_eq!(refused.action, "ec2:DescribeVpcEndpoints");
    let unread = || Unread { action: "ec2:DescribeSecurityGroups".to_owned() };
    let view = entry_of(&with_endpoint(|topology| topology.groups = Err(unread())), &asked("vpce")).unwrap();
    assert_eq!(view.unread, [unread()]);
    assert_eq!(view.reached.reach, unknown(Doubt::Unread { action: unread().action }));
}

#[test]
fn an_endpoint_is_judged_where_it_is_supposed_to_be() {
    let topology = with_endpoint(|_| {});
    let place = crate::spec::EndpointPlace { subnets: strings(&["a"]), security_groups: strings(&["sg-shy"]) };
    let asked = EntryAsked { endpoint: "vpce".to_owned(), vpc: None, groups: strings(&["sg-app"]), place: Some(place) };
    let view = entry_of(&topology, &asked).unwrap();
    let by = blocked(Block::GroupsIn { groups: strings(&["sg-shy"]), port: 443 });
    assert!(ways(&view).iter().all(|(_, reach)| *reach == by), "{view:#?}");
    let nowhere = crate::spec::EndpointPlace { subnets: Vec::new(), security_groups: strings(&["sg-in"]) };
    let view = entry_of(&topology, &EntryAsked { place: Some(nowhere), ..asked }).unwrap();
    assert!(ways(&view).iter().all(|(_, reach)| *reach != Reach::Reachable), "{view:#?}");
}
