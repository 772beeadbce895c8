//! What is reached from the sandbox's networks, read by the gateways that read AWS.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use std::sync::mpsc::channel;

use ard_aws::Surroundings;
use ard_core::draft::Outgoing;
use ard_core::network::{Block, Destination, Doubt, PictureAsked, Reach, ReachAsked, ReachView};
use ard_core::problem::ProblemDetail;
use ard_core::run::{RunState, RunView};
use ard_core::session::{SANDBOX, SessionRef};
use ard_engine::Engine;
use ard_sandbox::{Fault, Options, Sandbox};
use support::{Place, REGION, engine_in, until};

struct Desk {
    engine: Engine,
    sandbox: Sandbox,
    session: SessionRef,
    _place: Place,
}

impl Desk {
    async fn new() -> Self {
        let (place, sandbox) = (Place::new(), Sandbox::new(Options::default()));
        let home = place.0.to_string_lossy().into_owned();
        let (sender, _) = channel();
        let surroundings = Surroundings::with(&[("HOME", &home)]);
        let engine = engine_in(surroundings, sandbox.http_client(), place.0.join("journal.sqlite3"), sender);
        let session = engine.open(SANDBOX, REGION).await.unwrap().session;
        Self { engine, sandbox, session, _place: place }
    }

    async fn reach(&self, subnets: &[&str], groups: &[&str], to: &[Destination], anew: bool) -> ReachView {
        let strings = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect();
        let asked = ReachAsked { subnets: strings(subnets), groups: strings(groups), to: to.to_vec() };
        self.engine.reach(&self.session, &asked, anew).await.unwrap()
    }

    fn calls(&self, operation: &str) -> usize {
        self.sandbox.calls().iter().filter(|call| call.operation == operation).count()
    }
}

const PRIVATE: &str = "subnet-0a11ce00000000011";
const PUBLIC: &str = "subnet-0a11ce00000000001";
const APP: &str = "sg-0a11ce00000000a99";
const INTERNET: Destination = Destination::Internet { v6: false };

fn service(name: &str) -> Destination {
    Destination::Service { name: name.to_owned() }
}

#[tokio::test]
async fn a_private_subnet_reaches_the_internet_and_aws_and_a_public_one_does_not() {
    let desk = Desk::new().await;
    let to = [INTERNET, service("s3"), service("dynamodb"), service("secretsmanager")];
    let view = desk.reach(&[PRIVATE], &[], &to, false).await;
    for verdict in &view.verdicts {
        assert_eq!(verdict.reach, Reach::Reachable, "{verdict:#?}");
    }
    let view = desk.reach(&[PUBLIC], &[], &to, false).await;
    assert!(matches!(view.verdicts[0].reach, Reach::Blocked { by: Block::PublicSubnet { .. } }), "{view:#?}");
    assert_eq!(desk.calls("DescribeRouteTables"), 1, "both are answered from what was read once");
    desk.reach(&[PUBLIC], &[], &to, true).await;
    assert_eq!(desk.calls("DescribeRouteTables"), 2);
}

#[tokio::test]
async fn the_database_is_reached_by_whom_its_group_lets_in() {
    let desk = Desk::new().await;
    let view = desk.reach(&[PRIVATE], &[], &[], false).await;
    let [database] = &view.targets[..] else { panic!("{view:#?}") };
    assert_eq!((database.id.as_str(), database.engine.as_str(), database.port), ("shop-db", "postgres", 5432));
    let to = [Destination::Target { id: "shop-db".to_owned() }];
    let by_default = desk.reach(&[PRIVATE], &[], &to, false).await.verdicts.remove(0);
    assert!(matches!(by_default.reach, Reach::Blocked { by: Block::GroupsIn { port: 5432, .. } }), "{by_default:#?}");
    let by_app = desk.reach(&[PRIVATE], &[APP], &to, false).await.verdicts.remove(0);
    assert_eq!(by_app.reach, Reach::Reachable, "{by_app:#?}");
}

#[tokio::test]
async fn what_may_not_be_read_is_a_doubt_with_the_action_that_it_takes() {
    let desk = Desk::new().await;
    let denied = || Fault::refuse(403, "UnauthorizedOperation", "You are not authorized to perform this operation.");
    desk.sandbox.faults().always("ec2", "DescribeNatGateways", denied());
    desk.sandbox.faults().always("rds", "DescribeDBInstances", Fault::refuse(403, "AccessDenied", "not authorized"));
    let view = desk.reach(&[PRIVATE], &[], &[INTERNET, service("s3")], false).await;
    let action = "ec2:DescribeNatGateways".to_owned();
    assert_eq!(view.verdicts[0].reach, Reach::Unknown { because: Doubt::Unread { action } });
    assert_eq!(view.verdicts[1].reach, Reach::Reachable, "{:#?}", view.verdicts[1]);
    assert_eq!(view.unread.iter().map(|one| one.action.as_str()).collect::<Vec<_>>(), ["rds:DescribeDBInstances"]);
}

const DEFAULT: &str = "sg-0a11ce00000000def";
const DATABASE: &str = "sg-0a11ce000000000db";

impl Desk {
    async fn is_reached(&self) -> bool {
        let to = [Destination::Target { id: "shop-db".to_owned() }];
        self.reach(&[PRIVATE], &[DEFAULT], &to, true).await.verdicts.remove(0).reach == Reach::Reachable
    }

    async fn allow(&self, from: &str) -> RunView {
        let plan = self.engine.plan_allow_inbound(&self.session, DATABASE, 5432, from).await.unwrap();
        let run = self.engine.start(&self.session, &plan.id, None).unwrap();
        until(&self.engine, &run.id, |run| !run.under_way).await
    }

