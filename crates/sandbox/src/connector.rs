//! Owns the SDK's side of the sandbox: an HTTP client that never leaves the process.

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;

use crate::Sandbox;
use crate::router::Lost;

/// Answers SDK requests from a sandbox.
#[derive(Debug, Clone)]
pub(crate) struct Connector(pub(crate) Sandbox);

impl HttpClient for Connector {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let sandbox = self.0.clone();
        HttpConnectorFuture::new(async move {
            let response = sandbox.handle(plain(&request)?).await;
            if response.extensions().get::<Lost>().is_some() {
                return Err(ConnectorError::io("connection closed before message completed".into()));
            }
            let (head, body) = response.into_parts();
            let response = http::Response::from_parts(head, SdkBody::from(body));
            HttpResponse::try_from(response).map_err(|error| ConnectorError::other(error.into(), None))
        })
    }
}

fn plain(request: &HttpRequest) -> Result<http::Request<Bytes>, ConnectorError> {
    let mut builder = http::Request::builder().method(request.method()).uri(request.uri());
    for (name, value) in request.headers() {
        builder = builder.header(name, value);
    }
    let body = request.body().bytes().map(Bytes::copy_from_slice).unwrap_or_default();
    builder.body(body).map_err(|error| ConnectorError::user(error.into()))
}
