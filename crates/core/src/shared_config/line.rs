//! Single lines of the two files, as AWS's SDKs read them (aws-runtime 1.10.2, `env_config::{parse, normalize}`).

use std::ops::Range;

use super::document::{ConfigFile, SectionName};
use super::fault::LineReason;

/// What AWS calls whitespace here: not all that Unicode does.
pub(super) const WHITESPACE: [char; 2] = [' ', '\t'];
pub(super) const COMMENT: [char; 2] = ['#', ';'];
/// Sections of the AWS CLI that are no profiles though they have no prefix.
const SECTIONS_OF_THE_CLI: [&str; 2] = ["plugins", "preview"];

pub(super) const DEFAULT: &str = "default";

/// Whether AWS takes this as a name of a section or a key.
pub(super) fn is_identifier(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-/.%@:+".contains(&byte))
}

pub(super) fn is_blank(line: &str) -> bool {
    line.trim_matches(WHITESPACE).is_empty()
}

/// Whether the whole line is a comment. One that is indented is not.
pub(super) fn is_comment(line: &str) -> bool {
    line.starts_with(COMMENT)
}

/// Whether a person probably meant the line as a comment, though it is indented.
pub(super) fn looks_like_comment(line: &str) -> bool {
    is_comment(line.trim_matches(WHITESPACE))
}

/// Where the comment of a property's line begins: at a `#` or `;` after whitespace.
pub(super) fn comment_start(line: &str) -> usize {
    let mut after_whitespace = false;
    for (index, character) in line.char_indices() {
        if after_whitespace && COMMENT.contains(&character) {
            return index;
        }
        after_whitespace = character.is_whitespace();
    }
    line.len()
}

/// The key and the value of a property's line, as places in the line.
pub(super) struct PropertyLine {
    pub(super) key: Range<usize>,
    /// When it is empty, just after the `=`.
    pub(super) value: Range<usize>,
}

/// What keeps a line from being a property.
pub(super) enum NoProperty {
    NoEquals,
    NoKey,
}

/// Reads a line such as `key = value # comment`.
pub(super) fn property(line: &str) -> Result<PropertyLine, NoProperty> {
    let indent = line.len() - line.trim_start_matches(WHITESPACE).len();
    let end = indent + comment_start(&line[indent..]);
    let equals = line[..end].find('=').ok_or(NoProperty::NoEquals)?;
    let key = trimmed(line, indent..equals);
    if key.is_empty() {
        return Err(NoProperty::NoKey);
    }
    Ok(PropertyLine { key, value: trimmed(line, equals + 1..end) })
}

fn trimmed(line: &str, range: Range<usize>) -> Range<usize> {
    let text = &line[range.clone()];
    let start = text.len() - text.trim_start_matches(WHITESPACE).len();
    let kept = text.trim_matches(WHITESPACE).len();
    if kept == 0 { range.start..range.start } else { range.start + start..range.start + start + kept }
}

/// A section's header, read.
pub(super) struct Header {
    /// What the section is; `None` when it means nothing to AWS.
    pub(super) name: Option<SectionName>,
    /// Where in the line the name stands, without the prefix.
    pub(super) place: Range<usize>,
    /// Whether there is no prefix.
    pub(super) bare: bool,
    /// What is wrong.
    pub(super) fault: Option<LineReason>,
    /// Whether the section cannot be read at all: its name is what was probably meant.
    pub(super) broken: bool,
}

/// Reads a line that begins with `[`.
pub(super) fn header(file: ConfigFile, line: &str) -> Header {
    let end = line.find(COMMENT).unwrap_or(line.len());
    let whole = trimmed(line, 0..end);
    let unclosed = match (line[whole.clone()].ends_with(']'), line[whole.clone()].find(']')) {
        (true, _) => None,
        (false, Some(close)) => Some((LineReason::TextAfterHeader, close)),
        (false, None) => Some((LineReason::HeaderNotClosed, whole.end)),
    };
    let close = unclosed.map_or(whole.end.saturating_sub(1), |(_, close)| close).max(1);
    let inner = trimmed(line, 1..close);
    let text = &line[inner.clone()];
    let (prefix, place) = match text.find(WHITESPACE) {
        None => (None, inner),
        Some(gap) => {
            let rest = &text[gap..];
            let start = inner.start + gap + (rest.len() - rest.trim_start().len());
            (Some(text[..gap].trim()), start..start + rest.trim().len())
        }
    };
    let name = line[place.clone()].trim();
    let (meaning, fault) = match file {
        ConfigFile::Config => in_config(prefix, name),
        ConfigFile::Credentials => in_credentials(prefix, name),
    };
    Header {
        name: meaning,
        place,
        bare: prefix.is_none(),
        fault: unclosed.map(|(reason, _)| reason).or(fault),
        broken: unclosed.is_some(),
    }
}

type Meaning = (Option<SectionName>, Option<LineReason>);

fn in_config(prefix: Option<&str>, name: &str) -> Meaning {
    let name_fault = bad_name(name);
    match (prefix, name) {
        (Some(_), _) if name_fault.is_some() => (None, name_fault),
        (Some("profile"), _) | (None, DEFAULT) => (Some(SectionName::Profile(name.to_owned())), None),
        (Some("sso-session"), _) => (Some(SectionName::SsoSession(name.to_owned())), None),
        (Some("services"), _) => (Some(SectionName::Services(name.to_owned())), None),
        (Some(_), _) => (None, Some(LineReason::UnknownSection)),
        (None, "" | "profile" | "sso-session" | "services") => (None, Some(LineReason::EmptySectionName)),
        (None, _) if SECTIONS_OF_THE_CLI.contains(&name) => (None, None),
        (None, _) => (None, Some(LineReason::ProfileWithoutPrefix)),
    }
}

fn in_credentials(prefix: Option<&str>, name: &str) -> Meaning {
    match prefix {
        Some("profile") => (None, Some(LineReason::PrefixInCredentials)),
        Some("sso-session" | "services") => (None, Some(LineReason::OnlyInConfig)),
        Some(_) => (None, Some(LineReason::BadSectionName)),
        None => match bad_name(name) {
            None => (Some(SectionName::Profile(name.to_owned())), None),
            fault => (None, fault),
        },
    }
}

fn bad_name(name: &str) -> Option<LineReason> {
    match name {
        "" => Some(LineReason::EmptySectionName),
        _ if is_identifier(name) => None,
        _ if name.starts_with(['"', '\'']) => Some(LineReason::QuotedSectionName),
        _ => Some(LineReason::BadSectionName),
    }
}
