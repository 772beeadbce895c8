use super::*;
use crate::check::{Context, KnownRole, resolve};
use crate::draft::{AccessRole, Draft, InstanceRole, IpAddressType, Provider, SourceDraft, Trigger};
use crate::plan::{self, Action, Plan};
use crate::spec::{
    AutoScalingSpec, ConfigurationRef, ConnectorSpec, EndpointPlace, EndpointSpec, IngressPlace, IngressSpec,
};

const USER: &str = "arn:aws:iam::123456789012:user/ann";

fn scope<'a>(roles: Option<&'a [KnownRole]>, user: Option<&'a str>) -> Scope<'a> {
    Scope { account: "123456789012", region: "eu-west-1", roles, user }
}

fn all() -> Vec<Need> {
    needs(scope(Some(&[]), Some(USER)))
}

fn judge(rights: &[Right], verdict: impl Fn(&Right) -> Verdict) -> Vec<Judged> {
    rights.iter().map(|right| Judged { right: right.clone(), verdict: verdict(right) }).collect()
}

#[test]
fn whose_policies_decide_is_told_by_the_identity() {
    let role = |name: &str, permission_set: Option<&str>| Who::Role {
        name: name.to_owned(),
        permission_set: permission_set.map(str::to_owned),
    };
    for (identity, expected) in [
        ("arn:aws:iam::123456789012:root", Who::Root),
        ("arn:aws:iam::123456789012:user/team/ann", Who::User { name: "ann".to_owned() }),
        ("arn:aws:sts::123456789012:assumed-role/Developer/ann", role("Developer", None)),
        (
            "arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Read_Only_0123456789abcdef/ann",
            role("AWSReservedSSO_Read_Only_0123456789abcdef", Some("Read_Only")),
        ),
        ("arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_x/ann", role("AWSReservedSSO_x", None)),
        ("arn:aws:sts::123456789012:federated-user/ann", Who::Federated),
    ] {
        assert_eq!(who(identity), expected, "{identity}");
    }
}

/// Every call that the gateways make with a person's credentials, as IAM actions. Not among them: those that go by a
/// sign-in's token (`sso:*`), `sts:AssumeRoleWithWebIdentity`, which is not signed, `sts:GetSessionToken`, which needs no
/// right, and `sts:AssumeRole`, which is the right of the profile that a session comes *from*.
const CALLS: [&str; 73] = [
    "apprunner:CreateAutoScalingConfiguration",
    "apprunner:CreateConnection",
    "apprunner:CreateObservabilityConfiguration",
    "apprunner:CreateService",
    "apprunner:CreateVpcConnector",
    "apprunner:CreateVpcIngressConnection",
    "apprunner:DeleteAutoScalingConfiguration",
    "apprunner:DeleteConnection",
    "apprunner:DeleteObservabilityConfiguration",
    "apprunner:DeleteService",
    "apprunner:DeleteVpcConnector",
    "apprunner:DeleteVpcIngressConnection",
    "apprunner:DescribeAutoScalingConfiguration",
    "apprunner:DescribeService",
    "apprunner:DescribeVpcIngressConnection",
    "apprunner:ListAutoScalingConfigurations",
    "apprunner:ListConnections",
    "apprunner:ListObservabilityConfigurations",
    "apprunner:ListOperations",
    "apprunner:ListServices",
    "apprunner:ListTagsForResource",
    "apprunner:ListVpcConnectors",
    "apprunner:ListVpcIngressConnections",
    "apprunner:UpdateService",
    "ec2:AuthorizeSecurityGroupIngress",
    "ec2:CreateVpcEndpoint",
    "ec2:DeleteVpcEndpoints",
    "ec2:DescribeNatGateways",
    "ec2:DescribeNetworkAcls",
    "ec2:DescribePrefixLists",
    "ec2:DescribeRouteTables",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcAttribute",
    "ec2:DescribeVpcEndpoints",
    "ec2:DescribeVpcPeeringConnections",
    "ec2:DescribeVpcs",
    "ec2:GetManagedPrefixListEntries",
    "ec2:RevokeSecurityGroupIngress",
    "ecr:BatchGetImage",
    "ecr:DescribeImages",
    "ecr:DescribeRepositories",
    "iam:AttachRolePolicy",
    "iam:CreateAccessKey",
    "iam:CreateRole",
    "iam:DeleteAccessKey",
    "iam:DeleteRole",
    "iam:DeleteRolePolicy",
    "iam:DetachRolePolicy",
    "iam:GetAccessKeyLastUsed",
    "iam:GetRole",
    "iam:ListAccessKeys",
    "iam:ListRoles",
    "iam:PutRolePolicy",
    "iam:SimulatePrincipalPolicy",
    "iam:UpdateAccessKey",
    "iam:UpdateAssumeRolePolicy",
    "kms:ListAliases",
    "kms:ListKeys",
    "logs:FilterLogEvents",
    "logs:GetLogEvents",
    "rds:DescribeDBInstances",
    "secretsmanager:CreateSecret",
    "secretsmanager:DeleteSecret",
    "secretsmanager:DescribeSecret",
    "secretsmanager:ListSecrets",
    "ssm:DeleteParameter",
    "ssm:DescribeParameters",
    "ssm:ListTagsForResource",
    "ssm:PutParameter",
    "sts:GetCallerIdentity",
    "wafv2:AssociateWebACL",
    "wafv2:ListWebACLs",
];

