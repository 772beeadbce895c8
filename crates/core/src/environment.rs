//! Environment variables: reading them from a file that a person has, and telling values that should not stand in the
//! open.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::draft::{Variable, VariableSource};

/// What became of a variable when a file was read into a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Merged {
    /// It is new.
    Added,
    /// It had another value, or came from elsewhere.
    Changed {
        /// What it was.
        from: String,
    },
    /// It was there already.
    Same,
}

/// A variable of a file that was read, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Imported {
    /// Name.
    pub name: String,
    /// Value.
    pub value: String,
    /// What became of it.
    pub merged: Merged,
    /// Whether it looks like something secret.
    pub looks_secret: bool,
}

/// Text read as environment variables, beside those that were there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Import {
    /// The variables of the text, in its order; of several of one name the last.
    pub variables: Vec<Imported>,
    /// Lines, from 1, that say nothing.
    pub unreadable: Vec<u32>,
    /// The draft's variables with those of the text.
    pub environment: Vec<Variable>,
}

/// Reads text as a `.env` file, or as JSON: an object of names and values, or a list of `name` and `value` as ECS and
/// the AWS CLI write it. Total: what cannot be read is answered as such.
pub fn import(text: &str, present: &[Variable]) -> Import {
    let (read, unreadable) = match serde_json::from_str::<Value>(text) {
        Ok(value) => match of_json(&value) {
            Some(read) => (read, Vec::new()),
            None => (Vec::new(), vec![1]),
        },
        Err(_) => of_dotenv(text),
    };
    let mut last: Vec<(String, String)> = Vec::new();
    for (name, value) in read {
        match last.iter_mut().find(|(other, _)| *other == name) {
            Some(place) => place.1 = value,
            None => last.push((name, value)),
        }
    }
    let mut environment = present.to_vec();
    let variables = last.into_iter().map(|(name, value)| merge(&mut environment, name, value)).collect();
    Import { variables, unreadable, environment }
}

fn merge(environment: &mut Vec<Variable>, name: String, value: String) -> Imported {
    let looks_secret = looks_secret(&name, &value);
    let merged = match environment.iter_mut().find(|variable| variable.name.trim() == name) {
        Some(present) if present.source == VariableSource::Plain && present.value == value => Merged::Same,
        Some(present) => {
            present.source = VariableSource::Plain;
            Merged::Changed { from: std::mem::replace(&mut present.value, value.clone()) }
        }
        None => {
            environment.push(Variable { source: VariableSource::Plain, name: name.clone(), value: value.clone() });
            Merged::Added
        }
    };
    Imported { name, value, merged, looks_secret }
}

fn of_json(value: &Value) -> Option<Vec<(String, String)>> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    };
    match value {
        Value::Object(members) => members.iter().map(|(name, value)| Some((name.clone(), text(value)?))).collect(),
        Value::Array(rows) => {
            let part = |row: &Value, names: [&str; 2]| names.iter().find_map(|name| text(&row[*name]));
            rows.iter().map(|row| Some((part(row, ["name", "Name"])?, part(row, ["value", "Value"])?))).collect()
        }
        _ => None,
    }
}

/// `NAME=value` lines: comments, `export`, single quotes (taken as they are), double quotes (with `\n`, `\"`, `\\` and
/// over several lines) and trailing comments, as Docker Compose and the dotenv libraries read them.
fn of_dotenv(text: &str) -> (Vec<(String, String)>, Vec<u32>) {
    let (mut read, mut unreadable) = (Vec::new(), Vec::new());
    let mut lines = (1..).zip(text.trim_start_matches('\u{feff}').lines());
    while let Some((number, line)) = lines.next() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let line = line.strip_prefix("export ").unwrap_or(line);
        let Some((name, rest)) = line.split_once('=').filter(|(name, _)| is_word(name.trim())) else {
            unreadable.push(number);
            continue;
        };
        let mut rest = rest.trim_start().to_owned();
        let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\''));
        if let Some(quote) = quote {
            while end_of_quoted(&rest, quote).is_none() {
                let Some((_, next)) = lines.next() else { break };
                rest.push('\n');
                rest.push_str(next);
            }
        }
        match value_of(&rest, quote) {
            Some(value) => read.push((name.trim().to_owned(), value)),
            None => unreadable.push(number),
        }
    }
    (read, unreadable)
}

fn is_word(name: &str) -> bool {
    !name.is_empty() && !name.contains(char::is_whitespace)
}

/// Where the closing quote of a quoted value is.
fn end_of_quoted(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().skip(1).find_map(|(at, letter)| {
        let ends = letter == quote && !escaped;
        escaped = letter == '\\' && !escaped && quote == '"';
        ends.then_some(at)
    })
}

fn value_of(text: &str, quote: Option<char>) -> Option<String> {
    match quote {
        Some(quote) => {
            let inside = &text[1..end_of_quoted(text, quote)?];
            Some(if quote == '"' { unescaped(inside) } else { inside.to_owned() })
        }
        None => Some(text.split(" #").next().unwrap_or_default().trim_end().to_owned()),
    }
}

fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (letter, letter == '\\') {
            (_, true) => match letters.next() {
                Some('n') => plain.push('\n'),
                Some('r') => plain.push('\r'),
                Some('t') => plain.push('\t'),
                Some(other @ ('"' | '\\' | '$')) => plain.push(other),
                Some(other) => plain.extend(['\\', other]),
                None => plain.push('\\'),
            },
            (letter, false) => plain.push(letter),
        }
    }
    plain
}

