//! Whole files as people have them, and the same edits of each, as a person would be shown them.

use std::fmt::Write;

use super::super::edit::*;
use super::super::*;
use super::profile;

const FILES: [(&str, ConfigFile, &str); 12] = [
    ("empty", ConfigFile::Config, ""),
    (
        "written_by_the_cli",
        ConfigFile::Config,
        "[default]\nregion = us-east-1\noutput = json\n[profile work]\nregion = eu-west-1\n",
    ),
    ("crlf", ConfigFile::Config, "[default]\r\nregion = us-east-1\r\n\r\n[profile work]\r\nregion=eu-west-1\r\n"),
    ("mixed_endings", ConfigFile::Config, "[default]\r\nregion = us-east-1\n\n[profile work]\nregion = eu-west-1"),
    ("byte_order_mark", ConfigFile::Config, "\u{feff}[profile work]\nregion = eu-west-1\n"),
    ("tabs_and_spaces", ConfigFile::Config, "[ profile\twork ]\t; the day job\nregion\t=\teu-west-1\t# Dublin\n\n\n"),
    (
        "nested_blocks",
        ConfigFile::Config,
        "[profile work]\ns3 =\n    max_concurrent_requests = 20\n\n    # comment\n    addressing_style = path\nregion = eu-west-1\n\
         \n[services local]\ndynamodb =\n  endpoint_url = http://localhost:8000\n",
    ),
    (
        "sso_and_roles",
        ConfigFile::Config,
        "# Managed by hand.\n\n[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n\
         sso_registration_scopes = sso:account:access\n\n# The day job.\n[profile work]\nsso_session = corp\n\
         sso_account_id = 111122223333\nsso_role_name = Dev\n\n[profile prod]\nsource_profile = work\n\
         role_arn = arn:aws:iam::444455556666:role/Admin\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n",
    ),
    (
        "credentials",
        ConfigFile::Credentials,
        "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG\n\n[work]\n\
         aws_access_key_id=AKIAI44QH8DHBEXAMPLE\naws_secret_access_key=je7MtGbClwBF\n# aws_session_token=old\n",
    ),
    ("twice", ConfigFile::Config, "[profile work]\nregion = eu-west-1\n\n[default]\n\n[profile work]\noutput = json\n"),
    (
        "a_broken_line",
        ConfigFile::Config,
        "[default\nregion = us-east-1\n\n[profile work]\nregion eu-west-1\noutput = json\n",
    ),
    (
        "other_sections",
        ConfigFile::Config,
        "[plugins]\nendpoint = awscli_plugin_endpoint\n\n[toplevel]\nx = 1\n\n[profile work]\nregion = eu-west-1\n# last\n\n[sso-sesion typo]\nk = v",
    ),
];

fn report(file: ConfigFile, text: &str) -> String {
    let document = Document::read(file, text);
    let work = profile("work");
    let mut report = String::new();
    for fault in document.faults() {
        writeln!(report, "{}: {:?}", fault.line, fault.reason).unwrap();
    }
    for (edit, edited) in [
        ("region of work = ap-northeast-1", set(&document, &work, "region", "ap-northeast-1")),
        ("output of work = text", set(&document, &work, "output", "text")),
        ("work without region", remove_key(&document, &work, "region")),
        ("new with region", add_section(&document, &profile("new"), &[("region", "eu-west-2")])),
        ("without work", remove_section(&document, &work)),
        ("work as office", rename_section(&document, &work, "office")),
    ] {
        writeln!(report, "\n== {edit}").unwrap();
        match edited {
            Err(refusal) => writeln!(report, "{refusal:?}").unwrap(),
            Ok(edited) => {
                for DiffLine { kind, before, after, text } in diff(&document, &edited) {
                    let sign = match kind {
                        DiffKind::Same => ' ',
                        DiffKind::Added => '+',
                        DiffKind::Removed => '-',
                    };
                    let number = |number: Option<u32>| number.map_or(String::new(), |number| number.to_string());
                    let line = format!("{sign}{:>3}{:>3} {}", number(before), number(after), text.escape_debug());
                    writeln!(report, "{}", line.trim_end()).unwrap();
                }
            }
        }
    }
    report
}

#[test]
fn whole_files_are_edited_as_a_person_would() {
    for (name, file, text) in FILES {
        insta::with_settings!({ description => text, omit_expression => true }, {
            insta::assert_snapshot!(name, report(file, text));
        });
    }
}
