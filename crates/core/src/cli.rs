//! Plans as AWS CLI text, for a POSIX shell. What is shown is what the application itself asks of AWS.

mod private;

use serde_json::{Value, json};

use crate::draft::{Pair, Provider};
use crate::plan::{Action, FAULTY, Plan};
use crate::policy::POLICY_NAME;
use crate::request;
use crate::role::{self, Principal};
use crate::spec::{AutoScalingSpec, ConfigurationRef, ConnectorSpec, ServiceSpec};

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
        Action::CreateAccessKey { user, .. } => Some(lines("aws iam create-access-key", &[("user-name", quote(user))])),
        Action::DeactivateAccessKey { user, access_key_id } => Some(lines(
            "aws iam update-access-key",
            &[("user-name", quote(user)), ("access-key-id", quote(access_key_id)), ("status", "Inactive".to_owned())],
        )),
        Action::DeleteAccessKey { user, access_key_id } => Some(lines(
            "aws iam delete-access-key",
            &[("user-name", quote(user)), ("access-key-id", quote(access_key_id))],
        )),
        Action::CreateAccessRole { name } => {
            Some(create_role(name, Some(role::ACCESS_ROLE_PATH), Principal::Build, tag))
        }
        Action::CreateInstanceRole { name } => Some(create_role(name, None, Principal::Tasks, tag)),
        Action::PutInstancePolicy { role, policy } => Some(lines(
            "aws iam put-role-policy",
            &[("role-name", quote(role)), ("policy-name", quote(POLICY_NAME)), ("policy-document", quote(policy))],
        )),
        Action::AttachAccessPolicy { role } => Some(lines(
            "aws iam attach-role-policy",
            &[("role-name", quote(role)), ("policy-arn", quote(role::ECR_ACCESS_POLICY))],
        )),
        Action::CreateObservability { name } => Some(create_observability(name, region, tag)),
        Action::CreateConnector { spec } => Some(create_connector(spec, region, tag)),
        Action::UseConnector { arn, after, .. } => Some(use_connector(arn, after, region)),
        Action::AwaitConnector { arn, after, .. } => Some(await_connector(arn, after, region)),
        Action::DeleteConnector { arn, .. } => Some(lines(
            "aws apprunner delete-vpc-connector",
            &[("region", quote(region)), ("vpc-connector-arn", quote(arn))],
        )),
        Action::CreateConnection { name, provider } => Some(create_connection(name, *provider, region, tag)),
        Action::CreateAutoScaling { spec } => Some(create_auto_scaling(spec, region, tag)),
        Action::RepairTrust { role, after, .. } => Some(lines(
            "aws iam update-assume-role-policy",
            &[("role-name", quote(role)), ("policy-document", quote(after))],
        )),
        Action::CreateGroup { name, vpc } => Some(private::create_group(name, vpc, region, &tag)),
        Action::AllowInbound { group, port, from, .. } => Some(lines(
            "aws ec2 authorize-security-group-ingress",
            &[
                ("region", quote(region)),
                ("group-id", quote(group)),
                ("protocol", "tcp".to_owned()),
                ("port", port.to_string()),
                ("source-group", quote(from)),
            ],
        )),
        Action::CreateEndpoint { spec } => Some(private::create_endpoint(spec, region, &tag)),
        Action::CreateService { spec } => {
            let call = create_service(spec, region, tag);
            Some(if private::uses_service_arn(plan) { private::service_arn(&call) } else { call })
        }
        Action::AssociateWebAcl { arn } => Some(private::associate_web_acl(arn, region)),
        Action::CreateIngress { spec } => Some(private::create_ingress(spec, region, tag)),
        Action::SetAccess { arn, public, connector, .. } => {
            Some(private::set_access(arn, *public, connector.as_deref(), region))
        }
        Action::AwaitAccess { arn, .. } => Some(private::await_service(&quote(arn), region)),
        Action::MoveIngress { arn, after, .. } => Some(private::move_ingress(arn, after, region)),
        Action::ChangeEndpoint { id, before, after, .. } => Some(private::change_endpoint(id, before, after, region)),
        Action::Probe { host, before, .. } => Some(probe(host, *before)),
        Action::DeleteEndpoint { id, .. } => {
            Some(lines("aws ec2 delete-vpc-endpoints", &[("region", quote(region)), ("vpc-endpoint-ids", quote(id))]))
        }
        Action::CreateSecret { name } => Some(create_secret(name, region, tag)),
        Action::PutParameter { name } => Some(put_parameter(name, region, tag)),
        Action::DeleteIngress { arn, .. } => Some(lines(
            "aws apprunner delete-vpc-ingress-connection",
            &[("region", quote(region)), ("vpc-ingress-connection-arn", quote(arn))],
        )),
        Action::DeleteService { arn, .. } => {
            Some(lines("aws apprunner delete-service", &[("region", quote(region)), ("service-arn", quote(arn))]))
        }
        // Only what follows needs a script to wait.
        Action::AwaitEndpoint => Some(private::await_endpoint("\"$VPC_ENDPOINT_ID\"", region)),
        Action::AwaitEndpointChange { id, .. } => Some(private::await_endpoint(&quote(id), region)),
        Action::AwaitRunning => private::makes_ingress(plan).then(|| private::await_running(region)),
        Action::AwaitIngress | Action::AwaitMove { .. } | Action::AwaitAccessKey | Action::AwaitGone { .. } => None,
    }
}

