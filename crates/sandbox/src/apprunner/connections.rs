//! Owns what only connections have: a provider, and a handshake that a person completes.

use serde_json::{Value, json};

use super::kinds::{Condition, Kind};
use super::state::Region;
use super::{Answer, AppRunner, Input};

impl AppRunner {
    pub(super) fn create_connection(&self, region: &str, input: &Input) -> Answer {
        let own = json!({"ProviderType": input.get("ProviderType").cloned().unwrap_or(Value::Null)});
        self.create_resource(region, input, (Kind::Connection, Condition::PendingHandshake), own)
    }
}

impl Region {
    /// Completes the handshake of a connection; the provider refuses one whose name contains `denied`.
    pub(super) fn shake_hands(&mut self, arn: &str) -> bool {
        let waiting = self.resource_mut(arn).filter(|found| found.condition == Condition::PendingHandshake);
        let Some(connection) = waiting else { return false };
        connection.condition = if connection.name.contains("denied") { Condition::Error } else { Condition::Available };
        true
    }
}
