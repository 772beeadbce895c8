//! What a person may do, where: rights as IAM simulates them, the pin of a project, services in other Regions.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use std::path::Path;

use ard_aws::Surroundings;
use ard_core::elsewhere::Found;
use ard_core::permissions::{Feature, FeatureState, Permissions, RefusedBy, Verdict, Who};
use ard_core::pin::{Pin, PinFault, PinReason, ProjectRefusal};
use ard_core::problem::ProblemDetail;
use ard_core::region;
use ard_core::run::RunState;
use ard_core::session::SANDBOX;
use ard_engine::{Engine, Notice};
use ard_sandbox::{Fault, Options, Sandbox};
use support::{Bench, NAME, Place, REGION, draft, engine_in};
use tokio::net::TcpListener;

const ACCOUNT: &str = "123456789012";

fn state(permissions: &Permissions, feature: Feature) -> FeatureState {
    permissions.features.iter().find(|row| row.feature == feature).unwrap().state
}

/// The sandbox on loopback, with a user of one policy whose keys the profile `limited` has.
struct Office {
    engine: Engine,
    address: String,
    _place: Place,
}

impl Office {
    async fn new(policy: &serde_json::Value) -> Self {
        let place = Place::new();
        let sandbox = Sandbox::new(Options::default());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let served = sandbox.clone();
        tokio::spawn(async move { served.serve(listener).await });
        let (id, secret) = support::user_with(&address, "limited", &policy.to_string()).await;
        std::fs::create_dir_all(place.0.join(".aws")).unwrap();
        let config = format!("[profile limited]\nregion = eu-north-1\nendpoint_url = {address}\n");
        std::fs::write(place.0.join(".aws/config"), config).unwrap();
        let keys = format!("[limited]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n");
        std::fs::write(place.0.join(".aws/credentials"), keys).unwrap();
        let home = place.0.to_string_lossy().into_owned();
        let (sender, _) = std::sync::mpsc::channel();
        let surroundings = Surroundings::with(&[("HOME", &home)]);
        let engine = engine_in(surroundings, sandbox.http_client(), place.0.join("journal.sqlite3"), sender);
        Self { engine, address, _place: place }
    }

    async fn permissions(&self) -> Permissions {
        let session = self.engine.open("limited", REGION).await.unwrap().session;
        self.engine.permissions(&session).await.unwrap()
    }
}

#[tokio::test]
async fn who_may_do_all_lacks_nothing() {
    let bench = Bench::new().await;
    let permissions = bench.engine.permissions(&bench.session).await.unwrap();
    assert_eq!(permissions.who, Who::User { name: "sandbox".to_owned() });
    assert!(permissions.features.iter().all(|row| row.state == FeatureState::Allowed), "{permissions:#?}");
    assert_eq!((permissions.policy, permissions.problem), (None, None));
    // Nothing of what was asked about was done.
    assert!(!bench.sandbox.calls().iter().any(|call| call.operation.starts_with("Create")));
}

#[tokio::test]
async fn what_a_policy_does_not_give_is_refused_and_named() {
    let policy = serde_json::json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["apprunner:List*", "apprunner:Describe*", "wafv2:Get*"], "Resource": "*"},
        {"Effect": "Allow", "Action": ["iam:Simulate*", "iam:ListRoles", "sts:*", "logs:*"], "Resource": "*"},
        {"Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*"},
        {"Effect": "Allow", "Action": "ssm:*", "Resource": "*"},
        {"Effect": "Deny", "Action": "secretsmanager:CreateSecret", "Resource": "*"},
    ]});
    let permissions = Office::new(&policy).await.permissions().await;
    assert_eq!(permissions.who, Who::User { name: "limited".to_owned() });
    for (feature, expected) in [
        (Feature::Look, FeatureState::Allowed),
        (Feature::Logs, FeatureState::Allowed),
        (Feature::Identity, FeatureState::Allowed),
        (Feature::CreateFromImage, FeatureState::Refused),
        (Feature::Secrets, FeatureState::Refused),
        (Feature::Delete, FeatureState::Refused),
        (Feature::KeyRotation, FeatureState::Refused),
    ] {
        assert_eq!(state(&permissions, feature), expected, "{feature:?}");
    }
    let secrets = permissions.features.iter().find(|row| row.feature == Feature::Secrets).unwrap();
    let first = &secrets.actions[0];
    assert_eq!(
        (first.action.as_str(), &first.verdict),
        ("secretsmanager:CreateSecret", &Verdict::Refused { by: RefusedBy::Denial })
    );
    let missing = permissions.policy.unwrap();
    assert_eq!((missing.is_whole, &missing.held_back_by[..]), (false, &[RefusedBy::Denial][..]));
    assert!(missing.json.contains("apprunner:CreateService") && missing.json.contains("iam:PassedToService"));
    assert!(!missing.json.contains("apprunner:ListServices"), "{}", missing.json);
}

