//! Owns STS: who is asking, and credentials for a while (`assume`). The stand-in says `user/moto` to everyone, hands out
//! roles that are not there, and knows neither MFA nor the sandbox's time. Its other operations are as they were.

use winterbaume_core::{MockRequest, MockResponse};
use winterbaume_iam::IamStateView;
use winterbaume_sts::StsService;

use super::assume::Desk;
use super::callers::Caller;
use super::sessions::Sessions;
use super::{Seeded, Tempo};
use crate::wire::{Dialect, escape, form, xml_answer};

pub(super) struct Sts {
    pub(super) inner: Seeded<StsService>,
    tempo: Tempo,
    sessions: Sessions,
}

impl Sts {
    pub(super) fn new(tempo: Tempo, sessions: Sessions) -> Self {
        Self { inner: Seeded::global(StsService::new(), "sts", "{}"), tempo, sessions }
    }

    pub(super) async fn handle(&self, operation: &str, request: MockRequest, iam: &IamStateView) -> MockResponse {
        let input = form(&request.body);
        let desk = Desk {
            now: self.tempo.now_ms(),
            sessions: &self.sessions,
            notes: &self.tempo.notes,
            iam,
            caller: Caller::of(&request, &self.sessions, iam),
            input: &input,
        };
        let answer = match operation {
            "GetCallerIdentity" => Ok(identity(&desk.caller)),
            "AssumeRole" => desk.assume_role(),
            "AssumeRoleWithWebIdentity" => desk.assume_role_with_web_identity(),
            "GetSessionToken" => desk.get_session_token(),
            _ => Ok(self.inner.ask("", request).await),
        };
        answer.unwrap_or_else(|refusal| Dialect::Xml.refusal(&refusal))
    }
}

fn identity(caller: &Caller) -> MockResponse {
    let Caller { account, arn, user_id, .. } = caller;
    let (arn, user_id) = (escape(arn), escape(user_id));
    result("GetCallerIdentity", &format!("<Arn>{arn}</Arn><UserId>{user_id}</UserId><Account>{account}</Account>"))
}

pub(super) fn result(operation: &str, inner: &str) -> MockResponse {
    xml_answer(
        200,
        format!(
            "<{operation}Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><{operation}Result>{inner}\
             </{operation}Result><ResponseMetadata><RequestId>{}</RequestId></ResponseMetadata></{operation}Response>",
            uuid::Uuid::new_v4()
        ),
    )
}
