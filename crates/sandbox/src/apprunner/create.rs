//! Owns `CreateService` and the checks that need the neighbours: roles in IAM, images in ECR.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use uuid::Uuid;

use super::kinds::{Condition, Kind};
use super::lifecycle::begin;
use super::rules::{self, invalid};
use super::source::Source;
use super::state::{self, Configuration, OperationKind, Region, Service, Status, text};
use super::verdict::{ImageFound, Verdict, verdict};
use super::{Answer, AppRunner, Input, script};
use crate::ACCOUNT;
use crate::options::Pace;
use crate::wire::Refusal;

/// Services per account and Region.
const SERVICES: usize = 30;
/// Services per Region of an account that is restricted. Field reports of 2026: the quota's error is not used.
const RESTRICTED: usize = 2;
/// So many calls are throttled for a service whose name begins with `throttle`.
const THROTTLED: u32 = 2;
/// So many attempts fail for a fresh role whose name contains `slow`.
const SLOW_ROLE: u32 = 3;

const BUILD_PRINCIPAL: &str = "build.apprunner.amazonaws.com";
const TASKS_PRINCIPAL: &str = "tasks.apprunner.amazonaws.com";

impl AppRunner {
    pub(super) async fn create_service(&self, region: &str, input: &Input) -> Answer {
        let name = text(input, "ServiceName").unwrap_or_default();
        if name.starts_with("throttle") && self.refuse_first(&format!("name {name}"), THROTTLED) {
            return Err(Refusal::new("ThrottlingException", "Rate exceeded"));
        }
        let default = self.look(region, |place| Ok(default_of(place)))?;
        let mut configuration = rules::with_defaults(input, &default);
        rules::check(&configuration)?;
        rules::check_runtime(&configuration.source)?;
        rules::check_tags(input.get("Tags"), &BTreeMap::new())?;
        self.look(region, |place| {
            self.check_place(place, name)?;
            resolve(place, &mut configuration)
        })?;
        self.check_roles(&configuration).await?;
        let verdict = self.judge(&configuration).await;
        self.change(region, |place, scene| {
            // Asked again: another request may have taken the name in the meantime.
            self.check_place(place, name)?;
            let mut service = new_service(region, name, &Uuid::new_v4(), configuration, scene.now);
            service.encryption = input.get("EncryptionConfiguration").filter(|value| !value.is_null()).cloned();
            service.tags = state::tags_of(input.get("Tags"));
            let wanted = service.configuration.clone();
            let id = begin(&mut service, scene, Uuid::new_v4(), OperationKind::CreateService, |operation| {
                script::deployment(operation, &wanted, &verdict, false)
            });
            place.services.push(service);
            let shown = place.services.last().map_or(Value::Null, |service| place.describe(service));
            Ok(json!({ "Service": shown, "OperationId": id }))
        })
    }

    fn check_place(&self, place: &Region, name: &str) -> Result<(), Refusal> {
        let mut listed = place.services.iter().filter(|service| service.is_listed());
        if listed.any(|service| service.name == name) {
            return Err(invalid(format!("Service with the provided name already exists: {name}.")));
        }
        let count = place.services.iter().filter(|service| service.is_listed()).count();
        if self.switches.two_services() && count >= RESTRICTED {
            return Err(invalid(format!(
                "Your account is restricted to {RESTRICTED} services in each Region. Contact AWS Support to lift the restriction."
            )));
        }
        let quota = SERVICES + self.options.extra_services;
        if count >= quota {
            return Err(Refusal::new(
                "ServiceQuotaExceededException",
                format!("You have reached the limit of {quota} services in this account and Region."),
            ));
        }
        Ok(())
    }

    /// Both roles must exist and be assumable, as AWS tries while the request waits.
    pub(super) async fn check_roles(&self, configuration: &Configuration) -> Result<(), Refusal> {
        if let Some(arn) = configuration.source["AuthenticationConfiguration"]["AccessRoleArn"].as_str() {
            let refusal = || invalid(format!("Error in assuming access role {arn}"));
            let role = self.neighbours.iam.role(arn).await.ok_or_else(refusal)?;
            if !role.trusts(BUILD_PRINCIPAL) || !role.may_pull || self.is_too_fresh(arn, role.established) {
                return Err(refusal());
            }
        }
        if let Some(arn) = configuration.instance["InstanceRoleArn"].as_str() {
            let refusal = || invalid(format!("Error in assuming instance role {arn}"));
            let role = self.neighbours.iam.role(arn).await.ok_or_else(refusal)?;
            if !role.trusts(TASKS_PRINCIPAL) || self.is_too_fresh(arn, role.established) {
                return Err(refusal());
            }
        }
        Ok(())
    }

