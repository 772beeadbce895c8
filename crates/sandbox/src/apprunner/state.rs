//! Owns what App Runner remembers, per Region, and how a service looks on the wire. Refuses to change anything by itself.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::domains::Domain;
use super::kinds::{Condition, Kind};
use super::resources::Resource;
use super::script::Stage;
use crate::ACCOUNT;
use crate::controls::{Waiting, WaitingFor};
use crate::course::Course;

/// Everything App Runner remembers. A Region appears when it is first asked.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) regions: BTreeMap<String, Region>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Region {
    /// Oldest first.
    pub(crate) services: Vec<Service>,
    /// Everything else that has an ARN, oldest first, deleted ones included.
    pub(crate) resources: Vec<Resource>,
    /// The ARN of the auto scaling configuration that is the default.
    pub(crate) default_scaling: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Status {
    CreateFailed,
    Running,
    Deleted,
    DeleteFailed,
    Paused,
    OperationInProgress,
}

impl Status {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::CreateFailed => "CREATE_FAILED",
            Self::Running => "RUNNING",
            Self::Deleted => "DELETED",
            Self::DeleteFailed => "DELETE_FAILED",
            Self::Paused => "PAUSED",
            Self::OperationInProgress => "OPERATION_IN_PROGRESS",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum OperationKind {
    CreateService,
    StartDeployment,
    UpdateService,
    PauseService,
    ResumeService,
    DeleteService,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum OperationStatus {
    Pending,
    InProgress,
    Failed,
    Succeeded,
    RollbackInProgress,
    RollbackSucceeded,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) kind: OperationKind,
    pub(crate) status: OperationStatus,
    pub(crate) started_at: i64,
    pub(crate) updated_at: i64,
    pub(crate) ended_at: Option<i64>,
}

/// What a deployment deploys: the parts of a service that a failed update puts back. All in wire form, defaults filled in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Configuration {
    pub(crate) source: Value,
    pub(crate) instance: Value,
    pub(crate) health: Value,
    pub(crate) network: Value,
    pub(crate) observability: Value,
    pub(crate) scaling_arn: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Service {
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) arn: String,
    pub(crate) url: String,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    pub(crate) deleted_at: Option<i64>,
    pub(crate) status: Status,
    pub(crate) configuration: Configuration,
    /// What runs while a change is under way; put back when the change fails.
    pub(crate) before: Option<Configuration>,
    pub(crate) encryption: Option<Value>,
    pub(crate) tags: BTreeMap<String, String>,
    /// Oldest first.
    pub(crate) operations: Vec<Operation>,
    /// The operation under way.
    pub(crate) script: Option<Course<Stage>>,
    /// Oldest first.
    #[serde(default)]
    pub(crate) domains: Vec<Domain>,
}

impl Configuration {
    /// Whether it names the resource of an ARN.
    pub(crate) fn names(&self, arn: &str) -> bool {
        self.scaling_arn == arn
            || self.network["EgressConfiguration"]["VpcConnectorArn"] == arn
            || self.source["AuthenticationConfiguration"]["ConnectionArn"] == arn
            || self.observability["ObservabilityConfigurationArn"] == arn
    }

    pub(crate) fn is_public(&self) -> bool {
        self.network["IngressConfiguration"]["IsPubliclyAccessible"] != false
    }
}

impl Service {
    /// The log group of the service's own events (`service`) or of its containers (`application`).
    pub(crate) fn log_group(&self, which: &str) -> String {
        format!("/aws/apprunner/{}/{}/{which}", self.name, self.id)
    }

    pub(crate) fn is_listed(&self) -> bool {
        self.status != Status::Deleted
    }

    pub(crate) fn summary(&self) -> Value {
        json!({
            "ServiceName": self.name,
            "ServiceId": self.id,
            "ServiceArn": self.arn,
            "ServiceUrl": self.url,
            "CreatedAt": seconds(self.created_at),
            "UpdatedAt": seconds(self.updated_at),
            "Status": self.status.text(),
        })
    }
}

impl Operation {
    pub(crate) fn summary(&self, target: &str) -> Value {
        let mut summary = json!({
            "Id": self.id,
            "Type": self.kind,
            "Status": self.status,
            "TargetArn": target,
            "StartedAt": seconds(self.started_at),
            "UpdatedAt": seconds(self.updated_at),
        });
        if let Some(ended) = self.ended_at {
            summary["EndedAt"] = seconds(ended);
        }
        summary
    }
}

