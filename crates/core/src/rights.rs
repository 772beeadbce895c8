//! What a plan asks of IAM: the actions that the person needs, and those that the instance role needs. IAM simulates
//! them before anything is made.
//!
//! (Developer Guide, *How App Runner works with IAM* and the pages of each feature, April 2026.)

use crate::arn::Arn;
use crate::check::KnownRole;
use crate::draft::{Draft, InstanceRole};
use crate::plan::{Action, Plan};
use crate::policy::{self, READ_PARAMETER, READ_SECRET};
use crate::role;
use crate::spec::{ConfigurationRef, ServiceSpec, SourceSpec};

/// To give a role to an AWS service.
pub const PASS_ROLE: &str = "iam:PassRole";
/// To let an AWS service make the role that is its own.
pub const CREATE_LINKED_ROLE: &str = "iam:CreateServiceLinkedRole";
/// To attach a managed policy to a role.
pub const ATTACH_POLICY: &str = "iam:AttachRolePolicy";
/// To detach a managed policy from a role.
pub const DETACH_POLICY: &str = "iam:DetachRolePolicy";

/// Something that has to be allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// Action, such as `iam:PassRole`.
    pub action: &'static str,
    /// ARN of what it is done to, or `*`.
    pub resource: String,
}

/// Whose policies decide what a person may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A user, by ARN.
    User(String),
    /// A role that was assumed, by name. Its path is not in the identity.
    Role(String),
}

/// Whose policies decide; `None` for the account's root user, who may do all, and for a federated user.
pub fn subject(identity: &str) -> Option<Subject> {
    let arn = Arn::parse(identity)?;
    let mut parts = arn.resource.split('/');
    match (arn.service, parts.next()) {
        ("iam", Some("user")) => Some(Subject::User(identity.to_owned())),
        ("sts", Some("assumed-role")) => parts.next().map(|name| Subject::Role(name.to_owned())),
        _ => None,
    }
}

/// What the instance role of a draft has to be allowed so that its references can be read; nothing for a role that is
/// made to measure.
pub fn of_instance_role(draft: &Draft, account: &str, region: &str) -> Vec<Right> {
    if !matches!(draft.instance_role, InstanceRole::UseExisting { .. }) {
        return Vec::new();
    }
    let references = policy::references(draft, account, region);
    let secrets = references.secrets.into_iter().map(|resource| Right { action: READ_SECRET, resource });
    let parameters = references.parameters.into_iter().map(|resource| Right { action: READ_PARAMETER, resource });
    secrets.chain(parameters).collect()
}

/// What the person has to be allowed so that a plan can be carried out, each once.
pub fn of_plan(plan: &Plan, roles: Option<&[KnownRole]>) -> Vec<Right> {
    let mut rights: Vec<Right> = Vec::new();
    for step in &plan.steps {
        for right in of_step(step, plan, roles) {
            if !rights.contains(&right) {
                rights.push(right);
            }
        }
    }
    rights
}

impl Right {
    /// What is known of the request's conditions, key and value: what a policy may make this right depend on. AWS's own policy
    /// `AWSAppRunnerFullAccess` does, with these values.
    pub fn condition(&self) -> Option<(&'static str, &'static str)> {
        match self.action {
            PASS_ROLE => Some(("iam:PassedToService", "apprunner.amazonaws.com")),
            CREATE_LINKED_ROLE if self.resource.contains("/networking.apprunner.amazonaws.com/") => {
                Some(("iam:AWSServiceName", "networking.apprunner.amazonaws.com"))
            }
            CREATE_LINKED_ROLE => Some(("iam:AWSServiceName", "apprunner.amazonaws.com")),
            ATTACH_POLICY | DETACH_POLICY => Some(("iam:PolicyARN", role::ECR_ACCESS_POLICY)),
            _ => None,
        }
    }
}

