//! How long a check of the largest draft takes: two hundred variables, fifty grants, all the tags that a service may have,
//! everything made anew, in an account with a thousand roles, two hundred subnets and five hundred security groups.
//! Prints one line of JSON, in milliseconds.
#![expect(clippy::print_stdout, reason = "the figure is the output")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use ard_core::check::{Context, KnownRole, check};
use ard_core::draft::{
    Access, AccessRole, AutoScaling, Draft, Encryption, Firewall, Grant, GrantResource, Incoming, InstanceRole,
    Outgoing, Pair, SourceDraft, Tracing, Trigger, Variable, VariableSource,
};
use ard_core::role::{self, Principal};
use ard_core::vpc::{Network, SecurityGroup, Subnet, WayOut};

/// Checks of which the median is told.
const CHECKS: usize = 401;

fn main() {
    let (draft, context) = (draft(), context());
    let mut times: Vec<Duration> = (0..CHECKS)
        .map(|_| {
            let since = Instant::now();
            black_box(check(black_box(&draft), black_box(&context)));
            since.elapsed()
        })
        .collect();
    times.sort_unstable();
    let median = times[CHECKS / 2].as_secs_f64() * 1000.0;
    println!("{{\"name\":\"check_draft_ms\",\"value\":{median:.3},\"unit\":\"ms\"}}");
}

fn draft() -> Draft {
    let variable = |number: usize| Variable {
        source: match number % 3 {
            0 => VariableSource::SecretsManager,
            1 => VariableSource::ParameterStore,
            _ => VariableSource::Plain,
        },
        name: format!("A_VARIABLE_WITH_A_LONG_NAME_{number}"),
        value: match number % 3 {
            0 => format!("arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:shop/secret-{number}-AbCdEf"),
            1 => format!("/shop/production/parameter-{number}"),
            _ => "postgres://shop:correct-horse-battery-staple@db.internal:5432/shop".repeat(20),
        },
    };
    let grant = |number: usize| Grant {
        resource: GrantResource::DynamodbTable,
        target: format!("Table{number}"),
        access: Access::ReadWrite,
    };
    let subnets: Vec<String> = (0..16).map(|number| format!("subnet-{number}")).collect();
    let groups: Vec<String> = (0..5).map(|number| format!("sg-{number}")).collect();
    Draft {
        source: SourceDraft::Ecr {
            uri: "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/team/shop:latest".to_owned(),
            trigger: Trigger::Automatic,
            access_role: AccessRole::CreateForMe { name: "AppRunnerECRAccessRole".to_owned() },
        },
        name: "the-largest-draft-that-there-is".to_owned(),
        environment: (0..200).map(variable).collect(),
        auto_scaling: AutoScaling::CreateForMe {
            name: "wide".to_owned(),
            max_concurrency: "200".to_owned(),
            min_size: "25".to_owned(),
            max_size: "100".to_owned(),
        },
        instance_role: InstanceRole::CreateForMe {
            name: "the-largest-role".to_owned(),
            grants: (0..50).map(grant).collect(),
        },
        encryption: Encryption::KmsKey {
            arn: "arn:aws:kms:ap-northeast-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab".to_owned(),
        },
        firewall: Firewall::WebAcl {
            arn: "arn:aws:wafv2:ap-northeast-1:123456789012:regional/webacl/shop/1a2b".to_owned(),
        },
        incoming: Incoming::NewEndpoint {
            name: "requests".to_owned(),
            vpc: "vpc-0".to_owned(),
            subnets: subnets.clone(),
            security_groups: groups.clone(),
            tags: Vec::new(),
        },
        outgoing: Outgoing::NewConnector {
            name: "connector".to_owned(),
            vpc: "vpc-0".to_owned(),
            subnets,
            security_groups: groups,
            tags: Vec::new(),
        },
        tracing: Tracing::CreateForMe { name: "xray-tracing".to_owned() },
        tags: (0..49).map(|number| Pair { name: format!("tag-{number}"), value: "v".repeat(256) }).collect(),
        ..Draft::new()
    }
}

fn context() -> Context {
    let known = |number: usize| KnownRole {
        name: format!("role-{number}"),
        arn: format!("arn:aws:iam::123456789012:role/role-{number}"),
        trust: role::trust_policy(Principal::Tasks),
        trusts: vec![Principal::Tasks],
    };
    let subnet = |number: usize| Subnet {
        id: format!("subnet-{number}"),
        name: None,
        vpc: "vpc-0".to_owned(),
        zone: format!("ap-northeast-1{number}"),
        zone_id: format!("apne1-az{number}"),
        cidr: String::new(),
        free_addresses: 200,
        way_out: WayOut::Nat,
    };
    let group = |number: usize| SecurityGroup {
        id: format!("sg-{number}"),
        name: format!("group-{number}"),
        vpc: "vpc-0".to_owned(),
        description: String::new(),
    };
    Context {
        account: "123456789012".to_owned(),
        region: "ap-northeast-1".to_owned(),
        service_names: Some((0..29).map(|number| format!("service-{number}")).collect()),
        roles: Some((0..1000).map(known).collect()),
        connections: Some(Vec::new()),
        refused_zones: Vec::new(),
        auto_scaling_names: Some((0..50).map(|number| format!("scaling-{number}")).collect()),
        connectors: Some(Vec::new()),
        network: Some(Network {
            vpcs: Vec::new(),
            subnets: (0..200).map(subnet).collect(),
            security_groups: (0..500).map(group).collect(),
        }),
        endpoints: Some(Vec::new()),
    }
}
