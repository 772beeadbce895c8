//! What the systems say of their proxy, in the words of their own programs.

/// What a system's settings say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum SystemProxy {
    /// No proxy.
    #[default]
    None,
    /// This one.
    Proxy {
        /// Its address.
        url: String,
        /// The hosts that are asked directly, in the system's way of writing them.
        except: String,
    },
    /// A script (PAC) chooses.
    Script,
    /// A SOCKS proxy only.
    Socks,
}

fn proxy(host: &str, port: &str, except: String) -> Option<SystemProxy> {
    let is_set = !host.is_empty() && !matches!(port, "" | "0");
    is_set.then(|| SystemProxy::Proxy { url: format!("http://{host}:{port}"), except })
}

/// What `gsettings list-recursively org.gnome.system.proxy` says.
pub fn of_gnome(text: &str) -> SystemProxy {
    let get = |path: &str, key: &str| {
        let of = |line: &str| {
            let mut words = line.trim().splitn(3, ' ');
            let is_it = words.next() == Some(path) && words.next() == Some(key);
            is_it.then(|| words.next().unwrap_or_default().trim_matches('\'').to_owned())
        };
        text.lines().find_map(of).unwrap_or_default()
    };
    let top = "org.gnome.system.proxy";
    match get(top, "mode").as_str() {
        "auto" => SystemProxy::Script,
        "manual" => {
            // GVariant: `['localhost', '127.0.0.0/8']`, and `@as []` when it is empty.
            let except: Vec<String> =
                get(top, "ignore-hosts").split('\'').skip(1).step_by(2).map(str::to_owned).collect();
            let of = |kind: &str| {
                let path = format!("{top}.{kind}");
                proxy(&get(&path, "host"), &get(&path, "port"), except.join(","))
            };
            let shared = || of("http").filter(|_| get(top, "use-same-proxy") == "true");
            let socks = || (!get(&format!("{top}.socks"), "host").is_empty()).then_some(SystemProxy::Socks);
            of("https").or_else(shared).or_else(socks).unwrap_or_default()
        }
        _ => SystemProxy::None,
    }
}

/// What `scutil --proxy` says.
pub fn of_mac(text: &str) -> SystemProxy {
    let get = |key: &str| {
        let of = |line: &str| {
            let (name, value) = line.split_once(" : ")?;
            (name.trim() == key).then(|| value.trim().to_owned())
        };
        text.lines().find_map(of).unwrap_or_default()
    };
    let is_on = |key: &str| get(key) == "1";
    // `ExceptionsList : <array> {`, a line for each, `}`.
    let list =
        text.split_once("ExceptionsList").and_then(|(_, rest)| rest.split_once('{')).map_or("", |(_, rest)| rest);
    let list = list.split_once('}').map_or(list, |(list, _)| list);
    let except: Vec<&str> =
        list.lines().filter_map(|line| line.split_once(" : ")).map(|(_, host)| host.trim()).collect();
    if is_on("HTTPSEnable") {
        return proxy(&get("HTTPSProxy"), &get("HTTPSPort"), except.join(",")).unwrap_or_default();
    }
    if is_on("ProxyAutoConfigEnable") || is_on("ProxyAutoDiscoveryEnable") {
        return SystemProxy::Script;
    }
    if is_on("SOCKSEnable") { SystemProxy::Socks } else { SystemProxy::None }
}

