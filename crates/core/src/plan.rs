//! A plan: what would be done, as data. Steps in order, each with what it makes, whether it can be undone and its AWS
//! CLI text.
//!
//! A plan refuses to carry anything that is not known before it starts, but for the ids that AWS gives to what the plan
//! itself makes. It refuses secret values too: those never reach the journal.

mod connectors;
mod endpoints;
mod goal;
mod incoming;

use serde::{Deserialize, Serialize};

pub use self::connectors::{FAULTY, MovedService, Probe, create_connector, delete_connector, replace_connector};
pub use self::endpoints::{change_endpoint, create_endpoint, delete_endpoint};
pub use self::goal::{Goal, SecretPlace};
pub use self::incoming::{ReachedService, Wish, change_incoming, delete_ingress};
use crate::check::{NewInstanceRole, TrustRepair, Wanted};
use crate::draft::{Pair, Provider};
use crate::export::{Exports, exports};
use crate::spec::{
    AutoScalingSpec, ConfigurationRef, ConnectorSpec, EndpointPlace, EndpointSpec, IngressPlace, IngressSpec,
    ServiceSpec,
};

/// Every resource that a plan makes carries this tag, with the plan's id as its value: it is how a repeated run finds
/// what an interrupted one has already made.
pub const PLAN_TAG: &str = "app-runner-desktop:plan";

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
    /// `iam:CreateAccessKey`; the new key goes to the keychain and is used from then on.
    CreateAccessKey {
        /// Name of the user.
        user: String,
        /// By which the keychain knows the key.
        key: String,
    },
    /// Until STS takes the new key.
    AwaitAccessKey,
    /// `iam:UpdateAccessKey`: deactivates a key.
    DeactivateAccessKey {
        /// Name of the user.
        user: String,
        /// AWS's id of the key.
        access_key_id: String,
    },
    /// `iam:DeleteAccessKey`
    DeleteAccessKey {
        /// Name of the user.
        user: String,
        /// AWS's id of the key.
        access_key_id: String,
    },
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
    /// `iam:UpdateAssumeRolePolicy`, if the policy is still the one that was read.
    RepairTrust {
        /// Role name.
        role: String,
        /// The trust policy as it was read, as JSON.
        before: String,
        /// The trust policy as it is to be, as JSON.
        after: String,
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
    /// `apprunner:UpdateService`: sends a running service through another VPC connector, and changes nothing else. Not done
    /// where the service uses neither the one nor the other any more.
    UseConnector {
        /// Service name.
        name: String,
        /// Service ARN.
        arn: String,
        /// ARN of the connector that it uses.
        before: String,
        /// The one that it is to use.
        after: ConfigurationRef,
    },
    /// Until the service runs with the connector of the step before.
    AwaitConnector {
        /// Service name.
        name: String,
        /// Service ARN.
        arn: String,
        /// The connector.
        after: ConfigurationRef,
    },
    /// Asks the service's address whether it still answers without a fault of its own.
    Probe {
        /// Service name.
        name: String,
        /// The service's host, without scheme.
        host: String,
        /// The HTTP status that it answered when the plan was made, below 500.
        before: u16,
    },
    /// `apprunner:DeleteVpcConnector`
    DeleteConnector {
        /// Connector name.
        name: String,
        /// Its ARN.
        arn: String,
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
    /// `ec2:CreateVpcEndpoint`: an interface endpoint for App Runner's requests.
    CreateEndpoint {
        /// What to make.
        spec: EndpointSpec,
    },
    /// Until the interface endpoint of the step before can be used.
    AwaitEndpoint,
    /// `apprunner:CreateService`
    CreateService {
        /// What to make.
        spec: Box<ServiceSpec>,
    },
    /// Until the service of the step before runs.
    AwaitRunning,
    /// `wafv2:AssociateWebACL` with the plan's service.
    AssociateWebAcl {
        /// ARN of the web ACL.
        arn: String,
    },
    /// `apprunner:UpdateService`: lets the internet reach a running service, or nobody but VPCs, and changes nothing else.
    SetAccess {
        /// Service name.
        name: String,
        /// Service ARN.
        arn: String,
        /// Whether the internet is to reach it.
        public: bool,
        /// ARN of the VPC connector that it sends through, which is named again.
        #[serde(default)]
        connector: Option<String>,
    },
    /// Until the service runs with what the step before has set.
    AwaitAccess {
        /// Service name.
        name: String,
        /// Service ARN.
        arn: String,
        /// Whether the internet reaches it then.
        public: bool,
    },
    /// `apprunner:CreateVpcIngressConnection` to the plan's service, or to one that there is.
    CreateIngress {
        /// What to make.
        spec: IngressSpec,
    },
    /// Until the VPC ingress connection of the step before can be used.
    AwaitIngress,
    /// `apprunner:UpdateVpcIngressConnection`: leads it through another interface endpoint. Not done where it goes through
    /// neither the one nor the other any more.
    MoveIngress {
        /// Name of the VPC ingress connection.
        name: String,
        /// Its ARN.
        arn: String,
        /// Where it goes through.
        before: IngressPlace,
        /// Where it is to go through; without an id the one that an earlier step of the same plan makes.
        after: IngressPlace,
    },
    /// Until the VPC ingress connection of the step before can be used there.
    AwaitMove {
        /// Its ARN.
        arn: String,
        /// Where it goes through then.
        place: IngressPlace,
    },
    /// `secretsmanager:CreateSecret`. Its value is not part of the plan.
    CreateSecret {
        /// Name of the secret.
        name: String,
    },
    /// `ssm:PutParameter` of a `SecureString`. Its value is not part of the plan.
    PutParameter {
        /// Name of the parameter.
        name: String,
    },
    /// `ec2:CreateSecurityGroup`: one that lets everything out and nothing in, as EC2 makes them.
    CreateGroup {
        /// Its name.
        name: String,
        /// Id of its VPC.
        vpc: String,
    },
    /// `ec2:AuthorizeSecurityGroupIngress`. A rule that is there already is left as it is, also when the step is taken back.
    AllowInbound {
        /// Id of the group that lets in.
        group: String,
        /// Its name.
        name: String,
        /// The port of TCP.
        port: u16,
        /// Id of the group that is let in.
        from: String,
        /// Its name.
        from_name: String,
    },
    /// `apprunner:DeleteVpcIngressConnection`, and until it is gone: a private service cannot go before.
    DeleteIngress {
        /// Name of the VPC ingress connection.
        name: String,
        /// Its ARN.
        arn: String,
    },
    /// `ec2:ModifyVpcEndpoint`: gives an interface endpoint other subnets and security groups. Not done where it has neither
    /// those that it had when the plan was made nor those that it is to have.
    ChangeEndpoint {
        /// The value of its tag `Name`, or its id.
        name: String,
        /// Its id.
        id: String,
        /// What it has.
        before: EndpointPlace,
        /// What it is to have.
        after: EndpointPlace,
    },
    /// Until the interface endpoint has what the step before gave it, and can be used.
    AwaitEndpointChange {
        /// Its id.
        id: String,
        /// What it has then.
        place: EndpointPlace,
    },
    /// `ec2:DeleteVpcEndpoints`: an interface endpoint for App Runner's requests.
    DeleteEndpoint {
        /// The value of its tag `Name`, or its id.
        name: String,
        /// Its id.
        id: String,
    },
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
    /// Use the old access key again and delete the one that the step made.
    DeleteAccessKey,
    /// Activate the access key again.
    ActivateAccessKey,
    /// Delete the role that the step made.
    DeleteRole,
    /// Detach the policy that the step attached.
    DetachPolicy,
    /// Delete the inline policy that the step wrote.
    DeletePolicy,
    /// Put the trust policy back as it was, if nobody has changed it since.
    RestoreTrust,
    /// Delete the observability configuration that the step made.
    DeleteObservability,
    /// Delete the VPC connector that the step made.
    DeleteConnector,
    /// Send the service through the connector that it used before, and wait until it runs.
    RestoreConnector,
    /// Delete the connection that the step made.
    DeleteConnection,
    /// Delete the auto scaling configuration that the step made.
    DeleteAutoScaling,
    /// Delete the interface endpoint that the step made.
    DeleteEndpoint,
    /// Take the web ACL off the service.
    DisassociateWebAcl,
    /// Let the internet reach the service, or not, as it was before, and wait until it runs.
    RestoreAccess,
    /// Delete the VPC ingress connection that the step made, and wait until it is gone.
    DeleteIngress,
    /// Give the interface endpoint the subnets and security groups of before, and wait until it can be used.
    RestoreEndpoint,
    /// Lead the VPC ingress connection through the interface endpoint of before, and wait until it can be used.
    RestoreIngress,
    /// Delete the security group that the step made.
    DeleteGroup,
    /// Take the rule out of the security group.
    RevokeInbound,
    /// Delete the secret that the step made, at once.
    DeleteSecret,
    /// Delete the parameter that the step made.
    DeleteParameter,
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
            Self::CreateAccessKey { .. } => Undo::DeleteAccessKey,
            Self::DeactivateAccessKey { .. } => Undo::ActivateAccessKey,
            Self::CreateAccessRole { .. } | Self::CreateInstanceRole { .. } => Undo::DeleteRole,
            Self::PutInstancePolicy { .. } => Undo::DeletePolicy,
            Self::CreateObservability { .. } => Undo::DeleteObservability,
            Self::CreateConnector { .. } => Undo::DeleteConnector,
            Self::UseConnector { .. } => Undo::RestoreConnector,
            Self::CreateConnection { .. } => Undo::DeleteConnection,
            Self::AttachAccessPolicy { .. } => Undo::DetachPolicy,
            Self::CreateAutoScaling { .. } => Undo::DeleteAutoScaling,
            Self::CreateService { .. } => Undo::DeleteService,
            Self::RepairTrust { .. } => Undo::RestoreTrust,
            Self::CreateEndpoint { .. } => Undo::DeleteEndpoint,
            Self::AssociateWebAcl { .. } => Undo::DisassociateWebAcl,
            Self::CreateIngress { .. } => Undo::DeleteIngress,
            Self::SetAccess { .. } => Undo::RestoreAccess,
            Self::MoveIngress { .. } => Undo::RestoreIngress,
            Self::ChangeEndpoint { .. } => Undo::RestoreEndpoint,
            Self::CreateGroup { .. } => Undo::DeleteGroup,
            Self::AllowInbound { .. } => Undo::RevokeInbound,
            Self::CreateSecret { .. } => Undo::DeleteSecret,
            Self::PutParameter { .. } => Undo::DeleteParameter,
            Self::AwaitRunning
            | Self::AwaitEndpoint
            | Self::AwaitIngress
            | Self::AwaitAccess { .. }
            | Self::AwaitMove { .. }
            | Self::AwaitEndpointChange { .. }
            | Self::Probe { .. }
            | Self::AwaitConnector { .. }
            | Self::AwaitAccessKey => Undo::Nothing,
            Self::DeleteIngress { .. }
            | Self::DeleteEndpoint { .. }
            | Self::DeleteConnector { .. }
            | Self::DeleteService { .. }
            | Self::DeleteAccessKey { .. }
            | Self::AwaitGone { .. } => Undo::Impossible,
        }
    }

    /// By which the keychain knows the key that the step replaces.
    pub fn keychain_key(&self) -> Option<&str> {
        match self {
            Self::CreateAccessKey { key, .. } => Some(key),
            _ => None,
        }
    }

    /// Whether the step changes something on AWS, rather than waiting.
    pub fn changes(&self) -> bool {
        !matches!(
            self,
            Self::AwaitRunning
                | Self::AwaitEndpoint
                | Self::AwaitIngress
                | Self::AwaitAccess { .. }
                | Self::AwaitMove { .. }
                | Self::AwaitEndpointChange { .. }
                | Self::Probe { .. }
                | Self::AwaitConnector { .. }
                | Self::AwaitAccessKey
                | Self::AwaitGone { .. }
        )
    }
}

