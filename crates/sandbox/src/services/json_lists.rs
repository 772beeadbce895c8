//! Owns lists of the services that speak JSON: the stand-ins answer with everything, whatever is asked. Filters and
//! pages are put in afterwards, by one table.

use serde_json::{Value, json};
use winterbaume_core::MockResponse;

use crate::wire::{Dialect, body_of, json_answer, page};

/// One list operation.
struct List {
    service: &'static str,
    operation: &'static str,
    /// The member of the answer with the items, and that of an item by which they are in order.
    member: &'static str,
    order: &'static str,
    /// The members of the request for the size of a page and for the token, and that of the answer for the next.
    limit: &'static str,
    token: &'static str,
    next: &'static str,
    /// Items per page when the request says nothing.
    usual: usize,
    /// AWS's code for a token that is no good.
    refusal: &'static str,
}

const LISTS: [List; 5] = [
    List {
        service: "secretsmanager",
        operation: "ListSecrets",
        member: "SecretList",
        order: "Name",
        limit: "MaxResults",
        token: "NextToken",
        next: "NextToken",
        usual: 100,
        refusal: "InvalidNextTokenException",
    },
    List {
        service: "ssm",
        operation: "DescribeParameters",
        member: "Parameters",
        order: "Name",
        limit: "MaxResults",
        token: "NextToken",
        next: "NextToken",
        usual: 50,
        refusal: "InvalidNextToken",
    },
    List {
        service: "kms",
        operation: "ListKeys",
        member: "Keys",
        order: "KeyId",
        limit: "Limit",
        token: "Marker",
        next: "NextMarker",
        usual: 100,
        refusal: "InvalidMarkerException",
    },
    List {
        service: "kms",
        operation: "ListAliases",
        member: "Aliases",
        order: "AliasName",
        limit: "Limit",
        token: "Marker",
        next: "NextMarker",
        usual: 50,
        refusal: "InvalidMarkerException",
    },
    List {
        service: "wafv2",
        operation: "ListWebACLs",
        member: "WebACLs",
        order: "Name",
        limit: "Limit",
        token: "NextMarker",
        next: "NextMarker",
        usual: 100,
        refusal: "WAFInvalidParameterException",
    },
];

/// The answer with what the request asked of it; as it is when it is no list.
pub(super) fn corrected(service: &str, operation: &str, request: &[u8], answer: MockResponse) -> MockResponse {
    let list = LISTS.iter().find(|list| list.service == service && list.operation == operation);
    let Some(list) = list.filter(|_| answer.status == 200) else { return answer };
    let input: Value = serde_json::from_slice(request).unwrap_or(Value::Null);
    let mut body = body_of(&answer);
    let mut items = match body[list.member].take() {
        Value::Array(items) => items,
        _ => Vec::new(),
    };
    items.retain(|item| wanted(&input, item));
    items.sort_by(|a, b| a[list.order].as_str().cmp(&b[list.order].as_str()));
    let limit = input[list.limit].as_u64().and_then(|limit| usize::try_from(limit).ok()).unwrap_or(list.usual);
    let Some((items, next)) = page(items, list.operation, input[list.token].as_str(), Some(limit)) else {
        return Dialect::of(service).error(400, list.refusal, "The token is invalid.");
    };
    body[list.member] = json!(items);
    if service == "kms" {
        body["Truncated"] = json!(next.is_some());
    }
    if let Some(next) = next {
        body[list.next] = json!(next);
    }
    MockResponse { headers: answer.headers, ..json_answer(&body) }
}

/// Secrets Manager's `Filters`, Systems Manager's `ParameterFilters` and KMS's `KeyId`.
fn wanted(input: &Value, item: &Value) -> bool {
    let all =
        |filters: &Value, fits: &dyn Fn(&Value) -> bool| filters.as_array().is_none_or(|all| all.iter().all(fits));
    let key = input["KeyId"].as_str();
    all(&input["Filters"], &|filter| secret_fits(filter, item))
        && all(&input["ParameterFilters"], &|filter| parameter_fits(filter, item))
        && key.is_none_or(|key| key.rsplit('/').next() == item["TargetKeyId"].as_str())
}

/// A value is the beginning of what it is compared with; `!` before it means the contrary.
fn secret_fits(filter: &Value, secret: &Value) -> bool {
    let texts: Vec<&str> = match filter["Key"].as_str().unwrap_or_default() {
        "name" => secret["Name"].as_str().into_iter().collect(),
        "description" => secret["Description"].as_str().into_iter().collect(),
        "tag-key" => tags(secret, "Key"),
        "tag-value" => tags(secret, "Value"),
        _ => ["Name", "Description"].iter().filter_map(|name| secret[*name].as_str()).collect(),
    };
    let begins = |value: &str| texts.iter().any(|text| text.to_lowercase().starts_with(&value.to_lowercase()));
    values(filter).any(|value| value.strip_prefix('!').map_or_else(|| begins(value), |value| !begins(value)))
}

fn tags<'a>(secret: &'a Value, part: &str) -> Vec<&'a str> {
    secret["Tags"].as_array().into_iter().flatten().filter_map(|tag| tag[part].as_str()).collect()
}

fn parameter_fits(filter: &Value, parameter: &Value) -> bool {
    let key = filter["Key"].as_str().unwrap_or_default();
    if key == "Path" {
        let deep = filter["Option"] == "Recursive";
        return values(filter).any(|path| is_below(path, parameter["Name"].as_str().unwrap_or_default(), deep));
    }
    let Some(text) = parameter[key].as_str() else { return false };
    let compare = |value: &str| match filter["Option"].as_str() {
        Some("BeginsWith") => text.starts_with(value),
        Some("Contains") => text.contains(value),
        _ => text == value,
    };
    // Without values, a tag has to be there.
    filter["Values"].as_array().is_none_or(Vec::is_empty) || values(filter).any(compare)
}

fn is_below(path: &str, name: &str, deep: bool) -> bool {
    let rest = name.strip_prefix(path.trim_end_matches('/')).and_then(|rest| rest.strip_prefix('/'));
    rest.is_some_and(|rest| deep || !rest.contains('/'))
}

fn values(filter: &Value) -> impl Iterator<Item = &str> {
    filter["Values"].as_array().into_iter().flatten().filter_map(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_have_levels() {
        assert!(is_below("/shop/", "/shop/a", false) && is_below("/shop", "/shop/a", false));
        assert!(is_below("/shop", "/shop/a/b", true) && is_below("/", "/shop/a/b", true));
        assert!(!is_below("/shop", "/shop/a/b", false) && !is_below("/shop", "/shopping/a", true));
    }
}