/// What `reg query` says of `HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings`.
pub fn of_windows(text: &str) -> SystemProxy {
    let get = |key: &str| {
        let of = |line: &str| {
            let mut words = line.trim().splitn(2, "    ");
            let is_it = words.next()?.eq_ignore_ascii_case(key);
            let (_, value) = words.next()?.trim().split_once("    ")?;
            is_it.then(|| value.trim().to_owned())
        };
        text.lines().find_map(of).unwrap_or_default()
    };
    let is_on = get("ProxyEnable").trim_start_matches("0x").trim_start_matches('0') == "1";
    let (servers, except) = (get("ProxyServer"), get("ProxyOverride"));
    if is_on && !servers.is_empty() {
        // One for all, `host:port`, or one for each kind: `http=host:port;https=host:port`.
        let of = |kind: &str| servers.split(';').find_map(|one| one.trim().strip_prefix(&format!("{kind}=")));
        let https = of("https").or_else(|| Some(servers.as_str()).filter(|servers| !servers.contains('=')));
        if let Some(server) = https {
            let place = server.split_once("://").map_or(server, |(_, place)| place).trim_end_matches('/');
            let (host, port) = place.rsplit_once(':').unwrap_or((place, "80"));
            return proxy(host, port, except).unwrap_or_default();
        }
        if of("socks").is_some() {
            return SystemProxy::Socks;
        }
    }
    if get("AutoConfigURL").is_empty() { SystemProxy::None } else { SystemProxy::Script }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(url: &str, except: &str) -> SystemProxy {
        SystemProxy::Proxy { url: url.to_owned(), except: except.to_owned() }
    }

    fn gnome(mode: &str, same: bool, http: &str, https: &str, socks: &str) -> String {
        format!(
            "org.gnome.system.proxy autoconfig-url ''\n\
             org.gnome.system.proxy ignore-hosts ['localhost', '127.0.0.0/8', '::1']\n\
             org.gnome.system.proxy mode '{mode}'\n\
             org.gnome.system.proxy use-same-proxy {same}\n\
             org.gnome.system.proxy.http authentication-password ''\n\
             org.gnome.system.proxy.http host '{http}'\n\
             org.gnome.system.proxy.http port 8080\n\
             org.gnome.system.proxy.https host '{https}'\n\
             org.gnome.system.proxy.https port 3128\n\
             org.gnome.system.proxy.socks host '{socks}'\n\
             org.gnome.system.proxy.socks port 1080\n"
        )
    }

    #[test]
    fn gnome_is_read() {
        let except = "localhost,127.0.0.0/8,::1";
        for (text, wanted) in [
            (gnome("none", true, "web", "secure", ""), SystemProxy::None),
            (gnome("manual", true, "web", "secure", "so"), through("http://secure:3128", except)),
            (gnome("manual", true, "web", "", ""), through("http://web:8080", except)),
            (gnome("manual", false, "web", "", ""), SystemProxy::None),
            (gnome("manual", false, "", "", "so"), SystemProxy::Socks),
            (gnome("auto", true, "web", "secure", ""), SystemProxy::Script),
            (String::new(), SystemProxy::None),
            ("No such schema “org.gnome.system.proxy”".to_owned(), SystemProxy::None),
        ] {
            assert_eq!(of_gnome(&text), wanted, "{text}");
        }
        let none = "org.gnome.system.proxy ignore-hosts @as []\norg.gnome.system.proxy mode 'manual'\n\
            org.gnome.system.proxy.https host 'p'\norg.gnome.system.proxy.https port 1\n";
        assert_eq!(of_gnome(none), through("http://p:1", ""));
    }

    #[test]
    fn macos_is_read() {
        let on = "<dictionary> {\n  ExceptionsList : <array> {\n    0 : *.local\n    1 : 169.254/16\n  }\n  \
            FTPPassive : 1\n  HTTPEnable : 1\n  HTTPPort : 8080\n  HTTPProxy : web\n  HTTPSEnable : 1\n  \
            HTTPSPort : 3128\n  HTTPSProxy : secure\n  SOCKSEnable : 1\n}\n";
        assert_eq!(of_mac(on), through("http://secure:3128", "*.local,169.254/16"));
        let off = on.replace("HTTPSEnable : 1", "HTTPSEnable : 0");
        assert_eq!(of_mac(&off), SystemProxy::Socks);
        assert_eq!(of_mac(&off.replace("SOCKSEnable : 1", "SOCKSEnable : 0")), SystemProxy::None);
        let script = "<dictionary> {\n  ProxyAutoConfigEnable : 1\n  ProxyAutoConfigURLString : http://wpad/p.pac\n}\n";
        assert_eq!(of_mac(script), SystemProxy::Script);
        assert_eq!(of_mac(""), SystemProxy::None);
    }

    #[test]
    fn windows_is_read() {
        let registry = |enable: &str, server: &str, more: &str| {
            format!(
                "\r\nHKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\r\n\
                 \x20   ProxyEnable    REG_DWORD    {enable}\r\n\
                 \x20   ProxyServer    REG_SZ    {server}\r\n\
                 \x20   ProxyOverride    REG_SZ    *.corp.example;<local>\r\n{more}\r\n"
            )
        };
        let except = "*.corp.example;<local>";
        for (text, wanted) in [
            (registry("0x1", "proxy:8080", ""), through("http://proxy:8080", except)),
            (registry("0x1", "http://proxy:8080/", ""), through("http://proxy:8080", except)),
            (registry("0x1", "http=web:80;https=secure:443", ""), through("http://secure:443", except)),
            (registry("0x1", "socks=so:1080", ""), SystemProxy::Socks),
            (registry("0x1", "ftp=f:21", ""), SystemProxy::None),
            (registry("0x0", "proxy:8080", ""), SystemProxy::None),
            (registry("0x0", "", "    AutoConfigURL    REG_SZ    http://wpad/p.pac"), SystemProxy::Script),
            (String::new(), SystemProxy::None),
        ] {
            assert_eq!(of_windows(&text), wanted, "{text}");
        }
    }
}
