//! Owns the loopback side of the sandbox: HTTP/1.1 for any AWS client, and its controls at `/_sandbox`.

use std::convert::Infallible;
use std::io;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, ORIGIN};
use http::{HeaderValue, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};

use crate::Sandbox;
use crate::router::{Door, Lost};

/// No AWS service has such a path.
const CONTROLS: &str = "/_sandbox";

pub(crate) async fn serve(sandbox: Sandbox, listener: TcpListener) -> io::Result<Infallible> {
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(connection(sandbox.clone(), stream));
    }
}

async fn connection(sandbox: Sandbox, stream: TcpStream) {
    let door = stream.local_addr().ok().map(|address| Door(address.to_string()));
    let service = service_fn(move |request| exchange(sandbox.clone(), door.clone(), request));
    // A client that goes away, or one whose answer is to be lost, is no error of the sandbox.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

async fn exchange(
    sandbox: Sandbox,
    door: Option<Door>,
    request: Request<Incoming>,
) -> io::Result<Response<Full<Bytes>>> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    if head.uri.path() == CONTROLS {
        let (status, answer) = match head.headers.get(ORIGIN) {
            // A browser says where a page comes from; no page has any business here.
            Some(_) => (403, json!({"message": "not for web pages"})),
            None => sandbox.control(&head.method, &body).await,
        };
        let mut response = Response::new(Full::new(Bytes::from(answer.to_string())));
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        return Ok(response);
    }
    let mut request = Request::from_parts(head, body);
    if let Some(door) = door {
        request.extensions_mut().insert(door);
    }
    let response = sandbox.handle(request).await;
    if response.extensions().get::<Lost>().is_some() {
        return Err(io::Error::other("the answer is lost on purpose"));
    }
    Ok(response.map(Full::new))
}
