//! Owns the reads: a service, the lists, their pages.

use serde_json::{Value, json};

use super::changes::find;
use super::rules::invalid;
use super::state::text;
use super::{Answer, AppRunner, Input};
use crate::wire::{Refusal, page};

impl AppRunner {
    pub(super) fn describe_service(&self, region: &str, input: &Input) -> Answer {
        self.look(region, |place| {
            let service = find(place, text(input, "ServiceArn").unwrap_or_default())?;
            Ok(json!({ "Service": place.describe(service) }))
        })
    }

    pub(super) fn list_services(&self, region: &str, input: &Input) -> Answer {
        self.look(region, |place| {
            let listed = place.services.iter().rev().filter(|service| service.is_listed());
            answer_page(input, "services", "ServiceSummaryList", listed.map(super::state::Service::summary).collect())
        })
    }

    pub(super) fn list_operations(&self, region: &str, input: &Input) -> Answer {
        self.look(region, |place| {
            let service = find(place, text(input, "ServiceArn").unwrap_or_default())?;
            let newest_first = service.operations.iter().rev().map(|operation| operation.summary(&service.arn));
            answer_page(input, &service.id, "OperationSummaryList", newest_first.collect())
        })
    }
}

/// One page under `member`, with `NextToken` when there is more.
pub(super) fn answer_page(input: &Input, purpose: &str, member: &str, items: Vec<Value>) -> Result<Value, Refusal> {
    let limit = input.get("MaxResults").and_then(Value::as_u64).and_then(|limit| usize::try_from(limit).ok());
    let (items, next) = page(items, purpose, text(input, "NextToken"), limit)
        .ok_or_else(|| invalid("The provided NextToken is invalid."))?;
    let mut answer = json!({ member: items });
    if let Some(next) = next {
        answer["NextToken"] = json!(next);
    }
    Ok(answer)
}
