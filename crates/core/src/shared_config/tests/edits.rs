//! Edits: what each makes of a text, and what it refuses.

use super::super::edit::*;
use super::super::*;
use super::{config, profile};

fn text(edited: Result<Document, EditRefusal>) -> String {
    edited.unwrap().text().to_owned()
}

#[test]
fn a_key_is_set_where_it_stands() {
    for (before, after) in [
        ("[profile a]\nk = v\n", "[profile a]\nk = new\n"),
        ("[profile a]\nk=v", "[profile a]\nk=new"),
        ("[profile a]\nK\t =  v \t # why\nl = 1\n", "[profile a]\nK\t =  new \t # why\nl = 1\n"),
        ("[profile a]\nk =\n", "[profile a]\nk = new\n"),
        ("[profile a]\nk = # why\n", "[profile a]\nk = new # why\n"),
        ("[profile a]\nk = v#1\n", "[profile a]\nk = new\n"),
        ("[profile a]\nk = v\u{a0}# c\n", "[profile a]\nk = new # c\n"),
        ("[profile a]\nk = 1\nk = 2\n", "[profile a]\nk = 1\nk = new\n"),
        ("[profile a]\r\nk = v\r\n# c\r\n  more\r\nl = 1\r\n", "[profile a]\r\nk = new\r\n# c\r\nl = 1\r\n"),
        ("[profile a]\nk = v\n  more", "[profile a]\nk = new"),
        ("\u{feff}[profile a]\nk = v\n", "\u{feff}[profile a]\nk = new\n"),
        // Where it does not stand, it is added below what is the section's own.
        ("[profile a]\n", "[profile a]\nk = new\n"),
        ("[profile a]", "[profile a]\nk = new"),
        ("[profile a]\nl=1\n\n\n[profile b]\n", "[profile a]\nl=1\nk=new\n\n\n[profile b]\n"),
        (
            "[profile a]\ns3 =\n  x = 1\n# about b\n[profile b]\n",
            "[profile a]\ns3 =\n  x = 1\nk = new\n# about b\n[profile b]\n",
        ),
        ("[profile a]\nl = 1\n# m = 2\n\n# b\n[default]", "[profile a]\nl = 1\n# m = 2\nk = new\n\n# b\n[default]"),
        ("[profile a]\r\nl = 1\r\n# m", "[profile a]\r\nl = 1\r\n# m\r\nk = new"),
        ("[profile a]\nl = 1\n   ", "[profile a]\nl = 1\nk = new\n   "),
        ("[profile a]\nl = 1\r", "[profile a]\nl = 1\r\r\nk = new"),
        // A section that does not stand is made.
        ("   ", "   \n[profile a]\nk = new"),
        ("# c\r", "# c\r\r\n\n[profile a]\nk = new"),
        ("", "[profile a]\nk = new\n"),
        ("\u{feff}", "\u{feff}[profile a]\nk = new\n"),
        ("[default]\r\nl = 1\r\n", "[default]\r\nl = 1\r\n\r\n[profile a]\r\nk = new\r\n"),
        ("[default]", "[default]\n\n[profile a]\nk = new"),
        ("[default]\n\n", "[default]\n\n[profile a]\nk = new\n"),
    ] {
        let edited = set(&config(before), &profile("a"), "k", "new");
        assert_eq!(edited.as_ref().map(|edited| edited.value(&profile("a"), "k")), Ok(Some("new")), "{before:?}");
        assert_eq!(text(edited), after, "{before:?}");
    }
}

#[test]
fn an_empty_value_can_be_set() {
    for (before, after) in [
        ("[default]\nk = v # c", "[default]\nk =  # c"),
        ("[default]\n", "[default]\nk =\n"),
        ("[default]\nk =\n", "[default]\nk =\n"),
    ] {
        assert_eq!(text(set(&config(before), &profile("default"), "k", "")), after);
    }
}

#[test]
fn a_key_is_removed_with_what_belongs_to_it() {
    for (before, after) in [
        ("[default]\nk = v\n", "[default]\n"),
        ("[default]\nk = v", "[default]"),
        ("[default]\nl = 1\nk =\n  a = 1\n\n# c\n  b = 2\nm = 2\n", "[default]\nl = 1\n\n# c\nm = 2\n"),
        ("[default]\nK = 1\nl = 1\nk = 2\n", "[default]\nl = 1\n"),
        ("[default]\r\nl = 1\r\nk = v\r\n  w", "[default]\r\nl = 1"),
    ] {
        assert_eq!(text(remove_key(&config(before), &profile("default"), "k")), after, "{before:?}");
    }
}

#[test]
fn a_section_is_removed_with_the_blank_lines_that_set_it_apart() {
    for (before, after) in [
        ("[profile a]\nk = v\n", ""),
        ("# top\n\n[profile a]\nk = v\n\n[profile b]\n", "# top\n\n[profile b]\n"),
        ("[default]\nk = 1\n\n[profile a]\nk = v\n\n", "[default]\nk = 1\n"),
        ("[default]\nk = 1\n\n[profile a]", "[default]\nk = 1"),
        ("[default]\n[profile a]\n\n[profile b]\n", "[default]\n\n[profile b]\n"),
        ("[profile a]\nk = v\n# about b\n[profile b]\n", "# about b\n[profile b]\n"),
        ("[profile a]\nk = v\n# own\n\n# about b\n[profile b]\n", "# about b\n[profile b]\n"),
        ("\u{feff}[profile a]\r\nk v\r\n", "\u{feff}"),
    ] {
        assert_eq!(text(remove_section(&config(before), &profile("a"))), after, "{before:?}");
    }
}

