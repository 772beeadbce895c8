//! The profiles' files: shown, and changed after the person has seen every line that a change touches. What is written is
//! exactly what was shown, or nothing.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Mutex;

use ard_aws::{ConfigFailure, ConfigText, Fingerprint};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::shared_config::change::{Files, ProfileChange};
use ard_core::shared_config::view::{ConfigPlan, ConfigView};
use ard_core::shared_config::{ConfigFile, EditRefusal, SharedConfig};

use crate::{Answer, Engine, Notice, lock};

/// So many changes that were shown can still be made.
const KEPT: usize = 16;

/// The changes that were shown, by id, with what the files were then.
#[derive(Default)]
pub(crate) struct ConfigPlans {
    shown: Mutex<HashMap<String, Shown>>,
    /// What both files were when they were looked at last.
    seen: Mutex<Option<[Fingerprint; 2]>>,
}

struct Shown {
    before: ConfigTexts,
    after: Files,
    /// Whether the credentials file is backed up. Old keys are not to lie about, unless one is all there is to go back to.
    keeps_credentials: bool,
}

/// Both files as they were read.
pub(crate) struct ConfigTexts {
    config: ConfigText,
    credentials: ConfigText,
}

impl ConfigTexts {
    pub(crate) fn files(&self) -> Files {
        Files::read(&self.config.text, &self.credentials.text)
    }
}

/// A change of the files that nobody was shown yet.
pub(crate) struct Drafted {
    shown: Shown,
    plan: ConfigPlan,
}

impl Drafted {
    /// What becomes of the files by an edit; refused where it cannot be made.
    pub(crate) fn new(
        before: ConfigTexts,
        keeps_credentials: bool,
        edit: impl FnOnce(&Files) -> Result<Files, (usize, EditRefusal)>,
    ) -> Answer<Self> {
        let files = before.files();
        let after = edit(&files).map_err(|(at, refusal)| {
            Problem::of(ProblemDetail::ConfigRefused { refusal, at: u32::try_from(at).unwrap_or(u32::MAX) })
        })?;
        let mut backups = Vec::new();
        let ConfigTexts { config, credentials } = &before;
        for (old, new, is_backed_up) in
            [(config, &after.config, true), (credentials, &after.credentials, keeps_credentials)]
        {
            if is_backed_up && !old.text.is_empty() && old.text != new.text() {
                backups.push(words(&old.backup()));
            }
        }
        let plan = ConfigPlan {
            id: uuid::Uuid::new_v4().to_string(),
            config_path: words(&config.path),
            credentials_path: words(&credentials.path),
            files: files.differences(&after),
            backups,
        };
        Ok(Self { shown: Shown { before, after, keeps_credentials }, plan })
    }
}

impl Engine {
    /// What both files say.
    pub async fn config(&self) -> Answer<ConfigView> {
        let texts = self.config_texts().await?;
        let (files, ConfigTexts { config, credentials }) = (texts.files(), &texts);
        let shared = SharedConfig::of(Some(&files.config), Some(&files.credentials));
        Ok(ConfigView::of(&shared, words(&config.path), words(&credentials.path)))
    }

    /// What changes would do to the files, made one after another. Changes nothing.
    pub async fn plan_config(&self, changes: &[ProfileChange]) -> Answer<ConfigPlan> {
        Ok(self.show_config(Drafted::new(self.config_texts().await?, false, |files| files.with_all(changes))?))
    }

    /// Keeps a change until it is made.
    pub(crate) fn show_config(&self, Drafted { shown, plan }: Drafted) -> ConfigPlan {
        let mut all = lock(&self.shared.config_plans.shown);
        if all.len() >= KEPT {
            all.clear();
        }
        all.insert(plan.id.clone(), shown);
        plan
    }

    /// Makes a change that was shown, unless a file was changed since. The config file comes first: a profile that is
    /// there without its keys says so, keys without their profile would go unseen.
    pub async fn apply_config(&self, plan: &str) -> Answer<()> {
        let shown = lock(&self.shared.config_plans.shown).remove(plan);
        let Some(Shown { before: ConfigTexts { config, credentials }, after, keeps_credentials }) = shown else {
            return Err(Problem::of(ProblemDetail::PlanGone));
        };
        let surroundings = self.shared.sessions.surroundings();
        // Both are looked at before either is written.
        let now = self.config_texts().await?;
        for (was, is) in [(&config, &now.config), (&credentials, &now.credentials)] {
            if was.fingerprint != is.fingerprint {
                return Err(problem(ConfigFailure::Changed(was.path.clone())));
            }
        }
        for (old, text, is_backed_up) in
            [(&config, after.config.text(), true), (&credentials, after.credentials.text(), keeps_credentials)]
        {
            if old.text != text {
                surroundings.put_config_text(old, text, is_backed_up).await.map_err(problem)?;
            }
        }
        self.tell(Notice::ProfilesChanged);
        Ok(())
    }

    /// Looks whether another program has changed the files since they were looked at last, and tells of it. Files that
    /// cannot be read are told of where somebody reads them.
    pub async fn look_at_config(&self) {
        let Ok(ConfigTexts { config, credentials }) = self.config_texts().await else { return };
        let now = [config.fingerprint, credentials.fingerprint];
        let before = lock(&self.shared.config_plans.seen).replace(now.clone());
        if before.is_some_and(|before| before != now) {
            self.tell(Notice::ProfilesChanged);
        }
    }

    pub(crate) async fn config_texts(&self) -> Answer<ConfigTexts> {
        let surroundings = self.shared.sessions.surroundings();
        let config = surroundings.config_text(ConfigFile::Config).await.map_err(problem)?;
        let credentials = surroundings.config_text(ConfigFile::Credentials).await.map_err(problem)?;
        Ok(ConfigTexts { config, credentials })
    }
}

fn words(path: &Path) -> String {
    path.display().to_string()
}

fn problem(failure: ConfigFailure) -> Problem {
    Problem::of(match failure {
        ConfigFailure::NoHome => ProblemDetail::ProfilesUnreadable { reason: "HOME is not set".to_owned() },
        ConfigFailure::NotText(path) => ProblemDetail::ConfigNotText { path: words(&path) },
        ConfigFailure::NotOwn(path) => ProblemDetail::ConfigNotOwn { path: words(&path) },
        ConfigFailure::Changed(path) => ProblemDetail::ConfigChanged { path: words(&path) },
        ConfigFailure::System(path, reason) => ProblemDetail::ConfigUnusable { path: words(&path), reason },
    })
}
