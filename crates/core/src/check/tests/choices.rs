//! What the choices beyond the first article ask for: source code, references, roles, keys, connectors, tracing.

use super::{article, at, context, pair, plain};
use crate::check::{Context, check, resolve};
use crate::draft::{
    Access, Build, Draft, Encryption, Grant, GrantResource, InstanceRole, Outgoing, Provider, SourceDraft, Tracing,
    Trigger, Variable, VariableSource,
};
use crate::field::{Field, WizardStep};
use crate::finding::{Detail, Fix};
use crate::role::Principal;
use crate::runtime::Runtime;
use crate::service::{ConnectionOption, ConnectorOption, ConnectorStatus};
use crate::spec::{ConfigurationRef, SourceSpec};
use crate::vpc::{Network, SecurityGroup, Subnet, WayOut};

const CONNECTION: &str = "arn:aws:apprunner:ap-northeast-1:123456789012:connection/github/0123456789abcdef";
const SECRET: &str = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:db-AbCdEf";

fn code(build: Build) -> SourceDraft {
    SourceDraft::Code {
        connection: CONNECTION.to_owned(),
        repository: "https://github.com/acme/shop".to_owned(),
        branch: "main".to_owned(),
        directory: "/".to_owned(),
        trigger: Trigger::Automatic,
        build,
    }
}

fn python() -> Build {
    Build::Here { runtime: Some(Runtime::Python311), command: "pip3 install -r requirements.txt".to_owned() }
}

/// Source code that is built as the draft says.
fn shop() -> Draft {
    Draft { source: code(python()), start_command: "python3 app.py".to_owned(), ..article() }
}

fn with_connection(is_available: bool) -> Context {
    let connection = ConnectionOption {
        name: "github".to_owned(),
        arn: CONNECTION.to_owned(),
        provider: Some(Provider::Github),
        is_available,
        is_pending: !is_available,
    };
    Context { connections: Some(vec![connection]), ..context() }
}

fn found(draft: &Draft) -> Vec<(Option<Field>, Detail)> {
    found_in(draft, &with_connection(true))
}

fn found_in(draft: &Draft, context: &Context) -> Vec<(Option<Field>, Detail)> {
    check(draft, context).findings.into_iter().map(|finding| (finding.field, finding.detail)).collect()
}

#[test]
fn source_code_has_a_step_of_its_own_and_its_fields_stand_there() {
    let checked = check(&shop(), &context());
    let steps = [WizardStep::Source, WizardStep::Build, WizardStep::Service, WizardStep::Review];
    assert_eq!(checked.form.steps, steps);
    let no_port = Draft { port: String::new(), ..shop() };
    assert_eq!(check(&no_port, &context()).findings[0].step, WizardStep::Build);
    let image = Draft { port: String::new(), ..article() };
    assert_eq!(check(&image, &context()).findings[0].step, WizardStep::Service);
}

#[test]
fn a_configuration_file_says_what_the_draft_then_does_not() {
    let mut draft = Draft { source: code(Build::ConfigurationFile), port: "no port".to_owned(), ..article() };
    draft.environment = vec![plain("", "left from before")];
    let checked = check(&draft, &with_connection(true));
    assert_eq!(checked.findings, []);
    assert!(!checked.form.has_environment);
    for field in [Field::Port, Field::StartCommand, Field::Runtime] {
        assert!(!checked.form.fields.contains(&field), "{field:?}");
    }
    let service = resolve(&draft, &context()).unwrap().service;
    assert_eq!((service.port, service.environment.len()), (None, 0));
}

