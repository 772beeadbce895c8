//! Owns the corrections of EC2: VPC endpoints are shown whole (`endpoints`) and come and go in time
//! (`endpoint_states`), rules that name groups are kept right (`rules`), network interfaces are those of everything that
//! has some (`interfaces`), subnets say their zone's id, prefix lists are of the Region, a route to a NAT gateway says that it is one, and errors have the
//! form that EC2 alone uses.

use std::collections::BTreeMap;

use bytes::Bytes;
use winterbaume_core::{MockRequest, MockResponse};
use winterbaume_ec2::views::SubnetView;
use winterbaume_ec2::{Ec2Service, Ec2StateView};

use super::endpoint_states::States;
use super::{Seeded, Tempo, endpoints, filters, groups, interfaces, rules};
use crate::apprunner::Made;
use crate::seed::networks;
use crate::wire::{Dialect, Refusal, form, unescape};

pub(crate) struct Ec2 {
    pub(super) inner: Seeded<Ec2Service>,
    tempo: Tempo,
}

/// What App Runner must know about a Region's network, by id.
#[derive(Debug, Default)]
pub(crate) struct Network {
    pub(crate) subnets: BTreeMap<String, Subnet>,
    pub(crate) groups: BTreeMap<String, Group>,
    pub(crate) endpoints: BTreeMap<String, Endpoint>,
}

#[derive(Debug)]
pub(crate) struct Subnet {
    pub(crate) vpc: String,
    pub(crate) zone_id: String,
    pub(crate) has_ipv6: bool,
}

#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) vpc: String,
    pub(crate) name: String,
}

#[derive(Debug)]
pub(crate) struct Endpoint {
    pub(crate) vpc: String,
    pub(crate) service: String,
}

impl Ec2 {
    pub(super) fn new(tempo: Tempo, extra_subnets: usize) -> Self {
        Self { inner: Seeded::new(Ec2Service::new(), "ec2", networks(extra_subnets)), tempo }
    }

    pub(super) async fn handle(&self, region: &str, operation: &str, mut request: MockRequest) -> MockResponse {
        let input = form(&request.body);
        self.advance(region, operation == "DescribeVpcEndpoints").await;
        let states = self.states(region);
        match operation {
            "DescribeVpcEndpointServices" => return endpoints::services(&input, region),
            "DescribeVpcEndpoints" => {
                let view = Box::pin(self.inner.view(region)).await;
                let answer = endpoints::described(&input, &view, |id| states.of(id));
                return answer.unwrap_or_else(|refusal| Dialect::Ec2.refusal(&refusal));
            }
            "DeleteVpcEndpoints" => return states.delete(&input, &Box::pin(self.inner.view(region)).await),
            "AuthorizeSecurityGroupIngress" | "RevokeSecurityGroupIngress" => {
                if let Some(answer) = Box::pin(self.change_rules(region, operation, &input)).await {
                    return answer;
                }
            }
            "ModifyVpcEndpoint" => return Box::pin(self.change_endpoint(region, &input)).await,
            "CreateSecurityGroup" => return Box::pin(self.create_group(region, &input, request)).await,
            "CreateVpcEndpoint" => return Box::pin(self.create_endpoint(region, &input, request)).await,
            _ => {}
        }
        match Box::pin(self.spelled_out(region, operation, &input)).await {
            Ok(body) => request.body = body.unwrap_or(request.body),
            Err(refusal) => return Dialect::Ec2.refusal(&refusal),
        }
        let mut answer = self.inner.ask(region, request).await;
        if answer.status >= 400 {
            return error(&answer);
        }
        match operation {
            "DescribeSubnets" => {
                let zones = self.zone_ids(region).await;
                answer.body = with_zone_ids(&String::from_utf8_lossy(&answer.body), &zones);
            }
            "DescribeAvailabilityZones" => {
                answer.body = with_short_region(&String::from_utf8_lossy(&answer.body), region);
            }
            "DescribePrefixLists" => {
                let text = String::from_utf8_lossy(&answer.body);
                answer.body =
                    Bytes::from(text.replace("com.amazonaws.us-east-1.", &format!("com.amazonaws.{region}.")));
            }
            "CreateSubnet" => Box::pin(self.count_addresses(region, &answer)).await,
            "DescribeRouteTables" => answer.body = with_nat_gateways(&String::from_utf8_lossy(&answer.body)),
            _ => {}
        }
        answer
    }

