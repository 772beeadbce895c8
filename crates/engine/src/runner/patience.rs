//! What is waited out, and how long: a role that is still spreading, throttling, a network that is gone, an expired
//! sign-in; and what is done when no answer came.

use std::time::Instant;

use ard_core::fault::{Fault, FaultKind};
use ard_core::journal::Made;
use ard_core::problem::{Problem, ProblemDetail, problem};
use ard_core::run::StepState;

use super::Claim;
use crate::journal::Written;

/// A step that was given up.
pub(super) struct GaveUp {
    pub(super) problem: Problem,
    /// Whether it may have been carried out all the same.
    pub(super) in_doubt: bool,
}

/// What kept a step from being done.
pub(super) enum Obstacle {
    /// What AWS said.
    Fault(Fault),
    /// What is known to be final.
    Final(Problem),
}

impl From<Fault> for Obstacle {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// What to do about a fault.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    /// Do the same again in a while, saying what is waited for.
    WaitFor(StepState),
    /// Look whether it was done after all, and do it again if not.
    Look,
    /// Nothing helps.
    GiveUp,
}

fn next(fault: &Fault) -> Next {
    if fault.needs_sign_in() {
        Next::WaitFor(StepState::WaitingForSignIn)
    } else if fault.is_role_not_assumable() {
        Next::WaitFor(StepState::WaitingForIam)
    } else if fault.kind == FaultKind::Throttled {
        Next::WaitFor(StepState::WaitingForRate)
    } else if fault.kind == FaultKind::Unreachable {
        Next::WaitFor(StepState::WaitingForNetwork)
    } else if fault.is_in_doubt() || fault.is_name_taken() {
        Next::Look
    } else {
        Next::GiveUp
    }
}

/// What to do about a problem of opening the session.
fn is_waited_for(problem: &Problem) -> Option<StepState> {
    match problem.detail {
        ProblemDetail::SignInExpired | ProblemDetail::CredentialsMissing { .. } => Some(StepState::WaitingForSignIn),
        ProblemDetail::Unreachable | ProblemDetail::TimedOut => Some(StepState::WaitingForNetwork),
        ProblemDetail::Throttled => Some(StepState::WaitingForRate),
        _ => None,
    }
}

impl Claim {
    /// Carries out a step through whatever passes by itself. Answers what it made, and whether that was found.
    pub(super) async fn patiently(
        &self,
        written: &Written,
        step: usize,
        look_first: bool,
    ) -> Result<(Made, bool), GaveUp> {
        let tempo = self.engine.shared.tempo;
        let action = &written.plan.steps[step];
        let (mut look, mut in_doubt, mut fresh) = (look_first, look_first, false);
        let mut pause = tempo.again;
        let mut since: Option<Instant> = None;
        loop {
            let outcome = match self.session(written, fresh).await {
                Err(problem) => Err(Obstacle::Final(problem)),
                Ok(session) => {
                    let found = if look { self.find(&session, written, step).await } else { Ok(None) };
                    match found {
                        Ok(Some(made)) => return Ok((made, true)),
                        Ok(None) => {
                            in_doubt = in_doubt && !look;
                            self.set(StepState::Running);
                            self.attempt(&session, written, step).await
                        }
                        // A look that failed leaves everything as unclear as it was.
                        Err(fault) => Err(Obstacle::Fault(fault)),
                    }
                }
            };
            let (waits_for, problem) = match outcome {
                Ok(made) => return Ok((made, false)),
                Err(Obstacle::Final(problem)) => match is_waited_for(&problem) {
                    Some(state) => (state, problem),
                    None => return Err(GaveUp { problem, in_doubt }),
                },
                Err(Obstacle::Fault(fault)) => {
                    let problem = problem(&fault, &super::steps::intent(action));
                    match next(&fault) {
                        Next::WaitFor(state) => (state, problem),
                        // Found under this name and not ours: somebody else's.
                        Next::Look if look && fault.is_name_taken() => return Err(GaveUp { problem, in_doubt: false }),
                        Next::Look => {
                            look = true;
                            in_doubt = in_doubt || fault.is_in_doubt();
                            (StepState::Running, problem)
                        }
                        Next::GiveUp => return Err(GaveUp { problem, in_doubt }),
                    }
                }
            };
            // For a sign-in one waits as long as it takes; the person can leave the run alone meanwhile.
            let endless = waits_for == StepState::WaitingForSignIn || !action.changes();
            if !endless && since.get_or_insert_with(Instant::now).elapsed() > tempo.patience {
                return Err(GaveUp { problem, in_doubt });
            }
            fresh = waits_for == StepState::WaitingForSignIn;
            self.set(waits_for);
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(tempo.again * 8);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(kind: FaultKind, message: &str) -> Fault {
        let (service, operation) = ("apprunner".to_owned(), "CreateService".to_owned());
        Fault { kind, service, operation, code: None, message: Some(message.to_owned()), request_id: None }
    }

    #[test]
    fn only_what_passes_by_itself_is_waited_out() {
        for (kind, message, wanted) in [
            (FaultKind::CredentialsExpired, "", Next::WaitFor(StepState::WaitingForSignIn)),
            (FaultKind::InvalidRequest, "Error in assuming access role arn", Next::WaitFor(StepState::WaitingForIam)),
            (FaultKind::Throttled, "", Next::WaitFor(StepState::WaitingForRate)),
            (FaultKind::Unreachable, "", Next::WaitFor(StepState::WaitingForNetwork)),
            (FaultKind::TimedOut, "", Next::Look),
            (FaultKind::ConnectionLost, "", Next::Look),
            (FaultKind::Server, "", Next::Look),
            (FaultKind::AlreadyExists, "", Next::Look),
            (FaultKind::InvalidRequest, "Service with the provided name already exists: web.", Next::Look),
            (FaultKind::InvalidRequest, "Cpu", Next::GiveUp),
            (FaultKind::AccessDenied, "", Next::GiveUp),
            (FaultKind::QuotaExceeded, "", Next::GiveUp),
        ] {
            assert_eq!(next(&fault(kind.clone(), message)), wanted, "{kind:?} {message}");
        }
    }
}
