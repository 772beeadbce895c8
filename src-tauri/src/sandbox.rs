//! The AWS inside the application, as the application has it: at a pace that a person can follow, kept between starts,
//! with its controls for the window. Refuses to be anything that AWS itself offers.

use std::path::Path;

use ard_sandbox::{Fault, Options, Pace, Sandbox, WaitingFor};
use serde::{Deserialize, Serialize};
use tauri::State;

use crate::commands::Answer;

/// Seconds that an operation of the sandbox takes. A real one takes minutes; this is long enough to see each step.
const SECONDS: f64 = 12.0;
/// Seconds that an operation may be told to take.
const MOST_SECONDS: u32 = 600;

/// Starts it.
pub(crate) fn start(directory: &Path) -> Sandbox {
    let state_file = Some(directory.join("sandbox.json"));
    Sandbox::new(Options { pace: Pace::Seconds(SECONDS), state_file, ..Options::default() })
}

/// What is set in the sandbox, and what waits for a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub(crate) struct SandboxControls {
    /// Seconds that an operation takes; 0 is at once.
    seconds: u32,
    /// The account is closed to App Runner.
    closed_account: bool,
    /// The account may have two services in a Region.
    two_services: bool,
    /// What goes wrong with coming requests.
    faults: Vec<SandboxFault>,
    /// What does not go on by itself.
    waiting: Vec<SandboxWaiting>,
}

/// A failure that is armed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub(crate) struct SandboxFault {
    /// The signing name.
    service: String,
    /// The operation.
    operation: String,
    /// AWS's code, or what happens.
    kind: String,
    /// How often it still happens; `None` is always.
    left: Option<u32>,
}

/// Something that a person would do at another place than AWS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub(crate) struct SandboxWaiting {
    /// Its Region.
    region: String,
    /// What is to be done.
    kind: SandboxWaitingFor,
    /// Its name.
    name: String,
    /// What [`SandboxChange::Finish`] knows it by.
    id: String,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SandboxWaitingFor {
    /// Agreeing at GitHub or Bitbucket.
    Handshake,
    /// Writing a certificate's records into the DNS.
    DomainValidation,
}

/// What can go wrong with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SandboxFailure {
    /// It is slowed down.
    Throttled,
    /// The right is missing.
    Denied,
    /// The sign-in has expired.
    Expired,
    /// It is carried out, and the answer is lost.
    AnswerLost,
}

impl SandboxFailure {
    fn fault(self) -> Fault {
        match self {
            Self::Throttled => Fault::throttle(),
            Self::Denied => Fault::denied(),
            Self::Expired => Fault::expired(),
            Self::AnswerLost => Fault::LoseResponse,
        }
    }
}

/// What can be changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum SandboxChange {
    /// How long operations take.
    Pace {
        /// Seconds, 0 to 600; 0 is at once.
        seconds: u32,
    },
    /// Close the account to App Runner, or open it.
    ClosedAccount {
        /// Whether it is closed.
        closed: bool,
    },
    /// Restrict the account to two services in a Region, or not.
    TwoServices {
        /// Whether it is restricted.
        restricted: bool,
    },
    /// Let requests fail.
    Fail {
        /// The signing name: `apprunner`, `iam`, …
        service: String,
        /// The operation.
        operation: String,
        /// What happens.
        failure: SandboxFailure,
        /// How often; `None` is always.
        times: Option<u32>,
    },
    /// Let nothing fail any more.
    FailNothing,
    /// Do what something waits for.
    Finish {
        /// Its Region.
        region: String,
        /// Its id.
        id: String,
    },
    /// Everything as it was at the first start.
    Reset,
}

/// What is set in the sandbox, and what waits for a person.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sandbox_controls(sandbox: State<'_, Sandbox>) -> Answer<SandboxControls> {
    Ok(controls(&sandbox))
}

/// Changes something in the sandbox; answers what is set then.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sandbox_change(sandbox: State<'_, Sandbox>, change: SandboxChange) -> Answer<SandboxControls> {
    match change {
        SandboxChange::Pace { seconds: 0 } => sandbox.set_pace(Pace::Instant),
        SandboxChange::Pace { seconds } => sandbox.set_pace(Pace::Seconds(seconds.min(MOST_SECONDS).into())),
        SandboxChange::ClosedAccount { closed } => sandbox.set_closed_account(closed),
        SandboxChange::TwoServices { restricted } => sandbox.set_two_services(restricted),
        SandboxChange::Fail { service, operation, failure, times: Some(times) } => {
            sandbox.faults().times(&service, &operation, times, failure.fault());
        }
        SandboxChange::Fail { service, operation, failure, times: None } => {
            sandbox.faults().always(&service, &operation, failure.fault());
        }
        SandboxChange::FailNothing => sandbox.faults().clear(),
        // What no longer waits was finished already, which is what was asked for.
        SandboxChange::Finish { region, id } => drop(sandbox.finish(&region, &id)),
        SandboxChange::Reset => sandbox.reset().await,
    }
    Ok(controls(&sandbox))
}

/// The pace as whole seconds: it is only ever set as such here.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the most that may be set")]
fn whole(seconds: f64) -> u32 {
    seconds.clamp(0.0, MOST_SECONDS.into()).round() as u32
}

fn controls(sandbox: &Sandbox) -> SandboxControls {
    let set = sandbox.controls();
    SandboxControls {
        seconds: match set.pace {
            Pace::Seconds(seconds) => whole(seconds),
            Pace::Instant | Pace::Reads(_) => 0,
        },
        closed_account: set.closed_account,
        two_services: set.two_services,
        faults: set
            .faults
            .into_iter()
            .map(|fault| SandboxFault {
                service: fault.service,
                operation: fault.operation,
                kind: fault.kind,
                left: fault.left,
            })
            .collect(),
        waiting: set
            .waiting
            .into_iter()
            .map(|waiting| SandboxWaiting {
                region: waiting.region,
                kind: match waiting.kind {
                    WaitingFor::Handshake => SandboxWaitingFor::Handshake,
                    WaitingFor::DomainValidation => SandboxWaitingFor::DomainValidation,
                },
                name: waiting.name,
                id: waiting.id,
            })
            .collect(),
    }
}
