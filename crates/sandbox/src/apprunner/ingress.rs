//! Owns VPC ingress connections: which service and which endpoint they join, and how they come and go.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use uuid::Uuid;

use super::kinds::{Condition, Kind};
use super::lists::answer_page;
use super::resources::Resource;
use super::rules::{self, invalid};
use super::state::{Region, Status, tags_of, text};
use super::{Answer, AppRunner, Input, not_found};
use crate::ACCOUNT;
use crate::course::Course;
use crate::options::Pace;
use crate::wire::Refusal;

/// What a person types to see a deletion fail; the next attempt goes well.
const STUCK: &str = "stuck";

impl AppRunner {
    pub(super) async fn create_ingress(&self, region: &str, input: &Input) -> Answer {
        let name = text(input, "VpcIngressConnectionName").unwrap_or_default();
        let service = text(input, "ServiceArn").unwrap_or_default();
        rules::check_tags(input.get("Tags"), &BTreeMap::new())?;
        let fits = self.check_endpoint(region, input).await?;
        self.change(region, |place, scene| {
            check_service(place, service)?;
            let revision = place.next_revision(Kind::Ingress, name)?;
            let id = Uuid::new_v4().simple().to_string();
            let host: String = id.chars().rev().take(10).collect();
            let own = json!({
                "ServiceArn": service,
                "AccountId": ACCOUNT,
                "DomainName": format!("{host}.{region}.awsapprunner.com"),
                "IngressVpcConfiguration": input.get("IngressVpcConfiguration"),
            });
            let mut made = Resource::new(region, Kind::Ingress, name, revision, &id, Condition::PendingCreation);
            made.tags = tags_of(input.get("Tags"));
            let end = if fits { Condition::Available } else { Condition::FailedCreation };
            made.course = Some(Course::new(scene.now, [end]));
            Ok(place.keep(made.made(scene.now, own)))
        })
    }

    pub(super) async fn update_ingress(&self, region: &str, input: &Input) -> Answer {
        let from = [Condition::Available, Condition::FailedCreation, Condition::FailedUpdate];
        // What is wrong with the request is said before what is wrong with the endpoint.
        self.look(region, |place| allowed(place, input, "updated", &from).map(drop))?;
        let fits = self.check_endpoint(region, input).await?;
        self.change(region, |place, scene| {
            let arn = allowed(place, input, "updated", &from)?.arn.clone();
            let end = if fits { Condition::Available } else { Condition::FailedUpdate };
            Ok(place.set_out(&arn, Condition::PendingUpdate, end, scene.now, |resource| {
                resource.own["IngressVpcConfiguration"] = json!(input.get("IngressVpcConfiguration"));
            }))
        })
    }

    pub(super) fn delete_ingress(&self, region: &str, input: &Input) -> Answer {
        let from =
            [Condition::Available, Condition::FailedCreation, Condition::FailedUpdate, Condition::FailedDeletion];
        self.change(region, |place, scene| {
            let found = allowed(place, input, "deleted", &from)?;
            let fails = found.name.contains(STUCK) && found.condition != Condition::FailedDeletion;
            let end = if fails { Condition::FailedDeletion } else { Condition::Deleted };
            let arn = found.arn.clone();
            Ok(place.set_out(&arn, Condition::PendingDeletion, end, scene.now, |_| {}))
        })
    }

    pub(super) fn list_ingress(&self, region: &str, input: &Input) -> Answer {
        let filter = input.get("Filter").cloned().unwrap_or(Value::Null);
        let (service, endpoint) = (filter["ServiceArn"].as_str(), filter["VpcEndpointId"].as_str());
        self.look(region, |place| {
            let found = place.existing(Kind::Ingress).filter(|resource| {
                service.is_none_or(|service| resource.own["ServiceArn"] == service)
                    && endpoint.is_none_or(|id| resource.own["IngressVpcConfiguration"]["VpcEndpointId"] == id)
            });
            let found = found.map(|resource| place.summary(resource)).collect();
            let purpose = format!("ingress {} {}", service.unwrap_or_default(), endpoint.unwrap_or_default());
            answer_page(input, &purpose, Kind::Ingress.row().list, found)
        })
    }

