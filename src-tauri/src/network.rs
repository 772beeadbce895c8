//! The commands of the network: what a connector reaches, what its VPC looks like, and a rule that lets it in.

use ard_core::network::{Picture, PictureAsked, ReachAsked, ReachView};
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
pub(crate) async fn network_picture(
    engine: Shared<'_>,
    session: SessionRef,
    asked: PictureAsked,
) -> Answer<Picture> {
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