/// Waits for two minutes until the service answers without a fault of its own, as it did before, and ends the script where it
/// does not.
fn probe(host: &str, before: u16) -> String {
    let url = quote(&format!("https://{host}/"));
    let lines = [
        format!("# It answered {before} before."),
        "TRIES=0".to_owned(),
        format!(
            "until STATUS=$(curl -s -o /dev/null --max-time 15 -w '%{{http_code}}' {url}) && [ \"$STATUS\" -lt {FAULTY} ]; do"
        ),
        "  TRIES=$((TRIES + 1))".to_owned(),
        "  [ \"$TRIES\" -lt 24 ] || exit 1".to_owned(),
        "  sleep 5".to_owned(),
        "done".to_owned(),
    ];
    lines.join("\n")
}

fn create_role(name: &str, path: Option<&str>, principal: Principal, tag: Pair) -> String {
    let mut options = vec![("role-name", quote(name))];
    options.extend(path.map(|path| ("path", quote(path))));
    options.push(("assume-role-policy-document", quote(&role::trust_policy(principal))));
    options.push(("tags", quote(&tag_list(&[tag]))));
    lines("aws iam create-role", &options)
}

fn create_observability(name: &str, region: &str, tag: Pair) -> String {
    let call = lines(
        "aws apprunner create-observability-configuration",
        &[
            ("region", quote(region)),
            ("observability-configuration-name", quote(name)),
            ("trace-configuration", "Vendor=AWSXRAY".to_owned()),
            ("tags", quote(&tag_list(&[tag]))),
            ("query", "ObservabilityConfiguration.ObservabilityConfigurationArn".to_owned()),
            ("output", "text".to_owned()),
        ],
    );
    format!("OBSERVABILITY_ARN=$({call})")
}

fn create_connection(name: &str, provider: Provider, region: &str, tag: Pair) -> String {
    let provider = match provider {
        Provider::Github => "GITHUB",
        Provider::Bitbucket => "BITBUCKET",
    };
    lines(
        "aws apprunner create-connection",
        &[
            ("region", quote(region)),
            ("connection-name", quote(name)),
            ("provider-type", provider.to_owned()),
            ("tags", quote(&tag_list(&[tag]))),
        ],
    )
}

/// The value comes from the shell's environment, so that it stands in no history of commands.
fn create_secret(name: &str, region: &str, tag: Pair) -> String {
    lines(
        "aws secretsmanager create-secret",
        &[
            ("region", quote(region)),
            ("name", quote(name)),
            ("secret-string", "\"$SECRET_VALUE\"".to_owned()),
            ("tags", quote(&tag_list(&[tag]))),
        ],
    )
}

