//! Undo: in reverse order, only what this plan made.

use std::time::Instant;

use ard_core::fault::{Fault, FaultKind};
use ard_core::journal::{Event, Made, StepRecord, fold, is_standing};
use ard_core::plan::{Action, Undo};
use ard_core::problem::{Intent, Problem};
use ard_core::run::StepState;

use super::Claim;
use super::incoming::place_of;
use super::patience::{Obstacle, is_new_key};
use super::steps::{configuration_arn, connector_arn, is_going, made_arn, replace_trust, service_arn};
use super::updates::{Change, Update};
use crate::Answer;
use crate::journal::Written;
use crate::sessions::Session;

impl Claim {
    /// Takes back what stands, last step first, until the first that fails.
    pub(super) async fn take_back(self) {
        // Nothing of it is made again.
        self.engine.shared.secrets.forget(&self.id);
        if let Err(problem) = self.take_back_steps().await {
            self.halt(problem);
        }
    }

    async fn take_back_steps(&self) -> Answer<()> {
        let written = self.read()?;
        let records = fold(&written.plan, &written.entries);
        for (step, (action, record)) in written.plan.steps.iter().zip(&records).enumerate().rev() {
            if !is_standing(action, record) {
                continue;
            }
            self.write(step, &Event::UndoIntent)?;
            let event = match self.take_back_patiently(&written, step, record).await {
                Ok(()) => Event::Undone,
                Err(problem) => Event::UndoFailed { problem: Box::new(problem) },
            };
            self.write(step, &event)?;
            if event != Event::Undone {
                break;
            }
        }
        Ok(())
    }

    async fn take_back_patiently(&self, written: &Written, step: usize, record: &StepRecord) -> Result<(), Problem> {
        let tempo = self.engine.shared.tempo;
        let mut since: Option<Instant> = None;
        let mut fresh = false;
        let mut pause = tempo.again;
        loop {
            self.set(StepState::Undoing);
            let session = self.session(written, fresh).await?;
            let obstacle = match self.take_back_once(&session, written, step, record).await {
                Ok(()) => {
                    session.forget_networks();
                    return Ok(());
                }
                Err(obstacle) => obstacle,
            };
            let fault = match obstacle {
                Obstacle::Final(problem) | Obstacle::Unclear(problem) => return Err(problem),
                Obstacle::Fault(fault) => fault,
            };
            let spreads = is_new_key(&fault, &written.plan.goal).then_some(StepState::WaitingForIam);
            let Some(waits_for) = waits_for(&fault).or(spreads) else {
                return Err(session.problem(&fault, &Intent::Change));
            };
            let endless = waits_for == StepState::WaitingForSignIn;
            if !endless && since.get_or_insert_with(Instant::now).elapsed() > tempo.patience {
                return Err(session.problem(&fault, &Intent::Change));
            }
            fresh = endless;
            self.set(waits_for);
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(tempo.again * 8);
        }
    }

