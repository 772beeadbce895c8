//! Owns how VPC endpoints are checked and shown: the stand-in keeps them, but neither filters nor shows more than their
//! ids, and takes any service, subnet and group. Refuses their states (`endpoint_states`), and gateways' routes; those
//! are the route tables'.

use std::collections::BTreeMap;
use std::fmt::Write;

use winterbaume_core::MockResponse;
use winterbaume_ec2::Ec2StateView;
use winterbaume_ec2::views::{SubnetView, VpcEndpointView};

use super::endpoint_states::State;
use crate::ACCOUNT;
use crate::wire::{Refusal, date_time, escape, page, xml_answer};

pub(super) type Form = BTreeMap<String, String>;

/// What an interface endpoint can be made for, without `com.amazonaws.REGION.`.
pub(super) const SERVICES: [&str; 14] = [
    "apprunner",
    "apprunner.requests",
    "dynamodb",
    "ecr.api",
    "ecr.dkr",
    "elasticache",
    "kms",
    "logs",
    "monitoring",
    "rds",
    "s3",
    "secretsmanager",
    "ssm",
    "sts",
];

/// The values of `NAME.1`, `NAME.2`…
pub(super) fn list<'a>(form: &'a Form, name: &str) -> Vec<&'a str> {
    (1..).map_while(|number| form.get(&format!("{name}.{number}"))).map(String::as_str).collect()
}

/// What a request filters by: names, each with the values of which one must fit.
pub(super) fn filters(form: &Form) -> Vec<(&str, Vec<&str>)> {
    let names = (1..).map_while(|number| Some((number, form.get(&format!("Filter.{number}.Name"))?.as_str())));
    names.map(|(number, name)| (name, list(form, &format!("Filter.{number}.Value")))).collect()
}

/// What is asked of a new endpoint is checked before the stand-in makes it.
pub(super) fn check(form: &Form, region: &str, view: &Ec2StateView) -> Result<(), Refusal> {
    let text = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    let vpc = text("VpcId");
    if !view.vpcs.contains_key(vpc) {
        return Err(Refusal::new("InvalidVpcId.NotFound", format!("The Vpc Id {vpc} does not exist")));
    }
    let service = text("ServiceName");
    let known = service.strip_prefix(&format!("com.amazonaws.{region}.")).is_some_and(|name| SERVICES.contains(&name));
    if !known {
        let message = format!("The Vpc Endpoint Service '{service}' does not exist");
        return Err(Refusal::new("InvalidServiceName", message));
    }
    check_subnets(view, vpc, list(form, "SubnetId").into_iter())?;
    check_groups(view, vpc, &list(form, "SecurityGroupId"))?;
    check_addresses(form, view)?;
    check_names(form, view)
}

/// Each in a zone of its own.
fn check_subnets<'a>(view: &Ec2StateView, vpc: &str, ids: impl Iterator<Item = &'a str>) -> Result<(), Refusal> {
    let mut zones = Vec::new();
    for id in ids {
        let subnet = subnet_in(view, vpc, id)?;
        if zones.contains(&&subnet.availability_zone) {
            let message = format!("Found another VPC endpoint subnet in the availability zone of {id}");
            return Err(Refusal::new("DuplicateSubnetsInSameZone", message));
        }
        zones.push(&subnet.availability_zone);
    }
    Ok(())
}

fn check_groups(view: &Ec2StateView, vpc: &str, ids: &[&str]) -> Result<(), Refusal> {
    match ids.iter().find(|id| view.security_groups.get(**id).is_none_or(|group| group.vpc_id != vpc)) {
        Some(id) => {
            let message = format!("The security group '{id}' does not exist in VPC '{vpc}'");
            Err(Refusal::new("InvalidGroup.NotFound", message))
        }
        None => Ok(()),
    }
}

