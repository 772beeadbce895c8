//! How a kept key is replaced by a new one.
//!
//! At every moment the keychain has a key for the profiles that AWS takes. The new key lies beside the old one until STS
//! takes it; then it takes the old one's place, and the old one lies beside it, deactivated, for the way back. Its secret
//! goes from AWS's answer into the keychain and nowhere else. A key whose secret nobody got is deleted before another is
//! made.

use ard_aws::{AccessKey, KeychainFailure};
use ard_core::fault::{Fault, FaultKind};
use ard_core::journal::{Made, fold};
use ard_core::keychain::{KeychainFault, KeychainState, in_doubt, left_over};
use ard_core::problem::{Intent, Problem, ProblemDetail};

use super::Claim;
use super::patience::Obstacle;
use crate::Notice;
use crate::clock::now;
use crate::journal::Written;
use crate::keys::index::{self, Indexed};
use crate::keys::{new_slot, old_slot};
use crate::queries::not_found;
use crate::sessions::Session;

/// What the keychain said, as what AWS says.
fn fault(failure: KeychainFailure) -> Fault {
    keychain_fault(failure.into())
}

fn keychain_fault(fault: KeychainFault) -> Fault {
    let (service, operation) = ("keychain".to_owned(), "GetKey".to_owned());
    Fault { kind: FaultKind::Keychain { fault }, service, operation, code: None, message: None, request_id: None }
}

fn gone(access_key_id: &str) -> Obstacle {
    Obstacle::Fault(keychain_fault(KeychainFault::Gone { access_key_id: access_key_id.to_owned() }))
}

fn broken(problem: Problem) -> Obstacle {
    Obstacle::Final(problem)
}

/// What a plan that replaces a key is about: the user, the keychain's name of the key, AWS's id of the old one.
fn rotation(written: &Written) -> Result<(&str, &str, &str), Obstacle> {
    written.plan.rotation().ok_or_else(|| Obstacle::Final(not_found()))
}

fn made_id(written: &Written) -> Option<String> {
    let records = fold(&written.plan, &written.entries);
    records.into_iter().find_map(|record| match record.made {
        Some(Made::AccessKey { id }) => Some(id),
        _ => None,
    })
}

impl Claim {
    async fn kept(&self, slot: &str) -> Result<Option<AccessKey>, Fault> {
        self.engine.system_keychain().get(slot).await.map_err(fault)
    }

    async fn put(&self, slot: &str, key: &AccessKey) -> Result<(), Fault> {
        self.engine.system_keychain().put(slot, key).await.map_err(fault)
    }

    async fn drop_kept(&self, slot: &str) -> Result<(), Fault> {
        self.engine.system_keychain().delete(slot).await.map_err(fault)
    }

    /// The new key of this run, where its secret was kept. One that somebody else may have made is none; one of an earlier
    /// attempt whose secret nobody has is deleted, since AWS would not tell it again.
    pub(super) async fn find_access_key(
        &self,
        session: &Session,
        written: &Written,
        step: usize,
        key: &str,
    ) -> Result<Option<Made>, Fault> {
        let Some((user, _, old)) = written.plan.rotation() else { return Ok(None) };
        // Without the index it is not known which keys are anybody's, and none is touched.
        let Ok(all) = index::all(&self.engine.shared.journal) else { return Ok(None) };
        let is_own = |kept: &Indexed| kept.id == key && kept.rotation.as_deref() == Some(&self.id);
        if !all.iter().any(is_own) {
            // None of this run's calls may have made one.
            return Ok(None);
        }
        if let Some(new) = self.kept(&new_slot(key)).await? {
            return Ok(Some(Made::AccessKey { id: new.id().to_owned() }));
        }
        let (iam, attempts) = (&session.clients.iam, in_doubt(&written.entries, step));
        let kept = all.iter().flat_map(|kept| [Some(kept.access_key_id.as_str()), kept.retiring.as_deref()]).flatten();
        let known: Vec<&str> = kept.chain([old]).collect();
        for left in left_over(&iam.access_keys(user).await?, &known, &attempts, session.skew()) {
            // What somebody uses is somebody's.
            if !iam.is_used_access_key(&left.id).await? {
                iam.delete_access_key(user, &left.id).await?;
            }
        }
        // Where that cannot be written down, the next look finds nothing more either.
        let _ = index::rotates(&self.engine.shared.journal, key, None);
        Ok(None)
    }

