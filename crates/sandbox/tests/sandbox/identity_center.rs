//! Signing in to IAM Identity Center: by a code through the browser, and on with a refresh token.

use std::time::Duration;

use ard_sandbox::{Fault, Options, Sandbox};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::sso::*;
use crate::support::*;

#[tokio::test]
async fn a_person_signs_in_by_the_browser() {
    let (sandbox, clock) = timed();
    let client = Client::by_code(&sandbox, START).await;
    let token = client.sign_in().await;
    assert_eq!((token.expires_in, token.token_type.as_deref()), (3_600, Some("Bearer")));
    assert!(token.refresh_token.is_some());
    let access = token.access_token.unwrap();
    let list = || portal(&sandbox, VIRGINIA).list_accounts().access_token(&access).send();
    list().await.unwrap();
    clock.advance(HOUR);
    assert_eq!(refusal(list().await).0, "UnauthorizedException");
}

#[tokio::test]
async fn an_error_is_told_as_the_service_tells_it() {
    let (sandbox, _) = timed();
    let client = Client::by_code(&sandbox, START).await;
    let error = client.refresh("never-given").await.unwrap_err();
    let raw = error.raw_response().unwrap();
    let body = std::str::from_utf8(raw.body().bytes().unwrap()).unwrap();
    assert_eq!(body, r#"{"error":"invalid_grant","error_description":"Invalid refresh token provided"}"#);
    assert_eq!(raw.headers().get("content-type"), Some("application/json"));
    let kind = "InvalidGrantException:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/";
    assert_eq!(raw.headers().get("x-amzn-errortype"), Some(kind));
}

#[tokio::test]
async fn a_code_is_good_once_for_its_client_address_and_challenge() {
    let (sandbox, clock) = timed();
    let client = Client::by_code(&sandbox, START).await;
    let code = client.code().await;
    client.exchange(&code, CALLBACK, VERIFIER).await.unwrap();
    assert_eq!(refused(client.exchange(&code, CALLBACK, VERIFIER).await), invalid_grant());

    let other = Client::by_code(&sandbox, START).await;
    let code = client.code().await;
    assert_eq!(refused(other.exchange(&code, CALLBACK, VERIFIER).await), invalid_grant());
    client.exchange(&code, CALLBACK, VERIFIER).await.expect("another's attempt does not use it up");

    for (redirect_uri, verifier) in [("http://127.0.0.1:1/oauth/callback", VERIFIER), (CALLBACK, CHALLENGE)] {
        let code = client.code().await;
        assert_eq!(refused(client.exchange(&code, redirect_uri, verifier).await), invalid_grant());
        assert_eq!(refused(client.exchange(&code, CALLBACK, VERIFIER).await), invalid_grant(), "used up");
    }

    let code = client.code().await;
    clock.advance(Duration::from_mins(10));
    assert_eq!(refused(client.exchange(&code, CALLBACK, VERIFIER).await), invalid_grant());
    let incomplete = client.ask(BY_CODE).code("x").redirect_uri(CALLBACK).send().await;
    assert_eq!(refused(incomplete), is("InvalidRequestException", 400, "invalid_request"));
}

#[tokio::test]
async fn the_page_sends_people_only_where_the_client_lives() {
    let (sandbox, _) = timed();
    let client = Client::by_code(&sandbox, START).await;
    let url = client.authorize_url();
    let here = "http%3A%2F%2F127.0.0.1%3A49213%2Foauth%2Fcallback";
    for elsewhere in [
        "http%3A%2F%2F127.0.0.1%3A49213%2Fother",
        "http%3A%2F%2Flocalhost%3A49213%2Foauth%2Fcallback",
        "https%3A%2F%2F127.0.0.1%3A49213%2Foauth%2Fcallback",
        "http%3A%2F%2F127.0.0.1%40example.com%2Foauth%2Fcallback",
        "http%3A%2F%2F127.0.0.1%3A1%2Foauth%2Fcallback%3Fx%3D1",
    ] {
        let (status, headers, body) = browse(&sandbox, &url.replace(here, elsewhere)).await;
        assert_eq!((status, headers.get("location")), (400, None), "{elsewhere}");
        assert!(body.contains("invalid_redirect_uri"), "{body}");
    }
    let (status, headers, body) = browse(&sandbox, &url.replace(&client.id, "nobody")).await;
    assert_eq!((status, headers.get("location")), (401, None));
    assert!(body.contains("invalid_client"), "{body}");
    for (right, wrong, told) in [
        ("response_type=code", "response_type=token", "unsupported_response_type"),
        ("S256", "plain", "invalid_request"),
        (CHALLENGE, "short", "invalid_request"),
    ] {
        let (status, headers, _) = browse(&sandbox, &url.replace(right, wrong)).await;
        assert_eq!(status, 302);
        assert_eq!(headers["location"], format!("{CALLBACK}?error={told}&state=a%20b%26c"));
    }
    let (status, _, _) = browse(&sandbox, &url.replace("scopes=", "scope=")).await;
    assert_eq!(status, 302, "both names of the scopes are understood");
}

#[tokio::test]
async fn refresh_tokens_rotate_until_the_sign_in_ends() {
    let (sandbox, clock) = timed();
    let client = Client::by_code(&sandbox, START).await;
    let mut refresh = client.sign_in().await.refresh_token.unwrap();
    let other = Client::by_code(&sandbox, START).await;
    assert_eq!(refused(other.refresh(&refresh).await), invalid_grant());
    for _ in 0..7 {
        clock.advance(HOUR);
        let next = client.refresh(&refresh).await.unwrap();
        assert_eq!(refused(client.refresh(&refresh).await), invalid_grant(), "used");
        let access = next.access_token.unwrap();
        portal(&sandbox, VIRGINIA).list_accounts().access_token(access).send().await.unwrap();
        refresh = next.refresh_token.unwrap();
    }
    clock.advance(HOUR);
    assert_eq!(refused(client.refresh(&refresh).await), invalid_grant(), "eight hours have passed");
}

#[tokio::test]
async fn who_gets_a_refresh_token() {
    let (sandbox, _) = timed();
    let redirect = "http://127.0.0.1/oauth/callback";
    let plain = oidc(&sandbox, VIRGINIA).register_client().client_name("x").client_type("public").issuer_url(START);
    let without_scope = plain.clone().grant_types(BY_CODE).grant_types(REFRESH).redirect_uris(redirect);
    let without_grant = plain.scopes("sso:account:access").grant_types(BY_CODE).redirect_uris(redirect);
    for register in [without_scope, without_grant] {
        let client = Client::made(&sandbox, START, register).await;
        let token = client.sign_in().await;
        assert!(token.access_token.is_some() && token.refresh_token.is_none());
    }
    let revoked = Client::by_code(&sandbox, "https://revoked.awsapps.com/start").await;
    let refresh = revoked.sign_in().await.refresh_token.unwrap();
    assert_eq!(refused(revoked.refresh(&refresh).await), invalid_grant());
}

#[tokio::test]
async fn a_client_does_what_it_registered_for() {
    let (sandbox, clock) = timed();
    let by_code = Client::by_code(&sandbox, START).await;
    let by_device = Client::by_device(&sandbox, START).await;
    let unauthorized = || is("UnauthorizedClientException", 400, "unauthorized_client");
    assert_eq!(refused(by_code.poll("x").await), unauthorized());
    assert_eq!(refused(by_device.exchange("x", CALLBACK, VERIFIER).await), unauthorized());
    let start = oidc(&sandbox, VIRGINIA).start_device_authorization().client_id(&by_code.id);
    let start = start.client_secret(&by_code.secret).start_url(START);
    assert_eq!(refused(start.clone().send().await), unauthorized());
    let nowhere = start.client_id(&by_device.id).client_secret(&by_device.secret).start_url("https://example.com");
    assert_eq!(refused(nowhere.send().await), is("InvalidRequestException", 400, "invalid_request"));
    let unsupported = is("UnsupportedGrantTypeException", 400, "unsupported_grant_type");
    assert_eq!(refused(by_code.ask("password").send().await), unsupported);

    let invalid = || is("InvalidClientException", 401, "invalid_client");
    let stranger = Client { secret: "wrong".to_owned(), ..Client::by_code(&sandbox, START).await };
    assert_eq!(refused(stranger.refresh("x").await), invalid());
    clock.advance(Duration::from_secs(90 * 86_400 - 1));
    assert_eq!(refused(by_code.refresh("x").await), invalid_grant());
    clock.advance(SECOND);
    assert_eq!(refused(by_code.refresh("x").await), invalid(), "registrations last for 90 days");
}

#[tokio::test]
async fn registrations_say_until_when_and_are_checked() {
    let (sandbox, _) = timed();
    let made = register(&sandbox).send().await.unwrap();
    assert_eq!(made.client_id_issued_at, 1_780_000_000);
    assert_eq!(made.client_secret_expires_at, 1_780_000_000 + 90 * 86_400);
    let by_code = || register(&sandbox).grant_types(BY_CODE).issuer_url(START);
    let here = "http://127.0.0.1/oauth/callback";
    for (register, name, word) in [
        (register(&sandbox).client_type("confidential"), "InvalidClientMetadataException", "invalid_client_metadata"),
        (register(&sandbox).grant_types("password"), "UnsupportedGrantTypeException", "unsupported_grant_type"),
        (register(&sandbox).scopes("Everything"), "InvalidScopeException", "invalid_scope"),
        (by_code().redirect_uris("https://example.com/x"), "InvalidRedirectUriException", "invalid_redirect_uri"),
        (by_code().redirect_uris("http://localhost/x"), "InvalidRedirectUriException", "invalid_redirect_uri"),
        (by_code(), "InvalidRequestException", "invalid_request"),
        (by_code().redirect_uris(here).issuer_url("https://example.com"), "InvalidRequestException", "invalid_request"),
    ] {
        assert_eq!(refused(register.send().await), is(name, 400, word));
    }
}

#[tokio::test]
async fn faults_are_armed_by_the_names_of_the_cli() {
    let (sandbox, _) = timed();
    let client = Client::by_code(&sandbox, START).await;
    let fault = Fault::refuse(500, "InternalServerException", "no");
    for operation in ["CreateToken", "RegisterClient", "StartDeviceAuthorization"] {
        sandbox.faults().times("sso-oidc", operation, 1, fault.clone());
    }
    let server_error = || is("InternalServerException", 500, "server_error");
    assert_eq!(refused(client.refresh("x").await), server_error());
    assert_eq!(refused(register(&sandbox).send().await), server_error());
    let start = oidc(&sandbox, VIRGINIA).start_device_authorization().client_id("x").client_secret("x");
    assert_eq!(refused(start.start_url(START).send().await), server_error());
    sandbox.faults().times("sso-oidc", "CreateToken", 1, Fault::refuse(400, "SlowDownException", "no"));
    assert_eq!(refused(client.refresh("x").await), is("SlowDownException", 400, "slow_down"));
    sandbox.faults().times("sso-oidc", "CreateToken", 1, Fault::LoseResponse);
    let lost = client.exchange(&client.code().await, CALLBACK, VERIFIER).await.unwrap_err();
    assert!(lost.raw_response().is_none());
    let call = &sandbox.calls()[0];
    let call = [&call.service, &call.operation, &call.region];
    assert_eq!(call, ["sso-oidc", "RegisterClient", VIRGINIA]);
}

#[tokio::test]
async fn who_is_signed_in_survives_a_restart_but_not_a_reset() {
    let file = std::env::temp_dir().join(format!("ard-sandbox-{}-signed-in.json", std::process::id()));
    let open = || Sandbox::new(Options { state_file: Some(file.clone()), ..Options::default() });
    let client = Client::by_code(&open(), START).await;
    let client = Client { sandbox: open(), ..client };
    let token = client.sign_in().await;
    let again = Client { sandbox: open(), ..client };
    let token = again.refresh(&token.refresh_token.unwrap()).await.unwrap();
    again.sandbox.reset().await;
    assert_eq!(refused(again.refresh(&token.refresh_token.unwrap()).await).0, "InvalidClientException");
    std::fs::remove_file(file).unwrap();
}

#[tokio::test]
async fn over_loopback_the_pages_are_at_the_sandbox() {
    let sandbox = sandbox();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn({
        let sandbox = sandbox.clone();
        async move { sandbox.serve(listener).await }
    });
    let ask = async |head: &str, body: &str| {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        let length = body.len();
        let request = format!(
            "{head} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    };
    let client = Client::by_device(&sandbox, START).await;
    let Client { id, secret, .. } = &client;
    let body = format!(r#"{{"clientId":"{id}","clientSecret":"{secret}","startUrl":"{START}"}}"#);
    let answer = ask("POST /device_authorization", &body).await;
    let started: serde_json::Value = serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap();
    let page = started["verificationUriComplete"].as_str().unwrap();
    let path = page.strip_prefix(&format!("http://{address}")).unwrap();
    assert!(ask(&format!("GET {path}"), "").await.contains("approved"));
    client.poll(started["deviceCode"].as_str().unwrap()).await.unwrap();
    let by_code = Client::by_code(&sandbox, START).await;
    let url = by_code.authorize_url();
    let path = url.strip_prefix("https://oidc.us-east-1.amazonaws.com").unwrap();
    let answer = ask(&format!("GET {path}"), "").await;
    assert!(answer.starts_with("HTTP/1.1 302"), "{answer}");
    assert!(answer.contains("location: http://127.0.0.1:49213/oauth/callback?code="), "{answer}");
    server.abort();
}
