//! The policy of an instance role that the application makes: what the draft needs, and no more.

use serde_json::{Value, json};

use crate::arn::Arn;
use crate::draft::{Access, Draft, Grant, GrantResource, InstanceRole, Tracing, Variable, VariableSource};

/// The name of the inline policy.
pub const POLICY_NAME: &str = "app-runner-desktop";

/// The policy that the instance role of a draft needs, as JSON; `None` when it needs none, or none is made.
pub fn instance_policy(draft: &Draft, account: &str, region: &str) -> Option<String> {
    let InstanceRole::CreateForMe { grants, .. } = &draft.instance_role else { return None };
    let mut statements: Vec<Value> =
        grants.iter().filter_map(|grant| statement(grant, account, region)).flatten().collect();
    statements.extend(reads(&references(draft, account, region)));
    if draft.tracing != Tracing::Off {
        // The actions of AWS's policy AWSXRayDaemonWriteAccess.
        statements.push(allow(
            &[
                "xray:PutTraceSegments",
                "xray:PutTelemetryRecords",
                "xray:GetSamplingRules",
                "xray:GetSamplingTargets",
                "xray:GetSamplingStatisticSummaries",
            ],
            &["*".to_owned()],
        ));
    }
    if statements.is_empty() {
        return None;
    }
    let policy = json!({ "Version": "2012-10-17", "Statement": statements });
    serde_json::to_string_pretty(&policy).ok()
}

/// Whether the policy of a VPC endpoint may keep something from who gets to it: it does not, where one statement allows
/// everybody everything, which is what AWS writes when nobody does, and none denies. (`PrivateLink` guide, *Endpoint
/// policies*.) What cannot be read may.
pub fn is_narrow(endpoint_policy: &str) -> bool {
    let Ok(policy) = serde_json::from_str::<Value>(endpoint_policy) else { return true };
    let statements = match &policy["Statement"] {
        Value::Array(statements) => statements.iter().collect(),
        one => vec![one],
    };
    let is_all = |value: &Value| *value == "*" || value.as_array().is_some_and(|all| all.iter().any(|one| one == "*"));
    let allows_all = |statement: &&Value| {
        statement["Effect"] == "Allow"
            && statement.get("Condition").is_none()
            && is_all(&statement["Action"])
            && is_all(&statement["Resource"])
            && (is_all(&statement["Principal"]) || is_all(&statement["Principal"]["AWS"]))
    };
    statements.iter().any(|statement| statement["Effect"] != "Allow") || !statements.iter().any(allows_all)
}

/// What an ECR repository of another account has to say so that an access role may pull from it, as JSON. (Developer
/// Guide, *Service source: images*, April 2026. A role that does not exist yet cannot be named: the owner adds the
/// policy once the role is there.)
pub fn repository_policy(access_role: &str) -> String {
    let policy = json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Sid": "AppRunnerPull",
            "Effect": "Allow",
            "Principal": { "AWS": access_role },
            "Action": ["ecr:BatchGetImage", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer"],
        }],
    });
    format!("{policy:#}")
}

/// The ARN that a grant is about; `None` when its target is neither a name of that kind nor an ARN of it.
pub fn target_arn(grant: &Grant, account: &str, region: &str) -> Option<String> {
    let target = grant.target.trim();
    let (service, prefix) = match grant.resource {
        GrantResource::DynamodbTable => ("dynamodb", "table/"),
        GrantResource::S3Bucket => ("s3", ""),
        GrantResource::SqsQueue => ("sqs", ""),
    };
    let name = match Arn::parse(target) {
        Some(arn) => (arn.service == service).then(|| arn.resource.strip_prefix(prefix)).flatten()?,
        None => target,
    };
    let (least, most, marks): (usize, usize, &[u8]) = match grant.resource {
        GrantResource::DynamodbTable => (3, 255, b"_.-"),
        GrantResource::S3Bucket => (3, 63, b".-"),
        GrantResource::SqsQueue => (1, 80, b"_-."),
    };
    let is_name = (least..=most).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || marks.contains(&byte));
    if !is_name {
        return None;
    }
    Some(match (Arn::parse(target), grant.resource) {
        (Some(_), _) => target.to_owned(),
        (None, GrantResource::S3Bucket) => format!("arn:aws:s3:::{name}"),
        (None, _) => format!("arn:aws:{service}:{region}:{account}:{prefix}{name}"),
    })
}

