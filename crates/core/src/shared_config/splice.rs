//! Changes of single places in a document's text, all at once.

use std::ops::Range;

use super::document::{Document, LineKind, Section};
use super::line::{COMMENT, is_blank};

/// Text in the place of text.
pub(super) struct Splice {
    at: Range<usize>,
    text: String,
}

/// The changes that make one edit. They never overlap.
pub(super) struct Splices<'a> {
    document: &'a Document,
    splices: Vec<Splice>,
}

impl<'a> Splices<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        Self { document, splices: Vec::new() }
    }

    pub(super) fn put(&mut self, at: Range<usize>, text: impl Into<String>) {
        self.splices.push(Splice { at, text: text.into() });
    }

    /// Puts a value where a value stands, with the space that keeps it apart from what stands beside it.
    pub(super) fn put_value(&mut self, place: &Range<usize>, value: &str) {
        let before = if place.is_empty() && !value.is_empty() { " " } else { "" };
        let touches = self.document.text.get(place.end..).is_some_and(|rest| rest.starts_with(COMMENT));
        self.put(place.clone(), format!("{before}{value}{}", if touches { " " } else { "" }));
    }

    /// Puts lines before the line of that index. A file without a last line ending stays one.
    pub(super) fn insert_lines(&mut self, index: usize, lines: &[String]) {
        let ending = ending(self.document);
        let at = index.checked_sub(1).and_then(|above| self.document.lines.get(above)).map_or(0, |line| line.next);
        let text = if at > 0 && at == self.document.text.len() && !ends_with_line_feed(self.document) {
            // A carriage return that ends the file is text; a line feed alone would make an ending of it.
            let first = if self.document.text.ends_with('\r') { "\r\n" } else { ending };
            format!("{first}{}", lines.join(ending))
        } else {
            lines.iter().flat_map(|line| [line, ending]).collect()
        };
        self.put(at..at, text);
    }

    /// Puts a section's lines at the end of the file, below one blank line.
    pub(super) fn append_section(&mut self, mut lines: Vec<String>) {
        let last = self.document.lines.len().checked_sub(1);
        let is_blank = last.is_none_or(|last| self.document.lines[last].kind == LineKind::Blank);
        if !is_blank {
            lines.insert(0, String::new());
        }
        // A byte order mark alone is a line to us and an empty file to everybody else.
        if self.document.text == "\u{feff}" {
            let ending = ending(self.document);
            let at = self.document.text.len();
            return self.put(at..at, format!("{}{ending}", lines.join(ending)));
        }
        self.insert_lines(self.document.lines.len(), &lines);
    }

    /// Takes lines away. A file without a last line ending stays one.
    pub(super) fn delete_lines(&mut self, indices: &[usize]) {
        let lines = &self.document.lines;
        for line in indices.iter().filter_map(|index| lines.get(*index)) {
            self.put(line.content.start..line.next, "");
        }
        let is_last_gone = lines.len().checked_sub(1).is_some_and(|last| indices.contains(&last));
        if is_last_gone && !ends_with_line_feed(self.document) {
            let kept = (0..lines.len()).rev().find(|index| !indices.contains(index));
            if let Some(line) = kept.and_then(|index| lines.get(index)) {
                self.put(line.content.end..line.next, "");
            }
        }
    }

    /// The document with all the changes.
    pub(super) fn applied(mut self) -> Document {
        self.splices.sort_by_key(|splice| (splice.at.start, splice.at.end));
        let mut text = String::with_capacity(self.document.text.len());
        let mut done = 0;
        for splice in &self.splices {
            text.push_str(self.document.text.get(done..splice.at.start).unwrap_or_default());
            text.push_str(&splice.text);
            done = splice.at.end.max(done);
        }
        text.push_str(self.document.text.get(done..).unwrap_or_default());
        Document::read(self.document.file, &text)
    }
}

/// The line ending that most lines of the file have.
fn ending(document: &Document) -> &'static str {
    let all = document.text.matches('\n').count();
    let windows = document.text.matches("\r\n").count();
    if windows * 2 > all { "\r\n" } else { "\n" }
}

fn ends_with_line_feed(document: &Document) -> bool {
    document.text.ends_with('\n')
}

/// The index after the last line that is a section's own: comments just above the next header are the next section's,
/// and so is everything below a blank line.
pub(super) fn own_end(document: &Document, section: &Section) -> usize {
    let kind = |index: usize| document.lines.get(index).map(|line| line.kind);
    let content = section.lines.clone().rev().find(|index| kind(*index) == Some(LineKind::Content));
    let below = content.map_or(section.lines.start, |last| last) + 1;
    let comments = (below..section.lines.end).take_while(|index| kind(*index) == Some(LineKind::Comment)).count();
    let is_last = section.lines.end == document.lines.len();
    if below + comments == section.lines.end && !is_last { below } else { below + comments }
}

/// The indices of the lines that go when a section goes: its own, and the blank lines that set it apart.
pub(super) fn lines_to_delete(document: &Document, section: &Section) -> Vec<usize> {
    let is_blank = |index: usize| is_blank(document.content(index));
    let own = own_end(document, section);
    let start = section.lines.start;
    let above = start.checked_sub(1).filter(|above| is_blank(*above));
    let blanks = (own..section.lines.end).take_while(|index| is_blank(*index)).count();
    let is_to_the_end = own + blanks == document.lines.len();
    let mut going: Vec<usize> = above.filter(|_| is_to_the_end).into_iter().collect();
    going.extend(start..own);
    if above.is_some() || start == 0 || is_to_the_end {
        going.extend(own..own + blanks);
    }
    going
}
