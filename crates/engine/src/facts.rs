//! What a session has read lately of the account, so that a draft can be checked at each pause in typing without
//! asking AWS, and without waiting for it.

use std::time::{Duration, Instant};

use ard_core::check::{Context, KnownRole};
use ard_core::role::{self, Principal};
use ard_core::service::ConnectionOption;
use ard_core::vpc::Network;

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
    connector_names: Option<Vec<String>>,
    network: Option<Network>,
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
        let facts = Facts {
            service_names: services.ok().map(|rows| rows.into_iter().map(|row| row.name).collect()),
            roles: roles.ok().map(|roles| roles.into_iter().map(known).collect()),
            connections: connections.ok(),
            auto_scaling_names: auto_scaling
                .ok()
                .map(|options| options.into_iter().map(|option| option.name).collect()),
            connector_names: connectors.ok().map(|options| options.into_iter().map(|option| option.name).collect()),
            // Read for who asks for it: most drafts have nothing to do with it.
            network: lock(&self.facts).network.clone(),
            read_at: Some(Instant::now()),
        };
        *lock(&self.facts) = facts.clone();
        facts
    }

    /// Takes over what was just read of connections, so that one that has become available is so for the next check.
    pub(crate) fn learn_connections(&self, connections: &[ConnectionOption]) {
        lock(&self.facts).connections = Some(connections.to_vec());
    }

    /// Takes over what was just read of the network.
    pub(crate) fn learn_network(&self, network: &Network) {
        lock(&self.facts).network = Some(network.clone());
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
            connector_names: facts.connector_names,
            network: facts.network,
        })
    }
}

fn known(role: ard_aws::Role) -> KnownRole {
    let trusts =
        [Principal::Build, Principal::Tasks].into_iter().filter(|principal| role::trusts(&role.trust, *principal));
    KnownRole { trusts: trusts.collect(), name: role.name, arn: role.arn }
}
