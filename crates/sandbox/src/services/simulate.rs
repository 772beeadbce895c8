//! Owns `SimulatePrincipalPolicy`: what the policies of a role, a user or a group come to, by their own words. Refuses
//! conditions: a statement that has one matches nothing, and no missing value is listed.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::Value;
use winterbaume_core::MockResponse;
use winterbaume_iam::IamStateView;
use winterbaume_iam::views::{AttachedPolicyView, InlinePolicyView};

use super::endpoints::list;
use super::iam::{list_xml, result, statements, texts};
use crate::wire::{Refusal, escape, page};

const PER_PAGE: usize = 100;

/// A policy with what an answer says of it.
struct Policy {
    id: String,
    kind: &'static str,
    document: Value,
}

/// What someone may do.
#[derive(Default)]
struct Principal {
    policies: Vec<Policy>,
    boundary: Option<Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    Allowed,
    ImplicitDeny,
    ExplicitDeny,
}

impl Decision {
    fn text(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::ImplicitDeny => "implicitDeny",
            Self::ExplicitDeny => "explicitDeny",
        }
    }
}

pub(super) fn simulate(input: &BTreeMap<String, String>, view: &IamStateView) -> Result<MockResponse, Refusal> {
    let source = input.get("PolicySourceArn").map(String::as_str).unwrap_or_default();
    let mut principal = principal(source, view)?;
    for (place, text) in list(input, "PolicyInputList.member").into_iter().enumerate() {
        let document = serde_json::from_str(text)
            .map_err(|_| Refusal::new("InvalidInput", "The policy input list has a document that is no JSON."))?;
        principal.policies.push(Policy { id: format!("PolicyInputList.{}", place + 1), kind: "none", document });
    }
    let actions = list(input, "ActionNames.member");
    if let Some(wrong) = actions.iter().find(|action| !action.contains(':')) {
        return Err(Refusal::new("InvalidInput", format!("Invalid action name: {wrong}")));
    }
    if actions.is_empty() {
        return Err(Refusal::new("InvalidInput", "At least one action name is required."));
    }
    let named = list(input, "ResourceArns.member");
    let resources = if named.is_empty() { vec!["*"] } else { named };
    let asked: Vec<(&str, &str)> =
        actions.iter().flat_map(|action| resources.iter().map(move |resource| (*action, *resource))).collect();
    let limit = input.get("MaxItems").and_then(|text| text.parse().ok()).unwrap_or(PER_PAGE);
    let marker = input.get("Marker").map(String::as_str);
    let (asked, next) = page(asked, "simulation", marker, Some(limit))
        .ok_or_else(|| Refusal::new("InvalidInput", "Invalid Marker."))?;
    let members: Vec<String> =
        asked.into_iter().map(|(action, resource)| principal.evaluate(action, resource)).collect();
    let marker = next.as_ref().map(|next| format!("<Marker>{next}</Marker>")).unwrap_or_default();
    let inner = format!(
        "<EvaluationResults>{}</EvaluationResults><IsTruncated>{}</IsTruncated>{marker}",
        list_xml(&members),
        next.is_some()
    );
    Ok(result("SimulatePrincipalPolicy", &inner))
}

fn principal(arn: &str, view: &IamStateView) -> Result<Principal, Refusal> {
    let kind = arn.strip_prefix("arn:aws:iam::").and_then(|rest| rest.split_once(':')).map(|(_, rest)| rest);
    let mut found = Principal::default();
    let missing = |kind: &str| Refusal {
        status: 404,
        code: "NoSuchEntity",
        message: format!("The {kind} with name {} cannot be found.", arn.rsplit('/').next().unwrap_or_default()),
    };
    match kind.and_then(|kind| kind.split_once('/')).map(|(kind, _)| kind) {
        Some("role") => {
            let role = view.roles.values().find(|role| role.arn == arn).ok_or_else(|| missing("role"))?;
            found.take("role", &role.inline_policies, &role.attached_policies, view);
            found.boundary = role.permissions_boundary.as_deref().and_then(|arn| document(arn, view));
        }
        Some("user") => {
            let user = view.users.values().find(|user| user.arn == arn).ok_or_else(|| missing("user"))?;
            found.take("user", &user.inline_policies, &user.attached_policies, view);
            for group in view.groups.values().filter(|group| group.members.contains(&user.name)) {
                found.take("group", &group.inline_policies, &group.attached_policies, view);
            }
            found.boundary = user.permissions_boundary.as_deref().and_then(|arn| document(arn, view));
        }
        Some("group") => {
            let group = view.groups.values().find(|group| group.arn == arn).ok_or_else(|| missing("group"))?;
            found.take("group", &group.inline_policies, &group.attached_policies, view);
        }
        // A session of a role is none of those: AWS wants the role itself.
        _ => {
            let message = format!("Invalid Entity Arn: {arn} does not clearly define entity type and name.");
            return Err(Refusal::new("InvalidInput", message));
        }
    }
    Ok(found)
}

fn document(arn: &str, view: &IamStateView) -> Option<Value> {
    serde_json::from_str(&view.policies.get(arn)?.document).ok()
}

