//! Private services, repaired trusts and secrets that are kept: carried out, refused, taken back.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use ard_core::draft::{Incoming, Outgoing, Pair, Variable, VariableSource};
use ard_core::plan::SecretPlace;
use ard_core::preflight::{Look, Outcome};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::role::{self, Principal};
use ard_core::run::{RunState, RunView, StepState};
use ard_core::service::{IngressStatus, ServiceStatus};
use ard_engine::SecretValue;
use ard_sandbox::{Fault, Options, Sandbox};
use support::{
    Bench, ENDPOINT, MISTRUSTED, NAME, Place, WEB_ACL, assert_succeeded, count_private, private_draft,
    private_draft_behind,
};

/// The calls of the plan that change something.
const CHANGES: [(&str, &str); 5] = [
    ("iam", "UpdateAssumeRolePolicy"),
    ("ec2", "CreateVpcEndpoint"),
    ("apprunner", "CreateService"),
    ("wafv2", "AssociateWebACL"),
    ("apprunner", "CreateVpcIngressConnection"),
];

const SECRET: &str = "shop/NEW_PASSWORD";
const PARAMETER: &str = "/shop/new-password";
const VALUE: &str = "correct-horse-battery-staple";

fn problem(run: &RunView) -> Problem {
    run.steps.iter().find_map(|step| step.problem.clone()).unwrap()
}

#[tokio::test]
async fn a_private_service_is_reached_from_its_vpc_behind_its_web_acl() {
    let bench = Bench::new().await;
    let run = bench.create(&private_draft()).await;
    assert_succeeded(&run);
    assert_eq!(count_private(&bench.aws().await).await, [1; 5]);
    let service = bench.engine.service(&bench.session, &run.service_arn.unwrap()).await.unwrap();
    assert!(!service.public);
    assert_eq!(service.row.status, ServiceStatus::Running);
    assert_eq!(service.web_acl.unwrap().name, WEB_ACL);
    let ingress = service.ingress.unwrap();
    assert_eq!((ingress.status, ingress.vpc.as_str()), (IngressStatus::Available, support::VPC));
    assert!(ingress.host.unwrap().ends_with(".awsapprunner.com"));
    let endpoints = bench.engine.endpoints(&bench.session).await.unwrap();
    assert!(endpoints.iter().any(|found| found.id == ingress.endpoint && found.name.as_deref() == Some(ENDPOINT)));
}

#[tokio::test]
async fn what_is_made_on_the_way_bears_the_tags_that_the_draft_gives_it() {
    let bench = Bench::new().await;
    let mut draft = ard_core::draft::Draft { outgoing: support::draft().outgoing, ..private_draft() };
    let tag = |name: &str, value: &str| Pair { name: name.to_owned(), value: value.to_owned() };
    if let Outgoing::NewConnector { tags, .. } = &mut draft.outgoing {
        tags.push(tag(" team", "web"));
    }
    if let Incoming::NewEndpoint { name, tags, .. } = &mut draft.incoming {
        name.clear();
        tags.push(tag("Name", "by its tag"));
    }
    assert_succeeded(&bench.create(&draft).await);
    let aws = bench.aws().await;
    let connectors = aws.apprunner.connectors().await.unwrap();
    let made = connectors.iter().find(|connector| connector.name == support::CONNECTOR).unwrap();
    assert!(aws.apprunner.tags(&made.arn).await.unwrap().contains(&tag("team", "web")));
    let endpoints = bench.engine.endpoints(&bench.session).await.unwrap();
    assert!(endpoints.iter().any(|endpoint| endpoint.name.as_deref() == Some("by its tag")));
}

#[tokio::test]
async fn a_private_service_is_deleted_with_the_way_to_it() {
    let bench = Bench::new().await;
    let arn = bench.create(&private_draft()).await.service_arn.unwrap();
    let plan = bench.engine.plan_delete(&bench.session, &arn).await.unwrap();
    let run = bench.engine.start(&bench.session, &plan.id, Some(support::NAME)).unwrap();
    assert_succeeded(&bench.settle(&run.id).await);
    // The endpoint may serve others, and the role keeps its repair.
    assert_eq!(count_private(&bench.aws().await).await, [0, 1, 0, 0, 1]);
}

