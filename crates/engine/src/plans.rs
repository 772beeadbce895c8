//! Plans that were shown and not yet carried out.

use std::collections::VecDeque;
use std::sync::Mutex;

use ard_aws::Zeroizing;
use ard_core::plan::{self, Plan, PlanView};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::service::Ability;
use ard_core::session::SessionRef;

use crate::queries::not_found;
use crate::{Answer, Engine, lock};

/// Plans on show. The oldest are forgotten: a person looks at one.
const KEPT: usize = 16;

/// The plans on show.
#[derive(Default)]
pub(crate) struct Shelf {
    plans: Mutex<VecDeque<Plan>>,
}

impl Shelf {
    /// Keeps a plan until it is carried out or forgotten.
    pub(crate) fn keep(&self, plan: Plan) -> PlanView {
        let view = PlanView::of(&plan);
        let mut plans = lock(&self.plans);
        plans.push_back(plan);
        if plans.len() > KEPT {
            plans.pop_front();
        }
        view
    }

    /// A plan on show.
    pub(crate) fn get(&self, id: &str) -> Answer<Plan> {
        let plans = lock(&self.plans);
        plans.iter().find(|plan| plan.id == id).cloned().ok_or_else(|| Problem::of(ProblemDetail::PlanGone))
    }

    /// Takes a plan away, so that it is carried out once; says whether it was there.
    pub(crate) fn take(&self, id: &str) -> bool {
        let mut plans = lock(&self.plans);
        let before = plans.len();
        plans.retain(|plan| plan.id != id);
        plans.len() < before
    }
}

/// A secret value on its way to AWS or to the keychain. It is neither written down nor shown, in no form, and wiped in the
/// end.
pub struct SecretValue(Zeroizing<String>);

impl SecretValue {
    /// Takes a value over.
    pub fn new(value: String) -> Self {
        Self(Zeroizing::new(value))
    }

    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for SecretValue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SecretValue")
    }
}

/// The secret values of plans and runs, by id, while the application lives. The oldest are forgotten.
#[derive(Default)]
pub(crate) struct Secrets {
    values: Mutex<VecDeque<(String, SecretValue)>>,
}

impl Secrets {
    pub(crate) fn keep(&self, id: &str, value: SecretValue) {
        let mut values = lock(&self.values);
        values.push_back((id.to_owned(), value));
        if values.len() > KEPT {
            values.pop_front();
        }
    }

    /// The value of a plan, as long as it is known.
    pub(crate) fn get(&self, id: &str) -> Option<SecretValue> {
        let values = lock(&self.values);
        values.iter().find(|(of, _)| of == id).map(|(_, value)| SecretValue(value.0.clone()))
    }

    pub(crate) fn forget(&self, id: &str) {
        lock(&self.values).retain(|(of, _)| of != id);
    }
}

impl Engine {
    /// What would be done to delete a service.
    pub async fn plan_delete(&self, session: &SessionRef, arn: &str) -> Answer<PlanView> {
        let session = self.shared.sessions.for_planning(session).await?;
        let account = session.identity()?.account.clone();
        let service = session.clients.apprunner.service(arn).await.map_err(|fault| session.reading(&fault))?;
        let row = service.ok_or_else(not_found)?.row;
        match row.abilities.delete {
            Ability::Allowed => {}
            Ability::Deleted => return Err(not_found()),
            Ability::Busy | Ability::NeedsPaused | Ability::NeedsRunning => {
                return Err(Problem::of(ProblemDetail::InvalidState));
            }
        }
        let ingresses =
            session.clients.apprunner.ingresses(Some(arn)).await.map_err(|fault| session.reading(&fault))?;
        let id = uuid::Uuid::now_v7().to_string();
        let service = (row.name.as_str(), arn);
        Ok(self.shared.plans.keep(plan::delete_service(id, &account, &session.key.region, service, ingresses)))
    }
}
