//! Services as they are on AWS, and what may be done with them in which status.

use serde::{Deserialize, Serialize};

use crate::UnixMillis;
use crate::draft::{IpAddressType, Pair, Provider};
use crate::image::Registry;
use crate::options::WebAclOption;
use crate::spec::HealthCheck;

/// The status of a service. Unknown values are kept as they came: AWS may add some.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ServiceStatus {
    /// Serving.
    Running,
    /// No instances; address and configuration are kept.
    Paused,
    /// App Runner is at work.
    OperationInProgress,
    /// The first deployment failed.
    CreateFailed,
    /// The deletion was not completed.
    DeleteFailed,
    /// Gone.
    Deleted,
    /// A value that is not in the API's model.
    Other {
        /// As it came.
        value: String,
    },
}

impl ServiceStatus {
    /// Reads the API's value, in any case of letters: examples in AWS's documents differ.
    pub fn from_api(value: &str) -> Self {
        match value.to_ascii_uppercase().as_str() {
            "RUNNING" => Self::Running,
            "PAUSED" => Self::Paused,
            "OPERATION_IN_PROGRESS" => Self::OperationInProgress,
            "CREATE_FAILED" => Self::CreateFailed,
            "DELETE_FAILED" => Self::DeleteFailed,
            "DELETED" => Self::Deleted,
            _ => Self::Other { value: value.to_owned() },
        }
    }

    /// Whether App Runner is still at work, so that asking again soon is worth it.
    pub fn is_moving(&self) -> bool {
        matches!(self, Self::OperationInProgress | Self::Other { .. })
    }
}

/// Whether an action is allowed, or why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Ability {
    /// It may be done now.
    Allowed,
    /// Another operation must end first.
    Busy,
    /// Only a running service can do that.
    NeedsRunning,
    /// Only a paused service can do that.
    NeedsPaused,
    /// It is gone, or going.
    Deleted,
}

/// What may be done with a service now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Abilities {
    /// Deploy the newest image.
    pub deploy: Ability,
    /// Pause.
    pub pause: Ability,
    /// Resume.
    pub resume: Ability,
    /// Delete.
    pub delete: Ability,
    /// Open its address.
    pub open: Ability,
    /// Change its configuration.
    pub update: Ability,
}

/// Which action is allowed in which status (Developer Guide "manage-pause", "manage-rebuild" and the menu
/// conditions of AWS's own toolkit, checked 2026-11-23).
pub fn abilities(status: &ServiceStatus) -> Abilities {
    use Ability::{Allowed, Busy, Deleted, NeedsPaused, NeedsRunning};
    match status {
        ServiceStatus::Running => {
            let (deploy, pause, resume) = (Allowed, Allowed, NeedsPaused);
            Abilities { deploy, pause, resume, delete: Allowed, open: Allowed, update: Allowed }
        }
        ServiceStatus::Paused => Abilities {
            deploy: NeedsRunning,
            pause: NeedsRunning,
            resume: Allowed,
            delete: Allowed,
            open: NeedsRunning,
            update: NeedsRunning,
        },
        ServiceStatus::OperationInProgress | ServiceStatus::Other { .. } => {
            // An update leaves the old version serving, so the address may well answer.
            Abilities { deploy: Busy, pause: Busy, resume: Busy, delete: Busy, open: Allowed, update: Busy }
        }
        ServiceStatus::CreateFailed | ServiceStatus::DeleteFailed => Abilities {
            deploy: NeedsRunning,
            pause: NeedsRunning,
            resume: NeedsPaused,
            delete: Allowed,
            open: NeedsRunning,
            update: NeedsRunning,
        },
        ServiceStatus::Deleted => {
            let (deploy, pause, resume) = (Deleted, Deleted, Deleted);
            Abilities { deploy, pause, resume, delete: Deleted, open: Deleted, update: Deleted }
        }
    }
}

