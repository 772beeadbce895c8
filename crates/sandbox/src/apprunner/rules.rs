//! Owns what the service checks beyond its model: pairs, exclusions, reserved names. Refuses state: what depends on
//! other resources is checked where those are.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::source::{Source, port};
use super::state::Configuration;
use crate::ACCOUNT;
use crate::wire::Refusal;

/// The combinations of vCPU units and MB that App Runner offers.
const SIZES: [(&str, &[&str]); 5] = [
    ("256", &["512", "1024"]),
    ("512", &["1024"]),
    ("1024", &["2048", "3072", "4096"]),
    ("2048", &["4096", "6144"]),
    ("4096", &["8192", "10240", "12288"]),
];

/// The runtimes that a new service may have; the others ended in December 2025.
const RUNTIMES: [&str; 4] = ["PYTHON_311", "NODEJS_22", "CORRETTO_11", "CORRETTO_8"];

const TAGS: usize = 50;

pub(crate) fn invalid(message: impl Into<String>) -> Refusal {
    Refusal::new("InvalidRequestException", message)
}

/// A configuration with everything that the request does not say filled in as App Runner does.
pub(crate) fn with_defaults(input: &Map<String, Value>, default_scaling: &str) -> Configuration {
    let part = |name: &str| input.get(name).filter(|value| !value.is_null()).cloned();
    let mut source = part("SourceConfiguration").unwrap_or_else(|| json!({}));
    if source["AutoDeploymentsEnabled"].is_null() {
        source["AutoDeploymentsEnabled"] = json!(can_deploy_automatically(&source));
    }
    let mut health = json!({"Protocol": "TCP", "Path": "/", "Interval": 5, "Timeout": 2, "HealthyThreshold": 1, "UnhealthyThreshold": 5});
    super::model::merge(
        "HealthCheckConfiguration",
        &mut health,
        &part("HealthCheckConfiguration").unwrap_or_else(|| json!({})),
    );
    let mut network = json!({
        "EgressConfiguration": {"EgressType": "DEFAULT"},
        "IngressConfiguration": {"IsPubliclyAccessible": true},
        "IpAddressType": "IPV4",
    });
    super::model::merge(
        "NetworkConfiguration",
        &mut network,
        &said_outright(part("NetworkConfiguration").unwrap_or_else(|| json!({}))),
    );
    let mut instance = json!({"Cpu": "1024", "Memory": "2048"});
    super::model::merge(
        "InstanceConfiguration",
        &mut instance,
        &part("InstanceConfiguration").unwrap_or_else(|| json!({})),
    );
    normalise_size(&mut instance);
    Configuration {
        source,
        instance,
        health,
        network,
        observability: part("ObservabilityConfiguration").unwrap_or_else(|| json!({"ObservabilityEnabled": false})),
        scaling_arn: input
            .get("AutoScalingConfigurationArn")
            .and_then(Value::as_str)
            .unwrap_or(default_scaling)
            .to_owned(),
    }
}

/// A network configuration with what it says by leaving it out. `IsPubliclyAccessible` is a primitive of the model, so an
/// `IngressConfiguration` without it says `false`; the AWS SDK for Rust writes it so.
pub(crate) fn said_outright(mut network: Value) -> Value {
    if let Some(ingress) = network.get_mut("IngressConfiguration").and_then(Value::as_object_mut) {
        ingress.entry("IsPubliclyAccessible").or_insert(json!(false));
    }
    network
}

/// `1 vCPU` and `1024` are the same; answers carry the number.
pub(crate) fn normalise_size(instance: &mut Value) {
    for (member, unit, factor) in [("Cpu", " vCPU", 1024.0), ("Memory", " GB", 1024.0)] {
        let spelled = instance[member].as_str().and_then(|text| text.strip_suffix(unit)?.parse::<f64>().ok());
        if let Some(amount) = spelled {
            instance[member] = json!(format!("{:.0}", amount * factor));
        }
    }
}

/// Automatic deployments exist for source code and for private images of the same account.
fn can_deploy_automatically(source: &Value) -> bool {
    match Source::of(source) {
        Source::Code { .. } => true,
        Source::Image { registry, .. } => registry.is_some_and(|registry| registry.account == ACCOUNT),
    }
}

/// Everything about a configuration that needs nothing but itself.
pub(crate) fn check(configuration: &Configuration) -> Result<(), Refusal> {
    let source = &configuration.source;
    match (source["ImageRepository"].is_object(), source["CodeRepository"].is_object()) {
        (true, false) => check_image(source)?,
        (false, true) => check_code(source)?,
        _ => {
            return Err(invalid(
                "Exactly one of CodeRepository or ImageRepository must be provided in SourceConfiguration.",
            ));
        }
    }
    if source["AutoDeploymentsEnabled"] == true && !can_deploy_automatically(source) {
        return Err(invalid(
            "Automatic deployments aren't supported for images in ECR Public or in another account. Set AutoDeploymentsEnabled to false.",
        ));
    }
    if !port(source).parse::<u16>().is_ok_and(|port| port > 0) {
        return Err(invalid(format!("Invalid port: {}. The port must be a number from 1 to 65535.", port(source))));
    }
    check_environment(source)?;
    check_size(&configuration.instance)?;
    check_egress(&configuration.network)
}

