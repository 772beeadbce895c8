//! Amazon Resource Names, as far as the application looks into them.

/// The parts of an ARN, borrowed from its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arn<'a> {
    /// `aws`, `aws-cn`, …
    pub partition: &'a str,
    /// `apprunner`, `iam`, …
    pub service: &'a str,
    /// Empty for global services.
    pub region: &'a str,
    /// Twelve digits, or empty for what AWS itself owns.
    pub account: &'a str,
    /// All that follows the fifth colon.
    pub resource: &'a str,
}

impl<'a> Arn<'a> {
    /// Reads an ARN; `None` when the text is not one.
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.splitn(6, ':');
        let (Some("arn"), Some(partition), Some(service), Some(region), Some(account), Some(resource)) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        (!partition.is_empty() && !service.is_empty() && !resource.is_empty()).then_some(Self {
            partition,
            service,
            region,
            account,
            resource,
        })
    }

    /// The last segment of the resource: the name of a role, the id of a service.
    pub fn last_segment(&self) -> &'a str {
        self.resource.rsplit('/').next().unwrap_or(self.resource)
    }
}

/// The name and id of an App Runner service, from `arn:…:service/<name>/<id>`.
pub fn service_name_and_id(arn: &str) -> Option<(&str, &str)> {
    let mut parts = Arn::parse(arn)?.resource.split('/');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some("service"), Some(name), Some(id), None) if !name.is_empty() && !id.is_empty() => Some((name, id)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_arn_gives_name_and_id() {
        let arn = "arn:aws:apprunner:ap-northeast-1:123456789012:service/web/8fe1e10304f84fd2b0df550fe98a71fa";
        assert_eq!(service_name_and_id(arn), Some(("web", "8fe1e10304f84fd2b0df550fe98a71fa")));
        assert_eq!(Arn::parse(arn).map(|arn| arn.account), Some("123456789012"));
    }

    #[test]
    fn what_is_not_one_is_refused() {
        for text in ["", "arn:aws:iam", "web", "arn::iam::123456789012:role/x", "arn:aws:iam::123456789012:"] {
            assert_eq!(Arn::parse(text), None, "{text}");
        }
        for text in [
            "arn:aws:apprunner:x:1:service/web",
            "arn:aws:apprunner:x:1:connection/a/b",
            "arn:aws:apprunner:x:1:service/a/b/c",
        ] {
            assert_eq!(service_name_and_id(text), None, "{text}");
        }
    }
}
