//! The rules of a draft's source: an image, or source code and its build.

use super::Context;
use super::rules::{Chosen, chosen_role, not_longer, one_line, required, role_name};
use crate::arn::Arn;
use crate::draft::{AccessRole, Build, Draft, SourceDraft, Trigger};
use crate::field::Field;
use crate::finding::{Detail, Finding, Fix};
use crate::image::{self, ImageReference, NotAnImage, Registry, Selector};
use crate::region;
use crate::role::Principal;
use crate::runtime::Runtime;

/// Characters of a source directory.
const MAX_DIRECTORY: usize = 4096;

pub(super) fn source(draft: &Draft, context: &Context, found: &mut Vec<Finding>) {
    if !region::is_served(&context.region) {
        let detail = Detail::RegionNotServed { region: context.region.clone() };
        found.push(Finding { field: None, ..Finding::error(Field::ImageUri, detail) });
    }
    match &draft.source {
        SourceDraft::EcrPublic { uri } => {
            image_uri(uri, Registry::EcrPublic, found);
        }
        SourceDraft::Ecr { uri, trigger, access_role } => {
            if let Some(reference) = image_uri(uri, Registry::Ecr, found) {
                place_of_image(&reference, *trigger, context, found);
            }
            match access_role {
                AccessRole::CreateForMe { name } => {
                    role_name(name, Field::AccessRoleName, Principal::Build, context, found);
                }
                AccessRole::UseExisting { arn, repair } => {
                    let chosen = Chosen { arn, repair: *repair, principal: Principal::Build };
                    chosen_role(&chosen, Field::AccessRoleArn, context, found);
                }
            }
        }
        SourceDraft::Code { connection, repository, branch, directory, build, .. } => {
            connection_arn(connection, context, found);
            repository_url(repository, found);
            required(branch.trim(), Field::Branch, found);
            source_directory(directory, found);
            if let Build::Here { runtime, command } = build {
                build_here(*runtime, command, draft, found);
            }
        }
    }
}

fn connection_arn(arn: &str, context: &Context, found: &mut Vec<Finding>) {
    let (arn, field) = (arn.trim(), Field::Connection);
    if !required(arn, field, found) {
        return;
    }
    let is_connection = Arn::parse(arn)
        .is_some_and(|parsed| parsed.service == "apprunner" && parsed.resource.starts_with("connection/"));
    let known = context.connections.as_ref().map(|all| all.iter().find(|connection| connection.arn == arn));
    if !is_connection || known == Some(None) {
        found.push(Finding::error(field, Detail::NotAConnection));
    } else if known.flatten().is_some_and(|connection| !connection.is_available) {
        found.push(Finding::error(field, Detail::ConnectionPending));
    }
}

fn repository_url(url: &str, found: &mut Vec<Finding>) {
    let (url, field) = (url.trim(), Field::Repository);
    if !required(url, field, found) {
        return;
    }
    let parts: Option<Vec<&str>> = url.strip_prefix("https://").map(|rest| rest.split('/').collect());
    let is_repository = parts.is_some_and(|parts| {
        parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && !part.contains(char::is_whitespace))
    });
    if !is_repository {
        found.push(Finding::error(field, Detail::NotARepository));
    }
}

fn source_directory(directory: &str, found: &mut Vec<Finding>) {
    let (directory, field) = (directory.trim(), Field::SourceDirectory);
    let is_whole = required(directory, field, found) && not_longer(directory, MAX_DIRECTORY, field, found);
    if is_whole && !directory.starts_with('/') {
        let fix = Fix::SetDirectory { directory: format!("/{directory}") };
        found.push(Finding::error(field, Detail::DirectoryNotAbsolute).with_fix(fix));
    }
}

fn build_here(runtime: Option<Runtime>, command: &str, draft: &Draft, found: &mut Vec<Finding>) {
    match runtime.map(Runtime::ended) {
        None => found.push(Finding::error(Field::Runtime, Detail::Required)),
        Some(Some(since)) => {
            found.push(Finding::error(Field::Runtime, Detail::RuntimeEnded { since: since.to_owned() }));
        }
        Some(None) => {}
    }
    one_line(command, Field::BuildCommand, found);
    if draft.start_command.trim().is_empty() {
        found.push(Finding::warning(Field::StartCommand, Detail::StartCommandMissing));
    }
}

fn image_uri(uri: &str, wanted: Registry, found: &mut Vec<Finding>) -> Option<ImageReference> {
    let uri = uri.trim();
    if !required(uri, Field::ImageUri, found) || !not_longer(uri, image::MAX_LENGTH, Field::ImageUri, found) {
        return None;
    }
    let detail = match ImageReference::parse(uri) {
        Ok(reference) if reference.registry == wanted => {
            if reference.selector == Selector::Latest {
                found.push(Finding::advice(Field::ImageUri, Detail::ImageTagMissing));
            }
            return Some(reference);
        }
        Ok(reference) if reference.registry == Registry::Ecr => Detail::ImageIsPrivate,
        Ok(_) => Detail::ImageIsPublic,
        Err(NotAnImage::OtherRegistry) => Detail::ImageRegistryUnsupported,
        Err(NotAnImage::Malformed) => Detail::ImageMalformed,
    };
    found.push(Finding::error(Field::ImageUri, detail));
    None
}

fn place_of_image(image: &ImageReference, trigger: Trigger, context: &Context, found: &mut Vec<Finding>) {
    let other_account = image.account.as_ref().filter(|account| **account != context.account);
    if let Some(account) = other_account {
        found.push(Finding::warning(Field::ImageUri, Detail::ImageOfOtherAccount { account: account.clone() }));
    }
    if let Some(region) = image.region.as_ref().filter(|region| **region != context.region) {
        found.push(Finding::advice(Field::ImageUri, Detail::ImageOfOtherRegion { region: region.clone() }));
    }
    if trigger == Trigger::Automatic {
        if other_account.is_some() {
            found.push(Finding::error(Field::Trigger, Detail::AutomaticNotPossible).with_fix(Fix::SetManual));
        } else if matches!(image.selector, Selector::Digest(_)) {
            found.push(Finding::warning(Field::Trigger, Detail::AutomaticWithDigest).with_fix(Fix::SetManual));
        }
    }
}
