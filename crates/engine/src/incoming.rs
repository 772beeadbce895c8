//! Who reaches a service: the plans that change it, the interface endpoints with those who use them, and the clients' way.

use ard_core::check;
use ard_core::draft::{Incoming, IpAddressType};
use ard_core::fault::Fault;
use ard_core::finding::{Finding, Severity};
use ard_core::incoming::{EndpointDraft, EndpointRow, EndpointUser, EndpointsView, PrivateDomains};
use ard_core::network::{EntryAsked, EntryView, entry};
use ard_core::plan::{self, PlanView, ReachedService};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::service::{Ability, IngressInUse, IngressStatus};
use ard_core::session::SessionRef;
use futures_util::{StreamExt, stream};

use crate::connectors::AT_ONCE;
use crate::queries::not_found;
use crate::sessions::Session;
use crate::{Answer, Engine};

impl Engine {
    /// The interface endpoints for App Runner's requests, with the services that each leads to.
    pub async fn endpoints_in_use(&self, session: &SessionRef) -> Answer<EndpointsView> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.endpoints_in_use().await
    }

    /// How clients in a VPC get to an interface endpoint. `anew` reads the networks again.
    pub async fn entry(&self, session: &SessionRef, asked: &EntryAsked, anew: bool) -> Answer<EntryView> {
        let session = self.shared.sessions.for_reading(session).await?;
        let seen = session.networks(anew).await?;
        let entry = entry(&seen.topology, &session.key.region, asked, seen.looked_at);
        let entry = entry.map_err(|unread| Problem::of(ProblemDetail::AccessDenied { action: unread.action }))?;
        entry.ok_or_else(not_found)
    }

    /// The custom domains of a private service, and where they lead to.
    pub async fn private_domains(&self, session: &SessionRef, arn: &str) -> Answer<PrivateDomains> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.clients.apprunner.private_domains(arn).await.map_err(|fault| session.reading(&fault))
    }

    /// What would be done so that a service is reached in another way. Changes nothing.
    pub async fn plan_incoming(&self, session: &SessionRef, arn: &str, incoming: &Incoming) -> Answer<PlanView> {
        let session = self.shared.sessions.for_planning(session).await?;
        let apprunner = &session.clients.apprunner;
        let (service, ingresses) = tokio::join!(apprunner.service(arn), Box::pin(session.ingresses(Some(arn))));
        let service = service.map_err(|fault| session.reading(&fault))?.ok_or_else(not_found)?;
        match service.row.abilities.update {
            Ability::Allowed => {}
            Ability::Deleted => return Err(not_found()),
            Ability::Busy | Ability::NeedsPaused | Ability::NeedsRunning => {
                return Err(Problem::of(ProblemDetail::InvalidState));
            }
        }
        let (network, endpoints) =
            tokio::join!(session.clients.ec2.network(), session.clients.ec2.endpoints(&session.key.region));
        // An endpoint that could not be looked at is no unknown one.
        let endpoints = match incoming {
            Incoming::Endpoint { .. } => Some(endpoints.map_err(|fault| session.reading(&fault))?),
            Incoming::Public | Incoming::NewEndpoint { .. } => endpoints.ok(),
        };
        let context = session.bare_context(None, network.ok(), endpoints, Vec::new())?;
        let addresses = service.ip_address_type.unwrap_or(IpAddressType::Ipv4);
        let wish = check::incoming(incoming, addresses, &context)
            .map_err(|findings| Problem::of(ProblemDetail::DraftInvalid { findings }))?;
        let ingresses = ingresses.map_err(|fault| session.reading(&fault))?;
        let service = ReachedService {
            name: &service.row.name,
            arn,
            public: service.public,
            connector: service.vpc_connector.as_deref(),
            ingresses: &ingresses,
        };
        let account = session.identity()?.account.clone();
        let id = uuid::Uuid::now_v7().to_string();
        let plan = plan::change_incoming(id, &account, &session.key.region, service, wish);
        Ok(self.shared.plans.keep(plan.ok_or_else(|| Problem::of(ProblemDetail::NothingToChange))?))
    }

    /// What would be done to delete a VPC ingress connection, whose service nobody reaches then. Changes nothing.
    pub async fn plan_delete_ingress(&self, session: &SessionRef, arn: &str) -> Answer<PlanView> {
        let session = self.shared.sessions.for_planning(session).await?;
        let ingress = session.clients.apprunner.ingress(arn).await.map_err(|fault| session.reading(&fault))?;
        let ingress = ingress.filter(|one| one.status != IngressStatus::Deleted).ok_or_else(not_found)?;
        let account = session.identity()?.account.clone();
        let id = uuid::Uuid::now_v7().to_string();
        let plan = plan::delete_ingress(id, &account, &session.key.region, (&ingress.name, arn));
        Ok(self.shared.plans.keep(plan))
    }

    /// What is to be said of an interface endpoint that is asked for. Asks nobody: what a plan is made of is read anew.
    pub async fn check_endpoint(&self, session: &SessionRef, draft: &EndpointDraft) -> Answer<Vec<Finding>> {
        let session = self.shared.sessions.for_reading(session).await?;
        Ok(check::endpoint(draft, &session.context(session.facts().0)?))
    }

    /// What would be done to make an interface endpoint, or to change one. Changes nothing.
    pub async fn plan_endpoint(&self, session: &SessionRef, draft: &EndpointDraft) -> Answer<PlanView> {
        let session = self.shared.sessions.for_planning(session).await?;
        let ec2 = &session.clients.ec2;
        let (network, endpoints) = tokio::join!(ec2.network(), Box::pin(ec2.endpoints(&session.key.region)));
        let endpoints = match draft.changes {
            Some(_) => endpoints.map_err(|fault| session.reading(&fault))?,
            None => Vec::new(),
        };
        let changed = match &draft.changes {
            Some(id) => Some(endpoints.into_iter().find(|endpoint| endpoint.id == *id).ok_or_else(not_found)?),
            None => None,
        };
        let context = session.bare_context(None, network.ok(), None, Vec::new())?;
        // One that there is stays in its VPC, whatever the form took for it.
        let vpc = changed.as_ref().map_or(&draft.vpc, |endpoint| &endpoint.vpc).clone();
        let findings = check::endpoint(&EndpointDraft { vpc, ..draft.clone() }, &context);
        if findings.iter().any(|finding| finding.severity == Severity::Error) {
            return Err(Problem::of(ProblemDetail::DraftInvalid { findings }));
        }
        let (account, region) = (session.identity()?.account.clone(), &session.key.region);
        let id = uuid::Uuid::now_v7().to_string();
        let Some(found) = changed else {
            return Ok(self.shared.plans.keep(plan::create_endpoint(id, &account, region, draft.spec())));
        };
        if !found.is_available {
            return Err(Problem::of(ProblemDetail::InvalidState));
        }
        let subnets = context.network.iter().flat_map(|network| &network.subnets);
        let zones = subnets.map(|subnet| (subnet.id.as_str(), subnet.zone.as_str())).collect();
        let name = found.name.as_deref().unwrap_or(&found.id);
        let plan =
            plan::change_endpoint(id, &account, region, (name, &found.id), (&found.place(), &draft.place()), &zones);
        Ok(self.shared.plans.keep(plan.ok_or_else(|| Problem::of(ProblemDetail::NothingToChange))?))
    }

    /// What would be done to delete an interface endpoint. One that leads to services is refused, with their names. Changes
    /// nothing.
    pub async fn plan_delete_endpoint(&self, session: &SessionRef, endpoint: &str) -> Answer<PlanView> {
        let session = self.shared.sessions.for_planning(session).await?;
        let view = session.endpoints_in_use().await?;
        let row = view.endpoints.into_iter().find(|row| row.endpoint.id == endpoint).ok_or_else(not_found)?;
        if !row.users.is_empty() {
            let services = row.users.into_iter().map(|user| user.name).collect();
            return Err(Problem::of(ProblemDetail::EndpointInUse { services }));
        }
        let account = session.identity()?.account.clone();
        let id = uuid::Uuid::now_v7().to_string();
        let name = row.endpoint.name.as_deref().unwrap_or(endpoint);
        let plan = plan::delete_endpoint(id, &account, &session.key.region, (name, endpoint));
        Ok(self.shared.plans.keep(plan))
    }
}

