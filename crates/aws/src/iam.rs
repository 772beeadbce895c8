//! AWS IAM: the roles that App Runner assumes, the access keys of users, and what somebody's policies come to.

mod access_keys;

use std::collections::BTreeMap;

use ard_core::draft::Pair;
use ard_core::permissions::{Judged, RefusedBy, Verdict};
use ard_core::policy::POLICY_NAME;
use ard_core::rights::Right;
use ard_core::role::{self, Principal};
use aws_sdk_iam::Client;
use aws_sdk_iam::types::{ContextEntry, ContextKeyTypeEnum, EvaluationResult, PolicyEvaluationDecisionType, Tag};
use aws_types::SdkConfig;

use crate::Answer;
use crate::classify::{Call, absent_is_done, absent_is_none};

/// A role as IAM knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Name.
    pub name: String,
    /// ARN.
    pub arn: String,
    /// Trust policy, as JSON.
    pub trust: String,
    /// Tags; IAM's list of roles does not have them.
    pub tags: Vec<Pair>,
}

/// Where IAM is, as conditions about Regions see it. (IAM User Guide, `aws:RequestedRegion`.)
const IAM_REGION: &str = "us-east-1";

/// The gateway to IAM.
#[derive(Debug, Clone)]
pub struct Iam {
    read: Client,
    write: Client,
    /// The Region that everything but IAM is asked in.
    region: String,
}

impl Iam {
    pub(crate) fn new((read, write): &(SdkConfig, SdkConfig)) -> Self {
        let region = read.region().map(ToString::to_string).unwrap_or_default();
        Self { read: Client::new(read), write: Client::new(write), region }
    }

    /// All roles of the account, by name.
    pub async fn roles(&self) -> Answer<Vec<Role>> {
        let call = Call { service: "iam", operation: "ListRoles" };
        let mut pages = self.read.list_roles().into_paginator().items().send();
        let mut roles = Vec::new();
        while let Some(role) = pages.next().await {
            roles.push(from_sdk(role.map_err(|error| call.fault(&error))?));
        }
        roles.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(roles)
    }

    /// One role with its tags; `None` when there is none of that name.
    pub async fn role(&self, name: &str) -> Answer<Option<Role>> {
        let call = Call { service: "iam", operation: "GetRole" };
        match self.read.get_role().role_name(name).send().await {
            Ok(answer) => Ok(answer.role.map(from_sdk)),
            Err(error) => absent_is_none(call.fault(&error)),
        }
    }

    /// Creates a role that a principal of App Runner may assume, tagged; answers its ARN. `path` is `/` if `None`.
    pub async fn create_role(
        &self,
        name: &str,
        path: Option<&str>,
        principal: Principal,
        tag: &Pair,
    ) -> Answer<String> {
        let call = Call { service: "iam", operation: "CreateRole" };
        let tag = Tag::builder().key(&tag.name).value(&tag.value).build().map_err(|_| call.unreadable())?;
        let request = self
            .write
            .create_role()
            .role_name(name)
            .set_path(path.map(str::to_owned))
            .assume_role_policy_document(role::trust_policy(principal))
            .tags(tag);
        let answer = request.send().await.map_err(|error| call.fault(&error))?;
        answer.role.map(|role| role.arn).ok_or_else(|| call.unreadable())
    }

    /// Attaches the policy for image pulls. Attaching twice is the same as once.
    pub async fn attach_access_policy(&self, role: &str) -> Answer<()> {
        let call = Call { service: "iam", operation: "AttachRolePolicy" };
        let request = self.write.attach_role_policy().role_name(role).policy_arn(role::ECR_ACCESS_POLICY);
        request.send().await.map(drop).map_err(|error| call.fault(&error))
    }

    /// Detaches the policy for image pulls; a policy that is not attached counts as detached.
    pub async fn detach_access_policy(&self, role: &str) -> Answer<()> {
        let call = Call { service: "iam", operation: "DetachRolePolicy" };
        let request = self.write.detach_role_policy().role_name(role).policy_arn(role::ECR_ACCESS_POLICY);
        absent_is_done(request.send().await.map(drop).map_err(|error| call.fault(&error)))
    }

