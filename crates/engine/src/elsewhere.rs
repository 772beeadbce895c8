//! Looks for services in the other Regions. Each Region fails by itself, and none is waited for long.

use std::time::Duration;

use ard_core::elsewhere::{self, Elsewhere, Found};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::session::SessionRef;
use tokio::task::JoinSet;

use crate::{Answer, Engine};

/// Regions that are looked into at once.
const AT_ONCE: usize = 4;
/// How long a Region is waited for. An answer takes less than a second; a network that drops packets takes for ever.
const PATIENCE: Duration = Duration::from_secs(15);

impl Engine {
    /// How many services the session's account has in each other Region that App Runner serves.
    pub async fn services_elsewhere(&self, session: &SessionRef) -> Answer<Vec<Elsewhere>> {
        let mut ahead = elsewhere::regions_from(&session.region);
        let mut looks = JoinSet::new();
        let mut all = Vec::new();
        loop {
            while looks.len() < AT_ONCE
                && let Some(region) = ahead.next()
            {
                let (engine, profile) = (self.clone(), session.profile.clone());
                looks.spawn(async move { engine.look_into(&profile, region).await });
            }
            match looks.join_next().await {
                Some(Ok(found)) => all.push(found),
                Some(Err(error)) => return Err(Problem::of(ProblemDetail::Internal { reason: error.to_string() })),
                None => return Ok(elsewhere::order(all)),
            }
        }
    }

    async fn look_into(&self, profile: &str, region: &str) -> Elsewhere {
        let counted = tokio::time::timeout(PATIENCE, self.count_in(profile, region)).await;
        let counted = counted.unwrap_or_else(|_| Err(Problem::of(ProblemDetail::TimedOut)));
        let found = match counted {
            Ok(count) => Found::Counted { count },
            Err(problem) => Found::Unread { problem: Box::new(problem) },
        };
        Elsewhere { region: region.to_owned(), found }
    }

    async fn count_in(&self, profile: &str, region: &str) -> Answer<u32> {
        let clients = self.shared.sessions.clients(profile, region).await?;
        let services = clients.apprunner.services().await;
        let services = services.map_err(|fault| reading(&fault).for_profile(clients.kind))?;
        Ok(u32::try_from(services.len()).unwrap_or(u32::MAX))
    }
}

fn reading(fault: &ard_core::fault::Fault) -> Problem {
    ard_core::problem::problem(fault, &ard_core::problem::Intent::Read)
}
