//! AWS KMS: the keys of the account that a service can be encrypted with. Reads only.

use std::collections::HashMap;

use ard_core::options::{KeyOption, KeyUnusable};
use aws_sdk_kms::Client;
use aws_sdk_kms::types::{KeyManagerType, KeyMetadata, KeySpec, KeyState};
use aws_types::SdkConfig;

use crate::Answer;
use crate::classify::Call;

/// The gateway to AWS KMS.
#[derive(Debug, Clone)]
pub struct Kms {
    client: Client,
}

const fn call(operation: &'static str) -> Call {
    Call { service: "kms", operation }
}

impl Kms {
    pub(crate) fn new(config: &SdkConfig) -> Self {
        Self { client: Client::new(config) }
    }

    /// The keys that the account manages itself, by alias; those without one last. What may not be read of a key is
    /// unknown.
    pub async fn keys(&self) -> Answer<Vec<KeyOption>> {
        // Aliases are a right of their own; without them the keys are shown by their ids.
        let (ids, aliases) = tokio::join!(self.ids(), self.aliases());
        let aliases = aliases.unwrap_or_default();
        let mut keys = Vec::new();
        for (id, arn) in ids? {
            let alias = aliases.get(&id).cloned();
            let metadata = self.client.describe_key().key_id(&id).send().await.ok();
            match metadata.and_then(|answer| answer.key_metadata) {
                Some(key) if key.key_manager == Some(KeyManagerType::Aws) => {}
                Some(key) => keys.push(KeyOption {
                    arn,
                    alias,
                    unusable: unusable(&key),
                    description: key.description.unwrap_or_default(),
                }),
                None => {
                    let unusable = Some(KeyUnusable::Unknown);
                    keys.push(KeyOption { arn, alias, description: String::new(), unusable });
                }
            }
        }
        keys.sort_by(|a, b| (a.alias.is_none(), &a.alias, &a.arn).cmp(&(b.alias.is_none(), &b.alias, &b.arn)));
        Ok(keys)
    }

    async fn ids(&self) -> Answer<Vec<(String, String)>> {
        let call = call("ListKeys");
        let mut pages = self.client.list_keys().into_paginator().items().send();
        let mut ids = Vec::new();
        while let Some(key) = pages.next().await {
            let key = key.map_err(|error| call.fault(&error))?;
            ids.extend(key.key_id.zip(key.key_arn));
        }
        Ok(ids)
    }

    /// Aliases, without `alias/`, by the id of their key.
    async fn aliases(&self) -> Answer<HashMap<String, String>> {
        let call = call("ListAliases");
        let mut pages = self.client.list_aliases().into_paginator().items().send();
        let mut aliases = HashMap::new();
        while let Some(alias) = pages.next().await {
            let alias = alias.map_err(|error| call.fault(&error))?;
            if let (Some(key), Some(name)) = (alias.target_key_id, alias.alias_name) {
                aliases.entry(key).or_insert_with(|| name.trim_start_matches("alias/").to_owned());
            }
        }
        Ok(aliases)
    }
}

fn unusable(key: &KeyMetadata) -> Option<KeyUnusable> {
    if key.key_spec != Some(KeySpec::SymmetricDefault) {
        Some(KeyUnusable::NotSymmetric)
    } else if key.key_state != Some(KeyState::Enabled) {
        Some(KeyUnusable::NotEnabled)
    } else {
        None
    }
}
