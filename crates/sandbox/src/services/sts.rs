//! Owns who is asking: the sandbox's user, or the role whose credentials sign. The stand-in says `user/moto` to everyone.

use winterbaume_core::{MockRequest, MockResponse};
use winterbaume_sts::StsService;

use super::Seeded;
use crate::wire::{escape, xml_answer};
use crate::{ACCOUNT, USER_ARN};

pub(super) struct Sts(pub(super) Seeded<StsService>);

impl Sts {
    pub(super) fn new() -> Self {
        Self(Seeded::global(StsService::new(), "sts", "{}"))
    }

    pub(super) async fn handle(&self, operation: &str, request: MockRequest) -> MockResponse {
        if operation != "GetCallerIdentity" {
            return self.0.ask("", request).await;
        }
        let key = access_key(&request).unwrap_or_default();
        let roles = self.0.view("").await.assumed_roles;
        let role = roles.into_iter().find(|role| role.access_key_id == key);
        let (arn, user) = role.map_or_else(
            || (USER_ARN.to_owned(), "AIDASANDBOXSANDBOX123".to_owned()),
            |role| {
                let name = role.role_arn.rsplit('/').next().unwrap_or_default().to_owned();
                let session = &role.role_session_name;
                (
                    format!("arn:aws:sts::{ACCOUNT}:assumed-role/{name}/{session}"),
                    format!("{}:{session}", role.assumed_role_id),
                )
            },
        );
        identity(&arn, &user)
    }
}

fn access_key(request: &MockRequest) -> Option<String> {
    let header = request.headers.get(http::header::AUTHORIZATION)?.to_str().ok()?;
    let (_, credential) = header.split_once("Credential=")?;
    credential.split('/').next().map(str::to_owned)
}

fn identity(arn: &str, user: &str) -> MockResponse {
    xml_answer(
        200,
        format!(
            "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>\
             <Arn>{}</Arn><UserId>{user}</UserId><Account>{ACCOUNT}</Account></GetCallerIdentityResult>\
             <ResponseMetadata><RequestId>{}</RequestId></ResponseMetadata></GetCallerIdentityResponse>",
            escape(arn),
            uuid::Uuid::new_v4()
        ),
    )
}
