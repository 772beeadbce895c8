//! Watchers: one for each service that somebody looks at. It stops when nobody does.

use std::collections::HashMap;
use std::sync::Mutex;

use ard_core::session::SessionRef;
use tokio::task::AbortHandle;

use crate::{Answer, Engine, Notice, lock};

/// Who is followed: profile, Region, ARN. A new epoch follows the same service.
type Followed = (String, String, String);

/// The services that are followed, with the number of those who do.
#[derive(Default)]
pub(crate) struct Watchers {
    tasks: Mutex<HashMap<Followed, (usize, AbortHandle)>>,
}

fn followed(session: &SessionRef, arn: &str) -> Followed {
    (session.profile.clone(), session.region.clone(), arn.to_owned())
}

impl Engine {
    /// Follows a service until it is unfollowed as often.
    pub fn watch(&self, session: &SessionRef, arn: &str) -> Answer<()> {
        let mut tasks = lock(&self.shared.watchers.tasks);
        if let Some((count, _)) = tasks.get_mut(&followed(session, arn)) {
            *count += 1;
            return Ok(());
        }
        let (engine, session_of, arn_of) = (self.clone(), session.clone(), arn.to_owned());
        let task = tokio::spawn(async move { engine.follow(session_of, arn_of).await });
        tasks.insert(followed(session, arn), (1, task.abort_handle()));
        Ok(())
    }

    /// Ends following a service.
    pub fn unwatch(&self, session: &SessionRef, arn: &str) {
        let mut tasks = lock(&self.shared.watchers.tasks);
        let key = followed(session, arn);
        if let Some((count, task)) = tasks.get_mut(&key) {
            *count -= 1;
            if *count == 0 {
                task.abort();
                tasks.remove(&key);
            }
        }
    }

    async fn follow(&self, session: SessionRef, arn: String) {
        let mut seen = None;
        loop {
            let now = match self.shared.sessions.for_reading(&session).await {
                Ok(open) => open.clients.apprunner.service(&arn).await.ok(),
                Err(_) => None,
            };
            // A look that failed says nothing about the service; the page shows its own problem when it asks.
            let moving = match &now {
                Some(Some(service)) => service.row.status.is_moving(),
                Some(None) | None => false,
            };
            if let Some(now) = now {
                let state = now.map(|service| (service.row.status, service.row.updated_at.map(f64::to_bits)));
                if seen.as_ref().is_some_and(|seen| *seen != state) {
                    self.tell(Notice::ServiceChanged { session: session.clone(), arn: arn.clone() });
                }
                seen = Some(state);
            }
            tokio::time::sleep(if moving { self.shared.tempo.moving } else { self.shared.tempo.still }).await;
        }
    }
}