    /// A new subnet has the addresses of its block, but for the five that AWS keeps.
    async fn count_addresses(&self, region: &str, answer: &MockResponse) {
        let id = elements(&String::from_utf8_lossy(&answer.body), "subnetId").next().unwrap_or_default();
        let mut view = Box::pin(self.inner.view(region)).await;
        let Some(subnet) = view.subnets.get_mut(&id) else { return };
        let prefix = subnet.cidr_block.split('/').nth(1).and_then(|length| length.parse::<u32>().ok());
        let all = prefix.and_then(|prefix| 1_i64.checked_shl(32_u32.saturating_sub(prefix)));
        if let Some(all) = all {
            subnet.available_ip_address_count = all - 5;
            Box::pin(self.inner.put(region, view)).await;
        }
    }

    async fn create_group(&self, region: &str, input: &BTreeMap<String, String>, request: MockRequest) -> MockResponse {
        if let Err(refusal) = groups::check(input, &Box::pin(self.inner.view(region)).await) {
            return Dialect::Ec2.refusal(&refusal);
        }
        let answer = self.inner.ask(region, request).await;
        if answer.status >= 400 {
            return error(&answer);
        }
        let id = elements(&String::from_utf8_lossy(&answer.body), "groupId").next().unwrap_or_default();
        let mut view = Box::pin(self.inner.view(region)).await;
        groups::complete(&id, input, &mut view);
        Box::pin(self.inner.put(region, view)).await;
        answer
    }

    /// Deletes a security group, unless something bears it or names it.
    pub(crate) async fn delete_group(&self, region: &str, request: MockRequest, made: &[Made]) -> MockResponse {
        let view = Box::pin(self.inner.view(region)).await;
        match groups::check_unused(&form(&request.body), &view, made) {
            Ok(()) => Box::pin(self.handle(region, "DeleteSecurityGroup", request)).await,
            Err(refusal) => Dialect::Ec2.refusal(&refusal),
        }
    }

    /// The network interfaces, with those that App Runner made.
    pub(crate) async fn interfaces(&self, region: &str, request: MockRequest, made: &[Made]) -> MockResponse {
        self.advance(region, false).await;
        let view = Box::pin(self.inner.view(region)).await;
        let answer = interfaces::described(&form(&request.body), &view, made);
        answer.unwrap_or_else(|refusal| Dialect::Ec2.refusal(&refusal))
    }

    /// Changes the rules of a group; `None` for a request that is left to the stand-in.
    async fn change_rules(
        &self,
        region: &str,
        operation: &str,
        input: &BTreeMap<String, String>,
    ) -> Option<MockResponse> {
        let mut view = self.inner.view(region).await;
        match rules::changed(operation, input, &mut view)? {
            Ok(answer) => {
                Box::pin(self.inner.put(region, view)).await;
                Some(answer)
            }
            Err(refusal) => Some(Dialect::Ec2.refusal(&refusal)),
        }
    }

    async fn spelled_out(
        &self,
        region: &str,
        operation: &str,
        input: &BTreeMap<String, String>,
    ) -> Result<Option<Bytes>, Refusal> {
        if !filters::concern(operation) {
            return Ok(None);
        }
        let zones = self.zone_ids(region).await.into_iter().collect();
        filters::spelled_out(operation, input, &zones, &self.inner.view(region).await)
    }

