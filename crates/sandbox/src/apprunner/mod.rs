//! Owns App Runner: which operation a request asks for, its state per Region, and the order of checks (the model first,
//! then the rules, then the resources it names). Refuses every transport matter; `router` does those.

mod applications;
mod autoscaling;
mod build;
mod changes;
mod connections;
mod connectors;
mod create;
mod domains;
mod ingress;
mod interfaces;
mod kinds;
mod lifecycle;
mod lists;
mod model;
mod observability;
mod resources;
mod rules;
mod script;
mod sites;
mod source;
mod state;
mod tags;
mod verdict;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Map, Value};
use winterbaume_core::MockResponse;

pub(crate) use self::create::new_service;
pub(crate) use self::interfaces::Made;
pub(crate) use self::kinds::{Condition, Kind};
pub(crate) use self::lifecycle::{Scene, Touch, begin, play};
pub(crate) use self::resources::Resource;
pub(crate) use self::rules::with_defaults;
pub(crate) use self::script::{Stage, deployment, failed_deletion, short};
pub(crate) use self::sites::region_of;
pub(crate) use self::state::{
    Operation, OperationKind, Region, Service, State, Status, default_observability, default_scaling,
};
pub(crate) use self::verdict::{ImageFound, Verdict};

use crate::controls::{Switches, Waiting};
use crate::logs::Logs;
use crate::options::Options;
use crate::seed;
use crate::services::Neighbours;
use crate::wire::{Dialect, Refusal, json_answer};

/// App Runner and what it needs of its neighbours.
pub(crate) struct AppRunner {
    options: Options,
    state: Mutex<State>,
    logs: Arc<Logs>,
    neighbours: Arc<Neighbours>,
    switches: Arc<Switches>,
    /// How often something was refused that will be let through later: role ARNs, and names that begin with `throttle`.
    refused: Mutex<HashMap<String, u32>>,
    changed: AtomicBool,
}

pub(crate) type Answer = Result<Value, Refusal>;
pub(crate) type Input = Map<String, Value>;

impl AppRunner {
    pub(crate) fn new(options: Options, switches: Arc<Switches>, logs: Arc<Logs>, neighbours: Arc<Neighbours>) -> Self {
        Self {
            options,
            state: Mutex::default(),
            logs,
            neighbours,
            switches,
            refused: Mutex::default(),
            changed: AtomicBool::new(false),
        }
    }

    pub(crate) async fn handle(&self, region: &str, operation: &str, body: &[u8]) -> MockResponse {
        let answer = match model::input(operation, body) {
            Ok(input) => self.perform(region, operation, &input).await,
            Err(refusal) => Err(refusal),
        };
        match answer {
            Ok(body) => json_answer(&body),
            Err(refusal) => Dialect::of("apprunner").refusal(&refusal),
        }
    }

    async fn perform(&self, region: &str, operation: &str, input: &Input) -> Answer {
        self.advance(region, touch(operation, input));
        match operation {
            "CreateService" => self.create_service(region, input).await,
            "UpdateService" => self.update_service(region, input).await,
            "StartDeployment" => self.start_deployment(region, input).await,
            "DeleteService" => self.delete_service(region, input),
            "PauseService" => self.pause_service(region, input),
            "ResumeService" => self.resume_service(region, input),
            "DescribeService" => self.describe_service(region, input),
            "ListServices" => self.list_services(region, input),
            "ListOperations" => self.list_operations(region, input),
            "AssociateCustomDomain" => self.associate_domain(region, input),
            "DescribeCustomDomains" => self.describe_domains(region, input).await,
            "DisassociateCustomDomain" => self.disassociate_domain(region, input),
            "ListTagsForResource" => self.list_tags(region, input),
            "TagResource" => self.tag(region, input),
            "UntagResource" => self.untag(region, input),
            _ => self.perform_on_resources(region, operation, input).await,
        }
    }

    async fn perform_on_resources(&self, region: &str, operation: &str, input: &Input) -> Answer {
        match operation {
            "CreateAutoScalingConfiguration" => self.create_auto_scaling(region, input),
            "DescribeAutoScalingConfiguration" => self.describe_resource(region, input, Kind::Scaling),
            "DeleteAutoScalingConfiguration" => self.delete_resource(region, input, Kind::Scaling),
            "ListAutoScalingConfigurations" => self.list_resources(region, input, Kind::Scaling),
            "ListServicesForAutoScalingConfiguration" => self.list_services_for_auto_scaling(region, input),
            "UpdateDefaultAutoScalingConfiguration" => self.update_default_auto_scaling(region, input),
            "CreateObservabilityConfiguration" => self.create_observability(region, input),
            "DescribeObservabilityConfiguration" => self.describe_resource(region, input, Kind::Observability),
            "DeleteObservabilityConfiguration" => self.delete_resource(region, input, Kind::Observability),
            "ListObservabilityConfigurations" => self.list_resources(region, input, Kind::Observability),
            "CreateVpcConnector" => self.create_connector(region, input).await,
            "DescribeVpcConnector" => self.describe_resource(region, input, Kind::Connector),
            "DeleteVpcConnector" => self.delete_resource(region, input, Kind::Connector),
            "ListVpcConnectors" => self.list_resources(region, input, Kind::Connector),
            "CreateConnection" => self.create_connection(region, input),
            "DeleteConnection" => self.delete_resource(region, input, Kind::Connection),
            "ListConnections" => self.list_resources(region, input, Kind::Connection),
            "CreateVpcIngressConnection" => self.create_ingress(region, input).await,
            "DescribeVpcIngressConnection" => self.describe_resource(region, input, Kind::Ingress),
            "UpdateVpcIngressConnection" => self.update_ingress(region, input).await,
            "DeleteVpcIngressConnection" => self.delete_ingress(region, input),
            "ListVpcIngressConnections" => self.list_ingress(region, input),
            _ => Err(Refusal::new("UnknownOperationException", "")),
        }
    }

