//! Requests that nothing signs, to addresses other than an AWS API's. Refuses to tell why one had no answer: what is asked
//! for so is always more than is needed.

use std::time::Duration;

use aws_smithy_runtime::client::orchestrator::operation::Operation;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::timeout::TimeoutConfig;

const AGENT: &str = concat!("app-runner-desktop/", env!("CARGO_PKG_VERSION"));

/// What is asked for.
#[derive(Debug)]
pub(crate) struct Bare<'a> {
    /// Scheme and authority.
    pub(crate) origin: &'a str,
    /// The path, with the query.
    pub(crate) path: String,
    /// The host that is meant, where it is not the one that is asked.
    pub(crate) host: Option<String>,
    /// How long it may take.
    pub(crate) limit: Duration,
}

/// No answer that is of use.
#[derive(Debug)]
struct NoAnswer;

impl std::fmt::Display for NoAnswer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("no answer")
    }
}

impl std::error::Error for NoAnswer {}

/// Gets something once, and reads of the answer what is wanted; `None` when there is no answer, or it is of no use.
pub(crate) async fn get<T>(
    http: Option<&SharedHttpClient>,
    asked: Bare<'_>,
    read: impl Fn(&HttpResponse) -> Option<T> + Send + Sync + 'static,
) -> Option<T>
where
    T: std::fmt::Debug + Send + Sync + 'static,
{
    let timeouts =
        TimeoutConfig::builder().connect_timeout(Duration::from_secs(6)).operation_timeout(asked.limit).build();
    let mut operation = Operation::builder()
        .service_name("bare")
        .operation_name("Get")
        .behavior_version(BehaviorVersion::v2026_01_12())
        .endpoint_url(asked.origin)
        .no_auth()
        .no_retry()
        .timeout_config(timeouts);
    if let Some(http) = http {
        operation = operation.http_client(http.clone());
    }
    let operation = operation
        .serializer(|(path, host): (String, Option<String>)| {
            let mut request = HttpRequest::new(SdkBody::empty());
            request.set_uri(path)?;
            // Web ACLs turn away who names neither.
            request.headers_mut().insert("user-agent", AGENT);
            request.headers_mut().insert("accept", "*/*");
            if let Some(host) = host {
                request.headers_mut().insert("host", host);
            }
            Ok(request)
        })
        .deserializer(move |response| read(response).ok_or_else(|| OrchestratorError::operation(NoAnswer)))
        .build();
    operation.invoke((asked.path, asked.host)).await.ok()
}
