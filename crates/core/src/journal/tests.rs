use super::*;
use crate::plan::SecretPlace;
use crate::problem::Problem;

fn plan() -> Plan {
    let action = |kind: &str| match kind {
        "role" => Action::CreateAccessRole { name: "r".to_owned() },
        "policy" => Action::AttachAccessPolicy { role: "r".to_owned() },
        _ => Action::AwaitRunning,
    };
    Plan {
        id: "p".to_owned(),
        goal: Goal::CreateService { name: "web".to_owned() },
        account: "123456789012".to_owned(),
        region: "us-east-1".to_owned(),
        steps: ["role", "policy", "wait"].map(action).to_vec(),
    }
}

fn entry(step: usize, event: Event) -> Entry {
    Entry { step, event, at: 1.0 }
}

fn done() -> Event {
    Event::Done { made: Made::Nothing, found: false }
}

fn failed() -> Event {
    Event::Failed { problem: Box::new(Problem::of(ProblemDetail::Throttled)) }
}

#[test]
fn an_intent_without_a_result_is_unknown() {
    let entries = [entry(0, Event::Intent), entry(0, done()), entry(1, Event::Intent)];
    let states: Vec<_> = fold(&plan(), &entries).into_iter().map(|record| record.state).collect();
    assert_eq!(states, [StepState::Done, StepState::Unknown, StepState::Pending]);
    assert_eq!(state(&plan(), &entries, Live::Idle), RunState::Interrupted);
    assert_eq!(state(&plan(), &entries, Live::Going { step: StepState::Running }), RunState::Running);
}

#[test]
fn each_end_is_told_apart() {
    let all_done: Vec<_> = (0..3).flat_map(|step| [entry(step, Event::Intent), entry(step, done())]).collect();
    assert_eq!(state(&plan(), &all_done, Live::Idle), RunState::Succeeded);
    let one_failed = [entry(0, Event::Intent), entry(0, failed())];
    assert_eq!(state(&plan(), &one_failed, Live::Idle), RunState::Failed);
    let left = [one_failed.as_slice(), &[entry(2, Event::Left)]].concat();
    assert_eq!(state(&plan(), &left, Live::Idle), RunState::Left);
    assert_eq!(state(&plan(), &[], Live::Idle), RunState::Interrupted);
}

#[test]
fn undo_is_over_when_nothing_stands() {
    let mut entries = vec![entry(0, Event::Intent), entry(0, done()), entry(1, Event::Intent), entry(1, failed())];
    entries.extend([entry(0, Event::UndoIntent)]);
    let view_now = |entries: &[Entry]| view(&plan(), "p", 0.0, entries, Live::Idle);
    // Killed in the middle of the undo: it can be undone further, and not resumed.
    let killed = view_now(&entries);
    assert_eq!((killed.state, killed.can_undo, killed.can_resume), (RunState::Interrupted, true, false));
    entries.push(entry(0, Event::Undone));
    assert_eq!(view_now(&entries).state, RunState::Undone);
}

#[test]
fn a_failed_deployment_is_not_resumed() {
    let problem = Problem::of(ProblemDetail::DeploymentFailed { diagnosis: None });
    let failed = Event::Failed { problem: Box::new(problem) };
    let entries = [entry(0, done()), entry(1, done()), entry(2, Event::Intent), entry(2, failed)];
    let view = view(&plan(), "p", 0.0, &entries, Live::Idle);
    assert_eq!((view.state, view.can_undo, view.can_resume), (RunState::Failed, true, false));
}

#[test]
fn what_cannot_be_undone_is_not_offered_to_be() {
    let plan = crate::plan::delete_service("p".to_owned(), "123456789012", "us-east-1", ("web", "arn"), Vec::new());
    let view = view(&plan, "p", 0.0, &[entry(0, Event::Intent)], Live::Idle);
    assert_eq!((view.can_undo, view.can_resume, view.service_arn.as_deref()), (false, true, Some("arn")));
}

#[test]
fn what_goes_for_good_is_confirmed_by_its_name() {
    let confirmation = |place, entries: &[Entry]| {
        let secret = crate::plan::keep_secret("p".to_owned(), "1", "us-east-1", place, "/shop/key");
        view(&secret, "p", 0.0, entries, Live::Idle).undo_confirmation
    };
    let name = || Some("/shop/key".to_owned());
    for place in [SecretPlace::ParameterStore, SecretPlace::SecretsManager] {
        assert_eq!(confirmation(place, &[]), None);
        // Nobody knows whether it is there: it may be.
        assert_eq!(confirmation(place, &[entry(0, Event::Intent)]), name());
        assert_eq!(confirmation(place, &[entry(0, done())]), name());
        assert_eq!(confirmation(place, &[entry(0, done()), entry(0, Event::Undone)]), None);
    }
    // A role can be made again as it was.
    assert_eq!(view(&plan(), "p", 0.0, &[entry(0, done())], Live::Idle).undo_confirmation, None);
}
