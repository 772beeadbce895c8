//! Owns App Runner: which operation a request asks for, its state per Region, and the order of checks (the model first,
//! then the rules, then the resources it names). Refuses every transport matter; `router` does those.

mod applications;
mod autoscaling;
mod changes;
mod create;
mod lifecycle;
mod lists;
mod model;
mod rules;
mod script;
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
pub(crate) use self::lifecycle::{Scene, Touch, begin, play};
pub(crate) use self::rules::with_defaults;
pub(crate) use self::script::{Stage, deployment, failed_deletion, short};
pub(crate) use self::state::{
    Operation, OperationKind, Region, Scaling, Service, State, Status, arn, default_scaling, seconds,
};
pub(crate) use self::verdict::{ImageFound, Verdict};

use crate::logs::Logs;
use crate::options::Options;
use crate::seed;
use crate::services::{Ecr, Iam};
use crate::wire::{Dialect, Refusal, json_answer};

/// App Runner and what it needs of its neighbours.
pub(crate) struct AppRunner {
    options: Options,
    state: Mutex<State>,
    logs: Arc<Logs>,
    iam: Arc<Iam>,
    ecr: Arc<Ecr>,
    /// How often something was refused that will be let through later: role ARNs, and names that begin with `throttle`.
    refused: Mutex<HashMap<String, u32>>,
    changed: AtomicBool,
}

pub(crate) type Answer = Result<Value, Refusal>;
pub(crate) type Input = Map<String, Value>;

impl AppRunner {
    pub(crate) fn new(options: Options, logs: Arc<Logs>, iam: Arc<Iam>, ecr: Arc<Ecr>) -> Self {
        Self {
            options,
            state: Mutex::default(),
            logs,
            iam,
            ecr,
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
        let touch = match (operation, state::text(input, "ServiceArn")) {
            ("ListServices", _) => Touch::EveryService,
            ("DescribeService" | "ListOperations", Some(arn)) => Touch::Service(arn),
            _ => Touch::Nothing,
        };
        self.advance(region, touch);
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
            "DescribeCustomDomains" => self.describe_custom_domains(region, input),
            "ListConnections" => self.list_connections(region, input),
            "ListVpcConnectors" => self.list_vpc_connectors(region, input),
            "ListObservabilityConfigurations" => lists::list_observability_configurations(region, input),
            "CreateAutoScalingConfiguration" => self.create_auto_scaling(region, input),
            "DescribeAutoScalingConfiguration" => self.describe_auto_scaling(region, input),
            "DeleteAutoScalingConfiguration" => self.delete_auto_scaling(region, input),
            "ListAutoScalingConfigurations" => self.list_auto_scaling(region, input),
            "ListTagsForResource" => self.list_tags(region, input),
            "TagResource" => self.tag(region, input),
            "UntagResource" => self.untag(region, input),
            _ => Err(Refusal::new("UnknownOperationException", format!("The sandbox doesn't offer {operation}."))),
        }
    }

    /// Lets operations of a Region go on; log reads call this too.
    pub(crate) fn advance(&self, region: &str, touch: Touch<'_>) {
        let now = self.options.clock.now_ms();
        let mut state = self.lock();
        let place = self.place(&mut state, region);
        let scene = Scene { region, logs: &self.logs, now };
        if lifecycle::advance(place, scene, self.options.pace, touch) {
            self.changed.store(true, Ordering::SeqCst);
        }
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
        self.changed.store(true, Ordering::SeqCst);
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

/// The refusal for an ARN that names nothing.
fn not_found(kind: &str, arn: &str) -> Refusal {
    Refusal::new("ResourceNotFoundException", format!("{kind} with the provided ARN not found: {arn}."))
}