/// A row of the services table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ServiceRow {
    /// ARN.
    pub arn: String,
    /// Name.
    pub name: String,
    /// Status.
    pub status: ServiceStatus,
    /// Whether App Runner is at work on it, so that asking again soon is worth it.
    pub moving: bool,
    /// Host of the default domain, without scheme; absent until AWS has given one.
    pub host: Option<String>,
    /// When it was created.
    pub created_at: Option<UnixMillis>,
    /// When it was last changed.
    pub updated_at: Option<UnixMillis>,
    /// What may be done with it.
    pub abilities: Abilities,
}

/// A service with its configuration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ServiceDetail {
    /// What the table shows too.
    pub row: ServiceRow,
    /// Id, 32 hexadecimal digits.
    pub id: String,
    /// Where the code comes from.
    pub source: ServiceSource,
    /// CPU as AWS answers it, in CPU units.
    pub cpu_units: Option<u32>,
    /// Memory in MiB.
    pub memory_mib: Option<u32>,
    /// Instance role.
    pub instance_role: Option<String>,
    /// Auto scaling configuration: name and revision.
    pub auto_scaling: Option<AutoScalingInUse>,
    /// Health check; absent when AWS answers none.
    pub health_check: Option<HealthCheck>,
    /// Whether the internet reaches it.
    pub public: bool,
    /// ARN of the VPC connector for outgoing traffic.
    pub vpc_connector: Option<String>,
    /// Kind of addresses.
    pub ip_address_type: Option<IpAddressType>,
    /// ARN of the KMS key; `None` for a key that AWS owns.
    pub kms_key: Option<String>,
    /// ARN of the observability configuration by which it is traced; `None` when it is not.
    pub observability: Option<String>,
    /// Tags; `None` when they could not be read.
    pub tags: Option<Vec<Pair>>,
    /// The way from a VPC to a private service; `None` when there is none, or it could not be read.
    pub ingress: Option<IngressInUse>,
    /// Whether it could be read which way that is.
    pub ingress_known: bool,
    /// The web ACL that looks at its requests; `None` when there is none, or it could not be read.
    pub web_acl: Option<WebAclOption>,
    /// Whether it could be read which web ACL that is.
    pub web_acl_known: bool,
}

/// A VPC ingress connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct IngressInUse {
    /// ARN.
    pub arn: String,
    /// Name.
    pub name: String,
    /// How far it is.
    pub status: IngressStatus,
    /// The host by which clients of the VPC reach the service, without scheme.
    pub host: Option<String>,
    /// Id of the VPC.
    pub vpc: String,
    /// Id of the interface endpoint.
    pub endpoint: String,
    /// ARN of the service.
    pub service: String,
}

/// How far a VPC ingress connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum IngressStatus {
    /// It can be used.
    Available,
    /// It is being made, changed or deleted.
    Moving,
    /// It could not be made or changed.
    Failed,
    /// It could not be deleted, and can only be deleted again. (API reference, `UpdateVpcIngressConnection`.)
    DeletionFailed,
    /// It is gone.
    Deleted,
}

impl IngressStatus {
    /// Reads the API's value. What is not in its model is still moving.
    pub fn from_api(value: &str) -> Self {
        match value {
            "AVAILABLE" => Self::Available,
            "FAILED_CREATION" | "FAILED_UPDATE" => Self::Failed,
            "FAILED_DELETION" => Self::DeletionFailed,
            "DELETED" => Self::Deleted,
            _ => Self::Moving,
        }
    }
}

/// Where a service's code comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ServiceSource {
    /// An image.
    Image {
        /// Image URI.
        uri: String,
        /// Registry.
        registry: Registry,
        /// Port.
        port: Option<String>,
        /// Start command.
        start_command: Option<String>,
        /// Environment variables: names and plain values.
        environment: Vec<Pair>,
        /// Environment variables taken from secrets: names and references.
        secrets: Vec<Pair>,
        /// Each push is deployed.
        automatic: bool,
        /// Access role.
        access_role: Option<String>,
    },
    /// A source code repository.
    Code {
        /// ARN of the connection.
        connection: Option<String>,
        /// Repository URL.
        repository: String,
        /// Branch.
        branch: String,
        /// The directory it is built in.
        directory: Option<String>,
        /// How it is built and run; `None` when `apprunner.yaml` in the repository says so.
        build: Option<CodeBuild>,
        /// Each push is deployed.
        automatic: bool,
    },
    /// Neither was answered.
    Unknown,
}

