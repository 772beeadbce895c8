//! Reads a tree by the keys that are expected, and says where it is not as expected. Owns what holds for every key;
//! refuses to know what a key means.

use super::document::{Entry, Node, Value};
use super::scalar::reading;
use super::{FileDetail, FileFinding, FileKind, Reading};
use crate::finding::Severity;

/// A value, and where it is.
#[derive(Clone)]
pub(super) struct Spot<'n> {
    pub(super) node: &'n Node,
    /// The line to name: that of the key, or of the item.
    pub(super) line: Option<u32>,
    pub(super) path: String,
}

/// A map whose keys are known.
pub(super) struct Section<'n> {
    entries: &'n [Entry],
    line: Option<u32>,
    path: String,
}

/// A key that may stand in a section, and whether it must.
pub(super) type Known = (&'static str, bool);

/// Keys that stand in one place only, by which a key elsewhere is told to be misplaced. Of `env` there are two, and the
/// application's is the one that is missed. (Developer Guide, *Configuration file reference*, April 2026; a sample of an
/// older edition has `secrets` beside `run`, where nothing reads them.)
const PLACES: [(&str, &str); 11] = [
    ("commands", "build.commands"),
    ("pre-build", "build.commands.pre-build"),
    ("post-build", "build.commands.post-build"),
    ("runtime-version", "run.runtime-version"),
    ("pre-run", "run.pre-run"),
    ("command", "run.command"),
    ("network", "run.network"),
    ("port", "run.network.port"),
    ("env", "run.env"),
    ("secrets", "run.secrets"),
    ("runtime", "runtime"),
];

/// Collects what is found.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) found: Vec<FileFinding>,
}

impl Reader {
    pub(super) fn say(&mut self, severity: Severity, spot: &Spot, detail: FileDetail) {
        self.found.push(FileFinding { severity, line: spot.line, path: spot.path.clone(), detail });
    }

    pub(super) fn error(&mut self, spot: &Spot, detail: FileDetail) {
        self.say(Severity::Error, spot, detail);
    }

    pub(super) fn warning(&mut self, spot: &Spot, detail: FileDetail) {
        self.say(Severity::Warning, spot, detail);
    }

