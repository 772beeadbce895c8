//! Which fields are shown, which of them have to be filled in, and what they begin with, for every combination of
//! choices. The table says it once more, in another way than the code. (Rows of lists stand in the tests of the check.)

use std::collections::BTreeSet;

use super::*;
use crate::check::{Context, check};
use crate::draft::{Firewall, HealthCheckDraft, Incoming, Preset, Trigger};
use crate::finding::{Detail, Severity};

/// Whether a field has to be filled in.
#[derive(Clone, Copy, PartialEq)]
enum Need {
    /// Empty is an error.
    Filled,
    /// Empty is fine, or it cannot be empty.
    Free,
}

use Need::{Filled, Free};

/// A field, when it is shown, and whether it has to be filled in.
type Row = (Field, fn(&Draft) -> bool, Need);

const TABLE: [Row; 41] = [
    (Field::ImageUri, |draft| !is_code(draft), Filled),
    (Field::Connection, is_code, Filled),
    (Field::Repository, is_code, Filled),
    (Field::Branch, is_code, Filled),
    (Field::SourceDirectory, is_code, Filled),
    (Field::Trigger, |draft| !is_public_image(draft), Free),
    (Field::AccessRoleName, |draft| matches!(access(draft), Some(AccessRole::CreateForMe { .. })), Filled),
    (Field::AccessRoleArn, |draft| matches!(access(draft), Some(AccessRole::UseExisting { .. })), Filled),
    (Field::Runtime, is_built_here, Filled),
    (Field::BuildCommand, is_built_here, Free),
    (Field::ServiceName, always, Filled),
    (Field::Cpu, always, Free),
    (Field::Memory, always, Free),
    (Field::Port, |draft| !has_file(draft), Filled),
    (Field::StartCommand, |draft| !has_file(draft), Free),
    (Field::AutoScalingArn, |draft| matches!(draft.auto_scaling, AutoScaling::UseExisting { .. }), Filled),
    (Field::AutoScalingName, scales_anew, Filled),
    (Field::MaxConcurrency, scales_anew, Filled),
    (Field::MinSize, scales_anew, Filled),
    (Field::MaxSize, scales_anew, Filled),
    (Field::HealthPath, |draft| draft.health_check.protocol != HealthProtocolDraft::Tcp, Filled),
    (Field::HealthTimeout, always, Filled),
    (Field::HealthInterval, always, Filled),
    (Field::UnhealthyThreshold, always, Filled),
    (Field::HealthyThreshold, always, Filled),
    (Field::InstanceRoleArn, |draft| matches!(draft.instance_role, InstanceRole::UseExisting { .. }), Filled),
    (Field::InstanceRoleName, |draft| matches!(draft.instance_role, InstanceRole::CreateForMe { .. }), Filled),
    (Field::KmsKeyArn, |draft| draft.encryption != Encryption::AwsOwned, Filled),
    (Field::WebAclArn, |draft| draft.firewall != Firewall::Off, Filled),
    (Field::EndpointId, |draft| matches!(draft.incoming, Incoming::Endpoint { .. }), Filled),
    (Field::EndpointName, has_new_endpoint, Free),
    (Field::EndpointVpc, has_new_endpoint, Filled),
    (Field::EndpointSubnets, has_new_endpoint, Filled),
    (Field::EndpointSecurityGroups, has_new_endpoint, Free),
    (Field::ConnectorArn, |draft| matches!(draft.outgoing, Outgoing::Connector { .. }), Filled),
    (Field::ConnectorName, has_new_connector, Filled),
    (Field::ConnectorVpc, has_new_connector, Filled),
    (Field::ConnectorSubnets, has_new_connector, Filled),
    (Field::ConnectorSecurityGroups, has_new_connector, Free),
    (Field::ObservabilityArn, |draft| matches!(draft.tracing, Tracing::UseExisting { .. }), Filled),
    (Field::ObservabilityName, |draft| matches!(draft.tracing, Tracing::CreateForMe { .. }), Filled),
];

fn always(_: &Draft) -> bool {
    true
}

fn is_code(draft: &Draft) -> bool {
    matches!(draft.source, SourceDraft::Code { .. })
}

