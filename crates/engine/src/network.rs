//! What a connector reaches, from what the account's networks are. Nothing is changed, and no packet is sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use ard_aws::Clients;
use ard_core::check;
use ard_core::fault::{Fault, FaultKind};
use ard_core::network::topology::{Known, Unread};
use ard_core::network::{
    DatabaseProposal, InUse, Picture, PictureAsked, ReachAsked, ReachView, TargetRow, Topology, interfaces, picture,
    propose, verdict,
};
use ard_core::plan::{self, PlanView};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::service::ConnectorOption;
use ard_core::session::SessionRef;

use crate::clock::now;
use crate::queries::not_found;
use crate::sessions::Session;
use crate::{Answer, Engine};

/// How long what was read counts as current.
const FRESH: Duration = Duration::from_mins(1);

/// What a session knows of the networks: one at a time reads them, and the others wait for what it gets.
#[derive(Debug, Default)]
pub(crate) struct Networks {
    seen: tokio::sync::Mutex<Option<Seen>>,
    /// How many times something was changed. What was read before the last one does not count.
    changes: AtomicU64,
}

/// The networks as they were.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) topology: Arc<Topology>,
    /// The account's connectors.
    connectors: Arc<Result<Vec<ConnectorOption>, Fault>>,
    changes: u64,
    read_at: Instant,
    pub(crate) looked_at: f64,
}

impl Seen {
    /// The ids of the zones of some subnets, by the subnets' own.
    pub(crate) fn zones_of(&self, subnets: &[String]) -> impl Iterator<Item = (String, String)> {
        let of = self.topology.subnets.iter().filter(|subnet| subnets.contains(&subnet.id));
        of.map(|subnet| (subnet.id.clone(), subnet.zone_id.clone()))
    }
}

impl Engine {
    /// What a connector with some subnets and security groups reaches. `anew` reads the networks again.
    pub async fn reach(&self, session: &SessionRef, asked: &ReachAsked, anew: bool) -> Answer<ReachView> {
        let session = self.shared.sessions.for_reading(session).await?;
        let Seen { topology, looked_at, .. } = session.networks(anew).await?;
        let verdicts = asked
            .to
            .iter()
            .map(|to| verdict(&topology, &session.key.region, &asked.subnets, &asked.groups, to))
            .collect();
        let targets = topology.targets.iter().map(TargetRow::of).collect();
        let interfaces = interfaces(&topology, &asked.subnets);
        Ok(ReachView { verdicts, targets, interfaces, unread: topology.unread_targets.clone(), looked_at })
    }

    /// What it takes to connect a service to a database. `name` is that of a new connector.
    pub async fn propose_database(&self, session: &SessionRef, id: &str, name: &str) -> Answer<DatabaseProposal> {
        let session = self.shared.sessions.for_reading(session).await?;
        let seen = session.networks(false).await?;
        let (connectors, refused) = (session.connectors_of(&seen)?.unwrap_or_default(), self.refused_zones()?);
        propose(&seen.topology, &session.key.region, &connectors, &refused, id, name).ok_or_else(not_found)
    }

    /// A VPC with its subnets, and what speaks for or against each for a connector.
    pub async fn network_picture(&self, session: &SessionRef, asked: &PictureAsked) -> Answer<Picture> {
        let session = self.shared.sessions.for_reading(session).await?;
        let seen = session.networks(false).await?;
        let connectors = session.connectors_of(&seen)?;
        let in_use: Vec<InUse> = connectors.iter().flatten().map(in_use).collect();
        let refused = self.refused_zones()?;
        let mut picture = picture(&seen.topology, &in_use, &refused, asked);
        picture.unread.extend(connectors.err());
        Ok(picture)
    }
}

