//! Who reaches a service: public to private and back, a way led through another endpoint, and endpoints that go.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use ard_core::draft::Incoming;
use ard_core::incoming::EndpointRow;
use ard_core::network::{Block, EntryAsked, Reach};
use ard_core::plan::PlanView;
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::run::{RunState, RunView};
use ard_core::service::{IngressStatus, ServiceDetail};
use ard_sandbox::Fault;
use support::{Bench, GROUP, NAME, SUBNETS, VPC, assert_succeeded, draft};

const NEW: &str = "my-endpoint";

fn by_new() -> Incoming {
    Incoming::NewEndpoint {
        name: NEW.to_owned(),
        vpc: VPC.to_owned(),
        subnets: SUBNETS.map(str::to_owned).to_vec(),
        security_groups: vec![GROUP.to_owned()],
        tags: Vec::new(),
    }
}

/// The endpoint that there is.
async fn by_old(bench: &Bench) -> Incoming {
    Incoming::Endpoint { id: endpoints(bench).await.remove(0).endpoint.id }
}

async fn endpoints(bench: &Bench) -> Vec<EndpointRow> {
    let mut all = bench.engine.endpoints_in_use(&bench.session).await.unwrap().endpoints;
    all.sort_by_key(|row| row.endpoint.name.as_deref() == Some(NEW));
    all
}

/// A public service.
async fn public() -> (Bench, String) {
    let bench = Bench::new().await;
    let run = bench.create(&draft()).await;
    assert_succeeded(&run);
    (bench, run.service_arn.unwrap())
}

async fn service(bench: &Bench, arn: &str) -> ServiceDetail {
    bench.engine.service(&bench.session, arn).await.unwrap()
}

async fn plan(bench: &Bench, arn: &str, incoming: &Incoming) -> Result<PlanView, Problem> {
    bench.engine.plan_incoming(&bench.session, arn, incoming).await
}

async fn change(bench: &Bench, arn: &str, incoming: &Incoming) -> RunView {
    let plan = plan(bench, arn, incoming).await.unwrap();
    let typed = (*incoming == Incoming::Public).then_some(NAME);
    let run = bench.engine.start(&bench.session, &plan.id, typed).unwrap();
    bench.settle(&run.id).await
}

#[tokio::test]
async fn a_service_becomes_private_by_one_plan_and_public_by_another() {
    let (bench, arn) = public().await;
    let before = service(&bench, &arn).await;
    let run = change(&bench, &arn, &by_new()).await;
    assert_succeeded(&run);
    assert_eq!((run.service_arn.as_deref(), run.can_undo), (Some(arn.as_str()), true));
    let private = service(&bench, &arn).await;
    let way = private.ingress.clone().unwrap();
    assert_eq!((private.public, way.status), (false, IngressStatus::Available));
    let [_, made] = &endpoints(&bench).await[..] else { panic!() };
    assert_eq!((made.endpoint.id.as_str(), made.users[0].name.as_str()), (way.endpoint.as_str(), NAME));
    assert_eq!((&made.users[0].arn, &made.users[0].host), (&arn, &way.host));

    let plan = plan(&bench, &arn, &Incoming::Public).await.unwrap();
    let problem = bench.engine.start(&bench.session, &plan.id, None).unwrap_err();
    assert_eq!(problem.detail, ProblemDetail::ConfirmationMismatch);
    assert_succeeded(&change(&bench, &arn, &Incoming::Public).await);
    let mut after = service(&bench, &arn).await;
    after.row.updated_at = before.row.updated_at;
    assert_eq!(after, before);
    assert_eq!(endpoints(&bench).await[1].users, []);
}

#[tokio::test]
async fn the_way_is_led_through_another_endpoint() {
    let (bench, arn) = public().await;
    let old = by_old(&bench).await;
    assert_succeeded(&change(&bench, &arn, &old).await);
    let before = service(&bench, &arn).await.ingress.unwrap();
    let same = plan(&bench, &arn, &old).await.unwrap_err();
    assert_eq!(same.detail, ProblemDetail::NothingToChange);
    assert_succeeded(&change(&bench, &arn, &by_new()).await);
    let after = service(&bench, &arn).await.ingress.unwrap();
    // What clients call stays.
    assert_eq!((&after.host, &after.arn), (&before.host, &before.arn));
    assert_ne!(after.endpoint, before.endpoint);
    let users = endpoints(&bench).await.into_iter().map(|row| row.users.len()).collect::<Vec<_>>();
    assert_eq!(users, [0, 1]);
}

