//! IAM Identity Center: the sign-in service (OIDC) and the access portal. Neither takes signed requests.

use std::time::{Duration, SystemTime};

use ard_core::sign_in::{SignInWay, SsoSession};
use aws_credential_types::Credentials;
use aws_sdk_sso::Client as Portal;
use aws_sdk_sso::operation::get_role_credentials::GetRoleCredentialsError;
use aws_sdk_sso::operation::list_account_roles::ListAccountRolesError;
use aws_sdk_sso::operation::list_accounts::ListAccountsError;
use aws_sdk_sso::operation::logout::LogoutError;
use aws_sdk_ssooidc::Client as Oidc;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::retry::RetryConfig;
use aws_types::SdkConfig;

use super::token::{Client, Renewal};
use crate::Answer;
use crate::classify::Call;

/// What the consent page says who asks.
const CLIENT_NAME: &str = "App Runner Desktop";
/// Where the browser comes back to. The port is added when it is known; AWS leaves it out of the comparison.
pub(super) const REDIRECT: (&str, &str) = ("http://127.0.0.1", "/oauth/callback");
const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// Both services of a Region.
#[derive(Debug, Clone)]
pub(super) struct IdentityCenter {
    oidc: Oidc,
    portal: Portal,
    /// Where the sign-in service is, without a slash at its end.
    base: String,
}

/// A token that was given.
pub(super) struct Given {
    pub(super) access: String,
    pub(super) refresh: Option<String>,
    pub(super) until: SystemTime,
}

/// A sign-in by code that has begun.
pub(super) struct Device {
    pub(super) code: String,
    pub(super) user_code: String,
    pub(super) page: String,
    pub(super) interval: Duration,
    pub(super) until: SystemTime,
}

/// What a look after a sign-in by code found.
pub(super) enum Polled {
    Given(Given),
    Pending,
    TooFast,
    Expired,
    Refused,
}

/// Whether a token could be renewed.
pub(super) enum Renewed {
    Given(Given),
    /// The sign-in is over.
    Ended,
}

fn oidc(operation: &'static str) -> Call {
    Call { service: "sso-oidc", operation }
}

fn portal(operation: &'static str) -> Call {
    Call { service: "sso", operation }
}

impl IdentityCenter {
    /// `config` names the Region of the session; each service has its own endpoint, if one is named.
    pub(super) fn new(config: &SdkConfig, oidc: Option<&str>, portal: Option<&str>) -> Self {
        let at = |endpoint: Option<&str>| {
            let mut config = config.to_builder();
            config.set_endpoint_url(endpoint.map(str::to_owned));
            config.build()
        };
        // Sent once: a refresh token is good for one use, and a second try after a lost answer would end the sign-in.
        let once = at(oidc).to_builder().retry_config(RetryConfig::disabled()).build();
        let region = config.region().map(ToString::to_string).unwrap_or_default();
        let base = oidc.map_or_else(|| format!("https://oidc.{region}.amazonaws.com"), str::to_owned);
        let base = base.trim_end_matches('/').to_owned();
        Self { oidc: Oidc::new(&once), portal: Portal::new(&at(portal)), base }
    }

    /// The page at which one signs in, without its query.
    pub(super) fn authorize(&self) -> String {
        format!("{}/authorize", self.base)
    }

    /// Makes this application known. A client is for one way of signing in only.
    pub(super) async fn register(&self, session: &SsoSession, way: SignInWay) -> Answer<Client> {
        let call = oidc("RegisterClient");
        let request = self
            .oidc
            .register_client()
            .client_name(CLIENT_NAME)
            .client_type("public")
            .set_scopes(Some(session.asked_scopes()));
        let request = match way {
            SignInWay::Browser => request
                .grant_types("authorization_code")
                .redirect_uris(format!("{}{}", REDIRECT.0, REDIRECT.1))
                .issuer_url(&session.start_url),
            SignInWay::Code => request.grant_types(DEVICE_GRANT),
        };
        let answer = request.grant_types("refresh_token").send().await.map_err(|error| call.fault(&error))?;
        let until = u64::try_from(answer.client_secret_expires_at).unwrap_or_default();
        match (answer.client_id, answer.client_secret) {
            (Some(id), Some(secret)) => {
                Ok(Client { id, secret, expires_at: SystemTime::UNIX_EPOCH + Duration::from_secs(until) })
            }
            _ => Err(call.unreadable()),
        }
    }

    /// Takes the code that the browser brought back for a token.
    pub(super) async fn redeem(&self, client: &Client, code: &str, verifier: &str, redirect: &str) -> Answer<Given> {
        let call = oidc("CreateToken");
        let request = self
            .oidc
            .create_token()
            .client_id(&client.id)
            .client_secret(&client.secret)
            .grant_type("authorization_code")
            .code(code)
            .code_verifier(verifier)
            .redirect_uri(redirect);
        let answer = request.send().await.map_err(|error| call.fault(&error))?;
        given(answer).ok_or_else(|| call.unreadable())
    }

    /// Begins a sign-in by code.
    pub(super) async fn begin(&self, client: &Client, session: &SsoSession) -> Answer<Device> {
        let call = oidc("StartDeviceAuthorization");
        let request = self
            .oidc
            .start_device_authorization()
            .client_id(&client.id)
            .client_secret(&client.secret)
            .start_url(&session.start_url);
        let answer = request.send().await.map_err(|error| call.fault(&error))?;
        let seconds = |number: i32| Duration::from_secs(u64::try_from(number).unwrap_or_default());
        let (interval, until) = (seconds(answer.interval), SystemTime::now() + seconds(answer.expires_in));
        let page = answer.verification_uri_complete.or(answer.verification_uri);
        match (answer.device_code, answer.user_code, page) {
            (Some(code), Some(user_code), Some(page)) => Ok(Device { code, user_code, page, interval, until }),
            _ => Err(call.unreadable()),
        }
    }