impl Plan {
    /// The tag by which everything that this plan makes is known.
    pub fn tag(&self) -> Pair {
        Pair { name: PLAN_TAG.to_owned(), value: self.id.clone() }
    }

    /// The user whose key a plan replaces, by which the keychain knows the key, and AWS's id of it; `None` for a plan that
    /// replaces none.
    pub fn rotation(&self) -> Option<(&str, &str, &str)> {
        let Goal::RotateKey { user, access_key_id } = &self.goal else { return None };
        let key = self.steps.iter().find_map(Action::keychain_key)?;
        Some((user, key, access_key_id))
    }

    /// What a person types before it is carried out, for one that cannot be taken back: the name of the service or of the VPC
    /// ingress connection, AWS's id of the key.
    pub fn confirmation(&self) -> Option<&str> {
        match &self.goal {
            Goal::DeleteService { name, .. } | Goal::DeleteIngress { name, .. } => Some(name),
            // With a VPC ingress connection the name that clients call is lost; and what is open to all is asked twice.
            Goal::ChangeIncoming { name, public, .. } if *public || self.ends_a_way() => Some(name),
            Goal::EndKey { access_key_id, .. } => Some(access_key_id),
            Goal::RotateKey { .. }
            | Goal::CreateService { .. }
            | Goal::CreateConnection { .. }
            | Goal::CreateConnector { .. }
            | Goal::ReplaceConnector { .. }
            | Goal::ChangeIncoming { .. }
            | Goal::CreateEndpoint { .. }
            | Goal::ChangeEndpoint { .. }
            | Goal::CreateGroup { .. }
            // They can be made again as they were.
            | Goal::DeleteConnector { .. }
            | Goal::DeleteEndpoint { .. }
            | Goal::AllowInbound { .. }
            | Goal::KeepSecret { .. } => None,
        }
    }

