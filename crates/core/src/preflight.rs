//! What can be looked at before a service is created, so that what would fail minutes later is said now.
//!
//! A look never stops anybody: what could not be looked at says so, and the person decides.

use serde::{Deserialize, Serialize};

use crate::check::{Context, SERVICE_QUOTA};
use crate::draft::{AccessRole, Draft, InstanceRole, SourceDraft};
use crate::image::{ImageReference, Registry, Selector};
use crate::problem::Problem;
use crate::role::Principal;

/// The platform on which App Runner runs. (The Developer Guide does not say; reports agree.)
const PLATFORM: &str = "linux/amd64";
/// Compressed size in bytes from which an image is doubtful: with its unpacked layers, and what the application
/// writes, it has to fit into 3 GB. (Developer Guide, *Developing application code*, April 2026.)
const LARGE: f64 = 1.0e9;

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Look {
    /// Whether the image is in its repository.
    ImageFound {
        /// Image URI.
        uri: String,
    },
    /// Whether the image is for App Runner's platform.
    ImagePlatform {
        /// The platforms it is for; empty when its manifest does not say.
        platforms: Vec<String>,
    },
    /// Whether the image is small enough.
    ImageSize {
        /// Compressed size in bytes.
        bytes: f64,
    },
    /// Whether App Runner may assume the access role.
    AccessRole {
        /// Role ARN.
        arn: String,
    },
    /// Whether the running application may assume the instance role.
    InstanceRole {
        /// Role ARN.
        arn: String,
    },
    /// Whether the connection is agreed to.
    Connection {
        /// Connection ARN.
        arn: String,
    },
    /// Whether the service's name is free.
    Name {
        /// Service name.
        name: String,
    },
    /// Whether there is room for one more service.
    Quota {
        /// Services that exist.
        count: u32,
        /// Services that may exist, if the quota was never raised.
        quota: u32,
    },
}

/// What a look found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outcome {
    /// As it has to be.
    Passed,
    /// It will fail like this.
    Failed,
    /// It may fail like this.
    Doubtful,
    /// It could not be looked at.
    Unknown {
        /// Why; `None` when there is no way to look.
        problem: Option<Box<Problem>>,
    },
}

/// One look and what it found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Looked {
    /// What was looked at.
    pub look: Look,
    /// What was found.
    pub outcome: Outcome,
}

/// What is known of a draft's image.
#[derive(Debug, Clone, PartialEq)]
pub enum ImageFact {
    /// There is no way to look: a public image, or one of another account or Region.
    OutOfSight,
    /// Looking failed.
    Unknown(Problem),
    /// It is not there.
    Missing,
    /// It is there.
    Found {
        /// Compressed size in bytes; `None` for an index of images.
        bytes: Option<f64>,
        /// The platforms that its manifest names, such as `linux/amd64`.
        platforms: Vec<String>,
    },
}

/// The repository and the tag or digest of a draft's image, where it can be looked at: in the session's own account and
/// Region.
pub fn image_in_sight(draft: &Draft, context: &Context) -> Option<(String, Selector)> {
    let reference = ImageReference::parse(draft.source.uri()?.trim()).ok()?;
    let is_own = reference.registry == Registry::Ecr
        && reference.account.as_ref() == Some(&context.account)
        && reference.region.as_ref() == Some(&context.region);
    is_own.then_some((reference.repository, reference.selector))
}

/// What was found of everything that can be looked at.
pub fn preflight(draft: &Draft, context: &Context, image: ImageFact) -> Vec<Looked> {
    let mut looks = Vec::new();
    if let Some(uri) = draft.source.uri() {
        looks.extend(image_looks(uri, image));
    }
    match &draft.source {
        SourceDraft::Ecr { access_role: AccessRole::UseExisting { arn }, .. } => {
            let look = Look::AccessRole { arn: arn.trim().to_owned() };
            looks.push(Looked { look, outcome: trusted(arn, Principal::Build, context) });
        }
        SourceDraft::Code { connection, .. } => looks.push(connection_look(connection, context)),
        SourceDraft::Ecr { .. } | SourceDraft::EcrPublic { .. } => {}
    }
    if let InstanceRole::UseExisting { arn } = &draft.instance_role {
        let look = Look::InstanceRole { arn: arn.trim().to_owned() };
        looks.push(Looked { look, outcome: trusted(arn, Principal::Tasks, context) });
    }
    looks.extend(account_looks(draft, context));
    looks
}

