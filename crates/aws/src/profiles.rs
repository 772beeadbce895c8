//! The profiles of `~/.aws`, read by the SDK's own parser. Reading them runs nothing and asks nobody.

use ard_core::problem::{Problem, ProblemDetail};
use ard_core::session::{ProfileKind, ProfileRow};
use aws_runtime::env_config::file::EnvConfigFiles;
use aws_runtime::env_config::section::{EnvConfigSections, Profile};
use aws_types::os_shim_internal::{Env, Fs};

/// The environment and the files that profiles are read from.
#[derive(Debug, Clone)]
pub struct Surroundings {
    pub(crate) env: Env,
    pub(crate) fs: Fs,
}

impl Surroundings {
    /// This process's own.
    pub fn real() -> Self {
        Self { env: Env::real(), fs: Fs::real() }
    }

    /// Made up, for tests: variables, and files by their paths.
    pub fn made_up(variables: &[(&str, &str)], files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
        Self { env: Env::from_slice(variables), fs: Fs::from_map(files.collect()) }
    }

    /// A variable of the environment, unless it is empty.
    pub(crate) fn variable(&self, name: &str) -> Option<String> {
        self.env.get(name).ok().filter(|value| !value.is_empty())
    }
}

/// The profiles of the shared config and credentials files.
#[derive(Debug)]
pub struct Profiles {
    sections: EnvConfigSections,
}

impl Profiles {
    /// Reads both files.
    pub async fn read(surroundings: &Surroundings) -> Result<Self, Problem> {
        let files = EnvConfigFiles::default();
        let source = aws_runtime::env_config::source::load(&surroundings.env, &surroundings.fs, &files).await;
        let unreadable = |error: &dyn std::error::Error| {
            let causes = std::iter::successors(Some(error), |error| error.source());
            let reason = causes.map(ToString::to_string).collect::<Vec<_>>().join(": ");
            Problem::of(ProblemDetail::ProfilesUnreadable { reason })
        };
        let source = source.map_err(|error| unreadable(&error))?;
        let sections = EnvConfigSections::parse(source).map_err(|error| unreadable(&error))?;
        Ok(Self { sections })
    }

    /// All profiles, `default` first, then by name.
    pub fn rows(&self) -> Vec<ProfileRow> {
        let mut rows: Vec<ProfileRow> = self
            .sections
            .profiles()
            .filter_map(|name| self.sections.get_profile(name))
            .map(|profile| ProfileRow {
                name: profile.name().to_owned(),
                kind: kind(profile),
                region: profile.get("region").map(str::to_owned),
            })
            .collect();
        rows.sort_by_key(|row| (row.name != "default", row.name.to_lowercase(), row.name.clone()));
        rows
    }

    /// How a profile gets its credentials; `None` when there is none of that name.
    pub(crate) fn kind(&self, name: &str) -> Option<ProfileKind> {
        self.get(name).map(kind)
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Profile> {
        self.sections.get_profile(name)
    }

    /// A key of `[services <name>]`, which holds a block for each service: `apprunner =\n  endpoint_url = …`.
    pub(crate) fn service_endpoint(&self, services: &str, service: &str) -> Option<&str> {
        use aws_runtime::env_config::property::PropertiesKey;
        let key = PropertiesKey::builder()
            .section_key("services")
            .section_name(services)
            .property_name(service)
            .sub_property_name("endpoint_url")
            .build()
            .ok()?;
        self.sections.other_sections().get(&key).map(String::as_str)
    }

    /// The profile in the chain of `source_profile`s that runs a program, if there is one.
    pub(crate) fn runs_program(&self, name: &str) -> Option<&str> {
        let mut seen = Vec::new();
        let mut next = self.get(name);
        while let Some(profile) = next {
            if seen.contains(&profile.name()) {
                return None;
            }
            seen.push(profile.name());
            let source = profile.get("source_profile").and_then(|source| self.get(source));
            // A profile that names itself as its source uses its own keys.
            let ends_here = source.is_none_or(|source| source.name() == profile.name());
            if ends_here && kind_of_base(profile) == ProfileKind::Process {
                return Some(profile.name());
            }
            next = source;
        }
        None
    }
}

/// How a profile gets its credentials, in the SDK's order of precedence.
fn kind(profile: &Profile) -> ProfileKind {
    let has = |key: &str| profile.get(key).is_some();
    if has("role_arn") && (has("source_profile") || has("credential_source")) {
        ProfileKind::AssumeRole
    } else {
        kind_of_base(profile)
    }
}

fn kind_of_base(profile: &Profile) -> ProfileKind {
    let has = |key: &str| profile.get(key).is_some();
    if has("web_identity_token_file") {
        ProfileKind::WebIdentity
    } else if has("sso_session") || has("sso_start_url") {
        ProfileKind::Sso
    } else if has("credential_process") {
        ProfileKind::Process
    } else if has("aws_access_key_id") {
        ProfileKind::StaticKeys
    } else {
        ProfileKind::Incomplete
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn profiles(config: &str, credentials: &str) -> Result<Profiles, Problem> {
        let files = [("/home/a/.aws/config", config), ("/home/a/.aws/credentials", credentials)];
        Profiles::read(&Surroundings::made_up(&[("HOME", "/home/a")], &files)).await
    }

    #[tokio::test]
    async fn profiles_are_listed_with_what_they_are() {
        let config = "[default]\nregion = us-east-1\n[profile team]\nsso_session = corp\n[sso-session corp]\nsso_region = us-east-1\n\
            [profile prod]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = helper\n[profile helper]\ncredential_process = /bin/keys\n\
            [profile empty]\noutput = json\n";
        let profiles = profiles(config, "[default]\naws_access_key_id = a\naws_secret_access_key = b\n").await.unwrap();
        let rows: Vec<_> = profiles.rows().into_iter().map(|row| (row.name, row.kind)).collect();
        assert_eq!(
            rows,
            [
                ("default".to_owned(), ProfileKind::StaticKeys),
                ("empty".to_owned(), ProfileKind::Incomplete),
                ("helper".to_owned(), ProfileKind::Process),
                ("prod".to_owned(), ProfileKind::AssumeRole),
                ("team".to_owned(), ProfileKind::Sso),
            ]
        );
        assert_eq!(profiles.runs_program("prod"), Some("helper"));
        assert_eq!(profiles.runs_program("team"), None);
    }

    #[tokio::test]
    async fn no_files_are_no_profiles() {
        let none = Profiles::read(&Surroundings::made_up(&[("HOME", "/home/a")], &[])).await.unwrap();
        assert_eq!(none.rows(), []);
    }

    #[tokio::test]
    async fn a_broken_file_is_named_with_its_line() {
        let problem = profiles("[default\nregion = x\n", "").await.unwrap_err();
        let ProblemDetail::ProfilesUnreadable { reason } = problem.detail else { panic!("{problem:?}") };
        assert!(reason.contains("line 1"), "{reason}");
        assert!(reason.contains("config"), "{reason}");
    }
}
