//! What is read, line by line, and both files together.

use super::super::*;
use super::profile;

fn faults(file: ConfigFile, text: &str) -> Vec<(u32, LineReason)> {
    Document::read(file, text).faults().iter().map(|fault| (fault.line, fault.reason)).collect()
}

#[test]
fn what_is_wrong_with_a_line_is_said_at_that_line() {
    use ConfigFile::{Config, Credentials};
    use LineReason::*;
    for (file, text, expected) in [
        (Config, "", &[][..]),
        (Config, "\n \t\n# c\n; c\n", &[]),
        (Config, "\u{feff}[default]\nregion = a", &[(1, ByteOrderMark)]),
        (Config, "[profile a", &[(1, HeaderNotClosed)]),
        (Config, "[profile a#b]", &[(1, HeaderNotClosed)]),
        (Config, "[", &[(1, HeaderNotClosed)]),
        (Config, "[profile a] b", &[(1, TextAfterHeader)]),
        (Config, "[profile a] # b", &[]),
        (Config, "[profile a]# b", &[]),
        (Config, "[profile a]\nregion eu\n  more\nk = v", &[(2, NotAProperty)]),
        (Config, "[profile a]\nregion: eu", &[(2, NotAProperty)]),
        (Config, "[profile a]\n= v", &[(2, EmptyKey)]),
        (Config, "k = v\n[profile a]", &[(1, PropertyBeforeSection)]),
        (Config, "  k = v\n[profile a]", &[(1, NothingToContinue)]),
        (Config, "[profile a]\n  k = v", &[(2, NothingToContinue)]),
        (Config, "[profile a]\ns3 =\n  k v\n  l = w", &[(3, NestedNotAProperty)]),
        (Config, "[profile a]\ns3 =\n  = v", &[(3, NestedEmptyKey)]),
        (Config, "[profile a]\ns3 =\n  # k", &[(3, NestedNotAProperty)]),
        (Config, "[profile a]\nk = v\n  # c", &[(3, CommentInValue)]),
        (Config, "[]", &[(1, EmptySectionName)]),
        (Config, "[profile ]", &[(1, EmptySectionName)]),
        (Credentials, "[ ]", &[(1, EmptySectionName)]),
        (Config, "[profile a!b]", &[(1, BadSectionName)]),
        (Config, "[profile a b]", &[(1, BadSectionName)]),
        (Credentials, "[a b]", &[(1, BadSectionName)]),
        (Config, "[profile \"a b\"]", &[(1, QuotedSectionName)]),
        (Config, "[profile 'a']", &[(1, QuotedSectionName)]),
        (Config, "[profile a]\nk k = v", &[(2, BadKey)]),
        (Config, "[a]\nk k = v", &[(1, ProfileWithoutPrefix)]),
        (Config, "[plugins]\ncli_legacy_plugin_path = /p\n[preview]", &[]),
        (Credentials, "[profile a]", &[(1, PrefixInCredentials)]),
        (Credentials, "[sso-session a]", &[(1, OnlyInConfig)]),
        (Credentials, "[services a]", &[(1, OnlyInConfig)]),
        (Config, "[sso-sesion a]", &[(1, UnknownSection)]),
        (Config, "[default]\n[profile default]", &[(1, HiddenDefault)]),
        (Credentials, "[default]\n[default]", &[(2, RepeatedSection)]),
        (Config, "[profile a]\n[profile  a]", &[(2, RepeatedSection)]),
        (Config, "[profile a]\nK = v\nk = w", &[(3, RepeatedKey)]),
    ] {
        assert_eq!(faults(file, text), expected, "{text:?}");
    }
}

#[test]
fn a_faulty_line_spoils_itself_only() {
    let text = "before = 1\n[profile a]\nregion eu-west-1\noutput = json\n[profile b\nregion = us-east-1\n\
                [profile c]\nregion = us-east-2\n= x\ns3 =\n  broken\n  addressing_style = path\n";
    let read = SharedConfig::read(Some(text), None);
    let names: Vec<&str> = read.profiles.iter().map(|profile| profile.name.as_str()).collect();
    assert_eq!(names, ["a", "c"]);
    assert_eq!(read.get("a", "output"), Some("json"));
    assert_eq!(read.get("c", "region"), Some("us-east-2"));
    assert_eq!(read.get("c", "s3"), Some("\naddressing_style = path"));
    assert_eq!(read.get("b", "region"), None);
    assert_eq!(read.faults.len(), 5);
}

#[test]
fn each_byte_is_kept() {
    for text in [
        "",
        "\n",
        "\u{feff}",
        "\u{feff}\r\n[default]\r\nregion = eu-west-1 ; here\r\n\r\n\n# end",
        "[a\r\n\t\r\r\n=\n\n[b]\rx",
        "[profile a]\n s3=\n",
    ] {
        assert_eq!(Document::read(ConfigFile::Config, text).text(), text, "{text:?}");
    }
}