#[test]
fn every_call_belongs_to_a_feature() {
    let rights = rights_of(&all());
    for call in CALLS.into_iter().chain(["wafv2:DisassociateWebACL", "wafv2:GetWebACLForResource"]) {
        assert!(rights.iter().any(|right| right.action == call), "{call}");
    }
}

/// A plan with a step of every kind that needs a right.
fn plan_of_all() -> Plan {
    let name = || "shop".to_owned();
    let nowhere = || EndpointPlace { subnets: Vec::new(), security_groups: Vec::new() };
    let arn = || "arn:aws:apprunner:eu-west-1:123456789012:service/shop/0".to_owned();
    let access_role = AccessRole::CreateForMe { name: name() };
    let uri = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:latest".to_owned();
    let draft = Draft {
        source: SourceDraft::Ecr { uri, trigger: Trigger::Manual, access_role },
        instance_role: InstanceRole::CreateForMe { name: "shop-instance".to_owned(), grants: Vec::new() },
        name: name(),
        port: "5000".to_owned(),
        ..Draft::new()
    };
    let context = Context {
        account: "123456789012".to_owned(),
        region: "eu-west-1".to_owned(),
        service_names: None,
        roles: Some(Vec::new()),
        connections: None,
        refused_zones: Vec::new(),
        auto_scaling_names: None,
        connectors: None,
        network: None,
        endpoints: None,
    };
    let wanted = resolve(&draft, &context).unwrap();
    let mut plan = plan::create_service("p".to_owned(), "123456789012", "eu-west-1", wanted);
    plan.steps.extend([
        Action::PutInstancePolicy { role: name(), policy: String::new() },
        Action::RepairTrust { role: name(), before: String::new(), after: String::new() },
        Action::CreateObservability { name: name() },
        Action::CreateAutoScaling {
            spec: AutoScalingSpec { name: name(), max_concurrency: 1, min_size: 1, max_size: 1 },
        },
        Action::CreateConnector {
            spec: ConnectorSpec { name: name(), subnets: Vec::new(), security_groups: Vec::new(), tags: Vec::new() },
        },
        Action::UseConnector { name: name(), arn: arn(), before: name(), after: ConfigurationRef::FromPlan },
        Action::AwaitConnector { name: name(), arn: arn(), after: ConfigurationRef::FromPlan },
        Action::DeleteConnector {
            name: name(),
            arn: "arn:aws:apprunner:eu-west-1:123456789012:vpcconnector/shop/1/0".to_owned(),
        },
        Action::CreateConnection { name: name(), provider: Provider::Github },
        Action::CreateEndpoint {
            spec: EndpointSpec {
                name: None,
                vpc: name(),
                subnets: Vec::new(),
                security_groups: Vec::new(),
                ip_address_type: IpAddressType::Ipv4,
                tags: Vec::new(),
            },
        },
        Action::CreateIngress { spec: IngressSpec { name: name(), vpc: name(), endpoint: None, service: None } },
        Action::SetAccess {
            name: name(),
            arn: arn(),
            public: false,
            connector: Some("arn:aws:apprunner:eu-west-1:123456789012:vpcconnector/shop/1/0".to_owned()),
        },
        Action::AwaitMove {
            arn: arn().replace(":service/", ":vpcingressconnection/"),
            place: IngressPlace { vpc: name(), endpoint: None },
        },
        Action::AwaitAccess { name: name(), arn: arn(), public: false },
        Action::MoveIngress {
            name: name(),
            arn: arn().replace(":service/", ":vpcingressconnection/"),
            before: IngressPlace { vpc: name(), endpoint: None },
            after: IngressPlace { vpc: name(), endpoint: None },
        },
        Action::ChangeEndpoint { name: name(), id: name(), before: nowhere(), after: nowhere() },
        Action::AwaitEndpointChange { id: name(), place: nowhere() },
        Action::Probe { name: name(), host: name(), before: 200 },
        Action::DeleteEndpoint { name: name(), id: name() },
        Action::CreateGroup { name: name(), vpc: name() },
        Action::CreateSecret { name: name() },
        Action::PutParameter { name: name() },
        Action::AssociateWebAcl { arn: "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/wall/0".to_owned() },
        Action::DeleteIngress { name: name(), arn: arn().replace(":service/", ":vpcingressconnection/") },
        Action::DeleteService { name: name(), arn: arn() },
    ]);
    plan
}

