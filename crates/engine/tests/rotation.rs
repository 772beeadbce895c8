//! A kept key is replaced by a new one: at whatever moment the application ends, the keychain is locked or AWS refuses, the
//! profile has a key that works, and in the end there is no key that nobody has.
//!
//! The profile's own key is the one that is replaced, and signs the calls by which it is. The application is a runtime of
//! its own; it ends in the middle when that is shut down.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "support/keeper.rs"]
mod keeper;
mod support;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ard_aws::{AccessKey, Clock, Keychain, Surroundings};
use ard_core::keychain::{KeptKey, KeychainState};
use ard_core::plan::PlanView;
use ard_core::problem::ProblemDetail;
use ard_core::run::{RunState, RunView};
use ard_core::session::SessionRef;
use ard_engine::{Engine, Notice, Parts, SecretValue};
use ard_sandbox::{Fault, Options, Sandbox, USER_ARN};
use keeper::{Act, World};
use support::{PROGRAM, Place, QUICK, REGION, aws, until};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::runtime::Runtime;

const OLD: &str = "AKIASANDBOXSANDBOX12";
const USER: &str = "sandbox";
const SECRET: &str = "CANARY/sandbox/sandbox/sandbox/sandbox+1";
const PROFILE: &str = "p";

type Named = (&'static str, &'static str);
/// The calls by which a key is replaced, and by which that is taken back.
const CALLS: [Named; 4] =
    [("iam", "ListAccessKeys"), ("iam", "CreateAccessKey"), ("sts", "GetCallerIdentity"), ("iam", "UpdateAccessKey")];
const UNDO_CALLS: [Named; 3] = [("iam", "UpdateAccessKey"), ("sts", "GetCallerIdentity"), ("iam", "DeleteAccessKey")];
/// Never carried out, and carried out without an answer.
const CUTS: [Fault; 2] = [Fault::Stall, Fault::Hold];

/// What the application's notices are heard by.
type Listener = Box<dyn Fn(Notice) + Send + Sync>;

fn deaf() -> Listener {
    Box::new(drop)
}

fn invalid() -> Fault {
    Fault::refuse(403, "InvalidClientTokenId", "The security token included in the request is invalid.")
}

#[test]
fn a_key_is_replaced_by_a_new_one_and_then_ends() {
    let world = World::new();
    let life = world.life(deaf());
    let session = life.session();
    let plan = life.plan(&session);
    assert_eq!(world.listed(), [(OLD.to_owned(), true)], "a plan changes nothing");
    assert!(plan.can_be_undone && plan.exports.is_none());
    let commands: Vec<_> = plan.steps.iter().filter_map(|step| step.command.as_deref()).collect();
    assert!(commands[0].starts_with("aws iam create-access-key") && commands[1].contains("--status Inactive"));
    {
        let _inside = life.runtime.as_ref().unwrap().enter();
        life.engine.start(&session, &plan.id, None).unwrap();
    }
    let run = life.settle();
    assert_eq!(run.state, RunState::Succeeded, "{run:#?}");
    // The session that began it goes on, and is the same person's.
    assert_eq!(life.session(), session);
    let full = life.block_on(life.engine.plan_key_rotation(&session, &world.id)).unwrap_err().detail;
    assert!(matches!(full, ProblemDetail::KeysFull { access_key_ids, .. } if access_key_ids.len() == 2));
    drop(life);
    world.assert_replaced("done");

    let life = world.life(deaf());
    let session = life.session();
    let end = life.block_on(life.engine.plan_key_end(&session, &world.id)).unwrap();
    assert!(!end.can_be_undone);
    let inside = life.runtime.as_ref().unwrap().enter();
    for typed in [None, Some("AKIASANDBOXSANDBOX13")] {
        let refused = life.engine.start(&session, &end.id, typed).unwrap_err().detail;
        assert_eq!(refused, ProblemDetail::ConfirmationMismatch);
    }
    life.engine.start(&session, &end.id, Some(OLD)).unwrap();
    drop(inside);
    assert_eq!(life.settle().state, RunState::Succeeded);
    let again = life.block_on(life.engine.plan_key_end(&session, &world.id)).unwrap_err().detail;
    assert_eq!(again, ProblemDetail::NotFound);
    // The next one can be replaced in its turn.
    life.plan(&session);
    drop(life);
    let kept = world.kept();
    assert_eq!((world.listed(), kept.retiring), (vec![(kept.access_key_id, true)], None));
    assert_eq!(world.slot("/old"), None);
}

