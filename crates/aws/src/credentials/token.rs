//! The tokens of IAM Identity Center, in the files that the AWS CLI keeps them in: the same names, the same format, so
//! that one sign-in serves both. Written whole or not at all, for the person alone.

use std::fmt::{self, Write};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use ard_core::sign_in::SsoSession;
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use serde_json::{Map, Value};
use sha1::{Digest, Sha1};

/// A token is renewed so long before it ends. (AWS SDKs: five minutes.)
const EARLY: Duration = Duration::from_mins(5);

/// What the cache has for a session. Its fields are those of the file, those that we do not know among them.
#[derive(Clone)]
pub(super) struct Token {
    fields: Map<String, Value>,
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Token").field("expires_at", &self.expires_at()).finish_non_exhaustive()
    }
}

/// The client that a token was given to.
pub(super) struct Client {
    pub(super) id: String,
    pub(super) secret: String,
    pub(super) expires_at: SystemTime,
}

/// What renews a token.
pub(super) struct Renewal {
    pub(super) client: Client,
    pub(super) refresh_token: String,
}

impl Token {
    /// A token that was just given.
    pub(super) fn new(
        session: &SsoSession,
        access: &str,
        refresh: Option<&str>,
        until: SystemTime,
        client: &Client,
    ) -> Self {
        let mut token = Self { fields: Map::new() };
        token.put("startUrl", &session.start_url);
        token.put("region", &session.region);
        token.put("clientId", &client.id);
        token.put("clientSecret", &client.secret);
        token.put("registrationExpiresAt", &text_of(client.expires_at));
        token.renew(access, refresh, until);
        token
    }

    /// The same with new values. An answer without a refresh token ends the renewing.
    pub(super) fn renew(&mut self, access: &str, refresh: Option<&str>, until: SystemTime) {
        self.put("accessToken", access);
        self.put("expiresAt", &text_of(until));
        match refresh {
            Some(refresh) => self.put("refreshToken", refresh),
            None => {
                self.fields.remove("refreshToken");
            }
        }
    }

    fn put(&mut self, name: &str, value: &str) {
        self.fields.insert(name.to_owned(), Value::String(value.to_owned()));
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
    }

    pub(super) fn access(&self) -> Option<&str> {
        self.text("accessToken")
    }

    pub(super) fn expires_at(&self) -> Option<SystemTime> {
        self.text("expiresAt").and_then(moment)
    }

    /// What renews it, while the client's registration lasts.
    pub(super) fn renewal(&self, now: SystemTime) -> Option<Renewal> {
        let expires_at = self.text("registrationExpiresAt").and_then(moment).filter(|until| *until > now)?;
        let client =
            Client { id: self.text("clientId")?.to_owned(), secret: self.text("clientSecret")?.to_owned(), expires_at };
        Some(Renewal { client, refresh_token: self.text("refreshToken")?.to_owned() })
    }

    /// Whether it can still be used.
    pub(super) fn is_valid(&self, now: SystemTime) -> bool {
        self.access().is_some() && self.expires_at().is_some_and(|until| until > now)
    }

    /// Whether it is time to renew it.
    pub(super) fn is_ending(&self, now: SystemTime) -> bool {
        self.expires_at().is_none_or(|until| until <= now + EARLY)
    }
}

/// The AWS CLI once wrote `…UTC` for `…Z`.
fn moment(text: &str) -> Option<SystemTime> {
    let text = text.strip_suffix("UTC").map_or_else(|| text.to_owned(), |start| format!("{start}Z"));
    DateTime::from_str(&text, Format::DateTimeWithOffset).ok().and_then(|moment| SystemTime::try_from(moment).ok())
}

fn text_of(moment: SystemTime) -> String {
    let seconds = moment.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    // Whole seconds, as the AWS CLI writes them.
    let moment = DateTime::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX));
    moment.fmt(Format::DateTime).unwrap_or_default()
}

/// The directory in which the AWS CLI keeps tokens.
#[derive(Debug, Clone)]
pub(super) struct Cache {
    directory: PathBuf,
}

impl Cache {
    /// That of a person, by their home directory. Where the config files are read from does not change it.
    pub(super) fn of(home: &Path) -> Self {
        Self { directory: home.join(".aws/sso/cache") }
    }