    /// A map; a key without a value is an empty one.
    pub(super) fn section<'n>(&mut self, spot: &Spot<'n>, known: &[Known]) -> Option<Section<'n>> {
        let entries: &[Entry] = match &spot.node.value {
            Value::Map(entries) => entries,
            _ if is_nothing(spot.node) => &[],
            _ => {
                self.error(spot, FileDetail::WrongKind { expected: FileKind::Map });
                return None;
            }
        };
        let section = Section { entries, line: spot.line, path: spot.path.clone() };
        self.keys(&section, known);
        Some(section)
    }

    fn keys(&mut self, section: &Section, known: &[Known]) {
        for (at, entry) in section.entries.iter().enumerate() {
            let spot = section.spot(entry);
            if section.entries[..at].iter().any(|before| before.key == entry.key) {
                self.error(&spot, FileDetail::DuplicateKey { key: entry.key.clone() });
            } else if !known.iter().any(|(key, _)| *key == entry.key) {
                self.unknown_key(&spot, &entry.key, known);
            }
        }
        for (key, _) in known.iter().filter(|(_, is_needed)| *is_needed) {
            if !section.entries.iter().any(|entry| entry.key == *key) {
                let path = joined(&section.path, key);
                let detail = FileDetail::MissingKey { key: (*key).to_owned() };
                self.found.push(FileFinding { severity: Severity::Error, line: section.line, path, detail });
            }
        }
    }

    /// What a key that means nothing says is not done, and AWS does not say whether it then refuses the file.
    fn unknown_key(&mut self, spot: &Spot, key: &str, known: &[Known]) {
        let key = key.to_owned();
        let nearest = nearest(&key, known.iter().map(|(key, _)| *key)).map(str::to_owned);
        let place = PLACES.iter().find(|(name, _)| *name == key);
        match place {
            Some((_, place)) if nearest.is_none() => {
                self.error(spot, FileDetail::Misplaced { key, place: (*place).to_owned() });
            }
            _ => self.warning(spot, FileDetail::UnknownKey { key, nearest }),
        }
    }

    /// The items of a list; a key without a value has none.
    pub(super) fn list<'n>(&mut self, spot: &Spot<'n>) -> Vec<Spot<'n>> {
        match &spot.node.value {
            Value::List(items) => items.iter().enumerate().map(|(at, node)| spot.item(at, node)).collect(),
            _ if is_nothing(spot.node) => Vec::new(),
            _ => {
                self.error(spot, FileDetail::WrongKind { expected: FileKind::List });
                Vec::new()
            }
        }
    }

    /// Text that has to say something, whatever YAML reads.
    pub(super) fn scalar<'n>(&mut self, spot: &Spot<'n>) -> Option<&'n str> {
        let detail = match &spot.node.value {
            Value::Scalar { text, .. } if text.trim().is_empty() || is_nothing(spot.node) => FileDetail::Blank,
            Value::Scalar { text, .. } => return Some(text),
            Value::List(_) | Value::Map(_) => FileDetail::WrongKind { expected: FileKind::Text },
        };
        self.error(spot, detail);
        None
    }

    /// Text that has to say something, and to be read by YAML as text.
    pub(super) fn filled(&mut self, spot: &Spot) -> Option<String> {
        self.scalar(spot)?;
        self.text(spot)
    }

    /// Text, which may be empty. What YAML reads as something else may still reach the application as it is written, so
    /// it is a warning.
    pub(super) fn text(&mut self, spot: &Spot) -> Option<String> {
        let Value::Scalar { text, quoted } = &spot.node.value else {
            self.error(spot, FileDetail::WrongKind { expected: FileKind::Text });
            return None;
        };
        if let Some(read_as) = reading(text).filter(|_| !quoted) {
            self.warning(spot, FileDetail::MustBeQuoted { value: text.clone(), read_as });
        }
        Some(text.clone())
    }

    /// A number as it is written. In quotes it is text, which may be taken for it.
    pub(super) fn number(&mut self, spot: &Spot) -> Option<String> {
        match &spot.node.value {
            Value::Scalar { text, .. } if reading(text) == Some(Reading::Number) => {
                if spot.node.is_quoted() {
                    self.warning(spot, FileDetail::WrongKind { expected: FileKind::Number });
                }
                Some(text.clone())
            }
            _ => {
                self.error(spot, FileDetail::WrongKind { expected: FileKind::Number });
                None
            }
        }
    }
}

impl Node {
    pub(super) fn is_quoted(&self) -> bool {
        matches!(self.value, Value::Scalar { quoted: true, .. })
    }
}

impl<'n> Section<'n> {
    /// The value of a key; of several the last, as most parsers take it.
    pub(super) fn get(&self, key: &str) -> Option<Spot<'n>> {
        self.entries.iter().rev().find(|entry| entry.key == key).map(|entry| self.spot(entry))
    }

    fn spot(&self, entry: &'n Entry) -> Spot<'n> {
        Spot { node: &entry.value, line: Some(entry.line), path: joined(&self.path, &entry.key) }
    }
}

impl<'n> Spot<'n> {
    fn item(&self, at: usize, node: &'n Node) -> Self {
        Self { node, line: Some(node.line), path: format!("{}[{at}]", self.path) }
    }
}

fn joined(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn is_nothing(node: &Node) -> bool {
    matches!(&node.value, Value::Scalar { text, quoted: false } if reading(text) == Some(Reading::Nothing))
}

/// The name that was probably meant: the same but for case and marks, or one or two letters away.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let bare = |name: &str| -> Vec<char> { name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect() };
    let wanted = bare(name);
    // Two letters of a short name make another name.
    let most = if wanted.len() < 5 { 1 } else { 2 };
    let near = known.map(|known| (distance(&wanted, &bare(known)), known)).filter(|(away, _)| *away <= most);
    near.min_by_key(|(away, _)| *away).map(|(_, known)| known)
}

/// How many letters have to be put in, taken out or replaced (Levenshtein's distance).
fn distance(from: &[char], to: &[char]) -> usize {
    if from.len().abs_diff(to.len()) > 2 {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (at, letter) in from.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (place, other) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != other);
            diagonal = row[place + 1];
            row[place + 1] = replaced.min(diagonal + 1).min(row[place] + 1);
        }
    }
    row[to.len()]
}
