//! What calls tell beside their answers: whether there is a connection, and how far this machine's clock is off.

use std::sync::{Arc, Mutex};

use ard_core::UnixMillis;
use ard_core::wire::{Connectivity, Reach, skew_of, wrong_by};
use aws_smithy_runtime_api::client::connector_metadata::ConnectorMetadata;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;

use super::{host_of, lock};
use crate::clock::Clock;
use crate::{classify, endpoints, moment};

/// What calls have told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WireNews {
    /// There is no connection any more.
    Lost,
    /// There is one again.
    Returned,
    /// The clock is wrong, or right again, or wrong by something else.
    ClockChanged,
}

pub(super) struct News {
    clock: Clock,
    /// Of AWS, and of endpoints on this machine, which say nothing of the network.
    seen: Mutex<[Seen; 2]>,
    tell: Box<dyn Fn(WireNews) + Send + Sync>,
}

#[derive(Default)]
struct Seen {
    reach: Reach,
    skew: Option<f64>,
}

impl News {
    pub(super) fn new(clock: Clock, tell: Box<dyn Fn(WireNews) + Send + Sync>) -> Self {
        Self { clock, seen: Mutex::default(), tell }
    }

    pub(super) fn connectivity(&self, local: bool) -> Connectivity {
        let seen = &lock(&self.seen)[usize::from(local)];
        Connectivity {
            offline_since: seen.reach.offline_since(),
            answered_at: seen.reach.answered_at(),
            clock_wrong_by: seen.skew.and_then(wrong_by),
        }
    }

    pub(super) fn skew(&self, local: bool) -> Option<f64> {
        lock(&self.seen)[usize::from(local)].skew
    }

    fn hear(&self, url: &str, sent: UnixMillis, answer: &Result<HttpResponse, ConnectorError>) {
        let now = self.clock.now();
        let mut all = lock(&self.seen);
        let seen = &mut all[usize::from(endpoints::is_local(url))];
        let mut news = Vec::new();
        match answer {
            Ok(response) => {
                if seen.reach.answered(host_of(url), now) {
                    news.push(WireNews::Returned);
                }
                let before = seen.skew.and_then(wrong_by);
                let date = response.headers().get("date").and_then(date_of);
                seen.skew = date.and_then(|date| skew_of(sent, now, date)).or(seen.skew);
                if seen.skew.and_then(wrong_by) != before {
                    news.push(WireNews::ClockChanged);
                }
            }
            Err(error) if classify::of_connector(error).is_of_the_network() => {
                if seen.reach.failed(host_of(url), now) {
                    news.push(WireNews::Lost);
                }
            }
            Err(_) => {}
        }
        // Who is told may ask.
        drop(all);
        news.into_iter().for_each(&self.tell);
    }
}

fn date_of(text: &str) -> Option<UnixMillis> {
    moment::millis(&DateTime::from_str(text, Format::HttpDate).ok()?)
}

/// A client of whose calls `news` hears.
pub(super) fn heard(client: SharedHttpClient, news: &Arc<News>) -> SharedHttpClient {
    SharedHttpClient::new(HeardClient { client, news: Arc::clone(news) })
}

struct HeardClient {
    client: SharedHttpClient,
    news: Arc<News>,
}

impl std::fmt::Debug for HeardClient {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("HeardClient")
    }
}

/// Without `validate_base_client_config`: the client's own makes a connector to throw away, with all certificates of the
/// system, each time that an SDK client is made.
impl HttpClient for HeardClient {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        let connector = self.client.http_connector(settings, components);
        SharedHttpConnector::new(HeardConnector { connector, news: Arc::clone(&self.news) })
    }

    fn connector_metadata(&self) -> Option<ConnectorMetadata> {
        self.client.connector_metadata()
    }
}

struct HeardConnector {
    connector: SharedHttpConnector,
    news: Arc<News>,
}

impl std::fmt::Debug for HeardConnector {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("HeardConnector")
    }
}

impl HttpConnector for HeardConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let (news, url) = (Arc::clone(&self.news), request.uri().to_owned());
        let sent = news.clock.now();
        let answer = self.connector.call(request);
        HttpConnectorFuture::new(async move {
            let answer = answer.await;
            news.hear(&url, sent, &answer);
            answer
        })
    }
}
