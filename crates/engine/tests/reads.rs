//! What the engine reads, and what a person is told when it cannot.

mod support;

use ard_core::draft::{AccessRole, Preset, SourceDraft};
use ard_core::logs::LogSource;
use ard_core::problem::ProblemDetail;
use ard_core::role::Principal;
use ard_core::session::SANDBOX;
use ard_sandbox::Fault;
use support::{Bench, REGION, draft};

#[tokio::test]
async fn the_sandbox_says_who_one_is() {
    let bench = Bench::new().await;
    let view = bench.engine.open(SANDBOX, REGION).await.unwrap();
    assert!(view.sandbox);
    assert_eq!(view.identity.unwrap().account, "123456789012");
    assert_eq!(view.custom_endpoints, Vec::<String>::new());
}

#[tokio::test]
async fn an_unknown_profile_is_named() {
    let bench = Bench::new().await;
    let problem = bench.engine.open("no-such-profile", REGION).await.unwrap_err();
    assert_eq!(problem.detail, ProblemDetail::ProfileUnknown { profile: "no-such-profile".to_owned() });
}

#[tokio::test]
async fn each_failure_of_a_read_is_told_apart() {
    for (status, code, message, detail) in [
        (400, "AccessDeniedException", "", ProblemDetail::AccessDenied { action: "apprunner:ListServices".to_owned() }),
        (403, "ExpiredTokenException", "", ProblemDetail::SignInExpired),
        (403, "UnrecognizedClientException", "", ProblemDetail::CredentialsInvalid),
        (403, "SubscriptionRequiredException", "", ProblemDetail::AccountClosed),
        (400, "ThrottlingException", "Rate exceeded", ProblemDetail::Throttled),
        (500, "InternalServiceErrorException", "", ProblemDetail::ServerFailed),
    ] {
        let bench = Bench::new().await;
        bench.sandbox.faults().always("apprunner", "ListServices", Fault::refuse(status, code, message));
        let problem = bench.engine.services(&bench.session).await.unwrap_err();
        assert_eq!(problem.detail, detail);
        assert!(!problem.remedies.is_empty());
    }
}

#[tokio::test]
async fn a_service_is_shown_without_its_tags_when_those_are_refused() {
    let bench = Bench::new().await;
    let arn = bench.create(&draft()).await.service_arn.unwrap();
    bench.sandbox.faults().always("apprunner", "ListTagsForResource", Fault::refuse(400, "AccessDeniedException", ""));
    let service = bench.engine.service(&bench.session, &arn).await.unwrap();
    assert_eq!(service.tags, None);
    assert_eq!(service.cpu_units, Some(1024));
}

#[tokio::test]
async fn logs_are_read_and_missing_ones_said() {
    let bench = Bench::new().await;
    let arn = bench.create(&draft()).await.service_arn.unwrap();
    let events = bench.engine.log(&bench.session, &arn, &LogSource::Events).await.unwrap();
    assert!(events.exists && events.lines.len() > 5, "{events:?}");
    assert!(events.lines.is_sorted_by(|a, b| a.at <= b.at));
    let operations = bench.engine.operations(&bench.session, &arn).await.unwrap();
    let deployment = LogSource::Deployment { operation_id: operations[0].id.clone() };
    assert!(bench.engine.log(&bench.session, &arn, &deployment).await.unwrap().exists);
    let application = bench.engine.log(&bench.session, &arn, &LogSource::Application).await.unwrap();
    assert!(application.lines.iter().any(|line| line.text.contains("5000")), "{application:?}");
    let none = LogSource::Deployment { operation_id: "0".repeat(32) };
    assert!(!bench.engine.log(&bench.session, &arn, &none).await.unwrap().exists);
    assert_eq!(bench.engine.diagnosis(&bench.session, &arn).await.unwrap(), None);
}

#[tokio::test]
async fn the_wizards_choices_are_read() {
    let bench = Bench::new().await;
    let repositories = bench.engine.repositories(&bench.session).await.unwrap();
    assert!(repositories.iter().any(|repository| repository.name == "my-flask-app"));
    let images = bench.engine.images(&bench.session, "my-flask-app").await.unwrap();
    assert!(images.iter().any(|image| image.tags.contains(&"latest".to_owned())));
    assert!(images.is_sorted_by(|a, b| a.pushed_at >= b.pushed_at));
    let roles = bench.engine.roles(&bench.session, Principal::Tasks).await.unwrap();
    assert!(!roles.is_empty());
    let configurations = bench.engine.auto_scaling(&bench.session).await.unwrap();
    assert!(configurations.iter().any(|configuration| configuration.is_default && configuration.max_size == Some(25)));
}

#[tokio::test]
async fn the_second_draft_uses_the_role_that_the_first_made() {
    let bench = Bench::new().await;
    let first = bench.engine.new_draft(&bench.session, Preset::Console).await.unwrap();
    let role = |draft: ard_core::draft::Draft| match draft.source {
        SourceDraft::Ecr { access_role, .. } => Some(access_role),
        SourceDraft::EcrPublic { .. } | SourceDraft::Code { .. } => None,
    };
    assert_eq!(role(first), Some(AccessRole::CreateForMe { name: support::ROLE.to_owned() }));
    support::assert_succeeded(&bench.create(&draft()).await);
    let second = bench.engine.new_draft(&bench.session, Preset::Console).await.unwrap();
    let arn = format!("arn:aws:iam::123456789012:role/service-role/{}", support::ROLE);
    assert_eq!(role(second), Some(AccessRole::UseExisting { arn, repair: false }));
}
