//! YAML as a tree in which everything knows its line. Owns the use of the parser; refuses to know what the keys mean.

use std::collections::HashMap;
use std::rc::Rc;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

/// How deep a tree is kept. The deepest value of the file is at 5; what is deeper than this is read and forgotten, so
/// that no text makes a tree that is too deep to be walked or dropped.
const MAX_DEPTH: usize = 12;

/// A value and the line where it begins, from 1.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) line: u32,
    pub(super) value: Value,
}

/// Shared, since an alias is the same value at another place: copies of copies could fill the memory.
pub(super) type Shared = Rc<Node>;

#[derive(Debug)]
pub(super) enum Value {
    /// A scalar; whether it is written so that YAML can only read it as text.
    Scalar {
        text: String,
        quoted: bool,
    },
    List(Vec<Shared>),
    Map(Vec<Entry>),
}

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) line: u32,
    pub(super) value: Shared,
}

/// The first document of a text.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// Nothing when there are only blanks and comments.
    pub(super) root: Option<Shared>,
    /// The line where another document begins.
    pub(super) second: Option<u32>,
}

/// Where a text stops being YAML; line and column from 1.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Broken {
    pub(super) line: u32,
    pub(super) column: u32,
    /// Whether the line is indented by a tab, which YAML forbids.
    pub(super) tab: bool,
}

/// Reads the first document of a text.
pub(super) fn parse(text: &str) -> Result<Document, Broken> {
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| broken(text, &error))?;
        builder.take(event, span);
    }
    Ok(Document { root: builder.root, second: builder.second })
}

fn broken(text: &str, error: &ScanError) -> Broken {
    let line = number(error.marker().line()).max(1);
    // The parser may notice a tab only by what it makes of the line above or below.
    let is_tabbed = |line: &str| line.trim_start_matches(' ').starts_with('\t') && !line.trim().is_empty();
    let tabbed = (1_u32..).zip(text.lines()).find(|(at, text)| at.abs_diff(line) < 2 && is_tabbed(text));
    match tabbed {
        Some((line, text)) => {
            Broken { line, column: number(text.chars().take_while(|c| *c == ' ').count()) + 1, tab: true }
        }
        None => Broken { line, column: number(error.marker().col()) + 1, tab: false },
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A list or a map that is not complete yet.
struct Open {
    anchor: usize,
    line: u32,
    parts: Parts,
}

enum Parts {
    List(Vec<Shared>),
    /// Entries, and the key whose value comes next.
    Map(Vec<Entry>, Option<(String, u32)>),
}

#[derive(Default)]
struct Builder {
    root: Option<Shared>,
    second: Option<u32>,
    open: Vec<Open>,
    /// How many lists and maps deep the parser is in what is too deep to be kept.
    skipped: usize,
    anchors: HashMap<usize, Shared>,
}

impl Builder {
    fn take(&mut self, event: Event, span: Span) {
        let line = number(span.start.line()).max(1);
        match event {
            Event::DocumentStart(_) if self.root.is_some() => self.second = self.second.or(Some(line)),
            _ if self.second.is_some() => {}
            Event::SequenceStart(anchor, _) => self.begin(anchor, line, Parts::List(Vec::new())),
            Event::MappingStart(anchor, _) => self.begin(anchor, line, Parts::Map(Vec::new(), None)),
            Event::SequenceEnd | Event::MappingEnd => self.end(line),
            _ if self.skipped > 0 => {}
            Event::Scalar(text, style, anchor, tag) => {
                let is_text = tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str");
                let quoted = style != ScalarStyle::Plain || is_text;
                self.place(anchor, Node { line, value: Value::Scalar { text: text.into_owned(), quoted } });
            }
            Event::Alias(anchor) => {
                // An alias within what it names is an endless value; it is read as nothing.
                let node = self.anchors.get(&anchor).cloned();
                let node = node.unwrap_or_else(|| nothing(line));
                self.put(node);
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {}
        }
    }

    fn begin(&mut self, anchor: usize, line: u32, parts: Parts) {
        if self.open.len() >= MAX_DEPTH {
            self.skipped += 1;
        } else {
            self.open.push(Open { anchor, line, parts });
        }
    }

    fn end(&mut self, line: u32) {
        if self.skipped > 0 {
            self.skipped -= 1;
            if self.skipped == 0 {
                self.put(nothing(line));
            }
        } else if let Some(Open { anchor, line, parts }) = self.open.pop() {
            let value = match parts {
                Parts::List(items) => Value::List(items),
                Parts::Map(entries, _) => Value::Map(entries),
            };
            self.place(anchor, Node { line, value });
        }
    }

    fn place(&mut self, anchor: usize, node: Node) {
        let node = Rc::new(node);
        if anchor != 0 {
            self.anchors.insert(anchor, Rc::clone(&node));
        }
        self.put(node);
    }

    fn put(&mut self, node: Shared) {
        match self.open.last_mut().map(|open| &mut open.parts) {
            None => self.root = self.root.take().or(Some(node)),
            Some(Parts::List(items)) => items.push(node),
            Some(Parts::Map(entries, key)) => match key.take() {
                Some((key, line)) => entries.push(Entry { key, line, value: node }),
                None => *key = Some((key_of(&node), node.line)),
            },
        }
    }
}

fn nothing(line: u32) -> Shared {
    Rc::new(Node { line, value: Value::Scalar { text: String::new(), quoted: false } })
}

/// YAML lets lists and maps be keys; here none is one.
fn key_of(node: &Node) -> String {
    match &node.value {
        Value::Scalar { text, .. } => text.clone(),
        Value::List(_) | Value::Map(_) => "?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(String, u32)> {
        match &parse(text).unwrap().root.unwrap().value {
            Value::Map(entries) => entries.iter().map(|entry| (entry.key.clone(), entry.line)).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn everything_knows_its_line() {
        assert_eq!(
            lines("# head\na: 1\n\nb:\n  - x\nc: >\n  y\n"),
            [("a".into(), 2), ("b".into(), 4), ("c".into(), 6)]
        );
        assert_eq!(lines("\u{feff}a: 1\r\nb: 2\r\n"), [("a".into(), 1), ("b".into(), 2)]);
    }

    #[test]
    fn what_is_not_yaml_says_where() {
        let broken = parse("a: 1\nb: [x\nc: 2\n").unwrap_err();
        assert!(!broken.tab && broken.line > 1, "{broken:?}");
        for text in ["a:\n\tb: 1\n", "a:\n  b: 1\n\tc: 2\n"] {
            let broken = parse(text).unwrap_err();
            assert!(broken.tab, "{text:?} {broken:?}");
            assert_eq!(
                text.lines().nth(broken.line as usize - 1).map(|line| line.contains('\t')),
                Some(true),
                "{text:?}"
            );
        }
    }

    #[test]
    fn only_the_first_document_is_read() {
        let document = parse("a: 1\n---\na: 2\n").unwrap();
        assert_eq!(document.second, Some(2));
        assert!(parse("# only this\n").unwrap().root.is_none());
    }

    #[test]
    fn no_text_makes_a_tree_that_is_too_deep_or_too_wide() {
        parse(&"- ".repeat(50_000)).unwrap();
        let bombs = (1..40).fold("a0: &a0 [x]\n".to_owned(), |text, at| {
            let below = format!("*a{}", at - 1);
            format!("{text}a{at}: &a{at} [{below}, {below}, {below}, {below}]\n")
        });
        assert_eq!(lines(&bombs).len(), 40);
    }
}
