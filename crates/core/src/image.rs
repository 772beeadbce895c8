//! Image identifiers: what App Runner can pull, and from whom.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Which registry an image identifier points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Registry {
    /// A private Amazon ECR registry.
    Ecr,
    /// The Amazon ECR Public Gallery.
    EcrPublic,
}

/// How an image is picked out of its repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// Nothing was written: App Runner takes `latest`.
    Latest,
    /// `:tag`, which can be moved to another image.
    Tag(String),
    /// `@sha256:…`, which cannot.
    Digest(String),
}

/// An image identifier that App Runner accepts, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageReference {
    /// The registry it points at.
    pub registry: Registry,
    /// The account that owns the registry; `None` for ECR Public.
    pub account: Option<String>,
    /// The registry's Region; `None` for ECR Public.
    pub region: Option<String>,
    /// The repository's name, with its namespaces.
    pub repository: String,
    /// Tag or digest.
    pub selector: Selector,
}

/// Why a text is not an image identifier that App Runner can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAnImage {
    /// Another registry: Docker Hub, GHCR, …
    OtherRegistry,
    /// The host is right, the rest is not: upper case, empty parts, a bad tag.
    Malformed,
}

/// Greatest length of an identifier (App Runner API, `ImageIdentifier`).
pub const MAX_LENGTH: usize = 1024;

const PUBLIC_HOST: &str = "public.ecr.aws";

impl ImageReference {
    /// Takes an identifier apart.
    ///
    /// Stricter than the pattern of the API, which lets nearly anything follow the repository: a tag is what the
    /// OCI distribution specification calls one, a digest is a SHA-256.
    pub fn parse(text: &str) -> Result<Self, NotAnImage> {
        let (host, rest) = text.split_once('/').ok_or(NotAnImage::OtherRegistry)?;
        let (registry, account, region) = if host == PUBLIC_HOST {
            (Registry::EcrPublic, None, None)
        } else {
            let (account, region) = private_host(host).ok_or(NotAnImage::OtherRegistry)?;
            (Registry::Ecr, Some(account.to_owned()), Some(region.to_owned()))
        };
        let (repository, selector) = split_selector(rest).ok_or(NotAnImage::Malformed)?;
        // A public repository always has its registry's alias before it.
        let deep_enough = registry == Registry::Ecr || repository.contains('/');
        if !deep_enough || !is_repository_name(repository) {
            return Err(NotAnImage::Malformed);
        }
        Ok(Self { registry, account, region, repository: repository.to_owned(), selector })
    }
}

/// Account and Region of `<account>.dkr.ecr.<region>.amazonaws.com`.
fn private_host(host: &str) -> Option<(&str, &str)> {
    let (account, rest) = host.split_once(".dkr.ecr.")?;
    let region = rest.strip_suffix(".amazonaws.com")?;
    let (area, number) = region.rsplit_once('-')?;
    let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    let is_region = !area.is_empty()
        && area.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        && number.len() == 1
        && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_account && is_region).then_some((account, region))
}

fn split_selector(rest: &str) -> Option<(&str, Selector)> {
    if let Some((repository, digest)) = rest.split_once('@') {
        let hex = digest.strip_prefix("sha256:")?;
        let whole = hex.len() == 64 && hex.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        return whole.then(|| (repository, Selector::Digest(digest.to_owned())));
    }
    match rest.split_once(':') {
        None => Some((rest, Selector::Latest)),
        Some((repository, tag)) => is_tag(tag).then(|| (repository, Selector::Tag(tag.to_owned()))),
    }
}

fn is_tag(tag: &str) -> bool {
    tag.len() <= 128
        && tag.bytes().next().is_some_and(|first| first.is_ascii_alphanumeric() || first == b'_')
        && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
}