/// The calls of a plan that makes a service private.
const CHANGES: [(&str, &str); 3] =
    [("ec2", "CreateVpcEndpoint"), ("apprunner", "UpdateService"), ("apprunner", "CreateVpcIngressConnection")];

#[tokio::test]
async fn a_refusal_of_any_call_is_resumed_or_undone() {
    for (at, operation) in CHANGES {
        for resumes in [true, false] {
            let (bench, arn) = public().await;
            bench.sandbox.faults().times(at, operation, 1, Fault::refuse(400, "AccessDeniedException", "no"));
            let run = change(&bench, &arn, &by_new()).await;
            assert_eq!(run.state, RunState::Failed, "{operation}");
            if resumes {
                bench.engine.resume(&run.id).unwrap();
                assert_succeeded(&bench.settle(&run.id).await);
                assert!(!service(&bench, &arn).await.public);
                assert_eq!(endpoints(&bench).await.len(), 2);
            } else if run.can_undo {
                bench.engine.undo(&run.id, None).unwrap();
                bench.until(&run.id, |run| run.state == RunState::Undone).await;
                assert!(service(&bench, &arn).await.public);
                assert_eq!(endpoints(&bench).await.len(), 1);
            } else {
                assert_eq!(operation, "CreateVpcEndpoint");
            }
        }
    }
}

async fn take_back(bench: &Bench, run: &RunView, typed: Option<&str>) {
    bench.engine.undo(&run.id, typed).unwrap();
    let run = bench.until(&run.id, |run| run.state == RunState::Undone).await;
    assert!(run.steps.iter().all(|step| !step.stands), "{run:#?}");
}

#[tokio::test]
async fn what_was_done_is_taken_back_afterwards() {
    let (bench, arn) = public().await;
    let private = change(&bench, &arn, &by_old(&bench).await).await;
    assert_succeeded(&private);
    let before = service(&bench, &arn).await.ingress.unwrap();
    let moved = change(&bench, &arn, &by_new()).await;
    assert_succeeded(&moved);
    take_back(&bench, &moved, None).await;
    assert_eq!(service(&bench, &arn).await.ingress.unwrap(), before);
    assert_eq!(endpoints(&bench).await.len(), 1);
    // The name that clients call goes for good.
    let problem = bench.engine.undo(&private.id, None).unwrap_err();
    assert_eq!(problem.detail, ProblemDetail::ConfirmationMismatch);
    take_back(&bench, &private, Some(NAME)).await;
    let left = service(&bench, &arn).await;
    assert_eq!((left.public, left.ingress), (true, None));
}

#[tokio::test]
async fn what_somebody_else_has_changed_since_is_left_alone() {
    let (bench, arn) = public().await;
    let old = by_old(&bench).await;
    assert_succeeded(&change(&bench, &arn, &old).await);
    let moved = change(&bench, &arn, &by_new()).await;
    assert_succeeded(&moved);
    // Led back by hand: it is where it was before, and not where the plan led it.
    let Incoming::Endpoint { id } = &old else { panic!() };
    let apprunner = bench.aws().await.apprunner;
    let way = service(&bench, &arn).await.ingress.unwrap();
    apprunner.move_ingress(&way.arn, VPC, id).await.unwrap();
    take_back(&bench, &moved, None).await;
    assert_eq!(service(&bench, &arn).await.ingress.unwrap().endpoint, *id);
    let asked = bench.sandbox.calls().into_iter().filter(|call| call.operation == "UpdateVpcIngressConnection");
    assert_eq!(asked.count(), 2);
}

#[tokio::test]
async fn an_answer_that_got_lost_is_found_again() {
    for operation in ["UpdateService", "CreateVpcIngressConnection"] {
        let (bench, arn) = public().await;
        bench.sandbox.faults().times("apprunner", operation, 1, Fault::LoseResponse);
        assert_succeeded(&change(&bench, &arn, &by_new()).await);
        let made = bench.sandbox.calls().into_iter().filter(|call| call.operation == operation).count();
        assert_eq!(made, 1, "{operation}");
        bench.sandbox.faults().times("apprunner", "UpdateVpcIngressConnection", 1, Fault::LoseResponse);
        assert_succeeded(&change(&bench, &arn, &by_old(&bench).await).await);
        let way = service(&bench, &arn).await.ingress.unwrap();
        let Incoming::Endpoint { id } = by_old(&bench).await else { panic!() };
        assert_eq!((way.status, way.endpoint), (IngressStatus::Available, id));
    }
}

