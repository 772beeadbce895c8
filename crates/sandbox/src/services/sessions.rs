//! Owns temporary credentials: whose they are and until when, noted by their key. Refuses to forget one: an expired key
//! that nobody knew any more would sign as the sandbox's user.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{GLOBAL, notes::Notes};

/// Who signs with temporary credentials.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Session {
    pub(crate) account: String,
    pub(crate) arn: String,
    pub(crate) user_id: String,
    pub(crate) expires_ms: i64,
    /// Whether it is a role's session; otherwise it is a user's.
    pub(crate) assumed: bool,
    /// Whether a code of an MFA device opened it.
    pub(crate) mfa: bool,
}

/// What signs requests.
#[derive(Debug)]
pub(crate) struct Keys {
    pub(crate) id: String,
    pub(crate) secret: String,
    pub(crate) token: String,
}

/// All temporary credentials ever handed out; cloning shares them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sessions(Notes);

impl Sessions {
    pub(super) fn new(notes: Notes) -> Self {
        Self(notes)
    }

    /// Credentials for a session. Nobody checks a signature, so that only the key is noted.
    pub(crate) fn issue(&self, session: &Session) -> Keys {
        let text = || Uuid::new_v4().simple().to_string();
        let id = format!("ASIA{}", &text().to_ascii_uppercase()[..16]);
        self.0.set(GLOBAL, &name(&id), session);
        Keys { id, secret: format!("{}{}", text(), &text()[..8]), token: format!("IQoJb3JpZ2lu{}{}", text(), text()) }
    }

    pub(super) fn get(&self, key: &str) -> Option<Session> {
        self.0.get(GLOBAL, &name(key))
    }
}

fn name(key: &str) -> String {
    format!("session/{key}")
}
