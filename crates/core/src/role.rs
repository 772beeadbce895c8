//! IAM roles as App Runner uses them: names, ARNs, who may assume them.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::arn::Arn;

/// Who assumes a role on the service's behalf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Principal {
    /// App Runner while it pulls an image: the access role.
    Build,
    /// The running application: the instance role.
    Tasks,
}

impl Principal {
    /// The service principal. (The Developer Guide's JSON sample for the instance role has another domain, which
    /// does not work; its prose and every working deployment have this one.)
    pub fn service(self) -> &'static str {
        match self {
            Self::Build => "build.apprunner.amazonaws.com",
            Self::Tasks => "tasks.apprunner.amazonaws.com",
        }
    }
}

/// The AWS managed policy that an access role needs.
pub const ECR_ACCESS_POLICY: &str = "arn:aws:iam::aws:policy/service-role/AWSAppRunnerServicePolicyForECRAccess";
/// The path under which App Runner's console creates access roles.
pub const ACCESS_ROLE_PATH: &str = "/service-role/";
/// Greatest length of a role name.
pub const MAX_NAME_LENGTH: usize = 64;

/// The trust policy that lets a principal assume a role.
pub fn trust_policy(principal: Principal) -> String {
    json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "Service": principal.service() },
            "Action": "sts:AssumeRole",
        }],
    })
    .to_string()
}

/// The ARN that an access role of this name will have.
pub fn access_role_arn(account: &str, name: &str) -> String {
    format!("arn:aws:iam::{account}:role{ACCESS_ROLE_PATH}{name}")
}

/// The ARN that an instance role of this name will have.
pub fn instance_role_arn(account: &str, name: &str) -> String {
    format!("arn:aws:iam::{account}:role/{name}")
}

/// Whether IAM takes this as a role's name: `[\w+=,.@-]+`.
pub fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= MAX_NAME_LENGTH
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte))
}

/// Whether App Runner takes this as a role's ARN (API shape `RoleArn`).
pub fn is_arn(text: &str) -> bool {
    const PARTITIONS: [&str; 5] = ["aws", "aws-us-gov", "aws-cn", "aws-iso", "aws-iso-b"];
    let Some(arn) = Arn::parse(text) else { return false };
    let Some(name) = arn.resource.strip_prefix("role/") else { return false };
    (29..=1024).contains(&text.len())
        && PARTITIONS.contains(&arn.partition)
        && arn.service == "iam"
        && arn.region.is_empty()
        && arn.account.len() == 12
        && arn.account.bytes().all(|byte| byte.is_ascii_digit())
        && !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+=,.@-/".contains(&byte))
}

/// Whether a trust policy lets a principal assume its role. Reads the document as IAM does: `Statement`, `Action` and
/// `Service` may be one value or a list; a matching `Deny` wins. Conditions are not evaluated.
pub fn trusts(policy: &str, principal: Principal) -> bool {
    let Ok(policy) = serde_json::from_str::<Value>(policy) else { return false };
    let statements = one_or_many(&policy["Statement"]);
    let matches = |effect: &str| {
        statements.iter().any(|statement| {
            statement["Effect"] == effect
                && one_or_many(&statement["Action"]).iter().any(|action| {
                    action
                        .as_str()
                        .is_some_and(|action| ["sts:assumerole", "sts:*", "*"].contains(&&*action.to_ascii_lowercase()))
                })
                && (statement["Principal"] == "*"
                    || one_or_many(&statement["Principal"]["Service"])
                        .iter()
                        .any(|service| *service == principal.service()))
        })
    };
    matches("Allow") && !matches("Deny")
}

/// The trust policy with a principal of App Runner added, as JSON; `None` when it cannot be read, or when something in
/// it denies the principal, which no addition changes.
pub fn trust_with(policy: &str, principal: Principal) -> Option<String> {
    let mut policy = serde_json::from_str::<Value>(policy).ok().filter(Value::is_object)?;
    let mut statements: Vec<Value> = one_or_many(&policy["Statement"]).into_iter().cloned().collect();
    statements.push(json!({
        "Effect": "Allow",
        "Principal": { "Service": principal.service() },
        "Action": "sts:AssumeRole",
    }));
    policy["Statement"] = Value::from(statements);
    let repaired = policy.to_string();
    trusts(&repaired, principal).then_some(repaired)
}

/// Whether two policies say the same, however they are written.
pub fn same_policy(one: &str, other: &str) -> bool {
    let read = |text: &str| serde_json::from_str::<Value>(text).ok();
    read(one).is_some_and(|policy| Some(policy) == read(other))
}

