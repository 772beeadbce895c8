//! VPC connectors: who uses them, and services sent from one to another and back.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use ard_core::connector::{ConnectorDraft, ConnectorRow, Replaced};
use ard_core::draft::{Draft, Outgoing};
use ard_core::field::Field;
use ard_core::finding::{Detail, Finding};
use ard_core::network::{Badge, Destination, PictureAsked, Reach, ReachAsked};
use ard_core::plan::{self, Action, PlanView};
use ard_core::problem::ProblemDetail;
use ard_core::run::{RunState, RunView, StepState};
use ard_sandbox::Fault;
use support::{Bench, CONNECTOR, GROUP, NAME, REGION, SUBNETS, VPC, assert_succeeded, draft, private_draft};

const SECOND: &str = "my-second-app-runner";
const NEW: &str = "my-connector-2";

/// Two services that use one connector.
async fn two() -> (Bench, ConnectorRow) {
    let bench = Bench::new().await;
    assert_succeeded(&bench.create(&draft()).await);
    let old = connector(&bench, CONNECTOR).await.unwrap();
    let second = Draft {
        name: SECOND.to_owned(),
        outgoing: Outgoing::Connector { arn: old.arn.clone() },
        source: ard_core::draft::SourceDraft::EcrPublic { uri: "public.ecr.aws/nginx/nginx:latest".to_owned() },
        ..Draft::new()
    };
    assert_succeeded(&bench.create(&second).await);
    let old = connector(&bench, CONNECTOR).await.unwrap();
    (bench, old)
}

async fn connector(bench: &Bench, name: &str) -> Option<ConnectorRow> {
    let view = bench.engine.connectors_in_use(&bench.session).await.unwrap();
    assert_eq!(view.unknown, Vec::<String>::new());
    view.connectors.into_iter().find(|connector| connector.name == name)
}

async fn users(bench: &Bench, name: &str) -> Vec<String> {
    let users = connector(bench, name).await.map(|connector| connector.users).unwrap_or_default();
    users.into_iter().map(|user| user.name).collect()
}

fn wanted(old: &ConnectorRow) -> ConnectorDraft {
    ConnectorDraft {
        name: NEW.to_owned(),
        vpc: VPC.to_owned(),
        subnets: vec![SUBNETS[0].to_owned()],
        security_groups: vec![GROUP.to_owned()],
        replaces: Some(Replaced {
            arn: old.arn.clone(),
            services: old.users.iter().map(|user| user.arn.clone()).collect(),
        }),
    }
}

async fn replace(bench: &Bench, old: &ConnectorRow) -> RunView {
    let plan = bench.engine.plan_connector(&bench.session, &wanted(old)).await.unwrap();
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    bench.settle(&run.id).await
}

async fn take_back(bench: &Bench, run: &RunView) {
    bench.engine.undo(&run.id, None).unwrap();
    let run = bench.until(&run.id, |run| run.state == RunState::Undone).await;
    assert!(run.steps.iter().all(|step| !step.stands), "{run:#?}");
    assert_eq!(users(bench, CONNECTOR).await, [NAME, SECOND]);
    assert_eq!(connector(bench, NEW).await, None);
}

#[tokio::test]
async fn a_connector_tells_who_uses_it_and_what_they_need() {
    let (bench, old) = two().await;
    assert_eq!(users(&bench, CONNECTOR).await, [NAME, SECOND]);
    assert!(old.users.iter().all(|user| user.can_move));
    // Three instances of its own configuration, and twenty-five of the account's default.
    assert_eq!((old.instances, old.addresses_needed), (Some(28), Some(56)));
    bench.sandbox.faults().always("apprunner", "DescribeService", Fault::denied());
    let view = bench.engine.connectors_in_use(&bench.session).await.unwrap();
    assert_eq!(view.unknown, [NAME, SECOND]);
}

