//! Owns the corrections of EC2: subnets say their zone's id, a route to a NAT gateway says that it is one, and errors
//! have the form that EC2 alone uses.

use bytes::Bytes;
use winterbaume_core::{MockRequest, MockResponse};
use winterbaume_ec2::Ec2Service;

use super::Seeded;
use crate::wire::{Dialect, unescape};

pub(super) struct Ec2(Seeded<Ec2Service>);

impl Ec2 {
    pub(super) fn new() -> Self {
        Self(Seeded::new(Ec2Service::new(), "ec2", include_str!("../seed/ec2.json")))
    }

    pub(super) async fn handle(&self, region: &str, operation: &str, request: MockRequest) -> MockResponse {
        let mut answer = self.0.ask(region, request.clone()).await;
        if answer.status >= 400 {
            return error(&answer);
        }
        match operation {
            "DescribeSubnets" => {
                let zones = self.zone_ids(region, request).await;
                answer.body = with_zone_ids(&String::from_utf8_lossy(&answer.body), &zones);
            }
            "DescribeRouteTables" => answer.body = with_nat_gateways(&String::from_utf8_lossy(&answer.body)),
            _ => {}
        }
        answer
    }

    /// Zone names with their ids, as the stand-in itself tells them.
    async fn zone_ids(&self, region: &str, mut request: MockRequest) -> Vec<(String, String)> {
        request.body = Bytes::from_static(b"Action=DescribeAvailabilityZones&Version=2016-11-15");
        let answer = self.0.ask(region, request).await;
        let text = String::from_utf8_lossy(&answer.body).into_owned();
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
    async fn the_seed_fits() {
        let view = Box::pin(Ec2::new().0.view("eu-west-1")).await;
        assert_eq!((view.vpcs.len(), view.subnets.len(), view.route_tables.len()), (2, 11, 5));
        assert!(view.subnets.values().any(|subnet| subnet.cidr_block == "10.0.21.0/24"));
    }

    #[tokio::test]
    async fn errors_have_the_form_of_ec2() {
        let body = Bytes::from_static(b"Action=DeleteSubnet&SubnetId=subnet-0");
        let request = MockRequest { method: "POST".into(), uri: "/".into(), headers: http::HeaderMap::new(), body };
        let answer = Ec2::new().handle("eu-west-1", "DeleteSubnet", request).await;
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        assert!(text.starts_with("<Response><Errors><Error><Code>InvalidSubnetID.NotFound</Code>"), "{text}");
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
