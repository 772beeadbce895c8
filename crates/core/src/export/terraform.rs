//! Terraform, for the provider `hashicorp/aws`. (Its documentation of the `aws_apprunner_*` resources, November 2026.)

use super::Resources;
use crate::draft::{IpAddressType, Pair};
use crate::image::Registry;
use crate::role::{self, Principal};
use crate::spec::{
    AutoScalingSpec, CodeSpec, ConfigurationRef, ConnectorSpec, EndpointSpec, ImageSpec, IngressSpec, ServiceSpec,
    SourceSpec,
};
use crate::vpc;

/// A part of a body.
enum Node {
    /// `name = expression`
    Set(&'static str, String),
    /// `name { … }`
    Block(String, Vec<Node>),
}

use Node::{Block, Set};

/// The configuration, formatted as `terraform fmt` does.
pub(super) fn configuration(wanted: &Resources) -> String {
    let mut blocks = vec![
        Block(
            "terraform".to_owned(),
            vec![Block("required_providers".to_owned(), vec![Set("aws", "{ source = \"hashicorp/aws\" }".to_owned())])],
        ),
        Block("provider \"aws\"".to_owned(), vec![Set("region", quoted(wanted.region))]),
    ];
    if let Some(name) = wanted.access_role {
        blocks.push(resource("iam_role", "access", role(name, Some(role::ACCESS_ROLE_PATH), Principal::Build)));
        blocks.push(resource(
            "iam_role_policy_attachment",
            "access",
            vec![
                Set("role", "aws_iam_role.access.name".to_owned()),
                Set("policy_arn", quoted(role::ECR_ACCESS_POLICY)),
            ],
        ));
    }
    if let Some((name, policy)) = wanted.instance_role {
        blocks.push(resource("iam_role", "instance", role(name, None, Principal::Tasks)));
        blocks.extend(policy.map(|policy| {
            resource(
                "iam_role_policy",
                "instance",
                vec![
                    Set("name", quoted(crate::policy::POLICY_NAME)),
                    Set("role", "aws_iam_role.instance.id".to_owned()),
                    Set("policy", heredoc(policy)),
                ],
            )
        }));
    }
    blocks.extend(wanted.auto_scaling.map(auto_scaling));
    blocks.extend(wanted.observability.map(|name| {
        resource(
            "apprunner_observability_configuration",
            "this",
            vec![
                Set("observability_configuration_name", quoted(name)),
                Block("trace_configuration".to_owned(), vec![Set("vendor", quoted("AWSXRAY"))]),
            ],
        )
    }));
    blocks.extend(wanted.connector.map(connector));
    blocks.extend(wanted.endpoint.map(|spec| endpoint(spec, wanted.region)));
    blocks.push(service(wanted));
    blocks.extend(wanted.web_acl.map(|arn| {
        let body =
            vec![Set("resource_arn", "aws_apprunner_service.this.arn".to_owned()), Set("web_acl_arn", quoted(arn))];
        resource("wafv2_web_acl_association", "this", body)
    }));
    blocks.extend(wanted.ingress.map(ingress));
    let host = if wanted.ingress.is_some() {
        "aws_apprunner_vpc_ingress_connection.this.domain_name"
    } else {
        "aws_apprunner_service.this.service_url"
    };
    blocks.push(Block("output \"service_url\"".to_owned(), vec![Set("value", format!("\"https://${{{host}}}\""))]));
    let remarks = wanted.remarks().into_iter().map(|remark| remark + "\n");
    let texts: Vec<String> = remarks.chain(blocks.iter().map(|block| block.lines(0).join("\n") + "\n")).collect();
    texts.join("\n")
}

fn resource(kind: &str, name: &str, body: Vec<Node>) -> Node {
    Block(format!("resource \"aws_{kind}\" \"{name}\""), body)
}

fn role(name: &str, path: Option<&str>, principal: Principal) -> Vec<Node> {
    let mut body = vec![Set("name", quoted(name))];
    body.extend(path.map(|path| Set("path", quoted(path))));
    body.push(Set("assume_role_policy", heredoc(&role::trust_policy(principal))));
    body
}

fn auto_scaling(spec: &AutoScalingSpec) -> Node {
    resource(
        "apprunner_auto_scaling_configuration_version",
        "this",
        vec![
            Set("auto_scaling_configuration_name", quoted(&spec.name)),
            Set("max_concurrency", spec.max_concurrency.to_string()),
            Set("min_size", spec.min_size.to_string()),
            Set("max_size", spec.max_size.to_string()),
        ],
    )
}

fn list(ids: &[String]) -> String {
    format!("[{}]", ids.iter().map(|id| quoted(id)).collect::<Vec<_>>().join(", "))
}

fn endpoint(spec: &EndpointSpec, region: &str) -> Node {
    let kind = match spec.ip_address_type {
        IpAddressType::Ipv4 => "ipv4",
        IpAddressType::DualStack => "dualstack",
    };
    let mut body = vec![
        Set("vpc_endpoint_type", quoted("Interface")),
        Set("service_name", quoted(&vpc::requests_service(region))),
        Set("vpc_id", quoted(&spec.vpc)),
        Set("subnet_ids", list(&spec.subnets)),
    ];
    if !spec.security_groups.is_empty() {
        body.push(Set("security_group_ids", list(&spec.security_groups)));
    }
    body.extend([Set("ip_address_type", quoted(kind)), Set("private_dns_enabled", "false".to_owned())]);
    body.extend(tags(&spec.all_tags()));
    resource("vpc_endpoint", "this", body)
}

fn tags(tags: &[Pair]) -> Option<Node> {
    let tags = Some(tags).filter(|tags| !tags.is_empty())?;
    Some(Set("tags", map(tags.iter().map(|Pair { name, value }| (name, value)), 2)))
}

fn ingress(spec: &IngressSpec) -> Node {
    let endpoint = spec.endpoint.as_ref().map_or_else(|| "aws_vpc_endpoint.this.id".to_owned(), |id| quoted(id));
    let place = vec![Set("vpc_id", quoted(&spec.vpc)), Set("vpc_endpoint_id", endpoint)];
    let body = vec![
        Set("name", quoted(&spec.name)),
        Set("service_arn", "aws_apprunner_service.this.arn".to_owned()),
        Block("ingress_vpc_configuration".to_owned(), place),
    ];
    resource("apprunner_vpc_ingress_connection", "this", body)
}

fn connector(spec: &ConnectorSpec) -> Node {
    let mut body = vec![Set("vpc_connector_name", quoted(&spec.name)), Set("subnets", list(&spec.subnets))];
    // The provider wants them named; App Runner alone would take the VPC's default group.
    body.push(Set("security_groups", list(&spec.security_groups)));
    body.extend(tags(&spec.tags));
    resource("apprunner_vpc_connector", "this", body)
}

fn service(wanted: &Resources) -> Node {
    let spec = wanted.service;
    let mut body = vec![Set("service_name", quoted(&spec.name))];
    body.extend(spec.auto_scaling.as_ref().map(|configuration| {
        Set(
            "auto_scaling_configuration_arn",
            match configuration {
                ConfigurationRef::Arn { arn } => quoted(arn),
                ConfigurationRef::FromPlan => "aws_apprunner_auto_scaling_configuration_version.this.arn".to_owned(),
            },
        )
    }));
    body.extend(tags(&spec.tags));
    body.push(Block(
        "source_configuration".to_owned(),
        match &spec.source {
            SourceSpec::Image(image) => image_source(image, spec, wanted.access_role.is_some()),
            SourceSpec::Code(code) => code_source(code, spec),
        },
    ));
    let mut instance =
        vec![Set("cpu", quoted(&spec.cpu.units().to_string())), Set("memory", quoted(&spec.memory.mib().to_string()))];
    if wanted.instance_role.is_some() {
        instance.push(Set("instance_role_arn", "aws_iam_role.instance.arn".to_owned()));
    } else {
        instance.extend(spec.instance_role.as_ref().map(|arn| Set("instance_role_arn", quoted(arn))));
    }
    body.push(Block("instance_configuration".to_owned(), instance));
    body.push(health_check(spec));
    body.push(network(spec));
    body.extend(
        spec.kms_key
            .as_ref()
            .map(|key| Block("encryption_configuration".to_owned(), vec![Set("kms_key", quoted(key))])),
    );
    body.extend(spec.observability.as_ref().map(|configuration| {
        Block(
            "observability_configuration".to_owned(),
            vec![
                Set("observability_enabled", "true".to_owned()),
                Set(
                    "observability_configuration_arn",
                    match configuration {
                        ConfigurationRef::Arn { arn } => quoted(arn),
                        ConfigurationRef::FromPlan => "aws_apprunner_observability_configuration.this.arn".to_owned(),
                    },
                ),
            ],
        )
    }));
    // The service names the roles and not their policies, so Terraform would not wait for those by itself.
    let policies: Vec<&str> = [
        wanted.access_role.map(|_| "aws_iam_role_policy_attachment.access"),
        wanted.instance_role.and_then(|(_, policy)| policy).map(|_| "aws_iam_role_policy.instance"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !policies.is_empty() {
        body.push(Set("depends_on", format!("[{}]", policies.join(", "))));
    }
    resource("apprunner_service", "this", body)
}

fn image_source(image: &ImageSpec, spec: &ServiceSpec, makes_role: bool) -> Vec<Node> {
    let registry = match image.registry {
        Registry::Ecr => "ECR",
        Registry::EcrPublic => "ECR_PUBLIC",
    };
    let mut body = vec![Set("auto_deployments_enabled", image.automatic.to_string())];
    let role = if makes_role {
        Some("aws_iam_role.access.arn".to_owned())
    } else {
        image.access_role.as_ref().map(|arn| quoted(arn))
    };
    body.extend(role.map(|arn| Block("authentication_configuration".to_owned(), vec![Set("access_role_arn", arn)])));
    body.push(Block(
        "image_repository".to_owned(),
        vec![
            Set("image_identifier", quoted(&image.uri)),
            Set("image_repository_type", quoted(registry)),
            Block("image_configuration".to_owned(), settings(spec)),
        ],
    ));
    body
}

fn code_source(code: &CodeSpec, spec: &ServiceSpec) -> Vec<Node> {
    let configuration = match &code.build {
        None => vec![Set("configuration_source", quoted("REPOSITORY"))],
        Some(build) => {
            let mut values = vec![Set("runtime", quoted(build.runtime.api_name()))];
            values.extend(build.command.as_ref().map(|command| Set("build_command", quoted(command))));
            values.extend(settings(spec));
            vec![Set("configuration_source", quoted("API")), Block("code_configuration_values".to_owned(), values)]
        }
    };
    vec![
        Set("auto_deployments_enabled", code.automatic.to_string()),
        Block("authentication_configuration".to_owned(), vec![Set("connection_arn", quoted(&code.connection))]),
        Block(
            "code_repository".to_owned(),
            vec![
                Set("repository_url", quoted(&code.repository)),
                Set("source_directory", quoted(&code.directory)),
                Block(
                    "source_code_version".to_owned(),
                    vec![Set("type", quoted("BRANCH")), Set("value", quoted(&code.branch))],
                ),
                Block("code_configuration".to_owned(), configuration),
            ],
        ),
    ]
}

/// What an image and source code that is built here have in common. Its maps stand four blocks deep in both.
fn settings(spec: &ServiceSpec) -> Vec<Node> {
    let depth = match spec.source {
        SourceSpec::Image(_) => 8,
        SourceSpec::Code(_) => 10,
    };
    let mut body = Vec::new();
    body.extend(spec.port.map(|port| Set("port", quoted(&port.to_string()))));
    body.extend(spec.start_command.as_ref().map(|command| Set("start_command", quoted(command))));
    for (name, variables) in
        [("runtime_environment_variables", &spec.environment), ("runtime_environment_secrets", &spec.secrets)]
    {
        if !variables.is_empty() {
            body.push(Set(name, map(variables.iter(), depth)));
        }
    }
    body
}

fn health_check(spec: &ServiceSpec) -> Node {
    let check = &spec.health_check;
    let protocol = if check.http_path.is_some() { "HTTP" } else { "TCP" };
    let mut body = vec![Set("protocol", quoted(protocol))];
    body.extend(check.http_path.as_ref().map(|path| Set("path", quoted(path))));
    body.extend([
        Set("interval", check.interval.to_string()),
        Set("timeout", check.timeout.to_string()),
        Set("healthy_threshold", check.healthy_threshold.to_string()),
        Set("unhealthy_threshold", check.unhealthy_threshold.to_string()),
    ]);
    Block("health_check_configuration".to_owned(), body)
}

fn network(spec: &ServiceSpec) -> Node {
    let ip = match spec.ip_address_type {
        IpAddressType::Ipv4 => "IPV4",
        IpAddressType::DualStack => "DUAL_STACK",
    };
    let mut body = vec![Set("ip_address_type", quoted(ip))];
    body.extend(spec.connector.as_ref().map(|connector| {
        let arn = match connector {
            ConfigurationRef::Arn { arn } => quoted(arn),
            ConfigurationRef::FromPlan => "aws_apprunner_vpc_connector.this.arn".to_owned(),
        };
        let egress = vec![Set("egress_type", quoted("VPC")), Set("vpc_connector_arn", arn)];
        Block("egress_configuration".to_owned(), egress)
    }));
    if !spec.public {
        let ingress = vec![Set("is_publicly_accessible", "false".to_owned())];
        body.push(Block("ingress_configuration".to_owned(), ingress));
    }
    Block("network_configuration".to_owned(), body)
}

/// A string; what would be a template in it is escaped.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted.replace("${", "$${").replace("%{", "%%{")
}

/// Text of several lines, such as a policy, as it is.
fn heredoc(text: &str) -> String {
    let text = text.replace("${", "$${").replace("%{", "%%{");
    format!("<<-JSON\n{text}\nJSON")
}

fn map<'a>(pairs: impl Iterator<Item = (&'a String, &'a String)>, indent: usize) -> String {
    let pairs: Vec<(String, String)> = pairs.map(|(name, value)| (quoted(name), quoted(value))).collect();
    let width = pairs.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    let blanks = " ".repeat(indent);
    let rows: Vec<String> = pairs.iter().map(|(name, value)| format!("{blanks}  {name:width$} = {value}\n")).collect();
    format!("{{\n{}{blanks}}}", rows.concat())
}

impl Node {
    /// As `terraform fmt` does it: the equals signs of settings that follow each other stand in one column, blocks have
    /// empty lines around them.
    fn lines(&self, indent: usize) -> Vec<String> {
        let blanks = " ".repeat(indent);
        let (head, body) = match self {
            Set(name, expression) => return vec![format!("{blanks}{name} = {expression}")],
            Block(head, body) => (head, body),
        };
        let mut lines = vec![format!("{blanks}{head} {{")];
        let mut at = 0;
        while at < body.len() {
            if at > 0 && (matches!(body[at], Block(..)) || matches!(body[at - 1], Block(..))) {
                lines.push(String::new());
            }
            let run = run_of(&body[at..]);
            if run.is_empty() {
                lines.extend(body[at].lines(indent + 2));
            }
            let width = run.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
            lines.extend(run.iter().map(|(name, expression)| format!("{blanks}  {name:width$} = {expression}")));
            at += run.len().max(1);
        }
        lines.push(format!("{blanks}}}"));
        lines
    }
}

/// The settings from here on that are aligned together: up to a block, and one of several lines stands alone.
fn run_of(body: &[Node]) -> Vec<(&'static str, &String)> {
    let mut run = Vec::new();
    for node in body {
        let Set(name, expression) = node else { break };
        if expression.contains('\n') {
            if run.is_empty() {
                run.push((*name, expression));
            }
            break;
        }
        run.push((*name, expression));
    }
    run
}