    fn ends_a_way(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Action::DeleteIngress { .. }))
    }

    /// Whether every step can be taken back, or leaves nothing.
    pub fn can_be_undone(&self) -> bool {
        self.steps.iter().all(|step| step.undo() != Undo::Impossible)
    }
}

/// The plan that makes a service and what it needs. The web ACL stands before the service answers its first request, the
/// way from a VPC comes when there is something to reach.
pub fn create_service(id: String, account: &str, region: &str, wanted: Wanted) -> Plan {
    let goal = Goal::CreateService { name: wanted.service.name.clone() };
    let mut steps = Vec::new();
    if let Some(name) = wanted.new_access_role {
        steps.push(Action::CreateAccessRole { name: name.clone() });
        steps.push(Action::AttachAccessPolicy { role: name });
    }
    if let Some(NewInstanceRole { name, policy }) = wanted.new_instance_role {
        steps.push(Action::CreateInstanceRole { name: name.clone() });
        steps.extend(policy.map(|policy| Action::PutInstancePolicy { role: name, policy }));
    }
    let repair = |TrustRepair { role, before, after }| Action::RepairTrust { role, before, after };
    steps.extend(wanted.repairs.into_iter().map(repair));
    steps.extend(wanted.new_observability.map(|name| Action::CreateObservability { name }));
    steps.extend(wanted.new_auto_scaling.map(|spec| Action::CreateAutoScaling { spec }));
    steps.extend(wanted.new_connector.map(|spec| Action::CreateConnector { spec }));
    if let Some(spec) = wanted.new_endpoint {
        steps.extend([Action::CreateEndpoint { spec }, Action::AwaitEndpoint]);
    }
    steps.push(Action::CreateService { spec: Box::new(wanted.service) });
    steps.extend(wanted.web_acl.map(|arn| Action::AssociateWebAcl { arn }));
    steps.push(Action::AwaitRunning);
    if let Some(spec) = wanted.ingress {
        steps.extend([Action::CreateIngress { spec }, Action::AwaitIngress]);
    }
    Plan { id, goal, account: account.to_owned(), region: region.to_owned(), steps }
}

