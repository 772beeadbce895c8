//! Drafts: new ones, checks, and the plan that makes one a service.

use ard_core::check::{self, Checked, check, resolve};
use ard_core::copy::{Copied, copy};
use ard_core::draft::{AccessRole, Draft, Outgoing, Preset, Provider, SourceDraft, Variable};
use ard_core::environment::{self, Import};
use ard_core::plan::{self, PlanView};
use ard_core::preflight::{ImageFact, Looked, image_in_sight, preflight};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::role::Principal;
use ard_core::session::SessionRef;

use crate::{Answer, Engine};

impl Engine {
    /// A new draft, with a preset's beginnings. When the role that the console would create is there already, it is
    /// used.
    pub async fn new_draft(&self, session: &SessionRef, preset: Preset) -> Answer<Draft> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.identity()?;
        let facts = session.read_facts().await;
        let mut draft = Draft::of(preset);
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

    /// A draft of a service like one that exists.
    pub async fn copy_service(&self, session: &SessionRef, arn: &str) -> Answer<Copied> {
        Ok(copy(&self.service(session, arn).await?))
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

    /// What can be looked at before a draft is made a service. Everything is read anew.
    pub async fn preflight(&self, session: &SessionRef, draft: &Draft) -> Answer<Vec<Looked>> {
        let session = self.shared.sessions.for_reading(session).await?;
        let context = session.context(session.read_facts().await)?;
        let image = match image_in_sight(draft, &context) {
            None => ImageFact::OutOfSight,
            Some((repository, selector)) => match session.clients.ecr.image(&repository, &selector).await {
                Ok(None) => ImageFact::Missing,
                Ok(Some(found)) => ImageFact::Found { bytes: found.bytes, platforms: found.platforms },
                Err(fault) => ImageFact::Unknown(session.reading(&fault)),
            },
        };
        Ok(preflight(draft, &context, image))
    }

    /// Reads text as environment variables, beside those of a draft. Asks nobody.
    pub fn import_environment(text: &str, present: &[Variable]) -> Import {
        environment::import(text, present)
    }

    /// What would be done to connect to a provider of source code.
    pub fn plan_connection(&self, session: &SessionRef, name: &str, provider: Provider) -> Answer<PlanView> {
        let session = self.shared.sessions.for_changing(session)?;
        let account = &session.identity()?.account;
        let findings = check::connection_name(name);
        if !findings.is_empty() {
            return Err(Problem::of(ProblemDetail::DraftInvalid { findings }));
        }
        let id = uuid::Uuid::now_v7().to_string();
        Ok(self.shared.plans.keep(plan::create_connection(id, account, &session.key.region, name, provider)))
    }

    /// What would be done to make a draft a service.
    pub async fn plan_create(&self, session: &SessionRef, draft: &Draft) -> Answer<PlanView> {
        let session = self.shared.sessions.for_changing(session)?;
        if matches!(draft.outgoing, Outgoing::NewConnector { .. })
            && let Ok(network) = session.clients.ec2.network().await
        {
            session.learn_network(&network);
        }
        let context = session.context(session.read_facts().await)?;
        let invalid = |findings| Problem::of(ProblemDetail::DraftInvalid { findings });
        let wanted = resolve(draft, &context).map_err(invalid)?;
        let id = uuid::Uuid::now_v7().to_string();
        let plan = plan::create_service(id, &context.account, &context.region, wanted);
        Ok(self.shared.plans.keep(plan))
    }
}
