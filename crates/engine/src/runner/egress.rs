//! The steps about VPC connectors: made, deleted, and services sent through another one and back.
//!
//! Refuses: to change a service that somebody has sent elsewhere since.

use ard_core::UnixMillis;
use ard_core::fault::{Fault, FaultKind};
use ard_core::journal::{Made, fold};
use ard_core::plan::Action;
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::service::{OperationKind, OperationStatus, ServiceDetail, ServiceStatus};
use ard_core::spec::ConfigurationRef;

use super::Claim;
use super::patience::Obstacle;
use super::steps::{configuration_arn, connector_arn};
use crate::journal::Written;
use crate::queries::not_found;
use crate::sessions::Session;

/// How far this machine's clock may be from AWS's, in milliseconds: what began so shortly before an attempt counts as its.
const SKEW: UnixMillis = 60_000.0;

/// A service, and the connectors that it goes between.
pub(super) struct Move<'a> {
    pub(super) service: &'a str,
    pub(super) arn: &'a str,
    /// ARN of the connector that it uses.
    pub(super) from: &'a str,
    /// ARN of the one that it is to use.
    pub(super) to: &'a str,
}

/// The operation that the step before began.
fn operation_before(written: &Written, step: usize) -> Option<String> {
    let records = fold(&written.plan, &written.entries);
    match records.into_iter().nth(step.checked_sub(1)?)?.made? {
        Made::Operation { id } => id,
        _ => None,
    }
}

impl Claim {
    /// Does what a step about VPC connectors says, once.
    pub(super) async fn attempt_connector(
        &self,
        session: &Session,
        written: &Written,
        step: usize,
    ) -> Result<Made, Obstacle> {
        let apprunner = &session.clients.apprunner;
        let target = |after: &ConfigurationRef| {
            let arn = configuration_arn(Some(after), written, connector_arn);
            arn.ok_or_else(|| Obstacle::Final(not_found()))
        };
        match &written.plan.steps[step] {
            Action::CreateConnector { spec } => match apprunner.create_connector(spec, &written.plan.tag()).await {
                Ok(arn) => Ok(Made::Connector { arn }),
                Err(fault) => {
                    self.engine.learn_zones(session, &spec.subnets, &fault).await;
                    Err(fault.into())
                }
            },
            Action::UseConnector { name, arn, before, after } => {
                let to = &target(after)?;
                self.use_connector(session, &Move { service: name, arn, from: before, to }).await
            }
            Action::AwaitConnector { arn, after, .. } => {
                let operation = operation_before(written, step);
                self.await_connector(session, arn, &target(after)?, operation.as_deref()).await
            }
            Action::DeleteConnector { arn, .. } => {
                apprunner.delete_connector(arn).await?;
                Ok(Made::Nothing)
            }
            // Other steps are none of its business.
            _ => Err(Obstacle::Final(not_found())),
        }
    }

    /// Whether a service was sent through another connector by an earlier attempt: it uses that, or App Runner has put it
    /// back since. `since` is when the first attempt began.
    pub(super) async fn find_move(
        &self,
        session: &Session,
        arn: &str,
        to: &str,
        since: Option<UnixMillis>,
    ) -> Result<Option<Made>, Fault> {
        let apprunner = &session.clients.apprunner;
        let used = loop {
            match apprunner.service(arn).await? {
                Some(service) if is_at_work(&service) => tokio::time::sleep(self.engine.shared.tempo.moving).await,
                service => break service.and_then(|service| service.vpc_connector),
            }
        };
        let mut updates = apprunner.operations(arn).await?.into_iter().filter(|one| one.kind == OperationKind::Update);
        let began = |at: Option<UnixMillis>| at.zip(since).is_some_and(|(at, since)| at + SKEW > since);
        let ours = updates.next().filter(|last| began(last.started_at)).map(|last| last.id);
        Ok((used.as_deref() == Some(to) || ours.is_some()).then_some(Made::Operation { id: ours }))
    }

    /// Sends a service through another connector, once App Runner lets it be changed. Twice is once.
    pub(super) async fn use_connector(&self, session: &Session, wanted: &Move<'_>) -> Result<Made, Obstacle> {
        loop {
            let service = self.settled(session, wanted.arn).await?.ok_or_else(gone)?;
            let used = service.vpc_connector.as_deref();
            if used == Some(wanted.to) {
                return Ok(Made::Operation { id: None });
            }
            if used != Some(wanted.from) {
                let name = wanted.service.to_owned();
                return Err(Obstacle::Final(Problem::of(ProblemDetail::ServiceChanged { name })));
            }
            if let Some(id) = self.send(session, &service, wanted.to).await? {
                return Ok(Made::Operation { id });
            }
        }
    }

    /// Asks for the update; answers nothing where App Runner has begun something else meanwhile.
    async fn send(
        &self,
        session: &Session,
        service: &ServiceDetail,
        to: &str,
    ) -> Result<Option<Option<String>>, Obstacle> {
        match session.clients.apprunner.use_connector(service, to).await {
            Ok(id) => {
                self.service_changed(session, &service.row.arn);
                Ok(Some(id))
            }
            Err(fault) if fault.kind == FaultKind::InvalidState && service.row.status == ServiceStatus::Running => {
                tokio::time::sleep(self.engine.shared.tempo.moving).await;
                Ok(None)
            }
            Err(fault) => Err(fault.into()),
        }
    }

    /// Until the service runs with the connector, or App Runner has put it back.
    pub(super) async fn await_connector(
        &self,
        session: &Session,
        arn: &str,
        connector: &str,
        operation: Option<&str>,
    ) -> Result<Made, Obstacle> {
        let (service, end) = loop {
            let service = self.settled(session, arn).await?.ok_or_else(gone)?;
            let end = match operation {
                Some(id) => {
                    let operations = session.clients.apprunner.operations(arn).await?;
                    operations.into_iter().find(|one| one.id == id).map(|one| one.status)
                }
                None => None,
            };
            // What is read of the service and of its operation is not of the same moment.
            match end {
                Some(OperationStatus::Pending | OperationStatus::InProgress | OperationStatus::RollbackInProgress) => {
                    tokio::time::sleep(self.engine.shared.tempo.moving).await;
                }
                end => break (service, end),
            }
        };
        self.service_changed(session, arn);
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
        loop {
            let Some(service) = self.settled(session, wanted.arn).await? else { return Ok(()) };
            if service.vpc_connector.as_deref() != Some(wanted.to) {
                return Ok(());
            }
            if let Some(id) = self.send(session, &service, wanted.from).await? {
                return self.await_connector(session, wanted.arn, wanted.from, id.as_deref()).await.map(drop);
            }
        }
    }

    /// The service, once App Runner is not at work on it; nothing when it is gone.
    async fn settled(&self, session: &Session, arn: &str) -> Result<Option<ServiceDetail>, Obstacle> {
        loop {
            match session.clients.apprunner.service(arn).await? {
                Some(service) if is_at_work(&service) => tokio::time::sleep(self.engine.shared.tempo.moving).await,
                service => return Ok(service.filter(|service| service.row.status != ServiceStatus::Deleted)),
            }
        }
    }
}

/// A status that nobody knows yet passes as well.
fn is_at_work(service: &ServiceDetail) -> bool {
    matches!(service.row.status, ServiceStatus::OperationInProgress | ServiceStatus::Other { .. })
}

fn gone() -> Obstacle {
    Obstacle::Final(not_found())
}