    /// The endpoint exists in the VPC. Whether it is one of `apprunner.requests` shows only later, as a failure.
    async fn check_endpoint(&self, region: &str, input: &Input) -> Result<bool, Refusal> {
        let wanted = input.get("IngressVpcConfiguration").cloned().unwrap_or(Value::Null);
        let named = |member: &str| wanted[member].as_str().filter(|id| !id.is_empty());
        let (Some(vpc), Some(id)) = (named("VpcId"), named("VpcEndpointId")) else {
            return Err(invalid("VpcId and VpcEndpointId are required in IngressVpcConfiguration."));
        };
        let network = self.neighbours.ec2.network(region).await;
        match network.endpoints.get(id) {
            None => Err(invalid(format!("The VPC endpoint {id} does not exist."))),
            Some(endpoint) if endpoint.vpc != vpc => {
                Err(invalid(format!("The VPC endpoint {id} isn't in the VPC {vpc}.")))
            }
            Some(endpoint) => Ok(endpoint.service == format!("com.amazonaws.{region}.apprunner.requests")),
        }
    }
}

/// A service that can have one: running, private, and without one.
fn check_service(place: &Region, arn: &str) -> Result<(), Refusal> {
    let listed = place.service(arn).filter(|service| service.is_listed());
    // The operation has no ResourceNotFoundException.
    let service = listed.ok_or_else(|| invalid(not_found("Service", arn).message))?;
    if service.status != Status::Running {
        let state = service.status.text();
        let message = format!("A VPC ingress connection can't be made in the current state of the service: {state}.");
        return Err(Refusal::new("InvalidStateException", message));
    }
    if service.configuration.is_public() {
        return Err(invalid("The service is publicly accessible. Set IsPubliclyAccessible to false first."));
    }
    if place.ingress_of(arn).next().is_some() {
        let message = "You have reached the limit of 1 VPC ingress connection for a service.";
        return Err(Refusal::new("ServiceQuotaExceededException", message));
    }
    Ok(())
}

fn allowed<'a>(
    place: &'a Region,
    input: &Input,
    participle: &str,
    from: &[Condition],
) -> Result<&'a Resource, Refusal> {
    let arn = text(input, "VpcIngressConnectionArn").unwrap_or_default();
    let found = place.resource(Kind::Ingress, arn).ok_or_else(|| not_found(Kind::Ingress.row().noun, arn))?;
    if from.contains(&found.condition) {
        return Ok(found);
    }
    let state = found.condition.text();
    let message = format!("The VPC ingress connection can't be {participle} in the current state: {state}.");
    Err(Refusal::new("InvalidStateException", message))
}

impl Region {
    /// The ingress connections of a service that exist.
    pub(super) fn ingress_of(&self, service: &str) -> impl Iterator<Item = &Resource> {
        self.existing(Kind::Ingress).filter(move |resource| resource.own["ServiceArn"] == service)
    }

    /// Where custom domains of a private service point to, per VPC.
    pub(super) fn vpc_targets(&self, service: &str) -> Vec<Value> {
        let available = self.ingress_of(service).filter(|resource| resource.condition == Condition::Available);
        let target = |resource: &Resource| {
            json!({
                "VpcIngressConnectionArn": resource.arn,
                "VpcId": resource.own["IngressVpcConfiguration"]["VpcId"],
                "DomainName": resource.own["DomainName"],
            })
        };
        available.map(target).collect()
    }

    /// Starts on the way to another condition, and answers with the connection as it is now.
    fn set_out(
        &mut self,
        arn: &str,
        begin: Condition,
        end: Condition,
        now: i64,
        work: impl FnOnce(&mut Resource),
    ) -> Value {
        if let Some(resource) = self.resource_mut(arn) {
            work(resource);
            resource.condition = begin;
            resource.course = Some(Course::new(now, [end]));
        }
        let shown = self.resource(Kind::Ingress, arn).map_or(Value::Null, |resource| self.show(resource));
        json!({ "VpcIngressConnection": shown })
    }
}

impl Resource {
    pub(super) fn advance(&mut self, pace: Pace, now: i64, read: bool) -> bool {
        let due = self.course.as_mut().map(|course| course.due(pace, now, read)).unwrap_or_default();
        for (condition, at) in &due {
            self.condition = *condition;
            if *condition == Condition::Deleted {
                self.deleted_at = Some(*at);
            }
        }
        self.course.take_if(|course| course.is_over());
        !due.is_empty()
    }
}
