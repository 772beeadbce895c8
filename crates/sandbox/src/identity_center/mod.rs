//! Owns IAM Identity Center: the sign-in (OIDC) with its two pages for a browser, and the access portal with the
//! accounts and roles of an organization. Its requests carry no signature, so they are known by method and path.
//! Refuses to know a person: whoever opens a page agrees at once, unless the start URL says otherwise.

mod authorize;
mod device;
mod organization;
mod portal;
mod register;
mod start_url;
mod tokens;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{Method, Request};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use winterbaume_core::MockResponse;

use self::authorize::Code;
use self::device::Device;
use self::register::Client;
use self::tokens::{Access, SignIn};
use crate::clock::Clock;
use crate::services::Sessions;
use crate::wire::{Dialect, Refusal, form, rest_answer};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The service and the operation that an unsigned request is for, in the words of the AWS CLI.
pub(crate) fn operation(method: &Method, path: &str) -> Option<(&'static str, &'static str)> {
    Some(match (method, path) {
        (&Method::POST, "/client/register") => ("sso-oidc", "RegisterClient"),
        (&Method::POST, "/device_authorization") => ("sso-oidc", "StartDeviceAuthorization"),
        (&Method::POST, "/token") => ("sso-oidc", "CreateToken"),
        (&Method::GET, "/authorize") => ("sso-oidc", "Authorize"),
        (&Method::GET, "/device") => ("sso-oidc", "VerifyDevice"),
        (&Method::GET, "/assignment/accounts") => ("sso", "ListAccounts"),
        (&Method::GET, "/assignment/roles") => ("sso", "ListAccountRoles"),
        (&Method::GET, "/federation/credentials") => ("sso", "GetRoleCredentials"),
        (&Method::POST, "/logout") => ("sso", "Logout"),
        _ => return None,
    })
}

pub(crate) struct IdentityCenter {
    clock: Clock,
    sessions: Sessions,
    state: Mutex<State>,
}

/// Who registered, what is under way, and who is signed in.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct State {
    clients: BTreeMap<String, Client>,
    codes: BTreeMap<String, Code>,
    devices: BTreeMap<String, Device>,
    sign_ins: BTreeMap<String, SignIn>,
    access: BTreeMap<String, Access>,
    /// The sign-in that a refresh token goes on with.
    refresh: BTreeMap<String, String>,
}

impl State {
    /// Forgets what is answered as if it had never been. An expired device code has an answer of its own for a day.
    fn sweep(&mut self, now: i64) {
        self.clients.retain(|_, client| client.expires_ms > now);
        self.codes.retain(|_, code| code.expires_ms > now);
        self.devices.retain(|_, device| device.expires_ms + DAY > now);
        self.sign_ins.retain(|_, sign_in| sign_in.ends_ms > now);
        let Self { sign_ins, access, refresh, .. } = self;
        access.retain(|_, access| access.expires_ms > now && sign_ins.contains_key(&access.sign_in));
        refresh.retain(|_, sign_in| sign_ins.contains_key(sign_in));
    }

    /// The client by its id and secret.
    fn client(&self, id: &str, secret: &str) -> Result<&Client, Refusal> {
        let client = self.clients.get(id).filter(|client| client.secret == secret);
        client.ok_or_else(|| Refusal::with(401, "InvalidClientException", "Invalid client provided"))
    }
}

impl IdentityCenter {
    pub(crate) fn new(clock: Clock, sessions: Sessions) -> Self {
        Self { clock, sessions, state: Mutex::default() }
    }

    /// `door` is the loopback address that pages are at; without one they are at AWS's own.
    pub(crate) fn handle(
        &self,
        region: &str,
        operation: &str,
        door: Option<&str>,
        request: &Request<Bytes>,
    ) -> MockResponse {
        let now = self.clock.now_ms();
        let mut state = self.lock();
        state.sweep(now);
        let query = form(request.uri().query().unwrap_or_default().as_bytes());
        let input = || {
            serde_json::from_slice::<Value>(request.body())
                .ok()
                .filter(Value::is_object)
                .ok_or_else(|| Refusal::new("InvalidRequestException", "The body of the request is no JSON object"))
        };
        let json = |answer: Value| rest_answer(&answer);
        let (dialect, answer) = match operation {
            "Authorize" => (Dialect::OAuth, authorize::authorize(&mut state, now, &query)),
            "VerifyDevice" => (Dialect::OAuth, Ok(device::verify(&mut state, now, &query))),
            "RegisterClient" => {
                (Dialect::OAuth, input().and_then(|input| register::register(&mut state, now, &input)).map(json))
            }
            "StartDeviceAuthorization" => {
                let page = door.map_or_else(
                    || format!("https://device.sso.{region}.amazonaws.com/device"),
                    |door| format!("http://{door}/device"),
                );
                let answer = input().and_then(|input| device::start(&mut state, now, &page, &input));
                (Dialect::OAuth, answer.map(json))
            }
            "CreateToken" => {
                (Dialect::OAuth, input().and_then(|input| tokens::create(&mut state, now, &input)).map(json))
            }
            _ => {
                let token = request.headers().get("x-amz-sso_bearer_token").and_then(|token| token.to_str().ok());
                let asked = portal::Asked { operation, token: token.unwrap_or_default(), query: &query };
                (Dialect::Portal, portal::answer(&mut state, now, &self.sessions, &asked))
            }
        };
        answer.unwrap_or_else(|refusal| dialect.refusal(&refusal))
    }

    pub(crate) fn keep(&self) -> Value {
        serde_json::to_value(&*self.lock()).unwrap_or(Value::Null)
    }

    pub(crate) fn restore(&self, state: State) {
        *self.lock() = state;
    }

    pub(crate) fn reset(&self) {
        self.restore(State::default());
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A member that must be there.
fn needed<'a>(input: &'a Value, member: &str) -> Result<&'a str, Refusal> {
    let missing = || Refusal::new("InvalidRequestException", format!("Missing required parameter: {member}"));
    input[member].as_str().filter(|text| !text.is_empty()).ok_or_else(missing)
}

/// The texts of a list; `None` when there is no such member, or an empty one.
fn list(input: &Value, member: &str) -> Option<Vec<String>> {
    let texts = input[member].as_array()?.iter().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>();
    (!texts.is_empty()).then_some(texts)
}

/// Something that nobody guesses.
fn secret(beginning: &str) -> String {
    format!("{beginning}{}{}", uuid::Uuid::new_v4().simple(), uuid::Uuid::new_v4().simple())
}
