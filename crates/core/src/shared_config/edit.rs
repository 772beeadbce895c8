//! Edits of one of the files, each of which changes the bytes that it is about and no others.
//!
//! Owns: setting and removing a key, adding, removing and renaming a section. Each takes a document and gives another.
//! Refuses: whatever AWS would not read back as it was meant, and to guess where a file is ambiguous or broken.

use serde::{Deserialize, Serialize};

use super::document::{ConfigFile, Document, Property, Section, SectionName};
use super::fault::{Consequence, LineReason};
use super::line;
use super::splice::{Splices, lines_to_delete, own_end};

/// Why an edit was not made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum EditRefusal {
    /// A section's name that AWS does not take.
    BadName {
        /// The name.
        name: String,
    },
    /// A key that AWS does not take.
    BadKey {
        /// The key.
        key: String,
    },
    /// A value that would not be read back as it is. It may be a secret, and is not repeated.
    BadValue {
        /// The key.
        key: String,
        /// What is wrong with the value.
        fault: ValueFault,
    },
    /// There is a section of that name.
    NameTaken {
        /// Its line, from 1.
        line: u32,
    },
    /// There is no such section.
    SectionAbsent,
    /// The section stands more than once, and which is meant cannot be told.
    SectionAmbiguous {
        /// The lines of the headers, from 1.
        lines: Vec<u32>,
    },
    /// A line of the section cannot be read, and has to be put right by hand first.
    SectionFaulty {
        /// The line, from 1.
        line: u32,
    },
    /// The key is not in the section.
    KeyAbsent,
    /// The key holds a block of properties, which a value would replace.
    KeyNested {
        /// The line, from 1.
        line: u32,
    },
    /// Only the config file has sections of that kind.
    OnlyInConfig,
}

/// What is wrong with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ValueFault {
    /// It has several lines.
    LineBreak,
    /// It has a character that no keyboard types.
    ControlCharacter,
    /// It begins or ends with whitespace, which is not kept.
    OuterWhitespace,
    /// It begins with `#` or `;`, or has one after whitespace: a comment would begin there.
    Comment,
}

/// What keeps a text from being a value.
pub fn value_fault(value: &str) -> Option<ValueFault> {
    // As it will stand: after the whitespace behind `=`.
    let standing = format!(" {value}");
    if value.contains(['\n', '\r']) {
        Some(ValueFault::LineBreak)
    } else if value.contains(|character: char| character.is_control() && character != '\t') {
        Some(ValueFault::ControlCharacter)
    } else if value.trim_matches(line::WHITESPACE) != value {
        Some(ValueFault::OuterWhitespace)
    } else {
        (line::comment_start(&standing) < standing.len()).then_some(ValueFault::Comment)
    }
}

/// Whether AWS takes this as the name of a section.
pub fn is_section_name(name: &str) -> bool {
    line::is_identifier(name)
}

/// Sets a key, in place where it stands and else at the end of its section; a section that is not there is made.
pub fn set(document: &Document, section: &SectionName, key: &str, value: &str) -> Result<Document, EditRefusal> {
    entry_fault(key, value)?;
    let found = match find_whole(document, section) {
        Err(EditRefusal::SectionAbsent) => return add_section(document, section, &[(key, value)]),
        found => found?,
    };
    let mut splices = Splices::of(document);
    match properties(found, key).last() {
        Some(property) if property.is_nested() => return Err(EditRefusal::KeyNested { line: property.line }),
        Some(property) => {
            splices.put_value(&property.place, value);
            splices.delete_lines(property.lines.get(1..).unwrap_or_default());
        }
        None => {
            let line = entry(key, separator(document, found), value);
            splices.insert_lines(own_end(document, found), &[line]);
        }
    }
    Ok(splices.applied())
}

/// Removes a key, with the lines that continue it or are nested in it, as often as it stands in the section.
pub fn remove_key(document: &Document, section: &SectionName, key: &str) -> Result<Document, EditRefusal> {
    let found = find_whole(document, section)?;
    let lines: Vec<usize> = properties(found, key).flat_map(|property| property.lines.iter().copied()).collect();
    if lines.is_empty() {
        return Err(EditRefusal::KeyAbsent);
    }
    let mut splices = Splices::of(document);
    splices.delete_lines(&lines);
    Ok(splices.applied())
}

/// Adds a section at the end of the file, below one blank line.
pub fn add_section(
    document: &Document,
    section: &SectionName,
    entries: &[(&str, &str)],
) -> Result<Document, EditRefusal> {
    name_fault(document, section)?;
    for (key, value) in entries {
        entry_fault(key, value)?;
    }
    let mut lines = vec![header(document.file, section)];
    lines.extend(entries.iter().map(|(key, value)| entry(key, " = ", value)));
    let mut splices = Splices::of(document);
    splices.append_section(lines);
    Ok(splices.applied())
}

/// Removes a section, also one with lines that cannot be read. Comments above it stay, and so do references to it.
pub fn remove_section(document: &Document, section: &SectionName) -> Result<Document, EditRefusal> {
    let found = find(document, section)?;
    let mut splices = Splices::of(document);
    splices.delete_lines(&lines_to_delete(document, found));
    Ok(splices.applied())
}

/// Gives a section another name, here and where this file refers to it.
pub fn rename_section(document: &Document, section: &SectionName, name: &str) -> Result<Document, EditRefusal> {
    let found = find_whole(document, section)?;
    if section.name() == name {
        return Ok(document.clone());
    }
    let renamed = with_name(section, name);
    name_fault(document, &renamed)?;
    let mut splices = Splices::of(document);
    let needs_prefix = found.bare && document.file == ConfigFile::Config;
    splices.put(found.place.clone(), if needs_prefix { format!("profile {name}") } else { name.to_owned() });
    put_references(&mut splices, document, section, name);
    Ok(splices.applied())
}

