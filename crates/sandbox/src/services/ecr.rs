//! Owns the corrections of ECR: pages, sizes and media types from the manifest, the tag that was asked for, the tag
//! status filter, that moving a tag leaves the old image there without it, and where an image's configuration is
//! fetched from. Refuses layers themselves: nothing here is ever pulled.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Value, json};
use winterbaume_core::{MockRequest, MockResponse};
use winterbaume_ecr::{EcrService, EcrStateView};

use super::Seeded;
use crate::ACCOUNT;
use crate::apprunner::ImageFound;
use crate::wire::{Dialect, Refusal, body_of, json_answer, octets, page, reworked};

/// Items per page at most, and when the request does not say.
const PAGE: u64 = 1000;
const DEFAULT_PAGE: u64 = 100;

/// The configurations of the seed's images, by digest.
static CONFIGS: LazyLock<BTreeMap<String, String>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../seed/image_configs.json")).unwrap_or_default());

/// Where [`configuration`] is found; the rest of the path is the digest.
const DOWNLOADS: &str = "/_layers/";

pub(crate) struct Ecr(pub(super) Seeded<EcrService>);

impl Ecr {
    pub(super) fn new() -> Self {
        Self(Seeded::new(EcrService::new(), "ecr", include_str!("../seed/ecr.json")))
    }

    /// Whether a repository of this account has an image by this tag or digest, and all tags of it.
    pub(crate) async fn find(&self, region: &str, repository: &str, reference: &str) -> ImageFound {
        let view = self.0.view(region).await;
        let images = view.repositories.get(repository).map(|repository| repository.images.as_slice());
        let found = images
            .unwrap_or_default()
            .iter()
            .find(|image| image.image_digest == reference || image.image_tags.iter().any(|tag| tag == reference));
        found.map_or(ImageFound::No, |image| ImageFound::Yes(image.image_tags.clone()))
    }

    pub(super) async fn handle(&self, region: &str, operation: &str, request: MockRequest) -> MockResponse {
        let input: Value = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
        if operation == "PutImage" {
            return self.put_image(region, request).await;
        }
        let answer = self.0.ask(region, request).await;
        if answer.status != 200 {
            return answer;
        }
        let body = body_of(&answer);
        let corrected = match operation {
            "DescribeRepositories" => describe_repositories(&input, body),
            "DescribeImages" => describe_images(&input, body, &self.0.view(region).await),
            "ListImages" => list_images(&input, body),
            "BatchGetImage" => Ok(batch_get_image(&input, body)),
            _ => return answer,
        };
        match corrected {
            Ok(body) => MockResponse { headers: answer.headers, ..json_answer(&body) },
            Err(refusal) => Dialect::of("ecr").refusal(&refusal),
        }
    }

    /// `GetDownloadUrlForLayer`: at AWS a bucket of its own, over loopback the sandbox at `door`, so that nobody has to
    /// leave the machine.
    pub(crate) async fn download(&self, region: &str, door: Option<&str>, request: MockRequest) -> MockResponse {
        let input: Value = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
        let digest = input["layerDigest"].as_str().unwrap_or_default();
        let view = self.0.view(region).await;
        let name = input["repositoryName"].as_str().unwrap_or_default();
        if let Some(repository) = view.repositories.get(name) {
            let quoted = format!("\"{digest}\"");
            if !repository.images.iter().any(|image| image.image_manifest.contains(&quoted)) {
                let message = format!(
                    "The layer with digest '{digest}' does not exist in the repository with name '{name}' in the \
                     registry with id '{ACCOUNT}'"
                );
                return Dialect::of("ecr").refusal(&Refusal::new("LayersNotFoundException", message));
            }
        }
        let answer = self.0.ask(region, request).await;
        reworked(answer, |body| body["downloadUrl"] = json!(download_url(region, door, digest)))
    }

    async fn put_image(&self, region: &str, request: MockRequest) -> MockResponse {
        let before = self.0.view(region).await;
        let answer = self.0.ask(region, request).await;
        let mut after = self.0.view(region).await;
        let mut lost = false;
        for (name, repository) in &mut after.repositories {
            let known = before.repositories.get(name).map(|repository| repository.images.clone());
            for mut image in known.unwrap_or_default() {
                if repository.images.iter().all(|kept| kept.image_digest != image.image_digest) {
                    image.image_tags.clear();
                    repository.images.push(image);
                    lost = true;
                }
            }
        }
        if lost {
            self.0.put(region, after).await;
        }
        answer
    }
}

