//! What can be looked at before a service is created, so that what would fail minutes later is said now.
//!
//! A look never stops anybody: what could not be looked at says so, and the person decides.

use serde::{Deserialize, Serialize};

use crate::check::{Context, SERVICE_QUOTA, addresses_needed};
use crate::draft::{AccessRole, Draft, InstanceRole, Outgoing, SourceDraft};
use crate::finding::Fix;
use crate::image::{ImageReference, PLATFORM, Registry, Selector};
use crate::problem::Problem;
use crate::role::{self, Principal};
use crate::service::ImageDetail;
use crate::vpc::WayOut;

/// Compressed size in bytes from which an image is doubtful: with its unpacked layers, and what the application
/// writes, it has to fit into 3 GB. (Developer Guide, *Developing application code*, April 2026.)
const LARGE: f64 = 1.0e9;

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Look {
    /// Whether the image is in its repository.
    ImageFound {
        /// Image URI.
        uri: String,
    },
    /// Whether the image is for App Runner's platform.
    ImagePlatform {
        /// The platforms it is for; empty when its manifest does not say.
        platforms: Vec<String>,
    },
    /// Whether the image is small enough.
    ImageSize {
        /// Compressed size in bytes.
        bytes: f64,
    },
    /// Whether the image listens on the port that App Runner asks.
    ImagePort {
        /// The port of the draft.
        port: String,
        /// The ports that the image says it listens on.
        exposed: Vec<u16>,
    },
    /// Whether something starts the application.
    ImageCommand,
    /// Whether App Runner may assume the access role.
    AccessRole {
        /// Role ARN.
        arn: String,
    },
    /// Whether the running application may assume the instance role.
    InstanceRole {
        /// Role ARN.
        arn: String,
    },
    /// Whether the secrets and parameters that the draft refers to are there.
    References {
        /// Those that are not.
        missing: Vec<String>,
    },
    /// Whether the instance role may read them.
    ReferenceRights {
        /// Those that it may not.
        denied: Vec<String>,
    },
    /// Whether the subnets of the VPC connector have a way out and addresses enough.
    Subnets {
        /// Free addresses in all of them.
        free: u32,
        /// Addresses that a deployment at full size takes; `None` when the most instances are not known here.
        needed: Option<u32>,
        /// Those whose way out is an internet gateway, which is none for App Runner.
        public: Vec<String>,
    },
    /// Whether the person may do what the plan does.
    Rights {
        /// Actions that IAM would refuse.
        denied: Vec<String>,
    },
    /// Whether the connection is agreed to.
    Connection {
        /// Connection ARN.
        arn: String,
    },
    /// Whether the service's name is free.
    Name {
        /// Service name.
        name: String,
    },
    /// Whether there is room for one more service.
    Quota {
        /// Services that exist.
        count: u32,
        /// Services that may exist, if the quota was never raised.
        quota: u32,
    },
}

/// What a look found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outcome {
    /// As it has to be.
    Passed,
    /// It will fail like this.
    Failed,
    /// It may fail like this.
    Doubtful,
    /// It could not be looked at.
    Unknown {
        /// Why; `None` when there is no way to look.
        problem: Option<Box<Problem>>,
    },
}

/// One look and what it found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Looked {
    /// What was looked at.
    pub look: Look,
    /// What was found.
    pub outcome: Outcome,
    /// A repair of the draft, when there is one.
    pub fix: Option<Fix>,
}

impl Looked {
    fn new(look: Look, outcome: Outcome) -> Self {
        Self { look, outcome, fix: None }
    }
}

/// What somebody else was asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Sight<T> {
    /// There was nothing to ask.
    Nothing,
    /// There was no answer.
    Unknown(Box<Problem>),
    /// The answer.
    Known(T),
}

/// What was asked of AWS for a draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// Its image.
    pub image: ImageFact,
    /// The references that are not there.
    pub missing: Sight<Vec<String>>,
    /// The references that the instance role may not read.
    pub unreadable: Sight<Vec<String>>,
    /// The actions of its plan that the person may not do.
    pub denied: Sight<Vec<String>>,
}

