//! What the wizard shows for a draft: which choices are open, which are closed and why.

use serde::{Deserialize, Serialize};

use crate::check::Context;
use crate::draft::{AutoScaling, Draft, HealthProtocolDraft, SourceDraft};
use crate::field::{Field, WizardStep};
use crate::image::ImageReference;
use crate::size::{Cpu, Memory};

/// The most instances that the form lets one ask for; far above any account's Fargate quota.
pub(crate) const MAX_INSTANCES: u16 = 1000;

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
        steps: vec![WizardStep::Source, WizardStep::Service, WizardStep::Review],
        fields: fields(draft),
        cpus: Cpu::ALL.to_vec(),
        memories: draft.cpu.memory_options().to_vec(),
        automatic_closed: automatic_closed(&draft.source, context),
    }
}

fn automatic_closed(source: &SourceDraft, context: &Context) -> Option<AutomaticClosed> {
    match source {
        SourceDraft::EcrPublic { .. } => Some(AutomaticClosed::EcrPublic),
        SourceDraft::Ecr { uri, .. } => {
            let owner = ImageReference::parse(uri.trim()).ok()?.account?;
            (owner != context.account).then_some(AutomaticClosed::OtherAccount)
        }
    }
}

fn fields(draft: &Draft) -> Vec<Field> {
    use crate::draft::{AccessRole, InstanceRole};
    let mut fields = vec![Field::ImageUri];
    if let SourceDraft::Ecr { access_role, .. } = &draft.source {
        fields.push(Field::Trigger);
        fields.push(match access_role {
            AccessRole::CreateForMe { .. } => Field::AccessRoleName,
            AccessRole::UseExisting { .. } => Field::AccessRoleArn,
        });
    }
    fields.extend([Field::ServiceName, Field::Cpu, Field::Memory, Field::Port, Field::StartCommand]);
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
    if let InstanceRole::UseExisting { .. } = draft.instance_role {
        fields.push(Field::InstanceRoleArn);
    }
    fields
}
