//! An AWS inside the application.
//!
//! A [`Sandbox`] answers AWS SDK requests in process ([`Sandbox::http_client`]) or over loopback ([`Sandbox::serve`]):
//! App Runner with every constraint of its API and its state machine, CloudWatch Logs, and stand-ins of IAM, STS, ECR,
//! EC2, RDS, DynamoDB, KMS, Secrets Manager, Systems Manager, WAF and Route 53 with a small company account in them, and
//! IAM Identity Center with an organization to sign in to.
//! What can be set while it runs and what waits for a person is in [`Sandbox::controls`]; what it does differently from
//! AWS, and which inputs provoke failures, is in `docs/sandbox-differences.md`.
//!
//! It shares no type with the rest of the application: it is a second opinion.
//!
//! ```
//! let sandbox = ard_sandbox::Sandbox::new(ard_sandbox::Options::default());
//! let client = sandbox.http_client(); // for any `aws_sdk_*::config::Builder`
//! # drop(client);
//! ```

mod apprunner;
mod clock;
mod connector;
mod controls;
mod course;
mod faults;
mod identity_center;
mod logs;
mod options;
mod router;
mod seed;
mod server;
mod services;
mod state_file;
mod wire;

use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use aws_smithy_runtime_api::client::http::SharedHttpClient;
use bytes::Bytes;
use serde_json::Value;
use tokio::sync::OnceCell;

pub use crate::clock::Clock;
pub use crate::controls::{ArmedFault, Controls, Waiting, WaitingFor};
pub use crate::faults::{Fault, Faults};
pub use crate::options::{Options, Pace};

/// The account that everything belongs to.
pub const ACCOUNT: &str = "123456789012";
/// Who signs, unless a key is known to be somebody else's.
pub const USER_ARN: &str = "arn:aws:iam::123456789012:user/sandbox";

/// So many requests are remembered: a sandbox may be open for days.
const CALLS: usize = 10_000;

/// One request that the sandbox saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The signing name: `apprunner`, `iam`, `logs`…
    pub service: String,
    /// The API operation, such as `CreateService`; method and path for REST services.
    pub operation: String,
    /// The Region of the credential scope.
    pub region: String,
}

/// A handle to an AWS of its own; cloning shares it.
#[derive(Clone)]
pub struct Sandbox(Arc<Inner>);

struct Inner {
    options: Options,
    faults: Faults,
    switches: Arc<controls::Switches>,
    calls: Mutex<VecDeque<Call>>,
    logs: Arc<logs::Logs>,
    neighbours: Arc<services::Neighbours>,
    apprunner: apprunner::AppRunner,
    identity_center: identity_center::IdentityCenter,
    /// What the state file says of services that are restored asynchronously, until they are.
    asleep: Mutex<Option<services::Kept>>,
    awake: OnceCell<()>,
    saving: tokio::sync::Mutex<()>,
}

impl Sandbox {
    /// A sandbox with its account. Synchronous and quick: each Region is filled when it is first asked.
    pub fn new(options: Options) -> Self {
        let kept = options.state_file.as_deref().and_then(state_file::load);
        let set = kept.as_ref().map(|kept| kept.switches.clone()).unwrap_or_default();
        let switches = Arc::new(controls::Switches::new(options.pace, set));
        let logs = Arc::new(logs::Logs::default());
        let clock = options.clock.clone();
        let neighbours = Arc::new(services::Neighbours::new(clock, Arc::clone(&switches), options.extra_subnets));
        let apprunner = apprunner::AppRunner::new(
            options.clone(),
            Arc::clone(&switches),
            Arc::clone(&logs),
            Arc::clone(&neighbours),
        );
        let identity_center = identity_center::IdentityCenter::new(options.clock.clone(), neighbours.sessions.clone());
        let asleep = kept.map(|kept| {
            *apprunner.lock() = kept.apprunner;
            logs.restore(kept.logs);
            identity_center.restore(kept.identity_center);
            kept.neighbours
        });
        Self(Arc::new(Inner {
            options,
            faults: Faults::default(),
            switches,
            calls: Mutex::default(),
            logs,
            neighbours,
            apprunner,
            identity_center,
            asleep: Mutex::new(asleep),
            awake: OnceCell::new(),
            saving: tokio::sync::Mutex::default(),
        }))
    }

    /// The HTTP client for the configuration of any AWS SDK client.
    pub fn http_client(&self) -> SharedHttpClient {
        SharedHttpClient::new(connector::Connector(self.clone()))
    }

    /// Answers one AWS request. Region and service are those of the credential scope in its `Authorization` header.
    ///
    /// An armed [`Fault::LoseResponse`] shows only through [`Sandbox::http_client`] and [`Sandbox::serve`].
    pub async fn handle(&self, request: http::Request<Bytes>) -> http::Response<Bytes> {
        self.0.route(request).await
    }

    /// Serves every connection of a listener until that fails.
    pub async fn serve(&self, listener: tokio::net::TcpListener) -> io::Result<()> {
        server::serve(self.clone(), listener).await.map(|_| ())
    }

    /// Failures to arm.
    pub fn faults(&self) -> &Faults {
        &self.0.faults
    }

    /// The latest requests (10,000 at most), oldest first, refused ones included.
    pub fn calls(&self) -> Vec<Call> {
        self.0.calls.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sandbox").field("options", &self.0.options).finish_non_exhaustive()
    }
}

impl Inner {
    fn note(&self, call: Call) {
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        if calls.len() == CALLS {
            calls.pop_front();
        }
        calls.push_back(call);
    }

    /// Gives the neighbours what the state file kept of them, before anyone asks.
    async fn wake(&self) {
        self.awake
            .get_or_init(|| async {
                let kept = self.asleep.lock().unwrap_or_else(PoisonError::into_inner).take();
                if let Some(kept) = kept {
                    self.neighbours.restore(kept).await;
                }
            })
            .await;
    }

    /// Writes the state file after a change.
    async fn save_if_changed(&self, service: &str, operation: &str) {
        let reads = ["Describe", "List", "Get", "BatchGet", "Simulate", "GET "];
        let reads = reads.iter().any(|prefix| operation.starts_with(prefix));
        let neighbour = !matches!(service, "apprunner" | "logs") && !reads;
        if self.apprunner.take_changed() | self.logs.take_changed() | self.neighbours.take_changed() | neighbour {
            self.save().await;
        }
    }

    /// Writes the state file, if there is one. A disk that refuses must not fail the request: AWS would have answered.
    async fn save(&self) {
        let Some(path) = &self.options.state_file else { return };
        let _one_at_a_time = self.saving.lock().await;
        let apprunner = serde_json::to_value(&*self.apprunner.lock()).unwrap_or(Value::Null);
        let neighbours = self.neighbours.keep().await;
        let _ = state_file::save(
            path,
            &self.switches.set(),
            [&apprunner, &self.logs.keep(), &neighbours, &self.identity_center.keep()],
        );
    }
}
