//! How profiles get their credentials: what is found, what is wrong, and what the AWS CLI would do.

use super::super::chain::*;
use super::super::*;
use crate::session::ProfileKind;

const SSO: &str = "[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n\
                   sso_registration_scopes = sso:account:access, codewhisperer:completions\n";
const KEYS: &str = "aws_access_key_id = A\naws_secret_access_key = S\n";
const SIGNED_IN: &str = "sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Dev\n";

/// The chain of the profile `p` of a config file with the usual SSO session.
fn chain(config: &str) -> Result<Chain, ChainFault> {
    Chain::of(&SharedConfig::read(Some(&format!("{SSO}{config}")), None), "p")
}

fn of_both(config: &str, credentials: &str) -> Result<Chain, ChainFault> {
    Chain::of(&SharedConfig::read(Some(config), Some(credentials)), "p")
}

fn base(config: &str) -> Base {
    chain(config).unwrap().base
}

fn p() -> String {
    "p".to_owned()
}

fn keys_of(profile: &str) -> Base {
    Base::StaticKeys { profile: profile.into(), has_session_token: false, file: ConfigFile::Config }
}

fn kind(config: &str) -> ProfileKind {
    kind_of(&SharedConfig::read(Some(config), None))
}

fn kind_of(config: &SharedConfig) -> ProfileKind {
    ProfileKind::of(&Chain::of(config, "p").unwrap())
}

#[test]
fn each_kind_of_profile_has_its_base() {
    let corp = SsoSession {
        name: Some("corp".into()),
        start_url: "https://corp.awsapps.com/start".into(),
        region: "eu-west-1".into(),
        scopes: vec!["sso:account:access".into(), "codewhisperer:completions".into()],
    };
    let sso = |session| Base::Sso { profile: p(), session, account: "111122223333".into(), role: "Dev".into() };
    let web = |session_name| Base::WebIdentity {
        profile: p(),
        role_arn: "arn:r".into(),
        token_file: "/token".into(),
        session_name,
    };
    for (config, kind, expected) in [
        (KEYS.to_owned(), ProfileKind::StaticKeys, keys_of("p")),
        (SIGNED_IN.to_owned(), ProfileKind::Sso, sso(corp.clone())),
        (
            "sso_start_url = https://old\nsso_region = us-east-1\nsso_account_id = 111122223333\nsso_role_name = Dev\n\
             sso_registration_scopes = x\n"
                .to_owned(),
            ProfileKind::Sso,
            sso(SsoSession { name: None, start_url: "https://old".into(), region: "us-east-1".into(), scopes: vec![] }),
        ),
        (
            "login_session = arn:l\n".to_owned(),
            ProfileKind::Login,
            Base::Login { profile: p(), session_arn: "arn:l".into() },
        ),
        (
            "credential_process = /bin/x --secret s\n".to_owned(),
            ProfileKind::Process,
            Base::Process { profile: p(), command: CommandLine("/bin/x --secret s".into()) },
        ),
        (
            "web_identity_token_file = /token\nrole_arn = arn:r\nrole_session_name = n\nsource_profile = gone\n"
                .to_owned(),
            ProfileKind::WebIdentity,
            web(Some("n".into())),
        ),
        ("web_identity_token_file = /token\nrole_arn = arn:r\n".to_owned(), ProfileKind::WebIdentity, web(None)),
        ("credential_source = Environment\n".to_owned(), ProfileKind::Environment, Base::Environment),
        ("credential_source = EC2instancemetadata\n".to_owned(), ProfileKind::Machine, Base::Ec2Metadata),
        ("credential_source = ecsContainer\n".to_owned(), ProfileKind::Machine, Base::EcsContainer),
    ] {
        let config = format!("[profile p]\n{config}");
        let found = chain(&config);
        assert_eq!(found.as_ref().map(|chain| (&chain.base, chain.links.len())), Ok((&expected, 0)), "{config}");
        let read = SharedConfig::read(Some(&format!("{SSO}{config}")), None);
        assert_eq!(kind_of(&read), kind, "{config}");
    }
}

