//! What each feature needs, as rights on everything of the account in the Region.

use super::{FEATURES, Feature};
use crate::check::KnownRole;
use crate::rights::{Right, service_linked_role};

/// A feature with what it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// The feature.
    pub feature: Feature,
    /// The rights; none where it is not for such an identity.
    pub rights: Vec<Right>,
}

/// Where, and for whom.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// Account.
    pub account: &'a str,
    /// Region.
    pub region: &'a str,
    /// The account's roles, if they are known: what is made with the first service only is needed while it is missing.
    pub roles: Option<&'a [KnownRole]>,
    /// The ARN of the user that one is.
    pub user: Option<&'a str>,
}

/// What all features need.
pub fn needs(scope: Scope) -> Vec<Need> {
    FEATURES.into_iter().map(|feature| Need { feature, rights: scope.rights(feature) }).collect()
}

/// What decides what is reached, beside what a connector is chosen from.
const REACH: [&str; 14] = [
    "ec2:DescribeVpcs",
    "ec2:DescribeVpcAttribute",
    "ec2:DescribeSubnets",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeRouteTables",
    "ec2:DescribeNatGateways",
    "ec2:DescribeVpcEndpoints",
    "ec2:DescribeNetworkAcls",
    "ec2:DescribePrefixLists",
    "ec2:GetManagedPrefixListEntries",
    "ec2:DescribeVpcPeeringConnections",
    "ec2:DescribeNetworkInterfaces",
    "rds:DescribeDBInstances",
    "rds:DescribeDBClusters",
];

/// Everything of a kind, where IAM knows no single ones.
const ALL: &str = "*";

