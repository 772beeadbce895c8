//! A place in a VPC, as a draft names it: what a new connector and a new interface endpoint have in common.

use std::collections::BTreeMap;

use super::rules::required;
use crate::field::Field;
use crate::finding::{Detail, Finding};
use crate::vpc::{Network, Subnet};

/// A VPC with some of its subnets and security groups, and the fields in which they stand.
pub(super) struct Place<'a> {
    pub(super) vpc: &'a str,
    pub(super) subnets: &'a [String],
    pub(super) security_groups: &'a [String],
    pub(super) fields: Fields,
    /// Whether AWS takes the VPC's default security group where none is chosen.
    pub(super) has_default_group: bool,
}

/// Where a place is edited.
pub(super) struct Fields {
    pub(super) vpc: Field,
    pub(super) subnets: Field,
    pub(super) security_groups: Field,
}

impl Place<'_> {
    /// What is missing, and what is not of the chosen VPC.
    pub(super) fn check(&self, network: Option<&Network>, found: &mut Vec<Finding>) {
        required(self.vpc, self.fields.vpc, found);
        if self.subnets.is_empty() {
            found.push(Finding::error(self.fields.subnets, Detail::Required));
        }
        if self.security_groups.is_empty() {
            let field = self.fields.security_groups;
            found.push(if self.has_default_group {
                Finding::advice(field, Detail::DefaultSecurityGroup)
            } else {
                Finding::error(field, Detail::Required)
            });
        }
        let Some(network) = network else { return };
        let subnets = network.subnets.iter().map(|subnet| (subnet.id.as_str(), subnet.vpc.as_str())).collect();
        let groups = network.security_groups.iter().map(|group| (group.id.as_str(), group.vpc.as_str())).collect();
        self.elsewhere(self.fields.subnets, self.subnets, &subnets, found);
        self.elsewhere(self.fields.security_groups, self.security_groups, &groups, found);
    }

    fn elsewhere(&self, field: Field, chosen: &[String], known: &BTreeMap<&str, &str>, found: &mut Vec<Finding>) {
        let is_elsewhere = |id: &&String| known.get(id.as_str()).is_none_or(|vpc| *vpc != self.vpc);
        let ids: Vec<String> = chosen.iter().filter(is_elsewhere).cloned().collect();
        if !ids.is_empty() {
            found.push(Finding::error(field, Detail::NotInVpc { ids }));
        }
    }

    /// The chosen subnets, as far as they are known.
    pub(super) fn known_subnets<'n>(&self, network: &'n Network) -> Vec<&'n Subnet> {
        network.subnets.iter().filter(|subnet| self.subnets.contains(&subnet.id)).collect()
    }
}

/// How the chosen subnets lie in zones.
pub(super) struct Zones {
    /// The zones in which several lie.
    pub(super) several: Vec<String>,
    /// Whether all lie in one.
    pub(super) is_one: bool,
}

pub(super) fn zones(chosen: &[&Subnet]) -> Zones {
    let mut in_zone: BTreeMap<&str, u32> = BTreeMap::new();
    for subnet in chosen {
        *in_zone.entry(&subnet.zone).or_default() += 1;
    }
    let several = in_zone.iter().filter(|(_, count)| **count > 1).map(|(zone, _)| (*zone).to_owned()).collect();
    Zones { several, is_one: in_zone.len() == 1 }
}