fn statement(grant: &Grant, account: &str, region: &str) -> Option<Vec<Value>> {
    let arn = target_arn(grant, account, region)?;
    let writes = grant.access == Access::ReadWrite;
    let actions = |read: &[&'static str], write: &[&'static str]| {
        let mut actions = read.to_vec();
        if writes {
            actions.extend(write);
        }
        actions
    };
    Some(match grant.resource {
        GrantResource::DynamodbTable => {
            let read = [
                "dynamodb:BatchGetItem",
                "dynamodb:ConditionCheckItem",
                "dynamodb:DescribeTable",
                "dynamodb:GetItem",
                "dynamodb:Query",
                "dynamodb:Scan",
            ];
            let write = ["dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"];
            vec![allow(&actions(&read, &write), &[arn.clone(), format!("{arn}/index/*")])]
        }
        GrantResource::S3Bucket => vec![
            allow(&["s3:ListBucket"], std::slice::from_ref(&arn)),
            allow(&actions(&["s3:GetObject"], &["s3:PutObject", "s3:DeleteObject"]), &[format!("{arn}/*")]),
        ],
        GrantResource::SqsQueue => {
            let receive = [
                "sqs:ChangeMessageVisibility",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes",
                "sqs:GetQueueUrl",
                "sqs:ReceiveMessage",
            ];
            vec![allow(&actions(&receive, &["sqs:SendMessage"]), &[arn])]
        }
    })
}

/// What a draft's variables refer to, by ARN, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct References {
    /// Secrets of Secrets Manager.
    pub secrets: Vec<String>,
    /// Parameters of SSM Parameter Store.
    pub parameters: Vec<String>,
}

/// What a draft's variables refer to; nothing when `apprunner.yaml` has them.
pub fn references(draft: &Draft, account: &str, region: &str) -> References {
    if draft.source.has_configuration_file() {
        return References::default();
    }
    referenced(&draft.environment, account, region)
}

fn referenced(environment: &[Variable], account: &str, region: &str) -> References {
    let of = |source: VariableSource| {
        let values = environment.iter().filter(move |variable| variable.source == source);
        values.map(|variable| variable.value.trim()).filter(|value| !value.is_empty())
    };
    let mut secrets: Vec<String> = of(VariableSource::SecretsManager).map(secret_of).collect();
    let mut parameters: Vec<String> = of(VariableSource::ParameterStore)
        .map(|value| if Arn::parse(value).is_some() { value.to_owned() } else { parameter_arn(value, account, region) })
        .collect();
    for arns in [&mut secrets, &mut parameters] {
        arns.sort();
        arns.dedup();
    }
    References { secrets, parameters }
}

/// What reading a secret takes (Developer Guide, *Environment variables*, April 2026).
pub(crate) const READ_SECRET: &str = "secretsmanager:GetSecretValue";
/// What reading a parameter takes.
pub(crate) const READ_PARAMETER: &str = "ssm:GetParameters";

fn reads(references: &References) -> Vec<Value> {
    let mut statements = Vec::new();
    if !references.secrets.is_empty() {
        statements.push(allow(&[READ_SECRET], &references.secrets));
    }
    if !references.parameters.is_empty() {
        statements.push(allow(&[READ_PARAMETER], &references.parameters));
    }
    statements
}

/// The secret that a reference is about: without the JSON key, the version stage and the version id that may follow.
fn secret_of(reference: &str) -> String {
    reference.split(':').take(7).collect::<Vec<_>>().join(":")
}

/// The ARN of a parameter of this account and Region. A name may begin with a slash, which the ARN has once.
pub fn parameter_arn(name: &str, account: &str, region: &str) -> String {
    format!("arn:aws:ssm:{region}:{account}:parameter/{}", name.trim_start_matches('/'))
}

