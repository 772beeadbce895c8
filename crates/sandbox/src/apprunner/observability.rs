//! Owns what only observability configurations have: what is traced by whom, and a name that is taken.

use serde_json::json;

use super::kinds::{Condition, Kind};
use super::rules::invalid;
use super::state::{DEFAULT_NAME, text};
use super::{Answer, AppRunner, Input};

impl AppRunner {
    pub(super) fn create_observability(&self, region: &str, input: &Input) -> Answer {
        if text(input, "ObservabilityConfigurationName") == Some(DEFAULT_NAME) {
            return Err(invalid(format!("The name {DEFAULT_NAME} is reserved.")));
        }
        let trace = input.get("TraceConfiguration").filter(|trace| !trace.is_null());
        let own = trace.map_or_else(|| json!({}), |trace| json!({ "TraceConfiguration": trace }));
        self.create_resource(region, input, (Kind::Observability, Condition::Active), own)
    }
}
