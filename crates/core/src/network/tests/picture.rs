//! What is said of subnets before they are chosen.

use super::*;

fn asked(subnets: &[&str], instances: u32) -> PictureAsked {
    PictureAsked { vpc: None, subnets: strings(subnets), groups: Vec::new(), instances: Some(instances) }
}

fn look(topology: &Topology, subnets: &[&str]) -> Picture {
    picture(topology, &[], &[], &asked(subnets, 25))
}

fn card<'a>(picture: &'a Picture, id: &str) -> &'a SubnetCard {
    picture.zones.iter().flat_map(|zone| &zone.subnets).find(|card| card.id == id).unwrap()
}

#[test]
fn the_article_s_vpc_lies_zone_by_zone() {
    let mut topology = article();
    topology.names.insert("a".to_owned(), "shop-private-a".to_owned());
    let used = InUse { name: "to-shop".to_owned(), subnets: strings(&["a"]) };
    let picture = picture(&topology, &[used], &[], &asked(&[], 25));
    assert_eq!(picture.vpc.as_deref(), Some("vpc"));
    let zones: Vec<_> = picture.zones.iter().map(|zone| (zone.name.as_str(), zone.id.as_str())).collect();
    assert_eq!(zones, [("1a", "apne1-1a"), ("1c", "apne1-1c")]);
    // By address, so that what belongs together stays together.
    let first: Vec<_> = picture.zones[0].subnets.iter().map(|card| card.id.as_str()).collect();
    assert_eq!(first, ["public", "a"]);
    let a = card(&picture, "a");
    assert_eq!((a.name.as_deref(), &a.connectors[..]), (Some("shop-private-a"), &strings(&["to-shop"])[..]));
    let tables: Vec<_> = picture.tables.iter().map(|table| (table.id.as_str(), table.routes.len())).collect();
    assert_eq!(tables, [("rtb-public", 1), ("rtb-private", 1)]);
    let exits: Vec<_> = picture.exits.iter().map(|exit| (exit.via.id().unwrap(), exit.zone.as_deref())).collect();
    assert_eq!(exits, [("igw", None), ("nat", Some("1a"))]);
}

#[test]
fn a_subnet_is_public_private_or_isolated() {
    let local = || route("10.0.0.0/16", Via::Local);
    let default = |via| vec![local(), route("0.0.0.0/0", via)];
    let gateway = || Via::InternetGateway("igw".to_owned());
    for (routes, kind) in [
        (default(gateway()), SubnetKind::Public),
        (vec![local(), route("8.8.8.0/24", gateway())], SubnetKind::Public),
        // A NAT gateway for IPv4, and the internet gateway for IPv6.
        (vec![local(), route("0.0.0.0/0", Via::Nat("nat".to_owned())), route("::/0", gateway())], SubnetKind::Private),
        (default(Via::Nat("nat".to_owned())), SubnetKind::Private),
        (default(Via::TransitGateway("tgw".to_owned())), SubnetKind::Private),
        (vec![local()], SubnetKind::Isolated),
        (vec![local(), route("10.9.0.0/16", Via::Peering("pcx".to_owned()))], SubnetKind::Isolated),
    ] {
        let mut topology = article();
        topology.tables = Ok(vec![table("rtb", "vpc", &["a"], routes)]);
        let picture = look(&topology, &[]);
        assert_eq!(card(&picture, "a").kind, kind, "{:?}", topology.tables);
        assert_eq!(card(&picture, "b").kind, SubnetKind::Unknown);
    }
}