#[test]
fn resumed_after_a_kill_there_is_one_new_key() {
    for call in CALLS {
        for cut in &CUTS {
            let when = format!("{call:?} {cut}");
            let world = World::new();
            world.kill_at(Act::Start, call, cut);
            world.assert_works(&when);
            let run = world.finish(Act::Resume);
            assert_eq!(run.state, RunState::Succeeded, "{when} {run:#?}");
            world.assert_replaced(&when);
        }
    }
}

#[test]
fn undone_after_a_kill_all_is_as_before() {
    for call in CALLS {
        for cut in &CUTS {
            let when = format!("{call:?} {cut}");
            let world = World::new();
            world.kill_at(Act::Start, call, cut);
            let run = world.finish(Act::Undo);
            assert_eq!(run.state, RunState::Undone, "{when} {run:#?}");
            world.assert_as_before(&when);
        }
    }
}

#[test]
fn an_undo_that_is_killed_is_undone_further() {
    for call in UNDO_CALLS {
        for cut in &CUTS {
            let when = format!("{call:?} {cut}");
            let world = World::new();
            // Carried out, and not known to be.
            world.kill_at(Act::Start, ("iam", "UpdateAccessKey"), &Fault::Hold);
            world.kill_at(Act::Undo, call, cut);
            world.assert_works(&when);
            let run = world.finish(Act::Undo);
            assert_eq!(run.state, RunState::Undone, "{when} {run:#?}");
            world.assert_as_before(&when);
        }
    }
}

/// A listener that does something at the last of so many notices, and how many those are: none, until somebody says so.
fn at_notice(act: impl Fn() + Send + Sync + 'static) -> (Listener, Arc<AtomicUsize>) {
    let left = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&left);
    let listener = Box::new(move |_| {
        let before = counted.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        if before == Ok(1) {
            act();
        }
    });
    (listener, left)
}

/// Ends the work at each notice in turn: after each entry of the journal, and after each change of what is kept.
fn killed_at_each_notice(before: impl Fn(&World), act: Act, after: impl Fn(&World, &str)) {
    for number in 1.. {
        let world = World::new();
        before(&world);
        let (listener, left) = at_notice(|| std::panic::resume_unwind(Box::new("killed")));
        let life = world.life(listener);
        let begin = life.prepare(act);
        left.store(number, Ordering::SeqCst);
        begin(&life);
        let run = life.settle();
        let is_past_the_end = left.load(Ordering::SeqCst) > 0;
        drop(life);
        let when = format!("{act:?}, notice {number}");
        if is_past_the_end {
            assert!(run.state.is_over() && number > 6, "{when} {run:#?}");
            return;
        }
        world.assert_works(&when);
        after(&world, &when);
    }
}

#[test]
fn wherever_it_ends_it_goes_on() {
    killed_at_each_notice(
        |_| {},
        Act::Start,
        |world, when| {
            let life = world.life(deaf());
            let is_over = life.run().state.is_over();
            drop(life);
            if !is_over {
                let run = world.finish(Act::Resume);
                assert_eq!(run.state, RunState::Succeeded, "{when} {run:#?}");
            }
            world.assert_replaced(when);
        },
    );
}

#[test]
fn wherever_an_undo_ends_it_goes_on() {
    killed_at_each_notice(
        |world| world.kill_at(Act::Start, ("iam", "UpdateAccessKey"), &Fault::Hold),
        Act::Undo,
        |world, when| {
            let life = world.life(deaf());
            let is_over = life.run().state.is_over();
            drop(life);
            if !is_over {
                let run = world.finish(Act::Undo);
                assert_eq!(run.state, RunState::Undone, "{when} {run:#?}");
            }
            world.assert_as_before(when);
        },
    );
}