fn download_url(region: &str, door: Option<&str>, digest: &str) -> String {
    let host = door.map_or_else(
        || format!("https://prod-{region}-starport-layer-bucket.s3.{region}.amazonaws.com"),
        |door| format!("http://{door}"),
    );
    format!(
        "{host}{DOWNLOADS}{digest}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=3600&X-Amz-SignedHeaders=host\
         &X-Amz-Signature={}",
        uuid::Uuid::new_v4().simple()
    )
}

/// Whether a request is one for a URL of [`Ecr::download`]: signed in its query, so without a scope.
pub(crate) fn is_download(method: &http::Method, path: &str) -> bool {
    method == http::Method::GET && path.starts_with(DOWNLOADS)
}

/// What such a URL answers: the configuration of an image of the seed.
pub(crate) fn configuration(path: &str) -> MockResponse {
    let config = path.strip_prefix(DOWNLOADS).and_then(|digest| CONFIGS.get(digest));
    config.map_or_else(
        || Dialect::of("s3").error(404, "NoSuchKey", "The specified key does not exist."),
        |config| octets(config),
    )
}

fn describe_repositories(input: &Value, mut body: Value) -> Result<Value, Refusal> {
    let mut repositories = taken(&mut body, "repositories");
    repositories.sort_by(|a, b| a["repositoryName"].as_str().cmp(&b["repositoryName"].as_str()));
    paged(input, "repositories", repositories)
}

fn describe_images(input: &Value, mut body: Value, view: &EcrStateView) -> Result<Value, Refusal> {
    let repository = view.repositories.get(input["repositoryName"].as_str().unwrap_or_default());
    let manifests = repository.map(|repository| repository.images.as_slice()).unwrap_or_default();
    let mut details = taken(&mut body, "imageDetails");
    for detail in &mut details {
        let image = manifests.iter().find(|image| detail["imageDigest"] == image.image_digest);
        let manifest = image.and_then(|image| serde_json::from_str(&image.image_manifest).ok()).unwrap_or(Value::Null);
        detail["imageManifestMediaType"] = manifest["mediaType"].clone();
        detail["imageSizeInBytes"] = json!(size(&manifest));
    }
    details.retain(|detail| fits(input, !detail["imageTags"].is_null()));
    paged(input, "imageDetails", details)
}

fn list_images(input: &Value, mut body: Value) -> Result<Value, Refusal> {
    let mut ids = taken(&mut body, "imageIds");
    ids.retain(|id| fits(input, !id["imageTag"].is_null()));
    paged(input, "imageIds", ids)
}

/// The stand-in names the first tag of an image, whichever was asked for.
fn batch_get_image(input: &Value, mut body: Value) -> Value {
    let mut asked = input["imageIds"].as_array().cloned().unwrap_or_default();
    let failures = body["failures"].as_array().cloned().unwrap_or_default();
    asked.retain(|id| !failures.iter().any(|failure| failure["imageId"] == *id));
    for (image, id) in body["images"].as_array_mut().into_iter().flatten().zip(asked) {
        if id["imageTag"].is_string() {
            image["imageId"]["imageTag"] = id["imageTag"].clone();
        } else if let Some(id) = image["imageId"].as_object_mut() {
            id.remove("imageTag");
        }
        let manifest = image["imageManifest"].as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
        image["imageManifestMediaType"] = manifest.map_or(Value::Null, |manifest| manifest["mediaType"].clone());
    }
    body
}

/// What a manifest weighs: its configuration and layers, or, for an index, the manifests it names.
fn size(manifest: &Value) -> u64 {
    let parts = ["layers", "manifests"].iter().filter_map(|list| manifest[list].as_array()).flatten();
    parts.chain([&manifest["config"]]).filter_map(|part| part["size"].as_u64()).sum()
}

