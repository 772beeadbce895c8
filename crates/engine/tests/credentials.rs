//! Every kind of profile over the wire: against the sandbox as a server on loopback, which `endpoint_url` names, with a
//! home directory of each test's own.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use ard_aws::Surroundings;
use ard_core::guard::{Mark, Marked, Protection};
use ard_core::problem::{Problem, ProblemDetail, Remedy};
use ard_core::session::{ENVIRONMENT, SessionView};
use ard_core::sign_in::{Need, SignInWay, TokenPlace};
use ard_engine::{Engine, Notice};
use ard_sandbox::{Fault, Options, Sandbox};
use support::{Place, REGION, engine_in};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const DEVICE: &str = "arn:aws:iam::123456789012:mfa/alice";

/// A person's home with AWS files, the sandbox served on loopback, and an engine that uses both.
struct Desk {
    engine: Engine,
    sandbox: Sandbox,
    place: Place,
    notices: Receiver<Notice>,
    address: String,
}

impl Desk {
    /// `ENDPOINT` in the files stands for where the sandbox is.
    async fn new(config: &str) -> Self {
        Self::with(config, &[]).await
    }

    async fn with(config: &str, variables: &[(&str, &str)]) -> Self {
        let place = Place::new();
        let sandbox = Sandbox::new(Options::default());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let served = sandbox.clone();
        tokio::spawn(async move { served.serve(listener).await });
        std::fs::create_dir_all(place.0.join(".aws")).unwrap();
        std::fs::write(place.0.join(".aws/config"), config.replace("ENDPOINT", &address)).unwrap();
        let keys = "[keys]\naws_access_key_id = AKIASANDBOX0000000000\naws_secret_access_key = secret\n";
        std::fs::write(place.0.join(".aws/credentials"), keys).unwrap();
        let (engine, notices) = Self::engine(&place, &sandbox, &address, variables);
        Self { engine, sandbox, place, notices, address }
    }

    fn engine(
        place: &Place,
        sandbox: &Sandbox,
        address: &str,
        variables: &[(&str, &str)],
    ) -> (Engine, Receiver<Notice>) {
        let home = place.0.to_string_lossy().into_owned();
        let mut all = vec![("HOME", home.as_str())];
        all.extend(variables.iter().map(|(name, value)| (*name, if *value == "ENDPOINT" { address } else { *value })));
        let (sender, notices) = channel();
        let journal = place.0.join(format!("journal-{}.sqlite3", uuid::Uuid::new_v4()));
        (engine_in(Surroundings::with(&all), sandbox.http_client(), journal, sender), notices)
    }

    async fn open(&self, profile: &str) -> SessionView {
        self.engine.open(profile, REGION).await.unwrap()
    }

    async fn arn(&self, profile: &str) -> String {
        let view = self.open(profile).await;
        view.identity.unwrap_or_else(|| panic!("{profile}: {:#?}", view.problem)).arn
    }

    async fn problem(&self, profile: &str) -> Problem {
        self.open(profile).await.problem.unwrap()
    }

    async fn sign_in(&self, profile: &str) {
        let begun = self.engine.begin_sign_in(profile, SignInWay::Browser).await.unwrap();
        browse(&self.engine.sign_in_page(&begun.id).unwrap()).await;
        self.engine.await_sign_in(&begun.id).await.unwrap();
    }

    fn calls(&self, operation: &str) -> usize {
        self.sandbox.calls().iter().filter(|call| call.operation == operation).count()
    }

    fn token_file(&self) -> std::path::PathBuf {
        let directory = std::fs::read_dir(self.place.0.join(".aws/sso/cache")).unwrap();
        directory.map(|entry| entry.unwrap().path()).next().unwrap()
    }

    /// Puts another moment for a field into the token's file, as time would.
    fn set_token(&self, field: &str, value: &str) {
        let file = self.token_file();
        let mut token: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        token[field] = value.into();
        std::fs::write(&file, serde_json::to_vec(&token).unwrap()).unwrap();
    }
}

