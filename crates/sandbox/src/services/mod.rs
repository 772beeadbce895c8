//! Owns the other services: each is the general stand-in with the seed laid into a Region when that is first asked, and
//! with what the stand-in answers wrongly put right (the modules below). Refuses App Runner and logs.

mod access_keys;
mod assume;
mod callers;
mod ec2;
mod ecr;
mod endpoint_states;
mod endpoints;
mod filters;
mod groups;
mod iam;
mod interfaces;
mod json_lists;
mod kms;
mod mfa;
mod notes;
mod parameters;
mod policies;
mod rds;
mod route53;
mod rules;
mod secrets;
mod sessions;
mod simulate;
mod sts;
mod trust;
mod waf;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;
use tokio::sync::Mutex;
use winterbaume_core::{MockRequest, MockResponse, StatefulService};
use winterbaume_dynamodb::DynamoDbService;
use winterbaume_rds::RdsService;

pub(crate) use self::ec2::{Ec2, Network, Subnet};
pub(crate) use self::ecr::{Ecr, configuration, is_download};
pub(crate) use self::iam::Iam;
use self::notes::Notes;
pub(crate) use self::route53::{Route53, Zones};
pub(crate) use self::sessions::{Session, Sessions};
pub(crate) use self::waf::{Waf, nonexistent};
use crate::ACCOUNT;
use crate::clock::Clock;
use crate::controls::Switches;
use crate::options::Pace;
use crate::wire::{Dialect, Refusal, date_time};

/// Where the stand-in keeps what has no Region.
const GLOBAL: &str = "us-east-1";
/// Where the state file has the notes; no service is called so.
const NOTES: &str = "notes";

/// When things happen, and what is noted of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tempo {
    clock: Clock,
    switches: Arc<Switches>,
    notes: Notes,
}

impl Tempo {
    fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    fn now_text(&self) -> String {
        date_time(self.now_ms())
    }

    fn pace(&self) -> Pace {
        self.switches.pace()
    }
}

/// A stand-in whose Regions are seeded when they are first asked.
pub(crate) struct Seeded<S> {
    stand_in: S,
    name: &'static str,
    seed: Cow<'static, str>,
    global: bool,
    ready: Mutex<BTreeSet<String>>,
}

impl<S: StatefulService> Seeded<S> {
    fn new(stand_in: S, name: &'static str, seed: impl Into<Cow<'static, str>>) -> Self {
        Self { stand_in, name, seed: seed.into(), global: false, ready: Mutex::default() }
    }

    fn global(stand_in: S, name: &'static str, seed: &'static str) -> Self {
        Self { global: true, ..Self::new(stand_in, name, seed) }
    }

    /// Puts the seed into a Region once. A seed that does not fit leaves the Region empty; a test says that none does.
    async fn prepare(&self, region: &str) {
        let region = self.place(region);
        let mut ready = self.ready.lock().await;
        if ready.insert(region.to_owned()) {
            self.sow(region).await;
        }
    }

    /// Replaces what a Region holds by the seed.
    async fn sow(&self, region: &str) {
        // WAF has a word that begins with the placeholder.
        let seed = self.seed.replace("REGION", region).replace(&format!("{region}AL"), "REGIONAL");
        if let Ok(view) = serde_json::from_str(&seed) {
            let _ = self.stand_in.restore(ACCOUNT, region, view).await;
        }
    }

    /// Every Region that was asked goes back to the seed.
    async fn reset(&self) {
        let ready = self.ready.lock().await;
        for region in &*ready {
            self.sow(region).await;
        }
    }

    fn place<'a>(&self, region: &'a str) -> &'a str {
        if self.global { GLOBAL } else { region }
    }

    /// What the stand-in answers. It knows the Region by the host name, so that is made to say it.
    async fn ask(&self, region: &str, mut request: MockRequest) -> MockResponse {
        // Boxed: a future that holds the view of a whole service is large, and this one is in every other.
        Box::pin(self.prepare(region)).await;
        let path = request.uri.find("://").map_or(request.uri.as_str(), |scheme| {
            let rest = &request.uri[scheme + 3..];
            rest.find('/').map_or("/", |slash| &rest[slash..])
        });
        let host = if self.global { String::new() } else { format!(".{region}") };
        request.uri = format!("https://{}{host}.amazonaws.com{path}", self.name);
        self.stand_in.handle(request).await
    }

    async fn view(&self, region: &str) -> S::StateView {
        Box::pin(self.prepare(region)).await;
        self.stand_in.snapshot(ACCOUNT, self.place(region)).await
    }

    async fn put(&self, region: &str, view: S::StateView) {
        let _ = self.stand_in.restore(ACCOUNT, self.place(region), view).await;
    }

    /// Lays something over what is there.
    async fn add(&self, region: &str, view: S::StateView) {
        let _ = self.stand_in.merge(ACCOUNT, self.place(region), view).await;
    }

    /// Every Region that was asked, for the state file.
    async fn keep(&self) -> Value {
        let regions = self.ready.lock().await.clone();
        let mut kept = serde_json::Map::new();
        for region in regions {
            let view = self.stand_in.snapshot(ACCOUNT, &region).await;
            kept.insert(region, serde_json::to_value(view).unwrap_or(Value::Null));
        }
        Value::Object(kept)
    }

    async fn restore(&self, kept: BTreeMap<String, Value>) {
        let mut ready = self.ready.lock().await;
        for (region, view) in kept {
            if let Ok(view) = serde_json::from_value(view) {
                let _ = self.stand_in.restore(ACCOUNT, &region, view).await;
                ready.insert(region);
            }
        }
    }
}

