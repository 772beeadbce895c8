//! What plans are for.
//!
//! Owns: a plan's goal, by which a person finds it again. Refuses: how it is reached; those are the plan's steps.

use serde::{Deserialize, Serialize};

use crate::draft::VariableSource;

/// What a plan is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Goal {
    /// A new access key in the place of one that the keychain keeps.
    RotateKey {
        /// Name of the user whose key it is.
        user: String,
        /// AWS's id of the key that is replaced.
        access_key_id: String,
    },
    /// The key that was replaced, deleted.
    EndKey {
        /// Name of the user whose key it is.
        user: String,
        /// AWS's id of the key.
        access_key_id: String,
    },
    /// A new service.
    CreateService {
        /// Its name.
        name: String,
    },
    /// A connection to a provider of source code.
    CreateConnection {
        /// Its name.
        name: String,
    },
    /// A new VPC connector.
    CreateConnector {
        /// Its name.
        name: String,
    },
    /// A new VPC connector in the place of another one.
    ReplaceConnector {
        /// Name of the old one.
        name: String,
        /// Its ARN.
        arn: String,
    },
    /// A VPC connector less.
    DeleteConnector {
        /// Its name.
        name: String,
        /// Its ARN.
        arn: String,
    },
    /// Another way to a service: by the internet, or by a VPC.
    ChangeIncoming {
        /// Name of the service.
        name: String,
        /// Its ARN.
        arn: String,
        /// Whether the internet reaches it then.
        public: bool,
    },
    /// A way from a VPC to a private service less.
    DeleteIngress {
        /// Name of the VPC ingress connection.
        name: String,
        /// Its ARN.
        arn: String,
    },
    /// A new interface endpoint.
    CreateEndpoint {
        /// The value of its tag `Name`, or the id of its VPC.
        name: String,
        /// Whether it has no tag `Name`.
        #[serde(default)]
        unnamed: bool,
    },
    /// Other subnets or security groups for an interface endpoint.
    ChangeEndpoint {
        /// The value of its tag `Name`, or its id.
        name: String,
        /// Its id.
        id: String,
    },
    /// An interface endpoint less.
    DeleteEndpoint {
        /// The value of its tag `Name`, or its id.
        name: String,
        /// Its id.
        id: String,
    },
    /// A new security group.
    CreateGroup {
        /// Its name.
        name: String,
    },
    /// A way in: a security group's rule that lets another group in.
    AllowInbound {
        /// Name of the group that lets in.
        name: String,
        /// Its id.
        group: String,
        /// The port of TCP.
        port: u16,
    },
    /// A secret value, kept where services read it from.
    KeepSecret {
        /// The name of the secret or the parameter.
        name: String,
        /// Where it is kept.
        place: SecretPlace,
    },
    /// A service less.
    DeleteService {
        /// Its name.
        name: String,
        /// Its ARN.
        arn: String,
    },
}

impl Goal {
    /// Whether it can be taken back also after it was reached. What became something of its own is deleted by a plan of
    /// its own, or used by others meanwhile.
    pub fn stays_undoable(&self) -> bool {
        matches!(
            self,
            Self::AllowInbound { .. }
                | Self::ReplaceConnector { .. }
                | Self::ChangeEndpoint { .. }
                | Self::ChangeIncoming { public: false, .. }
        )
    }

    /// The name of what it is about.
    pub fn name(&self) -> &str {
        match self {
            Self::CreateService { name }
            | Self::CreateConnection { name }
            | Self::CreateConnector { name }
            | Self::ReplaceConnector { name, .. }
            | Self::DeleteConnector { name, .. }
            | Self::ChangeIncoming { name, .. }
            | Self::DeleteIngress { name, .. }
            | Self::CreateEndpoint { name, .. }
            | Self::ChangeEndpoint { name, .. }
            | Self::DeleteEndpoint { name, .. }
            | Self::CreateGroup { name }
            | Self::AllowInbound { name, .. }
            | Self::KeepSecret { name, .. }
            | Self::DeleteService { name, .. } => name,
            Self::RotateKey { access_key_id, .. } | Self::EndKey { access_key_id, .. } => access_key_id,
        }
    }
}

/// Where a secret value is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum SecretPlace {
    /// A secret of AWS Secrets Manager.
    SecretsManager,
    /// A `SecureString` parameter of SSM Parameter Store.
    ParameterStore,
}

impl SecretPlace {
    /// The source of a variable whose value is kept there.
    pub fn source(self) -> VariableSource {
        match self {
            Self::SecretsManager => VariableSource::SecretsManager,
            Self::ParameterStore => VariableSource::ParameterStore,
        }
    }
}
