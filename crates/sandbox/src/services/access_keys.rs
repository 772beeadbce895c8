//! Owns the access keys of users, as somebody who rotates keys needs them: whoever asks is meant when no user is named,
//! keys that are inactive or deleted sign nothing any more, and the last use of a key is known. Refuses to keep that last
//! use between starts.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use winterbaume_core::{MockRequest, MockResponse};
use winterbaume_iam::IamStateView;
use winterbaume_iam::views::AccessKeyView;

use super::callers::{Caller, with_field};
use super::iam::{Iam, list_xml, result};
use super::sessions::Sessions;
use super::{GLOBAL, Tempo};
use crate::wire::{Refusal, date_time, escape};

/// Operations that mean whoever asks when they name no user.
pub(super) const OPERATIONS: [&str; 6] =
    ["CreateAccessKey", "ListAccessKeys", "UpdateAccessKey", "DeleteAccessKey", "GetAccessKeyLastUsed", "GetUser"];

#[derive(Debug, Clone)]
struct Use {
    at_ms: i64,
    service: String,
    region: String,
}

/// Which keys are good, and when they were used last.
pub(super) struct AccessKeys {
    tempo: Tempo,
    sessions: Sessions,
    uses: Mutex<BTreeMap<String, Use>>,
}

impl AccessKeys {
    pub(super) fn new(tempo: Tempo, sessions: Sessions) -> Self {
        Self { tempo, sessions, uses: Mutex::default() }
    }

    /// Whether a key was deactivated or deleted. Noted apart: looking into IAM at each request would copy all of it.
    pub(super) fn is_refused(&self, key: &str) -> bool {
        self.tempo.notes.get::<String>(GLOBAL, &note(key)).is_some()
    }

    pub(super) fn saw(&self, key: &str, service: &str, region: &str) {
        // Only those of users: sessions come and go by the thousand.
        if key.starts_with("AKIA") {
            let seen = Use { at_ms: self.tempo.now_ms(), service: service.to_owned(), region: region.to_owned() };
            self.uses.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), seen);
        }
    }

    pub(super) fn reset(&self) {
        self.uses.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn last_use(&self, key: &str) -> Option<Use> {
        self.uses.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }
}

fn note(key: &str) -> String {
    format!("refused-key/{key}")
}

impl Iam {
    pub(super) async fn access_keys(
        &self,
        operation: &str,
        input: &BTreeMap<String, String>,
        view: &IamStateView,
        request: MockRequest,
    ) -> Result<MockResponse, Refusal> {
        let key = input.get("AccessKeyId").map(String::as_str).unwrap_or_default();
        if operation == "GetAccessKeyLastUsed" {
            return self.last_used(key, view, request).await;
        }
        let named = input.get("UserName").filter(|name| !name.is_empty()).cloned();
        let caller = Caller::of(&request, &self.keys.sessions, view);
        let own = || {
            let message = "Must specify userName when calling with non-User credentials";
            caller.user_name().map(str::to_owned).ok_or_else(|| Refusal::new("ValidationError", message))
        };
        let (name, request) = match named {
            Some(name) => (name, request),
            None => own().map(|name| (name.clone(), with_field(request, "UserName", &name)))?,
        };
        match operation {
            "CreateAccessKey" => Ok(self.create_key(view, request).await),
            "ListAccessKeys" if view.users.contains_key(&name) => Ok(list_keys(&name, view)),
            "UpdateAccessKey" => {
                let status = input.get("Status").map(String::as_str).unwrap_or_default();
                if status != "Active" && status != "Inactive" {
                    return Err(Refusal::new(
                        "ValidationError",
                        format!(
                            "1 validation error detected: Value '{status}' at 'status' failed to satisfy constraint: \
                             Member must satisfy enum value set: [Active, Inactive, Expired]"
                        ),
                    ));
                }
                let answer = self.inner.ask(GLOBAL, request).await;
                if answer.status == 200 && status == "Active" {
                    self.keys.tempo.notes.forget(GLOBAL, &note(key));
                } else if answer.status == 200 {
                    self.keys.tempo.notes.set(GLOBAL, &note(key), &status);
                }
                Ok(answer)
            }
            "DeleteAccessKey" => {
                let answer = self.inner.ask(GLOBAL, request).await;
                if answer.status == 200 {
                    self.keys.tempo.notes.set(GLOBAL, &note(key), &"Deleted");
                }
                Ok(answer)
            }
            _ => Ok(self.inner.ask(GLOBAL, request).await),
        }
    }

    /// The stand-in's ids have small letters, and its time is the machine's.
    async fn create_key(&self, view: &IamStateView, request: MockRequest) -> MockResponse {
        let answer = self.inner.ask(GLOBAL, request).await;
        if answer.status != 200 {
            return answer;
        }
        let mut after = self.view().await;
        let made = after.access_keys.keys().find(|id| !view.access_keys.contains_key(*id)).cloned();
        let Some(mut key) = made.and_then(|id| after.access_keys.remove(&id)) else { return answer };
        key.access_key_id.make_ascii_uppercase();
        key.create_date = Some(date_time(self.keys.tempo.now_ms()));
        let secret = format!("<SecretAccessKey>{}</SecretAccessKey>", escape(&key.secret_access_key));
        let answer = result("CreateAccessKey", &format!("<AccessKey>{}{secret}</AccessKey>", xml(&key)));
        after.access_keys.insert(key.access_key_id.clone(), key);
        self.inner.put(GLOBAL, after).await;
        answer
    }

    async fn last_used(&self, key: &str, view: &IamStateView, request: MockRequest) -> Result<MockResponse, Refusal> {
        let Some(found) = view.access_keys.get(key) else { return Ok(self.inner.ask(GLOBAL, request).await) };
        let last = match self.keys.last_use(key) {
            Some(Use { at_ms, service, region }) => format!(
                "<LastUsedDate>{}</LastUsedDate><ServiceName>{}</ServiceName><Region>{}</Region>",
                date_time(at_ms),
                escape(&service),
                escape(&region)
            ),
            None => "<ServiceName>N/A</ServiceName><Region>N/A</Region>".to_owned(),
        };
        let user = escape(&found.user_name);
        let inner = format!("<UserName>{user}</UserName><AccessKeyLastUsed>{last}</AccessKeyLastUsed>");
        Ok(result("GetAccessKeyLastUsed", &inner))
    }
}

/// Oldest first; there are two at most, so that there is one page.
fn list_keys(user: &str, view: &IamStateView) -> MockResponse {
    let mut keys: Vec<_> = view.access_keys.values().filter(|key| key.user_name == user).collect();
    keys.sort_by_key(|key| (key.create_date.clone(), key.access_key_id.clone()));
    let members: Vec<String> = keys.into_iter().map(xml).collect();
    let members = list_xml(&members);
    let inner = format!("<AccessKeyMetadata>{members}</AccessKeyMetadata><IsTruncated>false</IsTruncated>");
    result("ListAccessKeys", &inner)
}

fn xml(key: &AccessKeyView) -> String {
    let created = key.create_date.as_deref().and_then(|date| date.get(..19)).unwrap_or("2026-01-01T00:00:00");
    format!(
        "<UserName>{}</UserName><AccessKeyId>{}</AccessKeyId><Status>{}</Status><CreateDate>{created}Z</CreateDate>",
        escape(&key.user_name),
        escape(&key.access_key_id),
        escape(&key.status)
    )
}
