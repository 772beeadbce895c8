//! Interface endpoints by themselves: made, given other subnets and groups, and put back.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use ard_core::field::Field;
use ard_core::finding::Detail;
use ard_core::incoming::EndpointDraft;
use ard_core::plan::PlanView;
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::run::{RunState, RunView};
use ard_core::vpc::InterfaceEndpoint;
use ard_sandbox::Fault;
use support::{Bench, ENDPOINT, GROUP, REGION, SUBNETS, VPC, assert_succeeded};

/// Of the zone of the first of [`SUBNETS`].
const SAME_ZONE: &str = "subnet-0a11ce00000000021";
/// Of a third zone.
const THIRD: &str = "subnet-0a11ce00000000013";

async fn all(bench: &Bench) -> Vec<InterfaceEndpoint> {
    let view = bench.engine.endpoints_in_use(&bench.session).await.unwrap();
    view.endpoints.into_iter().map(|row| row.endpoint).collect()
}

/// The endpoint that there is.
async fn old(bench: &Bench) -> InterfaceEndpoint {
    let [old] = &all(bench).await[..] else { panic!() };
    old.clone()
}

fn changed(old: &InterfaceEndpoint, subnets: &[&str], groups: &[&str]) -> EndpointDraft {
    EndpointDraft {
        changes: Some(old.id.clone()),
        name: String::new(),
        vpc: old.vpc.clone(),
        subnets: subnets.iter().map(|id| (*id).to_owned()).collect(),
        security_groups: groups.iter().map(|id| (*id).to_owned()).collect(),
    }
}

async fn plan(bench: &Bench, draft: &EndpointDraft) -> Result<PlanView, Problem> {
    bench.engine.plan_endpoint(&bench.session, draft).await
}

async fn carry_out(bench: &Bench, draft: &EndpointDraft) -> RunView {
    let plan = plan(bench, draft).await.unwrap();
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    bench.settle(&run.id).await
}

async fn take_back(bench: &Bench, run: &RunView) {
    bench.engine.undo(&run.id, None).unwrap();
    let run = bench.until(&run.id, |run| run.state == RunState::Undone).await;
    assert!(run.steps.iter().all(|step| !step.stands), "{run:#?}");
}

fn problem(run: &RunView) -> ProblemDetail {
    run.steps.iter().find_map(|step| step.problem.clone()).unwrap().detail
}

fn changes(bench: &Bench) -> usize {
    bench.sandbox.calls().iter().filter(|call| call.operation == "ModifyVpcEndpoint").count()
}

#[tokio::test]
async fn one_is_made_by_itself() {
    let bench = Bench::new().await;
    let draft = EndpointDraft {
        changes: None,
        name: format!(" {ENDPOINT} "),
        vpc: VPC.to_owned(),
        subnets: vec![SUBNETS[0].to_owned(), THIRD.to_owned()],
        security_groups: Vec::new(),
    };
    let run = carry_out(&bench, &draft).await;
    assert_succeeded(&run);
    assert!(!run.can_undo);
    let made = all(&bench).await.into_iter().find(|one| one.name.as_deref() == Some(ENDPOINT)).unwrap();
    assert_eq!((made.is_available, &made.subnets), (true, &draft.subnets));
    assert_eq!(made.security_groups, ["sg-0a11ce00000000def"]);
}

#[tokio::test]
async fn subnets_and_groups_come_and_go_and_come_back() {
    let bench = Bench::new().await;
    let before = old(&bench).await;
    let draft = changed(&before, &[SUBNETS[1], THIRD], &[GROUP]);
    let run = carry_out(&bench, &draft).await;
    assert_succeeded(&run);
    assert_eq!((changes(&bench), run.can_undo), (1, true));
    assert!(old(&bench).await.place().is(&draft.place()));
    take_back(&bench, &run).await;
    assert!(old(&bench).await.place().is(&before.place()));
    let same = plan(&bench, &changed(&before, &[SUBNETS[1], SUBNETS[0]], &["sg-0a11ce000000000e9"])).await;
    assert_eq!(same.unwrap_err().detail, ProblemDetail::NothingToChange);
}

#[tokio::test]
async fn another_subnet_of_a_zone_takes_the_place_of_the_one_that_is_there() {
    let bench = Bench::new().await;
    let before = old(&bench).await;
    let draft = changed(&before, &[SAME_ZONE, SUBNETS[1]], &["sg-0a11ce000000000e9"]);
    let run = carry_out(&bench, &draft).await;
    assert_succeeded(&run);
    assert_eq!(changes(&bench), 2);
    assert!(old(&bench).await.place().is(&draft.place()));
    take_back(&bench, &run).await;
    assert!(old(&bench).await.place().is(&before.place()));
}

