//! Runs: plans being carried out, with the journal.
//!
//! Before each call an intent is written, after it the result. What was under way when the application ended is
//! *unknown*, and is looked for before anything is made again. Nothing is made twice and nothing is lost.

mod egress;
mod endpoints;
mod incoming;
mod keys;
mod patience;
mod steps;
mod take_back;
mod updates;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use ard_core::journal::{self, Event, Live, fold};
use ard_core::plan::Goal;
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::run::{RunState, RunView, StepState};
use ard_core::session::SessionRef;

use crate::journal::Written;
use crate::sessions::Session;
use crate::{Answer, Engine, Notice, lock};

/// The runs that somebody works on now, by id.
#[derive(Default)]
pub(crate) struct Runs {
    live: Mutex<HashMap<String, Live>>,
    /// Why the journal refused, by run, until somebody works on the run again.
    halted: Mutex<HashMap<String, Problem>>,
}

/// The right to work on a run. One at a time has it; it ends with the work, however that ends.
struct Claim {
    engine: Engine,
    id: String,
}

impl Drop for Claim {
    fn drop(&mut self) {
        lock(&self.engine.shared.runs.live).remove(&self.id);
        self.engine.tell(Notice::RunChanged { id: self.id.clone() });
    }
}

impl Claim {
    /// Says how far the current step is.
    fn set(&self, step: StepState) {
        if let Some(live) = lock(&self.engine.shared.runs.live).get_mut(&self.id) {
            match live {
                Live::Going { step: current } | Live::Undoing { step: current } => *current = step,
                Live::Idle => {}
            }
        }
        self.engine.tell(Notice::RunChanged { id: self.id.clone() });
    }

    fn write(&self, step: usize, event: &Event) -> Answer<()> {
        self.engine.shared.journal.write(&self.id, step, event)?;
        self.engine.tell(Notice::RunChanged { id: self.id.clone() });
        Ok(())
    }

    /// A journal that cannot be written ends the work at once: without it nothing may be begun. What was under way is
    /// unknown, as after a crash.
    fn halt(&self, problem: Problem) {
        lock(&self.engine.shared.runs.halted).insert(self.id.clone(), problem);
    }

    fn read(&self) -> Answer<Written> {
        self.engine.written(&self.id)
    }
}

impl Engine {
    /// Carries a plan out, in the background of the runtime that asks. What cannot be undone needs a confirmation: the
    /// service's name, or AWS's id of the key.
    pub fn start(&self, session: &SessionRef, plan: &str, confirmation: Option<&str>) -> Answer<RunView> {
        let session = self.shared.sessions.for_changing(session)?;
        let plan = self.shared.plans.get(plan)?;
        let identity = session.identity()?;
        if identity.account != plan.account || session.key.region != plan.region {
            return Err(Problem::of(ProblemDetail::SessionStale));
        }
        self.permit(&session)?;
        self.permit_offline(&session)?;
        if plan.confirmation().is_some_and(|wanted| confirmation != Some(wanted)) {
            return Err(Problem::of(ProblemDetail::ConfirmationMismatch));
        }
        // Held until it is written down that it has begun.
        let busy = lock(&self.shared.keys.busy);
        self.permit_rotation(&plan, &busy)?;
        if !self.shared.plans.take(&plan.id) {
            return Err(Problem::of(ProblemDetail::PlanGone));
        }
        if let Err(problem) = self.shared.journal.begin(&plan, &session.key.profile) {
            // Nothing was begun: the plan is still there to be tried again.
            self.shared.plans.keep(plan);
            return Err(problem);
        }
        self.go_on(&plan.id)?;
        drop(busy);
        self.view(&plan.id)
    }

    /// A run.
    pub fn run(&self, id: &str) -> Answer<RunView> {
        self.view(id)
    }

    /// All runs, newest first.
    pub fn runs(&self) -> Answer<Vec<RunView>> {
        self.shared.journal.ids()?.iter().map(|id| self.view(id)).collect()
    }

    /// Goes on with a run that stopped.
    pub fn resume(&self, id: &str) -> Answer<RunView> {
        if !self.view(id)?.can_resume {
            return Err(Problem::of(ProblemDetail::RunBusy));
        }
        self.permit_run(id)?;
        self.go_on(id)?;
        self.view(id)
    }

    /// Takes back what a run made. What goes for good needs its name as confirmation.
    pub fn undo(&self, id: &str, confirmation: Option<&str>) -> Answer<RunView> {
        let run = self.view(id)?;
        if !run.can_undo {
            return Err(Problem::of(ProblemDetail::RunBusy));
        }
        self.permit_run(id)?;
        if run.undo_confirmation.as_deref().is_some_and(|name| confirmation != Some(name)) {
            return Err(Problem::of(ProblemDetail::ConfirmationMismatch));
        }
        let claim = self.claim(id, Live::Undoing { step: StepState::Undoing })?;
        tokio::spawn(async move { claim.take_back().await });
        self.view(id)
    }