#[tokio::test]
async fn a_repair_that_somebody_else_made_is_not_taken_back() {
    let bench = Bench::new().await;
    let plan = bench.engine.plan_create(&bench.session, &private_draft()).await.unwrap();
    let aws = bench.aws().await;
    let trust = aws.iam.role(MISTRUSTED).await.unwrap().unwrap().trust;
    aws.iam.put_trust(MISTRUSTED, &role::trust_with(&trust, Principal::Tasks).unwrap()).await.unwrap();
    bench.sandbox.faults().always("ec2", "CreateVpcEndpoint", Fault::refuse(400, "AccessDeniedException", "no"));
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    bench.settle(&run.id).await;
    bench.engine.undo(&run.id, Some(NAME)).unwrap();
    assert_eq!(bench.settle(&run.id).await.state, RunState::Undone);
    assert_eq!(count_private(&aws).await, [0, 0, 0, 0, 1]);
}

#[tokio::test]
async fn an_endpoint_that_exists_is_used_and_stays() {
    let bench = Bench::new().await;
    let known = bench.engine.endpoints(&bench.session).await.unwrap();
    let [endpoint] = &known[..] else { panic!("{known:#?}") };
    let draft = ard_core::draft::Draft { incoming: Incoming::Endpoint { id: endpoint.id.clone() }, ..private_draft() };
    let run = bench.create(&draft).await;
    assert_succeeded(&run);
    bench.engine.undo(&run.id, Some(NAME)).unwrap_err();
    assert_eq!(bench.engine.endpoints(&bench.session).await.unwrap().len(), 1);
    let service = bench.engine.service(&bench.session, &run.service_arn.unwrap()).await.unwrap();
    assert_eq!(service.ingress.unwrap().endpoint, endpoint.id);
}

#[tokio::test]
async fn a_refusal_of_any_call_is_resumed_or_undone() {
    for (service, operation) in CHANGES {
        for resumes in [true, false] {
            let bench = Bench::new().await;
            bench.sandbox.faults().always(service, operation, Fault::refuse(400, "AccessDeniedException", "no"));
            let run = bench.create(&private_draft()).await;
            assert_eq!(run.state, RunState::Failed, "{operation}");
            assert_eq!(problem(&run).detail, ProblemDetail::AccessDenied { action: format!("{service}:{operation}") });
            bench.sandbox.faults().clear();
            if resumes {
                bench.engine.resume(&run.id).unwrap();
                assert_succeeded(&bench.settle(&run.id).await);
                assert_eq!(count_private(&bench.aws().await).await, [1; 5], "{operation}");
            } else if run.can_undo {
                bench.engine.undo(&run.id, Some(NAME)).unwrap();
                assert_eq!(bench.settle(&run.id).await.state, RunState::Undone, "{operation}");
                assert_eq!(count_private(&bench.aws().await).await, [0; 5], "{operation}");
            } else {
                assert_eq!(operation, CHANGES[0].1, "only a first step leaves nothing to undo");
            }
        }
    }
}

#[tokio::test]
async fn a_lost_answer_to_any_call_makes_nothing_twice() {
    for (service, operation) in CHANGES {
        let bench = Bench::new().await;
        bench.sandbox.faults().times(service, operation, 1, Fault::LoseResponse);
        assert_succeeded(&bench.create(&private_draft()).await);
        assert_eq!(count_private(&bench.aws().await).await, [1; 5], "{operation}");
    }
}

#[tokio::test]
async fn a_web_acl_that_has_not_spread_is_waited_for() {
    let bench = Bench::new().await;
    let draft = private_draft_behind("fresh-firewall", "0a11ce00-0000-4000-8000-0000000000bf");
    let plan = bench.engine.plan_create(&bench.session, &draft).await.unwrap();
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    assert_succeeded(&bench.settle(&run.id).await);
    let refused = bench.sandbox.calls().iter().filter(|call| call.operation == "AssociateWebACL").count();
    assert!(refused > 1, "{refused}");
}

