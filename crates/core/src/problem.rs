//! A problem: what went wrong, for a person, as a code with parameters; and what can be done about it.
//!
//! [`problem`] is the one way from what an SDK said ([`Fault`]) and what was meant ([`Intent`]) to a problem. Sentences
//! stand in the window, one for each code and language.

mod detail;

use serde::{Deserialize, Serialize};

pub use self::detail::ProblemDetail;
use crate::fault::{Fault, FaultKind};
use crate::field::Field;
use crate::role::Principal;
use crate::session::ProfileKind;
use crate::wire::{self, CertificateFault};

/// What was meant by a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intent {
    /// To learn whose credentials these are.
    Identify {
        /// Profile.
        profile: String,
    },
    /// To read something.
    Read,
    /// To make a service of this name.
    CreateService {
        /// Name.
        name: String,
    },
    /// To make a role of this name.
    CreateRole {
        /// Name.
        name: String,
        /// Who is to assume it.
        principal: Principal,
    },
    /// To make an auto scaling configuration of this name.
    CreateAutoScaling {
        /// Name.
        name: String,
    },
    /// To make a VPC connector of this name.
    CreateConnector {
        /// Name.
        name: String,
    },
    /// To make an observability configuration of this name.
    CreateObservability {
        /// Name.
        name: String,
    },
    /// To change or delete something.
    Change,
    /// To keep a secret value where services read it.
    KeepSecret,
}

/// What a person can do about a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Remedy {
    /// Do the same again.
    Retry,
    /// Do it again in a while.
    WaitAndRetry,
    /// Sign in, here or with the AWS CLI.
    SignIn,
    /// Enter a code of the MFA device.
    EnterCode,
    /// Agree that the profile's program is run.
    AllowProgram,
    /// Unlock production for some minutes.
    Unlock,
    /// Take the mark away.
    ChangeMark,
    /// Pick another profile.
    SwitchProfile,
    /// Correct the profile's files.
    EditProfiles,
    /// Give the missing right: a policy statement for an administrator.
    GrantAction {
        /// The IAM action.
        action: String,
    },
    /// See what one may do here, and what is missing.
    SeePermissions,
    /// Go to the account and Region of the open project.
    GoToProject,
    /// Correct the project's pin.
    RepairPin,
    /// Close the project.
    CloseProject,
    /// Look at the network, a proxy or a firewall.
    CheckNetwork,
    /// Choose the proxy, or the certificates, in this application.
    SetWire,
    /// Correct what the environment names, and start the application anew.
    EditEnvironment,
    /// Set the machine's clock.
    SetClock,
    /// Change the field.
    ChangeField,
    /// Delete what is not needed, or ask for a higher quota.
    FreeQuota,
    /// Ask AWS Support.
    AskSupport,
    /// Use another account, or Amazon ECS Express Mode.
    UseOtherAccount,
    /// Read the logs.
    ReadLogs,
    /// Load the page again.
    Reload,
    /// Make room on the disk.
    FreeDisk,
}

/// AWS's own words on a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct AwsWords {
    /// Service prefix.
    pub service: String,
    /// Operation.
    pub operation: String,
    /// Code.
    pub code: Option<String>,
    /// Message, in English.
    pub message: Option<String>,
    /// Request id, for AWS Support.
    pub request_id: Option<String>,
}

/// What went wrong, for a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Problem {
    /// What.
    pub detail: ProblemDetail,
    /// The field it is about.
    pub field: Option<Field>,
    /// What can be done, most likely first.
    pub remedies: Vec<Remedy>,
    /// What AWS said.
    pub aws: Option<AwsWords>,
    /// Whether the same call may succeed later.
    pub retryable: bool,
}

impl Problem {
    /// A problem that is not AWS's.
    pub fn of(detail: ProblemDetail) -> Self {
        let (remedies, retryable) = (detail.remedies(), detail.is_retryable());
        Self { detail, field: None, remedies, aws: None, retryable }
    }
}

impl Problem {
    /// The same for a profile of this kind: signing in with the AWS CLI helps those of IAM Identity Center only.
    #[must_use]
    pub fn for_profile(mut self, kind: ProfileKind) -> Self {
        if kind != ProfileKind::Sso && self.remedies.contains(&Remedy::SignIn) {
            self.remedies.retain(|remedy| !matches!(remedy, Remedy::SignIn | Remedy::EditProfiles));
            self.remedies.insert(0, Remedy::EditProfiles);
        }
        self
    }
}