/// The plan that keeps a secret value where services read it from.
pub fn keep_secret(id: String, account: &str, region: &str, place: SecretPlace, name: &str) -> Plan {
    let name = name.trim().to_owned();
    let goal = Goal::KeepSecret { name: name.clone(), place };
    let step = match place {
        SecretPlace::SecretsManager => Action::CreateSecret { name },
        SecretPlace::ParameterStore => Action::PutParameter { name },
    };
    Plan { id, goal, account: account.to_owned(), region: region.to_owned(), steps: vec![step] }
}

/// The plan that puts a new access key of a user in the place of an old one that the keychain keeps as `key`. The new one
/// is proved before the old one is deactivated; deleting that is another plan's.
pub fn rotate_key(id: String, account: &str, region: &str, (user, key, old): (&str, &str, &str)) -> Plan {
    let (user, old) = (user.to_owned(), old.to_owned());
    Plan {
        id,
        goal: Goal::RotateKey { user: user.clone(), access_key_id: old.clone() },
        account: account.to_owned(),
        region: region.to_owned(),
        steps: vec![
            Action::CreateAccessKey { user: user.clone(), key: key.to_owned() },
            Action::AwaitAccessKey,
            Action::DeactivateAccessKey { user, access_key_id: old },
        ],
    }
}

