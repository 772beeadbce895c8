//! CloudFormation. The properties of `AWS::AppRunner::Service` are those of the API's request, but for environment
//! variables, which are a list there. (CloudFormation User Guide, resource types of App Runner, November 2026.)

use serde_json::{Map, Value, json};

use super::Resources;
use crate::draft::{IpAddressType, Pair};
use crate::request;
use crate::role::{self, Principal};
use crate::spec::{ConfigurationRef, EndpointSpec, IngressSpec, ServiceSpec};
use crate::vpc;

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
    if let Some(spec) = wanted.connector {
        let mut properties = json!({ "VpcConnectorName": spec.name, "Subnets": spec.subnets });
        if !spec.security_groups.is_empty() {
            properties["SecurityGroups"] = json!(spec.security_groups);
        }
        put_tags(&mut properties, &spec.tags);
        resources.push(("VpcConnector", "AWS::AppRunner::VpcConnector", properties));
    }
    resources.extend(wanted.endpoint.map(|spec| ("Endpoint", "AWS::EC2::VPCEndpoint", endpoint(spec, wanted.region))));
    resources.push(("Service", "AWS::AppRunner::Service", service(wanted)));
    resources.extend(wanted.web_acl.map(|arn| {
        let properties = json!({ "ResourceArn": arn_of("Service", "ServiceArn"), "WebACLArn": arn });
        ("Firewall", "AWS::WAFv2::WebACLAssociation", properties)
    }));
    resources.extend(wanted.ingress.map(|spec| ("Ingress", "AWS::AppRunner::VpcIngressConnection", ingress(spec))));

    let mut lines = vec![format!("# For the Region {}.", wanted.region)];
    lines.extend(wanted.remarks());
    lines.extend(["AWSTemplateFormatVersion: \"2010-09-09\"".to_owned(), "Resources:".to_owned()]);
    for (name, kind, properties) in resources {
        lines.extend([format!("  {name}:"), format!("    Type: {kind}"), "    Properties:".to_owned()]);
        lines.extend(yaml(&properties, 6));
    }
    let host = if wanted.ingress.is_some() { "Ingress.DomainName" } else { "Service.ServiceUrl" };
    lines.extend(["Outputs:", "  ServiceUrl:", "    Value:"].map(str::to_owned));
    lines.extend([format!("      Fn::Sub: \"https://${{{host}}}\""), String::new()]);
    lines.join("\n")
}

fn endpoint(spec: &EndpointSpec, region: &str) -> Value {
    let kind = match spec.ip_address_type {
        IpAddressType::Ipv4 => "ipv4",
        IpAddressType::DualStack => "dualstack",
    };
    let mut properties = json!({
        "VpcEndpointType": "Interface",
        "ServiceName": vpc::requests_service(region),
        "VpcId": spec.vpc,
        "SubnetIds": spec.subnets,
        "IpAddressType": kind,
        "PrivateDnsEnabled": false,
    });
    if !spec.security_groups.is_empty() {
        properties["SecurityGroupIds"] = json!(spec.security_groups);
    }
    put_tags(&mut properties, &spec.all_tags());
    properties
}

fn put_tags(properties: &mut Value, tags: &[Pair]) {
    if !tags.is_empty() {
        properties["Tags"] = tags.iter().map(|Pair { name, value }| json!({ "Key": name, "Value": value })).collect();
    }
}

fn ingress(spec: &IngressSpec) -> Value {
    let endpoint = spec.endpoint.as_ref().map_or_else(|| arn_of("Endpoint", "Id"), |id| json!(id));
    json!({
        "VpcIngressConnectionName": spec.name,
        "ServiceArn": arn_of("Service", "ServiceArn"),
        "IngressVpcConfiguration": { "VpcId": spec.vpc, "VpcEndpointId": endpoint },
    })
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
    let mut network = request::network_configuration(spec);
    if wanted.connector.is_some() {
        network["EgressConfiguration"]["VpcConnectorArn"] = arn_of("VpcConnector", "VpcConnectorArn");
    }
    properties.insert("NetworkConfiguration".to_owned(), network);
    configurations(spec, &mut properties);
    if let Some(key) = &spec.kms_key {
        properties.insert("EncryptionConfiguration".to_owned(), json!({ "KmsKey": key }));
    }
    let mut properties = Value::Object(properties);
    put_tags(&mut properties, &spec.tags);
    properties
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

/// The members of an object, or the items of a list, as lines of YAML in block style. Scalars are written as JSON, which
/// YAML 1.2 reads alike.
fn yaml(value: &Value, indent: usize) -> Vec<String> {
    let blanks = " ".repeat(indent);
    match value {
        Value::Object(members) => {
            members.iter().flat_map(|(name, member)| yaml_member(&format!("{blanks}{name}:"), member, indent)).collect()
        }
        Value::Array(items) => items.iter().flat_map(|item| yaml_item(item, indent)).collect(),
        scalar => vec![format!("{blanks}{scalar}")],
    }
}

fn yaml_member(name: &str, member: &Value, indent: usize) -> Vec<String> {
    if is_block(member) {
        let mut lines = vec![name.to_owned()];
        lines.extend(yaml(member, indent + 2));
        lines
    } else {
        vec![format!("{name} {member}")]
    }
}

/// The first line of an item bears its dash in the place of two blanks.
fn yaml_item(item: &Value, indent: usize) -> Vec<String> {
    let mut lines = yaml(item, indent + 2);
    if let Some(first) = lines.first_mut() {
        first.replace_range(indent..=indent, "-");
    }
    lines
}

fn is_block(value: &Value) -> bool {
    match value {
        Value::Object(members) => !members.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    }
}
