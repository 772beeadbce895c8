//! The steps about who reaches a service: by the internet, or from a VPC by a VPC ingress connection and its endpoint.
//!
//! Refuses: to lead a VPC ingress connection elsewhere that somebody has led elsewhere since.

use std::time::Instant;

use ard_aws::IngressEnds;
use ard_core::journal::Made;
use ard_core::plan::Action;
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::service::IngressStatus;
use ard_core::spec::IngressPlace;

use super::Claim;
use super::patience::Obstacle;
use super::steps::{endpoint_id, ingress_arn, made_arn, service_arn};
use super::updates::{Change, Update, operation_before};
use crate::journal::Written;
use crate::queries::not_found;
use crate::sessions::Session;

impl Claim {
    /// Does what a step about who reaches a service says, once.
    pub(super) async fn attempt_incoming(
        &self,
        session: &Session,
        written: &Written,
        step: usize,
    ) -> Result<Made, Obstacle> {
        let apprunner = &session.clients.apprunner;
        match &written.plan.steps[step] {
            Action::SetAccess { name, arn, public } => {
                let change = Change::Access { public: *public };
                self.update(session, &Update { service: name, arn, change }).await
            }
            Action::AwaitAccess { arn, public, .. } => {
                let operation = operation_before(written, step);
                self.await_update(session, arn, Change::Access { public: *public }, operation.as_deref()).await
            }
            Action::CreateIngress { spec } => {
                let service = spec.service.clone().or_else(|| made_arn(written, service_arn));
                let endpoint = spec.endpoint.clone().or_else(|| made_arn(written, endpoint_id));
                let (Some(service), Some(endpoint)) = (&service, &endpoint) else { return Err(absent()) };
                let ends = IngressEnds { service, endpoint };
                Ok(Made::Ingress { arn: apprunner.create_ingress(spec, ends, &written.plan.tag()).await? })
            }
            Action::AwaitIngress => {
                let arn = made_arn(written, ingress_arn).ok_or_else(absent)?;
                self.await_ingress(session, &arn).await
            }
            Action::MoveIngress { arn, before, after, .. } => {
                let after = self.place(written, after);
                self.move_ingress(session, arn, before, &after).await?;
                Ok(Made::Nothing)
            }
            Action::DeleteIngress { arn, .. } => {
                self.delete_ingress(session, arn).await?;
                Ok(Made::Nothing)
            }
            Action::DeleteEndpoint { id, .. } => {
                session.clients.ec2.delete_endpoint(id).await?;
                Ok(Made::Nothing)
            }
            // Other steps are none of its business.
            _ => Err(absent()),
        }
    }

    /// Where a way leads through, with the endpoint that the plan itself makes.
    pub(super) fn place(&self, written: &Written, place: &IngressPlace) -> IngressPlace {
        let endpoint = place.endpoint.clone().or_else(|| made_arn(written, endpoint_id));
        IngressPlace { vpc: place.vpc.clone(), endpoint }
    }

    /// Until the VPC ingress connection can be used, or could not be made.
    async fn await_ingress(&self, session: &Session, arn: &str) -> Result<Made, Obstacle> {
        loop {
            match session.clients.apprunner.ingress(arn).await?.map(|ingress| ingress.status) {
                Some(IngressStatus::Available) => return Ok(Made::Nothing),
                Some(IngressStatus::Failed | IngressStatus::DeletionFailed) => {
                    return Err(Obstacle::Final(Problem::of(ProblemDetail::CreationFailed)));
                }
                None | Some(IngressStatus::Deleted) => return Err(absent()),
                Some(IngressStatus::Moving) => tokio::time::sleep(self.engine.shared.tempo.moving).await,
            }
        }
    }

    /// Leads a VPC ingress connection through another endpoint, and waits until it can be used. Twice is once.
    async fn move_ingress(
        &self,
        session: &Session,
        arn: &str,
        from: &IngressPlace,
        to: &IngressPlace,
    ) -> Result<(), Obstacle> {
        let apprunner = &session.clients.apprunner;
        let tempo = self.engine.shared.tempo;
        let endpoint = to.endpoint.as_deref().ok_or_else(absent)?;
        let (mut asked, mut since) = (false, Instant::now());
        loop {
            let ingress = apprunner.ingress(arn).await?.ok_or_else(absent)?;
            let is_there = ingress.endpoint == endpoint;
            match ingress.status {
                IngressStatus::Available if is_there => return Ok(()),
                IngressStatus::Failed if asked => {
                    return Err(Obstacle::Final(Problem::of(ProblemDetail::IngressNotMoved)));
                }
                // What was just asked for may not be shown yet.
                IngressStatus::Available if asked && since.elapsed() < tempo.patience => {}
                IngressStatus::Available | IngressStatus::Failed => {
                    if !is_there && Some(ingress.endpoint.as_str()) != from.endpoint.as_deref() {
                        return Err(Obstacle::Final(Problem::of(ProblemDetail::ServiceChanged { name: ingress.name })));
                    }
                    apprunner.move_ingress(arn, &to.vpc, endpoint).await?;
                    (asked, since) = (true, Instant::now());
                }
                IngressStatus::DeletionFailed | IngressStatus::Deleted => return Err(absent()),
                IngressStatus::Moving => {}
            }
            tokio::time::sleep(tempo.moving).await;
        }
    }

    /// Leads a VPC ingress connection back, if it still goes where the step led it.
    pub(super) async fn restore_ingress(
        &self,
        session: &Session,
        arn: &str,
        before: &IngressPlace,
        after: &IngressPlace,
    ) -> Result<(), Obstacle> {
        let found = session.clients.apprunner.ingress(arn).await?;
        let is_ours = |endpoint: &str| after.endpoint.as_deref() == Some(endpoint);
        match found.filter(|ingress| ingress.status != IngressStatus::Deleted && is_ours(&ingress.endpoint)) {
            Some(_) => self.move_ingress(session, arn, after, before).await,
            None => Ok(()),
        }
    }

    /// Deletes a VPC ingress connection and waits until it is gone: the service cannot go before.
    pub(super) async fn delete_ingress(&self, session: &Session, arn: &str) -> Result<(), Obstacle> {
        let apprunner = &session.clients.apprunner;
        let tempo = self.engine.shared.tempo;
        let mut asked = false;
        loop {
            match apprunner.ingress(arn).await?.map(|ingress| ingress.status) {
                None | Some(IngressStatus::Deleted) => return Ok(()),
                Some(IngressStatus::DeletionFailed) if asked => {
                    return Err(Obstacle::Final(Problem::of(ProblemDetail::DeletionFailed)));
                }
                Some(IngressStatus::Moving) => {}
                Some(IngressStatus::Available | IngressStatus::Failed | IngressStatus::DeletionFailed) => {
                    apprunner.delete_ingress(arn).await?;
                    asked = true;
                }
            }
            tokio::time::sleep(tempo.moving).await;
        }
    }
}

fn absent() -> Obstacle {
    Obstacle::Final(not_found())
}
