//! What a check found: a code with its parameters, how bad it is, and where.

use serde::{Deserialize, Serialize};

use crate::draft::SourceDraft;
use crate::field::{Field, WizardStep};
use crate::role::Principal;
use crate::size::Memory;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing is sent while it stands.
    Error,
    /// It will probably not work as meant.
    Warning,
    /// It works, and could be better.
    Advice,
}

/// What was found. The window has words for each code, in each language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Detail {
    /// Nothing was entered where something is needed.
    Required,
    /// Shorter than allowed.
    TooShort {
        /// Fewest characters.
        min: u32,
    },
    /// Longer than allowed.
    TooLong {
        /// Most characters.
        max: u32,
        /// Characters entered.
        length: u32,
    },
    /// Characters that a name may not have: letters, digits, `-` and `_` may; the first a letter or digit.
    NameCharacters,
    /// Characters that an IAM role name may not have.
    RoleNameCharacters,
    /// Not a whole number.
    NotANumber,
    /// A number outside its range.
    OutOfRange {
        /// Least.
        min: u32,
        /// Most.
        max: u32,
    },
    /// A line break in a command.
    LineBreak,
    /// An image of a registry that App Runner cannot pull from.
    ImageRegistryUnsupported,
    /// The image URI has a mistake after its host.
    ImageMalformed,
    /// A private image while ECR Public is chosen.
    ImageIsPrivate,
    /// A public image while private ECR is chosen.
    ImageIsPublic,
    /// No tag and no digest: `latest` is taken.
    ImageTagMissing,
    /// The image is of another account.
    ImageOfOtherAccount {
        /// The account that owns the repository.
        account: String,
    },
    /// The image is of another Region.
    ImageOfOtherRegion {
        /// The repository's Region.
        region: String,
    },
    /// Automatic deployment, which works only for images of one's own account.
    AutomaticNotPossible,
    /// Automatic deployment of a digest, which never changes.
    AutomaticWithDigest,
    /// Not the ARN of an IAM role.
    NotARoleArn,
    /// A role of that name exists.
    RoleNameTaken,
    /// The role's trust policy does not name the principal that is to assume it.
    RoleNotTrusted {
        /// The service principal.
        principal: String,
    },
    /// App Runner is added to the role's trust policy, which others may use too.
    TrustIsRepaired {
        /// The service principal.
        principal: String,
    },
    /// A service of that name exists in this account and Region.
    NameTaken,
    /// Memory that does not go with the CPU.
    MemoryNotForCpu,
    /// Not the ARN of a connection, or of one that does not exist.
    NotAConnection,
    /// The connection waits for its provider's consent, which is given on a page of the AWS console.
    ConnectionPending,
    /// Not the address of a repository: `https://`, a host, an owner and a name.
    NotARepository,
    /// A directory that does not start with `/`.
    DirectoryNotAbsolute,
    /// A runtime that creates no new services any more.
    RuntimeEnded {
        /// Since when, as a date.
        since: String,
    },
    /// Nothing starts the application.
    StartCommandMissing,
    /// `PORT` is set by App Runner.
    EnvironmentNameReserved,
    /// A name that older texts of the API reserve.
    EnvironmentNamePrefix,
    /// A name that shells cannot read.
    EnvironmentNameUnusual,
    /// A value in the open that looks secret.
    LooksSecret,
    /// Not the ARN of a secret.
    NotASecret,
    /// Neither a name nor an ARN of a parameter.
    NotAParameter,
    /// A parameter of another account.
    ReferenceOfOtherAccount {
        /// The account that owns it.
        account: String,
    },
    /// A secret or parameter is referred to, and no instance role may read it.
    ReferenceNeedsRole,
    /// Traces are sent with the rights of an instance role, and there is none.
    TracingNeedsRole,
    /// Neither a name nor an ARN of such a resource.
    NotAGrantTarget,
    /// Not the ARN of a KMS key. An alias is not taken.
    NotAKmsKey,
    /// A key of another Region.
    KmsKeyOfOtherRegion {
        /// The key's Region.
        region: String,
    },
    /// A connector of that name exists.
    ConnectorNameTaken,
    /// A VPC connector has the same subnets and security groups, which App Runner refuses, as its users report.
    ConnectorAlike {
        /// Its name.
        name: String,
    },
    /// Something that is not in the chosen VPC.
    NotInVpc {
        /// Ids.
        ids: Vec<String>,
    },
    /// Subnets whose way out is an internet gateway: App Runner's interfaces have no public address, so there is none
    /// for them.
    PublicSubnets {
        /// Ids.
        ids: Vec<String>,
    },
    /// No subnet has a way to the internet: what the application asks of it, and of AWS without endpoints, fails.
    NoWayOut,
    /// Subnets in an Availability Zone where App Runner has no connectors.
    ZoneUnsupported {
        /// Zone ids.
        zones: Vec<String>,
    },
    /// Several subnets in one Availability Zone.
    SeveralInOneZone {
        /// Zones.
        zones: Vec<String>,
    },
    /// All subnets are in one Availability Zone.
    OneZone,
    /// Fewer free addresses than a deployment at full size needs.
    FewAddresses {
        /// Addresses needed.
        needed: u32,
        /// Addresses free.
        free: u32,
    },
    /// Not the ARN of a web ACL.
    NotAWebAcl,
    /// A web ACL of `CloudFront`, or of another Region: App Runner takes those of its own Region.
    WebAclOfOtherRegion {
        /// The web ACL's Region.
        region: String,
    },
    /// A web ACL before a private service, which is not told the clients' addresses: rules by source address do not work.
    WebAclWithoutAddresses,
    /// An interface endpoint for App Runner's requests that is not there, or could not be looked at.
    EndpointUnknown,
    /// Several subnets in one Availability Zone, of which an interface endpoint takes one.
    SubnetsShareZone {
        /// Zones.
        zones: Vec<String>,
    },
    /// A private service is reached by the clients of its VPC only, so that the endpoint's security groups have to let
    /// their port 443 in.
    EndpointNeedsHttps,
    /// A name of a security group with characters that it may not have.
    GroupNameCharacters,
    /// A security group's name that begins with `sg-`, which are AWS's.
    GroupNameReserved,
    /// A security group of the VPC has this name.
    GroupNameTaken,
    /// A name of a secret or a parameter with characters that it may not have.
    SecretNameCharacters,
    /// A parameter's name that begins with `aws` or `ssm`, which are AWS's.
    ParameterNameReserved,
    /// No security group: the VPC's default group is taken.
    DefaultSecurityGroup,
    /// A configuration of that name exists: a new revision of it is made.
    NewRevision,
    /// A name or key that another row has.
    Duplicate,
    /// More rows than allowed.
    TooMany {
        /// Most rows.
        max: u32,
    },
    /// The maximum size is below the minimum size.
    MaxBelowMin,
    /// A health check path that does not start with `/`.
    PathWithoutSlash,
    /// The timeout is not shorter than the interval.
    TimeoutNotBelowInterval,
    /// A tag key that starts with `aws:`.
    TagKeyReserved,
    /// The Region is not served by App Runner.
    RegionNotServed {
        /// The Region.
        region: String,
    },
    /// The account's quota of services is used up.
    ServiceQuotaReached {
        /// Services that exist.
        count: u32,
    },
}

