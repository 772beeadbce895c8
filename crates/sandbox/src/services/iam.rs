//! Owns the corrections of IAM: trust policies are checked, roles come with their tags and in pages, policy documents
//! are percent-encoded in answers, service-linked roles have AWS's names. Policies are in `policies`, what they come to
//! in `simulate`; keys are in `access_keys`. Also what App Runner must know about a role.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use bytes::Bytes;
use serde_json::Value;
use tokio::sync::OnceCell;
use winterbaume_core::{MockRequest, MockResponse};
use winterbaume_iam::views::RoleView;
use winterbaume_iam::{IamService, IamStateView};

use super::access_keys::{self, AccessKeys};
use super::{GLOBAL, Seeded, Sessions, Tempo, policies, simulate};
use crate::wire::{Dialect, Refusal, escape, form, page, percent_encode, unescape, xml_answer};

const ROLES_PER_PAGE: usize = 100;

pub(crate) struct Iam {
    pub(super) inner: Seeded<IamService>,
    /// The roles that were there at the start: AWS has long known them everywhere.
    established: OnceCell<BTreeSet<String>>,
    pub(super) keys: AccessKeys,
}

/// What App Runner must know about a role.
pub(crate) struct Role {
    trust: Value,
    /// Whether a policy of the role speaks of ECR.
    pub(crate) may_pull: bool,
    pub(crate) established: bool,
}

impl Role {
    /// Whether a service may assume the role.
    pub(crate) fn trusts(&self, principal: &str) -> bool {
        statements(&self.trust).iter().any(|statement| {
            statement["Effect"] == "Allow"
                && texts(&statement["Principal"]["Service"]).any(|service| service == principal)
        })
    }
}

impl Iam {
    pub(super) fn new(tempo: Tempo, sessions: Sessions) -> Self {
        Self {
            inner: Seeded::global(IamService::new(), "iam", include_str!("../seed/iam.json")),
            established: OnceCell::new(),
            keys: AccessKeys::new(tempo, sessions),
        }
    }

    pub(super) async fn view(&self) -> IamStateView {
        let view = self.inner.view(GLOBAL).await;
        self.established.get_or_init(|| async { view.roles.keys().cloned().collect() }).await;
        view
    }

    pub(crate) async fn role(&self, arn: &str) -> Option<Role> {
        let view = self.view().await;
        let role = view.roles.values().find(|role| role.arn == arn)?;
        let attached = role.attached_policies.iter().filter_map(|policy| view.policies.get(&policy.policy_arn));
        let inline = role.inline_policies.iter().map(|policy| policy.policy_document.as_str());
        let mut documents = attached.map(|policy| policy.document.as_str()).chain(inline);
        Some(Role {
            trust: serde_json::from_str(&role.assume_role_policy_document).unwrap_or(Value::Null),
            may_pull: documents.any(|document| document.contains("\"ecr:") || document.contains("\"*\"")),
            established: self.established.get().is_some_and(|names| names.contains(&role.name)),
        })
    }

    pub(super) async fn handle(&self, operation: &str, request: MockRequest) -> MockResponse {
        // Taken before the request, so that a role made by it does not count as an old one.
        let view = self.view().await;
        let input = form(&request.body);
        let answer = match operation {
            "CreateRole" => self.create_role(&input, request).await,
            "UpdateAssumeRolePolicy" => match check_trust(&input, "PolicyDocument") {
                Ok(()) => Ok(self.inner.ask(GLOBAL, request).await),
                Err(refusal) => Err(refusal),
            },
            "GetRole" => match view.roles.get(input.get("RoleName").map_or("", String::as_str)) {
                Some(role) => Ok(one_role("GetRole", role)),
                None => Ok(self.inner.ask(GLOBAL, request).await),
            },
            "ListRoles" => list_roles(&input, &view),
            "ListPolicies" => policies::list(&input, &view),
            "CreatePolicy" | "CreatePolicyVersion" | "PutRolePolicy" => match policies::check(&input) {
                Ok(()) => Ok(self.inner.ask(GLOBAL, request).await),
                Err(refusal) => Err(refusal),
            },
            "CreateServiceLinkedRole" => self.create_linked_role(&input, &view, request).await,
            _ if access_keys::OPERATIONS.contains(&operation) => {
                self.access_keys(operation, &input, &view, request).await
            }
            "SimulatePrincipalPolicy" => simulate::simulate(&input, &view),
            _ => Ok(self.inner.ask(GLOBAL, request).await),
        };
        encoded(answer.unwrap_or_else(|refusal| Dialect::Xml.refusal(&refusal)))
    }

