//! Security groups that are made here, and of their rules one that lets another group in at a port of TCP, and no other.

use ard_core::draft::Pair;
use ard_core::plan::GROUP_DESCRIPTION;
use aws_sdk_ec2::types::{IpPermission, ResourceType, SecurityGroup, Tag, TagSpecification, UserIdGroupPair};

use super::{Ec2, call};
use crate::Answer;
use crate::classify::absent_is_done;

/// What a rule of ours says of itself.
const DESCRIPTION: &str = "Added by App Runner Desktop";

impl Ec2 {
    /// Makes a group, tagged; answers its id.
    pub async fn create_group(&self, name: &str, vpc: &str, plan_tag: &Pair) -> Answer<String> {
        let call = call("CreateSecurityGroup");
        let tag = |name: &str, value: &str| Tag::builder().key(name).value(value).build();
        let tags = TagSpecification::builder()
            .resource_type(ResourceType::SecurityGroup)
            .tags(tag("Name", name))
            .tags(tag(&plan_tag.name, &plan_tag.value));
        let request = self.write.create_security_group().group_name(name).description(GROUP_DESCRIPTION).vpc_id(vpc);
        let answer = request.tag_specifications(tags.build()).send().await.map_err(|error| call.fault(&error))?;
        answer.group_id.ok_or_else(|| call.unreadable())
    }

    /// The id of the group that bears a tag.
    pub async fn tagged_group(&self, tag: &Pair) -> Answer<Option<String>> {
        let call = call("DescribeSecurityGroups");
        let filter = super::endpoints::filter(&format!("tag:{}", tag.name), &tag.value);
        let answer = self.client.describe_security_groups().filters(filter).send().await;
        let groups = answer.map_err(|error| call.fault(&error))?.security_groups.unwrap_or_default();
        Ok(groups.into_iter().find_map(|group| group.group_id))
    }

    /// Deletes a group; one that is not there counts as deleted.
    pub async fn delete_group(&self, id: &str) -> Answer<()> {
        let call = call("DeleteSecurityGroup");
        let answer = self.write.delete_security_group().group_id(id).send().await;
        absent_is_done(answer.map(drop).map_err(|error| call.fault(&error)))
    }

    /// Whether a group has exactly this rule.
    pub async fn allows_inbound(&self, group: &str, port: u16, from: &str) -> Answer<bool> {
        let call = call("DescribeSecurityGroups");
        let answer = self.client.describe_security_groups().group_ids(group).send().await;
        let answer = answer.map_err(|error| call.fault(&error))?;
        let port = Some(i32::from(port));
        let is_it = |permission: &IpPermission| {
            matches!(permission.ip_protocol(), Some("tcp" | "6"))
                && (permission.from_port(), permission.to_port()) == (port, port)
                && permission.user_id_group_pairs().iter().any(|pair| pair.group_id() == Some(from))
        };
        Ok(answer.security_groups().iter().flat_map(SecurityGroup::ip_permissions).any(is_it))
    }

    /// Lets another group in.
    pub async fn allow_inbound(&self, group: &str, port: u16, from: &str) -> Answer<()> {
        let call = call("AuthorizeSecurityGroupIngress");
        let request = self.write.authorize_security_group_ingress().group_id(group);
        let answer = request.ip_permissions(rule(port, from, Some(DESCRIPTION))).send().await;
        answer.map(drop).map_err(|error| call.fault(&error))
    }

    /// Takes the rule away again; one that is not there is taken away.
    pub async fn revoke_inbound(&self, group: &str, port: u16, from: &str) -> Answer<()> {
        let call = call("RevokeSecurityGroupIngress");
        let request = self.write.revoke_security_group_ingress().group_id(group);
        let answer = request.ip_permissions(rule(port, from, None)).send().await;
        absent_is_done(answer.map(drop).map_err(|error| call.fault(&error)))
    }
}

fn rule(port: u16, from: &str, description: Option<&str>) -> IpPermission {
    let pair = UserIdGroupPair::builder().group_id(from).set_description(description.map(str::to_owned)).build();
    let port = i32::from(port);
    IpPermission::builder().ip_protocol("tcp").from_port(port).to_port(port).user_id_group_pairs(pair).build()
}