/// What is known of a draft's image.
#[derive(Debug, Clone, PartialEq)]
pub enum ImageFact {
    /// There is no way to look: a public image, or one of another account or Region.
    OutOfSight,
    /// Looking failed.
    Unknown(Problem),
    /// It is not there.
    Missing,
    /// It is there.
    Found(ImageDetail),
}

/// The repository and the tag or digest of a draft's image, where it can be looked at: in the session's own account and
/// Region.
pub fn image_in_sight(draft: &Draft, context: &Context) -> Option<(String, Selector)> {
    let reference = ImageReference::parse(draft.source.uri()?.trim()).ok()?;
    let is_own = reference.registry == Registry::Ecr
        && reference.account.as_ref() == Some(&context.account)
        && reference.region.as_ref() == Some(&context.region);
    is_own.then_some((reference.repository, reference.selector))
}

/// What was found of everything that can be looked at.
pub fn preflight(draft: &Draft, context: &Context, seen: Seen) -> Vec<Looked> {
    let mut looks = Vec::new();
    if let Some(uri) = draft.source.uri() {
        looks.extend(image_looks(draft, uri, seen.image));
    }
    match &draft.source {
        SourceDraft::Ecr { access_role: AccessRole::UseExisting { arn, repair }, .. } => {
            let look = Look::AccessRole { arn: arn.trim().to_owned() };
            looks.push(role_look(look, arn, *repair, Principal::Build, context));
        }
        SourceDraft::Code { connection, .. } => looks.push(connection_look(connection, context)),
        SourceDraft::Ecr { .. } | SourceDraft::EcrPublic { .. } => {}
    }
    if let InstanceRole::UseExisting { arn, repair } = &draft.instance_role {
        let look = Look::InstanceRole { arn: arn.trim().to_owned() };
        looks.push(role_look(look, arn, *repair, Principal::Tasks, context));
    }
    looks.extend(asked(seen.missing, |missing| Look::References { missing }));
    looks.extend(asked(seen.unreadable, |denied| Look::ReferenceRights { denied }));
    looks.extend(subnet_look(draft, context));
    looks.extend(asked(seen.denied, |denied| Look::Rights { denied }));
    looks.extend(account_looks(draft, context));
    looks
}

const OUT_OF_SIGHT: Outcome = Outcome::Unknown { problem: None };

/// A look that passes when nothing was named.
fn asked(answer: Sight<Vec<String>>, look: fn(Vec<String>) -> Look) -> Option<Looked> {
    match answer {
        Sight::Nothing => None,
        Sight::Unknown(problem) => Some(Looked::new(look(Vec::new()), Outcome::Unknown { problem: Some(problem) })),
        Sight::Known(named) => {
            let outcome = if named.is_empty() { Outcome::Passed } else { Outcome::Failed };
            Some(Looked::new(look(named), outcome))
        }
    }
}

fn image_looks(draft: &Draft, uri: &str, image: ImageFact) -> Vec<Looked> {
    let found = Look::ImageFound { uri: uri.trim().to_owned() };
    let image = match image {
        ImageFact::OutOfSight => return vec![Looked::new(found, OUT_OF_SIGHT)],
        ImageFact::Unknown(problem) => {
            return vec![Looked::new(found, Outcome::Unknown { problem: Some(Box::new(problem)) })];
        }
        ImageFact::Missing => return vec![Looked::new(found, Outcome::Failed)],
        ImageFact::Found(image) => image,
    };
    let mut looks = vec![Looked::new(found, Outcome::Passed), platform_look(image.platforms)];
    looks.extend(image.size_bytes.map(|bytes| {
        Looked::new(Look::ImageSize { bytes }, if bytes > LARGE { Outcome::Doubtful } else { Outcome::Passed })
    }));
    looks.extend(image.ports.and_then(|exposed| port_look(&draft.port, exposed)));
    looks.extend(image.has_command.map(|has_command| {
        let starts = has_command || !draft.start_command.trim().is_empty();
        Looked::new(Look::ImageCommand, if starts { Outcome::Passed } else { Outcome::Failed })
    }));
    looks
}

fn platform_look(platforms: Vec<String>) -> Looked {
    let outcome = if platforms.is_empty() {
        OUT_OF_SIGHT
    } else if platforms.iter().any(|platform| platform == PLATFORM) {
        Outcome::Passed
    } else {
        Outcome::Failed
    };
    Looked::new(Look::ImagePlatform { platforms }, outcome)
}

