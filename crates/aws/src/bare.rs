//! Requests that nothing signs, to addresses other than an AWS API's. Refuses to tell why one had no answer: what is asked
//! for so is always more than is needed.

use std::time::Duration;

use aws_smithy_runtime::client::orchestrator::operation::{Operation, OperationBuilder};
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_runtime_api::client::interceptors::context::{Error, Output};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::ser_de::DeserializeResponse;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
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

/// Reads the status alone: the body is not waited for.
#[derive(Debug)]
struct Status;

impl DeserializeResponse for Status {
    fn deserialize_streaming_with_config(
        &self,
        response: &mut HttpResponse,
        _config: &ConfigBag,
    ) -> Option<Result<Output, OrchestratorError<Error>>> {
        Some(Ok(Output::erase(response.status().as_u16())))
    }
}

/// Gets something once, and reads of the whole answer what is wanted; `None` when there is no answer, or it is of no use.
pub(crate) async fn get<T>(
    http: Option<&SharedHttpClient>,
    asked: Bare<'_>,
    read: impl Fn(&HttpResponse) -> Option<T> + Send + Sync + 'static,
) -> Option<T>
where
    T: std::fmt::Debug + Send + Sync + 'static,
{
    let operation = asking(http, &asked)
        .deserializer(move |response| read(response).ok_or_else(|| OrchestratorError::operation(NoAnswer)))
        .build();
    operation.invoke((asked.path, asked.host)).await.ok()
}

/// Asks once, and answers with which HTTP status an answer begins; `None` when there is none.
pub(crate) async fn status(http: Option<&SharedHttpClient>, asked: Bare<'_>) -> Option<u16> {
    let operation = asking(http, &asked).deserializer_impl::<u16, NoAnswer>(Status).build();
    operation.invoke((asked.path, asked.host)).await.ok()
}

fn asking(http: Option<&SharedHttpClient>, asked: &Bare<'_>) -> OperationBuilder<(String, Option<String>)> {
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
    operation.serializer(|(path, host): (String, Option<String>)| {
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
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    #[tokio::test]
    async fn a_status_does_not_wait_for_an_answer_that_never_ends() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut heard = [0; 4096];
            let _read = stream.read(&mut heard).await.unwrap();
            let begun = b"HTTP/1.1 203 Begun\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n";
            stream.write_all(begun).await.unwrap();
            std::future::pending::<()>().await;
        });
        let asked = Bare { origin: &origin, path: "/".to_owned(), host: None, limit: Duration::from_secs(20) };
        assert_eq!(status(None, asked).await, Some(203));
    }
}