const OUT_OF_SIGHT: Outcome = Outcome::Unknown { problem: None };

fn image_looks(uri: &str, image: ImageFact) -> Vec<Looked> {
    let found = Look::ImageFound { uri: uri.trim().to_owned() };
    let (bytes, platforms) = match image {
        ImageFact::OutOfSight => return vec![Looked { look: found, outcome: OUT_OF_SIGHT }],
        ImageFact::Unknown(problem) => {
            let outcome = Outcome::Unknown { problem: Some(Box::new(problem)) };
            return vec![Looked { look: found, outcome }];
        }
        ImageFact::Missing => return vec![Looked { look: found, outcome: Outcome::Failed }],
        ImageFact::Found { bytes, platforms } => (bytes, platforms),
    };
    let mut looks = vec![Looked { look: found, outcome: Outcome::Passed }];
    let outcome = if platforms.is_empty() {
        OUT_OF_SIGHT
    } else if platforms.iter().any(|platform| platform == PLATFORM) {
        Outcome::Passed
    } else {
        Outcome::Failed
    };
    looks.push(Looked { look: Look::ImagePlatform { platforms }, outcome });
    looks.extend(bytes.map(|bytes| Looked {
        look: Look::ImageSize { bytes },
        outcome: if bytes > LARGE { Outcome::Doubtful } else { Outcome::Passed },
    }));
    looks
}

fn trusted(arn: &str, principal: Principal, context: &Context) -> Outcome {
    let Some(roles) = &context.roles else { return OUT_OF_SIGHT };
    match roles.iter().find(|role| role.arn == arn.trim()) {
        // A role of another account, or one that was just deleted.
        None => Outcome::Doubtful,
        Some(role) if role.trusts.contains(&principal) => Outcome::Passed,
        Some(_) => Outcome::Failed,
    }
}

fn connection_look(arn: &str, context: &Context) -> Looked {
    let outcome = match &context.connections {
        None => OUT_OF_SIGHT,
        Some(all) if all.iter().any(|connection| connection.arn == arn.trim() && connection.is_available) => {
            Outcome::Passed
        }
        Some(_) => Outcome::Failed,
    };
    Looked { look: Look::Connection { arn: arn.trim().to_owned() }, outcome }
}

