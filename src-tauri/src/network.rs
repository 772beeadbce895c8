//! The commands of the network: VPC connectors, what they reach, what their VPC looks like, and a rule that lets them in.

use ard_core::connector::{ConnectorDraft, ConnectorsView};
use ard_core::finding::Finding;
use ard_core::network::{DatabaseProposal, Picture, PictureAsked, ReachAsked, ReachView};
use ard_core::plan::PlanView;
use ard_core::session::SessionRef;

use crate::commands::{Answer, Shared};

/// What a connector with some subnets and security groups reaches, and why not. `anew` reads the networks again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn network_reach(
    engine: Shared<'_>,
    session: SessionRef,
    asked: ReachAsked,
    anew: bool,
) -> Answer<ReachView> {
    engine.reach(&session, &asked, anew).await
}

/// A VPC with its subnets, and what speaks for or against each for a connector.
#[tauri::command]
#[specta::specta]
pub(crate) async fn network_picture(engine: Shared<'_>, session: SessionRef, asked: PictureAsked) -> Answer<Picture> {
    engine.network_picture(&session, &asked).await
}

/// What would be done so that a security group lets another one in at a port of TCP.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_allow_inbound(
    engine: Shared<'_>,
    session: SessionRef,
    group: String,
    port: u16,
    from: String,
) -> Answer<PlanView> {
    engine.plan_allow_inbound(&session, &group, port, &from).await
}

/// The VPC connectors of the account, with the services that use each.
#[tauri::command]
#[specta::specta]
pub(crate) async fn connectors_in_use(engine: Shared<'_>, session: SessionRef) -> Answer<ConnectorsView> {
    engine.connectors_in_use(&session).await
}

/// What is to be said of a connector that is asked for, for services of so many instances at most.
#[tauri::command]
#[specta::specta]
pub(crate) async fn connector_check(
    engine: Shared<'_>,
    session: SessionRef,
    draft: ConnectorDraft,
    instances: Option<u32>,
) -> Answer<Vec<Finding>> {
    engine.check_connector(&session, &draft, instances).await
}

/// What would be done to make a connector, also in the place of another one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_connector(engine: Shared<'_>, session: SessionRef, draft: ConnectorDraft) -> Answer<PlanView> {
    engine.plan_connector(&session, &draft).await
}

/// What would be done to delete a connector that nobody uses.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_delete_connector(engine: Shared<'_>, session: SessionRef, arn: String) -> Answer<PlanView> {
    engine.plan_delete_connector(&session, &arn).await
}

/// What it takes to connect a service to a database. `name` is that of a new connector.
#[tauri::command]
#[specta::specta]
pub(crate) async fn database_propose(
    engine: Shared<'_>,
    session: SessionRef,
    database: String,
    name: String,
) -> Answer<DatabaseProposal> {
    engine.propose_database(&session, &database, &name).await
}
