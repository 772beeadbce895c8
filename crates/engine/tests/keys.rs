//! Access keys in a keychain: added, moved out of a file, used, forgotten; and what is left when something fails.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};

use ard_aws::{AccessKey, Keychain, Surroundings};
use ard_core::keychain::{KeyKept, KeyPart, KeychainState};
use ard_core::problem::{ProblemDetail, Remedy};
use ard_core::session::ProfileKind;
use ard_core::shared_config::{ChainFault, EditRefusal};
use ard_engine::{Engine, Notice, SecretValue};
use ard_sandbox::{Fault, Options, Sandbox, USER_ARN};
use support::{PROGRAM, Place, REGION, engine_beside};

const ID: &str = "AKIASANDBOXSANDBOX12";
const SECRET: &str = "CANARY/sandbox/sandbox/sandbox/sandbox+1";
const CONFIG: &str = "# mine\n[profile a]\nregion = eu-west-1\n";
const UNUSABLE: [KeychainState; 4] =
    [KeychainState::Locked, KeychainState::Absent, KeychainState::NoCollection, KeychainState::Denied];

/// A person's home, a keychain, the sandbox on loopback, and an engine that uses them.
struct Desk {
    engine: Engine,
    keychain: Keychain,
    sandbox: Sandbox,
    place: Place,
    address: String,
    notices: Receiver<Notice>,
}

impl Desk {
    async fn new() -> Self {
        let place = Place::new();
        let sandbox = Sandbox::new(Options::default());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let served = sandbox.clone();
        tokio::spawn(async move { served.serve(listener).await });
        std::fs::create_dir_all(place.0.join(".aws")).unwrap();
        std::fs::write(place.0.join(".aws/config"), CONFIG).unwrap();
        let credentials = format!("[a]\naws_access_key_id = {ID}\naws_secret_access_key = {SECRET}\n");
        std::fs::write(place.0.join(".aws/credentials"), credentials).unwrap();
        let keychain = Keychain::in_memory(KeychainState::Ready);
        let (engine, notices) = start(&keychain, &place, &sandbox, &address);
        Self { engine, keychain, sandbox, place, address, notices }
    }

    /// The application ended and started again.
    fn again(self) -> Self {
        let Self { engine, keychain, sandbox, place, address, .. } = self;
        drop(engine);
        let (engine, notices) = start(&keychain, &place, &sandbox, &address);
        Self { engine, keychain, sandbox, place, address, notices }
    }

    async fn add(&self, profile: &str) -> Result<KeyKept, ProblemDetail> {
        self.add_as(profile, ID, SECRET).await
    }

    async fn add_as(&self, profile: &str, id: &str, secret: &str) -> Result<KeyKept, ProblemDetail> {
        let secret = SecretValue::new(secret.to_owned());
        let kept = self.engine.add_key(profile, Some("eu-west-1"), id, &secret).await;
        kept.map_err(|problem| problem.detail)
    }

    async fn ids(&self) -> Vec<String> {
        self.engine.keychain().await.unwrap().keys.into_iter().map(|key| key.access_key_id).collect()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.place.0.join(".aws").join(name)
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.file(name)).unwrap()
    }

    fn files(&self) -> [String; 2] {
        [self.text("config"), self.text("credentials")]
    }

    /// The files of the home, by name, which hold a text.
    fn holding(&self, text: &str) -> Vec<String> {
        let directories = [self.place.0.clone(), self.place.0.join(".aws")];
        let entries = directories.into_iter().flat_map(|directory| std::fs::read_dir(directory).unwrap());
        let paths = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
        let holds =
            |path: &PathBuf| std::fs::read(path).unwrap().windows(text.len()).any(|window| window == text.as_bytes());
        let mut names: Vec<_> =
            paths.filter(holds).map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    async fn arn(&self, profile: &str) -> Result<String, ProblemDetail> {
        let view = self.engine.open(profile, REGION).await.map_err(|problem| problem.detail)?;
        view.identity.map(|identity| identity.arn).ok_or_else(|| view.problem.unwrap().detail)
    }
}

