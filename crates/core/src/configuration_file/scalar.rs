//! What YAML makes of text that is not quoted, and text written so that YAML reads it as text.

use std::fmt::Write;

use super::Reading;

/// What YAML reads where text is meant; `None` when it reads that text. AWS does not say which YAML its parser reads, so
/// what either version does is told: the core schema of 1.2 and the types of 1.1 (`yes`, `0o17`, `1_000`, `12:30:45`,
/// dates).
pub(super) fn reading(text: &str) -> Option<Reading> {
    if matches!(text, "" | "~" | "null" | "Null" | "NULL") {
        return Some(Reading::Nothing);
    }
    let lower = text.to_ascii_lowercase();
    // A word of letters, so that its first is a byte; `yEs` is text.
    let is_word = matches!(lower.as_str(), "true" | "false" | "yes" | "no" | "on" | "off");
    if is_word && (text[1..] == lower[1..] || text == text.to_ascii_uppercase()) {
        return Some(Reading::Boolean);
    }
    if is_date(text) {
        return Some(Reading::Date);
    }
    is_number(&lower).then_some(Reading::Number)
}

/// `2026-04-01`, alone or before a time.
fn is_date(text: &str) -> bool {
    let day = text.split(['T', 't', ' ']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split('-').collect();
    let is_digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(is_digits) && parts[0].len() == 4 && parts[1].len() < 3 && parts[2].len() < 3
}

fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".nan") {
        return true;
    }
    let of_base = |digits: &str, base| !digits.is_empty() && digits.chars().all(|c| c == '_' || c.is_digit(base));
    for (prefix, base) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = unsigned.strip_prefix(prefix) {
            return of_base(digits, base);
        }
    }
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return false;
    }
    let is_base_60 = unsigned.contains(':') && unsigned.split(':').all(|part| of_base(part, 10));
    is_base_60 || unsigned.replace('_', "").parse::<f64>().is_ok()
}

/// Text as a scalar: as it is where YAML then reads just that, else in double quotes.
pub(super) fn plain_or_quoted(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// Stricter than YAML: what begins or holds a mark that means something to it is quoted.
fn is_plain(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric() || "/_.".contains(c))
        && text.chars().all(|c| c == ' ' || c.is_ascii_graphic())
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with([' ', ':'])
        && !text.starts_with("...")
        && reading(text).is_none()
}

/// Text in double quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            // Writing to a string does not fail. YAML takes the last three for line breaks or for nothing.
            _ if letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(letter));
            }
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_yaml_reads_is_told() {
        for (texts, wanted) in [
            (&["", "~", "null"][..], Some(Reading::Nothing)),
            (&["true", "False", "YES", "no", "Off"], Some(Reading::Boolean)),
            (&["8080", "-1", "1.10", "1e3", "0x1F", "0o17", "1_000", "12:30:45", ".5", ".inf"], Some(Reading::Number)),
            (&["2026-04-01", "2026-04-01T10:00:00Z"], Some(Reading::Date)),
            (&["info", "yEs", "1.2.3", "v1", "0xyz", "12:a", "2026-04", "infinity", "nan", "10.0.0.0/16", "-"], None),
        ] {
            for text in texts {
                assert_eq!(reading(text), wanted, "{text}");
            }
        }
    }
}
