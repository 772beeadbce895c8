//! The least policy that gives what is refused, to be handed to an administrator.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Judged, RefusedBy, Verdict};
use crate::rights::{ATTACH_POLICY, CREATE_LINKED_ROLE, DETACH_POLICY, PASS_ROLE, Right};
use crate::role::ECR_ACCESS_POLICY;

/// Most characters of a managed policy; white space does not count. (IAM User Guide, *IAM and AWS STS quotas*.)
pub const LIMIT: u32 = 6_144;

/// What lets somebody write what roles may do, or who may be them. No condition narrows these.
const WIDENING: [&str; 2] = ["iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"];

/// A policy document with what is to be said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct MissingPolicy {
    /// The document, as JSON.
    pub json: String,
    /// How long IAM takes it to be.
    pub length: u32,
    /// Most that a managed policy may have.
    pub limit: u32,
    /// Whether it gives all that the application needs, since nobody knows what is missing.
    pub is_whole: bool,
    /// Whether it lets somebody write what roles may do, and so give rights to themselves.
    pub widens_itself: bool,
    /// What keeps rights from one beside the lack of a policy. This policy alone does not give them.
    pub held_back_by: Vec<RefusedBy>,
}

/// The policy that gives what is refused; `None` when nothing is.
pub fn missing_policy(judged: &[Judged]) -> Option<MissingPolicy> {
    let refused: Vec<(&Right, RefusedBy)> = judged
        .iter()
        .filter_map(|one| match one.verdict {
            Verdict::Refused { by } => Some((&one.right, by)),
            Verdict::Allowed | Verdict::Depends { .. } | Verdict::Unknown => None,
        })
        .collect();
    let held_back_by = [RefusedBy::Denial, RefusedBy::Boundary, RefusedBy::Organization]
        .into_iter()
        .filter(|by| refused.iter().any(|(_, one)| one == by))
        .collect();
    let rights = refused.into_iter().map(|(right, _)| right);
    Some(MissingPolicy { is_whole: false, held_back_by, ..document(rights)? })
}

/// The policy that gives all of some rights.
pub fn whole_policy(rights: &[Right]) -> Option<MissingPolicy> {
    document(rights.iter())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Condition {
    operator: &'static str,
    key: &'static str,
    values: &'static [&'static str],
}

/// What the actions of a statement have in common: the service, the resources, the condition.
type Group<'a> = (&'a str, BTreeSet<&'a str>, Option<Condition>);

/// In the place of a service, for what is asked of no resource in particular.
const ANY: &str = "any";

/// Actions of one service that are given on the same resources stand together.
fn document<'a>(rights: impl Iterator<Item = &'a Right>) -> Option<MissingPolicy> {
    let mut resources: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut widens_itself = false;
    for right in rights {
        widens_itself |= WIDENING.contains(&right.action);
        resources.entry(right.action).or_default().insert(&right.resource);
    }
    let mut groups: BTreeMap<Group, Vec<&str>> = BTreeMap::new();
    for (action, resources) in resources {
        let (service, _) = action.split_once(':')?;
        let condition = condition(action);
        // What is asked of no resource in particular stands together: apart it would be too long.
        let is_of_none = condition.is_none() && resources.iter().all(|resource| *resource == "*");
        groups.entry((if is_of_none { ANY } else { service }, resources, condition)).or_default().push(action);
    }
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    let statements: Vec<Value> = groups
        .iter()
        .map(|((service, resources, condition), actions)| {
            let number = count.entry(service).and_modify(|count| *count += 1).or_insert(1);
            let mut statement = json!({
                "Sid": format!("{}{number}", sid(service)),
                "Effect": "Allow",
                "Action": plain(actions.iter().copied()),
                "Resource": plain(resources.iter().copied()),
            });
            if let Some(Condition { operator, key, values }) = condition {
                statement["Condition"] = json!({ *operator: { *key: values } });
            }
            statement
        })
        .collect();
    if statements.is_empty() {
        return None;
    }
    let (json, length) = written(&statements);
    // Names of statements are for people; where they are too much, IAM does without. Where that is not enough, what only
    // looks is given by the kind of look.
    let (json, length) = if length > LIMIT { written(&without_names(statements.clone())) } else { (json, length) };
    let (json, length) =
        if length > LIMIT { written(&by_kind_of_look(without_names(statements))) } else { (json, length) };
    Some(MissingPolicy { json, length, limit: LIMIT, is_whole: true, widens_itself, held_back_by: Vec::new() })
}

