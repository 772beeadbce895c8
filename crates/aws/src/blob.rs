//! Small files at addresses that AWS has answered, such as an image's configuration. Nothing is signed: the address is
//! all that is needed. Refuses addresses that are neither https nor on this machine, and what is larger than such a file is.

use std::time::Duration;

use aws_smithy_runtime::client::orchestrator::operation::Operation;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, OrchestratorError};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SdkConfig;

use crate::endpoints::is_safe;

/// Bytes of the largest file that is read.
const LARGEST: usize = 1 << 20;

/// Reads such files.
#[derive(Debug, Clone)]
pub(crate) struct Blobs {
    http: Option<SharedHttpClient>,
}

/// No file. Why is of no use to anybody: what was asked for is more than was needed.
#[derive(Debug)]
struct NoBlob;

impl std::fmt::Display for NoBlob {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("no file")
    }
}

impl std::error::Error for NoBlob {}

impl Blobs {
    pub(crate) fn new(config: &SdkConfig) -> Self {
        Self { http: config.http_client() }
    }

    /// The text of a file; `None` when it cannot be had.
    pub(crate) async fn text(&self, url: &str) -> Option<String> {
        let uri = url.parse::<http::Uri>().ok().filter(|_| is_safe(url))?;
        let origin = format!("{}://{}", uri.scheme_str()?, uri.authority()?);
        let path = uri.path_and_query()?.to_string();
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(6))
            .operation_timeout(Duration::from_secs(25))
            .build();
        let mut operation = Operation::builder()
            .service_name("blob")
            .operation_name("Get")
            .behavior_version(BehaviorVersion::v2026_01_12())
            .endpoint_url(&origin)
            .no_auth()
            .no_retry()
            .timeout_config(timeouts);
        if let Some(http) = &self.http {
            operation = operation.http_client(http.clone());
        }
        let operation = operation
            .serializer(|path: String| {
                let mut request = HttpRequest::new(SdkBody::empty());
                request.set_uri(path)?;
                Ok(request)
            })
            .deserializer(|response| {
                let bytes = response.body().bytes().filter(|_| response.status().is_success());
                let text = bytes.filter(|bytes| bytes.len() <= LARGEST).map(String::from_utf8_lossy);
                text.map(std::borrow::Cow::into_owned).ok_or_else(|| OrchestratorError::operation(NoBlob))
            })
            .build();
        operation.invoke(path).await.ok()
    }
}
