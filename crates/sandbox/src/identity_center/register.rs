//! Owns clients: who may sign people in, by which grants and to where. Refuses everything but public clients on this
//! machine.

use http::Uri;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{DAY, SECOND, State, list, needed, secret, start_url};
use crate::wire::Refusal;

pub(super) const AUTHORIZATION_CODE: &str = "authorization_code";
pub(super) const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";
pub(super) const REFRESH_TOKEN: &str = "refresh_token";
pub(super) const GRANTS: [&str; 3] = [AUTHORIZATION_CODE, DEVICE_CODE, REFRESH_TOKEN];

/// With this scope a sign-in can be refreshed.
const ACCOUNT_ACCESS: &str = "sso:account:access";
const REGISTRATION: i64 = 90 * DAY;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Client {
    pub(super) secret: String,
    grants: Vec<String>,
    scopes: Vec<String>,
    redirect_uris: Vec<String>,
    /// The portal that people sign in to by a code; a device says it each time.
    pub(super) issuer_url: String,
    pub(super) expires_ms: i64,
}

impl Client {
    pub(super) fn may(&self, grant: &str) -> bool {
        self.grants.iter().any(|registered| registered == grant)
    }

    /// Whether its sign-ins go on after an hour.
    pub(super) fn refreshes(&self) -> bool {
        self.may(REFRESH_TOKEN) && self.scopes.iter().any(|scope| scope == ACCOUNT_ACCESS)
    }

    /// Whether people may be sent there: as registered, but for the port, which nobody knows beforehand.
    pub(super) fn leads_to(&self, redirect_uri: &str) -> bool {
        let path = loopback_path(redirect_uri);
        path.is_some() && self.redirect_uris.iter().any(|registered| loopback_path(registered) == path)
    }
}

/// The path of `http://127.0.0.1[:port]/path`; `None` for every other address.
fn loopback_path(uri: &str) -> Option<String> {
    let parsed: Uri = uri.parse().ok()?;
    let plain = parsed.scheme_str() == Some("http") && parsed.query().is_none() && !uri.contains(['#', '@']);
    (plain && parsed.host() == Some("127.0.0.1")).then(|| parsed.path().to_owned())
}

pub(super) fn register(state: &mut State, now: i64, input: &Value) -> Result<Value, Refusal> {
    needed(input, "clientName")?;
    if needed(input, "clientType")? != "public" {
        return Err(Refusal::new("InvalidClientMetadataException", "Invalid client type provided"));
    }
    let by_device = || vec![DEVICE_CODE.to_owned(), REFRESH_TOKEN.to_owned()];
    let grants = list(input, "grantTypes").unwrap_or_else(by_device);
    if !grants.iter().all(|grant| GRANTS.contains(&grant.as_str())) {
        return Err(Refusal::new("UnsupportedGrantTypeException", "Invalid grant type provided"));
    }
    let scopes = list(input, "scopes").unwrap_or_default();
    if !scopes.iter().all(|scope| is_scope(scope)) {
        return Err(Refusal::new("InvalidScopeException", "Invalid scope provided"));
    }
    let redirect_uris = list(input, "redirectUris").unwrap_or_default();
    if !redirect_uris.iter().all(|uri| loopback_path(uri).is_some()) {
        return Err(Refusal::new("InvalidRedirectUriException", "Invalid redirect URI provided"));
    }
    let issuer_url = input["issuerUrl"].as_str().unwrap_or_default().to_owned();
    if grants.iter().any(|grant| grant == AUTHORIZATION_CODE) {
        if redirect_uris.is_empty() {
            return Err(Refusal::new("InvalidRequestException", "Missing required parameter: redirectUris"));
        }
        if !start_url::is_one(needed(input, "issuerUrl")?) {
            return Err(Refusal::new("InvalidRequestException", "Invalid issuer url provided"));
        }
    }
    let (id, secret, expires_ms) = (secret("client"), secret("secret"), now + REGISTRATION);
    let answer = json!({
        "clientId": id,
        "clientSecret": secret,
        "clientIdIssuedAt": now / SECOND,
        "clientSecretExpiresAt": expires_ms / SECOND,
    });
    state.clients.insert(id, Client { secret, grants, scopes, redirect_uris, issuer_url, expires_ms });
    Ok(answer)
}

/// AWS's own look like `sso:account:access`; some of `OpenID` are one word.
fn is_scope(scope: &str) -> bool {
    let letters = |part: &str| {
        !part.is_empty() && part.chars().all(|letter| letter.is_ascii_lowercase() || "_-*".contains(letter))
    };
    ["openid", "aws"].contains(&scope) || (scope.contains(':') && scope.split(':').all(letters))
}
