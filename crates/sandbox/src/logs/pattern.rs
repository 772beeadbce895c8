//! Owns filter patterns for plain text: terms, phrases, `?` alternatives and `-` exclusions. JSON and regular expression
//! patterns are not offered.

/// A parsed pattern. All required terms, any alternative and no excluded term make a match; case matters.
#[derive(Debug, Default)]
pub(super) struct Pattern {
    required: Vec<String>,
    any: Vec<String>,
    excluded: Vec<String>,
}

impl Pattern {
    pub(super) fn of(text: &str) -> Self {
        let mut pattern = Self::default();
        for term in terms(text) {
            if let Some(term) = term.strip_prefix('?').filter(|term| !term.is_empty()) {
                pattern.any.push(bare(term));
            } else if let Some(term) = term.strip_prefix('-').filter(|term| !term.is_empty()) {
                pattern.excluded.push(bare(term));
            } else {
                pattern.required.push(bare(&term));
            }
        }
        pattern
    }

    pub(super) fn matches(&self, message: &str) -> bool {
        let has = |term: &String| message.contains(term.as_str());
        self.required.iter().all(has)
            && (self.any.is_empty() || self.any.iter().any(has))
            && !self.excluded.iter().any(has)
    }
}

/// Split at blanks outside quotes.
fn terms(text: &str) -> Vec<String> {
    let mut terms = vec![String::new()];
    let mut quoted = false;
    for letter in text.chars() {
        if letter.is_whitespace() && !quoted {
            terms.push(String::new());
            continue;
        }
        quoted ^= letter == '"';
        if let Some(term) = terms.last_mut() {
            term.push(letter);
        }
    }
    terms.retain(|term| !term.is_empty());
    terms
}

fn bare(term: &str) -> String {
    term.replace('"', "")
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn patterns_mean_what_cloudwatch_says() {
        for (pattern, message, matches) in [
            ("", "anything", true),
            ("ERROR", "an ERROR here", true),
            ("ERROR", "an error here", false),
            ("ERROR 500", "500 is an ERROR", true),
            ("\"status 500\"", "status 500", true),
            ("\"status 500\"", "500 status", false),
            ("?WARN ?ERROR", "WARN", true),
            ("?WARN ?ERROR", "INFO", false),
            ("ERROR -healthz", "ERROR at /healthz", false),
        ] {
            assert_eq!(Pattern::of(pattern).matches(message), matches, "{pattern} on {message}");
        }
    }
}