    async fn take_back_once(
        &self,
        session: &Session,
        written: &Written,
        step: usize,
        record: &StepRecord,
    ) -> Result<(), Obstacle> {
        // What is unknown is looked for; what is not found, by name and the plan's tag, was never made.
        let made = match &record.made {
            Some(made) => Some(made.clone()),
            None => self.find(session, written, step).await?,
        };
        let action = &written.plan.steps[step];
        match (action.undo(), made) {
            (Undo::ActivateAccessKey, _) => self.activate_access_key(session, written).await?,
            (Undo::DeleteAccessKey, Some(Made::AccessKey { id })) => {
                self.take_back_access_key(session, written, &id).await?;
            }
            (Undo::DeleteRole, Some(Made::Role { .. })) => {
                if let Action::CreateAccessRole { name } | Action::CreateInstanceRole { name } = action {
                    session.clients.iam.delete_role(name).await?;
                }
            }
            (Undo::DetachPolicy, _) => {
                // Attached or not is all the same; the role is this plan's own, since its step came before.
                if let Action::AttachAccessPolicy { role } = action {
                    session.clients.iam.detach_access_policy(role).await?;
                }
            }
            (Undo::DeletePolicy, _) => {
                if let Action::PutInstancePolicy { role, .. } = action {
                    session.clients.iam.delete_instance_policy(role).await?;
                }
            }
            // Somebody else had done it before, and may need it still.
            (
                Undo::RevokeInbound
                | Undo::RestoreTrust
                | Undo::RestoreAccess
                | Undo::RestoreIngress
                | Undo::RestoreEndpoint,
                Some(Made::AlreadySo),
            ) => {}
            (Undo::RevokeInbound, _) => {
                if let Action::AllowInbound { group, port, from, .. } = action {
                    session.clients.ec2.revoke_inbound(group, *port, from).await?;
                }
            }
            (
                Undo::RestoreTrust
                | Undo::RestoreConnector
                | Undo::RestoreAccess
                | Undo::RestoreIngress
                | Undo::RestoreEndpoint,
                _,
            ) => Box::pin(self.put_back(session, written, action)).await?,
            (Undo::DisassociateWebAcl, _) => {
                if let Some(service) = made_arn(written, service_arn) {
                    session.clients.waf.disassociate(&service).await?;
                }
            }
            (Undo::DeleteGroup, Some(Made::Group { id })) => session.clients.ec2.delete_group(&id).await?,
            (Undo::DeleteEndpoint, Some(Made::Endpoint { id })) => {
                Box::pin(self.delete_unused_endpoint(session, &id)).await?;
            }
            (Undo::DeleteIngress, Some(Made::Ingress { arn })) => self.delete_ingress(session, &arn).await?,
            (Undo::DeleteSecret, Some(Made::Secret { arn })) => session.clients.secrets.delete(&arn).await?,
            (Undo::DeleteParameter, Some(_)) => {
                if let Action::PutParameter { name } = action {
                    session.clients.parameters.delete(name).await?;
                }
            }
            (Undo::DeleteObservability, Some(Made::Observability { arn })) => {
                session.clients.apprunner.delete_observability(&arn).await?;
            }
            (Undo::DeleteConnector, Some(Made::Connector { arn })) => {
                session.clients.apprunner.delete_connector(&arn).await?;
            }
            (Undo::DeleteConnection, Some(Made::Connection { arn })) => {
                session.clients.apprunner.delete_connection(&arn).await?;
            }
            (Undo::DeleteAutoScaling, Some(Made::AutoScaling { arn })) => {
                session.clients.apprunner.delete_auto_scaling(&arn).await?;
            }
            (Undo::DeleteService, Some(Made::Service { arn, .. })) => self.delete_service(session, &arn).await?,
            _ => {}
        }
        Ok(())
    }

    /// Makes what a step changed what it was before. What is another by now than the step made it is left as it is.
    async fn put_back(&self, session: &Session, written: &Written, action: &Action) -> Result<(), Obstacle> {
        match action {
            // A role that is gone has no trust to restore.
            Action::RepairTrust { role, before, after } if session.clients.iam.role(role).await?.is_some() => {
                replace_trust(session, role, after, before).await.map(drop)
            }
            Action::UseConnector { name, arn, before, after } => {
                let Some(to) = &configuration_arn(Some(after), written, connector_arn) else { return Ok(()) };
                let change = Change::Connector { from: before, to };
                self.restore(session, &Update { service: name, arn, change }).await
            }
            // This plan's own way is gone by now. One that is there is somebody else's, who wants it private.
            Action::SetAccess { name, arn, public, .. } if session.ingresses(Some(arn)).await?.is_empty() => {
                let change = Change::Access { public: *public };
                self.restore(session, &Update { service: name, arn, change }).await
            }
            Action::MoveIngress { arn, before, after, .. } => {
                self.restore_ingress(session, arn, before, &place_of(written, after)).await
            }
            Action::ChangeEndpoint { name, id, before, after } => {
                self.restore_endpoint(session, (name, id), (before, after), &written.plan).await
            }
            _ => Ok(()),
        }
    }

    /// Deletes a service once App Runner lets it, and waits until it is gone: what it uses cannot go before.
    async fn delete_service(&self, session: &Session, arn: &str) -> Result<(), Obstacle> {
        let apprunner = &session.clients.apprunner;
        while !is_going(session, arn).await? {
            match apprunner.delete_service(arn).await {
                Ok(()) => break,
                Err(fault) if fault.kind == FaultKind::InvalidState => {
                    tokio::time::sleep(self.engine.shared.tempo.moving).await;
                }
                Err(fault) => return Err(fault.into()),
            }
        }
        self.service_changed(session, arn);
        self.await_gone(session, arn).await.map(drop)
    }
}

/// What passes by itself while something is taken back: what was used until the step before is so for a moment longer. To take away twice is to take away once, so an answer that got
/// lost is simply asked for again.
fn waits_for(fault: &Fault) -> Option<StepState> {
    if fault.needs_sign_in() {
        Some(StepState::WaitingForSignIn)
    } else if fault.is_not_spread() || fault.is_still_used() || fault.is_on_its_way() {
        Some(StepState::WaitingForResource)
    } else if fault.kind == FaultKind::Throttled {
        Some(StepState::WaitingForRate)
    } else if fault.kind == FaultKind::Unreachable || fault.is_in_doubt() {
        Some(StepState::WaitingForNetwork)
    } else {
        None
    }
}