/// A repair that can be applied to the draft by a click.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fix {
    /// Take this memory.
    SetMemory {
        /// A size that goes with the CPU.
        memory: Memory,
    },
    /// Deploy manually.
    SetManual,
    /// Use this role instead of making one.
    UseExistingRole {
        /// Which of the draft's roles it would be.
        principal: Principal,
        /// Role ARN.
        arn: String,
    },
    /// Add App Runner to the role's trust policy.
    RepairTrust {
        /// Which of the draft's roles it is.
        principal: Principal,
    },
    /// Listen on this port.
    SetPort {
        /// Port.
        port: u32,
    },
    /// Give the new secret or parameter this name.
    SetSecretName {
        /// The name with its slash.
        name: String,
    },
    /// Take this path.
    SetHealthPath {
        /// The path with its slash.
        path: String,
    },
    /// Take this directory.
    SetDirectory {
        /// The directory with its slash.
        directory: String,
    },
    /// Make an instance role of this name, with the rights that the draft needs.
    CreateInstanceRole {
        /// Role name.
        name: String,
    },
}

/// One thing that a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The field it is about; `None` when it is about the whole.
    pub field: Option<Field>,
    /// The step that shows it.
    pub step: WizardStep,
    /// What was found.
    pub detail: Detail,
    /// A repair, when there is one.
    pub fix: Option<Fix>,
}

impl Finding {
    /// Its step is given by [`Self::for_source`].
    pub(crate) fn at(severity: Severity, field: Field, detail: Detail) -> Self {
        Self { severity, field: Some(field), step: WizardStep::Service, detail, fix: None }
    }

    pub(crate) fn for_source(mut self, source: &SourceDraft) -> Self {
        self.step = self.field.map_or(WizardStep::Review, |field| field.step(source));
        self
    }

    pub(crate) fn error(field: Field, detail: Detail) -> Self {
        Self::at(Severity::Error, field, detail)
    }

    pub(crate) fn warning(field: Field, detail: Detail) -> Self {
        Self::at(Severity::Warning, field, detail)
    }

    pub(crate) fn advice(field: Field, detail: Detail) -> Self {
        Self::at(Severity::Advice, field, detail)
    }

    pub(crate) fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}
