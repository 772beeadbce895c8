//! AWS WAF: the web ACLs of the session's Region, and which of them looks at a service's requests.

use ard_core::options::WebAclOption;
use aws_sdk_wafv2::Client;
use aws_sdk_wafv2::types::Scope;
use aws_types::SdkConfig;

use crate::Answer;
use crate::classify::{Call, absent_is_done, absent_is_none};

/// The gateway to AWS WAF.
#[derive(Debug, Clone)]
pub struct Waf {
    read: Client,
    write: Client,
}

const fn call(operation: &'static str) -> Call {
    Call { service: "wafv2", operation }
}

impl Waf {
    pub(crate) fn new((read, write): &(SdkConfig, SdkConfig)) -> Self {
        Self { read: Client::new(read), write: Client::new(write) }
    }

    /// All web ACLs of the Region, by name.
    pub async fn web_acls(&self) -> Answer<Vec<WebAclOption>> {
        let call = call("ListWebACLs");
        let mut acls = Vec::new();
        let mut marker: Option<String> = None;
        loop {
            // The SDK has no paginator for it.
            let request = self.read.list_web_acls().scope(Scope::Regional).limit(100).set_next_marker(marker);
            let page = request.send().await.map_err(|error| call.fault(&error))?;
            for acl in page.web_acls.unwrap_or_default() {
                let description = acl.description.unwrap_or_default();
                if let (Some(name), Some(arn)) = (acl.name, acl.arn) {
                    acls.push(WebAclOption { name, arn, description });
                }
            }
            marker = page.next_marker.filter(|marker| !marker.is_empty());
            if marker.is_none() {
                break;
            }
        }
        acls.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(acls)
    }

    /// The web ACL of a service; `None` when it has none.
    pub async fn of_service(&self, service: &str) -> Answer<Option<WebAclOption>> {
        let call = call("GetWebACLForResource");
        match self.read.get_web_acl_for_resource().resource_arn(service).send().await {
            Ok(answer) => Ok(answer.web_acl.map(|acl| WebAclOption {
                name: acl.name,
                arn: acl.arn,
                description: acl.description.unwrap_or_default(),
            })),
            Err(error) => absent_is_none(call.fault(&error)),
        }
    }

    /// Puts a web ACL before a service. To do it twice is to do it once.
    pub async fn associate(&self, acl: &str, service: &str) -> Answer<()> {
        let call = call("AssociateWebACL");
        let request = self.write.associate_web_acl().web_acl_arn(acl).resource_arn(service);
        request.send().await.map(drop).map_err(|error| call.fault(&error))
    }

    /// Takes the web ACL off a service; a service without one, or one that failed or is gone, counts as done.
    pub async fn disassociate(&self, service: &str) -> Answer<()> {
        let call = call("DisassociateWebACL");
        let request = self.write.disassociate_web_acl().resource_arn(service);
        absent_is_done(request.send().await.map(drop).map_err(|error| call.fault(&error)))
    }
}
