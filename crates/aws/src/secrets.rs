//! AWS Secrets Manager: the secrets that variables refer to. A value is written and never read.

use ard_core::draft::Pair;
use ard_core::options::SecretOption;
use aws_sdk_secretsmanager::Client;
use aws_sdk_secretsmanager::types::Tag;
use aws_types::SdkConfig;

use crate::Answer;
use crate::classify::{Call, absent_is_done, absent_is_none};

/// The gateway to AWS Secrets Manager.
#[derive(Debug, Clone)]
pub struct Secrets {
    read: Client,
    write: Client,
}

const fn call(operation: &'static str) -> Call {
    Call { service: "secretsmanager", operation }
}

impl Secrets {
    pub(crate) fn new((read, write): &(SdkConfig, SdkConfig)) -> Self {
        Self { read: Client::new(read), write: Client::new(write) }
    }

    /// All secrets of the account in the Region, by name, without those that are about to be deleted.
    pub async fn list(&self) -> Answer<Vec<SecretOption>> {
        let call = call("ListSecrets");
        let mut pages = self.read.list_secrets().into_paginator().send();
        let mut secrets = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| call.fault(&error))?;
            for secret in page.secret_list.unwrap_or_default() {
                let description = secret.description.unwrap_or_default();
                if let (Some(name), Some(arn), None) = (secret.name, secret.arn, secret.deleted_date) {
                    secrets.push(SecretOption { name, arn, description });
                }
            }
        }
        secrets.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(secrets)
    }

    /// The ARN of a secret that bears a tag; `None` when there is no such secret.
    pub async fn tagged(&self, name: &str, tag: &Pair) -> Answer<Option<String>> {
        let call = call("DescribeSecret");
        let answer = match self.read.describe_secret().secret_id(name).send().await {
            Ok(answer) => answer,
            Err(error) => return absent_is_none(call.fault(&error)),
        };
        let is_tagged = answer
            .tags()
            .iter()
            .any(|found| found.key() == Some(tag.name.as_str()) && found.value() == Some(tag.value.as_str()));
        Ok(answer.arn.filter(|_| is_tagged))
    }

    /// Creates a secret, tagged; answers its ARN.
    pub async fn create(&self, name: &str, value: &str, tag: &Pair) -> Answer<String> {
        let call = call("CreateSecret");
        // The same call of the same plan answers the same secret.
        let token = &tag.value;
        let tag = Tag::builder().key(&tag.name).value(token).build();
        let request = self.write.create_secret().name(name).secret_string(value).client_request_token(token).tags(tag);
        let answer = request.send().await.map_err(|error| call.fault(&error))?;
        answer.arn.ok_or_else(|| call.unreadable())
    }

    /// Deletes a secret at once; one that is not there counts as deleted. It is for a secret that nobody has used yet.
    pub async fn delete(&self, arn: &str) -> Answer<()> {
        let call = call("DeleteSecret");
        let request = self.write.delete_secret().secret_id(arn).force_delete_without_recovery(true);
        absent_is_done(request.send().await.map(drop).map_err(|error| call.fault(&error)))
    }
}
