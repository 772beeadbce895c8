//! What a person has to do before a profile gives credentials, and how far a sign-in is. How it is done is the business
//! of `aws`; no token, code or secret is part of any of this.

use serde::{Deserialize, Serialize};

use crate::UnixMillis;
pub use crate::shared_config::SsoSession;

impl SsoSession {
    /// The scope that a session has unless it names others. (AWS CLI, `aws configure sso`.)
    pub const SCOPE: &str = "sso:account:access";

    /// What the session's cached token is called after, in the AWS CLI as here.
    pub fn cache_name(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.start_url)
    }

    /// What is asked for.
    pub fn asked_scopes(&self) -> Vec<String> {
        if self.scopes.is_empty() { vec![Self::SCOPE.to_owned()] } else { self.scopes.clone() }
    }
}

/// What only a person can do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Need {
    /// Sign in to IAM Identity Center.
    SignIn {
        /// Where.
        session: SsoSession,
    },
    /// Enter the code of an MFA device.
    Code {
        /// Serial number or ARN of the device.
        device: String,
    },
    /// Agree that a program is run.
    Program {
        /// The profile that names it.
        profile: String,
        /// The command line.
        command: String,
    },
    /// Sign in to the console with `aws login`.
    Login {
        /// The profile.
        profile: String,
    },
}

/// How one signs in to IAM Identity Center.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum SignInWay {
    /// In this machine's browser, which comes back by itself.
    Browser,
    /// In any browser, by a code that is entered there.
    Code,
}

/// Where the tokens of sign-ins are kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum TokenPlace {
    /// In the files of the AWS CLI, which is signed in by them too, and the other way round.
    #[default]
    Files,
    /// In the system's keychain, for this application alone.
    Keychain,
}

/// A sign-in that has begun.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SignInView {
    /// Its id.
    pub id: String,
    /// Where one signs in.
    pub session: SsoSession,
    /// How.
    pub way: SignInWay,
    /// The code to compare or to enter; only by code.
    pub user_code: Option<String>,
    /// The page to enter it on; only by code.
    pub page: Option<String>,
    /// Until when.
    pub expires_at: UnixMillis,
}

/// What a person has to do, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct NextNeed {
    /// When.
    pub at: UnixMillis,
    /// What.
    pub need: Need,
}

/// How long a session lasts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Standing {
    /// When its credentials end; they are renewed before that as long as the sign-in lasts. `None` where they do not end.
    pub credentials_until: Option<UnixMillis>,
    /// When the sign-in ends, so that one has to sign in again; `None` where there is none, or it renews itself.
    pub sign_in_until: Option<UnixMillis>,
    /// Whether the sign-in renews itself before it ends.
    pub renews: bool,
    /// What a person has to do next to keep the credentials, and when; `None` while they renew themselves, or do not end.
    pub next: Option<NextNeed>,
}

impl Standing {
    /// The same by a clock that is so many milliseconds ahead of AWS's, for whoever counts down by that clock.
    #[must_use]
    pub fn by_clock(self, skew: f64) -> Self {
        let by = |at: UnixMillis| at + skew;
        Self {
            credentials_until: self.credentials_until.map(by),
            sign_in_until: self.sign_in_until.map(by),
            renews: self.renews,
            next: self.next.map(|next| NextNeed { at: by(next.at), ..next }),
        }
    }
}