    pub(super) async fn create_access_key(
        &self,
        session: &Session,
        written: &Written,
        key: &str,
    ) -> Result<Made, Obstacle> {
        let (user, _, old) = rotation(written)?;
        let iam = &session.clients.iam;
        let listed = iam.access_keys(user).await?;
        if listed.iter().any(|known| known.id != old) {
            let access_key_ids = listed.into_iter().map(|key| key.id).collect();
            return Err(broken(Problem::of(ProblemDetail::KeysFull { user: user.to_owned(), access_key_ids })));
        }
        // Nothing is made that could not be kept.
        match self.engine.system_keychain().state().await {
            KeychainState::Ready => {}
            state => return Err(fault(KeychainFailure::Unusable(state)).into()),
        }
        // What lies there was another run's: only after this is it this one's, and a call of this one may have made a key.
        self.drop_kept(&new_slot(key)).await?;
        index::rotates(&self.engine.shared.journal, key, Some(&self.id)).map_err(broken)?;
        let made_none = || index::rotates(&self.engine.shared.journal, key, None).map_err(broken);
        let new = match iam.create_access_key(user).await {
            Ok(new) => new,
            Err(fault) => {
                if !fault.is_in_doubt() {
                    made_none()?;
                }
                return Err(fault.into());
            }
        };
        if let Err(failure) = self.put(&new_slot(key), &new).await {
            let taken_back = iam.delete_access_key(user, new.id()).await;
            return Err(match taken_back {
                Ok(()) => {
                    made_none()?;
                    failure.into()
                }
                // Nobody has its secret, and it is still there: that is sorted out by the next look.
                Err(_) => Obstacle::Unclear(session.problem(&failure, &Intent::Change)),
            });
        }
        self.engine.tell(Notice::KeychainChanged);
        Ok(Made::AccessKey { id: new.id().to_owned() })
    }

    /// Until STS takes the new key; from then on the profiles use it.
    pub(super) async fn await_access_key(&self, session: &Session, written: &Written) -> Result<Made, Obstacle> {
        let (_, key, _) = rotation(written)?;
        let id = made_id(written).ok_or_else(|| Obstacle::Final(not_found()))?;
        let Some(current) = self.kept(key).await? else { return Err(gone(&id)) };
        if let Some(new) = self.kept(&new_slot(key)).await? {
            session.clients.sts.identity_of(&new).await?;
            if current.id() != new.id() {
                self.put(&old_slot(key), &current).await?;
                self.put(key, &new).await?;
            }
        } else if current.id() != id {
            return Err(gone(&id));
        }
        self.is_now(key, &id)?;
        self.drop_kept(&new_slot(key)).await?;
        Ok(Made::Nothing)
    }

    /// Writes down which key it is now, and says so.
    fn is_now(&self, key: &str, access_key_id: &str) -> Result<(), Obstacle> {
        index::is_now(&self.engine.shared.journal, key, access_key_id, now()).map_err(broken)?;
        self.engine.shared.wallet.name_key(key, access_key_id);
        self.engine.tell(Notice::KeychainChanged);
        Ok(())
    }

    pub(super) async fn deactivate_access_key(&self, session: &Session, written: &Written) -> Result<Made, Obstacle> {
        let (user, key, old) = rotation(written)?;
        // Never the one that the profiles use.
        match self.kept(key).await? {
            Some(current) if current.id() != old => {}
            Some(_) | None => return Err(broken(Problem::of(ProblemDetail::InvalidState))),
        }
        match session.clients.iam.activate_access_key(user, old, false).await {
            Ok(()) => self.retires(key, Some(old))?,
            // Somebody has deleted it.
            Err(fault) if fault.kind == FaultKind::NotFound => self.drop_kept(&old_slot(key)).await?,
            Err(fault) => return Err(fault.into()),
        }
        Ok(Made::Nothing)
    }

    fn retires(&self, key: &str, access_key_id: Option<&str>) -> Result<(), Obstacle> {
        index::retires(&self.engine.shared.journal, key, access_key_id).map_err(broken)?;
        self.engine.tell(Notice::KeychainChanged);
        Ok(())
    }

    /// Deletes a key that was replaced. One that somebody has activated again is in use somewhere.
    pub(super) async fn delete_access_key(&self, session: &Session, user: &str, id: &str) -> Result<Made, Obstacle> {
        let iam = &session.clients.iam;
        if iam.access_keys(user).await?.iter().any(|key| key.id == id && key.is_active) {
            return Err(broken(Problem::of(ProblemDetail::InvalidState)));
        }
        iam.delete_access_key(user, id).await?;
        let keys = index::all(&self.engine.shared.journal).map_err(broken)?;
        for key in keys.iter().filter(|key| key.retiring.as_deref() == Some(id)) {
            self.drop_kept(&old_slot(&key.id)).await?;
            self.retires(&key.id, None)?;
        }
        Ok(Made::Nothing)
    }

    pub(super) async fn activate_access_key(&self, session: &Session, written: &Written) -> Result<(), Obstacle> {
        let (user, key, old) = rotation(written)?;
        session.clients.iam.activate_access_key(user, old, true).await?;
        self.retires(key, None)
    }

    /// Goes back to the old key once STS takes it, and deletes the new one.
    pub(super) async fn take_back_access_key(
        &self,
        session: &Session,
        written: &Written,
        id: &str,
    ) -> Result<(), Obstacle> {
        let (user, key, old) = rotation(written)?;
        // Nothing of the new key goes before the old one is back where the profiles find it.
        if self.kept(key).await?.is_none_or(|current| current.id() == id) {
            let Some(before) = self.kept(&old_slot(key)).await? else { return Err(gone(old)) };
            session.clients.sts.identity_of(&before).await?;
            self.put(key, &before).await?;
        }
        self.is_now(key, old)?;
        session.clients.iam.delete_access_key(user, id).await?;
        self.drop_kept(&new_slot(key)).await?;
        self.drop_kept(&old_slot(key)).await?;
        index::rotates(&self.engine.shared.journal, key, None).map_err(broken)
    }
}
