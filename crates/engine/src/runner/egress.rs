//! The steps that send services through another VPC connector, and back.
//!
//! Refuses: to change a service that somebody has sent elsewhere since.

use ard_core::journal::Made;
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::service::{OperationStatus, ServiceDetail, ServiceStatus};

use super::Claim;
use super::patience::Obstacle;
use crate::queries::not_found;
use crate::sessions::Session;

/// A service, and the connectors that it goes between.
pub(super) struct Move<'a> {
    pub(super) service: &'a str,
    pub(super) arn: &'a str,
    /// ARN of the connector that it uses.
    pub(super) from: &'a str,
    /// ARN of the one that it is to use.
    pub(super) to: &'a str,
}

impl Claim {
    /// Sends a service through another connector, once App Runner lets it be changed. Twice is once.
    pub(super) async fn use_connector(&self, session: &Session, wanted: &Move<'_>) -> Result<Made, Obstacle> {
        let service = self.settled(session, wanted.arn).await?;
        let used = service.vpc_connector.as_deref();
        if used == Some(wanted.to) {
            return Ok(Made::Operation { id: None });
        }
        if used != Some(wanted.from) {
            let name = wanted.service.to_owned();
            return Err(Obstacle::Final(Problem::of(ProblemDetail::ServiceChanged { name })));
        }
        let id = session.clients.apprunner.use_connector(wanted.arn, wanted.to).await?;
        self.service_changed(session, wanted.arn);
        Ok(Made::Operation { id })
    }

    /// Until the service runs with the connector, or App Runner has put it back.
    pub(super) async fn await_connector(
        &self,
        session: &Session,
        arn: &str,
        connector: &str,
        operation: Option<&str>,
    ) -> Result<Made, Obstacle> {
        let service = self.settled(session, arn).await?;
        self.service_changed(session, arn);
        let end = match operation {
            Some(id) => {
                let operations = session.clients.apprunner.operations(arn).await?;
                operations.into_iter().find(|one| one.id == id).map(|one| one.status)
            }
            None => None,
        };
        // App Runner reports a failed update as a service that runs, with what it had before.
        let is_done = end.is_none_or(|end| end == OperationStatus::Succeeded);
        if is_done && service.vpc_connector.as_deref() == Some(connector) {
            return Ok(Made::Nothing);
        }
        let diagnosis = session.diagnosis(arn).await.ok().flatten();
        Err(Obstacle::Final(Problem::of(ProblemDetail::DeploymentFailed { diagnosis })))
    }

    /// Sends a service back, if it still goes where the step sent it, and waits until it runs. One that is gone, or that
    /// somebody has sent elsewhere since, is left as it is.
    pub(super) async fn restore_connector(&self, session: &Session, wanted: &Move<'_>) -> Result<(), Obstacle> {
        let apprunner = &session.clients.apprunner;
        if apprunner.service(wanted.arn).await?.is_none_or(|service| service.row.status == ServiceStatus::Deleted) {
            return Ok(());
        }
        let service = self.settled(session, wanted.arn).await?;
        if service.vpc_connector.as_deref() != Some(wanted.to) {
            return Ok(());
        }
        let id = apprunner.use_connector(wanted.arn, wanted.from).await?;
        self.service_changed(session, wanted.arn);
        self.await_connector(session, wanted.arn, wanted.from, id.as_deref()).await.map(drop)
    }

    /// The service, once App Runner is not at work on it.
    async fn settled(&self, session: &Session, arn: &str) -> Result<ServiceDetail, Obstacle> {
        loop {
            let service = session.clients.apprunner.service(arn).await?;
            let service = service.ok_or_else(|| Obstacle::Final(not_found()))?;
            match service.row.status {
                ServiceStatus::OperationInProgress => tokio::time::sleep(self.engine.shared.tempo.moving).await,
                ServiceStatus::Deleted => return Err(Obstacle::Final(not_found())),
                _ => return Ok(service),
            }
        }
    }
}
