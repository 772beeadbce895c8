//! The VPC connectors of an account with those who use them, and the plans that make, replace and delete them.

use std::collections::BTreeSet;

use ard_core::check::{self, Context};
use ard_core::connector::{
    ConnectorDraft, ConnectorRow, ConnectorUser, ConnectorsView, speaks_of_zones, zones_refused,
};
use ard_core::fault::Fault;
use ard_core::finding::{Finding, Severity};
use ard_core::plan::{self, FAULTY, MovedService, PlanView, Probe};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::service::{ConnectorOption, ServiceDetail, ServiceRow, ServiceStatus};
use ard_core::session::SessionRef;
use ard_core::vpc::{InterfaceEndpoint, Network, addresses_needed};
use futures_util::{StreamExt, stream};
use serde_json::json;

use crate::queries::not_found;
use crate::sessions::Session;
use crate::{Answer, Engine};

/// So many services are read at once: App Runner slows down who asks more.
pub(crate) const AT_ONCE: usize = 8;

impl Engine {
    /// All connectors, with the services that use each.
    pub async fn connectors_in_use(&self, session: &SessionRef) -> Answer<ConnectorsView> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.connectors_in_use().await
    }

    /// What is to be said of a connector that is asked for.
    /// `instances` is the sum of the maximum sizes of those who are to use it. Asks nobody: what a plan is made of is read
    /// anew.
    pub async fn check_connector(
        &self,
        session: &SessionRef,
        draft: &ConnectorDraft,
        instances: Option<u32>,
    ) -> Answer<Vec<Finding>> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.learn_refused_zones(&self.refused_zones()?);
        Ok(check::connector(draft, instances, &session.context(session.facts().0)?))
    }

    /// What would be done to make a connector, also in the place of another one. Changes nothing.
    pub async fn plan_connector(&self, session: &SessionRef, draft: &ConnectorDraft) -> Answer<PlanView> {
        let session = self.shared.sessions.for_planning(session).await?;
        let (connectors, network) = tokio::join!(session.clients.apprunner.connectors(), session.clients.ec2.network());
        let findings = check::connector(
            draft,
            None,
            &session.bare_context(connectors.ok(), network.ok(), None, self.refused_zones()?)?,
        );
        if findings.iter().any(|finding| finding.severity == Severity::Error) {
            return Err(Problem::of(ProblemDetail::DraftInvalid { findings }));
        }
        let (account, region) = (session.identity()?.account.clone(), &session.key.region);
        let id = uuid::Uuid::now_v7().to_string();
        let Some(replaced) = &draft.replaces else {
            return Ok(self.shared.plans.keep(plan::create_connector(id, &account, region, draft.spec())));
        };
        let all = session.connectors_in_use().await?.connectors;
        let old = all.into_iter().find(|connector| connector.arn == replaced.arn).ok_or_else(not_found)?;
        let mut services = Vec::new();
        for arn in &replaced.services {
            let user = old.users.iter().find(|user| user.arn == *arn).ok_or_else(not_found)?;
            if !user.can_move {
                return Err(Problem::of(ProblemDetail::InvalidState));
            }
            services.push(user.clone());
        }
        // In order: they are moved one after the other.
        let asked = async |user: ConnectorUser| session.to_move(user).await;
        let services = stream::iter(services).map(asked).buffered(AT_ONCE).collect().await;
        let plan = plan::replace_connector(id, &account, region, (&old.name, &old.arn), draft.spec(), services);
        Ok(self.shared.plans.keep(plan))
    }

    /// What would be done to delete a connector. One that is used is refused, with who uses it. Changes nothing.
    pub async fn plan_delete_connector(&self, session: &SessionRef, arn: &str) -> Answer<PlanView> {
        let session = self.shared.sessions.for_planning(session).await?;
        let view = session.connectors_in_use().await?;
        let connector = view.connectors.into_iter().find(|one| one.arn == arn).ok_or_else(not_found)?;
        // One that could not be read may use it; App Runner would refuse then, and say no name.
        let services: Vec<String> = connector.users.into_iter().map(|user| user.name).collect();
        if !services.is_empty() {
            return Err(Problem::of(ProblemDetail::ConnectorInUse { services }));
        }
        let account = session.identity()?.account.clone();
        let id = uuid::Uuid::now_v7().to_string();
        let plan = plan::delete_connector(id, &account, &session.key.region, (&connector.name, arn));
        Ok(self.shared.plans.keep(plan))
    }
}

/// The name of the setting that says which zones App Runner refused.
const REFUSED: &str = "refused_zones";

impl Engine {
    /// The ids of the zones that App Runner refused before, in any account: they mean the same everywhere.
    pub(crate) fn refused_zones(&self) -> Answer<Vec<String>> {
        let kept = self.setting(REFUSED)?;
        Ok(kept.and_then(|zones| serde_json::from_value(zones).ok()).unwrap_or_default())
    }

