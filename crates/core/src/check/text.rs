//! From what was typed to values.

use super::{Context, NewInstanceRole, TrustRepair, Wanted, auto_scaling_spec, tags};
use crate::draft::{
    AccessRole, AutoScaling, Build, Draft, Encryption, Firewall, HealthProtocolDraft, Incoming, InstanceRole,
    IpAddressType, Outgoing, SourceDraft, Tracing, Trigger, Variable, VariableSource,
};
use crate::image::Registry;
use crate::plan::Wish;
use crate::role::Principal;
use crate::spec::{
    BuildSpec, CodeSpec, ConfigurationRef, ConnectorSpec, EndpointSpec, HealthCheck, ImageSpec, IngressPlace,
    IngressSpec, ServiceSpec, SourceSpec,
};
use crate::{policy, role};

/// Reads a whole number; surrounding blanks are forgiven, a sign is not.
pub(super) fn number(text: &str) -> Option<u16> {
    let text = text.trim();
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Everything that a draft without errors asks for; `None` if something cannot be read after all.
pub(super) fn wanted(draft: &Draft, context: &Context) -> Option<Wanted> {
    let (source, new_access_role) = source(&draft.source, context)?;
    let (instance_role, new_instance_role) = instance_role(draft, context);
    let has_file = draft.source.has_configuration_file();
    let variables = |wanted: fn(&Variable) -> bool| {
        let variables = draft.environment.iter().filter(move |variable| !has_file && wanted(variable));
        variables.map(|variable| (variable.name.trim().to_owned(), variable.value.clone()))
    };
    let service = ServiceSpec {
        name: draft.name.trim().to_owned(),
        source,
        cpu: draft.cpu,
        memory: draft.memory,
        port: if has_file { None } else { Some(number(&draft.port)?) },
        start_command: filled(&draft.start_command).filter(|_| !has_file),
        environment: variables(|variable| variable.source == VariableSource::Plain).collect(),
        secrets: variables(|variable| variable.source != VariableSource::Plain)
            .map(|(name, place)| (name, place.trim().to_owned()))
            .collect(),
        auto_scaling: match &draft.auto_scaling {
            AutoScaling::AccountDefault => None,
            AutoScaling::UseExisting { arn } => Some(ConfigurationRef::Arn { arn: arn.clone() }),
            AutoScaling::CreateForMe { .. } => Some(ConfigurationRef::FromPlan),
        },
        health_check: health_check(draft)?,
        instance_role,
        kms_key: match &draft.encryption {
            Encryption::AwsOwned => None,
            Encryption::KmsKey { arn } => Some(arn.trim().to_owned()),
        },
        connector: match &draft.outgoing {
            Outgoing::Public => None,
            Outgoing::Connector { arn } => Some(ConfigurationRef::Arn { arn: arn.trim().to_owned() }),
            Outgoing::NewConnector { .. } => Some(ConfigurationRef::FromPlan),
        },
        observability: match &draft.tracing {
            Tracing::Off => None,
            Tracing::UseExisting { arn } => Some(ConfigurationRef::Arn { arn: arn.trim().to_owned() }),
            Tracing::CreateForMe { .. } => Some(ConfigurationRef::FromPlan),
        },
        public: draft.incoming == Incoming::Public,
        ip_address_type: draft.ip_address_type,
        tags: tags::resolved(&draft.tags),
    };
    let new_observability = match &draft.tracing {
        Tracing::CreateForMe { name } => Some(name.trim().to_owned()),
        Tracing::Off | Tracing::UseExisting { .. } => None,
    };
    let new_connector = match &draft.outgoing {
        Outgoing::NewConnector { name, subnets, security_groups, tags, .. } => Some(ConnectorSpec {
            name: name.trim().to_owned(),
            subnets: subnets.clone(),
            security_groups: security_groups.clone(),
            tags: tags::resolved(tags),
        }),
        Outgoing::Public | Outgoing::Connector { .. } => None,
    };
    let new_auto_scaling = auto_scaling_spec(&draft.auto_scaling);
    let (new_endpoint, ingress) = ingress(draft, context)?;
    let web_acl = match &draft.firewall {
        Firewall::Off => None,
        Firewall::WebAcl { arn } => Some(arn.trim().to_owned()),
    };
    Some(Wanted {
        service,
        new_access_role,
        new_instance_role,
        new_auto_scaling,
        new_observability,
        new_connector,
        repairs: repairs(draft, context),
        new_endpoint,
        ingress,
        web_acl,
    })
}

/// The way from a VPC to the service, and the interface endpoint where one is to be made; `None` when the endpoint is
/// not known after all.
fn ingress(draft: &Draft, context: &Context) -> Option<(Option<EndpointSpec>, Option<IngressSpec>)> {
    let name = draft.name.trim().to_owned();
    Some(match wish(&draft.incoming, draft.ip_address_type, context)? {
        Wish::Public => (None, None),
        Wish::Private { new_endpoint, place: IngressPlace { vpc, endpoint } } => {
            (new_endpoint, Some(IngressSpec { name, vpc, endpoint, service: None }))
        }
    })
}

/// How a service is to be reached; `None` when the endpoint is not known after all.
pub(super) fn wish(wanted: &Incoming, addresses: IpAddressType, context: &Context) -> Option<Wish> {
    Some(match wanted {
        Incoming::Public => Wish::Public,
        Incoming::Endpoint { id } => {
            let known = context.endpoints.iter().flatten().find(|endpoint| endpoint.id == id.trim())?;
            let place = IngressPlace { vpc: known.vpc.clone(), endpoint: Some(known.id.clone()) };
            Wish::Private { new_endpoint: None, place }
        }
        Incoming::NewEndpoint { name: tag, vpc, subnets, security_groups, tags } => {
            let spec = EndpointSpec {
                name: filled(tag),
                vpc: vpc.clone(),
                subnets: subnets.clone(),
                security_groups: security_groups.clone(),
                ip_address_type: addresses,
                tags: tags::resolved(tags),
            };
            Wish::Private { new_endpoint: Some(spec), place: IngressPlace { vpc: vpc.clone(), endpoint: None } }
        }
    })
}

/// The trust policies that are to be repaired: one repair a role, even if both principals are added to it.
fn repairs(draft: &Draft, context: &Context) -> Vec<TrustRepair> {
    let access = match &draft.source {
        SourceDraft::Ecr { access_role: AccessRole::UseExisting { arn, repair: true }, .. } => Some(arn),
        _ => None,
    };
    let instance = match &draft.instance_role {
        InstanceRole::UseExisting { arn, repair: true } => Some(arn),
        _ => None,
    };
    let mut repairs: Vec<TrustRepair> = Vec::new();
    for (arn, principal) in [(access, Principal::Build), (instance, Principal::Tasks)] {
        let known = context.roles.iter().flatten().find(|known| arn.is_some_and(|arn| arn.trim() == known.arn));
        let Some(known) = known.filter(|known| !known.trusts.contains(&principal)) else { continue };
        let earlier = repairs.iter_mut().find(|repair| repair.role == known.name);
        let before = earlier.as_ref().map_or(&known.trust, |repair| &repair.after);
        let Some(after) = role::trust_with(before, principal) else { continue };
        match earlier {
            Some(repair) => repair.after = after,
            None => repairs.push(TrustRepair { role: known.name.clone(), before: known.trust.clone(), after }),
        }
    }
    repairs
}

fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The role's ARN, and the role itself where it is to be made: its ARN is known before.
fn instance_role(draft: &Draft, context: &Context) -> (Option<String>, Option<NewInstanceRole>) {
    match &draft.instance_role {
        InstanceRole::NotNeeded => (None, None),
        InstanceRole::UseExisting { arn, .. } => (Some(arn.trim().to_owned()), None),
        InstanceRole::CreateForMe { name, .. } => {
            let name = name.trim().to_owned();
            let policy = policy::instance_policy(draft, &context.account, &context.region);
            (Some(role::instance_role_arn(&context.account, &name)), Some(NewInstanceRole { name, policy }))
        }
    }
}

/// What is deployed, and the name of the access role where one is to be made.
fn source(source: &SourceDraft, context: &Context) -> Option<(SourceSpec, Option<String>)> {
    let image = |uri: &str, registry, automatic, access_role| {
        SourceSpec::Image(ImageSpec { uri: uri.trim().to_owned(), registry, automatic, access_role })
    };
    Some(match source {
        SourceDraft::EcrPublic { uri } => (image(uri, Registry::EcrPublic, false, None), None),
        SourceDraft::Ecr { uri, trigger, access_role } => {
            let (arn, new) = match access_role {
                AccessRole::CreateForMe { name } => {
                    let name = name.trim();
                    (role::access_role_arn(&context.account, name), Some(name.to_owned()))
                }
                AccessRole::UseExisting { arn, .. } => (arn.trim().to_owned(), None),
            };
            (image(uri, Registry::Ecr, *trigger == Trigger::Automatic, Some(arn)), new)
        }
        SourceDraft::Code { connection, repository, branch, directory, trigger, build } => {
            let code = CodeSpec {
                connection: connection.trim().to_owned(),
                repository: repository.trim().to_owned(),
                branch: branch.trim().to_owned(),
                directory: directory.trim().to_owned(),
                automatic: *trigger == Trigger::Automatic,
                build: match build {
                    Build::ConfigurationFile => None,
                    Build::Here { runtime, command } => {
                        Some(BuildSpec { runtime: (*runtime)?, command: filled(command) })
                    }
                },
            };
            (SourceSpec::Code(code), None)
        }
    })
}

fn health_check(draft: &Draft) -> Option<HealthCheck> {
    let health = &draft.health_check;
    Some(HealthCheck {
        http_path: match &health.protocol {
            HealthProtocolDraft::Tcp => None,
            HealthProtocolDraft::Http { path } => Some(path.trim().to_owned()),
        },
        interval: number(&health.interval)?,
        timeout: number(&health.timeout)?,
        healthy_threshold: number(&health.healthy_threshold)?,
        unhealthy_threshold: number(&health.unhealthy_threshold)?,
    })
}