#[tokio::test]
async fn services_are_moved_one_after_the_other_and_back_again_while_the_old_one_lives() {
    let (bench, old) = two().await;
    let run = replace(&bench, &old).await;
    assert_succeeded(&run);
    assert_eq!(users(&bench, NEW).await, [NAME, SECOND]);
    assert_eq!(users(&bench, CONNECTOR).await, Vec::<String>::new());
    let updates = bench.sandbox.calls().iter().filter(|call| call.operation == "UpdateService").count();
    assert_eq!(updates, 2);
    assert!(run.can_undo);
    take_back(&bench, &run).await;
}

#[tokio::test]
async fn the_instances_of_its_services_are_where_it_sends_them() {
    let (bench, old) = two().await;
    let instances = async |of: &ConnectorRow| {
        // The networks are read anew by every plan about their groups.
        bench.engine.plan_allow_inbound(&bench.session, GROUP, 443, GROUP).await.unwrap();
        let (subnets, groups) = (of.subnets.clone(), of.security_groups.clone());
        let asked = PictureAsked { vpc: None, subnets, groups, instances: None };
        let picture = bench.engine.network_picture(&bench.session, &asked).await.unwrap();
        let cards = picture.zones.into_iter().flat_map(|zone| zone.subnets);
        cards.map(|card| card.instances.len()).sum::<usize>()
    };
    assert_eq!(instances(&old).await, 2);
    let other = ConnectorDraft { security_groups: Vec::new(), ..wanted(&old) };
    let plan = bench.engine.plan_connector(&bench.session, &other).await.unwrap();
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    assert_succeeded(&bench.settle(&run.id).await);
    let new = connector(&bench, NEW).await.unwrap();
    assert_eq!((instances(&old).await, instances(&new).await), (0, 2));
}

#[tokio::test]
async fn nothing_else_of_a_service_changes() {
    let (bench, old) = two().await;
    let read = async || {
        let mut service = bench.engine.service(&bench.session, &old.users[0].arn).await.unwrap();
        service.vpc_connector = None;
        service.row.updated_at = None;
        service
    };
    let before = read().await;
    assert_succeeded(&replace(&bench, &old).await);
    assert_eq!(read().await, before);
}

fn probes(plan: &PlanView) -> Vec<(String, u16)> {
    let of = |action: &Action| match action {
        Action::Probe { name, before, .. } => Some((name.clone(), *before)),
        _ => None,
    };
    plan.steps.iter().filter_map(|step| of(&step.action)).collect()
}

#[tokio::test]
async fn a_service_that_answers_worse_than_before_stops_it() {
    let (bench, old) = two().await;
    let plan = bench.engine.plan_connector(&bench.session, &wanted(&old)).await.unwrap();
    assert_eq!(probes(&plan), [(NAME.to_owned(), 200), (SECOND.to_owned(), 200)]);
    bench.sandbox.faults().always("site", "GET /", Fault::internal());
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    let run = bench.settle(&run.id).await;
    assert_eq!(run.state, RunState::Failed);
    let problem = run.steps.iter().find_map(|step| step.problem.clone()).unwrap();
    let worse = ProblemDetail::AnswersWorse { name: NAME.to_owned(), before: 200, now: Some(500) };
    assert_eq!(problem.detail, worse);
    // The other one is where it was, until the first answers.
    assert_eq!(
        (users(&bench, CONNECTOR).await, users(&bench, NEW).await),
        (vec![SECOND.to_owned()], vec![NAME.to_owned()])
    );
    bench.sandbox.faults().clear();
    let run = bench.engine.resume(&run.id).unwrap();
    assert_succeeded(&bench.settle(&run.id).await);
    assert_eq!(users(&bench, NEW).await, [NAME, SECOND]);
}

#[tokio::test]
async fn a_service_that_does_not_answer_any_more_is_put_back() {
    let (bench, old) = two().await;
    let plan = bench.engine.plan_connector(&bench.session, &wanted(&old)).await.unwrap();
    bench.sandbox.faults().always("site", "GET /", Fault::LoseResponse);
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    let run = bench.settle(&run.id).await;
    let problem = run.steps.iter().find_map(|step| step.problem.clone()).unwrap();
    assert_eq!(problem.detail, ProblemDetail::AnswersWorse { name: NAME.to_owned(), before: 200, now: None });
    take_back(&bench, &run).await;
}