#[tokio::test]
async fn a_change_waits_for_a_sign_in_in_its_middle() {
    let (bench, arn) = public().await;
    let plan = plan(&bench, &arn, &by_new()).await.unwrap();
    for (service, operation) in [("apprunner", "CreateVpcIngressConnection"), ("sts", "GetCallerIdentity")] {
        bench.sandbox.faults().always(service, operation, Fault::expired());
    }
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    bench.until(&run.id, |run| run.state == RunState::WaitingForSignIn).await;
    assert!(!service(&bench, &arn).await.public);
    bench.sandbox.faults().clear();
    assert_succeeded(&bench.settle(&run.id).await);
    assert_eq!(service(&bench, &arn).await.ingress.unwrap().status, IngressStatus::Available);
}

#[tokio::test]
async fn a_way_that_somebody_led_there_already_stays_there_when_the_move_is_undone() {
    let (bench, arn) = public().await;
    assert_succeeded(&change(&bench, &arn, &by_new()).await);
    let late = plan(&bench, &arn, &by_old(&bench).await).await.unwrap();
    assert_succeeded(&change(&bench, &arn, &by_old(&bench).await).await);
    let before = service(&bench, &arn).await.ingress.unwrap();
    let run = bench.engine.start(&bench.session, &late.id, None).unwrap();
    let run = bench.settle(&run.id).await;
    assert_succeeded(&run);
    take_back(&bench, &run, None).await;
    assert_eq!(service(&bench, &arn).await.ingress.unwrap(), before);
}

#[tokio::test]
async fn an_endpoint_goes_when_it_leads_to_nobody() {
    let (bench, arn) = public().await;
    assert_succeeded(&change(&bench, &arn, &by_new()).await);
    let id = endpoints(&bench).await.remove(1).endpoint.id;
    let problem = bench.engine.plan_delete_endpoint(&bench.session, &id).await.unwrap_err();
    assert_eq!(problem.detail, ProblemDetail::EndpointInUse { services: vec![NAME.to_owned()] });
    let way = service(&bench, &arn).await.ingress.unwrap();
    let plan = bench.engine.plan_delete_ingress(&bench.session, &way.arn).await.unwrap();
    let run = bench.engine.start(&bench.session, &plan.id, Some(&way.name)).unwrap();
    assert_succeeded(&bench.settle(&run.id).await);
    let left = service(&bench, &arn).await;
    assert_eq!((left.public, left.ingress), (false, None));
    let plan = bench.engine.plan_delete_endpoint(&bench.session, &id).await.unwrap();
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    assert_succeeded(&bench.settle(&run.id).await);
    assert_eq!(endpoints(&bench).await.len(), 1);
    // A private service that nobody reaches gets a way again.
    assert_succeeded(&change(&bench, &arn, &by_old(&bench).await).await);
    assert_eq!(service(&bench, &arn).await.ingress.unwrap().status, IngressStatus::Available);
}

#[tokio::test]
async fn what_is_wrong_with_an_endpoint_is_said_before_anything_is_planned() {
    let (bench, arn) = public().await;
    let none = Incoming::Endpoint { id: "vpce-0".to_owned() };
    let problem = plan(&bench, &arn, &none).await.unwrap_err();
    assert!(matches!(problem.detail, ProblemDetail::DraftInvalid { .. }), "{problem:?}");
    let already = plan(&bench, &arn, &Incoming::Public).await.unwrap_err();
    assert_eq!(already.detail, ProblemDetail::NothingToChange);
    let gone = plan(&bench, &arn.replace(NAME, "nobody"), &by_new()).await.unwrap_err();
    assert_eq!(gone.detail, ProblemDetail::NotFound);
}

#[tokio::test]
async fn clients_get_to_an_endpoint_that_lets_them_in() {
    let (bench, arn) = public().await;
    assert_succeeded(&change(&bench, &arn, &by_new()).await);
    let endpoint = endpoints(&bench).await.remove(1).endpoint.id;
    let asked = EntryAsked { endpoint: endpoint.clone(), vpc: None, groups: vec![GROUP.to_owned()], place: None };
    let view = bench.engine.entry(&bench.session, &asked, true).await.unwrap();
    assert_eq!(view.vpc, VPC);
    assert!(view.reached.paths.len() > 3, "{view:?}");
    // The group is the connector's, which lets nobody in.
    let groups = vec![GROUP.to_owned()];
    assert_eq!(view.reached.reach, Reach::Blocked { by: Block::GroupsIn { groups, port: 443 } });
    let plan = bench.engine.plan_allow_inbound(&bench.session, GROUP, 443, GROUP).await.unwrap();
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    assert_succeeded(&bench.settle(&run.id).await);
    let view = bench.engine.entry(&bench.session, &asked, true).await.unwrap();
    assert_eq!(view.reached.reach, Reach::Reachable, "{view:#?}");
    let none = EntryAsked { endpoint: "vpce-0".to_owned(), ..asked };
    let problem = bench.engine.entry(&bench.session, &none, false).await.unwrap_err();
    assert_eq!(problem.detail, ProblemDetail::NotFound);
}

