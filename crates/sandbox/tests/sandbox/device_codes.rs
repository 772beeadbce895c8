//! Signing in to IAM Identity Center on another device, and refusing to.

use std::time::Duration;

use crate::sso::*;
use crate::support::*;

#[tokio::test]
async fn a_person_can_refuse() {
    let (sandbox, clock) = timed();
    let client = Client::by_code(&sandbox, "https://denied.awsapps.com/start").await;
    let (status, headers, _) = browse(&sandbox, &client.authorize_url()).await;
    assert_eq!(status, 302);
    assert_eq!(headers["location"], format!("{CALLBACK}?error=access_denied&state=a%20b%26c"));

    let client = Client::by_device(&sandbox, "https://denied.awsapps.com/start").await;
    let (code, page) = client.start_device().await;
    assert_eq!(refused(client.poll(&code).await).0, "AuthorizationPendingException");
    assert!(browse(&sandbox, &page).await.2.contains("refused"));
    clock.advance(SECOND);
    assert_eq!(refused(client.poll(&code).await), is("AccessDeniedException", 400, "access_denied"));
}

#[tokio::test]
async fn a_person_signs_in_on_another_device() {
    let (sandbox, clock) = timed();
    let client = Client::by_device(&sandbox, START).await;
    let (code, page) = client.start_device().await;
    assert_eq!(refused(client.poll(&code).await), is("AuthorizationPendingException", 400, "authorization_pending"));
    assert_eq!(browse(&sandbox, "https://device.sso.us-east-1.amazonaws.com/device?user_code=ABCD-EFGH").await.0, 404);
    let (status, headers, body) = browse(&sandbox, &page.to_lowercase()).await;
    assert_eq!((status, headers["content-type"].to_str().unwrap()), (200, "text/html; charset=utf-8"));
    assert!(body.contains("approved"), "{body}");
    clock.advance(SECOND);
    let token = client.poll(&code).await.unwrap();
    assert!(token.access_token.is_some() && token.refresh_token.is_some());
    clock.advance(SECOND);
    assert_eq!(refused(client.poll(&code).await), invalid_grant(), "a device code is good once");
    let other = Client::by_device(&sandbox, START).await;
    assert_eq!(refused(other.poll(&code).await), invalid_grant());
}

#[tokio::test]
async fn who_asks_too_often_has_to_wait_longer() {
    let (sandbox, clock) = timed();
    let client = Client::by_device(&sandbox, START).await;
    let (code, page) = client.start_device().await;
    client.poll(&code).await.unwrap_err();
    clock.advance(SECOND / 2);
    let slow_down = || is("SlowDownException", 400, "slow_down");
    assert_eq!(refused(client.poll(&code).await), slow_down());
    clock.advance(SECOND * 5);
    assert_eq!(refused(client.poll(&code).await), slow_down(), "six seconds by now");
    browse(&sandbox, &page).await;
    clock.advance(SECOND * 11);
    client.poll(&code).await.unwrap();

    let client = Client::by_device(&sandbox, "https://slow.awsapps.com/start").await;
    let (code, _) = client.start_device().await;
    assert_eq!(refused(client.poll(&code).await), slow_down());
    clock.advance(SECOND * 6);
    assert_eq!(refused(client.poll(&code).await).0, "AuthorizationPendingException");
}

#[tokio::test]
async fn device_codes_expire() {
    let (sandbox, clock) = timed();
    let expired = || is("ExpiredTokenException", 400, "expired_token");
    let client = Client::by_device(&sandbox, START).await;
    let (code, page) = client.start_device().await;
    clock.advance(Duration::from_mins(10));
    assert_eq!(refused(client.poll(&code).await), expired());
    assert_eq!(browse(&sandbox, &page).await.0, 404);
    let client = Client::by_device(&sandbox, "https://expired.awsapps.com/start").await;
    let (code, _) = client.start_device().await;
    assert_eq!(refused(client.poll(&code).await), expired());
}