    async fn create_role(
        &self,
        input: &BTreeMap<String, String>,
        request: MockRequest,
    ) -> Result<MockResponse, Refusal> {
        let name = input.get("RoleName").map(String::as_str).unwrap_or_default();
        check_name(name)?;
        check_trust(input, "AssumeRolePolicyDocument")?;
        let answer = self.inner.ask(GLOBAL, request).await;
        let view = self.view().await;
        match view.roles.get(name) {
            Some(role) if answer.status == 200 => Ok(one_role("CreateRole", role)),
            _ => Ok(answer),
        }
    }

    /// Makes the role that a service has for itself, unless it is there.
    pub(crate) async fn link(&self, service: &str) {
        let body = format!("Action=CreateServiceLinkedRole&Version=2010-05-08&AWSServiceName={service}");
        let headers = http::HeaderMap::new();
        let request = MockRequest { method: "POST".into(), uri: "/".into(), headers, body: Bytes::from(body) };
        // The only refusal is that it is there.
        self.handle("CreateServiceLinkedRole", request).await;
    }

    /// The stand-in makes the role under a name that it derives from the service.
    async fn create_linked_role(
        &self,
        input: &BTreeMap<String, String>,
        view: &IamStateView,
        request: MockRequest,
    ) -> Result<MockResponse, Refusal> {
        let service = input.get("AWSServiceName").map(String::as_str).unwrap_or_default();
        let Some(name) = policies::linked_role(service) else { return Ok(self.inner.ask(GLOBAL, request).await) };
        if view.roles.contains_key(name) {
            let message =
                format!("Service role name {name} has been taken in this account, please try a different suffix.");
            return Err(Refusal::new("InvalidInput", message));
        }
        let answer = self.inner.ask(GLOBAL, request).await;
        let mut after = self.view().await;
        let made = after.roles.keys().find(|key| !view.roles.contains_key(*key)).cloned();
        let Some(mut role) = made.and_then(|key| after.roles.remove(&key)) else { return Ok(answer) };
        role.arn = role.arn.replace(&role.name, name);
        name.clone_into(&mut role.name);
        let answer = one_role("CreateServiceLinkedRole", &role);
        after.roles.insert(name.to_owned(), role);
        self.inner.put(GLOBAL, after).await;
        Ok(answer)
    }
}

fn check_name(name: &str) -> Result<(), Refusal> {
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || "_+=,.@-".contains(letter);
    if (1..=64).contains(&name.len()) && name.chars().all(allowed) {
        return Ok(());
    }
    Err(Refusal::new(
        "ValidationError",
        format!(
            "1 validation error detected: Value '{name}' at 'roleName' failed to satisfy constraint: \
             Member must satisfy regular expression pattern: [\\w+=,.@-]+ and have length between 1 and 64"
        ),
    ))
}

fn check_trust(input: &BTreeMap<String, String>, member: &str) -> Result<(), Refusal> {
    let malformed = |message: &str| Err(Refusal::new("MalformedPolicyDocument", message));
    let text = input.get(member).map(String::as_str).unwrap_or_default();
    let Ok(policy) = serde_json::from_str::<Value>(text) else {
        return malformed("This policy contains invalid Json");
    };
    let statements = statements(&policy);
    if !policy.is_object() || statements.is_empty() {
        return malformed("Syntax errors in policy.");
    }
    for statement in statements {
        if !["Allow", "Deny"].iter().any(|effect| statement["Effect"] == **effect) {
            return malformed("Syntax errors in policy.");
        }
        if statement["Principal"].is_null() && statement["NotPrincipal"].is_null() {
            return malformed("Missing required field Principal");
        }
        if statement["Action"].is_null() && statement["NotAction"].is_null() {
            return malformed("Missing required field Action");
        }
        if !statement["Resource"].is_null() {
            return malformed("Has prohibited field Resource");
        }
    }
    Ok(())
}

pub(super) fn statements(policy: &Value) -> Vec<&Value> {
    match &policy["Statement"] {
        Value::Array(statements) => statements.iter().collect(),
        statement @ Value::Object(_) => vec![statement],
        _ => Vec::new(),
    }
}