#[tokio::test]
async fn a_trust_that_somebody_changed_meanwhile_is_left_alone() {
    let bench = Bench::new().await;
    let aws = bench.aws().await;
    let plan = bench.engine.plan_create(&bench.session, &private_draft()).await.unwrap();
    let theirs = role::trust_policy(Principal::Build);
    aws.iam.put_trust(MISTRUSTED, &theirs).await.unwrap();
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    let run = bench.settle(&run.id).await;
    assert_eq!(problem(&run).detail, ProblemDetail::TrustChanged { role: MISTRUSTED.to_owned() });
    assert!(role::same_policy(&aws.iam.role(MISTRUSTED).await.unwrap().unwrap().trust, &theirs));
}

#[tokio::test]
async fn undoing_a_repair_leaves_what_somebody_changed_since() {
    let bench = Bench::new().await;
    bench.sandbox.faults().always("ec2", "CreateVpcEndpoint", Fault::refuse(400, "AccessDeniedException", "no"));
    let run = bench.create(&private_draft()).await;
    let aws = bench.aws().await;
    let theirs = role::trust_policy(Principal::Build);
    aws.iam.put_trust(MISTRUSTED, &theirs).await.unwrap();
    bench.engine.undo(&run.id, Some(NAME)).unwrap();
    let run = bench.settle(&run.id).await;
    assert_eq!(run.state, RunState::UndoFailed);
    assert!(role::same_policy(&aws.iam.role(MISTRUSTED).await.unwrap().unwrap().trust, &theirs));
}

async fn keep(bench: &Bench, place: SecretPlace, name: &str) -> RunView {
    let value = SecretValue::new(VALUE.to_owned());
    let plan = bench.engine.plan_secret(&bench.session, place, name, value).unwrap();
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    bench.settle(&run.id).await
}

#[tokio::test]
async fn a_value_is_kept_where_services_read_it_and_nowhere_else() {
    let bench = Bench::new().await;
    for (place, name) in [(SecretPlace::SecretsManager, SECRET), (SecretPlace::ParameterStore, PARAMETER)] {
        let run = keep(&bench, place, name).await;
        assert_succeeded(&run);
        assert!(!format!("{run:?}").contains(VALUE));
    }
    let secrets = bench.engine.secrets(&bench.session).await.unwrap();
    assert!(secrets.iter().any(|secret| secret.name == SECRET));
    let parameters = bench.engine.parameters(&bench.session).await.unwrap();
    assert!(parameters.iter().any(|parameter| parameter.name == PARAMETER && parameter.is_secure));
    for file in std::fs::read_dir(&bench.place.0).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        assert!(!bytes.windows(VALUE.len()).any(|window| window == VALUE.as_bytes()), "{}", path.display());
    }
}

#[tokio::test]
async fn a_name_that_is_taken_is_told_and_a_lost_answer_finds_its_own() {
    let bench = Bench::new().await;
    for (place, service, operation, name, taken) in [
        (SecretPlace::SecretsManager, "secretsmanager", "CreateSecret", SECRET, "shop/database"),
        (SecretPlace::ParameterStore, "ssm", "PutParameter", PARAMETER, "/shop/log-level"),
    ] {
        let refused = keep(&bench, place, taken).await;
        assert_eq!(refused.state, RunState::Failed);
        assert_eq!(problem(&refused).detail, ProblemDetail::AlreadyExists);
        assert!(!refused.can_undo, "{taken} is somebody else's");
        bench.sandbox.faults().times(service, operation, 1, Fault::LoseResponse);
        let found = keep(&bench, place, name).await;
        assert_succeeded(&found);
        assert!(found.steps[0].found);
    }
}