#[tokio::test]
async fn the_missing_policy_is_all_that_is_missing() {
    let look = serde_json::json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["iam:SimulatePrincipalPolicy", "iam:ListRoles"], "Resource": "*"},
    ]});
    let office = Office::new(&look).await;
    let mut missing: serde_json::Value =
        serde_json::from_str(&office.permissions().await.policy.unwrap().json).unwrap();
    // The sandbox meets no condition.
    for statement in missing["Statement"].as_array_mut().unwrap() {
        statement.as_object_mut().unwrap().remove("Condition");
    }
    support::put_policy(&office.address, "limited", "missing", &missing.to_string()).await;
    let after = office.permissions().await;
    assert_eq!(after.policy, None, "{after:#?}");
    assert!(after.features.iter().all(|row| row.state == FeatureState::Allowed));
}

#[tokio::test]
async fn who_may_not_even_ask_is_given_the_whole_policy() {
    let bench = Bench::new().await;
    bench.sandbox.faults().always("iam", "SimulatePrincipalPolicy", Fault::denied());
    let permissions = bench.engine.permissions(&bench.session).await.unwrap();
    let denied = ProblemDetail::AccessDenied { action: "iam:SimulatePrincipalPolicy".to_owned() };
    assert_eq!(permissions.problem.unwrap().detail, denied);
    assert!(permissions.features.iter().all(|row| row.state == FeatureState::Unknown));
    let whole = permissions.policy.unwrap();
    assert!(whole.is_whole && whole.length <= whole.limit);
}

#[tokio::test]
async fn what_one_question_cannot_tell_the_others_can() {
    let bench = Bench::new().await;
    // More often than a read is tried again.
    bench.sandbox.faults().times("iam", "SimulatePrincipalPolicy", 3, Fault::internal());
    let permissions = bench.engine.permissions(&bench.session).await.unwrap();
    let states: Vec<FeatureState> = permissions.features.iter().map(|row| row.state).collect();
    assert!(!states.contains(&FeatureState::Refused), "{states:?}");
    assert!(permissions.problem.is_some() == states.contains(&FeatureState::Unknown), "{states:?}");
}

fn pin(account: &str, region: &str) -> Pin {
    Pin { account: account.to_owned(), region: region.to_owned(), profile: None }
}

fn folder(bench: &Bench, name: &str) -> String {
    let folder = bench.place.0.join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder.canonicalize().unwrap().to_string_lossy().into_owned()
}

#[tokio::test]
async fn a_pin_holds_back_what_is_elsewhere_and_lets_the_rest_through() {
    let bench = Bench::new().await;
    let (engine, session) = (&bench.engine, &bench.session);
    bench.sandbox.faults().always("apprunner", "CreateService", Fault::refuse(400, "InvalidRequestException", "no"));
    let run = bench.create(&draft()).await;
    assert_eq!(run.state, RunState::Failed);
    bench.sandbox.faults().clear();
    let plan = engine.plan_create(session, &support::private_draft()).await.unwrap();

    for (account, region) in [(ACCOUNT, "us-east-1"), ("210987654321", REGION)] {
        let project = folder(&bench, &format!("{account}-{region}"));
        engine.make_project(&project, &pin(account, region)).unwrap();
        let (account, region) = (account.to_owned(), region.to_owned());
        let elsewhere = ProblemDetail::PinnedElsewhere { project, account, region };
        assert_eq!(engine.start(session, &plan.id, None).unwrap_err().detail, elsewhere);
        assert_eq!(engine.resume(&run.id).unwrap_err().detail, elsewhere);
        assert_eq!(engine.undo(&run.id, Some(NAME)).unwrap_err().detail, elsewhere);
        // Reading stays free.
        engine.services(session).await.unwrap();
    }
    assert_eq!(engine.run(&run.id).unwrap().state, RunState::Failed);

    engine.make_project(&folder(&bench, "here"), &pin(ACCOUNT, REGION)).unwrap();
    engine.resume(&run.id).unwrap();
    support::assert_succeeded(&bench.settle(&run.id).await);
    assert!(bench.told().contains(&Notice::ProjectChanged));
}

