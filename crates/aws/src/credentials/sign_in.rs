//! Signing in to IAM Identity Center: by the browser of this machine, which comes back to a door on loopback (authorization
//! code with PKCE), or by a code in any browser. Ends with a token in the cache that the AWS CLI shares, or
//! in the keychain.
//!
//! The door is open on 127.0.0.1 only, for one answer with the right state, for ten minutes, and says the same whatever
//! comes in.

use std::time::{Duration, SystemTime};

use ard_core::fault::Fault;
use ard_core::keychain::KeychainFault;
use ard_core::sign_in::{SignInWay, SsoSession};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use http::{Method, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use super::identity_center::{Device, Given, IdentityCenter, Polled, REDIRECT};
use super::token::{Client, NotKept, Token};
use super::wallet::Wallet;
use crate::Answer;

/// How long the door stays open.
const OPEN: Duration = Duration::from_mins(10);
/// What a poll that came too early adds to the pause. (RFC 8628, 3.5)
const SLOWER: Duration = Duration::from_secs(5);

/// A sign-in that has begun.
pub struct SignIn {
    /// The page that the person's browser has to open.
    pub page: String,
    /// The code that the page shows or asks for; only by code.
    pub user_code: Option<String>,
    /// Until when.
    pub until: SystemTime,
    /// What is left to do, and what with.
    rest: Rest,
    session: SsoSession,
    client: Client,
    center: IdentityCenter,
    wallet: Wallet,
}

enum Rest {
    Browser { door: TcpListener, redirect: String, state: String, verifier: String },
    Code(Device),
}

/// Why a sign-in came to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignInEnd {
    /// The person said no, or AWS did.
    Refused,
    /// Nobody came in time.
    TooLate,
    /// AWS failed.
    Fault(Fault),
    /// The token cannot be kept in its file; what the system said.
    NotKept(String),
    /// The keychain does not take the token.
    Keychain(KeychainFault),
    /// No door can be opened on this machine; what the system said.
    NoDoor(String),
}

impl From<Fault> for SignInEnd {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<NotKept> for SignInEnd {
    fn from(reason: NotKept) -> Self {
        match reason {
            NotKept::File(error) => Self::NotKept(error.to_string()),
            NotKept::Keychain(fault) => Self::Keychain(fault),
        }
    }
}

/// Begins a sign-in. Nothing is opened yet.
pub(super) async fn begin(
    wallet: Wallet,
    center: IdentityCenter,
    session: SsoSession,
    way: SignInWay,
) -> Result<SignIn, SignInEnd> {
    wallet.can_keep().await?;
    let client = center.register(&session, way).await?;
    let (page, user_code, until, rest) = match way {
        SignInWay::Code => {
            let device = center.begin(&client, &session).await?;
            (device.page.clone(), Some(device.user_code.clone()), device.until, Rest::Code(device))
        }
        SignInWay::Browser => {
            let no_door = |error: std::io::Error| SignInEnd::NoDoor(error.to_string());
            let door = TcpListener::bind(("127.0.0.1", 0)).await.map_err(no_door)?;
            let port = door.local_addr().map_err(no_door)?.port();
            let redirect = format!("{}:{port}{}", REDIRECT.0, REDIRECT.1);
            let (state, verifier) = (random::<16>()?, random::<32>()?);
            let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&verifier));
            let page = page(&center.authorize(), &client.id, &redirect, &state, &challenge, &session.asked_scopes());
            (page, None, SystemTime::now() + OPEN, Rest::Browser { door, redirect, state, verifier })
        }
    };
    Ok(SignIn { page, user_code, until, rest, session, client, center, wallet })
}

impl SignIn {
    /// Waits for the person, and keeps the token.
    pub async fn end(self) -> Result<(), SignInEnd> {
        let Self { until, rest, session, client, center, wallet, .. } = self;
        let left = until.duration_since(SystemTime::now()).unwrap_or_default();
        let waiting = async {
            match rest {
                Rest::Code(device) => by_code(&center, &client, &device).await,
                Rest::Browser { door, redirect, state, verifier } => {
                    let code = knock(door, &state).await.ok_or(SignInEnd::Refused)?;
                    Ok(center.redeem(&client, &code, &verifier, &redirect).await?)
                }
            }
        };
        let given = tokio::time::timeout(left, waiting).await.map_err(|_| SignInEnd::TooLate)??;
        let token = Token::new(&session, &given.access, given.refresh.as_deref(), given.until, &client);
        Ok(wallet.keep(&session, token).await?)
    }
}

/// The query's key for the scopes is `scopes`, as the AWS CLI has it, and not OAuth's `scope`.
fn page(base: &str, client: &str, redirect: &str, state: &str, challenge: &str, scopes: &[String]) -> String {
    let scopes = scopes.join(" ");
    let query = [
        ("response_type", "code"),
        ("client_id", client),
        ("redirect_uri", redirect),
        ("state", state),
        ("code_challenge_method", "S256"),
        ("scopes", &scopes),
        ("code_challenge", challenge),
    ];
    let query: Vec<String> = query.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    format!("{base}?{}", query.join("&"))
}

fn encoded(text: &str) -> percent_encoding::PercentEncode<'_> {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC)
}

fn random<const BYTES: usize>() -> Result<String, SignInEnd> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(|error| SignInEnd::NoDoor(error.to_string()))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

async fn by_code(center: &IdentityCenter, client: &Client, device: &Device) -> Result<Given, SignInEnd> {
    let mut pause = device.interval;
    loop {
        tokio::time::sleep(pause).await;
        match poll(center, client, device).await? {
            Polled::Given(given) => return Ok(given),
            Polled::Pending => {}
            Polled::TooFast => pause += SLOWER,
            Polled::Expired => return Err(SignInEnd::TooLate),
            Polled::Refused => return Err(SignInEnd::Refused),
        }
    }
}

