//! Owns what is done to an existing service: update, deploy, pause, resume, delete, and in which status each is allowed.

use serde_json::{Value, json};
use uuid::Uuid;

use super::lifecycle::{Scene, begin};
use super::rules::{self, invalid};
use super::state::{OperationKind, Region, Service, Status, text};
use super::{Answer, AppRunner, Input, create, model, not_found, script};
use crate::wire::Refusal;

impl AppRunner {
    pub(super) async fn update_service(&self, region: &str, input: &Input) -> Answer {
        let arn = text(input, "ServiceArn").unwrap_or_default();
        let wanted = self.look(region, |place| {
            let service = find(place, arn)?;
            allow(service, "updated", &[Status::Running, Status::CreateFailed])?;
            let mut wanted = merged(service, input)?;
            rules::check(&wanted)?;
            create::resolve(place, &mut wanted)?;
            Ok(wanted)
        })?;
        self.check_roles(&wanted).await?;
        let verdict = self.judge(&wanted).await;
        self.operate(region, arn, |service, scene| {
            allow(service, "updated", &[Status::Running, Status::CreateFailed])?;
            // A service that never ran has nothing to go back to.
            let fallback = service.status == Status::Running;
            service.before = fallback.then(|| service.configuration.clone());
            service.configuration = wanted.clone();
            Ok(Some(begin(service, scene, Uuid::new_v4(), OperationKind::UpdateService, |operation| {
                script::deployment(operation, &wanted, &verdict, fallback)
            })))
        })
    }

    pub(super) async fn start_deployment(&self, region: &str, input: &Input) -> Answer {
        let arn = text(input, "ServiceArn").unwrap_or_default();
        let running = |service: &Service| match service.status {
            Status::Running => Ok(()),
            status => Err(invalid(format!("Service isn't in RUNNING state: {}.", status.text()))),
        };
        let configuration = self.look(region, |place| {
            let service = find(place, arn)?;
            running(service)?;
            Ok(service.configuration.clone())
        })?;
        let verdict = self.judge(&configuration).await;
        let answer = self.operate(region, arn, |service, scene| {
            running(service)?;
            service.before = Some(service.configuration.clone());
            Ok(Some(begin(service, scene, Uuid::new_v4(), OperationKind::StartDeployment, |operation| {
                script::deployment(operation, &configuration, &verdict, true)
            })))
        })?;
        Ok(json!({ "OperationId": answer["OperationId"] }))
    }

    pub(super) fn pause_service(&self, region: &str, input: &Input) -> Answer {
        self.switch(region, input, OperationKind::PauseService, (Status::Running, Status::Paused), "paused")
    }

    pub(super) fn resume_service(&self, region: &str, input: &Input) -> Answer {
        self.switch(region, input, OperationKind::ResumeService, (Status::Paused, Status::Running), "resumed")
    }

    /// From one status to the other; already there is no error and no operation.
    fn switch(
        &self,
        region: &str,
        input: &Input,
        kind: OperationKind,
        (from, to): (Status, Status),
        participle: &str,
    ) -> Answer {
        self.operate(region, text(input, "ServiceArn").unwrap_or_default(), |service, scene| {
            if service.status == to {
                return Ok(None);
            }
            allow(service, participle, &[from])?;
            Ok(Some(begin(service, scene, Uuid::new_v4(), kind, |operation| script::short(operation, to))))
        })
    }

    pub(super) fn delete_service(&self, region: &str, input: &Input) -> Answer {
        let arn = text(input, "ServiceArn").unwrap_or_default();
        let joined = self.look(region, |place| Ok(place.ingress_of(arn).next().is_some()))?;
        self.operate(region, arn, |service, scene| {
            let from = [Status::Running, Status::Paused, Status::CreateFailed, Status::DeleteFailed];
            allow(service, "deleted", &from)?;
            if joined {
                let message = "The service has a VPC ingress connection. Delete that first.";
                return Err(Refusal::new("InvalidStateException", message));
            }
            Ok(Some(begin(service, scene, Uuid::new_v4(), OperationKind::DeleteService, script::deletion)))
        })
    }