    /// A role is not known everywhere at once: the first attempts with a new one fail.
    fn is_too_fresh(&self, arn: &str, established: bool) -> bool {
        let attempts = match (arn.contains("slow"), self.switches.pace()) {
            _ if established => 0,
            (true, _) => SLOW_ROLE,
            (false, Pace::Instant) => 0,
            (false, _) => 1,
        };
        self.refuse_first(&format!("role {arn}"), attempts)
    }

    /// How a deployment of this configuration would end.
    pub(super) async fn judge(&self, configuration: &Configuration) -> Verdict {
        let image = match Source::of(&configuration.source) {
            Source::Image { tag, registry: Some(registry), .. } if registry.account == ACCOUNT => {
                self.neighbours.ecr.find(&registry.region, &registry.repository, &tag).await
            }
            _ => ImageFound::NotLookedUp,
        };
        let role_is_good = match configuration.source["AuthenticationConfiguration"]["AccessRoleArn"].as_str() {
            None => true,
            Some(arn) => {
                let role = self.neighbours.iam.role(arn).await;
                role.is_some_and(|role| role.trusts(BUILD_PRINCIPAL) && role.may_pull)
            }
        };
        verdict(configuration, &image, role_is_good)
    }
}

/// What a service gets that names no auto scaling configuration: the latest revision of the default's name.
fn default_of(place: &Region) -> String {
    let default = place.default_scaling.as_str();
    let name = default.rsplitn(3, '/').last();
    name.unwrap_or(default).to_owned()
}

/// Checks the resources of App Runner that a configuration names, and settles which revisions are meant.
pub(super) fn resolve(place: &Region, configuration: &mut Configuration) -> Result<(), Refusal> {
    let named = |kind: Kind, arn: &str| {
        place
            .resource(kind, arn)
            .ok_or_else(|| invalid(format!("{} with the provided ARN doesn't exist: {arn}.", kind.row().noun)))
    };
    configuration.scaling_arn = named(Kind::Scaling, &configuration.scaling_arn)?.arn.clone();
    if let Some(arn) = configuration.network["EgressConfiguration"]["VpcConnectorArn"].as_str() {
        named(Kind::Connector, arn)?;
    }
    if let Some(arn) = configuration.source["AuthenticationConfiguration"]["ConnectionArn"].as_str()
        && place.resource(Kind::Connection, arn).is_none_or(|found| found.condition != Condition::Available)
    {
        return Err(invalid(format!("Connection isn't in AVAILABLE state: {arn}.")));
    }
    let tracing = &mut configuration.observability;
    match (tracing["ObservabilityEnabled"] == true, tracing["ObservabilityConfigurationArn"].as_str()) {
        (false, Some(_)) => {
            Err(invalid("ObservabilityConfigurationArn is only valid when ObservabilityEnabled is true."))
        }
        (true, None) => Err(invalid("ObservabilityConfigurationArn is required when ObservabilityEnabled is true.")),
        (true, Some(arn)) => {
            tracing["ObservabilityConfigurationArn"] = json!(named(Kind::Observability, arn)?.arn);
            Ok(())
        }
        (false, None) => Ok(()),
    }
}

/// A service before its first operation. The id decides its ARN, its address and its log groups.
pub(crate) fn new_service(region: &str, name: &str, id: &Uuid, configuration: Configuration, now: i64) -> Service {
    let id = id.simple().to_string();
    let host: String = id.chars().rev().take(10).collect();
    Service {
        name: name.to_owned(),
        arn: state::arn(region, &format!("service/{name}/{id}")),
        url: format!("{host}.{region}.awsapprunner.com"),
        id,
        created_at: now,
        updated_at: now,
        deleted_at: None,
        status: Status::OperationInProgress,
        configuration,
        before: None,
        encryption: None,
        tags: BTreeMap::new(),
        operations: Vec::new(),
        script: None,
        domains: Vec::new(),
    }
}
