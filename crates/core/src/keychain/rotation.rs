//! What is decided while a key is replaced by a new one.

use crate::UnixMillis;

/// So far the clocks of this machine and of IAM may be apart. The SDKs correct for more than that by themselves.
const SKEW: UnixMillis = 300_000.0;

/// An access key of a user, as IAM lists it.
#[derive(Debug, Clone, PartialEq)]
pub struct UserKey {
    /// AWS's id.
    pub id: String,
    /// Whether AWS takes it.
    pub is_active: bool,
    /// When it was made; IAM says it in whole seconds.
    pub created_at: UnixMillis,
}

/// The keys that an attempt which began at `since` may have made and nobody has the secret of. `old` is the one that is
/// being replaced, beside which there was none when the plan was made.
pub fn left_over<'a>(listed: &'a [UserKey], old: &str, since: UnixMillis) -> Vec<&'a UserKey> {
    listed.iter().filter(|key| key.id != old && key.created_at >= since - SKEW).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_newer_than_the_attempt_is_left_over() {
        let key = |id: &str, created_at| UserKey { id: id.to_owned(), is_active: true, created_at };
        let listed =
            [key("OLD", 999_000.0), key("EARLIER", 600_000.0), key("SKEWED", 800_000.0), key("NEW", 1_001_000.0)];
        let found = |since| left_over(&listed, "OLD", since).into_iter().map(|key| key.id.as_str()).collect::<Vec<_>>();
        assert_eq!(found(1_000_000.0), ["SKEWED", "NEW"]);
        assert_eq!(found(2_000_000.0), Vec::<&str>::new());
    }
}