#[tokio::test]
async fn a_secret_whose_value_is_gone_is_not_made() {
    let place = Place::new();
    let sandbox = Sandbox::new(Options::default());
    let (sender, _told) = std::sync::mpsc::channel();
    let journal = place.0.join("journal.sqlite3");
    let first = support::engine(sandbox.http_client(), journal.clone(), sender.clone());
    let session = first.open(ard_core::session::SANDBOX, support::REGION).await.unwrap().session;
    sandbox.faults().always("secretsmanager", "CreateSecret", Fault::refuse(400, "AccessDeniedException", "no"));
    let value = SecretValue::new(VALUE.to_owned());
    let plan = first.plan_secret(&session, SecretPlace::SecretsManager, SECRET, value).unwrap();
    let run = first.start(&session, &plan.id, None).unwrap();
    support::until(&first, &run.id, |run| run.state == RunState::Failed).await;
    drop(first);
    sandbox.faults().clear();
    // Started again: the journal knows of the run, and nobody of the value.
    let second = support::engine(sandbox.http_client(), journal, sender);
    second.resume(&run.id).unwrap();
    let run = support::until(&second, &run.id, |run| !run.under_way).await;
    assert_eq!(problem(&run).detail, ProblemDetail::SecretGone);
    assert_eq!(run.steps[0].state, StepState::Failed);
}

#[tokio::test]
async fn what_would_fail_later_is_seen_before() {
    let bench = Bench::new().await;
    // It is there, and the role's policy denies it.
    let stripe = format!("arn:aws:secretsmanager:{}:123456789012:secret:shop/stripe-api-key-Wq81Lm", support::REGION);
    let mut draft = private_draft();
    "8080".clone_into(&mut draft.port);
    let variable =
        |name: &str, source, value: &str| Variable { source, name: name.to_owned(), value: value.to_owned() };
    draft.environment = vec![
        variable("URL", VariableSource::ParameterStore, "/shop/not-there"),
        variable("LEVEL", VariableSource::ParameterStore, "/shop/log-level"),
        variable("STRIPE", VariableSource::SecretsManager, &stripe),
    ];
    let looked = bench.engine.preflight(&bench.session, &draft).await.unwrap();
    let find = |wanted: fn(&Look) -> bool| looked.iter().find(|looked| wanted(&looked.look)).cloned();
    let port = find(|look| matches!(look, Look::ImagePort { .. })).unwrap();
    assert_eq!(port.look, Look::ImagePort { port: "8080".to_owned(), exposed: vec![5000] });
    assert_eq!(port.outcome, Outcome::Doubtful);
    let platform = find(|look| matches!(look, Look::ImagePlatform { .. })).unwrap();
    assert_eq!(platform.look, Look::ImagePlatform { platforms: vec!["linux/amd64".to_owned()] });
    let command = find(|look| *look == Look::ImageCommand).unwrap();
    assert_eq!(command.outcome, Outcome::Passed);
    let missing = find(|look| matches!(look, Look::References { .. })).unwrap();
    let parameter = |name: &str| format!("arn:aws:ssm:{}:123456789012:parameter/shop/{name}", support::REGION);
    assert_eq!(missing.look, Look::References { missing: vec![parameter("not-there")] });
    let denied = find(|look| matches!(look, Look::ReferenceRights { .. })).unwrap();
    assert_eq!(denied.look, Look::ReferenceRights { denied: vec![stripe] });
    assert_eq!(find(|look| matches!(look, Look::Rights { .. })).unwrap().outcome, Outcome::Passed);
}

#[tokio::test]
async fn what_a_person_may_not_do_is_seen_before() {
    let bench = Bench::new().await;
    bench.sandbox.faults().always("iam", "SimulatePrincipalPolicy", Fault::refuse(403, "AccessDenied", "no"));
    let looked = bench.engine.preflight(&bench.session, &private_draft()).await.unwrap();
    let rights = looked.iter().find(|looked| matches!(looked.look, Look::Rights { .. })).unwrap();
    let Outcome::Unknown { problem: Some(problem) } = &rights.outcome else { panic!("{rights:?}") };
    let action = "iam:SimulatePrincipalPolicy".to_owned();
    assert_eq!(problem.detail, ProblemDetail::AccessDenied { action });
}
