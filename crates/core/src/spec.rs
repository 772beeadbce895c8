//! A spec: a service as App Runner understands it. Only a draft without errors becomes one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::draft::{IpAddressType, Pair};
use crate::image::Registry;
use crate::runtime::Runtime;
use crate::size::{Cpu, Memory};

/// What `CreateService` is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ServiceSpec {
    /// Service name, 4 to 40 characters.
    pub name: String,
    /// What is deployed. (Journals of before there was source code call it `image`.)
    #[serde(alias = "image")]
    pub source: SourceSpec,
    /// Virtual CPU.
    pub cpu: Cpu,
    /// Memory; goes with the CPU.
    pub memory: Memory,
    /// Port, 1 to 65535; `None` when `apprunner.yaml` names it.
    pub port: Option<u16>,
    /// Replaces the image's own command; for source code, what starts it.
    pub start_command: Option<String>,
    /// Environment variables by name.
    pub environment: BTreeMap<String, String>,
    /// Environment variables whose values are kept in Secrets Manager or SSM Parameter Store: the ARN, or the name of
    /// a parameter, by the variable's name.
    #[serde(default)]
    pub secrets: BTreeMap<String, String>,
    /// `None` takes the account's default configuration.
    pub auto_scaling: Option<ConfigurationRef>,
    /// Health check.
    pub health_check: HealthCheck,
    /// ARN of the instance role.
    pub instance_role: Option<String>,
    /// ARN of the account's own key that encrypts; `None` takes one of AWS's.
    #[serde(default)]
    pub kms_key: Option<String>,
    /// The VPC connector through which the application's connections go out; `None` goes to the internet.
    #[serde(default)]
    pub connector: Option<ConfigurationRef>,
    /// Tracing; `None` has none.
    #[serde(default)]
    pub observability: Option<ConfigurationRef>,
    /// Whether the internet reaches it, rather than a VPC only.
    #[serde(default = "public")]
    pub public: bool,
    /// Kind of addresses of its endpoint.
    pub ip_address_type: IpAddressType,
    /// Tags.
    pub tags: Vec<Pair>,
}

/// Journals of before there were private services do not say it.
fn public() -> bool {
    true
}

/// What is deployed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(untagged)]
pub enum SourceSpec {
    /// An image.
    Image(ImageSpec),
    /// Source code.
    Code(CodeSpec),
}

/// The source code of a spec.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CodeSpec {
    /// ARN of the connection.
    pub connection: String,
    /// Repository URL.
    pub repository: String,
    /// Branch.
    pub branch: String,
    /// Directory, from the repository's root.
    pub directory: String,
    /// Deploy each push to the branch.
    pub automatic: bool,
    /// How it is built; `None` as `apprunner.yaml` says.
    pub build: Option<BuildSpec>,
}

/// How source code is built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct BuildSpec {
    /// Runtime.
    pub runtime: Runtime,
    /// Build command.
    pub command: Option<String>,
}

/// The image of a spec.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ImageSpec {
    /// Image URI.
    pub uri: String,
    /// Its registry.
    pub registry: Registry,
    /// Deploy each push to the tag.
    pub automatic: bool,
    /// ARN of the access role; private ECR only.
    pub access_role: Option<String>,
}

/// Which configuration of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ConfigurationRef {
    /// One that exists.
    Arn {
        /// Configuration ARN.
        arn: String,
    },
    /// The one that an earlier step of the same plan makes; its ARN carries an id that only AWS knows.
    FromPlan,
}

/// Health check settings, each number 1 to 20.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct HealthCheck {
    /// The path to ask for over HTTP; `None` checks by a TCP connection.
    pub http_path: Option<String>,
    /// Seconds between checks.
    pub interval: u16,
    /// Seconds until a check counts as failed.
    pub timeout: u16,
    /// Passes until an instance is healthy.
    pub healthy_threshold: u16,
    /// Failures until an instance is unhealthy.
    pub unhealthy_threshold: u16,
}

