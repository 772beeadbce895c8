//! The profiles that both files make together.
//!
//! Owns: the merge, in which the credentials file wins over the config file key by key, and where each value comes from.
//! Refuses: to say what a profile is good for; that is [`super::chain`].

use std::fmt;

use serde::{Deserialize, Serialize};

use super::document::{ConfigFile, Document, SectionName};
use super::fault::LineFault;
use super::line::WHITESPACE;

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Origin {
    /// The file.
    pub file: ConfigFile,
    /// The line, from 1.
    pub line: u32,
}

/// What is wrong with a line of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct FileFault {
    /// The file.
    pub file: ConfigFile,
    /// What is wrong.
    pub fault: LineFault,
}

/// A key with its value.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key, in lower case.
    pub key: String,
    /// The value, as [`super::Property::value`] has it.
    pub value: String,
    /// Where it stands.
    pub origin: Origin,
    /// Where the config file has the same key, when the credentials file wins over it.
    pub wins_over: Option<Origin>,
}

impl Entry {
    /// The keys and values of a nested block.
    pub fn nested(&self) -> Vec<(&str, &str)> {
        let Some(block) = self.value.strip_prefix('\n') else { return Vec::new() };
        let pairs = block.split('\n').filter_map(|line| line.split_once('='));
        pairs.map(|(key, value)| (key.trim_matches(WHITESPACE), value.trim_matches(WHITESPACE))).collect()
    }
}

/// Values may be secrets, and what is printed ends in logs.
impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry").field("key", &self.key).field("origin", &self.origin).finish_non_exhaustive()
    }
}

/// A profile, an SSO session or a group of services: all that both files say under its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Its keys, in the order in which they first stand.
    pub entries: Vec<Entry>,
}

impl Group {
    /// A key with its value.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key.eq_ignore_ascii_case(key))
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entry(key).map(|entry| entry.value.as_str())
    }

    fn put(&mut self, key: &str, value: &str, origin: Origin) {
        let Some(known) = self.entries.iter_mut().find(|entry| entry.key == key) else {
            let (key, value) = (key.to_owned(), value.to_owned());
            return self.entries.push(Entry { key, value, origin, wins_over: None });
        };
        if known.origin.file != origin.file {
            known.wins_over = Some(known.origin);
        }
        known.origin = origin;
        value.clone_into(&mut known.value);
    }
}

/// Both files, merged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SharedConfig {
    /// Profiles: those of the config file in its order, then those that only the credentials file has.
    pub profiles: Vec<Group>,
    /// SSO sessions.
    pub sso_sessions: Vec<Group>,
    /// Groups of services.
    pub services: Vec<Group>,
    /// What is wrong with single lines.
    pub faults: Vec<FileFault>,
}

impl SharedConfig {
    /// Reads both files; `None` for one that is not there.
    pub fn read(config_text: Option<&str>, credentials_text: Option<&str>) -> Self {
        let config = config_text.map(|text| Document::read(ConfigFile::Config, text));
        let credentials = credentials_text.map(|text| Document::read(ConfigFile::Credentials, text));
        Self::of(config.as_ref(), credentials.as_ref())
    }

    /// Merges both files; `None` for one that is not there.
    pub fn of(config: Option<&Document>, credentials: Option<&Document>) -> Self {
        let mut merged = Self::default();
        for document in config.into_iter().chain(credentials) {
            merged.merge(document);
        }
        merged
    }

    fn merge(&mut self, document: &Document) {
        let file = document.file();
        for section in document.sections() {
            let Some(name) = section.counts_as() else { continue };
            let group = self.group(name);
            for property in section.properties.iter().filter(|property| property.usable) {
                group.put(&property.key, &property.value, Origin { file, line: property.line });
            }
        }
        self.faults.extend(document.faults().iter().map(|fault| FileFault { file, fault: *fault }));
    }

    fn group(&mut self, section: &SectionName) -> &mut Group {
        let groups = match section {
            SectionName::Profile(_) => &mut self.profiles,
            SectionName::SsoSession(_) => &mut self.sso_sessions,
            SectionName::Services(_) => &mut self.services,
        };
        let position = groups.iter().position(|group| group.name == section.name()).unwrap_or_else(|| {
            groups.push(Group { name: section.name().to_owned(), entries: Vec::new() });
            groups.len() - 1
        });
        &mut groups[position]
    }

    /// A profile.
    pub fn profile(&self, name: &str) -> Option<&Group> {
        self.profiles.iter().find(|profile| profile.name == name)
    }

    /// An SSO session.
    pub fn sso_session(&self, name: &str) -> Option<&Group> {
        self.sso_sessions.iter().find(|session| session.name == name)
    }

    /// The value of a profile's key.
    pub fn get(&self, profile: &str, key: &str) -> Option<&str> {
        self.profile(profile)?.get(key)
    }
}
