//! The sandbox as a server on loopback: an AWS that outlives the application.

use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::{Outcome, words};

/// A running sandbox server. Dropping it ends it.
pub struct LoopbackSandbox {
    /// `http://127.0.0.1:PORT`
    pub url: String,
    _server: Child,
}

impl LoopbackSandbox {
    /// Starts one, with further options of its command line.
    pub async fn start(options: &[&str]) -> Outcome<Self> {
        let program = std::env::var("ARD_SANDBOX_BIN").map_err(|_| "ARD_SANDBOX_BIN names no program".to_owned())?;
        let mut server = Command::new(program)
            .args(["--port", "0"])
            .args(options)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(words)?;
        let output = server.stdout.take().ok_or("the sandbox has no output")?;
        let line = BufReader::new(output).lines().next_line().await.map_err(words)?.unwrap_or_default();
        let url = line.split_whitespace().last().filter(|word| word.starts_with("http://"));
        let url = url.ok_or_else(|| format!("the sandbox said: {line}"))?.to_owned();
        Ok(Self { url, _server: server })
    }

    /// A config file for `~/.aws` whose default profile is this server's.
    pub fn config(&self) -> String {
        format!(
            "[default]\nregion = ap-northeast-1\nendpoint_url = {}\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n\
             aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n",
            self.url
        )
    }
}
