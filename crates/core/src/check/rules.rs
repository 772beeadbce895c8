//! The rules of each field: the constraints of the App Runner API (service model 2020-05-15), the rules of the
//! Developer Guide (April 2026), and a few that spare a person a failed deployment.

use super::connector::{NewConnector, addresses_needed, new_connector};
use super::text::number;
use super::{Context, auto_scaling_spec, environment, incoming, source, tags};
use crate::arn::Arn;
use crate::draft::{
    AutoScaling, Draft, Encryption, Firewall, HealthProtocolDraft, Incoming, InstanceRole, Outgoing, Tracing,
};
use crate::field::Field;
use crate::finding::{Detail, Finding, Fix};
use crate::role::{self, Principal};
use crate::{form, policy};

/// Services per account and Region (adjustable quota).
pub(crate) const SERVICE_QUOTA: u32 = 30;

/// Everything that can be said of a draft, errors first.
pub(super) fn findings(draft: &Draft, context: &Context) -> Vec<Finding> {
    let mut found = Vec::new();
    source::source(draft, context, &mut found);
    name(draft, context, &mut found);
    size(draft, &mut found);
    if !draft.source.has_configuration_file() {
        whole_number(&draft.port, Field::Port, 1, 65_535, &mut found);
        one_line(&draft.start_command, Field::StartCommand, &mut found);
        environment::environment(draft, context, &mut found);
    }
    auto_scaling(&draft.auto_scaling, context, &mut found);
    health_check(draft, &mut found);
    instance_role(&draft.instance_role, context, &mut found);
    encryption(&draft.encryption, context, &mut found);
    firewall(draft, context, &mut found);
    incoming::incoming(&draft.incoming, context, &mut found);
    match &draft.outgoing {
        Outgoing::Public => {}
        Outgoing::Connector { arn } => {
            required(arn.trim(), Field::ConnectorArn, &mut found);
        }
        Outgoing::NewConnector { name, vpc, subnets, security_groups, tags } => {
            let wanted = NewConnector { name, vpc, subnets, security_groups };
            new_connector(&wanted, addresses_needed(draft), context, &mut found);
            tags::check(tags, &[], tags::CONNECTOR, &mut found);
        }
    }
    tracing(draft, &mut found);
    tags::check(&draft.tags, &[], tags::SERVICE, &mut found);
    found.sort_by_key(|finding| finding.severity);
    found.into_iter().map(|finding| finding.for_source(&draft.source)).collect()
}

pub(super) fn role_name(name: &str, field: Field, principal: Principal, context: &Context, found: &mut Vec<Finding>) {
    let name = name.trim();
    if !required(name, field, found) || !not_longer(name, role::MAX_NAME_LENGTH, field, found) {
        return;
    }
    if !role::is_name(name) {
        found.push(Finding::error(field, Detail::RoleNameCharacters));
    }
    // IAM's names are unique whatever their case.
    let taken = context.roles.iter().flatten().find(|role| role.name.eq_ignore_ascii_case(name));
    if let Some(role) = taken {
        let finding = Finding::error(field, Detail::RoleNameTaken);
        found.push(if role.trusts.contains(&principal) {
            finding.with_fix(Fix::UseExistingRole { principal, arn: role.arn.clone() })
        } else {
            finding
        });
    }
}

/// An existing role as a draft names it.
pub(super) struct Chosen<'a> {
    pub(super) arn: &'a str,
    pub(super) repair: bool,
    pub(super) principal: Principal,
}

pub(super) fn chosen_role(role: &Chosen, field: Field, context: &Context, found: &mut Vec<Finding>) {
    let arn = role.arn.trim();
    if !required(arn, field, found) {
        return;
    }
    if !role::is_arn(arn) {
        found.push(Finding::error(field, Detail::NotARoleArn));
        return;
    }
    let known = context.roles.iter().flatten().find(|known| known.arn == arn);
    let Some(known) = known.filter(|known| !known.trusts.contains(&role.principal)) else { return };
    let principal = role.principal.service().to_owned();
    let can_repair = !role::is_service_linked(arn) && role::trust_with(&known.trust, role.principal).is_some();
    found.push(match (role.repair, can_repair) {
        (true, true) => Finding::advice(field, Detail::TrustIsRepaired { principal }),
        (false, true) => Finding::warning(field, Detail::RoleNotTrusted { principal })
            .with_fix(Fix::RepairTrust { principal: role.principal }),
        (_, false) => Finding::warning(field, Detail::RoleNotTrusted { principal }),
    });
}

