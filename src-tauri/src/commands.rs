//! What the window may ask. One thin function each: take the arguments, call the engine. No rule, no AWS.

use ard_core::check::Checked;
use ard_core::configuration_file::{self, Examined};
use ard_core::copy::Copied;
use ard_core::diagnosis::Diagnosis;
use ard_core::draft::{Draft, Preset, Provider, SavedDraft, Variable};
use ard_core::elsewhere::Elsewhere;
use ard_core::environment::Import;
use ard_core::field::WizardStep;
use ard_core::link::{self, Link};
use ard_core::logs::{LogPage, LogSource};
use ard_core::permissions::Permissions;
use ard_core::plan::{PlanView, SecretPlace};
use ard_core::preflight::Looked;
use ard_core::price::{self, Cost, Use};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::run::RunView;
use ard_core::service::{Operation, ServiceDetail, ServiceRow};
use ard_core::session::{SessionRef, SessionView, Welcome};
use ard_engine::{Engine, SecretValue};
use tauri::State;

/// What a command answers.
pub(crate) type Answer<T> = Result<T, Problem>;
/// The engine, as a command gets it.
pub(crate) type Shared<'a> = State<'a, Engine>;

/// What the application is started with: profiles, Regions, where to open.
#[tauri::command]
#[specta::specta]
pub(crate) async fn welcome(engine: Shared<'_>) -> Answer<Welcome> {
    Ok(engine.welcome().await)
}

/// Opens a session, or reads its credentials anew.
#[tauri::command]
#[specta::specta]
pub(crate) async fn session_open(engine: Shared<'_>, profile: String, region: String) -> Answer<SessionView> {
    engine.open(&profile, &region).await
}

/// All services of the session's account and Region.
#[tauri::command]
#[specta::specta]
pub(crate) async fn services_list(engine: Shared<'_>, session: SessionRef) -> Answer<Vec<ServiceRow>> {
    engine.services(&session).await
}

/// How many services the account has in each other Region.
#[tauri::command]
#[specta::specta]
pub(crate) async fn services_elsewhere(engine: Shared<'_>, session: SessionRef) -> Answer<Vec<Elsewhere>> {
    engine.services_elsewhere(&session).await
}

/// What the person may do in a session.
#[tauri::command]
#[specta::specta]
pub(crate) async fn permissions_get(engine: Shared<'_>, session: SessionRef) -> Answer<Permissions> {
    engine.permissions(&session).await
}

/// A service with its configuration.
#[tauri::command]
#[specta::specta]
pub(crate) async fn service_get(engine: Shared<'_>, session: SessionRef, arn: String) -> Answer<ServiceDetail> {
    engine.service(&session, &arn).await
}

/// A service's operations, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn service_operations(engine: Shared<'_>, session: SessionRef, arn: String) -> Answer<Vec<Operation>> {
    engine.operations(&session, &arn).await
}

/// The newest lines of one of a service's logs.
#[tauri::command]
#[specta::specta]
pub(crate) async fn service_log(
    engine: Shared<'_>,
    session: SessionRef,
    arn: String,
    source: LogSource,
) -> Answer<LogPage> {
    engine.log(&session, &arn, &source).await
}

/// Why a service's last deployment failed; nothing when it did not.
#[tauri::command]
#[specta::specta]
pub(crate) async fn service_diagnosis(
    engine: Shared<'_>,
    session: SessionRef,
    arn: String,
) -> Answer<Option<Diagnosis>> {
    engine.diagnosis(&session, &arn).await
}

/// Follows a service: `serviceChanged` is emitted whenever its status changes, until it is unfollowed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn service_follow(engine: Shared<'_>, session: SessionRef, arn: String) -> Answer<()> {
    engine.watch(&session, &arn)
}

/// Ends following a service.
#[tauri::command]
#[specta::specta]
pub(crate) async fn service_unfollow(engine: Shared<'_>, session: SessionRef, arn: String) -> Answer<()> {
    engine.unwatch(&session, &arn);
    Ok(())
}

/// Reads text (`.env`, JSON) as environment variables, beside those of a draft.
#[tauri::command]
#[specta::specta]
pub(crate) async fn environment_import(text: String, present: Vec<Variable>) -> Answer<Import> {
    Ok(Engine::import_environment(&text, &present))
}

/// What is to be said of a text as `apprunner.yaml`, and the draft with its settings.
#[tauri::command]
#[specta::specta]
pub(crate) async fn configuration_file_examine(text: String, draft: Draft) -> Answer<Examined> {
    Ok(configuration_file::examine(&text, &draft))
}

/// An `apprunner.yaml` that says what a draft says; nothing when the draft does not say it itself.
#[tauri::command]
#[specta::specta]
pub(crate) async fn configuration_file_write(draft: Draft) -> Answer<Option<String>> {
    Ok(configuration_file::write(&draft))
}