impl Principal {
    fn take(
        &mut self,
        kind: &'static str,
        inline: &[InlinePolicyView],
        attached: &[AttachedPolicyView],
        view: &IamStateView,
    ) {
        for policy in inline {
            let document = serde_json::from_str(&policy.policy_document).unwrap_or(Value::Null);
            self.policies.push(Policy { id: policy.policy_name.clone(), kind, document });
        }
        for policy in attached {
            let Some(document) = document(&policy.policy_arn, view) else { continue };
            let kind = if policy.policy_arn.starts_with("arn:aws:iam::aws:") { "aws-managed" } else { "user-managed" };
            self.policies.push(Policy { id: policy.policy_name.clone(), kind, document });
        }
    }

    /// One member of the answer.
    fn evaluate(&self, action: &str, resource: &str) -> String {
        let matching = |effect: &'static str| -> Vec<&Policy> {
            let policies = self.policies.iter();
            policies.filter(|policy| has(&policy.document, effect, action, resource)).collect()
        };
        let (denying, allowing) = (matching("Deny"), matching("Allow"));
        let within = self.boundary.as_ref().is_none_or(|boundary| has(boundary, "Allow", action, resource));
        let forbidden = self.boundary.as_ref().is_some_and(|boundary| has(boundary, "Deny", action, resource));
        let (decision, why) = if forbidden || !denying.is_empty() {
            (Decision::ExplicitDeny, denying)
        } else if within && !allowing.is_empty() {
            (Decision::Allowed, allowing)
        } else {
            (Decision::ImplicitDeny, Vec::new())
        };
        let matched: Vec<String> = why
            .iter()
            .map(|policy| {
                format!(
                    "<SourcePolicyId>{}</SourcePolicyId><SourcePolicyType>{}</SourcePolicyType>",
                    escape(&policy.id),
                    policy.kind
                )
            })
            .collect();
        let mut xml = String::new();
        for (name, value) in
            [("EvalActionName", action), ("EvalResourceName", resource), ("EvalDecision", decision.text())]
        {
            let _ = write!(xml, "<{name}>{}</{name}>", escape(value));
        }
        let _ = write!(xml, "<MatchedStatements>{}</MatchedStatements><MissingContextValues/>", list_xml(&matched));
        xml
    }
}

/// Whether a statement with that effect matches.
fn has(policy: &Value, effect: &str, action: &str, resource: &str) -> bool {
    let action = action.to_lowercase();
    let names = |patterns: &Value| texts(patterns).any(|pattern| fits(&pattern.to_lowercase(), &action));
    let covers = |patterns: &Value| texts(patterns).any(|pattern| fits(pattern, resource));
    statements(policy).into_iter().any(|statement| {
        let about = |one: &str, but: &str, matches: &dyn Fn(&Value) -> bool| match &statement[one] {
            Value::Null => !statement[but].is_null() && !matches(&statement[but]),
            patterns => matches(patterns),
        };
        statement["Effect"] == effect
            && statement["Condition"].is_null()
            && about("Action", "NotAction", &names)
            && about("Resource", "NotResource", &covers)
    })
}

/// IAM's wildcards: `*` stands for anything, `?` for one character.
pub(super) fn fits(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let (mut at, mut place) = (0, 0);
    // Where the last star was, and how far the text was then.
    let mut star = None;
    while place < text.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, place));
                at += 1;
            }
            Some(letter) if *letter == '?' || *letter == text[place] => {
                at += 1;
                place += 1;
            }
            _ => {
                let Some((star_at, from)) = star else { return false };
                star = Some((star_at, from + 1));
                at = star_at + 1;
                place = from + 1;
            }
        }
    }
    pattern[at..].iter().all(|letter| *letter == '*')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn wildcards_are_those_of_iam() {
        for (pattern, text, expected) in [
            ("*", "", true),
            ("s3:get*", "s3:getobject", true),
            ("a*b*c", "a-b-b-c", true),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("arn:*:secret:shop/database-??????", "arn:aws:secret:shop/database-K3tY9a", true),
            ("arn:*:secret:shop/database-??????", "arn:aws:secret:shop/database-K3tY9a:x", false),
            ("s3:get", "s3:getobject", false),
        ] {
            assert_eq!(fits(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn statements_match_by_all_their_parts() {
        let one = |statement: Value| json!({ "Statement": statement });
        let allow = one(json!({"Effect": "Allow", "NotAction": "iam:*", "NotResource": ["arn:secret"]}));
        assert!(has(&allow, "Allow", "s3:GetObject", "arn:open"));
        assert!(!has(&allow, "Allow", "IAM:PassRole", "arn:open"), "actions know no case");
        assert!(!has(&allow, "Allow", "s3:GetObject", "arn:secret"));
        assert!(!has(&allow, "Deny", "s3:GetObject", "arn:open"));
        let when = one(json!([{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {}}]));
        assert!(!has(&when, "Allow", "s3:GetObject", "*"), "a condition is never met");
        assert!(!has(&one(json!({"Effect": "Allow", "Action": "*"})), "Allow", "s3:GetObject", "*"));
    }
}
