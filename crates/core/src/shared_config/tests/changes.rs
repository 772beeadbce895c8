//! Changes over both files.

use super::super::change::*;
use super::super::view::ConfigView;
use super::super::*;
use crate::draft::Pair;
use crate::session::ProfileKind;

fn pair(name: &str, value: &str) -> Pair {
    Pair { name: name.to_owned(), value: value.to_owned() }
}

fn files() -> Files {
    Files::read(
        "# mine\n[profile a]\nregion = x\n\n[profile b]\nrole_arn = r\nsource_profile = a\n\n\
         [profile c]\nsso_session = corp\n\n[sso-session corp]\nsso_region = us-east-1\n",
        "[a]\naws_access_key_id = AKIA\naws_secret_access_key = CANARY\n",
    )
}

fn text(files: &Files) -> (&str, &str) {
    (files.config.text(), files.credentials.text())
}

#[test]
fn each_key_goes_where_it_belongs() {
    let add = |values| ProfileChange::Add { profile: "new".to_owned(), values };
    let keys = vec![pair("region", "eu-west-1"), pair("aws_access_key_id", "A"), pair("aws_secret_access_key", "s")];
    let after = files().with(&add(keys)).unwrap();
    assert!(after.config.text().ends_with("\n[profile new]\nregion = eu-west-1\n"));
    assert!(after.credentials.text().ends_with("\n[new]\naws_access_key_id = A\naws_secret_access_key = s\n"));
    let only_keys = files().with(&add(vec![pair("aws_access_key_id", "A"), pair("output", "")])).unwrap();
    assert_eq!(only_keys.config, files().config);
    let empty = files().with(&add(Vec::new())).unwrap();
    assert!(empty.config.text().ends_with("\n[profile new]\n"));
    assert_eq!(empty.credentials, files().credentials);
    let set = ProfileChange::Set {
        profile: "a".to_owned(),
        values: vec![pair("region", ""), pair("output", "json"), pair("aws_access_key_id", "B"), pair("absent", "")],
    };
    let after = files().with(&set).unwrap();
    assert!(after.config.text().starts_with("# mine\n[profile a]\noutput = json\n\n[profile b]"), "{}", text(&after).0);
    assert_eq!(after.credentials.text(), "[a]\naws_access_key_id = B\naws_secret_access_key = CANARY\n");
}

#[test]
fn a_new_name_is_the_same_everywhere() {
    let rename = ProfileChange::Rename { profile: "a".to_owned(), to: "z".to_owned() };
    let after = files().with(&rename).unwrap();
    assert!(after.config.text().contains("[profile z]\n") && after.config.text().contains("source_profile = z\n"));
    assert!(after.credentials.text().starts_with("[z]\n"));
    // Its own keys alone, and another profile of the other file that names it.
    let files = Files::read("[profile b]\nsource_profile = a\n", "[a]\naws_access_key_id = A\n");
    let after = files.with(&rename).unwrap();
    assert_eq!(text(&after), ("[profile b]\nsource_profile = z\n", "[z]\naws_access_key_id = A\n"));
    let session = ProfileChange::RenameSession { session: "corp".to_owned(), to: "acme".to_owned() };
    let after = super::changes::files().with(&session).unwrap();
    assert!(after.config.text().contains("sso_session = acme\n") && after.config.text().contains("[sso-session acme]"));
}

#[test]
fn what_is_gone_is_gone_from_both_files() {
    let after = files().with(&ProfileChange::Remove { profile: "a".to_owned() }).unwrap();
    assert!(!after.config.text().contains("[profile a]"));
    assert_eq!(after.credentials.text(), "");
    for change in [
        ProfileChange::Remove { profile: "none".to_owned() },
        ProfileChange::Rename { profile: "none".to_owned(), to: "z".to_owned() },
        ProfileChange::RemoveSession { session: "none".to_owned() },
    ] {
        assert_eq!(files().with(&change).unwrap_err(), EditRefusal::SectionAbsent);
    }
}

