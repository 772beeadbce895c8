//! What it takes to connect a service to a database: a connector that reaches it, and the environment variables that say
//! where it is.
//!
//! Refuses: passwords. They are a secret that RDS keeps, or for the person to give.

use serde::{Deserialize, Serialize};

use super::picture::{SubnetKind, kind_of};
use super::topology::{Direction, Peer, Protocol, Subnet, Target, Topology};
use super::verdict::{Destination, Reach, verdict};
use super::view::TargetRow;
use crate::draft::{Outgoing, Variable, VariableSource};
use crate::service::ConnectorOption;
use crate::vpc;

/// What a person fills in instead of this.
const PASSWORD: &str = "PASSWORD";

/// What is proposed for a database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct DatabaseProposal {
    /// The database.
    pub database: TargetRow,
    /// Ways to it, the best first; one is a new connector, unless the VPC has no subnet for one.
    pub ways: Vec<DatabaseWay>,
    /// Environment variables for each part: host, port, name, user, password.
    pub parts: Vec<Variable>,
    /// One environment variable with everything, which a person completes by the password.
    pub url: Vec<Variable>,
    /// Whether the password is in a secret that RDS keeps, and the parts refer to it.
    pub knows_password: bool,
}

/// A way to a database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct DatabaseWay {
    /// The connector.
    pub outgoing: Outgoing,
    /// Its name.
    pub name: String,
    /// Whether the database is reached by it.
    pub reach: Reach,
}

/// The proposal for a database; `None` when there is none of that id. `name` is that of a new connector.
pub fn propose(
    topology: &Topology,
    region: &str,
    connectors: &[ConnectorOption],
    refused: &[String],
    id: &str,
    name: &str,
) -> Option<DatabaseProposal> {
    let target = topology.targets.iter().find(|target| target.id == id)?;
    let to = Destination::Target { id: id.to_owned() };
    let in_vpc = |connector: &&ConnectorOption| {
        let of = topology.subnets.iter().find(|subnet| connector.subnets.contains(&subnet.id));
        of.is_some_and(|subnet| subnet.vpc == target.vpc)
    };
    let mut ways: Vec<DatabaseWay> = connectors
        .iter()
        .filter(in_vpc)
        .map(|connector| DatabaseWay {
            outgoing: Outgoing::Connector { arn: connector.arn.clone() },
            name: connector.name.clone(),
            reach: verdict(topology, region, &connector.subnets, &connector.security_groups, &to).reach,
        })
        .collect();
    ways.extend(new_way(topology, region, refused, target, &to, name));
    ways.sort_by_key(|way| match way.reach {
        Reach::Reachable => 0,
        Reach::Unknown { .. } => 1,
        Reach::Blocked { .. } => 2,
    });
    Some(DatabaseProposal {
        database: TargetRow::of(target),
        ways,
        parts: parts(target),
        url: vec![url(target)],
        knows_password: target.secret.is_some(),
    })
}

/// A new connector beside the database: one private subnet in each zone, or isolated ones where there are no others, and
/// the security group that the database lets in.
fn new_way(
    topology: &Topology,
    region: &str,
    refused: &[String],
    target: &Target,
    to: &Destination,
    name: &str,
) -> Option<DatabaseWay> {
    let of_kind = |(kind, is_dual): (SubnetKind, bool)| {
        let mut chosen: Vec<&Subnet> = Vec::new();
        let fits = |subnet: &&Subnet| {
            let is_v4 = subnet.v4.is_some() && subnet.v6.is_some() == is_dual && subnet.free_addresses > 0;
            let is_there = subnet.vpc == target.vpc && kind_of(topology, subnet) == kind;
            is_v4 && is_there && !vpc::is_refused(&subnet.zone_id, refused)
        };
        for subnet in topology.subnets.iter().filter(fits) {
            match chosen.iter_mut().find(|one| one.zone == subnet.zone) {
                Some(one) if one.free_addresses < subnet.free_addresses => *one = subnet,
                Some(_) => {}
                None => chosen.push(subnet),
            }
        }
        chosen.into_iter().map(|subnet| subnet.id.clone()).collect::<Vec<_>>()
    };
    // All with IPv4 only, or all with both: App Runner takes one or the other.
    let kinds = [SubnetKind::Private, SubnetKind::Isolated].into_iter().flat_map(|kind| [(kind, false), (kind, true)]);
    let subnets = kinds.map(of_kind).find(|ids| !ids.is_empty())?;
    let reach = |groups: &[String]| verdict(topology, region, &subnets, groups, to).reach;
    let groups =
        let_in(topology, target).into_iter().map(|group| vec![group]).find(|group| reach(group) == Reach::Reachable);
    let groups = groups.unwrap_or_default();
    Some(DatabaseWay {
        reach: reach(&groups),
        name: name.to_owned(),
        outgoing: Outgoing::NewConnector {
            name: name.to_owned(),
            vpc: target.vpc.clone(),
            subnets,
            security_groups: groups,
            tags: Vec::new(),
        },
    })
}

