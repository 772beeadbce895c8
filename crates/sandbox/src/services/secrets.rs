//! Owns the corrections of Secrets Manager: a creation is repeated by its token, names and dates of deletion are AWS's,
//! and a secret says which key encrypts it. Refuses binary values, which App Runner cannot use: they are not kept.

use std::collections::HashMap;

use serde_json::{Value, json};
use uuid::Uuid;
use winterbaume_core::{MockRequest, MockResponse};
use winterbaume_secretsmanager::views::{SecretVersionView, SecretView};
use winterbaume_secretsmanager::{SecretsManagerService, SecretsmanagerStateView};

use super::{Seeded, Tempo, json_lists};
use crate::ACCOUNT;
use crate::wire::{Dialect, Refusal, body_of, json_answer, reworked};

const DAY: i64 = 86_400;
/// How long a deleted secret can be restored when nobody says.
const USUAL_WINDOW: i64 = 30;

pub(super) struct Secrets {
    pub(super) inner: Seeded<SecretsManagerService>,
    tempo: Tempo,
}

impl Secrets {
    pub(super) fn new(tempo: Tempo) -> Self {
        let seed = include_str!("../seed/secretsmanager.json");
        Self { inner: Seeded::new(SecretsManagerService::new(), "secretsmanager", seed), tempo }
    }

    pub(super) async fn handle(&self, region: &str, operation: &str, request: MockRequest) -> MockResponse {
        let input: Value = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
        let answer = match operation {
            "CreateSecret" => self.create(region, &input).await,
            "DeleteSecret" => self.delete(region, &input, request).await,
            "ListSecrets" => self.list(region, &input, request).await,
            "DescribeSecret" => {
                let answer = self.inner.ask(region, request).await;
                Ok(reworked(answer, |body| self.add_key(region, body)))
            }
            _ => Ok(self.inner.ask(region, request).await),
        };
        answer.unwrap_or_else(|refusal| Dialect::of("secretsmanager").refusal(&refusal))
    }

    async fn create(&self, region: &str, input: &Value) -> Result<MockResponse, Refusal> {
        let name = input["Name"].as_str().unwrap_or_default();
        check_name(name)?;
        let token = input["ClientRequestToken"].as_str().map_or_else(|| Uuid::new_v4().to_string(), str::to_owned);
        if !(32..=64).contains(&token.len()) {
            return Err(invalid("You must provide a ClientRequestToken value of 32 to 64 characters."));
        }
        let value = input["SecretString"].as_str();
        if let Some(there) = self.inner.view(region).await.secrets.get(name) {
            return repeated(there, &token, value);
        }
        let secret = self.new_secret(region, input, name, &token);
        if let Some(key) = input["KmsKeyId"].as_str() {
            self.tempo.notes.set(region, &note(&secret.arn), &key);
        }
        let answer = made(&secret, value.map(|_| token.as_str()));
        let secrets = HashMap::from([(name.to_owned(), secret)]);
        self.inner.add(region, SecretsmanagerStateView { secrets }).await;
        Ok(answer)
    }

    fn new_secret(&self, region: &str, input: &Value, name: &str, token: &str) -> SecretView {
        let now = self.tempo.now_text();
        let letters = Uuid::new_v4().simple().to_string();
        let value = input["SecretString"].as_str();
        let version = value.map(|value| SecretVersionView {
            version_id: token.to_owned(),
            secret_string: Some(value.to_owned()),
            secret_binary: None,
            created_date: now.clone(),
            version_stages: vec!["AWSCURRENT".to_owned()],
        });
        let tag = |tag: &Value| Some((tag["Key"].as_str()?.to_owned(), tag["Value"].as_str().unwrap_or("").to_owned()));
        SecretView {
            name: name.to_owned(),
            arn: format!("arn:aws:secretsmanager:{region}:{ACCOUNT}:secret:{name}-{}", &letters[..6]),
            description: input["Description"].as_str().unwrap_or_default().to_owned(),
            created_date: now.clone(),
            last_changed_date: now,
            current_version_id: version.as_ref().map(|version| version.version_id.clone()),
            versions: version.into_iter().map(|version| (version.version_id.clone(), version)).collect(),
            deleted_date: None,
            tags: input["Tags"].as_array().into_iter().flatten().filter_map(tag).collect(),
            resource_policy: None,
            rotation_enabled: None,
            rotation_lambda_arn: None,
            rotation_rules: None,
            last_rotated_date: None,
            replication_status: Vec::new(),
            primary_region: None,
        }
    }

