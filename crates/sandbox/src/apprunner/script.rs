//! Owns how an operation goes: what is written to which log and which status follows, stage by stage. Refuses to decide
//! whether it goes well (that is `verdict`) and when the next stage is due (that is `lifecycle`).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::applications;
use super::build::Build;
use super::source::{Source, health_check_text};
use super::state::{Configuration, Operation, OperationKind, OperationStatus, Status};
use super::verdict::Verdict;

/// One step of an operation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stage {
    pub(crate) lines: Vec<Line>,
    pub(crate) operation: Option<OperationStatus>,
    pub(crate) end: Option<End>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) stream: Stream,
    pub(crate) text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Stream {
    Events,
    Deployment,
    Application,
}

/// What the last stage does to the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum End {
    Settle(Status),
    RollBack(Status),
    /// The deleted service is forgotten.
    Forget,
}

impl Stage {
    fn new(operation: OperationStatus) -> Self {
        Self { operation: Some(operation), ..Self::default() }
    }

    fn line(mut self, stream: Stream, text: impl Into<String>) -> Self {
        self.lines.push(Line { stream, text: text.into() });
        self
    }

    pub(super) fn event(self, text: impl Into<String>) -> Self {
        self.line(Stream::Events, text)
    }

    pub(super) fn deployment(self, text: impl Into<String>) -> Self {
        self.line(Stream::Deployment, format!("[AppRunner] {}", text.into()))
    }

    /// A line of the deployment's log that another than App Runner itself writes.
    pub(super) fn raw(self, text: String) -> Self {
        self.line(Stream::Deployment, text)
    }

    fn application(mut self, lines: Vec<String>) -> Self {
        self.lines.extend(lines.into_iter().map(|text| Line { stream: Stream::Application, text }));
        self
    }

    fn settle(self, status: Status) -> Self {
        let text = status.text();
        Self { end: Some(End::Settle(status)), ..self.event(format!("Service status is set to {text}.")) }
    }
}

/// Words of an operation in the events log.
struct Words {
    noun: &'static str,
    trigger: &'static str,
}

fn words(kind: OperationKind) -> Words {
    let (noun, trigger) = match kind {
        OperationKind::CreateService => ("creation", "SERVICE_CREATE"),
        OperationKind::UpdateService => ("update", "SERVICE_UPDATE"),
        OperationKind::StartDeployment => ("deployment", "MANUAL_DEPLOYMENT"),
        OperationKind::PauseService => ("pause", "SERVICE_PAUSE"),
        OperationKind::ResumeService => ("resume", "SERVICE_RESUME"),
        OperationKind::DeleteService => ("deletion", "SERVICE_DELETE"),
    };
    Words { noun, trigger }
}

/// A create, an update or a deployment. `fallback` says that an earlier version runs and takes over after a failure.
pub(crate) fn deployment(
    operation: &Operation,
    configuration: &Configuration,
    verdict: &Verdict,
    fallback: bool,
) -> Vec<Stage> {
    let source = Source::of(&configuration.source);
    let mut stages = vec![started(operation), fetching(operation, &source, &configuration.source)];
    let failure = match verdict {
        Verdict::NoImage => Some(pull_failure(&mut stages, "ECR image doesn't exist.")),
        Verdict::BadRole => Some(pull_failure(&mut stages, "Invalid Access Role in AuthenticationConfiguration.")),
        _ => {
            let build = Build::of(&configuration.source);
            if build.is_none() {
                stages.push(fetched());
            }
            let failure = build.and_then(|build| build.stages(&mut stages, verdict));
            failure.or_else(|| running(&mut stages, configuration, &source, verdict))
        }
    };
    match failure {
        None => succeed(&mut stages, operation, &source),
        Some(reason) => fail(&mut stages, operation, &source, reason, fallback),
    }
    stages
}

fn started(operation: &Operation) -> Stage {
    Stage::new(OperationStatus::Pending)
        .event(format!("Service {} started.", words(operation.kind).noun))
        .event("Service status is set to OPERATION_IN_PROGRESS.")
}

fn fetching(operation: &Operation, source: &Source, configured: &Value) -> Stage {
    let mut stage = Stage::new(OperationStatus::InProgress);
    if configured["AutoDeploymentsEnabled"] == true && operation.kind == OperationKind::CreateService {
        stage = stage
            .event("Creating pipeline for automatic deployments.")
            .event("Successfully created pipeline for automatic deployments.");
    }
    stage = stage.event(format!(
        "Deployment with ID : {} started. Triggering event : {}",
        undashed(&operation.id),
        words(operation.kind).trigger
    ));
    match source {
        Source::Image { uri, tag, .. } => stage
            .event(format!("Deployment Artifact: [Repo Type: ECR], [Image URL: {uri}], [Image Tag: {tag}]"))
            .event(format!("Pulling image {uri} from ECR repository."))
            .deployment("Starting to pull your application image."),
        Source::Code { url, branch, directory } => stage
            .event(format!(
                "Deployment Artifact: [Repo Type: Source], [Repository: {url}], [Branch: {branch}], [SourceDirectory: {directory}]"
            ))
            .event(format!("Pulling source code from {} Repository ( {url} ).", provider(url))),
    }
}