/// The keychain is locked, or gone, at each notice in turn.
#[test]
fn a_keychain_that_cannot_be_used_in_the_middle_loses_nothing() {
    let states = [KeychainState::Locked, KeychainState::Absent, KeychainState::NoCollection, KeychainState::Denied];
    for (number, state) in (1..).zip(states.into_iter().cycle()) {
        let world = World::new();
        let keychain = world.keychain.clone();
        let (listener, left) = at_notice(move || keychain.set_state(state));
        let life = world.life(listener);
        let begin = life.prepare(Act::Start);
        left.store(number, Ordering::SeqCst);
        begin(&life);
        let run = life.settle();
        let is_past_the_end = left.load(Ordering::SeqCst) > 0;
        let when = format!("{state:?}, notice {number}");
        if run.state == RunState::Failed {
            assert_eq!(life.problem(), ProblemDetail::KeychainUnusable { state }, "{when}");
        }
        drop(life);
        world.keychain.set_state(KeychainState::Ready);
        if is_past_the_end {
            return;
        }
        world.assert_works(&when);
        if run.state != RunState::Succeeded {
            let run = world.finish(Act::Resume);
            assert_eq!(run.state, RunState::Succeeded, "{when} {run:#?}");
        }
        world.assert_replaced(&when);
    }
}

/// Between the person and AWS: it passes everything on, and says before it does when a call goes by.
async fn pass_on(to: String, word: &'static str, seen: impl Fn() + Send + Sync + 'static) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::new(seen);
    tokio::spawn(async move {
        while let Ok((here, _)) = listener.accept().await {
            let there = tokio::net::TcpStream::connect(to.trim_start_matches("http://")).await.unwrap();
            let seen = Arc::clone(&seen);
            tokio::spawn(async move {
                let ((mut asked, mut answer), (mut answered, mut ask)) = (here.into_split(), there.into_split());
                tokio::spawn(async move { tokio::io::copy(&mut answered, &mut answer).await });
                let mut buffer = [0; 16_384];
                while let Ok(length @ 1..) = asked.read(&mut buffer).await {
                    if String::from_utf8_lossy(&buffer[..length]).contains(word) {
                        seen();
                    }
                    if ask.write_all(&buffer[..length]).await.is_err() {
                        break;
                    }
                }
            });
        }
    });
    address
}

/// AWS tells the secret of a new key only once: where it cannot be kept, the key is taken away again.
#[test]
fn a_new_key_that_cannot_be_kept_is_taken_away_again() {
    let denied = ProblemDetail::KeychainUnusable { state: KeychainState::Denied };
    for profile in ["admin", PROFILE] {
        let mut world = World::new();
        world.profile = profile;
        let keychain = world.keychain.clone();
        let lock = move || keychain.set_state(KeychainState::Denied);
        let address = std::mem::take(&mut world.address);
        world.address = world.outside.block_on(pass_on(address.clone(), "Action=CreateAccessKey", lock));
        let life = world.life(deaf());
        life.prepare(Act::Start)(&life);
        let run = life.settle();
        assert_eq!(life.problem(), denied, "{profile}");
        drop(life);
        (world.address, world.profile) = (address, PROFILE);
        world.keychain.set_state(KeychainState::Ready);
        if profile == PROFILE {
            // Its own key is in the keychain that is closed now: nobody can take the new one away yet.
            assert_eq!(world.listed().len(), 2);
            assert!(run.state == RunState::Interrupted && run.can_undo && run.can_resume, "{run:#?}");
            assert_eq!(world.finish(Act::Undo).state, RunState::Undone);
            world.assert_as_before(profile);
        } else {
            assert_eq!(run.state, RunState::Failed, "{run:#?}");
            world.assert_as_before(profile);
            let run = world.finish(Act::Resume);
            assert_eq!(run.state, RunState::Succeeded, "{run:#?}");
            world.assert_replaced(profile);
        }
    }
}

#[test]
fn an_answer_that_got_lost_leaves_no_third_key() {
    let world = World::new();
    world.sandbox.faults().times("iam", "CreateAccessKey", 1, Fault::LoseResponse);
    let run = world.finish(Act::Start);
    assert_eq!(run.state, RunState::Succeeded, "{run:#?}");
    world.assert_replaced("lost");
    assert_eq!((world.calls("CreateAccessKey"), world.calls("DeleteAccessKey")), (2, 1));
}

