//! An access key, and the form in which a keychain keeps it.

use std::io::{self, Write};

use serde_json::Value;
use zeroize::Zeroizing;

/// The version of the form.
const VERSION: u64 = 1;

/// An access key with its secret. Not printed, not serialized, and wiped when it is done with.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessKey {
    id: String,
    secret: Zeroizing<String>,
}

impl AccessKey {
    /// A key by AWS's id of it and its secret.
    pub fn new(id: String, secret: String) -> Self {
        Self { id, secret: Zeroizing::new(secret) }
    }

    /// AWS's id of it, such as `AKIA…`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its secret.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// Hands it over as the output of a `credential_process`.
    pub fn write_credentials(&self, output: &mut impl Write) -> io::Result<()> {
        output.write_all(&self.json(["Version", "AccessKeyId", "SecretAccessKey"]))?;
        output.write_all(b"\n")?;
        output.flush()
    }

    /// What a keychain keeps: JSON, since one of them (`KWallet`) takes nothing but text.
    pub(super) fn to_kept(&self) -> Zeroizing<Vec<u8>> {
        self.json(["version", "access_key_id", "secret_access_key"])
    }

    fn json(&self, [version, id, secret]: [&str; 3]) -> Zeroizing<Vec<u8>> {
        // Long enough from the start, however much of it is escaped: a buffer that grows leaves a copy behind.
        let length = 64 + version.len() + id.len() + secret.len() + 6 * (self.id.len() + self.secret.len());
        let mut bytes = Zeroizing::new(Vec::with_capacity(length));
        let mut put = |before: &[&str], value: &str| {
            for part in before {
                bytes.extend_from_slice(part.as_bytes());
            }
            // Into memory it does not fail.
            let _ = serde_json::to_writer(&mut *bytes, value);
        };
        put(&["{\"", version, "\":1,\"", id, "\":"], &self.id);
        put(&[",\"", secret, "\":"], &self.secret);
        bytes.push(b'}');
        bytes
    }

    /// The key that a keychain kept; nothing where it is not of a form that we know. What the parser says of it is not
    /// told: it can quote the secret.
    pub(super) fn from_kept(bytes: &[u8]) -> Option<Self> {
        let mut value: Value = serde_json::from_slice(bytes).ok()?;
        let mut text = |name: &str| match value.get_mut(name).map(Value::take) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        let (id, secret) = (text("access_key_id"), text("secret_access_key").map(Zeroizing::new));
        let is_known = value.get("version").and_then(Value::as_u64) == Some(VERSION);
        Some(Self { id: id?, secret: secret? }).filter(|_| is_known)
    }
}

impl std::fmt::Debug for AccessKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("AccessKey").field("id", &self.id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again() {
        let key = AccessKey::new("AKIAEXAMPLE".to_owned(), "a\"b\\c/+é".to_owned());
        let kept = key.to_kept();
        assert_eq!(
            std::str::from_utf8(&kept).unwrap(),
            r#"{"version":1,"access_key_id":"AKIAEXAMPLE","secret_access_key":"a\"b\\c/+é"}"#
        );
        assert_eq!(AccessKey::from_kept(&kept), Some(key));
        for other in [
            r#"{"version":2,"access_key_id":"A","secret_access_key":"s"}"#,
            r#"{"version":1,"access_key_id":"A"}"#,
            r#"{"version":1,"access_key_id":"A","secret_access_key":7}"#,
            "secret",
        ] {
            assert_eq!(AccessKey::from_kept(other.as_bytes()), None, "{other}");
        }
    }

    #[test]
    fn what_is_handed_over_is_what_aws_documents() {
        let mut output = Vec::new();
        AccessKey::new("AKIAEXAMPLE".to_owned(), "a/b+c".to_owned()).write_credentials(&mut output).unwrap();
        let wanted = "{\"Version\":1,\"AccessKeyId\":\"AKIAEXAMPLE\",\"SecretAccessKey\":\"a/b+c\"}\n";
        assert_eq!(String::from_utf8(output).unwrap(), wanted);
    }

    #[test]
    fn a_key_is_not_printed() {
        assert!(!format!("{:?}", AccessKey::new("AKIA".to_owned(), "CANARY".to_owned())).contains("CANARY"));
    }
}
