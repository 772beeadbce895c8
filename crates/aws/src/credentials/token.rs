//! The tokens of IAM Identity Center, in the files that the AWS CLI keeps them in: the same names, the same format, so
//! that one sign-in serves both. Written whole or not at all, for the person alone. Or in the keychain, where a person
//! prefers that: the same content, which no other program is signed in by then.

use std::fmt::{self, Write};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use ard_core::keychain::KeychainFault;
use ard_core::sign_in::{SsoSession, TokenPlace};
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use serde_json::{Map, Value};
use sha1::{Digest, Sha1};
use zeroize::Zeroizing;

use crate::keychain::{Keychain, KeychainFailure};

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

/// Why a token was not kept.
#[derive(Debug)]
pub enum NotKept {
    /// Its file cannot be written.
    File(io::Error),
    /// The keychain does not take it.
    Keychain(KeychainFault),
}

impl From<KeychainFailure> for NotKept {
    fn from(failure: KeychainFailure) -> Self {
        Self::Keychain(failure.into())
    }
}

/// Where tokens are kept.
pub(super) struct Cache {
    /// The directory in which the AWS CLI keeps them; `None` on a machine that does not say where the person's files are.
    directory: Option<PathBuf>,
    keychain: Keychain,
}

impl Cache {
    /// That of a person, by their home directory. Where the config files are read from does not change it.
    pub(super) fn of(home: Option<&Path>, keychain: Keychain) -> Self {
        Self { directory: home.map(|home| home.join(".aws/sso/cache")), keychain }
    }

    fn file(&self, session: &SsoSession) -> Option<PathBuf> {
        Some(self.directory.as_ref()?.join(format!("{}.json", name(session))))
    }

    /// What is kept for a session; nothing where nothing is, or nothing that can be understood.
    pub(super) async fn read(&self, place: TokenPlace, session: &SsoSession) -> Result<Option<Token>, KeychainFailure> {
        Ok(match place {
            TokenPlace::Files => self.in_file(session).await,
            TokenPlace::Keychain => self.keychain.token(&name(session)).await?.and_then(|kept| understood(&kept)),
        })
    }

    /// The same without asking anybody: of the keychain what was read of it already.
    pub(super) async fn glance(&self, place: TokenPlace, session: &SsoSession) -> Option<Token> {
        match place {
            TokenPlace::Files => self.in_file(session).await,
            TokenPlace::Keychain => understood(&self.keychain.token_at_hand(&name(session))?),
        }
    }

    async fn in_file(&self, session: &SsoSession) -> Option<Token> {
        understood(&Zeroizing::new(tokio::fs::read(self.file(session)?).await.ok()?))
    }

    /// Keeps a token.
    pub(super) async fn write(&self, place: TokenPlace, session: &SsoSession, token: &Token) -> Result<(), NotKept> {
        let bytes = Zeroizing::new(serde_json::to_vec(&token.fields).map_err(|error| NotKept::File(error.into()))?);
        match place {
            TokenPlace::Files => {
                let file = self.file(session).ok_or_else(|| NotKept::File(io::ErrorKind::NotFound.into()))?;
                let written = tokio::task::spawn_blocking(move || crate::files::replace(&file, &bytes)).await;
                written.map_err(io::Error::other).flatten().map_err(NotKept::File)
            }
            TokenPlace::Keychain => Ok(self.keychain.put_token(&name(session), bytes).await?),
        }
    }

    /// Forgets a token; one that is not there is forgotten.
    pub(super) async fn forget(&self, place: TokenPlace, session: &SsoSession) -> Result<(), NotKept> {
        match place {
            TokenPlace::Files => {
                let Some(file) = self.file(session) else { return Ok(()) };
                match tokio::fs::remove_file(file).await {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => Err(NotKept::File(error)),
                    _ => Ok(()),
                }
            }
            TokenPlace::Keychain => Ok(self.keychain.delete_token(&name(session)).await?),
        }
    }
}

/// What the AWS CLI calls the token of a session.
fn name(session: &SsoSession) -> String {
    Sha1::digest(session.cache_name()).iter().fold(String::new(), |mut name, byte| {
        // To write into a string cannot fail.
        let _ = write!(name, "{byte:02x}");
        name
    })
}

