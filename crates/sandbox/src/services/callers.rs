//! Owns who is asking, by the key that signs. Refuses to look at signatures: whoever names a key has it, and a key that
//! nobody knows is the sandbox's user's.

use winterbaume_core::MockRequest;
use winterbaume_iam::IamStateView;

use super::sessions::{Session, Sessions};
use crate::wire::percent_encode;
use crate::{ACCOUNT, USER_ARN};

const USER_ID: &str = "AIDASANDBOXSANDBOX123";

#[derive(Debug)]
pub(super) struct Caller {
    pub(super) account: String,
    pub(super) arn: String,
    pub(super) user_id: String,
    pub(super) session: Option<Session>,
}

impl Caller {
    pub(super) fn of(request: &MockRequest, sessions: &Sessions, view: &IamStateView) -> Self {
        let key = access_key(request).unwrap_or_default();
        if let Some(session) = sessions.get(key) {
            let Session { account, arn, user_id, .. } = session.clone();
            return Self { account, arn, user_id, session: Some(session) };
        }
        let user = view.access_keys.get(key).and_then(|key| view.users.get(&key.user_name));
        let (arn, user_id) = user.map_or((USER_ARN, USER_ID), |user| (user.arn.as_str(), user.user_id.as_str()));
        Self { account: ACCOUNT.to_owned(), arn: arn.to_owned(), user_id: user_id.to_owned(), session: None }
    }

    /// Whether a role's session signs.
    pub(super) fn is_role(&self) -> bool {
        self.session.as_ref().is_some_and(|session| session.assumed)
    }

    /// The name of the user; `None` for a role.
    pub(super) fn user_name(&self) -> Option<&str> {
        if self.is_role() { None } else { self.arn.rsplit('/').next() }
    }

    /// As policies see it: whether MFA was used. Long-term keys say nothing of it.
    pub(super) fn mfa(&self) -> Option<bool> {
        self.session.as_ref().map(|session| session.mfa)
    }
}

fn access_key(request: &MockRequest) -> Option<&str> {
    let header = request.headers.get(http::header::AUTHORIZATION)?.to_str().ok()?;
    let (_, credential) = header.split_once("Credential=")?;
    credential.split('/').next()
}

/// The request with one more field in its form.
pub(super) fn with_field(mut request: MockRequest, name: &str, value: &str) -> MockRequest {
    let field = format!("&{name}={}", percent_encode(value));
    request.body = [&*request.body, field.as_bytes()].concat().into();
    request
}
