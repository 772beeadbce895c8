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