#[test]
fn source_code_is_judged_field_by_field() {
    assert_eq!(found(&shop()), []);
    assert_eq!(found_in(&shop(), &with_connection(false)), at(Field::Connection, Detail::ConnectionPending));
    let none = Context { connections: Some(Vec::new()), ..context() };
    assert_eq!(found_in(&shop(), &none), at(Field::Connection, Detail::NotAConnection));
    // What is not known is not judged.
    assert_eq!(found_in(&shop(), &context()), []);

    let with = |change: fn(&mut SourceDraft)| {
        let mut draft = shop();
        change(&mut draft.source);
        found(&draft)
    };
    let set = |field: fn(&mut SourceDraft) -> &mut String, text: &str| {
        let mut draft = shop();
        text.clone_into(field(&mut draft.source));
        found(&draft)
    };
    for url in ["git@github.com:acme/shop.git", "https://github.com/acme", "https://github.com/acme/", "shop"] {
        assert_eq!(set(repository, url), at(Field::Repository, Detail::NotARepository), "{url}");
    }
    assert_eq!(set(directory, "api"), at(Field::SourceDirectory, Detail::DirectoryNotAbsolute));
    assert_eq!(
        with(|source| *build(source) = Build::Here { runtime: None, command: String::new() }),
        at(Field::Runtime, Detail::Required)
    );
    assert_eq!(
        with(|source| *build(source) = Build::Here { runtime: Some(Runtime::Go1), command: String::new() }),
        at(Field::Runtime, Detail::RuntimeEnded { since: "2025-12-01".to_owned() })
    );
    let nothing_starts = Draft { start_command: String::new(), ..shop() };
    assert_eq!(found(&nothing_starts), at(Field::StartCommand, Detail::StartCommandMissing));
}

fn repository(source: &mut SourceDraft) -> &mut String {
    match source {
        SourceDraft::Code { repository, .. } => repository,
        SourceDraft::Ecr { uri, .. } | SourceDraft::EcrPublic { uri } => uri,
    }
}

fn directory(source: &mut SourceDraft) -> &mut String {
    match source {
        SourceDraft::Code { directory, .. } => directory,
        SourceDraft::Ecr { uri, .. } | SourceDraft::EcrPublic { uri } => uri,
    }
}

fn build(source: &mut SourceDraft) -> &mut Build {
    match source {
        SourceDraft::Code { build, .. } => build,
        SourceDraft::Ecr { .. } | SourceDraft::EcrPublic { .. } => panic!("no source code"),
    }
}

#[test]
fn every_runtime_that_new_services_may_use_is_offered_and_the_others_say_since_when() {
    let runtimes = check(&shop(), &context()).form.runtimes;
    let open: Vec<Runtime> =
        runtimes.iter().filter(|option| option.ended.is_none()).map(|option| option.runtime).collect();
    assert_eq!(open, [Runtime::Python311, Runtime::Nodejs22, Runtime::Corretto11, Runtime::Corretto8]);
    assert_eq!(runtimes.len(), 13);
}

#[test]
fn references_are_places_and_need_a_role() {
    let variable = |source, value: &str| Variable { source, name: "DB".to_owned(), value: value.to_owned() };
    let value = Field::EnvironmentValue { index: 0 };
    let role = InstanceRole::CreateForMe { name: "web-instance-role".to_owned(), grants: Vec::new() };
    let with = |variable: Variable, role: InstanceRole| {
        let draft = Draft { environment: vec![variable], instance_role: role, ..article() };
        check(&draft, &context()).findings
    };
    let details = |variable| with(variable, role.clone()).into_iter().map(|found| found.detail).collect::<Vec<_>>();
    assert_eq!(details(variable(VariableSource::SecretsManager, SECRET)), []);
    assert_eq!(details(variable(VariableSource::SecretsManager, &format!("{SECRET}:password::"))), []);
    assert_eq!(details(variable(VariableSource::SecretsManager, "db")), [Detail::NotASecret]);
    assert_eq!(details(variable(VariableSource::ParameterStore, "/shop/url")), []);
    assert_eq!(details(variable(VariableSource::ParameterStore, "no blanks")), [Detail::NotAParameter]);
    assert_eq!(details(variable(VariableSource::ParameterStore, SECRET)), [Detail::NotAParameter]);
    let others = "arn:aws:ssm:ap-northeast-1:210987654321:parameter/x";
    assert_eq!(
        details(variable(VariableSource::ParameterStore, others)),
        [Detail::ReferenceOfOtherAccount { account: "210987654321".to_owned() }]
    );
    let without = with(variable(VariableSource::SecretsManager, SECRET), InstanceRole::NotNeeded);
    assert_eq!((without[0].field, &without[0].detail), (Some(value), &Detail::ReferenceNeedsRole));
    let fix = Fix::CreateInstanceRole { name: "my-first-app-runner-instance-role".to_owned() };
    assert_eq!(without[0].fix, Some(fix));
    let open = Draft { environment: vec![plain("DB_PASSWORD", "hunter2")], ..article() };
    assert_eq!(found(&open), at(value, Detail::LooksSecret));
}

