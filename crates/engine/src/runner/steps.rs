//! What each step asks of AWS, and how to find that it was done already.

use ard_aws::Configurations;
use ard_core::draft::Pair;
use ard_core::fault::Fault;
use ard_core::journal::{Made, fold};
use ard_core::plan::Action;
use ard_core::problem::{Intent, Problem, ProblemDetail};
use ard_core::role::{self, Principal};
use ard_core::service::{OperationKind, OperationStatus, ServiceStatus};
use ard_core::spec::ConfigurationRef;

use super::Claim;
use super::incoming::place_of;
use super::patience::Obstacle;
use super::updates::Change;
use crate::Notice;
use crate::journal::Written;
use crate::plans::SecretValue;
use crate::queries::not_found;
use crate::sessions::Session;

/// What is meant by a step's call.
pub(super) fn intent(action: &Action) -> Intent {
    match action {
        Action::CreateAccessRole { name } => Intent::CreateRole { name: name.clone(), principal: Principal::Build },
        Action::CreateInstanceRole { name } => Intent::CreateRole { name: name.clone(), principal: Principal::Tasks },
        Action::CreateConnector { spec } => Intent::CreateConnector { name: spec.name.clone() },
        Action::CreateObservability { name } => Intent::CreateObservability { name: name.clone() },
        Action::CreateAutoScaling { spec } => Intent::CreateAutoScaling { name: spec.name.clone() },
        Action::CreateService { spec } => Intent::CreateService { name: spec.name.clone() },
        Action::CreateSecret { .. } | Action::PutParameter { .. } => Intent::KeepSecret,
        Action::AwaitRunning
        | Action::AwaitEndpoint
        | Action::AwaitIngress
        | Action::AwaitAccess { .. }
        | Action::AwaitMove { .. }
        | Action::AwaitEndpointChange { .. }
        | Action::Probe { .. }
        | Action::AwaitAccessKey
        | Action::AwaitConnector { .. }
        | Action::AwaitGone { .. } => Intent::Read,
        Action::CreateAccessKey { .. }
        | Action::DeactivateAccessKey { .. }
        | Action::DeleteAccessKey { .. }
        | Action::AttachAccessPolicy { .. }
        | Action::PutInstancePolicy { .. }
        | Action::RepairTrust { .. }
        | Action::CreateConnection { .. }
        | Action::CreateGroup { .. }
        | Action::AllowInbound { .. }
        | Action::UseConnector { .. }
        | Action::DeleteConnector { .. }
        | Action::SetAccess { .. }
        | Action::MoveIngress { .. }
        | Action::ChangeEndpoint { .. }
        | Action::DeleteEndpoint { .. }
        | Action::CreateEndpoint { .. }
        | Action::AssociateWebAcl { .. }
        | Action::CreateIngress { .. }
        | Action::DeleteIngress { .. }
        | Action::DeleteService { .. } => Intent::Change,
    }
}

/// The ARN that an earlier step made.
pub(super) fn made_arn(written: &Written, is_it: impl Fn(&Made) -> Option<&str>) -> Option<String> {
    let records = fold(&written.plan, &written.entries);
    records.iter().find_map(|record| record.made.as_ref().and_then(&is_it).map(str::to_owned))
}

pub(super) fn service_arn(made: &Made) -> Option<&str> {
    match made {
        Made::Service { arn, .. } => Some(arn),
        _ => None,
    }
}

fn auto_scaling_arn(made: &Made) -> Option<&str> {
    match made {
        Made::AutoScaling { arn } => Some(arn),
        _ => None,
    }
}

fn observability_arn(made: &Made) -> Option<&str> {
    match made {
        Made::Observability { arn } => Some(arn),
        _ => None,
    }
}

pub(super) fn connector_arn(made: &Made) -> Option<&str> {
    match made {
        Made::Connector { arn } => Some(arn),
        _ => None,
    }
}