    async fn undo(&self, run: &RunView) -> RunView {
        self.engine.undo(&run.id, None).unwrap();
        until(&self.engine, &run.id, |run| !run.under_way).await
    }
}

#[tokio::test]
async fn a_connector_is_let_into_the_database_and_out_again() {
    for fault in [None, Some(Fault::LoseResponse)] {
        let desk = Desk::new().await;
        assert!(!desk.is_reached().await);
        if let Some(fault) = fault.clone() {
            desk.sandbox.faults().times("ec2", "AuthorizeSecurityGroupIngress", 1, fault);
        }
        let run = desk.allow(DEFAULT).await;
        assert_eq!(run.state, RunState::Succeeded, "{run:#?}");
        assert!(desk.is_reached().await);
        assert_eq!(desk.calls("AuthorizeSecurityGroupIngress"), 1);
        assert_eq!(desk.undo(&run).await.state, RunState::Undone);
        assert!(!desk.is_reached().await);
        // What others are let in by stays.
        let to = [Destination::Target { id: "shop-db".to_owned() }];
        assert_eq!(desk.reach(&[PRIVATE], &[APP], &to, false).await.verdicts[0].reach, Reach::Reachable);
    }
}

#[tokio::test]
async fn a_rule_that_was_there_before_stays_when_it_is_undone() {
    let desk = Desk::new().await;
    let run = desk.allow(APP).await;
    assert_eq!(run.state, RunState::Succeeded, "{run:#?}");
    assert_eq!(desk.calls("AuthorizeSecurityGroupIngress"), 0);
    assert_eq!(desk.undo(&run).await.state, RunState::Undone);
    let to = [Destination::Target { id: "shop-db".to_owned() }];
    assert_eq!(desk.reach(&[PRIVATE], &[APP], &to, true).await.verdicts[0].reach, Reach::Reachable);
}

#[tokio::test]
async fn a_database_is_connected_by_what_reaches_it() {
    let desk = Desk::new().await;
    let proposal = desk.engine.propose_database(&desk.session, "shop-db", "web-connector").await.unwrap();
    let [way] = &proposal.ways[..] else { unreachable!("{proposal:#?}") };
    assert_eq!(way.reach, Reach::Reachable);
    let Outgoing::NewConnector { subnets, security_groups, .. } = &way.outgoing else { unreachable!("{way:?}") };
    assert_eq!((subnets.len(), &security_groups[..]), (3, &[APP.to_owned()][..]));
    let names: Vec<_> = proposal.parts.iter().map(|variable| variable.name.as_str()).collect();
    assert_eq!(names, ["PGHOST", "PGPORT", "PGDATABASE", "PGUSER", "PGPASSWORD"]);
    assert!(proposal.url[0].value.starts_with("postgresql://shop:PASSWORD@shop-db."), "{proposal:?}");
    let gone = desk.engine.propose_database(&desk.session, "gone", "web-connector").await.unwrap_err();
    assert_eq!(gone.detail, ProblemDetail::NotFound);
}

#[tokio::test]
async fn what_has_an_address_in_the_vpc_can_be_asked_about() {
    let desk = Desk::new().await;
    let view = desk.reach(&[PRIVATE], &[], &[], false).await;
    let database = view.interfaces.iter().find(|one| one.what == "RDSNetworkInterface").unwrap();
    let to = [Destination::Host { host: database.address.clone(), port: 5432 }];
    assert_eq!(desk.reach(&[PRIVATE], &[APP], &to, false).await.verdicts[0].reach, Reach::Reachable);
    let groups = vec![DATABASE.to_owned()];
    let closed = Reach::Blocked { by: Block::GroupsIn { groups, port: 5432 } };
    assert_eq!(desk.reach(&[PRIVATE], &[DEFAULT], &to, false).await.verdicts[0].reach, closed);
    let endpoint = |what: &str| what.starts_with("VPC Endpoint Interface vpce-");
    assert!(view.interfaces.iter().any(|one| endpoint(&one.what)), "{:?}", view.interfaces);
    // Without the right to look, only that is unknown.
    desk.sandbox.faults().always("ec2", "DescribeNetworkInterfaces", Fault::refuse(403, "UnauthorizedOperation", "no"));
    let view = desk.reach(&[PRIVATE], &[APP], &to, true).await;
    let action = "ec2:DescribeNetworkInterfaces".to_owned();
    assert_eq!(view.verdicts[0].reach, Reach::Unknown { because: Doubt::Unread { action } });
    assert_eq!(view.interfaces, []);
}

#[tokio::test]
async fn connectors_that_cannot_be_read_keep_nothing_else_away() {
    let desk = Desk::new().await;
    let asked = PictureAsked { vpc: None, subnets: vec![PRIVATE.to_owned()], groups: Vec::new(), instances: None };
    desk.sandbox.faults().always("apprunner", "ListVpcConnectors", Fault::denied());
    desk.reach(&[PRIVATE], &[], &[INTERNET], false).await;
    let picture = desk.engine.network_picture(&desk.session, &asked).await.unwrap();
    assert_eq!(picture.unread[0].action, "apprunner:ListVpcConnectors");
    assert!(!picture.zones.is_empty());
    // What passes by itself is no missing right.
    let desk = Desk::new().await;
    desk.sandbox.faults().always(
        "apprunner",
        "ListVpcConnectors",
        Fault::refuse(500, "InternalServiceErrorException", "no"),
    );
    desk.reach(&[PRIVATE], &[], &[INTERNET], true).await;
    assert_eq!(
        desk.engine.network_picture(&desk.session, &asked).await.unwrap_err().detail,
        ProblemDetail::ServerFailed
    );
}