#[test]
fn a_new_instance_role_is_judged_as_a_role_and_by_its_grants() {
    let with = |name: &str, target: &str| {
        let grant =
            Grant { resource: GrantResource::DynamodbTable, target: target.to_owned(), access: Access::ReadWrite };
        found(&Draft {
            instance_role: InstanceRole::CreateForMe { name: name.to_owned(), grants: vec![grant] },
            ..article()
        })
    };
    assert_eq!(with("mine", "Employee"), []);
    assert_eq!(with("no blanks", "Employee"), at(Field::InstanceRoleName, Detail::RoleNameCharacters));
    assert_eq!(with("OTHER", "Employee"), at(Field::InstanceRoleName, Detail::RoleNameTaken));
    assert_eq!(with("mine", ""), at(Field::GrantTarget { index: 0 }, Detail::Required));
    assert_eq!(with("mine", "a b"), at(Field::GrantTarget { index: 0 }, Detail::NotAGrantTarget));
    // A role of that name that could be used is offered, for the purpose that it is trusted for.
    let draft =
        Draft { instance_role: InstanceRole::CreateForMe { name: "pull".to_owned(), grants: Vec::new() }, ..article() };
    assert_eq!(check(&draft, &context()).findings[0].fix, None);
    let mut roles = context();
    roles.roles.as_mut().unwrap()[0].trusts = vec![Principal::Tasks];
    assert!(matches!(
        check(&draft, &roles).findings[0].fix,
        Some(Fix::UseExistingRole { principal: Principal::Tasks, .. })
    ));
}

#[test]
fn keys_connectors_and_tracing_are_judged() {
    let key = |arn: &str| found(&Draft { encryption: Encryption::KmsKey { arn: arn.to_owned() }, ..article() });
    let id = "12345678-90ab-cdef-1234-567890abcdef";
    assert_eq!(key(&format!("arn:aws:kms:ap-northeast-1:123456789012:key/{id}")), []);
    assert_eq!(key(""), at(Field::KmsKeyArn, Detail::Required));
    assert_eq!(key("arn:aws:kms:ap-northeast-1:123456789012:alias/x"), at(Field::KmsKeyArn, Detail::NotAKmsKey));
    assert_eq!(
        key(&format!("arn:aws:kms:us-east-1:123456789012:key/{id}")),
        at(Field::KmsKeyArn, Detail::KmsKeyOfOtherRegion { region: "us-east-1".to_owned() })
    );
    let connector = Draft { outgoing: Outgoing::Connector { arn: String::new() }, ..article() };
    assert_eq!(found(&connector), at(Field::ConnectorArn, Detail::Required));
    let traced = Draft { tracing: Tracing::CreateForMe { name: "xray-tracing".to_owned() }, ..article() };
    assert_eq!(found(&traced), at(Field::ObservabilityName, Detail::TracingNeedsRole));
    let known = Context { auto_scaling_names: Some(vec!["small".to_owned()]), ..context() };
    let mut draft = article();
    draft.auto_scaling = check(&draft, &known).form.beginnings.auto_scaling;
    if let crate::draft::AutoScaling::CreateForMe { name, .. } = &mut draft.auto_scaling {
        "small".clone_into(name);
    }
    assert_eq!(found_in(&draft, &known), at(Field::AutoScalingName, Detail::NewRevision));
}

fn new_connector(subnets: &[&str], security_groups: &[&str]) -> Outgoing {
    let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
    Outgoing::NewConnector {
        name: "shop-connector".to_owned(),
        vpc: "vpc-shop".to_owned(),
        subnets: owned(subnets),
        security_groups: owned(security_groups),
        tags: Vec::new(),
    }
}

