//! The rules of who reaches a service. (Developer Guide, *Enabling private endpoint for incoming traffic*, April 2026;
//! EC2 API, `CreateVpcEndpoint`.)

use super::Context;
use super::place::{Fields, Place, zones};
use super::rules::{not_longer, required};
use super::tags;
use crate::draft::Incoming;
use crate::field::Field;
use crate::finding::{Detail, Finding};
use crate::incoming::EndpointDraft;

const FIELDS: Fields =
    Fields { vpc: Field::EndpointVpc, subnets: Field::EndpointSubnets, security_groups: Field::EndpointSecurityGroups };

/// An endpoint by itself. One that is changed keeps its name, and has no group of its VPC's for itself.
pub(super) fn endpoint(wanted: &EndpointDraft, context: &Context, found: &mut Vec<Finding>) {
    let EndpointDraft { changes, name, vpc, subnets, security_groups } = wanted;
    if changes.is_none() {
        not_longer(name.trim(), tags::MAX_VALUE, Field::EndpointName, found);
    }
    let has_default_group = changes.is_none();
    place(&Place { vpc, subnets, security_groups, fields: FIELDS, has_default_group }, context, found);
}

pub(super) fn incoming(wanted: &Incoming, context: &Context, found: &mut Vec<Finding>) {
    match wanted {
        Incoming::Public => {}
        Incoming::Endpoint { id } => existing(id.trim(), context, found),
        Incoming::NewEndpoint { name, vpc, subnets, security_groups, tags } => {
            not_longer(name.trim(), tags::MAX_VALUE, Field::EndpointName, found);
            place(&Place { vpc, subnets, security_groups, fields: FIELDS, has_default_group: true }, context, found);
            let taken: &[&str] = if name.trim().is_empty() { &[] } else { &["Name"] };
            tags::check(tags, taken, tags::ENDPOINT, found);
        }
    }
}

/// The VPC of an endpoint is part of the way to the service, so that an endpoint that could not be looked at is of no use.
fn existing(id: &str, context: &Context, found: &mut Vec<Finding>) {
    if !required(id, Field::EndpointId, found) {
        return;
    }
    let known = context.endpoints.iter().flatten().find(|endpoint| endpoint.id == id);
    if known.is_none_or(|endpoint| !endpoint.is_available) {
        found.push(Finding::error(Field::EndpointId, Detail::EndpointUnknown));
    }
}

fn place(place: &Place, context: &Context, found: &mut Vec<Finding>) {
    place.check(context.network.as_ref(), found);
    if !place.security_groups.is_empty() {
        found.push(Finding::advice(Field::EndpointSecurityGroups, Detail::EndpointNeedsHttps));
    }
    let Some(network) = &context.network else { return };
    let zones = zones(&place.known_subnets(network));
    if !zones.several.is_empty() {
        found.push(Finding::error(Field::EndpointSubnets, Detail::SubnetsShareZone { zones: zones.several }));
    } else if zones.is_one {
        found.push(Finding::advice(Field::EndpointSubnets, Detail::OneZone));
    }
}
