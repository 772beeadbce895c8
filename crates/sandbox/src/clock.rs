//! Owns the sandbox's time. Refuses to sleep: time passes outside, or because a test says so.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Where the sandbox's "now" comes from. Cloning shares the same time.
#[derive(Debug, Clone)]
pub struct Clock(Source);

#[derive(Debug, Clone)]
enum Source {
    System { origin_ms: i64, scale: f64 },
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's own clock.
    pub fn system() -> Self {
        Self::scaled(1.0)
    }

    /// The machine's clock, running `scale` times as fast from now on.
    pub fn scaled(scale: f64) -> Self {
        Self(Source::System { origin_ms: system_ms(), scale })
    }

    /// A clock that stands still at `start_ms` (Unix milliseconds) until [`Clock::advance`].
    pub fn manual(start_ms: i64) -> Self {
        Self(Source::Manual(Arc::new(AtomicI64::new(start_ms))))
    }

    /// Moves a manual clock forward; the system clock is not moved by anyone.
    pub fn advance(&self, by: Duration) {
        if let Source::Manual(now) = &self.0 {
            now.fetch_add(i64::try_from(by.as_millis()).unwrap_or(i64::MAX), Ordering::SeqCst);
        }
    }

    /// Unix milliseconds.
    pub fn now_ms(&self) -> i64 {
        match &self.0 {
            Source::Manual(now) => now.load(Ordering::SeqCst),
            Source::System { origin_ms, scale } => {
                let elapsed = system_ms() - origin_ms;
                #[expect(
                    clippy::cast_precision_loss,
                    clippy::cast_possible_truncation,
                    reason = "milliseconds of a session fit a float exactly"
                )]
                let scaled = (elapsed as f64 * scale) as i64;
                origin_ms + scaled
            }
        }
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

fn system_ms() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_millis()).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manual_clock_moves_only_when_told() {
        let clock = Clock::manual(1_000);
        let same = clock.clone();
        assert_eq!(same.now_ms(), 1_000);
        clock.advance(Duration::from_secs(2));
        assert_eq!(same.now_ms(), 3_000);
    }
}