fn start(keychain: &Keychain, place: &Place, sandbox: &Sandbox, address: &str) -> (Engine, Receiver<Notice>) {
    let home = place.0.to_string_lossy().into_owned();
    let surroundings = Surroundings::with(&[("HOME", &home), ("AWS_ENDPOINT_URL", address)]);
    let (sender, notices) = channel();
    let journal = place.0.join("journal.sqlite3");
    (engine_beside(keychain.clone(), surroundings, sandbox.http_client(), journal, sender), notices)
}

#[tokio::test]
async fn a_typed_key_is_kept_and_used() {
    let desk = Desk::new().await;
    let kept = desk.add_as(" new ", &format!(" {ID}\n"), &format!("\t{SECRET} ")).await.unwrap();
    assert_eq!((kept.key.account.as_str(), kept.key.arn.as_str()), ("123456789012", USER_ARN));
    // Nothing is written that was not shown.
    assert_eq!(desk.text("config"), CONFIG);
    assert_eq!(desk.ids().await, [ID]);
    desk.engine.apply_config(&kept.plan.id).await.unwrap();
    let added =
        format!("\n[profile new]\nregion = eu-west-1\ncredential_process = {PROGRAM} credentials {}\n", kept.key.id);
    assert_eq!(desk.text("config"), format!("{CONFIG}{added}"));
    let [key] = &desk.engine.keychain().await.unwrap().keys[..] else { panic!() };
    assert_eq!((&key.id, &key.profiles[..]), (&kept.key.id, &["new".to_owned()][..]));
    let rows = desk.engine.welcome().await.profiles;
    assert!(rows.iter().any(|row| row.name == "new" && row.kind == ProfileKind::Keychain));
    // Without a program, and without anybody agreeing to one.
    assert_eq!(desk.arn("new").await.as_deref(), Ok(USER_ARN));
    assert!(desk.notices.try_iter().any(|notice| notice == Notice::KeychainChanged));
    let again = desk.again();
    assert_eq!(again.ids().await, [ID]);
    assert_eq!(again.arn("new").await.as_deref(), Ok(USER_ARN));
}

#[tokio::test]
async fn one_key_serves_many_profiles() {
    let desk = Desk::new().await;
    let kept = desk.add("one").await.unwrap();
    desk.engine.apply_config(&kept.plan.id).await.unwrap();
    let plan = desk.engine.key_profile(&kept.key.id, "two", None).await.unwrap();
    desk.engine.apply_config(&plan.id).await.unwrap();
    assert_eq!(desk.engine.keychain().await.unwrap().keys[0].profiles, ["one", "two"]);
    let taken = desk.engine.key_profile(&kept.key.id, "two", None).await.unwrap_err();
    assert!(matches!(taken.detail, ProblemDetail::ConfigRefused { refusal: EditRefusal::NameTaken { .. }, .. }));
    let unknown = desk.engine.key_profile("0b6f4c1e-7d1c-4c57-9a1e-2f5d8c3b9a40", "three", None).await.unwrap_err();
    assert_eq!(unknown.detail, ProblemDetail::NotFound);
}

