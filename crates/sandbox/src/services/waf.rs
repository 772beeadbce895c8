//! Owns the corrections of WAF: what is associated with what, a web ACL that is not ready at first, and one that cannot
//! be deleted while it protects something. Refuses to know which services App Runner has; the router tells.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde_json::{Map, Value, json};
use winterbaume_core::{MockRequest, MockResponse};
use winterbaume_wafv2::WafV2Service;

use super::{Seeded, json_lists};
use crate::wire::{Dialect, Refusal, reworked};

/// What a person types into a web ACL's name to see it not ready, and for how many associations it stays so.
const FRESH: &str = "fresh";
const UNAVAILABLE: u32 = 3;
/// The kind of resource that is listed when the request names none.
const USUAL_TYPE: &str = "APPLICATION_LOAD_BALANCER";
const APP_RUNNER: &str = "arn:aws:apprunner:";

pub(crate) struct Waf {
    pub(super) inner: Seeded<WafV2Service>,
    /// How often the association of a fresh web ACL was refused, by its ARN.
    refused: Mutex<BTreeMap<String, u32>>,
}

impl Waf {
    pub(super) fn new() -> Self {
        let seed = include_str!("../seed/wafv2.json");
        Self { inner: Seeded::new(WafV2Service::new(), "wafv2", seed), refused: Mutex::default() }
    }

    /// The App Runner services of a Region that have a web ACL.
    pub(crate) async fn protected(&self, region: &str) -> Vec<String> {
        let arns = self.inner.view(region).await.web_acl_associations.into_keys();
        arns.filter(|arn| arn.starts_with(APP_RUNNER)).collect()
    }

    /// Forgets the associations of services that are gone.
    pub(crate) async fn forget(&self, region: &str, services: &[String]) {
        let mut view = self.inner.view(region).await;
        view.web_acl_associations.retain(|arn, _| !services.contains(arn));
        self.inner.put(region, view).await;
    }

    pub(super) fn reset(&self) {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub(crate) async fn handle(&self, region: &str, operation: &str, request: MockRequest) -> MockResponse {
        let body = request.body.clone();
        let input: Value = serde_json::from_slice(&body).unwrap_or(Value::Null);
        if let Err(refusal) = self.check(region, operation, &input).await {
            return Dialect::of("wafv2").refusal(&refusal);
        }
        let answer = self.inner.ask(region, request).await;
        let answer = match operation {
            "ListResourcesForWebACL" => {
                let wanted = input["ResourceType"].as_str().unwrap_or(USUAL_TYPE);
                reworked(answer, |body| only(body, wanted))
            }
            "CreateWebACL" | "GetWebACL" | "GetWebACLForResource" => reworked(answer, |body| {
                let acls = body.as_object_mut().into_iter().flat_map(Map::values_mut);
                acls.for_each(without_blank);
            }),
            "ListWebACLs" => reworked(answer, |body| {
                body["WebACLs"].as_array_mut().into_iter().flatten().for_each(without_blank);
            }),
            _ => answer,
        };
        json_lists::corrected("wafv2", operation, &body, answer)
    }

    async fn check(&self, region: &str, operation: &str, input: &Value) -> Result<(), Refusal> {
        if !matches!(operation, "AssociateWebACL" | "ListResourcesForWebACL" | "DeleteWebACL") {
            return Ok(());
        }
        let view = self.inner.view(region).await;
        if operation == "DeleteWebACL" {
            let named = view.web_acls.values().find(|acl| input["Id"] == acl.id);
            let used = named.is_some_and(|acl| view.web_acl_associations.values().any(|arn| *arn == acl.arn));
            let message = "AWS WAF couldn’t perform the operation because your resource is being used by another \
                           resource or it’s associated with another resource.";
            return if used { Err(Refusal::new("WAFAssociatedItemException", message)) } else { Ok(()) };
        }
        let arn = input["WebACLArn"].as_str().unwrap_or_default();
        let acl = view.web_acls.values().find(|acl| acl.arn == arn).ok_or_else(nonexistent)?;
        if operation == "AssociateWebACL" && acl.name.contains(FRESH) && self.refuse_first(arn) {
            return Err(Refusal::new(
                "WAFUnavailableEntityException",
                "AWS WAF couldn’t retrieve a resource that you specified for this operation. If you've just created a \
                 resource that you're using in this operation, you might just need to wait a few minutes.",
            ));
        }
        Ok(())
    }

    fn refuse_first(&self, arn: &str) -> bool {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        let count = refused.entry(arn.to_owned()).or_default();
        *count += 1;
        *count <= UNAVAILABLE
    }
}

/// The refusal of a web ACL or a service that is not there.
pub(crate) fn nonexistent() -> Refusal {
    Refusal::new(
        "WAFNonexistentItemException",
        "AWS WAF couldn’t perform the operation because your resource doesn’t exist.",
    )
}

fn only(body: &mut Value, wanted: &str) {
    let mut arns: Vec<String> = body["ResourceArns"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .filter(|arn| kind(arn) == wanted)
        .map(str::to_owned)
        .collect();
    arns.sort();
    body["ResourceArns"] = json!(arns);
}

fn kind(arn: &str) -> &'static str {
    match arn.split(':').nth(2) {
        Some("apprunner") => "APP_RUNNER_SERVICE",
        Some("apigateway") => "API_GATEWAY",
        Some("appsync") => "APPSYNC",
        Some("cognito-idp") => "COGNITO_USER_POOL",
        Some("ec2") => "VERIFIED_ACCESS_INSTANCE",
        _ => USUAL_TYPE,
    }
}

/// A web ACL without a description has none, not an empty one.
fn without_blank(acl: &mut Value) {
    if let Some(acl) = acl.as_object_mut().filter(|acl| acl.get("Description").is_some_and(|text| text == "")) {
        acl.remove("Description");
    }
}
