//! A plan for a new service as other tools write it: a CloudFormation template and a Terraform configuration. They
//! describe the same resources under the same names; the tag by which a run finds its own is left out.

mod cloudformation;
mod terraform;

use serde::{Deserialize, Serialize};

use crate::plan::{Action, Goal, Plan};
use crate::spec::{AutoScalingSpec, ConnectorSpec, EndpointSpec, IngressSpec, ServiceSpec};

/// A plan in the words of other tools.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Exports {
    /// A CloudFormation template, in YAML.
    pub cloudformation: String,
    /// A Terraform configuration, in HCL.
    pub terraform: String,
}

/// The exports of a plan for a new service; `None` for any other plan.
pub fn exports(plan: &Plan) -> Option<Exports> {
    let wanted = Resources::of(plan)?;
    Some(Exports { cloudformation: cloudformation::template(&wanted), terraform: terraform::configuration(&wanted) })
}

/// What a plan makes, by kind.
struct Resources<'a> {
    region: &'a str,
    access_role: Option<&'a str>,
    instance_role: Option<(&'a str, Option<&'a str>)>,
    auto_scaling: Option<&'a AutoScalingSpec>,
    observability: Option<&'a str>,
    connector: Option<&'a ConnectorSpec>,
    endpoint: Option<&'a EndpointSpec>,
    ingress: Option<&'a IngressSpec>,
    web_acl: Option<&'a str>,
    /// The roles whose trust policies the plan repairs: they exist, so that no template may describe them.
    repaired: Vec<&'a str>,
    service: &'a ServiceSpec,
}

impl<'a> Resources<'a> {
    fn of(plan: &'a Plan) -> Option<Self> {
        if !matches!(plan.goal, Goal::CreateService { .. }) {
            return None;
        }
        let find = |is_it: fn(&'a Action) -> Option<&'a str>| plan.steps.iter().find_map(is_it);
        let policy = find(|action| match action {
            Action::PutInstancePolicy { policy, .. } => Some(policy),
            _ => None,
        });
        Some(Self {
            region: &plan.region,
            access_role: find(|action| match action {
                Action::CreateAccessRole { name } => Some(name),
                _ => None,
            }),
            instance_role: find(|action| match action {
                Action::CreateInstanceRole { name } => Some(name),
                _ => None,
            })
            .map(|name| (name, policy)),
            auto_scaling: plan.steps.iter().find_map(|action| match action {
                Action::CreateAutoScaling { spec } => Some(spec),
                _ => None,
            }),
            observability: find(|action| match action {
                Action::CreateObservability { name } => Some(name),
                _ => None,
            }),
            connector: plan.steps.iter().find_map(|action| match action {
                Action::CreateConnector { spec } => Some(spec),
                _ => None,
            }),
            endpoint: plan.steps.iter().find_map(|action| match action {
                Action::CreateEndpoint { spec } => Some(spec),
                _ => None,
            }),
            ingress: plan.steps.iter().find_map(|action| match action {
                Action::CreateIngress { spec } => Some(spec),
                _ => None,
            }),
            web_acl: find(|action| match action {
                Action::AssociateWebAcl { arn } => Some(arn),
                _ => None,
            }),
            repaired: plan
                .steps
                .iter()
                .filter_map(|action| match action {
                    Action::RepairTrust { role, .. } => Some(role.as_str()),
                    _ => None,
                })
                .collect(),
            service: plan.steps.iter().find_map(|action| match action {
                Action::CreateService { spec } => Some(&**spec),
                _ => None,
            })?,
        })
    }

    /// What has to be done besides, in comments.
    fn remarks(&self) -> Vec<String> {
        let remark = |role: &&str| format!("# The trust policy of the role {role} has to be repaired beside this.");
        self.repaired.iter().map(remark).collect()
    }
}
