//! What an edit changed, for a person to look at.
//!
//! Owns: the lines that changed with three lines around each change, secrets masked, also where a secret stands in a
//! comment or in a line that cannot be read. Refuses: to show how lines end; that a file ends without a line ending, too.

use serde::{Deserialize, Serialize};

use super::SECRETS;
use super::document::{Document, Line, LineKind};
use super::line::WHITESPACE;
use super::reader::number;

/// Lines that are shown above and below a change.
const CONTEXT: usize = 3;
const MASK: &str = "****";
/// Beyond this many pairs of lines, between what is the same at both ends, all lines count as changed.
const MOST_PAIRS: usize = 4_000_000;

/// A line of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct DiffLine {
    /// What became of it.
    pub kind: DiffKind,
    /// Its number before, from 1.
    pub before: Option<u32>,
    /// Its number after, from 1.
    pub after: Option<u32>,
    /// The line without its ending, secrets masked.
    pub text: String,
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum DiffKind {
    /// It stays.
    Same,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

/// What changed from one document to another: nothing for two that are equal. Where numbers jump, lines that stay are
/// left out.
pub fn diff(before: &Document, after: &Document) -> Vec<DiffLine> {
    let steps = steps(&contents(before), &contents(after));
    let is_near = |index: usize| {
        let around = index.saturating_sub(CONTEXT)..steps.len().min(index + CONTEXT + 1);
        steps[around].iter().any(|step| !matches!(step, Step::Same(..)))
    };
    let (masked_before, masked_after) = (masked(before), masked(after));
    let text = |lines: &[String], index: usize| lines.get(index).cloned().unwrap_or_default();
    let near = (0..steps.len()).filter(|index| is_near(*index));
    let shown = near.map(|index| match steps[index] {
        Step::Same(old, new) => DiffLine {
            kind: DiffKind::Same,
            before: Some(number(old)),
            after: Some(number(new)),
            text: text(&masked_after, new),
        },
        Step::Added(new) => {
            DiffLine { kind: DiffKind::Added, before: None, after: Some(number(new)), text: text(&masked_after, new) }
        }
        Step::Removed(old) => DiffLine {
            kind: DiffKind::Removed,
            before: Some(number(old)),
            after: None,
            text: text(&masked_before, old),
        },
    });
    shown.collect()
}

/// What becomes of a line, by its index before and after.
#[derive(Debug, Clone, Copy)]
enum Step {
    Same(usize, usize),
    Added(usize),
    Removed(usize),
}

fn contents(document: &Document) -> Vec<&str> {
    (0..document.lines.len()).map(|index| document.content(index)).collect()
}

/// The steps from the one to the other: the same at both ends first, since an edit is of one place.
fn steps(before: &[&str], after: &[&str]) -> Vec<Step> {
    let start = before.iter().zip(after).take_while(|(one, other)| one == other).count();
    let (old, new) = (&before[start..], &after[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other).count();
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);
    let mut steps: Vec<Step> = (0..start).map(|index| Step::Same(index, index)).collect();
    steps.extend(middle(old, new).into_iter().map(|step| match step {
        Step::Same(one, other) => Step::Same(one + start, other + start),
        Step::Added(index) => Step::Added(index + start),
        Step::Removed(index) => Step::Removed(index + start),
    }));
    let (old_end, new_end) = (start + old.len(), start + new.len());
    steps.extend((0..end).map(|index| Step::Same(old_end + index, new_end + index)));
    steps
}

/// By the longest common subsequence; removed lines stand before added ones.
fn middle(old: &[&str], new: &[&str]) -> Vec<Step> {
    let width = new.len() + 1;
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        return (0..old.len()).map(Step::Removed).chain((0..new.len()).map(Step::Added)).collect();
    }
    // At row * width + column: how long the longest common subsequence of the rest is.
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    for row in (0..old.len()).rev() {
        for column in (0..new.len()).rev() {
            longest[row * width + column] = if old[row] == new[column] {
                longest[(row + 1) * width + column + 1] + 1
            } else {
                longest[(row + 1) * width + column].max(longest[row * width + column + 1])
            };
        }
    }
    let mut steps = Vec::with_capacity(old.len() + new.len());
    let (mut row, mut column) = (0, 0);
    while row < old.len() || column < new.len() {
        if row < old.len() && column < new.len() && old[row] == new[column] {
            steps.push(Step::Same(row, column));
            (row, column) = (row + 1, column + 1);
        } else if column == new.len()
            || (row < old.len() && longest[(row + 1) * width + column] >= longest[row * width + column + 1])
        {
            steps.push(Step::Removed(row));
            row += 1;
        } else {
            steps.push(Step::Added(column));
            column += 1;
        }
    }
    steps
}

/// The lines of a document without what is secret in them. What is indented below a line that names a secret is masked
/// whole, whether or not the line can be read.
fn masked(document: &Document) -> Vec<String> {
    let mut is_secret = false;
    let line = |(index, line): (usize, &Line)| {
        let text = document.content(index);
        if line.kind != LineKind::Content {
            return masked_line(text).unwrap_or_else(|| text.to_owned());
        }
        if is_secret && text.starts_with(WHITESPACE) {
            return MASK.to_owned();
        }
        let masked = masked_line(text);
        is_secret = masked.is_some();
        masked.unwrap_or_else(|| text.to_owned())
    };
    document.lines.iter().enumerate().map(line).collect()
}

/// The line up to the name of a secret, wherever that stands, and what sets its value apart; `None` when it names none.
fn masked_line(line: &str) -> Option<String> {
    let lower = line.to_ascii_lowercase();
    let names = SECRETS.iter().filter_map(|name| lower.find(name).map(|start| start + name.len()));
    let (name, rest) = line.split_at(names.min()?);
    let value = rest.trim_start_matches([' ', '\t', '=', ':']);
    let mask = if value.is_empty() { "" } else { MASK };
    Some(format!("{name}{}{mask}", &rest[..rest.len() - value.len()]))
}
