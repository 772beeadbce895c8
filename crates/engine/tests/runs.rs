//! Plans carried out on the sandbox: through refusals, lost answers, slow roles, expired sign-ins; undone, left.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use std::sync::mpsc::channel;

use ard_core::diagnosis::Cause;
use ard_core::draft::{AccessRole, SourceDraft, Trigger};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::role::Principal;
use ard_core::run::{RunState, RunView, StepState};
use ard_core::service::ServiceStatus;
use ard_engine::Notice;
use ard_sandbox::{Call, Fault, Options, Sandbox};
use support::{Bench, NAME, NONE, ONE_OF_EACH, Place, ROLE, assert_succeeded, count, draft, engine, states};

/// The calls of the plan that change something.
const CHANGES: [(&str, &str); 7] = [
    ("iam", "CreateRole"),
    ("iam", "AttachRolePolicy"),
    ("iam", "PutRolePolicy"),
    ("apprunner", "CreateObservabilityConfiguration"),
    ("apprunner", "CreateAutoScalingConfiguration"),
    ("apprunner", "CreateVpcConnector"),
    ("apprunner", "CreateService"),
];

/// The problem of the step that has one.
fn problem(run: &RunView) -> Problem {
    run.steps.iter().find_map(|step| step.problem.clone()).unwrap()
}

#[tokio::test]
async fn a_draft_becomes_a_running_service() {
    let bench = Bench::new().await;
    let run = bench.create(&draft()).await;
    assert_succeeded(&run);
    let aws = bench.aws().await;
    assert_eq!(count(&aws).await, ONE_OF_EACH);
    let arn = run.service_arn.unwrap();
    let service = bench.engine.service(&bench.session, &arn).await.unwrap();
    assert_eq!(service.row.status, ServiceStatus::Running);
    assert_eq!(service.auto_scaling.unwrap().name, support::SCALING);
    assert!(service.tags.unwrap().iter().any(|tag| tag.name == ard_core::plan::PLAN_TAG && tag.value == run.id));
    let told = bench.told();
    assert!(told.contains(&Notice::RunChanged { id: run.id.clone() }));
    assert!(told.iter().any(|notice| matches!(notice, Notice::ServiceChanged { arn: changed, .. } if *changed == arn)));
}

#[tokio::test]
async fn a_refusal_of_any_call_stops_the_run_and_resuming_completes_it() {
    for (service, operation) in CHANGES {
        let bench = Bench::new().await;
        bench.sandbox.faults().always(service, operation, Fault::refuse(400, "AccessDeniedException", "no"));
        let run = bench.create(&draft()).await;
        assert_eq!(run.state, RunState::Failed, "{operation}");
        assert_eq!(problem(&run).detail, ProblemDetail::AccessDenied { action: format!("{service}:{operation}") });
        bench.sandbox.faults().clear();
        bench.engine.resume(&run.id).unwrap();
        assert_succeeded(&bench.settle(&run.id).await);
        assert_eq!(count(&bench.aws().await).await, ONE_OF_EACH, "{operation}");
    }
}

#[tokio::test]
async fn a_lost_answer_to_any_call_makes_nothing_twice() {
    for (service, operation) in CHANGES {
        let bench = Bench::new().await;
        bench.sandbox.faults().times(service, operation, 1, Fault::LoseResponse);
        let run = bench.create(&draft()).await;
        assert_succeeded(&run);
        assert_eq!(count(&bench.aws().await).await, ONE_OF_EACH, "{operation}");
        let found: Vec<bool> = run.steps.iter().map(|step| step.found).collect();
        assert_eq!(found.iter().any(|found| *found), !operation.ends_with("RolePolicy"), "{operation}");
    }
}

#[tokio::test]
async fn what_passes_by_itself_is_waited_out() {
    for fault in [
        Fault::throttle(),
        Fault::refuse(400, "InvalidRequestException", "Error in assuming access role arn:aws:iam::123456789012:role/x"),
        Fault::refuse(500, "InternalServiceErrorException", "sorry"),
    ] {
        let bench = Bench::new().await;
        bench.sandbox.faults().times("apprunner", "CreateService", 3, fault);
        assert_succeeded(&bench.create(&draft()).await);
        assert_eq!(count(&bench.aws().await).await, ONE_OF_EACH);
    }
}

#[tokio::test]
async fn a_role_that_never_becomes_usable_ends_the_waiting() {
    let bench = Bench::new().await;
    let refusal = Fault::refuse(400, "InvalidRequestException", "Error in assuming access role arn:aws:iam::1:role/x");
    bench.sandbox.faults().always("apprunner", "CreateService", refusal);
    let plan = bench.engine.plan_create(&bench.session, &draft()).await.unwrap();
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    bench.until(&run.id, |run| states(run).contains(&StepState::WaitingForIam)).await;
    let run = bench.settle(&run.id).await;
    assert_eq!(run.state, RunState::Failed);
    assert_eq!(problem(&run).detail, ProblemDetail::RoleNotAssumable);
}