fn of_step(step: &Action, plan: &Plan, roles: Option<&[KnownRole]>) -> Vec<Right> {
    let here = Here { account: &plan.account, region: &plan.region };
    let each = |actions: &[&'static str], resource: String| {
        actions.iter().map(|action| Right { action, resource: resource.clone() }).collect::<Vec<_>>()
    };
    match step {
        // A key whose secret nobody got is looked at, and deleted.
        Action::CreateAccessKey { user, .. } => each(
            &["iam:ListAccessKeys", "iam:CreateAccessKey", "iam:GetAccessKeyLastUsed", "iam:DeleteAccessKey"],
            here.user(user),
        ),
        Action::DeactivateAccessKey { user, .. } => each(&["iam:UpdateAccessKey"], here.user(user)),
        Action::DeleteAccessKey { user, .. } => each(&["iam:ListAccessKeys", "iam:DeleteAccessKey"], here.user(user)),
        Action::CreateAccessRole { name } => {
            each(&["iam:CreateRole", "iam:TagRole"], role::access_role_arn(here.account, name))
        }
        Action::AttachAccessPolicy { role } => each(&[ATTACH_POLICY], role::access_role_arn(here.account, role)),
        Action::CreateInstanceRole { name } => {
            each(&["iam:CreateRole", "iam:TagRole"], role::instance_role_arn(here.account, name))
        }
        Action::PutInstancePolicy { role, .. } => {
            each(&["iam:PutRolePolicy"], role::instance_role_arn(here.account, role))
        }
        Action::RepairTrust { role, .. } => {
            let known = roles.into_iter().flatten().find(|known| known.name == *role);
            each(&["iam:UpdateAssumeRolePolicy"], known.map_or_else(|| "*".to_owned(), |known| known.arn.clone()))
        }
        Action::CreateObservability { name } => each(
            &["apprunner:CreateObservabilityConfiguration", "apprunner:TagResource"],
            here.apprunner(&format!("observabilityconfiguration/{name}/1/0")),
        ),
        Action::CreateAutoScaling { spec } => each(
            &["apprunner:CreateAutoScalingConfiguration", "apprunner:TagResource"],
            here.apprunner(&format!("autoscalingconfiguration/{}/1/0", spec.name)),
        ),
        Action::CreateConnector { spec } => {
            let connector = here.apprunner(&format!("vpcconnector/{}/1/0", spec.name));
            let mut rights = each(&["apprunner:CreateVpcConnector", "apprunner:TagResource"], connector);
            rights.extend(service_linked_role(here.account, "networking.apprunner", "Networking", roles));
            rights
        }
        Action::UseConnector { arn, after, .. } => {
            let connector = match after {
                ConfigurationRef::Arn { arn } => arn.clone(),
                ConfigurationRef::FromPlan => here.apprunner("vpcconnector/*/*/*"),
            };
            let mut rights = each(&["apprunner:UpdateService", "apprunner:DescribeService"], arn.clone());
            rights.extend(each(&["apprunner:UpdateService"], connector));
            rights
        }
        Action::AwaitConnector { arn, .. } | Action::AwaitAccess { arn, .. } => {
            each(&["apprunner:DescribeService", "apprunner:ListOperations"], arn.clone())
        }
        Action::DeleteConnector { arn, .. } => each(&["apprunner:DeleteVpcConnector"], arn.clone()),
        Action::CreateConnection { name, .. } => each(
            &["apprunner:CreateConnection", "apprunner:TagResource"],
            here.apprunner(&format!("connection/{name}/0")),
        ),
        Action::CreateGroup { vpc, .. } => {
            let mut rights = each(&["ec2:CreateSecurityGroup", "ec2:CreateTags"], here.ec2("security-group/*"));
            rights.extend(each(&["ec2:CreateSecurityGroup"], here.ec2(&format!("vpc/{vpc}"))));
            rights
        }
        Action::AllowInbound { group, .. } => {
            each(&["ec2:AuthorizeSecurityGroupIngress"], here.ec2(&format!("security-group/{group}")))
        }
        Action::CreateEndpoint { .. } => each(&["ec2:CreateVpcEndpoint", "ec2:CreateTags"], here.ec2("vpc-endpoint/*")),
        Action::CreateService { spec } => of_service(spec, &here, roles),
        // WAF asks for the right on both; App Runner has one of its own beside, for which there is no call.
        Action::AssociateWebAcl { arn } => {
            let service = here.service(plan);
            let mut rights = each(&["wafv2:AssociateWebACL"], arn.clone());
            rights.extend(each(&["wafv2:AssociateWebACL", "apprunner:AssociateWebAcl"], service));
            rights
        }
        Action::CreateIngress { spec } => each(
            &["apprunner:CreateVpcIngressConnection", "apprunner:TagResource"],
            here.apprunner(&format!("vpcingressconnection/{}/0", spec.name)),
        ),
        Action::SetAccess { arn, connector, .. } => {
            let mut rights = each(&["apprunner:UpdateService", "apprunner:DescribeService"], arn.clone());
            let again = connector.iter().flat_map(|arn| each(&["apprunner:UpdateService"], arn.clone()));
            rights.extend(again);
            rights
        }
        Action::AwaitMove { arn, .. } => each(&["apprunner:DescribeVpcIngressConnection"], arn.clone()),
        Action::MoveIngress { arn, .. } => {
            each(&["apprunner:UpdateVpcIngressConnection", "apprunner:DescribeVpcIngressConnection"], arn.clone())
        }
        Action::ChangeEndpoint { id, .. } => each(&["ec2:ModifyVpcEndpoint"], here.ec2(&format!("vpc-endpoint/{id}"))),
        Action::DeleteEndpoint { id, .. } => each(&["ec2:DeleteVpcEndpoints"], here.ec2(&format!("vpc-endpoint/{id}"))),
        Action::CreateSecret { name } => {
            let arn = format!("arn:aws:secretsmanager:{}:{}:secret:{name}-??????", here.region, here.account);
            each(&["secretsmanager:CreateSecret", "secretsmanager:TagResource"], arn)
        }
        Action::PutParameter { name } => {
            each(&["ssm:PutParameter", "ssm:AddTagsToResource"], policy::parameter_arn(name, here.account, here.region))
        }
        Action::DeleteIngress { arn, .. } => each(&["apprunner:DeleteVpcIngressConnection"], arn.clone()),
        Action::DeleteService { arn, .. } => each(&["apprunner:DeleteService"], arn.clone()),
        Action::AwaitRunning
        | Action::AwaitEndpoint
        | Action::AwaitEndpointChange { .. }
        | Action::Probe { .. }
        | Action::AwaitIngress
        | Action::AwaitAccessKey
        | Action::AwaitGone { .. } => Vec::new(),
    }
}

