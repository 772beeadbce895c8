//! Amazon ECR: repositories and images. Reads only.

use ard_core::service::{Image, Repository};
use aws_sdk_ecr::Client;
use aws_types::SdkConfig;

use crate::Answer;
use crate::classify::Call;
use crate::moment::millis;

/// The gateway to Amazon ECR.
#[derive(Debug, Clone)]
pub struct Ecr {
    client: Client,
}

impl Ecr {
    pub(crate) fn new(config: &SdkConfig) -> Self {
        Self { client: Client::new(config) }
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
}