pub(super) fn endpoint_id(made: &Made) -> Option<&str> {
    match made {
        Made::Endpoint { id } => Some(id),
        _ => None,
    }
}

pub(super) fn ingress_arn(made: &Made) -> Option<&str> {
    match made {
        Made::Ingress { arn } => Some(arn),
        _ => None,
    }
}

/// The ARN of a configuration that exists, or that an earlier step made.
pub(super) fn configuration_arn(
    wanted: Option<&ConfigurationRef>,
    written: &Written,
    is_it: impl Fn(&Made) -> Option<&str>,
) -> Option<String> {
    match wanted? {
        ConfigurationRef::Arn { arn } => Some(arn.clone()),
        ConfigurationRef::FromPlan => made_arn(written, is_it),
    }
}

impl Claim {
    /// Looks for what a step makes, made by an earlier attempt of the same plan. What bears the right name but not the
    /// plan's tag is somebody else's.
    pub(super) async fn find(&self, session: &Session, written: &Written, step: usize) -> Result<Option<Made>, Fault> {
        let tag = written.plan.tag();
        let apprunner = &session.clients.apprunner;
        match &written.plan.steps[step] {
            Action::CreateAccessKey { key, .. } => self.find_access_key(session, written, step, key).await,
            Action::CreateAccessRole { name } | Action::CreateInstanceRole { name } => {
                let role = session.clients.iam.role(name).await?;
                Ok(role.filter(|role| role.tags.contains(&tag)).map(|role| Made::Role { arn: role.arn }))
            }
            Action::CreateAutoScaling { spec } => {
                let all = apprunner.auto_scaling().await?.into_iter().map(|option| (option.name, option.arn));
                Ok(tagged(session, &tag, &spec.name, all).await?.map(|arn| Made::AutoScaling { arn }))
            }
            Action::CreateObservability { name } => {
                let all = apprunner.observability().await?.into_iter().map(|option| (option.name, option.arn));
                Ok(tagged(session, &tag, name, all).await?.map(|arn| Made::Observability { arn }))
            }
            Action::CreateConnector { spec } => {
                let all = apprunner.connectors().await?.into_iter().map(|option| (option.name, option.arn));
                Ok(tagged(session, &tag, &spec.name, all).await?.map(|arn| Made::Connector { arn }))
            }
            Action::CreateConnection { name, .. } => {
                let all = apprunner.connections().await?.into_iter().map(|option| (option.name, option.arn));
                Ok(tagged(session, &tag, name, all).await?.map(|arn| Made::Connection { arn }))
            }
            Action::CreateService { spec } => {
                let all = apprunner.services().await?.into_iter().map(|row| (row.name, row.arn));
                let found = tagged(session, &tag, &spec.name, all).await?;
                Ok(found.map(|arn| Made::Service { arn, operation_id: None }))
            }
            Action::DeleteService { arn, .. } => {
                is_going(session, arn).await.map(|going| going.then_some(Made::Nothing))
            }
            Action::CreateEndpoint { .. } => {
                Ok(session.clients.ec2.tagged_endpoint(&tag).await?.map(|id| Made::Endpoint { id }))
            }
            Action::CreateIngress { spec } => {
                let all = apprunner.ingresses(None).await?.into_iter();
                Ok(tagged(session, &tag, &spec.name, all).await?.map(|arn| Made::Ingress { arn }))
            }
            Action::CreateSecret { name } => {
                Ok(session.clients.secrets.tagged(name, &tag).await?.map(|arn| Made::Secret { arn }))
            }
            Action::PutParameter { name } => {
                Ok(session.clients.parameters.is_tagged(name, &tag).await?.then_some(Made::Nothing))
            }
            Action::RepairTrust { role, after, .. } => {
                let found = session.clients.iam.role(role).await?;
                Ok(found.filter(|found| role::same_policy(&found.trust, after)).map(|_| Made::Nothing))
            }
            Action::CreateGroup { .. } => {
                Ok(session.clients.ec2.tagged_group(&tag).await?.map(|id| Made::Group { id }))
            }
            Action::AllowInbound { group, port, from, .. } => {
                let is_there = session.clients.ec2.allows_inbound(group, *port, from).await?;
                Ok(is_there.then_some(Made::Nothing))
            }
            Action::UseConnector { arn, after, .. } => {
                let Some(to) = configuration_arn(Some(after), written, connector_arn) else { return Ok(None) };
                let since = fold(&written.plan, &written.entries)[step].started_at;
                let change = Change::Connector { from: "", to: &to };
                Box::pin(self.find_update(session, arn, change, since)).await
            }
            Action::SetAccess { arn, public, .. } => {
                let since = fold(&written.plan, &written.entries)[step].started_at;
                Box::pin(self.find_update(session, arn, Change::Access { public: *public }, since)).await
            }
            Action::MoveIngress { arn, after, .. } => {
                Box::pin(self.find_move(session, arn, &place_of(written, after))).await
            }
            Action::ChangeEndpoint { id, after, .. } => Box::pin(self.find_endpoint_change(session, id, after)).await,
            Action::DeleteConnector { arn, .. } => {
                let is_there = apprunner.connectors().await?.iter().any(|one| one.arn == *arn);
                Ok((!is_there).then_some(Made::Nothing))
            }
            // To attach, to write or to lead elsewhere twice is to do it once, and waiting is its own look.
            Action::AssociateWebAcl { .. }
            | Action::AwaitAccess { .. }
            | Action::AwaitMove { .. }
            | Action::AwaitEndpointChange { .. }
            | Action::Probe { .. }
            | Action::DeleteEndpoint { .. }
            | Action::DeleteIngress { .. }
            | Action::AwaitConnector { .. }
            | Action::AwaitEndpoint
            | Action::AwaitIngress
            | Action::AwaitAccessKey
            | Action::DeactivateAccessKey { .. }
            | Action::DeleteAccessKey { .. }
            | Action::AttachAccessPolicy { .. }
            | Action::PutInstancePolicy { .. }
            | Action::AwaitRunning
            | Action::AwaitGone { .. } => Ok(None),
        }
    }

