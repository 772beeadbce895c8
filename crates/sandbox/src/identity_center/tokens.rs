//! Owns `CreateToken`: what a code, a device or a refresh token is exchanged for, and how long a sign-in lasts. Refuses
//! grants that a client did not register for, and whatever was used before.

use aws_smithy_types::base64;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::register::{AUTHORIZATION_CODE, DEVICE_CODE, GRANTS};
use super::{HOUR, SECOND, State, device, needed, secret, start_url};
use crate::wire::Refusal;

const ACCESS_LASTS: i64 = HOUR;
/// What Identity Center has unless an administrator changes it; then a person signs in anew.
const SIGN_IN_LASTS: i64 = 8 * HOUR;

/// Somebody is signed in by a client.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct SignIn {
    client: String,
    start_url: String,
    pub(super) ends_ms: i64,
}

/// What an access token is good for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Access {
    pub(super) sign_in: String,
    pub(super) expires_ms: i64,
}

pub(super) fn create(state: &mut State, now: i64, input: &Value) -> Result<Value, Refusal> {
    let (grant, id) = (needed(input, "grantType")?, needed(input, "clientId")?);
    let client = state.client(id, needed(input, "clientSecret")?)?;
    if !GRANTS.contains(&grant) {
        return Err(Refusal::new("UnsupportedGrantTypeException", "Invalid grant type provided"));
    }
    if !client.may(grant) {
        return Err(Refusal::new("UnauthorizedClientException", "The client is not registered for this grant type"));
    }
    let sign_in = match grant {
        AUTHORIZATION_CODE => {
            let start_url = client.issuer_url.clone();
            by_code(state, id, input)?;
            begin(state, now, id, start_url)
        }
        DEVICE_CODE => {
            let start_url = device::poll(state, now, id, needed(input, "deviceCode")?)?;
            begin(state, now, id, start_url)
        }
        _ => by_refresh(state, id, needed(input, "refreshToken")?)?,
    };
    Ok(tokens(state, now, sign_in))
}

/// Uses up a code that fits the client, the address and the challenge.
fn by_code(state: &mut State, client: &str, input: &Value) -> Result<(), Refusal> {
    let invalid = || Refusal::new("InvalidGrantException", "Invalid authorization code provided");
    let (code, verifier) = (needed(input, "code")?, needed(input, "codeVerifier")?);
    let redirect_uri = needed(input, "redirectUri")?;
    if state.codes.get(code).is_none_or(|code| code.client != client) {
        return Err(invalid());
    }
    // A code that its client tried in vain is used up too: somebody else may have got hold of it.
    let code = state.codes.remove(code).ok_or_else(invalid)?;
    if code.redirect_uri == redirect_uri && code.challenge == challenge(verifier) { Ok(()) } else { Err(invalid()) }
}

/// RFC 7636, S256.
fn challenge(verifier: &str) -> String {
    let standard = base64::encode(Sha256::digest(verifier.as_bytes()));
    standard.trim_end_matches('=').replace('+', "-").replace('/', "_")
}

/// Uses up a refresh token.
fn by_refresh(state: &mut State, client: &str, token: &str) -> Result<String, Refusal> {
    let invalid = || Refusal::new("InvalidGrantException", "Invalid refresh token provided");
    let id = state.refresh.get(token).ok_or_else(invalid)?.clone();
    let sign_in = state.sign_ins.get(&id).ok_or_else(invalid)?;
    if sign_in.client != client || start_url::is_revoked(&sign_in.start_url) {
        return Err(invalid());
    }
    state.refresh.remove(token);
    Ok(id)
}

fn begin(state: &mut State, now: i64, client: &str, start_url: String) -> String {
    let id = secret("");
    let sign_in = SignIn { client: client.to_owned(), start_url, ends_ms: now + SIGN_IN_LASTS };
    state.sign_ins.insert(id.clone(), sign_in);
    id
}

fn tokens(state: &mut State, now: i64, sign_in: String) -> Value {
    let Some(SignIn { client, ends_ms, .. }) = state.sign_ins.get(&sign_in) else { return Value::Null };
    let refreshes = state.clients.get(client).is_some_and(super::Client::refreshes);
    let (access, expires_ms) = (secret("aoa"), (now + ACCESS_LASTS).min(*ends_ms));
    let mut answer = json!({"accessToken": access, "tokenType": "Bearer", "expiresIn": (expires_ms - now) / SECOND});
    if refreshes {
        let refresh = secret("aor");
        answer["refreshToken"] = json!(refresh);
        state.refresh.insert(refresh, sign_in.clone());
    }
    state.access.insert(access, Access { sign_in, expires_ms });
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_that_of_the_rfc() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(challenge(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
