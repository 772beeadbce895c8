//! The profiles of `~/.aws`, and where they are read from. Reading them runs nothing and asks nobody.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ard_core::problem::{Problem, ProblemDetail};
use ard_core::session::{ENVIRONMENT, ProfileKind, ProfileRow};
use ard_core::shared_config::{Base, Chain, ChainFault, ConfigFile, SharedConfig};
use ard_core::wire::SystemProxy;
use aws_types::os_shim_internal::Env;

/// The environment and the files that profiles are read from.
#[derive(Clone)]
pub struct Surroundings {
    env: Env,
    disk: Disk,
    /// The proxy that the system's settings name; `None` where the system itself is to be asked.
    system_proxy: Option<SystemProxy>,
}

/// Not as it is: variables hold keys, and a proxy's password.
impl std::fmt::Debug for Surroundings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Surroundings").finish_non_exhaustive()
    }
}

#[derive(Clone)]
enum Disk {
    Real,
    MadeUp(Arc<HashMap<PathBuf, String>>),
}

impl Surroundings {
    /// This process's own.
    pub fn real() -> Self {
        Self { env: Env::real(), disk: Disk::Real, system_proxy: None }
    }

    /// Made-up variables over the real files, for tests.
    pub fn with(variables: &[(&str, &str)]) -> Self {
        Self { env: Env::from_slice(variables), disk: Disk::Real, system_proxy: Some(SystemProxy::None) }
    }

    /// Made up, for tests: variables, and files by their paths.
    pub fn made_up(variables: &[(&str, &str)], files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|(path, text)| (PathBuf::from(path), (*text).to_owned())).collect();
        Self {
            env: Env::from_slice(variables),
            disk: Disk::MadeUp(Arc::new(files)),
            system_proxy: Some(SystemProxy::None),
        }
    }

    /// The same on a system whose settings name a proxy, for tests.
    #[must_use]
    pub fn with_system_proxy(self, proxy: SystemProxy) -> Self {
        Self { system_proxy: Some(proxy), ..self }
    }

    pub(crate) fn system_proxy(&self) -> Option<&SystemProxy> {
        self.system_proxy.as_ref()
    }

    /// A variable of the environment, unless it is empty.
    pub(crate) fn variable(&self, name: &str) -> Option<String> {
        self.env.get(name).ok().filter(|value| !value.is_empty())
    }

    /// The person's home directory. (`HOME` comes first on every system, as in the AWS SDKs.)
    pub fn home(&self) -> Option<PathBuf> {
        self.variable("HOME").or_else(|| self.variable("USERPROFILE")).map(PathBuf::from)
    }

    /// A path as config files and variables write it: `~` is the person's home.
    pub(crate) fn path(&self, text: &str) -> PathBuf {
        match (text.strip_prefix("~/"), self.home()) {
            (Some(rest), Some(home)) => home.join(rest),
            _ => PathBuf::from(text),
        }
    }

    /// Where one of the files is; `None` on a machine that does not say where the person's files are.
    pub fn file(&self, file: ConfigFile) -> Option<PathBuf> {
        let (variable, name) = match file {
            ConfigFile::Config => ("AWS_CONFIG_FILE", "config"),
            ConfigFile::Credentials => ("AWS_SHARED_CREDENTIALS_FILE", "credentials"),
        };
        match self.variable(variable) {
            Some(path) => Some(self.path(&path)),
            None => self.home().map(|home| home.join(".aws").join(name)),
        }
    }

    /// A file's text; `None` when there is no such file.
    pub(crate) async fn read(&self, path: &Path) -> std::io::Result<Option<String>> {
        match &self.disk {
            Disk::MadeUp(files) => Ok(files.get(path).cloned()),
            Disk::Real => match tokio::fs::read(path).await {
                // What is no UTF-8 is shown as such; the lines around it still count.
                Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(error),
            },
        }
    }

    fn has_keys(&self) -> bool {
        self.variable("AWS_ACCESS_KEY_ID").is_some() && self.variable("AWS_SECRET_ACCESS_KEY").is_some()
    }
}

/// The profiles of the shared config and credentials files.
#[derive(Debug)]
pub struct Profiles {
    pub(crate) config: SharedConfig,
    /// Whether the environment has keys, which count as a profile of their own that is used only when it is chosen.
    has_environment: bool,
}

impl Profiles {
    /// Reads both files.
    pub async fn read(surroundings: &Surroundings) -> Result<Self, Problem> {
        let mut texts = [None, None];
        for (text, file) in texts.iter_mut().zip([ConfigFile::Config, ConfigFile::Credentials]) {
            let Some(path) = surroundings.file(file) else { continue };
            *text = surroundings.read(&path).await.map_err(|error| {
                Problem::of(ProblemDetail::ProfilesUnreadable { reason: format!("{}: {error}", path.display()) })
            })?;
        }
        let [config, credentials] = texts;
        let config = SharedConfig::read(config.as_deref(), credentials.as_deref());
        Ok(Self { config, has_environment: surroundings.has_keys() })
    }