fn understood(bytes: &[u8]) -> Option<Token> {
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(fields)) => Some(Token { fields }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use ard_core::keychain::KeychainState;

    use super::*;

    fn session() -> SsoSession {
        SsoSession {
            name: Some("corp".to_owned()),
            start_url: "https://acme.awsapps.com/start".to_owned(),
            region: "us-east-1".to_owned(),
            scopes: Vec::new(),
        }
    }

    const FILES: TokenPlace = TokenPlace::Files;

    fn cache(home: Option<&Path>) -> Cache {
        Cache::of(home, Keychain::in_memory(KeychainState::Ready))
    }

    #[tokio::test]
    async fn the_file_is_the_one_of_the_aws_cli() {
        let home = crate::files::Scratch::new();
        let cache = cache(Some(home.path()));
        let read = async || cache.read(FILES, &session()).await.unwrap();
        assert!(read().await.is_none());
        let file = home.path().join(".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json");
        assert_eq!(cache.file(&session()).as_ref(), Some(&file));
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(
            &file,
            r#"{"accessToken": "a", "expiresAt": "2020-06-01T00:00:00UTC", "refreshToken": "r", "clientId": "i",
                "clientSecret": "s", "registrationExpiresAt": "2999-01-01T00:00:00Z", "of another tool": [1]}"#,
        )
        .unwrap();
        let mut token = read().await.unwrap();
        let now = SystemTime::now();
        assert!(!token.is_valid(now) && token.is_ending(now));
        assert_eq!(token.renewal(now).unwrap().refresh_token, "r");
        token.renew("b", None, now + Duration::from_hours(1));
        assert!(token.is_valid(now) && !token.is_ending(now));
        assert!(token.renewal(now).is_none());
        cache.write(FILES, &session(), &token).await.unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains("of another tool") && text.contains("\"accessToken\":\"b\""), "{text}");
        cache.forget(FILES, &session()).await.unwrap();
        cache.forget(FILES, &session()).await.unwrap();
        assert!(read().await.is_none());
        std::fs::write(&file, "{ half").unwrap();
        assert!(read().await.is_none());
    }

    #[tokio::test]
    async fn a_token_in_the_keychain_is_in_no_file() {
        let home = crate::files::Scratch::new();
        let keychain = Keychain::in_memory(KeychainState::Ready);
        let cache = Cache::of(Some(home.path()), keychain.clone());
        let client = Client { id: "i".to_owned(), secret: "s".to_owned(), expires_at: SystemTime::now() };
        let token = Token::new(&session(), "a", Some("r"), SystemTime::now(), &client);
        let place = TokenPlace::Keychain;
        cache.write(place, &session(), &token).await.unwrap();
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
        assert_eq!(cache.read(place, &session()).await.unwrap().unwrap().access(), Some("a"));
        assert!(cache.read(FILES, &session()).await.unwrap().is_none());
        keychain.set_state(KeychainState::Locked);
        assert!(cache.read(place, &session()).await.is_err());
        assert!(matches!(cache.write(place, &session(), &token).await, Err(NotKept::Keychain(_))));
        assert!(cache.glance(place, &session()).await.is_none());
        keychain.set_state(KeychainState::Ready);
        cache.forget(place, &session()).await.unwrap();
        assert!(cache.read(place, &session()).await.unwrap().is_none());
    }

    #[test]
    fn sessions_are_told_apart_as_the_aws_cli_does() {
        // `sha1("corp")` and `sha1(start URL)`.
        let legacy = SsoSession { name: None, ..session() };
        assert_eq!(name(&session()), SHA1_OF_CORP);
        assert_eq!(name(&legacy), SHA1_OF_URL);
    }

    const SHA1_OF_CORP: &str = "ee0bfd2552fbd840c02cc48b6e823320543c450f";
    const SHA1_OF_URL: &str = "40169cea58ca6cbf23fb27b2542923fb5f524af0";

    #[test]
    fn a_token_is_not_printed() {
        let client = Client { id: "i".to_owned(), secret: "CANARY".to_owned(), expires_at: SystemTime::now() };
        let token = Token::new(&session(), "CANARY", Some("CANARY"), SystemTime::now(), &client);
        assert!(!format!("{token:?}").contains("CANARY"));
    }
}