    /// Writes the inline policy of an instance role. Writing twice is the same as once.
    pub async fn put_instance_policy(&self, role: &str, policy: &str) -> Answer<()> {
        let call = Call { service: "iam", operation: "PutRolePolicy" };
        let request = self.write.put_role_policy().role_name(role).policy_name(POLICY_NAME).policy_document(policy);
        request.send().await.map(drop).map_err(|error| call.fault(&error))
    }

    /// Deletes the inline policy of an instance role; a policy that is not there counts as deleted.
    pub async fn delete_instance_policy(&self, role: &str) -> Answer<()> {
        let call = Call { service: "iam", operation: "DeleteRolePolicy" };
        let request = self.write.delete_role_policy().role_name(role).policy_name(POLICY_NAME);
        absent_is_done(request.send().await.map(drop).map_err(|error| call.fault(&error)))
    }

    /// Writes the trust policy of a role. Writing twice is the same as once.
    pub async fn put_trust(&self, role: &str, policy: &str) -> Answer<()> {
        let call = Call { service: "iam", operation: "UpdateAssumeRolePolicy" };
        let request = self.write.update_assume_role_policy().role_name(role).policy_document(policy);
        request.send().await.map(drop).map_err(|error| call.fault(&error))
    }

    /// Which of some rights IAM would refuse somebody, whose ARN is a user's or a role's. What depends on conditions that
    /// a simulation does not know is not counted as refused.
    pub async fn refused(&self, who: &str, rights: &[Right]) -> Answer<Vec<Right>> {
        let mut refused = Vec::new();
        for of_resource in by_resource(rights) {
            let judged = self.simulate(who, &of_resource).await?;
            let is_refused = |one: &Judged| matches!(one.verdict, Verdict::Refused { .. });
            refused.extend(judged.into_iter().filter(is_refused).map(|one| one.right));
        }
        Ok(refused)
    }

    /// What IAM says of rights on one and the same resource. It simulates the policies of the user or role, of the user's
    /// groups, the permissions boundary and, as far as it can, the organization's; not those of a session or a resource.
    pub async fn simulate(&self, who: &str, rights: &[Right]) -> Answer<Vec<Judged>> {
        let call = Call { service: "iam", operation: "SimulatePrincipalPolicy" };
        let Some(first) = rights.first() else { return Ok(Vec::new()) };
        // IAM takes each key once.
        let mut conditions: BTreeMap<&str, &str> = rights.iter().filter_map(Right::condition).collect();
        // What denials outside some Regions ask for.
        let is_of_iam = rights.iter().all(|right| right.action.starts_with("iam:"));
        conditions.insert("aws:RequestedRegion", if is_of_iam { IAM_REGION } else { &self.region });
        let conditions: Vec<ContextEntry> = conditions.into_iter().map(known).collect();
        let mut results = self
            .read
            .simulate_principal_policy()
            .policy_source_arn(who)
            .set_action_names(Some(rights.iter().map(|right| right.action.to_owned()).collect()))
            .resource_arns(&first.resource)
            .set_context_entries(Some(conditions).filter(|known| !known.is_empty()))
            .into_paginator()
            .items()
            .send();
        let mut judged = Vec::new();
        while let Some(result) = results.next().await {
            let result = result.map_err(|error| call.fault(&error))?;
            let right = rights.iter().find(|right| right.action.eq_ignore_ascii_case(&result.eval_action_name));
            judged.extend(right.map(|right| Judged { right: right.clone(), verdict: verdict(&result) }));
        }
        Ok(judged)
    }

    /// Deletes a role; a role that is not there counts as deleted.
    pub async fn delete_role(&self, name: &str) -> Answer<()> {
        let call = Call { service: "iam", operation: "DeleteRole" };
        let request = self.write.delete_role().role_name(name);
        absent_is_done(request.send().await.map(drop).map_err(|error| call.fault(&error)))
    }
}

/// Rights by what they are on, as IAM is asked for them.
pub fn by_resource(rights: &[Right]) -> Vec<Vec<Right>> {
    let mut groups: BTreeMap<&str, Vec<Right>> = BTreeMap::new();
    for right in rights {
        groups.entry(&right.resource).or_default().push(right.clone());
    }
    groups.into_values().collect()
}

