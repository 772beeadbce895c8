//! kill -9 at each call of a plan, and between them: after a restart exactly one of each thing exists, or none.
//!
//! The AWS is a sandbox served over loopback by this process, so that it outlives the application. The application is
//! this test's own program, started again as a child that does one thing and is killed in the middle of it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use ard_aws::Clients;
use ard_core::connector::{ConnectorDraft, Replaced};
use ard_core::draft::{Draft, Incoming};
use ard_core::incoming::EndpointDraft;
use ard_core::plan::PlanView;
use ard_core::run::{RunState, RunView};
use ard_core::service::{IngressStatus, ServiceDetail, ServiceStatus};
use ard_core::session::{SANDBOX, SessionRef};
use ard_core::spec::EndpointPlace;
use ard_engine::Engine;
use ard_sandbox::{Fault, Options, Sandbox};
use support::{
    CONNECTOR, GROUP, NAME, Place, REGION, SUBNETS, VPC, assert_succeeded, aws, count, count_private, draft, engine,
    private_draft, until,
};

/// What a child is to do.
const ACT: &str = "ARD_TEST_ACT";
/// Where its journal is.
const JOURNAL: &str = "ARD_TEST_JOURNAL";

/// A plan, with the calls by which it is carried out and taken back, in order: those that change something and those that
/// wait for the end.
#[derive(Debug, Clone, Copy)]
enum Kind {
    /// A public service with something new of each kind.
    Public,
    /// A private service.
    Private,
    /// A public service that becomes private by a new endpoint.
    Incoming,
    /// A private service that is led through a new endpoint.
    Move,
    /// A private service that the internet reaches then.
    Open,
    /// Another connector in the place of the one that a service uses.
    Swap,
    /// Another subnet of a zone, and another group, for the endpoint that there is.
    Endpoint,
}

type Named = (&'static str, &'static str);

/// Calls, each with the how many-th of its name it is, from 1.
fn numbered(calls: &[Named]) -> Vec<(Named, u32)> {
    let mut numbered: Vec<(Named, u32)> = Vec::new();
    for call in calls {
        let before = numbered.iter().rev().find(|(other, _)| other == call).map_or(0, |(_, nth)| *nth);
        numbered.push((*call, before + 1));
    }
    numbered
}

impl Kind {
    /// What is planned; of a service that is there, where it changes one.
    async fn plan(self, engine: &Engine, session: &SessionRef) -> PlanView {
        match self {
            Self::Public => engine.plan_create(session, &draft()).await.unwrap(),
            Self::Private => engine.plan_create(session, &private_draft()).await.unwrap(),
            Self::Incoming | Self::Move => {
                let service = engine.services(session).await.unwrap().remove(0);
                engine.plan_incoming(session, &service.arn, &private_draft().incoming).await.unwrap()
            }
            Self::Open => {
                let service = engine.services(session).await.unwrap().remove(0);
                engine.plan_incoming(session, &service.arn, &Incoming::Public).await.unwrap()
            }
            Self::Endpoint => {
                let old = engine.endpoints(session).await.unwrap().remove(0);
                let wanted = EndpointDraft {
                    changes: Some(old.id),
                    name: String::new(),
                    vpc: VPC.to_owned(),
                    subnets: OTHER_SUBNETS.map(str::to_owned).to_vec(),
                    security_groups: vec![GROUP.to_owned()],
                };
                engine.plan_endpoint(session, &wanted).await.unwrap()
            }
            Self::Swap => {
                let old = engine.connectors_in_use(session).await.unwrap().connectors;
                let old = old.into_iter().find(|one| one.name == CONNECTOR).unwrap();
                let services = old.users.into_iter().map(|user| user.arn).collect();
                let wanted = ConnectorDraft {
                    name: SECOND.to_owned(),
                    vpc: VPC.to_owned(),
                    subnets: vec![SUBNETS[0].to_owned()],
                    security_groups: vec![GROUP.to_owned()],
                    replaces: Some(Replaced { arn: old.arn, services }),
                };
                engine.plan_connector(session, &wanted).await.unwrap()
            }
        }
    }

