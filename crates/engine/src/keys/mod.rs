//! Access keys in the system's keychain: kept, used by profiles, forgotten.
//!
//! Owns: that a key which is kept is known here however the application ends, and that what cannot be kept leaves no
//! trace. A key is written into the index before it is put into the keychain, and is certain once it was read back from
//! there; it leaves the keychain before it leaves the index. Refuses: to keep a key that STS does not take, and to have a
//! secret anywhere but in the keychain and, on its way, in memory.

pub(crate) mod index;
mod rotation;

use std::collections::HashSet;
use std::sync::Mutex;

use ard_aws::{AccessKey, Keychain, KeychainFailure, Profiles, key_identity};
use ard_core::draft::Pair;
use ard_core::keychain::{self, KeptKey, KeyKept, KeychainFault, KeychainState, KeychainView};
use ard_core::plan::Plan;
use ard_core::problem::{Problem, ProblemDetail, Remedy};
use ard_core::session::{ENVIRONMENT, Identity};
use ard_core::shared_config::change::ProfileChange;
use ard_core::shared_config::view::ConfigPlan;
use ard_core::shared_config::{Base, Chain, ChainFault, SharedConfig};

use self::index::Indexed;
use crate::clock::now;
use crate::config::Drafted;
use crate::plans::SecretValue;
use crate::queries::not_found;
use crate::{Answer, Engine, Notice, lock};

/// What the engine needs to keep keys.
pub(crate) struct Keys {
    /// Path of this application's program, which other programs run for a key.
    pub(crate) program: String,
    /// One at a time changes what is kept.
    turn: tokio::sync::Mutex<()>,
    /// The ids of keys that somebody is about to change, which no run may begin with.
    pub(crate) busy: Mutex<HashSet<String>>,
}

/// A key that is being changed, by its id; no run begins with it until this is dropped.
struct Busy<'a> {
    keys: &'a Keys,
    id: String,
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        lock(&self.keys.busy).remove(&self.id);
    }
}

/// Where the new key of a rotation lies until it is used.
pub(crate) fn new_slot(id: &str) -> String {
    format!("{id}/new")
}

/// Where the key that was replaced lies until it is deleted.
pub(crate) fn old_slot(id: &str) -> String {
    format!("{id}/old")
}

impl Keys {
    pub(crate) fn new(program: String) -> Self {
        Self { program, turn: tokio::sync::Mutex::default(), busy: Mutex::default() }
    }
}

impl Engine {
    /// The keychain and what it keeps. The list is known also while it is locked.
    pub async fn keychain(&self) -> Answer<KeychainView> {
        let state = self.system_keychain().state().await;
        self.keychain_in(state).await
    }

    /// The same after the person asked to try it again: the system may ask them to unlock it, though they did not a moment
    /// ago.
    pub async fn unlock_keychain(&self) -> Answer<KeychainView> {
        let state = self.system_keychain().unlock().await;
        self.keychain_in(state).await
    }

    async fn keychain_in(&self, state: KeychainState) -> Answer<KeychainView> {
        if state == KeychainState::Ready {
            self.settle_keys().await?;
        }
        let users = self.users_of_keys().await;
        let kept = index::all(&self.shared.journal)?.into_iter().filter(|key| key.is_certain);
        let keys = kept.map(|key| of_users(key, &users)).collect();
        Ok(KeychainView { state, keys, callers: self.callers()?, tokens: self.shared.wallet.token_place() })
    }

    /// Keeps an access key that was typed, once STS has said whose it is. Answers the profile that it is to get, for the
    /// person to look at; its name is looked at before anything is kept.
    pub async fn add_key(
        &self,
        profile: &str,
        region: Option<&str>,
        access_key_id: &str,
        secret: &SecretValue,
    ) -> Answer<KeyKept> {
        let key = AccessKey::new(access_key_id.trim().to_owned(), secret.reveal().trim().to_owned());
        is_keepable(&key, false)?;
        let (profile, region) = (profile.trim(), region.map(str::trim).filter(|region| !region.is_empty()));
        let id = uuid::Uuid::new_v4().to_string();
        let drafted = self.draft_profile(&id, profile, region).await?;
        let _turn = self.shared.keys.turn.lock().await;
        if self.known(&key)?.is_some() {
            return Err(Problem::of(ProblemDetail::KeyKnown { access_key_id: key.id().to_owned() }));
        }
        self.usable().await?;
        let identity = self.owner_of(profile, region, &key).await.map_err(typed_wrong)?;
        let kept = self.keep(id, &key, identity).await?;
        Ok(KeyKept { key: of_users(kept, &[]), plan: self.show_config(drafted) })
    }