/// A VPC with private subnets a and c, a public one in a, an isolated one in d, one in a zone that is refused, and a
/// group; and another VPC with a subnet and a group.
fn network() -> Network {
    let subnet = |id: &str, vpc: &str, zone: &str, free_addresses, way_out| Subnet {
        id: id.to_owned(),
        name: None,
        vpc: vpc.to_owned(),
        zone: zone.to_owned(),
        zone_id: if zone == "refused" { "use1-az3".to_owned() } else { format!("id-{zone}") },
        cidr: "10.0.0.0/24".to_owned(),
        free_addresses,
        way_out,
    };
    let group = |id: &str, vpc: &str| SecurityGroup {
        id: id.to_owned(),
        name: id.to_owned(),
        vpc: vpc.to_owned(),
        description: String::new(),
    };
    Network {
        vpcs: Vec::new(),
        subnets: vec![
            subnet("subnet-a", "vpc-shop", "a", 200, WayOut::Nat),
            subnet("subnet-c", "vpc-shop", "c", 200, WayOut::Nat),
            subnet("subnet-small", "vpc-shop", "c", 11, WayOut::Nat),
            subnet("subnet-public", "vpc-shop", "a", 200, WayOut::InternetGateway),
            subnet("subnet-d", "vpc-shop", "d", 200, WayOut::None),
            subnet("subnet-e", "vpc-shop", "e", 200, WayOut::None),
            subnet("subnet-refused", "vpc-shop", "refused", 200, WayOut::Nat),
            subnet("subnet-other", "vpc-other", "a", 200, WayOut::Nat),
        ],
        security_groups: vec![group("sg-app", "vpc-shop"), group("sg-other", "vpc-other")],
    }
}

fn connector(name: &str) -> ConnectorOption {
    let (subnets, security_groups) = (Vec::new(), Vec::new());
    ConnectorOption {
        name: name.to_owned(),
        arn: String::new(),
        status: ConnectorStatus::Active,
        subnets,
        security_groups,
    }
}

#[test]
fn a_new_connector_is_judged_by_the_network() {
    let known = Context { network: Some(network()), connectors: Some(vec![connector("taken")]), ..context() };
    let with = |subnets: &[&str], groups: &[&str]| {
        found_in(&Draft { outgoing: new_connector(subnets, groups), ..article() }, &known)
    };
    let subnets = Field::ConnectorSubnets;
    let ids = |id: &str| vec![id.to_owned()];
    assert_eq!(with(&["subnet-a", "subnet-c"], &["sg-app"]), []);
    assert_eq!(with(&[], &["sg-app"]), at(subnets, Detail::Required));
    assert_eq!(with(&["subnet-a", "subnet-c"], &[]), at(Field::ConnectorSecurityGroups, Detail::DefaultSecurityGroup));
    assert_eq!(
        with(&["subnet-a", "subnet-c"], &["sg-other"]),
        at(Field::ConnectorSecurityGroups, Detail::NotInVpc { ids: ids("sg-other") })
    );
    assert_eq!(
        with(&["subnet-public", "subnet-c"], &["sg-app"]),
        at(subnets, Detail::PublicSubnets { ids: ids("subnet-public") })
    );
    assert_eq!(with(&["subnet-d", "subnet-e"], &["sg-app"]), at(subnets, Detail::NoWayOut));
    assert_eq!(with(&["subnet-a"], &["sg-app"]), at(subnets, Detail::OneZone));
    assert_eq!(
        with(&["subnet-refused", "subnet-a"], &["sg-app"]),
        at(subnets, Detail::ZoneUnsupported { zones: ids("use1-az3") })
    );
    assert_eq!(
        with(&["subnet-a", "subnet-c", "subnet-small"], &["sg-app"]),
        at(subnets, Detail::SeveralInOneZone { zones: ids("c") })
    );
    let few = with(&["subnet-small"], &["sg-app"]);
    assert!(few.contains(&(Some(subnets), Detail::FewAddresses { needed: 50, free: 11 })), "{few:?}");
    let elsewhere = with(&["subnet-a", "subnet-other"], &["sg-app"]);
    assert_eq!(elsewhere[0], (Some(subnets), Detail::NotInVpc { ids: ids("subnet-other") }));

    let mut taken = Draft { outgoing: new_connector(&["subnet-a", "subnet-c"], &["sg-app"]), ..article() };
    if let Outgoing::NewConnector { name, .. } = &mut taken.outgoing {
        "taken".clone_into(name);
    }
    assert_eq!(found_in(&taken, &known), at(Field::ConnectorName, Detail::ConnectorNameTaken));
    let alike = Context {
        connectors: Some(vec![ConnectorOption {
            subnets: vec!["subnet-c".to_owned(), "subnet-a".to_owned()],
            security_groups: vec!["sg-app".to_owned()],
            ..connector("there")
        }]),
        ..known.clone()
    };
    let same = Draft { outgoing: new_connector(&["subnet-a", "subnet-c"], &["sg-app"]), ..article() };
    assert_eq!(found_in(&same, &alike), at(subnets, Detail::ConnectorAlike { name: "there".to_owned() }));
    let other = Draft { outgoing: new_connector(&["subnet-a"], &["sg-app"]), ..article() };
    assert_eq!(found_in(&other, &alike), at(subnets, Detail::OneZone));
    let mut tagged = Draft { outgoing: new_connector(&["subnet-a", "subnet-c"], &["sg-app"]), ..article() };
    if let Outgoing::NewConnector { tags, .. } = &mut tagged.outgoing {
        *tags = vec![pair("Name", "x"), pair("aws:x", &"y".repeat(257))];
    }
    let row = 1;
    assert_eq!(
        found_in(&tagged, &known),
        [
            (Some(Field::ConnectorTagValue { index: row }), Detail::TooLong { max: 256, length: 257 }),
            (Some(Field::ConnectorTagKey { index: row }), Detail::TagKeyReserved),
        ]
    );
    // What is not known is not judged.
    let blind = Draft { outgoing: new_connector(&["subnet-x"], &["sg-x"]), ..article() };
    assert_eq!(found_in(&blind, &context()), []);
}