    fn act(self) -> &'static str {
        match self {
            Self::Public => "start public",
            Self::Private => "start private",
            Self::Incoming => "start incoming",
            Self::Move => "start move",
            Self::Open => "start open",
            Self::Swap => "start swap",
            Self::Endpoint => "start endpoint",
        }
    }

    /// Whether it is of a service that is there before.
    fn changes(self) -> bool {
        matches!(self, Self::Incoming | Self::Move | Self::Open | Self::Swap)
    }

    fn calls(self) -> &'static [Named] {
        match self {
            Self::Public => &[
                ("iam", "CreateRole"),
                ("iam", "AttachRolePolicy"),
                ("iam", "PutRolePolicy"),
                ("apprunner", "CreateObservabilityConfiguration"),
                ("apprunner", "CreateAutoScalingConfiguration"),
                ("apprunner", "CreateVpcConnector"),
                ("apprunner", "CreateService"),
                ("apprunner", "DescribeService"),
            ],
            Self::Private => &[
                ("iam", "UpdateAssumeRolePolicy"),
                ("ec2", "CreateVpcEndpoint"),
                ("ec2", "DescribeVpcEndpoints"),
                ("apprunner", "CreateService"),
                ("wafv2", "AssociateWebACL"),
                ("apprunner", "CreateVpcIngressConnection"),
                ("apprunner", "DescribeVpcIngressConnection"),
            ],
            Self::Incoming => &[
                ("ec2", "CreateVpcEndpoint"),
                ("apprunner", "UpdateService"),
                ("apprunner", "CreateVpcIngressConnection"),
                ("apprunner", "DescribeVpcIngressConnection"),
            ],
            Self::Move => &[("ec2", "CreateVpcEndpoint"), ("apprunner", "UpdateVpcIngressConnection")],
            Self::Open => &[
                ("apprunner", "DeleteVpcIngressConnection"),
                ("apprunner", "UpdateService"),
                ("apprunner", "ListOperations"),
            ],
            Self::Endpoint => &[("ec2", "ModifyVpcEndpoint"), ("ec2", "ModifyVpcEndpoint")],
            Self::Swap => {
                &[("apprunner", "CreateVpcConnector"), ("apprunner", "UpdateService"), ("apprunner", "ListOperations")]
            }
        }
    }

    /// The call by which its last step waits.
    fn last(self) -> (Named, u32) {
        numbered(self.calls()).pop().unwrap()
    }

    /// Where that is a look, which is cut off before it; the looks of some are those of their planning too.
    fn last_cut(self) -> Cut {
        if self.ends_with_a_look() { Cut::Before } else { Cut::After }
    }

    fn ends_with_a_look(self) -> bool {
        !matches!(self, Self::Move | Self::Endpoint)
    }

    /// What is typed before it begins.
    fn typed(self) -> Option<&'static str> {
        matches!(self, Self::Open).then_some(NAME)
    }

    fn undo_calls(self) -> &'static [Named] {
        match self {
            Self::Public => &[
                ("apprunner", "DeleteService"),
                ("apprunner", "DeleteVpcConnector"),
                ("apprunner", "DeleteAutoScalingConfiguration"),
                ("apprunner", "DeleteObservabilityConfiguration"),
                ("iam", "DeleteRolePolicy"),
                ("iam", "DetachRolePolicy"),
                ("iam", "DeleteRole"),
            ],
            Self::Private => &[
                ("apprunner", "DeleteVpcIngressConnection"),
                ("wafv2", "DisassociateWebACL"),
                ("apprunner", "DeleteService"),
                ("ec2", "DeleteVpcEndpoints"),
                ("iam", "UpdateAssumeRolePolicy"),
            ],
            Self::Incoming => &[
                ("apprunner", "DeleteVpcIngressConnection"),
                ("apprunner", "UpdateService"),
                ("ec2", "DeleteVpcEndpoints"),
            ],
            Self::Move => &[("apprunner", "UpdateVpcIngressConnection"), ("ec2", "DeleteVpcEndpoints")],
            // A way that has gone cannot be had back.
            Self::Open => &[],
            Self::Endpoint => &[("ec2", "ModifyVpcEndpoint"), ("ec2", "ModifyVpcEndpoint")],
            Self::Swap => &[("apprunner", "UpdateService"), ("apprunner", "DeleteVpcConnector")],
        }
    }

    /// Each thing that it makes is there once, or none is.
    async fn assert_each(self, aws: &Clients, times: usize, when: &str) {
        match self {
            Self::Public => assert_eq!(count(aws).await, [times; 6], "{self:?} {when}"),
            Self::Private => assert_eq!(count_private(aws).await, [times; 5], "{self:?} {when}"),
            Self::Incoming => {
                let [service] = &services(aws).await[..] else { panic!("{when}") };
                let ways = aws.apprunner.ingresses(None).await.unwrap().len();
                // One endpoint is there from the start.
                let endpoints = aws.ec2.endpoints(REGION).await.unwrap().len() - 1;
                assert_eq!((usize::from(!service.public), ways, endpoints), (times, times, times), "{when}");
            }
            Self::Move => {
                let [(_, way)] = &aws.apprunner.ingresses(None).await.unwrap()[..] else { panic!("{when}") };
                let way = aws.apprunner.ingress(way).await.unwrap().unwrap();
                let endpoints = aws.ec2.endpoints(REGION).await.unwrap();
                let old = endpoints.iter().find(|one| one.name.as_deref() == Some("shop-apprunner")).unwrap();
                let moved = usize::from(way.endpoint != old.id);
                assert_eq!(
                    (way.status, moved, endpoints.len() - 1),
                    (IngressStatus::Available, times, times),
                    "{when}"
                );
            }
            Self::Open => {
                let [service] = &services(aws).await[..] else { panic!("{when}") };
                let ways = aws.apprunner.ingresses(None).await.unwrap().len();
                assert_eq!((usize::from(service.public), ways), (times, 1 - times), "{when}");
            }
            Self::Endpoint => {
                let endpoint = aws.ec2.endpoints(REGION).await.unwrap().remove(0);
                let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
                let (subnets, group) = if times == 1 { (OTHER_SUBNETS, GROUP) } else { (SUBNETS, ENDPOINTS_GROUP) };
                let place = EndpointPlace { subnets: owned(&subnets), security_groups: owned(&[group]) };
                assert!(endpoint.is_available && endpoint.place().is(&place), "{when} {endpoint:?}");
            }
            Self::Swap => {
                let [service] = &services(aws).await[..] else { panic!("{when}") };
                let used = service.vpc_connector.as_deref().unwrap();
                let names = aws.apprunner.connectors().await.unwrap().into_iter().map(|one| one.name);
                let made = names.filter(|name| name == SECOND).count();
                let sends = usize::from(used.contains(&format!("/{SECOND}/")));
                assert_eq!((made, sends), (times, times), "{when}");
            }
        }
    }
}

