//! Drafts: kept, copied from services, and the connection that source code needs.

mod support;

use std::sync::mpsc::channel;

use ard_core::draft::{Build, Draft, Outgoing, Preset, Provider, SourceDraft, Tracing, Trigger};
use ard_core::field::{Field, WizardStep};
use ard_core::finding::Detail;
use ard_core::preflight::{Look, Outcome};
use ard_core::problem::ProblemDetail;
use ard_core::runtime::Runtime;
use ard_core::session::SANDBOX;
use ard_core::vpc::WayOut;
use ard_sandbox::Fault;
use support::{Bench, NAME, REGION, assert_succeeded, draft, engine};

const ID: &str = "01980000-0000-7000-8000-000000000001";

#[tokio::test]
async fn a_kept_draft_survives_a_restart_and_is_replaced_and_forgotten() {
    let bench = Bench::new().await;
    let keep = |draft: &Draft, step| bench.engine.save_draft(ID, SANDBOX, REGION, draft, step).unwrap();
    keep(&Draft::new(), WizardStep::Source);
    keep(&draft(), WizardStep::Service);
    let support::Bench { engine: first, sandbox, place, .. } = bench;
    drop(first);
    let again = engine(sandbox.http_client(), place.0.join("journal.sqlite3"), channel().0);
    let kept = again.drafts().unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!((&kept[0].draft, kept[0].step, kept[0].region.as_str()), (&draft(), WizardStep::Service, REGION));
    assert_eq!(again.draft(ID).unwrap(), kept[0]);
    again.forget_draft(ID).unwrap();
    assert!(again.draft(ID).is_err());
    again.forget_draft(ID).unwrap();
    assert_eq!(again.drafts().unwrap(), []);
    assert!(again.save_draft("not an id", SANDBOX, REGION, &draft(), WizardStep::Source).is_err());
}

#[tokio::test]
async fn presets_are_drafts_that_pass_once_they_are_named() {
    let bench = Bench::new().await;
    for preset in [Preset::Console, Preset::SmallApi, Preset::Flask, Preset::Nextjs] {
        let mut draft = bench.engine.new_draft(&bench.session, preset).await.unwrap();
        "named".clone_into(&mut draft.name);
        if let SourceDraft::Ecr { uri, .. } = &mut draft.source {
            *uri = format!("123456789012.dkr.ecr.{REGION}.amazonaws.com/my-flask-app:latest");
        }
        let checked = bench.engine.check(&bench.session, &draft).await.unwrap();
        assert_eq!(checked.findings, [], "{preset:?}");
    }
}

#[tokio::test]
async fn a_copy_of_a_service_makes_one_like_it() {
    let bench = Bench::new().await;
    let run = bench.create(&draft()).await;
    assert_succeeded(&run);
    let copied = bench.engine.copy_service(&bench.session, &run.service_arn.unwrap(), &bench.session).await.unwrap();
    assert_eq!(copied.left_out, []);
    let copy = copied.draft;
    assert_eq!(copy.name, format!("{}-copy", support::NAME));
    assert!(matches!(copy.tracing, Tracing::UseExisting { .. }));
    assert_eq!(copy.tags, []);
    let run = bench.create(&copy).await;
    assert_succeeded(&run);
    let service = bench.engine.service(&bench.session, &run.service_arn.unwrap()).await.unwrap();
    assert_eq!(service.auto_scaling.unwrap().name, support::SCALING);
    assert!(service.observability.is_some());
}

#[tokio::test]
async fn source_code_is_connected_agreed_to_built_and_run() {
    let bench = Bench::new().await;
    let refused = bench.engine.plan_connection(&bench.session, "no", Provider::Github).unwrap_err();
    assert!(matches!(refused.detail, ProblemDetail::DraftInvalid { .. }));
    let plan = bench.engine.plan_connection(&bench.session, "acme-github", Provider::Github).unwrap();
    let run = bench.engine.start(&bench.session, &plan.id, None).unwrap();
    assert_succeeded(&bench.settle(&run.id).await);
    let connection = bench.engine.connections(&bench.session).await.unwrap().remove(0);
    assert!(connection.is_pending && !connection.is_available);

    let mut draft = draft();
    draft.source = SourceDraft::Code {
        connection: connection.arn.clone(),
        repository: "https://github.com/acme/shop".to_owned(),
        branch: "main".to_owned(),
        directory: "/".to_owned(),
        trigger: Trigger::Automatic,
        build: Build::Here {
            runtime: Some(Runtime::Python311),
            command: "pip3 install -r requirements.txt".to_owned(),
        },
    };
    "python3 app.py".clone_into(&mut draft.start_command);
    let pending = bench.engine.check(&bench.session, &draft).await.unwrap();
    let finding = &pending.findings[0];
    assert_eq!((finding.field, &finding.detail), (Some(Field::Connection), &Detail::ConnectionPending));

    assert!(bench.sandbox.finish(REGION, &connection.arn));
    assert!(bench.engine.connections(&bench.session).await.unwrap()[0].is_available);
    assert_succeeded(&bench.create(&draft).await);
    // The one in use cannot be taken back.
    let undone = bench.engine.undo(&run.id, Some(NAME));
    assert!(undone.is_err());
}