/// What a browser does: it asks for a page and follows where it is sent; answers the last page.
async fn browse(page: &str) -> String {
    let mut page = page.to_owned();
    loop {
        let (address, path) = page.strip_prefix("http://").unwrap().split_once('/').unwrap();
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = format!("GET /{path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let location = answer.lines().find_map(|line| line.strip_prefix("location: ").map(str::to_owned));
        match location {
            Some(next) => page = next,
            None => return answer,
        }
    }
}

const SSO: &str = "[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://acme.awsapps.com/start\n\
    sso_registration_scopes = sso:account:access\n\
    [profile team]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = ReadOnlyAccess\nendpoint_url = ENDPOINT\n\
    [profile admin]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = AdministratorAccess\nendpoint_url = ENDPOINT\n";

#[tokio::test]
async fn one_sign_in_by_browser_serves_all_profiles_of_its_session() {
    let desk = Desk::new(SSO).await;
    let problem = desk.problem("team").await;
    let ProblemDetail::PersonNeeded { need: Need::SignIn { session } } = &problem.detail else {
        panic!("{problem:#?}")
    };
    assert_eq!((session.name.as_deref(), session.start_url.as_str()), (Some("corp"), "https://acme.awsapps.com/start"));
    assert_eq!(problem.remedies[0], Remedy::SignIn);
    desk.sign_in("team").await;
    assert!(desk.notices.try_iter().any(|notice| notice == Notice::CredentialsChanged));
    assert!(desk.arn("team").await.contains("/AWSReservedSSO_ReadOnlyAccess_"));
    assert!(desk.arn("admin").await.contains("/AWSReservedSSO_AdministratorAccess_"));
    assert_eq!(desk.calls("RegisterClient"), 1);
    // A second session of the same profile asks the portal nothing.
    let asked = desk.calls("GetRoleCredentials");
    desk.engine.open("team", "us-east-1").await.unwrap();
    assert_eq!(desk.calls("GetRoleCredentials"), asked);
}

#[tokio::test]
async fn a_sign_in_by_code_waits_for_the_person() {
    let desk = Desk::new(SSO).await;
    let begun = desk.engine.begin_sign_in("team", SignInWay::Code).await.unwrap();
    assert!(begun.user_code.is_some());
    let page = begun.page.unwrap();
    let code = page.split_once("user_code=").unwrap().1.to_owned();
    browse(&format!("{}/device?user_code={code}", desk.address)).await;
    desk.engine.await_sign_in(&begun.id).await.unwrap();
    assert!(desk.arn("team").await.contains("ReadOnlyAccess"));
}

#[tokio::test]
async fn a_refused_sign_in_is_told() {
    let desk = Desk::new(&SSO.replace("acme.", "acme-denied.")).await;
    let begun = desk.engine.begin_sign_in("team", SignInWay::Browser).await.unwrap();
    let page = browse(&desk.engine.sign_in_page(&begun.id).unwrap()).await;
    assert!(page.contains("You have not signed in") && page.contains("no-store"), "{page}");
    let problem = desk.engine.await_sign_in(&begun.id).await.unwrap_err();
    assert_eq!(problem.detail, ProblemDetail::SignInRefused);
    // It is over: nobody can wait for it again.
    let gone = desk.engine.await_sign_in(&begun.id).await.unwrap_err();
    assert_eq!(gone.detail, ProblemDetail::SignInGone);
}

#[tokio::test]
async fn a_cancelled_sign_in_closes_its_door() {
    let desk = Desk::new(SSO).await;
    let begun = desk.engine.begin_sign_in("team", SignInWay::Browser).await.unwrap();
    let page = desk.engine.sign_in_page(&begun.id).unwrap();
    let waiting = tokio::spawn({
        let (engine, id) = (desk.engine.clone(), begun.id.clone());
        async move { engine.await_sign_in(&id).await }
    });
    tokio::task::yield_now().await;
    desk.engine.cancel_sign_in(&begun.id);
    assert_eq!(waiting.await.unwrap().unwrap_err().detail, ProblemDetail::SignInGone);
    let port = page.split("127%2E0%2E0%2E1%3A").nth(1).unwrap().split('%').next().unwrap();
    let closed = async {
        while TcpStream::connect(format!("127.0.0.1:{port}")).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), closed).await.unwrap();
}