fn provider(url: &str) -> &'static str {
    if url.contains("bitbucket") { "BITBUCKET" } else { "GITHUB" }
}

fn fetched() -> Stage {
    let text = "Successfully pulled your application image from ECR.";
    Stage::default().event(text).deployment(text)
}

fn pull_failure(stages: &mut Vec<Stage>, reason: &str) -> &'static str {
    let text = format!("Failed to pull your application image. Reason: {reason}");
    stages.push(Stage::default().event(text.clone()).deployment(text));
    "Image pull failed."
}

/// Provisioning and the health check; the reason when the deployment fails there.
fn running(
    stages: &mut Vec<Stage>,
    configuration: &Configuration,
    source: &Source,
    verdict: &Verdict,
) -> Option<&'static str> {
    let check = health_check_text(configuration);
    let lines = applications::start_lines(source, configuration, verdict);
    let deploying = match source {
        Source::Image { .. } => "Starting to deploy your application image.",
        Source::Code { .. } => "Starting to deploy your application source code.",
    };
    stages.push(
        Stage::default()
            .event(if configuration.is_public() {
                "Provisioning instances and deploying image for publicly accessible service."
            } else {
                "Provisioning instances and deploying image."
            })
            .deployment(deploying)
            .application(lines),
    );
    if let Verdict::Crashes = verdict {
        stages.push(Stage::default().event(
            "Your application stopped or failed to start. See logs for more information.  Container exit code: 1",
        ));
        return Some("Application failed to start.");
    }
    stages.push(Stage::default().event(format!("Performing health check on {check}.")));
    if *verdict == Verdict::Runs {
        stages.push(Stage::default().event("Health check is successful. Routing traffic to application."));
        return None;
    }
    stages.push(
        Stage::default()
            .application(applications::probe_lines(source, configuration, verdict))
            .event(format!(
                "Health check failed on {check}. Check your configured port number. For more information, see the application logs."
            )),
    );
    Some("Health check failed.")
}

fn succeed(stages: &mut Vec<Stage>, operation: &Operation, source: &Source) {
    let deployed = match source {
        Source::Image { .. } => "Successfully deployed your application image.",
        Source::Code { .. } => "Successfully deployed your application source code.",
    };
    let completed = match operation.kind {
        OperationKind::UpdateService => {
            "Service update completed successfully. New application and configuration is deployed.".to_owned()
        }
        kind => format!("Service {} completed successfully.", words(kind).noun),
    };
    stages.push(
        Stage::new(OperationStatus::Succeeded)
            .event("Successfully routed incoming traffic to application.")
            .deployment(deployed)
            .event(completed)
            .settle(Status::Running),
    );
}

fn fail(stages: &mut Vec<Stage>, operation: &Operation, source: &Source, reason: &str, fallback: bool) {
    let failed = match source {
        Source::Image { .. } => "Failed to deploy your application image.",
        Source::Code { .. } => "Failed to deploy your application source code.",
    };
    let noun = words(operation.kind).noun;
    let said = |status| {
        Stage::new(status)
            .event(format!("Deployment with ID : {} failed. Failure reason : {reason}", undashed(&operation.id)))
            .deployment(failed)
    };
    let verdict = format!("Service {noun} failed. For details, see service logs.");
    if fallback {
        stages.push(said(OperationStatus::RollbackInProgress));
        let last = Stage::new(OperationStatus::RollbackSucceeded).event(verdict).settle(Status::Running);
        stages.push(Stage { end: Some(End::RollBack(Status::Running)), ..last });
    } else {
        stages.push(said(OperationStatus::Failed).event(verdict).settle(Status::CreateFailed));
    }
}

/// A pause or a resume.
pub(crate) fn short(operation: &Operation, end: Status) -> Vec<Stage> {
    let noun = words(operation.kind).noun;
    vec![
        started(operation),
        Stage::new(OperationStatus::InProgress),
        Stage::new(OperationStatus::Succeeded).event(format!("Service {noun} completed successfully.")).settle(end),
    ]
}

/// A deletion. The service can be described for three more stages before it is forgotten.
pub(crate) fn deletion(operation: &Operation) -> Vec<Stage> {
    let mut stages = short(operation, Status::Deleted);
    stages.extend([Stage::default(), Stage::default()]);
    stages.push(Stage { end: Some(End::Forget), ..Stage::default() });
    stages
}

/// A deletion that AWS could not finish; it can be asked for again.
pub(crate) fn failed_deletion(operation: &Operation) -> Vec<Stage> {
    vec![
        started(operation),
        Stage::new(OperationStatus::InProgress),
        Stage::new(OperationStatus::Failed)
            .event("Service deletion failed. For details, see service logs.")
            .settle(Status::DeleteFailed),
    ]
}

pub(crate) fn undashed(id: &str) -> String {
    id.replace('-', "")
}
