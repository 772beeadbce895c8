//! From what was typed to values.

use super::{Context, Wanted, auto_scaling_spec};
use crate::draft::{AccessRole, AutoScaling, Draft, HealthProtocolDraft, InstanceRole, Pair, SourceDraft, Trigger};
use crate::image::Registry;
use crate::role;
use crate::spec::{AutoScalingRef, HealthCheck, ImageSpec, ServiceSpec};

/// Reads a whole number; surrounding blanks are forgiven, a sign is not.
pub(super) fn number(text: &str) -> Option<u16> {
    let text = text.trim();
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Everything that a draft without errors asks for; `None` if some number cannot be read after all.
pub(super) fn wanted(draft: &Draft, context: &Context) -> Option<Wanted> {
    let (image, new_access_role) = image(&draft.source, context);
    let new_auto_scaling = auto_scaling_spec(&draft.auto_scaling);
    let auto_scaling = match &draft.auto_scaling {
        AutoScaling::AccountDefault => None,
        AutoScaling::UseExisting { arn } => Some(AutoScalingRef::Arn { arn: arn.clone() }),
        AutoScaling::CreateForMe { .. } => Some(AutoScalingRef::FromPlan),
    };
    let service = ServiceSpec {
        name: draft.name.trim().to_owned(),
        image,
        cpu: draft.cpu,
        memory: draft.memory,
        port: number(&draft.port)?,
        start_command: Some(draft.start_command.trim().to_owned()).filter(|command| !command.is_empty()),
        environment: draft.environment.iter().map(|row| (row.name.trim().to_owned(), row.value.clone())).collect(),
        auto_scaling,
        health_check: health_check(draft)?,
        instance_role: match &draft.instance_role {
            InstanceRole::NotNeeded => None,
            InstanceRole::UseExisting { arn } => Some(arn.trim().to_owned()),
        },
        ip_address_type: draft.ip_address_type,
        tags: draft
            .tags
            .iter()
            .map(|tag| Pair { name: tag.name.trim().to_owned(), value: tag.value.clone() })
            .collect(),
    };
    Some(Wanted { service, new_access_role, new_auto_scaling })
}

fn image(source: &SourceDraft, context: &Context) -> (ImageSpec, Option<String>) {
    match source {
        SourceDraft::EcrPublic { uri } => (
            ImageSpec {
                uri: uri.trim().to_owned(),
                registry: Registry::EcrPublic,
                automatic: false,
                access_role: None,
            },
            None,
        ),
        SourceDraft::Ecr { uri, trigger, access_role } => {
            let (arn, new) = match access_role {
                AccessRole::CreateForMe { name } => {
                    let name = name.trim();
                    (role::access_role_arn(&context.account, name), Some(name.to_owned()))
                }
                AccessRole::UseExisting { arn } => (arn.trim().to_owned(), None),
            };
            let image = ImageSpec {
                uri: uri.trim().to_owned(),
                registry: Registry::Ecr,
                automatic: *trigger == Trigger::Automatic,
                access_role: Some(arn),
            };
            (image, new)
        }
    }
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
