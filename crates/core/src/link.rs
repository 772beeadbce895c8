//! Where a link of the application may lead. The window names a destination, never a URL.

use serde::{Deserialize, Serialize};

use crate::arn::{Arn, service_name_and_id};
use crate::region;

/// A destination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Link {
    /// The default domain of a service.
    Service {
        /// Host, as AWS answered it.
        host: String,
    },
    /// A service in AWS's console.
    ConsoleService {
        /// Service ARN.
        arn: String,
    },
    /// The accounts of GitHub and Bitbucket that App Runner is connected to, in AWS's console: the only place where a
    /// connection is agreed to.
    ConsoleConnections {
        /// The Region.
        region: String,
    },
    /// AWS's announcement that App Runner takes no new customers, with the ways out.
    Availability,
    /// The App Runner Developer Guide.
    Guide,
    /// App Runner's prices.
    Pricing,
}

/// The URL of a destination; `None` for a host or an ARN that App Runner cannot have given.
pub fn url(link: &Link) -> Option<String> {
    match link {
        Link::Service { host } => is_service_host(host).then(|| format!("https://{host}/")),
        Link::ConsoleService { arn } => {
            let (name, id) = service_name_and_id(arn)?;
            let region = Arn::parse(arn)?.region;
            let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
            (region::is_served(region) && plain(name) && plain(id)).then(|| {
                let service = format!("arn%3Aaws%3Aapprunner%3A{region}%3A{}%3Aservice%2F{name}%2F{id}", account(arn));
                format!("https://{region}.console.aws.amazon.com/apprunner/home?region={region}#/services/dashboard?service_arn={service}")
            })
        }
        Link::ConsoleConnections { region } => region::is_served(region)
            .then(|| format!("https://{region}.console.aws.amazon.com/apprunner/home?region={region}#/connections")),
        Link::Availability => {
            Some("https://docs.aws.amazon.com/apprunner/latest/dg/apprunner-availability-change.html".to_owned())
        }
        Link::Guide => Some("https://docs.aws.amazon.com/apprunner/latest/dg/what-is-apprunner.html".to_owned()),
        Link::Pricing => Some("https://aws.amazon.com/apprunner/pricing/".to_owned()),
    }
}

fn account(arn: &str) -> String {
    let account = Arn::parse(arn).map_or("", |arn| arn.account);
    account.chars().filter(char::is_ascii_digit).collect()
}

/// Where the pages of AWS's sign-in are: the sign-in service itself and the access portals, in their old and their new
/// domain. (IAM Identity Center User Guide, *AWS access portal*, November 2026)
const SIGN_IN_DOMAINS: [&str; 3] = [".amazonaws.com", ".awsapps.com", ".app.aws"];

/// Whether an address is a page of AWS's sign-in, or of this machine, which stands in for AWS where a profile says so.
pub fn is_sign_in_page(url: &str) -> bool {
    if !url.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\') {
        return false;
    }
    let Some((scheme, rest)) = url.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = authority.rsplit_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
    let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok());
    let is_label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if !is_port || !host.split('.').all(is_label) {
        return false;
    }
    match scheme {
        "https" => port.is_none() && SIGN_IN_DOMAINS.iter().any(|domain| host.ends_with(domain)),
        "http" => matches!(host, "127.0.0.1" | "localhost"),
        _ => false,
    }
}

/// `<id>.<region>.awsapprunner.com`, and nothing that merely looks like it.
fn is_service_host(host: &str) -> bool {
    let label = |text: &str| {
        !text.is_empty()
            && text.len() <= 63
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    host.strip_suffix(".awsapprunner.com")
        .and_then(|rest| rest.split_once('.'))
        .is_some_and(|(id, region)| label(id) && region::is_served(region))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hosts_of_app_runner_are_opened() {
        let open = |host: &str| url(&Link::Service { host: host.to_owned() });
        assert_eq!(
            open("psbqam834h.us-east-1.awsapprunner.com").as_deref(),
            Some("https://psbqam834h.us-east-1.awsapprunner.com/")
        );
        for host in [
            "",
            "evil.example",
            "evil.example/.us-east-1.awsapprunner.com",
            "evil.example#a.us-east-1.awsapprunner.com",
            "user@a.us-east-1.awsapprunner.com",
            "a.us-east-1.awsapprunner.com:8443",
            "a.us-east-1.awsapprunner.com.evil.example",
            "a.nowhere-1.awsapprunner.com",
            "us-east-1.awsapprunner.com",
        ] {
            assert_eq!(open(host), None, "{host}");
        }
    }

    #[test]
    fn only_pages_of_the_sign_in_are_opened() {
        for url in [
            "https://oidc.us-east-1.amazonaws.com/authorize?state=a",
            "https://device.sso.eu-west-1.amazonaws.com/?user_code=ABCD-EFGH",
            "https://acme.awsapps.com/start/#/device?user_code=ABCD-EFGH",
            "https://ssoins-7223.us-east-1.portal.app.aws/start",
            "http://127.0.0.1:4566/authorize",
            "http://localhost:1/",
        ] {
            assert!(is_sign_in_page(url), "{url}");
        }
        for url in [
            "",
            "https://evil.example/?x=.awsapps.com/",
            "https://evil.example#.amazonaws.com",
            "https://user@oidc.us-east-1.amazonaws.com/",
            "https://oidc.us-east-1.amazonaws.com:8443/",
            "https://oidc.us-east-1.amazonaws.com.evil.example/",
            "https://evil.example\\.awsapps.com/",
            "https://.awsapps.com/",
            "http://oidc.us-east-1.amazonaws.com/",
            "http://127.0.0.1.evil.example/",
            "file:///etc/passwd",
            "javascript:alert(1)//.awsapps.com",
            "https://acme.awsapps.com/ start",
        ] {
            assert!(!is_sign_in_page(url), "{url}");
        }
    }

    #[test]
    fn the_console_is_opened_at_the_service() {
        let link = |arn: &str| url(&Link::ConsoleService { arn: arn.to_owned() });
        let opened = link("arn:aws:apprunner:us-east-1:123456789012:service/web/8fe1").unwrap();
        assert!(
            opened.starts_with("https://us-east-1.console.aws.amazon.com/apprunner/home?region=us-east-1#"),
            "{opened}"
        );
        assert_eq!(link("arn:aws:apprunner:us-east-1:123456789012:service/web\"/8fe1"), None);
        assert_eq!(link("arn:aws:apprunner:evil.example/:123456789012:service/web/8fe1"), None);
    }
}