/// What an image says of its ports is a note of its author's: it may listen on another, and say none at all.
fn port_look(port: &str, exposed: Vec<u16>) -> Option<Looked> {
    let first = *exposed.first()?;
    let is_exposed = port.trim().parse().is_ok_and(|port: u16| exposed.contains(&port));
    let look = Look::ImagePort { port: port.trim().to_owned(), exposed };
    Some(if is_exposed {
        Looked::new(look, Outcome::Passed)
    } else {
        Looked { fix: Some(Fix::SetPort { port: first.into() }), ..Looked::new(look, Outcome::Doubtful) }
    })
}

fn role_look(look: Look, arn: &str, repair: bool, principal: Principal, context: &Context) -> Looked {
    let Some(roles) = &context.roles else { return Looked::new(look, OUT_OF_SIGHT) };
    match roles.iter().find(|role| role.arn == arn.trim()) {
        // A role of another account, or one that was just deleted.
        None => Looked::new(look, Outcome::Doubtful),
        Some(known) if known.trusts.contains(&principal) => Looked::new(look, Outcome::Passed),
        Some(known) if role::is_service_linked(&known.arn) || role::trust_with(&known.trust, principal).is_none() => {
            Looked::new(look, Outcome::Failed)
        }
        // The plan repairs it first.
        Some(_) if repair => Looked::new(look, Outcome::Passed),
        Some(_) => Looked { fix: Some(Fix::RepairTrust { principal }), ..Looked::new(look, Outcome::Failed) },
    }
}

/// The subnets of the connector, new or not, as far as the networks are known.
fn subnet_look(draft: &Draft, context: &Context) -> Option<Looked> {
    let chosen = match &draft.outgoing {
        Outgoing::Public => return None,
        Outgoing::NewConnector { subnets, .. } => Some(subnets),
        Outgoing::Connector { arn } => {
            let known = context.connectors.iter().flatten().find(|connector| connector.arn == arn.trim());
            known.map(|connector| &connector.subnets)
        }
    };
    let needed = addresses_needed(draft);
    let (Some(chosen), Some(network)) = (chosen, &context.network) else {
        return Some(Looked::new(Look::Subnets { free: 0, needed, public: Vec::new() }, OUT_OF_SIGHT));
    };
    let known = || network.subnets.iter().filter(|subnet| chosen.contains(&subnet.id));
    let free = known().map(|subnet| subnet.free_addresses).sum();
    let public: Vec<String> =
        known().filter(|subnet| subnet.way_out == WayOut::InternetGateway).map(|subnet| subnet.id.clone()).collect();
    let is_doubtful = !public.is_empty() || needed.is_some_and(|needed| needed > free);
    let outcome = if is_doubtful { Outcome::Doubtful } else { Outcome::Passed };
    Some(Looked::new(Look::Subnets { free, needed, public }, outcome))
}

fn connection_look(arn: &str, context: &Context) -> Looked {
    let outcome = match &context.connections {
        None => OUT_OF_SIGHT,
        Some(all) if all.iter().any(|connection| connection.arn == arn.trim() && connection.is_available) => {
            Outcome::Passed
        }
        Some(_) => Outcome::Failed,
    };
    Looked::new(Look::Connection { arn: arn.trim().to_owned() }, outcome)
}

fn account_looks(draft: &Draft, context: &Context) -> [Looked; 2] {
    let name = draft.name.trim();
    let count = context.service_names.as_ref().map(|names| u32::try_from(names.len()).unwrap_or(u32::MAX));
    let name_outcome = match &context.service_names {
        None => OUT_OF_SIGHT,
        Some(names) if names.iter().any(|other| other == name) => Outcome::Failed,
        Some(_) => Outcome::Passed,
    };
    let quota_outcome = match count {
        None => OUT_OF_SIGHT,
        Some(count) if count >= SERVICE_QUOTA => Outcome::Doubtful,
        Some(_) => Outcome::Passed,
    };
    let quota = Look::Quota { count: count.unwrap_or_default(), quota: SERVICE_QUOTA };
    [Looked::new(Look::Name { name: name.to_owned() }, name_outcome), Looked::new(quota, quota_outcome)]
}

#[cfg(test)]
mod tests;