#[test]
fn a_section_says_where_it_stands() {
    let text = "# top\n[default]\nregion = a\n\n[profile b]\nRegion = c\n  d\n";
    let document = Document::read(ConfigFile::Config, text);
    let sections = document.sections();
    assert_eq!(document.text_of(&sections[0]), "[default]\nregion = a\n\n");
    assert_eq!(document.text_of(&sections[1]), "[profile b]\nRegion = c\n  d\n");
    assert_eq!((sections[1].line, sections[1].properties[0].line), (5, 6));
    assert_eq!(document.value(&profile("b"), "REGION"), Some("c\nd"));
    assert_eq!(document.value(&SectionName::SsoSession("b".into()), "region"), None);
}

#[test]
fn both_files_make_one_profile_each_value_with_its_place() {
    let config = "[profile a]\nregion = eu-west-1\naws_access_key_id = OLD\n[sso-session s]\nsso_region = eu-west-1\n\
                  [services local]\ndynamodb =\n  endpoint_url = http://localhost:8000\n";
    let credentials = "[b]\naws_access_key_id = B\n[a]\nAWS_ACCESS_KEY_ID = NEW\n";
    let read = SharedConfig::read(Some(config), Some(credentials));
    let names: Vec<&str> = read.profiles.iter().map(|profile| profile.name.as_str()).collect();
    assert_eq!(names, ["a", "b"]);
    let key = read.profile("a").and_then(|profile| profile.entry("aws_access_key_id")).unwrap();
    assert_eq!(key.value, "NEW");
    assert_eq!(key.origin, Origin { file: ConfigFile::Credentials, line: 4 });
    assert_eq!(key.wins_over, Some(Origin { file: ConfigFile::Config, line: 3 }));
    assert_eq!(read.sso_session("s").and_then(|session| session.get("sso_region")), Some("eu-west-1"));
    assert_eq!(read.services[0].entries[0].nested(), [("endpoint_url", "http://localhost:8000")]);
    assert_eq!(read.get("a", "Region"), Some("eu-west-1"));
    assert_eq!(read.get("none", "region"), None);
}

#[test]
fn of_two_defaults_the_prefixed_one_counts_and_the_credentials_join_it() {
    let read = SharedConfig::read(Some("[default]\nregion = a\noutput = b\n[profile default]\nregion = c"), None);
    assert_eq!((read.get("default", "region"), read.get("default", "output")), (Some("c"), None));
    let read = SharedConfig::read(Some("[profile default]\nregion = c"), Some("[default]\nregion = d"));
    assert_eq!(read.get("default", "region"), Some("d"));
}

/// What botocore takes as well, read off its `configloader` (the CLI's writer and `aws configure sso` make such files).
#[test]
fn files_of_the_cli_are_read() {
    for (config, profile, key, value) in [
        ("[default]\nregion=us-west-2\noutput=json\n", "default", "output", "json"),
        ("[profile dev]\nsso_session = my-sso\nsso_account_id = 111122223333\n", "dev", "sso_session", "my-sso"),
        (
            "[profile p]\ncredential_process = \"/opt/my tool\" --user=a=b\n",
            "p",
            "credential_process",
            "\"/opt/my tool\" --user=a=b",
        ),
        (
            "[profile p]\ns3 =\n    max_concurrent_requests = 20\n    max_queue_size = 10000\nregion = r\n",
            "p",
            "region",
            "r",
        ),
        (
            "[profile p]\nrole_arn=arn:aws:iam::1:role/x\nsource_profile=default\n",
            "p",
            "role_arn",
            "arn:aws:iam::1:role/x",
        ),
    ] {
        let read = SharedConfig::read(Some(config), None);
        assert_eq!(read.get(profile, key), Some(value), "{config}");
        assert!(read.faults.is_empty(), "{config}");
    }
}

#[test]
fn nothing_that_is_printed_holds_a_value() {
    let credentials = "[a]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI\n\
                       aws_session_token = FwoGZXIvYXdzEA\n  more-of-it\n";
    let document = Document::read(ConfigFile::Credentials, credentials);
    let merged = SharedConfig::of(None, Some(&document));
    for printed in [format!("{document:?}"), format!("{merged:#?}"), format!("{:?}", document.sections())] {
        assert!(printed.contains("aws_secret_access_key") && printed.contains("aws_session_token"), "{printed}");
        for secret in ["wJalrXUtnFEMI", "FwoGZXIvYXdzEA", "more-of-it", "AKIAIOSFODNN7EXAMPLE"] {
            assert!(!printed.contains(secret), "{printed}");
        }
    }
}