const KINDS: [Kind; 7] =
    [Kind::Public, Kind::Private, Kind::Incoming, Kind::Move, Kind::Open, Kind::Swap, Kind::Endpoint];
/// Those of the endpoint that there is, but for another one of the first zone.
const OTHER_SUBNETS: [&str; 2] = ["subnet-0a11ce00000000021", SUBNETS[1]];
/// The group of that endpoint.
const ENDPOINTS_GROUP: &str = "sg-0a11ce000000000e9";
/// The name of the connector that takes another one's place.
const SECOND: &str = "my-second-connector";

async fn behind_the_old_endpoint(engine: &Engine, session: &SessionRef) -> Draft {
    let id = engine.endpoints(session).await.unwrap().remove(0).id;
    Draft { incoming: Incoming::Endpoint { id }, ..draft() }
}

async fn services(aws: &Clients) -> Vec<ServiceDetail> {
    let mut all = Vec::new();
    for row in aws.apprunner.services().await.unwrap() {
        all.extend(aws.apprunner.service(&row.arn).await.unwrap());
    }
    all
}

/// When a call is cut off.
#[derive(Debug, Clone, Copy)]
enum Cut {
    /// It never reaches AWS.
    Before,
    /// AWS carries it out; the answer never comes.
    After,
}

impl Cut {
    fn fault(self) -> Fault {
        match self {
            Self::Before => Fault::Stall,
            Self::After => Fault::Hold,
        }
    }
}