/// `ModifyVpcEndpoint`: what an interface endpoint has after it. A subnet's zone is free once the one that is there has gone,
/// not while it goes. (Whether AWS sees it so within one call, it does not say.)
pub(super) fn changed(form: &Form, view: &Ec2StateView, state: &State) -> Result<VpcEndpointView, Refusal> {
    let id = form.get("VpcEndpointId").map(String::as_str).unwrap_or_default();
    let found = view.vpc_endpoints.get(id).filter(|_| !state.is_going());
    let mut endpoint = found.cloned().ok_or_else(|| {
        Refusal::new("InvalidVpcEndpointId.NotFound", format!("The Vpc Endpoint Id '{id}' does not exist"))
    })?;
    if !state.is_available() {
        let message = format!("The VPC endpoint '{id}' is being changed");
        return Err(Refusal::new("OperationNotPermitted", message));
    }
    let (add, remove) = (list(form, "AddSubnetId"), list(form, "RemoveSubnetId"));
    check_subnets(view, &endpoint.vpc_id, endpoint.subnet_ids.iter().map(String::as_str).chain(add.iter().copied()))?;
    endpoint.subnet_ids.extend(add.iter().map(|id| (*id).to_owned()));
    endpoint.subnet_ids.retain(|id| !remove.contains(&id.as_str()));
    let (add, remove) = (list(form, "AddSecurityGroupId"), list(form, "RemoveSecurityGroupId"));
    check_groups(view, &endpoint.vpc_id, &add)?;
    let new = add.into_iter().filter(|id| !endpoint.security_group_ids.iter().any(|known| known == id));
    let new: Vec<String> = new.map(str::to_owned).collect();
    endpoint.security_group_ids.extend(new);
    endpoint.security_group_ids.retain(|id| !remove.contains(&id.as_str()));
    if endpoint.security_group_ids.is_empty() {
        let message = "An interface endpoint must have at least one security group";
        return Err(Refusal::new("InvalidParameter", message));
    }
    Ok(endpoint)
}

/// Addresses of IPv6 need subnets with IPv6.
fn check_addresses(form: &Form, view: &Ec2StateView) -> Result<(), Refusal> {
    let kind = form.get("IpAddressType").map_or("ipv4", String::as_str);
    let without = |id: &&&str| view.subnets.get(**id).is_none_or(|subnet| subnet.ipv6_cidr_blocks.is_empty());
    match kind {
        "ipv4" => Ok(()),
        "dualstack" | "ipv6" => match list(form, "SubnetId").iter().find(without) {
            Some(id) => {
                let message = format!("The subnet {id} has no IPv6 CIDR block, which the address type {kind} needs.");
                Err(Refusal::new("InvalidParameter", message))
            }
            None => Ok(()),
        },
        _ => {
            let message = format!("Invalid value '{kind}' for IpAddressType");
            Err(Refusal::new("InvalidParameterValue", message))
        }
    }
}

/// A VPC has the private names of a service once.
fn check_names(form: &Form, view: &Ec2StateView) -> Result<(), Refusal> {
    let text = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    let (vpc, service) = (text("VpcId"), text("ServiceName"));
    let wanted = text("VpcEndpointType") == "Interface" && text("PrivateDnsEnabled") != "false";
    let has_them = |endpoint: &&VpcEndpointView| {
        endpoint.vpc_id == vpc && endpoint.service_name == service && endpoint.private_dns_enabled == Some(true)
    };
    if wanted && view.vpc_endpoints.values().any(|endpoint| has_them(&endpoint)) {
        return Err(Refusal::new(
            "InvalidParameter",
            format!(
                "private-dns-enabled cannot be set because there is already a conflicting DNS domain for {service} in \
                 the VPC {vpc}"
            ),
        ));
    }
    Ok(())
}

fn subnet_in<'a>(view: &'a Ec2StateView, vpc: &str, id: &str) -> Result<&'a SubnetView, Refusal> {
    let missing = || Refusal::new("InvalidSubnetId.NotFound", format!("The subnet ID '{id}' does not exist"));
    let subnet = view.subnets.get(id).ok_or_else(missing)?;
    if subnet.vpc_id == vpc {
        return Ok(subnet);
    }
    Err(Refusal::new("InvalidParameter", format!("The subnet {id} does not belong to VPC {vpc}")))
}

/// What the stand-in forgets of a new endpoint: whether it has private names, and the VPC's group when none is named.
pub(super) fn complete(endpoint: &mut VpcEndpointView, form: &Form, view: &Ec2StateView) {
    let interface = endpoint.endpoint_type == "Interface";
    let asked = form.get("PrivateDnsEnabled").map(|text| text == "true");
    endpoint.private_dns_enabled = Some(interface && asked.unwrap_or(true));
    if interface && endpoint.security_group_ids.is_empty() {
        let groups = view.security_groups.values();
        let default = groups.filter(|group| group.vpc_id == endpoint.vpc_id && group.group_name == "default");
        endpoint.security_group_ids.extend(default.map(|group| group.group_id.clone()));
    }
}