fn is_repository_name(name: &str) -> bool {
    name.split('/').all(|part| {
        let ends = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        ends(part.bytes().next())
            && ends(part.bytes().last())
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'_' | b'-'))
            && !part.as_bytes().windows(2).any(|pair| pair.iter().all(|byte| matches!(byte, b'.' | b'_' | b'-')))
    })
}

/// The platforms of an index of images (OCI image specification, *image index*); none for the manifest of one image,
/// whose platform stands in its configuration. What builders attach as attestations has the platform `unknown`.
pub fn platforms(manifest: &str) -> Vec<String> {
    let manifest: Value = serde_json::from_str(manifest).unwrap_or_default();
    let entries = manifest["manifests"].as_array().into_iter().flatten();
    entries
        .filter_map(|entry| {
            let platform = &entry["platform"];
            Some(format!("{}/{}", platform["os"].as_str()?, platform["architecture"].as_str()?))
        })
        .filter(|platform| platform != "unknown/unknown")
        .collect()
}

/// Where to read on from a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Manifest {
    /// An index: the digest of the image for App Runner's platform, if it has one.
    Index(Option<String>),
    /// One image: the digest of its configuration.
    Image(String),
    /// Neither that is known here.
    Unknown,
}

/// The platform on which App Runner runs. (The Developer Guide does not say; reports agree.)
pub const PLATFORM: &str = "linux/amd64";

/// What kind of manifest this is. (OCI image specification, *image manifest* and *image index*; Docker's schema 2 has the
/// same members.)
pub fn manifest(text: &str) -> Manifest {
    let manifest: Value = serde_json::from_str(text).unwrap_or_default();
    if let Some(entries) = manifest["manifests"].as_array() {
        let is_ours = |entry: &&Value| {
            let platform = &entry["platform"];
            let (os, architecture) = (platform["os"].as_str(), platform["architecture"].as_str());
            os.zip(architecture).is_some_and(|(os, architecture)| format!("{os}/{architecture}") == PLATFORM)
        };
        let digest = entries.iter().find(is_ours).and_then(|entry| entry["digest"].as_str());
        return Manifest::Index(digest.map(str::to_owned));
    }
    manifest["config"]["digest"].as_str().map_or(Manifest::Unknown, |digest| Manifest::Image(digest.to_owned()))
}

/// What an image's configuration says (OCI image specification, *image configuration*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageSettings {
    /// Platform, such as `linux/amd64`.
    pub platform: Option<String>,
    /// Ports that it says it listens on.
    pub ports: Vec<u16>,
    /// Whether it says what to start.
    pub has_command: bool,
}

