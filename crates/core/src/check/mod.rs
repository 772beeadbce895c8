//! The check of a draft: pure and total. Findings for all fields, and the spec when no error stands.

mod connector;
mod environment;
mod incoming;
mod place;
mod rules;
mod source;
mod tags;
mod text;

use serde::{Deserialize, Serialize};

pub(crate) use self::connector::addresses_needed;
pub(crate) use self::rules::SERVICE_QUOTA;

use crate::connector::ConnectorDraft;
use crate::draft::{AutoScaling, Draft, Incoming, IpAddressType};
use crate::field::Field;
use crate::finding::{Detail, Finding, Fix, Severity};
use crate::form::{Form, form};
use crate::incoming::EndpointDraft;
use crate::plan::{SecretPlace, Wish};
use crate::role::Principal;
use crate::service::{ConnectionOption, ConnectorOption};
use crate::spec::{AutoScalingSpec, ConnectorSpec, EndpointSpec, IngressSpec, ServiceSpec};
use crate::vpc::{InterfaceEndpoint, Network};

/// What a check has to know of the world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// The session's account, twelve digits.
    pub account: String,
    /// The session's Region.
    pub region: String,
    /// Names of the services in that account and Region; `None` while they are unknown.
    pub service_names: Option<Vec<String>>,
    /// The account's roles; `None` while they are unknown.
    pub roles: Option<Vec<KnownRole>>,
    /// The connections to providers of source code; `None` while they are unknown.
    pub connections: Option<Vec<ConnectionOption>>,
    /// Ids of the zones that App Runner refused before.
    pub refused_zones: Vec<String>,
    /// Names of the auto scaling configurations; `None` while they are unknown.
    pub auto_scaling_names: Option<Vec<String>>,
    /// The VPC connectors; `None` while they are unknown.
    pub connectors: Option<Vec<ConnectorOption>>,
    /// VPCs, subnets and security groups; `None` while they are unknown.
    pub network: Option<Network>,
    /// The interface endpoints for App Runner's requests; `None` while they are unknown.
    pub endpoints: Option<Vec<InterfaceEndpoint>>,
}

/// A role of the account, as far as a draft may name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRole {
    /// Name.
    pub name: String,
    /// ARN.
    pub arn: String,
    /// Trust policy, as JSON.
    pub trust: String,
    /// Which of App Runner's principals may assume it.
    pub trusts: Vec<Principal>,
}

/// What a check answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Checked {
    /// What to show, and which choices there are.
    pub form: Form,
    /// What was found, errors first, then in the order of the fields.
    pub findings: Vec<Finding>,
}

impl Checked {
    /// Whether nothing may be sent.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// Checks a draft.
pub fn check(draft: &Draft, context: &Context) -> Checked {
    Checked { form: form(draft, context), findings: rules::findings(draft, context) }
}

/// What is to be said of a VPC connector by itself, for services of so many instances at most.
pub fn connector(wanted: &ConnectorDraft, instances: Option<u32>, context: &Context) -> Vec<Finding> {
    let mut found = Vec::new();
    let ConnectorDraft { name, vpc, subnets, security_groups, .. } = wanted;
    let wanted = connector::NewConnector { name, vpc, subnets, security_groups };
    connector::new_connector(&wanted, instances.map(crate::vpc::addresses_needed), context, &mut found);
    found
}

/// How a service is to be reached, of what a person asks for by itself; or all that is to be said against it. `addresses` is
/// the kind of the service's addresses, which a new endpoint has as well.
pub fn incoming(wanted: &Incoming, addresses: IpAddressType, context: &Context) -> Result<Wish, Vec<Finding>> {
    let mut found = Vec::new();
    incoming::incoming(wanted, context, &mut found);
    if found.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(found);
    }
    text::wish(wanted, addresses, context).ok_or(found)
}

/// What is to be said of an interface endpoint by itself.
pub fn endpoint(wanted: &EndpointDraft, context: &Context) -> Vec<Finding> {
    let mut found = Vec::new();
    incoming::endpoint(wanted, context, &mut found);
    found
}

/// What is to be said of the name of a new connection: the constraints of App Runner's API.
pub fn connection_name(name: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    rules::resource_name(name.trim(), Field::ConnectionName, 4, 32, &mut found);
    found
}

