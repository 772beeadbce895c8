//! The access portal: accounts, roles, and credentials that are somebody.

use std::time::Duration;

use ard_sandbox::{Clock, Fault, Sandbox};
use aws_sdk_sso::error::ProvideErrorMetadata;

use crate::support::*;

/// Somebody signed in, by device.
async fn signed_in() -> (Sandbox, Clock, String) {
    let (sandbox, clock) = timed();
    let client = oidc(&sandbox, VIRGINIA);
    let made = client.register_client().client_name("x").client_type("public").scopes("sso:account:access");
    let made = made.send().await.unwrap();
    let (id, secret) = (made.client_id.unwrap(), made.client_secret.unwrap());
    let start = client.start_device_authorization().client_id(&id).client_secret(&secret);
    let started = start.start_url("https://acme.awsapps.com/start").send().await.unwrap();
    browse(&sandbox, &started.verification_uri_complete.unwrap()).await;
    let create = client.create_token().client_id(id).client_secret(secret);
    let create = create.grant_type("urn:ietf:params:oauth:grant-type:device_code");
    let token = create.device_code(started.device_code.unwrap()).send().await.unwrap();
    (sandbox, clock, token.access_token.unwrap())
}

fn refused<T: std::fmt::Debug, E>(result: Result<T, aws_sdk_sso::error::SdkError<E>>) -> (String, u16)
where
    E: ProvideErrorMetadata + std::fmt::Debug,
{
    let error = result.expect_err("the request should be refused");
    assert!(error.message().is_some());
    (error.code().unwrap().to_owned(), error.raw_response().unwrap().status().as_u16())
}

fn is(name: &str, status: u16) -> (String, u16) {
    (name.to_owned(), status)
}

#[tokio::test]
async fn accounts_and_roles_come_in_pages() {
    let (sandbox, _, token) = signed_in().await;
    let client = portal(&sandbox, VIRGINIA);
    let first = client.list_accounts().access_token(&token).send().await.unwrap();
    assert_eq!(first.account_list().len(), 10);
    let accounts: Vec<_> = client.list_accounts().access_token(&token).into_paginator().items().send().collect().await;
    let accounts: Vec<_> = accounts.into_iter().map(Result::unwrap).collect();
    assert_eq!(accounts.len(), 25);
    assert_eq!(accounts[0].account_id(), Some(ard_sandbox::ACCOUNT));
    assert_eq!(accounts[0].account_name(), Some("acme-production"));
    assert_eq!(accounts[0].email_address(), Some("aws+acme-production@example.com"));
    assert_eq!(accounts[24].account_name(), Some("team-22"));

    let roles = |account: &str| client.list_account_roles().access_token(&token).account_id(account);
    let few = roles(ard_sandbox::ACCOUNT).send().await.unwrap();
    let names: Vec<_> = few.role_list().iter().filter_map(|role| role.role_name()).collect();
    assert_eq!((names, few.next_token()), (vec!["AdministratorAccess", "ReadOnlyAccess"], None));
    let staging = accounts[1].account_id().unwrap();
    let many: Vec<_> = roles(staging).max_results(5).into_paginator().items().send().collect().await;
    assert_eq!(many.len(), 14);
    assert!(many.into_iter().all(|role| role.unwrap().account_id() == Some(staging)));
}

#[tokio::test]
async fn what_the_portal_refuses() {
    let (sandbox, clock, token) = signed_in().await;
    let client = portal(&sandbox, VIRGINIA);
    let invalid = || is("InvalidRequestException", 400);
    let accounts = || client.list_accounts().access_token(&token);
    assert_eq!(refused(accounts().max_results(101).send().await), invalid());
    assert_eq!(refused(accounts().next_token("garbage").send().await), invalid());
    let roles = |account: &str| client.list_account_roles().access_token(&token).account_id(account).send();
    assert_eq!(refused(roles("no-account").await), invalid());
    assert_eq!(refused(roles("999999999999").await), is("ResourceNotFoundException", 404));
    let get = |account: &str, role: &str, token: &str| {
        client.get_role_credentials().access_token(token).account_id(account).role_name(role).send()
    };
    assert_eq!(refused(get("999999999999", "ReadOnlyAccess", &token).await), is("ResourceNotFoundException", 404));
    let account = ard_sandbox::ACCOUNT;
    assert_eq!(refused(get(account, "PowerUserAccess", &token).await), is("ForbiddenException", 403));
    let unauthorized = || is("UnauthorizedException", 401);
    assert_eq!(refused(get(account, "ReadOnlyAccess", "never-given").await), unauthorized());
    let busy = || Fault::refuse(429, "TooManyRequestsException", "Rate exceeded");
    for operation in ["ListAccounts", "ListAccountRoles", "GetRoleCredentials", "Logout"] {
        sandbox.faults().times("sso", operation, 1, busy());
    }
    let too_many = || is("TooManyRequestsException", 429);
    assert_eq!(refused(accounts().send().await), too_many());
    assert_eq!(refused(roles(account).await), too_many());
    assert_eq!(refused(get(account, "ReadOnlyAccess", &token).await), too_many());
    assert_eq!(refused(client.logout().access_token(&token).send().await), too_many());
    clock.advance(Duration::from_hours(1));
    assert_eq!(refused(get(account, "ReadOnlyAccess", &token).await), unauthorized());
    assert_eq!(refused(client.logout().access_token(&token).send().await), unauthorized());
}

#[tokio::test]
async fn credentials_are_those_of_the_account_and_role() {
    let (sandbox, clock, token) = signed_in().await;
    let client = portal(&sandbox, VIRGINIA);
    for (account, role) in [(ard_sandbox::ACCOUNT, "ReadOnlyAccess"), ("400000000007", "AdministratorAccess")] {
        let get = client.get_role_credentials().access_token(&token).account_id(account).role_name(role);
        let keys = get.send().await.unwrap().role_credentials.unwrap();
        assert_eq!(keys.expiration, clock.now_ms() + 3_600_000);
        let key = keys.access_key_id().unwrap();
        assert!(key.starts_with("ASIA") && key.len() == 20, "{key}");
        let who = sts_as(&sandbox, key, keys.session_token()).get_caller_identity().send().await.unwrap();
        assert_eq!(who.account.as_deref(), Some(account));
        let name = format!("AWSReservedSSO_{role}_0123456789abcdef/ada@example.com");
        assert_eq!(who.arn, Some(format!("arn:aws:sts::{account}:assumed-role/{name}")));
    }
}

#[tokio::test]
async fn logging_out_ends_the_sign_in() {
    let (sandbox, _, token) = signed_in().await;
    let client = portal(&sandbox, VIRGINIA);
    client.logout().access_token(&token).send().await.unwrap();
    assert_eq!(refused(client.list_accounts().access_token(&token).send().await), is("UnauthorizedException", 401));
}
