//! What stands around a service, as AWS CLI text: the endpoint and the way from a VPC, the web ACL, and the waiting in
//! between. The ids that AWS gives are kept in variables of the shell.

use serde_json::json;

use super::{lines, quote};
use crate::draft::{IpAddressType, Pair};
use crate::plan::{Action, GROUP_DESCRIPTION, Plan};
use crate::spec::{EndpointChange, EndpointPlace, EndpointSpec, IngressPlace, IngressSpec};
use crate::vpc;

/// Whether a later step needs the ARN of the service that the plan makes.
pub(super) fn uses_service_arn(plan: &Plan) -> bool {
    makes_ingress(plan) || plan.steps.iter().any(|step| matches!(step, Action::AssociateWebAcl { .. }))
}

pub(super) fn makes_ingress(plan: &Plan) -> bool {
    plan.steps.iter().any(|step| matches!(step, Action::CreateIngress { .. }))
}

/// The call that makes the service, with its ARN kept.
pub(super) fn service_arn(create: &str) -> String {
    format!("SERVICE_ARN=$({create} \\\n  --query Service.ServiceArn \\\n  --output text)")
}

fn ids(ids: &[String]) -> String {
    ids.iter().map(|id| quote(id)).collect::<Vec<_>>().join(" ")
}

pub(super) fn create_endpoint(spec: &EndpointSpec, region: &str, tag: &Pair) -> String {
    let kind = match spec.ip_address_type {
        IpAddressType::Ipv4 => "ipv4",
        IpAddressType::DualStack => "dualstack",
    };
    let own = spec.all_tags();
    let mut options = vec![
        ("region", quote(region)),
        ("vpc-endpoint-type", "Interface".to_owned()),
        ("vpc-id", quote(&spec.vpc)),
        ("service-name", quote(&vpc::requests_service(region))),
        ("subnet-ids", ids(&spec.subnets)),
    ];
    if !spec.security_groups.is_empty() {
        options.push(("security-group-ids", ids(&spec.security_groups)));
    }
    options.extend([
        ("ip-address-type", kind.to_owned()),
        ("no-private-dns-enabled", String::new()),
        ("tag-specifications", tag_specification("vpc-endpoint", own.iter().chain([tag]))),
        ("query", "VpcEndpoint.VpcEndpointId".to_owned()),
        ("output", "text".to_owned()),
    ]);
    format!("VPC_ENDPOINT_ID=$({})", lines("aws ec2 create-vpc-endpoint", &options))
}

pub(super) fn change_endpoint(id: &str, before: &EndpointPlace, after: &EndpointPlace, region: &str) -> String {
    let EndpointChange { add_subnets, remove_subnets, add_groups, remove_groups } = before.change_to(after);
    let mut options = vec![("region", quote(region)), ("vpc-endpoint-id", quote(id))];
    let lists = [
        ("add-subnet-ids", add_subnets),
        ("remove-subnet-ids", remove_subnets),
        ("add-security-group-ids", add_groups),
        ("remove-security-group-ids", remove_groups),
    ];
    options.extend(lists.into_iter().filter(|(_, list)| !list.is_empty()).map(|(name, list)| (name, ids(&list))));
    lines("aws ec2 modify-vpc-endpoint", &options)
}

pub(super) fn create_group(name: &str, vpc: &str, region: &str, tag: &Pair) -> String {
    let own = Pair { name: "Name".to_owned(), value: name.to_owned() };
    lines(
        "aws ec2 create-security-group",
        &[
            ("region", quote(region)),
            ("group-name", quote(name)),
            ("description", quote(GROUP_DESCRIPTION)),
            ("vpc-id", quote(vpc)),
            ("tag-specifications", tag_specification("security-group", [&own, tag].into_iter())),
        ],
    )
}

fn tag_specification<'a>(kind: &str, tags: impl Iterator<Item = &'a Pair>) -> String {
    let tags: Vec<String> =
        tags.map(|Pair { name, value }| format!("{{Key={},Value={}}}", shorthand(name), shorthand(value))).collect();
    quote(&format!("ResourceType={kind},Tags=[{}]", tags.join(",")))
}

/// A value of the AWS CLI's shorthand syntax.
fn shorthand(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// `id` as a word of the shell.
pub(super) fn await_endpoint(id: &str, region: &str) -> String {
    let call = lines(
        "aws ec2 describe-vpc-endpoints",
        &[
            ("region", quote(region)),
            ("vpc-endpoint-ids", id.to_owned()),
            ("query", quote("VpcEndpoints[0].State")),
            ("output", "text".to_owned()),
        ],
    );
    format!("while [ \"$({call})\" = pending ]; do sleep 10; done")
}

pub(super) fn await_running(region: &str) -> String {
    await_service("\"$SERVICE_ARN\"", region)
}

/// `arn` as a word of the shell.
pub(super) fn await_service(arn: &str, region: &str) -> String {
    let call = lines(
        "aws apprunner describe-service",
        &[
            ("region", quote(region)),
            ("service-arn", arn.to_owned()),
            ("query", "Service.Status".to_owned()),
            ("output", "text".to_owned()),
        ],
    );
    format!("while [ \"$({call})\" = OPERATION_IN_PROGRESS ]; do sleep 10; done")
}

pub(super) fn associate_web_acl(arn: &str, region: &str) -> String {
    lines(
        "aws wafv2 associate-web-acl",
        &[("region", quote(region)), ("web-acl-arn", quote(arn)), ("resource-arn", "\"$SERVICE_ARN\"".to_owned())],
    )
}

pub(super) fn create_ingress(spec: &IngressSpec, region: &str, tag: Pair) -> String {
    let service = spec.service.as_ref().map_or_else(|| "\"$SERVICE_ARN\"".to_owned(), |arn| quote(arn));
    lines(
        "aws apprunner create-vpc-ingress-connection",
        &[
            ("region", quote(region)),
            ("service-arn", service),
            ("vpc-ingress-connection-name", quote(&spec.name)),
            ("ingress-vpc-configuration", ingress_place(&spec.vpc, spec.endpoint.as_deref())),
            ("tags", quote(&super::tag_list(&[tag]))),
        ],
    )
}

fn ingress_place(vpc: &str, endpoint: Option<&str>) -> String {
    let endpoint = endpoint.map_or_else(|| "\"$VPC_ENDPOINT_ID\"".to_owned(), quote);
    format!("VpcId={},VpcEndpointId={endpoint}", quote(vpc))
}

/// Of the network everything is named again: what becomes of what is left out, AWS does not say.
pub(super) fn set_access(arn: &str, public: bool, connector: Option<&str>, region: &str) -> String {
    let egress = match connector {
        Some(arn) => json!({ "EgressType": "VPC", "VpcConnectorArn": arn }),
        None => json!({ "EgressType": "DEFAULT" }),
    };
    let network = json!({
        "IngressConfiguration": { "IsPubliclyAccessible": public },
        "EgressConfiguration": egress,
    });
    let network = network.to_string();
    lines(
        "aws apprunner update-service",
        &[("region", quote(region)), ("service-arn", quote(arn)), ("network-configuration", quote(&network))],
    )
}

pub(super) fn move_ingress(arn: &str, to: &IngressPlace, region: &str) -> String {
    lines(
        "aws apprunner update-vpc-ingress-connection",
        &[
            ("region", quote(region)),
            ("vpc-ingress-connection-arn", quote(arn)),
            ("ingress-vpc-configuration", ingress_place(&to.vpc, to.endpoint.as_deref())),
        ],
    )
}
