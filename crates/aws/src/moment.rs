//! AWS's moments as ours.

use ard_core::UnixMillis;
use aws_smithy_types::DateTime;

/// Milliseconds since the Unix epoch; `None` for a moment out of their range.
pub(crate) fn millis(moment: &DateTime) -> Option<UnixMillis> {
    #[expect(clippy::cast_precision_loss, reason = "exact for the next quarter of a million years")]
    moment.to_millis().ok().map(|millis| millis as UnixMillis)
}

/// The same of this machine's own clock.
pub(crate) fn since_epoch(moment: std::time::SystemTime) -> UnixMillis {
    millis(&DateTime::from(moment)).unwrap_or_default()
}
