//! Owns what all kinds of resources have in common: names and revisions, quotas, ARNs that stop early, tags, who uses
//! them, their lists and their deletion. What one kind has alone is in the module of its name.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::kinds::{Condition, Kind, summary};
use super::lists::answer_page;
use super::rules::{self, invalid};
use super::state::{DEFAULT_NAME, Region, Service, arn, seconds, tags_of, text};
use super::{Answer, AppRunner, Input, not_found};
use crate::course::Course;
use crate::wire::Refusal;

/// A configuration, a connector or a connection.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Resource {
    pub(crate) kind: Kind,
    pub(crate) arn: String,
    pub(crate) name: String,
    pub(crate) revision: u32,
    pub(crate) condition: Condition,
    pub(crate) created_at: i64,
    pub(crate) deleted_at: Option<i64>,
    pub(crate) tags: BTreeMap<String, String>,
    /// The members that only its kind has, in wire form.
    pub(crate) own: Value,
    /// What it becomes by itself.
    pub(crate) course: Option<Course<Condition>>,
}

impl Resource {
    pub(crate) fn new(region: &str, kind: Kind, name: &str, revision: u32, id: &str, condition: Condition) -> Self {
        let row = kind.row();
        let revision_part = if row.numbered { format!("{revision}/") } else { String::new() };
        Self {
            kind,
            arn: arn(region, &format!("{}/{name}/{revision_part}{id}", row.path)),
            name: name.to_owned(),
            revision,
            condition,
            created_at: 0,
            deleted_at: None,
            tags: BTreeMap::new(),
            own: json!({}),
            course: None,
        }
    }

    pub(crate) fn made(self, created_at: i64, own: Value) -> Self {
        Self { created_at, own, ..self }
    }

    pub(crate) fn is_gone(&self) -> bool {
        self.deleted_at.is_some()
    }

    /// Whether `arn` is this resource's, or stops after its name or its revision where the kind allows that.
    fn is_meant_by(&self, arn: &str) -> bool {
        let stem = self.arn.find(self.kind.row().path).unwrap_or_default() + self.kind.row().path.len();
        match self.arn.strip_prefix(arn) {
            Some("") => true,
            Some(rest) => self.kind.row().revisions.is_some() && rest.starts_with('/') && arn.len() > stem,
            None => false,
        }
    }
}

impl Service {
    /// Whether the service is, or may again be, made with the resource of an ARN.
    pub(crate) fn uses(&self, arn: &str) -> bool {
        self.is_listed()
            && [Some(&self.configuration), self.before.as_ref()].into_iter().flatten().any(|c| c.names(arn))
    }
}

impl Region {
    /// What an ARN means: an existing resource, or the latest revision by an ARN that stops early.
    pub(crate) fn resource(&self, kind: Kind, arn: &str) -> Option<&Resource> {
        self.existing(kind).filter(|resource| resource.is_meant_by(arn)).max_by_key(|resource| resource.revision)
    }

    pub(crate) fn resource_mut(&mut self, arn: &str) -> Option<&mut Resource> {
        self.resources.iter_mut().find(|resource| !resource.is_gone() && resource.arn == arn)
    }

    /// As [`Region::resource`], and deleted ones by their full ARN: AWS goes on describing them for a while.
    fn described(&self, kind: Kind, arn: &str) -> Option<&Resource> {
        let gone = || self.resources.iter().find(|resource| resource.kind == kind && resource.arn == arn);
        self.resource(kind, arn).or_else(gone)
    }

    /// Oldest first.
    pub(crate) fn existing(&self, kind: Kind) -> impl Iterator<Item = &Resource> {
        self.resources.iter().filter(move |resource| resource.kind == kind && !resource.is_gone())
    }

    pub(crate) fn is_used(&self, resource: &Resource) -> bool {
        self.services.iter().any(|service| service.uses(&resource.arn))
    }

    fn is_latest(&self, resource: &Resource) -> bool {
        let same = self.existing(resource.kind).filter(|other| other.name == resource.name);
        !resource.is_gone() && same.map(|other| other.revision).max() == Some(resource.revision)
    }

    /// A resource as it is described.
    pub(crate) fn show(&self, resource: &Resource) -> Value {
        let (kind, row) = (resource.kind, resource.kind.row());
        let mut shown = resource.own.clone();
        shown[kind.member("Arn")] = json!(resource.arn);
        shown[kind.member("Name")] = json!(resource.name);
        shown["Status"] = json!(resource.condition);
        shown["CreatedAt"] = seconds(resource.created_at);
        if row.numbered {
            shown[kind.member("Revision")] = json!(resource.revision);
        }
        if row.revisions.is_some() {
            shown["Latest"] = json!(self.is_latest(resource));
        }
        if let Some(deleted) = resource.deleted_at.filter(|_| kind != Kind::Connection) {
            shown["DeletedAt"] = seconds(deleted);
        }
        if kind == Kind::Scaling {
            shown["HasAssociatedService"] = json!(self.is_used(resource));
            shown["IsDefault"] = json!(self.default_scaling == resource.arn);
        }
        shown
    }

    pub(crate) fn summary(&self, resource: &Resource) -> Value {
        summary(resource.kind, self.show(resource))
    }

