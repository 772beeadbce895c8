//! Owns when an operation goes on, and what its stages do. Refuses to sleep: time and reads are told to it.

use uuid::Uuid;

use super::script::{End, Stage, Stream, undashed};
use super::state::{Operation, OperationKind, OperationStatus, Region, Service, Status};
use crate::course::Course;
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
    /// The domains of a service, by its ARN.
    Domains(&'a str),
    /// What is no service, by its ARN.
    Resource(&'a str),
}

impl Touch<'_> {
    fn reads(self, service: &Service) -> bool {
        match self {
            Self::Nothing | Self::Domains(_) | Self::Resource(_) => false,
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
    let mut stages = plan(&operation).into_iter();
    let first = stages.next();
    service.operations.push(operation);
    service.status = Status::OperationInProgress;
    service.updated_at = scene.now;
    service.script = Some(Course::new(scene.now, stages));
    if let Some(stage) = first {
        perform(service, scene, &stage);
    }
    id.to_string()
}

/// Moves everything in a Region as far as the pace allows. Says whether anything changed.
pub(crate) fn advance(region: &mut Region, scene: Scene<'_>, pace: Pace, touch: Touch<'_>) -> bool {
    let mut changed = false;
    for service in &mut region.services {
        changed |= advance_service(service, scene, pace, touch.reads(service));
        let read = touch == Touch::Domains(&service.arn);
        service.domains.retain_mut(|domain| {
            changed |= domain.advance(pace, scene.now, read);
            !domain.is_gone()
        });
    }
    for resource in &mut region.resources {
        let read = touch == Touch::Resource(&resource.arn);
        changed |= resource.advance(pace, scene.now, read);
    }
    region.services.retain(|service| !service.is_forgotten());
    changed
}

fn advance_service(service: &mut Service, scene: Scene<'_>, pace: Pace, read: bool) -> bool {
    let ended = service.has_ended();
    let Some(script) = &mut service.script else { return false };
    let now = scene.now;
    let due = match pace {
        // What has been deleted lingers until it has been read.
        Pace::Instant if ended && read => script.skip().map(|stage| (stage, now)).into_iter().collect(),
        Pace::Instant if ended => Vec::new(),
        Pace::Instant => script.through(|stage| stage.end.is_some()).into_iter().map(|stage| (stage, now)).collect(),
        _ => script.due(pace, now, read),
    };
    carry_out(service, scene, &due);
    !due.is_empty()
}

fn carry_out(service: &mut Service, scene: Scene<'_>, due: &[(Stage, i64)]) {
    for (stage, at) in due {
        perform(service, Scene { now: *at, ..scene }, stage);
    }
}

/// Plays what is left of a service's operation, spread from its start to `end` (seeds have a past).
pub(crate) fn play(service: &mut Service, scene: Scene<'_>, end: i64) {
    #[expect(clippy::cast_precision_loss, reason = "the length of an operation in seconds")]
    let length = (end - scene.now) as f64 / 1000.0;
    let due = service.script.as_mut().map(|script| script.due(Pace::Seconds(length), end, true));
    carry_out(service, scene, &due.unwrap_or_default());
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
    if service.script.as_ref().is_some_and(Course::is_over) {
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
