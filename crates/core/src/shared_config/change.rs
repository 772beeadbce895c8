//! Changes to profiles as a person means them, over both files: where each key belongs, and what else names a profile.
//!
//! Owns: the one rule that the parts of an access key stand in the credentials file and everything else in the config
//! file, unless a key stands elsewhere already. Refuses: to guess; what [`super::edit`] refuses, it refuses.

use serde::{Deserialize, Serialize};

use super::diff::{DiffLine, diff};
use super::document::{ConfigFile, Document, SectionName};
use super::edit::{self, EditRefusal};
use super::{SECRETS, is_key_part};
use crate::draft::Pair;

/// Both files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// `config`
    pub config: Document,
    /// `credentials`
    pub credentials: Document,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ProfileChange {
    /// A new profile.
    Add {
        /// Its name.
        profile: String,
        /// Its keys.
        values: Vec<Pair>,
    },
    /// Other values for a profile's keys; an empty one takes the key away.
    Set {
        /// The profile.
        profile: String,
        /// The keys.
        values: Vec<Pair>,
    },
    /// Another name, also where other profiles name it as their source.
    Rename {
        /// The profile.
        profile: String,
        /// Its new name.
        to: String,
    },
    /// A profile less.
    Remove {
        /// The profile.
        profile: String,
    },
    /// A new session of IAM Identity Center.
    AddSession {
        /// Its name.
        session: String,
        /// Its keys.
        values: Vec<Pair>,
    },
    /// Other values for a session's keys; an empty one takes the key away.
    SetSession {
        /// The session.
        session: String,
        /// The keys.
        values: Vec<Pair>,
    },
    /// Another name, also where profiles name it.
    RenameSession {
        /// The session.
        session: String,
        /// Its new name.
        to: String,
    },
    /// A session less.
    RemoveSession {
        /// The session.
        session: String,
    },
}

/// What a change does to one of the files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct FileChange {
    /// The file.
    pub file: ConfigFile,
    /// Its lines, secrets masked.
    pub lines: Vec<DiffLine>,
}

impl Files {
    /// Reads both; an absent file is an empty one.
    pub fn read(config: &str, credentials: &str) -> Self {
        Self {
            config: Document::read(ConfigFile::Config, config),
            credentials: Document::read(ConfigFile::Credentials, credentials),
        }
    }

    /// Both after changes that are made one after another. A refusal comes with the place of what was refused, from 0.
    pub fn with_all(&self, changes: &[ProfileChange]) -> Result<Self, (usize, EditRefusal)> {
        changes
            .iter()
            .enumerate()
            .try_fold(self.clone(), |files, (at, change)| files.with(change).map_err(|refusal| (at, refusal)))
    }

    /// Both after a change.
    pub fn with(&self, change: &ProfileChange) -> Result<Self, EditRefusal> {
        let profile = |name: &String| SectionName::Profile(name.clone());
        let session = |name: &String| SectionName::SsoSession(name.clone());
        match change {
            ProfileChange::Add { profile: name, values } => self.added(&profile(name), values),
            ProfileChange::AddSession { session: name, values } => self.added(&session(name), values),
            ProfileChange::Set { profile: name, values } => self.set(&profile(name), values),
            ProfileChange::SetSession { session: name, values } => self.set(&session(name), values),
            ProfileChange::Rename { profile: name, to } => self.renamed(&profile(name), to),
            ProfileChange::RenameSession { session: name, to } => self.renamed(&session(name), to),
            ProfileChange::Remove { profile: name } => self.removed(&profile(name)),
            ProfileChange::RemoveSession { session: name } => self.removed(&session(name)),
        }
    }

    /// The access key of a profile taken out of both files, however often it stands there, and in its place the command
    /// by which programs get it.
    pub fn with_kept_key(&self, profile: &str, command: &str) -> Result<Self, EditRefusal> {
        let section = SectionName::Profile(profile.to_owned());
        let mut files = self.clone();
        for file in [ConfigFile::Config, ConfigFile::Credentials] {
            for key in ["aws_access_key_id"].into_iter().chain(SECRETS) {
                if files.get(file).value(&section, key).is_some() {
                    files.put(edit::remove_key(files.get(file), &section, key)?);
                }
            }
        }
        let command = Pair { name: "credential_process".to_owned(), value: command.to_owned() };
        files.set(&section, &[command])
    }