fn check_image(source: &Value) -> Result<(), Refusal> {
    let image = &source["ImageRepository"];
    let is_public = image["ImageIdentifier"].as_str().is_some_and(|uri| uri.starts_with("public.ecr.aws/"));
    let says_public = image["ImageRepositoryType"] == "ECR_PUBLIC";
    if is_public != says_public {
        return Err(invalid("ImageIdentifier doesn't match ImageRepositoryType."));
    }
    let authentication = &source["AuthenticationConfiguration"];
    if !says_public && authentication["AccessRoleArn"].is_null() {
        return Err(invalid(
            "Authentication configuration is invalid. AccessRoleArn is required for an ECR image repository.",
        ));
    }
    Ok(())
}

fn check_code(source: &Value) -> Result<(), Refusal> {
    if source["AuthenticationConfiguration"]["ConnectionArn"].is_null() {
        return Err(invalid(
            "Authentication configuration is invalid. ConnectionArn is required for a source code repository.",
        ));
    }
    let code = &source["CodeRepository"]["CodeConfiguration"];
    if code.is_null() {
        return Err(invalid("CodeConfiguration is required in CodeRepository."));
    }
    if code["ConfigurationSource"] == "API" && code["CodeConfigurationValues"].is_null() {
        return Err(invalid("CodeConfigurationValues is required when ConfigurationSource is API."));
    }
    Ok(())
}

/// A new service's runtime; existing services keep an ended one.
pub(crate) fn check_runtime(source: &Value) -> Result<(), Refusal> {
    let code = &source["CodeRepository"]["CodeConfiguration"];
    // With a configuration file the values are ignored.
    let runtime = code["CodeConfigurationValues"]["Runtime"].as_str().filter(|_| code["ConfigurationSource"] == "API");
    match runtime {
        Some(runtime) if !RUNTIMES.contains(&runtime) => Err(invalid(format!(
            "The runtime {runtime} has reached end of support and can't be used to create a service."
        ))),
        _ => Ok(()),
    }
}

fn check_environment(source: &Value) -> Result<(), Refusal> {
    let image = &source["ImageRepository"]["ImageConfiguration"];
    let code = &source["CodeRepository"]["CodeConfiguration"]["CodeConfigurationValues"];
    for settings in [image, code] {
        let variables = settings["RuntimeEnvironmentVariables"].as_object();
        let secrets = settings["RuntimeEnvironmentSecrets"].as_object();
        let has = |map: Option<&Map<String, Value>>, name: &str| map.is_some_and(|map| map.contains_key(name));
        if has(variables, "PORT") || has(secrets, "PORT") {
            return Err(invalid("PORT is a reserved environment variable name."));
        }
        if let Some(name) = variables.into_iter().flat_map(Map::keys).find(|name| has(secrets, name)) {
            return Err(invalid(format!(
                "The environment variable {name} is defined both as a value and as a secret."
            )));
        }
    }
    Ok(())
}

fn check_size(instance: &Value) -> Result<(), Refusal> {
    let (cpu, memory) = (instance["Cpu"].as_str().unwrap_or_default(), instance["Memory"].as_str().unwrap_or_default());
    let offered = SIZES.iter().any(|(units, sizes)| *units == cpu && sizes.contains(&memory));
    if offered { Ok(()) } else { Err(invalid(format!("Invalid combination of CPU ({cpu}) and memory ({memory})."))) }
}

fn check_egress(network: &Value) -> Result<(), Refusal> {
    let egress = &network["EgressConfiguration"];
    match (egress["EgressType"].as_str(), egress["VpcConnectorArn"].is_null()) {
        (Some("VPC"), true) => Err(invalid("VpcConnectorArn is required when EgressType is VPC.")),
        (Some("VPC"), false) | (_, true) => Ok(()),
        (_, false) => Err(invalid("VpcConnectorArn is only valid when EgressType is VPC.")),
    }
}

/// The tags of a create or tag request: no key twice, no more than 50 together with those already there.
pub(crate) fn check_tags(list: Option<&Value>, existing: &BTreeMap<String, String>) -> Result<(), Refusal> {
    let items = list.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut keys: Vec<&str> = Vec::new();
    for tag in items {
        let Some(key) = tag["Key"].as_str() else { return Err(invalid("Tag key must not be null.")) };
        if keys.contains(&key) {
            return Err(invalid(format!("Duplicate tag key: {key}.")));
        }
        keys.push(key);
    }
    let added = keys.iter().filter(|key| !existing.contains_key(**key)).count();
    if existing.len() + added > TAGS {
        return Err(invalid(format!("A resource can have at most {TAGS} tags.")));
    }
    Ok(())
}
