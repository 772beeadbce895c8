//! The steps about VPC connectors: made, deleted, and services sent through another one, which answer as before then.

use std::time::Instant;

use ard_core::journal::Made;
use ard_core::plan::{Action, FAULTY};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::spec::ConfigurationRef;

use super::Claim;
use super::patience::Obstacle;
use super::steps::{configuration_arn, connector_arn};
use super::updates::{Change, Update, operation_before};
use crate::journal::Written;
use crate::queries::not_found;
use crate::sessions::Session;

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
                let change = Change::Connector { from: before, to };
                self.update(session, &Update { service: name, arn, change }).await
            }
            Action::AwaitConnector { arn, after, .. } => {
                let operation = operation_before(written, step);
                let to = target(after)?;
                self.await_update(session, arn, Change::Connector { from: "", to: &to }, operation.as_deref()).await
            }
            Action::Probe { name, host, before } => self.probe(session, name, host, *before).await,
            Action::DeleteConnector { arn, .. } => {
                apprunner.delete_connector(arn).await?;
                Ok(Made::Nothing)
            }
            // Other steps are none of its business.
            _ => Err(Obstacle::Final(not_found())),
        }
    }

    /// Until a service answers without a fault of its own. It may begin with some: what it connects to now, it has not
    /// connected to before.
    async fn probe(&self, session: &Session, name: &str, host: &str, before: u16) -> Result<Made, Obstacle> {
        let tempo = self.engine.shared.tempo;
        let since = Instant::now();
        loop {
            let now = session.clients.sites.status(host).await;
            if now.is_some_and(|status| status < FAULTY) {
                return Ok(Made::Nothing);
            }
            if since.elapsed() > tempo.patience {
                if now.is_none() {
                    // It may be this machine that has no network. Then AWS does not answer either, which is waited out.
                    session.clients.apprunner.services().await?;
                }
                let name = name.to_owned();
                return Err(Obstacle::Final(Problem::of(ProblemDetail::AnswersWorse { name, before, now })));
            }
            tokio::time::sleep(tempo.moving).await;
        }
    }
}
