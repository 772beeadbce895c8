//! From an SDK's error to a [`Fault`]: the one place that looks at SDK variants, AWS's codes and source chains.
//!
//! An `SdkError`'s own text says next to nothing, and failures of a credentials provider hide in the source chain of
//! whichever variant the client happened to be in when it asked for credentials.

use std::error::Error;

use ard_core::fault::{Fault, FaultKind};
use ard_core::wire::{CertificateFault, ProxyRefusal};
use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::{ConnectorError, SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_types::request_id::RequestId;

use crate::Answer;
use crate::credentials::Obstacle;

/// Which call failed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Call {
    /// Prefix of the service's IAM actions.
    pub(crate) service: &'static str,
    /// Operation.
    pub(crate) operation: &'static str,
}

impl Call {
    /// What the SDK said of this call.
    pub(crate) fn fault<E>(self, error: &SdkError<E, HttpResponse>) -> Fault
    where
        E: ProvideErrorMetadata + Error + Send + Sync + 'static,
    {
        // What kept credentials from being had is the fault, whichever call it was that asked for them.
        if let Some(obstacle) = chain(error).find_map(|cause| cause.downcast_ref::<Obstacle>()) {
            return self.hindered(obstacle);
        }
        let meta = error.as_service_error().map(ProvideErrorMetadata::meta);
        let text = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
        Fault {
            kind: kind(error),
            service: self.service.to_owned(),
            operation: self.operation.to_owned(),
            code: text(meta.and_then(|meta| meta.code())),
            message: text(meta.and_then(|meta| meta.message())),
            request_id: text(error.as_service_error().and_then(|_| error.request_id())),
        }
    }

    /// What kept credentials for this call from being had.
    pub(crate) fn hindered(self, obstacle: &Obstacle) -> Fault {
        let kind = match obstacle {
            Obstacle::Fault(fault) => return fault.clone(),
            Obstacle::Need(need) => FaultKind::PersonNeeded { need: need.clone() },
            Obstacle::Keychain(fault) => FaultKind::Keychain { fault: fault.clone() },
            Obstacle::Missing(reason) => FaultKind::CredentialsMissing { reason: reason.clone() },
        };
        Fault { kind, ..self.unreadable() }
    }

    /// What an answer said of a part that was refused, though the call succeeded.
    pub(crate) fn refused(self, code: String, message: String) -> Fault {
        Fault { kind: of_code(&code, &message, 400), code: Some(code), message: Some(message), ..self.unreadable() }
    }

    /// A request that did not get to AWS, for this reason.
    pub(crate) fn undelivered(self, kind: FaultKind) -> Fault {
        Fault { kind, ..self.unreadable() }
    }

    /// An answer that lacks what AWS's model says it has.
    pub(crate) fn unreadable(self) -> Fault {
        Fault {
            kind: FaultKind::Unreadable,
            service: self.service.to_owned(),
            operation: self.operation.to_owned(),
            code: None,
            message: None,
            request_id: None,
        }
    }
}

/// What is not there is an answer, not a fault.
pub(crate) fn absent_is_none<T>(fault: Fault) -> Answer<Option<T>> {
    if fault.kind == FaultKind::NotFound { Ok(None) } else { Err(fault) }
}

/// To take away what is not there is done already.
pub(crate) fn absent_is_done(answer: Answer<()>) -> Answer<()> {
    answer.or_else(|fault| absent_is_none(fault).map(|_: Option<()>| ()))
}

fn kind<E>(error: &SdkError<E, HttpResponse>) -> FaultKind
where
    E: ProvideErrorMetadata + Error + Send + Sync + 'static,
{
    if let Some(kind) = chain(error).find_map(|cause| cause.downcast_ref::<CredentialsError>()).map(of_credentials) {
        return kind;
    }
    match error {
        SdkError::TimeoutError(_) => FaultKind::TimedOut,
        SdkError::DispatchFailure(failure) => {
            failure.as_connector_error().map_or(FaultKind::ConnectionLost, of_connector)
        }
        SdkError::ServiceError(service) => {
            let meta = service.err().meta();
            let status = service.raw().status().as_u16();
            of_code(meta.code().unwrap_or_default(), meta.message().unwrap_or_default(), status)
        }
        SdkError::ResponseError(_) => FaultKind::Unreadable,
        // The request could not even be built: an endpoint that is no URL, a value that cannot stand in a header.
        _ => FaultKind::InvalidRequest,
    }
}

