//! The rules of each field: the constraints of the App Runner API (service model 2020-05-15), the rules of the
//! Developer Guide (April 2026), and a few that spare a person a failed deployment.

use std::collections::HashSet;

use super::text::number;
use super::{Context, auto_scaling_spec};
use crate::draft::{AccessRole, AutoScaling, Draft, HealthProtocolDraft, InstanceRole, Pair, SourceDraft, Trigger};
use crate::field::Field;
use crate::finding::{Detail, Finding, Fix};
use crate::image::{self, ImageReference, NotAnImage, Registry, Selector};
use crate::role::{self, Principal};
use crate::{form, region};

/// Services per account and Region (adjustable quota).
const SERVICE_QUOTA: usize = 30;
/// Tags per resource, less the one that a plan adds.
const MAX_TAGS: usize = 49;
const MAX_ENVIRONMENT_TEXT: usize = 51_200;

/// Everything that can be said of a draft, errors first.
pub(super) fn findings(draft: &Draft, context: &Context) -> Vec<Finding> {
    let mut found = Vec::new();
    source(draft, context, &mut found);
    name(draft, context, &mut found);
    size(draft, &mut found);
    whole_number(&draft.port, Field::Port, 1, 65_535, &mut found);
    command(&draft.start_command, &mut found);
    environment(&draft.environment, &mut found);
    auto_scaling(&draft.auto_scaling, &mut found);
    health_check(draft, &mut found);
    if let InstanceRole::UseExisting { arn } = &draft.instance_role {
        role_arn(arn, Field::InstanceRoleArn, Principal::Tasks, context, &mut found);
    }
    tags(&draft.tags, &mut found);
    found.sort_by_key(|finding| finding.severity);
    found
}

fn source(draft: &Draft, context: &Context, found: &mut Vec<Finding>) {
    if !region::is_served(&context.region) {
        let detail = Detail::RegionNotServed { region: context.region.clone() };
        found.push(Finding { field: None, ..Finding::error(Field::ImageUri, detail) });
    }
    let wanted = match &draft.source {
        SourceDraft::Ecr { .. } => Registry::Ecr,
        SourceDraft::EcrPublic { .. } => Registry::EcrPublic,
    };
    let reference = image_uri(draft.source.uri(), wanted, found);
    if let SourceDraft::Ecr { trigger, access_role, .. } = &draft.source {
        if let Some(reference) = &reference {
            place_of_image(reference, *trigger, context, found);
        }
        match access_role {
            AccessRole::CreateForMe { name } => role_name(name, context, found),
            AccessRole::UseExisting { arn } => role_arn(arn, Field::AccessRoleArn, Principal::Build, context, found),
        }
    }
}

fn image_uri(uri: &str, wanted: Registry, found: &mut Vec<Finding>) -> Option<ImageReference> {
    let uri = uri.trim();
    if !required(uri, Field::ImageUri, found) || !not_longer(uri, image::MAX_LENGTH, Field::ImageUri, found) {
        return None;
    }
    let detail = match ImageReference::parse(uri) {
        Ok(reference) if reference.registry == wanted => {
            if reference.selector == Selector::Latest {
                found.push(Finding::advice(Field::ImageUri, Detail::ImageTagMissing));
            }
            return Some(reference);
        }
        Ok(reference) if reference.registry == Registry::Ecr => Detail::ImageIsPrivate,
        Ok(_) => Detail::ImageIsPublic,
        Err(NotAnImage::OtherRegistry) => Detail::ImageRegistryUnsupported,
        Err(NotAnImage::Malformed) => Detail::ImageMalformed,
    };
    found.push(Finding::error(Field::ImageUri, detail));
    None
}

fn place_of_image(image: &ImageReference, trigger: Trigger, context: &Context, found: &mut Vec<Finding>) {
    let other_account = image.account.as_ref().filter(|account| **account != context.account);
    if let Some(account) = other_account {
        found.push(Finding::warning(Field::ImageUri, Detail::ImageOfOtherAccount { account: account.clone() }));
    }
    if let Some(region) = image.region.as_ref().filter(|region| **region != context.region) {
        found.push(Finding::advice(Field::ImageUri, Detail::ImageOfOtherRegion { region: region.clone() }));
    }
    if trigger == Trigger::Automatic {
        if other_account.is_some() {
            found.push(Finding::error(Field::Trigger, Detail::AutomaticNotPossible).with_fix(Fix::SetManual));
        } else if matches!(image.selector, Selector::Digest(_)) {
            found.push(Finding::warning(Field::Trigger, Detail::AutomaticWithDigest).with_fix(Fix::SetManual));
        }
    }
}

