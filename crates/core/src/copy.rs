//! A draft that would make another service like one that exists.

use serde::{Deserialize, Serialize};

use crate::draft::{
    AccessRole, AutoScaling, Build, Draft, Encryption, Firewall, HealthProtocolDraft, Incoming, InstanceRole,
    IpAddressType, Outgoing, Pair, SourceDraft, Tracing, Trigger, Variable, VariableSource,
};
use crate::form;
use crate::image::Registry;
use crate::runtime::Runtime;
use crate::service::{AutoScalingOption, CodeBuild, ServiceDetail, ServiceSource};
use crate::size::{Cpu, Memory};

/// The auto scaling configuration that every account has in every Region.
const DEFAULT_AUTO_SCALING: &str = "DefaultConfiguration";
/// Greatest length of a service's name.
const MAX_NAME: usize = 40;

/// A draft made from a service, and what of the service it does not carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Copied {
    /// The draft.
    pub draft: Draft,
    /// What is left out.
    pub left_out: Vec<LeftOut>,
}

/// What a copy does not carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// The interface endpoint is not known, or is of another place: one is to be chosen.
    PrivateEndpoint,
    /// The service's runtime creates no new services, or is not known.
    Runtime,
    /// Where the service comes from was not answered.
    Source,
    /// The connection to the provider of source code is of another place.
    Connection,
    /// The numbers of the auto scaling configuration could not be read, and the configuration is of another place.
    AutoScaling,
    /// The key that encrypts is of another place.
    KmsKey,
    /// The subnets of the VPC connector are of another place: some are to be chosen.
    Connector,
    /// The web ACL is of another place, or could not be read.
    WebAcl,
    /// The instance role is of another account: one is made that may read what the service refers to.
    InstanceRole,
    /// Secrets and parameters by ARN are of another place.
    References,
}

/// Where a copy is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination<'a> {
    /// Where the service stands.
    SamePlace,
    /// Another Region, another account, or both: what belongs to a Region is made anew or chosen anew.
    OtherPlace {
        /// Whether the account is another.
        other_account: bool,
        /// The service's auto scaling configuration with its numbers.
        auto_scaling: Option<&'a AutoScalingOption>,
    },
}

/// The draft of a service like this one, under a name of its own.
pub fn copy(service: &ServiceDetail, into: Destination) -> Copied {
    let mut left_out = Vec::new();
    let mut draft = Draft { name: name_of_copy(&service.row.name), ..Draft::new() };
    source(&service.source, &mut draft, &mut left_out);
    if let Some(cpu) = service.cpu_units.and_then(|units| Cpu::from_api(&units.to_string())) {
        draft.cpu = cpu;
    }
    if let Some(memory) = service.memory_mib.and_then(|mib| Memory::from_api(&mib.to_string())) {
        draft.memory = memory;
    }
    if let Some(check) = &service.health_check {
        let health = &mut draft.health_check;
        if let Some(path) = &check.http_path {
            health.protocol = HealthProtocolDraft::Http { path: path.clone() };
        }
        health.interval = check.interval.to_string();
        health.timeout = check.timeout.to_string();
        health.healthy_threshold = check.healthy_threshold.to_string();
        health.unhealthy_threshold = check.unhealthy_threshold.to_string();
    }
    draft.ip_address_type = service.ip_address_type.unwrap_or(IpAddressType::Ipv4);
    let is_own = |tag: &&Pair| tag.name != crate::plan::PLAN_TAG && !tag.name.starts_with("aws:");
    draft.tags = service.tags.iter().flatten().filter(is_own).cloned().collect();
    if let Some(arn) = &service.instance_role {
        draft.instance_role = InstanceRole::UseExisting { arn: arn.clone(), repair: false };
    }
    match into {
        Destination::SamePlace => same_place(service, &mut draft, &mut left_out),
        Destination::OtherPlace { other_account, auto_scaling } => {
            other_place(service, auto_scaling, &mut draft, &mut left_out);
            if other_account {
                roles_of_other_account(&mut draft, &mut left_out);
            }
        }
    }
    Copied { draft, left_out }
}

