//! Owns what a sandbox is started with.

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::clock::Clock;

/// How what takes its time proceeds: App Runner's operations, VPC endpoints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub enum Pace {
    /// Finished by the time of the next read.
    #[default]
    Instant,
    /// One stage further after each `n` reads of the service (describe, list, log reads). `Reads(0)` counts as `Reads(1)`.
    Reads(u32),
    /// Spread over about this many seconds of the sandbox's clock.
    Seconds(f64),
}

impl std::str::FromStr for Pace {
    type Err = String;

    /// `instant`, `reads:N` or `seconds:S`.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("not a pace: {text} (instant, reads:N or seconds:S)");
        match text.split_once(':') {
            None if text == "instant" => Ok(Self::Instant),
            Some(("reads", n)) => n.parse().map(Self::Reads).map_err(|_| wrong()),
            Some(("seconds", s)) => match s.parse::<f64>() {
                Ok(seconds) if seconds.is_finite() && seconds >= 0.0 => Ok(Self::Seconds(seconds)),
                _ => Err(wrong()),
            },
            _ => Err(wrong()),
        }
    }
}

impl std::fmt::Display for Pace {
    /// As [`Pace::from_str`](std::str::FromStr::from_str) reads it.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Instant => formatter.write_str("instant"),
            Self::Reads(n) => write!(formatter, "reads:{n}"),
            Self::Seconds(s) => write!(formatter, "seconds:{s}"),
        }
    }
}

/// How a sandbox behaves; `Options::default()` is instant, seeded and forgets everything at exit.
#[derive(Debug, Clone)]
pub struct Options {
    /// How operations proceed.
    pub pace: Pace,
    /// Where time comes from.
    pub clock: Clock,
    /// Kept between starts when set: all services, logs, and what the controls set. Written atomically after each change.
    pub state_file: Option<PathBuf>,
    /// This many more running services in ap-northeast-1, for measuring long tables.
    pub extra_services: usize,
    /// This many more subnets, in a VPC of their own, for looking at a large network. At most 256.
    pub extra_subnets: usize,
    /// Every answer waits this long (real time), as a far-away Region would make it.
    pub delay: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            pace: Pace::Instant,
            clock: Clock::system(),
            state_file: None,
            extra_services: 0,
            extra_subnets: 0,
            delay: Duration::ZERO,
        }
    }
}
