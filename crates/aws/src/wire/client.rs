//! HTTP clients for a proxy and a set of certificates.

use std::time::Duration;

use ard_core::wire::{NEVER, ProxyFault, ProxyInEffect};
use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode};
use aws_smithy_http_client::{Builder, Connector};
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorSettings, SharedHttpClient};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;

/// How long a connection is kept that nobody uses: shorter than networks on the way forget it, and soon after a sleep.
const IDLE: Duration = Duration::from_secs(25);
/// How long a trial may take: to connect, and in all.
const TRIAL_CONNECT: Duration = Duration::from_secs(8);
const TRIAL: Duration = Duration::from_secs(15);

/// What tells HTTP clients apart. Not printed: a proxy's address may hold a password.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Way {
    /// The proxy's address, and the hosts that are asked directly.
    pub(super) proxy: Option<(String, Vec<String>)>,
    /// Certificates that are trusted beside the system's, which were read and found good.
    pub(super) pem: Option<Vec<u8>>,
}

impl Way {
    /// Whether a request to an address goes through the proxy, as far as that is worth saying.
    pub(super) fn leads_through_proxy(&self, url: &str) -> bool {
        self.proxy.is_some() && url.starts_with("https://") && !crate::endpoints::is_local(url)
    }

    fn connector(&self, settings: Option<&HttpConnectorSettings>) -> Connector {
        let mut trusted = TrustStore::default();
        if let Some(pem) = &self.pem {
            trusted = trusted.with_pem_certificate(pem.clone());
        }
        let mut builder = Connector::builder();
        builder.set_connector_settings(settings.cloned());
        let mut builder = builder
            .pool_idle_timeout(IDLE)
            .proxy_config(self.proxy_config())
            .tls_provider(Provider::Rustls(CryptoMode::AwsLc));
        if let Ok(context) = TlsContext::builder().with_trust_store(trusted).build() {
            builder = builder.tls_context(context);
        }
        builder.build()
    }

    /// For https only: by http none but this machine is asked.
    fn proxy_config(&self) -> ProxyConfig {
        let Some((url, except)) = &self.proxy else { return ProxyConfig::disabled() };
        let except = NEVER.iter().copied().chain(except.iter().map(String::as_str)).collect::<Vec<_>>().join(",");
        // An address that was found good is one for the client too.
        ProxyConfig::https(url.as_str()).map_or_else(|_| ProxyConfig::disabled(), |config| config.no_proxy(except))
    }
}

/// What an address comes to once it is certain that the client reads it as it is shown: a password in it may hold what ends
/// the host's name for one of them and not for the other.
pub(super) fn followed(url: &str, effect: ProxyInEffect) -> ProxyInEffect {
    match effect {
        ProxyInEffect::Through { proxy, .. } if !is_read_as(url, &proxy) => {
            ProxyInEffect::Unusable { fault: ProxyFault::Malformed }
        }
        effect => effect,
    }
}

fn is_read_as(url: &str, shown: &str) -> bool {
    let parsed = |text: &str| text.parse::<http::Uri>().ok();
    let (Some(read), Some(shown)) = (parsed(url), parsed(shown)) else { return false };
    let users = |uri: &http::Uri| uri.authority().map_or(0, |authority| authority.as_str().matches('@').count());
    let place = |uri: &http::Uri| (uri.host().map(str::to_ascii_lowercase), uri.port_u16());
    place(&read) == place(&shown) && users(&read) <= 1 && ProxyConfig::https(url).is_ok()
}

/// A client whose connections are made, and whose certificates are read, when they are first needed.
pub(super) fn build(way: Way) -> SharedHttpClient {
    Builder::new().build_with_connector_fn(move |settings, _| way.connector(settings))
}

/// Asks an address once, without any credentials. What it answers does not matter.
pub(super) async fn ask(way: Way, url: &str) -> Result<(), ConnectorError> {
    let request = HttpRequest::get(url).map_err(|error| ConnectorError::user(error.into()))?;
    let settings = HttpConnectorSettings::builder().connect_timeout(TRIAL_CONNECT).build();
    let connector = way.connector(Some(&settings));
    match tokio::time::timeout(TRIAL, connector.call(request)).await {
        Ok(answer) => answer.map(drop),
        Err(late) => Err(ConnectorError::timeout(late.into())),
    }
}
