//! Owns reading a source configuration: where an image is, which port is meant. Refuses to look anything up.

use serde_json::Value;

use super::state::Configuration;

/// What a service is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    Image {
        uri: String,
        /// The tag, or the digest (`sha256:…`) when it names one.
        tag: String,
        /// Where it lies, when in a private registry.
        registry: Option<Registry>,
    },
    Code {
        url: String,
        branch: String,
        directory: String,
    },
}

/// A private ECR repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Registry {
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) repository: String,
}

impl Source {
    pub(crate) fn of(source: &Value) -> Self {
        let text = |value: &Value, default: &str| value.as_str().unwrap_or(default).to_owned();
        let image = &source["ImageRepository"];
        if image.is_null() {
            let code = &source["CodeRepository"];
            return Self::Code {
                url: text(&code["RepositoryUrl"], ""),
                branch: text(&code["SourceCodeVersion"]["Value"], ""),
                directory: text(&code["SourceDirectory"], "/"),
            };
        }
        let uri = text(&image["ImageIdentifier"], "");
        let (place, tag) = split_reference(&uri);
        Self::Image { tag: tag.into(), registry: registry(place), uri }
    }

    /// The path of the repository without its registry, for images.
    pub(crate) fn repository(&self) -> Option<&str> {
        match self {
            Self::Image { registry: Some(registry), .. } => Some(&registry.repository),
            Self::Image { uri, .. } => split_reference(uri).0.strip_prefix("public.ecr.aws/"),
            Self::Code { .. } => None,
        }
    }
}

fn split_reference(uri: &str) -> (&str, &str) {
    if let Some((place, digest)) = uri.split_once('@') {
        return (place, digest);
    }
    match uri.rsplit_once(':') {
        Some((place, tag)) if !tag.contains('/') => (place, tag),
        _ => (uri, "latest"),
    }
}

fn registry(place: &str) -> Option<Registry> {
    let (host, repository) = place.split_once('/')?;
    let (account, rest) = host.split_once(".dkr.ecr.")?;
    let region = rest.strip_suffix(".amazonaws.com")?;
    Some(Registry { account: account.into(), region: region.into(), repository: repository.into() })
}

/// The part of a source that says how the application is started.
fn run_settings(source: &Value) -> &Value {
    let image = &source["ImageRepository"]["ImageConfiguration"];
    let code = &source["CodeRepository"]["CodeConfiguration"];
    match code["ConfigurationSource"].as_str() {
        // What a configuration file says is not known; its port is 8080 unless it says otherwise.
        Some("REPOSITORY") => &Value::Null,
        Some(_) => &code["CodeConfigurationValues"],
        None => image,
    }
}

/// The port App Runner sends requests to.
pub(crate) fn port(source: &Value) -> &str {
    run_settings(source)["Port"].as_str().unwrap_or("8080")
}

pub(crate) fn start_command(source: &Value) -> Option<&str> {
    run_settings(source)["StartCommand"].as_str()
}

/// The path of an HTTP health check; `None` for TCP.
pub(crate) fn health_path(health: &Value) -> Option<&str> {
    (health["Protocol"] == "HTTP").then(|| health["Path"].as_str().unwrap_or("/"))
}

pub(crate) fn health_check_text(configuration: &Configuration) -> String {
    let port = port(&configuration.source);
    match health_path(&configuration.health) {
        Some(path) => format!("protocol `HTTP` [Path: '{path}'], [Port: '{port}']"),
        None => format!("protocol `TCP` [Port: '{port}']"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn image_references_are_taken_apart() {
        for (uri, repository, tag) in [
            ("123456789012.dkr.ecr.eu-west-1.amazonaws.com/a/b:v1", "a/b", "v1"),
            ("123456789012.dkr.ecr.eu-west-1.amazonaws.com/a", "a", "latest"),
            ("123456789012.dkr.ecr.eu-west-1.amazonaws.com/a@sha256:00", "a", "sha256:00"),
            ("public.ecr.aws/x/y:1.0", "x/y", "1.0"),
        ] {
            let source = Source::of(&json!({"ImageRepository": {"ImageIdentifier": uri}}));
            assert_eq!(source.repository(), Some(repository), "{uri}");
            assert!(matches!(source, Source::Image { tag: found, .. } if found == tag), "{uri}");
        }
    }
}
