//! Interface endpoints for the requests to private services of App Runner.

use ard_core::draft::{IpAddressType, Pair};
use ard_core::spec::{EndpointChange, EndpointPlace, EndpointSpec};
use ard_core::vpc::{self, InterfaceEndpoint};
use aws_sdk_ec2::types::{
    Filter, IpAddressType as EndpointAddresses, ResourceType, SecurityGroupIdentifier, State, Tag, TagSpecification,
    VpcEndpoint, VpcEndpointType,
};

use super::{Ec2, call, name};
use crate::Answer;
use crate::classify::{absent_is_done, absent_is_none};

/// How far an interface endpoint is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndpointState {
    /// It can be used.
    Available,
    /// It is being made, or changed.
    Moving,
    /// It could not be made, or was refused.
    Failed,
    /// It is gone, or going.
    Gone,
}

/// An interface endpoint as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointNow {
    /// How far it is.
    pub state: EndpointState,
    /// Where it is.
    pub place: EndpointPlace,
}

impl EndpointNow {
    fn gone() -> Self {
        let place = EndpointPlace { subnets: Vec::new(), security_groups: Vec::new() };
        Self { state: EndpointState::Gone, place }
    }

    fn of(endpoint: VpcEndpoint) -> Self {
        let state = state(endpoint.state());
        Self { state, place: place(endpoint.subnet_ids, endpoint.groups) }
    }
}

fn place(subnets: Option<Vec<String>>, groups: Option<Vec<SecurityGroupIdentifier>>) -> EndpointPlace {
    let groups = groups.unwrap_or_default().into_iter();
    EndpointPlace {
        subnets: subnets.unwrap_or_default(),
        security_groups: groups.filter_map(|group| group.group_id).collect(),
    }
}

impl Ec2 {
    /// The interface endpoints for App Runner's requests in the Region, by name.
    pub async fn endpoints(&self, region: &str) -> Answer<Vec<InterfaceEndpoint>> {
        let service = filter("service-name", &vpc::requests_service(region));
        let mut endpoints: Vec<InterfaceEndpoint> =
            self.described(service).await?.into_iter().filter_map(from_sdk).collect();
        endpoints.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        Ok(endpoints)
    }

    /// The id of the endpoint that bears a tag, and is not going.
    pub async fn tagged_endpoint(&self, tag: &Pair) -> Answer<Option<String>> {
        let found = self.described(filter(&format!("tag:{}", tag.name), &tag.value)).await?;
        let standing = found.into_iter().find(|endpoint| state(endpoint.state.as_ref()) != EndpointState::Gone);
        Ok(standing.and_then(|endpoint| endpoint.vpc_endpoint_id))
    }

    /// How an endpoint is now; one that is gone is so nowhere.
    pub async fn endpoint_now(&self, id: &str) -> Answer<EndpointNow> {
        let call = call("DescribeVpcEndpoints");
        let answer = match self.client.describe_vpc_endpoints().vpc_endpoint_ids(id).send().await {
            Ok(answer) => answer,
            Err(error) => {
                return absent_is_none(call.fault(&error)).map(|found| found.unwrap_or_else(EndpointNow::gone));
            }
        };
        Ok(answer.vpc_endpoints.unwrap_or_default().into_iter().next().map_or_else(EndpointNow::gone, EndpointNow::of))
    }

    /// Begins to give an endpoint other subnets and security groups.
    pub async fn change_endpoint(&self, id: &str, change: EndpointChange) -> Answer<()> {
        let call = call("ModifyVpcEndpoint");
        let some = |ids: Vec<String>| Some(ids).filter(|ids| !ids.is_empty());
        let request = self
            .write
            .modify_vpc_endpoint()
            .vpc_endpoint_id(id)
            .set_add_subnet_ids(some(change.add_subnets))
            .set_remove_subnet_ids(some(change.remove_subnets))
            .set_add_security_group_ids(some(change.add_groups))
            .set_remove_security_group_ids(some(change.remove_groups));
        request.send().await.map(drop).map_err(|error| call.fault(&error))
    }