#[tokio::test]
async fn a_pin_is_read_anew_before_each_change_and_a_broken_one_lets_nothing_through() {
    let bench = Bench::new().await;
    let (engine, session) = (&bench.engine, &bench.session);
    let project = folder(&bench, "shop");
    let file = Path::new(&project).join("app-runner-desktop.json");
    engine.make_project(&project, &pin(ACCOUNT, REGION)).unwrap();
    let plan = engine.plan_create(session, &draft()).await.unwrap();
    let refusal = || engine.start(session, &plan.id, None).unwrap_err().detail;
    let broken = |line, reason| ProblemDetail::PinBroken {
        file: file.to_string_lossy().into_owned(),
        fault: PinFault { line, reason },
    };
    let good = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, good.replace("\"region\"", "\"regoin\"")).unwrap();
    assert_eq!(refusal(), broken(Some(3), PinReason::UnknownKey { key: "regoin".to_owned() }));
    assert_eq!(engine.projects().unwrap().open.unwrap().fault.unwrap().line, Some(3));
    std::fs::write(&file, [0xff, 0xfe]).unwrap();
    assert_eq!(refusal(), broken(None, PinReason::NotAnObject));
    std::fs::remove_file(&file).unwrap();
    assert!(
        matches!(refusal(), ProblemDetail::PinBroken { fault, .. } if matches!(fault.reason, PinReason::Unreadable { .. }))
    );
    std::fs::create_dir(&file).unwrap();
    assert!(matches!(refusal(), ProblemDetail::PinBroken { .. }));
    std::fs::remove_dir(&file).unwrap();
    std::fs::write(&file, good.replace(REGION, "us-east-1")).unwrap();
    assert!(matches!(refusal(), ProblemDetail::PinnedElsewhere { region, .. } if region == "us-east-1"));
    std::fs::write(&file, good).unwrap();
    let run = engine.start(session, &plan.id, None).unwrap();
    support::assert_succeeded(&bench.settle(&run.id).await);
}

#[tokio::test]
async fn a_project_is_found_upwards_remembered_and_closed() {
    let bench = Bench::new().await;
    let (engine, project) = (&bench.engine, folder(&bench, "shop"));
    let deep = folder(&bench, "shop/web/src");
    let code = |typed: &str| match engine.open_project(typed).unwrap_err().detail {
        ProblemDetail::ProjectRefused { refusal, .. } => refusal,
        other => panic!("{other:?}"),
    };
    assert_eq!(code(&deep), ProjectRefusal::NoPin);
    assert_eq!(code("shop"), ProjectRefusal::NotWhole);
    assert_eq!(code(&format!("{project}/none")), ProjectRefusal::NoFolder);
    engine.make_project(&project, &pin(ACCOUNT, "eu-west-1")).unwrap();
    let again = engine.make_project(&project, &pin(ACCOUNT, REGION)).unwrap_err().detail;
    assert!(matches!(again, ProblemDetail::ProjectRefused { refusal: ProjectRefusal::Exists, .. }));
    assert_eq!(engine.close_project().unwrap().open, None);
    let opened = engine.open_project(&format!(" {deep} ")).unwrap();
    assert_eq!(opened.open.as_ref().unwrap().folder, project);
    assert_eq!((opened.open.unwrap().name.as_str(), &opened.recent[..]), ("shop", &[project.clone()][..]));
    assert_eq!(engine.welcome().await.region, "eu-west-1");

    let bad = Pin { account: "1".to_owned(), ..pin(ACCOUNT, REGION) };
    let refused = engine.make_project(&folder(&bench, "other"), &bad).unwrap_err().detail;
    let wanted = ProjectRefusal::Pin { reason: PinReason::BadAccount };
    assert!(matches!(refused, ProblemDetail::ProjectRefused { refusal, .. } if refusal == wanted));
    assert!(std::fs::read_dir(bench.place.0.join("other")).unwrap().next().is_none());
}

