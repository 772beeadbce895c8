//! Owns custom domains: which can be linked, their certificate's records, and the way from one status to the next.
//! Refuses to look names up on the internet: records count when they are in the sandbox's own Route 53.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::changes::find;
use super::lists::answer_page;
use super::rules::invalid;
use super::state::{Region, Service, Status, text};
use super::{Answer, AppRunner, Input, not_found};
use crate::course::Course;
use crate::options::Pace;
use crate::services::Zones;
use crate::wire::Refusal;

/// Domains per service (Developer Guide, "Resource quotas", checked 2026-04).
const DOMAINS: usize = 5;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Stand {
    Creating,
    CreateFailed,
    PendingCertificateDnsValidation,
    BindingCertificate,
    Active,
    Deleting,
    Deleted,
}

/// A domain linked to a service.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Domain {
    pub(crate) name: String,
    with_www: bool,
    stand: Stand,
    /// Of the certificate's records; a new link has new ones.
    id: String,
    course: Option<Course<Stand>>,
}

impl Domain {
    fn new(name: &str, with_www: bool, now: i64) -> Self {
        Self {
            name: name.to_owned(),
            with_www,
            stand: Stand::Creating,
            id: uuid::Uuid::new_v4().simple().to_string(),
            course: Some(Course::new(now, [Stand::PendingCertificateDnsValidation])),
        }
    }

    pub(super) fn advance(&mut self, pace: Pace, now: i64, read: bool) -> bool {
        let due = self.course.as_mut().map(|course| course.due(pace, now, read)).unwrap_or_default();
        if let Some((stand, _)) = due.last() {
            self.stand = *stand;
        }
        self.course.take_if(|course| course.is_over());
        !due.is_empty()
    }

    pub(super) fn is_gone(&self) -> bool {
        self.stand == Stand::Deleted
    }

    /// Whether it waits for someone to write its records into the DNS.
    pub(crate) fn waits(&self) -> bool {
        self.stand == Stand::PendingCertificateDnsValidation
    }

    /// Goes on as if the records had been found. False when it does not wait for them.
    pub(crate) fn validate(&mut self, now: i64) -> bool {
        let waits = self.waits();
        if waits {
            self.stand = Stand::BindingCertificate;
            self.course = Some(Course::new(now, [Stand::Active]));
        }
        waits
    }

    /// What the sandbox's own DNS says about it. True when that changes something.
    fn consult(&mut self, zones: &Zones, now: i64) -> bool {
        if !self.waits() {
            return false;
        }
        if zones.forbids_amazon(self.name.trim_start_matches("*.")) {
            self.stand = Stand::CreateFailed;
            return true;
        }
        let found = self.records().iter().all(|(name, value)| zones.has_cname(name, value));
        found && self.validate(now)
    }

    /// Name and value of the certificate's records: one for the domain, one for `www` before it.
    fn records(&self) -> Vec<(String, String)> {
        let domain = self.name.trim_start_matches("*.");
        let names = [Some(domain.to_owned()), self.with_www.then(|| format!("www.{domain}"))];
        let (name_id, rest) = self.id.split_at(16);
        let record = |(number, name): (usize, String)| {
            (
                format!("_{name_id}{number:016x}.{name}."),
                format!("_{rest}{number:016x}.sandboxdns.acm-validations.aws."),
            )
        };
        names.into_iter().flatten().enumerate().map(record).collect()
    }

    fn show(&self) -> Value {
        let status = match self.stand {
            Stand::Creating | Stand::Deleted => None,
            Stand::PendingCertificateDnsValidation => Some("PENDING_VALIDATION"),
            Stand::CreateFailed => Some("FAILED"),
            Stand::BindingCertificate | Stand::Active | Stand::Deleting => Some("SUCCESS"),
        };
        let records: Vec<Value> = status
            .into_iter()
            .flat_map(|status| self.records().into_iter().map(move |record| (status, record)))
            .map(|(status, (name, value))| json!({"Name": name, "Type": "CNAME", "Value": value, "Status": status}))
            .collect();
        json!({
            "DomainName": self.name,
            "EnableWWWSubdomain": self.with_www,
            "CertificateValidationRecords": records,
            "Status": self.stand,
        })
    }
}

