//! Owns the corrections of Systems Manager's parameters: what a new one may not be, secure values that stay encrypted
//! until asked otherwise, ARNs in place of names, and what a list says of each. Refuses the rest of Systems Manager.

use bytes::Bytes;
use serde_json::{Map, Value, json};
use winterbaume_core::{MockRequest, MockResponse};
use winterbaume_ssm::{SsmService, SsmStateView};

use super::{Seeded, Tempo, json_lists};
use crate::USER_ARN;
use crate::wire::{Dialect, Refusal, reworked};

/// What a parameter says of itself and the stand-in forgets.
const NOTED: [&str; 3] = ["Description", "KeyId", "Tier"];
/// The key of secure parameters that name none.
const USUAL_KEY: &str = "alias/aws/ssm";

pub(super) struct Parameters {
    pub(super) inner: Seeded<SsmService>,
    tempo: Tempo,
}

impl Parameters {
    pub(super) fn new(tempo: Tempo) -> Self {
        Self { inner: Seeded::new(SsmService::new(), "ssm", include_str!("../seed/ssm.json")), tempo }
    }

    pub(super) async fn handle(&self, region: &str, operation: &str, request: MockRequest) -> MockResponse {
        let input: Value = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
        let answer = match operation {
            "PutParameter" => self.put(region, input, request).await,
            "GetParameter" | "GetParameters" => Ok(self.get(region, input, request).await),
            "DescribeParameters" => Ok(self.describe(region, request).await),
            "DeleteParameter" => {
                let answer = self.inner.ask(region, request).await;
                if let Some(name) = input["Name"].as_str().filter(|_| answer.status == 200) {
                    self.tempo.notes.forget(region, &note(name));
                }
                Ok(answer)
            }
            "ListTagsForResource" => self.tags(region, &input, request).await,
            _ => Ok(self.inner.ask(region, request).await),
        };
        answer.unwrap_or_else(|refusal| Dialect::of("ssm").refusal(&refusal))
    }

    async fn put(&self, region: &str, mut input: Value, mut request: MockRequest) -> Result<MockResponse, Refusal> {
        let name = input["Name"].as_str().unwrap_or_default().to_owned();
        check_name(&name)?;
        let there = self.inner.view(region).await.parameters.remove(&name);
        let overwrite = input["Overwrite"].as_bool().unwrap_or_default();
        if overwrite && input["Tags"].as_array().is_some_and(|tags| !tags.is_empty()) {
            return Err(invalid(
                "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please \
                 remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or \
                 RemoveTagsFromResource.",
            ));
        }
        match (input["Type"].as_str(), &there) {
            (Some("String" | "StringList" | "SecureString"), _) => {}
            (None, Some(there)) => {
                input["Type"] = json!(there.r#type);
                request.body = Bytes::from(input.to_string());
            }
            (None, None) => return Err(invalid("A parameter type is required when you create a parameter.")),
            (Some(wrong), _) => {
                let message = format!("The parameter type, {wrong}, is not supported.");
                return Err(Refusal::new("UnsupportedParameterType", message));
            }
        }
        let answer = self.inner.ask(region, request).await;
        if answer.status == 200 {
            let mut noted: Map<String, Value> = self.tempo.notes.get(region, &note(&name)).unwrap_or_default();
            let given = NOTED.iter().filter(|member| !input[**member].is_null());
            noted.extend(given.map(|member| ((*member).to_owned(), input[*member].clone())));
            self.tempo.notes.set(region, &note(&name), &noted);
        }
        Ok(reworked(answer, |body| body["Tier"] = json!(input["Tier"].as_str().unwrap_or("Standard"))))
    }

    /// Parameters can be asked for by their ARNs, which the stand-in takes for names.
    async fn get(&self, region: &str, mut input: Value, mut request: MockRequest) -> MockResponse {
        let view = self.inner.view(region).await;
        let named = |asked: &mut Value| {
            if let Some(parameter) = view.parameters.values().find(|parameter| *asked == parameter.arn) {
                *asked = json!(parameter.name);
            }
        };
        if let Some(names) = input["Names"].as_array_mut() {
            names.iter_mut().for_each(named);
        } else {
            named(&mut input["Name"]);
        }
        request.body = Bytes::from(input.to_string());
        let answer = self.inner.ask(region, request).await;
        let decrypted = input["WithDecryption"].as_bool().unwrap_or_default();
        let hide = |parameter: &mut Value| {
            if !decrypted && parameter["Type"] == "SecureString" {
                parameter["Value"] = json!(encrypted(parameter["Value"].as_str().unwrap_or_default()));
            }
        };
        reworked(answer, |body| {
            for member in body.as_object_mut().into_iter().flat_map(Map::values_mut) {
                match member {
                    Value::Array(many) => many.iter_mut().for_each(hide),
                    one => hide(one),
                }
            }
        })
    }

    async fn describe(&self, region: &str, mut request: MockRequest) -> MockResponse {
        let asked = std::mem::replace(&mut request.body, Bytes::from_static(b"{}"));
        let view = self.inner.view(region).await;
        let answer = self.inner.ask(region, request).await;
        let answer = reworked(answer, |body| {
            for item in body["Parameters"].as_array_mut().into_iter().flatten() {
                self.complete(region, item, &view);
            }
        });
        let answer = json_lists::corrected("ssm", "DescribeParameters", &asked, answer);
        // Tags were there for the filters alone.
        reworked(answer, |body| {
            for item in body["Parameters"].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
                item.retain(|name, _| !name.starts_with("tag:"));
            }
        })
    }