#[test]
fn a_section_is_renamed_with_what_refers_to_it() {
    let before = "[default]\nsource_profile = a # here\n[ profile\ta ] # why\nsource_profile=a\nsso_session = a\n\
                  [sso-session a]\n[profile aa]\nsource_profile = aa\n[profile a!]\nsource_profile = a\n";
    assert_eq!(
        text(rename_section(&config(before), &profile("a"), "b")),
        "[default]\nsource_profile = b # here\n[ profile\tb ] # why\nsource_profile=b\nsso_session = a\n\
         [sso-session a]\n[profile aa]\nsource_profile = aa\n[profile a!]\nsource_profile = a\n"
    );
    assert_eq!(
        text(rename_section(&config(before), &SectionName::SsoSession("a".into()), "b")),
        before.replace("sso_session = a", "sso_session = b").replace("[sso-session a]", "[sso-session b]")
    );
    assert_eq!(
        text(rename_section(&config("[default]\n"), &profile("default"), "a")),
        "[profile a]\n",
        "only the default goes without a prefix"
    );
    let credentials = Document::read(ConfigFile::Credentials, "[default]\n[b]\nsource_profile=default\n");
    assert_eq!(text(rename_section(&credentials, &profile("default"), "a")), "[a]\n[b]\nsource_profile=a\n");
    assert_eq!(text(rename_references(&credentials, &profile("default"), "a")), "[default]\n[b]\nsource_profile=a\n");
}

#[test]
fn sections_have_the_headers_of_their_file() {
    let credentials = Document::read(ConfigFile::Credentials, "");
    let entries = [("aws_access_key_id", "A"), ("Region", "")];
    for (document, section, after) in [
        (&config(""), profile("default"), "[default]\naws_access_key_id = A\nregion =\n"),
        (&config(""), profile("a"), "[profile a]\naws_access_key_id = A\nregion =\n"),
        (&credentials, profile("a"), "[a]\naws_access_key_id = A\nregion =\n"),
        (&config(""), SectionName::SsoSession("a".into()), "[sso-session a]\naws_access_key_id = A\nregion =\n"),
        (&config(""), SectionName::Services("a".into()), "[services a]\naws_access_key_id = A\nregion =\n"),
    ] {
        assert_eq!(text(add_section(document, &section, &entries)), after);
    }
}

#[test]
fn what_cannot_be_done_is_refused() {
    use EditRefusal::*;
    let a = profile("a");
    let bad = |fault| BadValue { key: "k".into(), fault };
    let one = config("[profile a]\nk = v\n");
    for (edited, refusal) in [
        (set(&one, &a, "k k", "v"), BadKey { key: "k k".into() }),
        (set(&one, &a, "k:k", "v"), BadKey { key: "k:k".into() }),
        (set(&one, &a, "", "v"), BadKey { key: String::new() }),
        (set(&one, &a, "k", "a\nb"), bad(ValueFault::LineBreak)),
        (set(&one, &a, "k", "a\rb"), bad(ValueFault::LineBreak)),
        (set(&one, &a, "k", "a\0b"), bad(ValueFault::ControlCharacter)),
        (set(&one, &a, "k", " a"), bad(ValueFault::OuterWhitespace)),
        (set(&one, &a, "k", "#a"), bad(ValueFault::Comment)),
        (set(&one, &a, "k", "a ;b"), bad(ValueFault::Comment)),
        (set(&one, &profile("a b"), "k", "v"), BadName { name: "a b".into() }),
        (set(&one, &profile(""), "k", "v"), BadName { name: String::new() }),
        (set(&config("[profile a"), &a, "k", "v"), SectionFaulty { line: 1 }),
        (set(&config("[profile a]\nbroken"), &a, "k", "v"), SectionFaulty { line: 2 }),
        (set(&config("[profile a]\n[profile a]"), &a, "k", "v"), SectionAmbiguous { lines: vec![1, 2] }),
        (
            set(&config("[default]\n[profile default]"), &profile("default"), "k", "v"),
            SectionAmbiguous { lines: vec![1, 2] },
        ),
        (set(&config("[profile a]\nk =\n  x = 1"), &a, "k", "v"), KeyNested { line: 2 }),
        (
            set(&Document::read(ConfigFile::Credentials, ""), &SectionName::SsoSession("a".into()), "k", "v"),
            OnlyInConfig,
        ),
        (remove_key(&one, &a, "l"), KeyAbsent),
        (remove_key(&one, &profile("b"), "k"), SectionAbsent),
        (remove_key(&one, &SectionName::SsoSession("a".into()), "k"), SectionAbsent),
        (add_section(&one, &a, &[]), NameTaken { line: 1 }),
        (add_section(&one, &profile("b"), &[("k", "\n")]), bad(ValueFault::LineBreak)),
        (add_section(&config("[default]"), &profile("default"), &[]), NameTaken { line: 1 }),
        (remove_section(&one, &profile("b")), SectionAbsent),
        (rename_section(&one, &a, "b c"), BadName { name: "b c".into() }),
        (rename_section(&one, &a, "\"b\""), BadName { name: "\"b\"".into() }),
        (rename_section(&config("[profile a]\n[profile b]"), &a, "b"), NameTaken { line: 2 }),
        (rename_section(&one, &profile("b"), "c"), SectionAbsent),
        (rename_references(&one, &a, "b\n"), BadName { name: "b\n".into() }),
    ] {
        assert_eq!(edited, Err(refusal));
    }
    assert_eq!(rename_section(&one, &a, "a"), Ok(one.clone()), "its own name is not taken");
}
