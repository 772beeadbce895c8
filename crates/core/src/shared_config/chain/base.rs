//! What gives a single profile its credentials, in the order in which AWS's SDK for Rust asks: a named source, a token
//! of an identity provider, IAM Identity Center, a login, a program, an access key. A program that is this application
//! itself is not run: what it would say is in the keychain.

use super::{Base, ChainFault, CommandLine, SsoSession, value};
use crate::keychain;
use crate::shared_config::profiles::{Group, SharedConfig};

pub(super) const KEY_ID: &str = "aws_access_key_id";
pub(super) const SECRET: &str = "aws_secret_access_key";
pub(super) const TOKEN: &str = "aws_session_token";
const SSO: [&str; 5] = ["sso_account_id", "sso_role_name", "sso_start_url", "sso_region", "sso_session"];

/// Whether the profile has a whole access key.
pub(super) fn has_keys(profile: &Group) -> bool {
    value(profile, KEY_ID).is_some() && value(profile, SECRET).is_some()
}

/// Whether the profile says anything of IAM Identity Center.
pub(super) fn has_sso(profile: &Group) -> bool {
    SSO.iter().any(|key| value(profile, key).is_some())
}

/// The role that is assumed with somebody's credentials. One that a token gives is none.
pub(super) fn assumed_role(profile: &Group) -> Option<&str> {
    value(profile, "role_arn").filter(|_| value(profile, "web_identity_token_file").is_none())
}

/// What gives the profile its credentials, its role apart.
pub(super) fn of(config: &SharedConfig, profile: &Group) -> Result<Base, ChainFault> {
    let name = || profile.name.clone();
    if let Some(source) = value(profile, "credential_source") {
        return named(source).ok_or_else(|| ChainFault::UnknownSource { profile: name(), source: source.to_owned() });
    }
    if let Some(token_file) = value(profile, "web_identity_token_file") {
        let role_arn = value(profile, "role_arn").ok_or_else(|| ChainFault::TokenWithoutRole { profile: name() })?;
        return Ok(Base::WebIdentity {
            profile: name(),
            role_arn: role_arn.to_owned(),
            token_file: token_file.to_owned(),
            session_name: value(profile, "role_session_name").map(str::to_owned),
        });
    }
    if has_sso(profile) {
        return sso(config, profile);
    }
    if let Some(arn) = value(profile, "login_session") {
        return Ok(Base::Login { profile: name(), session_arn: arn.to_owned() });
    }
    if let Some(command) = value(profile, "credential_process") {
        return Ok(match keychain::key_of(command) {
            Some(key) => Base::Keychain { profile: name(), key },
            None => Base::Process { profile: name(), command: CommandLine(command.to_owned()) },
        });
    }
    keys(profile)
}

fn named(source: &str) -> Option<Base> {
    match source.to_ascii_lowercase().as_str() {
        "environment" => Some(Base::Environment),
        "ec2instancemetadata" => Some(Base::Ec2Metadata),
        "ecscontainer" => Some(Base::EcsContainer),
        _ => None,
    }
}

/// The profile's access key.
pub(super) fn keys(profile: &Group) -> Result<Base, ChainFault> {
    let absent: Vec<String> =
        [KEY_ID, SECRET].iter().filter(|key| value(profile, key).is_none()).map(ToString::to_string).collect();
    let has_session_token = value(profile, TOKEN).is_some();
    match profile.entry(KEY_ID) {
        Some(entry) if absent.is_empty() => {
            Ok(Base::StaticKeys { profile: profile.name.clone(), has_session_token, file: entry.origin.file })
        }
        _ if absent.len() < 2 || has_session_token => {
            Err(ChainFault::HalfKeyPair { profile: profile.name.clone(), missing: absent })
        }
        _ => Err(ChainFault::Nothing { profile: profile.name.clone() }),
    }
}

/// A sign-in that the profile names, or, as it was before there were sections for it, describes.
fn sso(config: &SharedConfig, profile: &Group) -> Result<Base, ChainFault> {
    let name = profile.name.clone();
    let session = value(profile, "sso_session");
    let described = match session {
        None => profile,
        Some(session) => {
            let keys = ["sso_start_url", "sso_region"].into_iter().filter(|key| value(profile, key).is_some());
            let keys: Vec<String> = keys.map(str::to_owned).collect();
            if !keys.is_empty() {
                return Err(ChainFault::SsoKeysInProfile { profile: name, keys });
            }
            let session = session.to_owned();
            match config.sso_session(&session) {
                Some(found) => found,
                None => return Err(ChainFault::UnknownSsoSession { profile: name, session }),
            }
        }
    };
    let mut missing: Vec<String> = Vec::new();
    let mut needed = |group: &Group, key: &str| {
        let found = value(group, key).map(str::to_owned);
        if found.is_none() {
            missing.push(key.to_owned());
        }
        found.unwrap_or_default()
    };
    let account = needed(profile, "sso_account_id");
    let role = needed(profile, "sso_role_name");
    let start_url = needed(described, "sso_start_url");
    let region = needed(described, "sso_region");
    if !missing.is_empty() {
        return Err(ChainFault::IncompleteSso { profile: name, missing });
    }
    let scopes = session.and_then(|_| value(described, "sso_registration_scopes")).unwrap_or_default().split(',');
    let scopes = scopes.map(str::trim).filter(|scope| !scope.is_empty()).map(str::to_owned).collect();
    let session = SsoSession { name: session.map(str::to_owned), start_url, region, scopes };
    Ok(Base::Sso { profile: name, session, account, role })
}