fn allow(actions: &[&str], resources: &[String]) -> Value {
    json!({ "Effect": "Allow", "Action": actions, "Resource": resources })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(grants: Vec<Grant>) -> Draft {
        Draft { instance_role: InstanceRole::CreateForMe { name: "r".to_owned(), grants }, ..Draft::new() }
    }

    fn grant(resource: GrantResource, target: &str, access: Access) -> Grant {
        Grant { resource, target: target.to_owned(), access }
    }

    fn policy(draft: &Draft) -> Value {
        serde_json::from_str(&instance_policy(draft, "123456789012", "ap-northeast-1").unwrap()).unwrap()
    }

    #[test]
    fn a_table_is_granted_with_its_indexes_and_reading_does_not_write() {
        let read = policy(&draft(vec![grant(GrantResource::DynamodbTable, "Employee", Access::Read)]));
        let statement = &read["Statement"][0];
        let table = "arn:aws:dynamodb:ap-northeast-1:123456789012:table/Employee";
        assert_eq!(statement["Resource"], json!([table, format!("{table}/index/*")]));
        assert!(!statement["Action"].to_string().contains("PutItem"));
        let write = policy(&draft(vec![grant(GrantResource::DynamodbTable, table, Access::ReadWrite)]));
        assert!(write["Statement"][0]["Action"].to_string().contains("PutItem"));
        assert_eq!(write["Statement"][0]["Resource"], statement["Resource"]);
    }

    #[test]
    fn references_are_granted_once_each_without_their_json_keys() {
        let variable = |source, value: &str| Variable { source, name: "N".to_owned(), value: value.to_owned() };
        let secret = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:db-AbCdEf";
        let mut draft = draft(Vec::new());
        draft.environment = vec![
            variable(VariableSource::SecretsManager, secret),
            variable(VariableSource::SecretsManager, &format!("{secret}:password::")),
            variable(VariableSource::ParameterStore, "/shop/url"),
            variable(VariableSource::Plain, "x"),
        ];
        let statements = policy(&draft)["Statement"].clone();
        assert_eq!(statements[0]["Resource"], json!([secret]));
        assert_eq!(statements[1]["Resource"], json!(["arn:aws:ssm:ap-northeast-1:123456789012:parameter/shop/url"]));
        assert_eq!(statements.as_array().unwrap().len(), 2);
    }

    #[test]
    fn a_role_that_needs_nothing_gets_no_policy() {
        assert_eq!(instance_policy(&draft(Vec::new()), "1", "r"), None);
        assert_eq!(instance_policy(&Draft::new(), "1", "r"), None);
        let traced = Draft { tracing: Tracing::CreateForMe { name: "xray".to_owned() }, ..draft(Vec::new()) };
        assert!(policy(&traced).to_string().contains("xray:PutTraceSegments"));
    }

    #[test]
    fn targets_are_names_or_arns_of_their_kind() {
        for (resource, target, ok) in [
            (GrantResource::DynamodbTable, "Employee", true),
            (GrantResource::DynamodbTable, "no blanks", false),
            (GrantResource::DynamodbTable, "arn:aws:s3:::bucket", false),
            (GrantResource::S3Bucket, "my-bucket", true),
            (GrantResource::S3Bucket, "arn:aws:s3:::my-bucket", true),
            (GrantResource::S3Bucket, "ab", false),
            (GrantResource::SqsQueue, "jobs.fifo", true),
        ] {
            let grant = grant(resource, target, Access::Read);
            assert_eq!(target_arn(&grant, "123456789012", "eu-west-1").is_some(), ok, "{target}");
        }
    }

    #[test]
    fn a_policy_that_allows_everybody_everything_keeps_nothing_back() {
        let of = |statements: Value| json!({ "Version": "2008-10-17", "Statement": statements }).to_string();
        let all = json!({ "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" });
        let with = |member: &str, value: Value| {
            let mut statement = all.clone();
            statement[member] = value;
            statement
        };
        for open in [
            of(all.clone()),
            of(json!([all])),
            of(json!([with("Principal", json!({ "AWS": "*" })), with("Action", json!(["s3:GetObject"]))])),
            of(with("Action", json!(["s3:GetObject", "*"]))),
        ] {
            assert!(!is_narrow(&open), "{open}");
        }
        for narrow in [
            of(with("Action", json!("s3:GetObject"))),
            of(with("Resource", json!("arn:aws:s3:::shop/*"))),
            of(with("Condition", json!({ "StringEquals": { "aws:PrincipalAccount": "123456789012" } }))),
            of(json!([all, with("Effect", json!("Deny"))])),
            of(json!([])),
            "not JSON".to_owned(),
        ] {
            assert!(is_narrow(&narrow), "{narrow}");
        }
    }
}
