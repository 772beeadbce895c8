//! What a person is shown of an edit.

use proptest::prelude::*;

use super::super::diff::*;
use super::super::edit::*;
use super::super::*;
use super::{config, profile};

fn shown(before: &Document, after: &Document) -> Vec<String> {
    let sign = |kind| match kind {
        DiffKind::Same => ' ',
        DiffKind::Added => '+',
        DiffKind::Removed => '-',
    };
    let number = |number: Option<u32>| number.map_or("·".to_owned(), |number| number.to_string());
    let lines = diff(before, after).into_iter();
    lines
        .map(|line| format!("{}{}{} {}", sign(line.kind), number(line.before), number(line.after), line.text))
        .collect()
}

#[test]
fn a_change_is_shown_with_three_lines_around_it() {
    let before = config("[default]\na = 1\nb = 2\nc = 3\nd = 4\ne = 5\nf = 6\ng = 7\nh = 8\n");
    let after = set(&before, &profile("default"), "d", "new").unwrap();
    let lines =
        [" 22 a = 1", " 33 b = 2", " 44 c = 3", "-5· d = 4", "+·5 d = new", " 66 e = 5", " 77 f = 6", " 88 g = 7"];
    assert_eq!(shown(&before, &after), lines);
    assert!(shown(&before, &before).is_empty());
}

#[test]
fn two_changes_leave_out_what_is_between() {
    let before = config("[profile a]\n\n1 = 1\n2 = 1\n3 = 1\n4 = 1\n5 = 1\n6 = 1\n7 = 1\n8 = 1\nsource_profile = a\n");
    let after = rename_section(&before, &profile("a"), "b").unwrap();
    assert_eq!(
        shown(&before, &after),
        [
            "-1· [profile a]",
            "+·1 [profile b]",
            " 22 ",
            " 33 1 = 1",
            " 44 2 = 1",
            " 88 6 = 1",
            " 99 7 = 1",
            " 1010 8 = 1",
            "-11· source_profile = a",
            "+·11 source_profile = b",
        ]
    );
}

#[test]
fn what_is_added_at_the_end_of_a_file_without_a_last_line_ending_is_all_that_is_shown_as_added() {
    let before = config("[default]\r\na = 1");
    let after = add_section(&before, &profile("b"), &[("region", "r")]).unwrap();
    assert_eq!(shown(&before, &after), [" 11 [default]", " 22 a = 1", "+·3 ", "+·4 [profile b]", "+·5 region = r"]);
}

#[test]
fn secrets_are_masked_wherever_they_stand() {
    let before = "\u{feff}# aws_secret_access_key = COMMENTED\n[a]\nAWS_Secret_Access_Key=SET\naws_session_token = T1\n\
                  \u{20} T2 continued\n  aws_secret_access_key = INDENTED\nregion = r # aws_session_token=BEHIND\n\
                  aws_secret_access_key : COLON\naws_security_token = OLD\naws_session_token =\n\n  NESTED\n# no more\n[b\n\
                  aws_session_token FAULTY\n\tFAULTY\nregion = r";
    let before = Document::read(ConfigFile::Credentials, before);
    let texts: Vec<String> =
        diff(&before, &Document::read(ConfigFile::Credentials, "")).into_iter().map(|line| line.text).collect();
    assert_eq!(
        texts,
        [
            "# aws_secret_access_key = ****",
            "[a]",
            "AWS_Secret_Access_Key=****",
            "aws_session_token = ****",
            "****",
            "****",
            "region = r # aws_session_token=****",
            "aws_secret_access_key : ****",
            "aws_security_token = ****",
            "aws_session_token =",
            "",
            "****",
            "# no more",
            "[b",
            "aws_session_token ****",
            "****",
            "region = r",
        ]
    );
}

#[test]
fn a_secret_that_changes_shows_that_it_does() {
    let before = Document::read(ConfigFile::Credentials, "[a]\naws_secret_access_key = OLD\n");
    let after = set(&before, &profile("a"), "aws_secret_access_key", "NEW").unwrap();
    let lines = [" 11 [a]", "-2· aws_secret_access_key = ****", "+·2 aws_secret_access_key = ****"];
    assert_eq!(shown(&before, &after), lines);
}

#[test]
fn texts_without_end_are_compared_without_end_of_time() {
    let many = |value: char| format!("{value} = 1\n").repeat(6_000);
    let (before, after) = (config(&many('a')), config(&many('b')));
    assert_eq!(diff(&before, &after).len(), 12_000);
}

proptest! {
    /// The lines that are shown make the one text and the other, as far as they are shown.
    #[test]
    fn what_is_shown_is_true(before in "([ab]?\n){0,8}", after in "([ab]?\n){0,8}") {
        let lines = diff(&config(&before), &config(&after));
        let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
        for line in &lines {
            let is_at = |lines: &[&str], number: Option<u32>| number.is_none_or(|number| lines[number as usize - 1] == line.text);
            prop_assert!(is_at(&old, line.before) && is_at(&new, line.after));
        }
        let count = |kind| lines.iter().filter(|line| line.kind == kind).count();
        prop_assert_eq!(old.len() + count(DiffKind::Added), new.len() + count(DiffKind::Removed));
        prop_assert_eq!(lines.is_empty(), old == new);
    }
}