fn fits(input: &Value, tagged: bool) -> bool {
    match input["filter"]["tagStatus"].as_str() {
        Some("TAGGED") => tagged,
        Some("UNTAGGED") => !tagged,
        _ => true,
    }
}

fn taken(body: &mut Value, member: &str) -> Vec<Value> {
    body[member].as_array_mut().map(std::mem::take).unwrap_or_default()
}

fn paged(input: &Value, member: &str, items: Vec<Value>) -> Result<Value, Refusal> {
    let invalid = |message: &str| Refusal::new("InvalidParameterException", message);
    let limit = input["maxResults"].as_u64().unwrap_or(DEFAULT_PAGE);
    if !(1..=PAGE).contains(&limit) {
        return Err(invalid(
            "Invalid parameter at 'maxResults' failed to satisfy constraint: 'must be between 1 and 1000'",
        ));
    }
    let limit = usize::try_from(limit).ok();
    let (items, next) = page(items, member, input["nextToken"].as_str(), limit).ok_or_else(|| {
        invalid("Invalid parameter at 'nextToken' failed to satisfy constraint: 'must be a valid token'")
    })?;
    let mut body = json!({ member: items });
    if let Some(next) = next {
        body["nextToken"] = json!(next);
    }
    Ok(body)
}

/// An internal request, for tests of the seed.
#[cfg(test)]
fn request(target: &str, body: &Value) -> MockRequest {
    let mut headers = http::HeaderMap::new();
    let target = format!("AmazonEC2ContainerRegistry_V20150921.{target}");
    headers.insert("x-amz-target", target.parse().unwrap_or(http::HeaderValue::from_static("")));
    headers.insert(
        http::header::AUTHORIZATION,
        http::HeaderValue::from_static("AWS4-HMAC-SHA256 Credential=A/20260101/eu-west-1/ecr/aws4_request, S"),
    );
    MockRequest { method: "POST".into(), uri: "/".into(), headers, body: bytes::Bytes::from(body.to_string()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_digests_of_the_seed_are_those_of_its_manifests() {
        let ecr = Ecr::new();
        let seed = ecr.0.view("eu-west-1").await;
        assert_eq!(seed.repositories.len(), 3);
        ecr.handle("eu-west-1", "CreateRepository", request("CreateRepository", &json!({"repositoryName": "again"})))
            .await;
        for (number, image) in seed.repositories.values().flat_map(|repository| &repository.images).enumerate() {
            let put = json!({"repositoryName": "again", "imageManifest": image.image_manifest, "imageTag": format!("t{number}")});
            let answer = ecr.handle("eu-west-1", "PutImage", request("PutImage", &put)).await;
            assert_eq!(body_of(&answer)["image"]["imageId"]["imageDigest"], json!(image.image_digest));
        }
    }

    #[tokio::test]
    async fn every_manifest_of_the_seed_leads_to_a_configuration() {
        let seed = Ecr::new().0.view("eu-west-1").await;
        for repository in seed.repositories.values() {
            for image in &repository.images {
                let manifest: Value = serde_json::from_str(&image.image_manifest).unwrap_or_default();
                let Some(digest) = manifest["config"]["digest"].as_str() else {
                    let parts = manifest["manifests"].as_array().cloned().unwrap_or_default();
                    let there =
                        |part: &Value| repository.images.iter().any(|other| part["digest"] == other.image_digest);
                    assert!(!parts.is_empty() && parts.iter().all(there), "an index names images of its repository");
                    continue;
                };
                let answer = configuration(&format!("{DOWNLOADS}{digest}"));
                assert_eq!(json!(answer.body.len()), manifest["config"]["size"]);
                assert_eq!(body_of(&answer)["os"], "linux");
            }
        }
        assert_eq!(configuration(&format!("{DOWNLOADS}sha256:0")).status, 404);
    }

    #[tokio::test]
    async fn moving_a_tag_leaves_the_old_image() {
        let ecr = Ecr::new();
        let put = json!({"repositoryName": "my-flask-app", "imageManifest": "{\"new\": 1}", "imageTag": "crash"});
        ecr.handle("eu-west-1", "PutImage", request("PutImage", &put)).await;
        let view = ecr.0.view("eu-west-1").await;
        assert_eq!(view.repositories["my-flask-app"].images.len(), 7);
    }
}
