//! A person whose profile's own key is kept in a keychain, and the application in which it is replaced, which may end in the
//! middle of everything.

use super::*;

/// An AWS, a keychain, and the home of a person whose profile's key is kept.
pub(crate) struct World {
    pub(crate) outside: Runtime,
    pub(crate) sandbox: Sandbox,
    pub(crate) keychain: Keychain,
    pub(crate) place: Place,
    pub(crate) address: String,
    pub(crate) id: String,
    /// The one that the rotation is begun with.
    pub(crate) profile: &'static str,
}

impl World {
    pub(crate) fn new() -> Self {
        let outside = Runtime::new().unwrap();
        let sandbox = Sandbox::new(Options::default());
        let listener = outside.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let served = sandbox.clone();
        outside.spawn(async move { served.serve(listener).await });
        let place = Place::new();
        let keychain = Keychain::in_memory(KeychainState::Ready);
        std::fs::create_dir(place.0.join(".aws")).unwrap();
        let admin = "[admin]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n";
        std::fs::write(place.0.join(".aws/credentials"), admin).unwrap();
        let mut world = Self { outside, sandbox, keychain, place, address, id: String::new(), profile: PROFILE };
        let life = world.life(deaf());
        let engine = &life.engine;
        let secret = SecretValue::new(SECRET.to_owned());
        let kept = life.block_on(async {
            let kept = engine.add_key(PROFILE, Some(REGION), OLD, &secret).await.unwrap();
            engine.apply_config(&kept.plan.id).await.unwrap();
            kept
        });
        drop(life);
        world.id = kept.key.id;
        world
    }

    pub(crate) fn life(&self, listener: Listener) -> Life {
        let runtime = Runtime::new().unwrap();
        let home = self.place.0.to_string_lossy().into_owned();
        let engine = Engine::new(Parts {
            clock: Clock::real(),
            sandbox: self.sandbox.http_client(),
            surroundings: Surroundings::with(&[("HOME", &home), ("AWS_ENDPOINT_URL", &self.address)]),
            keychain: self.keychain.clone(),
            program: PROGRAM.to_owned(),
            journal: self.place.0.join("journal.sqlite3"),
            callers: self.place.0.join("callers.json"),
            tempo: QUICK,
            version: "0".to_owned(),
            listener,
        });
        Life { engine, runtime: Some(runtime), id: self.id.clone(), profile: self.profile }
    }

    pub(crate) fn calls(&self, operation: &str) -> usize {
        self.sandbox.calls().iter().filter(|call| call.operation == operation).count()
    }

    /// Begins an act and ends the application in the middle of a call.
    pub(crate) fn kill_at(&self, act: Act, (service, operation): Named, cut: &Fault) {
        let life = self.life(deaf());
        let begin = life.prepare(act);
        let before = self.calls(operation);
        self.sandbox.faults().times(service, operation, 1, cut.clone());
        begin(&life);
        let since = Instant::now();
        while self.calls(operation) == before {
            assert!(since.elapsed() < Duration::from_secs(20), "{operation} was never called: {:#?}", life.run());
            std::thread::sleep(Duration::from_millis(2));
        }
        drop(life);
        self.sandbox.faults().clear();
    }

    /// Carries an act out to its end, in an application that was started for it.
    pub(crate) fn finish(&self, act: Act) -> RunView {
        let life = self.life(deaf());
        life.prepare(act)(&life);
        life.settle()
    }

    /// AWS's ids of the user's keys, with whether AWS takes them.
    pub(crate) fn listed(&self) -> Vec<(String, bool)> {
        let keys = self.outside.block_on(async { aws(&self.sandbox).await.iam.access_keys(USER).await.unwrap() });
        keys.into_iter().map(|key| (key.id, key.is_active)).collect()
    }

    pub(crate) fn slot(&self, slot: &str) -> Option<String> {
        let key = self.outside.block_on(self.keychain.get(&format!("{}{slot}", self.id))).unwrap();
        key.map(|key| key.id().to_owned())
    }

