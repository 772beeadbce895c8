//! A run: a plan being carried out, as a person sees it.

use serde::{Deserialize, Serialize};

use crate::UnixMillis;
use crate::plan::{Action, Goal, Undo};
use crate::problem::Problem;

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// Its steps are being carried out.
    Running,
    /// It goes on as soon as the person has signed in again.
    WaitingForSignIn,
    /// The application ended in the middle; what was under way is unknown.
    Interrupted,
    /// A step failed.
    Failed,
    /// All steps are done.
    Succeeded,
    /// Its steps are being taken back.
    Undoing,
    /// Taking back failed.
    UndoFailed,
    /// All that it made is gone.
    Undone,
    /// The person left it as it was.
    Left,
}

impl RunState {
    /// Whether the person has to decide: resume, undo or leave.
    pub fn needs_decision(self) -> bool {
        matches!(self, Self::Interrupted | Self::Failed | Self::UndoFailed)
    }

    /// Whether somebody is at work on it.
    pub fn is_under_way(self) -> bool {
        matches!(self, Self::Running | Self::WaitingForSignIn | Self::Undoing)
    }

    /// Whether it has come to an end of which nothing more follows.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Succeeded | Self::Undone | Self::Left)
    }
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Not begun.
    Pending,
    /// Being carried out.
    Running,
    /// Being carried out, and waiting until IAM has spread a new role.
    WaitingForIam,
    /// Being carried out, and waiting until AWS has what it uses ready.
    WaitingForResource,
    /// Being carried out, and slowed down by AWS.
    WaitingForRate,
    /// Being carried out, and AWS cannot be reached.
    WaitingForNetwork,
    /// Being carried out, and the person has to sign in again.
    WaitingForSignIn,
    /// Done.
    Done,
    /// Failed; it made nothing.
    Failed,
    /// Begun, and nobody knows whether it was carried out.
    Unknown,
    /// Being taken back.
    Undoing,
    /// Taken back.
    Undone,
    /// Taking it back failed.
    UndoFailed,
}

/// A step of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct StepView {
    /// What it does.
    pub action: Action,
    /// How it is taken back.
    pub undo: Undo,
    /// How far it is.
    pub state: StepState,
    /// When it began.
    pub started_at: Option<UnixMillis>,
    /// When it ended.
    pub ended_at: Option<UnixMillis>,
    /// Why it failed.
    pub problem: Option<Problem>,
    /// Whether it made, or may have made, something that undoing removes.
    pub stands: bool,
    /// Whether what it was to make was found, made by an earlier attempt of the same plan.
    pub found: bool,
}

/// A run as a person sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[expect(clippy::struct_excessive_bools, reason = "each is an answer for the window, and none follows from another")]
pub struct RunView {
    /// The run's id, the same as its plan's.
    pub id: String,
    /// What it is for.
    pub goal: Goal,
    /// The profile it acts by.
    pub profile: String,
    /// Account.
    pub account: String,
    /// Region.
    pub region: String,
    /// How far it is.
    pub state: RunState,
    /// Steps.
    pub steps: Vec<StepView>,
    /// The service it is about, once that exists.
    pub service_arn: Option<String>,
    /// When it began.
    pub started_at: UnixMillis,
    /// When something last happened.
    pub updated_at: UnixMillis,
    /// Whether its steps are being carried out or taken back now.
    pub under_way: bool,
    /// Whether the person has to decide how it goes on.
    pub needs_decision: bool,
    /// Whether it may be taken back now.
    pub can_undo: bool,
    /// What has to be typed before it is taken back, where that takes something away for good: a service with its domain,
    /// or a secret value.
    pub undo_confirmation: Option<String>,
    /// Whether it may go on now.
    pub can_resume: bool,
    /// Why its journal could not be written, which ended the work on it: without the journal nothing may be begun.
    pub halted: Option<Problem>,
}