#[test]
fn keys_say_their_file_and_whether_they_are_temporary_and_nothing_else() {
    let found = of_both("[profile p]\nregion = r\n", &format!("[p]\n{KEYS}aws_session_token = T\n")).unwrap();
    let expected = Base::StaticKeys { profile: p(), has_session_token: true, file: ConfigFile::Credentials };
    assert_eq!(found.base, expected);
    let blank = of_both("", &format!("[p]\n{KEYS}aws_session_token =\n")).unwrap();
    assert!(matches!(blank.base, Base::StaticKeys { has_session_token: false, .. }));
    let command = CommandLine("/bin/vault --token abc".into());
    assert_eq!(format!("{command:?} {:?}", CommandLine("x".into())), "\"/bin/vault\" … \"x\"");
}

#[test]
fn roles_are_assumed_in_order_the_picked_one_last() {
    let config = format!(
        "[profile p]\nrole_arn = arn:p\nsource_profile = q\nrole_session_name = me\nexternal_id = word\n\
         mfa_serial = arn:mfa\nduration_seconds = 43200\nregion = eu-west-1\n\
         [profile q]\nrole_arn = arn:q\nsource_profile = r\nduration_seconds = 900\n[profile r]\n{KEYS}"
    );
    let chain = chain(&config).unwrap();
    assert_eq!(chain.base, keys_of("r"));
    let bare = |profile: &str, duration| RoleLink {
        profile: profile.into(),
        role_arn: format!("arn:{profile}"),
        session_name: None,
        external_id: None,
        mfa_serial: None,
        duration_seconds: Some(duration),
        region: None,
    };
    let picked = RoleLink {
        session_name: Some("me".into()),
        external_id: Some("word".into()),
        mfa_serial: Some("arn:mfa".into()),
        region: Some("eu-west-1".into()),
        ..bare("p", 43_200)
    };
    assert_eq!(chain.links, [bare("q", 900), picked]);
    assert!(chain.differs_from_cli.is_empty());
    assert_eq!(kind(&config), ProfileKind::AssumeRole);
}

#[test]
fn a_source_gives_its_own_keys_before_its_role_and_itself_is_no_loop() {
    for (config, links, expected) in [
        (
            format!(
                "[profile p]\nrole_arn = arn:p\nsource_profile = q\n[profile q]\nrole_arn = arn:q\nsource_profile = p\n{KEYS}"
            ),
            1,
            keys_of("q"),
        ),
        (format!("[profile p]\nrole_arn = arn:p\nsource_profile = p\n{KEYS}"), 1, keys_of("p")),
        ("[profile p]\nrole_arn = arn:p\ncredential_source = Environment\n".to_owned(), 1, Base::Environment),
        (
            format!(
                "[profile p]\nrole_arn = arn:p\nsource_profile = q\n[profile q]\nrole_arn = arn:q\nsource_profile = q\n{SIGNED_IN}"
            ),
            2,
            base(&format!("[profile p]\n{SIGNED_IN}")),
        ),
        (
            format!("[profile p]\nrole_arn = arn:p\n{KEYS}source_profile = q\n[profile q]\ncredential_process = x\n"),
            1,
            Base::Process { profile: "q".into(), command: CommandLine("x".into()) },
        ),
    ] {
        let found = chain(&config).unwrap();
        assert_eq!(found.links.len(), links, "{config}");
        let mut base = found.base;
        if let (Base::Sso { profile, .. }, Base::Sso { profile: wanted, .. }) = (&mut base, &expected) {
            profile.clone_from(wanted);
        }
        assert_eq!(base, expected, "{config}");
    }
}

#[test]
fn within_a_profile_there_is_an_order() {
    let token = "web_identity_token_file = /t\nrole_arn = arn:r\n";
    let sso = SIGNED_IN;
    let login = "login_session = arn:l\n";
    let process = "credential_process = x\n";
    let kinds = [
        ("credential_source = Environment\n", ProfileKind::Environment),
        (token, ProfileKind::WebIdentity),
        (sso, ProfileKind::Sso),
        (login, ProfileKind::Login),
        (process, ProfileKind::Process),
        (KEYS, ProfileKind::StaticKeys),
    ];
    for (first, (earlier, kind)) in kinds.iter().enumerate() {
        for (later, _) in &kinds[first..] {
            let config = format!("{SSO}[profile p]\n{later}{}", if later == earlier { "" } else { earlier });
            assert_eq!(kind_of(&SharedConfig::read(Some(&config), None)), *kind, "{config}");
        }
    }
}

