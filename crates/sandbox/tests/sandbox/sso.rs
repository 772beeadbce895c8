//! A client that signs people in to IAM Identity Center, and what it is told when it is refused.

use std::time::Duration;

use ard_sandbox::Sandbox;
use aws_sdk_ssooidc::error::ProvideErrorMetadata;
use aws_sdk_ssooidc::operation::create_token::{CreateTokenError, CreateTokenOutput};
use aws_sdk_ssooidc::operation::register_client::builders::RegisterClientFluentBuilder;

use crate::support::*;

pub(crate) const START: &str = "https://acme.awsapps.com/start";
pub(crate) const BY_CODE: &str = "authorization_code";
pub(crate) const BY_DEVICE: &str = "urn:ietf:params:oauth:grant-type:device_code";
pub(crate) const REFRESH: &str = "refresh_token";
pub(crate) const CALLBACK: &str = "http://127.0.0.1:49213/oauth/callback";
/// RFC 7636, appendix B.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

pub(crate) const SECOND: Duration = Duration::from_secs(1);
pub(crate) const HOUR: Duration = Duration::from_hours(1);

pub(crate) type Answer = Result<CreateTokenOutput, aws_sdk_ssooidc::error::SdkError<CreateTokenError>>;

pub(crate) fn register(sandbox: &Sandbox) -> RegisterClientFluentBuilder {
    let register = oidc(sandbox, VIRGINIA).register_client().client_name("App Runner Desktop").client_type("public");
    register.scopes("sso:account:access")
}

/// A registered client.
pub(crate) struct Client {
    pub(crate) sandbox: Sandbox,
    pub(crate) id: String,
    pub(crate) secret: String,
    pub(crate) start_url: String,
}

impl Client {
    pub(crate) async fn by_code(sandbox: &Sandbox, start_url: &str) -> Self {
        let register = register(sandbox).grant_types(BY_CODE).grant_types(REFRESH).issuer_url(start_url);
        Self::made(sandbox, start_url, register.redirect_uris("http://127.0.0.1/oauth/callback")).await
    }

    pub(crate) async fn by_device(sandbox: &Sandbox, start_url: &str) -> Self {
        Self::made(sandbox, start_url, register(sandbox).grant_types(BY_DEVICE).grant_types(REFRESH)).await
    }

    pub(crate) async fn made(sandbox: &Sandbox, start_url: &str, register: RegisterClientFluentBuilder) -> Self {
        let made = register.send().await.unwrap();
        Self {
            sandbox: sandbox.clone(),
            id: made.client_id.unwrap(),
            secret: made.client_secret.unwrap(),
            start_url: start_url.to_owned(),
        }
    }

    pub(crate) fn ask(
        &self,
        grant: &str,
    ) -> aws_sdk_ssooidc::operation::create_token::builders::CreateTokenFluentBuilder {
        let create = oidc(&self.sandbox, VIRGINIA).create_token().grant_type(grant);
        create.client_id(&self.id).client_secret(&self.secret)
    }

    pub(crate) fn authorize_url(&self) -> String {
        format!(
            "https://oidc.us-east-1.amazonaws.com/authorize?response_type=code&client_id={}\
             &redirect_uri=http%3A%2F%2F127.0.0.1%3A49213%2Foauth%2Fcallback&state=a%20b%26c\
             &code_challenge_method=S256&scopes=sso%3Aaccount%3Aaccess&code_challenge={CHALLENGE}",
            self.id
        )
    }

    pub(crate) async fn code(&self) -> String {
        let (status, headers, _) = browse(&self.sandbox, &self.authorize_url()).await;
        assert_eq!(status, 302);
        let location = headers["location"].to_str().unwrap();
        let query = location.strip_prefix("http://127.0.0.1:49213/oauth/callback?code=").unwrap();
        query.strip_suffix("&state=a%20b%26c").unwrap().to_owned()
    }

    pub(crate) async fn exchange(&self, code: &str, redirect_uri: &str, verifier: &str) -> Answer {
        self.ask(BY_CODE).code(code).redirect_uri(redirect_uri).code_verifier(verifier).send().await
    }

    pub(crate) async fn sign_in(&self) -> CreateTokenOutput {
        self.exchange(&self.code().await, CALLBACK, VERIFIER).await.unwrap()
    }

    pub(crate) async fn refresh(&self, token: &str) -> Answer {
        self.ask(REFRESH).refresh_token(token).send().await
    }

    /// The device code and the page to open.
    pub(crate) async fn start_device(&self) -> (String, String) {
        let start = oidc(&self.sandbox, VIRGINIA).start_device_authorization().client_id(&self.id);
        let started = start.client_secret(&self.secret).start_url(&self.start_url).send().await.unwrap();
        assert_eq!((started.expires_in, started.interval), (600, 1));
        let code = started.user_code.unwrap();
        let groups: Vec<&str> = code.split('-').collect();
        let letters = |group: &&str| group.len() == 4 && group.bytes().all(|letter| letter.is_ascii_uppercase());
        assert!(groups.len() == 2 && groups.iter().all(letters), "{code}");
        let page = started.verification_uri_complete.unwrap();
        assert_eq!(page, format!("{}?user_code={code}", started.verification_uri.unwrap()));
        (started.device_code.unwrap(), page)
    }

    pub(crate) async fn poll(&self, device_code: &str) -> Answer {
        self.ask(BY_DEVICE).device_code(device_code).send().await
    }
}

/// The name of the exception, its status, and the words in its body.
pub(crate) fn refused<T: std::fmt::Debug, E>(
    result: Result<T, aws_sdk_ssooidc::error::SdkError<E>>,
) -> (String, u16, String)
where
    E: ProvideErrorMetadata + std::fmt::Debug,
{
    let error = result.expect_err("the request should be refused");
    let raw = error.raw_response().unwrap();
    let body: serde_json::Value = serde_json::from_slice(raw.body().bytes().unwrap()).unwrap();
    assert!(body["error_description"].is_string(), "{body}");
    let status = raw.status().as_u16();
    (error.code().unwrap().to_owned(), status, body["error"].as_str().unwrap().to_owned())
}

pub(crate) fn is(name: &str, status: u16, word: &str) -> (String, u16, String) {
    (name.to_owned(), status, word.to_owned())
}

pub(crate) fn invalid_grant() -> (String, u16, String) {
    is("InvalidGrantException", 400, "invalid_grant")
}
