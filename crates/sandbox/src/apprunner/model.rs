//! Owns the constraints of App Runner's API model (`model.json`: the input shapes of all 37 operations as AWS
//! publishes them, version 2020-05-15). Refuses rules that the model does not state; those are in `rules`.
//!
//! A violated constraint is `InvalidRequestException` and a value of a wrong type `SerializationException`. AWS's front
//! end may say `ValidationException` for some of the former; the App Runner API lists only `InvalidRequestException`.

use std::collections::HashMap;
use std::sync::OnceLock;

use regex_lite::Regex;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::wire::Refusal;

/// Exception messages have at most this many characters (shape `ErrorMessage`).
const MESSAGE_LIMIT: usize = 600;

#[derive(Deserialize)]
struct Model {
    operations: HashMap<String, String>,
    shapes: HashMap<String, Shape>,
}

#[derive(Deserialize)]
struct Shape {
    #[serde(rename = "type")]
    kind: Kind,
    #[serde(default)]
    required: Vec<String>,
    min: Option<i64>,
    max: Option<i64>,
    pattern: Option<String>,
    #[serde(default, rename = "enum")]
    values: Vec<String>,
    #[serde(default)]
    members: HashMap<String, String>,
    member: Option<String>,
    key: Option<String>,
    value: Option<String>,
    #[serde(skip)]
    compiled: OnceLock<Option<Regex>>,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Structure,
    List,
    Map,
    String,
    Integer,
    Boolean,
}

fn model() -> Option<&'static Model> {
    static MODEL: OnceLock<Option<Model>> = OnceLock::new();
    MODEL.get_or_init(|| serde_json::from_str(include_str!("model.json")).ok()).as_ref()
}

/// The request's body, once it has passed every constraint of the model.
pub(crate) fn input(operation: &str, body: &[u8]) -> Result<Map<String, Value>, Refusal> {
    let body = if body.is_empty() { b"{}" } else { body };
    let Ok(Value::Object(object)) = serde_json::from_slice(body) else {
        return Err(serialization("Start of structure or map found where not expected."));
    };
    let Some((model, shape)) = model().and_then(|model| Some((model, model.operations.get(operation)?))) else {
        return Err(Refusal::new("UnknownOperationException", ""));
    };
    let mut found = Vec::new();
    let value = Value::Object(object);
    model.check(shape, "", &value, &mut found)?;
    if found.is_empty() {
        return match value {
            Value::Object(object) => Ok(object),
            _ => Err(serialization("not a structure")),
        };
    }
    let plural = if found.len() == 1 { "" } else { "s" };
    let text = format!("{} validation error{plural} detected: {}", found.len(), found.join("; "));
    Err(Refusal::new("InvalidRequestException", text.chars().take(MESSAGE_LIMIT).collect::<String>()))
}

/// `old` with everything that `new` says laid over it: structures member by member, everything else (lists and the
/// environment maps included) as a whole. This is how `UpdateService` treats members that a request leaves out.
pub(crate) fn merge(shape: &str, old: &mut Value, new: &Value) {
    let structure = model().and_then(|model| model.shapes.get(shape)).filter(|s| s.kind == Kind::Structure);
    match (structure, old.as_object_mut(), new.as_object()) {
        (Some(structure), Some(old), Some(new)) => {
            for (name, value) in new.iter().filter(|(_, value)| !value.is_null()) {
                let shape = structure.members.get(name).map_or("", String::as_str);
                merge(shape, old.entry(name.clone()).or_insert(Value::Null), value);
            }
        }
        _ => *old = new.clone(),
    }
}

impl Model {
    fn check(&self, name: &str, path: &str, value: &Value, found: &mut Vec<String>) -> Result<(), Refusal> {
        let Some(shape) = self.shapes.get(name) else { return Ok(()) };
        match (shape.kind, value) {
            (Kind::Structure, Value::Object(object)) => self.check_members(shape, path, object, found),
            (Kind::List, Value::Array(items)) => {
                let member = shape.member.as_deref().unwrap_or_default();
                items.iter().enumerate().try_for_each(|(index, item)| {
                    self.check(member, &format!("{path}.{}.member", index + 1), item, found)
                })
            }
            (Kind::Map, Value::Object(object)) => object.iter().try_for_each(|(key, item)| {
                let (keys, values) = (shape.key.as_deref(), shape.value.as_deref());
                let key_value = Value::String(key.clone());
                self.check(keys.unwrap_or_default(), &format!("{path}.key"), &key_value, found)?;
                self.check(values.unwrap_or_default(), &format!("{path}.{key}.member"), item, found)
            }),
            (Kind::String, Value::String(text)) => {
                found.extend(shape.string_violations(text).into_iter().map(|rule| violation(path, text, &rule)));
                Ok(())
            }
            (Kind::Integer, Value::Number(number)) if number.is_i64() => {
                let number = number.as_i64().unwrap_or_default();
                found.extend(
                    shape
                        .integer_violations(number)
                        .into_iter()
                        .map(|rule| violation(path, &number.to_string(), &rule)),
                );
                Ok(())
            }
            (Kind::Boolean, Value::Bool(_)) => Ok(()),
            (kind, value) => Err(serialization(&format!(
                "{} can not be converted to {}",
                json_kind(value),
                match kind {
                    Kind::Structure | Kind::Map => "a structure or map",
                    Kind::List => "a list",
                    Kind::String => "a String",
                    Kind::Integer => "an Integer",
                    Kind::Boolean => "a Boolean",
                }
            ))),
        }
    }

