//! A plan: what would be done, as data. Steps in order, each with what it makes, whether it can be undone and its AWS
//! CLI text.
//!
//! A plan refuses to carry anything that is not known before it starts, but for one thing: the ARN of an auto scaling
//! configuration that it makes itself.

use serde::{Deserialize, Serialize};

use crate::check::{NewInstanceRole, Wanted};
use crate::draft::{Pair, Provider};
use crate::export::{Exports, exports};
use crate::spec::{AutoScalingSpec, ConnectorSpec, ServiceSpec};

/// Every resource that a plan makes carries this tag, with the plan's id as its value: it is how a repeated run finds
/// what an interrupted one has already made.
pub const PLAN_TAG: &str = "app-runner-desktop:plan";

/// What a plan is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Goal {
    /// A new service.
    CreateService {
        /// Its name.
        name: String,
    },
    /// A connection to a provider of source code.
    CreateConnection {
        /// Its name.
        name: String,
    },
    /// A service less.
    DeleteService {
        /// Its name.
        name: String,
        /// Its ARN.
        arn: String,
    },
}

/// What would be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Plan {
    /// The plan's own id, given by who makes it.
    pub id: String,
    /// What it is for.
    pub goal: Goal,
    /// The account it is for, twelve digits.
    pub account: String,
    /// The Region it is for.
    pub region: String,
    /// Its steps, in order; each may use what those before it made.
    pub steps: Vec<Action>,
}

/// What one step does: a call to AWS, or waiting for what an earlier call began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Action {
    /// `iam:CreateRole` with the trust that image pulls need.
    CreateAccessRole {
        /// Role name.
        name: String,
    },
    /// `iam:AttachRolePolicy` with AWS's policy for image pulls.
    AttachAccessPolicy {
        /// Role name.
        role: String,
    },
    /// `iam:CreateRole` with the trust that running applications need.
    CreateInstanceRole {
        /// Role name.
        name: String,
    },
    /// `iam:PutRolePolicy` with what the application may do.
    PutInstancePolicy {
        /// Role name.
        role: String,
        /// The policy, as JSON.
        policy: String,
    },
    /// `apprunner:CreateObservabilityConfiguration` that traces with X-Ray.
    CreateObservability {
        /// Configuration name.
        name: String,
    },
    /// `apprunner:CreateVpcConnector`
    CreateConnector {
        /// What to make.
        spec: ConnectorSpec,
    },
    /// `apprunner:CreateConnection`. It is of use once the person has agreed at the provider.
    CreateConnection {
        /// Connection name.
        name: String,
        /// Who holds the repositories.
        provider: Provider,
    },
    /// `apprunner:CreateAutoScalingConfiguration`
    CreateAutoScaling {
        /// What to make.
        spec: AutoScalingSpec,
    },
    /// `apprunner:CreateService`
    CreateService {
        /// What to make.
        spec: Box<ServiceSpec>,
    },
    /// Until the service of the step before runs.
    AwaitRunning,
    /// `apprunner:DeleteService`
    DeleteService {
        /// Service name.
        name: String,
        /// Service ARN.
        arn: String,
    },
    /// Until the service is gone.
    AwaitGone {
        /// Service ARN.
        arn: String,
    },
}

/// How a step is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Undo {
    /// Delete the role that the step made.
    DeleteRole,
    /// Detach the policy that the step attached.
    DetachPolicy,
    /// Delete the inline policy that the step wrote.
    DeletePolicy,
    /// Delete the observability configuration that the step made.
    DeleteObservability,
    /// Delete the VPC connector that the step made.
    DeleteConnector,
    /// Delete the connection that the step made.
    DeleteConnection,
    /// Delete the auto scaling configuration that the step made.
    DeleteAutoScaling,
    /// Delete the service that the step made, and wait until it is gone.
    DeleteService,
    /// There is nothing to take back.
    Nothing,
    /// It cannot be taken back.
    Impossible,
}

impl Action {
    /// How this step is taken back.
    pub fn undo(&self) -> Undo {
        match self {
            Self::CreateAccessRole { .. } | Self::CreateInstanceRole { .. } => Undo::DeleteRole,
            Self::PutInstancePolicy { .. } => Undo::DeletePolicy,
            Self::CreateObservability { .. } => Undo::DeleteObservability,
            Self::CreateConnector { .. } => Undo::DeleteConnector,
            Self::CreateConnection { .. } => Undo::DeleteConnection,
            Self::AttachAccessPolicy { .. } => Undo::DetachPolicy,
            Self::CreateAutoScaling { .. } => Undo::DeleteAutoScaling,
            Self::CreateService { .. } => Undo::DeleteService,
            Self::AwaitRunning => Undo::Nothing,
            Self::DeleteService { .. } | Self::AwaitGone { .. } => Undo::Impossible,
        }
    }