fn known((key, value): (&str, &str)) -> ContextEntry {
    let kind = ContextKeyTypeEnum::String;
    ContextEntry::builder().context_key_name(key).context_key_values(value).context_key_type(kind).build()
}

fn verdict(result: &EvaluationResult) -> Verdict {
    let missing = result.missing_context_values();
    let boundary = result.permissions_boundary_decision_detail();
    let organization = result.organizations_decision_detail();
    if result.eval_decision == PolicyEvaluationDecisionType::Allowed {
        return Verdict::Allowed;
    }
    // Also a denial: where a key is not known, `StringNotEquals` and conditions `…IfExists` are met, as in the usual denials
    // of everything without MFA, or outside some Regions.
    if !missing.is_empty() {
        return Verdict::Depends { keys: missing.to_vec() };
    }
    let by = if organization.is_some_and(|detail| !detail.allowed_by_organizations()) {
        RefusedBy::Organization
    } else if boundary.is_some_and(|detail| !detail.allowed_by_permissions_boundary()) {
        RefusedBy::Boundary
    } else if result.eval_decision == PolicyEvaluationDecisionType::ExplicitDeny {
        RefusedBy::Denial
    } else {
        RefusedBy::Nobody
    };
    Verdict::Refused { by }
}

fn from_sdk(role: aws_sdk_iam::types::Role) -> Role {
    let tags = role.tags.unwrap_or_default();
    Role {
        name: role.role_name,
        arn: role.arn,
        trust: role.assume_role_policy_document.map(|text| percent_decoded(&text)).unwrap_or_default(),
        tags: tags.into_iter().map(|tag| Pair { name: tag.key, value: tag.value }).collect(),
    }
}

/// IAM answers policy documents percent-encoded (RFC 3986), as its API reference says.
fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            decoded.push(byte);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keeps_a_right_from_somebody_is_told() {
        use PolicyEvaluationDecisionType as Decision;
        use aws_sdk_iam::types::{OrganizationsDecisionDetail, PermissionsBoundaryDecisionDetail};
        let result = |decision| EvaluationResult::builder().eval_action_name("iam:PassRole").eval_decision(decision);
        let boundary = |allowed| PermissionsBoundaryDecisionDetail::builder().allowed_by_permissions_boundary(allowed);
        let organization = |allowed| OrganizationsDecisionDetail::builder().allowed_by_organizations(allowed);
        let refused = |by| Verdict::Refused { by };
        let key = "aws:MultiFactorAuthPresent";
        for (result, expected) in [
            (result(Decision::Allowed), Verdict::Allowed),
            (result(Decision::ImplicitDeny), refused(RefusedBy::Nobody)),
            (result(Decision::ExplicitDeny), refused(RefusedBy::Denial)),
            (
                result(Decision::ImplicitDeny).missing_context_values(key),
                Verdict::Depends { keys: vec![key.to_owned()] },
            ),
            (
                result(Decision::ExplicitDeny).missing_context_values(key),
                Verdict::Depends { keys: vec![key.to_owned()] },
            ),
            (
                result(Decision::ImplicitDeny).permissions_boundary_decision_detail(boundary(false).build()),
                refused(RefusedBy::Boundary),
            ),
            (
                result(Decision::ImplicitDeny).permissions_boundary_decision_detail(boundary(true).build()),
                refused(RefusedBy::Nobody),
            ),
            (
                result(Decision::ExplicitDeny).organizations_decision_detail(organization(false).build()),
                refused(RefusedBy::Organization),
            ),
        ] {
            let result = result.build().unwrap();
            assert_eq!(verdict(&result), expected, "{result:?}");
        }
    }

    #[test]
    fn policy_documents_are_decoded() {
        assert_eq!(percent_decoded("%7B%22a%22%3A%20%22%E3%81%82%22%7D"), "{\"a\": \"あ\"}");
        assert_eq!(percent_decoded("{\"100%\": \"%zz%4\"}"), "{\"100%\": \"%zz%4\"}");
    }
}
