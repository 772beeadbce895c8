//! Owns the way of a request: whose it is (by the credential scope, never by the host name; by the path where nothing is
//! signed, and by the host only for what services answer at their own addresses), what is armed against it, who answers, and what every AWS answer carries.

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use serde_json::Value;
use winterbaume_core::{MockRequest, MockResponse};

use crate::apprunner::{Touch, region_of};
use crate::faults::Fault;
use crate::services::{configuration, is_download, nonexistent};
use crate::wire::{Dialect, Refusal, form};
use crate::{Call, Inner, identity_center, logs};

/// Marks an answer that must not reach the client: the connection breaks instead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lost;

/// The loopback address a request came in by; addresses in its answer lead back there.
#[derive(Debug, Clone)]
pub(crate) struct Door(pub(crate) String);

/// Who a request is for.
struct Scope {
    /// The access key; empty when nothing is signed.
    key: String,
    service: String,
    region: String,
}

/// The name, here, of what services answer at their own addresses.
const SITE: &str = "site";

/// What a person's client sends before it has credentials to sign with.
const BY_TOKEN: &str = "AssumeRoleWithWebIdentity";

/// From `Authorization: AWS4-HMAC-SHA256 Credential=AKID/date/region/service/aws4_request, …`.
fn scope(headers: &HeaderMap) -> Option<Scope> {
    let header = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (_, credential) = header.split_once("Credential=")?;
    let mut parts = credential.split([',', ' ']).next()?.split('/');
    let (key, _date, region, service) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    Some(Scope { key: key.to_owned(), service: service.to_owned(), region: region.to_owned() })
}

/// Of a request that needs no signature. The Region is that of AWS's host name, if it is called by that.
fn scope_of_unsigned(request: &Request<Bytes>) -> Option<Scope> {
    let uri = request.uri();
    let service = match identity_center::operation(request.method(), uri.path()) {
        Some((service, _)) => service,
        None if form(request.body()).get("Action").is_some_and(|action| action == BY_TOKEN) => "sts",
        None => return None,
    };
    let labels: Vec<&str> = uri.host().unwrap_or_default().split('.').collect();
    let amazon = labels.iter().position(|label| *label == "amazonaws");
    let region = amazon.and_then(|place| labels.get(place.checked_sub(1)?)).filter(|label| label.contains('-'));
    let region = region.copied().unwrap_or_default().to_owned();
    Some(Scope { key: String::new(), service: service.to_owned(), region })
}

/// Of a URL that was handed out before: it is signed in its query, and has no such header.
fn scope_of_url(request: &Request<Bytes>) -> Option<Scope> {
    let uri = request.uri();
    let region = uri.host().and_then(|host| host.split(".s3.").nth(1)?.split('.').next()).unwrap_or_default();
    is_download(request.method(), uri.path()).then(|| Scope {
        key: String::new(),
        service: "s3".to_owned(),
        region: region.to_owned(),
    })
}

/// Of a request to a service's own address: by its host, since nothing else tells whose it is.
fn scope_of_site(request: &Request<Bytes>) -> Option<Scope> {
    let region = region_of(host(request)?)?.to_owned();
    Some(Scope { key: String::new(), service: SITE.to_owned(), region })
}

fn host(request: &Request<Bytes>) -> Option<&str> {
    let named = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    named.or_else(|| request.uri().host())
}

/// `X-Amz-Target: AppRunner.ListServices`, `Action=GetRole`, or, for REST, method and path.
fn operation(service: &str, request: &Request<Bytes>) -> String {
    if service.starts_with("sso")
        && let Some((_, operation)) = identity_center::operation(request.method(), request.uri().path())
    {
        return operation.to_owned();
    }
    if let Some(target) = request.headers().get("x-amz-target").and_then(|target| target.to_str().ok()) {
        return target.rsplit('.').next().unwrap_or(target).to_owned();
    }
    if let Some((_, operation)) = request.uri().path().rsplit_once("/operation/") {
        return operation.to_owned();
    }
    if is_download(request.method(), request.uri().path()) {
        return "GetObject".to_owned();
    }
    let action = form(request.body()).remove("Action");
    action.unwrap_or_else(|| format!("{} {}", request.method(), request.uri().path()))
}

impl Inner {
    pub(crate) async fn route(&self, request: Request<Bytes>) -> Response<Bytes> {
        if !self.options.delay.is_zero() {
            tokio::time::sleep(self.options.delay).await;
        }
        let content_type = request.headers().get(CONTENT_TYPE).cloned();
        let found = scope(request.headers())
            .or_else(|| scope_of_url(&request))
            .or_else(|| scope_of_unsigned(&request))
            .or_else(|| scope_of_site(&request));
        let Some(Scope { key, service, region }) = found else {
            let refusal = Dialect::Json("message").error(
                403,
                "MissingAuthenticationTokenException",
                "Missing Authentication Token",
            );
            return finish(refusal, content_type.as_ref());
        };
        let operation = operation(&service, &request);
        self.note(Call { service: service.clone(), operation: operation.clone(), region: region.clone() });
        self.wake().await;
        if let Err(refusal) = self.neighbours.admit(&key, self.options.clock.now_ms(), &service, &region) {
            return finish(Dialect::of(&service).refusal(&refusal), content_type.as_ref());
        }
        let closed = service == "apprunner" && self.switches.closed_account();
        let armed = self.faults.take(&service, &operation);
        let fault = armed.or_else(|| closed.then(Fault::subscription_required));
        if let Some(Fault::Refuse { status, code, message }) = &fault {
            self.save_if_changed(&service, &operation).await;
            return finish(Dialect::of(&service).error(*status, code, message), content_type.as_ref());
        }
        if fault == Some(Fault::Stall) {
            return std::future::pending().await;
        }
        let answer = self.answer(&service, &region, &operation, request).await;
        self.save_if_changed(&service, &operation).await;
        let mut response = finish(answer, content_type.as_ref());
        match fault {
            Some(Fault::Hold) => std::future::pending().await,
            Some(Fault::LoseResponse) => {
                response.extensions_mut().insert(Lost);
                response
            }
            _ => response,
        }
    }

