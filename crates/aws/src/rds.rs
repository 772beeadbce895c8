//! Amazon RDS: the databases that a service may connect to. Reads only.

use ard_core::network::topology::Target;
use aws_sdk_rds::Client;
use aws_sdk_rds::types::DbInstance;
use aws_types::SdkConfig;

use crate::Answer;
use crate::classify::Call;

/// The gateway to Amazon RDS.
#[derive(Debug, Clone)]
pub struct Rds {
    client: Client,
}

impl Rds {
    pub(crate) fn new(config: &SdkConfig) -> Self {
        Self { client: Client::new(config) }
    }

    /// The database instances in VPCs, Aurora's among them, by name. One that is being made has no host yet, and is left
    /// out.
    pub async fn databases(&self) -> Answer<Vec<Target>> {
        let call = Call { service: "rds", operation: "DescribeDBInstances" };
        let mut pages = self.client.describe_db_instances().into_paginator().items().send();
        let mut databases = Vec::new();
        while let Some(instance) = pages.next().await {
            databases.extend(target(instance.map_err(|error| call.fault(&error))?));
        }
        databases.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(databases)
    }
}

fn target(instance: DbInstance) -> Option<Target> {
    let endpoint = instance.endpoint?;
    let place = instance.db_subnet_group?;
    // It is in one zone; where the standby is it may be later.
    let subnets = place.subnets.unwrap_or_default().into_iter().filter_map(|subnet| subnet.subnet_identifier).collect();
    let groups = instance.vpc_security_groups.unwrap_or_default();
    Some(Target {
        id: instance.db_instance_identifier?,
        engine: instance.engine.unwrap_or_default(),
        host: endpoint.address?,
        port: u16::try_from(endpoint.port?).ok()?,
        vpc: place.vpc_id?,
        subnets,
        groups: groups.into_iter().filter_map(|group| group.vpc_security_group_id).collect(),
        database: instance.db_name,
        user: instance.master_username,
        secret: instance.master_user_secret.and_then(|secret| secret.secret_arn),
    })
}
