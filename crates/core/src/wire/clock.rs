//! Clocks: how far this machine's is from AWS's, and whether the machine has slept. All in milliseconds.

use crate::UnixMillis;

/// Between two looks at the clocks.
pub const TICK: f64 = 5_000.0;
/// A clock that is further off than this is spoken of; from five minutes on AWS refuses requests. (AWS General Reference,
/// *Signature Version 4*, checked 2026-11-30.)
const WRONG: f64 = 120_000.0;
/// An answer that took longer says too little of when it was given.
const LONGEST: f64 = 15_000.0;
/// The system's time runs so far ahead of ours only when we did not run.
const SLEPT: f64 = 30_000.0;
/// The `Date` of an answer is cut to whole seconds.
const HALF_SECOND: f64 = 500.0;

/// How far this machine's clock is ahead of AWS's, from one answer; `None` when that cannot be told.
pub fn skew_of(sent: UnixMillis, received: UnixMillis, date: UnixMillis) -> Option<f64> {
    let took = received - sent;
    let is_sound = (0.0..=LONGEST).contains(&took);
    is_sound.then(|| (f64::midpoint(sent, received) - date - HALF_SECOND).round())
}

/// By how many minutes the clock is wrong, ahead of AWS's when positive; `None` while it is right enough.
#[expect(clippy::cast_possible_truncation, reason = "no clock is two billion minutes off, and one that is stays wrong")]
pub fn wrong_by(skew: f64) -> Option<i32> {
    (skew.abs() > WRONG).then(|| (skew / 60_000.0).round() as i32)
}

/// Whether the machine has slept between two looks: `wall` passed by the system's time, `ran` by the clock that stands
/// still meanwhile. On some systems it does not, and then the look itself is late.
pub fn slept(wall: f64, ran: f64) -> bool {
    wall - ran.min(TICK) > SLEPT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_skew_is_that_over_the_round_trip() {
        for (sent, received, date, wanted) in [
            (1_000_000.0, 1_001_000.0, 1_000_000.0, Some(0.0)),
            (1_600_000.0, 1_600_000.0, 1_000_000.0, Some(599_500.0)),
            (1_000_000.0, 1_000_000.0, 1_300_000.0, Some(-300_500.0)),
            (1_000_000.0, 1_020_000.0, 1_000_000.0, None),
            // The clock went back meanwhile.
            (1_000_000.0, 900_000.0, 1_000_000.0, None),
        ] {
            assert_eq!(skew_of(sent, received, date), wanted);
        }
    }

    #[test]
    fn two_minutes_are_said() {
        for (skew, wanted) in [
            (0.0, None),
            (-120_000.0, None),
            (121_000.0, Some(2)),
            (-600_500.0, Some(-10)),
            (f64::INFINITY, Some(i32::MAX)),
        ] {
            assert_eq!(wrong_by(skew), wanted, "{skew}");
        }
    }

    #[test]
    fn sleep_is_time_in_which_nothing_ran() {
        for (wall, ran, wanted) in [
            (5_000.0, 5_000.0, false),
            (34_000.0, 5_000.0, false),
            (36_000.0, 5_000.0, true),
            // A clock that goes on during sleep.
            (600_000.0, 600_000.0, true),
            // A clock that was set back.
            (-7_200_000.0, 5_000.0, false),
        ] {
            assert_eq!(slept(wall, ran), wanted, "{wall} {ran}");
        }
    }
}