/// Whom a trust policy lets assume its role: service principals, accounts, identity providers, as they are written.
pub fn trusted_parties(policy: &str) -> Vec<String> {
    let Ok(policy) = serde_json::from_str::<Value>(policy) else { return Vec::new() };
    let mut parties: Vec<String> = Vec::new();
    let allowing = one_or_many(&policy["Statement"]).into_iter().filter(|statement| statement["Effect"] == "Allow");
    for principal in allowing.map(|statement| &statement["Principal"]) {
        let named = match principal {
            Value::Object(kinds) => kinds.values().flat_map(one_or_many).collect(),
            all => one_or_many(all),
        };
        for party in named.into_iter().filter_map(Value::as_str) {
            if !parties.iter().any(|known| known == party) {
                parties.push(party.to_owned());
            }
        }
    }
    parties
}

/// Whether a role belongs to a service of AWS, which alone may assume and change it.
pub fn is_service_linked(arn: &str) -> bool {
    arn.contains(":role/aws-service-role/")
}

fn one_or_many(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(values) => values.iter().collect(),
        Value::Null => Vec::new(),
        value => vec![value],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_trust_policy_is_trusted_by_its_principal_only() {
        assert!(trusts(&trust_policy(Principal::Build), Principal::Build));
        assert!(!trusts(&trust_policy(Principal::Build), Principal::Tasks));
    }

    #[test]
    fn trust_is_read_as_iam_reads_it() {
        let tasks = "tasks.apprunner.amazonaws.com";
        for (policy, trusted) in [
            (
                json!({"Statement": {"Effect": "Allow", "Principal": {"Service": [tasks, "ec2.amazonaws.com"]}, "Action": ["sts:AssumeRole", "sts:TagSession"]}}),
                true,
            ),
            (json!({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sts:*"}]}), true),
            (
                json!({"Statement": [{"Effect": "Allow", "Principal": {"Service": "tasks.apprunner.aws.com"}, "Action": "sts:AssumeRole"}]}),
                false,
            ),
            (
                json!({"Statement": [{"Effect": "Allow", "Principal": {"AWS": tasks}, "Action": "sts:AssumeRole"}]}),
                false,
            ),
            (
                json!({"Statement": [{"Effect": "Allow", "Principal": {"Service": tasks}, "Action": "sts:TagSession"}]}),
                false,
            ),
            (
                json!({"Statement": [
                    {"Effect": "Allow", "Principal": {"Service": tasks}, "Action": "sts:AssumeRole"},
                    {"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"},
                ]}),
                false,
            ),
            (json!({}), false),
        ] {
            assert_eq!(trusts(&policy.to_string(), Principal::Tasks), trusted, "{policy}");
        }
        assert!(!trusts("not json", Principal::Tasks));
    }

    #[test]
    fn a_trust_is_repaired_by_adding_to_it() {
        let ec2 = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}}).to_string();
        let repaired = trust_with(&ec2, Principal::Tasks).unwrap();
        assert!(trusts(&repaired, Principal::Tasks) && !trusts(&repaired, Principal::Build));
        assert_eq!(trusted_parties(&repaired), ["ec2.amazonaws.com", "tasks.apprunner.amazonaws.com"]);
        let denied =
            json!({"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}]}).to_string();
        for (policy, why) in [(denied.as_str(), "a denial stays"), ("no policy", "not JSON"), ("[]", "not a policy")] {
            assert_eq!(trust_with(policy, Principal::Tasks), None, "{why}");
        }
        assert!(same_policy("{\"a\": 1, \"b\": 2}", "{\"b\":2,\"a\":1}") && !same_policy("{}", "x"));
    }

    #[test]
    fn whoever_is_trusted_is_named_once() {
        let policy = json!({"Statement": [
            {"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::1:root"], "Service": "ecs.amazonaws.com"}, "Action": "sts:AssumeRole"},
            {"Effect": "Allow", "Principal": {"Service": ["ecs.amazonaws.com"]}, "Action": "sts:TagSession"},
            {"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"},
        ]});
        assert_eq!(trusted_parties(&policy.to_string()), ["arn:aws:iam::1:root", "ecs.amazonaws.com"]);
    }

    #[test]
    fn role_arns_follow_the_api() {
        assert!(is_arn("arn:aws:iam::123456789012:role/service-role/AppRunnerECRAccessRole"));
        assert!(is_arn(&access_role_arn("123456789012", "a")));
        for text in [
            "",
            "AppRunnerECRAccessRole",
            "arn:aws:iam::123456789012:user/sandbox",
            "arn:aws:iam::1234:role/abcdefghijk",
            "arn:aws:iam::123456789012:role/with space",
        ] {
            assert!(!is_arn(text), "{text}");
        }
    }
}