/// The security groups that a database's own let in at its port, but themselves.
fn let_in(topology: &Topology, target: &Target) -> Vec<String> {
    let own = topology.groups.iter().flatten().filter(|group| target.groups.contains(&group.id));
    let fits = |protocol: Protocol| match protocol {
        Protocol::All => true,
        Protocol::Tcp(from, to) => (from..=to).contains(&target.port),
        Protocol::Other => false,
    };
    let rules = own.flat_map(|group| &group.rules).filter(|rule| rule.way == Direction::In && fits(rule.protocol));
    let peers = rules.filter_map(|rule| match &rule.peer {
        Peer::Group(id) if !target.groups.contains(id) => Some(id.clone()),
        _ => None,
    });
    let is_here =
        |id: &String| topology.groups.iter().flatten().any(|group| group.id == *id && group.vpc == target.vpc);
    peers.filter(is_here).collect()
}

/// What the libraries of a kind of database call the parts of an address, and how its URLs begin.
struct Dialect {
    host: &'static str,
    port: &'static str,
    database: &'static str,
    user: &'static str,
    password: &'static str,
    url: &'static str,
    scheme: &'static str,
}

/// libpq's own names, which PostgreSQL's libraries read by themselves. (PostgreSQL documentation, *Environment Variables*.)
const POSTGRES: Dialect = Dialect {
    host: "PGHOST",
    port: "PGPORT",
    database: "PGDATABASE",
    user: "PGUSER",
    password: "PGPASSWORD",
    url: "POSTGRES_URL",
    scheme: "postgresql",
};
const MYSQL: Dialect = Dialect { url: "MYSQL_URL", scheme: "mysql", ..OTHER };
const OTHER: Dialect = Dialect {
    host: "DB_HOST",
    port: "DB_PORT",
    database: "DB_NAME",
    user: "DB_USER",
    password: "DB_PASSWORD",
    url: "DATABASE_URL",
    scheme: "",
};

fn dialect(engine: &str) -> &'static Dialect {
    match engine {
        "postgres" | "aurora-postgresql" => &POSTGRES,
        "mysql" | "mariadb" | "aurora-mysql" => &MYSQL,
        _ => &OTHER,
    }
}

fn parts(target: &Target) -> Vec<Variable> {
    let names = dialect(&target.engine);
    let plain = |name: &str, value: &str| Variable {
        source: VariableSource::Plain,
        name: name.to_owned(),
        value: value.to_owned(),
    };
    let password = match &target.secret {
        // Of the secret's JSON the member `password`. (RDS User Guide, *Password management with Secrets Manager*.)
        Some(arn) => Variable {
            source: VariableSource::SecretsManager,
            name: names.password.to_owned(),
            value: format!("{arn}:password::"),
        },
        None => plain(names.password, ""),
    };
    let mut parts = vec![plain(names.host, &target.host), plain(names.port, &target.port.to_string())];
    parts.extend(target.database.as_deref().map(|database| plain(names.database, database)));
    parts.extend(target.user.as_deref().map(|user| plain(names.user, user)));
    parts.push(password);
    parts
}

fn url(target: &Target) -> Variable {
    let names = dialect(&target.engine);
    let scheme = if names.scheme.is_empty() { &target.engine } else { names.scheme };
    let user = target.user.as_deref().unwrap_or("USER");
    let database = target.database.as_deref().unwrap_or("DATABASE");
    let Target { host, port, .. } = target;
    let value = format!("{scheme}://{user}:{PASSWORD}@{host}:{port}/{database}");
    Variable { source: VariableSource::Plain, name: names.url.to_owned(), value }
}
