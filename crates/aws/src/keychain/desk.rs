//! Where the keychain's thread is asked: with a time limit, and not at all while it would only ask the person again.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::keeper::{Keeper, Open};
use super::system::ENTRY_MAX;
use super::{KeychainFailure, KeychainState, Secret, lock};

type Answer<T> = Result<T, KeychainFailure>;
type Job = Box<dyn FnOnce(&mut Keeper) + Send>;

/// How long things may take, and be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Finding out where the keychain stands.
    pub(super) trial: Duration,
    /// Anything in which the system may show a dialog: what needs longer than a trial waits for a person.
    pub(super) dialog: Duration,
    /// How long a person who did not unlock the keychain is left in peace.
    pub(super) peace: Duration,
    /// How many bytes an entry takes.
    pub(super) entry: usize,
}

const LIMITS: Limits = Limits {
    trial: Duration::from_secs(10),
    dialog: Duration::from_mins(1),
    peace: Duration::from_mins(5),
    entry: ENTRY_MAX,
};

/// The way to the thread, once there is one, and how many jobs it was given.
#[derive(Default)]
struct Thread {
    door: Option<mpsc::Sender<Job>>,
    jobs: u64,
}

pub(super) struct Desk {
    open: Open,
    limits: Limits,
    thread: Mutex<Thread>,
    known: Arc<Known>,
}

/// What is known between two calls.
#[derive(Default)]
struct Known {
    /// The number of the last job that somebody waited for in vain.
    given_up: AtomicU64,
    /// The number of the last job that is over.
    over: AtomicU64,
    /// That a person did not unlock the keychain, or refused, and when.
    refused: Mutex<Option<(KeychainState, Instant)>>,
    /// The entries that were read: some systems ask the person at each reading.
    entries: Mutex<HashMap<String, Secret>>,
}

/// A job that is not over yet, however it comes to its end.
struct Pending {
    number: u64,
    known: Arc<Known>,
}

impl Drop for Pending {
    fn drop(&mut self) {
        self.known.over.fetch_max(self.number, Ordering::AcqRel);
    }
}

impl Desk {
    pub(super) fn new(open: Open) -> Self {
        Self::with_limits(open, LIMITS)
    }

    pub(super) fn with_limits(open: Open, limits: Limits) -> Self {
        Self { open, limits, thread: Mutex::default(), known: Arc::default() }
    }

    pub(super) async fn state(&self) -> KeychainState {
        match self.refused() {
            Some(state) => state,
            None => self.try_out(self.limits.trial).await,
        }
    }

    pub(super) async fn unlock(&self) -> KeychainState {
        self.try_out(self.limits.dialog).await
    }

    async fn try_out(&self, limit: Duration) -> KeychainState {
        match self.ask(limit, Keeper::try_out, |_, ()| ()).await {
            Ok(()) => KeychainState::Ready,
            Err(KeychainFailure::Unusable(state)) => state,
            // It answers, but keeps nothing.
            Err(KeychainFailure::Failed(_)) => KeychainState::Absent,
        }
    }

    pub(super) async fn put(&self, name: String, secret: Secret) -> Answer<()> {
        let (entry, known) = (name.clone(), self.known.clone());
        let put = move |keeper: &mut Keeper| {
            let done = keeper.put(&entry, &secret);
            lock(&known.entries).remove(&entry);
            done
        };
        let undo = move |keeper: &mut Keeper, before| keeper.put_back(&name, before);
        self.ask(self.limits.dialog, put, undo).await.map(drop)
    }

    pub(super) async fn get(&self, name: String) -> Answer<Option<Secret>> {
        if let Some(secret) = self.at_hand(&name) {
            return Ok(Some(secret));
        }
        if let Some(state) = self.refused() {
            return Err(KeychainFailure::Unusable(state));
        }
        let known = self.known.clone();
        let read = move |keeper: &mut Keeper| {
            let secret = keeper.read(&name)?;
            // Also where nobody waits any more: the next who asks has it at once.
            if let Some(secret) = &secret {
                lock(&known.entries).insert(name, secret.clone());
            }
            Ok(secret)
        };
        self.ask(self.limits.dialog, read, |_, _| ()).await
    }