/// How a service's source code is built and run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CodeBuild {
    /// Runtime, as AWS names it.
    pub runtime: String,
    /// Build command.
    pub command: Option<String>,
    /// Start command.
    pub start_command: Option<String>,
    /// Port.
    pub port: Option<String>,
    /// Environment variables: names and plain values.
    pub environment: Vec<Pair>,
    /// Environment variables taken from secrets: names and references.
    pub secrets: Vec<Pair>,
}

/// The auto scaling configuration that a service uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct AutoScalingInUse {
    /// ARN.
    pub arn: String,
    /// Name.
    pub name: String,
    /// Revision, from 1.
    pub revision: u32,
}

/// A configuration to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct AutoScalingOption {
    /// ARN.
    pub arn: String,
    /// Name.
    pub name: String,
    /// Revision, from 1.
    pub revision: u32,
    /// Whether it is the account's default.
    pub is_default: bool,
    /// Whether it is the newest revision of its name.
    pub is_latest: bool,
    /// Requests that one instance takes at once; absent when it could not be read.
    pub max_concurrency: Option<u32>,
    /// Fewest instances.
    pub min_size: Option<u32>,
    /// Most instances.
    pub max_size: Option<u32>,
}

/// What App Runner did, or does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Operation {
    /// Id, as it came.
    pub id: String,
    /// What.
    pub kind: OperationKind,
    /// How far.
    pub status: OperationStatus,
    /// Whether it writes a deployment log.
    pub has_log: bool,
    /// When it began.
    pub started_at: Option<UnixMillis>,
    /// When it ended.
    pub ended_at: Option<UnixMillis>,
}

/// The kind of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OperationKind {
    /// `CREATE_SERVICE`
    Create,
    /// `START_DEPLOYMENT`
    Deploy,
    /// `UPDATE_SERVICE`
    Update,
    /// `PAUSE_SERVICE`
    Pause,
    /// `RESUME_SERVICE`
    Resume,
    /// `DELETE_SERVICE`
    Delete,
    /// A value that is not in the API's model.
    Other {
        /// As it came.
        value: String,
    },
}

impl OperationKind {
    /// Reads the API's value.
    pub fn from_api(value: &str) -> Self {
        match value.to_ascii_uppercase().as_str() {
            "CREATE_SERVICE" => Self::Create,
            "START_DEPLOYMENT" => Self::Deploy,
            "UPDATE_SERVICE" => Self::Update,
            "PAUSE_SERVICE" => Self::Pause,
            "RESUME_SERVICE" => Self::Resume,
            "DELETE_SERVICE" => Self::Delete,
            _ => Self::Other { value: value.to_owned() },
        }
    }

    /// Whether it writes a deployment log.
    pub fn deploys(&self) -> bool {
        matches!(self, Self::Create | Self::Deploy | Self::Update)
    }
}

/// How far an operation is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OperationStatus {
    /// Accepted.
    Pending,
    /// Under way.
    InProgress,
    /// Done.
    Succeeded,
    /// Failed, with nothing to go back to.
    Failed,
    /// Failed; the old version is being brought back.
    RollbackInProgress,
    /// Failed, and the old version serves: the change was not applied.
    RollbackSucceeded,
    /// Failed, and bringing back the old version failed too.
    RollbackFailed,
    /// A value that is not in the API's model.
    Other {
        /// As it came.
        value: String,
    },
}