    async fn create_endpoint(
        &self,
        region: &str,
        input: &BTreeMap<String, String>,
        request: MockRequest,
    ) -> MockResponse {
        let view = self.inner.view(region).await;
        let states = self.states(region);
        match states.repeated(input, &view) {
            Ok(Some(answer)) => return answer,
            Ok(None) => {}
            Err(refusal) => return Dialect::Ec2.refusal(&refusal),
        }
        if let Err(refusal) = endpoints::check(input, region, &view) {
            return Dialect::Ec2.refusal(&refusal);
        }
        let answer = self.inner.ask(region, request).await;
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        let id = elements(&text, "vpcEndpointId").next().unwrap_or_default();
        let made = self.inner.view(region).await.vpc_endpoints.remove(&id);
        let Some(mut endpoint) = made.filter(|_| answer.status == 200) else { return error(&answer) };
        endpoints::complete(&mut endpoint, input, &view);
        let answer = endpoints::created(&endpoint, &view, &states.made(input, &endpoint));
        let vpc_endpoints = std::iter::once((id, endpoint)).collect();
        Box::pin(self.inner.add(region, Ec2StateView { vpc_endpoints, ..Ec2StateView::default() })).await;
        answer
    }

    async fn change_endpoint(&self, region: &str, input: &BTreeMap<String, String>) -> MockResponse {
        let mut view = Box::pin(self.inner.view(region)).await;
        let states = self.states(region);
        let id = input.get("VpcEndpointId").cloned().unwrap_or_default();
        let endpoint = match endpoints::changed(input, &view, &states.of(&id)) {
            Ok(endpoint) => endpoint,
            Err(refusal) => return Dialect::Ec2.refusal(&refusal),
        };
        if view.vpc_endpoints.get(&id).is_none_or(|before| before.subnet_ids != endpoint.subnet_ids) {
            states.moves(&id);
        }
        view.vpc_endpoints.insert(id, endpoint);
        Box::pin(self.inner.put(region, view)).await;
        endpoints::modified()
    }

    fn states<'a>(&'a self, region: &'a str) -> States<'a> {
        States { tempo: &self.tempo, region }
    }

    /// Lets endpoints come and go. `read` says whether they are being looked at.
    async fn advance(&self, region: &str, read: bool) {
        let gone = self.states(region).advance(read);
        if !gone.is_empty() {
            let mut view = Box::pin(self.inner.view(region)).await;
            view.vpc_endpoints.retain(|id, _| !gone.contains(id));
            Box::pin(self.inner.put(region, view)).await;
        }
    }

    pub(crate) async fn network(&self, region: &str) -> Network {
        self.advance(region, false).await;
        let states = self.states(region);
        let zones: BTreeMap<String, String> = self.zone_ids(region).await.into_iter().collect();
        let view = Box::pin(self.inner.view(region)).await;
        let subnet = |subnet: SubnetView| Subnet {
            zone_id: zones.get(&subnet.availability_zone).cloned().unwrap_or_default(),
            has_ipv6: !subnet.ipv6_cidr_blocks.is_empty(),
            vpc: subnet.vpc_id,
        };
        Network {
            subnets: view.subnets.into_iter().map(|(id, found)| (id, subnet(found))).collect(),
            groups: view
                .security_groups
                .into_iter()
                .map(|(id, group)| (id, Group { vpc: group.vpc_id, name: group.group_name }))
                .collect(),
            endpoints: view
                .vpc_endpoints
                .into_iter()
                .filter(|(id, _)| !states.of(id).is_going())
                .map(|(id, endpoint)| (id, Endpoint { vpc: endpoint.vpc_id, service: endpoint.service_name }))
                .collect(),
        }
    }

    /// Zone names with their ids, as the stand-in itself tells them.
    async fn zone_ids(&self, region: &str) -> Vec<(String, String)> {
        let body = Bytes::from_static(b"Action=DescribeAvailabilityZones&Version=2016-11-15");
        let request = MockRequest { method: "POST".into(), uri: "/".into(), headers: http::HeaderMap::new(), body };
        let answer = self.inner.ask(region, request).await;
        let body = with_short_region(&String::from_utf8_lossy(&answer.body), region);
        let text = String::from_utf8_lossy(&body).into_owned();
        elements(&text, "zoneName").zip(elements(&text, "zoneId")).collect()
    }
}

fn error(answer: &MockResponse) -> MockResponse {
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let part = |name| elements(&text, name).next().map(|text| unescape(&text)).unwrap_or_default();
    Dialect::Ec2.error(answer.status, &part("Code"), &part("Message"))
}

fn elements<'a>(xml: &'a str, name: &'a str) -> impl Iterator<Item = String> + 'a {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let parts: Vec<&str> = xml.split(open.as_str()).skip(1).collect();
    parts.into_iter().filter_map(move |part| part.split_once(close.as_str()).map(|(text, _)| text.to_owned()))
}