/// `CreateVpcEndpoint`'s answer.
pub(super) fn created(endpoint: &VpcEndpointView, view: &Ec2StateView, state: &State) -> MockResponse {
    answer("CreateVpcEndpoint", &format!("<vpcEndpoint>{}</vpcEndpoint>", item(endpoint, view, state)))
}

/// `ModifyVpcEndpoint`'s answer.
pub(super) fn modified() -> MockResponse {
    answer("ModifyVpcEndpoint", "<return>true</return>")
}

/// `DeleteVpcEndpoints`'s answer: the ids that could not be deleted, and why.
pub(super) fn deleted(unsuccessful: &BTreeMap<&str, String>) -> MockResponse {
    let item = |(id, message): (&&str, &String)| {
        format!(
            "<resourceId>{}</resourceId><error><code>InvalidVpcEndpoint.NotFound</code><message>{}</message></error>",
            escape(id),
            escape(message)
        )
    };
    let mut xml = String::new();
    set(&mut xml, "unsuccessful", unsuccessful.iter().map(item));
    answer("DeleteVpcEndpoints", &xml)
}

/// `DescribeVpcEndpoints`, with ids, filters and pages.
pub(super) fn described(
    form: &Form,
    view: &Ec2StateView,
    state: impl Fn(&str) -> State,
) -> Result<MockResponse, Refusal> {
    let ids = list(form, "VpcEndpointId");
    if let Some(id) = ids.iter().find(|id| !view.vpc_endpoints.contains_key(**id)) {
        let message = format!("The Vpc Endpoint Id '{id}' does not exist");
        return Err(Refusal::new("InvalidVpcEndpointId.NotFound", message));
    }
    let filters = filters(form);
    if let Some((name, _)) = filters.iter().find(|(name, _)| !FILTERS.contains(name) && !name.starts_with("tag:")) {
        return Err(Refusal::new("InvalidParameterValue", format!("The filter '{name}' is invalid")));
    }
    let mut found: Vec<(&VpcEndpointView, State)> = view
        .vpc_endpoints
        .values()
        .filter(|endpoint| ids.is_empty() || ids.contains(&endpoint.endpoint_id.as_str()))
        .map(|endpoint| (endpoint, state(&endpoint.endpoint_id)))
        .filter(|(endpoint, state)| filters.iter().all(|(name, values)| fits(endpoint, state, name, values)))
        .collect();
    found.sort_by(|(a, _), (b, _)| a.endpoint_id.cmp(&b.endpoint_id));
    let limit = form.get("MaxResults").and_then(|text| text.parse().ok());
    let token = form.get("NextToken").map(String::as_str);
    let (found, next) = page(found, "endpoints", token, limit)
        .ok_or_else(|| Refusal::new("InvalidNextToken", "The token is invalid"))?;
    let mut xml = String::new();
    set(&mut xml, "vpcEndpointSet", found.into_iter().map(|(found, state)| item(found, view, &state)));
    let next = next.map(|next| format!("<nextToken>{next}</nextToken>")).unwrap_or_default();
    Ok(answer("DescribeVpcEndpoints", &format!("{xml}{next}")))
}

/// What endpoints can be filtered by, beside `tag:KEY`.
const FILTERS: [&str; 7] = [
    "ip-address-type",
    "service-name",
    "tag-key",
    "vpc-endpoint-id",
    "vpc-endpoint-state",
    "vpc-endpoint-type",
    "vpc-id",
];

fn fits(endpoint: &VpcEndpointView, state: &State, name: &str, values: &[&str]) -> bool {
    let one = |value: &str| values.iter().any(|pattern| matches(pattern, value));
    match name {
        "ip-address-type" => one(&state.ip_address_type),
        "vpc-id" => one(&endpoint.vpc_id),
        "service-name" => one(&endpoint.service_name),
        "vpc-endpoint-id" => one(&endpoint.endpoint_id),
        "vpc-endpoint-state" => one(&state.now),
        "vpc-endpoint-type" => one(&endpoint.endpoint_type),
        "tag-key" => endpoint.tags.keys().any(|key| one(key)),
        _ => {
            let tag = name.strip_prefix("tag:").and_then(|key| endpoint.tags.get(key));
            tag.is_some_and(|value| one(value))
        }
    }
}

/// EC2's wildcard: `*` stands for anything.
pub(super) fn matches(pattern: &str, value: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == value,
        Some((start, rest)) => value.strip_prefix(start).is_some_and(|value| {
            value
                .char_indices()
                .map(|(place, _)| place)
                .chain([value.len()])
                .any(|place| matches(rest, &value[place..]))
        }),
    }
}