impl Problem {
    /// The same on a machine whose clock is so many milliseconds ahead of AWS's: how wrong it is. A signature that AWS does
    /// not take is a wrong key all the same: calls are signed by AWS's time once that is known.
    #[must_use]
    pub fn by_clock(self, skew: Option<f64>) -> Self {
        let Some(minutes) = skew.and_then(wire::wrong_by) else { return self };
        let is_clock = match self.detail {
            ProblemDetail::ClockWrong { .. } => true,
            ProblemDetail::CertificateRefused { fault } => fault == CertificateFault::OutOfDate,
            _ => false,
        };
        if !is_clock {
            return self;
        }
        Self { field: self.field, aws: self.aws, ..Self::of(ProblemDetail::ClockWrong { minutes: Some(minutes) }) }
    }
}

/// From what the SDK said and what was meant, to what a person is told.
pub fn problem(fault: &Fault, intent: &Intent) -> Problem {
    let detail = detail(fault, intent);
    let field = match (&detail, intent) {
        (ProblemDetail::ServiceNameTaken { .. }, _) => Some(Field::ServiceName),
        (ProblemDetail::RoleNameTaken { .. }, Intent::CreateRole { principal: Principal::Tasks, .. }) => {
            Some(Field::InstanceRoleName)
        }
        (ProblemDetail::RoleNameTaken { .. }, _) => Some(Field::AccessRoleName),
        (ProblemDetail::AlreadyExists, Intent::CreateConnector { .. }) => Some(Field::ConnectorName),
        (ProblemDetail::AlreadyExists, Intent::CreateObservability { .. }) => Some(Field::ObservabilityName),
        (ProblemDetail::AlreadyExists, Intent::CreateAutoScaling { .. }) => Some(Field::AutoScalingName),
        (ProblemDetail::AlreadyExists, Intent::KeepSecret) => Some(Field::SecretName),
        _ => None,
    };
    let aws = AwsWords {
        service: fault.service.clone(),
        operation: fault.operation.clone(),
        code: fault.code.clone(),
        message: fault.message.clone(),
        request_id: fault.request_id.clone(),
    };
    // Where a person or the keychain comes first, AWS was not even asked.
    let aws = Some(aws).filter(|_| !matches!(fault.kind, FaultKind::PersonNeeded { .. } | FaultKind::Keychain { .. }));
    Problem { field, aws, ..Problem::of(detail) }
}

fn detail(fault: &Fault, intent: &Intent) -> ProblemDetail {
    match &fault.kind {
        FaultKind::AccessDenied => ProblemDetail::AccessDenied { action: denied_action(fault) },
        FaultKind::CredentialsExpired => ProblemDetail::SignInExpired,
        FaultKind::CredentialsInvalid => ProblemDetail::CredentialsInvalid,
        FaultKind::PersonNeeded { need } => ProblemDetail::PersonNeeded { need: need.clone() },
        FaultKind::CredentialsMissing { reason } => ProblemDetail::CredentialsMissing { reason: reason.clone() },
        FaultKind::Keychain { fault } => fault.clone().into(),
        FaultKind::NotEntitled => ProblemDetail::AccountClosed,
        FaultKind::Throttled => ProblemDetail::Throttled,
        FaultKind::NotFound => ProblemDetail::NotFound,
        FaultKind::AlreadyExists => match intent {
            Intent::CreateRole { name, .. } => ProblemDetail::RoleNameTaken { name: name.clone() },
            _ => ProblemDetail::AlreadyExists,
        },
        FaultKind::InvalidRequest => refused(fault, intent),
        FaultKind::InvalidState => ProblemDetail::InvalidState,
        FaultKind::QuotaExceeded => ProblemDetail::QuotaExceeded,
        FaultKind::InUse => ProblemDetail::InUse,
        FaultKind::Server => ProblemDetail::ServerFailed,
        FaultKind::Unreachable => ProblemDetail::Unreachable,
        FaultKind::TimedOut | FaultKind::ConnectionLost => ProblemDetail::TimedOut,
        FaultKind::ProxyRefused { refusal } => ProblemDetail::ProxyRefused { refusal: *refusal },
        FaultKind::CertificateRefused { fault } => ProblemDetail::CertificateRefused { fault: *fault },
        FaultKind::ClockSkew => ProblemDetail::ClockWrong { minutes: None },
        FaultKind::Unreadable => ProblemDetail::AnswerUnreadable,
    }
}