    /// All profiles, `default` first, then by name; keys of the environment last.
    pub fn rows(&self) -> Vec<ProfileRow> {
        let row = |name: &str| {
            let chain = self.chain(name);
            ProfileRow {
                name: name.to_owned(),
                kind: chain.as_ref().map_or(ProfileKind::Incomplete, ProfileKind::of),
                region: self.config.get(name, "region").map(str::to_owned),
                fault: chain.err(),
            }
        };
        let mut rows: Vec<ProfileRow> = self.config.profiles.iter().map(|profile| row(&profile.name)).collect();
        rows.sort_by_key(|row| (row.name != "default", row.name.to_lowercase(), row.name.clone()));
        rows.extend(self.has_environment.then(|| row(ENVIRONMENT)));
        rows
    }

    /// What is wrong with single lines of the files, and counts for nothing.
    pub fn faults(&self) -> &[ard_core::shared_config::FileFault] {
        &self.config.faults
    }

    /// How a profile gets its credentials.
    pub fn chain(&self, name: &str) -> Result<Chain, ChainFault> {
        if name == ENVIRONMENT {
            Ok(Chain { links: Vec::new(), base: Base::Environment, differs_from_cli: Vec::new() })
        } else {
            Chain::of(&self.config, name)
        }
    }

    pub(crate) fn get(&self, name: &str, key: &str) -> Option<&str> {
        self.config.get(name, key).filter(|value| !value.is_empty())
    }

    /// A key of `[services <name>]`, which holds a block for each service: `apprunner =\n  endpoint_url = …`.
    pub(crate) fn service_endpoint(&self, services: &str, service: &str) -> Option<&str> {
        let group = self.config.services.iter().find(|group| group.name == services)?;
        let nested = group.entry(service)?.nested();
        nested.into_iter().find_map(|(key, value)| (key == "endpoint_url").then_some(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn profiles(config: &str, credentials: &str) -> Profiles {
        let files = [("/home/a/.aws/config", config), ("/home/a/.aws/credentials", credentials)];
        Profiles::read(&Surroundings::made_up(&[("HOME", "/home/a")], &files)).await.unwrap()
    }

    #[tokio::test]
    async fn profiles_are_listed_with_what_they_are() {
        let config = "[default]\nregion = us-east-1\n\
            [profile team]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = ReadOnly\n\
            [sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://acme.awsapps.com/start\n\
            [profile prod]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = helper\n\
            [profile helper]\ncredential_process = /bin/keys\n[profile empty]\noutput = json\n";
        let profiles = profiles(config, "[default]\naws_access_key_id = a\naws_secret_access_key = b\n").await;
        let rows: Vec<_> = profiles.rows().into_iter().map(|row| (row.name, row.kind)).collect();
        let named = |name: &str, kind| (name.to_owned(), kind);
        assert_eq!(
            rows,
            [
                named("default", ProfileKind::StaticKeys),
                named("empty", ProfileKind::Incomplete),
                named("helper", ProfileKind::Process),
                named("prod", ProfileKind::AssumeRole),
                named("team", ProfileKind::Sso),
            ]
        );
    }

    #[tokio::test]
    async fn no_files_are_no_profiles() {
        let none = Profiles::read(&Surroundings::made_up(&[("HOME", "/home/a")], &[])).await.unwrap();
        assert_eq!(none.rows(), []);
    }

    #[tokio::test]
    async fn keys_of_the_environment_are_a_profile_that_is_chosen() {
        let keys = [("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b"), ("HOME", "/home/a")];
        let profiles = Profiles::read(&Surroundings::made_up(&keys, &[])).await.unwrap();
        let [row] = &profiles.rows()[..] else { panic!("{profiles:?}") };
        assert_eq!((row.name.as_str(), row.kind), (ENVIRONMENT, ProfileKind::Environment));
    }

    #[tokio::test]
    async fn a_broken_line_leaves_the_other_profiles() {
        let profiles = profiles("[profile a\nregion = x\n[profile b]\nregion = y\n", "").await;
        assert_eq!(profiles.rows().iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["b"]);
        assert_eq!(profiles.faults()[0].fault.line, 1);
    }

    #[tokio::test]
    async fn other_places_are_read_where_the_environment_says_so() {
        let variables = [("HOME", "/home/a"), ("AWS_CONFIG_FILE", "~/elsewhere")];
        let files = [("/home/a/elsewhere", "[profile far]\n")];
        let profiles = Profiles::read(&Surroundings::made_up(&variables, &files)).await.unwrap();
        assert_eq!(profiles.rows()[0].name, "far");
    }
}