impl Scope<'_> {
    fn rights(self, feature: Feature) -> Vec<Right> {
        match feature {
            Feature::Look => self.look(),
            Feature::Logs => each(&["logs:FilterLogEvents", "logs:GetLogEvents"], &self.log_groups()),
            Feature::CreateFromImage => self.create_from_image(),
            Feature::CreateFromCode => self.create_from_code(),
            Feature::NewRoles => self.new_roles(),
            Feature::Secrets => self.secrets(),
            Feature::Connector => self.connector(),
            Feature::ChangeConnector => together([
                self.connector(),
                each(&["apprunner:ListServices"], ALL),
                each(
                    &["apprunner:UpdateService", "apprunner:DescribeService", "apprunner:ListOperations"],
                    &self.services(),
                ),
                each(
                    &["apprunner:DescribeAutoScalingConfiguration"],
                    &self.apprunner("autoscalingconfiguration/*/*/*"),
                ),
                each(
                    &["apprunner:UpdateService", "apprunner:DeleteVpcConnector"],
                    &self.apprunner("vpcconnector/*/*/*"),
                ),
            ]),
            Feature::Reach => each(&REACH, ALL),
            Feature::AllowInbound => together([
                each(
                    &[
                        "ec2:AuthorizeSecurityGroupIngress",
                        "ec2:RevokeSecurityGroupIngress",
                        "ec2:CreateSecurityGroup",
                        "ec2:CreateTags",
                        "ec2:DeleteSecurityGroup",
                    ],
                    &self.ec2("security-group/*"),
                ),
                each(&["ec2:CreateSecurityGroup"], &self.ec2("vpc/*")),
            ]),
            Feature::PrivateService => self.private_service(),
            Feature::WebAcl => self.web_acl(),
            Feature::Delete => together([
                each(&["apprunner:DeleteService"], &self.services()),
                each(&["apprunner:DeleteVpcIngressConnection"], &self.apprunner("vpcingressconnection/*/*")),
            ]),
            Feature::Undo => self.undo(),
            Feature::Identity => self.identity(),
            Feature::KeyRotation => self.user.map_or_else(Vec::new, |user| {
                let calls = [
                    "iam:ListAccessKeys",
                    "iam:GetAccessKeyLastUsed",
                    "iam:CreateAccessKey",
                    "iam:UpdateAccessKey",
                    "iam:DeleteAccessKey",
                ];
                each(&calls, user)
            }),
        }
    }

    /// A role's path, which is part of its ARN, is had from IAM only.
    fn identity(self) -> Vec<Right> {
        let simulation = match self.user {
            Some(user) => each(&["iam:SimulatePrincipalPolicy"], user),
            None => each(&["iam:GetRole", "iam:SimulatePrincipalPolicy"], &self.iam("role/*")),
        };
        together([each(&["sts:GetCallerIdentity"], ALL), simulation])
    }

    fn look(self) -> Vec<Right> {
        together([
            each(&["apprunner:ListServices", "apprunner:ListVpcIngressConnections"], ALL),
            each(
                &[
                    "apprunner:DescribeService",
                    "apprunner:ListOperations",
                    "apprunner:ListTagsForResource",
                    "apprunner:DescribeCustomDomains",
                    "apprunner:DescribeWebAclForService",
                    "wafv2:GetWebACLForResource",
                ],
                &self.services(),
            ),
            each(&["apprunner:DescribeVpcIngressConnection"], &self.apprunner("vpcingressconnection/*/*")),
        ])
    }

    /// What every service needs, wherever it comes from.
    fn create(self) -> Vec<Right> {
        together([
            each(&["apprunner:CreateService", "apprunner:TagResource"], &self.services()),
            each(&["apprunner:ListAutoScalingConfigurations", "apprunner:ListObservabilityConfigurations"], ALL),
            each(
                &[
                    "apprunner:DescribeAutoScalingConfiguration",
                    "apprunner:CreateAutoScalingConfiguration",
                    "apprunner:TagResource",
                ],
                &self.apprunner("autoscalingconfiguration/*/*/*"),
            ),
            each(
                &["apprunner:CreateObservabilityConfiguration", "apprunner:TagResource"],
                &self.apprunner("observabilityconfiguration/*/*/*"),
            ),
            each(&["iam:ListRoles"], &self.iam("role/*")),
            each(&["kms:ListAliases", "kms:ListKeys"], ALL),
            each(&["iam:PassRole"], &self.iam("role/*")),
            service_linked_role(self.account, "apprunner", "", self.roles).into_iter().collect(),
        ])
    }

    fn create_from_image(self) -> Vec<Right> {
        let read = ["ecr:DescribeRepositories", "ecr:DescribeImages", "ecr:BatchGetImage"];
        let repositories = format!("arn:aws:ecr:{}:{}:repository/*", self.region, self.account);
        together([self.create(), each(&read, &repositories)])
    }

    fn create_from_code(self) -> Vec<Right> {
        together([
            self.create(),
            each(&["apprunner:ListConnections"], ALL),
            each(&["apprunner:CreateConnection", "apprunner:TagResource"], &self.apprunner("connection/*/*")),
        ])
    }

    fn new_roles(self) -> Vec<Right> {
        let calls = [
            "iam:CreateRole",
            "iam:TagRole",
            "iam:AttachRolePolicy",
            "iam:PutRolePolicy",
            "iam:UpdateAssumeRolePolicy",
        ];
        together([each(&["iam:ListRoles", "iam:GetRole"], &self.iam("role/*")), each(&calls, &self.iam("role/*"))])
    }

    fn secrets(self) -> Vec<Right> {
        let parameters = self.parameters();
        together([
            each(&["secretsmanager:ListSecrets", "ssm:DescribeParameters"], ALL),
            each(
                &["secretsmanager:DescribeSecret", "secretsmanager:CreateSecret", "secretsmanager:TagResource"],
                &self.secret_arns(),
            ),
            each(&["ssm:PutParameter", "ssm:AddTagsToResource", "ssm:ListTagsForResource"], &parameters),
        ])
    }

    fn connector(self) -> Vec<Right> {
        let look = [
            "ec2:DescribeVpcs",
            "ec2:DescribeSubnets",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeRouteTables",
            "apprunner:ListVpcConnectors",
        ];
        together([
            each(&look, ALL),
            each(&["apprunner:CreateVpcConnector", "apprunner:TagResource"], &self.apprunner("vpcconnector/*/*/*")),
            service_linked_role(self.account, "networking.apprunner", "Networking", self.roles).into_iter().collect(),
        ])
    }

    /// An interface endpoint is made *in* a VPC, its subnets and security groups, each of which IAM asks for.
    fn private_service(self) -> Vec<Right> {
        let made_in = ["vpc/*", "subnet/*", "security-group/*"];
        let made_in = made_in.into_iter().flat_map(|kind| each(&["ec2:CreateVpcEndpoint"], &self.ec2(kind)));
        let moved_to = ["vpc-endpoint/*", "subnet/*", "security-group/*"];
        let moved_to = moved_to.into_iter().flat_map(|kind| each(&["ec2:ModifyVpcEndpoint"], &self.ec2(kind)));
        together([
            each(&["ec2:DescribeVpcs", "ec2:DescribeSubnets", "ec2:DescribeSecurityGroups"], ALL),
            each(&["ec2:DescribeVpcEndpoints"], ALL),
            each(&["ec2:CreateVpcEndpoint", "ec2:CreateTags"], &self.ec2("vpc-endpoint/*")),
            made_in.collect(),
            moved_to.collect(),
            each(&["ec2:DeleteVpcEndpoints"], &self.ec2("vpc-endpoint/*")),
            each(
                &[
                    "apprunner:CreateVpcIngressConnection",
                    "apprunner:UpdateVpcIngressConnection",
                    "apprunner:DeleteVpcIngressConnection",
                    "apprunner:TagResource",
                ],
                &self.apprunner("vpcingressconnection/*/*"),
            ),
            each(
                &["apprunner:UpdateService", "apprunner:DescribeService", "apprunner:ListOperations"],
                &self.services(),
            ),
            // One that sends through a connector names it again when it becomes private.
            each(&["apprunner:UpdateService"], &self.apprunner("vpcconnector/*/*/*")),
        ])
    }

    /// WAF asks for the right on both; App Runner has some of its own beside, for which there is no call.
    fn web_acl(self) -> Vec<Right> {
        let web_acls = format!("arn:aws:wafv2:{}:{}:regional/webacl/*/*", self.region, self.account);
        let of_service = [
            "wafv2:AssociateWebACL",
            "wafv2:DisassociateWebACL",
            "apprunner:AssociateWebAcl",
            "apprunner:DisassociateWebAcl",
        ];
        together([
            each(&["wafv2:ListWebACLs"], ALL),
            each(&["wafv2:AssociateWebACL"], &web_acls),
            each(&of_service, &self.services()),
        ])
    }

    fn undo(self) -> Vec<Right> {
        together([
            each(&["apprunner:DeleteService"], &self.services()),
            each(&["apprunner:DeleteAutoScalingConfiguration"], &self.apprunner("autoscalingconfiguration/*/*/*")),
            each(&["apprunner:DeleteObservabilityConfiguration"], &self.apprunner("observabilityconfiguration/*/*/*")),
            each(&["apprunner:DeleteVpcConnector"], &self.apprunner("vpcconnector/*/*/*")),
            each(&["apprunner:DeleteConnection"], &self.apprunner("connection/*/*")),
            each(&["apprunner:DeleteVpcIngressConnection"], &self.apprunner("vpcingressconnection/*/*")),
            each(&["iam:DetachRolePolicy", "iam:DeleteRolePolicy", "iam:DeleteRole"], &self.iam("role/*")),
            each(&["ec2:DeleteVpcEndpoints"], &self.ec2("vpc-endpoint/*")),
            each(&["secretsmanager:DeleteSecret"], &self.secret_arns()),
            each(&["ssm:DeleteParameter"], &self.parameters()),
        ])
    }

    fn services(self) -> String {
        self.apprunner("service/*/*")
    }

    fn apprunner(self, resource: &str) -> String {
        format!("arn:aws:apprunner:{}:{}:{resource}", self.region, self.account)
    }

    fn ec2(self, resource: &str) -> String {
        format!("arn:aws:ec2:{}:{}:{resource}", self.region, self.account)
    }

    fn iam(self, resource: &str) -> String {
        format!("arn:aws:iam::{}:{resource}", self.account)
    }

    /// With its streams.
    fn log_groups(self) -> String {
        format!("arn:aws:logs:{}:{}:log-group:/aws/apprunner/*:*", self.region, self.account)
    }

    fn secret_arns(self) -> String {
        format!("arn:aws:secretsmanager:{}:{}:secret:*", self.region, self.account)
    }

    fn parameters(self) -> String {
        format!("arn:aws:ssm:{}:{}:parameter/*", self.region, self.account)
    }
}

fn each(actions: &[&'static str], resource: &str) -> Vec<Right> {
    actions.iter().map(|action| Right { action, resource: resource.to_owned() }).collect()
}

fn together<const N: usize>(parts: [Vec<Right>; N]) -> Vec<Right> {
    parts.into_iter().flatten().collect()
}