#[tokio::test]
async fn a_token_is_renewed_once_for_all_who_need_it() {
    let desk = Desk::new(SSO).await;
    desk.sign_in("team").await;
    desk.set_token("expiresAt", "2020-01-01T00:00:00Z");
    let before = std::fs::read_to_string(desk.token_file()).unwrap();
    let (one, other) = tokio::join!(desk.arn("team"), desk.arn("admin"));
    assert!(one.contains("ReadOnly") && other.contains("Administrator"));
    // The sign-in itself and one renewal.
    assert_eq!(desk.calls("CreateToken"), 2);
    let after = std::fs::read_to_string(desk.token_file()).unwrap();
    assert_ne!(before, after);
    let standing = desk.engine.standing(&desk.open("team").await.session).await.unwrap();
    assert!(standing.renews && standing.credentials_until.is_some() && standing.sign_in_until.is_some());
}

#[tokio::test]
async fn a_sign_in_that_cannot_be_renewed_is_asked_for_again() {
    let desk = Desk::new(SSO).await;
    desk.sign_in("team").await;
    desk.set_token("expiresAt", "2020-01-01T00:00:00Z");
    desk.set_token("refreshToken", "spent");
    let problem = desk.problem("team").await;
    assert!(matches!(problem.detail, ProblemDetail::PersonNeeded { need: Need::SignIn { .. } }), "{problem:#?}");
    desk.sign_in("team").await;
    assert!(desk.arn("team").await.contains("ReadOnly"));
}

#[tokio::test]
async fn the_portal_is_believed_when_it_takes_a_token_no_more() {
    let desk = Desk::new(SSO).await;
    desk.sign_in("team").await;
    desk.set_token("accessToken", "revoked");
    let problem = desk.problem("admin").await;
    assert!(matches!(problem.detail, ProblemDetail::PersonNeeded { need: Need::SignIn { .. } }), "{problem:#?}");
}

#[tokio::test]
async fn a_renewal_that_does_not_get_through_is_no_end_of_the_sign_in() {
    let desk = Desk::new(SSO).await;
    desk.sign_in("team").await;
    desk.set_token("expiresAt", "2020-01-01T00:00:00Z");
    desk.sandbox.faults().always("sso-oidc", "CreateToken", Fault::refuse(500, "InternalServerException", ""));
    assert_eq!(desk.problem("team").await.detail, ProblemDetail::ServerFailed);
}

#[tokio::test]
async fn signing_out_ends_it_everywhere() {
    let desk = Desk::new(SSO).await;
    desk.sign_in("team").await;
    desk.arn("team").await;
    desk.engine.sign_out("team").await.unwrap();
    assert_eq!(desk.calls("Logout"), 1);
    assert!(std::fs::read_dir(desk.place.0.join(".aws/sso/cache")).unwrap().next().is_none());
    assert!(matches!(desk.problem("team").await.detail, ProblemDetail::PersonNeeded { .. }));
}

#[tokio::test]
async fn a_sign_in_that_is_kept_in_the_keychain_is_in_no_file_and_comes_back() {
    let desk = Desk::new(SSO).await;
    let files = || std::fs::read_dir(desk.place.0.join(".aws/sso/cache")).map_or(0, Iterator::count);
    assert_eq!(desk.engine.keychain().await.unwrap().tokens, TokenPlace::Files);
    desk.sign_in("team").await;
    assert_eq!(files(), 1);
    // What there is moves, and serves on.
    let view = desk.engine.keep_tokens(TokenPlace::Keychain).await.unwrap();
    assert_eq!((view.tokens, files()), (TokenPlace::Keychain, 0));
    assert!(desk.arn("admin").await.contains("AdministratorAccess"));
    // So does a new one, which ends there too.
    desk.engine.sign_out("team").await.unwrap();
    assert!(matches!(desk.problem("team").await.detail, ProblemDetail::PersonNeeded { .. }));
    desk.sign_in("team").await;
    assert_eq!(files(), 0);
    desk.arn("team").await;
    let view = desk.engine.keep_tokens(TokenPlace::Files).await.unwrap();
    assert_eq!((view.tokens, files()), (TokenPlace::Files, 1));
    desk.arn("admin").await;
    assert_eq!(desk.calls("CreateToken"), 2, "two sign-ins, and no other");
}