/// A subnet goes, as it does by somebody else's hand.
async fn delete_subnet(bench: &Bench, id: &str) {
    let request = http::Request::post("/")
        .header("authorization", format!("AWS4-HMAC-SHA256 Credential=AKIA/20260801/{REGION}/ec2/aws4_request"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("Action=DeleteSubnet&Version=2016-11-15&SubnetId={id}").into())
        .unwrap();
    let answer = bench.sandbox.handle(request).await;
    assert!(answer.status().is_success(), "{answer:?}");
}

/// Nor does it stay without any: the first step back would have taken its only subnet.
#[tokio::test]
async fn an_endpoint_whose_old_subnet_is_gone_keeps_what_it_has() {
    let bench = Bench::new().await;
    let groups = ["sg-0a11ce000000000e9"];
    let before = old(&bench).await;
    assert_succeeded(&carry_out(&bench, &changed(&before, &[SUBNETS[0]], &groups)).await);
    let run = carry_out(&bench, &changed(&before, &[SAME_ZONE], &groups)).await;
    assert_succeeded(&run);
    delete_subnet(&bench, SUBNETS[0]).await;
    let now = old(&bench).await;
    bench.engine.undo(&run.id, None).unwrap();
    let run = bench.until(&run.id, |run| run.state == RunState::UndoFailed).await;
    let gone = ProblemDetail::SubnetsGone { name: "shop-apprunner".to_owned(), subnets: vec![SUBNETS[0].to_owned()] };
    assert_eq!(problem(&run), gone);
    assert_eq!(old(&bench).await, now);
}

#[tokio::test]
async fn a_refusal_of_its_state_is_waited_out() {
    let bench = Bench::new().await;
    let before = old(&bench).await;
    let moving = || Fault::refuse(400, "IncorrectState", "The endpoint is not in a state for it.");
    bench.sandbox.faults().times("ec2", "ModifyVpcEndpoint", 2, moving());
    let run = carry_out(&bench, &changed(&before, &[SUBNETS[0]], &[GROUP])).await;
    assert_succeeded(&run);
    bench.sandbox.faults().times("ec2", "ModifyVpcEndpoint", 2, moving());
    take_back(&bench, &run).await;
    assert!(old(&bench).await.place().is(&before.place()));
}

#[tokio::test]
async fn an_answer_that_got_lost_changes_nothing_twice() {
    let bench = Bench::new().await;
    let before = old(&bench).await;
    let draft = changed(&before, &[SUBNETS[0]], &["sg-0a11ce000000000e9"]);
    bench.sandbox.faults().times("ec2", "ModifyVpcEndpoint", 1, Fault::LoseResponse);
    let run = carry_out(&bench, &draft).await;
    assert_succeeded(&run);
    assert_eq!(changes(&bench), 1);
    bench.sandbox.faults().times("ec2", "ModifyVpcEndpoint", 1, Fault::LoseResponse);
    take_back(&bench, &run).await;
    assert_eq!(changes(&bench), 2);
    assert!(old(&bench).await.place().is(&before.place()));
}

#[tokio::test]
async fn one_that_somebody_changed_meanwhile_is_left_alone() {
    let bench = Bench::new().await;
    let before = old(&bench).await;
    let draft = changed(&before, &[SUBNETS[0]], &["sg-0a11ce000000000e9"]);
    let late = plan(&bench, &draft).await.unwrap();
    let first = carry_out(&bench, &draft).await;
    let second = carry_out(&bench, &changed(&old(&bench).await, &[SUBNETS[0], THIRD], &[GROUP])).await;
    assert_succeeded(&second);
    let now = old(&bench).await;
    let run = bench.engine.start(&bench.session, &late.id, None).unwrap();
    let run = bench.settle(&run.id).await;
    assert_eq!(problem(&run), ProblemDetail::EndpointChanged { name: "shop-apprunner".to_owned() });
    // Nor is it put back by the undo of what came before.
    take_back(&bench, &first).await;
    assert_eq!(old(&bench).await, now);
}

#[tokio::test]
async fn what_somebody_else_did_in_the_same_way_is_not_taken_back() {
    let bench = Bench::new().await;
    let before = old(&bench).await;
    let draft = changed(&before, &[SUBNETS[0]], &["sg-0a11ce000000000e9"]);
    let late = plan(&bench, &draft).await.unwrap();
    assert_succeeded(&carry_out(&bench, &draft).await);
    let run = bench.engine.start(&bench.session, &late.id, None).unwrap();
    let run = bench.settle(&run.id).await;
    assert_succeeded(&run);
    assert_eq!(changes(&bench), 1);
    take_back(&bench, &run).await;
    assert!(old(&bench).await.place().is(&draft.place()));
}

#[tokio::test]
async fn what_is_wrong_with_one_is_said_before_anything_is_planned() {
    let bench = Bench::new().await;
    let before = old(&bench).await;
    bench.engine.network(&bench.session).await.unwrap();
    let check = async |draft: &EndpointDraft| bench.engine.check_endpoint(&bench.session, draft).await.unwrap();
    let clash = changed(&before, &[SUBNETS[0], SAME_ZONE], &[]);
    let found = check(&clash).await;
    let at = |field: Field| found.iter().find(|one| one.field == Some(field)).map(|one| one.detail.clone());
    assert_eq!(at(Field::EndpointSecurityGroups), Some(Detail::Required));
    assert!(matches!(at(Field::EndpointSubnets), Some(Detail::SubnetsShareZone { .. })), "{found:?}");
    let refused = plan(&bench, &clash).await.unwrap_err();
    assert!(matches!(refused.detail, ProblemDetail::DraftInvalid { .. }), "{refused:?}");
    // A new one may take the group of its VPC.
    let new = EndpointDraft { changes: None, ..changed(&before, &SUBNETS, &[]) };
    assert!(check(&new).await.iter().all(|one| one.severity != ard_core::finding::Severity::Error));
    let nobody = EndpointDraft { changes: Some("vpce-0".to_owned()), ..changed(&before, &SUBNETS, &[GROUP]) };
    assert_eq!(plan(&bench, &nobody).await.unwrap_err().detail, ProblemDetail::NotFound);
    bench.sandbox.faults().always("ec2", "ModifyVpcEndpoint", Fault::refuse(403, "UnauthorizedOperation", "no"));
    let run = carry_out(&bench, &changed(&before, &[SUBNETS[0]], &[GROUP])).await;
    assert_eq!(problem(&run), ProblemDetail::AccessDenied { action: "ec2:ModifyVpcEndpoint".to_owned() });
}
