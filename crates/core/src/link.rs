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