impl Engine {
    /// What would be done to make a security group in a VPC. Changes nothing.
    pub async fn plan_group(&self, session: &SessionRef, vpc: &str, name: &str) -> Answer<PlanView> {
        let session = self.shared.sessions.for_planning(session).await?;
        let account = session.identity()?.account.clone();
        let network = session.clients.ec2.network().await.map_err(|fault| session.reading(&fault))?;
        if !network.vpcs.iter().any(|one| one.id == vpc) {
            return Err(not_found());
        }
        let here = network.security_groups.iter().filter(|group| group.vpc == vpc);
        let taken: Vec<&str> = here.map(|group| group.name.as_str()).collect();
        let findings = check::group_name(name, &taken);
        if !findings.is_empty() {
            return Err(Problem::of(ProblemDetail::DraftInvalid { findings }));
        }
        let id = uuid::Uuid::now_v7().to_string();
        Ok(self.shared.plans.keep(plan::create_group(id, &account, &session.key.region, vpc, name)))
    }

    /// What would be done so that a security group lets another one in at a port of TCP. Changes nothing.
    pub async fn plan_allow_inbound(
        &self,
        session: &SessionRef,
        group: &str,
        port: u16,
        from: &str,
    ) -> Answer<PlanView> {
        let session = self.shared.sessions.for_planning(session).await?;
        let account = session.identity()?.account.clone();
        let Seen { topology, .. } = session.networks(true).await?;
        let groups = topology.groups.as_deref().unwrap_or_default();
        let named = |id: &str| groups.iter().find(|group| group.id == id).ok_or_else(not_found);
        let (group, from) = (named(group)?, named(from)?);
        let plan = uuid::Uuid::now_v7().to_string();
        let (group, from) = ((group.id.as_str(), group.name.as_str()), (from.id.as_str(), from.name.as_str()));
        let plan = plan::allow_inbound(plan, &account, &session.key.region, group, port, from);
        Ok(self.shared.plans.keep(plan))
    }
}

impl Session {
    pub(crate) async fn networks(&self, anew: bool) -> Answer<Seen> {
        let mut seen = self.networks.seen.lock().await;
        let changes = self.networks.changes.load(Ordering::SeqCst);
        if let Some(seen) = &*seen
            && !anew
            && seen.changes == changes
            && seen.read_at.elapsed() < FRESH
        {
            return Ok(seen.clone());
        }
        let Clients { ec2, rds, apprunner, .. } = &self.clients;
        let (topology, databases, connectors) = tokio::join!(ec2.topology(), rds.databases(), apprunner.connectors());
        let mut topology = topology.map_err(|fault| self.reading(&fault))?;
        for kind in [databases.clusters, databases.instances] {
            match self.known(kind)? {
                Ok(databases) => topology.targets.extend(databases),
                Err(unread) => topology.unread_targets.push(unread),
            }
        }
        // They are an addition to what is reached, and what keeps them away does not keep that away.
        let passes = connectors.as_ref().is_err_and(|fault| fault.kind != FaultKind::AccessDenied);
        let (topology, connectors) = (Arc::new(topology), Arc::new(connectors));
        let read = Seen { topology, connectors, changes, read_at: Instant::now(), looked_at: now() };
        // What passes by itself is not kept: the next look asks again.
        Ok(if passes { read } else { seen.insert(read).clone() })
    }

    /// A plan has changed something: the next look reads anew. Waits for nobody who is reading.
    pub(crate) fn forget_networks(&self) {
        self.networks.changes.fetch_add(1, Ordering::SeqCst);
    }

    /// The connectors as they were read, or the right that it takes; any other failure is one.
    fn connectors_of(&self, seen: &Seen) -> Answer<Known<Vec<ConnectorOption>>> {
        self.known(seen.connectors.as_ref().clone())
    }

    /// What may not be read is unknown; any other failure is one.
    fn known<T>(&self, answer: Result<T, Fault>) -> Answer<Known<T>> {
        match answer {
            Ok(value) => Ok(Ok(value)),
            Err(Fault { kind: FaultKind::AccessDenied, service, operation, .. }) => {
                Ok(Err(Unread { action: format!("{service}:{operation}") }))
            }
            Err(fault) => Err(self.reading(&fault)),
        }
    }
}

fn in_use(connector: &ConnectorOption) -> InUse {
    InUse { name: connector.name.clone(), subnets: connector.subnets.clone() }
}
