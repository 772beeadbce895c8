//! The pin of a project: a file in its folder that fixes the account and the Region in which anything may be changed. Read
//! strictly: one that cannot be understood permits nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

use crate::region;

/// What the file is called.
pub const FILE_NAME: &str = "app-runner-desktop.json";
/// Most bytes that the file may have.
pub const MAX_BYTES: usize = 4_096;
/// Most characters of a profile's name.
const MAX_PROFILE: usize = 256;

/// What a pin says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Pin {
    /// The account, twelve digits.
    pub account: String,
    /// The Region.
    pub region: String,
    /// The profile to open first.
    pub profile: Option<String>,
}

/// Why a pin cannot be understood, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PinFault {
    /// The line, from 1, where it is one line's.
    pub line: Option<u32>,
    /// Why.
    pub reason: PinReason,
}

/// Why a pin cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum PinReason {
    /// The file cannot be read.
    Unreadable {
        /// What the system said.
        reason: String,
    },
    /// The file has more than [`MAX_BYTES`].
    TooLarge {
        /// Most that it may have.
        most: u32,
    },
    /// It is not JSON, or not one object.
    NotAnObject,
    /// There is a key that means nothing.
    UnknownKey {
        /// The key.
        key: String,
    },
    /// A key is there more than once.
    RepeatedKey {
        /// The key.
        key: String,
    },
    /// A key is missing.
    MissingKey {
        /// The key.
        key: String,
    },
    /// The account is not twelve digits in quotation marks.
    BadAccount,
    /// The Region is not one that App Runner serves.
    RegionNotServed {
        /// What is there.
        region: String,
    },
    /// The profile is not a name.
    BadProfile,
}

/// A project: a folder with a pin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ProjectView {
    /// What the folder is called.
    pub name: String,
    /// The folder.
    pub folder: String,
    /// The file.
    pub file: String,
    /// What it says, unless it cannot be understood.
    pub pin: Option<Pin>,
    /// Why it cannot be understood. Nothing is changed meanwhile.
    pub fault: Option<PinFault>,
}

/// The project that is open, and those that were.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Projects {
    /// The one that is open.
    pub open: Option<ProjectView>,
    /// Folders of those that were opened before, the last one first.
    pub recent: Vec<String>,
}

/// Why a project cannot be opened or made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ProjectRefusal {
    /// The path is not a whole one, from the root or from `~`.
    NotWhole,
    /// There is no such folder.
    NoFolder,
    /// There is no pin in the folder, nor in one above it.
    NoPin,
    /// The folder is the home directory, or above it: such a pin would be everything's.
    TooHigh,
    /// There is a pin in the folder already.
    Exists,
    /// What is to be written is no pin.
    Pin {
        /// Why.
        reason: PinReason,
    },
    /// The system refuses.
    System {
        /// What it said.
        reason: String,
    },
}

impl PinReason {
    /// The same, where no line is to be blamed.
    pub fn of_file(self) -> PinFault {
        PinFault { line: None, reason: self }
    }
}

impl Pin {
    /// Reads a pin.
    pub fn parse(text: &str) -> Result<Self, PinFault> {
        if text.len() > MAX_BYTES {
            return Err(PinReason::TooLarge { most: u32::try_from(MAX_BYTES).unwrap_or(u32::MAX) }.of_file());
        }
        let members: Members = serde_json::from_str(text).map_err(|error| PinFault {
            line: u32::try_from(error.line()).ok().filter(|line| *line > 0),
            reason: PinReason::NotAnObject,
        })?;
        let mut values = BTreeMap::new();
        for (key, value) in members.0 {
            let at = |reason| PinFault { line: line_of(text, &key), reason };
            if !["account", "region", "profile"].contains(&key.as_str()) {
                return Err(at(PinReason::UnknownKey { key: key.clone() }));
            }
            if values.insert(key.clone(), value).is_some() {
                return Err(at(PinReason::RepeatedKey { key: key.clone() }));
            }
        }
        let required =
            |key: &str| values.get(key).ok_or_else(|| PinReason::MissingKey { key: key.to_owned() }.of_file());
        let at = |key: &str, reason| PinFault { line: line_of(text, key), reason };
        let (account, region) = (words(required("account")?), words(required("region")?));
        let profile = values.get("profile").map(words);
        let pin = Self { account, region, profile };
        pin.check().map_err(|(key, reason)| at(key, reason))?;
        Ok(pin)
    }

    /// The key that is not as it has to be, and why.
    fn check(&self) -> Result<(), (&'static str, PinReason)> {
        let is_account = self.account.len() == 12 && self.account.bytes().all(|byte| byte.is_ascii_digit());
        let is_profile =
            |name: &str| !name.is_empty() && name.chars().count() <= MAX_PROFILE && !name.chars().any(char::is_control);
        if !is_account {
            return Err(("account", PinReason::BadAccount));
        }
        if !region::is_served(&self.region) {
            return Err(("region", PinReason::RegionNotServed { region: self.region.clone() }));
        }
        if self.profile.as_deref().is_some_and(|name| !is_profile(name)) {
            return Err(("profile", PinReason::BadProfile));
        }
        Ok(())
    }

    /// The pin as a file; why not, where its file could not be read again.
    pub fn write(&self) -> Result<String, PinReason> {
        self.check().map_err(|(_, reason)| reason)?;
        let mut pin = json!({ "account": self.account, "region": self.region });
        if let Some(profile) = &self.profile {
            pin["profile"] = json!(profile);
        }
        Ok(format!("{pin:#}\n"))
    }

