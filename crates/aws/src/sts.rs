//! AWS STS: who one is.

use ard_core::session::Identity;
use aws_sdk_sts::Client;
use aws_types::SdkConfig;

use crate::Answer;
use crate::classify::Call;

/// The gateway to AWS STS.
#[derive(Debug, Clone)]
pub struct Sts {
    client: Client,
}

impl Sts {
    pub(crate) fn new(config: &SdkConfig) -> Self {
        Self { client: Client::new(config) }
    }

    /// Whose credentials these are. Needs no right.
    pub async fn identity(&self) -> Answer<Identity> {
        let call = Call { service: "sts", operation: "GetCallerIdentity" };
        let answer = self.client.get_caller_identity().send().await.map_err(|error| call.fault(&error))?;
        match (answer.account, answer.arn) {
            (Some(account), Some(arn)) => Ok(Identity { account, arn }),
            _ => Err(call.unreadable()),
        }
    }
}
