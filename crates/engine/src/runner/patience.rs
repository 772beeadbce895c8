//! What is waited out, and how long: a role that is still spreading, throttling, a network that is gone, an expired
//! sign-in; and what is done when no answer came.

use std::time::Instant;

use ard_core::fault::{Fault, FaultKind};
use ard_core::journal::Made;
use ard_core::plan::Goal;
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::run::StepState;
use ard_core::wire::ProxyRefusal;

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
    /// What leaves open whether the step was carried out.
    Unclear(Problem),
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
    } else if fault.is_not_spread() || fault.is_unknown_to_waf() || fault.is_on_its_way() {
        Next::WaitFor(StepState::WaitingForResource)
    } else if fault.kind == FaultKind::Throttled {
        Next::WaitFor(StepState::WaitingForRate)
    } else if fault.is_unreachable() {
        Next::WaitFor(StepState::WaitingForNetwork)
    } else if fault.is_in_doubt() || fault.is_name_taken() {
        Next::Look
    } else {
        Next::GiveUp
    }
}

/// Whether AWS does not know a key that is replacing another: for some seconds after it was made, or was activated, not all
/// of AWS has heard of it. (IAM User Guide, *Troubleshoot IAM*: changes are not always immediately visible.)
pub(super) fn is_new_key(fault: &Fault, goal: &Goal) -> bool {
    fault.kind == FaultKind::CredentialsInvalid && matches!(goal, Goal::RotateKey { .. })
}

/// What to do about a problem of opening the session.
fn is_waited_for(problem: &Problem) -> Option<StepState> {
    match problem.detail {
        ProblemDetail::SignInExpired
        | ProblemDetail::CredentialsMissing { .. }
        | ProblemDetail::PersonNeeded { .. } => Some(StepState::WaitingForSignIn),
        ProblemDetail::Unreachable
        | ProblemDetail::TimedOut
        | ProblemDetail::ProxyRefused { refusal: ProxyRefusal::Unreachable } => Some(StepState::WaitingForNetwork),
        ProblemDetail::Throttled => Some(StepState::WaitingForRate),
        _ => None,
    }
}

/// A try that did not end the step.
struct Trouble {
    problem: Problem,
    /// What AWS said, if it was AWS.
    fault: Option<Fault>,
    /// Whether the step may have been carried out, though AWS did not leave that open.
    is_unclear: bool,
    /// Whether it was made sure before that no earlier attempt had carried the step out.
    found_nothing: bool,
}

/// What follows from a trouble.
enum Verdict {
    /// Try again in a while, saying what is waited for.
    Wait(StepState),
    /// Look first, then try again.
    Look,
    GiveUp,
}

impl Trouble {
    fn verdict(&self, goal: &Goal) -> Verdict {
        let Some(fault) = &self.fault else {
            return is_waited_for(&self.problem).map_or(Verdict::GiveUp, Verdict::Wait);
        };
        match next(fault) {
            _ if is_new_key(fault, goal) => Verdict::Wait(StepState::WaitingForIam),
            Next::WaitFor(state) => Verdict::Wait(state),
            // Looked for, not found, and the name is taken: it is somebody else's.
            Next::Look if self.found_nothing && fault.is_name_taken() => Verdict::GiveUp,
            Next::Look => Verdict::Look,
            Next::GiveUp => Verdict::GiveUp,
        }
    }
}

impl Claim {
    /// Carries out a step through whatever passes by itself. Answers what it made, and whether that was found.
    pub(super) async fn patiently(&self, written: &Written, step: usize, look: bool) -> Result<(Made, bool), GaveUp> {
        let tempo = self.engine.shared.tempo;
        let (mut look, mut in_doubt, mut fresh) = (look, look, false);
        let mut pause = tempo.again;
        let mut since: Option<Instant> = None;
        loop {
            let trouble = match self.try_once(written, step, look, fresh).await {
                Ok(done) => return Ok(done),
                Err(trouble) => trouble,
            };
            in_doubt = in_doubt && !trouble.found_nothing
                || trouble.is_unclear
                || trouble.fault.as_ref().is_some_and(Fault::is_in_doubt);
            let verdict = trouble.verdict(&written.plan.goal);
            let is_look = matches!(verdict, Verdict::Look);
            let waits_for = match verdict {
                Verdict::GiveUp => return Err(GaveUp { problem: trouble.problem, in_doubt }),
                Verdict::Wait(state) => state,
                Verdict::Look => StepState::Running,
            };
            look = look || is_look;
            fresh = waits_for == StepState::WaitingForSignIn;
            // For a sign-in, and for the end of what App Runner does, one waits as long as it takes; the person can
            // leave the run alone meanwhile.
            // So one does until a web ACL has spread, which takes AWS WAF minutes.
            let is_spreading = trouble.fault.as_ref().is_some_and(Fault::is_not_spread);
            let is_of_iam = waits_for == StepState::WaitingForIam;
            let endless = fresh || is_spreading || !written.plan.steps[step].changes() && !is_of_iam;
            if !endless && since.get_or_insert_with(Instant::now).elapsed() > tempo.patience {
                return Err(GaveUp { problem: trouble.problem, in_doubt });
            }
            self.set(waits_for);
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(tempo.again * 8);
        }
    }

    /// One try: a session, perhaps a look, the call.
    async fn try_once(&self, written: &Written, step: usize, look: bool, fresh: bool) -> Result<(Made, bool), Trouble> {
        let no_session = |problem| Trouble { problem, fault: None, is_unclear: false, found_nothing: false };
        let session = self.session(written, fresh).await.map_err(no_session)?;
        let intent = super::steps::intent(&written.plan.steps[step]);
        let of = |fault: Fault, found_nothing| Trouble {
            problem: session.problem(&fault, &intent),
            fault: Some(fault),
            is_unclear: false,
            found_nothing,
        };
        // A look that failed leaves everything as unclear as it was.
        let found =
            if look { self.find(&session, written, step).await.map_err(|fault| of(fault, false))? } else { None };
        if let Some(made) = found {
            return Ok((made, true));
        }
        self.set(StepState::Running);
        match self.attempt(&session, written, step).await {
            Ok(made) => {
                session.forget_networks();
                Ok((made, false))
            }
            Err(Obstacle::Final(problem)) => {
                Err(Trouble { problem, fault: None, is_unclear: false, found_nothing: look })
            }
            Err(Obstacle::Unclear(problem)) => {
                Err(Trouble { problem, fault: None, is_unclear: true, found_nothing: look })
            }
            Err(Obstacle::Fault(fault)) => Err(of(fault, look)),
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

    #[test]
    fn a_new_key_is_given_time_to_spread() {
        let unknown = fault(FaultKind::CredentialsInvalid, "");
        let (user, access_key_id) = ("ann".to_owned(), "AKIA".to_owned());
        assert!(is_new_key(&unknown, &Goal::RotateKey { user: user.clone(), access_key_id: access_key_id.clone() }));
        assert!(!is_new_key(&unknown, &Goal::EndKey { user: user.clone(), access_key_id: access_key_id.clone() }));
        assert!(!is_new_key(&fault(FaultKind::AccessDenied, ""), &Goal::RotateKey { user, access_key_id }));
    }
}