/// Not a test of its own: what a child process does.
#[test]
fn child() {
    let Ok(act) = std::env::var(ACT) else { return };
    let journal = std::env::var(JOURNAL).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let (sender, _told) = channel();
        // The sandbox's session is not used here: the profile names the server on loopback.
        let unused = Sandbox::new(Options::default()).http_client();
        let engine = engine(unused, journal.into(), sender);
        let session = engine.open("default", REGION).await.unwrap().session;
        let run = match act.as_str() {
            "resume" => engine.resume(&engine.runs().unwrap()[0].id).unwrap(),
            "wait" => {
                engine.resume_waiting().unwrap();
                engine.runs().unwrap().remove(0)
            }
            "undo" => engine.undo(&engine.runs().unwrap()[0].id, Some(NAME)).unwrap(),
            act => {
                let kind = KINDS.into_iter().find(|kind| kind.act() == act).unwrap();
                let plan = kind.plan(&engine, &session).await;
                engine.start(&session, &plan.id, kind.typed()).unwrap()
            }
        };
        until(&engine, &run.id, |run| run.state.needs_decision() || run.state.is_over()).await;
    });
}

/// An AWS on loopback, and the home of an application that uses it.
struct World {
    sandbox: Sandbox,
    place: Place,
    url: String,
}

impl World {
    /// With a service where the plan is of one that is there, made as if it had been long ago.
    async fn of(kind: Kind) -> Self {
        let world = Self::new().await;
        if kind.changes() {
            let (sender, _told) = channel();
            let engine = engine(world.sandbox.http_client(), world.place.0.join("before.sqlite3"), sender);
            let session = engine.open(SANDBOX, REGION).await.unwrap().session;
            let draft = if matches!(kind, Kind::Move | Kind::Open) {
                behind_the_old_endpoint(&engine, &session).await
            } else {
                draft()
            };
            let plan = engine.plan_create(&session, &draft).await.unwrap();
            let run = engine.start(&session, &plan.id, None).unwrap();
            assert_succeeded(&until(&engine, &run.id, |run| run.state.is_over()).await);
        }
        world
    }

    async fn new() -> Self {
        let sandbox = Sandbox::new(Options::default());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = sandbox.clone();
        tokio::spawn(async move { server.serve(listener).await });
        let place = Place::new();
        std::fs::create_dir(place.0.join(".aws")).unwrap();
        let config = format!(
            "[default]\nregion = {REGION}\nendpoint_url = {url}\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n\
             aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n"
        );
        std::fs::write(place.0.join(".aws/config"), config).unwrap();
        Self { sandbox, place, url }
    }

    fn journal(&self) -> std::path::PathBuf {
        self.place.0.join("journal.sqlite3")
    }

    /// Starts the application on an act.
    fn start(&self, act: &str) -> Child {
        child_command(&self.place.0).env(ACT, act).env(JOURNAL, self.journal()).spawn().unwrap()
    }