impl AppRunner {
    pub(super) fn associate_domain(&self, region: &str, input: &Input) -> Answer {
        let name = text(input, "DomainName").unwrap_or_default().to_lowercase();
        let asked = input.get("EnableWWWSubdomain").and_then(Value::as_bool);
        check_name(&name, asked)?;
        // The API's default is true, but a wildcard cannot have it.
        let with_www = asked.unwrap_or(!name.starts_with("*."));
        self.change(region, |place, scene| {
            let arn = text(input, "ServiceArn").unwrap_or_default();
            // The operation has no ResourceNotFoundException.
            let service = find(place, arn).map_err(|refusal| invalid(refusal.message))?;
            check_running(service)?;
            if place.services.iter().any(|service| service.domains.iter().any(|domain| domain.name == name)) {
                return Err(invalid(format!("The domain {name} is already associated with a service.")));
            }
            if service.domains.len() >= DOMAINS {
                return Err(invalid(format!("A service can have at most {DOMAINS} custom domains.")));
            }
            let domain = Domain::new(&name, with_www, scene.now);
            let shown = domain.show();
            if let Some(service) = place.service_mut(arn) {
                service.domains.push(domain);
            }
            answer(place, arn, "CustomDomain", &shown)
        })
    }

    pub(super) fn disassociate_domain(&self, region: &str, input: &Input) -> Answer {
        let arn = text(input, "ServiceArn").unwrap_or_default();
        let name = text(input, "DomainName").unwrap_or_default().to_lowercase();
        self.change(region, |place, scene| {
            let service = place.service_mut(arn).ok_or_else(|| not_found("Service", arn))?;
            check_running(service)?;
            let found = service.domains.iter_mut().find(|domain| domain.name == name);
            let domain = found.ok_or_else(|| {
                Refusal::new("ResourceNotFoundException", format!("The domain {name} isn't associated with {arn}."))
            })?;
            if domain.stand == Stand::Deleting {
                let message = format!("The domain {name} is being disassociated.");
                return Err(Refusal::new("InvalidStateException", message));
            }
            domain.stand = Stand::Deleting;
            domain.course = Some(Course::new(scene.now, [Stand::Deleted]));
            let shown = domain.show();
            answer(place, arn, "CustomDomain", &shown)
        })
    }

    /// The domains of a service. Looking at them is what finds their records in the sandbox's Route 53.
    pub(super) async fn describe_domains(&self, region: &str, input: &Input) -> Answer {
        let arn = text(input, "ServiceArn").unwrap_or_default();
        let waits = self.look(region, |place| Ok(find(place, arn)?.domains.iter().any(Domain::waits)))?;
        if waits {
            let zones = self.neighbours.route53.zones().await;
            let now = self.options.clock.now_ms();
            let mut state = self.lock();
            let service = self.place(&mut state, region).service_mut(arn);
            let domains = service.into_iter().flat_map(|service| &mut service.domains);
            let changed = domains.map(|domain| domain.consult(&zones, now)).filter(|changed| *changed).count();
            drop(state);
            self.note_change(changed > 0);
        }
        self.look(region, |place| {
            let shown = find(place, arn)?.domains.iter().map(Domain::show).collect();
            let page = answer_page(input, &format!("domains {arn}"), "CustomDomains", shown)?;
            let mut full = answer(place, arn, "CustomDomains", &page["CustomDomains"])?;
            if let Some(next) = page.get("NextToken") {
                full["NextToken"] = next.clone();
            }
            Ok(full)
        })
    }
}

fn answer(place: &Region, arn: &str, member: &str, shown: &Value) -> Answer {
    let service = find(place, arn)?;
    Ok(json!({
        "DNSTarget": service.url,
        "ServiceArn": arn,
        member: shown,
        "VpcDNSTargets": place.vpc_targets(arn),
    }))
}

fn check_running(service: &Service) -> Result<(), Refusal> {
    if service.status == Status::Running {
        return Ok(());
    }
    let message = format!("Custom domains can't be changed in the current state: {}.", service.status.text());
    Err(Refusal::new("InvalidStateException", message))
}

/// A root domain, a subdomain, or `*.` before one of them, without `www` (Developer Guide, "Managing custom domain
/// names", checked 2026-04).
fn check_name(name: &str, with_www: Option<bool>) -> Result<(), Refusal> {
    let wrong = |why: &str| Err(invalid(format!("The domain name {name} is invalid. {why}")));
    let plain = name.strip_prefix("*.").unwrap_or(name);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
    };
    if !plain.contains('.') || !plain.split('.').all(is_label) {
        return wrong("It must be a root domain, a subdomain or a wildcard.");
    }
    if plain.ends_with(".awsapprunner.com") {
        return wrong("It belongs to App Runner.");
    }
    if name.starts_with("*.") && with_www == Some(true) {
        return wrong("A wildcard domain can't have a www subdomain.");
    }
    Ok(())
}
