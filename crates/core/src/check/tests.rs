mod choices;
mod private;

use super::*;
use crate::draft::{
    AccessRole, HealthProtocolDraft, InstanceRole, Pair, SourceDraft, Trigger, Variable, VariableSource,
};
use crate::field::Field;
use crate::finding::{Detail, Fix};
use crate::role;
use crate::size::{Cpu, Memory};

const URI: &str = "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/my-flask-app:latest";
const ROLE: &str = "arn:aws:iam::123456789012:role/service-role/pull";

fn context() -> Context {
    Context {
        connections: None,
        refused_zones: Vec::new(),
        auto_scaling_names: None,
        connectors: None,
        endpoints: None,
        network: None,
        account: "123456789012".to_owned(),
        region: "ap-northeast-1".to_owned(),
        service_names: Some(vec!["taken".to_owned()]),
        roles: Some(vec![
            KnownRole {
                name: "pull".to_owned(),
                arn: ROLE.to_owned(),
                trust: role::trust_policy(Principal::Build),
                trusts: vec![Principal::Build],
            },
            KnownRole {
                name: "other".to_owned(),
                arn: "arn:aws:iam::123456789012:role/other".to_owned(),
                trust: "{}".to_owned(),
                trusts: Vec::new(),
            },
        ]),
    }
}

fn ecr(uri: &str) -> SourceDraft {
    let access_role = AccessRole::CreateForMe { name: "AppRunnerECRAccessRole".to_owned() };
    SourceDraft::Ecr { uri: uri.to_owned(), trigger: Trigger::Manual, access_role }
}

/// The draft of the first article that people read.
fn article() -> Draft {
    Draft { source: ecr(URI), name: "my-first-app-runner".to_owned(), port: "5000".to_owned(), ..Draft::new() }
}

fn plain(name: &str, value: &str) -> Variable {
    Variable { source: VariableSource::Plain, name: name.to_owned(), value: value.to_owned() }
}

fn pair(name: &str, value: &str) -> Pair {
    Pair { name: name.to_owned(), value: value.to_owned() }
}

/// What is found after one change to the faultless draft.
fn found(change: impl FnOnce(&mut Draft)) -> Vec<(Option<Field>, Detail)> {
    let mut draft = article();
    change(&mut draft);
    check(&draft, &context()).findings.into_iter().map(|finding| (finding.field, finding.detail)).collect()
}

fn at(field: Field, detail: Detail) -> Vec<(Option<Field>, Detail)> {
    vec![(Some(field), detail)]
}

#[test]
fn the_draft_of_the_article_is_faultless() {
    assert_eq!(found(|_| {}), []);
}

#[test]
fn an_untouched_draft_lacks_exactly_image_and_name() {
    let checked = check(&Draft::new(), &context());
    let lacking: Vec<_> = checked.findings.iter().map(|finding| (finding.field, finding.detail.clone())).collect();
    assert_eq!(lacking, [(Some(Field::ImageUri), Detail::Required), (Some(Field::ServiceName), Detail::Required)]);
    assert!(checked.has_errors());
}

#[test]
fn names_follow_the_pattern_of_the_api() {
    let long = "a".repeat(41);
    for (name, detail) in [
        ("", Detail::Required),
        ("abc", Detail::TooShort { min: 4 }),
        (long.as_str(), Detail::TooLong { max: 40, length: 41 }),
        ("-web", Detail::NameCharacters),
        ("my app", Detail::NameCharacters),
        ("アプリ名前", Detail::NameCharacters),
        ("taken", Detail::NameTaken),
    ] {
        assert_eq!(found(|draft| draft.name = name.to_owned()), at(Field::ServiceName, detail), "{name}");
    }
    for name in ["web1", "a_-1", &"a".repeat(40), "  padded  "] {
        assert_eq!(found(|draft| draft.name = name.to_owned()), [], "{name}");
    }
}