#[test]
fn badges_say_what_will_hurt() {
    let mut topology = article();
    topology.subnets[1].free_addresses = 12;
    let hole = Route { is_blackhole: true, ..route("10.9.0.0/16", Via::Peering("pcx".to_owned())) };
    if let Ok(tables) = &mut topology.tables {
        tables[0].routes.push(hole);
    }
    let hole = || Badge::Blackhole { to: "10.9.0.0/16".to_owned() };
    let picture = look(&topology, &[]);
    assert_eq!(card(&picture, "a").badges, [hole()]);
    let elsewhere = Badge::NatElsewhere { zone: "1a".to_owned() };
    assert_eq!(card(&picture, "b").badges, [elsewhere, hole(), Badge::FewAddresses { needed: 50 }]);
    assert_eq!(card(&picture, "public").badges, [Badge::NoNat]);
    let refused = super::picture(&topology, &[], &strings(&["apne1-1a"]), &asked(&[], 25));
    assert_eq!(card(&refused, "a").badges, [Badge::ZoneRefused, hole()]);
    // It may be taken by now; a zone that is known from reports is not.
    assert_eq!(card(&refused, "a").unfit, None);
    topology.subnets[0].zone_id = "use1-az3".to_owned();
    assert_eq!(card(&look(&topology, &[]), "a").unfit, Some(Unfit::ZoneRefused));
    topology.nats = Ok(Vec::new());
    assert!(card(&look(&topology, &[]), "b").badges.contains(&Badge::NoNat));
    assert_eq!(look(&topology, &["a"]).costs, []);
}

#[test]
fn what_does_not_fit_says_why_and_what_is_chosen_always_fits() {
    let mut topology = article();
    topology.subnets[1].v6 = Some("2001:db8::/64".parse().unwrap());
    assert_eq!(card(&look(&topology, &[]), "b").unfit, None);
    let picture = look(&topology, &["a"]);
    assert_eq!(card(&picture, "b").unfit, Some(Unfit::OtherAddresses));
    assert_eq!((card(&picture, "a").unfit, card(&picture, "public").unfit), (None, None));
    let both = look(&topology, &["a", "b"]);
    assert_eq!(card(&both, "b").unfit, None);
    assert_eq!(both.notes, [Note::MixedAddresses]);
    topology.subnets[1].v4 = None;
    assert_eq!(card(&look(&topology, &[]), "b").unfit, Some(Unfit::NoV4));
}

#[test]
fn the_chosen_ones_are_looked_at_together() {
    let mut topology = article();
    assert_eq!(look(&topology, &[]).notes, []);
    assert_eq!(look(&topology, &["a", "b"]).notes, []);
    assert_eq!(look(&topology, &["a", "public"]).notes, [Note::OneZone { zone: "1a".to_owned() }]);
    for subnet in &mut topology.subnets {
        subnet.free_addresses = 20;
    }
    assert_eq!(look(&topology, &["a", "b"]).notes, [Note::FewAddresses { free: 40, needed: 50 }]);
    assert_eq!(super::picture(&topology, &[], &[], &asked(&["a", "b"], 20)).notes, []);
}

#[test]
fn nat_gateways_cost_and_endpoints_are_the_other_way() {
    let topology = article();
    let costs = look(&topology, &["a", "b"]).costs;
    let of: Vec<_> = costs.iter().map(|cost| (cost.of.clone(), (cost.month * 100.0).round())).collect();
    assert_eq!(
        of,
        [(WayCostOf::Nat { id: "nat".to_owned() }, 3285.0), (WayCostOf::EndpointInstead { zones: 2 }, 1460.0)]
    );
    assert_eq!(look(&topology, &["public"]).costs, []);
}

#[test]
fn endpoints_stand_at_the_tables_that_lead_to_them() {
    let mut topology = article();
    let gateway = EndpointKind::Gateway { tables: strings(&["rtb-private"]) };
    topology.endpoints = Ok(vec![
        Endpoint { id: "vpce-s3".to_owned(), kind: gateway, ..interface("s3", &[]) },
        Endpoint { is_available: false, ..interface("secretsmanager", &[]) },
        Endpoint { vpc: "other".to_owned(), id: "vpce-other".to_owned(), ..interface("sqs", &[]) },
    ]);
    let picture = look(&topology, &[]);
    let private = picture.tables.iter().find(|table| table.id == "rtb-private").unwrap();
    assert!(private.routes.iter().any(|route| route.via == Via::Endpoint("vpce-s3".to_owned())));
    let endpoints: Vec<_> = picture.exits.iter().filter(|exit| matches!(exit.via, Via::Endpoint(_))).collect();
    let usable: Vec<_> = endpoints.iter().map(|exit| exit.is_usable).collect();
    assert_eq!(usable, [true, false]);
}

