//! A draft: a service as a person means it while editing.
//!
//! What is typed is kept as text, however wrong, so that nothing a person wrote is lost; each choice is one enum, so
//! that impossible pairs cannot be written. [`crate::check`] judges a draft, [`crate::spec`] is what a faultless one
//! becomes.

use serde::{Deserialize, Serialize};

use crate::UnixMillis;
use crate::field::WizardStep;
use crate::runtime::Runtime;
use crate::size::{Cpu, Memory};

mod preset;

pub use preset::Preset;

/// Where the service comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SourceDraft {
    /// A private Amazon ECR repository.
    Ecr {
        /// Image URI.
        uri: String,
        /// When a new image is deployed.
        trigger: Trigger,
        /// The role with which App Runner pulls the image.
        access_role: AccessRole,
    },
    /// The Amazon ECR Public Gallery. Needs no role, and is deployed by hand only.
    EcrPublic {
        /// Image URI.
        uri: String,
    },
    /// A branch of a GitHub or Bitbucket repository, built by App Runner.
    Code {
        /// ARN of the connection to the provider.
        connection: String,
        /// Repository URL.
        repository: String,
        /// Branch.
        branch: String,
        /// The directory to build in, from the repository's root.
        directory: String,
        /// When a new commit is deployed.
        trigger: Trigger,
        /// How it is built.
        build: Build,
    },
}

impl SourceDraft {
    /// The image URI as typed; `None` for source code.
    pub fn uri(&self) -> Option<&str> {
        match self {
            Self::Ecr { uri, .. } | Self::EcrPublic { uri } => Some(uri),
            Self::Code { .. } => None,
        }
    }

    /// Whether `apprunner.yaml` in the repository says how to build and run, so that the draft does not.
    pub fn has_configuration_file(&self) -> bool {
        matches!(self, Self::Code { build: Build::ConfigurationFile, .. })
    }
}

/// How source code is built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Build {
    /// As the draft says; its port, start command and environment variables belong to it.
    Here {
        /// Runtime; `None` until one is chosen.
        runtime: Option<Runtime>,
        /// Build command; empty for none.
        command: String,
    },
    /// As `apprunner.yaml` in the source directory says.
    ConfigurationFile,
}

/// Who holds a source repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// GitHub.
    Github,
    /// Bitbucket.
    Bitbucket,
}

/// When a new image, or a new commit, is deployed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// When a person says so.
    Manual,
    /// On each push to the tag or the branch.
    Automatic,
}

/// The role with which App Runner pulls from private ECR.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AccessRole {
    /// Make one of this name.
    CreateForMe {
        /// Role name.
        name: String,
    },
    /// Use one that exists.
    UseExisting {
        /// Role ARN.
        arn: String,
        /// Whether App Runner is added to the role's trust policy.
        #[serde(default)]
        repair: bool,
    },
}

/// The role whose rights the running application has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum InstanceRole {
    /// None: the application makes no AWS calls.
    NotNeeded,
    /// Use one that exists.
    UseExisting {
        /// Role ARN.
        arn: String,
        /// Whether App Runner is added to the role's trust policy.
        #[serde(default)]
        repair: bool,
    },
    /// Make one that may do what the draft needs and no more: the grants, what it reads of secrets and parameters, and
    /// tracing.
    CreateForMe {
        /// Role name.
        name: String,
        /// What else it may do.
        grants: Vec<Grant>,
    },
}

/// Something that the application may do with a resource of its account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Grant {
    /// What kind of resource.
    pub resource: GrantResource,
    /// Name or ARN of the resource.
    pub target: String,
    /// What may be done with it.
    pub access: Access,
}

/// The kinds of resources that a grant can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum GrantResource {
    /// A DynamoDB table.
    DynamodbTable,
    /// An S3 bucket.
    S3Bucket,
    /// An SQS queue.
    SqsQueue,
}

/// How far a grant goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Read; from a queue, receive.
    Read,
    /// Read and write; to a queue, send too.
    ReadWrite,
}

/// What encrypts the service's copy of the source and its logs. Cannot be changed later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Encryption {
    /// A key of AWS's own.
    AwsOwned,
    /// A key of the account.
    KmsKey {
        /// Key ARN.
        arn: String,
    },
}

/// Who reaches the service.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Incoming {
    /// The internet.
    #[default]
    Public,
    /// A VPC only, by an interface endpoint that exists.
    Endpoint {
        /// Endpoint id.
        id: String,
    },
    /// A VPC only, by a new interface endpoint.
    NewEndpoint {
        /// The value of its tag `Name`; empty for none.
        name: String,
        /// Id of the VPC.
        vpc: String,
        /// Ids of its subnets.
        subnets: Vec<String>,
        /// Ids of its security groups; none takes the default group of the VPC.
        security_groups: Vec<String>,
        /// Its tags.
        #[serde(default)]
        tags: Vec<Pair>,
    },
}

