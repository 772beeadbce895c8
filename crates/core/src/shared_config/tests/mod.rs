//! The rules of the shared configuration, each with a table.

mod chains;
mod changes;
mod corpus;
mod diffs;
mod documents;
mod edits;
mod properties;
mod vectors;

use super::*;

fn profile(name: &str) -> SectionName {
    SectionName::Profile(name.to_owned())
}

fn config(text: &str) -> Document {
    Document::read(ConfigFile::Config, text)
}
