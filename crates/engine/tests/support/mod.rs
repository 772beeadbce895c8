//! What the engine's tests share: an engine over a sandbox, at a pace for tests, with a journal of its own.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic, reason = "tests, each of which uses its part")]

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use ard_aws::{Clients, Clock, Common, Keychain, SharedHttpClient, Surroundings, Target, Wallet, Wire, connect};
use ard_core::draft::{
    Access, AccessRole, AutoScaling, Draft, Firewall, Grant, GrantResource, Incoming, InstanceRole, Outgoing,
    SourceDraft, Tracing, Trigger,
};
use ard_core::keychain::KeychainState;
use ard_core::role::{self, Principal};
use ard_core::run::{RunState, RunView};
use ard_core::session::{SANDBOX, SessionRef};
use ard_engine::{Engine, Notice, Parts, Tempo};
use ard_sandbox::{Options, Sandbox};

pub const REGION: &str = "ap-northeast-1";
/// What the command line for a kept key begins with.
pub const PROGRAM: &str = "/usr/bin/app-runner-desktop";
pub const NAME: &str = "my-first-app-runner";
pub const ROLE: &str = "AppRunnerECRAccessRole";
pub const SCALING: &str = "my-scaling";
pub const INSTANCE_ROLE: &str = "my-instance-role";
pub const TRACING: &str = "my-tracing";
pub const CONNECTOR: &str = "my-connector";
/// The sandbox's VPC `shop`, its private subnets, and the group of its applications.
pub const VPC: &str = "vpc-0a11ce00000054071";
pub const SUBNETS: [&str; 2] = ["subnet-0a11ce00000000011", "subnet-0a11ce00000000012"];
pub const GROUP: &str = "sg-0a11ce00000000a99";

/// What [`count`] answers when all is there, once.
pub const ONE_OF_EACH: [usize; 6] = [1; 6];
/// What [`count`] answers when nothing is there.
pub const NONE: [usize; 6] = [0; 6];

/// A rhythm at which a test does not wait.
pub const QUICK: Tempo = Tempo {
    moving: Duration::from_millis(2),
    still: Duration::from_millis(5),
    again: Duration::from_millis(2),
    patience: Duration::from_millis(400),
};

/// A directory that nobody used before, removed in the end.
pub struct Place(pub PathBuf);

static NUMBER: AtomicU32 = AtomicU32::new(0);

