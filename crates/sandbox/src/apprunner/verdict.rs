//! Owns whether a deployment goes well, from what was typed and what the sandbox's ECR and IAM hold.

use super::applications;
use super::build::{Build, ends_at_once};
use super::source::{Source, health_path, port, start_command};
use super::state::Configuration;

/// How a deployment ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    Runs,
    /// The repository has no such tag or digest.
    NoImage,
    /// The access role can no longer be assumed.
    BadRole,
    /// The repository has no such branch.
    NoSource,
    /// `apprunner.yaml` is missing.
    NoConfigFile,
    /// `apprunner.yaml` names a runtime that is not offered.
    OldRuntime,
    /// The build command fails.
    BuildFails,
    /// The container is of another architecture: it never starts, and leaves no log.
    NeverStarts,
    /// The application ends with exit code 1.
    Crashes,
    /// The application listens on another port than the configured one.
    WrongPort,
    /// The application answers the health check with 404.
    NotServed,
}

/// What the sandbox's ECR says about an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ImageFound {
    /// With all its tags.
    Yes(Vec<String>),
    No,
    /// Not this account's registry: taken on trust.
    NotLookedUp,
}

pub(crate) fn verdict(configuration: &Configuration, image: &ImageFound, role_is_good: bool) -> Verdict {
    let source = Source::of(&configuration.source);
    let Source::Image { tag, .. } = &source else {
        let build = Build::of(&configuration.source).and_then(|build| build.verdict());
        return build.unwrap_or_else(|| judge_health(&source, configuration));
    };
    if !role_is_good {
        return Verdict::BadRole;
    }
    // A digest stands for the tags of its image; a tag for itself alone.
    let tags = match image {
        ImageFound::No => return Verdict::NoImage,
        ImageFound::Yes(tags) if tag.starts_with("sha256:") => tags.clone(),
        _ => vec![tag.clone()],
    };
    let tagged = |sentinel: &str| tags.iter().any(|tag| tag == sentinel);
    if tagged("arm64") {
        Verdict::NeverStarts
    } else if tagged("crash") {
        Verdict::Crashes
    } else {
        judge_health(&source, configuration)
    }
}

fn judge_health(source: &Source, configuration: &Configuration) -> Verdict {
    if ends_at_once(start_command(&configuration.source)) {
        return Verdict::Crashes;
    }
    if applications::listens_on(source, configuration) != port(&configuration.source) {
        return Verdict::WrongPort;
    }
    match health_path(&configuration.health) {
        Some(path) if !applications::serves(source, path) => Verdict::NotServed,
        _ => Verdict::Runs,
    }
}
