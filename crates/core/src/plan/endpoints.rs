//! Plans about interface endpoints for App Runner's requests, by themselves. Refuses: two subnets of a zone at any time.

use std::collections::BTreeMap;

use super::{Action, Goal, Plan};
use crate::spec::{EndpointPlace, EndpointSpec};

/// The plan that makes an interface endpoint.
pub fn create_endpoint(id: String, account: &str, region: &str, spec: EndpointSpec) -> Plan {
    let name = spec.name.clone().unwrap_or_else(|| spec.vpc.clone());
    Plan {
        id,
        goal: Goal::CreateEndpoint { name, unnamed: spec.name.is_none() },
        account: account.to_owned(),
        region: region.to_owned(),
        steps: vec![Action::CreateEndpoint { spec }, Action::AwaitEndpoint],
    }
}

/// The plan that gives an interface endpoint other subnets and security groups; nothing where it has them. `zones` tells of
/// subnets, by id, in which zone each is: EC2 takes no second subnet of a zone (`DuplicateSubnetsInSameZone`; of one that goes in
/// the same call nothing is documented), so that the one that is there goes first.
pub fn change_endpoint(
    id: String,
    account: &str,
    region: &str,
    (name, endpoint): (&str, &str),
    (before, after): (&EndpointPlace, &EndpointPlace),
    zones: &BTreeMap<&str, &str>,
) -> Option<Plan> {
    if before.is(after) {
        return None;
    }
    let change = before.change_to(after);
    let zone = |subnet: &String| zones.get(subnet.as_str());
    let places = ways(before, after, &change.add_subnets, |old, new| {
        change.remove_subnets.contains(old) && zone(old).zip(zone(new)).is_none_or(|(taken, wanted)| taken == wanted)
    });
    let steps = places.windows(2).flat_map(|pair| {
        let [before, after] = [pair[0].clone(), pair[1].clone()];
        let (name, id) = (name.to_owned(), endpoint.to_owned());
        [
            Action::ChangeEndpoint { name, id: id.clone(), before, after: after.clone() },
            Action::AwaitEndpointChange { id, place: after },
        ]
    });
    Some(Plan {
        id,
        goal: Goal::ChangeEndpoint { name: name.to_owned(), id: endpoint.to_owned() },
        account: account.to_owned(),
        region: region.to_owned(),
        steps: steps.collect(),
    })
}

/// Where it is after each change, from `before` to `after`. Of the subnets that are in the way of others one goes at a time,
/// and what is in nobody's way comes with the first, so that as many zones as can be are served in between. Security groups
/// change in the end.
fn ways(
    before: &EndpointPlace,
    after: &EndpointPlace,
    new: &[String],
    is_in_the_way: impl Fn(&String, &String) -> bool,
) -> Vec<EndpointPlace> {
    let mut left: Vec<&String> =
        before.subnets.iter().filter(|old| new.iter().any(|new| is_in_the_way(old, new))).collect();
    let mut places = vec![before.clone()];
    let mut subnets = before.subnets.clone();
    while !left.is_empty() {
        let comes = |id: &&String| !subnets.contains(id) && !left.iter().any(|old| is_in_the_way(old, id));
        let coming: Vec<String> = new.iter().filter(comes).cloned().collect();
        subnets.extend(coming);
        let gone = left.remove(0);
        subnets.retain(|id| id != gone);
        places.push(EndpointPlace { subnets: subnets.clone(), security_groups: before.security_groups.clone() });
    }
    if !places.last().is_some_and(|last| last.is(after)) {
        places.push(after.clone());
    }
    places
}

