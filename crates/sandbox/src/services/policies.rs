//! Owns the corrections of IAM's policies: documents are checked, and lists say which they are asked for.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::Value;
use winterbaume_core::MockResponse;
use winterbaume_iam::IamStateView;
use winterbaume_iam::views::ManagedPolicyView;

use super::iam::{list_xml, result, statements};
use crate::wire::{Refusal, escape, page};

const PER_PAGE: usize = 100;

/// The document of a policy that says what someone may do (not who may be someone; that is a trust policy).
pub(super) fn check(input: &BTreeMap<String, String>) -> Result<(), Refusal> {
    let malformed = |message: &str| Err(Refusal::new("MalformedPolicyDocument", message));
    let text = input.get("PolicyDocument").map(String::as_str).unwrap_or_default();
    let Ok(policy) = serde_json::from_str::<Value>(text) else {
        return malformed("This policy contains invalid Json");
    };
    let statements = statements(&policy);
    if statements.is_empty() {
        return malformed("Syntax errors in policy.");
    }
    for statement in statements {
        let has = |name: &str| !statement[name].is_null();
        if has("Principal") || has("NotPrincipal") {
            return malformed("Policy document should not specify a principal.");
        }
        if statement["Effect"] != "Allow" && statement["Effect"] != "Deny" {
            return malformed("Syntax errors in policy.");
        }
        if !has("Action") && !has("NotAction") {
            return malformed("Policy statement must contain actions.");
        }
        if !has("Resource") && !has("NotResource") {
            return malformed("Policy statement must contain resources.");
        }
    }
    Ok(())
}

/// `ListPolicies`: AWS's own, the account's, or all; with pages.
pub(super) fn list(input: &BTreeMap<String, String>, view: &IamStateView) -> Result<MockResponse, Refusal> {
    let scope = input.get("Scope").map_or("All", String::as_str);
    let attached = input.get("OnlyAttached").is_some_and(|text| text == "true");
    let prefix = input.get("PathPrefix").map_or("/", String::as_str);
    let mut found: Vec<&ManagedPolicyView> = view
        .policies
        .values()
        .filter(|policy| match scope {
            "AWS" => policy.arn.starts_with("arn:aws:iam::aws:"),
            "Local" => !policy.arn.starts_with("arn:aws:iam::aws:"),
            _ => true,
        })
        .filter(|policy| policy.path.starts_with(prefix) && (!attached || attachments(policy, view) > 0))
        .collect();
    found.sort_by(|a, b| a.policy_name.cmp(&b.policy_name));
    let limit = input.get("MaxItems").and_then(|text| text.parse().ok()).unwrap_or(PER_PAGE);
    let marker = input.get("Marker").map(String::as_str);
    let (found, next) = page(found, "policies", marker, Some(limit))
        .ok_or_else(|| Refusal::new("ValidationError", "Invalid Marker."))?;
    let members: Vec<String> = found.into_iter().map(|policy| xml(policy, view)).collect();
    let marker = next.as_ref().map(|next| format!("<Marker>{next}</Marker>")).unwrap_or_default();
    let members = list_xml(&members);
    let inner = format!("<Policies>{members}</Policies><IsTruncated>{}</IsTruncated>{marker}", next.is_some());
    Ok(result("ListPolicies", &inner))
}

fn attachments(policy: &ManagedPolicyView, view: &IamStateView) -> usize {
    let roles = view.roles.values().flat_map(|role| &role.attached_policies);
    let users = view.users.values().flat_map(|user| &user.attached_policies);
    roles.chain(users).filter(|attached| attached.policy_arn == policy.arn).count()
}

fn xml(policy: &ManagedPolicyView, view: &IamStateView) -> String {
    let mut xml = String::new();
    let date = |text: Option<&str>| {
        let date = text.and_then(|date| date.get(..19)).unwrap_or("2026-01-01T00:00:00");
        format!("{date}Z")
    };
    for (name, value) in [
        ("PolicyName", policy.policy_name.clone()),
        ("PolicyId", policy.policy_id.clone()),
        ("Arn", policy.arn.clone()),
        ("Path", policy.path.clone()),
        ("DefaultVersionId", policy.default_version_id.clone()),
        ("AttachmentCount", attachments(policy, view).to_string()),
        ("IsAttachable", policy.is_attachable.to_string()),
        ("CreateDate", date(policy.create_date.as_deref())),
        ("UpdateDate", date(policy.update_date.as_deref())),
    ] {
        let _ = write!(xml, "<{name}>{}</{name}>", escape(&value));
    }
    xml
}

/// The role that a service makes for itself has a name of its own.
pub(super) fn linked_role(service: &str) -> Option<&'static str> {
    match service {
        "apprunner.amazonaws.com" => Some("AWSServiceRoleForAppRunner"),
        "networking.apprunner.amazonaws.com" => Some("AWSServiceRoleForAppRunnerNetworking"),
        _ => None,
    }
}
