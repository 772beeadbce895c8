//! Owns what services answer at their own addresses. Refuses to know more of an application than which paths it serves.

use serde_json::Value;
use winterbaume_core::MockResponse;

use super::applications::serves;
use super::interfaces::{has_instances, runs_as};
use super::source::Source;
use super::{AppRunner, Region};

/// What the hosts of all services end with.
const DOMAIN: &str = ".awsapprunner.com";

/// The Region of a service's host.
pub(crate) fn region_of(host: &str) -> Option<&str> {
    let (_, region) = host.split(':').next()?.strip_suffix(DOMAIN)?.split_once('.')?;
    Some(region)
}

impl AppRunner {
    /// What a host answers. One that no running public service has is answered with 404, as that of a paused one. (Developer
    /// Guide, *Pausing and resuming an App Runner service*.)
    pub(crate) fn site(&self, region: &str, host: &str, path: &str) -> MockResponse {
        let host = host.split(':').next().unwrap_or_default();
        let answer = self.look(region, |place| Ok(answer(place, host, path)));
        let (status, body) = answer.unwrap_or((404, String::new()));
        MockResponse { status, headers: http::HeaderMap::new(), body: body.into() }
    }
}

fn answer(place: &Region, host: &str, path: &str) -> (u16, String) {
    let service = place.services.iter().find(|service| service.url == host && has_instances(service));
    let Some(service) = service else { return (404, String::new()) };
    let configuration = runs_as(service);
    if configuration.network["IngressConfiguration"]["IsPubliclyAccessible"] == Value::Bool(false) {
        return (404, String::new());
    }
    if !serves(&Source::of(&configuration.source), path) {
        return (404, "Not Found".to_owned());
    }
    (200, format!("Hello from {}!", service.name))
}
