//! CloudFormation. The properties of `AWS::AppRunner::Service` are those of the API's request, but for environment
//! variables, which are a list there. (CloudFormation User Guide, resource types of App Runner, November 2026.)

use serde_json::{Map, Value, json};

use super::Resources;
use crate::draft::Pair;
use crate::request;
use crate::role::{self, Principal};
use crate::spec::{ConfigurationRef, ServiceSpec};

/// The template.
pub(super) fn template(wanted: &Resources) -> String {
    let mut resources = Vec::new();
    if let Some(name) = wanted.access_role {
        let properties = json!({
            "RoleName": name,
            "Path": role::ACCESS_ROLE_PATH,
            "AssumeRolePolicyDocument": document(&role::trust_policy(Principal::Build)),
            "ManagedPolicyArns": [role::ECR_ACCESS_POLICY],
        });
        resources.push(("AccessRole", "AWS::IAM::Role", properties));
    }
    if let Some((name, policy)) = wanted.instance_role {
        let mut properties = json!({
            "RoleName": name,
            "AssumeRolePolicyDocument": document(&role::trust_policy(Principal::Tasks)),
        });
        if let Some(policy) = policy {
            let policy = json!({ "PolicyName": crate::policy::POLICY_NAME, "PolicyDocument": document(policy) });
            properties["Policies"] = json!([policy]);
        }
        resources.push(("InstanceRole", "AWS::IAM::Role", properties));
    }
    if let Some(spec) = wanted.auto_scaling {
        let properties = json!({
            "AutoScalingConfigurationName": spec.name,
            "MaxConcurrency": spec.max_concurrency,
            "MinSize": spec.min_size,
            "MaxSize": spec.max_size,
        });
        resources.push(("AutoScaling", "AWS::AppRunner::AutoScalingConfiguration", properties));
    }
    if let Some(name) = wanted.observability {
        let properties = json!({
            "ObservabilityConfigurationName": name,
            "TraceConfiguration": { "Vendor": "AWSXRAY" },
        });
        resources.push(("Observability", "AWS::AppRunner::ObservabilityConfiguration", properties));
    }
    resources.push(("Service", "AWS::AppRunner::Service", service(wanted)));

    let mut text =
        format!("# For the Region {}.\nAWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n", wanted.region);
    for (name, kind, properties) in resources {
        text.push_str(&format!("  {name}:\n    Type: {kind}\n    Properties:\n"));
        yaml(&properties, 6, &mut text);
    }
    text.push_str("Outputs:\n  ServiceUrl:\n    Value:\n      Fn::Sub: \"https://${Service.ServiceUrl}\"\n");
    text
}

fn service(wanted: &Resources) -> Value {
    let spec = wanted.service;
    let mut properties = Map::new();
    properties.insert("ServiceName".to_owned(), json!(spec.name));
    let mut source = request::source_configuration(spec);
    listed_environment(&mut source);
    if wanted.access_role.is_some() {
        source["AuthenticationConfiguration"]["AccessRoleArn"] = arn_of("AccessRole", "Arn");
    }
    properties.insert("SourceConfiguration".to_owned(), source);
    let mut instance = request::instance_configuration(spec);
    if wanted.instance_role.is_some() {
        instance["InstanceRoleArn"] = arn_of("InstanceRole", "Arn");
    }
    properties.insert("InstanceConfiguration".to_owned(), instance);
    properties.insert("HealthCheckConfiguration".to_owned(), request::health_check_configuration(spec));
    properties.insert("NetworkConfiguration".to_owned(), request::network_configuration(spec));
    configurations(spec, &mut properties);
    if let Some(key) = &spec.kms_key {
        properties.insert("EncryptionConfiguration".to_owned(), json!({ "KmsKey": key }));
    }
    if !spec.tags.is_empty() {
        let tags: Vec<Value> =
            spec.tags.iter().map(|Pair { name, value }| json!({ "Key": name, "Value": value })).collect();
        properties.insert("Tags".to_owned(), json!(tags));
    }
    Value::Object(properties)
}

fn configurations(spec: &ServiceSpec, properties: &mut Map<String, Value>) {
    let arn = |configuration: &ConfigurationRef, made: &str, attribute: &str| match configuration {
        ConfigurationRef::Arn { arn } => json!(arn),
        ConfigurationRef::FromPlan => arn_of(made, attribute),
    };
    if let Some(configuration) = &spec.auto_scaling {
        let arn = arn(configuration, "AutoScaling", "AutoScalingConfigurationArn");
        properties.insert("AutoScalingConfigurationArn".to_owned(), arn);
    }
    if let Some(configuration) = &spec.observability {
        let arn = arn(configuration, "Observability", "ObservabilityConfigurationArn");
        let tracing = json!({ "ObservabilityEnabled": true, "ObservabilityConfigurationArn": arn });
        properties.insert("ObservabilityConfiguration".to_owned(), tracing);
    }
}

fn arn_of(made: &str, attribute: &str) -> Value {
    json!({ "Fn::GetAtt": [made, attribute] })
}

/// A policy that this crate wrote; it is JSON.
fn document(policy: &str) -> Value {
    serde_json::from_str(policy).unwrap_or_default()
}

/// Turns maps of environment variables into lists, wherever they stand.
fn listed_environment(value: &mut Value) {
    let Value::Object(members) = value else { return };
    for (name, member) in members {
        match member {
            Value::Object(pairs) if name.starts_with("RuntimeEnvironment") => {
                let pairs: Vec<Value> =
                    pairs.iter().map(|(name, value)| json!({ "Name": name, "Value": value })).collect();
                *member = json!(pairs);
            }
            other => listed_environment(other),
        }
    }
}

/// Writes the members of an object, or the items of a list, as YAML in block style. Scalars are written as JSON, which
/// YAML 1.2 reads alike.
fn yaml(value: &Value, indent: usize, text: &mut String) {
    let blanks = " ".repeat(indent);
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                text.push_str(&format!("{blanks}{name}:"));
                yaml_member(member, indent, text);
            }
        }
        Value::Array(items) => {
            for item in items {
                let mut inner = String::new();
                match item {
                    Value::Object(members) if !members.is_empty() => yaml(item, indent + 2, &mut inner),
                    other => inner.push_str(&format!("{}{other}\n", " ".repeat(indent + 2))),
                }
                inner.replace_range(indent..indent + 1, "-");
                text.push_str(&inner);
            }
        }
        scalar => text.push_str(&format!("{blanks}{scalar}\n")),
    }
}

fn yaml_member(member: &Value, indent: usize, text: &mut String) {
    let is_block = match member {
        Value::Object(members) => !members.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    };
    if is_block {
        text.push('\n');
        yaml(member, indent + 2, text);
    } else {
        text.push_str(&format!(" {member}\n"));
    }
}