    async fn answer(&self, service: &str, region: &str, operation: &str, request: Request<Bytes>) -> MockResponse {
        match service {
            "apprunner" => self.apprunner.handle(region, operation, request.body()).await,
            SITE => self.apprunner.site(region, host(&request).unwrap_or_default(), request.uri().path()),
            "sso-oidc" | "sso" => {
                let door = request.extensions().get::<Door>().map(|door| door.0.clone());
                self.identity_center.handle(region, operation, door.as_deref(), &request)
            }
            "logs" => {
                let read = logs::group_read(operation, request.body());
                let touch = read.as_deref().map_or(Touch::Nothing, Touch::LogGroup);
                self.apprunner.advance(region, touch);
                self.logs.handle(region, operation, request.body(), self.options.clock.now_ms())
            }
            "s3" if is_download(request.method(), request.uri().path()) => configuration(request.uri().path()),
            "ecr" if operation == "GetDownloadUrlForLayer" => {
                let door = request.extensions().get::<Door>().map(|door| door.0.clone());
                self.neighbours.ecr.download(region, door.as_deref(), plain(request)).await
            }
            "ec2" if operation == "DescribeNetworkInterfaces" => {
                let made = self.apprunner.interfaces(region);
                Box::pin(self.neighbours.ec2.interfaces(region, plain(request), &made)).await
            }
            "ec2" if operation == "DeleteSecurityGroup" => {
                let made = self.apprunner.interfaces(region);
                Box::pin(self.neighbours.ec2.delete_group(region, plain(request), &made)).await
            }
            "wafv2" => match self.look_at_services(region, operation, request.body()).await {
                Ok(()) => self.neighbours.waf.handle(region, operation, plain(request)).await,
                Err(refusal) => Dialect::of(service).refusal(&refusal),
            },
            _ => {
                let answer = self.neighbours.handle(service, region, operation, plain(request)).await;
                answer.unwrap_or_else(|| {
                    let message = format!("The sandbox has no service {service}.");
                    Dialect::of(service).error(400, "UnknownOperationException", &message)
                })
            }
        }
    }
}

impl Inner {
    /// What WAF must know of App Runner: a service that is gone takes its association with it, and one that failed to be
    /// created or deleted, or is being deleted, cannot be asked for (WAF's `AssociateWebACL`, checked 2026-04).
    async fn look_at_services(&self, region: &str, operation: &str, body: &[u8]) -> Result<(), Refusal> {
        let mut gone = self.neighbours.waf.protected(region).await;
        gone.retain(|arn| self.apprunner.is_gone(region, arn));
        if !gone.is_empty() {
            self.neighbours.waf.forget(region, &gone).await;
        }
        if !matches!(operation, "AssociateWebACL" | "DisassociateWebACL" | "GetWebACLForResource") {
            return Ok(());
        }
        let input: Value = serde_json::from_slice(body).unwrap_or(Value::Null);
        match input["ResourceArn"].as_str().filter(|arn| arn.starts_with("arn:aws:apprunner:")) {
            Some(arn) if !self.apprunner.can_be_protected(region, arn) => Err(nonexistent()),
            _ => Ok(()),
        }
    }
}

/// The request as the stand-ins take it. Some of them do not know that `+` stands for a blank in a form.
fn plain(request: Request<Bytes>) -> MockRequest {
    let (head, mut body) = request.into_parts();
    let kind = head.headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    if kind.starts_with(b"application/x-www-form-urlencoded") && body.contains(&b'+') {
        body = Bytes::from(String::from_utf8_lossy(&body).replace('+', "%20"));
    }
    MockRequest { method: head.method.to_string(), uri: head.uri.to_string(), headers: head.headers, body }
}

/// What every answer carries: a request id, the error's type, and the content type of the protocol that was spoken.
fn finish(answer: MockResponse, asked: Option<&HeaderValue>) -> Response<Bytes> {
    let mut response = Response::new(answer.body);
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let error = response.status().as_u16() >= 400;
    let code = if error { error_code(response.body()) } else { None };
    let headers = response.headers_mut();
    *headers = answer.headers;
    let id = uuid::Uuid::new_v4().to_string();
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert("x-amzn-requestid", id);
    }
    if let Some(code) = code.and_then(|code| HeaderValue::from_str(&code).ok()) {
        headers.insert("x-amzn-errortype", code);
    }
    let is_json = |value: &HeaderValue| value.as_bytes().starts_with(b"application/x-amz-json");
    if let Some(asked) = asked.filter(|asked| is_json(asked)) {
        headers.insert(CONTENT_TYPE, asked.clone());
    }
    response
}

fn error_code(body: &[u8]) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let code = body["__type"].as_str()?;
    Some(code.rsplit('#').next().unwrap_or(code).to_owned())
}