/// The plan that deletes an access key which was replaced.
pub fn end_key(id: String, account: &str, region: &str, (user, old): (&str, &str)) -> Plan {
    let (user, access_key_id) = (user.to_owned(), old.to_owned());
    Plan {
        id,
        goal: Goal::EndKey { user: user.clone(), access_key_id: access_key_id.clone() },
        account: account.to_owned(),
        region: region.to_owned(),
        steps: vec![Action::DeleteAccessKey { user, access_key_id }],
    }
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

/// What a security group that is made here says of itself.
pub const GROUP_DESCRIPTION: &str = "For App Runner";

/// The plan that makes a security group in a VPC.
pub fn create_group(id: String, account: &str, region: &str, vpc: &str, name: &str) -> Plan {
    let name = name.trim().to_owned();
    Plan {
        id,
        goal: Goal::CreateGroup { name: name.clone() },
        account: account.to_owned(),
        region: region.to_owned(),
        steps: vec![Action::CreateGroup { name, vpc: vpc.to_owned() }],
    }
}

/// A security group, by its id and its name.
pub type NamedGroup<'a> = (&'a str, &'a str);

/// The plan that lets a security group into another one, at a port of TCP.
pub fn allow_inbound(
    id: String,
    account: &str,
    region: &str,
    (group, name): NamedGroup<'_>,
    port: u16,
    (from, from_name): NamedGroup<'_>,
) -> Plan {
    let (group, name) = (group.to_owned(), name.to_owned());
    Plan {
        id,
        goal: Goal::AllowInbound { name: name.clone(), group: group.clone(), port },
        account: account.to_owned(),
        region: region.to_owned(),
        steps: vec![Action::AllowInbound { group, name, port, from: from.to_owned(), from_name: from_name.to_owned() }],
    }
}

/// The plan that deletes a service, and before it the ways to it from VPCs, by name and ARN. What else it used (roles,
/// configurations, interface endpoints, images, logs) stays.
pub fn delete_service(
    id: String,
    account: &str,
    region: &str,
    (name, arn): (&str, &str),
    ingresses: Vec<(String, String)>,
) -> Plan {
    let (name, arn) = (name.to_owned(), arn.to_owned());
    let mut steps: Vec<Action> = ingresses.into_iter().map(|(name, arn)| Action::DeleteIngress { name, arn }).collect();
    steps.extend([
        Action::DeleteService { name: name.clone(), arn: arn.clone() },
        Action::AwaitGone { arn: arn.clone() },
    ]);
    let goal = Goal::DeleteService { name, arn };
    Plan { id, goal, account: account.to_owned(), region: region.to_owned(), steps }
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
    /// What a person types before it is carried out, where that is asked.
    pub confirmation: Option<String>,
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
            confirmation: plan.confirmation().map(str::to_owned),
        }
    }
}
