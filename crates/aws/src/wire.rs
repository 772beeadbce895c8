//! The way to AWS: one HTTP client for each proxy and each set of certificates, which all SDK clients share; and what its
//! calls tell of the connection and of this machine's clock.
//!
//! Refuses to go on past a setting that cannot be used: what a person or the environment names is followed, or said to
//! be wrong. This machine itself is never asked through a proxy.

mod certificates;
mod client;
mod news;
mod system;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ard_core::problem::{Intent, Problem, ProblemDetail, problem};
use ard_core::wire::{
    self, CaFault, CaInEffect, CaSource, Connectivity, ProxyChoice, ProxyFault, ProxyInEffect, ProxySource,
    SystemProxy, Tried, WireChoice, WireView,
};
use aws_smithy_runtime_api::client::http::SharedHttpClient;

use self::client::Way;
use self::news::News;
pub use self::news::WireNews;
use crate::classify::{self, Call};
use crate::clock::Clock;
use crate::profiles::{Profiles, Surroundings};

/// The way to AWS. Cheap to clone; all clones are one.
#[derive(Debug, Clone)]
pub struct Wire {
    inner: Arc<Inner>,
}

/// The HTTP clients of one way.
#[derive(Debug, Clone)]
pub(crate) struct HttpClients {
    /// For AWS.
    pub(crate) aws: SharedHttpClient,
    /// For what is not AWS: nobody hears of its calls.
    pub(crate) others: SharedHttpClient,
}

struct Inner {
    surroundings: Surroundings,
    choice: Mutex<WireChoice>,
    /// What the system's settings said when they were read last, and in which turn.
    system: tokio::sync::Mutex<Option<(u64, SystemProxy)>>,
    clients: Mutex<HashMap<Way, HttpClients>>,
    /// How often the way was laid anew.
    turn: AtomicU64,
    news: Arc<News>,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Wire").finish_non_exhaustive()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A proxy setting, read: what is shown of it, and what is used.
struct Reading {
    effect: ProxyInEffect,
    source: ProxySource,
    /// The address with all that is in it, and the hosts that are asked directly.
    proxy: Option<(String, Vec<String>)>,
}

impl Reading {
    fn none(source: ProxySource) -> Self {
        Self { effect: ProxyInEffect::Direct, source, proxy: None }
    }

    fn of(url: &str, except: &str, source: ProxySource) -> Self {
        let effect = client::followed(url, wire::in_effect(url, except, source));
        let proxy = match &effect {
            ProxyInEffect::Through { except, .. } => Some((url.to_owned(), except.clone())),
            _ => None,
        };
        Self { effect, source, proxy }
    }