    /// Does what the step says, once.
    pub(super) async fn attempt(&self, session: &Session, written: &Written, step: usize) -> Result<Made, Obstacle> {
        let tag = written.plan.tag();
        let clients = &session.clients;
        match &written.plan.steps[step] {
            Action::CreateAccessKey { key, .. } => self.create_access_key(session, written, key).await,
            Action::AwaitAccessKey => self.await_access_key(session, written).await,
            Action::DeactivateAccessKey { .. } => self.deactivate_access_key(session, written).await,
            Action::DeleteAccessKey { user, access_key_id } => {
                self.delete_access_key(session, user, access_key_id).await
            }
            Action::CreateAccessRole { name } => {
                let path = Some(role::ACCESS_ROLE_PATH);
                Ok(Made::Role { arn: clients.iam.create_role(name, path, Principal::Build, &tag).await? })
            }
            Action::CreateInstanceRole { name } => {
                Ok(Made::Role { arn: clients.iam.create_role(name, None, Principal::Tasks, &tag).await? })
            }
            Action::PutInstancePolicy { role, policy } => {
                clients.iam.put_instance_policy(role, policy).await?;
                Ok(Made::Nothing)
            }
            Action::CreateObservability { name } => {
                Ok(Made::Observability { arn: clients.apprunner.create_observability(name, &tag).await? })
            }
            Action::CreateConnector { .. }
            | Action::UseConnector { .. }
            | Action::AwaitConnector { .. }
            | Action::Probe { .. }
            | Action::DeleteConnector { .. } => Box::pin(self.attempt_connector(session, written, step)).await,
            Action::CreateConnection { name, provider } => {
                Ok(Made::Connection { arn: clients.apprunner.create_connection(name, *provider, &tag).await? })
            }
            Action::AttachAccessPolicy { role } => {
                clients.iam.attach_access_policy(role).await?;
                Ok(Made::Nothing)
            }
            Action::CreateAutoScaling { spec } => {
                Ok(Made::AutoScaling { arn: clients.apprunner.create_auto_scaling(spec, &tag).await? })
            }
            Action::CreateService { spec } => {
                let configurations = Configurations {
                    auto_scaling: configuration_arn(spec.auto_scaling.as_ref(), written, auto_scaling_arn),
                    observability: configuration_arn(spec.observability.as_ref(), written, observability_arn),
                    connector: configuration_arn(spec.connector.as_ref(), written, connector_arn),
                };
                let made = clients.apprunner.create_service(spec, configurations, &tag).await?;
                self.service_changed(session, &made.arn);
                Ok(Made::Service { arn: made.arn, operation_id: Some(made.operation_id) })
            }
            Action::RepairTrust { role, before, after } => replace_trust(session, role, before, after).await,
            Action::CreateGroup { name, vpc } => {
                Ok(Made::Group { id: clients.ec2.create_group(name, vpc, &tag).await? })
            }
            Action::AllowInbound { group, port, from, .. } => allow_inbound(session, group, *port, from).await,
            Action::CreateEndpoint { .. }
            | Action::AwaitEndpoint
            | Action::ChangeEndpoint { .. }
            | Action::AwaitEndpointChange { .. }
            | Action::DeleteEndpoint { .. } => Box::pin(self.attempt_endpoint(session, written, step)).await,
            Action::AssociateWebAcl { arn } => {
                let service = made_arn(written, service_arn).ok_or_else(|| Obstacle::Final(not_found()))?;
                clients.waf.associate(arn, &service).await?;
                Ok(Made::Nothing)
            }
            Action::SetAccess { .. }
            | Action::AwaitAccess { .. }
            | Action::CreateIngress { .. }
            | Action::AwaitIngress
            | Action::MoveIngress { .. }
            | Action::AwaitMove { .. }
            | Action::DeleteIngress { .. } => Box::pin(self.attempt_incoming(session, written, step)).await,
            Action::CreateSecret { name } => {
                let value = self.secret_value()?;
                Ok(Made::Secret { arn: clients.secrets.create(name, value.reveal(), &tag).await? })
            }
            Action::PutParameter { name } => {
                let value = self.secret_value()?;
                clients.parameters.create(name, value.reveal(), &tag).await?;
                Ok(Made::Nothing)
            }
            Action::AwaitRunning => {
                let arn = made_arn(written, service_arn).ok_or_else(|| Obstacle::Final(not_found()))?;
                self.await_running(session, &arn).await
            }
            Action::DeleteService { arn, .. } => {
                clients.apprunner.delete_service(arn).await?;
                self.service_changed(session, arn);
                Ok(Made::Nothing)
            }
            Action::AwaitGone { arn } => self.await_gone(session, arn).await,
        }
    }