#[tokio::test]
async fn a_service_that_answers_only_after_a_while_is_waited_for_and_one_that_never_did_is_not_asked() {
    let (bench, old) = two().await;
    let plan = bench.engine.plan_connector(&bench.session, &wanted(&old)).await.unwrap();
    bench.sandbox.faults().times("site", "GET /", 2, Fault::internal());
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    let run = bench.settle(&run.id).await;
    assert_succeeded(&run);
    take_back(&bench, &run).await;
    bench.sandbox.faults().always("site", "GET /", Fault::internal());
    let plan = bench.engine.plan_connector(&bench.session, &wanted(&old)).await.unwrap();
    assert_eq!(probes(&plan), []);
}

/// Deletes the image of the first service, as a lifecycle policy would.
async fn forget_image(bench: &Bench) {
    let asked = r#"{"repositoryName":"my-flask-app","imageIds":[{"imageTag":"latest"}]}"#;
    let request = http::Request::post("/")
        .header("authorization", format!("AWS4-HMAC-SHA256 Credential=AKIA/20260801/{REGION}/ecr/aws4_request"))
        .header("content-type", "application/x-amz-json-1.1")
        .header("x-amz-target", "AmazonEC2ContainerRegistry_V20150921.BatchDeleteImage")
        .body(asked.into())
        .unwrap();
    let answer = bench.sandbox.handle(request).await;
    assert!(answer.status().is_success(), "{answer:?}");
}

/// App Runner reports it as a service that runs, with the connector of before.
#[tokio::test]
async fn a_service_that_app_runner_puts_back_stops_it_and_the_rest_stays() {
    let (bench, old) = two().await;
    let plan = bench.engine.plan_connector(&bench.session, &wanted(&old)).await.unwrap();
    // Which only a deployment shows.
    forget_image(&bench).await;
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    let run = bench.settle(&run.id).await;
    assert_eq!((run.state, run.can_resume, run.can_undo), (RunState::Failed, false, true));
    let problem = run.steps.iter().find_map(|step| step.problem.clone()).unwrap();
    assert!(matches!(problem.detail, ProblemDetail::DeploymentFailed { .. }), "{problem:?}");
    assert_eq!(
        (users(&bench, CONNECTOR).await, users(&bench, NEW).await),
        (vec![NAME.to_owned(), SECOND.to_owned()], Vec::new())
    );
    take_back(&bench, &run).await;
    assert_eq!(connector(&bench, NEW).await, None);
}

#[tokio::test]
async fn it_waits_for_a_sign_in_and_goes_on_with_what_is_left() {
    let (bench, old) = two().await;
    let plan = bench.engine.plan_connector(&bench.session, &wanted(&old)).await.unwrap();
    for (service, operation) in [("apprunner", "UpdateService"), ("sts", "GetCallerIdentity")] {
        bench.sandbox.faults().always(service, operation, Fault::expired());
    }
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    bench.until(&run.id, |run| run.state == RunState::WaitingForSignIn).await;
    assert_eq!(users(&bench, CONNECTOR).await, [NAME, SECOND]);
    bench.sandbox.faults().clear();
    assert_succeeded(&bench.settle(&run.id).await);
    assert_eq!(users(&bench, NEW).await, [NAME, SECOND]);
}

#[tokio::test]
async fn a_connector_that_is_used_for_a_moment_longer_goes_after_it() {
    let (bench, old) = two().await;
    let run = replace(&bench, &old).await;
    let used = Fault::refuse(400, "InvalidRequestException", "The VPC connector is being used by other services.");
    bench.sandbox.faults().times("apprunner", "DeleteVpcConnector", 3, used);
    take_back(&bench, &run).await;
    assert_eq!(connector(&bench, NEW).await, None);
}

