//! Amazon ECR: repositories and images. Reads only.

use ard_core::image::{self, ImageSettings, Manifest, Selector};
use ard_core::service::{Image, ImageDetail, Repository};
use aws_sdk_ecr::Client;
use aws_sdk_ecr::types::ImageIdentifier;
use aws_types::SdkConfig;

use crate::Answer;
use crate::blob::Blobs;
use crate::classify::{Call, absent_is_none};
use crate::moment::millis;

/// The gateway to Amazon ECR.
#[derive(Debug, Clone)]
pub struct Ecr {
    client: Client,
    blobs: Blobs,
}

impl Ecr {
    pub(crate) fn new(config: &SdkConfig) -> Self {
        Self { client: Client::new(config), blobs: Blobs::new(config) }
    }

    /// All repositories of the account in the Region, by name.
    pub async fn repositories(&self) -> Answer<Vec<Repository>> {
        let call = Call { service: "ecr", operation: "DescribeRepositories" };
        let mut pages = self.client.describe_repositories().into_paginator().items().send();
        let mut repositories = Vec::new();
        while let Some(repository) = pages.next().await {
            let repository = repository.map_err(|error| call.fault(&error))?;
            if let (Some(name), Some(uri)) = (repository.repository_name, repository.repository_uri) {
                repositories.push(Repository { name, uri });
            }
        }
        repositories.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(repositories)
    }

    /// All images of a repository, newest first.
    pub async fn images(&self, repository: &str) -> Answer<Vec<Image>> {
        let call = Call { service: "ecr", operation: "DescribeImages" };
        let mut pages = self.client.describe_images().repository_name(repository).into_paginator().items().send();
        let mut images = Vec::new();
        while let Some(image) = pages.next().await {
            let image = image.map_err(|error| call.fault(&error))?;
            let Some(digest) = image.image_digest else { continue };
            #[expect(clippy::cast_precision_loss, reason = "images are smaller than 2^53 bytes")]
            let size_bytes = image.image_size_in_bytes.map(|bytes| bytes as f64);
            let pushed_at = image.image_pushed_at.as_ref().and_then(millis);
            images.push(Image { digest, tags: image.image_tags.unwrap_or_default(), pushed_at, size_bytes });
        }
        images.sort_by(|a, b| b.pushed_at.unwrap_or_default().total_cmp(&a.pushed_at.unwrap_or_default()));
        Ok(images)
    }

    /// One image, by tag or digest; `None` when it, or its repository, is not there.
    pub async fn image(&self, repository: &str, selector: &Selector) -> Answer<Option<ImageDetail>> {
        let (described, manifest) =
            tokio::join!(self.described(repository, selector), self.manifest(repository, selector));
        let Some(size_bytes) = described? else { return Ok(None) };
        let mut detail = ImageDetail { size_bytes, platforms: Vec::new(), ports: None, has_command: None };
        // What is in it is more than what was asked for: an image whose manifest may not be read is still found.
        if let Ok(Some(manifest)) = manifest {
            detail.platforms = image::platforms(&manifest);
            if let Some(settings) = self.settings(repository, &manifest).await {
                if detail.platforms.is_empty() {
                    detail.platforms = settings.platform.into_iter().collect();
                }
                detail.ports = Some(settings.ports);
                detail.has_command = Some(settings.has_command);
            }
        }
        Ok(Some(detail))
    }

    /// What the configuration of an image says; for an index, that of the image for App Runner's platform.
    async fn settings(&self, repository: &str, manifest: &str) -> Option<ImageSettings> {
        let digest = match image::manifest(manifest) {
            Manifest::Image(digest) => digest,
            Manifest::Index(Some(image)) => {
                let manifest = self.manifest(repository, &Selector::Digest(image)).await.ok()??;
                let Manifest::Image(digest) = image::manifest(&manifest) else { return None };
                digest
            }
            Manifest::Index(None) | Manifest::Unknown => return None,
        };
        let request = self.client.get_download_url_for_layer().repository_name(repository).layer_digest(digest);
        let url = request.send().await.ok()?.download_url?;
        image::settings(&self.blobs.text(&url).await?)
    }

    async fn described(&self, repository: &str, selector: &Selector) -> Answer<Option<Option<f64>>> {
        let call = Call { service: "ecr", operation: "DescribeImages" };
        let request = self.client.describe_images().repository_name(repository).image_ids(identifier(selector));
        let answer = match request.send().await {
            Ok(answer) => answer,
            Err(error) => return absent_is_none(call.fault(&error)),
        };
        #[expect(clippy::cast_precision_loss, reason = "images are smaller than 2^53 bytes")]
        let size = |bytes: i64| bytes as f64;
        let found = answer.image_details.unwrap_or_default().into_iter().next();
        Ok(found.map(|image| image.image_size_in_bytes.map(size)))
    }

    async fn manifest(&self, repository: &str, selector: &Selector) -> Answer<Option<String>> {
        let call = Call { service: "ecr", operation: "BatchGetImage" };
        let request = self.client.batch_get_image().repository_name(repository).image_ids(identifier(selector));
        let answer = request.send().await.map_err(|error| call.fault(&error))?;
        Ok(answer.images.unwrap_or_default().into_iter().find_map(|image| image.image_manifest))
    }
}

fn identifier(selector: &Selector) -> ImageIdentifier {
    match selector {
        Selector::Latest => ImageIdentifier::builder().image_tag("latest").build(),
        Selector::Tag(tag) => ImageIdentifier::builder().image_tag(tag).build(),
        Selector::Digest(digest) => ImageIdentifier::builder().image_digest(digest).build(),
    }
}