/// A resource that a plan names is one of those that its feature asks for: `*` stands for anything between the colons and
/// slashes of an ARN.
fn covers(pattern: &str, resource: &str) -> bool {
    // A role that is not known yet may be any.
    if resource == "*" {
        return true;
    }
    let parts = |text: &str| text.split([':', '/']).map(str::to_owned).collect::<Vec<_>>();
    let (pattern, resource) = (parts(pattern), parts(resource));
    let open = pattern.last().is_some_and(|last| last == "*");
    (pattern.len() == resource.len() || (open && pattern.len() < resource.len()))
        && pattern.iter().zip(&resource).all(|(pattern, part)| pattern == "*" || pattern == part)
}

#[test]
fn what_a_plan_needs_is_what_its_features_need() {
    let needed = rights_of(&all());
    let of_plan = rights::of_plan(&plan_of_all(), Some(&[]));
    assert!(of_plan.len() > 25, "{of_plan:#?}");
    for right in of_plan {
        let same = || needed.iter().filter(|one| one.action == right.action);
        assert!(same().next().is_some(), "{right:?}");
        assert!(same().any(|one| covers(&one.resource, &right.resource)), "{right:?}");
    }
}

#[test]
fn what_comes_with_the_first_service_is_needed_while_it_is_missing() {
    let made =
        |name: &str| KnownRole { name: name.to_owned(), arn: String::new(), trust: String::new(), trusts: Vec::new() };
    let both = [made("AWSServiceRoleForAppRunner"), made("AWSServiceRoleForAppRunnerNetworking")];
    let has = |roles: Option<&[KnownRole]>, feature: Feature| {
        let needs = needs(scope(roles, Some(USER)));
        let need = needs.into_iter().find(|need| need.feature == feature).unwrap();
        need.rights.iter().any(|right| right.action == "iam:CreateServiceLinkedRole")
    };
    for feature in [Feature::CreateFromImage, Feature::CreateFromCode, Feature::Connector] {
        assert!(has(Some(&[]), feature), "{feature:?}");
        assert!(!has(Some(&both), feature), "{feature:?}");
        assert!(!has(None, feature), "{feature:?}");
    }
    assert!(has(Some(&both[..1]), Feature::Connector));
}

