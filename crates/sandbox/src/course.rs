//! Owns how things go on by themselves: stages that wait, and when the next one is due. Refuses to know what a stage
//! does, and to sleep: time and reads are told to it.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::options::Pace;

/// The rest of something that goes on by itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Course<S> {
    started_at: i64,
    stages: VecDeque<S>,
    /// How many stages there were at the start.
    total: usize,
    /// Reads seen since the last stage.
    reads: u32,
}

impl<S> Course<S> {
    pub(crate) fn new(started_at: i64, stages: impl IntoIterator<Item = S>) -> Self {
        let stages: VecDeque<S> = stages.into_iter().collect();
        Self { started_at, total: stages.len(), stages, reads: 0 }
    }

    pub(crate) fn is_over(&self) -> bool {
        self.stages.is_empty()
    }

    /// The next stage, whatever the pace says.
    pub(crate) fn skip(&mut self) -> Option<S> {
        self.stages.pop_front()
    }

    /// All stages up to the first that is last, whatever the pace says.
    pub(crate) fn through(&mut self, is_last: impl Fn(&S) -> bool) -> Vec<S> {
        let count = self.stages.iter().position(is_last).map_or(self.stages.len(), |place| place + 1);
        self.stages.drain(..count).collect()
    }

    /// The stages that begin by `now`, each with the time it begins at. `read` says whether it is being looked at.
    pub(crate) fn due(&mut self, pace: Pace, now: i64, read: bool) -> Vec<(S, i64)> {
        match pace {
            Pace::Instant => self.stages.drain(..).map(|stage| (stage, now)).collect(),
            Pace::Reads(each) if read => {
                self.reads += 1;
                if self.reads < each.max(1) {
                    return Vec::new();
                }
                self.reads = 0;
                self.skip().map(|stage| (stage, now)).into_iter().collect()
            }
            Pace::Reads(_) => Vec::new(),
            Pace::Seconds(length) => {
                let mut due = Vec::new();
                while let Some(at) = self.next_due(length).filter(|at| *at <= now) {
                    due.extend(self.skip().map(|stage| (stage, at)));
                }
                due
            }
        }
    }

    /// When the next stage is due: the stages are spread evenly over `length` seconds.
    fn next_due(&self, length: f64) -> Option<i64> {
        if self.stages.is_empty() {
            return None;
        }
        let place = self.total - self.stages.len() + 1;
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            reason = "a dozen stages, minutes at most"
        )]
        let offset = (length * 1000.0 * place as f64 / self.total.max(1) as f64) as i64;
        Some(self.started_at + offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_wait_for_their_pace() {
        let fresh = || Course::new(1_000, ["a", "b"]);
        assert_eq!(fresh().due(Pace::Instant, 1_000, false), [("a", 1_000), ("b", 1_000)]);
        let mut read = fresh();
        assert_eq!(read.due(Pace::Reads(2), 1_001, true), []);
        assert_eq!(read.due(Pace::Reads(2), 1_002, false), []);
        assert_eq!(read.due(Pace::Reads(2), 1_003, true), [("a", 1_003)]);
        let mut timed = fresh();
        assert_eq!(timed.due(Pace::Seconds(4.0), 2_999, true), []);
        assert_eq!(timed.due(Pace::Seconds(4.0), 9_000, false), [("a", 3_000), ("b", 5_000)]);
        assert!(timed.is_over());
    }
}