/// What is to be said of the name of a new security group in a VPC where there are those of the names `taken`. (EC2 API,
/// `CreateSecurityGroup`.)
pub fn group_name(name: &str, taken: &[&str]) -> Vec<Finding> {
    const MARKS: &str = " ._-:/()#,@[]+=&;{}!$*";
    let mut found = Vec::new();
    let name = name.trim();
    if rules::required(name, Field::GroupName, &mut found) && rules::not_longer(name, 255, Field::GroupName, &mut found)
    {
        let detail = if !name.chars().all(|letter| letter.is_ascii_alphanumeric() || MARKS.contains(letter)) {
            Some(Detail::GroupNameCharacters)
        } else if name.to_ascii_lowercase().starts_with("sg-") {
            Some(Detail::GroupNameReserved)
        } else {
            taken.iter().any(|one| one.eq_ignore_ascii_case(name)).then_some(Detail::GroupNameTaken)
        };
        found.extend(detail.map(|detail| Finding::error(Field::GroupName, detail)));
    }
    found
}

/// What is to be said of the name and the value of a new secret or parameter. (Secrets Manager API, `CreateSecret`; SSM
/// API, `PutParameter` for a parameter of the standard tier.)
pub fn secret(place: SecretPlace, name: &str, value: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let name = name.trim();
    let (marks, longest, largest) = match place {
        SecretPlace::SecretsManager => ("/_+=.@-", 512, 65_536),
        SecretPlace::ParameterStore => ("/_.-", 1011, 4096),
    };
    if rules::required(name, Field::SecretName, &mut found)
        && rules::not_longer(name, longest, Field::SecretName, &mut found)
    {
        if !name.chars().all(|letter| letter.is_ascii_alphanumeric() || marks.contains(letter)) {
            found.push(Finding::error(Field::SecretName, Detail::SecretNameCharacters));
        } else if place == SecretPlace::ParameterStore {
            let first = name.trim_start_matches('/').to_ascii_lowercase();
            if first.starts_with("aws") || first.starts_with("ssm") {
                found.push(Finding::error(Field::SecretName, Detail::ParameterNameReserved));
            } else if name.contains('/') && !name.starts_with('/') {
                let fix = Fix::SetSecretName { name: format!("/{name}") };
                found.push(Finding::error(Field::SecretName, Detail::PathWithoutSlash).with_fix(fix));
            }
        }
    }
    if value.is_empty() {
        found.push(Finding::error(Field::SecretValue, Detail::Required));
    } else if value.len() > largest {
        let detail = Detail::TooLong { max: rules::to_u32(largest), length: rules::to_u32(value.len()) };
        found.push(Finding::error(Field::SecretValue, detail));
    }
    found
}

/// What a faultless draft asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The service.
    pub service: ServiceSpec,
    /// The name of the access role to make, if one is to be made.
    pub new_access_role: Option<String>,
    /// The instance role to make, if one is to be made.
    pub new_instance_role: Option<NewInstanceRole>,
    /// The auto scaling configuration to make, if one is to be made.
    pub new_auto_scaling: Option<AutoScalingSpec>,
    /// The name of the observability configuration to make, if one is to be made.
    pub new_observability: Option<String>,
    /// The VPC connector to make, if one is to be made.
    pub new_connector: Option<ConnectorSpec>,
    /// The roles whose trust policies are to be repaired.
    pub repairs: Vec<TrustRepair>,
    /// The interface endpoint to make, if one is to be made.
    pub new_endpoint: Option<EndpointSpec>,
    /// How a private service is reached.
    pub ingress: Option<IngressSpec>,
    /// ARN of the web ACL that looks at requests.
    pub web_acl: Option<String>,
}

/// An instance role to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInstanceRole {
    /// Role name.
    pub name: String,
    /// Its policy as JSON; `None` when it needs none.
    pub policy: Option<String>,
}

/// A trust policy to which a principal of App Runner is to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustRepair {
    /// Role name.
    pub role: String,
    /// The policy as it is, as JSON.
    pub before: String,
    /// The policy as it is to be, as JSON.
    pub after: String,
}

/// Turns a draft into what it asks for, or answers all findings when an error stands.
pub fn resolve(draft: &Draft, context: &Context) -> Result<Wanted, Vec<Finding>> {
    let findings = rules::findings(draft, context);
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(findings);
    }
    // A draft without errors has readable numbers, so this does not lose a finding.
    text::wanted(draft, context).ok_or(findings)
}

/// The new auto scaling configuration of a draft, when all its numbers can be read.
fn auto_scaling_spec(choice: &AutoScaling) -> Option<AutoScalingSpec> {
    match choice {
        AutoScaling::CreateForMe { name, max_concurrency, min_size, max_size } => Some(AutoScalingSpec {
            name: name.trim().to_owned(),
            max_concurrency: text::number(max_concurrency)?,
            min_size: text::number(min_size)?,
            max_size: text::number(max_size)?,
        }),
        AutoScaling::AccountDefault | AutoScaling::UseExisting { .. } => None,
    }
}

#[cfg(test)]
mod tests;
