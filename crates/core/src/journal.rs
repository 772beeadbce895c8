//! The journal of a run: its entries, and what they say of each step.
//!
//! Before each call an intent is written, after it the result. An intent without a result is *unknown*: the call may
//! have been carried out. The fold from entries to states is here and pure; the file is the engine's.

use serde::{Deserialize, Serialize};

use crate::UnixMillis;
use crate::plan::{Action, Goal, Plan, Undo};
use crate::problem::{Problem, ProblemDetail};
use crate::run::{RunState, RunView, StepState, StepView};

/// What a step made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Made {
    /// Nothing that has a name of its own.
    Nothing,
    /// Nothing: it was so already, by somebody else.
    AlreadySo,
    /// An access key. Its secret is in the keychain.
    AccessKey {
        /// AWS's id of it.
        id: String,
    },
    /// A role.
    Role {
        /// ARN.
        arn: String,
    },
    /// An auto scaling configuration.
    AutoScaling {
        /// ARN.
        arn: String,
    },
    /// An observability configuration.
    Observability {
        /// ARN.
        arn: String,
    },
    /// A VPC connector.
    Connector {
        /// ARN.
        arn: String,
    },
    /// An operation of a service.
    Operation {
        /// Its id; `None` where that is not known.
        id: Option<String>,
    },
    /// A connection.
    Connection {
        /// ARN.
        arn: String,
    },
    /// An interface endpoint.
    Endpoint {
        /// Id.
        id: String,
    },
    /// A security group.
    Group {
        /// Id.
        id: String,
    },
    /// A VPC ingress connection.
    Ingress {
        /// ARN.
        arn: String,
    },
    /// A secret.
    Secret {
        /// ARN.
        arn: String,
    },
    /// A service.
    Service {
        /// ARN.
        arn: String,
        /// Id of the operation that creates it; `None` when the service was found.
        operation_id: Option<String>,
    },
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// The step is about to be carried out.
    Intent,
    /// The step is done.
    Done {
        /// What it made.
        made: Made,
        /// Whether that was found, made by an earlier attempt.
        found: bool,
    },
    /// No answer came, and looking did not tell whether the step was carried out.
    Unclear {
        /// Why.
        problem: Box<Problem>,
    },
    /// The step failed and made nothing.
    Failed {
        /// Why.
        problem: Box<Problem>,
    },
    /// The step is about to be taken back.
    UndoIntent,
    /// The step is taken back.
    Undone,
    /// Taking the step back failed.
    UndoFailed {
        /// Why.
        problem: Box<Problem>,
    },
    /// The person left the run as it was.
    Left,
}

/// An entry of the journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The step, by its place in the plan; the last one for entries about the whole run.
    pub step: usize,
    /// What happened.
    pub event: Event,
    /// When.
    pub at: UnixMillis,
}

/// What the journal says of a step.
#[derive(Debug, Clone, PartialEq)]
pub struct StepRecord {
    /// How far it is.
    pub state: StepState,
    /// What it made, once it is done.
    pub made: Option<Made>,
    /// Whether that was found.
    pub found: bool,
    /// When it was begun last.
    pub started_at: Option<UnixMillis>,
    /// When it came to its last end.
    pub ended_at: Option<UnixMillis>,
    /// Why it failed.
    pub problem: Option<Problem>,
}

/// What the journal says of each step. Reads *unknown* where an intent has no result.
pub fn fold(plan: &Plan, entries: &[Entry]) -> Vec<StepRecord> {
    let untouched = StepRecord {
        state: StepState::Pending,
        made: None,
        found: false,
        started_at: None,
        ended_at: None,
        problem: None,
    };
    let mut records = vec![untouched; plan.steps.len()];
    for entry in entries {
        let Some(record) = records.get_mut(entry.step) else { continue };
        match &entry.event {
            Event::Intent => {
                record.state = StepState::Unknown;
                record.started_at = record.started_at.or(Some(entry.at));
                record.ended_at = None;
                record.problem = None;
            }
            Event::Done { made, found } => {
                record.state = StepState::Done;
                record.made = Some(made.clone());
                record.found = *found;
                record.ended_at = Some(entry.at);
            }
            Event::Unclear { problem } => record.problem = Some((**problem).clone()),
            Event::Failed { problem } => {
                record.state = StepState::Failed;
                record.ended_at = Some(entry.at);
                record.problem = Some((**problem).clone());
            }
            Event::UndoIntent => {
                record.state = StepState::Undoing;
                record.problem = None;
            }
            Event::Undone => record.state = StepState::Undone,
            Event::UndoFailed { problem } => {
                record.state = StepState::UndoFailed;
                record.problem = Some((**problem).clone());
            }
            Event::Left => {}
        }
    }
    records
}

/// What a running application knows beyond the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Live {
    /// Nobody works on it.
    Idle,
    /// Its steps are being carried out.
    Going {
        /// How far the current step is.
        step: StepState,
    },
    /// Its steps are being taken back.
    Undoing {
        /// How far the current step is.
        step: StepState,
    },
}

