//! The way to AWS as the application keeps it, and what it makes of sleep, of a lost connection and of a wrong clock:
//! against the sandbox as a server on loopback, by a clock of the test's own.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use ard_aws::{Clock, Surroundings};
use ard_core::problem::ProblemDetail;
use ard_core::session::{SANDBOX, SessionView};
use ard_core::wire::{CaFault, Connectivity, ProxyChoice, ProxyFault, ProxyInEffect, WireChoice};
use ard_engine::{Engine, Notice};
use ard_sandbox::{Options, Sandbox};
use support::{Place, REGION, draft, engine_by};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// The way to the sandbox's server: a relay that can be taken away, with all that goes over it.
struct Cable {
    address: SocketAddr,
    to: SocketAddr,
    plugged: Mutex<Option<JoinHandle<()>>>,
}

impl Cable {
    async fn new(to: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let cable = Self { address: listener.local_addr().unwrap(), to, plugged: Mutex::default() };
        cable.carry(listener);
        cable
    }

    fn carry(&self, listener: TcpListener) {
        let to = self.to;
        let relay = tokio::spawn(async move {
            // All that is carried ends with the task.
            let mut carried = tokio::task::JoinSet::new();
            loop {
                let (mut here, _) = listener.accept().await.unwrap();
                carried.spawn(async move {
                    let mut there = TcpStream::connect(to).await.unwrap();
                    let _ = tokio::io::copy_bidirectional(&mut here, &mut there).await;
                });
            }
        });
        *self.plugged.lock().unwrap() = Some(relay);
    }

    async fn unplug(&self) {
        let relay = self.plugged.lock().unwrap().take().unwrap();
        relay.abort();
        assert!(relay.await.unwrap_err().is_cancelled());
    }

    async fn plug(&self) {
        self.carry(TcpListener::bind(self.address).await.unwrap());
    }
}

struct Desk {
    engine: Engine,
    sandbox: Sandbox,
    cable: Cable,
    place: Place,
    notices: Receiver<Notice>,
    /// How far the system's time is ahead, and how long the machine slept, in seconds.
    ahead: Arc<AtomicI64>,
    ran: Arc<AtomicI64>,
}

fn start(place: &Path, sandbox: &Sandbox, ahead: &Arc<AtomicI64>, ran: &Arc<AtomicI64>) -> (Engine, Receiver<Notice>) {
    let home = place.to_string_lossy().into_owned();
    let (ahead, ran) = (Arc::clone(ahead), Arc::clone(ran));
    let wall = move || {
        let by = ahead.load(Ordering::SeqCst);
        let moved = Duration::from_secs(by.unsigned_abs());
        if by < 0 { SystemTime::now() - moved } else { SystemTime::now() + moved }
    };
    let clock = Clock::made_up(wall, move || Duration::from_secs(ran.load(Ordering::SeqCst).unsigned_abs()));
    let (sender, notices) = channel();
    let surroundings = Surroundings::with(&[("HOME", &home)]);
    (engine_by(clock, surroundings, sandbox.http_client(), place.join("journal.sqlite3"), sender), notices)
}

impl Desk {
    async fn new() -> Self {
        let place = Place::new();
        let sandbox = Sandbox::new(Options::default());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let cable = Cable::new(listener.local_addr().unwrap()).await;
        let served = sandbox.clone();
        tokio::spawn(async move { served.serve(listener).await });
        std::fs::create_dir_all(place.0.join(".aws")).unwrap();
        let config = format!("[profile keys]\nendpoint_url = http://{}\n", cable.address);
        std::fs::write(place.0.join(".aws/config"), config).unwrap();
        let keys = "[keys]\naws_access_key_id = AKIASANDBOX0000000000\naws_secret_access_key = secret\n";
        std::fs::write(place.0.join(".aws/credentials"), keys).unwrap();
        let (ahead, ran) = (Arc::new(AtomicI64::new(0)), Arc::new(AtomicI64::new(0)));
        let (engine, notices) = start(&place.0, &sandbox, &ahead, &ran);
        Self { engine, sandbox, cable, place, notices, ahead, ran }
    }

    async fn open(&self) -> SessionView {
        self.engine.open("keys", REGION).await.unwrap()
    }

    fn told(&self) -> Vec<Notice> {
        self.notices.try_iter().collect()
    }

    fn connectivity(&self) -> Connectivity {
        self.engine.connectivity("keys", REGION)
    }

    /// How often AWS was asked who one is.
    fn identified(&self) -> usize {
        self.sandbox.calls().iter().filter(|call| call.operation == "GetCallerIdentity").count()
    }
}

fn manual(url: &str, ca_file: Option<&str>) -> WireChoice {
    let proxy = ProxyChoice::Manual { url: url.to_owned(), except: "*.corp.example".to_owned() };
    WireChoice { proxy, ca_file: ca_file.map(str::to_owned) }
}

#[tokio::test]
async fn the_way_that_was_chosen_is_kept_and_this_machine_is_asked_directly_all_the_same() {
    let Desk { engine, sandbox, notices, place, ahead, ran, cable } = Desk::new().await;
    let view = engine.set_wire("keys", manual(" http://127.0.0.1:9 ", None)).await.unwrap();
    let except = vec![".corp.example".to_owned()];
    let proxy = ProxyInEffect::Through { proxy: "http://127.0.0.1:9".to_owned(), except, has_password: false };
    assert_eq!((&view.proxy, &view.choice), (&proxy, &manual("http://127.0.0.1:9", None)));
    assert_eq!(notices.try_iter().collect::<Vec<_>>(), [Notice::WireChanged]);
    assert!(engine.open("keys", REGION).await.unwrap().identity.is_some());
    // Nothing listens there.
    let tried = engine.test_wire("keys", REGION, manual("http://127.0.0.1:9", None)).await.unwrap();
    assert_eq!((tried.endpoint, tried.proxy), (format!("http://{}", cable.address), None));
    drop(engine);
    let (again, _notices) = start(&place.0, &sandbox, &ahead, &ran);
    assert_eq!(again.wire("keys").await.unwrap(), view);
    assert_eq!(again.wire(SANDBOX).await.unwrap().proxy, proxy);
}

