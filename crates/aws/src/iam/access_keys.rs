//! The access keys of users, for somebody who replaces one by another.

use ard_core::keychain::UserKey;
use aws_sdk_iam::types::StatusType;

use super::Iam;
use crate::classify::{Call, absent_is_done};
use crate::keychain::AccessKey;
use crate::{Answer, moment};

const fn call(operation: &'static str) -> Call {
    Call { service: "iam", operation }
}

impl Iam {
    /// All access keys of a user, oldest first.
    pub async fn access_keys(&self, user: &str) -> Answer<Vec<UserKey>> {
        let call = call("ListAccessKeys");
        let mut pages = self.read.list_access_keys().user_name(user).into_paginator().items().send();
        let mut keys = Vec::new();
        while let Some(key) = pages.next().await {
            let key = key.map_err(|error| call.fault(&error))?;
            keys.push(UserKey {
                is_active: key.status == Some(StatusType::Active),
                created_at: key.create_date.as_ref().and_then(moment::millis).unwrap_or_default(),
                id: key.access_key_id.ok_or_else(|| call.unreadable())?,
            });
        }
        keys.sort_by(|a, b| a.created_at.total_cmp(&b.created_at));
        Ok(keys)
    }

    /// Makes a new access key of a user. AWS tells its secret only this once.
    pub async fn create_access_key(&self, user: &str) -> Answer<AccessKey> {
        let call = call("CreateAccessKey");
        let answer = self.write.create_access_key().user_name(user).send().await.map_err(|error| call.fault(&error))?;
        let key = answer.access_key.ok_or_else(|| call.unreadable())?;
        Ok(AccessKey::new(key.access_key_id, key.secret_access_key))
    }

    /// Activates or deactivates an access key. Twice is once.
    pub async fn activate_access_key(&self, user: &str, id: &str, is_active: bool) -> Answer<()> {
        let status = if is_active { StatusType::Active } else { StatusType::Inactive };
        let request = self.write.update_access_key().user_name(user).access_key_id(id).status(status);
        request.send().await.map(drop).map_err(|error| call("UpdateAccessKey").fault(&error))
    }

    /// Deletes an access key; one that is not there counts as deleted.
    pub async fn delete_access_key(&self, user: &str, id: &str) -> Answer<()> {
        let request = self.write.delete_access_key().user_name(user).access_key_id(id);
        absent_is_done(request.send().await.map(drop).map_err(|error| call("DeleteAccessKey").fault(&error)))
    }

    /// Whether anybody has ever used an access key.
    pub async fn is_used_access_key(&self, id: &str) -> Answer<bool> {
        let call = call("GetAccessKeyLastUsed");
        let request = self.read.get_access_key_last_used().access_key_id(id);
        let answer = request.send().await.map_err(|error| call.fault(&error))?;
        Ok(answer.access_key_last_used.is_some_and(|used| used.last_used_date.is_some()))
    }
}
