//! Owns the access portal: which accounts and roles whoever is signed in has, and credentials for one of them. Refuses
//! every token that it does not know any more.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::HeaderMap;
use serde_json::{Value, json};
use winterbaume_core::MockResponse;

use super::organization::{Account, PERSON, accounts};
use super::{HOUR, State};
use crate::services::{Session, Sessions};
use crate::wire::{Refusal, page, rest_answer};

/// So few that everyone who reads only one page is found out.
const PER_PAGE: usize = 10;
const CREDENTIALS_LAST: i64 = HOUR;

pub(super) struct Asked<'a> {
    pub(super) operation: &'a str,
    pub(super) token: &'a str,
    pub(super) query: &'a BTreeMap<String, String>,
}

pub(super) fn answer(
    state: &mut State,
    now: i64,
    sessions: &Sessions,
    asked: &Asked<'_>,
) -> Result<MockResponse, Refusal> {
    let sign_in = state
        .access
        .get(asked.token)
        .map(|access| access.sign_in.clone())
        .ok_or_else(|| Refusal::with(401, "UnauthorizedException", "Session token not found or invalid"))?;
    match asked.operation {
        "ListAccounts" => asked.page(
            accounts(),
            "accountList",
            |account| json!({"accountId": account.id, "accountName": account.name, "emailAddress": account.email()}),
        ),
        "ListAccountRoles" => {
            let account = asked.account()?;
            asked.page(account.roles(), "roleList", |role| json!({"roleName": role, "accountId": account.id}))
        }
        "GetRoleCredentials" => {
            let (account, role) = (asked.account()?, asked.needed("role_name")?);
            if !account.roles().contains(&role) {
                return Err(Refusal::with(403, "ForbiddenException", "No access"));
            }
            Ok(credentials(now, sessions, &account, role))
        }
        _ => {
            // The whole sign-in ends, and so does its refreshing.
            state.sign_ins.remove(&sign_in);
            state.sweep(now);
            Ok(MockResponse { status: 200, headers: HeaderMap::new(), body: Bytes::new() })
        }
    }
}

impl Asked<'_> {
    fn needed(&self, name: &str) -> Result<&str, Refusal> {
        let missing = || Refusal::new("InvalidRequestException", format!("Missing required parameter: {name}"));
        self.query.get(name).map(String::as_str).filter(|text| !text.is_empty()).ok_or_else(missing)
    }

    fn account(&self) -> Result<Account, Refusal> {
        let id = self.needed("account_id")?;
        if id.len() != 12 || !id.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(Refusal::new("InvalidRequestException", "Invalid account id provided"));
        }
        let missing = || Refusal::with(404, "ResourceNotFoundException", "The specified resource doesn't exist");
        accounts().into_iter().find(|account| account.id == id).ok_or_else(missing)
    }

    fn page<T>(&self, all: Vec<T>, member: &str, show: impl Fn(T) -> Value) -> Result<MockResponse, Refusal> {
        let wrong = |what| Refusal::new("InvalidRequestException", what);
        let limit = self.query.get("max_result").map_or(Some(PER_PAGE), |text| text.parse().ok());
        let limit =
            limit.filter(|limit| (1..=100).contains(limit)).ok_or_else(|| wrong("Invalid max result provided"))?;
        // A token is good for the list that it came from.
        let purpose = format!("{member}/{}", self.query.get("account_id").map_or("", String::as_str));
        let token = self.query.get("next_token").map(String::as_str);
        let (some, next) =
            page(all, &purpose, token, Some(limit)).ok_or_else(|| wrong("Invalid next token provided"))?;
        let mut body = json!({ member: some.into_iter().map(show).collect::<Vec<_>>() });
        if let Some(next) = next {
            body["nextToken"] = json!(next);
        }
        Ok(rest_answer(&body))
    }
}

fn credentials(now: i64, sessions: &Sessions, account: &Account, role: &str) -> MockResponse {
    let expires_ms = now + CREDENTIALS_LAST;
    let name = format!("AWSReservedSSO_{role}_0123456789abcdef");
    let keys = sessions.issue(&Session {
        account: account.id.clone(),
        arn: format!("arn:aws:sts::{}:assumed-role/{name}/{PERSON}", account.id),
        user_id: format!("AROASANDBOXSANDBOX123:{PERSON}"),
        expires_ms,
        assumed: true,
        mfa: false,
    });
    rest_answer(&json!({"roleCredentials": {
        "accessKeyId": keys.id,
        "secretAccessKey": keys.secret,
        "sessionToken": keys.token,
        "expiration": expires_ms,
    }}))
}