/// Reads an image's configuration; `None` when it is none.
pub fn settings(configuration: &str) -> Option<ImageSettings> {
    let whole: Value = serde_json::from_str(configuration).ok()?;
    let config = whole.as_object()?.get("config").cloned().unwrap_or_default();
    let is_filled = |name: &str| config[name].as_array().is_some_and(|words| !words.is_empty());
    let platform = whole["os"].as_str().zip(whole["architecture"].as_str());
    // A port stands as `5000/tcp`, and App Runner has nothing for UDP.
    let port = |name: &String| match name.split_once('/') {
        None => name.parse().ok(),
        Some((port, "tcp")) => port.parse().ok(),
        Some(_) => None,
    };
    let mut ports: Vec<u16> =
        config["ExposedPorts"].as_object().into_iter().flat_map(Map::keys).filter_map(port).collect();
    ports.sort_unstable();
    Some(ImageSettings {
        platform: platform.map(|(os, architecture)| format!("{os}/{architecture}")),
        ports,
        has_command: is_filled("Cmd") || is_filled("Entrypoint"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn platforms_are_those_of_an_index_without_its_attestations() {
        let index = r#"{"manifests": [
            {"platform": {"os": "linux", "architecture": "arm64"}},
            {"platform": {"os": "unknown", "architecture": "unknown"}},
            {"digest": "sha256:0"}
        ]}"#;
        assert_eq!(platforms(index), ["linux/arm64"]);
        assert!(platforms(r#"{"config": {}}"#).is_empty());
        assert!(platforms("no json").is_empty());
    }

    #[test]
    fn a_manifest_leads_to_its_configuration() {
        let index = r#"{"manifests": [
            {"digest": "sha256:a", "platform": {"os": "linux", "architecture": "arm64"}},
            {"digest": "sha256:b", "platform": {"os": "linux", "architecture": "amd64"}}
        ]}"#;
        assert_eq!(manifest(index), Manifest::Index(Some("sha256:b".to_owned())));
        assert_eq!(manifest(r#"{"manifests": []}"#), Manifest::Index(None));
        assert_eq!(manifest(r#"{"config": {"digest": "sha256:c"}}"#), Manifest::Image("sha256:c".to_owned()));
        assert_eq!(manifest("{}"), Manifest::Unknown);
    }

    #[test]
    fn a_configuration_says_platform_ports_and_command() {
        let text = r#"{"os": "linux", "architecture": "amd64", "config": {
            "ExposedPorts": {"8080/tcp": {}, "5000/tcp": {}, "53/udp": {}, "x": {}}, "Cmd": ["flask", "run"]
        }}"#;
        let read = settings(text).unwrap();
        assert_eq!((read.platform.as_deref(), read.ports, read.has_command), (Some(PLATFORM), vec![5000, 8080], true));
        let bare = settings(r#"{"config": {"Entrypoint": null, "Cmd": []}}"#).unwrap();
        assert_eq!(bare, ImageSettings { platform: None, ports: Vec::new(), has_command: false });
        assert_eq!(settings("not json"), None);
        assert_eq!(settings("[]"), None);
    }

    #[test]
    fn what_app_runner_pulls_is_read() {
        let image =
            ImageReference::parse("123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/team/my-flask-app:v1").unwrap();
        assert_eq!(image.account.as_deref(), Some("123456789012"));
        assert_eq!(image.region.as_deref(), Some("ap-northeast-1"));
        assert_eq!(image.repository, "team/my-flask-app");
        assert_eq!(image.selector, Selector::Tag("v1".to_owned()));
        let digest = format!("sha256:{}", "0a".repeat(32));
        let pinned =
            ImageReference::parse(&format!("123456789012.dkr.ecr.us-east-1.amazonaws.com/a@{digest}")).unwrap();
        assert_eq!(pinned.selector, Selector::Digest(digest));
        let public = ImageReference::parse("public.ecr.aws/aws-containers/hello-app-runner").unwrap();
        assert_eq!((public.registry, public.selector), (Registry::EcrPublic, Selector::Latest));
    }

    #[test]
    fn what_it_does_not_is_refused_with_a_reason() {
        use NotAnImage::{Malformed, OtherRegistry};
        for (text, reason) in [
            ("nginx", OtherRegistry),
            ("docker.io/library/nginx:latest", OtherRegistry),
            ("ghcr.io/a/b", OtherRegistry),
            ("12345678901.dkr.ecr.us-east-1.amazonaws.com/a", OtherRegistry),
            ("123456789012.dkr.ecr.us-east-10.amazonaws.com/a", OtherRegistry),
            ("123456789012.dkr.ecr.us-east-1.amazonaws.com/", Malformed),
            ("123456789012.dkr.ecr.us-east-1.amazonaws.com/My-App", Malformed),
            ("123456789012.dkr.ecr.us-east-1.amazonaws.com/a__b..c", Malformed),
            ("123456789012.dkr.ecr.us-east-1.amazonaws.com/a:", Malformed),
            ("123456789012.dkr.ecr.us-east-1.amazonaws.com/a:-x", Malformed),
            ("123456789012.dkr.ecr.us-east-1.amazonaws.com/a@sha256:12", Malformed),
            ("public.ecr.aws/no-alias", Malformed),
        ] {
            assert_eq!(ImageReference::parse(text), Err(reason), "{text}");
        }
    }
}