#[tokio::test]
async fn an_endpoint_that_serves_others_meanwhile_stays_when_the_change_is_undone() {
    let (bench, arn) = public().await;
    let run = change(&bench, &arn, &by_new()).await;
    assert_succeeded(&run);
    let made = endpoints(&bench).await.remove(1).endpoint.id;
    let second = ard_core::draft::Draft {
        name: "second".to_owned(),
        incoming: Incoming::Endpoint { id: made.clone() },
        source: ard_core::draft::SourceDraft::EcrPublic { uri: "public.ecr.aws/nginx/nginx:latest".to_owned() },
        ..ard_core::draft::Draft::new()
    };
    assert_succeeded(&bench.create(&second).await);
    bench.engine.undo(&run.id, Some(NAME)).unwrap();
    let run = bench.until(&run.id, |run| run.state == RunState::UndoFailed).await;
    let problem = run.steps.iter().find_map(|step| step.problem.clone()).unwrap();
    assert_eq!(problem.detail, ProblemDetail::EndpointInUse { services: vec!["second".to_owned()] });
    assert!(endpoints(&bench).await.iter().any(|row| row.endpoint.id == made));
}

#[tokio::test]
async fn a_service_that_somebody_else_closed_is_not_opened_by_an_undo() {
    let (bench, arn) = public().await;
    let plan = plan(&bench, &arn, &by_new()).await.unwrap();
    // A colleague closes it between the plan and its start.
    let apprunner = bench.aws().await.apprunner;
    let before = apprunner.service(&arn).await.unwrap().unwrap();
    apprunner.set_access(&before, false).await.unwrap();
    bench.sandbox.faults().times("apprunner", "CreateVpcIngressConnection", 1, Fault::denied());
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    let run = bench.settle(&run.id).await;
    assert_eq!(run.state, RunState::Failed);
    take_back(&bench, &run, None).await;
    assert!(!service(&bench, &arn).await.public);
    assert_eq!(endpoints(&bench).await.len(), 1);
}

#[tokio::test]
async fn a_service_that_others_reach_by_now_stays_private_when_an_earlier_change_is_undone() {
    let (bench, arn) = public().await;
    let first = change(&bench, &arn, &by_old(&bench).await).await;
    assert_succeeded(&change(&bench, &arn, &Incoming::Public).await);
    assert_succeeded(&change(&bench, &arn, &by_old(&bench).await).await);
    take_back(&bench, &first, Some(NAME)).await;
    let left = service(&bench, &arn).await;
    assert!(!left.public && left.ingress.is_some(), "{left:?}");
}

#[tokio::test]
async fn a_way_that_somebody_led_elsewhere_meanwhile_is_not_moved() {
    let (bench, arn) = public().await;
    assert_succeeded(&change(&bench, &arn, &by_old(&bench).await).await);
    let before = service(&bench, &arn).await.ingress.unwrap();
    let plan = plan(&bench, &arn, &by_new()).await.unwrap();
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    let run = bench.settle(&run.id).await;
    assert_succeeded(&run);
    take_back(&bench, &run, None).await;
    assert_eq!(service(&bench, &arn).await.ingress.unwrap(), before);
    // Somebody has led it elsewhere between a plan and its start.
    let again = self::plan(&bench, &arn, &by_new()).await.unwrap();
    let other = bench.engine.plan_incoming(&bench.session, &arn, &by_new()).await.unwrap();
    let other = bench.engine.start(&bench.session, &other.id, None).unwrap();
    assert_succeeded(&bench.settle(&other.id).await);
    let late = bench.engine.start(&bench.session, &again.id, None).unwrap();
    let late = bench.settle(&late.id).await;
    let problem = late.steps.iter().find_map(|step| step.problem.clone()).unwrap();
    assert_eq!(problem.detail, ProblemDetail::IngressChanged { name: NAME.to_owned() });
}
