//! From the file to the draft, and what is lost on the way.

use serde::{Deserialize, Serialize};

use super::FileSettings;
use super::write::NOTHING_TO_BUILD;
use crate::draft::{Build, Draft, SourceDraft};

/// A draft with the settings of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Adopted {
    /// The draft, which now says itself how it is built and run.
    pub draft: Draft,
    /// What of the file it cannot say.
    pub not_taken: Vec<NotTaken>,
}

/// What only the file can say. (Developer Guide, *Configuration file reference*, April 2026: the API and the console have
/// no such settings.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum NotTaken {
    /// Commands before the build.
    PreBuild,
    /// Commands after the build.
    PostBuild,
    /// Variables of the build.
    BuildEnvironment,
    /// The version that the runtime is held at.
    RuntimeVersion,
    /// Commands on the final image.
    PreRun,
    /// A variable that gets the port beside `PORT`.
    PortVariable,
}

/// The draft with the settings of a file in the place of its own; `None` when it is not of source code.
pub fn adopt(draft: &Draft, settings: &FileSettings) -> Option<Adopted> {
    let mut draft = draft.clone();
    let SourceDraft::Code { build, .. } = &mut draft.source else { return None };
    let commands: Vec<&str> =
        settings.build.iter().map(String::as_str).filter(|command| *command != NOTHING_TO_BUILD).collect();
    *build = Build::Here { runtime: settings.runtime, command: commands.join(" && ") };
    draft.start_command.clone_from(&settings.start_command);
    draft.port.clone_from(&settings.port);
    draft.environment.clone_from(&settings.environment);
    Some(Adopted { draft, not_taken: not_taken(settings) })
}

fn not_taken(settings: &FileSettings) -> Vec<NotTaken> {
    let said = [
        (!settings.pre_build.is_empty(), NotTaken::PreBuild),
        (!settings.post_build.is_empty(), NotTaken::PostBuild),
        (!settings.build_environment.is_empty(), NotTaken::BuildEnvironment),
        (settings.runtime_version.is_some(), NotTaken::RuntimeVersion),
        (!settings.pre_run.is_empty(), NotTaken::PreRun),
        (settings.port_variable.is_some(), NotTaken::PortVariable),
    ];
    said.into_iter().filter_map(|(is_said, what)| is_said.then_some(what)).collect()
}