#[tokio::test]
async fn an_expired_sign_in_waits_and_goes_on() {
    let bench = Bench::new().await;
    let expired = Fault::expired();
    bench.sandbox.faults().always("apprunner", "CreateService", expired.clone());
    bench.sandbox.faults().always("sts", "GetCallerIdentity", expired);
    let plan = bench.engine.plan_create(&bench.session, &draft()).await.unwrap();
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    bench.until(&run.id, |run| run.state == RunState::WaitingForSignIn).await;
    bench.sandbox.faults().clear();
    assert_succeeded(&bench.settle(&run.id).await);
    assert_eq!(count(&bench.aws().await).await, ONE_OF_EACH);
}

#[tokio::test]
async fn a_failed_deployment_says_why_and_is_undone() {
    let bench = Bench::new().await;
    let mut wrong = draft();
    wrong.port = "8080".to_owned();
    let run = bench.create(&wrong).await;
    assert_eq!((run.state, run.can_resume, run.can_undo), (RunState::Failed, false, true));
    let ProblemDetail::DeploymentFailed { diagnosis } = problem(&run).detail else { panic!("{run:#?}") };
    let cause = diagnosis.unwrap().cause;
    assert_eq!(cause, Cause::PortMismatch { configured: "8080".to_owned(), listening: "5000".to_owned() });
    bench.engine.undo(&run.id, Some(NAME)).unwrap();
    let run = bench.settle(&run.id).await;
    assert_eq!(run.state, RunState::Undone, "{run:#?}");
    assert_eq!(count(&bench.aws().await).await, NONE);
}

#[tokio::test]
async fn an_image_that_is_not_there_is_named_as_the_cause() {
    let bench = Bench::new().await;
    let mut wrong = draft();
    wrong.source = SourceDraft::Ecr {
        uri: wrong.source.uri().unwrap().replace(":latest", ":gone"),
        trigger: Trigger::Manual,
        access_role: AccessRole::CreateForMe { name: ROLE.to_owned() },
    };
    let run = bench.create(&wrong).await;
    let ProblemDetail::DeploymentFailed { diagnosis } = problem(&run).detail else { panic!("{run:#?}") };
    assert_eq!(diagnosis.unwrap().cause, Cause::ImageMissing);
    // The person keeps it to look at, and deletes it from its own page later.
    let left = bench.engine.leave(&run.id).unwrap();
    assert_eq!((left.state, left.can_undo), (RunState::Left, false));
    assert_eq!(count(&bench.aws().await).await, ONE_OF_EACH);
}

#[tokio::test]
async fn an_undo_that_fails_is_taken_up_again() {
    for (service, operation) in [
        ("apprunner", "DeleteService"),
        ("apprunner", "DeleteAutoScalingConfiguration"),
        ("iam", "DetachRolePolicy"),
        ("iam", "DeleteRole"),
    ] {
        let bench = Bench::new().await;
        let mut wrong = draft();
        wrong.port = "8080".to_owned();
        let run = bench.create(&wrong).await;
        bench.sandbox.faults().always(service, operation, Fault::refuse(400, "AccessDeniedException", "no"));
        bench.engine.undo(&run.id, Some(NAME)).unwrap();
        assert_eq!(bench.settle(&run.id).await.state, RunState::UndoFailed, "{operation}");
        bench.sandbox.faults().clear();
        bench.sandbox.faults().times(service, operation, 1, Fault::LoseResponse);
        bench.engine.undo(&run.id, Some(NAME)).unwrap();
        assert_eq!(bench.settle(&run.id).await.state, RunState::Undone, "{operation}");
        assert_eq!(count(&bench.aws().await).await, NONE, "{operation}");
    }
}

#[tokio::test]
async fn what_somebody_else_made_is_neither_adopted_nor_deleted() {
    let bench = Bench::new().await;
    let plan = bench.engine.plan_create(&bench.session, &draft()).await.unwrap();
    // Between plan and run, somebody makes a role of that name.
    let tag = ard_core::draft::Pair { name: "owner".to_owned(), value: "somebody".to_owned() };
    bench.aws().await.iam.create_role(ROLE, None, Principal::Build, &tag).await.unwrap();
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    let run = bench.settle(&run.id).await;
    assert_eq!(run.state, RunState::Failed);
    assert_eq!(problem(&run).detail, ProblemDetail::RoleNameTaken { name: ROLE.to_owned() });
    // Nothing was made, so there is nothing to take back.
    assert!(!run.can_undo);
    assert!(bench.engine.undo(&run.id, Some(NAME)).is_err());
    assert_eq!(count(&bench.aws().await).await, [0, 1, 0, 0, 0, 0]);
}

#[tokio::test]
async fn a_service_is_deleted_by_its_name_only() {
    let bench = Bench::new().await;
    let created = bench.create(&draft()).await;
    let arn = created.service_arn.unwrap();
    let plan = bench.engine.plan_delete(&bench.session, &arn).await.unwrap();
    assert!(!plan.can_be_undone);
    for typed in [None, Some("delete"), Some("my-first-app")] {
        let refused = bench.engine.start(&bench.session, &plan.id, typed).unwrap_err();
        assert_eq!(refused.detail, ProblemDetail::ConfirmationMismatch);
    }
    let run = bench.engine.start(&bench.session, &plan.id, Some(NAME)).unwrap();
    assert_succeeded(&bench.settle(&run.id).await);
    // The role and the configuration stay: other services may use them.
    assert_eq!(count(&bench.aws().await).await, [0, 1, 1, 1, 1, 1]);
    let again = bench.engine.start(&bench.session, &plan.id, Some(NAME)).unwrap_err();
    assert_eq!(again.detail, ProblemDetail::PlanGone);
}