/// What is kept of the services, by name and Region.
pub(crate) type Kept = BTreeMap<String, BTreeMap<String, Value>>;

/// Does the same to every service. Each has a type of its own, and futures without a name that no trait object can have.
macro_rules! each {
    ($all:expr, |$one:ident| $work:expr) => {
        each!(@ $one, $work; $all.iam.inner, $all.ecr.0, $all.ec2.inner, $all.route53.0, $all.sts.inner, $all.rds,
            $all.dynamodb, $all.kms.0, $all.secrets.inner, $all.parameters.inner, $all.waf.inner)
    };
    (@ $one:ident, $work:expr; $($seeded:expr),*) => {
        $({
            let $one = &$seeded;
            $work;
        })*
    };
}

/// All services but App Runner and CloudWatch Logs.
pub(crate) struct Neighbours {
    pub(crate) iam: Iam,
    pub(crate) ecr: Ecr,
    pub(crate) ec2: Ec2,
    pub(crate) route53: Route53,
    sts: sts::Sts,
    pub(crate) sessions: Sessions,
    rds: Seeded<RdsService>,
    dynamodb: Seeded<DynamoDbService>,
    kms: kms::Kms,
    secrets: secrets::Secrets,
    parameters: parameters::Parameters,
    pub(crate) waf: Waf,
    notes: Notes,
}

impl Neighbours {
    pub(crate) fn new(clock: Clock, switches: Arc<Switches>, extra_subnets: usize) -> Self {
        let notes = Notes::default();
        let tempo = Tempo { clock, switches, notes: notes.clone() };
        let sessions = Sessions::new(notes.clone());
        Self {
            iam: Iam::new(tempo.clone(), sessions.clone()),
            ecr: Ecr::new(),
            ec2: Ec2::new(tempo.clone(), extra_subnets),
            route53: Route53::new(),
            sts: sts::Sts::new(tempo.clone(), sessions.clone()),
            sessions,
            rds: Seeded::new(RdsService::new(), "rds", include_str!("../seed/rds.json")),
            dynamodb: Seeded::new(DynamoDbService::new(), "dynamodb", include_str!("../seed/dynamodb.json")),
            kms: kms::Kms::new(),
            secrets: secrets::Secrets::new(tempo.clone()),
            parameters: parameters::Parameters::new(tempo),
            waf: Waf::new(),
            notes,
        }
    }

    /// Whether a key signs at all: one that ran out, was deactivated or deleted does not.
    pub(crate) fn admit(&self, key: &str, now_ms: i64, service: &str, region: &str) -> Result<(), Refusal> {
        if self.sessions.get(key).is_some_and(|session| session.expires_ms <= now_ms) {
            return Err(Dialect::of(service).expired());
        }
        if self.iam.keys.is_refused(key) {
            return Err(Dialect::of(service).unrecognized());
        }
        self.iam.keys.saw(key, service, region);
        Ok(())
    }

    /// The answer of a service by its signing name; `None` when the sandbox has no such service.
    pub(crate) async fn handle(
        &self,
        service: &str,
        region: &str,
        operation: &str,
        request: MockRequest,
    ) -> Option<MockResponse> {
        Some(match service {
            "iam" => self.iam.handle(operation, request).await,
            "ecr" => self.ecr.handle(region, operation, request).await,
            "sts" => Box::pin(async { self.sts.handle(operation, request, &self.iam.view().await).await }).await,
            "ec2" => self.ec2.handle(region, operation, request).await,
            "rds" => Box::pin(rds::handle(&self.rds, region, operation, request)).await,
            "dynamodb" => self.dynamodb.ask(region, request).await,
            "kms" => self.kms.handle(region, operation, request).await,
            "secretsmanager" => self.secrets.handle(region, operation, request).await,
            "ssm" => self.parameters.handle(region, operation, request).await,
            "route53" => self.route53.handle(request).await,
            _ => return None,
        })
    }

    /// Puts every service back to its seed.
    pub(crate) async fn reset(&self) {
        each!(self, |one| Box::pin(one.reset()).await);
        self.waf.reset();
        self.iam.keys.reset();
        self.notes.reset();
    }

    /// What every service holds, for the state file.
    pub(crate) async fn keep(&self) -> Value {
        let mut kept = serde_json::Map::new();
        each!(self, |one| kept.insert(one.name.to_owned(), Box::pin(one.keep()).await));
        kept.insert(NOTES.to_owned(), self.notes.keep());
        Value::Object(kept)
    }

    /// Gives every service what the state file says of it.
    pub(crate) async fn restore(&self, mut kept: Kept) {
        each!(self, |one| if let Some(regions) = kept.remove(one.name) {
            Box::pin(one.restore(regions)).await;
        });
        if let Some(notes) = kept.remove(NOTES) {
            self.notes.restore(notes);
        }
    }

    /// Whether something was noted since the last time this was asked; also by requests that only read.
    pub(crate) fn take_changed(&self) -> bool {
        self.notes.take_changed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_seed_fits_its_service() {
        let n = Neighbours::new(Clock::system(), Arc::default(), 0);
        assert_eq!(n.rds.view("eu-west-1").await.db_instances.len(), 1);
        assert_eq!(n.dynamodb.view("eu-west-1").await.tables.len(), 1);
        assert_eq!(n.kms.0.view("eu-west-1").await.keys.len(), 5);
        assert_eq!(n.secrets.inner.view("eu-west-1").await.secrets.len(), 2);
        assert_eq!(n.parameters.inner.view("eu-west-1").await.parameters.len(), 3);
        assert_eq!(n.waf.inner.view("eu-west-1").await.web_acls.len(), 3);
    }
}
