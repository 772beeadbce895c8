//! A machine's and a container's metadata, as AWS's agents serve them, on loopback.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

use crate::{Outcome, words};

/// Where the container's credentials are asked for.
pub const CONTAINER: &str = "/container";

const KEYS: &str = r#"{"Code": "Success", "Type": "AWS-HMAC", "LastUpdated": "2020-01-01T00:00:00Z",
    "AccessKeyId": "ASIAMETADATA00000000", "SecretAccessKey": "s", "Token": "t", "Expiration": "2099-01-01T00:00:00Z",
    "RoleArn": "arn:aws:iam::123456789012:role/machine"}"#;

/// The server. Dropping it ends it.
pub struct Metadata {
    /// `http://127.0.0.1:PORT`
    pub url: String,
    work: AbortHandle,
}

impl Metadata {
    /// Starts one.
    pub async fn start() -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await.map_err(words)?;
        let url = format!("http://{}", listener.local_addr().map_err(words)?);
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // One who hangs up is no concern of the others.
                tokio::spawn(async move { answer(stream).await.ok() });
            }
        });
        Ok(Self { url, work: serving.abort_handle() })
    }
}

impl Drop for Metadata {
    fn drop(&mut self) {
        self.work.abort();
    }
}

async fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    let mut request = Vec::new();
    while !request.windows(4).any(|bytes| bytes == b"\r\n\r\n") {
        if stream.read_buf(&mut request).await? == 0 {
            return Ok(());
        }
    }
    let request = String::from_utf8_lossy(&request);
    let path = request.split_whitespace().nth(1).unwrap_or_default();
    let (status, body) = match path {
        "/latest/api/token" => ("200 OK", "a-token"),
        CONTAINER => ("200 OK", KEYS),
        path if path.ends_with("/security-credentials/") => ("200 OK", "machine"),
        path if path.ends_with("/security-credentials/machine") => ("200 OK", KEYS),
        _ => ("404 Not Found", ""),
    };
    let answer = format!(
        "HTTP/1.1 {status}\r\nconnection: close\r\nx-aws-ec2-metadata-token-ttl-seconds: 21600\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(answer.as_bytes()).await
}