/// A new VPC connector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ConnectorSpec {
    /// Name, 4 to 40 characters.
    pub name: String,
    /// Ids of its subnets, all of one VPC.
    pub subnets: Vec<String>,
    /// Ids of its security groups; none takes the VPC's default group.
    pub security_groups: Vec<String>,
    /// Its tags.
    #[serde(default)]
    pub tags: Vec<Pair>,
}

/// A new interface endpoint for App Runner's requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct EndpointSpec {
    /// The value of its tag `Name`.
    pub name: Option<String>,
    /// Id of its VPC.
    pub vpc: String,
    /// Ids of its subnets, each in a zone of its own.
    pub subnets: Vec<String>,
    /// Ids of its security groups; none takes the VPC's default group.
    pub security_groups: Vec<String>,
    /// Kind of its addresses: that of the service.
    pub ip_address_type: IpAddressType,
    /// Its other tags.
    #[serde(default)]
    pub tags: Vec<Pair>,
}

impl EndpointSpec {
    /// All its tags, the name first.
    pub fn all_tags(&self) -> Vec<Pair> {
        let name = self.name.iter().map(|name| Pair { name: "Name".to_owned(), value: name.clone() });
        name.chain(self.tags.iter().cloned()).collect()
    }
}

/// What of an interface endpoint can be changed: where in its VPC it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct EndpointPlace {
    /// Ids of its subnets, each in a zone of its own.
    pub subnets: Vec<String>,
    /// Ids of its security groups.
    pub security_groups: Vec<String>,
}

/// What is asked of EC2 so that an interface endpoint has other subnets and security groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointChange {
    /// Ids of the subnets that come.
    pub add_subnets: Vec<String>,
    /// Ids of those that go.
    pub remove_subnets: Vec<String>,
    /// Ids of the security groups that come.
    pub add_groups: Vec<String>,
    /// Ids of those that go.
    pub remove_groups: Vec<String>,
}

impl EndpointPlace {
    /// Whether it is the same, in whatever order.
    pub fn is(&self, other: &Self) -> bool {
        let EndpointChange { add_subnets, remove_subnets, add_groups, remove_groups } = self.change_to(other);
        [add_subnets, remove_subnets, add_groups, remove_groups].iter().all(Vec::is_empty)
    }

    /// The way from this one to another.
    pub fn change_to(&self, other: &Self) -> EndpointChange {
        let without = |all: &[String], known: &[String]| -> Vec<String> {
            all.iter().filter(|id| !known.contains(id)).cloned().collect()
        };
        EndpointChange {
            add_subnets: without(&other.subnets, &self.subnets),
            remove_subnets: without(&self.subnets, &other.subnets),
            add_groups: without(&other.security_groups, &self.security_groups),
            remove_groups: without(&self.security_groups, &other.security_groups),
        }
    }
}

/// The way from a VPC to a private service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct IngressSpec {
    /// Name of the VPC ingress connection, 4 to 40 characters: the service's.
    pub name: String,
    /// Id of the VPC.
    pub vpc: String,
    /// Id of the interface endpoint; `None` for the one that an earlier step of the same plan makes.
    pub endpoint: Option<String>,
    /// ARN of the service; `None` for the one that an earlier step of the same plan makes.
    #[serde(default)]
    pub service: Option<String>,
}

/// Where the way from a VPC to a private service leads through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct IngressPlace {
    /// Id of the VPC.
    pub vpc: String,
    /// Id of the interface endpoint; `None` for the one that an earlier step of the same plan makes.
    pub endpoint: Option<String>,
}

/// A new auto scaling configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct AutoScalingSpec {
    /// Name, 4 to 32 characters.
    pub name: String,
    /// Requests that one instance takes at once, 1 to 200.
    pub max_concurrency: u16,
    /// Fewest instances, 1 to 25.
    pub min_size: u16,
    /// Most instances, at least the fewest.
    pub max_size: u16,
}