impl Place {
    pub fn new() -> Self {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let directory = std::env::temp_dir().join(format!("ard-engine-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&directory).unwrap();
        Self(directory)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// An engine, the sandbox under it and its directory.
pub struct Bench {
    pub engine: Engine,
    pub sandbox: Sandbox,
    pub session: SessionRef,
    pub place: Place,
    notices: Receiver<Notice>,
}

impl Bench {
    pub async fn new() -> Self {
        Self::with(Options::default()).await
    }

    pub async fn with(options: Options) -> Self {
        Self::at(Place::new(), options).await
    }

    pub async fn at(place: Place, options: Options) -> Self {
        let sandbox = Sandbox::new(options);
        let (sender, notices) = channel();
        let engine = engine(sandbox.http_client(), place.0.join("journal.sqlite3"), sender);
        let view = engine.open(SANDBOX, REGION).await.unwrap();
        Self { engine, sandbox, session: view.session, place, notices }
    }

    /// The gateways, to see what is really there.
    pub async fn aws(&self) -> Clients {
        aws(&self.sandbox).await
    }

    /// Plans and starts a draft; waits until somebody has to decide or it is over.
    pub async fn create(&self, draft: &Draft) -> RunView {
        let plan = self.engine.plan_create(&self.session, draft).await.unwrap();
        let run = self.engine.start(&self.session, &plan.id, None).unwrap();
        self.settle(&run.id).await
    }

    /// Waits until a run needs a decision or is over.
    pub async fn settle(&self, id: &str) -> RunView {
        self.until(id, |run| run.state.needs_decision() || run.state.is_over()).await
    }

    /// Waits, notice by notice, until a run is as wanted.
    pub async fn until(&self, id: &str, wanted: impl Fn(&RunView) -> bool) -> RunView {
        until(&self.engine, id, wanted).await
    }

    /// What was told so far.
    pub fn told(&self) -> Vec<Notice> {
        self.notices.try_iter().collect()
    }
}

pub fn engine(sandbox: SharedHttpClient, journal: PathBuf, told: Sender<Notice>) -> Engine {
    engine_in(Surroundings::real(), sandbox, journal, told)
}

pub fn engine_in(
    surroundings: Surroundings,
    sandbox: SharedHttpClient,
    journal: PathBuf,
    told: Sender<Notice>,
) -> Engine {
    engine_of(Clock::real(), Keychain::in_memory(KeychainState::Ready), surroundings, sandbox, journal, told)
}

/// The same beside a keychain of the test's own.
pub fn engine_beside(
    keychain: Keychain,
    surroundings: Surroundings,
    sandbox: SharedHttpClient,
    journal: PathBuf,
    told: Sender<Notice>,
) -> Engine {
    engine_of(Clock::real(), keychain, surroundings, sandbox, journal, told)
}

/// The same by a clock of the test's own.
pub fn engine_by(
    clock: Clock,
    surroundings: Surroundings,
    sandbox: SharedHttpClient,
    journal: PathBuf,
    told: Sender<Notice>,
) -> Engine {
    engine_of(clock, Keychain::in_memory(KeychainState::Ready), surroundings, sandbox, journal, told)
}

fn engine_of(
    clock: Clock,
    keychain: Keychain,
    surroundings: Surroundings,
    sandbox: SharedHttpClient,
    journal: PathBuf,
    told: Sender<Notice>,
) -> Engine {
    Engine::new(Parts {
        clock,
        sandbox,
        surroundings,
        keychain,
        program: PROGRAM.to_owned(),
        callers: journal.with_file_name("callers.json"),
        journal,
        tempo: QUICK,
        version: "0".to_owned(),
        listener: Box::new(move |notice| {
            let _ = told.send(notice);
        }),
    })
}

pub async fn aws(sandbox: &Sandbox) -> Clients {
    let surroundings = Surroundings::real();
    let wire = Wire::new(surroundings.clone(), Clock::real(), |_| ());
    let common = Common { surroundings, wallet: Wallet::new(None, Keychain::in_memory(KeychainState::Ready)), wire };
    connect(&common, &Target::Sandbox(sandbox.http_client()), REGION).await.unwrap()
}

pub async fn until(engine: &Engine, id: &str, wanted: impl Fn(&RunView) -> bool) -> RunView {
    let waiting = async {
        loop {
            let run = engine.run(id).unwrap();
            if wanted(&run) {
                return run;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    let Ok(run) = tokio::time::timeout(Duration::from_secs(20), waiting).await else {
        panic!("the run stays as it is: {:#?}", engine.run(id))
    };
    run
}

/// The draft of the first article that people read, with something new of each kind.
pub fn draft() -> Draft {
    Draft {
        source: SourceDraft::Ecr {
            uri: format!("123456789012.dkr.ecr.{REGION}.amazonaws.com/my-flask-app:latest"),
            trigger: Trigger::Manual,
            access_role: AccessRole::CreateForMe { name: ROLE.to_owned() },
        },
        name: NAME.to_owned(),
        port: "5000".to_owned(),
        auto_scaling: AutoScaling::CreateForMe {
            name: SCALING.to_owned(),
            max_concurrency: "100".to_owned(),
            min_size: "1".to_owned(),
            max_size: "3".to_owned(),
        },
        instance_role: InstanceRole::CreateForMe {
            name: INSTANCE_ROLE.to_owned(),
            grants: vec![Grant {
                resource: GrantResource::DynamodbTable,
                target: "Employee".to_owned(),
                access: Access::Read,
            }],
        },
        tracing: Tracing::CreateForMe { name: TRACING.to_owned() },
        outgoing: Outgoing::NewConnector {
            name: CONNECTOR.to_owned(),
            vpc: VPC.to_owned(),
            subnets: SUBNETS.map(str::to_owned).to_vec(),
            security_groups: vec![GROUP.to_owned()],
            tags: Vec::new(),
        },
        ..Draft::new()
    }
}

/// The role of the sandbox that trusts a misprint of App Runner's principal.
pub const MISTRUSTED: &str = "acme-reports-instance-role";
/// A web ACL of the sandbox.
pub const WEB_ACL: &str = "shop-firewall";
pub const ENDPOINT: &str = "my-endpoint";

/// The draft of a private service: a role whose trust is repaired, a web ACL, a new interface endpoint.
pub fn private_draft() -> Draft {
    private_draft_behind(WEB_ACL, "0a11ce00-0000-4000-8000-0000000000af")
}

/// The same behind a web ACL, by name and id.
pub fn private_draft_behind(web_acl: &str, id: &str) -> Draft {
    let role = |name: &str, repair| (format!("arn:aws:iam::123456789012:role/{name}"), repair);
    let (access, instance) = (role("acme-apprunner-ecr-access", false), role(MISTRUSTED, true));
    Draft {
        source: SourceDraft::Ecr {
            uri: format!("123456789012.dkr.ecr.{REGION}.amazonaws.com/my-flask-app:latest"),
            trigger: Trigger::Manual,
            access_role: AccessRole::UseExisting { arn: access.0, repair: access.1 },
        },
        name: NAME.to_owned(),
        port: "5000".to_owned(),
        instance_role: InstanceRole::UseExisting { arn: instance.0, repair: instance.1 },
        firewall: Firewall::WebAcl {
            arn: format!("arn:aws:wafv2:{REGION}:123456789012:regional/webacl/{web_acl}/{id}"),
        },
        incoming: Incoming::NewEndpoint {
            name: ENDPOINT.to_owned(),
            vpc: VPC.to_owned(),
            subnets: SUBNETS.map(str::to_owned).to_vec(),
            security_groups: vec![GROUP.to_owned()],
            tags: Vec::new(),
        },
        ..Draft::new()
    }
}

/// How many of each thing that the private draft makes are there: services, interface endpoints, web ACLs before the
/// service, ways to it, repaired trusts.
pub async fn count_private(aws: &Clients) -> [usize; 5] {
    let services = aws.apprunner.services().await.unwrap();
    let service = services.iter().find(|service| service.name == NAME).map(|service| service.arn.clone());
    let endpoints = aws.ec2.endpoints(REGION).await.unwrap();
    let web_acl = match &service {
        Some(arn) => aws.waf.of_service(arn).await.unwrap(),
        None => None,
    };
    let ingresses = aws.apprunner.ingresses(None).await.unwrap();
    let role = aws.iam.role(MISTRUSTED).await.unwrap().unwrap();
    [
        services.iter().filter(|service| service.name == NAME).count(),
        endpoints.iter().filter(|endpoint| endpoint.name.as_deref() == Some(ENDPOINT)).count(),
        usize::from(web_acl.is_some()),
        ingresses.iter().filter(|(name, _)| name == NAME).count(),
        usize::from(role::trusts(&role.trust, Principal::Tasks)),
    ]
}

/// How many of each thing that the draft makes are there: services, access roles, instance roles, auto scaling and
/// observability configurations, connectors.
pub async fn count(aws: &Clients) -> [usize; 6] {
    let services = aws.apprunner.services().await.unwrap();
    let roles = aws.iam.roles().await.unwrap();
    let configurations = aws.apprunner.auto_scaling().await.unwrap();
    let observability = aws.apprunner.observability().await.unwrap();
    let connectors = aws.apprunner.connectors().await.unwrap();
    [
        services.iter().filter(|service| service.name == NAME).count(),
        roles.iter().filter(|role| role.name == ROLE).count(),
        roles.iter().filter(|role| role.name == INSTANCE_ROLE).count(),
        configurations.iter().filter(|configuration| configuration.name == SCALING).count(),
        observability.iter().filter(|configuration| configuration.name == TRACING).count(),
        connectors.iter().filter(|connector| connector.name == CONNECTOR).count(),
    ]
}

pub fn states(run: &RunView) -> Vec<ard_core::run::StepState> {
    run.steps.iter().map(|step| step.state).collect()
}

pub fn assert_succeeded(run: &RunView) {
    assert_eq!(run.state, RunState::Succeeded, "{run:#?}");
}

/// Asks IAM of a sandbox that is served at an address, as the sandbox's own user; answers what it says, as XML.
pub async fn ask_iam(address: &str, form: &[(&str, &str)]) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let encoded = |text: &str| {
        let bytes = text.bytes().map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        });
        bytes.collect::<String>()
    };
    let fields: Vec<String> = form.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let body = format!("Version=2010-05-08&{}", fields.join("&"));
    let host = address.strip_prefix("http://").unwrap();
    let request = format!(
        "POST / HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-type: application/x-www-form-urlencoded\r\n\
         authorization: AWS4-HMAC-SHA256 Credential=ASIASANDBOX000000000/20260101/us-east-1/iam/aws4_request, \
         SignedHeaders=host, Signature=0\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = tokio::net::TcpStream::connect(host).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    answer
}

/// A user of the sandbox with one policy; answers the id and the secret of an access key.
pub async fn user_with(address: &str, name: &str, policy: &str) -> (String, String) {
    ask_iam(address, &[("Action", "CreateUser"), ("UserName", name)]).await;
    put_policy(address, name, "only", policy).await;
    let made = ask_iam(address, &[("Action", "CreateAccessKey"), ("UserName", name)]).await;
    let of = |tag: &str| {
        let (_, rest) = made.split_once(&format!("<{tag}>")).unwrap();
        rest.split_once('<').unwrap().0.to_owned()
    };
    (of("AccessKeyId"), of("SecretAccessKey"))
}

pub async fn put_policy(address: &str, user: &str, name: &str, policy: &str) {
    let form = [("Action", "PutUserPolicy"), ("UserName", user), ("PolicyName", name), ("PolicyDocument", policy)];
    ask_iam(address, &form).await;
}