#[test]
fn a_feature_is_as_good_as_its_worst_right() {
    let needs = all();
    let rights = rights_of(&needs);
    let state = |verdict: &dyn Fn(&Right) -> Verdict, feature: Feature| {
        let rows = rows(&needs, &judge(&rights, verdict));
        let row = rows.into_iter().find(|row| row.feature == feature).unwrap();
        (row.state, row.actions)
    };
    let refused = Verdict::Refused { by: RefusedBy::Nobody };
    let depends = Verdict::Depends { keys: vec!["aws:MultiFactorAuthPresent".to_owned()] };
    assert_eq!(state(&|_| Verdict::Allowed, Feature::Logs).0, FeatureState::Allowed);
    let one_of_each = |right: &Right| match right.action {
        "ssm:PutParameter" => depends.clone(),
        "secretsmanager:CreateSecret" => refused.clone(),
        "ssm:DescribeParameters" => Verdict::Unknown,
        _ => Verdict::Allowed,
    };
    let (worst, actions) = state(&one_of_each, Feature::Secrets);
    assert_eq!(worst, FeatureState::Refused);
    let first: Vec<&str> = actions.iter().take(3).map(|row| row.action.as_str()).collect();
    assert_eq!(first, ["secretsmanager:CreateSecret", "ssm:DescribeParameters", "ssm:PutParameter"]);
    let without = |right: &Right| match one_of_each(right) {
        Verdict::Refused { .. } => Verdict::Allowed,
        other => other,
    };
    assert_eq!(state(&without, Feature::Secrets).0, FeatureState::Unknown);
    assert_eq!(state(&|_| depends.clone(), Feature::Secrets).0, FeatureState::Depends);
    // Nothing was asked.
    assert!(rows(&needs, &[]).iter().all(|row| row.state == FeatureState::Unknown));
}

#[test]
fn a_role_has_no_keys_to_rotate() {
    let needs = needs(scope(None, None));
    let rows = rows(&needs, &judge(&rights_of(&needs), |_| Verdict::Allowed));
    let inapplicable: Vec<Feature> =
        rows.iter().filter(|row| row.state == FeatureState::Inapplicable).map(|row| row.feature).collect();
    assert_eq!(inapplicable, [Feature::KeyRotation]);
}

#[test]
fn the_missing_policy_gives_what_is_refused_and_no_more() {
    let judged = judge(&rights_of(&all()), |right| match right.action {
        "apprunner:CreateService" | "iam:PassRole" | "iam:CreateServiceLinkedRole" => {
            Verdict::Refused { by: RefusedBy::Nobody }
        }
        "secretsmanager:CreateSecret" | "secretsmanager:TagResource" => Verdict::Refused { by: RefusedBy::Boundary },
        "kms:ListKeys" => Verdict::Depends { keys: vec!["aws:SourceIp".to_owned()] },
        "kms:ListAliases" => Verdict::Unknown,
        _ => Verdict::Allowed,
    });
    let policy = missing_policy(&judged).unwrap();
    assert_eq!((policy.is_whole, &policy.held_back_by[..]), (false, &[RefusedBy::Boundary][..]));
    assert!(!policy.widens_itself);
    insta::assert_snapshot!("missing_policy", policy.json);
    assert_eq!(missing_policy(&judge(&rights_of(&all()), |_| Verdict::Allowed)), None);
}

#[test]
fn the_whole_policy_is_one_that_iam_takes() {
    let policy = whole_policy(&rights_of(&all())).unwrap();
    assert!(policy.widens_itself);
    assert!(policy.is_whole && policy.length <= policy.limit, "{}", policy.length);
    insta::assert_snapshot!("whole_policy", policy.json);
    let document: serde_json::Value = serde_json::from_str(&policy.json).unwrap();
    let statements = document["Statement"].as_array().unwrap();
    // Where it is too long with them, it goes without names; a shorter one has them, each once.
    assert!(!policy.json.contains("Sid"));
    let all = rights_of(&all());
    let mut sids = Vec::new();
    for part in all.chunks(all.len() / 2 + 1) {
        let document: serde_json::Value = serde_json::from_str(&whole_policy(part).unwrap().json).unwrap();
        let statements = document["Statement"].as_array().unwrap();
        let names: Vec<_> = statements.iter().map(|statement| statement["Sid"].as_str().unwrap().to_owned()).collect();
        assert_eq!(names.iter().collect::<std::collections::BTreeSet<_>>().len(), names.len());
        sids.extend(names);
    }
    assert!(sids.iter().all(|sid| sid.bytes().all(|byte| byte.is_ascii_alphanumeric())), "{sids:?}");
    assert!(!sids.iter().any(|sid| sid.starts_with("Other")), "{sids:?}");
    // To pass any role to any service would be to become anybody.
    let passing: Vec<_> =
        statements.iter().filter(|statement| statement["Action"].to_string().contains("iam:PassRole")).collect();
    assert!(passing.len() == 1 && passing[0]["Action"] == "iam:PassRole");
    assert!(passing[0]["Condition"]["StringEquals"]["iam:PassedToService"].is_array());
}
