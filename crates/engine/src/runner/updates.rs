//! Changes of running services by `UpdateService`: made, waited for, found again and taken back.
//!
//! Owns: one thing about a service becoming another, and nothing else of it. Refuses: to change a service that somebody has
//! changed in the same way since.

use std::time::Instant;

use ard_core::UnixMillis;
use ard_core::fault::{Fault, FaultKind};
use ard_core::journal::{Made, fold};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::service::{OperationKind, OperationStatus, ServiceDetail, ServiceStatus};

use super::Claim;
use super::patience::Obstacle;
use crate::journal::Written;
use crate::queries::not_found;
use crate::sessions::Session;

/// How far this machine's clock may be from AWS's, in milliseconds: what began so shortly before an attempt counts as its.
const SKEW: UnixMillis = 60_000.0;

/// What becomes of a service.
#[derive(Debug, Clone, Copy)]
pub(super) enum Change<'a> {
    /// It sends through another VPC connector.
    Connector {
        /// ARN of the connector that it uses.
        from: &'a str,
        /// ARN of the one that it is to use.
        to: &'a str,
    },
    /// The internet reaches it, or does not.
    Access {
        /// Whether it is to.
        public: bool,
    },
}

impl Change<'_> {
    /// Whether it is so.
    fn is_made(self, service: &ServiceDetail) -> bool {
        match self {
            Self::Connector { to, .. } => service.vpc_connector.as_deref() == Some(to),
            Self::Access { public } => service.public == public,
        }
    }

    /// Whether it is as it was before.
    fn is_due(self, service: &ServiceDetail) -> bool {
        match self {
            Self::Connector { from, .. } => service.vpc_connector.as_deref() == Some(from),
            Self::Access { public } => service.public != public,
        }
    }

    /// The way back.
    fn back(self) -> Self {
        match self {
            Self::Connector { from, to } => Self::Connector { from: to, to: from },
            Self::Access { public } => Self::Access { public: !public },
        }
    }
}

/// A change of a service.
pub(super) struct Update<'a> {
    /// The service's name.
    pub(super) service: &'a str,
    pub(super) arn: &'a str,
    pub(super) change: Change<'a>,
}

/// The operation that the step before began.
pub(super) fn operation_before(written: &Written, step: usize) -> Option<String> {
    let records = fold(&written.plan, &written.entries);
    match records.into_iter().nth(step.checked_sub(1)?)?.made? {
        Made::Operation { id } => id,
        _ => None,
    }
}

impl Claim {
    /// Whether a service was changed by an earlier attempt: it is so, or App Runner has put it back since. Where it is so by
    /// nothing that began since the first attempt, it is so by somebody else.
    pub(super) async fn find_update(
        &self,
        session: &Session,
        arn: &str,
        change: Change<'_>,
        since: Option<UnixMillis>,
    ) -> Result<Option<Made>, Fault> {
        let apprunner = &session.clients.apprunner;
        let service = loop {
            match apprunner.service(arn).await? {
                Some(service) if is_at_work(&service) => tokio::time::sleep(self.engine.shared.tempo.moving).await,
                service => break service,
            }
        };
        let mut updates = apprunner.operations(arn).await?.into_iter().filter(|one| one.kind == OperationKind::Update);
        let began = |at: Option<UnixMillis>| at.zip(since).is_some_and(|(at, since)| at + SKEW > since);
        let last = updates.next().filter(|last| began(last.started_at));
        let is_made = service.is_some_and(|service| change.is_made(&service));
        Ok(match last {
            Some(last) if is_made || failed(&last.status) => Some(Made::Operation { id: Some(last.id) }),
            // One that succeeded, and did something else.
            Some(_) => None,
            None => is_made.then_some(Made::AlreadySo),
        })
    }

    /// Changes a service, once App Runner lets it be changed. Twice is once.
    pub(super) async fn update(&self, session: &Session, wanted: &Update<'_>) -> Result<Made, Obstacle> {
        let mut since = None;
        loop {
            let service = self.settled(session, wanted.arn).await?.ok_or_else(gone)?;
            if wanted.change.is_made(&service) {
                return Ok(Made::AlreadySo);
            }
            if !wanted.change.is_due(&service) {
                let name = wanted.service.to_owned();
                return Err(Obstacle::Final(Problem::of(ProblemDetail::ServiceChanged { name })));
            }
            if let Some(id) = self.send(session, &service, wanted.change, &mut since).await? {
                return Ok(Made::Operation { id });
            }
        }
    }

