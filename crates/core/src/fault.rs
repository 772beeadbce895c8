//! A fault: what an AWS SDK said when a call did not succeed, as plain data. Made in one place, `aws::classify`.

use serde::{Deserialize, Serialize};

use crate::keychain::KeychainFault;
use crate::sign_in::Need;
use crate::wire::{CertificateFault, ProxyRefusal};

/// What kind of failure it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FaultKind {
    /// IAM refused the call.
    AccessDenied,
    /// The credentials were valid once.
    CredentialsExpired,
    /// AWS does not know the credentials, or the signature does not fit.
    CredentialsInvalid,
    /// The profile gave no credentials.
    CredentialsMissing {
        /// What the provider said.
        reason: String,
    },
    /// The profile gives credentials once a person has done something.
    PersonNeeded {
        /// What.
        need: Need,
    },
    /// The system's keychain did not give the profile's key.
    Keychain {
        /// Why.
        fault: KeychainFault,
    },
    /// The account is not entitled to the service.
    NotEntitled,
    /// Too many requests.
    Throttled,
    /// What was asked for does not exist.
    NotFound,
    /// What was to be made exists.
    AlreadyExists,
    /// The request was refused for what it says.
    InvalidRequest,
    /// The resource is in a state that does not allow it.
    InvalidState,
    /// A quota is used up.
    QuotaExceeded,
    /// The resource is still in use.
    InUse,
    /// AWS failed on its side.
    Server,
    /// No connection: name look-up, refused, unreachable, TLS.
    Unreachable,
    /// A proxy does not lead to AWS.
    ProxyRefused {
        /// Why.
        refusal: ProxyRefusal,
    },
    /// The certificate that was shown in AWS's name is not accepted.
    CertificateRefused {
        /// Why.
        fault: CertificateFault,
    },
    /// No answer in time. The call may have been carried out.
    TimedOut,
    /// The connection broke before the answer came. The call may have been carried out.
    ConnectionLost,
    /// This machine's clock is too far from AWS's.
    ClockSkew,
    /// The answer could not be read.
    Unreadable,
}

impl FaultKind {
    /// Whether nothing at all was reached, as when a machine has no connection.
    pub fn is_of_the_network(&self) -> bool {
        matches!(self, Self::Unreachable | Self::ProxyRefused { refusal: ProxyRefusal::Unreachable })
    }
}

/// What an AWS SDK said when a call did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// What kind of failure.
    pub kind: FaultKind,
    /// Service, by the prefix of its IAM actions: `apprunner`, `iam`, …
    pub service: String,
    /// Operation, such as `CreateService`.
    pub operation: String,
    /// AWS's code.
    pub code: Option<String>,
    /// AWS's message, at most some hundred characters.
    pub message: Option<String>,
    /// AWS's request id.
    pub request_id: Option<String>,
}

impl Fault {
    /// Whether the call may have been carried out though no answer came.
    pub fn is_in_doubt(&self) -> bool {
        matches!(self.kind, FaultKind::TimedOut | FaultKind::ConnectionLost | FaultKind::Server | FaultKind::Unreadable)
    }

    /// Whether the person has to sign in before anything goes on.
    pub fn needs_sign_in(&self) -> bool {
        matches!(
            self.kind,
            FaultKind::CredentialsExpired | FaultKind::CredentialsMissing { .. } | FaultKind::PersonNeeded { .. }
        )
    }

    /// Whether the call cannot have got to AWS.
    pub fn is_unreachable(&self) -> bool {
        self.kind.is_of_the_network()
    }

    /// Whether App Runner says that it cannot assume a role: true for some seconds after the role was made.
    /// (Several field reports and Terraform's own tests; there is no code for it, only this message.)
    pub fn is_role_not_assumable(&self) -> bool {
        self.kind == FaultKind::InvalidRequest
            && self.message.as_ref().is_some_and(|message| {
                let message = message.to_ascii_lowercase();
                message.contains("error in assuming") && message.contains("role")
            })
    }

    /// Whether STS says that a code of an MFA device is not right. (A message; the code is that of any refusal.)
    pub fn is_of_mfa(&self) -> bool {
        self.message.as_ref().is_some_and(|message| message.contains("MultiFactorAuthentication failed"))
    }

    /// Whether AWS WAF says that a web ACL, or what it is put on, has not spread yet: true for some minutes after it was
    /// made. (AWS WAF API, `WAFUnavailableEntityException`.)
    pub fn is_not_spread(&self) -> bool {
        self.code.as_deref() == Some("WAFUnavailableEntityException")
    }

    /// Whether AWS WAF does not know what was named: that of something which was just made, too, for a moment.
    pub fn is_unknown_to_waf(&self) -> bool {
        self.code.as_deref() == Some("WAFNonexistentItemException")
    }

    /// Whether something uses it still, or did until a moment ago. (App Runner has no code for it: a message that its users
    /// report.)
    pub fn is_still_used(&self) -> bool {
        let says = |words: &str| self.message.as_ref().is_some_and(|message| message.to_lowercase().contains(words));
        match self.service.as_str() {
            "ec2" => self.kind == FaultKind::InUse,
            "apprunner" => self.kind == FaultKind::InvalidRequest && (says("being used") || says("in use")),
            _ => false,
        }
    }

    /// Whether EC2 says that what is to be changed is not in the state for it: what was changed a moment ago is on its way.
    /// (EC2 API reference, *Error codes*: `IncorrectState`.)
    pub fn is_on_its_way(&self) -> bool {
        self.service == "ec2" && self.kind == FaultKind::InvalidState
    }

    /// Whether App Runner says that a service of that name exists. (A message; there is no code for it.)
    pub fn is_name_taken(&self) -> bool {
        self.kind == FaultKind::AlreadyExists
            || (self.kind == FaultKind::InvalidRequest
                && self.message.as_ref().is_some_and(|message| message.contains("already exists")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_still_used_is_told_by_ec2_and_app_runner_only() {
        let says = |service: &str, kind: FaultKind, message: &str| {
            let (service, operation) = (service.to_owned(), "Delete".to_owned());
            Fault { kind, service, operation, code: None, message: Some(message.to_owned()), request_id: None }
        };
        for (fault, is_used) in [
            (says("apprunner", FaultKind::InvalidRequest, "The connector is being used by other services."), true),
            (says("apprunner", FaultKind::InvalidRequest, "It is in use by a service."), true),
            (says("apprunner", FaultKind::InvalidRequest, "Cpu"), false),
            (says("ec2", FaultKind::InUse, "has a dependent object"), true),
            (says("ec2", FaultKind::InvalidRequest, "is in use"), false),
            (says("iam", FaultKind::InUse, "must detach all policies first"), false),
        ] {
            assert_eq!(fault.is_still_used(), is_used, "{fault:?}");
        }
    }
}