#[tokio::test]
async fn a_connector_carries_outgoing_connections() {
    let bench = Bench::new().await;
    // The sandbox's services, and with them its connector, are there.
    let session = bench.engine.open(SANDBOX, "us-east-1").await.unwrap().session;
    let connector = bench.engine.connectors(&session).await.unwrap().remove(0);
    assert!(!connector.subnets.is_empty() && !connector.security_groups.is_empty());
    let draft = Draft { outgoing: Outgoing::Connector { arn: connector.arn.clone() }, ..draft() };
    let plan = bench.engine.plan_create(&session, &draft).await.unwrap();
    let run = bench.engine.start(&session, &plan.id, None).unwrap();
    let run = bench.settle(&run.id).await;
    assert_succeeded(&run);
    let service = bench.engine.service(&session, &run.service_arn.unwrap()).await.unwrap();
    assert_eq!(service.vpc_connector, Some(connector.arn));
}

#[tokio::test]
async fn what_would_fail_later_is_seen_before() {
    let bench = Bench::new().await;
    let outcome = async |tag: &str, wanted: fn(&Look) -> bool| {
        let mut draft = draft();
        if let SourceDraft::Ecr { uri, .. } = &mut draft.source {
            *uri = uri.replace(":latest", &format!(":{tag}"));
        }
        let looked = bench.engine.preflight(&bench.session, &draft).await.unwrap();
        looked.into_iter().find(|looked| wanted(&looked.look)).map(|looked| looked.outcome)
    };
    let found = |look: &Look| matches!(look, Look::ImageFound { .. });
    let platform = |look: &Look| matches!(look, Look::ImagePlatform { .. });
    assert_eq!(outcome("latest", found).await, Some(Outcome::Passed));
    assert_eq!(outcome("typo", found).await, Some(Outcome::Failed));
    assert_eq!(outcome("arm64", platform).await, Some(Outcome::Failed));
    bench.sandbox.faults().always("ecr", "DescribeImages", Fault::denied());
    assert!(matches!(outcome("latest", found).await, Some(Outcome::Unknown { problem: Some(_) })));
}

#[tokio::test]
async fn the_network_is_read_with_its_ways_out_and_a_check_knows_it_from_then_on() {
    let bench = Bench::new().await;
    let mut draft = draft();
    if let Outgoing::NewConnector { subnets, .. } = &mut draft.outgoing {
        "subnet-0a11ce00000000001".clone_into(&mut subnets[0]);
    }
    let details = async || {
        let findings = bench.engine.check(&bench.session, &draft).await.unwrap().findings;
        findings.into_iter().map(|finding| finding.detail).collect::<Vec<_>>()
    };
    assert_eq!(details().await, []);
    let network = bench.engine.network(&bench.session).await.unwrap();
    let way = |name: &str| {
        network.subnets.iter().find(|subnet| subnet.name.as_deref() == Some(name)).map(|subnet| subnet.way_out)
    };
    assert_eq!(way("shop-public-a"), Some(WayOut::InternetGateway));
    assert_eq!(way("shop-private-a"), Some(WayOut::Nat));
    assert_eq!(way("shop-isolated-a"), Some(WayOut::None));
    // Without a route table of its own, the VPC's main one counts.
    assert_eq!(way("plain-a"), Some(WayOut::InternetGateway));
    let public = Detail::PublicSubnets { ids: vec!["subnet-0a11ce00000000001".to_owned()] };
    assert_eq!(details().await, [public]);
    bench.sandbox.faults().always("ec2", "DescribeRouteTables", Fault::refuse(403, "UnauthorizedOperation", "no"));
    let network = bench.engine.network(&bench.session).await.unwrap();
    assert!(network.subnets.iter().all(|subnet| subnet.way_out == WayOut::Unknown));
}
