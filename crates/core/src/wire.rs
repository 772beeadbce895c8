//! How AWS is reached: through which proxy, trusting which certificates, and how well. Pure; `aws` builds what is decided
//! here, the engine keeps the choice. No password is part of any of this: a proxy that asks for one is named by the
//! environment, which other tools read too.

mod clock;
mod reach;
mod system;

use serde::{Deserialize, Serialize};

pub use clock::{TICK, skew_of, slept, wrong_by};
pub use reach::{Connectivity, Reach};
pub use system::{SystemProxy, of_gnome, of_mac, of_windows};

/// Through which proxy a person wants AWS to be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ProxyChoice {
    /// The one that the system's settings name.
    System,
    /// The one that the environment names, as for the AWS CLI.
    Environment,
    /// This one.
    Manual {
        /// Its address, such as `http://proxy.example.com:8080`, as typed.
        url: String,
        /// Hosts that are asked directly, with commas between them, as typed.
        except: String,
    },
    /// None.
    None,
}

/// How a person wants AWS to be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct WireChoice {
    /// Through which proxy.
    pub proxy: ProxyChoice,
    /// A file of certificates (PEM) that are trusted beside the system's own.
    pub ca_file: Option<String>,
}

impl WireChoice {
    /// What is chosen before a person chooses: what the environment says if it says anything, else the system.
    pub fn default_in(variable: impl Fn(&str) -> Option<String>) -> Self {
        let named = HTTPS_VARIABLES.iter().chain(&HTTP_VARIABLES).any(|name| variable(name).is_some());
        Self { proxy: if named { ProxyChoice::Environment } else { ProxyChoice::System }, ca_file: None }
    }

    /// The choice without spaces around what was typed, and without a file that is none.
    #[must_use]
    pub fn tidy(self) -> Self {
        let proxy = match self.proxy {
            ProxyChoice::Manual { url, except } => {
                ProxyChoice::Manual { url: url.trim().to_owned(), except: except.trim().to_owned() }
            }
            other => other,
        };
        let ca_file = self.ca_file.map(|path| path.trim().to_owned()).filter(|path| !path.is_empty());
        Self { proxy, ca_file }
    }
}

/// Where a proxy's address comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ProxySource {
    /// The system's settings.
    System,
    /// The environment.
    Environment,
    /// The person typed it here.
    Manual,
}

/// Why a proxy's address cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ProxyFault {
    /// It is no address: scheme, host, port.
    Malformed,
    /// It has no port.
    NoPort,
    /// It has a name or a password in it, which is not kept here.
    Password,
    /// It is of a SOCKS proxy.
    Socks,
    /// It is of a script that chooses the proxy (PAC).
    Script,
    /// It is of another kind of proxy.
    Scheme,
}

/// What a proxy setting comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ProxyInEffect {
    /// AWS is asked directly.
    Direct,
    /// AWS is asked through a proxy.
    Through {
        /// Its address, without a name or a password.
        proxy: String,
        /// The hosts that are asked directly all the same.
        except: Vec<String>,
        /// Whether the address holds a name or a password.
        has_password: bool,
    },
    /// AWS is asked directly, since what the system names cannot be followed.
    Unfollowed {
        /// Why: a script, or a SOCKS proxy.
        fault: ProxyFault,
    },
    /// The setting cannot be used.
    Unusable {
        /// Why.
        fault: ProxyFault,
    },
}

/// Where a file of certificates is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CaSource {
    /// The environment, by `AWS_CA_BUNDLE`.
    Environment,
    /// A profile, by `ca_bundle`.
    Profile {
        /// The profile.
        name: String,
    },
    /// The person typed it here.
    Setting,
}

/// Why a file of certificates cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CaFault {
    /// There is no such file.
    Missing,
    /// It cannot be read.
    Unreadable {
        /// What the system said.
        reason: String,
    },
    /// There is no certificate in it.
    NoCertificate,
    /// One of its certificates is none.
    BadCertificate {
        /// Which, from 1.
        number: u32,
    },
}

/// Why TLS does not come about: the certificate that was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum CertificateFault {
    /// Nobody who is trusted here has signed it: a company's proxy that reads the traffic shows such ones.
    UnknownIssuer,
    /// It is not valid yet, or not any more.
    OutOfDate,
    /// It is of another host.
    WrongHost,
    /// Anything else.
    Other,
}

/// Why a proxy does not lead to AWS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ProxyRefusal {
    /// It wants to know who asks.
    SignIn,
    /// It cannot be reached.
    Unreachable,
    /// It does not let AWS through.
    Closed,
}

/// A file of certificates that is in effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CaInEffect {
    /// The file.
    pub path: String,
    /// Where it is named.
    pub source: CaSource,
    /// Whose certificates are in it.
    pub subjects: Vec<String>,
    /// Why it cannot be used.
    pub fault: Option<CaFault>,
}