fn role_name(name: &str, context: &Context, found: &mut Vec<Finding>) {
    let (name, field) = (name.trim(), Field::AccessRoleName);
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
        found.push(if role.trusts.contains(&Principal::Build) {
            finding.with_fix(Fix::UseExistingRole { arn: role.arn.clone() })
        } else {
            finding
        });
    }
}

fn role_arn(arn: &str, field: Field, principal: Principal, context: &Context, found: &mut Vec<Finding>) {
    let arn = arn.trim();
    if !required(arn, field, found) {
        return;
    }
    if !role::is_arn(arn) {
        found.push(Finding::error(field, Detail::NotARoleArn));
        return;
    }
    let known = context.roles.iter().flatten().find(|role| role.arn == arn);
    if known.is_some_and(|role| !role.trusts.contains(&principal)) {
        let principal = principal.service().to_owned();
        found.push(Finding::warning(field, Detail::RoleNotTrusted { principal }));
    }
}

fn name(draft: &Draft, context: &Context, found: &mut Vec<Finding>) {
    let name = draft.name.trim();
    resource_name(name, Field::ServiceName, 4, 40, found);
    let Some(existing) = &context.service_names else { return };
    if existing.iter().any(|other| other == name) {
        found.push(Finding::error(Field::ServiceName, Detail::NameTaken));
    }
    if existing.len() >= SERVICE_QUOTA {
        let count = u32::try_from(existing.len()).unwrap_or(u32::MAX);
        let detail = Detail::ServiceQuotaReached { count };
        found.push(Finding { field: None, ..Finding::warning(Field::ServiceName, detail) });
    }
}

/// Names of App Runner's own resources: `[A-Za-z0-9][A-Za-z0-9\-_]*`, of a length between two bounds.
fn resource_name(name: &str, field: Field, min: usize, max: usize, found: &mut Vec<Finding>) {
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

fn command(command: &str, found: &mut Vec<Finding>) {
    if command.contains(['\n', '\r']) {
        found.push(Finding::error(Field::StartCommand, Detail::LineBreak));
    }
}

fn environment(rows: &[Pair], found: &mut Vec<Finding>) {
    let mut seen = HashSet::new();
    for (index, row) in (0..).zip(rows) {
        let field = Field::EnvironmentName { index };
        let name = row.name.trim();
        not_longer(&row.value, MAX_ENVIRONMENT_TEXT, Field::EnvironmentValue { index }, found);
        if !required(name, field, found) || !not_longer(name, MAX_ENVIRONMENT_TEXT, field, found) {
            continue;
        }
        if !seen.insert(name) {
            found.push(Finding::error(field, Detail::Duplicate));
        } else if name == "PORT" {
            found.push(Finding::error(field, Detail::EnvironmentNameReserved));
        } else if name.starts_with("AWSAPPRUNNER") {
            found.push(Finding::advice(field, Detail::EnvironmentNamePrefix));
        } else if !is_shell_name(name) {
            found.push(Finding::warning(field, Detail::EnvironmentNameUnusual));
        }
    }
}

fn is_shell_name(name: &str) -> bool {
    !name.as_bytes()[0].is_ascii_digit() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn auto_scaling(choice: &AutoScaling, found: &mut Vec<Finding>) {
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

fn tags(rows: &[Pair], found: &mut Vec<Finding>) {
    let mut seen = HashSet::new();
    for (index, row) in (0..).zip(rows) {
        let field = Field::TagKey { index };
        let key = row.name.trim();
        not_longer(&row.value, 256, Field::TagValue { index }, found);
        if !required(key, field, found) || !not_longer(key, 128, field, found) {
            continue;
        }
        if !seen.insert(key) {
            found.push(Finding::error(field, Detail::Duplicate));
        } else if key.to_ascii_lowercase().starts_with("aws:") {
            found.push(Finding::error(field, Detail::TagKeyReserved));
        }
    }
    if rows.len() > MAX_TAGS {
        let index = to_u32(MAX_TAGS);
        found.push(Finding::error(Field::TagKey { index }, Detail::TooMany { max: index }));
    }
}

fn whole_number(text: &str, field: Field, min: u16, max: u16, found: &mut Vec<Finding>) {
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

fn required(text: &str, field: Field, found: &mut Vec<Finding>) -> bool {
    if text.is_empty() {
        found.push(Finding::error(field, Detail::Required));
    }
    !text.is_empty()
}

/// Lengths are counted in characters, as the API's model does.
fn not_longer(text: &str, max: usize, field: Field, found: &mut Vec<Finding>) -> bool {
    let length = text.chars().count();
    if length > max {
        let detail = Detail::TooLong { max: to_u32(max), length: to_u32(length) };
        found.push(Finding::error(field, detail));
    }
    length <= max
}

fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