fn is_public_image(draft: &Draft) -> bool {
    matches!(draft.source, SourceDraft::EcrPublic { .. })
}

fn access(draft: &Draft) -> Option<&AccessRole> {
    match &draft.source {
        SourceDraft::Ecr { access_role, .. } => Some(access_role),
        _ => None,
    }
}

fn has_file(draft: &Draft) -> bool {
    is_code(draft) && !is_built_here(draft)
}

fn is_built_here(draft: &Draft) -> bool {
    matches!(draft.source, SourceDraft::Code { build: Build::Here { .. }, .. })
}

fn scales_anew(draft: &Draft) -> bool {
    matches!(draft.auto_scaling, AutoScaling::CreateForMe { .. })
}

fn has_new_endpoint(draft: &Draft) -> bool {
    matches!(draft.incoming, Incoming::NewEndpoint { .. })
}

fn has_new_connector(draft: &Draft) -> bool {
    matches!(draft.outgoing, Outgoing::NewConnector { .. })
}

fn no() -> String {
    String::new()
}

fn sources() -> Vec<SourceDraft> {
    let trigger = Trigger::Manual;
    let ecr = |access_role| SourceDraft::Ecr { uri: no(), trigger, access_role };
    let code =
        |build| SourceDraft::Code { connection: no(), repository: no(), branch: no(), directory: no(), trigger, build };
    vec![
        ecr(AccessRole::CreateForMe { name: no() }),
        ecr(AccessRole::UseExisting { arn: no(), repair: false }),
        SourceDraft::EcrPublic { uri: no() },
        code(Build::Here { runtime: None, command: no() }),
        code(Build::ConfigurationFile),
    ]
}

/// Every combination of choices, with nothing filled in.
fn blanks() -> Vec<Draft> {
    let health_check = HealthCheckDraft {
        protocol: HealthProtocolDraft::Tcp,
        interval: no(),
        timeout: no(),
        healthy_threshold: no(),
        unhealthy_threshold: no(),
    };
    let mut drafts: Vec<Draft> = sources()
        .into_iter()
        .map(|source| Draft { source, port: no(), health_check: health_check.clone(), ..Draft::new() })
        .collect();
    let new_scaling = AutoScaling::CreateForMe { name: no(), max_concurrency: no(), min_size: no(), max_size: no() };
    let scalings = [AutoScaling::AccountDefault, AutoScaling::UseExisting { arn: no() }, new_scaling];
    drafts = each(drafts, &scalings, |draft, choice| draft.auto_scaling = choice);
    let protocols = [HealthProtocolDraft::Tcp, HealthProtocolDraft::Http { path: no() }];
    drafts = each(drafts, &protocols, |draft, choice| draft.health_check.protocol = choice);
    let roles = [
        InstanceRole::NotNeeded,
        InstanceRole::UseExisting { arn: no(), repair: false },
        InstanceRole::CreateForMe { name: no(), grants: Vec::new() },
    ];
    drafts = each(drafts, &roles, |draft, choice| draft.instance_role = choice);
    let keys = [Encryption::AwsOwned, Encryption::KmsKey { arn: no() }];
    drafts = each(drafts, &keys, |draft, choice| draft.encryption = choice);
    let firewalls = [Firewall::Off, Firewall::WebAcl { arn: no() }];
    drafts = each(drafts, &firewalls, |draft, choice| draft.firewall = choice);
    let new_endpoint = Incoming::NewEndpoint {
        name: no(),
        vpc: no(),
        subnets: Vec::new(),
        security_groups: Vec::new(),
        tags: Vec::new(),
    };
    let incomings = [Incoming::Public, Incoming::Endpoint { id: no() }, new_endpoint];
    drafts = each(drafts, &incomings, |draft, choice| draft.incoming = choice);
    let new_connector = Outgoing::NewConnector {
        name: no(),
        vpc: no(),
        subnets: Vec::new(),
        security_groups: Vec::new(),
        tags: Vec::new(),
    };
    let outgoings = [Outgoing::Public, Outgoing::Connector { arn: no() }, new_connector];
    drafts = each(drafts, &outgoings, |draft, choice| draft.outgoing = choice);
    let tracings = [Tracing::Off, Tracing::UseExisting { arn: no() }, Tracing::CreateForMe { name: no() }];
    each(drafts, &tracings, |draft, choice| draft.tracing = choice)
}

