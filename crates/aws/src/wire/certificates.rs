//! A company's certificates, read before the SDK reads them: it panics on a bad one.

use ard_core::wire::CaFault;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

/// Whose certificates stand in a text (PEM): at least one, and each of them good.
pub(super) fn subjects(pem: &[u8]) -> Result<Vec<String>, CaFault> {
    let mut roots = RootCertStore::empty();
    for (number, certificate) in (1..).zip(CertificateDer::pem_slice_iter(pem)) {
        let bad = CaFault::BadCertificate { number };
        let Ok(certificate) = certificate else { return Err(bad) };
        if roots.add(certificate).is_err() {
            return Err(bad);
        }
    }
    if roots.is_empty() {
        return Err(CaFault::NoCertificate);
    }
    Ok(roots.roots.iter().map(|root| name_in(&root.subject)).collect())
}

/// The name in a subject (X.501, DER): its common name, else its organization. Empty when it has neither.
fn name_in(subject: &[u8]) -> String {
    /// Object identifiers 2.5.4.3 and 2.5.4.10, each with its tag and length.
    const KINDS: [[u8; 5]; 2] = [[6, 3, 0x55, 4, 3], [6, 3, 0x55, 4, 10]];
    let of = |kind: &[u8; 5]| {
        let at = subject.windows(kind.len()).position(|window| window == kind)? + kind.len();
        // A tag of some kind of text, a length that fits into one byte, the text.
        let length = usize::from(*subject.get(at + 1)?);
        let text = subject.get(at + 2..at + 2 + length)?;
        Some(String::from_utf8_lossy(text).into_owned())
    };
    KINDS.iter().find_map(of).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CA: &str = include_str!("../../tests/certificates/ca.pem");
    const SERVER: &str = include_str!("../../tests/certificates/server.pem");

    #[test]
    fn certificates_are_named() {
        assert_eq!(subjects(CA.as_bytes()).unwrap(), ["Example Corp Proxy CA"]);
        let both = format!("# of the company\n{CA}\n{SERVER}");
        assert_eq!(subjects(both.as_bytes()).unwrap(), ["Example Corp Proxy CA", "aws.example.test"]);
        assert_eq!(name_in(&[0x31, 12, 0x30, 10, 6, 3, 0x55, 4, 10, 12, 3, b'A', b'c', b'e']), "Ace");
        assert_eq!(name_in(&[6, 3, 0x55, 4, 3, 12, 200, b'A']), "");
    }

    #[test]
    fn what_the_sdk_would_panic_on_is_said() {
        let key = include_str!("../../tests/certificates/server.key.pem");
        let nonsense = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        let broken = "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n";
        let cut = &CA[..CA.len() / 2];
        for (text, wanted) in [
            (String::new(), CaFault::NoCertificate),
            ("not a certificate".to_owned(), CaFault::NoCertificate),
            (key.to_owned(), CaFault::NoCertificate),
            (nonsense.to_owned(), CaFault::BadCertificate { number: 1 }),
            (format!("{CA}{nonsense}"), CaFault::BadCertificate { number: 2 }),
            (format!("{CA}{broken}"), CaFault::BadCertificate { number: 2 }),
            (cut.to_owned(), CaFault::BadCertificate { number: 1 }),
        ] {
            assert_eq!(subjects(text.as_bytes()).unwrap_err(), wanted, "{text}");
        }
    }
}