/// Renames what a file says of a section that stands in the other file.
pub fn rename_references(document: &Document, section: &SectionName, name: &str) -> Result<Document, EditRefusal> {
    if !is_section_name(name) {
        return Err(EditRefusal::BadName { name: name.to_owned() });
    }
    let mut splices = Splices::of(document);
    put_references(&mut splices, document, section, name);
    Ok(splices.applied())
}

fn put_references(splices: &mut Splices, document: &Document, section: &SectionName, name: &str) {
    let key = match section {
        SectionName::Profile(_) => "source_profile",
        SectionName::SsoSession(_) => "sso_session",
        SectionName::Services(_) => "services",
    };
    let is_profile = |found: &&Section| matches!(found.name, Some(SectionName::Profile(_)));
    let referring = document.sections.iter().filter(is_profile).flat_map(|found| properties(found, key));
    for property in referring.filter(|property| property.value == section.name()) {
        splices.put_value(&property.place, name);
    }
}

fn with_name(section: &SectionName, name: &str) -> SectionName {
    let name = name.to_owned();
    match section {
        SectionName::Profile(_) => SectionName::Profile(name),
        SectionName::SsoSession(_) => SectionName::SsoSession(name),
        SectionName::Services(_) => SectionName::Services(name),
    }
}

fn header(file: ConfigFile, section: &SectionName) -> String {
    match (section, file) {
        (SectionName::Profile(name), ConfigFile::Config) if name == line::DEFAULT => "[default]".to_owned(),
        (SectionName::Profile(name), ConfigFile::Config) => format!("[profile {name}]"),
        (SectionName::Profile(name), ConfigFile::Credentials) => format!("[{name}]"),
        (SectionName::SsoSession(name), _) => format!("[sso-session {name}]"),
        (SectionName::Services(name), _) => format!("[services {name}]"),
    }
}

fn entry(key: &str, separator: &str, value: &str) -> String {
    let separator = if value.is_empty() { separator.trim_end() } else { separator };
    format!("{}{separator}{value}", key.to_ascii_lowercase())
}

/// How the section, or else the file, writes the `=`.
fn separator(document: &Document, section: &Section) -> &'static str {
    let sections = document.sections.iter().filter(|found| found.name.is_some());
    let mut properties = section.properties.iter().rev().chain(sections.flat_map(|found| &found.properties));
    let is_tight =
        |property: &Property| document.text.get(..property.place.start).is_some_and(|all| all.ends_with('='));
    let sample = properties.find(|property| !property.place.is_empty());
    if sample.is_some_and(is_tight) { "=" } else { " = " }
}

fn properties<'a>(section: &'a Section, key: &str) -> impl Iterator<Item = &'a Property> {
    let key = key.to_ascii_lowercase();
    section.properties.iter().filter(move |property| property.usable && property.key == key)
}

/// The section of a name, also when lines of it cannot be read.
fn find<'a>(document: &'a Document, section: &SectionName) -> Result<&'a Section, EditRefusal> {
    let named: Vec<&Section> = document.sections.iter().filter(|found| found.name.as_ref() == Some(section)).collect();
    match named[..] {
        [] => Err(EditRefusal::SectionAbsent),
        [found] if found.broken => Err(EditRefusal::SectionFaulty { line: found.line }),
        [found] => Ok(found),
        _ => Err(EditRefusal::SectionAmbiguous { lines: named.iter().map(|found| found.line).collect() }),
    }
}

/// The section of a name, all of whose lines can be read.
fn find_whole<'a>(document: &'a Document, section: &SectionName) -> Result<&'a Section, EditRefusal> {
    let found = find(document, section)?;
    let lines = found.line..found.line.saturating_add(u32::try_from(found.lines.len()).unwrap_or(u32::MAX));
    let spoils =
        |reason: LineReason| reason != LineReason::ByteOrderMark && reason.consequence() == Consequence::SdkRefuses;
    let fault = document.faults.iter().find(|fault| lines.contains(&fault.line) && spoils(fault.reason));
    fault.map_or(Ok(found), |fault| Err(EditRefusal::SectionFaulty { line: fault.line }))
}

fn name_fault(document: &Document, section: &SectionName) -> Result<(), EditRefusal> {
    if !is_section_name(section.name()) {
        return Err(EditRefusal::BadName { name: section.name().to_owned() });
    }
    if document.file == ConfigFile::Credentials && !matches!(section, SectionName::Profile(_)) {
        return Err(EditRefusal::OnlyInConfig);
    }
    match document.sections.iter().find(|found| found.name.as_ref() == Some(section)) {
        Some(found) if found.broken => Err(EditRefusal::SectionFaulty { line: found.line }),
        Some(found) => Err(EditRefusal::NameTaken { line: found.line }),
        None => Ok(()),
    }
}

/// A colon ends a key for the AWS CLI, though not for the SDKs.
fn entry_fault(key: &str, value: &str) -> Result<(), EditRefusal> {
    if !line::is_identifier(key) || key.contains(':') {
        return Err(EditRefusal::BadKey { key: key.to_owned() });
    }
    let fault = value_fault(value).map(|fault| EditRefusal::BadValue { key: key.to_owned(), fault });
    fault.map_or(Ok(()), Err)
}
