//! Owns auto scaling configurations: names, revisions and their quotas.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use uuid::Uuid;

use super::lists::answer_page;
use super::rules::{self, invalid};
use super::state::{self, DEFAULT_NAME, Scaling, text};
use super::{Answer, AppRunner, Input, not_found};
use crate::wire::Refusal;

const NAMES: usize = 10;
const REVISIONS: usize = 5;

impl AppRunner {
    pub(super) fn create_auto_scaling(&self, region: &str, input: &Input) -> Answer {
        let name = text(input, "AutoScalingConfigurationName").unwrap_or_default();
        let number = |member: &str, default: i64| input.get(member).and_then(Value::as_i64).unwrap_or(default);
        let (min, max) = (number("MinSize", 1), number("MaxSize", 25));
        if min > max {
            return Err(invalid(format!("MinSize ({min}) can't be greater than MaxSize ({max}).")));
        }
        rules::check_tags(input.get("Tags"), &std::collections::BTreeMap::new())?;
        self.change(region, |place, scene| {
            let names: BTreeSet<&str> = place.scalings.iter().map(|scaling| scaling.name.as_str()).collect();
            let revisions = place.scalings.iter().filter(|scaling| scaling.name == name).count();
            let own = names.iter().filter(|name| **name != DEFAULT_NAME).count();
            if revisions == 0 && own >= NAMES {
                return Err(quota(&format!("{NAMES} auto scaling configuration names")));
            }
            if revisions >= REVISIONS {
                return Err(quota(&format!("{REVISIONS} revisions of the auto scaling configuration {name}")));
            }
            let revision = u32::try_from(revisions + 1).unwrap_or(u32::MAX);
            let id = Uuid::new_v4().simple();
            let scaling = Scaling {
                arn: state::arn(region, &format!("autoscalingconfiguration/{name}/{revision}/{id}")),
                name: name.to_owned(),
                revision,
                max_concurrency: number("MaxConcurrency", 100),
                min_size: min,
                max_size: max,
                created_at: scene.now,
                tags: state::tags_of(input.get("Tags")),
            };
            place.scalings.push(scaling.clone());
            Ok(json!({ "AutoScalingConfiguration": place.describe_scaling(&scaling) }))
        })
    }

    pub(super) fn describe_auto_scaling(&self, region: &str, input: &Input) -> Answer {
        let arn = text(input, "AutoScalingConfigurationArn").unwrap_or_default();
        self.look(region, |place| {
            let scaling = place.scaling(arn).ok_or_else(|| not_found("Auto scaling configuration", arn))?;
            Ok(json!({ "AutoScalingConfiguration": place.describe_scaling(scaling) }))
        })
    }

    /// Deletes one revision, the latest one of a name, or all of them; none that is in use.
    pub(super) fn delete_auto_scaling(&self, region: &str, input: &Input) -> Answer {
        let arn = text(input, "AutoScalingConfigurationArn").unwrap_or_default();
        let all = input.get("DeleteAllRevisions").and_then(Value::as_bool).unwrap_or_default();
        self.change(region, |place, scene| {
            let found = place.scaling(arn).cloned().ok_or_else(|| not_found("Auto scaling configuration", arn))?;
            let goes = |scaling: &Scaling| scaling.name == found.name && (all || scaling.revision == found.revision);
            if found.name == DEFAULT_NAME {
                return Err(invalid("The default auto scaling configuration can't be deleted.".to_owned()));
            }
            if let Some(used) = place.scalings.iter().find(|scaling| goes(scaling) && place.uses(scaling)) {
                return Err(invalid(format!("The auto scaling configuration {} is in use by a service.", used.arn)));
            }
            let mut shown = place.describe_scaling(&found);
            shown["Status"] = json!("INACTIVE");
            shown["DeletedAt"] = json!(state::seconds(scene.now));
            place.scalings.retain(|scaling| !goes(scaling));
            Ok(json!({ "AutoScalingConfiguration": shown }))
        })
    }

    pub(super) fn list_auto_scaling(&self, region: &str, input: &Input) -> Answer {
        let name = text(input, "AutoScalingConfigurationName");
        let latest_only = input.get("LatestOnly").and_then(Value::as_bool).unwrap_or(true);
        self.look(region, |place| {
            let found = place.scalings.iter().filter(|scaling| {
                name.is_none_or(|name| scaling.name == name) && (!latest_only || place.is_latest(scaling))
            });
            let summaries = found.map(|scaling| place.scaling_summary(scaling)).collect();
            answer_page(input, "scalings", "AutoScalingConfigurationSummaryList", summaries)
        })
    }
}

fn quota(what: &str) -> Refusal {
    Refusal::new("ServiceQuotaExceededException", format!("You have reached the limit of {what}."))
}
