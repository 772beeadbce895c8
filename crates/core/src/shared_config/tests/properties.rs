//! What holds of every text and every edit.

use proptest::prelude::*;
use proptest::sample::select;

use super::super::edit::*;
use super::super::*;
use super::profile;

/// Lines of which documents are made, the broken ones among them.
const LINES: [&str; 36] = [
    "",
    "   ",
    "\t",
    "# a comment",
    "; aws_session_token = old",
    "  # an indented one",
    "[default]",
    "[profile a]",
    "[profile a]  ; twice",
    "[profile\tb]",
    "[ profile c ]# adjacent",
    "[profile default]",
    "[sso-session a]",
    "[services a]",
    "[a]",
    "[b]",
    "[profile \"q\"]",
    "[profile broken",
    "[profile d] junk",
    "[]",
    "region = eu-west-1",
    "Region=us-east-1 # here",
    "region\t=\t",
    "source_profile = a",
    "source_profile=b",
    "sso_session = a",
    "s3 =",
    "  addressing_style = path",
    "  max_queue_size=10",
    " -continued",
    "no equals",
    "= no key",
    "bad key = 1",
    "aws_secret_access_key = wJalr/XUtn=FEMI",
    "output = json;x",
    "k = v\u{a0}# c",
];

fn document() -> impl Strategy<Value = Document> {
    let line = prop_oneof![9 => select(&LINES[..]).prop_map(str::to_owned), 1 => "[ -~é\u{85}\r]{0,12}"];
    let ending = prop_oneof![6 => Just("\n"), 3 => Just("\r\n")];
    let lines = proptest::collection::vec((line, ending), 0..24);
    let file = prop_oneof![3 => Just(ConfigFile::Config), 1 => Just(ConfigFile::Credentials)];
    (lines, any::<bool>(), proptest::bool::weighted(0.1), any::<bool>(), file).prop_map(
        |(lines, last_ending, mark, one_ending, file)| {
            let mut text: String = if mark { "\u{feff}".into() } else { String::new() };
            let count = lines.len();
            for (index, (line, ending)) in lines.into_iter().enumerate() {
                text.push_str(&line);
                if last_ending || index + 1 < count {
                    text.push_str(if one_ending { "\n" } else { ending });
                }
            }
            Document::read(file, &text)
        },
    )
}

fn section() -> impl Strategy<Value = SectionName> {
    select(vec![
        profile("a"),
        profile("b"),
        profile("c"),
        profile("d"),
        profile("default"),
        profile("new"),
        SectionName::SsoSession("a".into()),
        SectionName::Services("a".into()),
    ])
}

/// The sections without those of a name, by their text without the blank lines and comments at their ends, which stand
/// between sections rather than in one.
fn others(document: &Document, except: &SectionName) -> Vec<String> {
    let rest = document.sections().iter().filter(|section| section.name.as_ref() != Some(except));
    let own = |section| {
        let lines: Vec<&str> = document.text_of(section).lines().collect();
        let is_between = |line: &&str| line.trim_matches([' ', '\t', '\r']).is_empty() || line.starts_with(['#', ';']);
        let kept = lines.iter().rposition(|line| !is_between(line)).map_or(0, |last| last + 1);
        lines[..kept].join("\n")
    };
    rest.map(own).collect()
}

fn comments(document: &Document) -> usize {
    document.text().lines().filter(|line| line.starts_with(['#', ';'])).count()
}

/// Both texts without what they have in common at their beginnings and ends.
fn changed<'a>(before: &'a str, after: &'a str) -> (&'a str, &'a str) {
    let same = |(one, other): &(char, char)| one == other;
    let start: usize = before.chars().zip(after.chars()).take_while(same).map(|(one, _)| one.len_utf8()).sum();
    let (before, after) = (&before[start..], &after[start..]);
    let backwards = before.chars().rev().zip(after.chars().rev());
    let end: usize = backwards.take_while(same).map(|(one, _)| one.len_utf8()).sum();
    (&before[..before.len() - end], &after[..after.len() - end])
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-zA-Z0-9:/._=-]{1,12}".prop_filter("none that stands", |value| !value.is_empty()),
        1 => "\\PC{0,10}".prop_map(|value| value.trim().to_owned()),
    ]
}