fn with_zone_ids(xml: &str, zones: &[(String, String)]) -> Bytes {
    let corrected =
        zones.iter().filter(|_| !xml.contains("<availabilityZoneId>")).fold(xml.to_owned(), |xml, (name, id)| {
            let zone = format!("<availabilityZone>{name}</availabilityZone>");
            xml.replace(&zone, &format!("{zone}<availabilityZoneId>{id}</availabilityZoneId>"))
        });
    Bytes::from(corrected)
}

/// A zone's id begins with the Region in short: `use1-az1`, `apne1-az1`.
fn with_short_region(xml: &str, region: &str) -> Bytes {
    let mut parts = xml.split("<zoneId>");
    let mut corrected = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let number = part.split_once("-az").map_or(part, |(_, rest)| rest);
        corrected.push_str("<zoneId>");
        corrected.push_str(&short_region(region));
        corrected.push_str("-az");
        corrected.push_str(number);
    }
    Bytes::from(corrected)
}

fn short_region(region: &str) -> String {
    let parts: Vec<&str> = region.split('-').collect();
    let [area, direction, number] = parts[..] else { return region.to_owned() };
    let letters: String = ["north", "south", "central", "east", "west"]
        .iter()
        .filter(|name| direction.contains(*name))
        .filter_map(|name| name.chars().next())
        .collect();
    format!("{area}{letters}{number}")
}

fn with_nat_gateways(xml: &str) -> Bytes {
    let mut parts = xml.split("<gatewayId>nat-");
    let mut corrected = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        corrected.push_str("<natGatewayId>nat-");
        corrected.push_str(&part.replacen("</gatewayId>", "</natGatewayId>", 1));
    }
    Bytes::from(corrected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_large_network_fits_beside_the_others() {
        let view = Box::pin(Ec2::new(Tempo::default(), 1000).inner.view("eu-west-1")).await;
        let large: Vec<_> = view.subnets.values().filter(|subnet| subnet.vpc_id.starts_with("vpc-0c0c")).collect();
        assert_eq!((large.len(), view.subnets.len()), (256, 267));
        assert!(large.iter().all(|subnet| subnet.availability_zone.starts_with("eu-west-1")));
        assert_eq!(view.nat_gateways.len(), 2);
    }

    #[tokio::test]
    async fn the_seed_fits() {
        let view = Box::pin(Ec2::new(Tempo::default(), 0).inner.view("eu-west-1")).await;
        assert_eq!((view.vpcs.len(), view.subnets.len(), view.route_tables.len()), (2, 11, 5));
        assert!(view.subnets.values().any(|subnet| subnet.cidr_block == "10.0.21.0/24"));
    }

    #[tokio::test]
    async fn errors_have_the_form_of_ec2() {
        let body = Bytes::from_static(b"Action=DeleteSubnet&SubnetId=subnet-0");
        let request = MockRequest { method: "POST".into(), uri: "/".into(), headers: http::HeaderMap::new(), body };
        let answer = Ec2::new(Tempo::default(), 0).handle("eu-west-1", "DeleteSubnet", request).await;
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        assert!(text.starts_with("<Response><Errors><Error><Code>InvalidSubnetID.NotFound</Code>"), "{text}");
    }

    #[test]
    fn zones_have_the_ids_of_aws() {
        for (region, short) in [("us-east-1", "use1"), ("ap-northeast-1", "apne1"), ("eu-central-1", "euc1")] {
            assert_eq!(short_region(region), short);
        }
        assert_eq!(with_short_region("<zoneId>x-az2</zoneId>", "us-east-1"), "<zoneId>use1-az2</zoneId>");
    }

    #[test]
    fn a_route_to_a_nat_gateway_says_so() {
        let xml = "<item><gatewayId>local</gatewayId></item><item><gatewayId>nat-1</gatewayId></item>";
        assert_eq!(
            with_nat_gateways(xml),
            "<item><gatewayId>local</gatewayId></item><item><natGatewayId>nat-1</natGatewayId></item>"
        );
    }
}
