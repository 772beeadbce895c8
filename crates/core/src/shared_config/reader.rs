//! From a text to a [`Document`]: which line belongs to what.

use std::ops::Range;

use super::document::{ConfigFile, Document, Line, LineKind, Property, Section, SectionName};
use super::fault::{LineFault, LineReason};
use super::line::{self, NoProperty};

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Reads a file. What AWS's SDKs stop at is a fault here, and the rest is read on.
pub(super) fn read(file: ConfigFile, text: &str) -> Document {
    let mut reader = Reader {
        document: Document {
            file,
            text: text.to_owned(),
            lines: lines(text),
            sections: Vec::new(),
            faults: Vec::new(),
        },
        above: Above::Nothing,
    };
    if text.starts_with(BYTE_ORDER_MARK) {
        reader.fault(0, LineReason::ByteOrderMark);
    }
    for index in 0..reader.document.lines.len() {
        reader.line(index);
    }
    reader.finish()
}

fn lines(text: &str) -> Vec<Line> {
    let mut start = 0;
    let mut line = |part: &str| {
        let mark = if start == 0 && part.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
        // A carriage return is an ending only before a line feed, as `str::lines` has it.
        let content = part.strip_suffix('\n').map_or(part, |line| line.strip_suffix('\r').unwrap_or(line));
        let content = start + mark..start + content.len().max(mark);
        start += part.len();
        let kind = match &text[content.clone()] {
            blank if line::is_blank(blank) => LineKind::Blank,
            comment if line::is_comment(comment) => LineKind::Comment,
            _ => LineKind::Content,
        };
        Line { kind, content, next: start }
    };
    text.split_inclusive('\n').map(&mut line).collect()
}

/// What stands above a line, and so what the line can belong to.
enum Above {
    /// No section yet.
    Nothing,
    /// A header that cannot be read: what follows is nobody's.
    BrokenHeader,
    /// A header.
    Header,
    /// A property of the last section, by whether its value on its own line is empty.
    Property { is_block: bool },
    /// A line of the last section that was to be a property; what is indented below it goes with it.
    BrokenProperty,
}

struct Reader {
    document: Document,
    above: Above,
}

impl Reader {
    fn fault(&mut self, index: usize, reason: LineReason) {
        self.document.faults.push(LineFault { line: number(index), reason });
    }

    fn line(&mut self, index: usize) {
        let Some(Line { kind: LineKind::Content, content, .. }) = self.document.lines.get(index).cloned() else {
            return;
        };
        let text = self.document.content(index).to_owned();
        if text.starts_with('[') {
            self.header(index, &text, content.start);
        } else if text.starts_with(line::WHITESPACE) {
            self.indented(index, &text);
        } else {
            self.property(index, &text, content.start);
        }
    }

    fn header(&mut self, index: usize, text: &str, start: usize) {
        let header = line::header(self.document.file, text);
        if let Some(reason) = header.fault {
            self.fault(index, reason);
        }
        self.above = if header.broken { Above::BrokenHeader } else { Above::Header };
        self.document.sections.push(Section {
            name: header.name,
            line: number(index),
            properties: Vec::new(),
            broken: header.broken,
            hidden: false,
            bare: header.bare,
            place: shifted(&header.place, start),
            lines: index..index + 1,
        });
    }

    fn property(&mut self, index: usize, text: &str, start: usize) {
        match self.above {
            Above::Nothing => return self.fault(index, LineReason::PropertyBeforeSection),
            Above::BrokenHeader => return,
            _ => {}
        }
        let found = match line::property(text) {
            Ok(found) => found,
            Err(why) => {
                self.above = Above::BrokenProperty;
                let reason = match why {
                    NoProperty::NoEquals => LineReason::NotAProperty,
                    NoProperty::NoKey => LineReason::EmptyKey,
                };
                return self.fault(index, reason);
            }
        };
        let key = text[found.key].to_ascii_lowercase();
        let usable = line::is_identifier(&key);
        let Some(section) = self.document.sections.last_mut() else { return };
        let reason = match &section.name {
            None => None,
            Some(_) if !usable => Some(LineReason::BadKey),
            Some(_) => section.properties.iter().any(|other| other.key == key).then_some(LineReason::RepeatedKey),
        };
        self.above = Above::Property { is_block: found.value.is_empty() };
        section.properties.push(Property {
            key,
            value: text[found.value.clone()].to_owned(),
            line: number(index),
            lines: vec![index],
            place: shifted(&found.value, start),
            usable,
        });
        if let Some(reason) = reason {
            self.fault(index, reason);
        }
    }

    fn indented(&mut self, index: usize, text: &str) {
        let is_block = match self.above {
            Above::Nothing | Above::Header => return self.fault(index, LineReason::NothingToContinue),
            Above::BrokenHeader | Above::BrokenProperty => return,
            Above::Property { is_block } => is_block,
        };
        let nested = if is_block { line::property(text).map(|_| ()) } else { Ok(()) };
        let properties = self.document.sections.last_mut().map(|section| &mut section.properties);
        let Some(property) = properties.and_then(|properties| properties.last_mut()) else { return };
        property.lines.push(index);
        let reason = match nested {
            Ok(()) => {
                property.value.push('\n');
                property.value.push_str(text.trim_matches(line::WHITESPACE));
                line::looks_like_comment(text).then_some(LineReason::CommentInValue)
            }
            Err(NoProperty::NoEquals) => Some(LineReason::NestedNotAProperty),
            Err(NoProperty::NoKey) => Some(LineReason::NestedEmptyKey),
        };
        if let Some(reason) = reason {
            self.fault(index, reason);
        }
    }

    /// What only the whole file tells: where sections end, and which stand in each other's way.
    fn finish(mut self) -> Document {
        let document = &mut self.document;
        let starts: Vec<usize> = document.sections.iter().map(|section| section.lines.start).collect();
        let default = SectionName::Profile(line::DEFAULT.to_owned());
        let is_prefixed = |section: &Section| !section.bare && section.counts_as() == Some(&default);
        let hides = document.file == ConfigFile::Config && document.sections.iter().any(is_prefixed);
        let mut seen: Vec<SectionName> = Vec::new();
        for (position, section) in document.sections.iter_mut().enumerate() {
            section.lines.end = starts.get(position + 1).copied().unwrap_or(document.lines.len());
            section.hidden = hides && section.bare && section.counts_as() == Some(&default);
            let reason = match section.counts_as() {
                None => section.hidden.then_some(LineReason::HiddenDefault),
                Some(name) if seen.contains(name) => Some(LineReason::RepeatedSection),
                Some(name) => {
                    seen.push(name.clone());
                    None
                }
            };
            document.faults.extend(reason.map(|reason| LineFault { line: section.line, reason }));
        }
        document.faults.sort_by_key(|fault| fault.line);
        self.document
    }
}

/// The number of a line, from 1.
pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1)
}

fn shifted(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}
