//! The ways from VPCs to private services: VPC ingress connections.

use ard_core::draft::Pair;
use ard_core::incoming::{DomainTarget, PrivateDomains};
use ard_core::service::{IngressInUse, IngressStatus};
use ard_core::spec::IngressSpec;
use aws_sdk_apprunner::types;

use super::{AppRunner, call, to_sdk};
use crate::Answer;
use crate::classify::{absent_is_done, absent_is_none};

impl AppRunner {
    /// The name and the ARN of each VPC ingress connection, or of those to one service.
    pub async fn ingresses(&self, service: Option<&str>) -> Answer<Vec<(String, String)>> {
        let call = call("ListVpcIngressConnections");
        let filter = service.map(|arn| types::ListVpcIngressConnectionsFilter::builder().service_arn(arn).build());
        let mut pages = self.read.list_vpc_ingress_connections().set_filter(filter).into_paginator().send();
        let mut found = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| call.fault(&error))?;
            let arns = page.vpc_ingress_connection_summary_list.into_iter();
            found.extend(arns.filter_map(|summary| summary.vpc_ingress_connection_arn).map(|arn| (name(&arn), arn)));
        }
        Ok(found)
    }

    /// A VPC ingress connection; `None` when there is none.
    pub async fn ingress(&self, arn: &str) -> Answer<Option<IngressInUse>> {
        let call = call("DescribeVpcIngressConnection");
        let answer = match self.read.describe_vpc_ingress_connection().vpc_ingress_connection_arn(arn).send().await {
            Ok(answer) => answer,
            Err(error) => return absent_is_none(call.fault(&error)),
        };
        let found = answer.vpc_ingress_connection.ok_or_else(|| call.unreadable())?;
        let place = found.ingress_vpc_configuration;
        Ok(Some(IngressInUse {
            arn: arn.to_owned(),
            name: found.vpc_ingress_connection_name.unwrap_or_default(),
            status: IngressStatus::from_api(found.status.as_ref().map_or("", |status| status.as_str())),
            service: found.service_arn.unwrap_or_default(),
            host: found.domain_name.filter(|host| !host.is_empty()),
            vpc: place.as_ref().and_then(|place| place.vpc_id.clone()).unwrap_or_default(),
            endpoint: place.and_then(|place| place.vpc_endpoint_id).unwrap_or_default(),
        }))
    }

    /// The custom domains of a service, and what they are to be aliases of in VPCs.
    pub async fn private_domains(&self, service: &str) -> Answer<PrivateDomains> {
        let call = call("DescribeCustomDomains");
        let mut pages = self.read.describe_custom_domains().service_arn(service).into_paginator().send();
        let mut found = PrivateDomains::default();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| call.fault(&error))?;
            found.names.extend(page.custom_domains.into_iter().map(|domain| domain.domain_name));
            for target in page.vpc_dns_targets {
                if let (Some(vpc), Some(host)) = (target.vpc_id, target.domain_name) {
                    let target = DomainTarget { vpc, host };
                    if !found.targets.contains(&target) {
                        found.targets.push(target);
                    }
                }
            }
        }
        Ok(found)
    }

    /// Begins to make a VPC ingress connection, tagged; answers its ARN.
    pub async fn create_ingress(&self, spec: &IngressSpec, to: IngressEnds<'_>, tag: &Pair) -> Answer<String> {
        let call = call("CreateVpcIngressConnection");
        let place = types::IngressVpcConfiguration::builder().vpc_id(&spec.vpc).vpc_endpoint_id(to.endpoint);
        let request = self
            .write
            .create_vpc_ingress_connection()
            .service_arn(to.service)
            .vpc_ingress_connection_name(&spec.name)
            .ingress_vpc_configuration(place.build())
            .tags(to_sdk::tag(tag));
        let made = request.send().await.map_err(|error| call.fault(&error))?.vpc_ingress_connection;
        made.and_then(|made| made.vpc_ingress_connection_arn).ok_or_else(|| call.unreadable())
    }

    /// Begins to lead a VPC ingress connection through another interface endpoint.
    pub async fn move_ingress(&self, arn: &str, vpc: &str, endpoint: &str) -> Answer<()> {
        let call = call("UpdateVpcIngressConnection");
        let place = types::IngressVpcConfiguration::builder().vpc_id(vpc).vpc_endpoint_id(endpoint);
        let request = self
            .write
            .update_vpc_ingress_connection()
            .vpc_ingress_connection_arn(arn)
            .ingress_vpc_configuration(place.build());
        request.send().await.map(drop).map_err(|error| call.fault(&error))
    }

    /// Begins to delete a VPC ingress connection; one that is not there counts as deleted.
    pub async fn delete_ingress(&self, arn: &str) -> Answer<()> {
        let call = call("DeleteVpcIngressConnection");
        let request = self.write.delete_vpc_ingress_connection().vpc_ingress_connection_arn(arn);
        absent_is_done(request.send().await.map(drop).map_err(|error| call.fault(&error)))
    }
}

/// What a VPC ingress connection joins.
#[derive(Debug, Clone, Copy)]
pub struct IngressEnds<'a> {
    /// ARN of the service.
    pub service: &'a str,
    /// Id of the interface endpoint.
    pub endpoint: &'a str,
}

/// The name in an ARN: `…:vpcingressconnection/name/id`.
fn name(arn: &str) -> String {
    arn.split('/').nth(1).unwrap_or_default().to_owned()
}
