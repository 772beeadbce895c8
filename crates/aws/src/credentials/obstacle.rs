//! Why there are no credentials, in a form that survives the SDK's error chains: [`crate::classify`] looks for it there.

use std::error::Error;
use std::fmt;

use ard_core::fault::Fault;
use ard_core::keychain::KeychainFault;
use ard_core::sign_in::Need;
use aws_credential_types::provider::error::CredentialsError;

use crate::keychain::KeychainFailure;

/// Why there are no credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// Only a person can go on.
    Need(Need),
    /// AWS refused, or did not answer, on the way.
    Fault(Fault),
    /// The keychain did not give what it keeps.
    Keychain(KeychainFault),
    /// What the profile names gives none.
    Missing(String),
}

impl From<Fault> for Obstacle {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<KeychainFailure> for Obstacle {
    fn from(failure: KeychainFailure) -> Self {
        Self::Keychain(failure.into())
    }
}

impl From<KeychainFailure> for KeychainFault {
    fn from(failure: KeychainFailure) -> Self {
        match failure {
            KeychainFailure::Unusable(state) => Self::Unusable { state },
            KeychainFailure::Failed(reason) => Self::Failed { reason },
        }
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Need(_) => formatter.write_str("a person is needed"),
            Self::Keychain(_) => formatter.write_str("the keychain did not give what it keeps"),
            Self::Fault(fault) => write!(formatter, "{} was refused", fault.operation),
            Self::Missing(reason) => formatter.write_str(reason),
        }
    }
}

impl Error for Obstacle {}

impl From<Obstacle> for CredentialsError {
    fn from(obstacle: Obstacle) -> Self {
        Self::provider_error(obstacle)
    }
}