    /// Looks whether the person has agreed.
    pub(super) async fn poll(&self, client: &Client, device: &Device) -> Answer<Polled> {
        let call = oidc("CreateToken");
        let request = self
            .oidc
            .create_token()
            .client_id(&client.id)
            .client_secret(&client.secret)
            .grant_type(DEVICE_GRANT)
            .device_code(&device.code);
        match request.send().await {
            Ok(answer) => given(answer).map(Polled::Given).ok_or_else(|| call.unreadable()),
            Err(error) => match error.as_service_error() {
                Some(refusal) if refusal.is_authorization_pending_exception() => Ok(Polled::Pending),
                Some(refusal) if refusal.is_slow_down_exception() => Ok(Polled::TooFast),
                Some(refusal) if refusal.is_expired_token_exception() => Ok(Polled::Expired),
                Some(refusal) if refusal.is_access_denied_exception() => Ok(Polled::Refused),
                _ => Err(call.fault(&error)),
            },
        }
    }

    /// Renews a token. The refresh token is spent by that.
    pub(super) async fn renew(&self, renewal: &Renewal) -> Answer<Renewed> {
        let call = oidc("CreateToken");
        let request = self
            .oidc
            .create_token()
            .client_id(&renewal.client.id)
            .client_secret(&renewal.client.secret)
            .grant_type("refresh_token")
            .refresh_token(&renewal.refresh_token);
        match request.send().await {
            Ok(answer) => given(answer).map(Renewed::Given).ok_or_else(|| call.unreadable()),
            Err(error) => match error.as_service_error() {
                Some(refusal)
                    if refusal.is_invalid_grant_exception()
                        || refusal.is_expired_token_exception()
                        || refusal.is_invalid_client_exception()
                        || refusal.is_unauthorized_client_exception() =>
                {
                    Ok(Renewed::Ended)
                }
                _ => Err(call.fault(&error)),
            },
        }
    }

    /// The credentials of a role; `None` when the portal no longer takes the token.
    pub(super) async fn credentials(&self, token: &str, account: &str, role: &str) -> Answer<Option<Credentials>> {
        let call = portal("GetRoleCredentials");
        let request = self.portal.get_role_credentials().access_token(token).account_id(account).role_name(role);
        let answer = match request.send().await {
            Ok(answer) => answer,
            Err(error) if is_unauthorized(&error, GetRoleCredentialsError::is_unauthorized_exception) => {
                return Ok(None);
            }
            Err(error) => return Err(call.fault(&error)),
        };
        let keys = answer.role_credentials.ok_or_else(|| call.unreadable())?;
        let until = u64::try_from(keys.expiration).ok().map(|ms| SystemTime::UNIX_EPOCH + Duration::from_millis(ms));
        match (keys.access_key_id, keys.secret_access_key) {
            (Some(key), Some(secret)) => Ok(Some(Credentials::new(key, secret, keys.session_token, until, "sso"))),
            _ => Err(call.unreadable()),
        }
    }

    /// The accounts that a person can go to: id, name, mail address. `None` when the token is no longer taken.
    pub(super) async fn accounts(&self, token: &str) -> Answer<Option<Vec<(String, String, String)>>> {
        let call = portal("ListAccounts");
        let mut pages = self.portal.list_accounts().access_token(token).into_paginator().items().send();
        let mut accounts = Vec::new();
        while let Some(account) = pages.next().await {
            match account {
                Ok(account) => accounts.push((
                    account.account_id.unwrap_or_default(),
                    account.account_name.unwrap_or_default(),
                    account.email_address.unwrap_or_default(),
                )),
                Err(error) if is_unauthorized(&error, ListAccountsError::is_unauthorized_exception) => {
                    return Ok(None);
                }
                Err(error) => return Err(call.fault(&error)),
            }
        }
        Ok(Some(accounts))
    }

    /// The roles that a person can take in an account.
    pub(super) async fn roles(&self, token: &str, account: &str) -> Answer<Option<Vec<String>>> {
        let call = portal("ListAccountRoles");
        let request = self.portal.list_account_roles().access_token(token).account_id(account);
        let mut pages = request.into_paginator().items().send();
        let mut roles = Vec::new();
        while let Some(role) = pages.next().await {
            match role {
                Ok(role) => roles.extend(role.role_name),
                Err(error) if is_unauthorized(&error, ListAccountRolesError::is_unauthorized_exception) => {
                    return Ok(None);
                }
                Err(error) => return Err(call.fault(&error)),
            }
        }
        Ok(Some(roles))
    }

    /// Ends a sign-in. A token that is no longer taken has ended.
    pub(super) async fn sign_out(&self, token: &str) -> Answer<()> {
        match self.portal.logout().access_token(token).send().await {
            Ok(_) => Ok(()),
            Err(error) if is_unauthorized(&error, LogoutError::is_unauthorized_exception) => Ok(()),
            Err(error) => Err(portal("Logout").fault(&error)),
        }
    }
}

fn is_unauthorized<E>(error: &SdkError<E, HttpResponse>, is_it: impl Fn(&E) -> bool) -> bool {
    error.as_service_error().is_some_and(is_it)
}

fn given(answer: aws_sdk_ssooidc::operation::create_token::CreateTokenOutput) -> Option<Given> {
    let lasts = Duration::from_secs(u64::try_from(answer.expires_in).ok()?);
    Some(Given { access: answer.access_token?, refresh: answer.refresh_token, until: SystemTime::now() + lasts })
}