#[tokio::test]
async fn it_stops_in_the_middle_and_is_taken_back() {
    let (bench, old) = two().await;
    // The first service goes; the second may not.
    let plan = bench.engine.plan_connector(&bench.session, &wanted(&old)).await.unwrap();
    bench.sandbox.faults().times("apprunner", "ListOperations", 1, Fault::refuse(400, "AccessDeniedException", "no"));
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    let run = bench.settle(&run.id).await;
    assert_eq!(run.state, RunState::Failed);
    assert_eq!(users(&bench, NEW).await, [NAME]);
    assert_eq!(run.steps[3].state, StepState::Pending);
    take_back(&bench, &run).await;
}

#[tokio::test]
async fn an_answer_that_got_lost_moves_nothing_twice() {
    for operation in ["CreateVpcConnector", "UpdateService"] {
        let (bench, old) = two().await;
        bench.sandbox.faults().times("apprunner", operation, 1, Fault::LoseResponse);
        let run = replace(&bench, &old).await;
        assert_succeeded(&run);
        assert_eq!(users(&bench, NEW).await, [NAME, SECOND], "{operation}");
        let updates = bench.sandbox.calls().iter().filter(|call| call.operation == "UpdateService").count();
        assert_eq!(updates, 2, "{operation}");
        take_back(&bench, &run).await;
    }
}

#[tokio::test]
async fn a_service_that_went_elsewhere_meanwhile_is_left_alone() {
    let (bench, old) = two().await;
    let plan = bench.engine.plan_connector(&bench.session, &wanted(&old)).await.unwrap();
    let other = ConnectorDraft {
        name: "other-connector".to_owned(),
        subnets: vec![SUBNETS[1].to_owned()],
        replaces: None,
        ..wanted(&old)
    };
    let other = bench.engine.plan_connector(&bench.session, &other).await.unwrap();
    let other = bench.engine.start(&bench.session, &other.id, None).unwrap();
    assert_succeeded(&bench.settle(&other.id).await);
    let other = connector(&bench, "other-connector").await.unwrap();
    let apprunner = bench.aws().await.apprunner;
    let second = apprunner.service(&old.users[1].arn).await.unwrap().unwrap();
    apprunner.use_connector(&second, &other.arn).await.unwrap();
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    let run = bench.settle(&run.id).await;
    let problem = run.steps.iter().find_map(|step| step.problem.clone()).unwrap();
    assert_eq!(problem.detail, ProblemDetail::ServiceChanged { name: SECOND.to_owned() });
    bench.engine.undo(&run.id, None).unwrap();
    bench.until(&run.id, |run| run.state == RunState::Undone).await;
    assert_eq!(users(&bench, CONNECTOR).await, [NAME]);
    assert_eq!(users(&bench, "other-connector").await, [SECOND]);
}

#[tokio::test]
async fn one_that_is_used_is_not_deleted_and_one_that_is_not_is() {
    let (bench, old) = two().await;
    let problem = bench.engine.plan_delete_connector(&bench.session, &old.arn).await.unwrap_err();
    let services = vec![NAME.to_owned(), SECOND.to_owned()];
    assert_eq!(problem.detail, ProblemDetail::ConnectorInUse { services });
    assert_succeeded(&replace(&bench, &old).await);
    let plan = bench.engine.plan_delete_connector(&bench.session, &old.arn).await.unwrap();
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    assert_succeeded(&bench.settle(&run.id).await);
    assert_eq!(connector(&bench, CONNECTOR).await, None);
    assert_eq!(users(&bench, NEW).await, [NAME, SECOND]);
}