    /// Remembers the zones that a refusal of a connector tells of. What cannot be kept is told again by the next refusal.
    pub(crate) async fn learn_zones(&self, session: &Session, subnets: &[String], fault: &Fault) {
        let Some(message) = fault.message.as_ref().filter(|message| speaks_of_zones(message)) else { return };
        let Ok(seen) = session.networks(false).await else { return };
        let zones: Vec<(String, String)> = seen.zones_of(subnets).collect();
        let refused = zones_refused(message, &zones);
        let Ok(mut known) = self.refused_zones() else { return };
        let new: Vec<String> = refused.into_iter().filter(|zone| !known.contains(zone)).collect();
        if !new.is_empty() {
            known.extend(new);
            let _ = self.keep_setting(REFUSED, &json!(known));
        }
    }
}

impl Session {
    async fn connectors_in_use(&self) -> Answer<ConnectorsView> {
        let apprunner = &self.clients.apprunner;
        let (connectors, services) = tokio::join!(apprunner.connectors(), apprunner.services());
        let connectors = connectors.map_err(|fault| self.reading(&fault))?;
        let services = services.map_err(|fault| self.reading(&fault))?;
        self.learn_connectors(&connectors);
        let read = async |row: ServiceRow| (row.name, apprunner.service(&row.arn).await);
        let read: Vec<_> = stream::iter(services).map(read).buffer_unordered(AT_ONCE).collect().await;
        let mut unknown = Vec::new();
        let mut known = Vec::new();
        for (name, service) in read {
            match service {
                // It may be listed for a while after its end.
                Ok(service) => known.extend(service.filter(|service| service.row.status != ServiceStatus::Deleted)),
                Err(_) => unknown.push(name),
            }
        }
        known.retain(|service| service.vpc_connector.is_some());
        known.sort_by(|a, b| a.row.name.cmp(&b.row.name));
        unknown.sort();
        let sizes = self.sizes(&known).await;
        let size = |service: &ServiceDetail| {
            let arn = &service.auto_scaling.as_ref()?.arn;
            sizes.iter().find(|(known, _)| known == arn).map(|(_, size)| *size)
        };
        let rows = connectors.into_iter().map(|connector| row(connector, &known, size)).collect();
        Ok(ConnectorsView { connectors: rows, unknown })
    }

    /// A service that is to be moved, with what it answers before.
    async fn to_move(&self, user: ConnectorUser) -> MovedService {
        let probe = match &user.host {
            Some(host) => self.clients.sites.status(host).await.filter(|status| *status < FAULTY),
            None => None,
        };
        let probe = probe.zip(user.host).map(|(status, host)| Probe { host, status });
        MovedService { name: user.name, arn: user.arn, probe }
    }

    /// The maximum sizes of the auto scaling configurations that services use, by ARN. One that cannot be read is left out.
    async fn sizes(&self, services: &[ServiceDetail]) -> Vec<(String, u32)> {
        let used = services.iter().filter_map(|service| service.auto_scaling.as_ref());
        let arns: BTreeSet<String> = used.map(|one| one.arn.clone()).collect();
        let read = async |arn: String| {
            let size = self.clients.apprunner.max_size(&arn).await.ok()??;
            Some((arn, size))
        };
        stream::iter(arns).map(read).buffer_unordered(AT_ONCE).filter_map(async |size| size).collect().await
    }

    /// What decides about a part of a service by itself.
    pub(crate) fn bare_context(
        &self,
        connectors: Option<Vec<ConnectorOption>>,
        network: Option<Network>,
        endpoints: Option<Vec<InterfaceEndpoint>>,
        refused_zones: Vec<String>,
    ) -> Answer<Context> {
        Ok(Context {
            account: self.identity()?.account.clone(),
            region: self.key.region.clone(),
            service_names: None,
            roles: None,
            connections: None,
            auto_scaling_names: None,
            connectors,
            network,
            endpoints,
            refused_zones,
        })
    }
}

fn row(
    connector: ConnectorOption,
    services: &[ServiceDetail],
    size: impl Fn(&ServiceDetail) -> Option<u32>,
) -> ConnectorRow {
    let ConnectorOption { name, arn, status, subnets, security_groups } = connector;
    let users: Vec<&ServiceDetail> =
        services.iter().filter(|service| service.vpc_connector.as_deref() == Some(&arn)).collect();
    let instances = users.iter().map(|service| size(service)).sum::<Option<u32>>();
    let users = users.into_iter().map(ConnectorUser::of).collect();
    let addresses_needed = instances.map(addresses_needed);
    ConnectorRow { name, arn, status, subnets, security_groups, users, instances, addresses_needed }
}