/// Somebody else made a key in the meantime, and uses it.
#[test]
fn a_key_that_is_used_is_not_taken_away() {
    let world = World::new();
    world.kill_at(Act::Start, ("iam", "CreateAccessKey"), &Fault::Stall);
    let theirs = world.outside.block_on(async {
        let clients = aws(&world.sandbox).await;
        let key = clients.iam.create_access_key(USER).await.unwrap();
        clients.sts.identity_of(&key).await.unwrap();
        key.id().to_owned()
    });
    let run = world.finish(Act::Resume);
    assert_eq!(run.state, RunState::Failed, "{run:#?}");
    assert_eq!(world.listed(), [(OLD.to_owned(), true), (theirs.clone(), true)]);
    let life = world.life(deaf());
    let access_key_ids = vec![OLD.to_owned(), theirs];
    assert_eq!(life.problem(), ProblemDetail::KeysFull { user: USER.to_owned(), access_key_ids });
    drop(life);
    world.assert_works("theirs");
}

#[test]
fn a_key_that_a_person_made_after_a_refusal_is_theirs_though_nobody_used_it() {
    let world = World::new();
    let denied = Fault::refuse(403, "AccessDenied", "User is not authorized to perform: iam:CreateAccessKey");
    world.sandbox.faults().times("iam", "CreateAccessKey", 1, denied);
    assert_eq!(world.finish(Act::Start).state, RunState::Failed);
    let theirs = world
        .outside
        .block_on(async { aws(&world.sandbox).await.iam.create_access_key(USER).await.unwrap().id().to_owned() });
    assert_eq!(world.finish(Act::Resume).state, RunState::Failed);
    assert_eq!(world.listed(), [(OLD.to_owned(), true), (theirs, true)]);
    assert_eq!(world.calls("DeleteAccessKey"), 0);
    world.assert_works("theirs");
}

#[test]
fn the_new_key_is_waited_for_and_given_up() {
    let world = World::new();
    let life = world.life(deaf());
    let begin = life.prepare(Act::Start);
    world.sandbox.faults().times("sts", "GetCallerIdentity", 3, invalid());
    world.sandbox.faults().times("iam", "UpdateAccessKey", 2, invalid());
    begin(&life);
    assert_eq!(life.settle().state, RunState::Succeeded);
    drop(life);
    world.assert_replaced("late");

    let world = World::new();
    let life = world.life(deaf());
    let begin = life.prepare(Act::Start);
    world.sandbox.faults().always("sts", "GetCallerIdentity", invalid());
    begin(&life);
    assert_eq!(life.settle().state, RunState::Failed);
    assert_eq!(life.problem(), ProblemDetail::CredentialsInvalid);
    drop(life);
    world.sandbox.faults().clear();
    assert_eq!(world.slot(""), Some(OLD.to_owned()), "what was not proved is not used");
    world.assert_works("never");
    assert_eq!(world.finish(Act::Undo).state, RunState::Undone);
    world.assert_as_before("never");
}

#[test]
fn a_refusal_after_the_change_stops_the_run_and_nothing_else() {
    for act in [Act::Resume, Act::Undo] {
        let world = World::new();
        world.sandbox.faults().always("iam", "UpdateAccessKey", Fault::refuse(403, "AccessDenied", "no"));
        let run = world.finish(Act::Start);
        assert_eq!((run.state, run.can_resume, run.can_undo), (RunState::Failed, true, true), "{run:#?}");
        world.assert_works("refused");
        assert_ne!(world.slot(""), Some(OLD.to_owned()), "the new key is used");
        world.sandbox.faults().clear();
        let state = world.finish(act).state;
        if matches!(act, Act::Undo) {
            assert_eq!(state, RunState::Undone);
            world.assert_as_before("refused");
        } else {
            assert_eq!(state, RunState::Succeeded);
            world.assert_replaced("refused");
        }
    }
}

