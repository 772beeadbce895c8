//! ECR as the application uses it.

use aws_sdk_ecr::error::ProvideErrorMetadata;
use aws_sdk_ecr::types::{DescribeImagesFilter, ImageIdentifier, ListImagesFilter, TagStatus};

use crate::support::*;

#[tokio::test]
async fn repositories_are_paged() {
    let client = ecr(&sandbox(), "eu-west-1");
    let first = client.describe_repositories().max_results(2).send().await.unwrap();
    let second = client.describe_repositories().set_next_token(first.next_token).send().await.unwrap();
    assert_eq!(second.next_token, None);
    let names: Vec<_> = [first.repositories.unwrap(), second.repositories.unwrap()].concat();
    let names: Vec<_> = names.iter().map(|repository| repository.repository_name().unwrap()).collect();
    assert_eq!(names, ["my-flask-app", "orders-api", "team-platform/customer-notification-service"]);
    let bad = client.describe_repositories().next_token("made up").send().await.unwrap_err();
    assert_eq!(bad.code(), Some("InvalidParameterException"));
    let none = client.describe_repositories().repository_names("nothing").send().await.unwrap_err();
    assert_eq!(none.code(), Some("RepositoryNotFoundException"));
}

#[tokio::test]
async fn images_have_digest_size_time_and_tags() {
    let client = ecr(&sandbox(), TOKYO);
    let images = client.describe_images().repository_name("my-flask-app").send().await.unwrap().image_details.unwrap();
    assert_eq!(images.len(), 6);
    let latest = images.iter().find(|image| image.image_tags().contains(&"latest".to_owned())).unwrap();
    assert_eq!(latest.image_tags(), ["latest", "v1"]);
    assert!(latest.image_digest().unwrap().starts_with("sha256:"));
    assert!(latest.image_size_in_bytes().unwrap() > 40_000_000);
    assert!(latest.image_pushed_at().is_some());
    assert_eq!(latest.image_manifest_media_type(), Some("application/vnd.docker.distribution.manifest.v2+json"));
    let untagged = DescribeImagesFilter::builder().tag_status(TagStatus::Untagged).build();
    let untagged = client.describe_images().repository_name("my-flask-app").filter(untagged).send().await.unwrap();
    assert_eq!(untagged.image_details.unwrap().len(), 2, "an old one, and what an index names");
    let missing = ImageIdentifier::builder().image_tag("typo").build();
    let missing = client.describe_images().repository_name("my-flask-app").image_ids(missing).send().await.unwrap_err();
    assert_eq!(missing.code(), Some("ImageNotFoundException"));
}

#[tokio::test]
async fn tags_are_listed_in_pages() {
    let client = ecr(&sandbox(), TOKYO);
    let tagged = ListImagesFilter::builder().tag_status(TagStatus::Tagged).build();
    let list = client.list_images().repository_name("my-flask-app").filter(tagged).max_results(3);
    let first = list.clone().send().await.unwrap();
    let second = list.set_next_token(first.next_token).send().await.unwrap();
    assert_eq!((first.image_ids.unwrap().len(), second.image_ids.unwrap().len()), (3, 2));
}

#[tokio::test]
async fn a_manifest_is_real_and_named_as_asked() {
    let client = ecr(&sandbox(), TOKYO);
    let id = |tag: &str| ImageIdentifier::builder().image_tag(tag).build();
    let ids = [id("v1"), id("typo"), id("arm64")];
    let answer = client.batch_get_image().repository_name("my-flask-app").set_image_ids(Some(ids.to_vec()));
    let answer = answer.send().await.unwrap();
    let images = answer.images.unwrap();
    assert_eq!(images.len(), 2);
    assert_eq!(images[0].image_id().unwrap().image_tag(), Some("v1"));
    let manifest: serde_json::Value = serde_json::from_str(images[0].image_manifest().unwrap()).unwrap();
    assert_eq!(manifest["layers"].as_array().unwrap().len(), 4);
    let index: serde_json::Value = serde_json::from_str(images[1].image_manifest().unwrap()).unwrap();
    assert_eq!(index["manifests"][0]["platform"]["architecture"], "arm64");
    assert_eq!(answer.failures.unwrap()[0].image_id().unwrap().image_tag(), Some("typo"));
}