/// How AWS is asked, and why so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct WireView {
    /// What is chosen.
    pub choice: WireChoice,
    /// What that comes to.
    pub proxy: ProxyInEffect,
    /// What the system's settings would come to.
    pub system: ProxyInEffect,
    /// What the environment would come to.
    pub environment: ProxyInEffect,
    /// The file of certificates that counts for the session; `None` where the system's own do.
    pub ca: Option<CaInEffect>,
}

/// What came of trying a choice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Tried {
    /// The endpoint that was asked.
    pub endpoint: String,
    /// The proxy on the way, without a name or a password.
    pub proxy: Option<String>,
    /// Until the answer, in milliseconds.
    pub took: f64,
}

/// What names the proxy for https in the environment, the first that is set: the small letters come first. (curl; Python, and
/// so the AWS CLI.)
const HTTPS_VARIABLES: [&str; 4] = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
/// What names the one for http, by which AWS is never asked; who has set it means the environment to count all the same.
const HTTP_VARIABLES: [&str; 2] = ["http_proxy", "HTTP_PROXY"];
const EXCEPT_VARIABLES: [&str; 2] = ["no_proxy", "NO_PROXY"];

/// Hosts that no proxy is asked for: this machine itself.
pub const NEVER: [&str; 3] = ["localhost", "127.0.0.0/8", "::1"];

/// The proxy that the environment names: its address, which may hold a password, and the hosts that are asked directly.
pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Option<(String, String)> {
    let first = |names: &[&str]| names.iter().find_map(|name| variable(name));
    let url = first(&HTTPS_VARIABLES)?;
    // As curl has it, an address without a scheme is of http.
    let url = if url.contains("://") { url } else { format!("http://{url}") };
    Some((url, first(&EXCEPT_VARIABLES).unwrap_or_default()))
}

/// What an address comes to. Only the environment's may hold a password, or lack a port.
pub fn in_effect(url: &str, except: &str, source: ProxySource) -> ProxyInEffect {
    match address(url) {
        Err(fault) => ProxyInEffect::Unusable { fault },
        Ok(address) if address.has_password && source != ProxySource::Environment => {
            ProxyInEffect::Unusable { fault: ProxyFault::Password }
        }
        Ok(address) if !address.has_port && source != ProxySource::Environment => {
            ProxyInEffect::Unusable { fault: ProxyFault::NoPort }
        }
        Ok(Address { shown, has_password, .. }) => {
            ProxyInEffect::Through { proxy: shown, except: exceptions(except), has_password }
        }
    }
}

struct Address {
    shown: String,
    has_password: bool,
    has_port: bool,
}

fn address(url: &str) -> Result<Address, ProxyFault> {
    let (scheme, rest) = url.split_once("://").ok_or(ProxyFault::Malformed)?;
    let scheme = scheme.to_ascii_lowercase();
    if scheme.starts_with("socks") {
        return Err(ProxyFault::Socks);
    }
    if rest.split(['?', '#']).next().is_some_and(|path| path.to_ascii_lowercase().ends_with(".pac")) {
        return Err(ProxyFault::Script);
    }
    if scheme != "http" && scheme != "https" {
        return Err(ProxyFault::Scheme);
    }
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let (who, place) = rest.rsplit_once('@').map_or((None, rest), |(who, place)| (Some(who), place));
    let (host, port) = match place.strip_prefix('[') {
        Some(inner) => {
            let (host, after) = inner.split_once(']').ok_or(ProxyFault::Malformed)?;
            host.parse::<std::net::Ipv6Addr>().map_err(|_| ProxyFault::Malformed)?;
            if !after.is_empty() && !after.starts_with(':') {
                return Err(ProxyFault::Malformed);
            }
            (format!("[{host}]"), after.strip_prefix(':'))
        }
        None => match place.split_once(':') {
            Some((host, port)) => (host.to_owned(), Some(port)),
            None => (place.to_owned(), None),
        },
    };
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    let is_host = host.starts_with('[') || (!host.is_empty() && host.bytes().all(is_name));
    let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    if !is_host || !is_port {
        return Err(ProxyFault::Malformed);
    }
    let shown = match port {
        Some(port) => format!("{scheme}://{host}:{port}"),
        None => format!("{scheme}://{host}"),
    };
    Ok(Address { shown, has_password: who.is_some(), has_port: port.is_some() })
}

/// Hosts that are asked directly, as systems and people write them, in the form that the HTTP client knows: names, which
/// stand for all below them too, addresses and networks.
pub fn exceptions(text: &str) -> Vec<String> {
    text.split([',', ';', ' ', '\n']).filter_map(|one| exception(one.trim())).collect()
}

