//! What can be asked of AWS before a draft is made a service. Everything is read anew, and nothing is changed.

use ard_aws::Answer as Asked;
use ard_core::check::{Context, resolve};
use ard_core::draft::{Draft, InstanceRole};
use ard_core::plan;
use ard_core::policy::{self, References};
use ard_core::preflight::{ImageFact, Looked, Seen, Sight, image_in_sight, preflight};
use ard_core::rights::{self, Right, Subject};
use ard_core::session::SessionRef;

use crate::sessions::Session;
use crate::{Answer, Engine};

impl Engine {
    /// What was found of everything that can be looked at.
    pub async fn preflight(&self, session: &SessionRef, draft: &Draft) -> Answer<Vec<Looked>> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.read_network_for(draft).await;
        let context = session.context(session.read_facts().await)?;
        let (image, missing, unreadable, denied) = tokio::join!(
            Box::pin(session.image_fact(draft, &context)),
            Box::pin(session.missing_references(draft, &context)),
            Box::pin(session.unreadable_references(draft, &context)),
            Box::pin(session.denied_actions(draft, &context))
        );
        Ok(preflight(draft, &context, Seen { image, missing, unreadable, denied }))
    }
}

impl Session {
    async fn image_fact(&self, draft: &Draft, context: &Context) -> ImageFact {
        let Some((repository, selector)) = image_in_sight(draft, context) else { return ImageFact::OutOfSight };
        match self.clients.ecr.image(&repository, &selector).await {
            Ok(None) => ImageFact::Missing,
            Ok(Some(found)) => ImageFact::Found(found),
            Err(fault) => ImageFact::Unknown(self.reading(&fault)),
        }
    }

    /// The secrets and parameters of the session's own account and Region that a draft refers to and that are not there.
    async fn missing_references(&self, draft: &Draft, context: &Context) -> Sight<Vec<String>> {
        let place = format!(":{}:{}:", context.region, context.account);
        let References { secrets, parameters } = policy::references(draft, &context.account, &context.region);
        let own = |arns: Vec<String>| arns.into_iter().filter(|arn| arn.contains(&place)).collect::<Vec<_>>();
        let (secrets, parameters) = (own(secrets), own(parameters));
        if secrets.is_empty() && parameters.is_empty() {
            return Sight::Nothing;
        }
        self.sight(self.absent(secrets, parameters, context).await)
    }

    async fn absent(&self, secrets: Vec<String>, parameters: Vec<String>, context: &Context) -> Asked<Vec<String>> {
        let mut missing = Vec::new();
        if !secrets.is_empty() {
            let there = self.clients.secrets.list().await?;
            missing.extend(secrets.into_iter().filter(|arn| there.iter().all(|secret| secret.arn != *arn)));
        }
        if !parameters.is_empty() {
            let there = self.clients.parameters.list().await?;
            let arn_of = |name: &str| policy::parameter_arn(name, &context.account, &context.region);
            let is_there = |arn: &String| there.iter().any(|parameter| arn_of(&parameter.name) == *arn);
            missing.extend(parameters.into_iter().filter(|arn| !is_there(arn)));
        }
        Ok(missing)
    }

    /// The references that an instance role which exists may not read.
    async fn unreadable_references(&self, draft: &Draft, context: &Context) -> Sight<Vec<String>> {
        let rights = rights::of_instance_role(draft, &context.account, &context.region);
        let InstanceRole::UseExisting { arn, .. } = &draft.instance_role else { return Sight::Nothing };
        if rights.is_empty() {
            return Sight::Nothing;
        }
        let refused = self.clients.iam.refused(arn.trim(), &rights).await;
        self.sight(refused.map(|rights| rights.into_iter().map(|right| right.resource).collect()))
    }

    /// The actions of a draft's plan that the person may not do.
    async fn denied_actions(&self, draft: &Draft, context: &Context) -> Sight<Vec<String>> {
        // A draft with errors has no plan, and says so at its fields.
        let (Ok(identity), Ok(wanted)) = (self.identity(), resolve(draft, context)) else { return Sight::Nothing };
        let plan = plan::create_service(String::new(), &context.account, &context.region, wanted);
        let rights = rights::of_plan(&plan, context.roles.as_deref());
        let Some(subject) = rights::subject(&identity.arn) else { return Sight::Nothing };
        self.sight(self.refused_to(subject, &rights).await)
    }

    async fn refused_to(&self, subject: Subject, rights: &[Right]) -> Asked<Vec<String>> {
        let arn = match subject {
            Subject::User(arn) => Some(arn),
            Subject::Role(name) => self.clients.iam.role(&name).await?.map(|role| role.arn),
        };
        let Some(arn) = arn else { return Ok(Vec::new()) };
        let mut actions: Vec<String> =
            self.clients.iam.refused(&arn, rights).await?.into_iter().map(|right| right.action.to_owned()).collect();
        actions.sort_unstable();
        actions.dedup();
        Ok(actions)
    }

    fn sight<T>(&self, answer: Asked<T>) -> Sight<T> {
        match answer {
            Ok(answer) => Sight::Known(answer),
            Err(fault) => Sight::Unknown(Box::new(self.reading(&fault))),
        }
    }
}