    /// Whether the step changes something on AWS, rather than waiting.
    pub fn changes(&self) -> bool {
        !matches!(self, Self::AwaitRunning | Self::AwaitGone { .. })
    }
}

impl Plan {
    /// The tag by which everything that this plan makes is known.
    pub fn tag(&self) -> Pair {
        Pair { name: PLAN_TAG.to_owned(), value: self.id.clone() }
    }

    /// Whether every step can be taken back, or leaves nothing.
    pub fn can_be_undone(&self) -> bool {
        self.steps.iter().all(|step| step.undo() != Undo::Impossible)
    }
}

/// The plan that makes a service and what it needs.
pub fn create_service(id: String, account: &str, region: &str, wanted: Wanted) -> Plan {
    let Wanted { service, new_access_role, new_instance_role, new_auto_scaling, new_observability, new_connector } =
        wanted;
    let goal = Goal::CreateService { name: service.name.clone() };
    let mut steps = Vec::new();
    if let Some(name) = new_access_role {
        steps.push(Action::CreateAccessRole { name: name.clone() });
        steps.push(Action::AttachAccessPolicy { role: name });
    }
    if let Some(NewInstanceRole { name, policy }) = new_instance_role {
        steps.push(Action::CreateInstanceRole { name: name.clone() });
        steps.extend(policy.map(|policy| Action::PutInstancePolicy { role: name, policy }));
    }
    steps.extend(new_observability.map(|name| Action::CreateObservability { name }));
    if let Some(spec) = new_auto_scaling {
        steps.push(Action::CreateAutoScaling { spec });
    }
    steps.extend(new_connector.map(|spec| Action::CreateConnector { spec }));
    steps.push(Action::CreateService { spec: Box::new(service) });
    steps.push(Action::AwaitRunning);
    Plan { id, goal, account: account.to_owned(), region: region.to_owned(), steps }
}

/// The plan that makes a connection to a provider of source code.
pub fn create_connection(id: String, account: &str, region: &str, name: &str, provider: Provider) -> Plan {
    let name = name.trim().to_owned();
    Plan {
        id,
        goal: Goal::CreateConnection { name: name.clone() },
        account: account.to_owned(),
        region: region.to_owned(),
        steps: vec![Action::CreateConnection { name, provider }],
    }
}

/// The plan that deletes a service. What else it used (roles, configurations, images, logs) stays.
pub fn delete_service(id: String, account: &str, region: &str, name: &str, arn: &str) -> Plan {
    let (name, arn) = (name.to_owned(), arn.to_owned());
    Plan {
        id,
        goal: Goal::DeleteService { name: name.clone(), arn: arn.clone() },
        account: account.to_owned(),
        region: region.to_owned(),
        steps: vec![Action::DeleteService { name, arn: arn.clone() }, Action::AwaitGone { arn }],
    }
}

/// What is true of a step before it is carried out, for a person to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PlannedStep {
    /// What it does.
    pub action: Action,
    /// How it is taken back.
    pub undo: Undo,
    /// The same as AWS CLI text; `None` for a step that only waits.
    pub command: Option<String>,
}

/// A plan for a person to read before it is carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PlanView {
    /// The plan's id.
    pub id: String,
    /// What it is for.
    pub goal: Goal,
    /// Account.
    pub account: String,
    /// Region.
    pub region: String,
    /// Steps.
    pub steps: Vec<PlannedStep>,
    /// The whole as a script for a shell.
    pub script: String,
    /// The same for other tools; `None` when it is not for a new service.
    pub exports: Option<Exports>,
    /// Whether all of it can be taken back.
    pub can_be_undone: bool,
}

impl PlanView {
    /// The view of a plan.
    pub fn of(plan: &Plan) -> Self {
        let step = |action: &Action| PlannedStep {
            action: action.clone(),
            undo: action.undo(),
            command: crate::cli::command(action, plan),
        };
        Self {
            id: plan.id.clone(),
            goal: plan.goal.clone(),
            account: plan.account.clone(),
            region: plan.region.clone(),
            steps: plan.steps.iter().map(step).collect(),
            script: crate::cli::script(plan),
            exports: exports(plan),
            can_be_undone: plan.can_be_undone(),
        }
    }
}
