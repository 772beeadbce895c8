//! The commands that list what a draft chooses from: one thin function each.

use ard_core::options::{KeyOption, ParameterOption, SecretOption, WebAclOption};
use ard_core::role::Principal;
use ard_core::service::{
    AutoScalingOption, ConnectionOption, ConnectorOption, Image, ImageDetail, ObservabilityOption, Repository,
    RoleOption,
};
use ard_core::session::SessionRef;
use ard_core::vpc::{InterfaceEndpoint, Network};

use crate::commands::{Answer, Shared};

/// The account's private ECR repositories in the session's Region.
#[tauri::command]
#[specta::specta]
pub(crate) async fn repositories_list(engine: Shared<'_>, session: SessionRef) -> Answer<Vec<Repository>> {
    engine.repositories(&session).await
}

/// The images of a private ECR repository, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn images_list(engine: Shared<'_>, session: SessionRef, repository: String) -> Answer<Vec<Image>> {
    engine.images(&session, &repository).await
}

/// The account's roles, those that a principal of App Runner may assume first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn roles_list(
    engine: Shared<'_>,
    session: SessionRef,
    principal: Principal,
) -> Answer<Vec<RoleOption>> {
    engine.roles(&session, principal).await
}

/// The account's auto scaling configurations in all their revisions.
#[tauri::command]
#[specta::specta]
pub(crate) async fn auto_scaling_list(engine: Shared<'_>, session: SessionRef) -> Answer<Vec<AutoScalingOption>> {
    engine.auto_scaling(&session).await
}

/// The account's VPC connectors.
#[tauri::command]
#[specta::specta]
pub(crate) async fn connectors_list(engine: Shared<'_>, session: SessionRef) -> Answer<Vec<ConnectorOption>> {
    engine.connectors(&session).await
}

/// VPCs, subnets and security groups of the account in the session's Region.
#[tauri::command]
#[specta::specta]
pub(crate) async fn network_list(engine: Shared<'_>, session: SessionRef) -> Answer<Network> {
    engine.network(&session).await
}

/// The account's observability configurations.
#[tauri::command]
#[specta::specta]
pub(crate) async fn observability_list(engine: Shared<'_>, session: SessionRef) -> Answer<Vec<ObservabilityOption>> {
    engine.observability(&session).await
}

/// The account's connections to providers of source code.
#[tauri::command]
#[specta::specta]
pub(crate) async fn connections_list(engine: Shared<'_>, session: SessionRef) -> Answer<Vec<ConnectionOption>> {
    engine.connections(&session).await
}

/// One image of a private ECR repository, with what its configuration says.
#[tauri::command]
#[specta::specta]
pub(crate) async fn image_get(
    engine: Shared<'_>,
    session: SessionRef,
    repository: String,
    digest: String,
) -> Answer<ImageDetail> {
    engine.image(&session, &repository, &digest).await
}

/// The interface endpoints for requests to private services.
#[tauri::command]
#[specta::specta]
pub(crate) async fn endpoints_list(engine: Shared<'_>, session: SessionRef) -> Answer<Vec<InterfaceEndpoint>> {
    engine.endpoints(&session).await
}

/// The account's secrets.
#[tauri::command]
#[specta::specta]
pub(crate) async fn secrets_list(engine: Shared<'_>, session: SessionRef) -> Answer<Vec<SecretOption>> {
    engine.secrets(&session).await
}

/// The account's parameters.
#[tauri::command]
#[specta::specta]
pub(crate) async fn parameters_list(engine: Shared<'_>, session: SessionRef) -> Answer<Vec<ParameterOption>> {
    engine.parameters(&session).await
}

/// The keys that the account manages itself.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keys_list(engine: Shared<'_>, session: SessionRef) -> Answer<Vec<KeyOption>> {
    engine.keys(&session).await
}

/// The web ACLs of the session's Region.
#[tauri::command]
#[specta::specta]
pub(crate) async fn web_acls_list(engine: Shared<'_>, session: SessionRef) -> Answer<Vec<WebAclOption>> {
    engine.web_acls(&session).await
}
