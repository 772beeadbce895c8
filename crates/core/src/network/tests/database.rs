//! What is proposed for a database.

use super::*;
use crate::draft::{Outgoing, Variable, VariableSource};
use crate::service::ConnectorOption;

fn connector(name: &str, subnets: &[&str], groups: &[&str]) -> ConnectorOption {
    ConnectorOption {
        status: crate::service::ConnectorStatus::Active,
        name: name.to_owned(),
        arn: format!("arn:{name}"),
        subnets: strings(subnets),
        security_groups: strings(groups),
    }
}

fn proposed(topology: &Topology, connectors: &[ConnectorOption]) -> DatabaseProposal {
    propose(topology, REGION, connectors, &[], "db", "web-connector").unwrap()
}

fn new(way: &DatabaseWay) -> (Vec<String>, Vec<String>) {
    let Outgoing::NewConnector { vpc, subnets, security_groups, .. } = &way.outgoing else { unreachable!("{way:?}") };
    assert_eq!(vpc, "vpc");
    (subnets.clone(), security_groups.clone())
}

#[test]
fn a_new_connector_takes_private_subnets_and_the_group_that_is_let_in() {
    let proposal = proposed(&article(), &[]);
    let [way] = &proposal.ways[..] else { unreachable!("{proposal:#?}") };
    assert_eq!(new(way), (strings(&["a", "b"]), strings(&["sg-app"])));
    assert_eq!((&way.reach, way.name.as_str()), (&Reach::Reachable, "web-connector"));
}

#[test]
fn of_a_zone_the_subnet_with_more_room_is_taken_and_isolated_ones_where_there_are_no_others() {
    let mut topology = article();
    let mut roomy = subnet("roomy", "vpc", "1a", "10.0.3.0/24");
    roomy.free_addresses = 251;
    topology.subnets.push(roomy);
    assert_eq!(new(&proposed(&topology, &[]).ways[0]).0, strings(&["roomy", "b"]));
    topology.tables =
        Ok(vec![RouteTable { is_main: true, ..table("rtb", "vpc", &[], vec![route("10.0.0.0/16", Via::Local)]) }]);
    assert_eq!(new(&proposed(&topology, &[]).ways[0]).0.len(), 2);
    let refused = strings(&["apne1-1a"]);
    let proposal = propose(&topology, REGION, &[], &refused, "db", "web-connector").unwrap();
    assert_eq!(new(&proposal.ways[0]).0, strings(&["b"]));
    for subnet in &mut topology.subnets {
        subnet.v6 = Some("2001:db8::/64".parse().unwrap());
    }
    assert_eq!(new(&proposed(&topology, &[]).ways[0]).0.len(), 2);
    topology.subnets.clear();
    assert_eq!(proposed(&topology, &[]).ways, []);
}

#[test]
fn a_connector_that_reaches_it_comes_first_and_one_of_another_vpc_is_none() {
    let mut topology = article();
    topology.subnets.push(subnet("far", "vpc-2", "1a", "10.1.1.0/24"));
    let connectors = [
        connector("kept-out", &["a"], &["sg-default"]),
        connector("lets-in", &["a", "b"], &["sg-app"]),
        connector("elsewhere", &["far"], &["sg-app"]),
    ];
    let names: Vec<_> = proposed(&topology, &connectors).ways.into_iter().map(|way| way.name).collect();
    assert_eq!(names, ["lets-in", "web-connector", "kept-out"]);
}

#[test]
fn where_no_group_is_let_in_the_vpc_s_own_is_taken_and_the_verdict_says_so() {
    let mut topology = article();
    if let Ok(groups) = &mut topology.groups {
        groups[1].rules = Vec::new();
    }
    let proposal = proposed(&topology, &[]);
    assert_eq!(new(&proposal.ways[0]).1, Vec::<String>::new());
    assert!(matches!(proposal.ways[0].reach, Reach::Blocked { by: Block::GroupsIn { port: 5432, .. } }));
}

fn named(variables: &[Variable]) -> Vec<(&str, &str)> {
    variables.iter().map(|variable| (variable.name.as_str(), variable.value.as_str())).collect()
}

#[test]
fn variables_are_those_that_libraries_read() {
    let mut topology = article();
    let proposal = proposed(&topology, &[]);
    let host = ("PGHOST", "db.rds.amazonaws.com");
    let wanted = [host, ("PGPORT", "5432"), ("PGDATABASE", "shop"), ("PGUSER", "ann"), ("PGPASSWORD", "")];
    assert_eq!(named(&proposal.parts), wanted);
    let url = "postgresql://ann:PASSWORD@db.rds.amazonaws.com:5432/shop";
    assert_eq!((named(&proposal.url), proposal.knows_password), (vec![("POSTGRES_URL", url)], false));
    for (engine, name, url) in [
        ("aurora-mysql", "DB_HOST", "mysql://ann:PASSWORD@db.rds.amazonaws.com:5432/shop"),
        ("oracle-se2", "DB_HOST", "oracle-se2://ann:PASSWORD@db.rds.amazonaws.com:5432/shop"),
    ] {
        topology.targets[0].engine = engine.to_owned();
        let proposal = proposed(&topology, &[]);
        assert_eq!((proposal.parts[0].name.as_str(), proposal.url[0].value.as_str()), (name, url));
    }
}

#[test]
fn a_password_that_rds_keeps_is_referred_to_and_never_read() {
    let mut topology = article();
    topology.targets[0].secret = Some("arn:aws:secretsmanager:ap-northeast-1:1:secret:rds-AbCdEf".to_owned());
    let proposal = proposed(&topology, &[]);
    let password = proposal.parts.last().unwrap();
    assert_eq!(password.source, VariableSource::SecretsManager);
    assert_eq!(password.value, "arn:aws:secretsmanager:ap-northeast-1:1:secret:rds-AbCdEf:password::");
    assert!(proposal.knows_password);
}
