//! The steps about who reaches a service: by the internet, or from a VPC by a VPC ingress connection and its endpoint.
//!
//! Refuses: to lead a VPC ingress connection elsewhere that somebody has led elsewhere since.

use std::time::Instant;

use ard_aws::IngressEnds;
use ard_core::fault::Fault;
use ard_core::journal::Made;
use ard_core::plan::{Action, Goal};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::service::{IngressInUse, IngressStatus};
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
            Action::SetAccess { name, arn, public, .. } => {
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
                let arn = apprunner.create_ingress(spec, ends, &written.plan.tag()).await?;
                self.ingress_changed(session, written);
                Ok(Made::Ingress { arn })
            }
            Action::AwaitIngress => {
                let arn = made_arn(written, ingress_arn).ok_or_else(absent)?;
                let made = self.await_ingress(session, &arn).await;
                self.ingress_changed(session, written);
                made
            }
            Action::MoveIngress { arn, before, after, .. } => {
                let made = self.move_ingress(session, arn, before, &place_of(written, after)).await;
                self.ingress_changed(session, written);
                made
            }
            Action::AwaitMove { arn, place } => {
                let made = self.await_move(session, arn, &place_of(written, place)).await;
                self.ingress_changed(session, written);
                made
            }
            Action::DeleteIngress { arn, .. } => {
                self.delete_ingress(session, arn).await?;
                self.ingress_changed(session, written);
                Ok(Made::Nothing)
            }
            // Other steps are none of its business.
            _ => Err(absent()),
        }
    }

    /// Who looks at the service sees another way to it.
    fn ingress_changed(&self, session: &Session, written: &Written) {
        let service = match &written.plan.goal {
            Goal::ChangeIncoming { arn, .. } | Goal::DeleteService { arn, .. } => Some(arn.clone()),
            _ => made_arn(written, service_arn),
        };
        if let Some(arn) = service {
            self.service_changed(session, &arn);
        }
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

    /// Whether a VPC ingress connection was led elsewhere by an earlier attempt.
    pub(super) async fn find_move(
        &self,
        session: &Session,
        arn: &str,
        to: &IngressPlace,
    ) -> Result<Option<Made>, Fault> {
        let found = self.settled_ingress(session, arn).await?;
        let is_made = |way: IngressInUse| {
            way.status == IngressStatus::Available && Some(way.endpoint.as_str()) == to.endpoint.as_deref()
        };
        Ok(found.is_some_and(is_made).then_some(Made::Nothing))
    }

    /// Leads a VPC ingress connection through another endpoint, once it is not on its way anywhere. One that leads there
    /// already was led by somebody else: what an earlier attempt did was found before.
    async fn move_ingress(
        &self,
        session: &Session,
        arn: &str,
        from: &IngressPlace,
        to: &IngressPlace,
    ) -> Result<Made, Obstacle> {
        let endpoint = to.endpoint.as_deref().ok_or_else(absent)?;
        let ingress = self.settled_ingress(session, arn).await?.ok_or_else(absent)?;
        let is_there = ingress.endpoint == endpoint;
        if is_there && ingress.status == IngressStatus::Available {
            return Ok(Made::AlreadySo);
        }
        if !is_there && Some(ingress.endpoint.as_str()) != from.endpoint.as_deref() {
            return Err(Obstacle::Final(Problem::of(ProblemDetail::IngressChanged { name: ingress.name })));
        }
        session.clients.apprunner.move_ingress(arn, &to.vpc, endpoint).await?;
        Ok(Made::Nothing)
    }

    /// Until a VPC ingress connection can be used where it was led.
    async fn await_move(&self, session: &Session, arn: &str, to: &IngressPlace) -> Result<Made, Obstacle> {
        let tempo = self.engine.shared.tempo;
        let since = Instant::now();
        loop {
            let ingress = self.settled_ingress(session, arn).await?.ok_or_else(absent)?;
            let is_there = Some(ingress.endpoint.as_str()) == to.endpoint.as_deref();
            if is_there && ingress.status == IngressStatus::Available {
                return Ok(Made::Nothing);
            }
            // What was just asked for may not be shown yet.
            if since.elapsed() > tempo.patience {
                return Err(Obstacle::Final(Problem::of(ProblemDetail::IngressNotMoved)));
            }
            tokio::time::sleep(tempo.moving).await;
        }
    }

    /// A VPC ingress connection, once it is not on its way anywhere; nothing when it is gone, or could not be deleted and
    /// can only be deleted again.
    async fn settled_ingress(&self, session: &Session, arn: &str) -> Result<Option<IngressInUse>, Fault> {
        loop {
            let found = session.clients.apprunner.ingress(arn).await?;
            match found.as_ref().map(|ingress| ingress.status) {
                Some(IngressStatus::Moving) => tokio::time::sleep(self.engine.shared.tempo.moving).await,
                Some(IngressStatus::Available | IngressStatus::Failed) => return Ok(found),
                Some(IngressStatus::DeletionFailed | IngressStatus::Deleted) | None => return Ok(None),
            }
        }
    }

    /// Leads a VPC ingress connection back, if it still goes where the step led it, and waits until it can be used.
    pub(super) async fn restore_ingress(
        &self,
        session: &Session,
        arn: &str,
        before: &IngressPlace,
        after: &IngressPlace,
    ) -> Result<(), Obstacle> {
        let found = self.settled_ingress(session, arn).await?;
        let is_ours = |ingress: &IngressInUse| Some(ingress.endpoint.as_str()) == after.endpoint.as_deref();
        if found.is_none_or(|ingress| !is_ours(&ingress)) {
            return Ok(());
        }
        self.move_ingress(session, arn, after, before).await?;
        self.await_move(session, arn, before).await.map(drop)
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

/// Where a way leads through, with the endpoint that the plan itself makes.
pub(super) fn place_of(written: &Written, place: &IngressPlace) -> IngressPlace {
    let endpoint = place.endpoint.clone().or_else(|| made_arn(written, endpoint_id));
    IngressPlace { vpc: place.vpc.clone(), endpoint }
}

fn absent() -> Obstacle {
    Obstacle::Final(not_found())
}
