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
    /// In which part of the world it is.
    pub area: RegionArea,
}

/// A part of the world, by which Regions are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum RegionArea {
    /// The United States.
    UnitedStates,
    /// Asia, Australia and New Zealand.
    AsiaPacific,
    /// Europe.
    Europe,
    /// The rest of the Americas.
    Americas,
    /// The Middle East and Africa.
    MiddleEastAndAfrica,
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

/// The other Regions of the `aws` partition, in which App Runner is not offered. (AWS Account Management Reference Guide,
/// November 2026; a Region that is newer is no different here.)
const NOT_SERVED: [(&str, &str); 23] = [
    ("us-west-1", "N. California"),
    ("ap-east-1", "Hong Kong"),
    ("ap-east-2", "Taipei"),
    ("ap-northeast-2", "Seoul"),
    ("ap-northeast-3", "Osaka"),
    ("ap-south-2", "Hyderabad"),
    ("ap-southeast-3", "Jakarta"),
    ("ap-southeast-4", "Melbourne"),
    ("ap-southeast-5", "Malaysia"),
    ("ap-southeast-6", "New Zealand"),
    ("ap-southeast-7", "Thailand"),
    ("eu-central-2", "Zurich"),
    ("eu-north-1", "Stockholm"),
    ("eu-south-1", "Milan"),
    ("eu-south-2", "Spain"),
    ("ca-central-1", "Canada Central"),
    ("ca-west-1", "Calgary"),
    ("mx-central-1", "Mexico Central"),
    ("sa-east-1", "São Paulo"),
    ("af-south-1", "Cape Town"),
    ("il-central-1", "Tel Aviv"),
    ("me-central-1", "UAE"),
    ("me-south-1", "Bahrain"),
];

/// Where a session opens when nothing says otherwise.
pub const DEFAULT: &str = "ap-northeast-1";

/// Whether App Runner serves this Region.
pub fn is_served(code: &str) -> bool {
    ALL.iter().any(|(served, _)| *served == code)
}

/// The served Regions as options for a person.
pub fn options() -> Vec<RegionOption> {
    ALL.iter().map(option).collect()
}

/// The Regions that a person may look for, and in which App Runner is not offered.
pub fn not_served() -> Vec<RegionOption> {
    NOT_SERVED.iter().map(option).collect()
}

/// The Region that a profile names, if App Runner is not offered there, and a session of it opens elsewhere.
pub fn unserved(own: Option<&str>) -> Option<String> {
    own.filter(|code| !code.is_empty() && !is_served(code)).map(str::to_owned)
}

fn option((code, place): &(&str, &str)) -> RegionOption {
    RegionOption { code: (*code).to_owned(), place: (*place).to_owned(), area: area(code) }
}

fn area(code: &str) -> RegionArea {
    match code.split('-').next() {
        Some("us") => RegionArea::UnitedStates,
        Some("ap") => RegionArea::AsiaPacific,
        Some("eu") => RegionArea::Europe,
        Some("ca" | "mx" | "sa") => RegionArea::Americas,
        _ => RegionArea::MiddleEastAndAfrica,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_served_or_not() {
        assert!(not_served().iter().all(|region| !is_served(&region.code)));
        for (own, expected) in [
            (Some("eu-north-1"), Some("eu-north-1")),
            (Some("eu-west-1"), None),
            (Some("xx-new-1"), Some("xx-new-1")),
            (Some(""), None),
            (None, None),
        ] {
            assert_eq!(unserved(own).as_deref(), expected, "{own:?}");
        }
    }

    #[test]
    fn regions_are_grouped_by_where_they_are() {
        for (code, expected) in [
            ("us-east-1", RegionArea::UnitedStates),
            ("ap-southeast-2", RegionArea::AsiaPacific),
            ("eu-west-3", RegionArea::Europe),
            ("sa-east-1", RegionArea::Americas),
            ("af-south-1", RegionArea::MiddleEastAndAfrica),
            ("il-central-1", RegionArea::MiddleEastAndAfrica),
        ] {
            assert_eq!(area(code), expected, "{code}");
        }
    }
}