#[tokio::test]
async fn a_way_that_cannot_be_followed_is_not_taken() {
    let desk = Desk::new().await;
    let before = desk.engine.wire("keys").await.unwrap();
    assert_eq!(before.choice, WireChoice { proxy: ProxyChoice::System, ca_file: None });
    let refused = async |choice| desk.engine.set_wire("keys", choice).await.unwrap_err().detail;
    let socks = refused(manual("socks5://proxy:1080", None)).await;
    assert!(matches!(socks, ProblemDetail::ProxyMalformed { fault: ProxyFault::Socks, .. }), "{socks:?}");
    let file = refused(manual("http://127.0.0.1:9", Some("/nowhere/ca.pem"))).await;
    assert!(matches!(file, ProblemDetail::CaUnusable { fault: CaFault::Missing, .. }), "{file:?}");
    let directory = refused(manual("http://127.0.0.1:9", Some("/"))).await;
    assert!(matches!(directory, ProblemDetail::CaUnusable { fault: CaFault::Unreadable { .. }, .. }), "{directory:?}");
    assert_eq!(desk.engine.wire("keys").await.unwrap(), before);
    assert_eq!(desk.told(), []);
}

#[tokio::test]
async fn after_a_sleep_sessions_are_looked_at_anew_once() {
    let desk = Desk::new().await;
    let session = desk.open().await.session;
    desk.engine.tick();
    desk.ahead.fetch_add(20, Ordering::SeqCst);
    desk.engine.tick();
    desk.engine.services(&session).await.unwrap();
    assert_eq!((desk.told(), desk.identified()), (vec![], 1));
    // Ten minutes by the system's time, none of which ran.
    desk.ahead.fetch_add(600, Ordering::SeqCst);
    desk.engine.tick();
    assert_eq!(desk.told(), [Notice::Woken]);
    let (services, operations) = tokio::join!(desk.engine.services(&session), desk.engine.services(&session));
    assert!(services.is_ok() && operations.is_ok());
    assert_eq!(desk.identified(), 2);
    // A clock that is set back by hours is no sleep, and harms nobody.
    desk.ahead.store(-7_200, Ordering::SeqCst);
    desk.ran.fetch_add(5, Ordering::SeqCst);
    desk.engine.tick();
    assert!(!desk.told().contains(&Notice::Woken));
    desk.engine.services(&session).await.unwrap();
    desk.engine.standing(&session).await.unwrap();
}

#[tokio::test]
async fn a_lost_connection_is_told_and_nothing_is_begun_until_it_returns() {
    let desk = Desk::new().await;
    let view = desk.open().await;
    let plan = desk.engine.plan_create(&view.session, &draft()).await.unwrap();
    assert_eq!(desk.connectivity().offline_since, None);
    desk.cable.unplug().await;
    let problem = desk.engine.services(&view.session).await.unwrap_err();
    assert!(matches!(problem.detail, ProblemDetail::Unreachable | ProblemDetail::TimedOut), "{problem:#?}");
    assert_eq!(desk.told(), [Notice::ConnectivityChanged { returned: false }]);
    let lost = desk.connectivity();
    assert!(lost.offline_since >= lost.answered_at && lost.answered_at.is_some(), "{lost:?}");
    // Whom one was one still is, and what was read is shown on.
    assert_eq!(desk.open().await, view);
    let refusal = desk.engine.start(&view.session, &plan.id, None).unwrap_err();
    assert_eq!(refusal.detail, ProblemDetail::Offline { since: lost.offline_since.unwrap() });
    // The sandbox needs no network.
    let sandbox = desk.engine.open(SANDBOX, REGION).await.unwrap().session;
    let other = desk.engine.plan_create(&sandbox, &draft()).await.unwrap();
    desk.engine.start(&sandbox, &other.id, None).unwrap();
    desk.cable.plug().await;
    desk.engine.services(&view.session).await.unwrap();
    assert!(desk.told().contains(&Notice::ConnectivityChanged { returned: true }));
    assert_eq!(desk.connectivity().offline_since, None);
    desk.open().await;
    desk.engine.start(&view.session, &plan.id, None).unwrap();
}

#[tokio::test]
async fn a_wrong_clock_is_told_with_its_minutes() {
    let desk = Desk::new().await;
    let session = desk.open().await.session;
    assert_eq!((desk.connectivity().clock_wrong_by, desk.told()), (None, vec![]));
    desk.ahead.store(600, Ordering::SeqCst);
    desk.engine.services(&session).await.unwrap();
    assert_eq!(desk.connectivity().clock_wrong_by, Some(10));
    assert_eq!(desk.told(), [Notice::ConnectivityChanged { returned: false }]);
    let refusal = ard_sandbox::Fault::refuse(403, "RequestTimeTooSkewed", "");
    desk.sandbox.faults().always("apprunner", "ListServices", refusal);
    let problem = desk.engine.services(&session).await.unwrap_err();
    assert_eq!(problem.detail, ProblemDetail::ClockWrong { minutes: Some(10) });
    assert!(desk.place.0.exists());
    desk.ahead.store(0, Ordering::SeqCst);
    desk.open().await;
    assert_eq!(desk.connectivity().clock_wrong_by, None);
}
