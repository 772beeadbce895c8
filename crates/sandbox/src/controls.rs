//! Owns what a person can set while the sandbox runs, what waits for one, and the same as JSON at `/_sandbox`. Refuses
//! what AWS itself offers an operation for.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use crate::faults::Fault;
use crate::options::Pace;
use crate::{Inner, Sandbox};

/// The state of a sandbox's controls at one moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Controls {
    /// How asynchronous operations proceed.
    #[serde(serialize_with = "as_text")]
    pub pace: Pace,
    /// Whether the account is closed to App Runner: `SubscriptionRequiredException` for everything.
    pub closed_account: bool,
    /// Whether the account may have two services in each Region at most.
    pub two_services: bool,
    /// What goes wrong with coming requests, oldest first.
    pub faults: Vec<ArmedFault>,
    /// What does not go on before [`Sandbox::finish`].
    pub waiting: Vec<Waiting>,
}

/// A failure that is armed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArmedFault {
    /// The signing name, or `*`.
    pub service: String,
    /// The operation, or `*`.
    pub operation: String,
    /// AWS's code of a refusal, or `lose`, `hold` or `stall`.
    pub kind: String,
    /// How often it still happens; `None` is always.
    pub left: Option<u32>,
}

/// Something that a person would do outside of AWS's API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// Its Region.
    pub region: String,
    /// What is to be done.
    pub kind: WaitingFor,
    /// Its name for people.
    pub name: String,
    /// What [`Sandbox::finish`] knows it by: a connection's ARN, a domain's name.
    pub id: String,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitingFor {
    /// Letting App Runner into GitHub or Bitbucket.
    Handshake,
    /// Writing the records of a certificate into the DNS.
    DomainValidation,
}

/// What can be set at run time.
#[derive(Debug, Default)]
pub(crate) struct Switches {
    /// What the options said.
    usual: Pace,
    set: Mutex<Set>,
}

/// What was set, and is kept between starts.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Set {
    pace: Option<Pace>,
    closed_account: bool,
    two_services: bool,
}

impl Switches {
    pub(crate) fn new(usual: Pace, set: Set) -> Self {
        Self { usual, set: Mutex::new(set) }
    }

    pub(crate) fn pace(&self) -> Pace {
        self.lock().pace.unwrap_or(self.usual)
    }

    pub(crate) fn closed_account(&self) -> bool {
        self.lock().closed_account
    }

    pub(crate) fn two_services(&self) -> bool {
        self.lock().two_services
    }

    pub(crate) fn set(&self) -> Set {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Set> {
        self.set.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a person can do while the sandbox runs. What is set here survives a restart with a state file, which is written
/// with the next request.
impl Sandbox {
    /// What is set, and what waits for a person.
    pub fn controls(&self) -> Controls {
        let set = self.0.switches.set();
        let armed = self.0.faults.armed().into_iter().map(|(service, operation, fault, left)| ArmedFault {
            service,
            operation,
            kind: fault.to_string(),
            left,
        });
        Controls {
            pace: self.0.switches.pace(),
            closed_account: set.closed_account,
            two_services: set.two_services,
            faults: armed.collect(),
            waiting: self.0.apprunner.waiting(),
        }
    }

    /// How operations proceed from now on, those under way included.
    pub fn set_pace(&self, pace: Pace) {
        self.0.switch(|set| set.pace = Some(pace));
    }

    /// Closes the account to App Runner, as AWS did to new customers on 2026-04-30, or opens it again.
    pub fn set_closed_account(&self, closed: bool) {
        self.0.switch(|set| set.closed_account = closed);
    }

    /// Allows the account two services in each Region at most, as some have it, or as many as usual.
    pub fn set_two_services(&self, restricted: bool) {
        self.0.switch(|set| set.two_services = restricted);
    }

    /// Does what [`Controls::waiting`] waits for. False when nothing of that id waits in the Region.
    pub fn finish(&self, region: &str, id: &str) -> bool {
        self.0.apprunner.finish(region, id)
    }

    /// Everything as it was at the first start: all services, the switches of the account, no faults. The pace stays.
    pub async fn reset(&self) {
        self.0.wake().await;
        self.0.faults.clear();
        self.0.switch(|set| *set = Set { pace: set.pace, ..Set::default() });
        self.0.apprunner.reset();
        self.0.logs.reset();
        self.0.identity_center.reset();
        self.0.neighbours.reset().await;
        self.0.save().await;
    }

    /// `GET /_sandbox` and `POST /_sandbox`: what came of it as JSON, with the HTTP status.
    pub(crate) async fn control(&self, method: &http::Method, body: &[u8]) -> (u16, Value) {
        let outcome = match (method, serde_json::from_slice::<Orders>(body)) {
            (&http::Method::GET, _) => Ok(()),
            (&http::Method::POST, Ok(orders)) => self.obey(orders).await,
            (&http::Method::POST, Err(error)) => Err((400, error.to_string())),
            _ => Err((405, "GET or POST".to_owned())),
        };
        match outcome {
            Ok(()) => (200, serde_json::to_value(self.controls()).unwrap_or_default()),
            Err((status, message)) => (status, serde_json::json!({ "message": message })),
        }
    }

    async fn obey(&self, orders: Orders) -> Result<(), (u16, String)> {
        let wrong = |message| (400, message);
        // Whatever is not understood must leave everything as it is.
        let pace = orders.pace.map(|pace| pace.parse().map_err(wrong)).transpose()?;
        let fault = orders.fault.map(FaultOrder::read).transpose().map_err(wrong)?;
        if orders.reset {
            self.reset().await;
        }
        if let Some(pace) = pace {
            self.set_pace(pace);
        }
        if let Some(closed) = orders.closed_account {
            self.set_closed_account(closed);
        }
        if let Some(restricted) = orders.two_services {
            self.set_two_services(restricted);
        }
        if let Some((order, fault)) = fault {
            match order.times {
                Some(times) => self.faults().times(&order.service, &order.operation, times, fault),
                None => self.faults().always(&order.service, &order.operation, fault),
            }
        }
        match orders.finish {
            Some(Finish { region, id }) if !self.finish(&region, &id) => {
                Err((404, format!("nothing called {id} waits in {region}")))
            }
            _ => Ok(()),
        }
    }
}

impl Inner {
    fn switch(&self, work: impl FnOnce(&mut Set)) {
        work(&mut self.switches.lock());
        self.apprunner.note_change(true);
    }
}

/// What `POST /_sandbox` understands; a reset comes first.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Orders {
    pace: Option<String>,
    closed_account: Option<bool>,
    two_services: Option<bool>,
    fault: Option<FaultOrder>,
    finish: Option<Finish>,
    #[serde(default)]
    reset: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultOrder {
    service: String,
    operation: String,
    kind: String,
    times: Option<u32>,
}

impl FaultOrder {
    fn read(self) -> Result<(Self, Fault), String> {
        let fault = self.kind.parse()?;
        Ok((self, fault))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Finish {
    region: String,
    #[serde(alias = "arn")]
    id: String,
}

fn as_text<S: Serializer>(pace: &Pace, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(pace)
}