impl OperationStatus {
    /// Reads the API's value.
    pub fn from_api(value: &str) -> Self {
        match value.to_ascii_uppercase().as_str() {
            "PENDING" => Self::Pending,
            "IN_PROGRESS" => Self::InProgress,
            "SUCCEEDED" => Self::Succeeded,
            "FAILED" => Self::Failed,
            "ROLLBACK_IN_PROGRESS" => Self::RollbackInProgress,
            "ROLLBACK_SUCCEEDED" => Self::RollbackSucceeded,
            "ROLLBACK_FAILED" => Self::RollbackFailed,
            _ => Self::Other { value: value.to_owned() },
        }
    }
}

/// A repository of images.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Repository {
    /// Name with namespaces.
    pub name: String,
    /// URI without tag.
    pub uri: String,
}

/// An image in a repository.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Image {
    /// `sha256:…`
    pub digest: String,
    /// Tags, perhaps none.
    pub tags: Vec<String>,
    /// When it was pushed.
    pub pushed_at: Option<UnixMillis>,
    /// Compressed size in bytes.
    pub size_bytes: Option<f64>,
}

/// What is known of one image.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ImageDetail {
    /// Compressed size in bytes; `None` for an index of images.
    pub size_bytes: Option<f64>,
    /// The platforms it is for, such as `linux/amd64`; empty when nothing says.
    pub platforms: Vec<String>,
    /// The ports that it says it listens on; `None` when its configuration could not be read.
    pub ports: Option<Vec<u16>>,
    /// Whether it says what to start; `None` when its configuration could not be read.
    pub has_command: Option<bool>,
}

/// An IAM role to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RoleOption {
    /// Role name.
    pub name: String,
    /// ARN.
    pub arn: String,
    /// Whether App Runner's principal may assume it.
    pub is_trusted: bool,
    /// Who may, as its trust policy says.
    pub trusted: Vec<String>,
    /// Whether App Runner's principal can be added to its trust policy.
    pub can_repair: bool,
}

/// A connection to a provider of source code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ConnectionOption {
    /// Name.
    pub name: String,
    /// ARN.
    pub arn: String,
    /// Who holds the repositories; `None` for a provider that is not known here.
    pub provider: Option<Provider>,
    /// Whether it can be used: the person has agreed at the provider.
    pub is_available: bool,
    /// Whether it still waits for that.
    pub is_pending: bool,
}

/// The status of a VPC connector. One that is `INACTIVE` has been deleted and is not listed here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ConnectorStatus {
    /// It can be used.
    Active,
    /// One that AWS has told nobody of yet.
    Other {
        /// As AWS has it.
        value: String,
    },
}

/// A VPC connector to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ConnectorOption {
    /// Name.
    pub name: String,
    /// ARN.
    pub arn: String,
    /// Status.
    pub status: ConnectorStatus,
    /// Ids of its subnets.
    pub subnets: Vec<String>,
    /// Ids of its security groups.
    pub security_groups: Vec<String>,
}

/// An observability configuration to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ObservabilityOption {
    /// Name.
    pub name: String,
    /// ARN.
    pub arn: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_done_follows_the_status() {
        let may = |status: &str| {
            let a = abilities(&ServiceStatus::from_api(status));
            [a.deploy, a.pause, a.resume, a.delete].map(|ability| ability == Ability::Allowed)
        };
        assert_eq!(may("RUNNING"), [true, true, false, true]);
        assert_eq!(may("PAUSED"), [false, false, true, true]);
        assert_eq!(may("OPERATION_IN_PROGRESS"), [false; 4]);
        assert_eq!(may("CREATE_FAILED"), [false, false, false, true]);
        assert_eq!(may("DELETE_FAILED"), [false, false, false, true]);
        assert_eq!(may("DELETED"), [false; 4]);
        assert_eq!(may("SOMETHING_NEW"), [false; 4]);
    }

    #[test]
    fn unknown_values_are_kept() {
        assert_eq!(ServiceStatus::from_api("creating"), ServiceStatus::Other { value: "creating".to_owned() });
        assert_eq!(ServiceStatus::from_api("running"), ServiceStatus::Running);
        assert!(ServiceStatus::from_api("creating").is_moving());
    }
}