fn name(draft: &Draft, context: &Context, found: &mut Vec<Finding>) {
    let name = draft.name.trim();
    resource_name(name, Field::ServiceName, 4, 40, found);
    let Some(existing) = &context.service_names else { return };
    if existing.iter().any(|other| other == name) {
        found.push(Finding::error(Field::ServiceName, Detail::NameTaken));
    }
    let count = to_u32(existing.len());
    if count >= SERVICE_QUOTA {
        let detail = Detail::ServiceQuotaReached { count };
        found.push(Finding { field: None, ..Finding::warning(Field::ServiceName, detail) });
    }
}

/// Names of App Runner's own resources: `[A-Za-z0-9][A-Za-z0-9\-_]*`, of a length between two bounds.
pub(super) fn resource_name(name: &str, field: Field, min: usize, max: usize, found: &mut Vec<Finding>) {
    if !required(name, field, found) || !not_longer(name, max, field, found) {
        return;
    }
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if !name.bytes().all(allowed) || !name.as_bytes()[0].is_ascii_alphanumeric() {
        found.push(Finding::error(field, Detail::NameCharacters));
    } else if name.len() < min {
        found.push(Finding::error(field, Detail::TooShort { min: to_u32(min) }));
    }
}

fn size(draft: &Draft, found: &mut Vec<Finding>) {
    let options = draft.cpu.memory_options();
    if !options.contains(&draft.memory) {
        let finding = Finding::error(Field::Memory, Detail::MemoryNotForCpu);
        found.push(match options.first() {
            Some(memory) => finding.with_fix(Fix::SetMemory { memory: *memory }),
            None => finding,
        });
    }
}

pub(super) fn one_line(command: &str, field: Field, found: &mut Vec<Finding>) {
    if command.contains(['\n', '\r']) {
        found.push(Finding::error(field, Detail::LineBreak));
    }
}

fn instance_role(role: &InstanceRole, context: &Context, found: &mut Vec<Finding>) {
    match role {
        InstanceRole::NotNeeded => {}
        InstanceRole::UseExisting { arn, repair } => {
            let chosen = Chosen { arn, repair: *repair, principal: Principal::Tasks };
            chosen_role(&chosen, Field::InstanceRoleArn, context, found);
        }
        InstanceRole::CreateForMe { name, grants } => {
            role_name(name, Field::InstanceRoleName, Principal::Tasks, context, found);
            for (index, grant) in (0..).zip(grants) {
                let field = Field::GrantTarget { index };
                if required(grant.target.trim(), field, found)
                    && policy::target_arn(grant, &context.account, &context.region).is_none()
                {
                    found.push(Finding::error(field, Detail::NotAGrantTarget));
                }
            }
        }
    }
}

fn encryption(encryption: &Encryption, context: &Context, found: &mut Vec<Finding>) {
    let Encryption::KmsKey { arn } = encryption else { return };
    let (arn, field) = (arn.trim(), Field::KmsKeyArn);
    if !required(arn, field, found) {
        return;
    }
    match Arn::parse(arn).filter(|arn| arn.service == "kms" && is_key(arn.resource)) {
        None => found.push(Finding::error(field, Detail::NotAKmsKey)),
        Some(arn) if arn.region != context.region => {
            found.push(Finding::error(field, Detail::KmsKeyOfOtherRegion { region: arn.region.to_owned() }));
        }
        Some(_) => {}
    }
}

/// A web ACL of App Runner's own Region: `regional/webacl/` and a name and an id. (AWS WAF API, `AssociateWebACL`.)
fn firewall(draft: &Draft, context: &Context, found: &mut Vec<Finding>) {
    let Firewall::WebAcl { arn } = &draft.firewall else { return };
    let (arn, field) = (arn.trim(), Field::WebAclArn);
    if !required(arn, field, found) {
        return;
    }
    let is_acl = |arn: &Arn| arn.service == "wafv2" && arn.resource.split('/').nth(1) == Some("webacl");
    match Arn::parse(arn).filter(is_acl) {
        None => found.push(Finding::error(field, Detail::NotAWebAcl)),
        Some(arn) if arn.region != context.region || !arn.resource.starts_with("regional/") => {
            found.push(Finding::error(field, Detail::WebAclOfOtherRegion { region: arn.region.to_owned() }));
        }
        // (Developer Guide, *Associating an AWS WAF web ACL*, April 2026.)
        Some(_) if draft.incoming != Incoming::Public => {
            found.push(Finding::advice(field, Detail::WebAclWithoutAddresses));
        }
        Some(_) => {}
    }
}

