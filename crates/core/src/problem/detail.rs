//! The codes of problems, each with its parameters and what can be done about it.

use serde::{Deserialize, Serialize};

use super::Remedy;
use crate::UnixMillis;
use crate::diagnosis::Diagnosis;
use crate::finding::Finding;
use crate::keychain::{KeyPart, KeychainFault, KeychainState};
use crate::pin::{PinFault, ProjectRefusal};
use crate::shared_config::{ChainFault, EditRefusal};
use crate::sign_in::Need;
use crate::wire::{CaFault, CaSource, CertificateFault, ProxyFault, ProxyRefusal, ProxySource};

/// What went wrong. The window has words for each code, in each language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ProblemDetail {
    /// The system's keychain cannot be used.
    KeychainUnusable {
        /// Where it stands; never `ready`.
        state: KeychainState,
    },
    /// The system's keychain failed in a way of its own.
    KeychainFailed {
        /// What it said, without secrets.
        reason: String,
    },
    /// The keychain does not have a key any more that a profile uses.
    KeyGone {
        /// AWS's id of the key.
        access_key_id: String,
    },
    /// What was typed cannot be an access key.
    KeyMalformed {
        /// Which part of it.
        part: KeyPart,
    },
    /// A temporary key is not kept: it ends by itself.
    KeyTemporary,
    /// The keychain keeps this key already.
    KeyKnown {
        /// AWS's id of the key.
        access_key_id: String,
    },
    /// The root user's key is nobody's to replace here: it is to be deleted, not used.
    KeyOfRoot,
    /// A user has two access keys at most, and has them.
    KeysFull {
        /// Name of the user.
        user: String,
        /// AWS's ids of the keys.
        access_key_ids: Vec<String>,
    },
    /// The sign-in of a profile has expired.
    SignInExpired,
    /// A profile gives no credentials.
    CredentialsMissing {
        /// What the provider said.
        reason: String,
    },
    /// AWS does not know the credentials.
    CredentialsInvalid,
    /// The profile gives credentials once a person has done something.
    PersonNeeded {
        /// What.
        need: Need,
    },
    /// A code of an MFA device was used already; the next one comes within half a minute.
    CodeUsed,
    /// AWS does not take a code of an MFA device.
    CodeRefused,
    /// A sign-in was refused, by the person or by AWS.
    SignInRefused,
    /// Nobody signed in in time.
    SignInTooLate,
    /// A sign-in was successful and cannot be kept.
    SignInNotKept {
        /// What the system said.
        reason: String,
    },
    /// The browser cannot come back: no door can be opened for it on this machine.
    SignInNoDoor {
        /// What the system said.
        reason: String,
    },
    /// There is no such sign-in any more.
    SignInGone,
    /// How a profile gets its credentials does not work out.
    ProfileFaulty {
        /// Why.
        fault: ChainFault,
    },
    /// There is no profile of that name.
    ProfileUnknown {
        /// Profile.
        profile: String,
    },
    /// The files that hold the profiles cannot be read.
    ProfilesUnreadable {
        /// What the parser said.
        reason: String,
    },
    /// A change of the profiles' files cannot be made.
    ConfigRefused {
        /// Why.
        refusal: EditRefusal,
        /// Which of the changes it was, from 0.
        at: u32,
    },
    /// One of the profiles' files is no text in UTF-8, so that an edit could not leave the rest of it as it is.
    ConfigNotText {
        /// The file.
        path: String,
    },
    /// One of the profiles' files belongs to somebody else, or is no file.
    ConfigNotOwn {
        /// The file.
        path: String,
    },
    /// One of the profiles' files was changed by somebody else since it was shown.
    ConfigChanged {
        /// The file.
        path: String,
    },
    /// One of the profiles' files cannot be read or written.
    ConfigUnusable {
        /// The file.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// The list of programs that may have kept keys cannot be read or written, so none gets one.
    CallersUnusable {
        /// The file.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// A profile names an endpoint that is neither https nor on this machine.
    EndpointInsecure {
        /// Endpoint.
        url: String,
    },
    /// The account has no access to App Runner, which takes no new customers.
    AccountClosed,
    /// IAM refuses a call.
    AccessDenied {
        /// The action that is missing, such as `apprunner:CreateService`.
        action: String,
    },
    /// AWS slows the application down.
    Throttled,
    /// AWS cannot be reached.
    Unreachable,
    /// AWS does not answer in time.
    TimedOut,
    /// There is no connection, so nothing is begun.
    Offline {
        /// Since when.
        since: UnixMillis,
    },
    /// A proxy's address cannot be used.
    ProxyMalformed {
        /// Why.
        fault: ProxyFault,
        /// Where it comes from.
        source: ProxySource,
    },
    /// A proxy does not lead to AWS.
    ProxyRefused {
        /// Why.
        refusal: ProxyRefusal,
    },
    /// A file of certificates cannot be used.
    CaUnusable {
        /// The file.
        path: String,
        /// Where it is named.
        source: CaSource,
        /// Why.
        fault: CaFault,
    },
    /// The certificate that was shown in AWS's name is not accepted.
    CertificateRefused {
        /// Why.
        fault: CertificateFault,
    },
    /// This machine's clock is wrong.
    ClockWrong {
        /// By how many minutes it is ahead of AWS's (behind, when negative); `None` when that is not known.
        minutes: Option<i32>,
    },
    /// AWS failed on its side.
    ServerFailed,
    /// The answer could not be understood.
    AnswerUnreadable,
    /// What was asked for is not there.
    NotFound,
    /// There is a service of that name.
    ServiceNameTaken {
        /// Name.
        name: String,
    },
    /// There is a role of that name, and this plan did not make it.
    RoleNameTaken {
        /// Name.
        name: String,
    },
    /// What was to be made exists.
    AlreadyExists,
    /// A quota is used up.
    QuotaExceeded,
    /// The account may have only two services in a Region.
    AccountRestricted,
    /// App Runner still cannot assume the role.
    RoleNotAssumable,
    /// The resource is busy or in a state that does not allow it.
    InvalidState,
    /// The resource is in use.
    InUse,
    /// AWS refuses the request.
    RequestRefused,
    /// The deployment failed.
    DeploymentFailed {
        /// Why, as far as the logs tell.
        diagnosis: Option<Diagnosis>,
    },
    /// The deletion was not completed by App Runner.
    DeletionFailed,
    /// AWS could not make what a step asked for.
    CreationFailed,
    /// A role's trust policy is not the one that was read: somebody has changed it since.
    TrustChanged {
        /// Role name.
        role: String,
    },
    /// A service does not use the connector any more that it used when the plan was made.
    ServiceChanged {
        /// Service name.
        name: String,
    },
    /// A VPC connector cannot be deleted while services use it.
    ConnectorInUse {
        /// Names of the services.
        services: Vec<String>,
    },
    /// An interface endpoint cannot be deleted while services are reached by it.
    EndpointInUse {
        /// Names of the services.
        services: Vec<String>,
    },
    /// A VPC ingress connection could not be led through another interface endpoint.
    IngressNotMoved,
    /// A VPC ingress connection does not go through the endpoint any more that it went through when the plan was made.
    IngressChanged {
        /// Its name.
        name: String,
    },
    /// What was asked for is so already.
    NothingToChange,
    /// An interface endpoint has other subnets or security groups than when the plan was made.
    EndpointChanged {
        /// The value of its tag `Name`, or its id.
        name: String,
    },
    /// An interface endpoint cannot get subnets back that it had: they are gone, or have no free address.
    SubnetsGone {
        /// The value of the endpoint's tag `Name`, or its id.
        name: String,
        /// The subnets' ids.
        subnets: Vec<String>,
    },
    /// A service that answered before a change does not answer, or answers with a fault of its own.
    AnswersWorse {
        /// Its name.
        name: String,
        /// The HTTP status of before.
        before: u16,
        /// The one of now; `None` where it does not answer.
        now: Option<u16>,
    },
    /// The secret value of a step is gone: it is never written down, and the application was closed.
    SecretGone,
    /// The draft has errors.
    DraftInvalid {
        /// All findings.
        findings: Vec<Finding>,
    },
    /// The session's credentials changed since the page was opened.
    SessionStale,
    /// The session's account, or its profile, is marked as read-only.
    ReadOnly {
        /// The account.
        account: String,
    },
    /// The session's account, or its profile, is marked as production, and is not unlocked.
    ProductionLocked {
        /// The account.
        account: String,
    },
    /// A project is open, and what would be changed is not in its account and Region.
    PinnedElsewhere {
        /// The project's folder.
        project: String,
        /// The project's account.
        account: String,
        /// The project's Region.
        region: String,
    },
    /// The pin of the open project cannot be understood, so nothing is changed.
    PinBroken {
        /// The file.
        file: String,
        /// Why.
        fault: PinFault,
    },
    /// A project cannot be opened or made.
    ProjectRefused {
        /// What was typed.
        path: String,
        /// Why.
        refusal: ProjectRefusal,
    },
    /// The session is of another account than the run.
    AccountChanged {
        /// The run's account.
        expected: String,
        /// The session's account.
        actual: String,
    },
    /// The typed name is not the service's.
    ConfirmationMismatch,
    /// There is no such plan any more.
    PlanGone,
    /// Somebody is at work on the run.
    RunBusy,
    /// The journal cannot be written, so nothing was begun.
    JournalUnwritable {
        /// What the system said.
        reason: String,
    },
    /// There are as many windows as there can be.
    TooManyWindows,
    /// A link cannot be opened.
    LinkRefused,
    /// The application made a mistake.
    Internal {
        /// What is known of it.
        reason: String,
    },
}

impl From<KeychainFault> for ProblemDetail {
    fn from(fault: KeychainFault) -> Self {
        match fault {
            KeychainFault::Unusable { state } => Self::KeychainUnusable { state },
            KeychainFault::Failed { reason } => Self::KeychainFailed { reason },
            KeychainFault::Gone { access_key_id } => Self::KeyGone { access_key_id },
        }
    }
}

impl ProblemDetail {
    /// Whether the same call may succeed later.
    pub(super) fn is_retryable(&self) -> bool {
        use ProblemDetail as P;
        matches!(
            self,
            P::Throttled
                | P::Unreachable
                | P::Offline { .. }
                | P::ProxyRefused { refusal: ProxyRefusal::Unreachable }
                | P::TimedOut
                | P::ServerFailed
                | P::InvalidState
                | P::RoleNotAssumable
                | P::RunBusy
                | P::KeychainUnusable { .. }
        )
    }

    /// What can be done, most likely first.
    pub(super) fn remedies(&self) -> Vec<Remedy> {
        use ProblemDetail as P;
        match self {
            P::SignInExpired => vec![Remedy::SignIn, Remedy::Retry, Remedy::SwitchProfile],
            P::CredentialsMissing { .. } => vec![Remedy::SignIn, Remedy::EditProfiles, Remedy::SwitchProfile],
            P::CredentialsInvalid
            | P::ProfileUnknown { .. }
            | P::ProfileFaulty { .. }
            | P::ProfilesUnreadable { .. }
            | P::EndpointInsecure { .. }
            | P::KeyGone { .. } => vec![Remedy::EditProfiles, Remedy::SwitchProfile],
            P::PersonNeeded { need } => match need {
                Need::SignIn { .. } | Need::Login { .. } => vec![Remedy::SignIn, Remedy::SwitchProfile],
                Need::Code { .. } => vec![Remedy::EnterCode, Remedy::SwitchProfile],
                Need::Program { .. } => vec![Remedy::AllowProgram, Remedy::SwitchProfile],
            },
            P::CodeRefused
            | P::SignInRefused
            | P::SignInTooLate
            | P::SignInNoDoor { .. }
            | P::SignInGone
            | P::KeychainUnusable { .. }
            | P::KeychainFailed { .. }
            | P::CallersUnusable { .. }
            | P::KeysFull { .. }
            | P::LinkRefused
            | P::SubnetsGone { .. }
            | P::Internal { .. } => vec![Remedy::Retry],
            P::ConfigNotText { .. } | P::ConfigNotOwn { .. } => vec![Remedy::EditProfiles],
            P::AccountClosed => vec![Remedy::UseOtherAccount, Remedy::SwitchProfile],
            P::AccessDenied { action } => {
                let grant = Remedy::GrantAction { action: action.clone() };
                vec![grant, Remedy::SeePermissions, Remedy::SwitchProfile, Remedy::Retry]
            }
            P::Throttled | P::InvalidState | P::InUse | P::RunBusy | P::CodeUsed => vec![Remedy::WaitAndRetry],
            P::Unreachable | P::TimedOut => vec![Remedy::CheckNetwork, Remedy::SetWire, Remedy::Retry],
            P::Offline { .. } => vec![Remedy::CheckNetwork, Remedy::Retry],
            P::ClockWrong { .. } => vec![Remedy::SetClock, Remedy::Retry],
            P::ProxyMalformed { source: ProxySource::Environment, .. }
            | P::ProxyRefused { refusal: ProxyRefusal::SignIn } => vec![Remedy::EditEnvironment, Remedy::SetWire],
            P::ProxyMalformed { .. } => vec![Remedy::SetWire],
            P::ProxyRefused { .. } => vec![Remedy::SetWire, Remedy::CheckNetwork, Remedy::Retry],
            P::CaUnusable { source, .. } => match source {
                CaSource::Environment => vec![Remedy::EditEnvironment],
                CaSource::Profile { .. } => vec![Remedy::EditProfiles, Remedy::SwitchProfile],
                CaSource::Setting => vec![Remedy::SetWire],
            },
            P::CertificateRefused { fault: CertificateFault::OutOfDate } => vec![Remedy::SetClock, Remedy::SetWire],
            P::CertificateRefused { .. } => vec![Remedy::SetWire, Remedy::CheckNetwork],
            P::ServerFailed | P::AnswerUnreadable => vec![Remedy::WaitAndRetry, Remedy::AskSupport],
            P::NotFound | P::SessionStale | P::PlanGone | P::ConfigChanged { .. } => vec![Remedy::Reload],
            P::ServiceNameTaken { .. }
            | P::RoleNameTaken { .. }
            | P::AlreadyExists
            | P::ConfirmationMismatch
            | P::DraftInvalid { .. }
            | P::RequestRefused
            | P::ConfigRefused { .. }
            | P::TrustChanged { .. }
            | P::ServiceChanged { .. }
            | P::ConnectorInUse { .. }
            | P::EndpointInUse { .. }
            | P::NothingToChange
            | P::EndpointChanged { .. }
            | P::IngressChanged { .. }
            | P::ProjectRefused { .. }
            | P::SecretGone
            | P::KeyMalformed { .. }
            | P::KeyTemporary
            | P::KeyKnown { .. } => vec![Remedy::ChangeField],
            P::PinnedElsewhere { .. } => vec![Remedy::GoToProject, Remedy::CloseProject],
            P::PinBroken { .. } => vec![Remedy::RepairPin, Remedy::CloseProject],
            P::QuotaExceeded => vec![Remedy::FreeQuota],
            P::AccountRestricted => vec![Remedy::FreeQuota, Remedy::AskSupport],
            P::RoleNotAssumable => vec![Remedy::WaitAndRetry, Remedy::ChangeField],
            P::DeploymentFailed { .. } => vec![Remedy::ReadLogs, Remedy::ChangeField],
            P::CreationFailed => vec![Remedy::AskSupport],
            P::AnswersWorse { .. } => vec![Remedy::ReadLogs, Remedy::Retry],
            P::IngressNotMoved => vec![Remedy::Retry, Remedy::AskSupport],
            P::DeletionFailed => vec![Remedy::Retry, Remedy::ReadLogs, Remedy::AskSupport],
            P::AccountChanged { .. } => vec![Remedy::SwitchProfile],
            P::ReadOnly { .. } => vec![Remedy::ChangeMark, Remedy::SwitchProfile],
            P::ProductionLocked { .. } => vec![Remedy::Unlock],
            P::JournalUnwritable { .. } | P::SignInNotKept { .. } | P::ConfigUnusable { .. } => {
                vec![Remedy::FreeDisk, Remedy::Retry]
            }
            P::KeyOfRoot | P::TooManyWindows => Vec::new(),
        }
    }
}
