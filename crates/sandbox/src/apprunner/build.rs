//! Owns how source code becomes an application: what is built by which commands, what the build prints, and which
//! inputs make it fail. Refuses to fetch or run anything; a configuration file is imagined.

use serde_json::Value;

use super::script::Stage;
use super::verdict::Verdict;

/// Runtimes that are built once, by Docker, in `/app` (Developer Guide, "App Runner build process", checked 2026-04).
const REVISED: [&str; 3] = ["PYTHON_311", "NODEJS_18", "NODEJS_22"];

/// Branches that a person types to see something fail.
const NO_BRANCH: &str = "no-such-branch";
const NO_CONFIG: &str = "no-config";
const OLD_RUNTIME: &str = "old-runtime";
const BROKEN: &str = "broken-build";
/// A command that contains this fails.
const FAILS: &str = "exit 1";

/// What is built, and how.
#[derive(Debug, Clone)]
pub(super) struct Build<'a> {
    branch: &'a str,
    directory: &'a str,
    /// Whether the settings are those of `apprunner.yaml`.
    by_file: bool,
    runtime: &'a str,
    command: Option<&'a str>,
}

impl<'a> Build<'a> {
    /// `None` for an image.
    pub(super) fn of(source: &'a Value) -> Option<Self> {
        let code = source.get("CodeRepository").filter(|code| code.is_object())?;
        let configuration = &code["CodeConfiguration"];
        let values = &configuration["CodeConfigurationValues"];
        let by_file = configuration["ConfigurationSource"] == "REPOSITORY";
        Some(Self {
            branch: code["SourceCodeVersion"]["Value"].as_str().unwrap_or_default(),
            directory: code["SourceDirectory"].as_str().unwrap_or("/"),
            by_file,
            runtime: if by_file { "NODEJS_22" } else { values["Runtime"].as_str().unwrap_or_default() },
            command: if by_file { Some("npm ci") } else { values["BuildCommand"].as_str() },
        })
    }

    /// What goes wrong before the application starts.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        if self.branch == NO_BRANCH {
            Some(Verdict::NoSource)
        } else if self.by_file && self.branch == NO_CONFIG {
            Some(Verdict::NoConfigFile)
        } else if self.by_file && self.branch == OLD_RUNTIME {
            Some(Verdict::OldRuntime)
        } else if self.branch == BROKEN || self.command.is_some_and(|command| command.contains(FAILS)) {
            Some(Verdict::BuildFails)
        } else {
            None
        }
    }

    pub(super) fn is_java(&self) -> bool {
        self.runtime.starts_with("CORRETTO")
    }

    pub(super) fn is_node(&self) -> bool {
        self.runtime.starts_with("NODEJS")
    }

    /// The stages from the pulled code to the built application; the reason when they end before that.
    pub(super) fn stages(&self, stages: &mut Vec<Stage>, verdict: &Verdict) -> Option<&'static str> {
        if *verdict == Verdict::NoSource {
            let reason = format!("The branch {} doesn't exist in the repository.", self.branch);
            let text = format!("Failed to pull your application source code. Reason: {reason}");
            stages.push(Stage::default().event(text.clone()).deployment(text));
            return Some("Source code pull failed.");
        }
        let mut stage = Stage::default()
            .event("Successfully pulled your application source code.")
            .deployment("Starting to build your application source code.");
        if self.by_file {
            stage = stage.event("Reading apprunner.yaml config file.");
        }
        let reason = match verdict {
            Verdict::NoConfigFile => {
                format!("apprunner.yaml doesn't exist in the source directory {}.", self.directory)
            }
            Verdict::OldRuntime => "The specified runtime version is not supported.".to_owned(),
            Verdict::BuildFails => "Failed to execute 'build' command.".to_owned(),
            _ => String::new(),
        };
        if self.by_file && *verdict != Verdict::NoConfigFile {
            stage = stage.event("Successfully validate configuration file.");
        }
        stages.push(stage);
        if !matches!(verdict, Verdict::NoConfigFile | Verdict::OldRuntime) {
            stages.push(self.lines(*verdict == Verdict::BuildFails).into_iter().fold(Stage::default(), Stage::raw));
        }
        if reason.is_empty() {
            stages.push(Stage::default().deployment("Successfully built your application source code."));
            return None;
        }
        let text = format!("Failed to build your application source code. Reason: {reason}");
        stages.push(Stage::default().event(text.clone()).deployment(text));
        Some("Source code build failed.")
    }

    /// What the build prints.
    fn lines(&self, fails: bool) -> Vec<String> {
        let command = self.command.unwrap_or("true");
        let mut lines = if REVISED.contains(&self.runtime) {
            vec![
                format!("Step 1/4 : FROM app-runner/{}:latest", self.runtime.to_lowercase().replace('_', "-")),
                "Step 2/4 : COPY . /app".to_owned(),
                "Step 3/4 : WORKDIR /app".to_owned(),
                format!("Step 4/4 : RUN {command}"),
            ]
        } else {
            vec![format!("Running command {command}")]
        };
        let said = match (self.tool(), fails) {
            (Tool::Npm, false) => "added 57 packages, and audited 58 packages in 4s",
            (Tool::Npm, true) => "npm error Missing script: \"build\"",
            (Tool::Pip, false) => "Successfully installed Flask-3.1.2 gunicorn-23.0.0",
            (Tool::Pip, true) => "ERROR: Could not find a version that satisfies the requirement",
            (Tool::Maven, false) => "[INFO] BUILD SUCCESS",
            (Tool::Maven, true) => "[ERROR] COMPILATION ERROR : cannot find symbol",
            (Tool::Other, _) => "Running in 0f1e2d3c4b5a",
        };
        lines.push(said.to_owned());
        if fails {
            lines.push(format!("The command '/bin/sh -c {command}' returned a non-zero code: 1"));
        }
        lines.into_iter().map(|line| format!("[Build] {line}")).collect()
    }

    fn tool(&self) -> Tool {
        let command = self.command.unwrap_or_default();
        [("npm", Tool::Npm), ("pip", Tool::Pip), ("mvn", Tool::Maven)]
            .into_iter()
            .find_map(|(word, tool)| command.contains(word).then_some(tool))
            .unwrap_or(Tool::Other)
    }
}

enum Tool {
    Npm,
    Pip,
    Maven,
    Other,
}

/// Whether a start command ends the application at once.
pub(super) fn ends_at_once(start_command: Option<&str>) -> bool {
    start_command.is_some_and(|command| command.contains(FAILS))
}