    fn check_members(
        &self,
        shape: &Shape,
        path: &str,
        object: &Map<String, Value>,
        found: &mut Vec<String>,
    ) -> Result<(), Refusal> {
        let below =
            |name: &str| if path.is_empty() { lower_first(name) } else { format!("{path}.{}", lower_first(name)) };
        for name in &shape.required {
            if object.get(name).is_none_or(Value::is_null) {
                found.push(format!(
                    "Value null at '{}' failed to satisfy constraint: Member must not be null",
                    below(name)
                ));
            }
        }
        for (name, value) in object.iter().filter(|(_, value)| !value.is_null()) {
            // A member that the model does not know is ignored, as AWS does.
            if let Some(member) = shape.members.get(name) {
                self.check(member, &below(name), value, found)?;
            }
        }
        Ok(())
    }
}

impl Shape {
    fn string_violations(&self, text: &str) -> Vec<String> {
        let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
        let mut rules = Vec::new();
        if let Some(max) = self.max.filter(|max| length > *max) {
            rules.push(format!("Member must have length less than or equal to {max}"));
        }
        if let Some(min) = self.min.filter(|min| length < *min) {
            rules.push(format!("Member must have length greater than or equal to {min}"));
        }
        if let Some(pattern) = self.pattern.as_deref().filter(|pattern| !self.matches(pattern, text)) {
            rules.push(format!("Member must satisfy regular expression pattern: {pattern}"));
        }
        if !self.values.is_empty() && !self.values.iter().any(|value| value == text) {
            rules.push(format!("Member must satisfy enum value set: [{}]", self.values.join(", ")));
        }
        rules
    }

    fn integer_violations(&self, number: i64) -> Vec<String> {
        let mut rules = Vec::new();
        if let Some(max) = self.max.filter(|max| number > *max) {
            rules.push(format!("Member must have value less than or equal to {max}"));
        }
        if let Some(min) = self.min.filter(|min| number < *min) {
            rules.push(format!("Member must have value greater than or equal to {min}"));
        }
        rules
    }

    /// Patterns hold for the whole value. `.*` says nothing, and must not refuse a value of several lines; the one
    /// look-ahead of the model (tag keys) is spelled out because the regex engine has none.
    fn matches(&self, pattern: &str, text: &str) -> bool {
        if pattern == ".*" {
            return true;
        }
        let pattern = match pattern.strip_prefix("^(?!aws:)") {
            Some(_) if text.starts_with("aws:") => return false,
            Some(rest) => rest,
            None => pattern,
        };
        let compiled = self.compiled.get_or_init(|| Regex::new(&format!("^(?:{})$", portable(pattern))).ok());
        compiled.as_ref().is_none_or(|regex| regex.is_match(text))
    }
}

/// Two spellings of the model mean something else, or nothing, to other engines: a bare `-` after a range in a class.
fn portable(pattern: &str) -> String {
    pattern.replace("0-9-_", r"0-9_\-").replace(r"0-9-\\.", r"0-9\-\\.")
}

fn violation(path: &str, value: &str, rule: &str) -> String {
    format!("Value '{value}' at '{path}' failed to satisfy constraint: {rule}")
}

fn serialization(message: &str) -> Refusal {
    Refusal::new("SerializationException", message)
}

fn json_kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "NULL_VALUE",
        Value::Bool(_) => "BOOLEAN_VALUE",
        Value::Number(number) if number.is_i64() => "NUMBER_VALUE",
        Value::Number(_) => "DECIMAL_VALUE",
        Value::String(_) => "STRING_VALUE",
        Value::Array(_) => "START_ARRAY",
        Value::Object(_) => "START_OBJECT",
    }
}

fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_model_has_every_operation_and_every_pattern_compiles() {
        let model = model();
        assert_eq!(model.map(|model| model.operations.len()), Some(37));
        for (name, shape) in model.into_iter().flat_map(|model| &model.shapes) {
            if let Some(pattern) = &shape.pattern {
                shape.matches(pattern, "x");
                let compiled = shape.compiled.get();
                assert!(pattern == ".*" || compiled.is_some_and(Option::is_some), "{name}: {pattern}");
            }
        }
    }

    #[test]
    fn structures_merge_and_maps_are_replaced() {
        let mut old = json!({"ImageRepository": {"ImageConfiguration": {
            "Port": "80", "StartCommand": "run", "RuntimeEnvironmentVariables": {"A": "1", "B": "2"}}}});
        let new = json!({"ImageRepository": {"ImageConfiguration": {
            "Port": "81", "RuntimeEnvironmentVariables": {"A": "3"}}}});
        merge("SourceConfiguration", &mut old, &new);
        assert_eq!(
            old["ImageRepository"]["ImageConfiguration"],
            json!({"Port": "81", "StartCommand": "run", "RuntimeEnvironmentVariables": {"A": "3"}})
        );
    }
}
