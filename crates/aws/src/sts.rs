//! AWS STS: who one is.

use ard_core::session::Identity;
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_sts::Client;
use aws_types::SdkConfig;

use crate::Answer;
use crate::classify::Call;
use crate::keychain::AccessKey;

/// The gateway to AWS STS.
#[derive(Debug, Clone)]
pub struct Sts {
    client: Client,
    config: SdkConfig,
}

impl Sts {
    pub(crate) fn new(config: &SdkConfig) -> Self {
        Self { client: Client::new(config), config: config.clone() }
    }

    /// Whose credentials these are. Needs no right.
    pub async fn identity(&self) -> Answer<Identity> {
        identity(&self.client).await
    }

    /// Whose a key is, whoever asks here otherwise.
    pub async fn identity_of(&self, key: &AccessKey) -> Answer<Identity> {
        let key = Credentials::new(key.id(), key.secret(), None, None, "given");
        let config = self.config.to_builder().credentials_provider(SharedCredentialsProvider::new(key)).build();
        identity(&Client::new(&config)).await
    }
}

async fn identity(client: &Client) -> Answer<Identity> {
    let call = Call { service: "sts", operation: "GetCallerIdentity" };
    let answer = client.get_caller_identity().send().await.map_err(|error| call.fault(&error))?;
    match (answer.account, answer.arn) {
        (Some(account), Some(arn)) => Ok(Identity { account, arn }),
        _ => Err(call.unreadable()),
    }
}