/// A text, or a list of them.
pub(super) fn texts(value: &Value) -> impl Iterator<Item = &str> {
    let many = value.as_array().map(Vec::as_slice).unwrap_or_default();
    value.as_str().into_iter().chain(many.iter().filter_map(Value::as_str))
}

fn list_roles(input: &BTreeMap<String, String>, view: &IamStateView) -> Result<MockResponse, Refusal> {
    let prefix = input.get("PathPrefix").map_or("/", String::as_str);
    let mut roles: Vec<&RoleView> = view.roles.values().filter(|role| role.path.starts_with(prefix)).collect();
    roles.sort_by(|a, b| a.name.cmp(&b.name));
    let limit = input.get("MaxItems").map_or(Ok(ROLES_PER_PAGE), |text| text.parse());
    let limit = limit.ok().filter(|limit| (1..=1000).contains(limit)).ok_or_else(|| {
        Refusal::new("ValidationError", "1 validation error detected: Value at 'maxItems' must be between 1 and 1000")
    })?;
    let marker = input.get("Marker").map(String::as_str);
    let (roles, next) =
        page(roles, "roles", marker, Some(limit)).ok_or_else(|| Refusal::new("ValidationError", "Invalid Marker."))?;
    let members: Vec<String> = roles.into_iter().map(|role| role_xml(role, false)).collect();
    let members = list_xml(&members);
    let marker = next.as_ref().map(|next| format!("<Marker>{next}</Marker>")).unwrap_or_default();
    let inner = format!("<Roles>{members}</Roles><IsTruncated>{}</IsTruncated>{marker}", next.is_some());
    Ok(result("ListRoles", &inner))
}

pub(super) fn list_xml(members: &[String]) -> String {
    if members.is_empty() { String::new() } else { format!("<member>{}</member>", members.join("</member><member>")) }
}

fn one_role(operation: &str, role: &RoleView) -> MockResponse {
    result(operation, &format!("<Role>{}</Role>", role_xml(role, true)))
}

fn role_xml(role: &RoleView, with_tags: bool) -> String {
    let mut xml = String::new();
    let element = |xml: &mut String, name: &str, value: &str| {
        let _ = write!(xml, "<{name}>{}</{name}>", escape(value));
    };
    element(&mut xml, "Path", &role.path);
    element(&mut xml, "RoleName", &role.name);
    element(&mut xml, "RoleId", &role.role_id);
    element(&mut xml, "Arn", &role.arn);
    let created = role.create_date.as_deref().and_then(|date| date.get(..19)).unwrap_or("2026-01-01T00:00:00");
    element(&mut xml, "CreateDate", &format!("{created}Z"));
    element(&mut xml, "AssumeRolePolicyDocument", &role.assume_role_policy_document);
    if !role.description.is_empty() {
        element(&mut xml, "Description", &role.description);
    }
    element(&mut xml, "MaxSessionDuration", &role.max_session_duration.to_string());
    if with_tags && !role.tags.is_empty() {
        let tags: BTreeMap<_, _> = role.tags.iter().collect();
        let tag =
            |(key, value): (&String, &String)| format!("<Key>{}</Key><Value>{}</Value>", escape(key), escape(value));
        let members: Vec<String> = tags.into_iter().map(tag).collect();
        let _ = write!(xml, "<Tags>{}</Tags>", list_xml(&members));
    }
    xml
}

pub(super) fn result(operation: &str, inner: &str) -> MockResponse {
    xml_answer(
        200,
        format!(
            "<{operation}Response xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><{operation}Result>{inner}\
             </{operation}Result><ResponseMetadata><RequestId>{}</RequestId></ResponseMetadata></{operation}Response>",
            uuid::Uuid::new_v4()
        ),
    )
}

/// IAM answers with percent-encoded documents, and clients decode them; the stand-in sends them plain.
fn encoded(mut answer: MockResponse) -> MockResponse {
    let mut xml = String::from_utf8_lossy(&answer.body).into_owned();
    for name in ["AssumeRolePolicyDocument", "PolicyDocument", "Document"] {
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        let mut parts = xml.split(open.as_str());
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (document, rest) = part.split_once(close.as_str()).unwrap_or((part, ""));
            let plain = document.trim_start().starts_with('{') || document.contains("&quot;");
            let document = if plain { percent_encode(&unescape(document)) } else { document.to_owned() };
            let _ = write!(out, "{open}{document}{close}{rest}");
        }
        xml = out;
    }
    answer.body = Bytes::from(xml);
    answer
}