    fn secret_value(&self) -> Result<SecretValue, Obstacle> {
        let value = self.engine.shared.secrets.get(&self.id);
        value.ok_or_else(|| Obstacle::Final(Problem::of(ProblemDetail::SecretGone)))
    }

    /// Until the service runs, or its creation has failed.
    async fn await_running(&self, session: &Session, arn: &str) -> Result<Made, Obstacle> {
        let mut seen = None;
        loop {
            let service = session.clients.apprunner.service(arn).await?;
            let status = service.map(|service| service.row.status);
            if seen.as_ref() != Some(&status) {
                self.service_changed(session, arn);
            }
            match &status {
                Some(ServiceStatus::Running | ServiceStatus::Paused) => return Ok(Made::Nothing),
                Some(ServiceStatus::CreateFailed) => {
                    // The log's last lines may still be on their way: a cause that is not there yet is no reason to
                    // say nothing.
                    let diagnosis = session.diagnosis(arn).await.ok().flatten();
                    return Err(Obstacle::Final(Problem::of(ProblemDetail::DeploymentFailed { diagnosis })));
                }
                None | Some(ServiceStatus::Deleted | ServiceStatus::DeleteFailed) => {
                    return Err(Obstacle::Final(not_found()));
                }
                Some(ServiceStatus::OperationInProgress | ServiceStatus::Other { .. }) => {}
            }
            seen = Some(status);
            self.set(ard_core::run::StepState::Running);
            tokio::time::sleep(self.engine.shared.tempo.moving).await;
        }
    }

