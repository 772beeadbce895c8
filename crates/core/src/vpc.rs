//! The networks of an account, as far as a VPC connector is chosen from them.

use serde::{Deserialize, Serialize};

use crate::spec::EndpointPlace;

/// A VPC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Vpc {
    /// Id.
    pub id: String,
    /// The value of its tag `Name`.
    pub name: Option<String>,
    /// Primary address range, in CIDR form.
    pub cidr: String,
    /// Whether it is the account's default VPC.
    pub is_default: bool,
}

/// A subnet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Subnet {
    /// Id.
    pub id: String,
    /// The value of its tag `Name`.
    pub name: Option<String>,
    /// Id of its VPC.
    pub vpc: String,
    /// Availability Zone, as the account names it.
    pub zone: String,
    /// Availability Zone id, the same in every account.
    pub zone_id: String,
    /// Address range, in CIDR form.
    pub cidr: String,
    /// Addresses that are free.
    pub free_addresses: u32,
    /// Where its route to the internet leads.
    pub way_out: WayOut,
}

/// Where a subnet's route to the internet leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum WayOut {
    /// To an internet gateway: of use only to who has a public address, which App Runner's interfaces have not.
    InternetGateway,
    /// To a NAT gateway or another hop inside the network.
    Nat,
    /// Nowhere.
    None,
    /// Not known.
    Unknown,
}

/// A security group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SecurityGroup {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Id of its VPC.
    pub vpc: String,
    /// Description.
    pub description: String,
}

/// An interface endpoint for the requests to private services of App Runner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct InterfaceEndpoint {
    /// Id.
    pub id: String,
    /// The value of its tag `Name`.
    pub name: Option<String>,
    /// Id of its VPC.
    pub vpc: String,
    /// Ids of its subnets.
    pub subnets: Vec<String>,
    /// Ids of its security groups.
    pub security_groups: Vec<String>,
    /// Whether it can be used, rather than being made, refused or deleted.
    pub is_available: bool,
}

impl InterfaceEndpoint {
    /// Where it is.
    pub fn place(&self) -> EndpointPlace {
        EndpointPlace { subnets: self.subnets.clone(), security_groups: self.security_groups.clone() }
    }
}

/// The name of the service that an interface endpoint for App Runner's requests is of. (Not `apprunner`, which is the
/// API. Developer Guide, *Enabling private endpoint for incoming traffic*, April 2026.)
pub fn requests_service(region: &str) -> String {
    format!("com.amazonaws.{region}.apprunner.requests")
}

/// Whether App Runner is known to refuse a zone, by its id: from reports, since AWS publishes no list, or because it
/// refused it before.
pub fn is_refused(zone_id: &str, before: &[String]) -> bool {
    zone_id == "use1-az3" || before.iter().any(|zone| zone == zone_id)
}

/// How many addresses a connector needs for so many instances at most: twice as many, since a deployment runs the new ones
/// beside the old ones. (Developer Guide, *Troubleshooting: not enough IP addresses*, April 2026.)
pub fn addresses_needed(instances: u32) -> u32 {
    instances.saturating_mul(2)
}

/// All of an account in a Region.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Network {
    /// VPCs.
    pub vpcs: Vec<Vpc>,
    /// Subnets.
    pub subnets: Vec<Subnet>,
    /// Security groups.
    pub security_groups: Vec<SecurityGroup>,
}

/// A route of a route table: where it goes to, and the id of what it goes through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Destination, in CIDR form.
    pub destination: String,
    /// Id of the target.
    pub target: String,
}

/// Where the default route among these leads.
pub fn way_out(routes: &[Route]) -> WayOut {
    match routes.iter().find(|route| route.destination == "0.0.0.0/0") {
        None => WayOut::None,
        Some(route) if route.target.starts_with("igw-") => WayOut::InternetGateway,
        Some(_) => WayOut::Nat,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_route_decides() {
        let route = |destination: &str, target: &str| Route { destination: destination.into(), target: target.into() };
        let local = route("10.0.0.0/16", "local");
        for (routes, way) in [
            (vec![local.clone()], WayOut::None),
            (vec![local.clone(), route("0.0.0.0/0", "igw-1")], WayOut::InternetGateway),
            (vec![route("0.0.0.0/0", "nat-1"), local.clone()], WayOut::Nat),
            (vec![local, route("0.0.0.0/0", "tgw-1")], WayOut::Nat),
            (Vec::new(), WayOut::None),
        ] {
            assert_eq!(way_out(&routes), way, "{routes:?}");
        }
    }
}
