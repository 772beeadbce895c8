//! `apprunner.yaml`, the file in which a repository says how App Runner builds and runs it.
//!
//! Owns: what is to be said of such a file ([`examine`]), what it says as settings, what of that a draft can say itself
//! ([`adopt`]), and a draft written as such a file ([`write`]). Refuses: to read or write a file; text comes in, text
//! goes out.

mod adopt;
mod commands;
mod document;
mod reader;
mod rules;
mod scalar;
mod write;

use serde::{Deserialize, Serialize};

pub use self::adopt::{Adopted, NotTaken, adopt};
pub use self::write::write;

use crate::draft::{Draft, Variable};
use crate::finding::Severity;
use crate::runtime::Runtime;

/// The port that App Runner takes when the file names none.
pub const DEFAULT_PORT: &str = "8080";

/// What is to be said of a text as `apprunner.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Examined {
    /// What was found, in the order of the lines.
    pub findings: Vec<FileFinding>,
    /// What it says, as far as it can be read; `None` when it is not YAML with keys.
    pub settings: Option<FileSettings>,
    /// The draft with these settings; `None` without them, and for a draft that is not of source code.
    pub adopted: Option<Adopted>,
}

/// One thing that was found in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct FileFinding {
    /// How bad it is.
    pub severity: Severity,
    /// The line, from 1; `None` when it is about the whole.
    pub line: Option<u32>,
    /// The key, such as `run.env[2].value`, items from 0; empty when it is about the whole.
    pub path: String,
    /// What was found.
    pub detail: FileDetail,
}

/// What was found in the file. The window has words for each code, in each language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum FileDetail {
    /// There is nothing in it.
    Empty,
    /// It is not YAML.
    NotYaml {
        /// Where on the line, in characters from 1.
        column: u32,
    },
    /// A line is indented by a tab.
    TabIndentation,
    /// Another document begins, which is not read.
    SeveralDocuments,
    /// A key that stands twice.
    DuplicateKey {
        /// The key.
        key: String,
    },
    /// A key that has to be there.
    MissingKey {
        /// The key.
        key: String,
    },
    /// A key that means nothing.
    UnknownKey {
        /// The key.
        key: String,
        /// The key that was probably meant.
        nearest: Option<String>,
    },
    /// A key that means something at another place only.
    Misplaced {
        /// The key.
        key: String,
        /// Its place, such as `run.secrets`.
        place: String,
    },
    /// A value of another kind.
    WrongKind {
        /// What is expected.
        expected: FileKind,
    },
    /// Variables as names and values, rather than a list of both.
    EnvironmentIsMap,
    /// Text that YAML reads as something else.
    MustBeQuoted {
        /// The text.
        value: String,
        /// What YAML reads.
        read_as: Reading,
    },
    /// Nothing stands where something is needed.
    Blank,
    /// A version of the file other than 1.0.
    VersionUnknown,
    /// A runtime that does not exist.
    RuntimeUnknown {
        /// What is written.
        name: String,
        /// The runtime that was probably meant, as the file names it.
        nearest: Option<String>,
    },
    /// A runtime that creates no new services any more.
    RuntimeEnded {
        /// Since when, as a date.
        since: String,
    },
    /// Not a version number.
    NotAVersion,
    /// A version of another runtime.
    VersionOfOtherRuntime {
        /// How versions of the chosen runtime begin.
        expected: String,
    },
    /// `pre-run` with a runtime whose build has none.
    PreRunUnsupported,
    /// A command that is called otherwise in this runtime.
    OtherCommandName {
        /// The command that is called.
        command: String,
        /// What it is called there.
        name: String,
    },
    /// Python packages that are installed where the build leaves them behind.
    PackagesLeftBehind,
    /// Not a port from 1 to 65535.
    NotAPort,
    /// A command of several lines.
    LineBreak,
    /// `PORT` is set by App Runner.
    PortReserved,
    /// A variable that stands twice.
    DuplicateVariable {
        /// Its name.
        name: String,
    },
    /// Neither the ARN of a secret nor a parameter.
    NotAReference,
    /// A value in the open that looks secret.
    LooksSecret,
}

/// What a value can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// Items, each after a hyphen.
    List,
    /// Keys with values.
    Map,
    /// Text.
    Text,
    /// A number.
    Number,
}

/// What YAML makes of text that is not quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A date.
    Date,
    /// No value at all.
    Nothing,
}

/// What the file says, as far as it can be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct FileSettings {
    /// Runtime; `None` when none is named that exists.
    pub runtime: Option<Runtime>,
    /// The version that the runtime is held at; `None` for the newest.
    pub runtime_version: Option<String>,
    /// Commands before the build.
    pub pre_build: Vec<String>,
    /// Commands of the build.
    pub build: Vec<String>,
    /// Commands after the build.
    pub post_build: Vec<String>,
    /// Variables of the build.
    pub build_environment: Vec<Variable>,
    /// Commands on the final image.
    pub pre_run: Vec<String>,
    /// Start command; empty for none.
    pub start_command: String,
    /// The port as it is written.
    pub port: String,
    /// A variable that gets the port beside `PORT`.
    pub port_variable: Option<String>,
    /// Variables of the running application, and what it refers to.
    pub environment: Vec<Variable>,
}

/// Examines a text as `apprunner.yaml`, beside a draft that might take its settings. Total: what cannot be read is
/// answered as such.
pub fn examine(text: &str, draft: &Draft) -> Examined {
    let (findings, settings) = rules::examine(text);
    let adopted = settings.as_ref().and_then(|settings| adopt(draft, settings));
    Examined { findings, settings, adopted }
}

#[cfg(test)]
mod tests;