/// What stands there already is used again.
fn same_place(service: &ServiceDetail, draft: &mut Draft, left_out: &mut Vec<LeftOut>) {
    if let Some(configuration) = &service.auto_scaling {
        draft.auto_scaling = AutoScaling::UseExisting { arn: configuration.arn.clone() };
    }
    if let Some(arn) = &service.kms_key {
        draft.encryption = Encryption::KmsKey { arn: arn.clone() };
    }
    if let Some(arn) = &service.vpc_connector {
        draft.outgoing = Outgoing::Connector { arn: arn.clone() };
    }
    if let Some(arn) = &service.observability {
        draft.tracing = Tracing::UseExisting { arn: arn.clone() };
    }
    if let Some(acl) = &service.web_acl {
        draft.firewall = Firewall::WebAcl { arn: acl.arn.clone() };
    }
    if !service.web_acl_known {
        left_out.push(LeftOut::WebAcl);
    }
    if !service.public {
        let id = service.ingress.as_ref().map(|ingress| ingress.endpoint.clone()).filter(|id| !id.is_empty());
        if id.is_none() {
            left_out.push(LeftOut::PrivateEndpoint);
        }
        draft.incoming = Incoming::Endpoint { id: id.unwrap_or_default() };
    }
}

/// What belongs to a Region is made anew where that needs no choice, and left to be chosen where it does.
fn other_place(
    service: &ServiceDetail,
    auto_scaling: Option<&AutoScalingOption>,
    draft: &mut Draft,
    left_out: &mut Vec<LeftOut>,
) {
    if let Some(in_use) = &service.auto_scaling {
        match auto_scaling.and_then(again) {
            Some(again) => draft.auto_scaling = again,
            // The default of one place is like that of another.
            None if in_use.name == DEFAULT_AUTO_SCALING => {}
            None => left_out.push(LeftOut::AutoScaling),
        }
    }
    if service.kms_key.is_some() {
        left_out.push(LeftOut::KmsKey);
    }
    if let Some(arn) = &service.vpc_connector {
        left_out.push(LeftOut::Connector);
        draft.outgoing = Outgoing::NewConnector {
            name: configuration_name(arn),
            vpc: String::new(),
            subnets: Vec::new(),
            security_groups: Vec::new(),
            tags: Vec::new(),
        };
    }
    if let Some(arn) = &service.observability {
        draft.tracing = Tracing::CreateForMe { name: configuration_name(arn) };
    }
    if service.web_acl.is_some() || !service.web_acl_known {
        left_out.push(LeftOut::WebAcl);
    }
    if !service.public {
        left_out.push(LeftOut::PrivateEndpoint);
        draft.incoming = Incoming::NewEndpoint {
            name: form::ENDPOINT_NAME.to_owned(),
            vpc: String::new(),
            subnets: Vec::new(),
            security_groups: Vec::new(),
            tags: Vec::new(),
        };
    }
    if let SourceDraft::Code { connection, .. } = &mut draft.source {
        connection.clear();
        left_out.push(LeftOut::Connection);
    }
    let is_by_arn =
        |variable: &Variable| variable.source != VariableSource::Plain && variable.value.starts_with("arn:");
    if draft.environment.iter().any(is_by_arn) {
        left_out.push(LeftOut::References);
    }
}

fn roles_of_other_account(draft: &mut Draft, left_out: &mut Vec<LeftOut>) {
    if let SourceDraft::Ecr { access_role, .. } = &mut draft.source {
        *access_role = AccessRole::CreateForMe { name: Draft::ACCESS_ROLE_NAME.to_owned() };
    }
    if draft.instance_role != InstanceRole::NotNeeded {
        draft.instance_role = InstanceRole::CreateForMe { name: form::instance_role_name(draft), grants: Vec::new() };
        left_out.push(LeftOut::InstanceRole);
    }
}

