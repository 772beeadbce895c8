//! Owns what distinguishes one kind of App Runner resource from another, as a table: names on the wire, quotas, whether
//! there are revisions. What they have in common is in `resources`.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A kind of resource that a service is made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    Scaling,
    Observability,
    Connector,
    Connection,
    Ingress,
}

/// What a resource is doing. The words are the API's, for all kinds together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Condition {
    Active,
    Inactive,
    PendingHandshake,
    Available,
    Error,
    Deleted,
    PendingCreation,
    PendingUpdate,
    PendingDeletion,
    FailedCreation,
    FailedUpdate,
    FailedDeletion,
}

impl Condition {
    /// The word on the wire.
    pub(crate) fn text(self) -> String {
        json!(self).as_str().map(str::to_owned).unwrap_or_default()
    }
}

/// A row of the table.
pub(super) struct Row {
    /// In ARNs.
    pub(super) path: &'static str,
    /// What its members' names begin with, and the member that holds one in an answer.
    pub(super) member: &'static str,
    /// The member that holds a list in an answer.
    pub(super) list: &'static str,
    /// In messages.
    pub(super) noun: &'static str,
    /// Names per account and Region (section "Resource quotas" of the Developer Guide, checked 2026-04).
    pub(super) names: usize,
    /// Revisions per name, for kinds whose revisions can be made.
    pub(super) revisions: Option<usize>,
    /// Whether an answer tells the revision.
    pub(super) numbered: bool,
    /// Members of a list's items; all of them when empty.
    pub(super) summary: &'static [&'static str],
    /// What it becomes when it is deleted.
    pub(super) gone: Condition,
}

const SCALING: Row = Row {
    path: "autoscalingconfiguration",
    member: "AutoScalingConfiguration",
    list: "AutoScalingConfigurationSummaryList",
    noun: "Auto scaling configuration",
    names: 10,
    revisions: Some(5),
    numbered: true,
    summary: &[
        "AutoScalingConfigurationArn",
        "AutoScalingConfigurationName",
        "AutoScalingConfigurationRevision",
        "Status",
        "CreatedAt",
        "HasAssociatedService",
        "IsDefault",
    ],
    gone: Condition::Inactive,
};

const OBSERVABILITY: Row = Row {
    path: "observabilityconfiguration",
    member: "ObservabilityConfiguration",
    list: "ObservabilityConfigurationSummaryList",
    noun: "Observability configuration",
    names: 10,
    revisions: Some(10),
    numbered: true,
    summary: &["ObservabilityConfigurationArn", "ObservabilityConfigurationName", "ObservabilityConfigurationRevision"],
    gone: Condition::Inactive,
};

const CONNECTOR: Row = Row {
    path: "vpcconnector",
    member: "VpcConnector",
    list: "VpcConnectors",
    noun: "VPC connector",
    names: 10,
    revisions: None,
    numbered: true,
    summary: &[],
    gone: Condition::Inactive,
};

const CONNECTION: Row = Row {
    path: "connection",
    member: "Connection",
    list: "ConnectionSummaryList",
    noun: "Connection",
    names: 10,
    revisions: None,
    numbered: false,
    summary: &["ConnectionName", "ConnectionArn", "ProviderType", "Status", "CreatedAt"],
    gone: Condition::Deleted,
};

/// One for each service, and there may be as many services as that; the quota is checked where they are made.
const INGRESS: Row = Row {
    path: "vpcingressconnection",
    member: "VpcIngressConnection",
    list: "VpcIngressConnectionSummaryList",
    noun: "VPC ingress connection",
    names: usize::MAX,
    revisions: None,
    numbered: false,
    summary: &["VpcIngressConnectionArn", "ServiceArn"],
    gone: Condition::Deleted,
};

impl Kind {
    pub(super) fn row(self) -> &'static Row {
        match self {
            Self::Scaling => &SCALING,
            Self::Observability => &OBSERVABILITY,
            Self::Connector => &CONNECTOR,
            Self::Connection => &CONNECTION,
            Self::Ingress => &INGRESS,
        }
    }

    /// The name of a member that every kind has under a name of its own: `Arn`, `Name` or `Revision`.
    pub(super) fn member(self, ending: &str) -> String {
        format!("{}{ending}", self.row().member)
    }
}

/// What a list shows of a resource.
pub(super) fn summary(kind: Kind, mut full: Value) -> Value {
    let wanted = kind.row().summary;
    if let Some(members) = full.as_object_mut().filter(|_| !wanted.is_empty()) {
        members.retain(|name, _| wanted.contains(&name.as_str()));
    }
    full
}
