//! The rules of tags, the same for whatever bears them. (App Runner API, `Tag`; EC2 User Guide, *Tag restrictions*; both
//! July 2026)

use std::collections::HashSet;

use super::rules::{not_longer, required, to_u32};
use crate::draft::Pair;
use crate::field::Field;
use crate::finding::{Detail, Finding};

/// Tags per resource, less the one that a plan adds.
const MAX: usize = 49;
const MAX_KEY: usize = 128;
/// Most characters of a value.
pub(super) const MAX_VALUE: usize = 256;

/// Where the key and the value of a row are edited.
pub(super) type Fields = (fn(u32) -> Field, fn(u32) -> Field);

pub(super) const SERVICE: Fields = (|index| Field::TagKey { index }, |index| Field::TagValue { index });
pub(super) const CONNECTOR: Fields =
    (|index| Field::ConnectorTagKey { index }, |index| Field::ConnectorTagValue { index });
pub(super) const ENDPOINT: Fields =
    (|index| Field::EndpointTagKey { index }, |index| Field::EndpointTagValue { index });

/// Judges rows of tags beside those keys that something else in the draft sets already.
pub(super) fn check(rows: &[Pair], taken: &[&str], (key_field, value_field): Fields, found: &mut Vec<Finding>) {
    let mut seen: HashSet<&str> = taken.iter().copied().collect();
    for (index, row) in (0..).zip(rows) {
        let field = key_field(index);
        let key = row.name.trim();
        not_longer(&row.value, MAX_VALUE, value_field(index), found);
        if !required(key, field, found) || !not_longer(key, MAX_KEY, field, found) {
            continue;
        }
        if !seen.insert(key) {
            found.push(Finding::error(field, Detail::Duplicate));
        } else if key.to_ascii_lowercase().starts_with("aws:") {
            found.push(Finding::error(field, Detail::TagKeyReserved));
        }
    }
    let most = MAX - taken.len();
    if rows.len() > most {
        let index = to_u32(most);
        found.push(Finding::error(key_field(index), Detail::TooMany { max: index }));
    }
}

/// The rows as AWS is to get them.
pub(super) fn resolved(rows: &[Pair]) -> Vec<Pair> {
    rows.iter().map(|tag| Pair { name: tag.name.trim().to_owned(), value: tag.value.clone() }).collect()
}
