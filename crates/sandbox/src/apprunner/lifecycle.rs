//! Owns when an operation goes on, and what its stages do. Refuses to sleep: time and reads are told to it.

use uuid::Uuid;

use super::script::{End, Script, Stage, Stream, undashed};
use super::state::{Operation, OperationKind, OperationStatus, Region, Service, Status};
use crate::logs::Logs;
use crate::options::Pace;

/// The surroundings of a change: the Region, its logs and the time.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) region: &'a str,
    pub(crate) logs: &'a Logs,
    pub(crate) now: i64,
}

/// Which services a request reads; reading is what moves operations on under [`Pace::Reads`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Touch<'a> {
    Nothing,
    EveryService,
    /// By ARN, or by a log group's name.
    Service(&'a str),
    LogGroup(&'a str),
}

impl Touch<'_> {
    fn reads(self, service: &Service) -> bool {
        match self {
            Self::Nothing => false,
            Self::EveryService => true,
            Self::Service(arn) => service.arn == arn,
            Self::LogGroup(name) => name.starts_with(&format!("/aws/apprunner/{}/{}/", service.name, service.id)),
        }
    }
}

/// Starts an operation: its first stage is written at once, the others wait in the script.
pub(crate) fn begin(
    service: &mut Service,
    scene: Scene<'_>,
    id: Uuid,
    kind: OperationKind,
    plan: impl FnOnce(&Operation) -> Vec<Stage>,
) -> String {
    let operation = Operation {
        id: id.to_string(),
        kind,
        status: OperationStatus::Pending,
        started_at: scene.now,
        updated_at: scene.now,
        ended_at: None,
    };
    let mut stages = std::collections::VecDeque::from(plan(&operation));
    let first = stages.pop_front();
    service.operations.push(operation);
    service.status = Status::OperationInProgress;
    service.updated_at = scene.now;
    service.reads = 0;
    service.script = Some(Script { started_at: scene.now, total: stages.len(), stages });
    if let Some(stage) = first {
        perform(service, scene, &stage);
    }
    id.to_string()
}

/// Moves every operation of a Region as far as the pace allows. Says whether anything changed.
pub(crate) fn advance(region: &mut Region, scene: Scene<'_>, pace: Pace, touch: Touch<'_>) -> bool {
    let mut changed = false;
    for service in &mut region.services {
        if service.script.is_some() {
            changed |= advance_service(service, scene, pace, touch.reads(service));
        }
    }
    region.services.retain(|service| !service.is_forgotten());
    changed
}

fn advance_service(service: &mut Service, scene: Scene<'_>, pace: Pace, read: bool) -> bool {
    let before = service.script.as_ref().map(|script| script.stages.len());
    match pace {
        Pace::Instant => {
            let ended = service.has_ended();
            while !service.has_ended() && next(service, scene) {}
            if ended && read {
                next(service, scene);
            }
        }
        Pace::Reads(each) if read => {
            service.reads += 1;
            if service.reads >= each.max(1) {
                service.reads = 0;
                next(service, scene);
            }
        }
        Pace::Reads(_) => {}
        Pace::Seconds(length) => {
            while let Some(due) = service.script.as_ref().and_then(|script| next_due(script, length)) {
                if due > scene.now || !next(service, Scene { now: due, ..scene }) {
                    break;
                }
            }
        }
    }
    before != service.script.as_ref().map(|script| script.stages.len())
}

/// When the next stage is due: the stages are spread evenly over `length` seconds.
fn next_due(script: &Script, length: f64) -> Option<i64> {
    if script.stages.is_empty() {
        return None;
    }
    let place = script.total - script.stages.len() + 1;
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a dozen stages, minutes at most")]
    let offset = (length * 1000.0 * place as f64 / script.total.max(1) as f64) as i64;
    Some(script.started_at + offset)
}

/// Performs the next stage; false when there is none (a script without stages stays under way for ever).
fn next(service: &mut Service, scene: Scene<'_>) -> bool {
    let Some(stage) = service.script.as_mut().and_then(|script| script.stages.pop_front()) else { return false };
    perform(service, scene, &stage);
    true
}

/// Plays what is left of a service's operation, spread from its start to `end` (seeds have a past).
pub(crate) fn play(service: &mut Service, scene: Scene<'_>, end: i64) {
    #[expect(clippy::cast_precision_loss, reason = "the length of an operation in seconds")]
    let length = (end - scene.now) as f64 / 1000.0;
    while let Some(due) = service.script.as_ref().and_then(|script| next_due(script, length)) {
        if !next(service, Scene { now: due, ..scene }) {
            break;
        }
    }
}

fn perform(service: &mut Service, scene: Scene<'_>, stage: &Stage) {
    write_lines(service, scene, stage);
    if let (Some(status), Some(operation)) = (stage.operation, service.operations.last_mut()) {
        operation.status = status;
        operation.updated_at = scene.now;
        if stage.end.is_some() {
            operation.ended_at = Some(scene.now);
        }
    }
    match stage.end {
        None => return,
        Some(End::Forget) => {
            service.script = None;
            return;
        }
        Some(End::Settle(status)) => {
            service.status = status;
            service.before = None;
            if status == Status::Deleted {
                service.deleted_at = Some(scene.now);
            }
        }
        Some(End::RollBack(status)) => {
            service.status = status;
            if let Some(before) = service.before.take() {
                service.configuration = before;
            }
        }
    }
    service.updated_at = scene.now;
    if service.script.as_ref().is_some_and(|script| script.stages.is_empty()) {
        service.script = None;
    }
}

fn write_lines(service: &Service, scene: Scene<'_>, stage: &Stage) {
    let Some(operation) = service.operations.last() else { return };
    let id = undashed(&operation.id);
    for line in &stage.lines {
        let (group, stream) = match line.stream {
            Stream::Events => ("service", "events".to_owned()),
            Stream::Deployment => ("service", format!("deployment/{id}")),
            // Instances have ids of their own; this one only has to differ from deployment to deployment.
            Stream::Application => ("application", format!("instance/{}", id.chars().rev().collect::<String>())),
        };
        scene.logs.append(scene.region, &service.log_group(group), &stream, scene.now, &line.text);
    }
}

impl Service {
    /// Whether the latest operation has come to its end (a deletion lingers after it).
    fn has_ended(&self) -> bool {
        self.operations.last().is_some_and(|operation| operation.ended_at.is_some())
    }

    fn is_forgotten(&self) -> bool {
        self.status == Status::Deleted && self.script.is_none()
    }
}
