//! Owns what App Runner asks of the DNS: which records the sandbox's own zones hold.

use bytes::Bytes;
use winterbaume_core::{MockRequest, MockResponse};
use winterbaume_route53::Route53Service;

use super::{GLOBAL, Seeded};

pub(crate) struct Route53(pub(super) Seeded<Route53Service>);

/// The records of all zones: name, type and value, in lower case and without the dot at the end.
#[derive(Debug, Default)]
pub(crate) struct Zones(Vec<(String, String, String)>);

impl Route53 {
    pub(super) fn new() -> Self {
        Self(Seeded::global(Route53Service::new(), "route53", include_str!("../seed/route53.json")))
    }

    pub(super) async fn handle(&self, request: MockRequest) -> MockResponse {
        let mut answer = self.0.ask(GLOBAL, request).await;
        answer.body = with_short_change_id(&String::from_utf8_lossy(&answer.body));
        answer
    }

    pub(crate) async fn zones(&self) -> Zones {
        let view = self.0.view(GLOBAL).await;
        let records = view.hosted_zones.into_values().flat_map(|zone| zone.records);
        let values = records.flat_map(|record| {
            let (name, kind) = (plain(&record.name), record.record_type);
            record.resource_records.into_iter().map(move |value| (name.clone(), kind.clone(), plain(&value)))
        });
        Zones(values.collect())
    }
}

impl Zones {
    pub(crate) fn has_cname(&self, name: &str, value: &str) -> bool {
        let wanted = (plain(name), "CNAME".to_owned(), plain(value));
        self.0.contains(&wanted)
    }

    /// Whether the CAA records closest to a domain leave Amazon's certificate authority out (RFC 8659: the closest
    /// ancestor with any CAA record decides).
    pub(crate) fn forbids_amazon(&self, domain: &str) -> bool {
        let mut rest = Some(domain);
        while let Some(name) = rest {
            let mut caa = self.0.iter().filter(|(at, kind, _)| at == name && kind == "CAA").peekable();
            if caa.peek().is_some() {
                return !caa.any(|(_, _, value)| value.contains("amazon"));
            }
            rest = name.split_once('.').map(|(_, parent)| parent);
        }
        false
    }
}

/// AWS's ids of changes have 32 characters at most; clients compare them as they come.
fn with_short_change_id(xml: &str) -> Bytes {
    const OPEN: &str = "<Id>/change/";
    let short = xml.split_once(OPEN).and_then(|(before, rest)| {
        let (id, after) = rest.split_once("</Id>")?;
        let short: String = id.chars().filter(char::is_ascii_alphanumeric).take(20).collect();
        Some(format!("{before}{OPEN}{}</Id>{after}", short.to_uppercase()))
    });
    Bytes::from(short.unwrap_or_else(|| xml.to_owned()))
}

fn plain(text: &str) -> String {
    text.trim_end_matches('.').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_caa_records_decide() {
        let record = |name: &str, value: &str| (name.to_owned(), "CAA".to_owned(), value.to_owned());
        let zones =
            Zones(vec![record("example.com", "0 issue \"amazon.com\""), record("a.example.com", "0 issue \"other\"")]);
        assert!(!zones.forbids_amazon("b.example.com"));
        assert!(zones.forbids_amazon("x.a.example.com"));
        assert!(!zones.forbids_amazon("example.org"));
    }

    #[tokio::test]
    async fn the_seed_fits() {
        let route53 = Route53::new();
        assert_eq!(route53.0.view(GLOBAL).await.hosted_zones.len(), 1);
        assert!(route53.zones().await.forbids_amazon("locked.example.com"));
        assert!(route53.zones().await.has_cname("www.example.com.", "shop.example.net"));
    }
}