fn item(endpoint: &VpcEndpointView, view: &Ec2StateView, state: &State) -> String {
    let mut xml = String::new();
    let private_names = endpoint.private_dns_enabled.unwrap_or_default();
    for (name, value) in [
        ("vpcEndpointId", endpoint.endpoint_id.as_str()),
        ("vpcEndpointType", &endpoint.endpoint_type),
        ("vpcId", &endpoint.vpc_id),
        ("serviceName", &endpoint.service_name),
        ("state", &state.now),
        ("privateDnsEnabled", if private_names { "true" } else { "false" }),
        ("requesterManaged", "false"),
        ("ownerId", ACCOUNT),
        ("creationTimestamp", &date_time(state.made_at)),
        ("ipAddressType", &state.ip_address_type),
    ] {
        let _ = write!(xml, "<{name}>{}</{name}>", escape(value));
    }
    if let Some(policy) = &endpoint.policy_document {
        let _ = write!(xml, "<policyDocument>{}</policyDocument>", escape(policy));
    }
    set(&mut xml, "routeTableIdSet", endpoint.route_table_ids.iter().map(|id| escape(id)));
    set(&mut xml, "subnetIdSet", endpoint.subnet_ids.iter().map(|id| escape(id)));
    let group = |id: &String| {
        let name = view.security_groups.get(id).map_or("", |group| &group.group_name);
        format!("<groupId>{}</groupId><groupName>{}</groupName>", escape(id), escape(name))
    };
    set(&mut xml, "groupSet", endpoint.security_group_ids.iter().map(group));
    let number = endpoint.endpoint_id.trim_start_matches("vpce-");
    let interfaces = endpoint.subnet_ids.iter().enumerate().map(|(place, _)| format!("eni-{place}{}", &number[1..]));
    set(&mut xml, "networkInterfaceIdSet", interfaces);
    let region_and_name = endpoint.service_name.trim_start_matches("com.amazonaws.");
    let (region, name) = region_and_name.split_once('.').unwrap_or_default();
    let dns = (endpoint.endpoint_type == "Interface")
        .then(|| format!("<dnsName>{}-{number}.{name}.{region}.vpce.amazonaws.com</dnsName>", endpoint.endpoint_id));
    set(&mut xml, "dnsEntrySet", dns.into_iter());
    let tags: BTreeMap<_, _> = endpoint.tags.iter().collect();
    let tag = |(key, value): (&String, &String)| format!("<key>{}</key><value>{}</value>", escape(key), escape(value));
    set(&mut xml, "tagSet", tags.into_iter().map(tag));
    xml
}

fn set(xml: &mut String, name: &str, items: impl Iterator<Item = String>) {
    let _ = write!(xml, "<{name}>");
    for item in items {
        let _ = write!(xml, "<item>{item}</item>");
    }
    let _ = write!(xml, "</{name}>");
}

/// `DescribeVpcEndpointServices`: names and whether they are reached by an interface or a gateway.
pub(super) fn services(form: &Form, region: &str) -> MockResponse {
    let asked = list(form, "ServiceName");
    let names: Vec<String> = SERVICES
        .iter()
        .map(|name| format!("com.amazonaws.{region}.{name}"))
        .filter(|name| asked.is_empty() || asked.contains(&name.as_str()))
        .collect();
    let mut xml = String::new();
    set(&mut xml, "serviceNameSet", names.iter().cloned());
    let detail = |name: &String| {
        let kind = match name.rsplit('.').next() {
            Some("s3" | "dynamodb") => "Gateway",
            _ => "Interface",
        };
        format!(
            "<serviceName>{name}</serviceName><serviceType><item><serviceType>{kind}</serviceType></item></serviceType>\
             <owner>amazon</owner><acceptanceRequired>false</acceptanceRequired>"
        )
    };
    set(&mut xml, "serviceDetailSet", names.iter().map(detail));
    answer("DescribeVpcEndpointServices", &xml)
}

pub(super) fn answer(operation: &str, inner: &str) -> MockResponse {
    xml_answer(
        200,
        format!(
            "<{operation}Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>{}</requestId>{inner}\
             </{operation}Response>",
            uuid::Uuid::new_v4()
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_stand_for_anything() {
        assert!(matches("com.amazonaws.*.apprunner.*", "com.amazonaws.eu-west-1.apprunner.requests"));
        assert!(matches("*", ""));
        assert!(!matches("com.*.s3", "com.amazonaws.eu-west-1.s3.x"));
        assert!(!matches("s3", "s33"));
    }
}