fn each<T: Clone>(drafts: Vec<Draft>, choices: &[T], choose: fn(&mut Draft, T)) -> Vec<Draft> {
    let with = |draft: Draft| {
        choices.iter().cloned().map(move |choice| {
            let mut draft = draft.clone();
            choose(&mut draft, choice);
            draft
        })
    };
    drafts.into_iter().flat_map(with).collect()
}

fn context() -> Context {
    Context {
        account: "123456789012".to_owned(),
        region: "ap-northeast-1".to_owned(),
        service_names: None,
        roles: None,
        connections: None,
        refused_zones: Vec::new(),
        auto_scaling_names: None,
        connectors: None,
        network: None,
        endpoints: None,
    }
}

fn names(fields: impl Iterator<Item = Field>) -> BTreeSet<String> {
    fields.map(|field| format!("{field:?}")).collect()
}

#[test]
fn every_combination_shows_its_fields_and_asks_for_those_that_it_needs() {
    let drafts = blanks();
    assert_eq!(drafts.len(), 5 * 3 * 2 * 3 * 2 * 2 * 3 * 3 * 3);
    for draft in drafts {
        let shown = names(form(&draft, &context()).fields.into_iter());
        let wanted = names(TABLE.iter().filter(|row| row.1(&draft)).map(|row| row.0));
        assert_eq!(shown, wanted, "{draft:#?}");
        let missing = check(&draft, &context()).findings.into_iter().filter(|found| found.detail == Detail::Required);
        let missing = names(missing.filter_map(|found| found.field));
        let needed = names(TABLE.iter().filter(|row| row.1(&draft) && row.2 == Filled).map(|row| row.0));
        assert_eq!(missing, needed, "{draft:#?}");
    }
}

#[test]
fn a_new_draft_has_the_consoles_defaults() {
    let draft = Draft::of(Preset::Console);
    assert_eq!((draft.cpu, draft.memory, draft.port.as_str()), (Cpu::One, Memory::Mib2048, "8080"));
    let health = &draft.health_check;
    assert_eq!(
        [&health.timeout, &health.interval, &health.unhealthy_threshold, &health.healthy_threshold],
        ["2", "5", "5", "1"]
    );
    assert_eq!(health.protocol, HealthProtocolDraft::Tcp);
    assert_eq!(access(&draft), Some(&AccessRole::CreateForMe { name: "AppRunnerECRAccessRole".to_owned() }));
    let off = Draft {
        auto_scaling: AutoScaling::AccountDefault,
        instance_role: InstanceRole::NotNeeded,
        encryption: Encryption::AwsOwned,
        firewall: Firewall::Off,
        incoming: Incoming::Public,
        outgoing: Outgoing::Public,
        tracing: Tracing::Off,
        environment: Vec::new(),
        tags: Vec::new(),
        ..draft.clone()
    };
    assert_eq!(draft, off);
    let AutoScaling::CreateForMe { max_concurrency, min_size, max_size, .. } =
        form(&draft, &context()).beginnings.auto_scaling
    else {
        panic!("a new configuration has its own numbers")
    };
    assert_eq!([max_concurrency, min_size, max_size], ["100", "1", "25"]);
}

#[test]
fn presets_leave_open_only_what_a_person_has_to_choose() {
    for (preset, missing) in [
        (Preset::Console, 2),
        (Preset::SmallApi, 2),
        (Preset::Flask, 2),
        (Preset::Nextjs, 2),
        // Besides the image and the name: two places in a VPC, and which secret it is.
        (Preset::PrivatePostgres, 7),
    ] {
        let found = check(&Draft::of(preset), &context()).findings;
        let errors: Vec<_> = found.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
        assert!(errors.iter().all(|error| error.detail == Detail::Required), "{preset:?} {errors:#?}");
        assert_eq!(errors.len(), missing, "{preset:?} {errors:#?}");
    }
}
