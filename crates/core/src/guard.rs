//! The guard: what a person has marked as not to be changed, or not by accident. Pure; the engine asks it before anything
//! is changed, and no button is trusted to.

use serde::{Deserialize, Serialize};

use crate::UnixMillis;

/// How long a production account stays open once it is unlocked, in milliseconds.
pub const UNLOCKED_FOR: UnixMillis = 15.0 * 60.0 * 1000.0;
/// Most characters of a mark's name.
const MAX_NAME: usize = 40;

/// How far something is protected, the least first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Protection {
    /// Not at all.
    #[default]
    None,
    /// Changed only in the minutes after it was unlocked.
    Production,
    /// Never changed.
    ReadOnly,
}

/// The colour by which a session is known on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Color {
    /// Blue.
    Blue,
    /// Green.
    Green,
    /// Grey.
    Grey,
    /// Red.
    Red,
    /// Purple.
    Purple,
    /// Yellow.
    Yellow,
}

/// What a mark is on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Marked {
    /// A profile.
    Profile {
        /// Its name.
        name: String,
    },
    /// An account, by whatever profile it is reached.
    Account {
        /// Twelve digits.
        id: String,
    },
}

/// What a person has said of a profile or an account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Mark {
    /// How far it is protected.
    pub protection: Protection,
    /// Its colour.
    pub color: Option<Color>,
    /// What the person calls it; empty for nothing of its own.
    pub name: String,
}

impl Mark {
    /// The mark as it is kept; `None` for one that says nothing.
    pub fn tidy(&self) -> Option<Self> {
        let name: String = self.name.trim().chars().filter(|letter| !letter.is_control()).take(MAX_NAME).collect();
        let mark = Self { name, ..self.clone() };
        (mark != Self::default()).then_some(mark)
    }
}

/// A mark with what it is on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct MarkRow {
    /// What it is on.
    pub of: Marked,
    /// The mark.
    pub mark: Mark,
}

/// What guards a session: the stricter of what is said of its profile and of its account.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Guard {
    /// How far it is protected.
    pub protection: Protection,
    /// Its colour: the profile's own, else the account's.
    pub color: Option<Color>,
    /// What the person calls the account.
    pub name: Option<String>,
    /// Until when changes are let through, if production is unlocked.
    pub unlocked_until: Option<UnixMillis>,
}

impl Guard {
    /// What guards a session of a profile and, once AWS has said it, an account.
    pub fn of(marks: &[MarkRow], profile: &str, account: Option<&str>) -> Self {
        let find = |is_it: &dyn Fn(&Marked) -> bool| marks.iter().find(|row| is_it(&row.of)).map(|row| &row.mark);
        let own = find(&|of| matches!(of, Marked::Profile { name } if name == profile));
        let shared = find(&|of| matches!(of, Marked::Account { id } if Some(id.as_str()) == account));
        let both = || own.into_iter().chain(shared);
        Self {
            protection: both().map(|mark| mark.protection).max().unwrap_or_default(),
            color: both().find_map(|mark| mark.color),
            name: shared.map(|mark| mark.name.clone()).filter(|name| !name.is_empty()),
            unlocked_until: None,
        }
    }

    /// Whether something may be changed now.
    pub fn permit(&self, now: UnixMillis) -> Result<(), Protection> {
        match self.protection {
            Protection::None => Ok(()),
            Protection::Production if self.unlocked_until.is_some_and(|until| until > now) => Ok(()),
            protection => Err(protection),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(of: Marked, protection: Protection, color: Option<Color>, name: &str) -> MarkRow {
        MarkRow { of, mark: Mark { protection, color, name: name.to_owned() } }
    }

    fn marks() -> Vec<MarkRow> {
        let profile = |name: &str| Marked::Profile { name: name.to_owned() };
        let account = |id: &str| Marked::Account { id: id.to_owned() };
        vec![
            row(profile("audit"), Protection::ReadOnly, Some(Color::Grey), ""),
            row(profile("dev"), Protection::None, Some(Color::Green), "mine"),
            row(account("111111111111"), Protection::Production, Some(Color::Red), "shop"),
        ]
    }

    #[test]
    fn the_stricter_mark_counts() {
        for (profile, account, protection, color, name) in [
            ("audit", None, Protection::ReadOnly, Some(Color::Grey), None),
            ("audit", Some("111111111111"), Protection::ReadOnly, Some(Color::Grey), Some("shop")),
            ("dev", Some("111111111111"), Protection::Production, Some(Color::Green), Some("shop")),
            ("dev", Some("222222222222"), Protection::None, Some(Color::Green), None),
            // Who one is is not known: the profile's own mark is all there is.
            ("other", None, Protection::None, None, None),
            ("other", Some("111111111111"), Protection::Production, Some(Color::Red), Some("shop")),
        ] {
            let guard = Guard::of(&marks(), profile, account);
            assert_eq!(
                (guard.protection, guard.color, guard.name.as_deref()),
                (protection, color, name),
                "{profile} {account:?}"
            );
        }
    }

    #[test]
    fn production_is_open_for_some_minutes_and_read_only_never() {
        let guard = |protection, unlocked_until| Guard { protection, unlocked_until, ..Guard::default() };
        for (guard, wanted) in [
            (guard(Protection::None, None), Ok(())),
            (guard(Protection::Production, None), Err(Protection::Production)),
            (guard(Protection::Production, Some(99.0)), Err(Protection::Production)),
            (guard(Protection::Production, Some(101.0)), Ok(())),
            (guard(Protection::ReadOnly, Some(101.0)), Err(Protection::ReadOnly)),
        ] {
            assert_eq!(guard.permit(100.0), wanted, "{guard:?}");
        }
    }

    #[test]
    fn a_mark_that_says_nothing_is_none() {
        assert_eq!(Mark { name: " \n".to_owned(), ..Mark::default() }.tidy(), None);
        let long = Mark { name: format!(" {}", "あ".repeat(50)), ..Mark::default() }.tidy();
        assert_eq!(long.map(|mark| mark.name.chars().count()), Some(40));
    }
}