    /// Asks for the update; answers nothing where App Runner has begun something else meanwhile. `since` is when it refused
    /// first: a service that runs and is not changed for long is refused for another reason.
    async fn send(
        &self,
        session: &Session,
        service: &ServiceDetail,
        change: Change<'_>,
        since: &mut Option<Instant>,
    ) -> Result<Option<Option<String>>, Obstacle> {
        let tempo = self.engine.shared.tempo;
        let apprunner = &session.clients.apprunner;
        let answer = match change {
            Change::Connector { to, .. } => Box::pin(apprunner.use_connector(service, to)).await,
            Change::Access { public } => Box::pin(apprunner.set_access(service, public)).await,
        };
        match answer {
            Ok(id) => {
                self.service_changed(session, &service.row.arn);
                Ok(Some(id))
            }
            Err(fault)
                if fault.kind == FaultKind::InvalidState
                    && service.row.status == ServiceStatus::Running
                    && since.get_or_insert_with(Instant::now).elapsed() < tempo.patience =>
            {
                tokio::time::sleep(tempo.moving).await;
                Ok(None)
            }
            Err(fault) => Err(fault.into()),
        }
    }

    /// Until the service runs as it was changed, or App Runner has put it back.
    pub(super) async fn await_update(
        &self,
        session: &Session,
        arn: &str,
        change: Change<'_>,
        operation: Option<&str>,
    ) -> Result<Made, Obstacle> {
        let tempo = self.engine.shared.tempo;
        let since = Instant::now();
        let (service, end) = loop {
            let service = self.settled(session, arn).await?.ok_or_else(gone)?;
            let Some(id) = operation else { break (service, None) };
            let operations = session.clients.apprunner.operations(arn).await?;
            let end = operations.into_iter().find(|one| one.id == id).map(|one| one.status);
            // What is read of the service and of its operation is not of the same moment, and what just began may not be
            // listed yet.
            let goes_on = match &end {
                Some(OperationStatus::Pending | OperationStatus::InProgress | OperationStatus::RollbackInProgress) => {
                    true
                }
                Some(_) => false,
                None => !change.is_made(&service) && since.elapsed() < tempo.patience,
            };
            if !goes_on {
                break (service, end);
            }
            tokio::time::sleep(tempo.moving).await;
        };
        self.service_changed(session, arn);
        // App Runner reports a failed update as a service that runs, with what it had before.
        let is_done = end.is_none_or(|end| end == OperationStatus::Succeeded);
        if is_done && change.is_made(&service) {
            return Ok(Made::Nothing);
        }
        let diagnosis = session.diagnosis(arn).await.ok().flatten();
        Err(Obstacle::Final(Problem::of(ProblemDetail::DeploymentFailed { diagnosis })))
    }

    /// Puts a service back, if it is still as the step made it, and waits until it runs. One that is gone, or that somebody
    /// has changed since, is left as it is.
    pub(super) async fn restore(&self, session: &Session, made: &Update<'_>) -> Result<(), Obstacle> {
        let back = made.change.back();
        let mut since = None;
        loop {
            let Some(service) = self.settled(session, made.arn).await? else { return Ok(()) };
            if !made.change.is_made(&service) {
                return Ok(());
            }
            if let Some(id) = self.send(session, &service, back, &mut since).await? {
                return self.await_update(session, made.arn, back, id.as_deref()).await.map(drop);
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

/// Whether an operation has left the service as it was before.
fn failed(status: &OperationStatus) -> bool {
    matches!(
        status,
        OperationStatus::Failed
            | OperationStatus::RollbackInProgress
            | OperationStatus::RollbackSucceeded
            | OperationStatus::RollbackFailed
    )
}

/// A status that nobody knows yet passes as well.
fn is_at_work(service: &ServiceDetail) -> bool {
    matches!(service.row.status, ServiceStatus::OperationInProgress | ServiceStatus::Other { .. })
}

fn gone() -> Obstacle {
    Obstacle::Final(not_found())
}
