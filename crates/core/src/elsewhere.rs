//! Where else an account has services: an empty list in one Region says nothing of the others.

use serde::{Deserialize, Serialize};

use crate::problem::Problem;
use crate::region;

/// What was found in another Region.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Elsewhere {
    /// The Region.
    pub region: String,
    /// What was found.
    pub found: Found,
}

/// What a look into a Region came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Found {
    /// So many services; perhaps none.
    Counted {
        /// How many.
        count: u32,
    },
    /// The Region could not be looked into.
    Unread {
        /// Why.
        problem: Box<Problem>,
    },
}

/// The Regions to look into from one of them.
pub fn regions_from(here: &str) -> impl Iterator<Item = &'static str> {
    region::ALL.iter().map(|(code, _)| *code).filter(move |code| *code != here)
}

/// In the order in which they are shown: most services first, then as AWS lists its Regions; those that could not be
/// looked into last.
pub fn order(mut all: Vec<Elsewhere>) -> Vec<Elsewhere> {
    let place = |code: &str| region::ALL.iter().position(|(one, _)| *one == code);
    all.sort_by_key(|one| {
        let rank = match &one.found {
            Found::Counted { count } => u32::MAX - count,
            Found::Unread { .. } => u32::MAX,
        };
        (matches!(one.found, Found::Unread { .. }), rank, place(&one.region))
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::ProblemDetail;

    #[test]
    fn all_other_served_regions_are_looked_into() {
        assert_eq!(regions_from("ap-northeast-1").count(), region::ALL.len() - 1);
        assert!(regions_from("ap-northeast-1").all(|code| code != "ap-northeast-1"));
    }

    #[test]
    fn where_most_is_comes_first() {
        let counted = |region: &str, count| Elsewhere { region: region.to_owned(), found: Found::Counted { count } };
        let problem = Box::new(Problem::of(ProblemDetail::Unreachable));
        let unread = Elsewhere { region: "us-east-1".to_owned(), found: Found::Unread { problem } };
        let all = order(vec![unread, counted("eu-west-3", 0), counted("eu-west-1", 0), counted("us-west-2", 4)]);
        let regions: Vec<&str> = all.iter().map(|one| one.region.as_str()).collect();
        assert_eq!(regions, ["us-west-2", "eu-west-1", "eu-west-3", "us-east-1"]);
    }
}
