//! What is decided while a key is replaced by a new one.

use crate::UnixMillis;
use crate::journal::{Entry, Event};

/// So far the clocks of this machine and of IAM may be apart where nothing is known of that, and where it is: both sides
/// say whole seconds.
const SKEW_UNKNOWN: UnixMillis = 300_000.0;
const SKEW_KNOWN: UnixMillis = 5_000.0;
/// So long after its beginning an attempt that was cut off may still have made something.
const CUT_OFF: UnixMillis = 600_000.0;

/// A span of time by this machine's clock.
pub(super) type Span = (UnixMillis, UnixMillis);

/// An access key of a user, as IAM lists it.
#[derive(Debug, Clone, PartialEq)]
pub struct UserKey {
    /// AWS's id.
    pub id: String,
    /// Whether AWS takes it.
    pub is_active: bool,
    /// When it was made; IAM says it in whole seconds.
    pub created_at: UnixMillis,
}

/// When a step may have made something that nobody knows of: from the beginning of each attempt until it was given up. One
/// that failed made nothing. The last one goes on.
pub fn in_doubt(entries: &[Entry], step: usize) -> Vec<Span> {
    let own: Vec<&Entry> = entries.iter().filter(|entry| entry.step == step).collect();
    let ends = own.iter().skip(1).map(|entry| Some(*entry)).chain([None]);
    own.iter()
        .zip(ends)
        .filter(|(entry, _)| entry.event == Event::Intent)
        .filter_map(|(entry, end)| match end.map(|end| (&end.event, end.at)) {
            None => Some((entry.at, UnixMillis::INFINITY)),
            Some((Event::Failed { .. } | Event::Done { .. }, _)) => None,
            Some((Event::Unclear { .. }, at)) => Some((entry.at, at)),
            Some(_) => Some((entry.at, entry.at + CUT_OFF)),
        })
        .collect()
}

/// The keys that attempts made whose secret nobody has. `known` are those that somebody has: the one that is being
/// replaced, beside which there was none when the plan was made, and all that are kept. `skew` is how far this machine's
/// clock is ahead of AWS's, in milliseconds, where that is known.
pub fn left_over<'a>(
    listed: &'a [UserKey],
    known: &[&str],
    attempts: &[Span],
    skew: Option<UnixMillis>,
) -> Vec<&'a UserKey> {
    let (ahead, about) = (skew.unwrap_or_default(), if skew.is_some() { SKEW_KNOWN } else { SKEW_UNKNOWN });
    let is_of_one = |created_at: UnixMillis| {
        attempts.iter().any(|(from, to)| (from - ahead - about..=to - ahead + about).contains(&created_at))
    };
    listed.iter().filter(|key| !known.contains(&key.id.as_str()) && is_of_one(key.created_at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::{Problem, ProblemDetail};

    #[test]
    fn only_what_is_of_an_attempt_is_left_over() {
        let key = |id: &str, created_at| UserKey { id: id.to_owned(), is_active: true, created_at };
        let listed = [
            key("OLD", 999_000.0),
            key("EARLIER", 600_000.0),
            key("SKEWED", 800_000.0),
            key("NEW", 1_001_000.0),
            key("LATER", 9_000_000.0),
        ];
        let found = |known: &[&str], attempts: &[Span], skew| {
            left_over(&listed, known, attempts, skew).into_iter().map(|key| key.id.as_str()).collect::<Vec<_>>()
        };
        let attempt = [(1_000_000.0, 1_010_000.0)];
        assert_eq!(found(&["OLD"], &attempt, None), ["SKEWED", "NEW"]);
        assert_eq!(found(&["OLD", "NEW"], &attempt, None), ["SKEWED"]);
        assert_eq!(found(&["OLD"], &attempt, Some(0.0)), ["NEW"]);
        // This machine is 200 seconds ahead, or a day.
        assert_eq!(found(&["OLD"], &attempt, Some(200_000.0)), ["SKEWED"]);
        assert_eq!(found(&["OLD"], &[(87_400_000.0, 87_400_000.0)], Some(86_400_000.0)), ["NEW"]);
        assert_eq!(found(&["OLD"], &[(8_999_000.0, UnixMillis::INFINITY)], Some(0.0)), ["LATER"]);
        assert_eq!(found(&["OLD"], &[], None), Vec::<&str>::new());
    }

    #[test]
    fn an_attempt_is_in_doubt_unless_it_failed() {
        let problem = || Box::new(Problem::of(ProblemDetail::NotFound));
        let entry = |step, event, at| Entry { step, event, at };
        let own = |events: Vec<Event>| -> Vec<Span> {
            let at = |number: usize| UnixMillis::from(u32::try_from(number).unwrap_or_default());
            let mut entries = vec![entry(0, Event::Intent, 0.0)];
            entries.extend(events.into_iter().enumerate().map(|(number, event)| entry(1, event, at(number))));
            in_doubt(&entries, 1)
        };
        let (intent, failed, unclear) =
            (|| Event::Intent, || Event::Failed { problem: problem() }, || Event::Unclear { problem: problem() });
        let goes_on = |at| (at, UnixMillis::INFINITY);
        assert_eq!(own(vec![]), []);
        assert_eq!(own(vec![intent()]), [goes_on(0.0)]);
        assert_eq!(own(vec![intent(), failed(), intent()]), [goes_on(2.0)]);
        assert_eq!(own(vec![intent(), unclear(), intent()]), [(0.0, 1.0), goes_on(2.0)]);
        assert_eq!(own(vec![intent(), intent()]), [(0.0, CUT_OFF), goes_on(1.0)]);
        assert_eq!(own(vec![intent(), intent(), failed(), intent()]), [(0.0, CUT_OFF), goes_on(3.0)]);
    }
}