    fn complete(&self, region: &str, item: &mut Value, view: &SsmStateView) {
        let name = item["Name"].as_str().unwrap_or_default().to_owned();
        item["Tier"] = json!("Standard");
        item["Policies"] = json!([]);
        item["LastModifiedUser"] = json!(USER_ARN);
        if item["Type"] == "SecureString" {
            item["KeyId"] = json!(USUAL_KEY);
        }
        if let Some(parameter) = view.parameters.get(&name) {
            item["ARN"] = json!(parameter.arn);
        }
        let noted: Map<String, Value> = self.tempo.notes.get(region, &note(&name)).unwrap_or_default();
        for (member, value) in noted {
            item[member] = value;
        }
        for (key, value) in view.resource_tags.get(&name).into_iter().flatten() {
            item[format!("tag:{key}")] = json!(value);
        }
    }

    async fn tags(&self, region: &str, input: &Value, request: MockRequest) -> Result<MockResponse, Refusal> {
        let id = input["ResourceId"].as_str().unwrap_or_default();
        let parameter = input["ResourceType"] == "Parameter";
        if parameter && !self.inner.view(region).await.parameters.contains_key(id) {
            return Err(Refusal::new(
                "InvalidResourceId",
                "The resource ID is not valid. Verify that you entered the correct ID and try again.",
            ));
        }
        let answer = self.inner.ask(region, request).await;
        Ok(reworked(answer, |body| {
            if let Some(tags) = body["TagList"].as_array_mut() {
                tags.sort_by(|a, b| a["Key"].as_str().cmp(&b["Key"].as_str()));
            } else {
                body["TagList"] = json!([]);
            }
        }))
    }
}

fn check_name(name: &str) -> Result<(), Refusal> {
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || "_.-/".contains(letter);
    let whole = !name.contains('/') || name.starts_with('/');
    if !(1..=1011).contains(&name.len()) || !name.chars().all(allowed) || !whole {
        return Err(invalid(
            "Parameter name must be a fully qualified name. It can include only letters, digits and the symbols _.-/ \
             and begins with a slash when it has one.",
        ));
    }
    let first = name.trim_start_matches('/').to_lowercase();
    if first.starts_with("aws") || first.starts_with("ssm") {
        let prefix = &first[..3];
        let message = format!("Parameter name: can't be prefixed with \"{prefix}\" (case-insensitive).");
        return Err(invalid(&message));
    }
    Ok(())
}

/// What a secure value looks like to those who do not ask for its decryption: the same for the same value.
fn encrypted(value: &str) -> String {
    let hash = value
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("AQICAHj{hash:016x}{:016x}A=", hash.rotate_left(29))
}

fn invalid(message: &str) -> Refusal {
    Refusal::new("ValidationException", message)
}

fn note(name: &str) -> String {
    format!("parameter/{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_parameters_are_checked() {
        for good in ["/shop/a-b_c.d", "plain"] {
            assert_eq!(check_name(good), Ok(()));
        }
        for bad in ["", "shop/a", "with space", "/aws/mine", "SSM-mine"] {
            assert!(check_name(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn encrypted_values_hide_theirs() {
        assert_ne!(encrypted("a"), encrypted("b"));
        assert!(!encrypted("not-a-real-key").contains("real"));
    }
}
