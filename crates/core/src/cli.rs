//! Plans as AWS CLI text, for a POSIX shell. What is shown is what the application itself asks of AWS.

use serde_json::{Value, json};

use crate::draft::{IpAddressType, Pair};
use crate::image::Registry;
use crate::plan::{Action, Plan};
use crate::role::{self, Principal};
use crate::spec::{AutoScalingRef, AutoScalingSpec, ServiceSpec};

/// The whole plan as a script.
pub fn script(plan: &Plan) -> String {
    let commands: Vec<String> = plan.steps.iter().filter_map(|action| command(action, plan)).collect();
    format!("#!/bin/sh\nset -eu\n\n{}\n", commands.join("\n\n"))
}

/// One step as a command; `None` for a step that only waits.
pub fn command(action: &Action, plan: &Plan) -> Option<String> {
    let tag = plan.tag();
    let region = &plan.region;
    match action {
        Action::CreateAccessRole { name } => Some(lines(
            "aws iam create-role",
            &[
                ("role-name", quote(name)),
                ("path", quote(role::ACCESS_ROLE_PATH)),
                ("assume-role-policy-document", quote(&role::trust_policy(Principal::Build))),
                ("tags", quote(&tag_list(&[tag]))),
            ],
        )),
        Action::AttachAccessPolicy { role } => Some(lines(
            "aws iam attach-role-policy",
            &[("role-name", quote(role)), ("policy-arn", quote(role::ECR_ACCESS_POLICY))],
        )),
        Action::CreateAutoScaling { spec } => Some(create_auto_scaling(spec, region, tag)),
        Action::CreateService { spec } => Some(create_service(spec, region, tag)),
        Action::DeleteService { arn, .. } => {
            Some(lines("aws apprunner delete-service", &[("region", quote(region)), ("service-arn", quote(arn))]))
        }
        Action::AwaitRunning | Action::AwaitGone { .. } => None,
    }
}

fn create_auto_scaling(spec: &AutoScalingSpec, region: &str, tag: Pair) -> String {
    let call = lines(
        "aws apprunner create-auto-scaling-configuration",
        &[
            ("region", quote(region)),
            ("auto-scaling-configuration-name", quote(&spec.name)),
            ("max-concurrency", spec.max_concurrency.to_string()),
            ("min-size", spec.min_size.to_string()),
            ("max-size", spec.max_size.to_string()),
            ("tags", quote(&tag_list(&[tag]))),
            ("query", "AutoScalingConfiguration.AutoScalingConfigurationArn".to_owned()),
            ("output", "text".to_owned()),
        ],
    );
    format!("AUTO_SCALING_ARN=$({call})")
}

fn create_service(spec: &ServiceSpec, region: &str, tag: Pair) -> String {
    let mut options = vec![
        ("region", quote(region)),
        ("service-name", quote(&spec.name)),
        ("source-configuration", quote(&source_configuration(spec).to_string())),
        ("instance-configuration", quote(&instance_configuration(spec).to_string())),
        ("health-check-configuration", quote(&health_check_configuration(spec).to_string())),
        ("network-configuration", quote(&network_configuration(spec).to_string())),
    ];
    match &spec.auto_scaling {
        None => {}
        Some(AutoScalingRef::Arn { arn }) => options.push(("auto-scaling-configuration-arn", quote(arn))),
        Some(AutoScalingRef::FromPlan) => {
            options.push(("auto-scaling-configuration-arn", "\"$AUTO_SCALING_ARN\"".to_owned()));
        }
    }
    let mut tags = spec.tags.clone();
    tags.push(tag);
    options.push(("tags", quote(&tag_list(&tags))));
    lines("aws apprunner create-service", &options)
}

/// `SourceConfiguration` as the API takes it.
fn source_configuration(spec: &ServiceSpec) -> Value {
    let mut image = json!({ "Port": spec.port.to_string() });
    if let Some(command) = &spec.start_command {
        image["StartCommand"] = json!(command);
    }
    if !spec.environment.is_empty() {
        image["RuntimeEnvironmentVariables"] = json!(spec.environment);
    }
    let registry = match spec.image.registry {
        Registry::Ecr => "ECR",
        Registry::EcrPublic => "ECR_PUBLIC",
    };
    let mut source = json!({
        "ImageRepository": {
            "ImageIdentifier": spec.image.uri,
            "ImageRepositoryType": registry,
            "ImageConfiguration": image,
        },
        "AutoDeploymentsEnabled": spec.image.automatic,
    });
    if let Some(arn) = &spec.image.access_role {
        source["AuthenticationConfiguration"] = json!({ "AccessRoleArn": arn });
    }
    source
}

fn instance_configuration(spec: &ServiceSpec) -> Value {
    let mut instance = json!({ "Cpu": spec.cpu.units().to_string(), "Memory": spec.memory.mib().to_string() });
    if let Some(arn) = &spec.instance_role {
        instance["InstanceRoleArn"] = json!(arn);
    }
    instance
}

fn health_check_configuration(spec: &ServiceSpec) -> Value {
    let health = &spec.health_check;
    let mut check = json!({
        "Protocol": if health.http_path.is_some() { "HTTP" } else { "TCP" },
        "Interval": health.interval,
        "Timeout": health.timeout,
        "HealthyThreshold": health.healthy_threshold,
        "UnhealthyThreshold": health.unhealthy_threshold,
    });
    if let Some(path) = &health.http_path {
        check["Path"] = json!(path);
    }
    check
}

fn network_configuration(spec: &ServiceSpec) -> Value {
    let ip = match spec.ip_address_type {
        IpAddressType::Ipv4 => "IPV4",
        IpAddressType::DualStack => "DUAL_STACK",
    };
    json!({
        "EgressConfiguration": { "EgressType": "DEFAULT" },
        "IngressConfiguration": { "IsPubliclyAccessible": true },
        "IpAddressType": ip,
    })
}

fn tag_list(tags: &[Pair]) -> String {
    let tags: Vec<Value> = tags.iter().map(|tag| json!({ "Key": tag.name, "Value": tag.value })).collect();
    Value::from(tags).to_string()
}

fn lines(command: &str, options: &[(&str, String)]) -> String {
    options.iter().fold(command.to_owned(), |text, (name, value)| format!("{text} \\\n  --{name} {value}"))
}

/// Quotes a word for a POSIX shell; plain words stay as they are.
fn quote(word: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:@=+,".contains(&byte);
    if !word.is_empty() && word.bytes().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_back_what_was_quoted() {
        assert_eq!(quote("my-app"), "my-app");
        assert_eq!(quote(""), "''");
        assert_eq!(quote("it's $HOME"), r"'it'\''s $HOME'");
    }
}