/// A new configuration like one whose numbers are known; `None` for App Runner's own default, which each place has.
fn again(option: &AutoScalingOption) -> Option<AutoScaling> {
    (option.name != DEFAULT_AUTO_SCALING).then_some(())?;
    Some(AutoScaling::CreateForMe {
        name: option.name.clone(),
        max_concurrency: option.max_concurrency?.to_string(),
        min_size: option.min_size?.to_string(),
        max_size: option.max_size?.to_string(),
    })
}

/// The name in the ARN of a configuration: `…:vpcconnector/name/1/id`.
fn configuration_name(arn: &str) -> String {
    arn.split('/').nth(1).unwrap_or_default().to_owned()
}

fn name_of_copy(name: &str) -> String {
    const ENDING: &str = "-copy";
    let kept: String = name.chars().take(MAX_NAME - ENDING.len()).collect();
    format!("{kept}{ENDING}")
}

fn source(source: &ServiceSource, draft: &mut Draft, left_out: &mut Vec<LeftOut>) {
    let trigger = |automatic: bool| if automatic { Trigger::Automatic } else { Trigger::Manual };
    match source {
        ServiceSource::Image { uri, registry, port, start_command, environment, secrets, automatic, access_role } => {
            draft.source = match (registry, access_role) {
                (Registry::EcrPublic, _) => SourceDraft::EcrPublic { uri: uri.clone() },
                (Registry::Ecr, role) => SourceDraft::Ecr {
                    uri: uri.clone(),
                    trigger: trigger(*automatic),
                    access_role: match role {
                        Some(arn) => AccessRole::UseExisting { arn: arn.clone(), repair: false },
                        None => AccessRole::CreateForMe { name: Draft::ACCESS_ROLE_NAME.to_owned() },
                    },
                },
            };
            settings(draft, port.as_ref(), start_command.as_ref(), environment, secrets);
        }
        ServiceSource::Code { connection, repository, branch, directory, build, automatic } => {
            draft.source = SourceDraft::Code {
                connection: connection.clone().unwrap_or_default(),
                repository: repository.clone(),
                branch: branch.clone(),
                directory: directory.clone().unwrap_or_else(|| "/".to_owned()),
                trigger: trigger(*automatic),
                build: build.as_ref().map_or(Build::ConfigurationFile, |build| build_of(build, left_out)),
            };
            if let Some(build) = build {
                let CodeBuild { port, start_command, environment, secrets, .. } = build;
                settings(draft, port.as_ref(), start_command.as_ref(), environment, secrets);
            }
        }
        ServiceSource::Unknown => left_out.push(LeftOut::Source),
    }
}

fn build_of(build: &CodeBuild, left_out: &mut Vec<LeftOut>) -> Build {
    let runtime = Runtime::ALL.into_iter().find(|runtime| runtime.api_name() == build.runtime);
    if runtime.is_none_or(|runtime| runtime.ended().is_some()) {
        left_out.push(LeftOut::Runtime);
    }
    Build::Here { runtime, command: build.command.clone().unwrap_or_default() }
}

fn settings(
    draft: &mut Draft,
    port: Option<&String>,
    start_command: Option<&String>,
    environment: &[Pair],
    secrets: &[Pair],
) {
    if let Some(port) = port {
        draft.port.clone_from(port);
    }
    draft.start_command = start_command.cloned().unwrap_or_default();
    let variable = |source, pair: &Pair| Variable { source, name: pair.name.clone(), value: pair.value.clone() };
    let place = |value: &str| {
        if value.contains(":secretsmanager:") { VariableSource::SecretsManager } else { VariableSource::ParameterStore }
    };
    draft.environment = environment
        .iter()
        .map(|pair| variable(VariableSource::Plain, pair))
        .chain(secrets.iter().map(|pair| variable(place(&pair.value), pair)))
        .collect();
}

#[cfg(test)]
mod tests;