#[tokio::test]
async fn what_cannot_be_kept_leaves_no_trace() {
    let desk = Desk::new().await;
    let before = desk.files();
    let malformed = |part| ProblemDetail::KeyMalformed { part };
    for (profile, id, secret, wanted) in [
        ("new", "AKIA", SECRET, malformed(KeyPart::Id)),
        ("new", ID, "CANARY", malformed(KeyPart::Secret)),
        ("new", "ASIASANDBOXSANDBOX12", SECRET, ProblemDetail::KeyTemporary),
        ("a", ID, SECRET, ProblemDetail::ConfigRefused { refusal: EditRefusal::NameTaken { line: 2 }, at: 0 }),
        (
            "a b",
            ID,
            SECRET,
            ProblemDetail::ConfigRefused { refusal: EditRefusal::BadName { name: "a b".to_owned() }, at: 0 },
        ),
    ] {
        assert_eq!(desk.add_as(profile, id, secret).await.unwrap_err(), wanted);
    }
    assert!(desk.sandbox.calls().is_empty(), "nobody is asked about what cannot be a key");
    // Not the right secret.
    let refused = Fault::refuse(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
    desk.sandbox.faults().always("sts", "GetCallerIdentity", refused);
    let secret = SecretValue::new(SECRET.to_owned());
    let wrong = desk.engine.add_key("new", None, ID, &secret).await.unwrap_err();
    assert_eq!(wrong.detail, ProblemDetail::CredentialsInvalid);
    assert_eq!(wrong.remedies, [Remedy::ChangeField]);
    assert_eq!(desk.engine.move_key("a").await.unwrap_err().detail, ProblemDetail::CredentialsInvalid);
    desk.sandbox.faults().clear();
    assert_eq!(desk.ids().await, Vec::<String>::new());
    assert_eq!(desk.files(), before);
    assert!(!desk.file("config.bak").exists());
    // Twice is once.
    desk.add("new").await.unwrap();
    assert_eq!(desk.add("other").await.unwrap_err(), ProblemDetail::KeyKnown { access_key_id: ID.to_owned() });
}

#[tokio::test]
async fn a_key_is_moved_out_of_its_file() {
    let desk = Desk::new().await;
    let before = desk.files();
    let moved = desk.engine.move_key("a").await.unwrap();
    assert_eq!(desk.files(), before, "nothing is written that was not shown");
    assert_eq!(moved.plan.backups, ["config.bak", "credentials.bak"].map(|name| desk.file(name).display().to_string()));
    assert!(!format!("{moved:?}").contains("CANARY"));
    // Ended before it was made: the same key goes on.
    let desk = desk.again();
    let moved_again = desk.engine.move_key("a").await.unwrap();
    assert_eq!(moved_again.key.id, moved.key.id);
    desk.engine.apply_config(&moved_again.plan.id).await.unwrap();
    assert_eq!(desk.text("credentials"), "[a]\n");
    let command = format!("credential_process = {PROGRAM} credentials {}\n", moved.key.id);
    assert_eq!(desk.text("config"), format!("{CONFIG}{command}"));
    assert_eq!([desk.text("config.bak"), desk.text("credentials.bak")], before);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(desk.file("credentials.bak")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    assert_eq!(desk.holding(SECRET), ["credentials.bak"]);
    assert_eq!(desk.arn("a").await.as_deref(), Ok(USER_ARN));
    // There is none any more to be moved.
    let nothing = ProblemDetail::ProfileFaulty { fault: ChainFault::Nothing { profile: "a".to_owned() } };
    assert_eq!(desk.engine.move_key("a").await.unwrap_err().detail, nothing);
}

#[tokio::test]
async fn only_a_long_term_key_of_ones_own_is_moved() {
    let desk = Desk::new().await;
    let credentials = format!(
        "[token]\naws_access_key_id = {ID}\naws_secret_access_key = {SECRET}\naws_session_token = T\n\
         [sts]\naws_access_key_id = ASIASANDBOXSANDBOX12\naws_secret_access_key = {SECRET}\n\
         [half]\naws_access_key_id = {ID}\n"
    );
    std::fs::write(desk.file("credentials"), credentials).unwrap();
    std::fs::write(desk.file("config"), "[profile role]\nrole_arn = arn:r\nsource_profile = sts\n").unwrap();
    let detail = async |profile: &str| desk.engine.move_key(profile).await.unwrap_err().detail;
    assert_eq!(detail("token").await, ProblemDetail::KeyTemporary);
    assert_eq!(detail("sts").await, ProblemDetail::KeyTemporary);
    let half =
        ChainFault::HalfKeyPair { profile: "half".to_owned(), missing: vec!["aws_secret_access_key".to_owned()] };
    assert_eq!(detail("half").await, ProblemDetail::ProfileFaulty { fault: half });
    let of_another = ChainFault::Nothing { profile: "role".to_owned() };
    assert_eq!(detail("role").await, ProblemDetail::ProfileFaulty { fault: of_another });
    assert_eq!(detail("nobody").await, ProblemDetail::ProfileUnknown { profile: "nobody".to_owned() });
    assert!(desk.sandbox.calls().is_empty());
    assert_eq!(desk.ids().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_keychain_that_cannot_be_used_loses_nothing() {
    for state in UNUSABLE {
        let desk = Desk::new().await;
        let unusable = ProblemDetail::KeychainUnusable { state };
        let before = desk.files();
        desk.keychain.set_state(state);
        let problem = desk.engine.add_key("new", None, ID, &SecretValue::new(SECRET.to_owned())).await.unwrap_err();
        assert_eq!((problem.detail, &problem.remedies[..]), (unusable.clone(), &[Remedy::Retry][..]));
        assert_eq!(desk.engine.move_key("a").await.unwrap_err().detail, unusable);
        assert_eq!(desk.engine.keychain().await.unwrap().state, state);
        assert!(desk.sandbox.calls().is_empty(), "no key is shown to anybody in vain");
        desk.keychain.set_state(KeychainState::Ready);
        assert_eq!((desk.ids().await, desk.files()), (Vec::new(), before));

        let kept = desk.add("new").await.unwrap();
        desk.engine.apply_config(&kept.plan.id).await.unwrap();
        desk.keychain.set_state(state);
        // What is kept is known, and why it cannot be had.
        assert_eq!(desk.ids().await, [ID]);
        assert_eq!(desk.arn("new").await.unwrap_err(), unusable);
        assert_eq!(desk.engine.forget_key(&kept.key.id, ID).await.unwrap_err().detail, unusable);
        assert_eq!(desk.ids().await, [ID]);
        desk.keychain.set_state(KeychainState::Ready);
        assert_eq!(desk.arn("new").await.as_deref(), Ok(USER_ARN));
    }
}

#[tokio::test]
async fn a_key_is_forgotten_by_its_id() {
    let desk = Desk::new().await;
    let kept = desk.add("new").await.unwrap();
    desk.engine.apply_config(&kept.plan.id).await.unwrap();
    let id = &kept.key.id;
    let mistyped = desk.engine.forget_key(id, "AKIASANDBOXSANDBOX13").await.unwrap_err();
    assert_eq!(mistyped.detail, ProblemDetail::ConfirmationMismatch);
    desk.engine.forget_key(id, ID).await.unwrap();
    assert_eq!(desk.ids().await, Vec::<String>::new());
    assert_eq!(desk.keychain.get(id).await, Ok(None));
    let gone = ProblemDetail::KeyGone { access_key_id: ID.to_owned() };
    assert_eq!(desk.arn("new").await.unwrap_err(), gone);
    assert_eq!(desk.engine.forget_key(id, ID).await.unwrap_err().detail, ProblemDetail::NotFound);
}

/// Taken away with the system's own means, or lost with the machine's password.
#[tokio::test]
async fn a_key_that_the_keychain_lost_is_named_and_can_be_forgotten() {
    let desk = Desk::new().await;
    let kept = desk.add("new").await.unwrap();
    desk.engine.apply_config(&kept.plan.id).await.unwrap();
    desk.keychain.delete(&kept.key.id).await.unwrap();
    let desk = desk.again();
    let problem = desk.engine.open("new", REGION).await.unwrap().problem.unwrap();
    assert_eq!(problem.detail, ProblemDetail::KeyGone { access_key_id: ID.to_owned() });
    assert_eq!((problem.remedies[0].clone(), problem.aws), (Remedy::EditProfiles, None));
    desk.engine.forget_key(&kept.key.id, ID).await.unwrap();
    assert_eq!(desk.ids().await, Vec::<String>::new());
}

/// The application ends when STS has answered, or does not: then nothing was kept. And it ends between the index and the
/// keychain: what the keychain has is known, and what it has not is not.
#[tokio::test]
async fn a_key_that_was_about_to_be_kept_is_there_or_not() {
    let desk = Desk::new().await;
    desk.sandbox.faults().times("sts", "GetCallerIdentity", 1, Fault::Stall);
    let adding = tokio::spawn({
        let engine = desk.engine.clone();
        async move { engine.add_key("new", None, ID, &SecretValue::new(SECRET.to_owned())).await.map(drop) }
    });
    while desk.sandbox.calls().is_empty() {
        tokio::task::yield_now().await;
    }
    adding.abort();
    assert!(adding.await.unwrap_err().is_cancelled());
    let desk = desk.again();
    assert_eq!(desk.ids().await, Vec::<String>::new());
    let [kept, lost] = ["0b6f4c1e-7d1c-4c57-9a1e-2f5d8c3b9a40", "0b6f4c1e-7d1c-4c57-9a1e-2f5d8c3b9a41"];
    let Desk { engine, keychain, sandbox, place, address, .. } = desk;
    drop(engine);
    let journal = rusqlite::Connection::open(place.0.join("journal.sqlite3")).unwrap();
    for (id, key) in [(kept, "AKIAKEPTKEPTKEPTKEPT"), (lost, "AKIALOSTLOSTLOSTLOST")] {
        let sql = "INSERT INTO keys (id, access_key_id, account, arn, kept_at, is_certain)
                   VALUES (?1, ?2, '123456789012', ?3, 1.0, FALSE)";
        journal.execute(sql, [id, key, USER_ARN]).unwrap();
    }
    drop(journal);
    let key = AccessKey::new("AKIAKEPTKEPTKEPTKEPT".to_owned(), SECRET.to_owned());
    keychain.put(kept, &key).await.unwrap();
    keychain.set_state(KeychainState::Locked);
    let (engine, notices) = start(&keychain, &place, &sandbox, &address);
    let desk = Desk { engine, keychain, sandbox, place, address, notices };
    assert_eq!(desk.ids().await, Vec::<String>::new(), "nobody can tell yet");
    desk.keychain.set_state(KeychainState::Ready);
    assert_eq!(desk.ids().await, ["AKIAKEPTKEPTKEPTKEPT"]);
    desk.engine.forget_key(kept, "AKIAKEPTKEPTKEPTKEPT").await.unwrap();
    let desk = desk.again();
    assert_eq!(desk.ids().await, Vec::<String>::new());
}

#[tokio::test]
async fn no_secret_is_told_or_written() {
    let desk = Desk::new().await;
    std::fs::remove_file(desk.file("credentials")).unwrap();
    let kept = desk.add("new").await.unwrap();
    desk.engine.apply_config(&kept.plan.id).await.unwrap();
    let view = desk.engine.keychain().await.unwrap();
    let session = desk.engine.open("new", REGION).await.unwrap();
    let config = desk.engine.config().await.unwrap();
    let notices: Vec<_> = desk.notices.try_iter().collect();
    let told = [
        format!("{kept:?}"),
        format!("{view:?}"),
        format!("{session:?}"),
        format!("{config:?}"),
        format!("{notices:?}"),
        format!("{:?}", SecretValue::new(SECRET.to_owned())),
        format!("{:?}", desk.keychain),
    ];
    assert!(told.iter().all(|text| !text.contains("CANARY")), "{told:#?}");
    assert_eq!(desk.holding("CANARY"), Vec::<String>::new());
}