#[tokio::test]
async fn what_is_wrong_with_it_is_said_before_anything_is_made() {
    let (bench, old) = two().await;
    let wrong = ConnectorDraft { name: CONNECTOR.to_owned(), subnets: Vec::new(), ..wanted(&old) };
    let problem = bench.engine.plan_connector(&bench.session, &wrong).await.unwrap_err();
    let ProblemDetail::DraftInvalid { findings } = problem.detail else { unreachable!("{problem:?}") };
    let fields: Vec<_> = findings.iter().map(|finding| finding.field.unwrap()).collect();
    assert_eq!(fields, [Field::ConnectorName, Field::ConnectorSubnets]);
    // App Runner would refuse one that is like another.
    let alike = ConnectorDraft {
        subnets: old.subnets.clone(),
        security_groups: old.security_groups.clone(),
        name: NEW.to_owned(),
        ..wanted(&old)
    };
    bench.engine.connectors_in_use(&bench.session).await.unwrap();
    bench.engine.network(&bench.session).await.unwrap();
    let findings = bench.engine.check_connector(&bench.session, &alike, None).await.unwrap();
    let is_alike = |one: &Finding| one.detail == Detail::ConnectorAlike { name: CONNECTOR.to_owned() };
    assert!(findings.iter().any(is_alike), "{findings:?}");
    let few = ConnectorDraft { name: NEW.to_owned(), ..wanted(&old) };
    bench.engine.network(&bench.session).await.unwrap();
    let findings = bench.engine.check_connector(&bench.session, &few, Some(200)).await.unwrap();
    assert!(findings.iter().any(|finding| finding.field == Some(Field::ConnectorSubnets)), "{findings:?}");
}

#[tokio::test]
async fn a_zone_that_was_refused_is_remembered_everywhere() {
    let (bench, old) = two().await;
    let refusal =
        format!("The following subnets are in Availability Zones that App Runner doesn't support: {}", SUBNETS[0]);
    let refusal = Fault::refuse(400, "InvalidRequestException", &refusal);
    bench.sandbox.faults().times("apprunner", "CreateVpcConnector", 1, refusal);
    assert_eq!(replace(&bench, &old).await.state, RunState::Failed);
    let asked = PictureAsked { vpc: Some(VPC.to_owned()), subnets: Vec::new(), groups: Vec::new(), instances: None };
    let picture = bench.engine.network_picture(&bench.session, &asked).await.unwrap();
    let cards: Vec<_> = picture.zones.iter().flat_map(|zone| &zone.subnets).collect();
    let refused: Vec<_> = cards.iter().filter(|card| card.badges.contains(&Badge::ZoneRefused)).collect();
    assert_eq!(refused.len(), 3, "{picture:#?}");
    // The form says so too, and lets one try again: AWS may take it by now.
    bench.engine.network(&bench.session).await.unwrap();
    let findings = bench.engine.check_connector(&bench.session, &wanted(&old), None).await.unwrap();
    let zones = |finding: &Finding| matches!(finding.detail, Detail::ZoneUnsupported { .. });
    assert!(findings.iter().any(zones), "{findings:?}");
    assert_succeeded(&replace(&bench, &old).await);
}

#[tokio::test]
async fn what_may_have_been_moved_is_moved_back_as_well() {
    let (bench, old) = two().await;
    // App Runner has moved the service; neither its answer nor a look afterwards gets through.
    bench.sandbox.faults().times("apprunner", "UpdateService", 1, Fault::LoseResponse);
    bench.sandbox.faults().times("apprunner", "ListOperations", 1, Fault::denied());
    let run = replace(&bench, &old).await;
    assert_eq!(run.steps[1].state, StepState::Unknown, "{run:#?}");
    assert_eq!(users(&bench, NEW).await, [NAME]);
    take_back(&bench, &run).await;
}

#[tokio::test]
async fn one_that_app_runner_is_at_work_on_is_waited_for() {
    let (bench, old) = two().await;
    let busy = Fault::refuse(400, "InvalidStateException", "Service cannot be updated in the current state");
    bench.sandbox.faults().times("apprunner", "UpdateService", 2, busy);
    let run = replace(&bench, &old).await;
    assert_succeeded(&run);
    let busy = Fault::refuse(400, "InvalidStateException", "Service cannot be updated in the current state");
    bench.sandbox.faults().times("apprunner", "UpdateService", 2, busy);
    take_back(&bench, &run).await;
}