    /// Until the service is gone, or its deletion has failed.
    pub(super) async fn await_gone(&self, session: &Session, arn: &str) -> Result<Made, Obstacle> {
        loop {
            match session.clients.apprunner.service(arn).await?.map(|service| service.row.status) {
                None | Some(ServiceStatus::Deleted) => {
                    self.service_changed(session, arn);
                    return Ok(Made::Nothing);
                }
                Some(ServiceStatus::DeleteFailed) => {
                    return Err(Obstacle::Final(Problem::of(ProblemDetail::DeletionFailed)));
                }
                Some(_) => tokio::time::sleep(self.engine.shared.tempo.moving).await,
            }
        }
    }

    pub(super) fn service_changed(&self, session: &Session, arn: &str) {
        self.engine.tell(Notice::ServiceChanged { session: session.key.clone(), arn: arn.to_owned() });
    }
}

/// Writes a role's trust policy if it is still the one that was read: what somebody else has changed since is not
/// overwritten. Twice is once.
pub(super) async fn replace_trust(session: &Session, role: &str, from: &str, to: &str) -> Result<Made, Obstacle> {
    let found = session.clients.iam.role(role).await?.ok_or_else(|| Obstacle::Final(not_found()))?;
    if role::same_policy(&found.trust, to) {
        return Ok(Made::AlreadySo);
    }
    if !role::same_policy(&found.trust, from) {
        let role = role.to_owned();
        return Err(Obstacle::Final(Problem::of(ProblemDetail::TrustChanged { role })));
    }
    session.clients.iam.put_trust(role, to).await?;
    Ok(Made::Nothing)
}

/// Lets a security group in. A rule that is there already is somebody else's.
async fn allow_inbound(session: &Session, group: &str, port: u16, from: &str) -> Result<Made, Obstacle> {
    let ec2 = &session.clients.ec2;
    if ec2.allows_inbound(group, port, from).await? {
        return Ok(Made::AlreadySo);
    }
    ec2.allow_inbound(group, port, from).await?;
    Ok(Made::Nothing)
}

/// The ARN of the resource of App Runner that has a name and the plan's tag.
async fn tagged(
    session: &Session,
    tag: &Pair,
    name: &str,
    all: impl Iterator<Item = (String, String)>,
) -> Result<Option<String>, Fault> {
    for (_, arn) in all.filter(|(other, _)| other == name) {
        if session.clients.apprunner.tags(&arn).await?.contains(tag) {
            return Ok(Some(arn));
        }
    }
    Ok(None)
}

/// Whether a service is gone or being deleted.
pub(super) async fn is_going(session: &Session, arn: &str) -> Result<bool, Fault> {
    let apprunner = &session.clients.apprunner;
    let Some(service) = apprunner.service(arn).await? else { return Ok(true) };
    if service.row.status == ServiceStatus::Deleted {
        return Ok(true);
    }
    let last = apprunner.operations(arn).await?.into_iter().next();
    Ok(last.is_some_and(|operation| {
        operation.kind == OperationKind::Delete
            && matches!(operation.status, OperationStatus::Pending | OperationStatus::InProgress)
    }))
}
