//! Reads, some of which join several gateways. Each shows the part that it could have.

use ard_core::diagnosis::{Diagnosis, Evidence, diagnose};
use ard_core::fault::Fault;
use ard_core::logs::{LogLine, LogPage, LogSource};
use ard_core::problem::{Intent, Problem, ProblemDetail, problem};
use ard_core::service::{
    IngressInUse, Operation, OperationStatus, ServiceDetail, ServiceRow, ServiceSource, ServiceStatus,
};
use ard_core::session::SessionRef;

use crate::sessions::Session;
use crate::{Answer, Engine};

pub(crate) fn not_found() -> Problem {
    Problem::of(ProblemDetail::NotFound)
}

impl Engine {
    /// All services of the session's account and Region.
    pub async fn services(&self, session: &SessionRef) -> Answer<Vec<ServiceRow>> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.clients.apprunner.services().await.map_err(|fault| session.reading(&fault))
    }

    /// A service with its configuration. Its tags, its web ACL and the way to it from a VPC are calls, and rights, of
    /// their own: without them the rest is shown.
    pub async fn service(&self, session: &SessionRef, arn: &str) -> Answer<ServiceDetail> {
        let session = self.shared.sessions.for_reading(session).await?;
        let apprunner = &session.clients.apprunner;
        let (service, tags, web_acl, ingress) = tokio::join!(
            apprunner.service(arn),
            apprunner.tags(arn),
            Box::pin(session.clients.waf.of_service(arn)),
            Box::pin(session.ingress_of(arn))
        );
        let service = service.map_err(|fault| session.reading(&fault))?.ok_or_else(not_found)?;
        let (web_acl_known, web_acl) = (web_acl.is_ok(), web_acl.ok().flatten());
        let (ingress_known, ingress) = (ingress.is_ok(), ingress.ok().flatten());
        Ok(ServiceDetail { tags: tags.ok(), web_acl, web_acl_known, ingress, ingress_known, ..service })
    }

    /// A service's operations, newest first.
    pub async fn operations(&self, session: &SessionRef, arn: &str) -> Answer<Vec<Operation>> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.clients.apprunner.operations(arn).await.map_err(|fault| session.reading(&fault))
    }

    /// The newest lines of one of a service's logs.
    pub async fn log(&self, session: &SessionRef, arn: &str, source: &LogSource) -> Answer<LogPage> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.log(arn, source).await
    }

    /// Why a service's last deployment failed; nothing when it did not fail, or no line says why.
    pub async fn diagnosis(&self, session: &SessionRef, arn: &str) -> Answer<Option<Diagnosis>> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.diagnosis(arn).await
    }
}

impl Session {
    /// What a fault is to a person in this session.
    pub(crate) fn problem(&self, fault: &Fault, intent: &Intent) -> Problem {
        problem(fault, intent).for_profile(self.clients.kind).by_clock(self.skew())
    }

    /// What a fault of a read is to a person in this session.
    pub(crate) fn reading(&self, fault: &Fault) -> Problem {
        self.problem(fault, &Intent::Read)
    }

    /// The way from a VPC to a service; a service has one at most, beside those that are listed for a while after their end.
    async fn ingress_of(&self, service: &str) -> Result<Option<IngressInUse>, Fault> {
        Ok(self.ingresses(Some(service)).await?.into_iter().next())
    }

    async fn log(&self, arn: &str, source: &LogSource) -> Answer<LogPage> {
        let place = source.place(arn).ok_or_else(not_found)?;
        let mut page = self.clients.logs.newest(&place).await.map_err(|fault| self.reading(&fault))?;
        if *source == LogSource::Application {
            // App Runner's wording means nothing in lines that the application wrote.
            for line in &mut page.lines {
                line.level = ard_core::logs::LogLevel::Plain;
            }
        }
        Ok(page)
    }

    /// Why the last operation of a service failed.
    pub(crate) async fn diagnosis(&self, arn: &str) -> Answer<Option<Diagnosis>> {
        let apprunner = &self.clients.apprunner;
        let (service, operations) = tokio::join!(apprunner.service(arn), apprunner.operations(arn));
        let service = service.map_err(|fault| self.reading(&fault))?.ok_or_else(not_found)?;
        let last =
            operations.map_err(|fault| self.reading(&fault))?.into_iter().find(|operation| operation.kind.deploys());
        let failed = matches!(
            last.as_ref().map(|operation| &operation.status),
            Some(
                OperationStatus::Failed
                    | OperationStatus::RollbackInProgress
                    | OperationStatus::RollbackSucceeded
                    | OperationStatus::RollbackFailed
            )
        );
        if !failed && service.row.status != ServiceStatus::CreateFailed {
            return Ok(None);
        }
        let since = last.and_then(|operation| operation.started_at).unwrap_or_default();
        let (events, application) =
            tokio::join!(self.log(arn, &LogSource::Events), self.log(arn, &LogSource::Application));
        let of_operation = |lines: Vec<LogLine>| lines.into_iter().filter(|line| line.at >= since).collect::<Vec<_>>();
        let events = of_operation(events?.lines);
        let application = application?;
        let application = application.exists.then(|| of_operation(application.lines));
        let port = match &service.source {
            ServiceSource::Image { port, .. } => port.as_deref(),
            ServiceSource::Code { .. } | ServiceSource::Unknown => None,
        };
        Ok(diagnose(Evidence { events: &events, application: application.as_deref(), port }))
    }
}
