//! Owns what a start URL means here: which ones there are, and which failure one asks for by its words. Refuses state.

use http::Uri;

/// Whether it could be the start of an access portal. AWS knows which ones exist; here all that look so do.
pub(super) fn is_one(url: &str) -> bool {
    let Ok(uri) = url.split('#').next().unwrap_or_default().parse::<Uri>() else { return false };
    let (scheme, host) = (uri.scheme_str().unwrap_or_default(), uri.host().unwrap_or_default());
    match scheme {
        "http" => host == "127.0.0.1",
        "https" => {
            let start = uri.path().trim_end_matches('/').ends_with("/start");
            let named = |ending: &str| host.strip_suffix(ending).is_some_and(|name| !name.is_empty());
            (named(".awsapps.com") && start)
                || named(".app.aws")
                || (host == "identitycenter.amazonaws.com" && uri.path().starts_with("/ssoins-"))
        }
        _ => false,
    }
}

/// The person says no.
pub(super) fn denies(url: &str) -> bool {
    url.contains("denied")
}

/// A device code has expired when it is answered.
pub(super) fn expires(url: &str) -> bool {
    url.contains("expired")
}

/// The first poll is too quick.
pub(super) fn is_slow(url: &str) -> bool {
    url.contains("slow")
}

/// An administrator ends every session: no refresh.
pub(super) fn is_revoked(url: &str) -> bool {
    url.contains("revoked")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn start_urls_are_those_of_portals() {
        for url in [
            "https://acme.awsapps.com/start",
            "https://d-1234567890.awsapps.com/start/",
            "https://acme.awsapps.com/start/#/",
            "https://ssoins-72232d1e1e1e1e1e.portal.us-east-1.app.aws",
            "https://identitycenter.amazonaws.com/ssoins-72232d1e1e1e1e1e",
            "http://127.0.0.1:4577/start",
        ] {
            assert!(is_one(url), "{url}");
        }
        for url in [
            "",
            "acme",
            "https://acme.awsapps.com",
            "https://acme.awsapps.com/started",
            "http://acme.awsapps.com/start",
            "https://.awsapps.com/start",
            "https://acme.awsapps.com.example.com/start",
            "http://192.0.2.1/start",
        ] {
            assert!(!is_one(url), "{url}");
        }
    }
}