#[tokio::test]
async fn a_private_service_stays_private() {
    let bench = Bench::new().await;
    let outgoing = draft().outgoing;
    assert_succeeded(&bench.create(&Draft { outgoing, ..private_draft() }).await);
    let old = connector(&bench, CONNECTOR).await.unwrap();
    assert_succeeded(&replace(&bench, &old).await);
    let service = bench.engine.service(&bench.session, &old.users[0].arn).await.unwrap();
    assert!(!service.public);
    assert_eq!(users(&bench, NEW).await.len(), 1);
}

#[tokio::test]
async fn a_service_that_is_gone_by_then_is_not_waited_for() {
    let (bench, old) = two().await;
    let run = replace(&bench, &old).await;
    let plan = bench.engine.plan_delete(&bench.session, &old.users[1].arn).await.unwrap();
    let deletion = bench.engine.start(&bench.session, &plan.id, Some(SECOND)).unwrap();
    assert_succeeded(&bench.settle(&deletion.id).await);
    bench.engine.undo(&run.id, None).unwrap();
    bench.until(&run.id, |run| run.state == RunState::Undone).await;
    assert_eq!(users(&bench, CONNECTOR).await, [NAME]);
}

#[tokio::test]
async fn a_security_group_is_made_for_a_connector_and_goes_with_its_undo() {
    let bench = Bench::new().await;
    let plan = async |name: &str| bench.engine.plan_group(&bench.session, VPC, name).await;
    let said = |problem: ard_core::problem::Problem| match problem.detail {
        ProblemDetail::DraftInvalid { findings } => findings.into_iter().map(|one| one.detail).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(said(plan("shop-app").await.unwrap_err()), [Detail::GroupNameTaken]);
    assert_eq!(said(plan("sg-mine").await.unwrap_err()), [Detail::GroupNameReserved]);
    assert_eq!(said(plan("ショップ").await.unwrap_err()), [Detail::GroupNameCharacters]);
    assert_eq!(said(plan(" ").await.unwrap_err()), [Detail::Required]);
    assert_eq!(
        bench.engine.plan_group(&bench.session, "vpc-0", "a").await.unwrap_err().detail,
        ProblemDetail::NotFound
    );

    let groups = async || bench.engine.network(&bench.session).await.unwrap().security_groups;
    let before = groups().await.len();
    let plan = plan("shop-to-database").await.unwrap();
    bench.sandbox.faults().times("ec2", "CreateSecurityGroup", 1, Fault::LoseResponse);
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    assert_succeeded(&bench.settle(&run.id).await);
    let made = groups().await.into_iter().find(|group| group.name == "shop-to-database").unwrap();
    assert_eq!((groups().await.len(), made.description.as_str()), (before + 1, plan::GROUP_DESCRIPTION));
    // It is known at once, and lets everything out.
    let to = vec![Destination::Internet { v6: false }];
    let asked = ReachAsked { subnets: vec![SUBNETS[0].to_owned()], groups: vec![made.id.clone()], to };
    let view = bench.engine.reach(&bench.session, &asked, false).await.unwrap();
    assert_eq!(view.verdicts[0].reach, Reach::Reachable, "{view:#?}");
}

#[tokio::test]
async fn a_group_that_could_not_be_made_is_tried_again() {
    let bench = Bench::new().await;
    let plan = bench.engine.plan_group(&bench.session, VPC, "shop-to-database").await.unwrap();
    bench.sandbox.faults().times("ec2", "CreateSecurityGroup", 1, Fault::refuse(403, "UnauthorizedOperation", "no"));
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    assert_eq!(bench.settle(&run.id).await.state, RunState::Failed);
    bench.engine.resume(&run.id).unwrap();
    assert_succeeded(&bench.settle(&run.id).await);
}
