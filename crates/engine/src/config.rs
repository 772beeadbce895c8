//! The profiles' files: shown, and changed after the person has seen every line that a change touches. What is written is
//! exactly what was shown, or nothing.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Mutex;

use ard_aws::{ConfigFailure, ConfigText};
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::shared_config::change::{Files, ProfileChange};
use ard_core::shared_config::view::{ConfigPlan, ConfigView};
use ard_core::shared_config::{ConfigFile, SharedConfig};

use crate::{Answer, Engine, Notice, lock};

/// So many changes that were shown can still be made.
const KEPT: usize = 16;

/// The changes that were shown, by id, with what the files were then.
#[derive(Default)]
pub(crate) struct ConfigPlans {
    shown: Mutex<HashMap<String, Shown>>,
}

struct Shown {
    config: ConfigText,
    credentials: ConfigText,
    after: Files,
}

impl Engine {
    /// What both files say.
    pub async fn config(&self) -> Answer<ConfigView> {
        let (config, credentials) = self.config_texts().await?;
        let files = Files::read(&config.text, &credentials.text);
        let shared = SharedConfig::of(Some(&files.config), Some(&files.credentials));
        Ok(ConfigView::of(&shared, words(&config.path), words(&credentials.path)))
    }

    /// What a change would do to the files. Changes nothing.
    pub async fn plan_config(&self, change: &ProfileChange) -> Answer<ConfigPlan> {
        let (config, credentials) = self.config_texts().await?;
        let before = Files::read(&config.text, &credentials.text);
        let after = before.with(change).map_err(|refusal| Problem::of(ProblemDetail::ConfigRefused { refusal }))?;
        let id = uuid::Uuid::new_v4().to_string();
        let plan = ConfigPlan {
            id: id.clone(),
            config_path: words(&config.path),
            credentials_path: words(&credentials.path),
            files: before.differences(&after),
        };
        let mut shown = lock(&self.shared.config_plans.shown);
        if shown.len() >= KEPT {
            shown.clear();
        }
        shown.insert(id, Shown { config, credentials, after });
        Ok(plan)
    }

    /// Makes a change that was shown, unless a file was changed since. The config file comes first: a profile that is
    /// there without its keys says so, keys without their profile would go unseen.
    pub async fn apply_config(&self, plan: &str) -> Answer<()> {
        let shown = lock(&self.shared.config_plans.shown).remove(plan);
        let Some(Shown { config, credentials, after }) = shown else {
            return Err(Problem::of(ProblemDetail::PlanGone));
        };
        let surroundings = self.shared.sessions.surroundings();
        // Both are looked at before either is written.
        let unchanged = self.config_texts().await?;
        for (was, is) in [(&config, &unchanged.0), (&credentials, &unchanged.1)] {
            if was.fingerprint != is.fingerprint {
                return Err(problem(ConfigFailure::Changed(was.path.clone())));
            }
        }
        for (file, old, text) in [
            (ConfigFile::Config, &config, after.config.text()),
            (ConfigFile::Credentials, &credentials, after.credentials.text()),
        ] {
            if old.text != text {
                surroundings.put_config_text(file, old, text).await.map_err(problem)?;
            }
        }
        self.tell(Notice::ProfilesChanged);
        Ok(())
    }

    async fn config_texts(&self) -> Answer<(ConfigText, ConfigText)> {
        let surroundings = self.shared.sessions.surroundings();
        let config = surroundings.config_text(ConfigFile::Config).await.map_err(problem)?;
        Ok((config, surroundings.config_text(ConfigFile::Credentials).await.map_err(problem)?))
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