#[test]
fn what_may_not_be_read_is_named_and_the_rest_is_there() {
    let mut topology = article();
    let action = "ec2:DescribeRouteTables".to_owned();
    topology.tables = Err(topology::Unread { action: action.clone() });
    let picture = look(&topology, &["a"]);
    assert_eq!(picture.unread, [topology::Unread { action }]);
    assert_eq!(card(&picture, "a").kind, SubnetKind::Unknown);
    assert_eq!(picture.zones.len(), 2);
}

#[test]
fn a_vpc_is_that_of_the_choice_and_never_guessed_among_several() {
    let mut topology = article();
    topology.vpcs.push(Vpc { id: "vpc-2".to_owned(), nets: vec![net("10.1.0.0/16")], ..topology.vpcs[0].clone() });
    topology.subnets.push(subnet("c", "vpc-2", "1a", "10.1.1.0/24"));
    assert_eq!(look(&topology, &[]).vpc, None);
    assert_eq!(look(&topology, &["c"]).vpc.as_deref(), Some("vpc-2"));
    let named = PictureAsked { vpc: Some("vpc".to_owned()), ..asked(&[], 1) };
    assert_eq!(picture(&topology, &[], &[], &named).vpc.as_deref(), Some("vpc"));
}

#[test]
fn groups_are_rules_that_can_be_said() {
    let topology = article();
    let asked = PictureAsked { groups: strings(&["sg-app"]), ..asked(&["a"], 1) };
    let cards = picture(&topology, &[], &[], &asked).groups;
    let out = RuleCard { way: Direction::Out, traffic: Traffic::All, peer: PeerCard::Anywhere };
    let inward = RuleCard {
        way: Direction::In,
        traffic: Traffic::Tcp { from: 5432, to: 5432 },
        peer: PeerCard::Group { id: "sg-app".to_owned() },
    };
    let said: Vec<_> = cards.iter().map(|card| (card.id.as_str(), &card.databases[..], &card.rules[..])).collect();
    assert_eq!(said, [("sg-app", &[][..], &[out][..]), ("sg-db", &strings(&["db"])[..], &[inward][..])]);
    // Without any, the VPC's own holds.
    assert_eq!(look(&topology, &["a"]).groups[0].id, "sg-default");
}

#[test]
fn the_interfaces_that_app_runner_made_are_those_of_the_connectors_groups() {
    let mut topology = article();
    let made =
        |id: &str, address: &str, groups: &[&str]| Interface { is_app_runners: true, ..eni(id, "a", address, groups) };
    topology.interfaces = Ok(vec![
        made("eni-1", "10.0.1.20", &["sg-app"]),
        made("eni-2", "10.0.1.9", &["sg-app"]),
        made("eni-3", "10.0.1.8", &["sg-default"]),
        eni("eni-4", "a", "10.0.1.7", &["sg-app"]),
    ]);
    let with = |groups: &[&str], subnets: &[&str]| {
        let asked = PictureAsked { groups: strings(groups), ..asked(subnets, 1) };
        card(&super::picture(&topology, &[], &[], &asked), "a").instances.clone()
    };
    assert_eq!(with(&["sg-app"], &["a", "b"]), ["10.0.1.9", "10.0.1.20"]);
    assert_eq!(with(&[], &["a"]), ["10.0.1.8"]);
    assert_eq!(with(&["sg-app"], &["b"]), Vec::<String>::new());
    topology.interfaces = Err(Unread { action: "ec2:DescribeNetworkInterfaces".to_owned() });
    assert_eq!(look(&topology, &["a"]).unread.len(), 1);
}
