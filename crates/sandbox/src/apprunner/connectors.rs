//! Owns what only VPC connectors have: subnets and security groups, which must be in the sandbox's EC2 and fit
//! together (Developer Guide, "Enabling VPC access for outgoing traffic", checked 2026-04).

use serde_json::{Value, json};

use super::kinds::{Condition, Kind};
use super::rules::invalid;
use super::{Answer, AppRunner, Input};
use crate::services::{Network, Subnet};
use crate::wire::Refusal;

/// Availability zones without App Runner. AWS publishes no list; this one is refused according to field reports.
const ZONES_WITHOUT: [&str; 1] = ["use1-az3"];

impl AppRunner {
    pub(super) async fn create_connector(&self, region: &str, input: &Input) -> Answer {
        let network = self.neighbours.ec2.network(region).await;
        let subnets = texts(input, "Subnets");
        let vpc = check_subnets(&subnets, &network)?;
        let groups = check_groups(texts(input, "SecurityGroups"), vpc, &network)?;
        let own = json!({"Subnets": subnets, "SecurityGroups": groups});
        self.look(region, |place| {
            let same = |resource: &&super::resources::Resource| {
                sorted(&resource.own["Subnets"]) == sorted(&own["Subnets"])
                    && sorted(&resource.own["SecurityGroups"]) == sorted(&own["SecurityGroups"])
            };
            match place.existing(Kind::Connector).find(same) {
                Some(other) => Err(invalid(format!(
                    "A VPC connector with these subnets and security groups exists: {}.",
                    other.arn
                ))),
                None => Ok(()),
            }
        })?;
        let made = self.create_resource(region, input, (Kind::Connector, Condition::Active), own)?;
        self.neighbours.iam.link("networking.apprunner.amazonaws.com").await;
        Ok(made)
    }
}

fn texts<'a>(input: &'a Input, member: &str) -> Vec<&'a str> {
    let items = input.get(member).and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).collect()
}

fn sorted(list: &Value) -> Vec<&str> {
    let mut texts: Vec<&str> = list.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    texts.sort_unstable();
    texts
}

/// All subnets exist, in one VPC, of one kind of address, and where App Runner is. Their VPC.
fn check_subnets<'a>(ids: &[&str], network: &'a Network) -> Result<&'a str, Refusal> {
    let mut found: Vec<&Subnet> = Vec::new();
    for id in ids {
        found.push(network.subnets.get(*id).ok_or_else(|| invalid(format!("The subnet ID '{id}' does not exist.")))?);
    }
    let first = found.first().ok_or_else(|| invalid("At least one subnet is required."))?;
    if found.iter().any(|subnet| subnet.vpc != first.vpc) {
        return Err(invalid("All subnets of a VPC connector must be in the same VPC."));
    }
    if found.iter().any(|subnet| subnet.has_ipv6 != first.has_ipv6) {
        return Err(invalid("All subnets of a VPC connector must have the same IP address type."));
    }
    let refused = |subnet: &Subnet| ZONES_WITHOUT.contains(&subnet.zone_id.as_str());
    let wrong: Vec<&str> = ids.iter().zip(&found).filter(|(_, subnet)| refused(subnet)).map(|(id, _)| *id).collect();
    if !wrong.is_empty() {
        return Err(invalid(format!(
            "The following subnets are in Availability Zones that App Runner doesn't support: {} ({}).",
            wrong.join(", "),
            ZONES_WITHOUT.join(", ")
        )));
    }
    Ok(&first.vpc)
}

/// All groups exist in the VPC; without any it is the VPC's default one.
fn check_groups<'a>(ids: Vec<&'a str>, vpc: &str, network: &'a Network) -> Result<Vec<&'a str>, Refusal> {
    for id in &ids {
        match network.groups.get(*id) {
            None => return Err(invalid(format!("The security group ID '{id}' does not exist."))),
            Some(group) if group.vpc != vpc => {
                return Err(invalid(format!("The security group {id} isn't in the VPC of the subnets.")));
            }
            Some(_) => {}
        }
    }
    if !ids.is_empty() {
        return Ok(ids);
    }
    let default = network.groups.iter().find(|(_, group)| group.vpc == vpc && group.name == "default");
    Ok(default.map(|(id, _)| id.as_str()).into_iter().collect())
}
