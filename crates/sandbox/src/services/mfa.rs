//! Owns codes of MFA devices: six digits that are good once. Refuses to know devices: every name is one of the account's.

use super::{GLOBAL, notes::Notes};
use crate::ACCOUNT;
use crate::wire::Refusal;

/// Never what a device shows.
const WRONG: &str = "000000";
const REMEMBERED: usize = 1_000;

/// Whether the call proves a device: `Ok(false)` when it says nothing of one.
pub(super) fn check(notes: &Notes, serial: Option<&str>, code: Option<&str>) -> Result<bool, Refusal> {
    let (serial, code) = match (serial, code) {
        (None, None) => return Ok(false),
        (Some(serial), Some(code)) => (serial, code),
        _ => {
            return Err(denied(
                "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.",
            ));
        }
    };
    if code.len() != 6 || !code.bytes().all(|digit| digit.is_ascii_digit()) {
        let constraint = "Member must satisfy regular expression pattern: [\\d]{6}";
        let message = format!("Value '{code}' at 'tokenCode' failed to satisfy constraint: {constraint}");
        return Err(Refusal::new("ValidationError", format!("1 validation error detected: {message}")));
    }
    let name = serial.strip_prefix(&format!("arn:aws:iam::{ACCOUNT}:mfa/")).unwrap_or_default();
    if name.is_empty() {
        return Err(denied(
            "MultiFactorAuthentication failed, unable to validate MFA code.  \
             Please verify your MFA serial number is valid and associated with this user.",
        ));
    }
    let note = format!("mfa/{name}");
    let mut used: Vec<String> = notes.get(GLOBAL, &note).unwrap_or_default();
    if code == WRONG || used.iter().any(|before| before == code) {
        return Err(denied("MultiFactorAuthentication failed with invalid MFA one time pass code. "));
    }
    used.push(code.to_owned());
    if used.len() > REMEMBERED {
        used.remove(0);
    }
    notes.set(GLOBAL, &note, &used);
    Ok(true)
}

fn denied(message: &str) -> Refusal {
    Refusal::with(403, "AccessDenied", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_good_once_for_each_device() {
        let notes = Notes::default();
        let ada = "arn:aws:iam::123456789012:mfa/ada";
        let bob = "arn:aws:iam::123456789012:mfa/bob";
        assert_eq!(check(&notes, Some(ada), Some("123456")), Ok(true));
        assert!(check(&notes, Some(ada), Some("123456")).is_err());
        assert_eq!(check(&notes, Some(bob), Some("123456")), Ok(true));
        assert_eq!(check(&notes, None, None), Ok(false));
    }
}