#[test]
fn while_a_key_is_being_replaced_it_is_left_alone() {
    let world = World::new();
    world.kill_at(Act::Start, ("iam", "UpdateAccessKey"), &Fault::Stall);
    let life = world.life(deaf());
    let session = life.session();
    let busy = |problem: ard_core::problem::Problem| assert_eq!(problem.detail, ProblemDetail::RunBusy);
    busy(life.block_on(life.engine.plan_key_rotation(&session, &world.id)).unwrap_err());
    busy(life.block_on(life.engine.plan_key_end(&session, &world.id)).unwrap_err());
    let current = world.slot("").unwrap();
    busy(life.block_on(life.engine.forget_key(&world.id, &current)).unwrap_err());
    drop(life);

    // Of two plans of the same key one is carried out.
    let world = World::new();
    let life = world.life(deaf());
    let session = life.session();
    let (first, second) = (life.plan(&session), life.plan(&session));
    let inside = life.runtime.as_ref().unwrap().enter();
    life.engine.start(&session, &first.id, None).unwrap();
    busy(life.engine.start(&session, &second.id, None).unwrap_err());
    drop(inside);
    assert_eq!(life.settle().state, RunState::Succeeded);
    let inside = life.runtime.as_ref().unwrap().enter();
    let gone = life.engine.start(&session, &second.id, None).unwrap_err().detail;
    assert_eq!(gone, ProblemDetail::PlanGone);
    drop(inside);
    drop(life);
    world.assert_replaced("two plans");
}

#[test]
fn a_key_that_somebody_activated_again_is_not_deleted() {
    let world = World::new();
    assert_eq!(world.finish(Act::Start).state, RunState::Succeeded);
    let life = world.life(deaf());
    let session = life.session();
    let end = life.block_on(life.engine.plan_key_end(&session, &world.id)).unwrap();
    world.outside.block_on(async {
        aws(&world.sandbox).await.iam.activate_access_key(USER, OLD, true).await.unwrap();
    });
    let refused = life.block_on(life.engine.plan_key_end(&session, &world.id)).unwrap_err().detail;
    assert_eq!(refused, ProblemDetail::InvalidState);
    let inside = life.runtime.as_ref().unwrap().enter();
    life.engine.start(&session, &end.id, Some(OLD)).unwrap();
    drop(inside);
    assert_eq!(life.settle().state, RunState::Failed);
    assert_eq!(world.calls("DeleteAccessKey"), 0);
}

#[test]
fn a_key_is_replaced_in_its_own_account_and_for_a_user_only() {
    let world = World::new();
    let place = world.place.0.join("journal.sqlite3");
    for (account, arn, wanted) in [
        (
            "210987654321",
            "arn:aws:iam::210987654321:user/ann",
            ProblemDetail::AccountChanged { expected: "210987654321".to_owned(), actual: "123456789012".to_owned() },
        ),
        ("123456789012", "arn:aws:iam::123456789012:root", ProblemDetail::KeyOfRoot),
    ] {
        let journal = rusqlite::Connection::open(&place).unwrap();
        journal.execute("UPDATE keys SET account = ?1, arn = ?2", [account, arn]).unwrap();
        drop(journal);
        let life = world.life(deaf());
        let session = life.session();
        let refused = life.block_on(life.engine.plan_key_rotation(&session, &world.id)).unwrap_err().detail;
        assert_eq!(refused, wanted);
    }
}

#[test]
fn the_new_secret_is_in_the_keychain_and_nowhere_else() {
    let world = World::new();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let listening = Arc::clone(&heard);
    let life = world.life(Box::new(move |notice| listening.lock().unwrap().push(format!("{notice:?}"))));
    life.prepare(Act::Start)(&life);
    let run = format!("{:?}", life.settle());
    let key: AccessKey = life.block_on(world.keychain.get(&world.id)).unwrap().unwrap();
    assert!(key.secret().len() >= 16 && key.id() != OLD);
    assert!(!run.contains(key.secret()));
    assert!(heard.lock().unwrap().iter().all(|notice| !notice.contains(key.secret())));
    drop(life);
    for directory in [world.place.0.clone(), world.place.0.join(".aws")] {
        for path in
            std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file())
        {
            let bytes = std::fs::read(&path).unwrap();
            for secret in [key.secret(), SECRET] {
                assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{}", path.display());
            }
        }
    }
}
