//! The machine's clocks: the one that is set, and the one that only runs.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use ard_core::UnixMillis;

use crate::moment;

/// This machine's clocks, or those of a test. Cheap to clone.
#[derive(Clone)]
pub struct Clock {
    wall: Arc<dyn Fn() -> SystemTime + Send + Sync>,
    ran: Arc<dyn Fn() -> Duration + Send + Sync>,
}

impl fmt::Debug for Clock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Clock")
    }
}

impl Clock {
    /// This machine's own.
    pub fn real() -> Self {
        let start = Instant::now();
        Self::made_up(SystemTime::now, move || start.elapsed())
    }

    /// Made up, for tests: the system's time, and for how long this has run.
    pub fn made_up(
        wall: impl Fn() -> SystemTime + Send + Sync + 'static,
        ran: impl Fn() -> Duration + Send + Sync + 'static,
    ) -> Self {
        Self { wall: Arc::new(wall), ran: Arc::new(ran) }
    }

    /// The system's time, which people and other programs set.
    pub fn now(&self) -> UnixMillis {
        moment::since_epoch((self.wall)())
    }

    /// For how long this has run, in milliseconds. Never goes back; on most systems it stands still while they sleep.
    pub fn ran(&self) -> f64 {
        (self.ran)().as_secs_f64() * 1000.0
    }
}
