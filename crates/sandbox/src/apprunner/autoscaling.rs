//! Owns what only auto scaling configurations have: sizes, the account's default, and the services of a revision.

use serde_json::{Value, json};

use super::kinds::{Condition, Kind};
use super::lists::answer_page;
use super::rules::invalid;
use super::state::text;
use super::{Answer, AppRunner, Input, not_found};

impl AppRunner {
    pub(super) fn create_auto_scaling(&self, region: &str, input: &Input) -> Answer {
        let number = |member: &str, default: i64| input.get(member).and_then(Value::as_i64).unwrap_or(default);
        let (min, max) = (number("MinSize", 1), number("MaxSize", 25));
        if min > max {
            return Err(invalid(format!("MinSize ({min}) can't be greater than MaxSize ({max}).")));
        }
        let own = json!({"MaxConcurrency": number("MaxConcurrency", 100), "MinSize": min, "MaxSize": max});
        self.create_resource(region, input, (Kind::Scaling, Condition::Active), own)
    }

    /// Makes a revision the default; the one that was it is so no longer.
    pub(super) fn update_default_auto_scaling(&self, region: &str, input: &Input) -> Answer {
        let arn = text(input, "AutoScalingConfigurationArn").unwrap_or_default();
        self.change(region, |place, _| {
            let found = place.resource(Kind::Scaling, arn).ok_or_else(|| not_found(Kind::Scaling.row().noun, arn))?;
            let found = found.clone();
            place.default_scaling.clone_from(&found.arn);
            Ok(json!({ "AutoScalingConfiguration": place.show(&found) }))
        })
    }

    pub(super) fn list_services_for_auto_scaling(&self, region: &str, input: &Input) -> Answer {
        let arn = text(input, "AutoScalingConfigurationArn").unwrap_or_default();
        self.look(region, |place| {
            let found = place.resource(Kind::Scaling, arn).ok_or_else(|| not_found(Kind::Scaling.row().noun, arn))?;
            let users = place.services.iter().filter(|service| service.uses(&found.arn));
            let arns = users.map(|service| json!(service.arn)).collect();
            answer_page(input, &format!("services of {}", found.arn), "ServiceArnList", arns)
        })
    }
}