#[tokio::test]
async fn a_start_opens_the_project_of_its_folder_else_the_one_that_was_open() {
    let place = Place::new();
    let home = place.0.canonicalize().unwrap().join("home");
    let begin = |folder: Option<&Path>| {
        let sandbox = Sandbox::new(Options::default());
        let surroundings = Surroundings::with(&[("HOME", &home.to_string_lossy())]);
        let (sender, _) = std::sync::mpsc::channel();
        let engine = engine_in(surroundings, sandbox.http_client(), place.0.join("journal.sqlite3"), sender);
        engine.begin_project(folder);
        engine
    };
    let open = |engine: &Engine| engine.projects().unwrap().open.map(|project| project.name);
    let (one, other) = (home.join("one/src"), home.join("other"));
    for folder in [&one, &other] {
        std::fs::create_dir_all(folder).unwrap();
    }
    for (folder, region) in [(home.join("one"), "eu-west-1"), (other.clone(), "eu-west-2"), (home.clone(), "eu-west-3")]
    {
        std::fs::write(folder.join("app-runner-desktop.json"), pin(ACCOUNT, region).write().unwrap()).unwrap();
    }
    // A pin at home would be everything's.
    assert_eq!(open(&begin(Some(&home))), None);
    assert_eq!(open(&begin(None)), None);
    let first = begin(Some(&one));
    assert_eq!((open(&first).as_deref(), first.welcome().await.region.as_str()), (Some("one"), "eu-west-1"));
    first.open_project("~/other").unwrap();
    drop(first);
    let second = begin(Some(&home));
    assert_eq!(open(&second).as_deref(), Some("other"));
    second.close_project().unwrap();
    drop(second);
    let third = begin(None);
    assert_eq!(open(&third), None);
    assert!(third.make_project("~", &pin(ACCOUNT, REGION)).is_err());
}

#[tokio::test]
async fn an_undo_that_takes_a_service_for_good_needs_its_name() {
    let bench = Bench::new().await;
    let mut wrong = draft();
    wrong.port = "8080".to_owned();
    let run = bench.create(&wrong).await;
    assert_eq!(run.undo_confirmation.as_deref(), Some(NAME));
    for typed in [None, Some(""), Some("my-first")] {
        let refused = bench.engine.undo(&run.id, typed).unwrap_err().detail;
        assert_eq!(refused, ProblemDetail::ConfirmationMismatch, "{typed:?}");
    }
    assert_eq!(support::count(&bench.aws().await).await, support::ONE_OF_EACH);
    bench.engine.undo(&run.id, Some(NAME)).unwrap();
    assert_eq!(bench.settle(&run.id).await.state, RunState::Undone);
}

#[tokio::test]
async fn services_of_other_regions_are_counted_and_one_that_fails_fails_alone() {
    let bench = Bench::new().await;
    assert_eq!(bench.engine.services(&bench.session).await.unwrap(), []);
    let found = bench.engine.services_elsewhere(&bench.session).await.unwrap();
    assert_eq!(found.len(), region::ALL.len() - 1);
    assert_eq!((found[0].region.as_str(), &found[0].found), ("us-east-1", &Found::Counted { count: 8 }));
    assert!(found[1..].iter().all(|one| one.found == Found::Counted { count: 0 }));

    bench.sandbox.faults().times("apprunner", "ListServices", 1, Fault::denied());
    let found = bench.engine.services_elsewhere(&bench.session).await.unwrap();
    let unread: Vec<_> = found.iter().filter(|one| matches!(one.found, Found::Unread { .. })).collect();
    assert_eq!((found.len(), unread.len()), (region::ALL.len() - 1, 1), "{found:#?}");
    assert_eq!(found.last(), unread.first().copied());
}

#[tokio::test]
async fn a_profile_at_home_where_app_runner_is_not_says_so() {
    let nothing = serde_json::json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "Action": "s3:*", "Resource": "*"},
    ]});
    let office = Office::new(&nothing).await;
    assert_eq!(office.engine.open("limited", REGION).await.unwrap().unserved_region.as_deref(), Some("eu-north-1"));
    assert_eq!(office.engine.open(SANDBOX, REGION).await.unwrap().unserved_region, None);
    let welcome = office.engine.welcome().await;
    assert!(welcome.other_regions.iter().any(|region| region.code == "eu-north-1"));
    assert_eq!(welcome.region, region::DEFAULT);
}
