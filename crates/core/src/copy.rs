//! A draft that would make another service like one that exists.

use serde::{Deserialize, Serialize};

use crate::draft::{
    AccessRole, AutoScaling, Build, Draft, Encryption, HealthProtocolDraft, InstanceRole, IpAddressType, Outgoing,
    Pair, SourceDraft, Tracing, Trigger, Variable, VariableSource,
};
use crate::image::Registry;
use crate::runtime::Runtime;
use crate::service::{CodeBuild, ServiceDetail, ServiceSource};
use crate::size::{Cpu, Memory};

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
    /// The service is reached from a VPC only; the copy would be public.
    PrivateEndpoint,
    /// The service's runtime creates no new services, or is not known.
    Runtime,
    /// Where the service comes from was not answered.
    Source,
}

/// The draft of a service like this one, under a name of its own.
pub fn copy(service: &ServiceDetail) -> Copied {
    let mut left_out = Vec::new();
    if !service.public {
        left_out.push(LeftOut::PrivateEndpoint);
    }
    let mut draft = Draft { name: name_of_copy(&service.row.name), ..Draft::new() };
    source(&service.source, &mut draft, &mut left_out);
    if let Some(cpu) = service.cpu_units.and_then(|units| Cpu::from_api(&units.to_string())) {
        draft.cpu = cpu;
    }
    if let Some(memory) = service.memory_mib.and_then(|mib| Memory::from_api(&mib.to_string())) {
        draft.memory = memory;
    }
    if let Some(configuration) = &service.auto_scaling {
        draft.auto_scaling = AutoScaling::UseExisting { arn: configuration.arn.clone() };
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
    if let Some(arn) = &service.instance_role {
        draft.instance_role = InstanceRole::UseExisting { arn: arn.clone() };
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
    draft.ip_address_type = service.ip_address_type.unwrap_or(IpAddressType::Ipv4);
    let is_own = |tag: &&Pair| tag.name != crate::plan::PLAN_TAG && !tag.name.starts_with("aws:");
    draft.tags = service.tags.iter().flatten().filter(is_own).cloned().collect();
    Copied { draft, left_out }
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
                        Some(arn) => AccessRole::UseExisting { arn: arn.clone() },
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