#[tokio::test]
async fn the_accounts_and_roles_of_a_person_are_listed_in_all_their_pages() {
    let desk = Desk::new(SSO).await;
    assert!(desk.engine.sso_accounts("team").await.is_err());
    desk.sign_in("team").await;
    let accounts = desk.engine.sso_accounts("team").await.unwrap();
    assert!(accounts.len() > 20, "{}", accounts.len());
    assert!(accounts.iter().any(|account| account.id == "123456789012" && account.name == "acme-production"));
    let roles = desk.engine.sso_roles("team", "123456789012").await.unwrap();
    assert!(roles.contains(&"AdministratorAccess".to_owned()));
    assert!(roles.is_sorted());
}

const MFA: &str = "[profile keys]\nendpoint_url = ENDPOINT\n\
    [profile ops]\nrole_arn = arn:aws:iam::123456789012:role/ops-admin\nsource_profile = keys\n\
    mfa_serial = arn:aws:iam::123456789012:mfa/alice\nendpoint_url = ENDPOINT\n\
    [profile deploy]\nrole_arn = arn:aws:iam::123456789012:role/deployer\nsource_profile = keys\n\
    mfa_serial = arn:aws:iam::123456789012:mfa/alice\nduration_seconds = 900\nendpoint_url = ENDPOINT\n";

#[tokio::test]
async fn one_code_opens_all_roles_of_its_device() {
    let desk = Desk::new(MFA).await;
    let problem = desk.problem("ops").await;
    let need = Need::Code { device: DEVICE.to_owned() };
    assert_eq!(problem.detail, ProblemDetail::PersonNeeded { need });
    assert_eq!(problem.remedies[0], Remedy::EnterCode);
    desk.engine.enter_code("ops", DEVICE, "123456").await.unwrap();
    assert!(desk.arn("ops").await.contains("assumed-role/ops-admin/app-runner-desktop"));
    assert!(desk.arn("deploy").await.contains("assumed-role/deployer/"));
    assert_eq!((desk.calls("GetSessionToken"), desk.calls("AssumeRole")), (1, 2));
    // Another code while the first one's session lasts begins a new one, and a wrong code costs nothing.
    let standing = desk.engine.standing(&desk.open("ops").await.session).await.unwrap();
    assert_eq!(standing.next.unwrap().need, Need::Code { device: DEVICE.to_owned() });
    let wrong = desk.engine.enter_code("ops", DEVICE, "000000").await.unwrap_err();
    assert_eq!(wrong.detail, ProblemDetail::CodeRefused);
    assert!(desk.arn("ops").await.contains("assumed-role/ops-admin/"));
    desk.engine.enter_code("ops", DEVICE, "222222").await.unwrap();
    assert_eq!(desk.calls("GetSessionToken"), 3);
    // The keys themselves need no code.
    assert!(desk.arn("keys").await.contains(":user/"));
}

#[tokio::test]
async fn a_wrong_code_is_refused_and_another_one_is_asked_for() {
    let desk = Desk::new(MFA).await;
    for code in ["000000", "12345", "abcdef", ""] {
        let problem = desk.engine.enter_code("ops", DEVICE, code).await.unwrap_err();
        assert_eq!(problem.detail, ProblemDetail::CodeRefused, "{code}");
    }
    desk.engine.enter_code("ops", DEVICE, "123456").await.unwrap();
    // AWS takes each code once; that is known here without asking.
    let calls = desk.calls("GetSessionToken");
    let problem = desk.engine.enter_code("ops", DEVICE, "123456").await.unwrap_err();
    assert_eq!((problem.detail, desk.calls("GetSessionToken")), (ProblemDetail::CodeUsed, calls));
}

#[tokio::test]
async fn roles_are_taken_one_by_one_along_the_chain() {
    let config = "[profile keys]\nendpoint_url = ENDPOINT\n\
        [profile first]\nrole_arn = arn:aws:iam::123456789012:role/deployer\nsource_profile = keys\n\
        [profile second]\nrole_arn = arn:aws:iam::123456789012:role/deployer\nsource_profile = first\n\
        role_session_name = me\nduration_seconds = 7200\nendpoint_url = ENDPOINT\n";
    let desk = Desk::new(config).await;
    // A role that is taken by a role ends after an hour; more is not even asked for.
    assert!(desk.arn("second").await.ends_with("assumed-role/deployer/me"));
    assert_eq!(desk.calls("AssumeRole"), 2);
}

