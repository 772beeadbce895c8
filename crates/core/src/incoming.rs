//! The ways into private services, as things of their own: the interface endpoints, who is reached by each, and where custom
//! domains lead to.

use serde::{Deserialize, Serialize};

use crate::arn::Arn;
use crate::draft::IpAddressType;
use crate::service::{IngressInUse, IngressStatus};
use crate::spec::{EndpointPlace, EndpointSpec};
use crate::vpc::InterfaceEndpoint;

/// The custom domains of a private service, and where they lead to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PrivateDomains {
    /// Their names.
    pub names: Vec<String>,
    /// What the names are to be aliases (CNAME) of, in the DNS of each VPC.
    pub targets: Vec<DomainTarget>,
}

/// What a custom domain is to be an alias of in a VPC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct DomainTarget {
    /// Id of the VPC.
    pub vpc: String,
    /// The host, without scheme.
    pub host: String,
}

/// The interface endpoints for App Runner's requests in a Region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct EndpointsView {
    /// By name.
    pub endpoints: Vec<EndpointRow>,
}

/// An interface endpoint with the services that it leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct EndpointRow {
    /// The endpoint.
    pub endpoint: InterfaceEndpoint,
    /// The services, by name.
    pub users: Vec<EndpointUser>,
}

/// An interface endpoint that a person asks for, by itself or in the place of how it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct EndpointDraft {
    /// Id of the one that is changed; nothing for a new one.
    pub changes: Option<String>,
    /// The value of its tag `Name`, of a new one; empty for none.
    pub name: String,
    /// Id of the VPC.
    pub vpc: String,
    /// Ids of its subnets.
    pub subnets: Vec<String>,
    /// Ids of its security groups; of a new one none takes the VPC's own.
    pub security_groups: Vec<String>,
}

impl EndpointDraft {
    /// Where it is to be.
    pub fn place(&self) -> EndpointPlace {
        EndpointPlace { subnets: self.subnets.clone(), security_groups: self.security_groups.clone() }
    }

    /// What is made of a new one. A service with addresses of IPv6 is reached by it over IPv4.
    pub fn spec(&self) -> EndpointSpec {
        EndpointSpec {
            name: Some(self.name.trim().to_owned()).filter(|name| !name.is_empty()),
            vpc: self.vpc.clone(),
            subnets: self.subnets.clone(),
            security_groups: self.security_groups.clone(),
            ip_address_type: IpAddressType::Ipv4,
            tags: Vec::new(),
        }
    }
}

/// A private service that an interface endpoint leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct EndpointUser {
    /// Service name.
    pub name: String,
    /// Service ARN.
    pub arn: String,
    /// How far the way to it is.
    pub status: IngressStatus,
    /// The host by which clients of the VPC reach it, without scheme.
    pub host: Option<String>,
}

impl EndpointUser {
    /// The service that a VPC ingress connection leads to.
    pub fn of(ingress: &IngressInUse) -> Self {
        let IngressInUse { service, status, host, .. } = ingress.clone();
        // `service/NAME/ID`
        let name = Arn::parse(&service).and_then(|arn| arn.resource.split('/').nth(1).map(str::to_owned));
        Self { name: name.unwrap_or_else(|| service.clone()), arn: service, status, host }
    }
}