#[test]
fn images_are_those_that_app_runner_pulls() {
    for (uri, detail) in [
        ("", Detail::Required),
        ("nginx:latest", Detail::ImageRegistryUnsupported),
        ("123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/My-App", Detail::ImageMalformed),
        ("public.ecr.aws/nginx/nginx:1", Detail::ImageIsPublic),
        ("123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/a", Detail::ImageTagMissing),
        (
            "123456789012.dkr.ecr.us-east-1.amazonaws.com/a:1",
            Detail::ImageOfOtherRegion { region: "us-east-1".to_owned() },
        ),
        (
            "210987654321.dkr.ecr.ap-northeast-1.amazonaws.com/a:1",
            Detail::ImageOfOtherAccount { account: "210987654321".to_owned() },
        ),
    ] {
        assert_eq!(found(|draft| draft.source = ecr(uri)), at(Field::ImageUri, detail), "{uri}");
    }
    let private_in_public = found(|draft| draft.source = SourceDraft::EcrPublic { uri: URI.to_owned() });
    assert_eq!(private_in_public, at(Field::ImageUri, Detail::ImageIsPrivate));
}

#[test]
fn automatic_deployment_needs_a_tag_of_ones_own_account() {
    let automatic = |uri: &str| {
        let mut draft = article();
        let access_role = AccessRole::UseExisting { arn: ROLE.to_owned(), repair: false };
        draft.source = SourceDraft::Ecr { uri: uri.to_owned(), trigger: Trigger::Automatic, access_role };
        check(&draft, &context()).findings.into_iter().find(|finding| finding.field == Some(Field::Trigger))
    };
    assert_eq!(automatic(URI), None);
    let foreign = automatic("210987654321.dkr.ecr.ap-northeast-1.amazonaws.com/a:1").unwrap();
    assert_eq!((foreign.severity, foreign.fix), (Severity::Error, Some(Fix::SetManual)));
    let pinned =
        automatic(&format!("123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/a@sha256:{}", "0".repeat(64))).unwrap();
    assert_eq!((pinned.severity, pinned.detail), (Severity::Warning, Detail::AutomaticWithDigest));
}

#[test]
fn roles_are_told_from_those_that_cannot_be_assumed() {
    let with = |role: AccessRole| {
        found(|draft| {
            draft.source = SourceDraft::Ecr { uri: URI.to_owned(), trigger: Trigger::Manual, access_role: role }
        })
    };
    let create = |name: &str| with(AccessRole::CreateForMe { name: name.to_owned() });
    let existing = |arn: &str| with(AccessRole::UseExisting { arn: arn.to_owned(), repair: false });
    assert_eq!(create(""), at(Field::AccessRoleName, Detail::Required));
    assert_eq!(create("a b"), at(Field::AccessRoleName, Detail::RoleNameCharacters));
    assert_eq!(create(&"a".repeat(65)), at(Field::AccessRoleName, Detail::TooLong { max: 64, length: 65 }));
    assert_eq!(create("PULL"), at(Field::AccessRoleName, Detail::RoleNameTaken));
    assert_eq!(existing(ROLE), []);
    assert_eq!(existing("pull"), at(Field::AccessRoleArn, Detail::NotARoleArn));
    let principal = "build.apprunner.amazonaws.com".to_owned();
    assert_eq!(
        existing("arn:aws:iam::123456789012:role/other"),
        at(Field::AccessRoleArn, Detail::RoleNotTrusted { principal })
    );
    let principal = "tasks.apprunner.amazonaws.com".to_owned();
    assert_eq!(
        found(|draft| draft.instance_role = InstanceRole::UseExisting { arn: ROLE.to_owned(), repair: false }),
        at(Field::InstanceRoleArn, Detail::RoleNotTrusted { principal })
    );
}

#[test]
fn all_pairs_but_eleven_are_refused_with_a_fix() {
    let mut allowed = 0;
    for cpu in Cpu::ALL {
        for memory in Memory::ALL {
            let mut draft = article();
            (draft.cpu, draft.memory) = (cpu, memory);
            match check(&draft, &context()).findings.first() {
                None => allowed += 1,
                Some(finding) => {
                    assert_eq!(finding.detail, Detail::MemoryNotForCpu);
                    let Some(Fix::SetMemory { memory }) = finding.fix else { panic!("{finding:?}") };
                    draft.memory = memory;
                    assert_eq!(check(&draft, &context()).findings, []);
                }
            }
        }
    }
    assert_eq!(allowed, 11);
}