fn account_looks(draft: &Draft, context: &Context) -> [Looked; 2] {
    let name = draft.name.trim();
    let count = context.service_names.as_ref().map(|names| u32::try_from(names.len()).unwrap_or(u32::MAX));
    let name_outcome = match &context.service_names {
        None => OUT_OF_SIGHT,
        Some(names) if names.iter().any(|other| other == name) => Outcome::Failed,
        Some(_) => Outcome::Passed,
    };
    let quota_outcome = match count {
        None => OUT_OF_SIGHT,
        Some(count) if count >= SERVICE_QUOTA => Outcome::Doubtful,
        Some(_) => Outcome::Passed,
    };
    let quota = Look::Quota { count: count.unwrap_or_default(), quota: SERVICE_QUOTA };
    [
        Looked { look: Look::Name { name: name.to_owned() }, outcome: name_outcome },
        Looked { look: quota, outcome: quota_outcome },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::KnownRole;
    use crate::draft::Trigger;
    use crate::problem::ProblemDetail;

    const ROLE: &str = "arn:aws:iam::123456789012:role/pull";

    fn context() -> Context {
        Context {
            account: "123456789012".to_owned(),
            region: "ap-northeast-1".to_owned(),
            service_names: Some(vec!["taken".to_owned()]),
            roles: Some(vec![KnownRole {
                name: "pull".to_owned(),
                arn: ROLE.to_owned(),
                trusts: vec![Principal::Build],
            }]),
            connections: None,
            auto_scaling_names: None,
            connector_names: None,
            network: None,
        }
    }

    fn draft(uri: &str) -> Draft {
        let access_role = AccessRole::UseExisting { arn: ROLE.to_owned() };
        let source = SourceDraft::Ecr { uri: uri.to_owned(), trigger: Trigger::Manual, access_role };
        Draft { source, name: "web".to_owned(), ..Draft::new() }
    }

    const URI: &str = "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/my-flask-app:v1";

    fn outcomes(draft: &Draft, image: ImageFact) -> Vec<Outcome> {
        preflight(draft, &context(), image).into_iter().map(|looked| looked.outcome).collect()
    }

    fn found(bytes: f64, platforms: &[&str]) -> ImageFact {
        ImageFact::Found { bytes: Some(bytes), platforms: platforms.iter().map(|name| (*name).to_owned()).collect() }
    }

    #[test]
    fn only_own_images_are_in_sight() {
        let tag = Selector::Tag("v1".to_owned());
        assert_eq!(image_in_sight(&draft(URI), &context()), Some(("my-flask-app".to_owned(), tag)));
        for uri in [
            "210987654321.dkr.ecr.ap-northeast-1.amazonaws.com/my-flask-app:v1",
            "123456789012.dkr.ecr.us-east-1.amazonaws.com/my-flask-app:v1",
            "public.ecr.aws/aws-containers/hello-app-runner:latest",
            "",
        ] {
            assert_eq!(image_in_sight(&draft(uri), &context()), None, "{uri}");
        }
    }

    #[test]
    fn images_that_cannot_run_fail_before_they_are_deployed() {
        use Outcome::{Doubtful, Failed, Passed};
        let all_well = [Passed, Passed, Passed, Passed, Passed, Passed];
        assert_eq!(outcomes(&draft(URI), found(5.0e7, &["linux/arm64", "linux/amd64"])), all_well);
        assert_eq!(outcomes(&draft(URI), found(5.0e7, &["linux/arm64"]))[..3], [Passed, Failed, Passed]);
        assert_eq!(outcomes(&draft(URI), found(2.0e9, &[]))[..3], [Passed, OUT_OF_SIGHT, Doubtful]);
        assert_eq!(outcomes(&draft(URI), ImageFact::Missing)[..2], [Failed, Passed]);
        assert_eq!(outcomes(&draft(URI), ImageFact::OutOfSight)[0], OUT_OF_SIGHT);
        let refused = Problem::of(ProblemDetail::NotFound);
        assert!(matches!(
            &outcomes(&draft(URI), ImageFact::Unknown(refused))[0],
            Outcome::Unknown { problem: Some(_) }
        ));
    }

    #[test]
    fn roles_names_and_quotas_are_looked_at() {
        let mut draft = draft(URI);
        draft.instance_role = InstanceRole::UseExisting { arn: ROLE.to_owned() };
        "taken".clone_into(&mut draft.name);
        let looked = preflight(&draft, &context(), ImageFact::OutOfSight);
        let of = |wanted: fn(&Look) -> bool| {
            looked.iter().find(|looked| wanted(&looked.look)).map(|looked| looked.outcome.clone())
        };
        assert_eq!(of(|look| matches!(look, Look::InstanceRole { .. })), Some(Outcome::Failed));
        assert_eq!(of(|look| matches!(look, Look::AccessRole { .. })), Some(Outcome::Passed));
        assert_eq!(of(|look| matches!(look, Look::Name { .. })), Some(Outcome::Failed));
        assert_eq!(of(|look| matches!(look, Look::Quota { .. })), Some(Outcome::Passed));
        let blind = Context { service_names: None, roles: None, ..context() };
        let looked = preflight(&draft, &blind, ImageFact::OutOfSight);
        assert!(looked.iter().all(|looked| looked.outcome == OUT_OF_SIGHT));
    }
}
