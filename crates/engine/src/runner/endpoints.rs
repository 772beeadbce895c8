//! The steps about interface endpoints by themselves: made, changed, deleted.
//!
//! Refuses: to change an endpoint that somebody has changed since, and to delete one that a service is reached by.

use std::time::Instant;

use ard_aws::{EndpointNow, EndpointState};
use ard_core::fault::Fault;
use ard_core::incoming::EndpointUser;
use ard_core::journal::Made;
use ard_core::plan::{Action, Plan};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::spec::EndpointPlace;

use super::Claim;
use super::patience::Obstacle;
use super::steps::{endpoint_id, made_arn};
use crate::journal::Written;
use crate::queries::not_found;
use crate::sessions::Session;

impl Claim {
    /// Does what a step about an interface endpoint says, once.
    pub(super) async fn attempt_endpoint(
        &self,
        session: &Session,
        written: &Written,
        step: usize,
    ) -> Result<Made, Obstacle> {
        let ec2 = &session.clients.ec2;
        match &written.plan.steps[step] {
            Action::CreateEndpoint { spec } => {
                let id = ec2.create_endpoint(spec, &session.key.region, &written.plan.tag()).await?;
                Ok(Made::Endpoint { id })
            }
            Action::AwaitEndpoint => {
                let id = made_arn(written, endpoint_id).ok_or_else(absent)?;
                self.await_endpoint(session, &id).await
            }
            Action::ChangeEndpoint { name, id, before, after } => {
                self.change_endpoint(session, (name, id), before, after).await
            }
            Action::AwaitEndpointChange { id, place } => {
                self.await_endpoint_change(session, (written.plan.goal.name(), id), place).await?;
                Ok(Made::Nothing)
            }
            Action::DeleteEndpoint { id, .. } => {
                self.delete_unused_endpoint(session, id).await?;
                Ok(Made::Nothing)
            }
            // Other steps are none of its business.
            _ => Err(absent()),
        }
    }

    /// Until the interface endpoint can be used, or could not be made.
    async fn await_endpoint(&self, session: &Session, id: &str) -> Result<Made, Obstacle> {
        let tempo = self.engine.shared.tempo;
        let since = Instant::now();
        loop {
            match session.clients.ec2.endpoint_now(id).await?.state {
                EndpointState::Available => return Ok(Made::Nothing),
                EndpointState::Failed => {
                    return Err(Obstacle::Final(Problem::of(ProblemDetail::CreationFailed)));
                }
                // What was just made may not be shown yet. (EC2 API reference, *Eventual consistency*.)
                EndpointState::Gone if since.elapsed() > tempo.patience => return Err(absent()),
                EndpointState::Gone | EndpointState::Moving => tokio::time::sleep(tempo.moving).await,
            }
        }
    }

    /// An interface endpoint, once it is not on its way anywhere: what it has meanwhile is neither the one nor the other.
    async fn settled_endpoint(&self, session: &Session, id: &str) -> Result<EndpointNow, Fault> {
        loop {
            let now = session.clients.ec2.endpoint_now(id).await?;
            if now.state != EndpointState::Moving {
                return Ok(now);
            }
            tokio::time::sleep(self.engine.shared.tempo.moving).await;
        }
    }

    /// Whether an endpoint was changed by an earlier attempt.
    pub(super) async fn find_endpoint_change(
        &self,
        session: &Session,
        id: &str,
        after: &EndpointPlace,
    ) -> Result<Option<Made>, Fault> {
        let now = self.settled_endpoint(session, id).await?;
        Ok((now.state != EndpointState::Gone && now.place.is(after)).then_some(Made::Nothing))
    }

    /// Gives an endpoint what it is to have, if it still has what it had. One that has it already has it from somebody else:
    /// what an earlier attempt did was found before.
    async fn change_endpoint(
        &self,
        session: &Session,
        (name, id): (&str, &str),
        from: &EndpointPlace,
        to: &EndpointPlace,
    ) -> Result<Made, Obstacle> {
        let now = self.settled_endpoint(session, id).await?;
        if now.state == EndpointState::Gone {
            return Err(absent());
        }
        if now.place.is(to) {
            return Ok(Made::AlreadySo);
        }
        if !now.place.is(from) {
            return Err(changed(name));
        }
        session.clients.ec2.change_endpoint(id, now.place.change_to(to)).await?;
        Ok(Made::Nothing)
    }

    async fn await_endpoint_change(
        &self,
        session: &Session,
        (name, id): (&str, &str),
        place: &EndpointPlace,
    ) -> Result<(), Obstacle> {
        let tempo = self.engine.shared.tempo;
        let mut since = None;
        loop {
            let now = self.settled_endpoint(session, id).await?;
            match now.state {
                EndpointState::Gone => return Err(absent()),
                EndpointState::Failed => return Err(Obstacle::Final(Problem::of(ProblemDetail::CreationFailed))),
                EndpointState::Available | EndpointState::Moving if now.place.is(place) => return Ok(()),
                EndpointState::Available | EndpointState::Moving => {}
            }
            // What was just asked for may not be shown yet.
            if since.get_or_insert_with(Instant::now).elapsed() > tempo.patience {
                return Err(changed(name));
            }
            tokio::time::sleep(tempo.moving).await;
        }
    }

    /// Gives an endpoint back what it had, if it still has what the step gave it. One that is gone, or that somebody has
    /// changed since, is left as it is; so is one that could not have again all that it had before the plan, since it would
    /// stay halfway there.
    pub(super) async fn restore_endpoint(
        &self,
        session: &Session,
        (name, id): (&str, &str),
        (before, after): (&EndpointPlace, &EndpointPlace),
        plan: &Plan,
    ) -> Result<(), Obstacle> {
        let now = self.settled_endpoint(session, id).await?;
        if now.state == EndpointState::Gone || !now.place.is(after) {
            return Ok(());
        }
        let had = plan.steps.iter().find_map(|step| match step {
            Action::ChangeEndpoint { before, .. } => Some(before),
            _ => None,
        });
        let subnets = without_room(session, &now.place.change_to(had.unwrap_or(before)).add_subnets).await;
        if !subnets.is_empty() {
            return Err(Obstacle::Final(Problem::of(ProblemDetail::SubnetsGone { name: name.to_owned(), subnets })));
        }
        self.change_endpoint(session, (name, id), after, before).await?;
        self.await_endpoint_change(session, (name, id), before).await
    }

    /// Deletes an interface endpoint, unless somebody else's service is reached by it meanwhile.
    pub(super) async fn delete_unused_endpoint(&self, session: &Session, id: &str) -> Result<(), Obstacle> {
        let ways = session.ingresses(None).await?;
        let services: Vec<String> =
            ways.iter().filter(|way| way.endpoint == id).map(|way| EndpointUser::of(way).name).collect();
        if !services.is_empty() {
            return Err(Obstacle::Final(Problem::of(ProblemDetail::EndpointInUse { services })));
        }
        Ok(session.clients.ec2.delete_endpoint(id).await?)
    }
}

/// Those of some subnets that an endpoint cannot be put into. What cannot be seen is for EC2 to say.
async fn without_room(session: &Session, subnets: &[String]) -> Vec<String> {
    if subnets.is_empty() {
        return Vec::new();
    }
    session.networks(true).await.map_or_else(|_| Vec::new(), |seen| seen.topology.without_room(subnets))
}

fn changed(name: &str) -> Obstacle {
    Obstacle::Final(Problem::of(ProblemDetail::EndpointChanged { name: name.to_owned() }))
}

fn absent() -> Obstacle {
    Obstacle::Final(not_found())
}