/// To pass a role on to App Runner is a right of its own; the first service of an account makes a service-linked role.
fn of_service(spec: &ServiceSpec, here: &Here, roles: Option<&[KnownRole]>) -> Vec<Right> {
    let service = here.apprunner(&format!("service/{}/0", spec.name));
    let mut rights = vec![
        Right { action: "apprunner:CreateService", resource: service.clone() },
        Right { action: "apprunner:TagResource", resource: service },
    ];
    let access = match &spec.source {
        SourceSpec::Image(image) => image.access_role.as_ref(),
        SourceSpec::Code(_) => None,
    };
    let passed = access.into_iter().chain(&spec.instance_role);
    rights.extend(passed.map(|arn| Right { action: PASS_ROLE, resource: arn.clone() }));
    rights.extend(service_linked_role(here.account, "apprunner", "", roles));
    rights
}

struct Here<'a> {
    account: &'a str,
    region: &'a str,
}

impl Here<'_> {
    fn apprunner(&self, resource: &str) -> String {
        format!("arn:aws:apprunner:{}:{}:{resource}", self.region, self.account)
    }

    /// The service that a plan makes.
    fn service(&self, plan: &Plan) -> String {
        let name = plan.steps.iter().find_map(|step| match step {
            Action::CreateService { spec } => Some(spec.name.as_str()),
            _ => None,
        });
        self.apprunner(&format!("service/{}/0", name.unwrap_or("*")))
    }

    /// A user, whose path is not known here.
    fn user(&self, name: &str) -> String {
        format!("arn:aws:iam::{}:user/{name}", self.account)
    }

    fn ec2(&self, resource: &str) -> String {
        format!("arn:aws:ec2:{}:{}:{resource}", self.region, self.account)
    }
}

/// The right to make a service-linked role, where the account is known not to have it yet.
pub(crate) fn service_linked_role(
    account: &str,
    service: &str,
    ending: &str,
    roles: Option<&[KnownRole]>,
) -> Option<Right> {
    let name = format!("AWSServiceRoleForAppRunner{ending}");
    let is_missing = roles.is_some_and(|roles| !roles.iter().any(|role| role.name == name));
    let arn = format!("arn:aws:iam::{account}:role/aws-service-role/{service}.amazonaws.com/{name}");
    is_missing.then_some(Right { action: CREATE_LINKED_ROLE, resource: arn })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan;

    #[test]
    fn the_policies_of_users_and_of_assumed_roles_decide() {
        let user = "arn:aws:iam::123456789012:user/team/ann";
        assert_eq!(subject(user), Some(Subject::User(user.to_owned())));
        let role = "arn:aws:sts::123456789012:assumed-role/Developer/ann";
        assert_eq!(subject(role), Some(Subject::Role("Developer".to_owned())));
        assert_eq!(subject("arn:aws:iam::123456789012:root"), None);
        assert_eq!(subject("arn:aws:sts::123456789012:federated-user/ann"), None);
    }

    #[test]
    fn a_plan_names_what_it_needs() {
        let secret = plan::keep_secret(
            "p".to_owned(),
            "123456789012",
            "eu-west-1",
            plan::SecretPlace::ParameterStore,
            "/shop/key",
        );
        assert_eq!(
            of_plan(&secret, None)[0],
            Right {
                action: "ssm:PutParameter",
                resource: "arn:aws:ssm:eu-west-1:123456789012:parameter/shop/key".to_owned()
            }
        );
    }

    #[test]
    fn a_rotation_needs_the_rights_on_its_user() {
        let plan = plan::rotate_key("p".to_owned(), "123456789012", "eu-west-1", ("ann", "k", "AKIAOLD"));
        let actions: Vec<_> = of_plan(&plan, None).into_iter().map(|right| (right.action, right.resource)).collect();
        let user = "arn:aws:iam::123456789012:user/ann".to_owned();
        let expected = [
            "iam:ListAccessKeys",
            "iam:CreateAccessKey",
            "iam:GetAccessKeyLastUsed",
            "iam:DeleteAccessKey",
            "iam:UpdateAccessKey",
        ];
        assert_eq!(actions, expected.map(|action| (action, user.clone())));
        assert!(plan.can_be_undone() && plan.confirmation().is_none());
        let end = plan::end_key("p".to_owned(), "123456789012", "eu-west-1", ("ann", "AKIAOLD"));
        assert!(!end.can_be_undone());
        assert_eq!(end.confirmation(), Some("AKIAOLD"));
    }
}