    /// The profile gets in, whatever has happened.
    pub(crate) fn assert_works(&self, when: &str) {
        let life = self.life(deaf());
        let view = life.block_on(life.engine.open(PROFILE, REGION)).unwrap();
        assert_eq!(view.identity.map(|who| who.arn).as_deref(), Some(USER_ARN), "{when}: {:#?}", view.problem);
        assert!(self.listed().len() <= 2, "{when}");
    }

    pub(crate) fn kept(&self) -> KeptKey {
        let life = self.life(deaf());
        let [key] = &life.block_on(life.engine.keychain()).unwrap().keys[..] else { panic!("one key") };
        key.clone()
    }

    /// The new key is used, the old one is deactivated, and there is no third.
    pub(crate) fn assert_replaced(&self, when: &str) -> String {
        let kept = self.kept();
        let new = kept.access_key_id.clone();
        assert_ne!(new, OLD, "{when}");
        assert_eq!(self.listed(), [(OLD.to_owned(), false), (new.clone(), true)], "{when}");
        assert_eq!((self.slot(""), self.slot("/new")), (Some(new.clone()), None), "{when}");
        assert_eq!(kept.retiring.as_deref(), Some(OLD), "{when}");
        self.assert_works(when);
        new
    }

    /// All is as it was.
    pub(crate) fn assert_as_before(&self, when: &str) {
        assert_eq!(self.listed(), [(OLD.to_owned(), true)], "{when}");
        let slots = (self.slot(""), self.slot("/new"), self.slot("/old"));
        assert_eq!(slots, (Some(OLD.to_owned()), None, None), "{when}");
        let kept = self.kept();
        assert_eq!((kept.access_key_id.as_str(), kept.retiring), (OLD, None), "{when}");
        self.assert_works(when);
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Act {
    Start,
    Resume,
    Undo,
}

/// The application while it runs. Dropped, it has ended in the middle of whatever it did.
pub(crate) struct Life {
    pub(crate) engine: Engine,
    pub(crate) runtime: Option<Runtime>,
    pub(crate) id: String,
    pub(crate) profile: &'static str,
}

impl Drop for Life {
    fn drop(&mut self) {
        self.runtime.take().unwrap().shutdown_timeout(Duration::from_secs(20));
    }
}

impl Life {
    pub(crate) fn block_on<T>(&self, act: impl Future<Output = T>) -> T {
        self.runtime.as_ref().unwrap().block_on(act)
    }

    pub(crate) fn session(&self) -> SessionRef {
        self.block_on(self.engine.open(self.profile, REGION)).unwrap().session
    }

    pub(crate) fn plan(&self, session: &SessionRef) -> PlanView {
        self.block_on(self.engine.plan_key_rotation(session, &self.id)).unwrap()
    }

    /// All but the beginning of an act, and that beginning.
    pub(crate) fn prepare(&self, act: Act) -> impl FnOnce(&Self) + use<> {
        let session = self.session();
        let planned = matches!(act, Act::Start).then(|| (session.clone(), self.plan(&session).id));
        move |life| {
            let begin = || match (act, planned) {
                (Act::Start, Some((session, plan))) => life.engine.start(&session, &plan, None),
                (Act::Resume, _) => life.engine.resume(&life.run().id),
                (Act::Undo, _) => life.engine.undo(&life.run().id, life.run().undo_confirmation.as_deref()),
                (Act::Start, None) => panic!("nothing was planned"),
            };
            let _inside = life.runtime.as_ref().unwrap().enter();
            begin().unwrap();
        }
    }

    /// The rotation that was begun last.
    pub(crate) fn run(&self) -> RunView {
        self.engine.runs().unwrap().remove(0)
    }

    pub(crate) fn settle(&self) -> RunView {
        let id = self.run().id;
        self.block_on(until(&self.engine, &id, |run| !run.under_way))
    }

    pub(crate) fn problem(&self) -> ProblemDetail {
        let run = self.run();
        let problem = run.steps.iter().find_map(|step| step.problem.clone());
        problem.unwrap_or_else(|| panic!("{run:#?}")).detail
    }
}