#[test]
fn numbers_are_whole_and_in_range() {
    for (text, detail) in [
        ("", Some(Detail::Required)),
        ("0", Some(Detail::OutOfRange { min: 1, max: 65_535 })),
        ("65536", Some(Detail::OutOfRange { min: 1, max: 65_535 })),
        ("-1", Some(Detail::OutOfRange { min: 1, max: 65_535 })),
        ("99999999999", Some(Detail::OutOfRange { min: 1, max: 65_535 })),
        ("80a", Some(Detail::NotANumber)),
        ("8.5", Some(Detail::NotANumber)),
        ("８０", Some(Detail::NotANumber)),
        ("1", None),
        (" 5000 ", None),
        ("65535", None),
    ] {
        let wanted = detail.map_or(Vec::new(), |detail| at(Field::Port, detail));
        assert_eq!(found(|draft| draft.port = text.to_owned()), wanted, "{text}");
    }
}

#[test]
fn health_checks_stay_in_their_ranges() {
    let one_to_twenty = Detail::OutOfRange { min: 1, max: 20 };
    assert_eq!(
        found(|draft| draft.health_check.interval = "21".to_owned()),
        at(Field::HealthInterval, one_to_twenty.clone())
    );
    assert_eq!(
        found(|draft| draft.health_check.healthy_threshold = "0".to_owned()),
        at(Field::HealthyThreshold, one_to_twenty)
    );
    assert_eq!(
        found(|draft| draft.health_check.timeout = "5".to_owned()),
        at(Field::HealthTimeout, Detail::TimeoutNotBelowInterval)
    );
    let path =
        |path: &str| found(|draft| draft.health_check.protocol = HealthProtocolDraft::Http { path: path.to_owned() });
    assert_eq!(path(""), at(Field::HealthPath, Detail::Required));
    assert_eq!(path("health"), at(Field::HealthPath, Detail::PathWithoutSlash));
    assert_eq!(path("/health"), []);
}

#[test]
fn auto_scaling_stays_in_its_ranges() {
    let with = |name: &str, concurrency: &str, min: &str, max: &str| {
        let (name, max_concurrency, min_size, max_size) =
            (name.to_owned(), concurrency.to_owned(), min.to_owned(), max.to_owned());
        found(|draft| draft.auto_scaling = AutoScaling::CreateForMe { name, max_concurrency, min_size, max_size })
    };
    assert_eq!(with("small", "100", "1", "25"), []);
    assert_eq!(with("abc", "100", "1", "25"), at(Field::AutoScalingName, Detail::TooShort { min: 4 }));
    assert_eq!(with("small", "201", "1", "25"), at(Field::MaxConcurrency, Detail::OutOfRange { min: 1, max: 200 }));
    assert_eq!(with("small", "100", "26", "30"), at(Field::MinSize, Detail::OutOfRange { min: 1, max: 25 }));
    assert_eq!(with("small", "100", "5", "4"), at(Field::MaxSize, Detail::MaxBelowMin));
}

#[test]
fn environment_names_are_judged_row_by_row() {
    let rows = vec![
        plain("OK", ""),
        plain("PORT", "1"),
        plain("", "x"),
        plain("OK", "again"),
        plain("AWSAPPRUNNER_X", ""),
        plain("1-x", ""),
    ];
    let name = |index| Some(Field::EnvironmentName { index });
    assert_eq!(
        found(|draft| draft.environment = rows),
        [
            (name(1), Detail::EnvironmentNameReserved),
            (name(2), Detail::Required),
            (name(3), Detail::Duplicate),
            (name(5), Detail::EnvironmentNameUnusual),
            (name(4), Detail::EnvironmentNamePrefix),
        ]
    );
    let long = vec![plain("A", &"あ".repeat(51_201))];
    let detail = Detail::TooLong { max: 51_200, length: 51_201 };
    assert_eq!(found(|draft| draft.environment = long), at(Field::EnvironmentValue { index: 0 }, detail));
}

#[test]
fn tags_follow_the_api() {
    let rows = vec![pair("AWS:x", ""), pair("", ""), pair("team", ""), pair("team", ""), pair("k", &"v".repeat(257))];
    assert_eq!(
        found(|draft| draft.tags = rows),
        [
            (Some(Field::TagKey { index: 0 }), Detail::TagKeyReserved),
            (Some(Field::TagKey { index: 1 }), Detail::Required),
            (Some(Field::TagKey { index: 3 }), Detail::Duplicate),
            (Some(Field::TagValue { index: 4 }), Detail::TooLong { max: 256, length: 257 }),
        ]
    );
    let many = (0..50).map(|number| pair(&number.to_string(), "")).collect();
    assert_eq!(found(|draft| draft.tags = many), at(Field::TagKey { index: 49 }, Detail::TooMany { max: 49 }));
}

