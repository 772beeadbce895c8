//! The same sandbox over a socket.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use ard_sandbox::Fault;

use crate::support::*;

/// Sends one request by hand and reads until the connection closes.
async fn ask(address: std::net::SocketAddr, target: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "POST / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nx-amz-target: AppRunner.{target}\r\n\
         content-type: application/x-amz-json-1.0\r\ncontent-length: 2\r\n\
         authorization: AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/apprunner/aws4_request, SignedHeaders=host\r\n\r\n{{}}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

/// What the controls answer to a request by hand.
async fn control(address: std::net::SocketAddr, head: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let length = body.len();
    let request = format!("{head}host: localhost\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn the_controls_are_there_but_not_for_web_pages() {
    let sandbox = sandbox();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn({
        let sandbox = sandbox.clone();
        async move { sandbox.serve(listener).await }
    });
    let post = "POST /_sandbox HTTP/1.1\r\n";
    let answer = control(address, post, r#"{"closed_account": true}"#).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains("\"closed_account\":true"), "{answer}");
    assert!(sandbox.controls().closed_account);
    let page = format!("{post}origin: https://example.com\r\n");
    let answer = control(address, &page, r#"{"closed_account": false}"#).await;
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
    let answer = control(address, post, r#"{"closed_account": false, "pace": "fast"}"#).await;
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert!(sandbox.controls().closed_account, "what is not understood changes nothing");
    let answer = control(address, "GET /_sandbox HTTP/1.1\r\n", "").await;
    assert!(answer.contains("\"pace\":\"instant\""), "{answer}");
    assert!(sandbox.calls().is_empty(), "no request to AWS");
    server.abort();
}

#[tokio::test]
async fn a_socket_gives_the_same_answers_and_can_lose_one() {
    let sandbox = sandbox();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn({
        let sandbox = sandbox.clone();
        async move { sandbox.serve(listener).await }
    });
    let answer = ask(address, "ListServices").await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains("\"ServiceName\":\"storefront\""));
    sandbox.faults().times("apprunner", "ListServices", 1, Fault::LoseResponse);
    assert_eq!(ask(address, "ListServices").await, "");
    assert_eq!(sandbox.calls().len(), 2);
    server.abort();
}
