//! Owns the corrections of security groups themselves: a name is there once in a VPC, what a new one says of itself is kept,
//! and one that something bears, or that a rule names, is not deleted.

use winterbaume_ec2::Ec2StateView;

use super::endpoints::Form;
use crate::apprunner::Made;
use crate::wire::Refusal;

/// What is asked of a new group is checked before the stand-in makes it.
pub(super) fn check(form: &Form, view: &Ec2StateView) -> Result<(), Refusal> {
    let text = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    let (name, vpc) = (text("GroupName"), text("VpcId"));
    if text("GroupDescription").is_empty() {
        let message = "The request must contain the parameter GroupDescription";
        return Err(Refusal::new("MissingParameter", message));
    }
    if name.to_ascii_lowercase().starts_with("sg-") {
        let message = "Invalid value for groupName. It may not begin with sg-.";
        return Err(Refusal::new("InvalidParameterValue", message));
    }
    let is_taken = |vpc_id: &str, group_name: &str| vpc_id == vpc && group_name == name;
    if view.security_groups.values().any(|group| is_taken(&group.vpc_id, &group.group_name)) {
        let message = format!("The security group '{name}' already exists for VPC '{vpc}'");
        return Err(Refusal::new("InvalidGroup.Duplicate", message));
    }
    Ok(())
}

/// Keeps what the stand-in drops of a new group.
pub(super) fn complete(id: &str, form: &Form, view: &mut Ec2StateView) {
    if let (Some(group), Some(text)) = (view.security_groups.get_mut(id), form.get("GroupDescription")) {
        group.description.clone_from(text);
    }
}

/// Whether a group may go. `made` are App Runner's interfaces.
pub(super) fn check_unused(form: &Form, view: &Ec2StateView, made: &[Made]) -> Result<(), Refusal> {
    let id = form.get("GroupId").map(String::as_str).unwrap_or_default();
    let borne = made.iter().any(|one| one.groups.iter().any(|group| group == id))
        || view.vpc_endpoints.values().any(|one| one.security_group_ids.iter().any(|group| group == id))
        || view.network_interfaces.values().any(|one| one.security_groups.iter().any(|group| group == id));
    let others = view.security_groups.values().filter(|group| group.group_id != id);
    let mut rules = others.flat_map(|group| group.ingress_rules.iter().chain(&group.egress_rules));
    let named = rules.any(|rule| rule.user_id_group_pairs.iter().any(|pair| pair.group_id == id));
    if borne || named {
        return Err(Refusal::new("DependencyViolation", format!("resource {id} has a dependent object")));
    }
    Ok(())
}
