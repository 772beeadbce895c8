//! What the wizard shows for a draft: which choices are open, which are closed and why.

use serde::{Deserialize, Serialize};

use crate::check::Context;
use crate::draft::{
    AccessRole, AutoScaling, Build, Draft, Encryption, Firewall, HealthProtocolDraft, Incoming, InstanceRole, Outgoing,
    SourceDraft, Tracing,
};
use crate::field::{Field, WizardStep};
use crate::image::ImageReference;
use crate::policy;
use crate::role;
use crate::runtime::Runtime;
use crate::size::{Cpu, Memory};

/// The most instances that the form lets one ask for; far above any account's Fargate quota.
pub(crate) const MAX_INSTANCES: u16 = 1000;

/// What a new interface endpoint is called.
pub(crate) const ENDPOINT_NAME: &str = "apprunner-requests";

/// What to show of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Form {
    /// The steps, in order.
    pub steps: Vec<WizardStep>,
    /// The fields to show, rows of lists left out.
    pub fields: Vec<Field>,
    /// CPU sizes.
    pub cpus: Vec<Cpu>,
    /// Memory sizes that go with the chosen CPU.
    pub memories: Vec<Memory>,
    /// Why automatic deployment is closed; `None` when it is open.
    pub automatic_closed: Option<AutomaticClosed>,
    /// Managed runtimes.
    pub runtimes: Vec<RuntimeOption>,
    /// Whether the draft has environment variables of its own, rather than those of `apprunner.yaml`.
    pub has_environment: bool,
    /// The policy of the instance role that would be made, as JSON.
    pub instance_policy: Option<String>,
    /// The policy that an ECR repository of another account needs, as JSON, for its owner; `None` for one's own.
    pub repository_policy: Option<String>,
    /// What choices begin with when they are chosen.
    pub beginnings: Beginnings,
}

/// A managed runtime to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RuntimeOption {
    /// The runtime.
    pub runtime: Runtime,
    /// Since when, as a date, it creates no new services.
    pub ended: Option<String>,
}

/// What choices begin with when they are chosen: the console's own beginnings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Beginnings {
    /// A new auto scaling configuration.
    pub auto_scaling: AutoScaling,
    /// The path of an HTTP health check.
    pub health_path: String,
    /// The name of a new access role.
    pub access_role_name: String,
    /// The name of a new instance role.
    pub instance_role_name: String,
    /// The name of a new observability configuration.
    pub observability_name: String,
    /// The name of a new VPC connector.
    pub connector_name: String,
    /// The name of a new interface endpoint.
    pub endpoint_name: String,
    /// What the name of a new secret begins with, before the variable's name.
    pub secret_prefix: String,
    /// The directory of source code.
    pub directory: String,
    /// The branch of source code.
    pub branch: String,
}

/// Why automatic deployment is not possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum AutomaticClosed {
    /// Images of ECR Public are deployed by hand only.
    EcrPublic,
    /// So are images of another account.
    OtherAccount,
}

/// What to show of a draft.
pub fn form(draft: &Draft, context: &Context) -> Form {
    Form {
        steps: steps(&draft.source),
        fields: fields(draft),
        cpus: Cpu::ALL.to_vec(),
        memories: draft.cpu.memory_options().to_vec(),
        automatic_closed: automatic_closed(&draft.source, context),
        runtimes: Runtime::ALL
            .map(|runtime| RuntimeOption { runtime, ended: runtime.ended().map(str::to_owned) })
            .to_vec(),
        has_environment: !draft.source.has_configuration_file(),
        instance_policy: policy::instance_policy(draft, &context.account, &context.region),
        repository_policy: repository_policy(&draft.source, context),
        beginnings: beginnings(draft),
    }
}

fn steps(source: &SourceDraft) -> Vec<WizardStep> {
    let build = matches!(source, SourceDraft::Code { .. }).then_some(WizardStep::Build);
    [Some(WizardStep::Source), build, Some(WizardStep::Service), Some(WizardStep::Review)]
        .into_iter()
        .flatten()
        .collect()
}

fn beginnings(draft: &Draft) -> Beginnings {
    Beginnings {
        auto_scaling: AutoScaling::CreateForMe {
            name: String::new(),
            max_concurrency: "100".to_owned(),
            min_size: "1".to_owned(),
            max_size: "25".to_owned(),
        },
        health_path: "/".to_owned(),
        access_role_name: Draft::ACCESS_ROLE_NAME.to_owned(),
        instance_role_name: instance_role_name(draft),
        observability_name: "xray-tracing".to_owned(),
        connector_name: connector_name(draft),
        endpoint_name: ENDPOINT_NAME.to_owned(),
        secret_prefix: secret_prefix(draft),
        directory: "/".to_owned(),
        branch: "main".to_owned(),
    }
}

/// A name for a new VPC connector, within App Runner's 40 characters.
fn connector_name(draft: &Draft) -> String {
    let name: String = plain(&draft.name).take(30).collect();
    if name.is_empty() { "my-connector".to_owned() } else { format!("{name}-connector") }
}

