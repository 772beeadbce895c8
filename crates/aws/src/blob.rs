//! Small files at addresses that AWS has answered, such as an image's configuration. Nothing is signed: the address is
//! all that is needed. Refuses addresses that are neither https nor on this machine, and what is larger than such a file is.

use std::time::Duration;

use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_types::SdkConfig;

use crate::bare::{Bare, get};
use crate::endpoints::is_safe;

/// Bytes of the largest file that is read.
const LARGEST: usize = 1 << 20;

/// Reads such files.
#[derive(Debug, Clone)]
pub(crate) struct Blobs {
    http: Option<SharedHttpClient>,
}

impl Blobs {
    pub(crate) fn new(config: &SdkConfig) -> Self {
        Self { http: config.http_client() }
    }

    /// The text of a file; `None` when it cannot be had.
    pub(crate) async fn text(&self, url: &str) -> Option<String> {
        let uri = url.parse::<http::Uri>().ok().filter(|_| is_safe(url))?;
        let origin = &format!("{}://{}", uri.scheme_str()?, uri.authority()?);
        let path = uri.path_and_query()?.to_string();
        let asked = Bare { origin, path, host: None, limit: Duration::from_secs(25) };
        get(self.http.as_ref(), asked, |response| {
            let bytes = response.body().bytes().filter(|_| response.status().is_success());
            let text = bytes.filter(|bytes| bytes.len() <= LARGEST).map(String::from_utf8_lossy);
            text.map(std::borrow::Cow::into_owned)
        })
        .await
    }
}
