//! The one place of the engine that reads the clock.

use std::time::{SystemTime, UNIX_EPOCH};

use ard_core::UnixMillis;

/// Now.
#[expect(clippy::cast_precision_loss, reason = "exact for the next quarter of a million years")]
pub(crate) fn now() -> UnixMillis {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_millis()) as UnixMillis
}