#[tokio::test]
async fn a_refusal_on_the_way_is_the_one_that_is_told() {
    let config = "[profile keys]\nendpoint_url = ENDPOINT\n\
        [profile gone]\nrole_arn = arn:aws:iam::123456789012:role/no-such\nsource_profile = keys\nendpoint_url = ENDPOINT\n";
    let problem = Desk::new(config).await.problem("gone").await;
    assert_eq!(problem.detail, ProblemDetail::AccessDenied { action: "sts:AssumeRole".to_owned() });
    assert_eq!(problem.aws.unwrap().operation, "AssumeRole");
}

#[tokio::test]
async fn a_program_is_run_only_after_the_person_agreed_to_it() {
    let place = Place::new();
    let ran = place.0.join("ran");
    let command = format!(
        "touch {} && echo '{{\"Version\": 1, \"AccessKeyId\": \"AKIASANDBOX0000000000\", \"SecretAccessKey\": \"s\"}}'",
        ran.display()
    );
    let config = format!(
        "[profile helper]\ncredential_process = {command}\nendpoint_url = ENDPOINT\n\
         [profile role]\nrole_arn = arn:aws:iam::123456789012:role/deployer\nsource_profile = helper\nendpoint_url = ENDPOINT\n"
    );
    let desk = Desk::new(&config).await;
    let need = Need::Program { profile: "helper".to_owned(), command: command.clone() };
    let needed = ProblemDetail::PersonNeeded { need };
    assert_eq!(desk.engine.welcome().await.profiles.len(), 4);
    assert_eq!(desk.problem("role").await.detail, needed);
    desk.engine.allow_program("helper", "touch something-else").unwrap();
    assert_eq!(desk.problem("helper").await.detail, needed);
    assert!(!ran.exists());
    desk.engine.allow_program("helper", &command).unwrap();
    assert!(desk.arn("role").await.contains("assumed-role/deployer"));
    assert!(ran.exists());
}

#[tokio::test]
async fn a_program_that_fails_is_told_with_what_it_said() {
    let config = "[profile helper]\ncredential_process = echo 'no session' >&2; exit 1\nendpoint_url = ENDPOINT\n";
    let desk = Desk::new(config).await;
    desk.engine.allow_program("helper", "echo 'no session' >&2; exit 1").unwrap();
    let problem = desk.problem("helper").await;
    let ProblemDetail::CredentialsMissing { reason } = &problem.detail else { panic!("{problem:#?}") };
    assert!(reason.contains("no session"), "{reason}");
}

#[tokio::test]
async fn a_token_of_an_identity_provider_is_taken_for_a_role() {
    let desk = Desk::new(
        "[profile web]\nweb_identity_token_file = ~/token\nrole_arn = arn:aws:iam::123456789012:role/deployer\nendpoint_url = ENDPOINT\n",
    )
    .await;
    let problem = desk.problem("web").await;
    assert!(
        matches!(&problem.detail, ProblemDetail::CredentialsMissing { reason } if reason.contains("token")),
        "{problem:#?}"
    );
    std::fs::write(desk.place.0.join("token"), "a.b.c\n").unwrap();
    assert!(desk.arn("web").await.contains("assumed-role/deployer"));
}

#[tokio::test]
async fn keys_of_the_environment_are_used_when_they_are_chosen_and_never_else() {
    let keys = [("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT000000"), ("AWS_SECRET_ACCESS_KEY", "s")];
    let keys = [keys[0], keys[1], ("AWS_ENDPOINT_URL", "ENDPOINT")];
    let desk = Desk::with("[profile keys]\n", &keys).await;
    let welcome = desk.engine.welcome().await;
    assert_eq!(welcome.profile, "keys");
    assert!(welcome.profiles.iter().any(|row| row.name == ENVIRONMENT));
    assert!(desk.arn(ENVIRONMENT).await.contains(":user/"));
    let without = Desk::new("[profile keys]\nendpoint_url = ENDPOINT\n").await;
    assert!(!without.engine.welcome().await.profiles.iter().any(|row| row.name == ENVIRONMENT));
}

#[tokio::test]
async fn a_profile_that_does_not_work_out_says_why() {
    let desk = Desk::new("[profile a]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = b\n[profile b]\nrole_arn = arn:aws:iam::123456789012:role/y\nsource_profile = a\n").await;
    let problem = desk.engine.open("a", REGION).await.unwrap_err();
    assert!(matches!(problem.detail, ProblemDetail::ProfileFaulty { .. }), "{problem:#?}");
    let rows = desk.engine.welcome().await.profiles;
    assert!(rows.iter().any(|row| row.name == "a" && row.fault.is_some()));
}

