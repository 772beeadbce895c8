//! Reads, some of which join several gateways. Each shows the part that it could have.

use ard_core::diagnosis::{Diagnosis, Evidence, diagnose};
use ard_core::fault::Fault;
use ard_core::logs::{LogLine, LogPage, LogSource};
use ard_core::problem::{Intent, Problem, ProblemDetail, problem};
use ard_core::role::{self, Principal};
use ard_core::service::{
    AutoScalingOption, ConnectionOption, ConnectorOption, Image, ObservabilityOption, Operation, OperationStatus,
    Repository, RoleOption, ServiceDetail, ServiceRow, ServiceSource, ServiceStatus,
};
use ard_core::session::SessionRef;
use ard_core::vpc::Network;

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

    /// A service with its configuration. Its tags are a call, and a right, of their own: without them the rest is
    /// shown.
    pub async fn service(&self, session: &SessionRef, arn: &str) -> Answer<ServiceDetail> {
        let session = self.shared.sessions.for_reading(session).await?;
        let apprunner = &session.clients.apprunner;
        let (service, tags) = tokio::join!(apprunner.service(arn), apprunner.tags(arn));
        let service = service.map_err(|fault| session.reading(&fault))?.ok_or_else(not_found)?;
        Ok(ServiceDetail { tags: tags.ok(), ..service })
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

    /// The account's private ECR repositories in the session's Region.
    pub async fn repositories(&self, session: &SessionRef) -> Answer<Vec<Repository>> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.clients.ecr.repositories().await.map_err(|fault| session.reading(&fault))
    }

    /// The images of a private ECR repository, newest first.
    pub async fn images(&self, session: &SessionRef, repository: &str) -> Answer<Vec<Image>> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.clients.ecr.images(repository).await.map_err(|fault| session.reading(&fault))
    }

    /// The roles that a principal of App Runner may assume.
    pub async fn roles(&self, session: &SessionRef, principal: Principal) -> Answer<Vec<RoleOption>> {
        let session = self.shared.sessions.for_reading(session).await?;
        let roles = session.clients.iam.roles().await.map_err(|fault| session.reading(&fault))?;
        let usable = roles.into_iter().filter(|found| role::trusts(&found.trust, principal));
        Ok(usable.map(|found| RoleOption { name: found.name, arn: found.arn }).collect())
    }

    /// The account's VPC connectors.
    pub async fn connectors(&self, session: &SessionRef) -> Answer<Vec<ConnectorOption>> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.clients.apprunner.connectors().await.map_err(|fault| session.reading(&fault))
    }

    /// The networks of the account in the session's Region. A check knows of them from then on.
    pub async fn network(&self, session: &SessionRef) -> Answer<Network> {
        let session = self.shared.sessions.for_reading(session).await?;
        let network = session.clients.ec2.network().await.map_err(|fault| session.reading(&fault))?;
        session.learn_network(&network);
        Ok(network)
    }

    /// The account's observability configurations.
    pub async fn observability(&self, session: &SessionRef) -> Answer<Vec<ObservabilityOption>> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.clients.apprunner.observability().await.map_err(|fault| session.reading(&fault))
    }

    /// The account's connections to providers of source code. A check knows of them at once.
    pub async fn connections(&self, session: &SessionRef) -> Answer<Vec<ConnectionOption>> {
        let session = self.shared.sessions.for_reading(session).await?;
        let connections = session.clients.apprunner.connections().await.map_err(|fault| session.reading(&fault))?;
        session.learn_connections(&connections);
        Ok(connections)
    }

    /// The account's auto scaling configurations with their numbers, as far as those can be read.
    pub async fn auto_scaling(&self, session: &SessionRef) -> Answer<Vec<AutoScalingOption>> {
        let session = self.shared.sessions.for_reading(session).await?;
        let apprunner = &session.clients.apprunner;
        let mut options = Vec::new();
        for option in apprunner.auto_scaling().await.map_err(|fault| session.reading(&fault))? {
            options.push(apprunner.auto_scaling_numbers(option.clone()).await.unwrap_or(option));
        }
        Ok(options)
    }
}

impl Session {
    /// What a fault is to a person in this session.
    pub(crate) fn problem(&self, fault: &Fault, intent: &Intent) -> Problem {
        problem(fault, intent).for_profile(self.clients.kind)
    }

    /// What a fault of a read is to a person in this session.
    pub(crate) fn reading(&self, fault: &Fault) -> Problem {
        self.problem(fault, &Intent::Read)
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