    /// Starts the application and kills it in the middle of a call.
    async fn kill_at(&self, act: &str, ((service, operation), nth): (Named, u32), cut: Cut) {
        let there = self.calls(operation) + usize::try_from(nth).unwrap();
        self.sandbox.faults().nth(service, operation, nth, cut.fault());
        let mut child = self.start(act);
        let since = Instant::now();
        while self.calls(operation) < there {
            assert!(since.elapsed() < Duration::from_secs(20), "{operation} was not called {nth} times");
            assert!(child.try_wait().unwrap().is_none(), "the application ended before {operation}");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        self.sandbox.faults().clear();
    }

    fn calls(&self, operation: &str) -> usize {
        self.sandbox.calls().iter().filter(|call| call.operation == operation).count()
    }

    /// The application started again, in this process: the profile's endpoint is given by the sandbox's own session.
    fn again(&self) -> (Engine, RunView) {
        let (sender, _told) = channel();
        let engine = engine(self.sandbox.http_client(), self.journal(), sender);
        let runs = engine.runs().unwrap();
        let [run] = &runs[..] else { panic!("{runs:#?}") };
        (engine, run.clone())
    }

    async fn aws(&self) -> Clients {
        aws(&self.sandbox).await
    }
}

fn child_command(home: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["child", "--exact", "--nocapture"]).env("HOME", home);
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("AWS_")) {
        command.env_remove(name);
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Runs a child to its end.
async fn finish(world: &World, act: &str) {
    let mut child = world.start(act);
    let since = Instant::now();
    while child.try_wait().unwrap().is_none() {
        assert!(since.elapsed() < Duration::from_secs(30), "{act} does not end");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn resumed_after_a_kill_there_is_exactly_one_of_each() {
    for kind in KINDS {
        for call in numbered(kind.calls()) {
            for cut in [Cut::Before, Cut::After] {
                let when = format!("{call:?} {cut:?}");
                let world = World::of(kind).await;
                world.kill_at(kind.act(), call, cut).await;
                let (engine, run) = world.again();
                assert_eq!(run.state, RunState::Interrupted, "{when}");
                drop(engine);
                finish(&world, "resume").await;
                let (_engine, run) = world.again();
                assert_succeeded(&run);
                kind.assert_each(&world.aws().await, 1, &when).await;
                let services = world.aws().await.apprunner.services().await.unwrap();
                assert!(services.iter().all(|service| service.status == ServiceStatus::Running));
                assert!(world.url.starts_with("http://127.0.0.1:"));
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn undone_after_a_kill_there_is_nothing() {
    for kind in KINDS.into_iter().filter(|kind| !kind.undo_calls().is_empty()) {
        for call in numbered(kind.calls()) {
            for cut in [Cut::Before, Cut::After] {
                let when = format!("{call:?} {cut:?}");
                let world = World::of(kind).await;
                world.kill_at(kind.act(), call, cut).await;
                finish(&world, "undo").await;
                let (_engine, run) = world.again();
                assert_eq!(run.state, RunState::Undone, "{when} {run:#?}");
                kind.assert_each(&world.aws().await, 0, &when).await;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_undo_that_is_killed_is_undone_further() {
    for kind in KINDS {
        for call in numbered(kind.undo_calls()) {
            for cut in [Cut::Before, Cut::After] {
                let when = format!("{call:?} {cut:?}");
                let world = World::of(kind).await;
                world.kill_at(kind.act(), kind.last(), kind.last_cut()).await;
                world.kill_at("undo", call, cut).await;
                let (engine, run) = world.again();
                let seen = (run.state, run.can_undo, run.can_resume);
                assert_eq!(seen, (RunState::Interrupted, true, false), "{when}");
                drop(engine);
                finish(&world, "undo").await;
                let (_engine, run) = world.again();
                assert_eq!(run.state, RunState::Undone, "{when}");
                kind.assert_each(&world.aws().await, 0, &when).await;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_only_waited_goes_on_by_itself() {
    for kind in KINDS.into_iter().filter(|kind| kind.ends_with_a_look()) {
        let world = World::of(kind).await;
        world.kill_at(kind.act(), kind.last(), Cut::Before).await;
        finish(&world, "wait").await;
        let (_engine, run) = world.again();
        assert_succeeded(&run);
    }
}

/// What comes after the waiting makes something, which nobody has asked for again.
#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_waited_in_its_middle_does_not_go_on_unasked() {
    let world = World::new().await;
    world.kill_at(Kind::Private.act(), (("ec2", "DescribeVpcEndpoints"), 1), Cut::Before).await;
    finish(&world, "wait").await;
    let (_engine, run) = world.again();
    assert_eq!(run.state, RunState::Interrupted);
    assert_eq!(count_private(&world.aws().await).await, [0, 1, 0, 0, 1]);
}

/// The first time that the service's address is asked is while the plan is made.
#[tokio::test(flavor = "multi_thread")]
async fn a_service_is_asked_again_whether_it_answers() {
    let world = World::of(Kind::Swap).await;
    world.kill_at(Kind::Swap.act(), (("site", "GET /"), 2), Cut::Before).await;
    finish(&world, "resume").await;
    let (_engine, run) = world.again();
    assert_succeeded(&run);
    Kind::Swap.assert_each(&world.aws().await, 1, "while it was asked").await;
}