/// `InvalidRequestException` is App Runner's answer to nearly everything; only its message tells the cases apart.
fn refused(fault: &Fault, intent: &Intent) -> ProblemDetail {
    let message = fault.message.as_deref().unwrap_or_default().to_ascii_lowercase();
    match intent {
        _ if fault.is_role_not_assumable() => ProblemDetail::RoleNotAssumable,
        Intent::CreateService { name } if fault.is_name_taken() => {
            ProblemDetail::ServiceNameTaken { name: name.clone() }
        }
        // Field reports of 2026: some accounts are held to two services, and are told so in words only.
        Intent::CreateService { .. } if message.contains("restricted") => ProblemDetail::AccountRestricted,
        _ => ProblemDetail::RequestRefused,
    }
}

/// The action that IAM missed: what its message names ("not authorized to perform: iam:PassRole on …"), which need
/// not be the one that was called, else the call's own.
fn denied_action(fault: &Fault) -> String {
    let named = fault.message.as_deref().and_then(|message| {
        let (_, rest) = message.split_once("perform: ")?;
        let action = rest.split([' ', ',']).next()?.trim_end_matches('.');
        let (service, operation) = action.split_once(':')?;
        let is_word =
            |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        (is_word(service) && is_word(operation)).then(|| action.to_owned())
    });
    named.unwrap_or_else(|| format!("{}:{}", fault.service, fault.operation))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(kind: FaultKind, message: &str) -> Fault {
        Fault {
            kind,
            service: "apprunner".to_owned(),
            operation: "CreateService".to_owned(),
            code: None,
            message: Some(message.to_owned()),
            request_id: None,
        }
    }

    #[test]
    fn a_refusal_is_told_apart_by_its_message() {
        let intent = Intent::CreateService { name: "web".to_owned() };
        for (message, wanted) in [
            (
                "Service with the provided name already exists: web.",
                ProblemDetail::ServiceNameTaken { name: "web".to_owned() },
            ),
            ("Error in assuming access role arn:aws:iam::1:role/x", ProblemDetail::RoleNotAssumable),
            ("Error in assuming instance role arn:aws:iam::1:role/x", ProblemDetail::RoleNotAssumable),
            ("Your account is restricted to 2 services", ProblemDetail::AccountRestricted),
            ("Cpu and Memory do not match", ProblemDetail::RequestRefused),
        ] {
            assert_eq!(problem(&fault(FaultKind::InvalidRequest, message), &intent).detail, wanted, "{message}");
        }
    }

    #[test]
    fn a_wrong_clock_is_named_where_it_is_the_cause() {
        let signature =
            Fault { code: Some("SignatureDoesNotMatch".to_owned()), ..fault(FaultKind::CredentialsInvalid, "") };
        let of = |fault: &Fault, skew| problem(fault, &Intent::Read).by_clock(skew).detail;
        let clock = |minutes| ProblemDetail::ClockWrong { minutes };
        assert_eq!(of(&fault(FaultKind::ClockSkew, ""), None), clock(None));
        assert_eq!(of(&fault(FaultKind::ClockSkew, ""), Some(600_000.0)), clock(Some(10)));
        // Of a signature that came too late AWS says so; one that does not match is of another secret.
        assert_eq!(of(&signature, Some(-3_600_000.0)), ProblemDetail::CredentialsInvalid);
        assert_eq!(of(&fault(FaultKind::CredentialsInvalid, ""), Some(600_000.0)), ProblemDetail::CredentialsInvalid);
        assert_eq!(of(&fault(FaultKind::Throttled, ""), Some(600_000.0)), ProblemDetail::Throttled);
        let old = FaultKind::CertificateRefused { fault: CertificateFault::OutOfDate };
        assert_eq!(of(&fault(old, ""), Some(600_000.0)), clock(Some(10)));
    }

    #[test]
    fn signing_in_is_offered_to_those_who_can() {
        let expired = problem(&fault(FaultKind::CredentialsExpired, ""), &Intent::Read);
        assert!(expired.clone().for_profile(ProfileKind::Sso).remedies.contains(&Remedy::SignIn));
        let of_keys = expired.for_profile(ProfileKind::StaticKeys).remedies;
        assert_eq!(of_keys, [Remedy::EditProfiles, Remedy::Retry, Remedy::SwitchProfile]);
    }

    #[test]
    fn the_missing_right_is_the_one_that_iam_names() {
        let denied = |message| problem(&fault(FaultKind::AccessDenied, message), &Intent::Change);
        let action = |message| match denied(message).detail {
            ProblemDetail::AccessDenied { action } => action,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            action("User: arn:aws:iam::1:user/a is not authorized to perform: iam:PassRole on resource: x"),
            "iam:PassRole"
        );
        assert_eq!(action("no"), "apprunner:CreateService");
        assert_eq!(action("perform: <script>:x"), "apprunner:CreateService");
        assert_eq!(denied("").remedies[0], Remedy::GrantAction { action: "apprunner:CreateService".to_owned() });
    }
}