    fn file(&self, session: &SsoSession) -> PathBuf {
        let mut name = Sha1::digest(session.cache_name()).iter().fold(String::new(), |mut name, byte| {
            // To write into a string cannot fail.
            let _ = write!(name, "{byte:02x}");
            name
        });
        name.push_str(".json");
        self.directory.join(name)
    }

    /// What is kept for a session; nothing where there is no file, or none that can be understood.
    pub(super) async fn read(&self, session: &SsoSession) -> Option<Token> {
        let bytes = tokio::fs::read(self.file(session)).await.ok()?;
        match serde_json::from_slice(&bytes) {
            Ok(Value::Object(fields)) => Some(Token { fields }),
            _ => None,
        }
    }

    /// Keeps a token.
    pub(super) async fn write(&self, session: &SsoSession, token: &Token) -> io::Result<()> {
        let bytes = serde_json::to_vec(&token.fields)?;
        let file = self.file(session);
        tokio::task::spawn_blocking(move || crate::files::replace(&file, &bytes)).await.map_err(io::Error::other)?
    }

    /// Forgets a token; one that is not there is forgotten.
    pub(super) async fn forget(&self, session: &SsoSession) -> io::Result<()> {
        match tokio::fs::remove_file(self.file(session)).await {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> SsoSession {
        SsoSession {
            name: Some("corp".to_owned()),
            start_url: "https://acme.awsapps.com/start".to_owned(),
            region: "us-east-1".to_owned(),
            scopes: Vec::new(),
        }
    }

    #[tokio::test]
    async fn the_file_is_the_one_of_the_aws_cli() {
        let home = crate::files::Scratch::new();
        let cache = Cache::of(home.path());
        assert!(cache.read(&session()).await.is_none());
        let file = home.path().join(".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json");
        assert_eq!(cache.file(&session()), file);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(
            cache.file(&session()),
            r#"{"accessToken": "a", "expiresAt": "2020-06-01T00:00:00UTC", "refreshToken": "r", "clientId": "i",
                "clientSecret": "s", "registrationExpiresAt": "2999-01-01T00:00:00Z", "of another tool": [1]}"#,
        )
        .unwrap();
        let mut token = cache.read(&session()).await.unwrap();
        let now = SystemTime::now();
        assert!(!token.is_valid(now) && token.is_ending(now));
        assert_eq!(token.renewal(now).unwrap().refresh_token, "r");
        token.renew("b", None, now + Duration::from_hours(1));
        assert!(token.is_valid(now) && !token.is_ending(now));
        assert!(token.renewal(now).is_none());
        cache.write(&session(), &token).await.unwrap();
        let text = std::fs::read_to_string(cache.file(&session())).unwrap();
        assert!(text.contains("of another tool") && text.contains("\"accessToken\":\"b\""), "{text}");
        cache.forget(&session()).await.unwrap();
        cache.forget(&session()).await.unwrap();
        assert!(cache.read(&session()).await.is_none());
        std::fs::write(cache.file(&session()), "{ half").unwrap();
        assert!(cache.read(&session()).await.is_none());
    }

    #[test]
    fn sessions_are_told_apart_as_the_aws_cli_does() {
        let cache = Cache::of(Path::new("/home/a"));
        // `sha1("corp")` and `sha1(start URL)`.
        let legacy = SsoSession { name: None, ..session() };
        let name = |session: &SsoSession| cache.file(session).file_name().unwrap().to_string_lossy().into_owned();
        assert_eq!(name(&session()), SHA1_OF_CORP);
        assert_eq!(name(&legacy), SHA1_OF_URL);
    }

    const SHA1_OF_CORP: &str = "ee0bfd2552fbd840c02cc48b6e823320543c450f.json";
    const SHA1_OF_URL: &str = "40169cea58ca6cbf23fb27b2542923fb5f524af0.json";

    #[test]
    fn a_token_is_not_printed() {
        let client = Client { id: "i".to_owned(), secret: "CANARY".to_owned(), expires_at: SystemTime::now() };
        let token = Token::new(&session(), "CANARY", Some("CANARY"), SystemTime::now(), &client);
        assert!(!format!("{token:?}").contains("CANARY"));
    }
}