    /// Keeps the access key of a profile, which stands in a file. Answers what is to be changed in the files, so that it
    /// stands there no more. What was interrupted goes on: a key that is kept already is the same key.
    pub async fn move_key(&self, profile: &str) -> Answer<KeyKept> {
        let texts = self.config_texts().await?;
        let files = texts.files();
        let config = SharedConfig::of(Some(&files.config), Some(&files.credentials));
        let key = key_of_profile(&config, profile)?;
        let _turn = self.shared.keys.turn.lock().await;
        let known = self.known(&key)?;
        let id = known.as_ref().map_or_else(|| uuid::Uuid::new_v4().to_string(), |known| known.id.clone());
        let _busy = self.change_key(&id)?;
        let command = keychain::command_line(&self.shared.keys.program, &id);
        let drafted =
            Drafted::new(texts, true, |files| files.with_kept_key(profile, &command).map_err(|refusal| (0, refusal)))?;
        self.usable().await?;
        let identity = self.owner_of(profile, None, &key).await?;
        let kept = match known {
            Some(known) if self.read_key(&id).await?.as_ref() == Some(&key) => known,
            _ => self.keep(id, &key, identity).await?,
        };
        let users = self.users_of_keys().await;
        Ok(KeyKept { key: of_users(kept, &users), plan: self.show_config(drafted) })
    }

    /// What would be changed in the files so that a new profile uses a kept key.
    pub async fn key_profile(&self, id: &str, profile: &str, region: Option<&str>) -> Answer<ConfigPlan> {
        let key = index::get(&self.shared.journal, id)?.ok_or_else(not_found)?;
        let region = region.map(str::trim).filter(|region| !region.is_empty());
        Ok(self.show_config(self.draft_profile(&key.id, profile.trim(), region).await?))
    }

    /// Deletes a key from the keychain; at AWS it stays. AWS's id of the key is the confirmation.
    pub async fn forget_key(&self, id: &str, confirmation: &str) -> Answer<()> {
        let _turn = self.shared.keys.turn.lock().await;
        let key = index::get(&self.shared.journal, id)?.ok_or_else(not_found)?;
        if confirmation.trim() != key.access_key_id {
            return Err(Problem::of(ProblemDetail::ConfirmationMismatch));
        }
        let _busy = self.change_key(id)?;
        self.usable().await?;
        for slot in [new_slot(id), old_slot(id), id.to_owned()] {
            self.system_keychain().delete(&slot).await.map_err(unkept)?;
        }
        index::remove(&self.shared.journal, id)?;
        // A list that cannot be written gives nobody anything; and there is nothing more to be given.
        let _ = self.shared.callers.forget(id);
        self.tell(Notice::KeychainChanged);
        self.tell(Notice::CredentialsChanged);
        Ok(())
    }

    /// A key that is kept, as the keychain has it, which is right where the index and it differ.
    pub(crate) async fn kept_key(&self, id: &str) -> Answer<(Indexed, AccessKey)> {
        let indexed = index::get(&self.shared.journal, id)?.ok_or_else(not_found)?;
        match self.read_key(id).await? {
            Some(key) => Ok((Indexed { access_key_id: key.id().to_owned(), ..indexed }, key)),
            None => Err(Problem::of(ProblemDetail::KeyGone { access_key_id: indexed.access_key_id })),
        }
    }

    /// Whether nobody is in the middle of replacing a key: what lies in the keychain beside it is needed until that is
    /// over.
    pub(crate) fn is_at_rest(&self, id: &str) -> Answer<()> {
        let is_of_key =
            |run: &ard_core::run::RunView| run.steps.iter().any(|step| step.action.keychain_key() == Some(id));
        let is_open = |run: &ard_core::run::RunView| run.under_way || run.needs_decision;
        if self.runs()?.iter().any(|run| is_of_key(run) && is_open(run)) {
            return Err(Problem::of(ProblemDetail::RunBusy));
        }
        Ok(())
    }

