//! Programs that ask for kept keys, as the window sees them.

mod support;

use std::sync::mpsc::channel;

use ard_aws::Surroundings;
use ard_core::keychain::{Caller, Consent};
use ard_core::problem::ProblemDetail;
use ard_engine::{Callers, Notice};
use ard_sandbox::{Options, Sandbox};
use support::{Place, engine_in};

#[test]
fn what_another_process_wrote_down_is_shown_and_decided() {
    let place = Place::new();
    let home = place.0.to_string_lossy().into_owned();
    let (sender, notices) = channel();
    let sandbox = Sandbox::new(Options::default());
    let surroundings = Surroundings::with(&[("HOME", &home)]);
    let engine = engine_in(surroundings, sandbox.http_client(), place.0.join("journal.sqlite3"), sender);
    assert_eq!(engine.callers().unwrap(), []);

    let other = Callers::at(place.0.join("callers.json"));
    let caller = Caller { program: "/usr/bin/aws".to_owned(), script: None };
    other.ask("key", &caller).unwrap();
    engine.caller_asked();
    assert_eq!(notices.try_iter().collect::<Vec<_>>(), [Notice::KeychainChanged]);
    // Nobody is asked about a key that is not kept; what was said of it is shown.
    assert_eq!(engine.callers().unwrap(), []);
    let row = other.rows().unwrap().remove(0);
    assert_eq!((&row.caller, row.consent), (&caller, Consent::Waiting));

    assert_eq!(engine.decide_caller("another", Consent::Allowed).unwrap_err().detail, ProblemDetail::NotFound);
    assert_eq!(notices.try_iter().count(), 0);
    engine.decide_caller(&row.id, Consent::Allowed).unwrap();
    assert_eq!(notices.try_iter().collect::<Vec<_>>(), [Notice::KeychainChanged]);
    assert_eq!(engine.callers().unwrap().remove(0).consent, Consent::Allowed);
    assert_eq!(other.ask("key", &caller).unwrap(), Consent::Allowed);
}