#[test]
fn where_the_cli_does_otherwise_is_said() {
    use Way::*;
    let role = "role_arn = arn:p\n";
    for (config, credentials, expected) in [
        ("credential_process = x\n".to_owned(), KEYS, Some(("p", Process, Some(Keys)))),
        (format!("credential_process = x\n{KEYS}"), "", None),
        ("login_session = arn:l\n".to_owned(), KEYS, Some(("p", Login, Some(Keys)))),
        ("credential_process = x\nlogin_session = arn:l\n".to_owned(), "", None),
        (SIGNED_IN.to_owned(), KEYS, None),
        ("credential_source = Environment\n".to_owned(), KEYS, Some(("p", Source, Some(Keys)))),
        (format!("{role}credential_source = environment\n"), "", Some(("p", Source, None))),
        (format!("{role}credential_source = Environment\n"), "", None),
        (format!("{role}source_profile = p\ncredential_process = x\n"), "", Some(("p", Process, None))),
        (format!("{role}source_profile = p\ncredential_process = x\n"), KEYS, Some(("p", Process, Some(Keys)))),
        (format!("{role}source_profile = p\n"), KEYS, None),
        (format!("{role}source_profile = q\n[profile q]\n{SIGNED_IN}{KEYS}"), "", Some(("q", Keys, Some(Sso)))),
        (format!("{role}source_profile = q\n[profile q]\n{role}credential_source = Environment\n{KEYS}"), "", None),
        (
            format!(
                "{role}source_profile = q\n[profile q]\n{role}credential_source = Environment\naws_access_key_id = A\n"
            ),
            "",
            Some(("q", Source, None)),
        ),
        ("aws_secret_access_key = S\n".to_owned(), "aws_access_key_id = A\n", Some(("p", KeysOfBothFiles, None))),
        (KEYS.to_owned(), "aws_secret_access_key = T\n", Some(("p", KeysOfBothFiles, Some(Keys)))),
    ] {
        let config = format!("{SSO}[profile p]\n{config}");
        let found = of_both(&config, &format!("[p]\n{credentials}")).unwrap();
        let found: Vec<_> =
            found.differs_from_cli.iter().map(|found| (found.profile.as_str(), found.here, found.cli)).collect();
        assert_eq!(found, Vec::from_iter(expected), "{config}{credentials}");
    }
}

#[test]
fn what_gives_no_credentials_says_why() {
    use ChainFault::*;
    let keys = |keys: &[&str]| keys.iter().map(ToString::to_string).collect::<Vec<String>>();
    for (config, fault) in [
        ("[profile q]", UnknownProfile { profile: p() }),
        ("[profile p]\nrole_arn = r\nsource_profile = q", MissingSource { profile: p(), source: "q".into() }),
        (
            "[profile p]\nrole_arn = r\nsource_profile = q\n[profile q]\nrole_arn = r\nsource_profile = s\n\
             [profile s]\nrole_arn = r\nsource_profile = q",
            Loop { profiles: keys(&["q", "s"]) },
        ),
        ("[profile p]\nrole_arn = r\nsource_profile = q\ncredential_source = Environment", TwoSources { profile: p() }),
        ("[profile p]\nrole_arn = r", NoSource { profile: p() }),
        ("[profile p]\nrole_arn = r\nsource_profile =", NoSource { profile: p() }),
        ("[profile p]\nrole_arn = r\ncredential_source = Moon", UnknownSource { profile: p(), source: "Moon".into() }),
        (
            "[profile p]\nsso_session = corp",
            IncompleteSso { profile: p(), missing: keys(&["sso_account_id", "sso_role_name"]) },
        ),
        (
            "[profile p]\nsso_start_url = u",
            IncompleteSso { profile: p(), missing: keys(&["sso_account_id", "sso_role_name", "sso_region"]) },
        ),
        (
            "[profile p]\nsso_session = s\nsso_account_id = 1\nsso_role_name = n\n[sso-session s]",
            IncompleteSso { profile: p(), missing: keys(&["sso_start_url", "sso_region"]) },
        ),
        (
            "[profile p]\nsso_session = none\nsso_account_id = 1\nsso_role_name = n",
            UnknownSsoSession { profile: p(), session: "none".into() },
        ),
        (
            "[profile p]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = n\nsso_region = r",
            SsoKeysInProfile { profile: p(), keys: keys(&["sso_region"]) },
        ),
        ("[profile p]\naws_access_key_id = A", HalfKeyPair { profile: p(), missing: keys(&["aws_secret_access_key"]) }),
        (
            "[profile p]\naws_secret_access_key = S\naws_access_key_id =",
            HalfKeyPair { profile: p(), missing: keys(&["aws_access_key_id"]) },
        ),
        (
            "[profile p]\naws_session_token = T",
            HalfKeyPair { profile: p(), missing: keys(&["aws_access_key_id", "aws_secret_access_key"]) },
        ),
        ("[profile p]\nweb_identity_token_file = /t", TokenWithoutRole { profile: p() }),
        ("[profile p]\nregion = r", Nothing { profile: p() }),
        ("[profile p]\nrole_arn = r\nsource_profile = p", Nothing { profile: p() }),
        ("[profile p]\nrole_arn = r\nsource_profile = q\n[profile q]\nregion = r", Nothing { profile: "q".into() }),
    ] {
        assert_eq!(chain(config), Err(fault), "{config}");
    }
    for value in ["899", "43201", "1h", "-1", "3600.0"] {
        let config = format!("[profile p]\nrole_arn = r\nsource_profile = p\nduration_seconds = {value}\n{KEYS}");
        assert_eq!(chain(&config), Err(BadDuration { profile: p(), value: value.to_owned() }));
    }
}