    /// Begins to make an interface endpoint for App Runner's requests, tagged; answers its id. A repeated call of the
    /// same plan answers the same endpoint.
    pub async fn create_endpoint(&self, spec: &EndpointSpec, region: &str, tag: &Pair) -> Answer<String> {
        let call = call("CreateVpcEndpoint");
        let tags = spec
            .all_tags()
            .iter()
            .chain([tag])
            .map(|tag| Tag::builder().key(&tag.name).value(&tag.value).build())
            .collect();
        let groups = Some(spec.security_groups.clone()).filter(|groups| !groups.is_empty());
        let request = self
            .write
            .create_vpc_endpoint()
            .vpc_endpoint_type(VpcEndpointType::Interface)
            .vpc_id(&spec.vpc)
            .service_name(vpc::requests_service(region))
            .set_subnet_ids(Some(spec.subnets.clone()))
            .set_security_group_ids(groups)
            .ip_address_type(match spec.ip_address_type {
                IpAddressType::Ipv4 => EndpointAddresses::Ipv4,
                IpAddressType::DualStack => EndpointAddresses::Dualstack,
            })
            // The name that clients call is the ingress connection's own. (AWS's CDK has it off too.)
            .private_dns_enabled(false)
            .client_token(&tag.value)
            .tag_specifications(
                TagSpecification::builder().resource_type(ResourceType::VpcEndpoint).set_tags(Some(tags)).build(),
            );
        let answer = request.send().await.map_err(|error| call.fault(&error))?;
        answer.vpc_endpoint.and_then(|made| made.vpc_endpoint_id).ok_or_else(|| call.unreadable())
    }

    /// Begins to delete an endpoint; one that is not there counts as deleted. EC2 answers success with a list of what
    /// it did not delete.
    pub async fn delete_endpoint(&self, id: &str) -> Answer<()> {
        let call = call("DeleteVpcEndpoints");
        let request = self.write.delete_vpc_endpoints().vpc_endpoint_ids(id);
        let answer = match request.send().await {
            Ok(answer) => answer,
            Err(error) => return absent_is_done(Err(call.fault(&error))),
        };
        let refusal = answer.unsuccessful.unwrap_or_default().into_iter().find_map(|item| item.error);
        match refusal {
            None => Ok(()),
            Some(error) => {
                absent_is_done(Err(call.refused(error.code.unwrap_or_default(), error.message.unwrap_or_default())))
            }
        }
    }

    async fn described(&self, filter: Filter) -> Answer<Vec<VpcEndpoint>> {
        let call = call("DescribeVpcEndpoints");
        let mut pages = self.client.describe_vpc_endpoints().filters(filter).into_paginator().items().send();
        let mut endpoints = Vec::new();
        while let Some(endpoint) = pages.next().await {
            endpoints.push(endpoint.map_err(|error| call.fault(&error))?);
        }
        Ok(endpoints)
    }
}

pub(super) fn filter(name: &str, value: &str) -> Filter {
    Filter::builder().name(name).values(value).build()
}

fn from_sdk(endpoint: VpcEndpoint) -> Option<InterfaceEndpoint> {
    let state = state(endpoint.state());
    if state == EndpointState::Gone {
        return None;
    }
    let name = name(endpoint.tags());
    let EndpointPlace { subnets, security_groups } = place(endpoint.subnet_ids, endpoint.groups);
    Some(InterfaceEndpoint {
        id: endpoint.vpc_endpoint_id?,
        name,
        vpc: endpoint.vpc_id?,
        subnets,
        security_groups,
        is_available: state == EndpointState::Available,
    })
}

/// EC2 answers states in lower case, though its model has them capitalised.
pub(super) fn state(state: Option<&State>) -> EndpointState {
    match state.map(|state| state.as_str().to_ascii_lowercase()).as_deref() {
        Some("available") => EndpointState::Available,
        Some("failed" | "rejected" | "expired" | "partial") => EndpointState::Failed,
        Some("deleting" | "deleted") | None => EndpointState::Gone,
        Some(_) => EndpointState::Moving,
    }
}
