//! A second opinion: our way to credentials and to IAM against moto's server, which checks signatures and policies and
//! which nobody here wrote. boto3 sets its stage.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use ard_aws::{Clock, Keychain, Surroundings};
use ard_core::keychain::KeychainState;
use ard_core::network::{Block, Destination, Reach, ReachAsked};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::role::Principal;
use ard_core::session::SessionRef;
use ard_engine::{Engine, Parts, Tempo};
use ard_sandbox::{Options, Sandbox};

const REGION: &str = "us-east-1";
const READER: &str = "arn:aws:iam::123456789012:role/reader";
const DEPLOYER: &str = "arn:aws:iam::123456789012:role/deployer";

fn python() -> PathBuf {
    std::env::var_os("ARD_PYTHON").map(PathBuf::from).unwrap_or_else(|| panic!("`cargo xtask test` sets ARD_PYTHON"))
}

/// moto as a server, with what `stage.py` puts into it, and a person's home whose profiles lead there.
struct Peer {
    engine: Engine,
    home: PathBuf,
    server: Child,
    /// The ids of what the network is made of, by what they are for.
    network: serde_json::Value,
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.home);
    }
}

impl Peer {
    fn new() -> Self {
        let mut server = Command::new(python())
            .args(["-m", "moto.server", "-H", "127.0.0.1", "-p", "0"])
            .env("PYTHONUNBUFFERED", "1")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(server.stderr.take().unwrap()).lines().map_while(Result::ok);
        let address = said
            .by_ref()
            .find_map(|line| line.split_once("Running on ").map(|(_, address)| address.trim().to_owned()))
            .unwrap_or_else(|| panic!("moto's server does not start"));
        // What nobody reads any more would end the server.
        std::thread::spawn(move || said.for_each(drop));

        let stage = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/stage.py");
        let set = Command::new(python()).arg(stage).arg(&address).env("NO_PROXY", "*").output().unwrap();
        assert!(set.status.success(), "{}", String::from_utf8_lossy(&set.stderr));
        let stage: serde_json::Value = serde_json::from_slice(&set.stdout).unwrap();
        let key = |user: &str, part: usize| stage["keys"][user][part].as_str().unwrap().to_owned();

        let home = std::env::temp_dir().join(format!("ard-peers-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir_all(home.join(".aws")).unwrap();
        let credentials: String = [
            ("alice", key("alice", 0), key("alice", 1)),
            ("bob", key("bob", 0), key("bob", 1)),
            ("mistyped", key("alice", 0), "not-her-secret".to_owned()),
            ("unknown", "AKIAUNKNOWN000000000".to_owned(), "secret".to_owned()),
        ]
        .into_iter()
        .map(|(name, id, secret)| format!("[{name}]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n"))
        .collect();
        let role = |name: &str, role: &str, source: &str| {
            format!("[profile {name}]\nrole_arn = {role}\nsource_profile = {source}\nrole_session_name = peer\n")
        };
        let config = [
            role("reading", READER, "alice"),
            role("chained", DEPLOYER, "reading"),
            role("refused", READER, "bob"),
            format!(
                "[profile web]\nrole_arn = {READER}\nweb_identity_token_file = ~/token\nrole_session_name = peer\n"
            ),
        ]
        .concat();
        std::fs::write(home.join(".aws/credentials"), credentials).unwrap();
        std::fs::write(home.join(".aws/config"), config).unwrap();
        let surroundings =
            Surroundings::with(&[("HOME", &home.to_string_lossy()), ("AWS_ENDPOINT_URL", address.as_str())]);
        let keychain = Keychain::in_memory(KeychainState::Ready);
        let engine = Engine::new(Parts {
            clock: Clock::real(),
            sandbox: Sandbox::new(Options::default()).http_client(),
            surroundings,
            journal: home.join("journal.sqlite3"),
            callers: home.join("callers.json"),
            keychain,
            program: "app-runner-desktop".to_owned(),
            tempo: Tempo::default(),
            version: "0".to_owned(),
            listener: Box::new(|_| {}),
        });
        Self { engine, home, server, network: stage["network"].clone() }
    }

    async fn who(&self, profile: &str) -> Result<String, Problem> {
        let view = self.engine.open(profile, REGION).await?;
        view.identity.map(|identity| identity.arn).ok_or_else(|| view.problem.unwrap())
    }

    async fn session(&self, profile: &str) -> SessionRef {
        self.engine.open(profile, REGION).await.unwrap().session
    }
}

#[tokio::test]
async fn keys_and_roles_are_who_moto_says_they_are() {
    let peer = Peer::new();
    for (profile, arn) in [
        ("alice", "arn:aws:iam::123456789012:user/alice"),
        ("bob", "arn:aws:iam::123456789012:user/bob"),
        ("reading", "arn:aws:sts::123456789012:assumed-role/reader/peer"),
        ("chained", "arn:aws:sts::123456789012:assumed-role/deployer/peer"),
    ] {
        assert_eq!(peer.who(profile).await.unwrap(), arn, "{profile}");
    }
}

#[tokio::test]
async fn what_moto_refuses_is_told_as_what_it_is() {
    let peer = Peer::new();
    for profile in ["mistyped", "unknown"] {
        // Why cannot be told: moto wraps the code of a refusal as EC2 does, and not as STS does.
        let refused = peer.who(profile).await.unwrap_err();
        assert_eq!(refused.aws.unwrap().operation, "GetCallerIdentity", "{profile}");
    }
    let refused = peer.who("refused").await.unwrap_err();
    assert_eq!(refused.detail, ProblemDetail::AccessDenied { action: "sts:AssumeRole".to_owned() });
}

#[tokio::test]
async fn roles_are_read_by_who_may_and_refused_to_others() {
    let peer = Peer::new();
    let session = peer.session("reading").await;
    let roles = peer.engine.roles(&session, Principal::Tasks).await.unwrap();
    let names: Vec<&str> = roles.iter().map(|role| role.name.as_str()).collect();
    assert!(names.contains(&"reader") && names.contains(&"deployer"), "{names:?}");
    let session = peer.session("bob").await;
    let refused = peer.engine.roles(&session, Principal::Tasks).await.unwrap_err();
    assert_eq!(refused.detail, ProblemDetail::AccessDenied { action: "iam:ListRoles".to_owned() });
}

#[tokio::test]
async fn the_articles_network_is_read_from_moto_as_it_is() {
    let peer = Peer::new();
    let session = peer.session("reading").await;
    let id = |name: &str| peer.network[name].as_str().unwrap().to_owned();
    let reach = async |subnet: &str, group: &str, to: Destination| {
        let asked = ReachAsked { subnets: vec![id(subnet)], groups: vec![id(group)], to: vec![to] };
        peer.engine.reach(&session, &asked, false).await.unwrap().verdicts.remove(0).reach
    };
    let internet = || Destination::Internet { v6: false };
    let s3 = || Destination::Service { name: "s3".to_owned() };
    let orders = || Destination::Target { id: "orders".to_owned() };
    assert_eq!(reach("private", "app", internet()).await, Reach::Reachable);
    assert_eq!(reach("private", "app", orders()).await, Reach::Reachable);
    let blocked = |reach: Reach| match reach {
        Reach::Blocked { by } => by,
        other => panic!("{other:?}"),
    };
    assert!(matches!(blocked(reach("public", "app", internet()).await), Block::PublicSubnet { .. }));
    assert!(matches!(blocked(reach("isolated", "app", internet()).await), Block::NoRoute { .. }));
    assert_eq!(reach("isolated", "app", s3()).await, Reach::Reachable);
    assert!(matches!(blocked(reach("private", "database", orders()).await), Block::GroupsIn { port: 5432, .. }));
    let cache = || Destination::Host { host: "10.7.2.99".to_owned(), port: 5432 };
    assert_eq!(reach("private", "app", cache()).await, Reach::Reachable);
    assert!(matches!(blocked(reach("private", "database", cache()).await), Block::GroupsIn { port: 5432, .. }));
    let asked = ReachAsked { subnets: vec![id("private")], groups: Vec::new(), to: Vec::new() };
    let view = peer.engine.reach(&session, &asked, false).await.unwrap();
    let cache = view.interfaces.iter().find(|one| one.what == "ElastiCache orders-001").unwrap();
    assert_eq!(cache.address, "10.7.2.99");
    // A cluster is where its instances are, under names of its own.
    let ledger = view.targets.iter().filter(|target| target.id.starts_with("ledger.")).collect::<Vec<_>>();
    assert_eq!(ledger.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["ledger.cluster", "ledger.cluster-ro"]);
    assert!(ledger.iter().all(|one| one.port == 5433 && one.engine == "aurora-postgresql"), "{ledger:?}");
    let ledger = || Destination::Target { id: "ledger.cluster".to_owned() };
    assert!(matches!(blocked(reach("private", "database", ledger()).await), Block::GroupsIn { port: 5433, .. }));
}
