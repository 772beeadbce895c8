//! Which endpoint each service is asked at.
//!
//! The order is that of the AWS SDKs' reference guide, "Service-specific endpoints" (checked 2026-11-25):
//! `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL`, the profile's `services` section, the profile's `endpoint_url`. We
//! resolve it ourselves so that what is shown to a person and what is asked are the same, and so that plain http never
//! leaves this machine.

use std::net::IpAddr;

use ard_core::problem::{Problem, ProblemDetail};

use crate::profiles::{Profiles, Surroundings};

/// The services that are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    AppRunner,
    Ec2,
    Ecr,
    Iam,
    Kms,
    Logs,
    Rds,
    SecretsManager,
    Ssm,
    Sso,
    SsoOidc,
    Sts,
    Waf,
}

impl Asked {
    const ALL: [Self; 13] = [
        Self::AppRunner,
        Self::Ec2,
        Self::Ecr,
        Self::Iam,
        Self::Kms,
        Self::Logs,
        Self::Rds,
        Self::SecretsManager,
        Self::Ssm,
        Self::Sso,
        Self::SsoOidc,
        Self::Sts,
        Self::Waf,
    ];

    /// The service's id in config files; in upper case, the ending of its variable.
    fn id(self) -> &'static str {
        match self {
            Self::AppRunner => "apprunner",
            Self::Ec2 => "ec2",
            Self::Ecr => "ecr",
            Self::Iam => "iam",
            Self::Kms => "kms",
            Self::Logs => "cloudwatch_logs",
            Self::Rds => "rds",
            Self::SecretsManager => "secrets_manager",
            Self::Ssm => "ssm",
            Self::Sso => "sso",
            Self::SsoOidc => "sso_oidc",
            Self::Sts => "sts",
            Self::Waf => "wafv2",
        }
    }
}

/// The endpoints that a profile or the environment names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Endpoints {
    named: Vec<(Asked, String)>,
}

impl Endpoints {
    /// Reads them; refuses one that is neither https nor on this machine.
    pub(crate) fn of(surroundings: &Surroundings, profiles: &Profiles, profile: &str) -> Result<Self, Problem> {
        let key = |key: &str| profiles.get(profile, key);
        let ignored = surroundings
            .variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
            .or_else(|| key("ignore_configured_endpoint_urls").map(str::to_owned))
            .is_some_and(|value| value.eq_ignore_ascii_case("true"));
        if ignored {
            return Ok(Self::default());
        }
        let mut named = Vec::new();
        for asked in Asked::ALL {
            let url = surroundings
                .variable(&format!("AWS_ENDPOINT_URL_{}", asked.id().to_ascii_uppercase()))
                .or_else(|| surroundings.variable("AWS_ENDPOINT_URL"))
                .or_else(|| profiles.service_endpoint(key("services")?, asked.id()).map(str::to_owned))
                .or_else(|| key("endpoint_url").map(str::to_owned));
            if let Some(url) = url {
                if !is_safe(&url) {
                    return Err(Problem::of(ProblemDetail::EndpointInsecure { url }));
                }
                named.push((asked, url));
            }
        }
        Ok(Self { named })
    }

    /// The endpoint of a service; `None` for AWS's own.
    pub(crate) fn get(&self, asked: Asked) -> Option<&str> {
        self.named.iter().find(|(service, _)| *service == asked).map(|(_, url)| url.as_str())
    }

    /// All that are named, each once.
    pub(crate) fn distinct(&self) -> Vec<String> {
        let mut urls: Vec<String> = Vec::new();
        for (_, url) in &self.named {
            if !urls.contains(url) {
                urls.push(url.clone());
            }
        }
        urls
    }
}

/// Whether an address is https, or of this machine.
pub(crate) fn is_safe(url: &str) -> bool {
    let scheme = url.parse::<http::Uri>().ok().and_then(|uri| uri.scheme_str().map(str::to_owned));
    match scheme.as_deref() {
        Some("https") => true,
        Some("http") => is_local(url),
        _ => false,
    }
}

/// Whether an address is of this machine.
pub(crate) fn is_local(url: &str) -> bool {
    let Ok(uri) = url.parse::<http::Uri>() else { return false };
    let Some(host) = uri.host() else { return false };
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn endpoints(variables: &[(&str, &str)], config: &str) -> Result<Endpoints, Problem> {
        let mut all = vec![("HOME", "/home/a")];
        all.extend_from_slice(variables);
        let surroundings = Surroundings::made_up(&all, &[("/home/a/.aws/config", config)]);
        let profiles = Profiles::read(&surroundings).await.unwrap();
        Endpoints::of(&surroundings, &profiles, "p")
    }

    const CONFIG: &str = "[profile p]\nservices = local\nendpoint_url = http://127.0.0.1:1\n[services local]\napprunner =\n  endpoint_url = http://127.0.0.1:2\n";

    #[tokio::test]
    async fn the_most_exact_endpoint_wins() {
        let from_file = endpoints(&[], CONFIG).await.unwrap();
        assert_eq!(from_file.get(Asked::AppRunner), Some("http://127.0.0.1:2"));
        assert_eq!(from_file.get(Asked::Iam), Some("http://127.0.0.1:1"));
        assert_eq!(from_file.distinct(), ["http://127.0.0.1:2", "http://127.0.0.1:1"]);
        let from_environment = endpoints(
            &[("AWS_ENDPOINT_URL", "http://[::1]:3"), ("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", "https://logs.example")],
            CONFIG,
        )
        .await
        .unwrap();
        assert_eq!(from_environment.get(Asked::AppRunner), Some("http://[::1]:3"));
        assert_eq!(from_environment.get(Asked::Logs), Some("https://logs.example"));
        let ignored = endpoints(&[("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")], CONFIG).await.unwrap();
        assert_eq!(ignored, Endpoints::default());
        assert_eq!(endpoints(&[], "[profile p]\n").await.unwrap().get(Asked::Sts), None);
    }

    #[tokio::test]
    async fn plain_http_stays_on_this_machine() {
        for url in [
            "http://10.0.0.1",
            "http://localhost.example",
            "http://127.0.0.1.example:80",
            "ftp://127.0.0.1",
            "127.0.0.1:80",
        ] {
            let problem = endpoints(&[("AWS_ENDPOINT_URL", url)], "").await.unwrap_err();
            assert_eq!(problem.detail, ProblemDetail::EndpointInsecure { url: url.to_owned() });
        }
        for url in ["http://localhost:4566", "http://127.8.0.1", "https://aws.example"] {
            assert!(endpoints(&[("AWS_ENDPOINT_URL", url)], "").await.is_ok(), "{url}");
        }
    }
}