#[test]
fn a_role_from_a_role_lasts_an_hour() {
    let exceeded = |profile: &str, seconds| Some(Exceeded { profile: profile.into(), seconds });
    let role = |source: &str| format!("role_arn = r\n{source}\nduration_seconds = 7200\n");
    for (config, expected) in [
        (format!("[profile p]\n{KEYS}"), None),
        (format!("[profile p]\n{SIGNED_IN}"), None),
        (format!("[profile p]\n{}{KEYS}", role("source_profile = p")), None),
        (format!("[profile p]\n{}", role("credential_source = Ec2InstanceMetadata")), None),
        (format!("[profile p]\n{}[profile q]\n{SIGNED_IN}", role("source_profile = q")), Some(exceeded("p", 7_200))),
        (
            "[profile p]\nrole_arn = r\nsource_profile = q\n[profile q]\nweb_identity_token_file = /t\nrole_arn = r\n"
                .into(),
            Some(None),
        ),
        // The first role is assumed with keys, and may last.
        (
            format!(
                "[profile p]\nrole_arn = r\nsource_profile = q\n[profile q]\n{}[profile k]\n{KEYS}",
                role("source_profile = k")
            ),
            Some(None),
        ),
        (
            format!(
                "[profile p]\n{}[profile q]\n{}[profile k]\n{KEYS}",
                role("source_profile = q"),
                role("source_profile = k")
            ),
            Some(exceeded("p", 7_200)),
        ),
    ] {
        let found = limit(&chain(&config).unwrap());
        assert_eq!(found, expected.map(|exceeded| Limit { seconds: 3_600, exceeded }), "{config}");
    }
}

#[test]
fn a_program_that_is_this_application_is_the_keychain() {
    const KEY: &str = "0b6f4c1e-7d1c-4c57-9a1e-2f5d8c3b9a40";
    let ours = format!("credential_process = '/opt/App Runner/app-runner-desktop' credentials {KEY}\n");
    let kept = |profile: &str| Base::Keychain { profile: profile.to_owned(), key: KEY.to_owned() };
    let config = format!("[profile p]\n{ours}");
    let own = chain(&config).unwrap();
    assert_eq!((&own.base, own.links.len(), &own.differs_from_cli[..]), (&kept("p"), 0, &[][..]));
    assert_eq!(kind(&config), ProfileKind::Keychain);
    // As the source of a role.
    let role = format!("[profile q]\n{ours}[profile p]\nrole_arn = arn:r\nsource_profile = q\n");
    let of_role = chain(&role).unwrap();
    assert_eq!((of_role.base, of_role.links.len()), (kept("q"), 1));
    assert_eq!(of_role.differs_from_cli, []);
    // A key in a file is still what the AWS CLI takes.
    let both = of_both(&config, &format!("[p]\n{KEYS}")).unwrap();
    assert_eq!(both.base, kept("p"));
    assert_eq!(both.differs_from_cli, [Difference { profile: p(), here: Way::Process, cli: Some(Way::Keys) }]);
    assert!(matches!(base("[profile p]\ncredential_process = /bin/aws-vault credentials x\n"), Base::Process { .. }));
}