/// Whether a variable looks like something that should not stand in the open: by the words of its name, or by a value
/// of a well-known form. A guess, for advice only.
pub fn looks_secret(name: &str, value: &str) -> bool {
    const WORDS: [&str; 9] =
        ["PASSWORD", "PASSWD", "SECRET", "TOKEN", "APIKEY", "API_KEY", "PRIVATE_KEY", "ACCESS_KEY", "CREDENTIAL"];
    const FORMS: [&str; 8] = ["AKIA", "ghp_", "github_pat_", "xoxb-", "sk_live_", "glpat-", "-----BEGIN ", "eyJ"];
    let name = name.to_ascii_uppercase();
    let named = WORDS.iter().any(|word| name.contains(word)) && !is_setting(value);
    let formed = value.len() >= 16 && FORMS.iter().any(|form| value.starts_with(form));
    let with_password = value.split_once("://").is_some_and(|(_, rest)| {
        rest.split('/')
            .next()
            .and_then(|host| host.rsplit_once('@'))
            .is_some_and(|(user, _)| user.split_once(':').is_some_and(|(_, password)| !password.is_empty()))
    });
    named || formed || with_password
}

/// Values such as `TOKEN_TTL=3600` or `SECRET_ROTATION=true` keep nothing secret.
fn is_setting(value: &str) -> bool {
    let value = value.trim();
    value.is_empty() || value.parse::<f64>().is_ok() || matches!(value, "true" | "false" | "yes" | "no")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        import(text, &[]).variables.into_iter().map(|row| (row.name, row.value)).collect()
    }

    #[test]
    fn dotenv_files_are_read_as_dotenv_libraries_read_them() {
        for (text, value) in [
            ("A=1", "1"),
            ("  export A = b c  ", "b c"),
            ("A=b # why", "b"),
            ("A=b#c", "b#c"),
            ("A='$x # y\\n'", "$x # y\\n"),
            (r#"A="l1\nl2 \"q\" \\ \d""#, "l1\nl2 \"q\" \\ \\d"),
            ("A=\"l1\nl2\"", "l1\nl2"),
            ("A=", ""),
            ("A=x=y", "x=y"),
            ("\u{feff}A=あ", "あ"),
            ("A=1\r\n", "1"),
            ("A=1\nA=2", "2"),
        ] {
            assert_eq!(read(text), [("A".to_owned(), value.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_says_nothing_is_named_by_its_line() {
        let import = import("# head\n\nA=1\nnonsense\n=x\nB=\"open\nC=3", &[]);
        assert_eq!(import.unreadable, [4, 5, 6]);
        assert_eq!(import.variables.len(), 1);
    }

    #[test]
    fn json_is_read_in_the_forms_that_aws_writes() {
        let wanted = [("A".to_owned(), "1".to_owned()), ("B".to_owned(), "x".to_owned())];
        for text in [
            r#"{"A": 1, "B": "x"}"#,
            r#"[{"name": "A", "value": "1"}, {"name": "B", "value": "x"}]"#,
            r#"[{"Name": "A", "Value": "1"}, {"Name": "B", "Value": "x"}]"#,
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
        assert_eq!(import(r#"{"A": {"nested": 1}}"#, &[]).unreadable, [1]);
    }

    #[test]
    fn a_file_is_merged_and_says_what_it_does() {
        let variable = |source, name: &str, value: &str| Variable { source, name: name.into(), value: value.into() };
        let present = [
            variable(VariableSource::Plain, "KEPT", "1"),
            variable(VariableSource::Plain, "SAME", "1"),
            variable(VariableSource::SecretsManager, "DB_PASSWORD", "arn"),
        ];
        let import = import("SAME=1\nDB_PASSWORD=hunter2hunter2\nNEW=3", &present);
        let merged: Vec<Merged> = import.variables.iter().map(|row| row.merged.clone()).collect();
        assert_eq!(merged, [Merged::Same, Merged::Changed { from: "arn".to_owned() }, Merged::Added]);
        assert!(import.variables[1].looks_secret);
        let names: Vec<&str> = import.environment.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["KEPT", "SAME", "DB_PASSWORD", "NEW"]);
        assert_eq!(import.environment[2].source, VariableSource::Plain);
    }

    #[test]
    fn secrets_are_guessed_and_settings_are_not() {
        for (name, value) in [
            ("DB_PASSWORD", "hunter2"),
            ("STRIPE_API_KEY", "abc"),
            ("X", "AKIAIOSFODNN7EXAMPLE"),
            ("DATABASE_URL", "postgres://user:pw@host:5432/db"),
            ("KEY", "-----BEGIN RSA PRIVATE KEY-----"),
        ] {
            assert!(looks_secret(name, value), "{name}");
        }
        for (name, value) in [
            ("TOKEN_TTL", "3600"),
            ("SECRET_ROTATION", "true"),
            ("DATABASE_URL", "postgres://host/db"),
            ("HOMEPAGE", "https://example.com/@user"),
            ("DB_PASSWORD", ""),
        ] {
            assert!(!looks_secret(name, value), "{name}");
        }
    }
}
