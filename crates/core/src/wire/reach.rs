//! Whether there is a connection, as told by calls that were made anyway; nothing is asked in order to find out.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::UnixMillis;

/// How well AWS can be reached.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Connectivity {
    /// Since when nothing can be reached; `None` while something can.
    pub offline_since: Option<UnixMillis>,
    /// When something answered last.
    pub answered_at: Option<UnixMillis>,
    /// By how many minutes this machine's clock is ahead of AWS's (behind, when negative); `None` while it is right enough.
    pub clock_wrong_by: Option<i32>,
}

/// What calls have told. One host that cannot be reached while others answer is that host's trouble and no lack of a
/// connection.
#[derive(Debug, Default)]
pub struct Reach {
    /// Counts what happens, since clocks jump.
    now: u64,
    /// When each host that fails began to fail: by count and by the clock.
    failing: HashMap<String, (u64, UnixMillis)>,
    /// When any host answered last, likewise.
    answered: Option<(u64, UnixMillis)>,
}

impl Reach {
    /// A host answered. Says whether there is a connection again.
    pub fn answered(&mut self, host: &str, at: UnixMillis) -> bool {
        let was_offline = self.offline_since().is_some();
        self.now += 1;
        self.answered = Some((self.now, at));
        self.failing.remove(host);
        was_offline
    }

    /// A host could not be reached. Says whether there is no connection any more, which there was before.
    pub fn failed(&mut self, host: &str, at: UnixMillis) -> bool {
        let was_offline = self.offline_since().is_some();
        self.now += 1;
        self.failing.entry(host.to_owned()).or_insert((self.now, at));
        !was_offline && self.offline_since().is_some()
    }

    /// Since when nothing can be reached.
    pub fn offline_since(&self) -> Option<UnixMillis> {
        let last = self.answered.map_or(0, |(count, _)| count);
        self.failing.values().filter(|(count, _)| *count > last).min_by_key(|(count, _)| *count).map(|(_, at)| *at)
    }

    /// When something answered last.
    pub fn answered_at(&self) -> Option<UnixMillis> {
        self.answered.map(|(_, at)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_failure_is_when_the_connection_was_lost() {
        let mut reach = Reach::default();
        assert_eq!((reach.offline_since(), reach.answered_at()), (None, None));
        assert!(!reach.answered("a", 1.0));
        assert!(reach.failed("a", 2.0));
        assert!(!reach.failed("b", 3.0));
        assert!(!reach.failed("a", 4.0));
        assert_eq!((reach.offline_since(), reach.answered_at()), (Some(2.0), Some(1.0)));
        assert!(reach.answered("b", 5.0));
        assert_eq!(reach.offline_since(), None);
    }

    #[test]
    fn a_host_that_is_down_among_others_is_not_the_network() {
        let mut reach = Reach::default();
        assert!(reach.failed("down", 1.0));
        assert!(reach.answered("up", 2.0));
        assert!(!reach.failed("down", 3.0));
        assert_eq!(reach.offline_since(), None);
        // Now the network goes, too.
        assert!(reach.failed("up", 4.0));
        assert_eq!(reach.offline_since(), Some(4.0));
        assert!(reach.answered("down", 5.0));
        assert!(!reach.failed("up", 6.0));
    }

    #[test]
    fn a_clock_that_jumps_back_changes_nothing() {
        let mut reach = Reach::default();
        reach.answered("a", 1_000.0);
        assert!(reach.failed("a", 10.0));
        assert_eq!(reach.offline_since(), Some(10.0));
        assert!(reach.answered("a", 5.0));
    }
}
