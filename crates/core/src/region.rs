//! The Regions that App Runner serves.

use serde::{Deserialize, Serialize};

/// A Region that App Runner serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RegionOption {
    /// The Region's code, such as `ap-northeast-1`.
    pub code: String,
    /// The place, as AWS writes it.
    pub place: String,
}

/// All 11, from the AWS General Reference (checked 2026-11-23). App Runner gets no further Regions.
pub const ALL: [(&str, &str); 11] = [
    ("us-east-1", "N. Virginia"),
    ("us-east-2", "Ohio"),
    ("us-west-2", "Oregon"),
    ("ap-south-1", "Mumbai"),
    ("ap-southeast-1", "Singapore"),
    ("ap-southeast-2", "Sydney"),
    ("ap-northeast-1", "Tokyo"),
    ("eu-central-1", "Frankfurt"),
    ("eu-west-1", "Ireland"),
    ("eu-west-2", "London"),
    ("eu-west-3", "Paris"),
];

/// Where a session opens when nothing says otherwise.
pub const DEFAULT: &str = "ap-northeast-1";

/// Whether App Runner serves this Region.
pub fn is_served(code: &str) -> bool {
    ALL.iter().any(|(served, _)| *served == code)
}

/// The served Regions as options for a person.
pub fn options() -> Vec<RegionOption> {
    ALL.iter().map(|(code, place)| RegionOption { code: (*code).to_owned(), place: (*place).to_owned() }).collect()
}
