//! Asks IAM what the person may do. What is asked, and what the answers come to, is `core`'s.

use ard_aws::by_resource;
use ard_core::permissions::{
    Judged, Permissions, Scope, Verdict, Who, missing_policy, needs, rights_of, rows, who, whole_policy,
};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::rights::{self, Right, Subject};
use ard_core::session::SessionRef;
use std::sync::Arc;
use tokio::task::JoinSet;

use crate::clock::now;
use crate::queries::not_found;
use crate::sessions::Session;
use crate::{Answer, Engine};

/// Questions that IAM is asked at once. It slows down sooner than other services.
const AT_ONCE: usize = 4;

impl Engine {
    /// What the person may do in a session. Changes nothing, and makes none of the calls that are asked about.
    pub async fn permissions(&self, session: &SessionRef) -> Answer<Permissions> {
        let session = self.shared.sessions.for_reading(session).await?;
        let identity = session.identity()?.clone();
        let subject = rights::subject(&identity.arn);
        let roles = session.clients.iam.roles().await.ok();
        let roles: Option<Vec<_>> = roles.map(|roles| roles.into_iter().map(crate::facts::known).collect());
        let user = match &subject {
            Some(Subject::User(arn)) => Some(arn.as_str()),
            Some(Subject::Role(_)) | None => None,
        };
        let scope = Scope { account: &identity.account, region: &session.key.region, roles: roles.as_deref(), user };
        let needs = needs(scope);
        let rights = rights_of(&needs);
        let who = who(&identity.arn);
        let (judged, problem) = match (&who, subject) {
            (Who::Root, _) => (all_allowed(&rights), None),
            (_, Some(subject)) => session.judge(subject, &rights).await,
            (_, None) => (Vec::new(), None),
        };
        let policy = if judged.is_empty() { whole_policy(&rights) } else { missing_policy(&judged) };
        let features = rows(&needs, &judged);
        Ok(Permissions { identity, who, features, problem, policy, looked_at: now() })
    }
}

fn all_allowed(rights: &[Right]) -> Vec<Judged> {
    rights.iter().map(|right| Judged { right: right.clone(), verdict: Verdict::Allowed }).collect()
}

impl Session {
    /// What IAM says of each right, as far as it could be asked, and the first reason why it could not.
    async fn judge(self: &Arc<Self>, subject: Subject, rights: &[Right]) -> (Vec<Judged>, Option<Problem>) {
        let arn = match self.arn_of(subject).await {
            Ok(arn) => arn,
            Err(problem) => return (Vec::new(), Some(problem)),
        };
        let mut ahead = by_resource(rights).into_iter();
        let mut questions = JoinSet::new();
        let (mut judged, mut problem) = (Vec::new(), None);
        loop {
            // After a refusal, the others would be refused too.
            while questions.len() < AT_ONCE
                && problem.is_none()
                && let Some(of_resource) = ahead.next()
            {
                let (session, arn) = (Arc::clone(self), arn.clone());
                questions.spawn(async move { session.clients.iam.simulate(&arn, &of_resource).await });
            }
            match questions.join_next().await {
                Some(Ok(Ok(answers))) => judged.extend(answers),
                Some(Ok(Err(fault))) => problem = problem.or_else(|| Some(self.reading(&fault))),
                Some(Err(error)) => problem = Some(Problem::of(ProblemDetail::Internal { reason: error.to_string() })),
                None => return (judged, problem),
            }
        }
    }

    /// The ARN by which IAM knows a subject: a role's has its path, which the identity lacks.
    async fn arn_of(&self, subject: Subject) -> Answer<String> {
        match subject {
            Subject::User(arn) => Ok(arn),
            Subject::Role(name) => {
                let role = self.clients.iam.role(&name).await.map_err(|fault| self.reading(&fault))?;
                role.map(|role| role.arn).ok_or_else(not_found)
            }
        }
    }
}
