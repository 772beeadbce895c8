//! Owns who may take on a role, by its trust policy: principals, and conditions on the external id and on MFA. Refuses
//! other conditions: a statement that has one matches nothing.

use serde_json::Value;

use super::callers::Caller;
use super::iam::{statements, texts};
use super::simulate::fits;

/// What is known of a call when its role's trust is asked.
pub(super) struct Circumstances<'a> {
    /// `None` for a call that a token of somebody else's signs.
    pub(super) caller: Option<&'a Caller>,
    pub(super) external_id: Option<&'a str>,
    pub(super) mfa: Option<bool>,
}

/// Whether the trust policy lets the caller in.
pub(super) fn admits(trust: &str, circumstances: &Circumstances<'_>) -> bool {
    let trust: Value = serde_json::from_str(trust).unwrap_or(Value::Null);
    let statements = statements(&trust);
    let any = |effect: &str| {
        statements.iter().any(|statement| statement["Effect"] == effect && circumstances.match_statement(statement))
    };
    any("Allow") && !any("Deny")
}

impl Circumstances<'_> {
    fn match_statement(&self, statement: &Value) -> bool {
        let wanted = if self.caller.is_some() { "sts:assumerole" } else { "sts:assumerolewithwebidentity" };
        let principal = &statement["Principal"];
        let principal = principal == "*"
            || self.caller.map_or(!principal["Federated"].is_null(), |caller| {
                texts(&principal["AWS"]).any(|principal| is(principal, caller))
            });
        // What a token says of its bearer is not known here, so that conditions on it are taken as met.
        principal
            && texts(&statement["Action"]).any(|action| fits(&action.to_lowercase(), wanted))
            && (self.caller.is_none() || self.meet(&statement["Condition"]))
    }

    fn meet(&self, condition: &Value) -> bool {
        let mut operators = condition.as_object().into_iter().flatten();
        operators.all(|(operator, keys)| {
            keys.as_object().into_iter().flatten().all(|(key, values)| self.holds(operator, key, values))
        })
    }

    fn holds(&self, operator: &str, key: &str, values: &Value) -> bool {
        let actual = match key.to_lowercase().as_str() {
            "sts:externalid" => self.external_id.map(str::to_owned),
            "aws:multifactorauthpresent" => self.mfa.map(|mfa| mfa.to_string()),
            _ => return false,
        };
        let values: Vec<String> = match values {
            Value::Array(values) => values.iter().map(plain).collect(),
            value => vec![plain(value)],
        };
        let any = |equal: &dyn Fn(&str, &str) -> bool| {
            actual.as_ref().is_some_and(|actual| values.iter().any(|value| equal(value, actual)))
        };
        let (operator, if_exists) =
            operator.strip_suffix("IfExists").map_or((operator, false), |operator| (operator, true));
        if if_exists && actual.is_none() {
            return true;
        }
        match operator {
            "StringEquals" => any(&|value, actual| value == actual),
            "StringNotEquals" => !any(&|value, actual| value == actual),
            "StringEqualsIgnoreCase" | "Bool" => any(&|value, actual| value.eq_ignore_ascii_case(actual)),
            "StringLike" => any(&|value, actual| fits(value, actual)),
            "StringNotLike" => !any(&|value, actual| fits(value, actual)),
            "Null" => values.iter().any(|value| *value == actual.is_none().to_string()),
            _ => false,
        }
    }
}

/// A text, or a truth written without quotes.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Whether a principal of a policy is the caller, or the caller's account.
fn is(principal: &str, caller: &Caller) -> bool {
    let Caller { account, arn, .. } = caller;
    let of_account = format!("arn:aws:iam::{account}:");
    // A session's ARN has the role's name without its path.
    let role = arn.split('/').nth(1).filter(|_| caller.is_role());
    let by_role = principal.strip_prefix(&of_account).and_then(|rest| rest.strip_prefix("role/"));
    principal == "*"
        || principal == account
        || principal == arn
        || principal == format!("{of_account}root")
        || (role.is_some() && by_role.and_then(|path| path.rsplit('/').next()) == role)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn caller(arn: &str) -> Caller {
        let account = arn.split(':').nth(4).unwrap_or_default().to_owned();
        Caller { account, arn: arn.to_owned(), user_id: String::new(), session: None }
    }

    #[test]
    fn conditions_are_all_to_be_met() {
        let ada = caller("arn:aws:iam::123456789012:user/ada");
        let root = json!({"AWS": "arn:aws:iam::123456789012:root"});
        let admits = |condition: Value, external_id, mfa| {
            let allow =
                json!({"Effect": "Allow", "Principal": root, "Action": "sts:AssumeRole", "Condition": condition});
            let circumstances = Circumstances { caller: Some(&ada), external_id, mfa };
            super::admits(&json!({ "Statement": allow }).to_string(), &circumstances)
        };
        let both =
            json!({"StringEquals": {"sts:ExternalId": ["a", "b"]}, "Bool": {"aws:MultiFactorAuthPresent": true}});
        assert!(admits(both.clone(), Some("b"), Some(true)));
        assert!(!admits(both.clone(), Some("c"), Some(true)));
        assert!(!admits(both, Some("b"), None));
        assert!(admits(json!({"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}), None, None));
        assert!(!admits(json!({"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}), None, Some(false)));
        assert!(admits(json!({"Null": {"sts:ExternalId": "true"}}), None, None));
        assert!(admits(json!({"StringNotLike": {"sts:ExternalId": "x*"}}), Some("y"), None));
        assert!(!admits(json!({"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}), None, None));
    }

    #[test]
    fn principals_are_accounts_users_and_roles() {
        let ada = caller("arn:aws:iam::123456789012:user/ada");
        let circumstances = Circumstances { caller: Some(&ada), external_id: None, mfa: None };
        let admits = |principal: Value, action: &str| {
            let allow = json!({"Effect": "Allow", "Principal": principal, "Action": action});
            super::admits(&json!({ "Statement": [allow] }).to_string(), &circumstances)
        };
        assert!(admits(json!("*"), "sts:*"));
        assert!(admits(json!({"AWS": ["111111111111", "123456789012"]}), "sts:AssumeRole"));
        assert!(admits(json!({"AWS": "arn:aws:iam::123456789012:user/ada"}), "sts:AssumeRole"));
        assert!(!admits(json!({"AWS": "arn:aws:iam::123456789012:user/bob"}), "sts:AssumeRole"));
        assert!(!admits(json!({"AWS": "arn:aws:iam::111111111111:root"}), "sts:AssumeRole"));
        assert!(!admits(json!({"Service": "lambda.amazonaws.com"}), "sts:AssumeRole"));
        assert!(!admits(json!("*"), "sts:TagSession"));
    }
}