    /// Starts an operation on a service and answers with the service and the operation's id, if one was started.
    fn operate(
        &self,
        region: &str,
        arn: &str,
        work: impl FnOnce(&mut Service, Scene<'_>) -> Result<Option<String>, Refusal>,
    ) -> Answer {
        self.change(region, |place, scene| {
            let service = place.service_mut(arn).ok_or_else(|| not_found("Service", arn))?;
            let id = work(service, scene)?;
            let shown = find(place, arn).map(|service| place.describe(service))?;
            Ok(started(&shown, id))
        })
    }
}

/// An operation's answer: the service as it is now, and the operation when there is one.
fn started(shown: &Value, id: Option<String>) -> Value {
    let mut answer = json!({ "Service": shown });
    if let Some(id) = id {
        answer["OperationId"] = Value::String(id);
    }
    answer
}

pub(super) fn find<'a>(place: &'a Region, arn: &str) -> Result<&'a Service, Refusal> {
    place.service(arn).ok_or_else(|| not_found("Service", arn))
}

fn allow(service: &Service, participle: &str, statuses: &[Status]) -> Result<(), Refusal> {
    if statuses.contains(&service.status) {
        return Ok(());
    }
    Err(Refusal::new(
        "InvalidStateException",
        format!("Service can't be {participle} in the current state: {}.", service.status.text()),
    ))
}

/// The configuration after an update: what the request leaves out stays as it is.
fn merged(service: &Service, input: &Input) -> Result<super::state::Configuration, Refusal> {
    let mut wanted = service.configuration.clone();
    let part = |name: &str| input.get(name).filter(|value| !value.is_null());
    if let Some(source) = part("SourceConfiguration") {
        let other = if wanted.source["ImageRepository"].is_object() { "CodeRepository" } else { "ImageRepository" };
        if source[other].is_object() {
            return Err(invalid("The source type of a service can't be changed between code and image."));
        }
        model::merge("SourceConfiguration", &mut wanted.source, source);
    }
    for (name, old) in [
        ("InstanceConfiguration", &mut wanted.instance),
        ("HealthCheckConfiguration", &mut wanted.health),
        ("NetworkConfiguration", &mut wanted.network),
        ("ServiceObservabilityConfiguration", &mut wanted.observability),
    ] {
        let member = name.strip_prefix("Service").unwrap_or(name);
        if let Some(new) = part(member) {
            let new = if member == "NetworkConfiguration" { rules::said_outright(new.clone()) } else { new.clone() };
            model::merge(name, old, &new);
        }
    }
    forget_connector(&mut wanted.network);
    forget_tracing(&mut wanted.observability, part("ObservabilityConfiguration"));
    rules::normalise_size(&mut wanted.instance);
    if let Some(arn) = text(input, "AutoScalingConfigurationArn") {
        arn.clone_into(&mut wanted.scaling_arn);
    }
    Ok(wanted)
}

/// Back to the default egress the connector goes with it, although the request cannot say so.
fn forget_connector(network: &mut Value) {
    if network["EgressConfiguration"]["EgressType"] == "DEFAULT"
        && let Some(egress) = network["EgressConfiguration"].as_object_mut()
    {
        egress.remove("VpcConnectorArn");
    }
}

/// Switched off, tracing leaves its configuration behind.
fn forget_tracing(tracing: &mut Value, asked: Option<&Value>) {
    let names_one = asked.is_some_and(|asked| asked["ObservabilityConfigurationArn"].is_string());
    if tracing["ObservabilityEnabled"] == false
        && !names_one
        && let Some(tracing) = tracing.as_object_mut()
    {
        tracing.remove("ObservabilityConfigurationArn");
    }
}
