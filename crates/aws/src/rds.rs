//! Amazon RDS: the databases that a service may connect to. Reads only.

use ard_core::network::topology::Target;
use aws_sdk_rds::Client;
use aws_sdk_rds::types::{DbCluster, DbInstance};
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

    /// The databases in VPCs, by name. One that is being made has no host yet, and is left out.
    pub async fn databases(&self) -> Databases {
        let (instances, clusters) = tokio::join!(self.instances(), self.clusters());
        let clusters = clusters.map(|clusters| {
            let known = instances.as_deref().unwrap_or_default();
            sorted(clusters.iter().flat_map(|cluster| of_cluster(cluster, known)))
        });
        Databases { instances: instances.map(|all| sorted(all.into_iter().filter_map(target))), clusters }
    }

    async fn instances(&self) -> Answer<Vec<DbInstance>> {
        let call = Call { service: "rds", operation: "DescribeDBInstances" };
        let mut pages = self.client.describe_db_instances().into_paginator().items().send();
        let mut all = Vec::new();
        while let Some(instance) = pages.next().await {
            all.push(instance.map_err(|error| call.fault(&error))?);
        }
        Ok(all)
    }

    async fn clusters(&self) -> Answer<Vec<DbCluster>> {
        let call = Call { service: "rds", operation: "DescribeDBClusters" };
        let mut pages = self.client.describe_db_clusters().into_paginator().items().send();
        let mut all = Vec::new();
        while let Some(cluster) = pages.next().await {
            all.push(cluster.map_err(|error| call.fault(&error))?);
        }
        Ok(all)
    }
}

/// What RDS has: each kind is a right of its own.
#[derive(Debug)]
pub struct Databases {
    /// Instances, those of clusters among them.
    pub instances: Answer<Vec<Target>>,
    /// Clusters, Aurora's above all, by the names under which they are always found: that of the writer, and that of the
    /// readers.
    pub clusters: Answer<Vec<Target>>,
}

fn sorted(targets: impl Iterator<Item = Target>) -> Vec<Target> {
    let mut targets: Vec<Target> = targets.collect();
    targets.sort_by(|a, b| a.id.cmp(&b.id));
    targets
}

/// A cluster says by name only where it is; its instances know.
fn of_cluster(cluster: &DbCluster, instances: &[DbInstance]) -> Vec<Target> {
    let id = cluster.db_cluster_identifier();
    let mut members = instances.iter().filter(|instance| instance.db_cluster_identifier() == id);
    let place = members.find_map(|member| target(member.clone()));
    let (Some(id), Some(place), Some(port)) = (id, place, cluster.port().and_then(|port| port.try_into().ok())) else {
        return Vec::new();
    };
    let groups: Vec<String> = cluster
        .vpc_security_groups()
        .iter()
        .filter_map(|group| group.vpc_security_group_id().map(str::to_owned))
        .collect();
    let of = |id: String, host: &str| Target {
        id,
        engine: cluster.engine().unwrap_or_default().to_owned(),
        host: host.to_owned(),
        port,
        vpc: place.vpc.clone(),
        subnets: place.subnets.clone(),
        groups: groups.clone(),
        database: cluster.database_name().map(str::to_owned),
        user: cluster.master_username().map(str::to_owned),
        secret: cluster.master_user_secret().and_then(|secret| secret.secret_arn().map(str::to_owned)),
    };
    // As the hosts are called.
    let writer = cluster.endpoint().map(|host| of(format!("{id}.cluster"), host));
    let readers = cluster.reader_endpoint().map(|host| of(format!("{id}.cluster-ro"), host));
    writer.into_iter().chain(readers).collect()
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