    /// What was read already.
    pub(super) fn at_hand(&self, name: &str) -> Option<Secret> {
        lock(&self.known.entries).get(name).cloned()
    }

    pub(super) async fn delete(&self, name: String) -> Answer<()> {
        let known = self.known.clone();
        let delete = move |keeper: &mut Keeper| {
            let done = keeper.delete(&name);
            lock(&known.entries).remove(&name);
            done
        };
        self.ask(self.limits.dialog, delete, |_, ()| ()).await
    }

    /// That the person was asked a moment ago, and did not unlock it.
    fn refused(&self) -> Option<KeychainState> {
        let refused = *lock(&self.known.refused);
        refused.filter(|(_, at)| at.elapsed() < self.limits.peace).map(|(state, _)| state)
    }

    /// Has the thread do something. What it does for somebody who has gone is undone.
    async fn ask<T: Send + 'static>(
        &self,
        limit: Duration,
        work: impl FnOnce(&mut Keeper) -> Answer<T> + Send + 'static,
        undo: impl FnOnce(&mut Keeper, T) + Send + 'static,
    ) -> Answer<T> {
        const LOCKED: KeychainFailure = KeychainFailure::Unusable(KeychainState::Locked);
        if self.known.is_stuck() {
            return Err(LOCKED);
        }
        let (reply, mut answer) = oneshot::channel();
        let known = self.known.clone();
        let number = self.hand_over(Box::new(move |keeper| {
            if reply.is_closed() {
                return;
            }
            let done = work(keeper);
            known.remember(&done);
            if let Err(Ok(done)) = reply.send(done) {
                undo(keeper, done);
            }
        }));
        match tokio::time::timeout(limit, &mut answer).await {
            Ok(Ok(done)) => done,
            Ok(Err(_)) => Err(KeychainFailure::Failed("it ended in the middle".to_owned())),
            // It may have come just now; what comes after this finds nobody, and is undone.
            Err(_) => {
                answer.close();
                if let Ok(done) = answer.try_recv() {
                    return done;
                }
                self.known.given_up.fetch_max(number, Ordering::AcqRel);
                Err(LOCKED)
            }
        }
    }

    /// Gives a job to the thread, and says its number. The thread is started for the first job, and again after it came to
    /// a bad end; nobody ever waits for its end.
    fn hand_over(&self, job: Job) -> u64 {
        let mut thread = lock(&self.thread);
        thread.jobs += 1;
        let pending = Pending { number: thread.jobs, known: self.known.clone() };
        let number = pending.number;
        let mut job: Job = Box::new(move |keeper| {
            let _pending = pending;
            job(keeper);
        });
        if let Some(door) = &thread.door {
            match door.send(job) {
                Ok(()) => return number,
                Err(mpsc::SendError(back)) => job = back,
            }
        }
        let (door, jobs) = mpsc::channel::<Job>();
        let mut keeper = Keeper::new(self.open.clone(), self.limits.entry);
        // Where it cannot be started, the job is dropped, and with it the promise of an answer.
        let _ = std::thread::Builder::new().name("keychain".to_owned()).spawn(move || {
            for job in jobs {
                job(&mut keeper);
            }
        });
        let _ = door.send(job);
        thread.door = Some(door);
        number
    }
}

impl Known {
    /// Whether the thread still has to do what somebody waited for in vain.
    fn is_stuck(&self) -> bool {
        self.over.load(Ordering::Acquire) < self.given_up.load(Ordering::Acquire)
    }

    fn remember<T>(&self, done: &Answer<T>) {
        let mut refused = lock(&self.refused);
        match done {
            Ok(_) => *refused = None,
            Err(KeychainFailure::Unusable(state @ (KeychainState::Locked | KeychainState::Denied))) => {
                *refused = Some((*state, Instant::now()));
            }
            Err(_) => {}
        }
    }
}
