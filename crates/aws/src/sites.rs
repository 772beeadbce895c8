//! What services answer at their own addresses. Refuses to be heard: what somebody's application answers tells nothing of
//! the way to AWS, nor of the time.

use std::time::Duration;

use aws_smithy_runtime_api::client::http::SharedHttpClient;

use crate::bare::{Bare, status};
use crate::endpoints;

/// How long an application may take.
const LIMIT: Duration = Duration::from_secs(15);

/// Asks services for their first page.
#[derive(Debug, Clone)]
pub struct Sites {
    http: SharedHttpClient,
    /// Where App Runner is on this machine, its services are there too: no name leads to them.
    local: Option<String>,
}

impl Sites {
    pub(crate) fn new(http: SharedHttpClient, apprunner: Option<&str>) -> Self {
        let local = apprunner.filter(|url| endpoints::is_local(url));
        Self { http, local: local.map(|url| url.trim_end_matches('/').to_owned()) }
    }

    /// The HTTP status that a host answers for `/`; `None` where it does not answer. Redirections are not followed, and what
    /// comes after the status is not waited for: it may never end.
    pub async fn status(&self, host: &str) -> Option<u16> {
        let own = format!("https://{host}");
        let origin = self.local.as_deref().unwrap_or(&own);
        let host = self.local.is_some().then(|| host.to_owned());
        let asked = Bare { origin, path: "/".to_owned(), host, limit: LIMIT };
        status(Some(&self.http), asked).await
    }
}