/// How far a run is.
pub fn state(plan: &Plan, entries: &[Entry], live: Live) -> RunState {
    match live {
        Live::Going { step: StepState::WaitingForSignIn } | Live::Undoing { step: StepState::WaitingForSignIn } => {
            return RunState::WaitingForSignIn;
        }
        Live::Going { .. } => return RunState::Running,
        Live::Undoing { .. } => return RunState::Undoing,
        Live::Idle => {}
    }
    if entries.iter().any(|entry| entry.event == Event::Left) {
        return RunState::Left;
    }
    let records = fold(plan, entries);
    let any = |state| records.iter().any(|record| record.state == state);
    let undo_begun = any(StepState::Undone) || any(StepState::Undoing) || any(StepState::UndoFailed);
    if undo_begun {
        return if any(StepState::UndoFailed) {
            RunState::UndoFailed
        } else if plan.steps.iter().zip(&records).any(|(action, record)| is_standing(action, record)) {
            RunState::Interrupted
        } else {
            RunState::Undone
        };
    }
    if any(StepState::Failed) {
        RunState::Failed
    } else if records.iter().all(|record| record.state == StepState::Done) {
        RunState::Succeeded
    } else {
        RunState::Interrupted
    }
}

/// Whether a step has, or may have, made something that still stands.
pub fn is_standing(action: &Action, record: &StepRecord) -> bool {
    let touched = matches!(
        record.state,
        StepState::Done | StepState::Unknown | StepState::Undoing | StepState::UndoFailed | StepState::Running
    );
    touched && !matches!(action.undo(), Undo::Nothing | Undo::Impossible)
}

/// The name that a person types before a run is taken back: of the service, whose name in a VPC may be what goes for good,
/// or of the secret value.
/// Everything else that a plan makes can be made again as it was.
fn undo_confirmation(plan: &Plan, records: &[StepRecord]) -> Option<String> {
    let goes_for_good = |action: &Action| {
        matches!(action.undo(), Undo::DeleteService | Undo::DeleteIngress | Undo::DeleteSecret | Undo::DeleteParameter)
    };
    let mut standing = plan.steps.iter().zip(records).filter(|(action, record)| is_standing(action, record));
    standing.any(|(action, _)| goes_for_good(action)).then(|| plan.goal.name().to_owned())
}

/// A run as a person sees it.
pub fn view(plan: &Plan, profile: &str, started_at: UnixMillis, entries: &[Entry], live: Live) -> RunView {
    let records = fold(plan, entries);
    let state = state(plan, entries, live);
    let made_service = records.iter().find_map(|record| match &record.made {
        Some(Made::Service { arn, .. }) => Some(arn.clone()),
        _ => None,
    });
    let service_arn = made_service.or_else(|| match &plan.goal {
        Goal::DeleteService { arn, .. } | Goal::ChangeIncoming { arn, .. } => Some(arn.clone()),
        Goal::CreateService { .. }
        | Goal::CreateConnection { .. }
        | Goal::CreateConnector { .. }
        | Goal::ReplaceConnector { .. }
        | Goal::DeleteConnector { .. }
        | Goal::DeleteIngress { .. }
        | Goal::CreateEndpoint { .. }
        | Goal::ChangeEndpoint { .. }
        | Goal::DeleteEndpoint { .. }
        | Goal::CreateGroup { .. }
        | Goal::KeepSecret { .. }
        | Goal::AllowInbound { .. }
        | Goal::RotateKey { .. }
        | Goal::EndKey { .. } => None,
    });
    // A deployment that failed stays failed however long one waits: undo, or keep the service and look.
    let is_final = records.iter().any(|record| {
        record.problem.as_ref().is_some_and(|problem| {
            matches!(problem.detail, ProblemDetail::DeploymentFailed { .. } | ProblemDetail::CreationFailed)
        })
    });
    let undo_begun = records
        .iter()
        .any(|record| matches!(record.state, StepState::Undoing | StepState::Undone | StepState::UndoFailed));
    let undo_confirmation = undo_confirmation(plan, &records);
    let anything_stands = plan.steps.iter().zip(&records).any(|(action, record)| is_standing(action, record));
    let steps = plan.steps.iter().zip(records).map(|(action, record)| StepView {
        action: action.clone(),
        undo: action.undo(),
        state: match (live, record.state) {
            (Live::Going { step }, StepState::Unknown) | (Live::Undoing { step }, StepState::Undoing) => step,
            (_, state) => state,
        },
        stands: is_standing(action, &record),
        started_at: record.started_at,
        ended_at: record.ended_at,
        problem: record.problem,
        found: record.found,
    });
    RunView {
        id: plan.id.clone(),
        goal: plan.goal.clone(),
        profile: profile.to_owned(),
        account: plan.account.clone(),
        region: plan.region.clone(),
        state,
        steps: steps.collect(),
        service_arn,
        started_at,
        updated_at: entries.last().map_or(started_at, |entry| entry.at),
        under_way: state.is_under_way(),
        needs_decision: state.needs_decision(),
        can_undo: (state.needs_decision() || plan.goal.stays_undoable() && state == RunState::Succeeded)
            && plan.can_be_undone()
            && anything_stands,
        undo_confirmation,
        can_resume: state.needs_decision() && !undo_begun && !is_final,
        halted: None,
    }
}

#[cfg(test)]
mod tests;
