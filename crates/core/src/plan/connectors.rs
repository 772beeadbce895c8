//! Plans about VPC connectors. A connector cannot be changed: another one takes its place, service by service, and the old
//! one stays until it is deleted by a plan of its own, so that one can go back while it lives.

use super::{Action, Goal, Plan};
use crate::spec::{ConfigurationRef, ConnectorSpec};

/// A service, by its name and its ARN.
pub type NamedService = (String, String);

/// The plan that makes a connector.
pub fn create_connector(id: String, account: &str, region: &str, spec: ConnectorSpec) -> Plan {
    Plan {
        id,
        goal: Goal::CreateConnector { name: spec.name.clone() },
        account: account.to_owned(),
        region: region.to_owned(),
        steps: vec![Action::CreateConnector { spec }],
    }
}

/// The plan that makes a connector and sends services through it that used another one: one after the other, each once the
/// one before runs.
pub fn replace_connector(
    id: String,
    account: &str,
    region: &str,
    (name, old): (&str, &str),
    spec: ConnectorSpec,
    services: Vec<NamedService>,
) -> Plan {
    let moved = services.into_iter().flat_map(|(name, arn)| {
        let after = ConfigurationRef::FromPlan;
        let before = old.to_owned();
        [
            Action::UseConnector { name: name.clone(), arn: arn.clone(), before, after: after.clone() },
            Action::AwaitConnector { name, arn, after },
        ]
    });
    Plan {
        id,
        goal: Goal::ReplaceConnector { name: name.to_owned(), arn: old.to_owned() },
        account: account.to_owned(),
        region: region.to_owned(),
        steps: std::iter::once(Action::CreateConnector { spec }).chain(moved).collect(),
    }
}

/// The plan that deletes a connector that nobody uses.
pub fn delete_connector(id: String, account: &str, region: &str, (name, arn): (&str, &str)) -> Plan {
    let (name, arn) = (name.to_owned(), arn.to_owned());
    Plan {
        id,
        goal: Goal::DeleteConnector { name: name.clone(), arn: arn.clone() },
        account: account.to_owned(),
        region: region.to_owned(),
        steps: vec![Action::DeleteConnector { name, arn }],
    }
}