fn put_parameter(name: &str, region: &str, tag: Pair) -> String {
    lines(
        "aws ssm put-parameter",
        &[
            ("region", quote(region)),
            ("name", quote(name)),
            ("type", "SecureString".to_owned()),
            ("value", "\"$SECRET_VALUE\"".to_owned()),
            ("tags", quote(&tag_list(&[tag]))),
        ],
    )
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

/// The shell puts the ARN of a new connector in its place.
fn network_configuration(spec: &ServiceSpec) -> String {
    quote(&request::network_configuration(spec).to_string()).replace(request::CONNECTOR, "'\"$VPC_CONNECTOR_ARN\"'")
}

fn create_connector(spec: &ConnectorSpec, region: &str, tag: Pair) -> String {
    let mut tags = spec.tags.clone();
    tags.push(tag);
    let mut options = vec![
        ("region", quote(region)),
        ("vpc-connector-name", quote(&spec.name)),
        ("subnets", spec.subnets.iter().map(|id| quote(id)).collect::<Vec<_>>().join(" ")),
    ];
    if !spec.security_groups.is_empty() {
        let groups = spec.security_groups.iter().map(|id| quote(id)).collect::<Vec<_>>().join(" ");
        options.push(("security-groups", groups));
    }
    options.extend([
        ("tags", quote(&tag_list(&tags))),
        ("query", "VpcConnector.VpcConnectorArn".to_owned()),
        ("output", "text".to_owned()),
    ]);
    format!("VPC_CONNECTOR_ARN=$({})", lines("aws apprunner create-vpc-connector", &options))
}

/// A service that App Runner put back runs too: then the script ends, and moves no other.
fn await_connector(arn: &str, after: &ConfigurationRef, region: &str) -> String {
    let used = lines(
        "aws apprunner describe-service",
        &[
            ("region", quote(region)),
            ("service-arn", quote(arn)),
            ("query", "Service.NetworkConfiguration.EgressConfiguration.VpcConnectorArn".to_owned()),
            ("output", "text".to_owned()),
        ],
    );
    let wanted = match after {
        ConfigurationRef::Arn { arn } => quote(arn),
        ConfigurationRef::FromPlan => "\"$VPC_CONNECTOR_ARN\"".to_owned(),
    };
    format!("{}\n[ \"$({used})\" = {wanted} ]", private::await_service(&quote(arn), region))
}

/// The connector that the script made is put into the JSON by the shell.
fn use_connector(arn: &str, after: &ConfigurationRef, region: &str) -> String {
    let egress = |connector: &str| {
        json!({ "EgressConfiguration": { "EgressType": "VPC", "VpcConnectorArn": connector } }).to_string()
    };
    let network = match after {
        ConfigurationRef::Arn { arn } => quote(&egress(arn)),
        ConfigurationRef::FromPlan => {
            format!("\"{}\"", egress("$VPC_CONNECTOR_ARN").replace('"', "\\\""))
        }
    };
    let options = [("region", quote(region)), ("service-arn", quote(arn)), ("network-configuration", network)];
    lines("aws apprunner update-service", &options)
}

fn create_service(spec: &ServiceSpec, region: &str, tag: Pair) -> String {
    let mut options = vec![
        ("region", quote(region)),
        ("service-name", quote(&spec.name)),
        ("source-configuration", quote(&request::source_configuration(spec).to_string())),
        ("instance-configuration", quote(&request::instance_configuration(spec).to_string())),
        ("health-check-configuration", quote(&request::health_check_configuration(spec).to_string())),
        ("network-configuration", network_configuration(spec)),
    ];
    if let Some(key) = &spec.kms_key {
        options.push(("encryption-configuration", quote(&json!({ "KmsKey": key }).to_string())));
    }
    if let Some(configuration) = &spec.auto_scaling {
        options.push((
            "auto-scaling-configuration-arn",
            match configuration {
                ConfigurationRef::Arn { arn } => quote(arn),
                ConfigurationRef::FromPlan => "\"$AUTO_SCALING_ARN\"".to_owned(),
            },
        ));
    }
    if let Some(configuration) = &spec.observability {
        let arn = match configuration {
            ConfigurationRef::Arn { arn } => quote(arn),
            ConfigurationRef::FromPlan => "\"$OBSERVABILITY_ARN\"".to_owned(),
        };
        let value = format!("ObservabilityEnabled=true,ObservabilityConfigurationArn={arn}");
        options.push(("observability-configuration", value));
    }
    let mut tags = spec.tags.clone();
    tags.push(tag);
    options.push(("tags", quote(&tag_list(&tags))));
    lines("aws apprunner create-service", &options)
}

fn tag_list(tags: &[Pair]) -> String {
    let tags: Vec<Value> = tags.iter().map(|tag| json!({ "Key": tag.name, "Value": tag.value })).collect();
    Value::from(tags).to_string()
}

fn lines(command: &str, options: &[(&str, String)]) -> String {
    options.iter().fold(command.to_owned(), |text, (name, value)| {
        // A switch has no value.
        let blank = if value.is_empty() { "" } else { " " };
        format!("{text} \\\n  --{name}{blank}{value}")
    })
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

    #[test]
    fn a_rotation_is_two_commands_and_a_wait() {
        let plan = crate::plan::rotate_key("p".to_owned(), "123456789012", "eu-west-1", ("ann", "k", "AKIAOLD"));
        let commands: Vec<_> = plan.steps.iter().map(|step| command(step, &plan)).collect();
        assert_eq!(commands[0].as_deref(), Some("aws iam create-access-key \\\n  --user-name ann"));
        assert_eq!(commands[1], None);
        let deactivate =
            "aws iam update-access-key \\\n  --user-name ann \\\n  --access-key-id AKIAOLD \\\n  --status Inactive";
        assert_eq!(commands[2].as_deref(), Some(deactivate));
        let end = crate::plan::end_key("p".to_owned(), "123456789012", "eu-west-1", ("ann", "AKIAOLD"));
        let delete = "aws iam delete-access-key \\\n  --user-name ann \\\n  --access-key-id AKIAOLD";
        assert_eq!(command(&end.steps[0], &end).as_deref(), Some(delete));
    }
}
