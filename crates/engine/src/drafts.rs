//! Drafts: new ones, checks, and the plan that makes one a service.

use ard_core::check::{self, Checked, check, resolve};
use ard_core::copy::{Copied, Destination, copy};
use ard_core::draft::{AccessRole, Draft, Preset, Provider, SourceDraft, Variable};
use ard_core::environment::{self, Import};
use ard_core::finding::Severity;
use ard_core::plan::{self, PlanView, SecretPlace};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::role::Principal;
use ard_core::service::{AutoScalingInUse, AutoScalingOption};
use ard_core::session::SessionRef;

use crate::plans::SecretValue;
use crate::sessions::Session;
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
            *access_role = AccessRole::UseExisting { arn: role.arn.clone(), repair: false };
        }
        Ok(draft)
    }

    /// A draft of a service like one that exists, for the same place or another: the session that `into` names.
    pub async fn copy_service(&self, session: &SessionRef, arn: &str, into: &SessionRef) -> Answer<Copied> {
        let service = self.service(session, arn).await?;
        let from = self.shared.sessions.for_reading(session).await?;
        let to = self.shared.sessions.for_reading(into).await?;
        let other_account = from.identity()?.account != to.identity()?.account;
        if !other_account && from.key.region == to.key.region {
            return Ok(copy(&service, Destination::SamePlace));
        }
        let numbers = match &service.auto_scaling {
            Some(in_use) => from.auto_scaling_in_use(in_use).await,
            None => None,
        };
        let auto_scaling = numbers.as_ref();
        Ok(copy(&service, Destination::OtherPlace { other_account, auto_scaling }))
    }

    /// What to show of a draft and what is to be said of it. Waits for AWS only when nothing was read yet.
    pub async fn check(&self, session: &SessionRef, draft: &Draft) -> Answer<Checked> {
        let session = self.shared.sessions.for_reading(session).await?;
        if session.lacks_endpoints_for(draft) {
            // A refusal leaves them unknown, which the check says.
            let _ = session.read_endpoints().await;
        }
        session.learn_refused_zones(&self.refused_zones()?);
        let (facts, stale) = session.facts();
        if stale {
            let session = std::sync::Arc::clone(&session);
            tokio::spawn(async move { session.read_facts().await });
        }
        Ok(check(draft, &session.context(facts)?))
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

    /// What would be done to keep a secret value where services read it. The value waits in memory
    /// until its run has ended, and at most until sixteen newer ones wait.
    pub fn plan_secret(
        &self,
        session: &SessionRef,
        place: SecretPlace,
        name: &str,
        value: SecretValue,
    ) -> Answer<PlanView> {
        let session = self.shared.sessions.for_changing(session)?;
        let account = &session.identity()?.account;
        let findings = check::secret(place, name, value.reveal());
        if findings.iter().any(|finding| finding.severity == Severity::Error) {
            return Err(Problem::of(ProblemDetail::DraftInvalid { findings }));
        }
        let id = uuid::Uuid::now_v7().to_string();
        self.shared.secrets.keep(&id, value);
        Ok(self.shared.plans.keep(plan::keep_secret(id, account, &session.key.region, place, name)))
    }

    /// What would be done to make a draft a service.
    pub async fn plan_create(&self, session: &SessionRef, draft: &Draft) -> Answer<PlanView> {
        let session = self.shared.sessions.for_planning(session).await?;
        session.read_network_for(draft).await;
        let context = session.context(session.read_facts().await)?;
        let invalid = |findings| Problem::of(ProblemDetail::DraftInvalid { findings });
        let wanted = resolve(draft, &context).map_err(invalid)?;
        let id = uuid::Uuid::now_v7().to_string();
        let plan = plan::create_service(id, &context.account, &context.region, wanted);
        Ok(self.shared.plans.keep(plan))
    }
}

impl Session {
    /// The configuration that a service uses, with its numbers.
    async fn auto_scaling_in_use(&self, in_use: &AutoScalingInUse) -> Option<AutoScalingOption> {
        let option = AutoScalingOption {
            arn: in_use.arn.clone(),
            name: in_use.name.clone(),
            revision: in_use.revision,
            is_default: false,
            is_latest: false,
            max_concurrency: None,
            min_size: None,
            max_size: None,
        };
        self.clients.apprunner.auto_scaling_numbers(option).await.ok()
    }
}