#[tokio::test]
async fn a_lost_answer_to_a_deletion_is_no_failure() {
    let bench = Bench::new().await;
    let arn = bench.create(&draft()).await.service_arn.unwrap();
    let plan = bench.engine.plan_delete(&bench.session, &arn).await.unwrap();
    bench.sandbox.faults().times("apprunner", "DeleteService", 1, Fault::LoseResponse);
    let run = bench.engine.start(&bench.session, &plan.id, Some(NAME)).unwrap();
    assert_succeeded(&bench.settle(&run.id).await);
    assert_eq!(count(&bench.aws().await).await[0], 0);
}

#[tokio::test]
async fn a_change_asked_of_an_older_session_is_refused() {
    let bench = Bench::new().await;
    let plan = bench.engine.plan_create(&bench.session, &draft()).await.unwrap();
    let older = ard_core::session::SessionRef { epoch: bench.session.epoch - 1, ..bench.session.clone() };
    let refused = bench.engine.start(&older, &plan.id, None).unwrap_err();
    assert_eq!(refused.detail, ProblemDetail::SessionStale);
    assert_eq!(count(&bench.aws().await).await, NONE);
}

#[tokio::test]
async fn without_a_journal_nothing_is_begun() {
    let bench = Bench::new().await;
    let (sender, _told) = std::sync::mpsc::channel();
    // A directory cannot be a file of SQLite.
    let engine = support::engine(bench.sandbox.http_client(), bench.place.0.clone(), sender);
    let session = engine.open(&bench.session.profile, &bench.session.region).await.unwrap().session;
    let plan = engine.plan_create(&session, &draft()).await.unwrap();
    let refused = engine.start(&session, &plan.id, None).unwrap_err();
    assert!(matches!(refused.detail, ProblemDetail::JournalUnwritable { .. }), "{refused:?}");
    assert!(engine.welcome().await.journal_problem.is_some());
    assert_eq!(count(&bench.aws().await).await, NONE);
}

#[tokio::test]
async fn an_invalid_draft_is_never_planned() {
    let bench = Bench::new().await;
    let mut draft = draft();
    draft.name = "a b".to_owned();
    let refused = bench.engine.plan_create(&bench.session, &draft).await.unwrap_err();
    assert!(matches!(refused.detail, ProblemDetail::DraftInvalid { .. }));
}

/// A place whose journal refuses, as a full disk would, from its n-th entry on, so many times.
fn with_a_full_disk(from: u32, times: u32) -> Place {
    let place = Place::new();
    let file = place.0.join("journal.sqlite3");
    drop(engine(Sandbox::new(Options::default()).http_client(), file.clone(), channel().0));
    let trigger = format!(
        "CREATE TABLE refusals (left INTEGER); INSERT INTO refusals VALUES ({times});
         CREATE TRIGGER full BEFORE INSERT ON entries
         WHEN (SELECT count(*) FROM entries) >= {from} AND (SELECT left FROM refusals) > 0
         BEGIN UPDATE refusals SET left = left - 1; SELECT RAISE(FAIL, 'database or disk is full'); END"
    );
    rusqlite::Connection::open(file).unwrap().execute_batch(&trigger).unwrap();
    place
}

#[tokio::test]
async fn a_journal_that_refuses_in_the_middle_halts_the_run_and_nothing_is_lost_or_doubled() {
    // Each entry of the first three steps: an intent and a result for each.
    for from in 0..6 {
        let bench = Bench::at(with_a_full_disk(from, 2), Options::default()).await;
        let run = bench.create(&draft()).await;
        let is_told = |run: &RunView| {
            let halted = run.halted.as_ref().map(|problem| &problem.detail);
            run.needs_decision && matches!(halted, Some(ProblemDetail::JournalUnwritable { .. }))
        };
        assert!(is_told(&run), "{from}: {run:#?}");
        // Nothing was called whose intent was not written.
        let calls = bench.sandbox.calls();
        let is_change = |call: &&Call| CHANGES.contains(&(call.service.as_str(), call.operation.as_str()));
        assert_eq!(calls.iter().filter(is_change).count(), from.div_ceil(2) as usize, "{from}");

        // Tried again while the disk is still full, it says so again.
        bench.engine.resume(&run.id).unwrap();
        bench.until(&run.id, is_told).await;
        bench.engine.resume(&run.id).unwrap();
        let run = bench.until(&run.id, |run| run.state.is_over()).await;
        assert_succeeded(&run);
        assert_eq!(run.halted, None);
        assert_eq!(count(&bench.aws().await).await, ONE_OF_EACH, "{from}");
    }
}
