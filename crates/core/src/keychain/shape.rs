//! What an access key looks like, and whose it is.

use super::KeyPart;
use crate::arn::Arn;

/// The least and the most characters of a part. (IAM API reference, `AccessKey`, for the id; AWS's secrets have 40, those
/// of emulators fewer or more.)
const LENGTH: std::ops::RangeInclusive<usize> = 16..=128;

/// The part that cannot be one of an access key, without the blanks around it.
pub fn malformed(id: &str, secret: &str) -> Option<KeyPart> {
    let is_of_id = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    if !LENGTH.contains(&id.len()) || !id.bytes().all(is_of_id) {
        return Some(KeyPart::Id);
    }
    let is_secret = LENGTH.contains(&secret.len()) && secret.bytes().all(|byte| byte.is_ascii_graphic());
    (!is_secret).then_some(KeyPart::Secret)
}

/// Whether a key ends by itself: one of STS, by its id. (IAM User Guide, *IAM identifiers*, unique id prefixes.)
pub fn is_temporary(id: &str) -> bool {
    id.starts_with("ASIA")
}

/// The name of the IAM user that an ARN is of; `None` for the account's root user, a role and whoever else.
pub fn user_of(arn: &str) -> Option<&str> {
    let arn = Arn::parse(arn)?;
    let is_user = arn.service == "iam" && arn.resource.starts_with("user/");
    Some(arn.last_segment()).filter(|name| is_user && !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_a_shape() {
        const ID: &str = "AKIAIOSFODNN7EXAMPLE";
        const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        for (id, secret, wanted) in [
            (ID, SECRET, None),
            // Emulators give shorter and longer ones.
            ("AKIA_LOCAL_STACK", "sixteen-letters!", None),
            ("AKIAIOSFODNN7EXAMPL\u{ff25}", SECRET, Some(KeyPart::Id)),
            ("akiaiosfodnn7example", SECRET, Some(KeyPart::Id)),
            ("AKIAIOSFODNN7EX", SECRET, Some(KeyPart::Id)),
            ("", "", Some(KeyPart::Id)),
            (SECRET, ID, Some(KeyPart::Id)),
            (ID, "fifteen-letters", Some(KeyPart::Secret)),
            (ID, "wJalrXUtnFEMI/K7MDENG bPxRfiCYEXAMPLEKEY", Some(KeyPart::Secret)),
            (ID, "wJalrXUtnFEMI/K7MDENG\n/bPxRfiCYEXAMPLE", Some(KeyPart::Secret)),
            (ID, "", Some(KeyPart::Secret)),
        ] {
            assert_eq!(malformed(id, secret), wanted, "{id:?} {secret:?}");
        }
        assert_eq!(malformed(&"A".repeat(128), &"s".repeat(129)), Some(KeyPart::Secret));
        assert!(is_temporary("ASIAIOSFODNN7EXAMPLE") && !is_temporary(ID));
    }

    #[test]
    fn a_key_is_a_users_or_not() {
        for (arn, user) in [
            ("arn:aws:iam::123456789012:user/ann", Some("ann")),
            ("arn:aws-cn:iam::123456789012:user/team/eu/ann", Some("ann")),
            ("arn:aws:iam::123456789012:root", None),
            ("arn:aws:iam::123456789012:user/", None),
            ("arn:aws:sts::123456789012:assumed-role/ops/ann", None),
            ("arn:aws:sts::123456789012:federated-user/ann", None),
            ("ann", None),
        ] {
            assert_eq!(user_of(arn), user, "{arn}");
        }
    }
}