/// A look that got no answer is made again: the person may be typing the code just now.
async fn poll(center: &IdentityCenter, client: &Client, device: &Device) -> Answer<Polled> {
    match center.poll(client, device).await {
        Err(fault) if fault.is_in_doubt() || fault.is_unreachable() => Ok(Polled::Pending),
        answer => answer,
    }
}

/// What came in by the door.
enum Knock {
    Code(String),
    Refused,
}

/// Waits for the browser with the right state. `None` when it brings a refusal.
async fn knock(door: TcpListener, state: &str) -> Option<String> {
    let (tell, mut heard) = mpsc::channel(1);
    let serve = async {
        loop {
            let Ok((stream, _)) = door.accept().await else { continue };
            let (tell, state) = (tell.clone(), state.to_owned());
            // Each on its own: one that connects and says nothing must not keep the browser out.
            tokio::spawn(async move {
                let answer = service_fn(move |request: Request<Incoming>| {
                    let (tell, state) = (tell.clone(), state.clone());
                    async move { Ok::<_, std::convert::Infallible>(answer(&request, &state, &tell)) }
                });
                let connection = hyper::server::conn::http1::Builder::new()
                    .keep_alive(false)
                    .serve_connection(TokioIo::new(stream), answer);
                let _ = connection.await;
            });
        }
    };
    tokio::select! {
        () = serve => None,
        knock = heard.recv() => match knock {
            Some(Knock::Code(code)) => Some(code),
            Some(Knock::Refused) | None => None,
        },
    }
}

fn answer(request: &Request<Incoming>, state: &str, tell: &mpsc::Sender<Knock>) -> Response<Full<Bytes>> {
    let (status, words) = match read(request.method(), request.uri().path(), request.uri().query(), state) {
        None => (StatusCode::NOT_FOUND, ""),
        Some(knock) => {
            let words = if matches!(knock, Knock::Code(_)) { SIGNED_IN } else { REFUSED };
            // A second answer finds nobody who listens.
            let _ = tell.try_send(knock);
            (StatusCode::OK, words)
        }
    };
    let response = Response::builder()
        .status(status)
        .header("content-type", "text/html; charset=utf-8")
        .header("cache-control", "no-store")
        .header("content-security-policy", "default-src 'none'")
        .header("referrer-policy", "no-referrer");
    response.body(Full::from(words)).unwrap_or_default()
}

const SIGNED_IN: &str = "<!doctype html><meta charset=utf-8><title>App Runner Desktop</title>\
    <h1>You have signed in.</h1><p>You can close this page and go back to App Runner Desktop.</p>\
    <h1 lang=ja>サインインしました。</h1><p lang=ja>このページを閉じて、App Runner Desktop に戻ってください。</p>";
const REFUSED: &str = "<!doctype html><meta charset=utf-8><title>App Runner Desktop</title>\
    <h1>You have not signed in.</h1><p>Go back to App Runner Desktop to try again.</p>\
    <h1 lang=ja>サインインは完了していません。</h1><p lang=ja>App Runner Desktop に戻って、もう一度お試しください。</p>";

/// What the browser brings; `None` for anything else that knocks.
fn read(method: &Method, path: &str, query: Option<&str>, state: &str) -> Option<Knock> {
    let mut values = std::collections::HashMap::new();
    for (name, value) in query
        .filter(|_| method == Method::GET && path == REDIRECT.1)?
        .split('&')
        .filter_map(|pair| pair.split_once('='))
    {
        let value = percent_encoding::percent_decode_str(value).decode_utf8().ok()?;
        values.insert(name, value.into_owned());
    }
    if values.get("state").is_none_or(|brought| brought != state) {
        return None;
    }
    match values.remove("code").filter(|code| !code.is_empty()) {
        Some(code) => Some(Knock::Code(code)),
        None => values.contains_key("error").then_some(Knock::Refused),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_browser_that_was_sent_gets_in() {
        let get = |path: &str, query: &str| match read(&Method::GET, path, Some(query), "st") {
            Some(Knock::Code(code)) => code,
            Some(Knock::Refused) => "refused".to_owned(),
            None => "none".to_owned(),
        };
        assert_eq!(get("/oauth/callback", "code=a%2Fb&state=st"), "a/b");
        assert_eq!(get("/oauth/callback", "error=access_denied&state=st"), "refused");
        for (path, query) in [
            ("/oauth/callback", "code=a&state=other"),
            ("/oauth/callback", "code=a"),
            ("/oauth/callback", "code=&state=st"),
            ("/oauth/callback", "state=st"),
            ("/oauth/callback", "code=%ff&state=st"),
            ("/", "code=a&state=st"),
        ] {
            assert_eq!(get(path, query), "none", "{path}?{query}");
        }
        assert!(read(&Method::POST, "/oauth/callback", Some("code=a&state=st"), "st").is_none());
        assert!(read(&Method::GET, "/oauth/callback", None, "st").is_none());
    }

    #[test]
    fn the_page_is_the_one_that_the_aws_cli_opens() {
        let page = page(
            "https://oidc.us-east-1.amazonaws.com/authorize",
            "id",
            "http://127.0.0.1:1/oauth/callback",
            "s",
            "c",
            &["sso:account:access".to_owned()],
        );
        assert_eq!(
            page,
            "https://oidc.us-east-1.amazonaws.com/authorize?response_type=code&client_id=id\
             &redirect_uri=http%3A%2F%2F127%2E0%2E0%2E1%3A1%2Foauth%2Fcallback&state=s&code_challenge_method=S256\
             &scopes=sso%3Aaccount%3Aaccess&code_challenge=c"
        );
    }
}