#[test]
fn a_name_is_taken_by_either_file() {
    let add = |profile: &str| files().with(&ProfileChange::Add { profile: profile.to_owned(), values: Vec::new() });
    assert_eq!(add("a").unwrap_err(), EditRefusal::NameTaken { line: 2 });
    assert_eq!(add("a b").unwrap_err(), EditRefusal::BadName { name: "a b".to_owned() });
    let only_keys = Files::read("", "[a]\n");
    let taken = only_keys.with(&ProfileChange::Add { profile: "a".to_owned(), values: Vec::new() });
    assert_eq!(taken.unwrap_err(), EditRefusal::NameTaken { line: 1 });
}

#[test]
fn a_change_is_shown_without_secrets() {
    let set = ProfileChange::Set {
        profile: "a".to_owned(),
        values: vec![pair("aws_secret_access_key", "CANARY2"), pair("region", "y")],
    };
    let before = files();
    let changes = before.differences(&before.with(&set).unwrap());
    assert_eq!(
        changes.iter().map(|change| change.file).collect::<Vec<_>>(),
        [ConfigFile::Config, ConfigFile::Credentials]
    );
    assert!(!format!("{changes:?}").contains("CANARY"));
    assert_eq!(before.differences(&before), []);
}

#[test]
fn the_view_has_every_key_and_no_secret() {
    let config = SharedConfig::of(Some(&files().config), Some(&files().credentials));
    let view = ConfigView::of(&config, "c".to_owned(), "k".to_owned());
    assert!(!format!("{view:?}").contains("CANARY"));
    let a = &view.profiles[0];
    assert_eq!((a.kind, a.used_by.as_slice()), (ProfileKind::StaticKeys, ["b".to_owned()].as_slice()));
    let secret = a.keys.iter().find(|key| key.key == "aws_secret_access_key").unwrap();
    assert_eq!((secret.value.as_deref(), secret.file, secret.line), (None, ConfigFile::Credentials, 3));
    assert!(view.profiles[2].fault.is_some());
    assert_eq!(view.sessions[0].used_by, ["c"]);
}

#[test]
fn a_kept_key_stands_in_no_file() {
    const COMMAND: &str = "/usr/bin/app-runner-desktop credentials 0b6f4c1e-7d1c-4c57-9a1e-2f5d8c3b9a40";
    let after = files().with_kept_key("a", COMMAND).unwrap();
    assert_eq!(after.credentials.text(), "[a]\n");
    let expected = format!("[profile a]\nregion = x\ncredential_process = {COMMAND}\n");
    assert!(after.config.text().contains(&expected), "{}", after.config.text());
    // In both files, twice in one of them, with a comment, and a section that the config file does not have.
    let twice = Files::read(
        "[profile a]\naws_secret_access_key = CANARY\n",
        "[a]\naws_access_key_id = A\naws_secret_access_key = CANARY # mine\noutput = json\naws_secret_access_key = CANARY\n\
         [b]\naws_access_key_id = B\naws_secret_access_key = OTHER\n",
    );
    let after = twice.with_kept_key("a", COMMAND).unwrap();
    assert!(!after.config.text().contains("CANARY") && !after.credentials.text().contains("CANARY"));
    assert!(after.credentials.text().starts_with("[a]\noutput = json\n[b]\naws_access_key_id = B\n"));
    let after = twice.with_kept_key("b", COMMAND).unwrap();
    assert!(after.config.text().ends_with(&format!("[profile b]\ncredential_process = {COMMAND}\n")));
    assert!(!after.credentials.text().contains("OTHER"));
    let ambiguous = Files::read("", "[a]\naws_access_key_id = A\n[a]\naws_secret_access_key = S\n");
    assert!(matches!(ambiguous.with_kept_key("a", COMMAND), Err(EditRefusal::SectionAmbiguous { .. })));
}