    /// Leaves a run as it is: it is not offered again.
    pub fn leave(&self, id: &str) -> Answer<RunView> {
        if !self.view(id)?.state.needs_decision() {
            return Err(Problem::of(ProblemDetail::RunBusy));
        }
        let claim = self.claim(id, Live::Going { step: StepState::Running })?;
        let last = claim.read()?.plan.steps.len().saturating_sub(1);
        claim.write(last, &Event::Left)?;
        self.shared.secrets.forget(id);
        drop(claim);
        self.view(id)
    }

    /// Goes on with the runs that were interrupted while they only waited, and have nothing else to do. To wait again
    /// changes nothing, so nobody has to be asked.
    pub fn resume_waiting(&self) -> Answer<()> {
        for run in self.runs()? {
            let mut open = run.steps.iter().filter(|step| step.state != StepState::Done).peekable();
            let waited = open.peek().is_some_and(|step| step.state == StepState::Unknown);
            let only_waits = waited && open.all(|step| !step.action.changes());
            if run.state == RunState::Interrupted && run.can_resume && only_waits {
                self.go_on(&run.id)?;
            }
        }
        Ok(())
    }

    /// Whether the guard, and the connection, let a run be gone on with, or taken back, now.
    fn permit_run(&self, id: &str) -> Answer<()> {
        let written = self.written(id)?;
        self.permit_in(&written.profile, &written.plan.account, &written.plan.region)?;
        let open = self.shared.sessions.current(&written.profile, &written.plan.region);
        open.map_or(Ok(()), |session| self.permit_offline(&session))
    }

    fn go_on(&self, id: &str) -> Answer<()> {
        let claim = self.claim(id, Live::Going { step: StepState::Running })?;
        tokio::spawn(async move { claim.carry_out().await });
        Ok(())
    }

    fn claim(&self, id: &str, live: Live) -> Answer<Claim> {
        let mut all = lock(&self.shared.runs.live);
        if all.contains_key(id) {
            return Err(Problem::of(ProblemDetail::RunBusy));
        }
        all.insert(id.to_owned(), live);
        lock(&self.shared.runs.halted).remove(id);
        Ok(Claim { engine: self.clone(), id: id.to_owned() })
    }

    fn written(&self, id: &str) -> Answer<Written> {
        self.shared.journal.read(id)?.ok_or_else(|| Problem::of(ProblemDetail::NotFound))
    }

    fn view(&self, id: &str) -> Answer<RunView> {
        let written = self.written(id)?;
        let live = lock(&self.shared.runs.live).get(id).copied().unwrap_or(Live::Idle);
        let view = journal::view(&written.plan, &written.profile, written.started_at, &written.entries, live);
        Ok(RunView { halted: lock(&self.shared.runs.halted).get(id).cloned(), ..view })
    }
}

impl Claim {
    /// Carries out what is not done yet, until the end or the first step that fails.
    async fn carry_out(self) {
        if let Err(problem) = self.carry_out_steps().await {
            self.halt(problem);
        }
    }

    async fn carry_out_steps(&self) -> Answer<()> {
        for step in 0..self.read()?.plan.steps.len() {
            if !self.carry_out_step(step).await? {
                break;
            }
        }
        Ok(())
    }

    /// Carries out one step; answers whether the next one may begin.
    async fn carry_out_step(&self, step: usize) -> Answer<bool> {
        let written = self.read()?;
        let before = fold(&written.plan, &written.entries)[step].state;
        if before == StepState::Done {
            return Ok(true);
        }
        self.write(step, &Event::Intent)?;
        // With what was written just now: what may have been made since when is found by that.
        let written = self.read()?;
        self.set(StepState::Running);
        let look_first = before != StepState::Pending;
        let event = match self.patiently(&written, step, look_first).await {
            Ok((made, found)) => Event::Done { made, found },
            Err(patience::GaveUp { problem, in_doubt: true }) => Event::Unclear { problem: Box::new(problem) },
            Err(patience::GaveUp { problem, in_doubt: false }) => Event::Failed { problem: Box::new(problem) },
        };
        self.write(step, &event)?;
        let is_done = matches!(event, Event::Done { .. });
        if is_done && matches!(written.plan.goal, Goal::KeepSecret { .. }) {
            self.engine.shared.secrets.forget(&self.id);
        }
        Ok(is_done)
    }

    /// The session of the run's profile, Region and account. `fresh` reads the credentials anew.
    async fn session(&self, written: &Written, fresh: bool) -> Answer<Arc<Session>> {
        let plan = &written.plan;
        self.engine.shared.sessions.for_run(&written.profile, &plan.region, &plan.account, fresh).await
    }
}