/// `key/` and a UUID in lower case (API shape `KmsKeyArn`).
fn is_key(resource: &str) -> bool {
    let Some(id) = resource.strip_prefix("key/") else { return false };
    let groups: Vec<&str> = id.split('-').collect();
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]) && groups.iter().all(|group| group.bytes().all(is_hex))
}

fn tracing(draft: &Draft, found: &mut Vec<Finding>) {
    let field = match &draft.tracing {
        Tracing::Off => return,
        Tracing::UseExisting { arn } => {
            required(arn.trim(), Field::ObservabilityArn, found);
            Field::ObservabilityArn
        }
        Tracing::CreateForMe { name } => {
            resource_name(name.trim(), Field::ObservabilityName, 4, 32, found);
            Field::ObservabilityName
        }
    };
    if draft.instance_role == InstanceRole::NotNeeded {
        found.push(Finding::warning(field, Detail::TracingNeedsRole).with_fix(new_role(draft)));
    }
}

/// The instance role that a draft without one could have.
pub(super) fn new_role(draft: &Draft) -> Fix {
    Fix::CreateInstanceRole { name: form::instance_role_name(draft) }
}

fn auto_scaling(choice: &AutoScaling, context: &Context, found: &mut Vec<Finding>) {
    match choice {
        AutoScaling::AccountDefault => {}
        AutoScaling::UseExisting { arn } => {
            required(arn, Field::AutoScalingArn, found);
        }
        AutoScaling::CreateForMe { name, max_concurrency, min_size, max_size } => {
            resource_name(name.trim(), Field::AutoScalingName, 4, 32, found);
            whole_number(max_concurrency, Field::MaxConcurrency, 1, 200, found);
            whole_number(min_size, Field::MinSize, 1, 25, found);
            // The model has no upper bound; the real ceiling is the account's Fargate quota.
            whole_number(max_size, Field::MaxSize, 1, form::MAX_INSTANCES, found);
            let is_known = |known: &Vec<String>| known.iter().any(|known| known == name.trim());
            if context.auto_scaling_names.as_ref().is_some_and(is_known) {
                found.push(Finding::advice(Field::AutoScalingName, Detail::NewRevision));
            }
            if auto_scaling_spec(choice).is_some_and(|spec| spec.max_size < spec.min_size) {
                found.push(Finding::error(Field::MaxSize, Detail::MaxBelowMin));
            }
        }
    }
}

fn health_check(draft: &Draft, found: &mut Vec<Finding>) {
    let health = &draft.health_check;
    if let HealthProtocolDraft::Http { path } = &health.protocol {
        let path = path.trim();
        if required(path, Field::HealthPath, found) && !path.starts_with('/') {
            let fix = Fix::SetHealthPath { path: format!("/{path}") };
            found.push(Finding::error(Field::HealthPath, Detail::PathWithoutSlash).with_fix(fix));
        }
    }
    whole_number(&health.timeout, Field::HealthTimeout, 1, 20, found);
    whole_number(&health.interval, Field::HealthInterval, 1, 20, found);
    whole_number(&health.unhealthy_threshold, Field::UnhealthyThreshold, 1, 20, found);
    whole_number(&health.healthy_threshold, Field::HealthyThreshold, 1, 20, found);
    if let (Some(timeout), Some(interval)) = (number(&health.timeout), number(&health.interval))
        && timeout >= interval
    {
        found.push(Finding::warning(Field::HealthTimeout, Detail::TimeoutNotBelowInterval));
    }
}

pub(super) fn whole_number(text: &str, field: Field, min: u16, max: u16, found: &mut Vec<Finding>) {
    let text = text.trim();
    if !required(text, field, found) {
        return;
    }
    let out_of_range = Detail::OutOfRange { min: min.into(), max: max.into() };
    match number(text) {
        Some(value) if (min..=max).contains(&value) => {}
        // More digits than fit, or negative: still a number to the person who typed it.
        _ if text.parse::<f64>().is_ok_and(|value| value.fract() == 0.0) => {
            found.push(Finding::error(field, out_of_range));
        }
        _ => found.push(Finding::error(field, Detail::NotANumber)),
    }
}

pub(super) fn required(text: &str, field: Field, found: &mut Vec<Finding>) -> bool {
    if text.is_empty() {
        found.push(Finding::error(field, Detail::Required));
    }
    !text.is_empty()
}

/// Lengths are counted in characters, as the API's model does.
pub(super) fn not_longer(text: &str, max: usize, field: Field, found: &mut Vec<Finding>) -> bool {
    let length = text.chars().count();
    if length > max {
        let detail = Detail::TooLong { max: to_u32(max), length: to_u32(length) };
        found.push(Finding::error(field, detail));
    }
    length <= max
}

pub(super) fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
