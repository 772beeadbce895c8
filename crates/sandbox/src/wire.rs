//! Owns the outside of AWS protocols: requests taken apart, answers and errors put together. Refuses to know any service.

use std::collections::BTreeMap;
use std::fmt::Write;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, header};
use serde_json::{Value, json};
use winterbaume_core::MockResponse;

const EXPIRED: &str = "The security token included in the request is expired";
const UNRECOGNIZED: &str = "The security token included in the request is invalid.";

/// What an operation answers when it refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

impl Refusal {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self::with(400, code, message)
    }

    pub(crate) fn with(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }
}

/// How a service words its errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// AWS JSON 1.0 or 1.1; the text is the key of the message, which differs between services.
    Json(&'static str),
    /// `<ErrorResponse>`: AWS query and REST XML.
    Xml,
    /// `<Response><Errors>`: EC2.
    Ec2,
    /// `<Error>`: S3.
    S3,
    /// The `error` and `error_description` of OAuth: IAM Identity Center's sign-in.
    OAuth,
    /// IAM Identity Center's access portal.
    Portal,
}

impl Dialect {
    pub(crate) fn of(service: &str) -> Self {
        match service {
            "iam" | "sts" | "rds" | "route53" => Self::Xml,
            "ec2" => Self::Ec2,
            "s3" => Self::S3,
            "sso-oidc" => Self::OAuth,
            "sso" => Self::Portal,
            "apprunner" | "secretsmanager" => Self::Json("Message"),
            _ => Self::Json("message"),
        }
    }

    pub(crate) fn error(self, status: u16, code: &str, message: &str) -> MockResponse {
        let (code_xml, message_xml) = (escape(code), escape(message));
        match self {
            Self::Json(key) => {
                let mut answer = json_answer(&json!({ "__type": code, key: message }));
                answer.status = status;
                answer
            }
            Self::Xml => xml_answer(
                status,
                format!(
                    "<ErrorResponse><Error><Type>Sender</Type><Code>{code_xml}</Code>\
                     <Message>{message_xml}</Message></Error><RequestId>{}</RequestId></ErrorResponse>",
                    uuid::Uuid::new_v4()
                ),
            ),
            Self::OAuth => {
                let body = json!({"error": oauth_word(code), "error_description": message});
                let mut answer = answer(status, "application/json", body.to_string());
                // The service's own; the body has no room for the name of the exception.
                let kind = format!("{code}:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/");
                if let Ok(kind) = HeaderValue::from_str(&kind) {
                    answer.headers.insert("x-amzn-errortype", kind);
                }
                answer
            }
            Self::Portal => {
                let kind = format!("com.amazonaws.switchboard.portal#{code}");
                let body = json!({"message": message, "__type": kind});
                answer(status, "application/json", body.to_string())
            }
            Self::S3 => {
                xml_answer(status, format!("<Error><Code>{code_xml}</Code><Message>{message_xml}</Message></Error>"))
            }
            Self::Ec2 => xml_answer(
                status,
                format!(
                    "<Response><Errors><Error><Code>{code_xml}</Code><Message>{message_xml}</Message></Error>\
                     </Errors><RequestID>{}</RequestID></Response>",
                    uuid::Uuid::new_v4()
                ),
            ),
        }
    }

    /// Credentials that were good once, in the words of the protocol.
    pub(crate) fn expired(self) -> Refusal {
        match self {
            Self::Ec2 => Refusal::with(400, "RequestExpired", "Request has expired."),
            Self::Json(_) => Refusal::with(403, "ExpiredTokenException", EXPIRED),
            _ => Refusal::with(403, "ExpiredToken", EXPIRED),
        }
    }

    /// Credentials that are not good any more, in the words of the protocol.
    pub(crate) fn unrecognized(self) -> Refusal {
        match self {
            Self::Ec2 => {
                let message = "AWS was not able to validate the provided access credentials";
                Refusal::with(401, "AuthFailure", message)
            }
            Self::Json(_) => Refusal::with(403, "UnrecognizedClientException", UNRECOGNIZED),
            _ => Refusal::with(403, "InvalidClientTokenId", UNRECOGNIZED),
        }
    }

    pub(crate) fn refusal(self, refusal: &Refusal) -> MockResponse {
        self.error(refusal.status, refusal.code, &refusal.message)
    }
}

/// `AuthorizationPendingException` is `authorization_pending`.
fn oauth_word(code: &str) -> String {
    if code == "InternalServerException" {
        return "server_error".to_owned();
    }
    code.trim_end_matches("Exception").char_indices().fold(String::new(), |mut word, (place, letter)| {
        if letter.is_ascii_uppercase() && place > 0 {
            word.push('_');
        }
        word.push(letter.to_ascii_lowercase());
        word
    })
}

/// The answer of a service in plain REST JSON.
pub(crate) fn rest_answer(body: &Value) -> MockResponse {
    answer(200, "application/json", body.to_string())
}