    /// The revision that a new resource of this name would have, if the quotas allow one.
    pub(crate) fn next_revision(&self, kind: Kind, name: &str) -> Result<u32, Refusal> {
        let row = kind.row();
        let same: Vec<u32> = self.existing(kind).filter(|r| r.name == name).map(|r| r.revision).collect();
        if same.is_empty() {
            let names: BTreeSet<&str> =
                self.existing(kind).map(|r| r.name.as_str()).filter(|name| *name != DEFAULT_NAME).collect();
            if names.len() >= row.names {
                return Err(quota(row.names, &format!("{}s", lower(row.noun))));
            }
            return Ok(1);
        }
        let Some(most) = row.revisions else {
            return Err(invalid(format!("{} with the provided name already exists: {name}.", row.noun)));
        };
        if same.len() >= most {
            return Err(quota(most, &format!("revisions of the {} {name}", lower(row.noun))));
        }
        Ok(same.into_iter().max().unwrap_or_default() + 1)
    }

    /// Puts a new resource in its place, and answers with it.
    pub(crate) fn keep(&mut self, resource: Resource) -> Value {
        self.resources.push(resource);
        self.resources.last().map_or(Value::Null, |kept| json!({ kept.kind.row().member: self.show(kept) }))
    }
}

impl AppRunner {
    /// Makes a resource whose members of its own are `own`.
    pub(super) fn create_resource(
        &self,
        region: &str,
        input: &Input,
        (kind, condition): (Kind, Condition),
        own: Value,
    ) -> Answer {
        rules::check_tags(input.get("Tags"), &BTreeMap::new())?;
        let name = text(input, &kind.member("Name")).unwrap_or_default();
        self.change(region, |place, scene| {
            let revision = place.next_revision(kind, name)?;
            let id = Uuid::new_v4().simple().to_string();
            let mut made = Resource::new(region, kind, name, revision, &id, condition).made(scene.now, own);
            made.tags = tags_of(input.get("Tags"));
            Ok(place.keep(made))
        })
    }

    pub(super) fn describe_resource(&self, region: &str, input: &Input, kind: Kind) -> Answer {
        let arn = text(input, &kind.member("Arn")).unwrap_or_default();
        self.look(region, |place| {
            let found = place.described(kind, arn).ok_or_else(|| not_found(kind.row().noun, arn))?;
            Ok(json!({ kind.row().member: place.show(found) }))
        })
    }

    /// Deletes what an ARN means, or every revision of its name; nothing that a service uses, and no default.
    pub(super) fn delete_resource(&self, region: &str, input: &Input, kind: Kind) -> Answer {
        let arn = text(input, &kind.member("Arn")).unwrap_or_default();
        let all = input.get("DeleteAllRevisions").and_then(Value::as_bool).unwrap_or_default();
        self.change(region, |place, scene| {
            let row = kind.row();
            let found = place.resource(kind, arn).cloned().ok_or_else(|| not_found(row.noun, arn))?;
            let goes = |other: &Resource| other.arn == found.arn || (all && other.name == found.name);
            for going in place.existing(kind).filter(|other| goes(other)) {
                if place.is_default(going) {
                    return Err(invalid(format!("The default {} can't be deleted.", lower(row.noun))));
                }
                if place.is_used(going) {
                    return Err(invalid(format!("The {} {} is in use by a service.", lower(row.noun), going.arn)));
                }
            }
            for gone in place.resources.iter_mut().filter(|other| other.kind == kind && !other.is_gone() && goes(other))
            {
                gone.condition = row.gone;
                gone.deleted_at = Some(scene.now);
            }
            let shown = place.described(kind, &found.arn).map_or(Value::Null, |gone| place.show(gone));
            Ok(json!({ row.member: shown }))
        })
    }

    /// A list of a kind: by name when the request says one, and where there are revisions the latest of each name
    /// unless the request says otherwise.
    pub(super) fn list_resources(&self, region: &str, input: &Input, kind: Kind) -> Answer {
        let name = text(input, &kind.member("Name"));
        let latest_only = input.get("LatestOnly").and_then(Value::as_bool).unwrap_or(true);
        let latest_only = latest_only && kind.row().revisions.is_some();
        self.look(region, |place| {
            let found = place.existing(kind).filter(|resource| {
                name.is_none_or(|name| resource.name == name) && (!latest_only || place.is_latest(resource))
            });
            let found = found.map(|resource| place.summary(resource)).collect();
            // A token is no good once another filter is asked for.
            let purpose = format!("{} {} {latest_only}", kind.row().path, name.unwrap_or_default());
            answer_page(input, &purpose, kind.row().list, found)
        })
    }
}

impl Region {
    fn is_default(&self, resource: &Resource) -> bool {
        match resource.kind {
            Kind::Scaling => resource.arn == self.default_scaling,
            Kind::Observability => resource.name == DEFAULT_NAME,
            Kind::Connector | Kind::Connection | Kind::Ingress => false,
        }
    }
}

fn lower(noun: &str) -> String {
    if noun.starts_with("VPC") { noun.to_owned() } else { noun.to_lowercase() }
}

fn quota(most: usize, what: &str) -> Refusal {
    Refusal::new("ServiceQuotaExceededException", format!("You have reached the limit of {most} {what}."))
}