#[tokio::test]
async fn nothing_is_changed_past_the_guard() {
    let bench = support::Bench::new().await;
    let account = Marked::Account { id: "123456789012".to_owned() };
    let mark = |protection| Mark { protection, name: "shop".to_owned(), ..Mark::default() };
    let (engine, session) = (&bench.engine, &bench.session);
    engine.mark(&account, &mark(Protection::Production)).unwrap();
    let plan = engine.plan_create(session, &support::draft()).await.unwrap();
    let locked = ProblemDetail::ProductionLocked { account: "123456789012".to_owned() };
    assert_eq!(engine.start(session, &plan.id, None).unwrap_err().detail, locked);
    assert_eq!(engine.unlock(session, "other").unwrap_err().detail, ProblemDetail::ConfirmationMismatch);
    assert!(engine.unlock(session, "shop").unwrap().unlocked_until.is_some());
    engine.lock_again(session).unwrap();
    assert_eq!(engine.start(session, &plan.id, None).unwrap_err().detail, locked);
    engine.unlock(session, "123456789012").unwrap();
    bench.sandbox.faults().always("apprunner", "CreateService", Fault::refuse(400, "InvalidRequestException", "no"));
    let run = engine.start(session, &plan.id, None).unwrap();
    let run = bench.settle(&run.id).await;
    // Read-only is not to be unlocked; a run that stopped neither goes on nor is it taken back.
    engine.mark(&Marked::Profile { name: ard_core::session::SANDBOX.to_owned() }, &mark(Protection::ReadOnly)).unwrap();
    let read_only = ProblemDetail::ReadOnly { account: "123456789012".to_owned() };
    assert_eq!(engine.undo(&run.id, Some(support::NAME)).unwrap_err().detail, read_only);
    assert_eq!(engine.resume(&run.id).unwrap_err().detail, read_only);
    assert_eq!(engine.unlock(session, "shop").unwrap().permit(0.0), Err(Protection::ReadOnly));
}

#[tokio::test]
async fn no_secret_comes_out_of_the_engine() {
    let desk = Desk::new(&format!("{SSO}{}", MFA.replace("[profile keys]\nendpoint_url = ENDPOINT\n", ""))).await;
    desk.sign_in("team").await;
    desk.engine.enter_code("ops", DEVICE, "314159").await.unwrap();
    let session = desk.open("team").await.session;
    desk.arn("ops").await;
    let plan = desk.engine.plan_create(&session, &support::draft()).await.unwrap();
    let run = desk.engine.start(&session, &plan.id, None).unwrap();
    support::until(&desk.engine, &run.id, |run| run.state.needs_decision() || run.state.is_over()).await;

    let token: serde_json::Value = serde_json::from_slice(&std::fs::read(desk.token_file()).unwrap()).unwrap();
    let mut secrets: Vec<String> =
        ["accessToken", "refreshToken", "clientSecret"].map(|field| token[field].as_str().unwrap().to_owned()).to_vec();
    secrets.extend(["314159", "SecretAccessKey", "SessionToken"].map(str::to_owned));
    let said = [
        serde_json::to_string(&desk.engine.welcome().await).unwrap(),
        serde_json::to_string(&desk.open("team").await).unwrap(),
        serde_json::to_string(&desk.open("ops").await).unwrap(),
        serde_json::to_string(&desk.engine.config().await.unwrap()).unwrap(),
        serde_json::to_string(&desk.engine.standing(&session).await.unwrap()).unwrap(),
        serde_json::to_string(&desk.engine.run(&run.id).unwrap()).unwrap(),
        serde_json::to_string(&plan).unwrap(),
        format!("{:?}", desk.notices.try_iter().collect::<Vec<_>>()),
    ];
    let kept: Vec<u8> = std::fs::read_dir(&desk.place.0)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .flat_map(|path| std::fs::read(path).unwrap())
        .collect();
    for secret in secrets {
        assert!(!said.iter().any(|text| text.contains(&secret)), "{secret}");
        assert!(!kept.windows(secret.len()).any(|bytes| bytes == secret.as_bytes()), "{secret} in a file");
    }
}
