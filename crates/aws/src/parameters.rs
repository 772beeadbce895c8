//! SSM Parameter Store: the parameters that variables refer to. A value is written and never read.

use ard_core::draft::Pair;
use ard_core::options::ParameterOption;
use aws_sdk_ssm::Client;
use aws_sdk_ssm::types::{ParameterType, ResourceTypeForTagging, Tag};
use aws_types::SdkConfig;

use crate::Answer;
use crate::classify::{Call, absent_is_done, absent_is_none};

/// The gateway to SSM Parameter Store.
#[derive(Debug, Clone)]
pub struct Parameters {
    read: Client,
    write: Client,
}

const fn call(operation: &'static str) -> Call {
    Call { service: "ssm", operation }
}

impl Parameters {
    pub(crate) fn new((read, write): &(SdkConfig, SdkConfig)) -> Self {
        Self { read: Client::new(read), write: Client::new(write) }
    }

    /// All parameters of the account in the Region, by name.
    pub async fn list(&self) -> Answer<Vec<ParameterOption>> {
        let call = call("DescribeParameters");
        let mut pages = self.read.describe_parameters().into_paginator().send();
        let mut parameters = Vec::new();
        while let Some(page) = pages.next().await {
            for parameter in page.map_err(|error| call.fault(&error))?.parameters.unwrap_or_default() {
                let is_secure = parameter.r#type == Some(ParameterType::SecureString);
                let description = parameter.description.unwrap_or_default();
                parameters.extend(parameter.name.map(|name| ParameterOption { name, description, is_secure }));
            }
        }
        parameters.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(parameters)
    }

    /// Whether there is a parameter of that name that bears a tag.
    pub async fn is_tagged(&self, name: &str, tag: &Pair) -> Answer<bool> {
        let call = call("ListTagsForResource");
        let request =
            self.read.list_tags_for_resource().resource_type(ResourceTypeForTagging::Parameter).resource_id(name);
        let answer = match request.send().await {
            Ok(answer) => answer,
            Err(error) => {
                return absent_is_none(call.fault(&error)).map(|found: Option<bool>| found.unwrap_or_default());
            }
        };
        Ok(answer.tag_list().iter().any(|found| found.key() == tag.name && found.value() == tag.value))
    }

    /// Writes a new encrypted parameter, tagged. One of that name is left as it is.
    pub async fn create(&self, name: &str, value: &str, tag: &Pair) -> Answer<()> {
        let call = call("PutParameter");
        let tag = Tag::builder().key(&tag.name).value(&tag.value).build().map_err(|_| call.unreadable())?;
        let request = self.write.put_parameter().name(name).r#type(ParameterType::SecureString).value(value).tags(tag);
        request.send().await.map(drop).map_err(|error| call.fault(&error))
    }

    /// Deletes a parameter; one that is not there counts as deleted.
    pub async fn delete(&self, name: &str) -> Answer<()> {
        let call = call("DeleteParameter");
        let request = self.write.delete_parameter().name(name);
        absent_is_done(request.send().await.map(drop).map_err(|error| call.fault(&error)))
    }
}