impl Region {
    pub(crate) fn service(&self, arn: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.arn == arn)
    }

    pub(crate) fn service_mut(&mut self, arn: &str) -> Option<&mut Service> {
        self.services.iter_mut().find(|service| service.arn == arn)
    }

    /// What waits for a person.
    pub(crate) fn waiting(&self, region: &str) -> Vec<Waiting> {
        let waiting = |kind, id: &str, name: &str| Waiting {
            region: region.to_owned(),
            kind,
            id: id.to_owned(),
            name: name.to_owned(),
        };
        let hands = self.existing(Kind::Connection).filter(|found| found.condition == Condition::PendingHandshake);
        let hands = hands.map(|found| waiting(WaitingFor::Handshake, &found.arn, &found.name));
        let domains = self.services.iter().flat_map(|service| &service.domains).filter(|domain| domain.waits());
        let domains = domains.map(|domain| waiting(WaitingFor::DomainValidation, &domain.name, &domain.name));
        hands.chain(domains).collect()
    }

    /// Validates the domain of a name. False when it does not wait for that.
    pub(crate) fn validate(&mut self, name: &str, now: i64) -> bool {
        let mut domains = self.services.iter_mut().flat_map(|service| &mut service.domains);
        domains.find(|domain| domain.name == name).is_some_and(|domain| domain.validate(now))
    }

    /// A service as `DescribeService` shows it.
    pub(crate) fn describe(&self, service: &Service) -> Value {
        let configuration = &service.configuration;
        let mut shown = service.summary();
        if let Some(deleted) = service.deleted_at {
            shown["DeletedAt"] = seconds(deleted);
        }
        shown["SourceConfiguration"] = configuration.source.clone();
        shown["InstanceConfiguration"] = configuration.instance.clone();
        shown["HealthCheckConfiguration"] = configuration.health.clone();
        shown["NetworkConfiguration"] = configuration.network.clone();
        shown["ObservabilityConfiguration"] = configuration.observability.clone();
        if let Some(encryption) = &service.encryption {
            shown["EncryptionConfiguration"] = encryption.clone();
        }
        let scaling = self.resources.iter().find(|resource| resource.arn == configuration.scaling_arn);
        shown["AutoScalingConfigurationSummary"] =
            scaling.map_or_else(|| json!({}), |scaling| Region::summary(self, scaling));
        shown
    }
}

/// The name of the configurations that every account has from the start; services get the auto scaling one when they name none.
pub(crate) const DEFAULT_NAME: &str = "DefaultConfiguration";

const DEFAULT_ID: &str = "00000000000000000000000000000001";
/// When App Runner began.
const BEGINNING: i64 = 1_621_296_000_000;

pub(crate) fn default_scaling(region: &str) -> Resource {
    let own = json!({"MaxConcurrency": 100, "MinSize": 1, "MaxSize": 25});
    Resource::new(region, Kind::Scaling, DEFAULT_NAME, 1, DEFAULT_ID, Condition::Active).made(BEGINNING, own)
}

pub(crate) fn default_observability(region: &str) -> Resource {
    let own = json!({"TraceConfiguration": {"Vendor": "AWSXRAY"}});
    Resource::new(region, Kind::Observability, DEFAULT_NAME, 1, DEFAULT_ID, Condition::Active).made(BEGINNING, own)
}

pub(crate) fn arn(region: &str, resource: &str) -> String {
    format!("arn:aws:apprunner:{region}:{ACCOUNT}:{resource}")
}

/// Milliseconds as the JSON protocol writes times: seconds, with fractions.
pub(crate) fn seconds(ms: i64) -> Value {
    #[expect(clippy::cast_precision_loss, reason = "times of this era fit a float exactly")]
    let seconds = ms as f64 / 1000.0;
    json!(seconds)
}

/// A string member of a request.
pub(crate) fn text<'a>(input: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    input.get(name).and_then(Value::as_str)
}

/// Tags as a request sends them.
pub(crate) fn tags_of(list: Option<&Value>) -> BTreeMap<String, String> {
    let items = list.and_then(Value::as_array).into_iter().flatten();
    items
        .filter_map(|tag| {
            let key = tag["Key"].as_str()?;
            Some((key.to_owned(), tag["Value"].as_str().unwrap_or_default().to_owned()))
        })
        .collect()
}