impl Session {
    async fn endpoints_in_use(&self) -> Answer<EndpointsView> {
        let (endpoints, ingresses) =
            tokio::join!(self.clients.ec2.endpoints(&self.key.region), Box::pin(self.ingresses(None)));
        let endpoints = endpoints.map_err(|fault| self.reading(&fault))?;
        let ingresses = ingresses.map_err(|fault| self.reading(&fault))?;
        let users = |id: &str| {
            let of = ingresses.iter().filter(|ingress| ingress.endpoint == id);
            let mut users: Vec<EndpointUser> = of.map(EndpointUser::of).collect();
            users.sort_by(|a, b| a.name.cmp(&b.name));
            users
        };
        let row = |endpoint: ard_core::vpc::InterfaceEndpoint| EndpointRow { users: users(&endpoint.id), endpoint };
        Ok(EndpointsView { endpoints: endpoints.into_iter().map(row).collect() })
    }

    /// The VPC ingress connections, or those to one service, that have not gone.
    pub(crate) async fn ingresses(&self, service: Option<&str>) -> Result<Vec<IngressInUse>, Fault> {
        let apprunner = &self.clients.apprunner;
        let listed = apprunner.ingresses(service).await?;
        let read = async |(_, arn): (String, String)| apprunner.ingress(&arn).await;
        let read: Vec<_> = stream::iter(listed).map(read).buffer_unordered(AT_ONCE).collect().await;
        let mut found = Vec::new();
        for ingress in read {
            // They may be listed for a while after their end.
            found.extend(ingress?.filter(|ingress| ingress.status != IngressStatus::Deleted));
        }
        Ok(found)
    }
}