    /// Whether something may be changed in this account and Region.
    pub fn permits(&self, account: &str, region: &str) -> bool {
        self.account == account && self.region == region
    }
}

/// The folders in which the file is looked for, from one upwards, the nearest first. Never the root or the home directory,
/// nor anything above that: such a pin would be everything's.
pub fn folders<'a>(from: &'a Path, home: Option<&'a Path>) -> impl Iterator<Item = &'a Path> {
    let is_too_high =
        move |folder: &Path| folder.parent().is_none() || home.is_some_and(|home| home.starts_with(folder));
    from.ancestors().take_while(move |folder| !is_too_high(folder))
}

/// The file in a folder.
pub fn file_in(folder: &Path) -> PathBuf {
    folder.join(FILE_NAME)
}

/// An object's members, in their order and with those that are there twice, which JSON readers pass over.
struct Members(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Members;

            fn expecting(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Each)
    }
}

/// A value's text; what is no text is like an empty one, which nothing takes.
fn words(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The last line that has a key: of one that is there twice, the one too many.
fn line_of(text: &str, key: &str) -> Option<u32> {
    let quoted = Value::from(key).to_string();
    let lines = text.lines().enumerate().filter(|(_, line)| line.contains(&quoted));
    lines.last().and_then(|(at, _)| u32::try_from(at + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pin(profile: Option<&str>) -> Pin {
        Pin {
            account: "123456789012".to_owned(),
            region: "ap-northeast-1".to_owned(),
            profile: profile.map(str::to_owned),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for pin in [pin(None), pin(Some("dev")), pin(Some("開発 \"1\""))] {
            assert_eq!(Pin::parse(&pin.write().unwrap()), Ok(pin));
        }
        assert_eq!(Pin { account: "1".to_owned(), ..pin(None) }.write(), Err(PinReason::BadAccount));
    }

    #[test]
    fn what_is_not_exactly_a_pin_is_none() {
        let fault = |line, reason| Err(PinFault { line, reason });
        let key = |key: &str| key.to_owned();
        let account = "\"account\": \"123456789012\"";
        let both = format!("{account},\n\"region\": \"ap-northeast-1\"");
        let region = |region: &str| PinReason::RegionNotServed { region: region.to_owned() };
        for (text, expected) in [
            (format!("{{{both}}}"), Ok(pin(None))),
            (String::new(), fault(Some(1), PinReason::NotAnObject)),
            ("[]".to_owned(), fault(Some(1), PinReason::NotAnObject)),
            (format!("{{\n{account},\n}}"), fault(Some(3), PinReason::NotAnObject)),
            (format!("{{{both}}} x"), fault(Some(2), PinReason::NotAnObject)),
            (format!("{{{account}}}"), fault(None, PinReason::MissingKey { key: key("region") })),
            (format!("{{{both},\n\"regoin\": \"x\"}}"), fault(Some(3), PinReason::UnknownKey { key: key("regoin") })),
            (
                format!("{{{both},\n\"account\": \"210987654321\"}}"),
                fault(Some(3), PinReason::RepeatedKey { key: key("account") }),
            ),
            (both.replace("123456789012", "12345678901"), fault(Some(1), PinReason::BadAccount)),
            (both.replace("\"123456789012\"", "123456789012"), fault(Some(1), PinReason::BadAccount)),
            (both.replace("123456789012", "１２３４"), fault(Some(1), PinReason::BadAccount)),
            (both.replace("ap-northeast-1", "eu-north-1"), fault(Some(2), region("eu-north-1"))),
            (both.replace("\"ap-northeast-1\"", "null"), fault(Some(2), region(""))),
            (format!("{both},\n\"profile\": \"\""), fault(Some(3), PinReason::BadProfile)),
            (format!("{both},\n\"profile\": null"), fault(Some(3), PinReason::BadProfile)),
            (" ".repeat(MAX_BYTES + 1), fault(None, PinReason::TooLarge { most: 4096 })),
        ] {
            let text = if text.contains(':') && !text.starts_with('{') { format!("{{{text}}}") } else { text };
            assert_eq!(Pin::parse(&text), expected, "{text}");
        }
    }

    #[test]
    fn only_the_very_place_is_permitted() {
        for (account, region, expected) in [
            ("123456789012", "ap-northeast-1", true),
            ("123456789012", "us-east-1", false),
            ("210987654321", "ap-northeast-1", false),
        ] {
            assert_eq!(pin(Some("dev")).permits(account, region), expected, "{account} {region}");
        }
    }

    #[test]
    fn it_is_looked_for_upwards_and_never_at_home_or_above() {
        let looked = |from: &str, home: Option<&str>| {
            let all = folders(Path::new(from), home.map(Path::new));
            all.map(|folder| folder.to_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(looked("/home/a/x/y", Some("/home/a")), ["/home/a/x/y", "/home/a/x"]);
        assert_eq!(looked("/srv/x/y", Some("/home/a")), ["/srv/x/y", "/srv/x", "/srv"]);
        assert_eq!(looked("/srv/x", None), ["/srv/x", "/srv"]);
        for (from, home) in
            [("/home/a", Some("/home/a")), ("/home", Some("/home/a")), ("/", Some("/home/a")), ("/", None)]
        {
            assert_eq!(looked(from, home), Vec::<String>::new(), "{from}");
        }
    }
}