    /// Begins to change a key that is at rest.
    fn change_key(&self, id: &str) -> Answer<Busy<'_>> {
        let mut busy = lock(&self.shared.keys.busy);
        self.is_at_rest(id)?;
        busy.insert(id.to_owned());
        Ok(Busy { keys: &self.shared.keys, id: id.to_owned() })
    }

    /// Whether the key that a plan replaces is still the one that is kept, and at rest. `busy` are the keys that somebody
    /// changes.
    pub(crate) fn permit_rotation(&self, plan: &Plan, busy: &HashSet<String>) -> Answer<()> {
        let Some((_, id, old)) = plan.rotation() else { return Ok(()) };
        let is_kept = |key: &Indexed| key.access_key_id == old;
        if !index::get(&self.shared.journal, id)?.as_ref().is_some_and(is_kept) {
            return Err(Problem::of(ProblemDetail::PlanGone));
        }
        if busy.contains(id) {
            return Err(Problem::of(ProblemDetail::RunBusy));
        }
        self.is_at_rest(id)
    }

    /// Puts into the wallet how AWS calls the keys that are kept.
    pub(crate) fn remember_keys(&self) {
        for key in index::all(&self.shared.journal).unwrap_or_default() {
            self.shared.wallet.name_key(&key.id, &key.access_key_id);
        }
    }

    pub(crate) fn system_keychain(&self) -> &Keychain {
        self.shared.wallet.keychain()
    }

    /// Keys that were about to be kept when the application ended: the keychain has them or not.
    async fn settle_keys(&self) -> Answer<()> {
        // While somebody keeps a key, it is they who know.
        let Ok(_turn) = self.shared.keys.turn.try_lock() else { return Ok(()) };
        for key in index::all(&self.shared.journal)?.into_iter().filter(|key| !key.is_certain) {
            match self.system_keychain().get(&key.id).await {
                Ok(Some(_)) => index::is_certain(&self.shared.journal, &key.id)?,
                Ok(None) => index::remove(&self.shared.journal, &key.id)?,
                Err(_) => {}
            }
        }
        Ok(())
    }

    /// Refuses unless the keychain can be used; the person asked for it, and may be asked to unlock it.
    async fn usable(&self) -> Answer<()> {
        match self.system_keychain().unlock().await {
            KeychainState::Ready => Ok(()),
            state => Err(Problem::of(ProblemDetail::KeychainUnusable { state })),
        }
    }

    async fn keep(&self, id: String, key: &AccessKey, Identity { account, arn }: Identity) -> Answer<Indexed> {
        let journal = &self.shared.journal;
        let access_key_id = key.id().to_owned();
        let (kept_at, is_certain) = (now(), false);
        let mut indexed =
            Indexed { id, access_key_id, account, arn, kept_at, is_certain, retiring: None, rotation: None };
        index::put(journal, &indexed)?;
        if let Err(problem) = self.put_and_read(&indexed.id, key).await {
            // Where even that fails, the index says that it may be there; it is settled when the keychain answers again.
            if self.system_keychain().delete(&indexed.id).await.is_ok() {
                index::remove(journal, &indexed.id)?;
            }
            return Err(problem);
        }
        index::is_certain(journal, &indexed.id)?;
        indexed.is_certain = true;
        self.shared.wallet.name_key(&indexed.id, &indexed.access_key_id);
        self.tell(Notice::KeychainChanged);
        Ok(indexed)
    }

    async fn put_and_read(&self, id: &str, key: &AccessKey) -> Answer<()> {
        self.system_keychain().put(id, key).await.map_err(unkept)?;
        if self.read_key(id).await?.as_ref() == Some(key) {
            return Ok(());
        }
        let reason = "it did not keep what was put into it".to_owned();
        Err(Problem::of(ProblemDetail::KeychainFailed { reason }))
    }

    async fn read_key(&self, id: &str) -> Answer<Option<AccessKey>> {
        self.system_keychain().get(id).await.map_err(unkept)
    }

    async fn owner_of(&self, profile: &str, region: Option<&str>, key: &AccessKey) -> Answer<Identity> {
        key_identity(self.shared.sessions.common(), profile, region, key).await
    }

    fn known(&self, key: &AccessKey) -> Answer<Option<Indexed>> {
        let all = index::all(&self.shared.journal)?;
        Ok(all.into_iter().find(|known| known.is_certain && known.access_key_id == key.id()))
    }

    /// The new profile that uses a kept key.
    async fn draft_profile(&self, id: &str, profile: &str, region: Option<&str>) -> Answer<Drafted> {
        let pair = |name: &str, value: String| Pair { name: name.to_owned(), value };
        let command = keychain::command_line(&self.shared.keys.program, id);
        let mut values: Vec<Pair> = region.map(|region| pair("region", region.to_owned())).into_iter().collect();
        values.push(pair("credential_process", command));
        let change = ProfileChange::Add { profile: profile.to_owned(), values };
        Drafted::new(self.config_texts().await?, false, |files| files.with_all(&[change]))
    }

    /// The profiles that use a kept key, with the key's id. Files that cannot be read name none.
    async fn users_of_keys(&self) -> Vec<(String, String)> {
        let Ok(profiles) = Profiles::read(self.shared.sessions.surroundings()).await else { return Vec::new() };
        let own_key = |name: String| match profiles.chain(&name) {
            Ok(Chain { base: Base::Keychain { profile, key }, .. }) if profile == name => Some((name, key)),
            _ => None,
        };
        profiles.rows().into_iter().filter_map(|row| own_key(row.name)).collect()
    }
}

