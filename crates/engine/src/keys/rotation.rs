//! Plans that replace a kept key by a new one, and delete the one that was replaced.

use ard_core::keychain;
use ard_core::plan::{self, PlanView};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::session::SessionRef;

use super::index::{self, Indexed};
use crate::queries::not_found;
use crate::{Answer, Engine};

impl Engine {
    /// What would be done to replace a kept key by a new one. Changes nothing.
    pub async fn plan_key_rotation(&self, session: &SessionRef, id: &str) -> Answer<PlanView> {
        let session = self.shared.sessions.for_planning(session).await?;
        let account = session.identity()?.account.clone();
        self.is_at_rest(id)?;
        self.system_keychain().unlock().await;
        let (indexed, key) = self.kept_key(id).await?;
        let user = user_in(&indexed, &account)?;
        index::is_now(&self.shared.journal, id, key.id(), indexed.kept_at)?;
        let listed = session.clients.iam.access_keys(user).await.map_err(|fault| session.reading(&fault))?;
        if !listed.iter().any(|listed| listed.id == key.id()) {
            return Err(not_found());
        }
        if listed.len() > 1 {
            let access_key_ids = listed.into_iter().map(|listed| listed.id).collect();
            return Err(Problem::of(ProblemDetail::KeysFull { user: user.to_owned(), access_key_ids }));
        }
        let plan = uuid::Uuid::now_v7().to_string();
        let what = (user, id, key.id());
        Ok(self.shared.plans.keep(plan::rotate_key(plan, &account, &session.key.region, what)))
    }

    /// What would be done to delete the key that a kept one has replaced. Changes nothing. Refused while AWS takes that key
    /// still: somebody may use it.
    pub async fn plan_key_end(&self, session: &SessionRef, id: &str) -> Answer<PlanView> {
        let session = self.shared.sessions.for_planning(session).await?;
        let account = session.identity()?.account.clone();
        self.is_at_rest(id)?;
        let indexed = index::get(&self.shared.journal, id)?.ok_or_else(not_found)?;
        let user = user_in(&indexed, &account)?;
        let old = indexed.retiring.as_deref().ok_or_else(not_found)?;
        let listed = session.clients.iam.access_keys(user).await.map_err(|fault| session.reading(&fault))?;
        if listed.iter().any(|listed| listed.id == old && listed.is_active) {
            return Err(Problem::of(ProblemDetail::InvalidState));
        }
        let plan = uuid::Uuid::now_v7().to_string();
        Ok(self.shared.plans.keep(plan::end_key(plan, &account, &session.key.region, (user, old))))
    }
}

/// The name of the user whose key it is, in the account that is asked. The root user's key is the account's own: it cannot
/// be replaced by its name.
fn user_in<'a>(key: &'a Indexed, account: &str) -> Answer<&'a str> {
    if key.account != account {
        let (expected, actual) = (key.account.clone(), account.to_owned());
        return Err(Problem::of(ProblemDetail::AccountChanged { expected, actual }));
    }
    keychain::user_of(&key.arn).ok_or_else(|| Problem::of(ProblemDetail::KeyOfRoot))
}
