//! Owns the tags of services and of all other resources.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::state::{Region, Status, tags_of, text};
use super::{Answer, AppRunner, Input, not_found, rules};
use crate::wire::Refusal;

impl AppRunner {
    pub(super) fn list_tags(&self, region: &str, input: &Input) -> Answer {
        let arn = text(input, "ResourceArn").unwrap_or_default();
        self.look(region, |place| {
            let service = place.service(arn).filter(|service| service.is_listed()).map(|service| &service.tags);
            let resource =
                || place.resources.iter().find(|found| !found.is_gone() && found.arn == arn).map(|found| &found.tags);
            let tags = service.or_else(resource);
            let tags = tags.ok_or_else(|| not_found("Resource", arn))?;
            let list: Vec<Value> = tags.iter().map(|(key, value)| json!({"Key": key, "Value": value})).collect();
            Ok(json!({ "Tags": list }))
        })
    }

    pub(super) fn tag(&self, region: &str, input: &Input) -> Answer {
        self.change_tags(region, input, |tags| {
            rules::check_tags(input.get("Tags"), tags)?;
            tags.extend(tags_of(input.get("Tags")));
            Ok(json!({}))
        })
    }

    pub(super) fn untag(&self, region: &str, input: &Input) -> Answer {
        self.change_tags(region, input, |tags| {
            let keys = input.get("TagKeys").and_then(Value::as_array).into_iter().flatten();
            for key in keys.filter_map(Value::as_str) {
                tags.remove(key);
            }
            Ok(json!({}))
        })
    }

    fn change_tags(
        &self,
        region: &str,
        input: &Input,
        work: impl FnOnce(&mut BTreeMap<String, String>) -> Answer,
    ) -> Answer {
        let arn = text(input, "ResourceArn").unwrap_or_default();
        self.change(region, |place, _| work(tags_at(place, arn)?))
    }
}

fn tags_at<'a>(place: &'a mut Region, arn: &str) -> Result<&'a mut BTreeMap<String, String>, Refusal> {
    if let Some(service) = place.services.iter_mut().find(|service| service.arn == arn) {
        return match service.status {
            Status::Deleted => Err(not_found("Resource", arn)),
            Status::OperationInProgress => Err(Refusal::new(
                "InvalidStateException",
                "Tags can't be changed while an operation is in progress on the service.",
            )),
            _ => Ok(&mut service.tags),
        };
    }
    let resource = place.resources.iter_mut().find(|found| !found.is_gone() && found.arn == arn);
    resource.map(|found| &mut found.tags).ok_or_else(|| not_found("Resource", arn))
}