fn of_users(key: Indexed, users: &[(String, String)]) -> KeptKey {
    let profiles = users.iter().filter(|(_, used)| *used == key.id).map(|(profile, _)| profile.clone()).collect();
    let Indexed { id, access_key_id, account, arn, kept_at, retiring, .. } = key;
    KeptKey { id, access_key_id, account, arn, kept_at, profiles, retiring }
}

/// The long-term key that a profile has of its own, in a file.
fn key_of_profile(config: &SharedConfig, profile: &str) -> Answer<AccessKey> {
    let unknown = || Problem::of(ProblemDetail::ProfileUnknown { profile: profile.to_owned() });
    let faulty = |fault| Problem::of(ProblemDetail::ProfileFaulty { fault });
    if profile == ENVIRONMENT {
        return Err(unknown());
    }
    let chain = Chain::of(config, profile).map_err(|fault| match fault {
        ChainFault::UnknownProfile { .. } => unknown(),
        fault => faulty(fault),
    })?;
    let Base::StaticKeys { profile: of, has_session_token, .. } = chain.base else {
        return Err(faulty(ChainFault::Nothing { profile: profile.to_owned() }));
    };
    if of != profile {
        return Err(faulty(ChainFault::Nothing { profile: profile.to_owned() }));
    }
    let part = |key: &str| config.get(profile, key).unwrap_or_default().to_owned();
    let key = AccessKey::new(part("aws_access_key_id"), part("aws_secret_access_key"));
    is_keepable(&key, has_session_token)?;
    Ok(key)
}

fn is_keepable(key: &AccessKey, has_session_token: bool) -> Answer<()> {
    if has_session_token || keychain::is_temporary(key.id()) {
        return Err(Problem::of(ProblemDetail::KeyTemporary));
    }
    match keychain::malformed(key.id(), key.secret()) {
        Some(part) => Err(Problem::of(ProblemDetail::KeyMalformed { part })),
        None => Ok(()),
    }
}

/// A key that AWS does not take was mistyped: that is put right in the form, and not in a file.
fn typed_wrong(problem: Problem) -> Problem {
    if problem.detail == ProblemDetail::CredentialsInvalid {
        return Problem { remedies: vec![Remedy::ChangeField], ..problem };
    }
    problem
}

fn unkept(failure: KeychainFailure) -> Problem {
    Problem::of(ProblemDetail::from(KeychainFault::from(failure)))
}
