//! What a session has read lately of the account, so that a draft can be checked at each pause in typing without
//! asking AWS, and without waiting for it.

use std::time::{Duration, Instant};

use ard_core::check::{Context, KnownRole};
use ard_core::draft::{Draft, Incoming, Outgoing};
use ard_core::fault::Fault;
use ard_core::role::{self, Principal};
use ard_core::service::{ConnectionOption, ConnectorOption};
use ard_core::vpc::{InterfaceEndpoint, Network};

use crate::sessions::Session;
use crate::{Answer, lock};

/// How long what was read counts as current. Before a plan is made, everything is read anew.
const FRESH: Duration = Duration::from_secs(20);

/// What was read of the account. `None` is *unknown*: a check then says less, and never something wrong.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts {
    service_names: Option<Vec<String>>,
    pub(crate) roles: Option<Vec<KnownRole>>,
    connections: Option<Vec<ConnectionOption>>,
    auto_scaling_names: Option<Vec<String>>,
    connectors: Option<Vec<ConnectorOption>>,
    network: Option<Network>,
    endpoints: Option<Vec<InterfaceEndpoint>>,
    /// Ids of zones.
    refused_zones: Vec<String>,
    read_at: Option<Instant>,
}

impl Session {
    /// Reads the facts anew. What cannot be read is unknown.
    pub(crate) async fn read_facts(&self) -> Facts {
        let apprunner = &self.clients.apprunner;
        let (services, roles, connections, auto_scaling, connectors) = tokio::join!(
            apprunner.services(),
            self.clients.iam.roles(),
            apprunner.connections(),
            apprunner.auto_scaling(),
            apprunner.connectors()
        );
        // Read for who asks for it: most drafts have nothing to do with it.
        let Facts { network, endpoints, refused_zones, .. } = lock(&self.facts).clone();
        let facts = Facts {
            service_names: services.ok().map(|rows| rows.into_iter().map(|row| row.name).collect()),
            roles: roles.ok().map(|roles| roles.into_iter().map(known).collect()),
            connections: connections.ok(),
            auto_scaling_names: auto_scaling
                .ok()
                .map(|options| options.into_iter().map(|option| option.name).collect()),
            connectors: connectors.ok(),
            network,
            endpoints,
            refused_zones,
            read_at: Some(Instant::now()),
        };
        *lock(&self.facts) = facts.clone();
        facts
    }

    /// Takes over what was just read of connections, so that one that has become available is so for the next check.
    pub(crate) fn learn_connections(&self, connections: &[ConnectionOption]) {
        lock(&self.facts).connections = Some(connections.to_vec());
    }

    /// Takes over what was just read of connectors.
    pub(crate) fn learn_connectors(&self, connectors: &[ConnectorOption]) {
        lock(&self.facts).connectors = Some(connectors.to_vec());
    }

    /// Takes over which zones App Runner refuses.
    pub(crate) fn learn_refused_zones(&self, zones: &[String]) {
        lock(&self.facts).refused_zones = zones.to_vec();
    }

    /// Takes over what was just read of the network.
    pub(crate) fn learn_network(&self, network: &Network) {
        lock(&self.facts).network = Some(network.clone());
    }

    /// Reads the interface endpoints for App Runner's requests, for the next check too.
    pub(crate) async fn read_endpoints(&self) -> Result<Vec<InterfaceEndpoint>, Fault> {
        let endpoints = self.clients.ec2.endpoints(&self.key.region).await?;
        lock(&self.facts).endpoints = Some(endpoints.clone());
        Ok(endpoints)
    }

    /// Reads anew what a draft chooses of the network. What cannot be read stays as it was known.
    pub(crate) async fn read_network_for(&self, draft: &Draft) {
        let in_vpc = draft.outgoing != Outgoing::Public || matches!(draft.incoming, Incoming::NewEndpoint { .. });
        if in_vpc && let Ok(network) = self.clients.ec2.network().await {
            self.learn_network(&network);
        }
        if matches!(draft.incoming, Incoming::Endpoint { .. }) {
            // A refusal leaves them unknown, which the check says.
            let _ = self.read_endpoints().await;
        }
    }

    /// Whether a draft names an interface endpoint, and none was ever looked for.
    pub(crate) fn lacks_endpoints_for(&self, draft: &Draft) -> bool {
        matches!(draft.incoming, Incoming::Endpoint { .. }) && lock(&self.facts).endpoints.is_none()
    }

    /// The facts as they are, and whether they should be read anew.
    pub(crate) fn facts(&self) -> (Facts, bool) {
        let facts = lock(&self.facts).clone();
        let stale = facts.read_at.is_none_or(|at| at.elapsed() > FRESH);
        (facts, stale)
    }

    /// What a check has to know.
    pub(crate) fn context(&self, facts: Facts) -> Answer<Context> {
        Ok(Context {
            account: self.identity()?.account.clone(),
            region: self.key.region.clone(),
            service_names: facts.service_names,
            roles: facts.roles,
            connections: facts.connections,
            auto_scaling_names: facts.auto_scaling_names,
            connectors: facts.connectors,
            network: facts.network,
            endpoints: facts.endpoints,
            refused_zones: facts.refused_zones,
        })
    }
}

pub(crate) fn known(role: ard_aws::Role) -> KnownRole {
    let trusts = [Principal::Build, Principal::Tasks]
        .into_iter()
        .filter(|principal| role::trusts(&role.trust, *principal))
        .collect();
    KnownRole { trusts, name: role.name, arn: role.arn, trust: role.trust }
}