    /// What became of each file, as a person reads it; nothing for one that stays as it is.
    pub fn differences(&self, after: &Self) -> Vec<FileChange> {
        let files = [
            (ConfigFile::Config, &self.config, &after.config),
            (ConfigFile::Credentials, &self.credentials, &after.credentials),
        ];
        let changes = files.into_iter().map(|(file, before, after)| FileChange { file, lines: diff(before, after) });
        changes.filter(|change| !change.lines.is_empty()).collect()
    }

    fn get(&self, file: ConfigFile) -> &Document {
        match file {
            ConfigFile::Config => &self.config,
            ConfigFile::Credentials => &self.credentials,
        }
    }

    fn put(&mut self, document: Document) {
        match document.file() {
            ConfigFile::Config => self.config = document,
            ConfigFile::Credentials => self.credentials = document,
        }
    }

    /// Whether a file has such a section, be it only in part readable.
    fn line_of(&self, file: ConfigFile, section: &SectionName) -> Option<u32> {
        let sections = self.get(file).sections();
        sections.iter().find(|known| known.name.as_ref() == Some(section)).map(|known| known.line)
    }

    fn added(&self, section: &SectionName, values: &[Pair]) -> Result<Self, EditRefusal> {
        if !edit::is_section_name(section.name()) {
            return Err(EditRefusal::BadName { name: section.name().to_owned() });
        }
        let taken =
            [ConfigFile::Config, ConfigFile::Credentials].into_iter().find_map(|file| self.line_of(file, section));
        if let Some(line) = taken {
            return Err(EditRefusal::NameTaken { line });
        }
        let mut files = self.clone();
        for file in [ConfigFile::Config, ConfigFile::Credentials] {
            let here: Vec<(&str, &str)> = values
                .iter()
                .filter(|pair| !pair.value.is_empty() && home(section, &pair.name) == file)
                .map(|pair| (pair.name.as_str(), pair.value.as_str()))
                .collect();
            // A profile without any key is one in the config file.
            let is_only = file == ConfigFile::Config && values.iter().all(|pair| home(section, &pair.name) == file);
            if !here.is_empty() || is_only {
                files.put(edit::add_section(files.get(file), section, &here)?);
            }
        }
        Ok(files)
    }

    fn set(&self, section: &SectionName, values: &[Pair]) -> Result<Self, EditRefusal> {
        let mut files = self.clone();
        for Pair { name, value } in values {
            let stands = [ConfigFile::Credentials, ConfigFile::Config]
                .into_iter()
                .find(|file| files.get(*file).value(section, name).is_some());
            match (stands, value.is_empty()) {
                (None, true) => {}
                (Some(file), true) => files.put(edit::remove_key(files.get(file), section, name)?),
                (stands, false) => {
                    let file = stands.unwrap_or_else(|| home(section, name));
                    files.put(edit::set(files.get(file), section, name, value)?);
                }
            }
        }
        Ok(files)
    }

    fn renamed(&self, section: &SectionName, to: &str) -> Result<Self, EditRefusal> {
        let mut files = self.clone();
        let mut is_there = false;
        for file in [ConfigFile::Config, ConfigFile::Credentials] {
            let document = files.get(file);
            let has_it = self.line_of(file, section).is_some();
            is_there |= has_it;
            let renamed = if has_it {
                edit::rename_section(document, section, to)?
            } else {
                edit::rename_references(document, section, to)?
            };
            files.put(renamed);
        }
        if is_there { Ok(files) } else { Err(EditRefusal::SectionAbsent) }
    }

    fn removed(&self, section: &SectionName) -> Result<Self, EditRefusal> {
        let mut files = self.clone();
        let mut is_there = false;
        for file in [ConfigFile::Config, ConfigFile::Credentials] {
            if self.line_of(file, section).is_some() {
                is_there = true;
                files.put(edit::remove_section(files.get(file), section)?);
            }
        }
        if is_there { Ok(files) } else { Err(EditRefusal::SectionAbsent) }
    }
}

/// Where a key belongs that stands nowhere yet, as `aws configure` has it.
fn home(section: &SectionName, key: &str) -> ConfigFile {
    match section {
        SectionName::Profile(_) if is_key_part(key) => ConfigFile::Credentials,
        _ => ConfigFile::Config,
    }
}
