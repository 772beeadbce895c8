//! Owns the corrections of security groups' rules that name another group: one that is there already is refused, one that is
//! not there cannot be revoked, and to revoke one leaves those of other groups at the same port.

use std::collections::BTreeMap;

use winterbaume_core::MockResponse;
use winterbaume_ec2::Ec2StateView;
use winterbaume_ec2::views::{IpPermissionView, SecurityGroupView, UserIdGroupPairView};

use super::endpoints::answer;
use crate::ACCOUNT;
use crate::wire::Refusal;

/// What a request says of a rule.
struct Asked<'a> {
    group: &'a str,
    protocol: &'a str,
    ports: (Option<i64>, Option<i64>),
    from: &'a str,
}

impl<'a> Asked<'a> {
    fn of(input: &'a BTreeMap<String, String>) -> Option<Self> {
        let part = |name: &str| input.get(&format!("IpPermissions.1.{name}")).map(String::as_str);
        let number = |name: &str| part(name).and_then(|port| port.parse().ok());
        Some(Self {
            group: input.get("GroupId")?,
            protocol: part("IpProtocol")?,
            ports: (number("FromPort"), number("ToPort")),
            from: part("Groups.1.GroupId")?,
        })
    }

    fn is(&self, rule: &IpPermissionView) -> bool {
        rule.ip_protocol == self.protocol && (rule.from_port, rule.to_port) == self.ports
    }
}

/// Changes the rules of a group; `None` for a request that names no other group, which is left to the stand-in.
pub(super) fn changed(
    operation: &str,
    input: &BTreeMap<String, String>,
    view: &mut Ec2StateView,
) -> Option<Result<MockResponse, Refusal>> {
    let asked = Asked::of(input)?;
    let done =
        if operation == "AuthorizeSecurityGroupIngress" { authorize(&asked, view) } else { revoke(&asked, view) };
    Some(done.map(|()| answer(operation, "<return>true</return>")))
}

fn group_in<'a>(view: &'a mut Ec2StateView, id: &str) -> Result<&'a mut SecurityGroupView, Refusal> {
    let missing = || Refusal::new("InvalidGroup.NotFound", format!("The security group '{id}' does not exist"));
    view.security_groups.get_mut(id).ok_or_else(missing)
}

fn authorize(asked: &Asked<'_>, view: &mut Ec2StateView) -> Result<(), Refusal> {
    group_in(view, asked.from)?;
    let group = group_in(view, asked.group)?;
    let names = |rule: &IpPermissionView| rule.user_id_group_pairs.iter().any(|pair| pair.group_id == asked.from);
    if group.ingress_rules.iter().any(|rule| asked.is(rule) && names(rule)) {
        return Err(Refusal::new("InvalidPermission.Duplicate", "the specified rule already exists"));
    }
    group.ingress_rules.push(IpPermissionView {
        from_port: asked.ports.0,
        to_port: asked.ports.1,
        ip_protocol: asked.protocol.to_owned(),
        ip_ranges: Vec::new(),
        ipv6_ranges: Vec::new(),
        user_id_group_pairs: vec![UserIdGroupPairView {
            group_id: asked.from.to_owned(),
            user_id: Some(ACCOUNT.to_owned()),
        }],
    });
    Ok(())
}

fn revoke(asked: &Asked<'_>, view: &mut Ec2StateView) -> Result<(), Refusal> {
    let group = group_in(view, asked.group)?;
    let mut found = false;
    for rule in group.ingress_rules.iter_mut().filter(|rule| asked.is(rule)) {
        let before = rule.user_id_group_pairs.len();
        rule.user_id_group_pairs.retain(|pair| pair.group_id != asked.from);
        found |= rule.user_id_group_pairs.len() < before;
    }
    // A rule without anybody on its other side is none.
    let is_empty = |rule: &IpPermissionView| {
        rule.user_id_group_pairs.is_empty() && rule.ip_ranges.is_empty() && rule.ipv6_ranges.is_empty()
    };
    group.ingress_rules.retain(|rule| !is_empty(rule));
    if found {
        return Ok(());
    }
    Err(Refusal::new("InvalidPermission.NotFound", "The specified rule does not exist in this security group."))
}
