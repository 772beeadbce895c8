//! Owns the corrections of KMS: keys of another Region are not found, AWS's own aliases may have no key yet, and lists
//! have pages. Refuses encryption itself; that is the stand-in's.

use serde_json::Value;
use winterbaume_core::{MockRequest, MockResponse};
use winterbaume_kms::KmsService;

use super::{Seeded, json_lists};
use crate::wire::{Dialect, Refusal, reworked};

pub(super) struct Kms(pub(super) Seeded<KmsService>);

impl Kms {
    pub(super) fn new() -> Self {
        Self(Seeded::new(KmsService::new(), "kms", include_str!("../seed/kms.json")))
    }

    pub(super) async fn handle(&self, region: &str, operation: &str, request: MockRequest) -> MockResponse {
        let body = request.body.clone();
        let input: Value = serde_json::from_slice(&body).unwrap_or(Value::Null);
        if let Some(refusal) = input["KeyId"].as_str().and_then(|key| elsewhere(region, key)) {
            return Dialect::of("kms").refusal(&refusal);
        }
        if let Some(key) = input["KeyId"].as_str().filter(|_| operation == "ListAliases") {
            let id = key.rsplit('/').next().unwrap_or_default();
            if !self.0.view(region).await.keys.contains_key(id) {
                return Dialect::of("kms").refusal(&not_found(region, key));
            }
        }
        let answer = self.0.ask(region, request).await;
        let answer = reworked_aliases(operation, answer);
        json_lists::corrected("kms", operation, &body, answer)
    }
}

/// The refusal of a key's or an alias's ARN that belongs to another Region.
fn elsewhere(region: &str, key: &str) -> Option<Refusal> {
    let theirs = key.strip_prefix("arn:aws:kms:")?.split(':').next()?;
    (theirs != region).then(|| Refusal::new("NotFoundException", format!("Invalid arn {theirs}")))
}

fn not_found(region: &str, key: &str) -> Refusal {
    let arn = if key.starts_with("arn:") {
        key.to_owned()
    } else {
        format!("arn:aws:kms:{region}:{}:key/{key}", crate::ACCOUNT)
    };
    Refusal::new("NotFoundException", format!("Key '{arn}' does not exist"))
}

/// AWS lists its own aliases before there is a key behind them.
fn reworked_aliases(operation: &str, answer: MockResponse) -> MockResponse {
    if operation != "ListAliases" {
        return answer;
    }
    reworked(answer, |body| {
        for alias in body["Aliases"].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
            alias.retain(|name, value| name != "TargetKeyId" || *value != "");
        }
    })
}
