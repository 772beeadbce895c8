//! Owns what STS hands out temporary credentials for: a role, a user's session with or without MFA, a role for a token of
//! somebody else's. Refuses what AWS refuses: durations, roles that are not there, trust that is not given.

use std::collections::BTreeMap;
use std::fmt::Write;

use winterbaume_core::MockResponse;
use winterbaume_iam::IamStateView;
use winterbaume_iam::views::RoleView;

use super::callers::Caller;
use super::notes::Notes;
use super::sessions::{Keys, Session, Sessions};
use super::trust::{Circumstances, admits};
use super::{mfa, sts};
use crate::wire::{Refusal, date_time, escape};

const CHAINED: i64 = 3_600;

/// Everything that a request is judged by.
pub(super) struct Desk<'a> {
    pub(super) now: i64,
    pub(super) sessions: &'a Sessions,
    pub(super) notes: &'a Notes,
    pub(super) iam: &'a IamStateView,
    pub(super) caller: Caller,
    pub(super) input: &'a BTreeMap<String, String>,
}

impl Desk<'_> {
    pub(super) fn assume_role(&self) -> Result<MockResponse, Refusal> {
        let (arn, name) = (self.role_arn()?, self.session_name()?);
        let seconds = self.duration(3_600, 43_200)?;
        if self.caller.is_role() && seconds > CHAINED {
            return Err(invalid(
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
            ));
        }
        let proven = self.mfa()?;
        let denied = || {
            let asked = "is not authorized to perform: sts:AssumeRole on resource";
            Refusal::with(403, "AccessDenied", format!("User: {} {asked}: {arn}", self.caller.arn))
        };
        let circumstances = Circumstances {
            caller: Some(&self.caller),
            external_id: self.get("ExternalId"),
            mfa: if proven { Some(true) } else { self.caller.mfa() },
        };
        let role = self.role(arn).filter(|role| admits(&role.assume_role_policy_document, &circumstances));
        let role = role.ok_or_else(denied)?;
        let answer = self.enter(role, name, seconds)?;
        Ok(sts::result("AssumeRole", &answer))
    }

    pub(super) fn assume_role_with_web_identity(&self) -> Result<MockResponse, Refusal> {
        let (arn, name) = (self.role_arn()?, self.session_name()?);
        let token = self.get("WebIdentityToken").ok_or_else(|| null("webIdentityToken"))?;
        let seconds = self.duration(3_600, 43_200)?;
        if token.contains("expired") {
            let message = "Token expired: current date/time must be before the expiration date/time";
            return Err(Refusal::new("ExpiredTokenException", message));
        }
        let circumstances = Circumstances { caller: None, external_id: None, mfa: None };
        let role = self.role(arn).filter(|role| admits(&role.assume_role_policy_document, &circumstances));
        let role = role.ok_or_else(|| {
            Refusal::with(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")
        })?;
        let mut answer = self.enter(role, name, seconds)?;
        for (element, value) in [
            ("SubjectFromWebIdentityToken", "sandbox"),
            ("Audience", "sts.amazonaws.com"),
            ("Provider", self.get("ProviderId").unwrap_or("sandbox")),
        ] {
            let _ = write!(answer, "<{element}>{}</{element}>", escape(value));
        }
        Ok(sts::result("AssumeRoleWithWebIdentity", &answer))
    }

    pub(super) fn get_session_token(&self) -> Result<MockResponse, Refusal> {
        if self.caller.session.is_some() {
            let message = "Cannot call GetSessionToken with session credentials";
            return Err(Refusal::with(403, "AccessDenied", message));
        }
        let seconds = self.duration(43_200, 129_600)?;
        let mfa = self.mfa()?;
        let Caller { account, arn, user_id, .. } = &self.caller;
        let session = Session {
            account: account.clone(),
            arn: arn.clone(),
            user_id: user_id.clone(),
            expires_ms: self.now + seconds * 1_000,
            assumed: false,
            mfa,
        };
        Ok(sts::result("GetSessionToken", &credentials(&self.sessions.issue(&session), session.expires_ms)))
    }

    /// Credentials of the role, and who one is with them.
    fn enter(&self, role: &RoleView, name: &str, seconds: i64) -> Result<String, Refusal> {
        if seconds > i64::from(role.max_session_duration) {
            return Err(invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role."));
        }
        let session = Session {
            account: role.account_id.clone(),
            arn: format!("arn:aws:sts::{}:assumed-role/{}/{name}", role.account_id, role.name),
            user_id: format!("{}:{name}", role.role_id),
            expires_ms: self.now + seconds * 1_000,
            assumed: true,
            // What a role does is not done with MFA, even if it was entered so.
            mfa: false,
        };
        let keys = self.sessions.issue(&session);
        let (id, arn) = (escape(&session.user_id), escape(&session.arn));
        Ok(format!(
            "<AssumedRoleUser><AssumedRoleId>{id}</AssumedRoleId><Arn>{arn}</Arn></AssumedRoleUser>{}",
            credentials(&keys, session.expires_ms)
        ))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.input.get(name).map(String::as_str).filter(|text| !text.is_empty())
    }

    fn role(&self, arn: &str) -> Option<&RoleView> {
        self.iam.roles.values().find(|role| role.arn == arn)
    }

    fn role_arn(&self) -> Result<&str, Refusal> {
        let arn = self.get("RoleArn").ok_or_else(|| null("roleArn"))?;
        if arn.starts_with("arn:aws:iam::") && arn.contains(":role/") { Ok(arn) } else { Err(invalid("Invalid ARN")) }
    }

    fn session_name(&self) -> Result<&str, Refusal> {
        let name = self.get("RoleSessionName").ok_or_else(|| null("roleSessionName"))?;
        let allowed = |letter: char| letter.is_ascii_alphanumeric() || "_+=,.@-".contains(letter);
        if (2..=64).contains(&name.len()) && name.chars().all(allowed) {
            return Ok(name);
        }
        let constraint = "Member must satisfy regular expression pattern: [\\w+=,.@-]{2,64}";
        Err(constrained(&format!("Value '{name}' at 'roleSessionName' failed to satisfy constraint: {constraint}")))
    }

    fn duration(&self, usual: i64, most: i64) -> Result<i64, Refusal> {
        let Some(text) = self.get("DurationSeconds") else { return Ok(usual) };
        let seconds: i64 = text.parse().map_err(|_| invalid("DurationSeconds is not a number"))?;
        let (bound, word) = if seconds < 900 { (900, "greater") } else { (most, "less") };
        if (900..=most).contains(&seconds) {
            return Ok(seconds);
        }
        let constraint = format!("Member must have value {word} than or equal to {bound}");
        Err(constrained(&format!("Value '{text}' at 'durationSeconds' failed to satisfy constraint: {constraint}")))
    }

    /// Whether the call itself proves an MFA device. A role has none.
    fn mfa(&self) -> Result<bool, Refusal> {
        let serial = self.get("SerialNumber").map(|serial| if self.caller.is_role() { "" } else { serial });
        mfa::check(self.notes, serial, self.get("TokenCode"))
    }
}

fn credentials(keys: &Keys, expires_ms: i64) -> String {
    let Keys { id, secret, token } = keys;
    format!(
        "<Credentials><AccessKeyId>{id}</AccessKeyId><SecretAccessKey>{secret}</SecretAccessKey>\
         <SessionToken>{token}</SessionToken><Expiration>{}</Expiration></Credentials>",
        date_time(expires_ms)
    )
}

fn invalid(message: &str) -> Refusal {
    Refusal::new("ValidationError", message)
}

fn constrained(violation: &str) -> Refusal {
    invalid(&format!("1 validation error detected: {violation}"))
}

fn null(member: &str) -> Refusal {
    constrained(&format!("Value null at '{member}' failed to satisfy constraint: Member must not be null"))
}