#[test]
fn a_draft_with_everything_becomes_one_plan_in_the_right_order() {
    let mut draft = shop();
    draft.environment = vec![
        plain("GREETING", "it's me"),
        Variable { source: VariableSource::SecretsManager, name: "DB".to_owned(), value: SECRET.to_owned() },
    ];
    let grant =
        Grant { resource: GrantResource::S3Bucket, target: "acme-uploads".to_owned(), access: Access::ReadWrite };
    draft.instance_role = InstanceRole::CreateForMe { name: "shop-instance-role".to_owned(), grants: vec![grant] };
    draft.tracing = Tracing::CreateForMe { name: "xray-tracing".to_owned() };
    draft.outgoing =
        new_connector(&["subnet-0a11ce00000000011", "subnet-0a11ce00000000012"], &["sg-0a11ce00000000a99"]);
    if let Outgoing::NewConnector { tags, .. } = &mut draft.outgoing {
        *tags = vec![pair("cost-center", "42")];
    }
    let wanted = resolve(&draft, &with_connection(true)).unwrap();
    assert!(matches!(wanted.service.source, SourceSpec::Code(_)));
    assert_eq!(wanted.service.observability, Some(ConfigurationRef::FromPlan));
    let plan = crate::plan::create_service("0197".to_owned(), "123456789012", "ap-northeast-1", wanted);
    insta::assert_snapshot!("plan_of_source_code", crate::cli::script(&plan));
    let exports = crate::export::exports(&plan).unwrap();
    insta::assert_snapshot!("cloudformation_of_source_code", exports.cloudformation);
    insta::assert_snapshot!("terraform_of_source_code", exports.terraform);
}

#[test]
fn a_journal_of_before_there_was_source_code_is_still_read() {
    let old = r#"{"name":"web","image":{"uri":"x","registry":"ecr","automatic":false,"access_role":null},"cpu":"1024",
        "memory":"2048","port":5000,"start_command":null,"environment":{},"auto_scaling":{"kind":"from_plan"},
        "health_check":{"http_path":null,"interval":5,"timeout":2,"healthy_threshold":1,"unhealthy_threshold":5},
        "instance_role":null,"ip_address_type":"ipv4","tags":[]}"#;
    let spec: crate::spec::ServiceSpec = serde_json::from_str(old).unwrap();
    assert!(matches!(spec.source, SourceSpec::Image(_)));
    assert_eq!(spec.port, Some(5000));
}