/// What would be done to connect to a provider of source code.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_connection(
    engine: Shared<'_>,
    session: SessionRef,
    name: String,
    provider: Provider,
) -> Answer<PlanView> {
    engine.plan_connection(&session, &name, provider)
}

/// A new draft, with defaults that fit the account.
#[tauri::command]
#[specta::specta]
pub(crate) async fn draft_new(engine: Shared<'_>, session: SessionRef, preset: Preset) -> Answer<Draft> {
    engine.new_draft(&session, preset).await
}

/// A draft of a service like one that exists, for the place of another session or of the same.
#[tauri::command]
#[specta::specta]
pub(crate) async fn draft_copy(
    engine: Shared<'_>,
    session: SessionRef,
    arn: String,
    into: SessionRef,
) -> Answer<Copied> {
    engine.copy_service(&session, &arn, &into).await
}

/// What would be done to keep a secret value where services read it. Changes nothing; the value waits in memory.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_secret(
    engine: Shared<'_>,
    session: SessionRef,
    place: SecretPlace,
    name: String,
    value: String,
) -> Answer<PlanView> {
    engine.plan_secret(&session, place, &name, SecretValue::new(value))
}

/// The drafts that are kept, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn drafts_list(engine: Shared<'_>) -> Answer<Vec<SavedDraft>> {
    engine.drafts()
}

/// A draft that is kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn draft_get(engine: Shared<'_>, id: String) -> Answer<SavedDraft> {
    engine.draft(&id)
}

/// Keeps a draft under an id (a UUID) that its editor has chosen; the same id again replaces it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn draft_save(
    engine: Shared<'_>,
    id: String,
    profile: String,
    region: String,
    draft: Draft,
    step: WizardStep,
) -> Answer<()> {
    engine.save_draft(&id, &profile, &region, &draft, step)
}

/// What the service of a draft would cost in a Region; nothing where the prices are not known.
#[tauri::command]
#[specta::specta]
pub(crate) async fn draft_cost(draft: Draft, region: String, expected: Use) -> Answer<Option<Cost>> {
    Ok(price::cost(&draft, &region, expected))
}

/// What can be looked at before a draft is made a service.
#[tauri::command]
#[specta::specta]
pub(crate) async fn draft_preflight(engine: Shared<'_>, session: SessionRef, draft: Draft) -> Answer<Vec<Looked>> {
    engine.preflight(&session, &draft).await
}

/// Forgets a draft that is kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn draft_forget(engine: Shared<'_>, id: String) -> Answer<()> {
    engine.forget_draft(&id)
}

/// What to show of a draft and what is to be said of it. Asks AWS nothing that is known.
#[tauri::command]
#[specta::specta]
pub(crate) async fn draft_check(engine: Shared<'_>, session: SessionRef, draft: Draft) -> Answer<Checked> {
    engine.check(&session, &draft).await
}

/// What would be done to make the draft a service. Changes nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_create(engine: Shared<'_>, session: SessionRef, draft: Draft) -> Answer<PlanView> {
    engine.plan_create(&session, &draft).await
}

/// What would be done to delete a service. Changes nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_delete(engine: Shared<'_>, session: SessionRef, arn: String) -> Answer<PlanView> {
    engine.plan_delete(&session, &arn).await
}

/// Carries a plan out. What cannot be undone needs a confirmation: the service's name, or AWS's id of the key.
#[tauri::command]
#[specta::specta]
pub(crate) async fn run_start(
    engine: Shared<'_>,
    session: SessionRef,
    plan: String,
    confirmation: Option<String>,
) -> Answer<RunView> {
    engine.start(&session, &plan, confirmation.as_deref())
}

/// A run.
#[tauri::command]
#[specta::specta]
pub(crate) async fn run_get(engine: Shared<'_>, id: String) -> Answer<RunView> {
    engine.run(&id)
}

/// All runs, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn runs_list(engine: Shared<'_>) -> Answer<Vec<RunView>> {
    engine.runs()
}

/// Goes on with a run that stopped.
#[tauri::command]
#[specta::specta]
pub(crate) async fn run_resume(engine: Shared<'_>, id: String) -> Answer<RunView> {
    engine.resume(&id)
}

/// Takes back what a run made. What goes for good needs its name as confirmation.
#[tauri::command]
#[specta::specta]
pub(crate) async fn run_undo(engine: Shared<'_>, id: String, confirmation: Option<String>) -> Answer<RunView> {
    engine.undo(&id, confirmation.as_deref())
}

/// Leaves a run as it is.
#[tauri::command]
#[specta::specta]
pub(crate) async fn run_leave(engine: Shared<'_>, id: String) -> Answer<RunView> {
    engine.leave(&id)
}

/// Opens a destination in the person's browser.
#[tauri::command]
#[specta::specta]
pub(crate) async fn link_open(link: Link) -> Answer<()> {
    let refused = || Problem::of(ProblemDetail::LinkRefused);
    let url = link::url(&link).ok_or_else(refused)?;
    crate::browser::open(&url).map_err(|_| refused())
}