proptest! {
    #[test]
    fn every_text_is_kept_and_read(text in "(?s).{0,200}", credentials in any::<bool>()) {
        let file = if credentials { ConfigFile::Credentials } else { ConfigFile::Config };
        let document = Document::read(file, &text);
        prop_assert_eq!(document.text(), text.as_str());
        let _ = SharedConfig::read(Some(&text), Some(&text));
    }

    #[test]
    fn every_document_is_kept(document in document()) {
        let again = Document::read(document.file(), document.text());
        prop_assert_eq!(&again, &document);
        let whole: String = document.sections().iter().map(|section| document.text_of(section)).collect();
        prop_assert!(document.text().ends_with(&whole), "sections leave nothing out");
    }

    #[test]
    fn what_is_set_is_read_and_nothing_else_changes(
        document in document(), section in section(), key in select(vec!["region", "Output", "s3", "new_key"]), value in value(),
    ) {
        match set(&document, &section, key, &value) {
            Ok(edited) => {
                prop_assert_eq!(edited.value(&section, key), Some(value.as_str()));
                prop_assert_eq!(others(&edited, &section), others(&document, &section));
                prop_assert_eq!(comments(&edited), comments(&document));
                prop_assert_eq!(set(&edited, &section, key, &value).map(|again| again == edited), Ok(true));
                for other in ["region", "output", "s3", "source_profile"].iter().filter(|other| !other.eq_ignore_ascii_case(key)) {
                    prop_assert_eq!(edited.value(&section, other), document.value(&section, other));
                }
            }
            Err(EditRefusal::BadValue { fault, .. }) => prop_assert_eq!(value_fault(&value), Some(fault)),
            Err(_) => {}
        }
    }

    #[test]
    fn a_value_on_one_line_is_all_that_changes(document in document(), section in section(), value in "[a-z]{1,8}") {
        let found = document.sections().iter().rfind(|found| found.counts_as() == Some(&section));
        let property = found.and_then(|found| found.properties.iter().rfind(|property| property.key == "region"));
        let old = property.map(|property| property.value.clone());
        if let (Some(old), Ok(edited)) = (old.filter(|old| !old.contains('\n')), set(&document, &section, "region", &value)) {
            let (before, after) = changed(document.text(), edited.text());
            prop_assert!(old.contains(before), "{before:?} of {old:?}");
            prop_assert!(format!(" {value} ").contains(after), "{after:?} of {value:?}");
        }
    }

    #[test]
    fn a_key_that_is_added_and_removed_leaves_nothing(document in document(), section in section(), value in value()) {
        let stands = document.sections().iter().any(|found| found.counts_as() == Some(&section));
        if let (true, Ok(added)) = (stands, set(&document, &section, "added_key", &value)) {
            let removed = remove_key(&added, &section, "ADDED_KEY").map(|removed| removed.text().to_owned());
            prop_assert_eq!(removed.as_deref(), Ok(document.text()));
        }
    }

    #[test]
    fn a_section_that_is_added_and_removed_leaves_nothing(document in document(), section in section(), value in value()) {
        let last = document.text().trim_start_matches('\u{feff}').split_inclusive('\n').next_back().unwrap_or("x");
        let ends_blank = last.trim().is_empty();
        if let Ok(added) = add_section(&document, &section, &[("region", &value)]) {
            prop_assert_eq!(added.value(&section, "region"), Some(value.as_str()));
            prop_assert_eq!(others(&added, &section), others(&document, &section));
            let removed = remove_section(&added, &section).map(|removed| removed.text().to_owned());
            // A blank line that stood at the end set the section apart, and goes with it.
            if !ends_blank {
                prop_assert_eq!(removed.as_deref(), Ok(document.text()));
            }
        }
    }

    #[test]
    fn what_is_removed_is_gone_and_nothing_else(document in document(), section in section()) {
        if let Ok(removed) = remove_section(&document, &section) {
            prop_assert!(removed.sections().iter().all(|found| found.name.as_ref() != Some(&section)));
            prop_assert_eq!(others(&removed, &section), others(&document, &section));
        }
        if let Ok(removed) = remove_key(&document, &section, "region") {
            prop_assert_eq!(removed.value(&section, "region"), None);
            prop_assert_eq!(others(&removed, &section), others(&document, &section));
            prop_assert_eq!(comments(&removed), comments(&document));
        }
    }

    #[test]
    fn a_rename_changes_names_only(document in document(), section in section()) {
        if let Ok(renamed) = rename_section(&document, &section, "renamed") {
            let new = match &section {
                SectionName::Profile(_) => profile("renamed"),
                SectionName::SsoSession(_) => SectionName::SsoSession("renamed".into()),
                SectionName::Services(_) => SectionName::Services("renamed".into()),
            };
            prop_assert!(renamed.value(&section, "region").is_none());
            prop_assert_eq!(renamed.value(&new, "region"), document.value(&section, "region"));
            prop_assert_eq!(renamed.text().lines().count(), document.text().lines().count());
            let back = rename_section(&renamed, &new, section.name()).map(|back| back.text().to_owned());
            prop_assert_eq!(back.as_deref().map(|back| back.replace("[profile default]", "[default]")), Ok(document.text().replace("[profile default]", "[default]")));
        }
    }
}