/// A list of one is written as that one: every character counts.
fn plain<'a>(list: impl ExactSizeIterator<Item = &'a str>) -> Value {
    let is_one = list.len() == 1;
    let mut all: Vec<Value> = list.map(Value::from).collect();
    if is_one { all.remove(0) } else { Value::Array(all) }
}

/// A document, and how long IAM takes it to be.
fn written(statements: &[Value]) -> (String, u32) {
    let json = format!("{:#}", json!({ "Version": "2012-10-17", "Statement": statements }));
    let length = json.chars().filter(|letter| !letter.is_whitespace()).count();
    (json, u32::try_from(length).unwrap_or(u32::MAX))
}

/// `ec2:Describe*` for all that EC2 describes, of what is asked of no resource in particular: more is seen then than is
/// needed, and nothing more is changed.
fn by_kind_of_look(mut statements: Vec<Value>) -> Vec<Value> {
    const LOOKS: [&str; 2] = [":Describe", ":List"];
    let of_none = statements.iter_mut().filter(|statement| statement["Resource"] == "*");
    for actions in of_none.filter_map(|statement| statement["Action"].as_array_mut()) {
        let short = |action: &Value| {
            let action = action.as_str().unwrap_or_default();
            let look = LOOKS.into_iter().find_map(|look| Some(format!("{}{look}*", action.split_once(look)?.0)));
            Value::from(look.unwrap_or_else(|| action.to_owned()))
        };
        *actions = actions.iter().map(short).collect();
        actions.dedup();
    }
    statements
}

fn without_names(mut statements: Vec<Value>) -> Vec<Value> {
    for statement in statements.iter_mut().filter_map(Value::as_object_mut) {
        statement.remove("Sid");
    }
    statements
}

/// What narrows an action that would be too much by itself: whoever passes any role to any service, or attaches any policy,
/// can become anybody.
///
/// AWS's own policy `AWSAppRunnerFullAccess` names `apprunner.amazonaws.com` for the passing of roles; the other two are
/// those that roles trust, and which of the three IAM sees is not documented.
fn condition(action: &str) -> Option<Condition> {
    match action {
        PASS_ROLE => Some(Condition {
            operator: "StringEquals",
            key: "iam:PassedToService",
            values: &["apprunner.amazonaws.com", "build.apprunner.amazonaws.com", "tasks.apprunner.amazonaws.com"],
        }),
        CREATE_LINKED_ROLE => Some(Condition {
            operator: "StringEquals",
            key: "iam:AWSServiceName",
            values: &["apprunner.amazonaws.com", "networking.apprunner.amazonaws.com"],
        }),
        ATTACH_POLICY | DETACH_POLICY => {
            Some(Condition { operator: "ArnEquals", key: "iam:PolicyARN", values: &[ECR_ACCESS_POLICY] })
        }
        _ => None,
    }
}

/// How statements about a service are called; letters and digits only.
fn sid(service: &str) -> &'static str {
    match service {
        ANY => "Any",
        "apprunner" => "AppRunner",
        "ec2" => "Vpc",
        "rds" => "Rds",
        "ecr" => "Ecr",
        "iam" => "Iam",
        "kms" => "Kms",
        "logs" => "Logs",
        "secretsmanager" => "SecretsManager",
        "ssm" => "ParameterStore",
        "sts" => "Sts",
        "wafv2" => "Waf",
        _ => "Other",
    }
}
