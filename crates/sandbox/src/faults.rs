//! Owns failures provoked by a test or on the command line. Those a person provokes by typing live in `apprunner`.

use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The request is refused without being carried out.
    Refuse {
        /// The HTTP status.
        status: u16,
        /// AWS's error code, such as `AccessDeniedException`.
        code: String,
        /// AWS's message.
        message: String,
    },
    /// The request is carried out, and the connection breaks before the answer.
    LoseResponse,
    /// The request is carried out, and the answer never comes.
    Hold,
    /// The request is not carried out, and no answer ever comes.
    Stall,
}

impl Fault {
    /// A refusal; `status` is the HTTP status.
    pub fn refuse(status: u16, code: &str, message: &str) -> Self {
        Self::Refuse { status, code: code.into(), message: message.into() }
    }

    /// `ThrottlingException`, as AWS words it.
    pub fn throttle() -> Self {
        Self::refuse(400, "ThrottlingException", "Rate exceeded")
    }

    /// `AccessDeniedException`.
    pub fn denied() -> Self {
        Self::refuse(403, "AccessDeniedException", "User is not authorized to perform this operation.")
    }

    /// Credentials that were valid once.
    pub fn expired() -> Self {
        Self::refuse(403, "ExpiredTokenException", "The security token included in the request is expired")
    }

    /// `InternalServiceErrorException`, as App Runner names it.
    pub fn internal() -> Self {
        Self::refuse(500, "InternalServiceErrorException", "An unexpected service exception occurred.")
    }

    /// An account that may not use App Runner.
    pub fn subscription_required() -> Self {
        Self::refuse(403, "SubscriptionRequiredException", "The AWS Access Key Id needs a subscription for the service")
    }
}

impl FromStr for Fault {
    type Err = String;

    /// By the word for it: `throttle`, `denied`, `expired`, `internal`, `subscription`, `lose`, `hold` or `stall`.
    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "throttle" => Ok(Self::throttle()),
            "denied" => Ok(Self::denied()),
            "expired" => Ok(Self::expired()),
            "internal" => Ok(Self::internal()),
            "subscription" => Ok(Self::subscription_required()),
            "lose" => Ok(Self::LoseResponse),
            "hold" => Ok(Self::Hold),
            "stall" => Ok(Self::Stall),
            _ => Err(format!("no such kind of fault: {word}")),
        }
    }
}

impl fmt::Display for Fault {
    /// The word for it, or AWS's code of a refusal.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::LoseResponse => "lose",
            Self::Hold => "hold",
            Self::Stall => "stall",
            Self::Refuse { code, .. } => code,
        })
    }
}

#[derive(Debug)]
struct Rule {
    service: String,
    operation: String,
    fault: Fault,
    /// How many requests it lets pass before.
    spared: u32,
    left: Option<u32>,
}

/// The faults armed in a sandbox. Cloning shares them.
#[derive(Debug, Clone, Default)]
pub struct Faults(Arc<Mutex<Vec<Rule>>>);

impl Faults {
    /// The next `times` requests for `operation` of `service` (signing name; `*` is any) go wrong.
    pub fn times(&self, service: &str, operation: &str, times: u32, fault: Fault) {
        self.add(service, operation, (0, Some(times)), fault);
    }

    /// Of the requests for `operation` of `service` (signing name; `*` is any) from now on, the `nth` goes wrong; 1 is the next.
    pub fn nth(&self, service: &str, operation: &str, nth: u32, fault: Fault) {
        self.add(service, operation, (nth.saturating_sub(1), Some(1)), fault);
    }

    /// Every request for `operation` of `service` (signing name; `*` is any) goes wrong until [`Faults::clear`].
    pub fn always(&self, service: &str, operation: &str, fault: Fault) {
        self.add(service, operation, (0, None), fault);
    }

    /// Forgets every armed fault.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// What is armed, oldest first: service, operation, what goes wrong, and how often it still will (`None`: always).
    pub(crate) fn armed(&self) -> Vec<(String, String, Fault, Option<u32>)> {
        let rules = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let armed = rules.iter().filter(|rule| rule.left != Some(0));
        armed.map(|rule| (rule.service.clone(), rule.operation.clone(), rule.fault.clone(), rule.left)).collect()
    }

    fn add(&self, service: &str, operation: &str, (spared, left): (u32, Option<u32>), fault: Fault) {
        let rule = Rule { service: service.into(), operation: operation.into(), fault, spared, left };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(rule);
    }

    /// The first armed fault for a request; counted ones are used up.
    pub(crate) fn take(&self, service: &str, operation: &str) -> Option<Fault> {
        let fits = |pattern: &str, value: &str| pattern == "*" || pattern == value;
        let mut rules = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let rule = rules
            .iter_mut()
            .find(|rule| rule.left != Some(0) && fits(&rule.service, service) && fits(&rule.operation, operation))?;
        if rule.spared > 0 {
            rule.spared -= 1;
            return None;
        }
        if let Some(left) = &mut rule.left {
            *left -= 1;
        }
        Some(rule.fault.clone())
    }
}
