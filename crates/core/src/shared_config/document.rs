//! One of the two files as its lines say it, with every byte kept.
//!
//! Owns: the text, where its sections and properties stand in it, and what is wrong with single lines. A line that is
//! wrong spoils itself only. Refuses: to make anything of what it reads; merging both files is [`super::profiles`].

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::fault::LineFault;
use super::reader;

/// Which of the two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ConfigFile {
    /// `~/.aws/config`, or what `AWS_CONFIG_FILE` names.
    Config,
    /// `~/.aws/credentials`, or what `AWS_SHARED_CREDENTIALS_FILE` names.
    Credentials,
}

/// A section that means something, by what it is of and its name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", content = "name", rename_all = "snake_case")]
pub enum SectionName {
    /// A profile: `[profile x]` and `[default]` in the one file, `[x]` in the other.
    Profile(String),
    /// A sign-in to IAM Identity Center that profiles share: `[sso-session x]`.
    SsoSession(String),
    /// Endpoints for single services: `[services x]`.
    Services(String),
}

impl SectionName {
    /// The name without its prefix.
    pub fn name(&self) -> &str {
        let (Self::Profile(name) | Self::SsoSession(name) | Self::Services(name)) = self;
        name
    }
}

/// A property as it stands in the file.
#[derive(Clone, PartialEq, Eq)]
pub struct Property {
    /// Its key, in lower case, since AWS does not tell the cases apart.
    pub key: String,
    /// Its value, read as AWS's SDKs read it: lines that continue it follow a line feed and are trimmed; a nested block
    /// begins with a line feed.
    pub value: String,
    /// Its line, from 1.
    pub line: u32,
    /// Indices of its lines: its own, and those that continue it.
    pub(super) lines: Vec<usize>,
    /// Where in the text the value of its own line stands; when that is empty, just after the `=`.
    pub(super) place: Range<usize>,
    /// Whether its key is one that AWS takes.
    pub(super) usable: bool,
}

impl Property {
    /// Whether it holds properties of its own, as `s3 =` does.
    pub fn is_nested(&self) -> bool {
        self.value.starts_with('\n')
    }
}

/// Values may be secrets, and what is printed ends in logs.
impl fmt::Debug for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Property").field("key", &self.key).field("line", &self.line).finish_non_exhaustive()
    }
}

/// A section as it stands in the file, from its header to the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is; `None` when it means nothing to AWS.
    pub name: Option<SectionName>,
    /// The line of its header, from 1.
    pub line: u32,
    /// Its properties, in order.
    pub properties: Vec<Property>,
    /// Whether the header cannot be read: the name is what was probably meant, and there are no properties.
    pub(super) broken: bool,
    /// Whether it is `[default]` in a file that also has `[profile default]`, which alone counts.
    pub(super) hidden: bool,
    /// Whether the header is a name without a prefix.
    pub(super) bare: bool,
    /// Where in the text its name stands, without the prefix.
    pub(super) place: Range<usize>,
    /// Indices of its lines, the header first.
    pub(super) lines: Range<usize>,
}

impl Section {
    /// What it is, when it counts.
    pub fn counts_as(&self) -> Option<&SectionName> {
        self.name.as_ref().filter(|_| !self.broken && !self.hidden)
    }
}

/// What a line is to whoever edits around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    Blank,
    Comment,
    /// A header, a property, a line that continues one, or something that is wrong.
    Content,
}

/// A line's place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) kind: LineKind,
    /// Without the line ending, and without a byte order mark.
    pub(super) content: Range<usize>,
    /// Where the next line starts.
    pub(super) next: usize,
}

/// A file, read.
#[derive(Clone, PartialEq, Eq)]
pub struct Document {
    pub(super) file: ConfigFile,
    pub(super) text: String,
    pub(super) lines: Vec<Line>,
    pub(super) sections: Vec<Section>,
    pub(super) faults: Vec<LineFault>,
}

impl Document {
    /// Reads a file. Every text is one; what is wrong with it is in [`Document::faults`].
    pub fn read(file: ConfigFile, text: &str) -> Self {
        reader::read(file, text)
    }

    /// Which file it is.
    pub fn file(&self) -> ConfigFile {
        self.file
    }

    /// The text, byte for byte as it was read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Sections in order, also those that do not count.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// What is wrong with single lines, in order.
    pub fn faults(&self) -> &[LineFault] {
        &self.faults
    }

    /// The value that a key has in this file: the last one, when it or its section stands more than once.
    pub fn value(&self, section: &SectionName, key: &str) -> Option<&str> {
        let key = key.to_ascii_lowercase();
        let counting = self.sections.iter().filter(|found| found.counts_as() == Some(section));
        let mut properties = counting.flat_map(|found| &found.properties);
        properties.rfind(|property| property.usable && property.key == key).map(|found| found.value.as_str())
    }

    /// The bytes of a section, from its header to the next header.
    pub fn text_of(&self, section: &Section) -> &str {
        let lines = self.lines.get(section.lines.clone()).unwrap_or_default();
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return "" };
        self.text.get(first.content.start..last.next).unwrap_or_default()
    }

    pub(super) fn content(&self, index: usize) -> &str {
        self.lines.get(index).and_then(|line| self.text.get(line.content.clone())).unwrap_or_default()
    }
}

/// Values may be secrets, and what is printed ends in logs.
impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("file", &self.file)
            .field("sections", &self.sections)
            .field("faults", &self.faults)
            .finish_non_exhaustive()
    }
}
