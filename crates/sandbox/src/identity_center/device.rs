//! Owns signing in on another device: codes to type, the page where they are typed, and how often a client may ask.
//! Refuses to wait: whoever opens the page has decided.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use winterbaume_core::MockResponse;

use super::register::DEVICE_CODE;
use super::{MINUTE, SECOND, State, needed, secret, start_url};
use crate::wire::{Refusal, html_answer};

const LASTS: i64 = 10 * MINUTE;
/// AWS's shortest, so that nobody waits long for a picture.
const INTERVAL: i64 = SECOND;
/// RFC 8628, 3.5.
const SLOWER: i64 = 5 * SECOND;
/// A client's clock and ours are cut to milliseconds at different moments.
const GRACE: i64 = 50;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Decision {
    Open,
    Agreed,
    Refused,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Device {
    client: String,
    user_code: String,
    start_url: String,
    decision: Decision,
    interval_ms: i64,
    asked_ms: Option<i64>,
    used: bool,
    pub(super) expires_ms: i64,
}

pub(super) fn start(state: &mut State, now: i64, page: &str, input: &Value) -> Result<Value, Refusal> {
    let id = needed(input, "clientId")?;
    let client = state.client(id, needed(input, "clientSecret")?)?;
    if !client.may(DEVICE_CODE) {
        return Err(Refusal::new("UnauthorizedClientException", "The client is not registered for this grant type"));
    }
    let start_url = needed(input, "startUrl")?;
    if !start_url::is_one(start_url) {
        return Err(Refusal::new("InvalidRequestException", "Invalid start url provided"));
    }
    let (code, user_code) = (secret("device"), user_code());
    let lasts = if start_url::expires(start_url) { 0 } else { LASTS };
    let device = Device {
        client: id.to_owned(),
        user_code: user_code.clone(),
        start_url: start_url.to_owned(),
        decision: Decision::Open,
        interval_ms: INTERVAL,
        asked_ms: None,
        used: false,
        expires_ms: now + lasts,
    };
    let answer = json!({
        "deviceCode": code,
        "userCode": user_code,
        "verificationUri": page,
        "verificationUriComplete": format!("{page}?user_code={user_code}"),
        // A client that stopped by this number would never learn from the service that the code has expired.
        "expiresIn": LASTS / SECOND,
        "interval": INTERVAL / SECOND,
    });
    state.devices.insert(code, device);
    Ok(answer)
}

/// Two groups of four consonants: no words, and nothing to mix up.
fn user_code() -> String {
    const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
    let bytes = uuid::Uuid::new_v4().into_bytes();
    let group = |from: usize| -> String {
        bytes[from..from + 4].iter().map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect()
    };
    // The bytes 6 and 8 are not all by chance.
    format!("{}-{}", group(0), group(10))
}

/// The page for people. It repeats nothing that was sent to it.
pub(super) fn verify(state: &mut State, now: i64, query: &BTreeMap<String, String>) -> MockResponse {
    let typed = query.get("user_code").map(|code| code.trim().to_ascii_uppercase()).unwrap_or_default();
    let device = state.devices.values_mut().find(|device| device.user_code == typed && device.expires_ms > now);
    let Some(device) = device else {
        return page(404, "This code is unknown or has expired. Start again where you got it.");
    };
    if start_url::denies(&device.start_url) {
        device.decision = Decision::Refused;
        return page(200, "You refused the request. You can close this window.");
    }
    device.decision = Decision::Agreed;
    page(200, "Request approved. You can close this window and return to the application.")
}

fn page(status: u16, text: &str) -> MockResponse {
    let title = "AWS access portal (sandbox)";
    html_answer(
        status,
        &format!(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head>\
             <body><h1>{title}</h1><p>{text}</p></body></html>"
        ),
    )
}

/// A client asks for its token: the start URL that was signed in to, once somebody has agreed.
pub(super) fn poll(state: &mut State, now: i64, client: &str, code: &str) -> Result<String, Refusal> {
    let unknown = || Refusal::new("InvalidGrantException", "Invalid device code provided");
    let device = state.devices.get_mut(code).filter(|device| device.client == client).ok_or_else(unknown)?;
    if device.expires_ms <= now {
        return Err(Refusal::new("ExpiredTokenException", "Device code has expired"));
    }
    let before = device.asked_ms.replace(now);
    let too_quick = match before {
        Some(before) => now - before < device.interval_ms - GRACE,
        None => start_url::is_slow(&device.start_url),
    };
    if too_quick {
        device.interval_ms += SLOWER;
        return Err(Refusal::new("SlowDownException", "Slow down"));
    }
    match device.decision {
        Decision::Open => Err(Refusal::new("AuthorizationPendingException", "Authorization is pending")),
        Decision::Refused => Err(Refusal::new("AccessDeniedException", "Access denied")),
        Decision::Agreed if device.used => Err(unknown()),
        Decision::Agreed => {
            device.used = true;
            Ok(device.start_url.clone())
        }
    }
}