/// What kept a request from being sent, or its answer from coming.
pub(crate) fn of_connector(error: &ConnectorError) -> FaultKind {
    if let Some(fault) = chain(error).find_map(|cause| cause.downcast_ref::<rustls::Error>()).and_then(of_certificate) {
        return FaultKind::CertificateRefused { fault };
    }
    if let Some(refusal) = chain(error).find_map(of_tunnel) {
        return FaultKind::ProxyRefused { refusal };
    }
    if is_before_sending(error) {
        FaultKind::Unreachable
    } else if error.is_timeout() {
        FaultKind::TimedOut
    } else {
        FaultKind::ConnectionLost
    }
}

fn of_certificate(error: &rustls::Error) -> Option<CertificateFault> {
    use rustls::CertificateError as C;
    match error {
        rustls::Error::InvalidCertificate(C::UnknownIssuer) => Some(CertificateFault::UnknownIssuer),
        rustls::Error::InvalidCertificate(
            C::Expired | C::ExpiredContext { .. } | C::NotValidYet | C::NotValidYetContext { .. },
        ) => Some(CertificateFault::OutOfDate),
        rustls::Error::InvalidCertificate(C::NotValidForName | C::NotValidForNameContext { .. }) => {
            Some(CertificateFault::WrongHost)
        }
        rustls::Error::InvalidCertificate(_) => Some(CertificateFault::Other),
        _ => None,
    }
}