    /// Refuses what cannot be used.
    fn usable(self) -> Result<Self, Problem> {
        match self.effect {
            ProxyInEffect::Unusable { fault } => {
                Err(Problem::of(ProblemDetail::ProxyMalformed { fault, source: self.source }))
            }
            _ => Ok(self),
        }
    }
}

/// A file of certificates as it is named: its path as written, and where.
type NamedCa = (String, CaSource);

impl Wire {
    /// A way as the environment and the system have it, until another one is chosen. `tell` hears what calls tell.
    pub fn new(surroundings: Surroundings, clock: Clock, tell: impl Fn(WireNews) + Send + Sync + 'static) -> Self {
        let choice = WireChoice::default_in(|name| surroundings.variable(name));
        let inner = Inner {
            surroundings,
            choice: Mutex::new(choice),
            system: tokio::sync::Mutex::default(),
            clients: Mutex::default(),
            turn: AtomicU64::new(1),
            news: Arc::new(News::new(clock, Box::new(tell))),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Takes another choice, from the next call of each session on.
    pub fn choose(&self, choice: WireChoice) {
        *lock(&self.inner.choice) = choice;
        self.renew();
    }

    /// Lays the way anew: open connections are left, and the system's settings are read again.
    pub fn renew(&self) {
        self.inner.turn.fetch_add(1, Ordering::Relaxed);
        lock(&self.inner.clients).clear();
    }

    /// How often the way was laid anew. Who holds clients of an earlier turn gets new ones.
    pub fn turn(&self) -> u64 {
        self.inner.turn.load(Ordering::Relaxed)
    }

    /// What calls have told; `local` of endpoints on this machine.
    pub fn connectivity(&self, local: bool) -> Connectivity {
        self.inner.news.connectivity(local)
    }

    /// How far this machine's clock is ahead of the other side's, in milliseconds.
    pub fn skew(&self, local: bool) -> Option<f64> {
        self.inner.news.skew(local)
    }

    /// Whether a choice can be followed: not whether it leads to AWS.
    pub async fn check(&self, choice: &WireChoice) -> Result<(), Problem> {
        self.reading(&choice.proxy).await.usable()?;
        if let Some(path) = &choice.ca_file {
            self.certificates((path.clone(), CaSource::Setting)).await?;
        }
        Ok(())
    }

    /// What is in effect for a profile; for the sandbox without one.
    pub async fn view(&self, profile: Option<(&Profiles, &str)>) -> WireView {
        let choice = lock(&self.inner.choice).clone();
        let ca = match self.named_ca(&choice, profile) {
            Some((path, source)) => Some(self.shown_ca(path, source).await),
            None => None,
        };
        WireView {
            proxy: self.reading(&choice.proxy).await.effect,
            system: self.reading(&ProxyChoice::System).await.effect,
            environment: self.reading(&ProxyChoice::Environment).await.effect,
            choice,
            ca,
        }
    }

    /// The HTTP client for a profile.
    pub(crate) async fn client(&self, profiles: &Profiles, profile: &str) -> Result<SharedHttpClient, Problem> {
        Ok(self.clients(profiles, profile).await?.aws)
    }

    /// The HTTP clients for a profile.
    pub(crate) async fn clients(&self, profiles: &Profiles, profile: &str) -> Result<HttpClients, Problem> {
        let choice = lock(&self.inner.choice).clone();
        let way = self.way(&choice, Some((profiles, profile))).await?;
        let mut clients = lock(&self.inner.clients);
        let both = clients.entry(way.clone()).or_insert_with(|| {
            let others = client::build(way);
            HttpClients { aws: news::heard(others.clone(), &self.inner.news), others }
        });
        Ok(both.clone())
    }

    /// Asks an endpoint the way of a choice, which need not be the one that is in effect. Any answer is a success.
    pub(crate) async fn try_out(
        &self,
        choice: &WireChoice,
        profile: Option<(&Profiles, &str)>,
        endpoint: &str,
    ) -> Result<Tried, Problem> {
        let way = self.way(choice, profile).await?;
        let proxy = match self.reading(&choice.proxy).await.effect {
            ProxyInEffect::Through { proxy, .. } if way.leads_through_proxy(endpoint) => Some(proxy),
            _ => None,
        };
        let start = std::time::Instant::now();
        let answer = client::ask(way, endpoint).await;
        let took = start.elapsed().as_secs_f64() * 1000.0;
        answer.map_err(|error| {
            let fault = Call { service: "", operation: "" }.undelivered(classify::of_connector(&error));
            // AWS was not spoken to, and so said nothing.
            Problem { aws: None, ..problem(&fault, &Intent::Read) }
        })?;
        Ok(Tried { endpoint: endpoint.to_owned(), proxy, took: took.round() })
    }

    async fn way(&self, choice: &WireChoice, profile: Option<(&Profiles, &str)>) -> Result<Way, Problem> {
        let proxy = self.reading(&choice.proxy).await.usable()?.proxy;
        let pem = match self.named_ca(choice, profile) {
            Some(named) => Some(self.certificates(named).await?.0),
            None => None,
        };
        Ok(Way { proxy, pem })
    }

    async fn reading(&self, choice: &ProxyChoice) -> Reading {
        match choice {
            ProxyChoice::None => Reading::none(ProxySource::Manual),
            ProxyChoice::Manual { url, except } => Reading::of(url, except, ProxySource::Manual),
            ProxyChoice::Environment => {
                let named = wire::of_environment(|name| self.inner.surroundings.variable(name));
                named.map_or_else(
                    || Reading::none(ProxySource::Environment),
                    |(url, except)| Reading::of(&url, &except, ProxySource::Environment),
                )
            }
            ProxyChoice::System => {
                // What would have to be asked of a script or of SOCKS is asked directly, and said so.
                let unfollowed = |fault| Reading {
                    effect: ProxyInEffect::Unfollowed { fault },
                    ..Reading::none(ProxySource::System)
                };
                match self.system().await {
                    SystemProxy::None => Reading::none(ProxySource::System),
                    SystemProxy::Proxy { url, except } => Reading::of(&url, &except, ProxySource::System),
                    SystemProxy::Script => unfollowed(ProxyFault::Script),
                    SystemProxy::Socks => unfollowed(ProxyFault::Socks),
                }
            }
        }
    }

    /// The system's settings, read once until the way is laid anew.
    async fn system(&self) -> SystemProxy {
        let mut known = self.inner.system.lock().await;
        let turn = self.turn();
        if let Some((of, known)) = &*known
            && *of == turn
        {
            return known.clone();
        }
        let read = match self.inner.surroundings.system_proxy() {
            Some(made_up) => made_up.clone(),
            None => system::read().await,
        };
        known.insert((turn, read)).1.clone()
    }

    /// Which file of certificates counts: the most exact one.
    fn named_ca(&self, choice: &WireChoice, profile: Option<(&Profiles, &str)>) -> Option<NamedCa> {
        let of_environment = || Some((self.inner.surroundings.variable("AWS_CA_BUNDLE")?, CaSource::Environment));
        let of_profile = || {
            let (profiles, name) = profile?;
            Some((profiles.get(name, "ca_bundle")?.to_owned(), CaSource::Profile { name: name.to_owned() }))
        };
        let of_choice = || Some((choice.ca_file.clone()?, CaSource::Setting));
        of_environment().or_else(of_profile).or_else(of_choice)
    }

    /// The text of a file of certificates, and whose they are.
    async fn certificates(&self, (path, source): NamedCa) -> Result<(Vec<u8>, Vec<String>), Problem> {
        self.read_certificates(&path)
            .await
            .map_err(|fault| Problem::of(ProblemDetail::CaUnusable { path, source, fault }))
    }

    async fn read_certificates(&self, path: &str) -> Result<(Vec<u8>, Vec<String>), CaFault> {
        let path = self.inner.surroundings.path(path);
        let text = self.inner.surroundings.read(&path).await;
        let text = text.map_err(|error| CaFault::Unreadable { reason: error.to_string() })?;
        let pem = text.ok_or(CaFault::Missing)?.into_bytes();
        let subjects = certificates::subjects(&pem)?;
        Ok((pem, subjects))
    }

    async fn shown_ca(&self, path: String, source: CaSource) -> CaInEffect {
        match self.read_certificates(&path).await {
            Ok((_, subjects)) => CaInEffect { path, source, subjects, fault: None },
            Err(fault) => CaInEffect { path, source, subjects: Vec::new(), fault: Some(fault) },
        }
    }
}

/// The host of an address, with its port, to tell hosts apart.
fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?']).next().unwrap_or(rest)
}