/// The plan that deletes an interface endpoint that no service is reached by.
pub fn delete_endpoint(id: String, account: &str, region: &str, (name, endpoint): (&str, &str)) -> Plan {
    let (name, endpoint) = (name.to_owned(), endpoint.to_owned());
    Plan {
        id,
        goal: Goal::DeleteEndpoint { name: name.clone(), id: endpoint.clone() },
        account: account.to_owned(),
        region: region.to_owned(),
        steps: vec![Action::DeleteEndpoint { name, id: endpoint }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::IpAddressType;
    use crate::plan::Undo;

    type Ids = &'static [&'static str];

    fn place(subnets: &[&str], groups: &[&str]) -> EndpointPlace {
        let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        EndpointPlace { subnets: owned(subnets), security_groups: owned(groups) }
    }

    fn changed(before: &EndpointPlace, after: &EndpointPlace) -> Option<Plan> {
        let zones = BTreeMap::from([("a1", "a"), ("a2", "a"), ("b1", "b"), ("b2", "b"), ("c1", "c")]);
        change_endpoint("p".to_owned(), "123456789012", "eu-west-1", ("in", "vpce-1"), (before, after), &zones)
    }

    #[test]
    fn a_subnet_goes_before_another_of_its_zone_comes() {
        let one = &["sg-1"][..];
        // What it has after each change.
        let cases: [(Ids, Ids, &[Ids]); 10] = [
            (&["a1", "b1"], &["a1", "b1", "c1"], &[&["a1", "b1", "c1"]]),
            (&["a1", "b1"], &["b1", "a1"], &[]),
            (&["a1", "b1"], &["a1"], &[&["a1"]]),
            (&["a1"], &["b1"], &[&["b1"]]),
            (&["a1"], &["a2"], &[&[], &["a2"]]),
            (&["a1", "b1"], &["a2", "b1", "c1"], &[&["b1", "c1"], &["a2", "b1", "c1"]]),
            (&["a1"], &["a2", "c1"], &[&["c1"], &["a2", "c1"]]),
            // One zone at a time.
            (&["a1", "b1"], &["a2", "b2"], &[&["b1"], &["a2"], &["a2", "b2"]]),
            (&["a1", "b1"], &["a2"], &[&["b1"], &["a2"]]),
            // One that nobody knows the zone of.
            (&["x1", "b1"], &["a2", "b1"], &[&["b1"], &["a2", "b1"]]),
        ];
        for (before, after, ways) in cases {
            let plan = changed(&place(before, one), &place(after, one));
            let afters: Vec<EndpointPlace> = plan
                .into_iter()
                .flat_map(|plan| plan.steps)
                .filter_map(|step| match step {
                    Action::ChangeEndpoint { after, .. } => Some(after),
                    _ => None,
                })
                .collect();
            assert_eq!(afters.len(), ways.len(), "{before:?} {after:?}");
            for (place_after, way) in afters.iter().zip(ways) {
                assert!(place_after.is(&place(way, one)), "{before:?} {after:?} {place_after:?}");
            }
        }
    }

    #[test]
    fn one_without_a_name_is_known_by_its_vpc() {
        let spec = |name: Option<&str>| EndpointSpec {
            name: name.map(str::to_owned),
            vpc: "vpc-1".to_owned(),
            subnets: vec!["a1".to_owned()],
            security_groups: Vec::new(),
            ip_address_type: IpAddressType::Ipv4,
            tags: Vec::new(),
        };
        let goal = |name| create_endpoint("p".to_owned(), "123456789012", "eu-west-1", spec(name)).goal;
        assert_eq!(goal(Some("in")), Goal::CreateEndpoint { name: "in".to_owned(), unnamed: false });
        assert_eq!(goal(None), Goal::CreateEndpoint { name: "vpc-1".to_owned(), unnamed: true });
    }

    #[test]
    fn a_change_is_put_back_and_an_end_is_not() {
        let plan = changed(&place(&["a1"], &["sg-1"]), &place(&["a1"], &["sg-2"])).unwrap();
        assert_eq!(plan.steps[0].undo(), Undo::RestoreEndpoint);
        assert!(plan.can_be_undone() && plan.goal.stays_undoable() && plan.confirmation().is_none());
        let script = crate::cli::script(&plan);
        for part in ["modify-vpc-endpoint", "--add-security-group-ids sg-2", "--remove-security-group-ids sg-1"] {
            assert!(script.contains(part), "{part}\n{script}");
        }
        assert!(!script.contains("subnet"), "{script}");
        let end = delete_endpoint("p".to_owned(), "1", "eu-west-1", ("shop-in", "vpce-1"));
        assert!(!end.can_be_undone() && end.confirmation().is_none());
    }

    #[test]
    fn the_script_waits_between_two_changes() {
        let plan = changed(&place(&["a1"], &["sg-1"]), &place(&["a2"], &["sg-1"])).unwrap();
        let script = crate::cli::script(&plan);
        let at = |part: &str| script.find(part).unwrap_or_else(|| panic!("{part}\n{script}"));
        assert!(at("--remove-subnet-ids a1") < at("while"), "{script}");
        assert!(at("while") < at("--add-subnet-ids a2"), "{script}");
        assert!(script.contains("--vpc-endpoint-ids vpce-1"), "{script}");
    }
}