/// Secrets of a service stand together: `my-api/DATABASE_URL`.
fn secret_prefix(draft: &Draft) -> String {
    let name: String = plain(&draft.name).take(40).collect();
    if name.is_empty() { "my-service/".to_owned() } else { format!("{name}/") }
}

/// What of a service's name other names may have too.
fn plain(name: &str) -> impl Iterator<Item = char> {
    name.trim().chars().filter(|letter| letter.is_ascii_alphanumeric() || "-_".contains(*letter))
}

/// A name for a new instance role: it says whose it is, within IAM's 64 characters (a service's name has 40 at most).
pub(crate) fn instance_role_name(draft: &Draft) -> String {
    let name: String = plain(&draft.name).take(40).collect();
    if name.is_empty() { "AppRunnerInstanceRole".to_owned() } else { format!("{name}-instance-role") }
}

/// The policy of a repository of another account that lets the access role pull from it.
fn repository_policy(source: &SourceDraft, context: &Context) -> Option<String> {
    let SourceDraft::Ecr { uri, access_role, .. } = source else { return None };
    let owner = ImageReference::parse(uri.trim()).ok()?.account?;
    let role = match access_role {
        AccessRole::CreateForMe { name } => role::access_role_arn(&context.account, name.trim()),
        AccessRole::UseExisting { arn, .. } => arn.trim().to_owned(),
    };
    (owner != context.account && role::is_arn(&role)).then(|| policy::repository_policy(&role))
}

fn automatic_closed(source: &SourceDraft, context: &Context) -> Option<AutomaticClosed> {
    match source {
        SourceDraft::Code { .. } => None,
        SourceDraft::EcrPublic { .. } => Some(AutomaticClosed::EcrPublic),
        SourceDraft::Ecr { uri, .. } => {
            let owner = ImageReference::parse(uri.trim()).ok()?.account?;
            (owner != context.account).then_some(AutomaticClosed::OtherAccount)
        }
    }
}

fn fields(draft: &Draft) -> Vec<Field> {
    let mut fields = source_fields(&draft.source);
    fields.extend([Field::ServiceName, Field::Cpu, Field::Memory]);
    if !draft.source.has_configuration_file() {
        fields.extend([Field::Port, Field::StartCommand]);
    }
    match draft.auto_scaling {
        AutoScaling::AccountDefault => {}
        AutoScaling::UseExisting { .. } => fields.push(Field::AutoScalingArn),
        AutoScaling::CreateForMe { .. } => {
            fields.extend([Field::AutoScalingName, Field::MaxConcurrency, Field::MinSize, Field::MaxSize]);
        }
    }
    if let HealthProtocolDraft::Http { .. } = draft.health_check.protocol {
        fields.push(Field::HealthPath);
    }
    fields.extend([Field::HealthTimeout, Field::HealthInterval, Field::UnhealthyThreshold, Field::HealthyThreshold]);
    fields.extend(match draft.instance_role {
        InstanceRole::NotNeeded => None,
        InstanceRole::UseExisting { .. } => Some(Field::InstanceRoleArn),
        InstanceRole::CreateForMe { .. } => Some(Field::InstanceRoleName),
    });
    if let Encryption::KmsKey { .. } = draft.encryption {
        fields.push(Field::KmsKeyArn);
    }
    if let Firewall::WebAcl { .. } = draft.firewall {
        fields.push(Field::WebAclArn);
    }
    match draft.incoming {
        Incoming::Public => {}
        Incoming::Endpoint { .. } => fields.push(Field::EndpointId),
        Incoming::NewEndpoint { .. } => fields.extend([
            Field::EndpointName,
            Field::EndpointVpc,
            Field::EndpointSubnets,
            Field::EndpointSecurityGroups,
        ]),
    }
    match draft.outgoing {
        Outgoing::Public => {}
        Outgoing::Connector { .. } => fields.push(Field::ConnectorArn),
        Outgoing::NewConnector { .. } => fields.extend([
            Field::ConnectorName,
            Field::ConnectorVpc,
            Field::ConnectorSubnets,
            Field::ConnectorSecurityGroups,
        ]),
    }
    fields.extend(match draft.tracing {
        Tracing::Off => None,
        Tracing::UseExisting { .. } => Some(Field::ObservabilityArn),
        Tracing::CreateForMe { .. } => Some(Field::ObservabilityName),
    });
    fields
}

fn source_fields(source: &SourceDraft) -> Vec<Field> {
    match source {
        SourceDraft::EcrPublic { .. } => vec![Field::ImageUri],
        SourceDraft::Ecr { access_role, .. } => {
            let role = match access_role {
                AccessRole::CreateForMe { .. } => Field::AccessRoleName,
                AccessRole::UseExisting { .. } => Field::AccessRoleArn,
            };
            vec![Field::ImageUri, Field::Trigger, role]
        }
        SourceDraft::Code { build, .. } => {
            let mut fields =
                vec![Field::Connection, Field::Repository, Field::Branch, Field::SourceDirectory, Field::Trigger];
            if let Build::Here { .. } = build {
                fields.extend([Field::Runtime, Field::BuildCommand]);
            }
            fields
        }
    }
}

#[cfg(test)]
mod tests;
