//! Owns the page that a browser opens to sign in by a code: it agrees at once and sends the browser back. Refuses to send
//! anyone to a place that was not registered; everything else that is wrong is told there.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, header};
use serde::{Deserialize, Serialize};
use winterbaume_core::MockResponse;

use super::register::AUTHORIZATION_CODE;
use super::{MINUTE, State, secret, start_url};
use crate::wire::{Refusal, percent_encode};

const LASTS: i64 = 10 * MINUTE;

/// Somebody agreed, and the client has not fetched its token yet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Code {
    pub(super) client: String,
    pub(super) redirect_uri: String,
    pub(super) challenge: String,
    pub(super) expires_ms: i64,
}

pub(super) fn authorize(
    state: &mut State,
    now: i64,
    query: &BTreeMap<String, String>,
) -> Result<MockResponse, Refusal> {
    let get = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
    let (id, redirect_uri) = (get("client_id"), get("redirect_uri"));
    let client = state.clients.get(id);
    let client = client.ok_or_else(|| Refusal::with(401, "InvalidClientException", "Invalid client provided"))?;
    if !client.leads_to(redirect_uri) {
        return Err(Refusal::new("InvalidRedirectUriException", "Invalid redirect URI provided"));
    }
    // RFC 6749, 4.1.2.1: from here on the client is told through the browser.
    let problem = if get("response_type") != "code" {
        Some("unsupported_response_type")
    } else if !client.may(AUTHORIZATION_CODE) {
        Some("unauthorized_client")
    } else if get("code_challenge_method") != "S256" || get("code_challenge").len() != 43 {
        Some("invalid_request")
    } else if start_url::denies(&client.issuer_url) {
        Some("access_denied")
    } else {
        None
    };
    let outcome = if let Some(problem) = problem {
        format!("error={problem}")
    } else {
        let code = secret("code");
        let outcome = format!("code={code}");
        let challenge = get("code_challenge").to_owned();
        let entry =
            Code { client: id.to_owned(), redirect_uri: redirect_uri.to_owned(), challenge, expires_ms: now + LASTS };
        state.codes.insert(code, entry);
        outcome
    };
    Ok(back(&format!("{redirect_uri}?{outcome}&state={}", percent_encode(get("state")))))
}

fn back(location: &str) -> MockResponse {
    let mut headers = HeaderMap::new();
    // A URI that was parsed has no letter that a header cannot have.
    if let Ok(location) = HeaderValue::from_str(location) {
        headers.insert(header::LOCATION, location);
    }
    MockResponse { status: 302, headers, body: Bytes::new() }
}