/// What hyper says of a tunnel through a proxy. Its type cannot be named, so that only its words tell the cases apart;
/// the tests make a proxy say each.
fn of_tunnel(error: &(dyn Error + 'static)) -> Option<ProxyRefusal> {
    match error.to_string().strip_prefix("tunnel error: ")? {
        "proxy authorization required" => Some(ProxyRefusal::SignIn),
        "failed to create underlying connection" | "io error establishing tunnel" => Some(ProxyRefusal::Unreachable),
        _ => Some(ProxyRefusal::Closed),
    }
}

/// Whether the connection failed to come about, so that the request cannot have been carried out.
fn is_before_sending(error: &(dyn Error + 'static)) -> bool {
    chain(error).any(|cause| {
        cause
            .downcast_ref::<hyper_util::client::legacy::Error>()
            .is_some_and(hyper_util::client::legacy::Error::is_connect)
    })
}

/// An error and what is behind it. What an `io::Error` holds is the next in its chain; its own `source` would leave that
/// out.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| match error.downcast_ref::<std::io::Error>() {
        Some(io) => io.get_ref().map(|inner| inner as &(dyn Error + 'static)),
        None => error.source(),
    })
}

fn of_credentials(error: &CredentialsError) -> FaultKind {
    // The providers' own types are private to aws-config; an expired sign-in can only be told by its words.
    let words: Vec<String> = chain(error).map(ToString::to_string).collect();
    if words.iter().any(|words| words.to_ascii_lowercase().contains("expired")) {
        return FaultKind::CredentialsExpired;
    }
    if matches!(error, CredentialsError::ProviderTimedOut(_)) {
        return FaultKind::TimedOut;
    }
    // The last cause is the most exact one: "profile `x` did not contain credential information".
    FaultKind::CredentialsMissing { reason: words.last().cloned().unwrap_or_default() }
}

fn of_code(code: &str, message: &str, status: u16) -> FaultKind {
    match code {
        "AccessDenied"
        | "AccessDeniedException"
        | "NotAuthorized"
        | "UnauthorizedOperation"
        | "UnauthorizedException" => FaultKind::AccessDenied,
        "ExpiredToken" | "ExpiredTokenException" | "TokenRefreshRequired" => FaultKind::CredentialsExpired,
        "RequestExpired" | "RequestTimeTooSkewed" => FaultKind::ClockSkew,
        "SignatureDoesNotMatch" | "InvalidSignatureException" => {
            let message = message.to_ascii_lowercase();
            if message.contains("signature expired") || message.contains("signature not yet current") {
                FaultKind::ClockSkew
            } else {
                FaultKind::CredentialsInvalid
            }
        }
        "InvalidClientTokenId"
        | "UnrecognizedClientException"
        | "InvalidAccessKeyId"
        | "IncompleteSignature"
        | "MissingAuthenticationToken"
        | "MissingAuthenticationTokenException"
        | "AuthFailure" => FaultKind::CredentialsInvalid,
        "SubscriptionRequiredException" | "OptInRequired" => FaultKind::NotEntitled,
        "Throttling"
        | "ThrottlingException"
        | "ThrottledException"
        | "RequestLimitExceeded"
        | "RequestThrottled"
        | "TooManyRequestsException"
        | "SlowDown" => FaultKind::Throttled,
        "NoSuchEntity"
        | "NoSuchEntityException"
        | "ResourceNotFoundException"
        | "RepositoryNotFoundException"
        | "InvalidVpcEndpointId.NotFound"
        | "InvalidVpcEndpoint.NotFound"
        | "InvalidGroup.NotFound"
        | "InvalidPermission.NotFound"
        | "ParameterNotFound"
        | "InvalidResourceId"
        | "WAFNonexistentItemException"
        | "ImageNotFoundException" => FaultKind::NotFound,
        "EntityAlreadyExists"
        | "InvalidGroup.Duplicate"
        | "InvalidPermission.Duplicate"
        | "EntityAlreadyExistsException"
        | "ResourceAlreadyExistsException"
        | "ResourceExistsException"
        | "ParameterAlreadyExists" => FaultKind::AlreadyExists,
        "InvalidStateException" | "IncorrectState" => FaultKind::InvalidState,
        "ServiceQuotaExceededException"
        | "LimitExceeded"
        | "LimitExceededException"
        | "ParameterLimitExceeded"
        | "SecurityGroupLimitExceeded"
        | "VpcEndpointLimitExceeded"
        | "WAFLimitsExceededException" => FaultKind::QuotaExceeded,
        "DeleteConflict" | "DeleteConflictException" | "DependencyViolation" | "ResourceInUseException" => {
            FaultKind::InUse
        }
        _ if status == 429 => FaultKind::Throttled,
        _ if status >= 500 => FaultKind::Server,
        "" if status == 403 => FaultKind::AccessDenied,
        _ => FaultKind::InvalidRequest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_kind() {
        for (code, message, status, kind) in [
            ("AccessDeniedException", "", 400, FaultKind::AccessDenied),
            ("AccessDenied", "", 403, FaultKind::AccessDenied),
            ("InvalidGroup.Duplicate", "", 400, FaultKind::AlreadyExists),
            ("SecurityGroupLimitExceeded", "", 400, FaultKind::QuotaExceeded),
            ("DependencyViolation", "", 400, FaultKind::InUse),
            ("ExpiredTokenException", "", 403, FaultKind::CredentialsExpired),
            ("InvalidClientTokenId", "", 403, FaultKind::CredentialsInvalid),
            (
                "SignatureDoesNotMatch",
                "Signature expired: 20260101T000000Z is now earlier than",
                403,
                FaultKind::ClockSkew,
            ),
            (
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match",
                403,
                FaultKind::CredentialsInvalid,
            ),
            ("SubscriptionRequiredException", "", 403, FaultKind::NotEntitled),
            ("ThrottlingException", "Rate exceeded", 400, FaultKind::Throttled),
            ("InvalidStateException", "", 400, FaultKind::InvalidState),
            ("IncorrectState", "", 400, FaultKind::InvalidState),
            ("ServiceQuotaExceededException", "", 400, FaultKind::QuotaExceeded),
            ("InternalServiceErrorException", "", 500, FaultKind::Server),
            ("SomethingNew", "", 400, FaultKind::InvalidRequest),
            ("", "", 502, FaultKind::Server),
            ("", "", 403, FaultKind::AccessDenied),
        ] {
            assert_eq!(of_code(code, message, status), kind, "{code} {status}");
        }
    }
}