#[test]
fn a_command_is_one_line() {
    assert_eq!(found(|draft| draft.start_command = "a\nb".to_owned()), at(Field::StartCommand, Detail::LineBreak));
}

#[test]
fn a_full_account_and_a_foreign_region_are_said() {
    let full = Context { service_names: Some((0..30).map(|number| format!("web-{number}")).collect()), ..context() };
    assert_eq!(check(&article(), &full).findings[0].detail, Detail::ServiceQuotaReached { count: 30 });
    assert!(!check(&article(), &full).has_errors());
    let elsewhere = Context { region: "ap-northeast-3".to_owned(), ..context() };
    assert_eq!(
        check(&article(), &elsewhere).findings[0].detail,
        Detail::RegionNotServed { region: "ap-northeast-3".to_owned() }
    );
}

#[test]
fn what_is_unknown_is_not_held_against_a_draft() {
    let nothing = Context { service_names: None, roles: None, ..context() };
    let draft = Draft { name: "taken".to_owned(), ..article() };
    assert_eq!(check(&draft, &nothing).findings, []);
}

#[test]
fn findings_point_at_fields_that_are_shown() {
    let mut draft = Draft::new();
    draft.health_check.protocol = HealthProtocolDraft::Http { path: String::new() };
    draft.auto_scaling = AutoScaling::CreateForMe {
        name: String::new(),
        max_concurrency: String::new(),
        min_size: String::new(),
        max_size: String::new(),
    };
    let checked = check(&draft, &context());
    for finding in &checked.findings {
        assert!(checked.form.fields.contains(&finding.field.unwrap()), "{finding:?}");
    }
    assert_eq!(checked.findings.len(), 7);
}

#[test]
fn only_a_faultless_draft_becomes_a_plan() {
    assert!(resolve(&Draft::new(), &context()).is_err());
    let wanted = resolve(&article(), &context()).unwrap();
    let plan = crate::plan::create_service("0197".to_owned(), "123456789012", "ap-northeast-1", wanted);
    insta::assert_snapshot!("plan_of_the_article", crate::cli::script(&plan));
    let mut everything = article();
    everything.environment = vec![plain("GREETING", "it's me"), plain("EMPTY", "")];
    everything.start_command = "gunicorn app:app".to_owned();
    everything.health_check.protocol = HealthProtocolDraft::Http { path: "/health".to_owned() };
    everything.instance_role = InstanceRole::UseExisting { arn: ROLE.to_owned(), repair: false };
    everything.tags = vec![pair("team", "web")];
    everything.auto_scaling = AutoScaling::CreateForMe {
        name: "small".to_owned(),
        max_concurrency: "50".to_owned(),
        min_size: "1".to_owned(),
        max_size: "3".to_owned(),
    };
    let wanted = resolve(&everything, &context()).unwrap();
    let plan = crate::plan::create_service("0197".to_owned(), "123456789012", "ap-northeast-1", wanted);
    insta::assert_snapshot!("plan_of_everything", crate::cli::script(&plan));
    let exports = crate::export::exports(&plan).unwrap();
    insta::assert_snapshot!("cloudformation_of_everything", exports.cloudformation);
    insta::assert_snapshot!("terraform_of_everything", exports.terraform);
    // A journal reads back what it wrote.
    let text = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<crate::plan::Plan>(&text).unwrap(), plan);
}

proptest::proptest! {
    /// A check is total, and what it lets through keeps the constraints of the API.
    #[test]
    fn any_text_is_judged(name in ".{0,60}", uri in ".{0,80}", port in ".{0,8}", variable in ".{0,20}") {
        let draft = Draft {
            source: ecr(&uri), name, port, environment: vec![plain(&variable, "x")], ..Draft::new()
        };
        let checked = check(&draft, &context());
        match resolve(&draft, &context()) {
            Err(_) => proptest::prop_assert!(checked.has_errors()),
            Ok(wanted) => {
                let name = &wanted.service.name;
                proptest::prop_assert!(!checked.has_errors());
                proptest::prop_assert!((4..=40).contains(&name.len()) && name.is_ascii());
                proptest::prop_assert!(wanted.service.port.is_some_and(|port| port > 0));
            }
        }
    }
}
