//! The check of a draft: pure and total. Findings for all fields, and the spec when no error stands.

mod connector;
mod environment;
mod rules;
mod source;
mod text;

use serde::{Deserialize, Serialize};

pub(crate) use self::rules::SERVICE_QUOTA;

use crate::draft::{AutoScaling, Draft};
use crate::field::Field;
use crate::finding::{Finding, Severity};
use crate::form::{Form, form};
use crate::role::Principal;
use crate::service::ConnectionOption;
use crate::spec::{AutoScalingSpec, ConnectorSpec, ServiceSpec};
use crate::vpc::Network;

/// What a check has to know of the world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// The session's account, twelve digits.
    pub account: String,
    /// The session's Region.
    pub region: String,
    /// Names of the services in that account and Region; `None` while they are unknown.
    pub service_names: Option<Vec<String>>,
    /// The account's roles; `None` while they are unknown.
    pub roles: Option<Vec<KnownRole>>,
    /// The connections to providers of source code; `None` while they are unknown.
    pub connections: Option<Vec<ConnectionOption>>,
    /// Names of the auto scaling configurations; `None` while they are unknown.
    pub auto_scaling_names: Option<Vec<String>>,
    /// Names of the VPC connectors; `None` while they are unknown.
    pub connector_names: Option<Vec<String>>,
    /// VPCs, subnets and security groups; `None` while they are unknown.
    pub network: Option<Network>,
}

/// A role of the account, as far as a draft may name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRole {
    /// Name.
    pub name: String,
    /// ARN.
    pub arn: String,
    /// Which of App Runner's principals may assume it.
    pub trusts: Vec<Principal>,
}

/// What a check answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Checked {
    /// What to show, and which choices there are.
    pub form: Form,
    /// What was found, errors first, then in the order of the fields.
    pub findings: Vec<Finding>,
}

impl Checked {
    /// Whether nothing may be sent.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// Checks a draft.
pub fn check(draft: &Draft, context: &Context) -> Checked {
    Checked { form: form(draft, context), findings: rules::findings(draft, context) }
}

/// What is to be said of the name of a new connection: the constraints of App Runner's API.
pub fn connection_name(name: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    rules::resource_name(name.trim(), Field::ConnectionName, 4, 32, &mut found);
    found
}

/// What a faultless draft asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The service.
    pub service: ServiceSpec,
    /// The name of the access role to make, if one is to be made.
    pub new_access_role: Option<String>,
    /// The instance role to make, if one is to be made.
    pub new_instance_role: Option<NewInstanceRole>,
    /// The auto scaling configuration to make, if one is to be made.
    pub new_auto_scaling: Option<AutoScalingSpec>,
    /// The name of the observability configuration to make, if one is to be made.
    pub new_observability: Option<String>,
    /// The VPC connector to make, if one is to be made.
    pub new_connector: Option<ConnectorSpec>,
}

/// An instance role to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInstanceRole {
    /// Role name.
    pub name: String,
    /// Its policy as JSON; `None` when it needs none.
    pub policy: Option<String>,
}

/// Turns a draft into what it asks for, or answers all findings when an error stands.
pub fn resolve(draft: &Draft, context: &Context) -> Result<Wanted, Vec<Finding>> {
    let findings = rules::findings(draft, context);
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(findings);
    }
    // A draft without errors has readable numbers, so this does not lose a finding.
    text::wanted(draft, context).ok_or(findings)
}

/// The new auto scaling configuration of a draft, when all its numbers can be read.
fn auto_scaling_spec(choice: &AutoScaling) -> Option<AutoScalingSpec> {
    match choice {
        AutoScaling::CreateForMe { name, max_concurrency, min_size, max_size } => Some(AutoScalingSpec {
            name: name.trim().to_owned(),
            max_concurrency: text::number(max_concurrency)?,
            min_size: text::number(min_size)?,
            max_size: text::number(max_size)?,
        }),
        AutoScaling::AccountDefault | AutoScaling::UseExisting { .. } => None,
    }
}

#[cfg(test)]
mod tests;