/// What looks at requests before the service gets them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Firewall {
    /// Nothing.
    #[default]
    Off,
    /// A web ACL of AWS WAF.
    WebAcl {
        /// ARN of the web ACL.
        arn: String,
    },
}

/// Where the application's own connections go out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outgoing {
    /// To the internet, by App Runner's own network.
    Public,
    /// Into a VPC, by a connector that exists.
    Connector {
        /// Connector ARN.
        arn: String,
    },
    /// Into a VPC, by a new connector.
    NewConnector {
        /// Connector name.
        name: String,
        /// Id of the VPC.
        vpc: String,
        /// Ids of its subnets.
        subnets: Vec<String>,
        /// Ids of its security groups; none takes the default group of the VPC.
        security_groups: Vec<String>,
        /// Its tags.
        #[serde(default)]
        tags: Vec<Pair>,
    },
}

/// Tracing with AWS X-Ray.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Tracing {
    /// No traces.
    Off,
    /// By an observability configuration that exists.
    UseExisting {
        /// Configuration ARN.
        arn: String,
    },
    /// By a new one.
    CreateForMe {
        /// Configuration name.
        name: String,
    },
}

/// How many instances there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AutoScaling {
    /// The account's default configuration.
    AccountDefault,
    /// One that exists.
    UseExisting {
        /// Configuration ARN.
        arn: String,
    },
    /// Make one.
    CreateForMe {
        /// Configuration name.
        name: String,
        /// Requests that one instance takes at once.
        max_concurrency: String,
        /// Fewest instances.
        min_size: String,
        /// Most instances.
        max_size: String,
    },
}

/// How App Runner asks whether an instance is well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct HealthCheckDraft {
    /// By connecting, or by asking for a page.
    pub protocol: HealthProtocolDraft,
    /// Seconds between checks.
    pub interval: String,
    /// Seconds until a check counts as failed.
    pub timeout: String,
    /// Passes until an instance is healthy.
    pub healthy_threshold: String,
    /// Failures until an instance is unhealthy.
    pub unhealthy_threshold: String,
}

/// The protocol of a health check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum HealthProtocolDraft {
    /// The port accepts a connection.
    Tcp,
    /// The path answers with success.
    Http {
        /// Path.
        path: String,
    },
}

/// The kind of IP addresses of the service's endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum IpAddressType {
    /// IPv4 only.
    Ipv4,
    /// IPv4 and IPv6.
    DualStack,
}

/// An environment variable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Variable {
    /// Where its value comes from.
    pub source: VariableSource,
    /// Name.
    pub name: String,
    /// The value, or where it is kept.
    pub value: String,
}

/// Where the value of an environment variable comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum VariableSource {
    /// It is the value.
    Plain,
    /// A secret of Secrets Manager, by its ARN; read at each deployment.
    SecretsManager,
    /// A parameter of SSM Parameter Store, by its name or ARN; read at each deployment.
    ParameterStore,
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Pair {
    /// Name or key.
    pub name: String,
    /// Value.
    pub value: String,
}

/// A service as a person means it while editing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Draft {
    /// Where the service comes from.
    pub source: SourceDraft,
    /// Service name.
    pub name: String,
    /// Virtual CPU.
    pub cpu: Cpu,
    /// Memory.
    pub memory: Memory,
    /// The port the application listens on.
    pub port: String,
    /// Replaces the image's own command; empty for none.
    pub start_command: String,
    /// Environment variables.
    pub environment: Vec<Variable>,
    /// How many instances.
    pub auto_scaling: AutoScaling,
    /// Health check.
    pub health_check: HealthCheckDraft,
    /// The application's rights.
    pub instance_role: InstanceRole,
    /// What encrypts.
    pub encryption: Encryption,
    /// What looks at requests first.
    #[serde(default)]
    pub firewall: Firewall,
    /// Who reaches the service.
    #[serde(default)]
    pub incoming: Incoming,
    /// Kind of addresses of the service's endpoint.
    pub ip_address_type: IpAddressType,
    /// Where the application's own connections go out.
    pub outgoing: Outgoing,
    /// Tracing.
    pub tracing: Tracing,
    /// Tags.
    pub tags: Vec<Pair>,
}

/// A draft that is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SavedDraft {
    /// Its id, a UUID.
    pub id: String,
    /// The profile it was edited with.
    pub profile: String,
    /// The Region it is for.
    pub region: String,
    /// The draft.
    pub draft: Draft,
    /// How far the wizard was.
    pub step: WizardStep,
    /// When it was last saved.
    pub saved_at: UnixMillis,
}
