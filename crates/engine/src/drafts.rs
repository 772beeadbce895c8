//! Drafts: new ones, checks, and the plan that makes one a service.

use ard_core::check::{Checked, check, resolve};
use ard_core::draft::{AccessRole, Draft, SourceDraft};
use ard_core::plan::{self, PlanView};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::role::Principal;
use ard_core::session::SessionRef;

use crate::{Answer, Engine};

impl Engine {
    /// A new draft, with the console's defaults. When the role that the console would create is there already, it is
    /// used.
    pub async fn new_draft(&self, session: &SessionRef) -> Answer<Draft> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.identity()?;
        let facts = session.read_facts().await;
        let mut draft = Draft::new();
        let usable = facts
            .roles
            .iter()
            .flatten()
            .find(|role| role.name == Draft::ACCESS_ROLE_NAME && role.trusts.contains(&Principal::Build));
        if let (Some(role), SourceDraft::Ecr { access_role, .. }) = (usable, &mut draft.source) {
            *access_role = AccessRole::UseExisting { arn: role.arn.clone() };
        }
        Ok(draft)
    }

    /// What to show of a draft and what is to be said of it. Waits for AWS only when nothing was read yet.
    pub async fn check(&self, session: &SessionRef, draft: &Draft) -> Answer<Checked> {
        let session = self.shared.sessions.for_reading(session).await?;
        let (facts, stale) = session.facts();
        if stale {
            let session = std::sync::Arc::clone(&session);
            tokio::spawn(async move { session.read_facts().await });
        }
        Ok(check(draft, &session.context(facts)?))
    }

    /// What would be done to make a draft a service.
    pub async fn plan_create(&self, session: &SessionRef, draft: &Draft) -> Answer<PlanView> {
        let session = self.shared.sessions.for_changing(session)?;
        let context = session.context(session.read_facts().await)?;
        let invalid = |findings| Problem::of(ProblemDetail::DraftInvalid { findings });
        let wanted = resolve(draft, &context).map_err(invalid)?;
        let id = uuid::Uuid::now_v7().to_string();
        let plan = plan::create_service(id, &context.account, &context.region, wanted);
        Ok(self.shared.plans.keep(plan))
    }
}
