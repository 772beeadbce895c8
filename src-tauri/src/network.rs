//! The commands of the network: VPC connectors and what they reach, the ways into private services, what a VPC looks like, and
//! a rule that lets in.

use ard_core::connector::{ConnectorDraft, ConnectorsView};
use ard_core::draft::Incoming;
use ard_core::finding::Finding;
use ard_core::incoming::{EndpointDraft, EndpointsView, PrivateDomains};
use ard_core::network::{DatabaseProposal, EntryAsked, EntryView, Picture, PictureAsked, ReachAsked, ReachView};
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

/// The interface endpoints for App Runner's requests, with the services that each leads to.
#[tauri::command]
#[specta::specta]
pub(crate) async fn endpoints_in_use(engine: Shared<'_>, session: SessionRef) -> Answer<EndpointsView> {
    engine.endpoints_in_use(&session).await
}

/// How clients in a VPC get to an interface endpoint. `anew` reads the networks again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn network_entry(
    engine: Shared<'_>,
    session: SessionRef,
    asked: EntryAsked,
    anew: bool,
) -> Answer<EntryView> {
    engine.entry(&session, &asked, anew).await
}

/// The custom domains of a private service, and where they lead to.
#[tauri::command]
#[specta::specta]
pub(crate) async fn private_domains(engine: Shared<'_>, session: SessionRef, arn: String) -> Answer<PrivateDomains> {
    engine.private_domains(&session, &arn).await
}

/// What would be done so that a service is reached in another way.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_incoming(
    engine: Shared<'_>,
    session: SessionRef,
    arn: String,
    incoming: Incoming,
) -> Answer<PlanView> {
    engine.plan_incoming(&session, &arn, &incoming).await
}

/// What would be done to delete a VPC ingress connection.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_delete_ingress(engine: Shared<'_>, session: SessionRef, arn: String) -> Answer<PlanView> {
    engine.plan_delete_ingress(&session, &arn).await
}

/// What is to be said of an interface endpoint that is asked for.
#[tauri::command]
#[specta::specta]
pub(crate) async fn endpoint_check(
    engine: Shared<'_>,
    session: SessionRef,
    draft: EndpointDraft,
) -> Answer<Vec<Finding>> {
    engine.check_endpoint(&session, &draft).await
}

/// What would be done to make an interface endpoint, or to change one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_endpoint(engine: Shared<'_>, session: SessionRef, draft: EndpointDraft) -> Answer<PlanView> {
    engine.plan_endpoint(&session, &draft).await
}

/// What would be done to delete an interface endpoint that leads to no service.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_delete_endpoint(engine: Shared<'_>, session: SessionRef, id: String) -> Answer<PlanView> {
    engine.plan_delete_endpoint(&session, &id).await
}

/// What would be done to make a security group in a VPC.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_group(engine: Shared<'_>, session: SessionRef, vpc: String, name: String) -> Answer<PlanView> {
    engine.plan_group(&session, &vpc, &name).await
}