    /// Lets operations of a Region go on; log reads call this too.
    pub(crate) fn advance(&self, region: &str, touch: Touch<'_>) {
        let now = self.options.clock.now_ms();
        let mut state = self.lock();
        let place = self.place(&mut state, region);
        let scene = Scene { region, logs: &self.logs, now };
        let changed = lifecycle::advance(place, scene, self.switches.pace(), touch);
        self.note_change(changed);
    }

    /// Remembers that there is something to save.
    pub(crate) fn note_change(&self, changed: bool) {
        self.changed.fetch_or(changed, Ordering::SeqCst);
    }

    /// Carries out a change of one Region's state.
    fn change<T>(
        &self,
        region: &str,
        work: impl FnOnce(&mut Region, Scene<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let now = self.options.clock.now_ms();
        let mut state = self.lock();
        let place = self.place(&mut state, region);
        let result = work(place, Scene { region, logs: &self.logs, now })?;
        self.note_change(true);
        Ok(result)
    }

    /// Looks at one Region's state.
    fn look<T>(&self, region: &str, work: impl FnOnce(&Region) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let mut state = self.lock();
        work(self.place(&mut state, region))
    }

    /// A Region's state, with the seed in it when nobody has asked before.
    fn place<'a>(&self, state: &'a mut State, region: &str) -> &'a mut Region {
        state.regions.entry(region.to_owned()).or_insert_with(|| {
            seed::region(region, &self.logs, self.options.clock.now_ms(), self.options.extra_services)
        })
    }

    /// Forgets everything; each Region is seeded again when it is next asked.
    pub(crate) fn reset(&self) {
        *self.lock() = State::default();
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.note_change(true);
    }

    /// What waits for a person, Region by Region.
    pub(crate) fn waiting(&self) -> Vec<Waiting> {
        let state = self.lock();
        state.regions.iter().flat_map(|(region, place)| place.waiting(region)).collect()
    }

    /// Does what a person would do elsewhere: completes the handshake of a connection (by ARN) or the validation of a
    /// domain (by name). False when nothing of the kind waits.
    pub(crate) fn finish(&self, region: &str, id: &str) -> bool {
        let now = self.options.clock.now_ms();
        let mut state = self.lock();
        let done = state.regions.get_mut(region).is_some_and(|place| place.shake_hands(id) || place.validate(id, now));
        drop(state);
        self.note_change(done);
        done
    }

    /// Whether a service is in a status in which WAF knows it.
    pub(crate) fn can_be_protected(&self, region: &str, arn: &str) -> bool {
        self.advance(region, Touch::Nothing);
        let mut state = self.lock();
        let service = self.place(&mut state, region).service(arn);
        service.is_some_and(|service| match service.status {
            Status::Running | Status::Paused => true,
            Status::OperationInProgress => {
                service.operations.last().is_none_or(|operation| operation.kind != OperationKind::DeleteService)
            }
            Status::CreateFailed | Status::DeleteFailed | Status::Deleted => false,
        })
    }

    /// Whether there is no such service any more.
    pub(crate) fn is_gone(&self, region: &str, arn: &str) -> bool {
        self.advance(region, Touch::Nothing);
        let mut state = self.lock();
        self.place(&mut state, region).service(arn).is_none_or(|service| service.status == Status::Deleted)
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether something changed since the last time this was asked.
    pub(crate) fn take_changed(&self) -> bool {
        self.changed.swap(false, Ordering::SeqCst)
    }

    /// Counts a refusal of `what` as long as fewer than `limit` were counted.
    fn refuse_first(&self, what: &str, limit: u32) -> bool {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        let count = refused.entry(what.to_owned()).or_default();
        let refuse = *count < limit;
        if refuse {
            *count += 1;
        }
        refuse
    }
}

/// What a request looks at; looking is what moves things on under [`Pace::Reads`](crate::Pace::Reads).
fn touch<'a>(operation: &str, input: &'a Input) -> Touch<'a> {
    match operation {
        "ListServices" => Touch::EveryService,
        "DescribeService" | "ListOperations" => state::text(input, "ServiceArn").map_or(Touch::Nothing, Touch::Service),
        "DescribeCustomDomains" => state::text(input, "ServiceArn").map_or(Touch::Nothing, Touch::Domains),
        "DescribeVpcIngressConnection" => {
            state::text(input, "VpcIngressConnectionArn").map_or(Touch::Nothing, Touch::Resource)
        }
        _ => Touch::Nothing,
    }
}

/// The refusal for an ARN that names nothing.
fn not_found(kind: &str, arn: &str) -> Refusal {
    Refusal::new("ResourceNotFoundException", format!("{kind} with the provided ARN not found: {arn}."))
}
