//! The rules of environment variables, plain and referred to.

use std::collections::HashSet;

use super::Context;
use super::rules::{new_role, not_longer, required};
use crate::arn::Arn;
use crate::draft::{Draft, InstanceRole, Variable, VariableSource};
use crate::environment::looks_secret;
use crate::field::Field;
use crate::finding::{Detail, Finding};

/// Characters of a plain name or value.
const MAX_TEXT: usize = 51_200;
/// Characters of the name or place of a secret or parameter.
const MAX_REFERENCE: usize = 2048;

pub(super) fn environment(draft: &Draft, context: &Context, found: &mut Vec<Finding>) {
    let mut seen = HashSet::new();
    for (index, variable) in (0..).zip(&draft.environment) {
        let is_new = seen.insert(variable.name.trim());
        name(variable, Field::EnvironmentName { index }, is_new, found);
        value(variable, Field::EnvironmentValue { index }, context, found);
    }
    let refers = draft.environment.iter().position(|variable| variable.source != VariableSource::Plain);
    if let (Some(index), InstanceRole::NotNeeded) = (refers, &draft.instance_role) {
        let field = Field::EnvironmentValue { index: u32::try_from(index).unwrap_or(u32::MAX) };
        found.push(Finding::error(field, Detail::ReferenceNeedsRole).with_fix(new_role(draft)));
    }
}

fn name(variable: &Variable, field: Field, is_new: bool, found: &mut Vec<Finding>) {
    let name = variable.name.trim();
    let max = if variable.source == VariableSource::Plain { MAX_TEXT } else { MAX_REFERENCE };
    if !required(name, field, found) || !not_longer(name, max, field, found) {
        return;
    }
    if !is_new {
        found.push(Finding::error(field, Detail::Duplicate));
    } else if name == "PORT" {
        found.push(Finding::error(field, Detail::EnvironmentNameReserved));
    } else if name.starts_with("AWSAPPRUNNER") {
        found.push(Finding::advice(field, Detail::EnvironmentNamePrefix));
    } else if !is_shell_name(name) {
        found.push(Finding::warning(field, Detail::EnvironmentNameUnusual));
    }
}

fn value(variable: &Variable, field: Field, context: &Context, found: &mut Vec<Finding>) {
    let place = variable.value.trim();
    match variable.source {
        VariableSource::Plain => {
            if not_longer(&variable.value, MAX_TEXT, field, found) && looks_secret(&variable.name, &variable.value) {
                found.push(Finding::advice(field, Detail::LooksSecret));
            }
        }
        VariableSource::SecretsManager | VariableSource::ParameterStore => {
            if !required(place, field, found) || !not_longer(place, MAX_REFERENCE, field, found) {
                return;
            }
            let arn = Arn::parse(place);
            if variable.source == VariableSource::SecretsManager {
                let is_secret = |arn: &Arn| arn.service == "secretsmanager" && arn.resource.starts_with("secret:");
                if !arn.as_ref().is_some_and(is_secret) {
                    found.push(Finding::error(field, Detail::NotASecret));
                }
            } else {
                parameter(place, arn, field, context, found);
            }
        }
    }
}

/// A parameter is named by its ARN or, in the service's own Region, by its name; it has to be of the same account.
/// (Developer Guide, *Managing environment variables*, April 2026.)
fn parameter(place: &str, arn: Option<Arn>, field: Field, context: &Context, found: &mut Vec<Finding>) {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-/".contains(&byte);
    match arn {
        Some(arn) if arn.service != "ssm" || !arn.resource.starts_with("parameter/") => {
            found.push(Finding::error(field, Detail::NotAParameter));
        }
        Some(arn) if arn.account != context.account => {
            let account = arn.account.to_owned();
            found.push(Finding::error(field, Detail::ReferenceOfOtherAccount { account }));
        }
        Some(_) => {}
        None if place.bytes().all(is_name) => {}
        None => found.push(Finding::error(field, Detail::NotAParameter)),
    }
}

fn is_shell_name(name: &str) -> bool {
    !name.as_bytes()[0].is_ascii_digit() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