fn exception(text: &str) -> Option<String> {
    // Windows: names without a dot, which no endpoint of AWS is.
    if text.is_empty() || text.eq_ignore_ascii_case("<local>") {
        return None;
    }
    if text == "*" {
        return Some(text.to_owned());
    }
    if let Some(start) = text.strip_suffix(".*") {
        let parts: Vec<&str> = start.split('.').collect();
        let is_network = parts.len() < 4 && parts.iter().all(|part| part.parse::<u8>().is_ok());
        let filled = parts.iter().copied().chain(std::iter::repeat("0")).take(4).collect::<Vec<_>>().join(".");
        return is_network.then(|| format!("{filled}/{}", parts.len() * 8));
    }
    // `*.corp` is `.corp` here; another star is something that nobody could follow.
    let text = text.strip_prefix('*').unwrap_or(text);
    let text = text.split_once("://").map_or(text, |(_, host)| host);
    (!text.contains('*')).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(url: &str, source: ProxySource) -> Result<String, ProxyFault> {
        match in_effect(url, "", source) {
            ProxyInEffect::Through { proxy, .. } => Ok(proxy),
            ProxyInEffect::Unusable { fault } => Err(fault),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_address_is_what_can_be_used() {
        for (url, wanted) in [
            ("http://proxy.example.com:8080", Ok("http://proxy.example.com:8080")),
            ("HTTP://proxy:3128/", Ok("http://proxy:3128")),
            ("https://10.0.0.1:443", Ok("https://10.0.0.1:443")),
            ("http://[2001:db8::1]:3128", Ok("http://[2001:db8::1]:3128")),
            ("http://proxy", Err(ProxyFault::NoPort)),
            ("proxy:8080", Err(ProxyFault::Malformed)),
            ("http://", Err(ProxyFault::Malformed)),
            ("http://:8080", Err(ProxyFault::Malformed)),
            ("http://proxy:0", Err(ProxyFault::Malformed)),
            ("http://proxy:80800", Err(ProxyFault::Malformed)),
            ("http://proxy:8080/path", Err(ProxyFault::Malformed)),
            ("http://pro xy:8080", Err(ProxyFault::Malformed)),
            ("http://[::1:80", Err(ProxyFault::Malformed)),
            ("http://[::1]x:80", Err(ProxyFault::Malformed)),
            ("http://alice:CANARY@proxy:8080", Err(ProxyFault::Password)),
            ("http://alice@proxy:8080", Err(ProxyFault::Password)),
            ("socks5h://proxy:1080", Err(ProxyFault::Socks)),
            ("http://wpad.example.com/proxy.pac", Err(ProxyFault::Script)),
            ("ftp://proxy:21", Err(ProxyFault::Scheme)),
        ] {
            assert_eq!(through(url, ProxySource::Manual), wanted.map(str::to_owned), "{url}");
        }
    }

    #[test]
    fn only_the_environment_may_name_a_password_and_it_is_never_shown() {
        let shown = in_effect("http://alice:CANARY@proxy:8080", "", ProxySource::Environment);
        let ProxyInEffect::Through { proxy, has_password: true, .. } = &shown else { panic!("{shown:?}") };
        assert_eq!(proxy, "http://proxy:8080");
        assert_eq!(through("http://proxy", ProxySource::Environment), Ok("http://proxy".to_owned()));
    }

    #[test]
    fn the_environment_is_read_as_other_tools_do() {
        let of = |pairs: &'static [(&str, &str)]| {
            move |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        let proxy = |url: &str, except: &str| Some((url.to_owned(), except.to_owned()));
        for (pairs, wanted) in [
            (&[][..], None),
            // Only for http, by which AWS is never asked.
            (&[("HTTP_PROXY", "http://a:1")], None),
            (&[("https_proxy", "http://a:1"), ("no_proxy", ".corp")], proxy("http://a:1", ".corp")),
            (&[("ALL_PROXY", "a:1"), ("NO_PROXY", "x"), ("no_proxy", "y")], proxy("http://a:1", "y")),
            (&[("HTTPS_PROXY", "http://a:1"), ("ALL_PROXY", "http://b:1")], proxy("http://a:1", "")),
            (&[("HTTPS_PROXY", "http://a:1"), ("https_proxy", "http://b:1")], proxy("http://b:1", "")),
        ] {
            assert_eq!(of_environment(of(pairs)), wanted, "{pairs:?}");
        }
        let default = |pairs| WireChoice::default_in(of(pairs)).proxy;
        assert_eq!(default(&[("http_proxy", "http://a:1")]), ProxyChoice::Environment);
        assert_eq!(default(&[("NO_PROXY", "a")]), ProxyChoice::System);
    }

    #[test]
    fn exceptions_are_those_that_the_client_knows() {
        for (text, wanted) in [
            ("", &[][..]),
            ("localhost, 10.0.0.0/8,.corp.example", &["localhost", "10.0.0.0/8", ".corp.example"]),
            ("<local>;*.corp.example;192.168.*;10.1.2.*", &[".corp.example", "192.168.0.0/16", "10.1.2.0/24"]),
            ("*", &["*"]),
            ("http://intranet", &["intranet"]),
            ("10.*.3.4 a*b 1.2.3.4.*", &[]),
        ] {
            assert_eq!(exceptions(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_was_typed_is_tidied() {
        let manual = |url: &str, except: &str| ProxyChoice::Manual { url: url.to_owned(), except: except.to_owned() };
        let typed = WireChoice { proxy: manual(" http://a:1 ", " x"), ca_file: Some("  ".to_owned()) };
        assert_eq!(typed.tidy(), WireChoice { proxy: manual("http://a:1", "x"), ca_file: None });
    }
}