/// A page for a browser.
pub(crate) fn html_answer(status: u16, body: &str) -> MockResponse {
    answer(status, "text/html; charset=utf-8", body.to_owned())
}

pub(crate) fn json_answer(body: &Value) -> MockResponse {
    answer(200, "application/x-amz-json-1.0", body.to_string())
}

pub(crate) fn xml_answer(status: u16, body: String) -> MockResponse {
    answer(status, "text/xml", body)
}

/// A file.
pub(crate) fn octets(body: &str) -> MockResponse {
    answer(200, "application/octet-stream", body.to_owned())
}

fn answer(status: u16, content_type: &'static str, body: String) -> MockResponse {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    MockResponse { status, headers, body: Bytes::from(body) }
}

/// The answer's body as JSON; `Null` when it is not JSON.
pub(crate) fn body_of(answer: &MockResponse) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or(Value::Null)
}

/// An answer in JSON that went well, with something put right in it.
pub(crate) fn reworked(answer: MockResponse, work: impl FnOnce(&mut Value)) -> MockResponse {
    if answer.status != 200 {
        return answer;
    }
    let mut body = body_of(&answer);
    work(&mut body);
    MockResponse { headers: answer.headers, ..json_answer(&body) }
}

/// The fields of an `application/x-www-form-urlencoded` body.
pub(crate) fn form(body: &[u8]) -> BTreeMap<String, String> {
    winterbaume_core::parse_query_string(&String::from_utf8_lossy(body)).into_iter().collect()
}

pub(crate) fn escape(text: &str) -> String {
    winterbaume_core::xml_escape(text)
}

pub(crate) fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

/// RFC 3986, as IAM encodes the policy documents it returns.
pub(crate) fn percent_encode(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len() * 2), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// Unix milliseconds as services in XML write them: `2026-02-03T04:00:00Z`.
pub(crate) fn date_time(ms: i64) -> String {
    let seconds = ms.div_euclid(1000);
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Counted in eras of 400 years that begin in March, so that a leap day is the last of its year.
    let shifted = days + 719_468;
    let (era, day) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day_of_month:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// One page of `items`: from the place in `token` at most `limit`, and the token of the next page.
/// Tokens name their purpose, so that one operation's token is no good to another.
pub(crate) fn page<T>(
    items: Vec<T>,
    purpose: &str,
    token: Option<&str>,
    limit: Option<usize>,
) -> Option<(Vec<T>, Option<String>)> {
    let start = match token {
        None => 0,
        Some(token) => read_token(purpose, token).filter(|start| *start <= items.len())?,
    };
    let limit = limit.unwrap_or(usize::MAX);
    let end = start.saturating_add(limit).min(items.len());
    let next = (end < items.len()).then(|| write_token(purpose, end));
    Some((items.into_iter().skip(start).take(limit).collect(), next))
}

fn write_token(purpose: &str, place: usize) -> String {
    let text = format!("{purpose}/{place}");
    text.bytes().fold(String::new(), |mut token, byte| {
        let _ = write!(token, "{:02x}", byte ^ 0x5a);
        token
    })
}

fn read_token(purpose: &str, token: &str) -> Option<usize> {
    let bytes = token.as_bytes().chunks(2).map(|pair| {
        let digits = std::str::from_utf8(pair).ok()?;
        u8::from_str_radix(digits, 16).ok().map(|byte| byte ^ 0x5a)
    });
    let text = String::from_utf8(bytes.collect::<Option<Vec<_>>>()?).ok()?;
    text.strip_prefix(purpose)?.strip_prefix('/')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other_and_refuse_foreign_tokens() {
        let all: Vec<u32> = (0..5).collect();
        let (first, token) = page(all.clone(), "a", None, Some(2)).unwrap_or_default();
        assert_eq!(first, [0, 1]);
        let (second, token) = page(all.clone(), "a", token.as_deref(), Some(2)).unwrap_or_default();
        assert_eq!(second, [2, 3]);
        let token = token.unwrap_or_default();
        assert_eq!(page(all.clone(), "a", Some(&token), Some(2)), Some((vec![4], None)));
        assert_eq!(page(all.clone(), "b", Some(&token), Some(2)), None);
        assert_eq!(page(all, "a", Some("garbage"), None), None);
    }

    #[test]
    fn dates_are_those_of_the_calendar() {
        assert_eq!(date_time(0), "1970-01-01T00:00:00Z");
        assert_eq!(date_time(1_770_091_200_000), "2026-02-03T04:00:00Z");
        assert_eq!(date_time(1_709_210_096_789), "2024-02-29T12:34:56Z");
    }

    #[test]
    fn documents_are_encoded_as_iam_does() {
        assert_eq!(percent_encode(r#"{"a": "b/c"}"#), "%7B%22a%22%3A%20%22b%2Fc%22%7D");
    }
}