    async fn delete(&self, region: &str, input: &Value, request: MockRequest) -> Result<MockResponse, Refusal> {
        let at_once = input["ForceDeleteWithoutRecovery"].as_bool().unwrap_or_default();
        let window = input["RecoveryWindowInDays"].as_i64();
        if at_once && window.is_some() {
            let message = "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.";
            return Err(invalid(message));
        }
        if window.is_some_and(|days| !(7..=30).contains(&days)) {
            return Err(invalid("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive)."));
        }
        let days = if at_once { 0 } else { window.unwrap_or(USUAL_WINDOW) };
        let at = self.tempo.now_ms() / 1000 + days * DAY;
        let answer = self.inner.ask(region, request).await;
        Ok(reworked(answer, |body| {
            body["DeletionDate"] = json!(at);
            if let Some(arn) = body["ARN"].as_str().filter(|_| at_once) {
                self.tempo.notes.forget(region, &note(arn));
            }
        }))
    }

    /// The stand-in leaves out what waits for its deletion, whatever is asked.
    async fn list(&self, region: &str, input: &Value, mut request: MockRequest) -> Result<MockResponse, Refusal> {
        let body = request.body.clone();
        let deleted: Vec<String> = match input["IncludePlannedDeletion"].as_bool() {
            Some(true) => {
                let secrets = self.inner.view(region).await.secrets.into_values();
                secrets.filter(|secret| secret.deleted_date.is_some()).map(|secret| secret.arn).collect()
            }
            _ => Vec::new(),
        };
        let mut described = Vec::new();
        for arn in deleted {
            let mut describe = request.clone();
            describe.headers.insert("x-amz-target", http::HeaderValue::from_static("secretsmanager.DescribeSecret"));
            describe.body = bytes::Bytes::from(json!({ "SecretId": arn }).to_string());
            let mut secret = body_of(&self.inner.ask(region, describe).await);
            secret["SecretVersionsToStages"] = secret["VersionIdsToStages"].take();
            if let Some(secret) = secret.as_object_mut() {
                secret.retain(|name, value| name != "VersionIdsToStages" && !value.is_null());
            }
            described.push(secret);
        }
        request.body = bytes::Bytes::from_static(b"{}");
        let answer = self.inner.ask(region, request).await;
        let answer = reworked(answer, |all| {
            if let Some(list) = all["SecretList"].as_array_mut() {
                list.extend(described);
                for secret in list {
                    self.add_key(region, secret);
                }
            }
        });
        Ok(json_lists::corrected("secretsmanager", "ListSecrets", &body, answer))
    }

    fn add_key(&self, region: &str, secret: &mut Value) {
        let arn = secret["ARN"].as_str().unwrap_or_default();
        if let Some(key) = self.tempo.notes.get::<String>(region, &note(arn)) {
            secret["KmsKeyId"] = json!(key);
        }
    }
}

/// What a second creation of the same name comes to: the first one's answer for the same token and value.
fn repeated(there: &SecretView, token: &str, value: Option<&str>) -> Result<MockResponse, Refusal> {
    let name = &there.name;
    if there.deleted_date.is_some() {
        let message = "You can't create this secret because a secret with this name is already scheduled for deletion.";
        return Err(Refusal::new("InvalidRequestException", message));
    }
    match there.versions.get(token) {
        Some(version) if version.secret_string.as_deref() == value => Ok(made(there, Some(token))),
        Some(_) => Err(Refusal::new(
            "ResourceExistsException",
            format!(
                "You can't use ClientRequestToken {token} because that value is already in use for a version of \
                 secret {}.",
                there.arn
            ),
        )),
        None => Err(Refusal::new(
            "ResourceExistsException",
            format!("The operation failed because the secret {name} already exists."),
        )),
    }
}

fn made(secret: &SecretView, version: Option<&str>) -> MockResponse {
    let mut body = json!({ "ARN": secret.arn, "Name": secret.name });
    if let Some(version) = version {
        body["VersionId"] = json!(version);
    }
    json_answer(&body)
}

fn check_name(name: &str) -> Result<(), Refusal> {
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || "-/_+=.@!".contains(letter);
    if (1..=512).contains(&name.len()) && name.chars().all(allowed) {
        return Ok(());
    }
    let message = "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: \
                   -/_+=.@!";
    Err(Refusal::new("ValidationException", message))
}

fn invalid(message: &str) -> Refusal {
    Refusal::new("InvalidParameterException", message)
}

fn note(arn: &str) -> String {
    format!("secret/{arn}")
}
