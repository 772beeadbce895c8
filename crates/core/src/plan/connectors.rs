//! Plans about VPC connectors. A connector cannot be changed: another one takes its place, service by service, and the old
//! one stays until it is deleted by a plan of its own, so that one can go back while it lives.

use super::{Action, Goal, Plan};
use crate::spec::{ConfigurationRef, ConnectorSpec};

/// A service that is sent through another connector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedService {
    /// Name.
    pub name: String,
    /// ARN.
    pub arn: String,
    /// What it answers before; nothing where it is not reached from here, or does not answer well.
    pub probe: Option<Probe>,
}

/// From this HTTP status on, a service answers with a fault of its own.
pub const FAULTY: u16 = 500;

/// How a service answers who asks its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// Its host, without scheme.
    pub host: String,
    /// The HTTP status, below 500.
    pub status: u16,
}

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
/// one before runs and answers without a fault of its own, if it did.
pub fn replace_connector(
    id: String,
    account: &str,
    region: &str,
    (name, old): (&str, &str),
    spec: ConnectorSpec,
    services: Vec<MovedService>,
) -> Plan {
    let moved = services.into_iter().flat_map(|MovedService { name, arn, probe }| {
        let after = ConfigurationRef::FromPlan;
        let before = old.to_owned();
        let mut steps = vec![
            Action::UseConnector { name: name.clone(), arn: arn.clone(), before, after: after.clone() },
            Action::AwaitConnector { name: name.clone(), arn, after },
        ];
        steps.extend(probe.map(|Probe { host, status }| Action::Probe { name, host, before: status }));
        steps
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_ends_where_a_service_does_not_answer() {
        let spec = ConnectorSpec {
            name: "new".to_owned(),
            subnets: Vec::new(),
            security_groups: Vec::new(),
            tags: Vec::new(),
        };
        let probe = Some(Probe { host: "shop.example".to_owned(), status: 200 });
        let services = vec![MovedService { name: "shop".to_owned(), arn: "arn".to_owned(), probe }];
        let plan = replace_connector("p".to_owned(), "1", "eu-west-1", ("old", "arn-old"), spec, services);
        let script = crate::cli::script(&plan);
        // Where nothing answers, curl ends with an error and writes 000, which is below any status.
        let asks = "until STATUS=$(curl -s -o /dev/null --max-time 15 -w '%{http_code}' https://shop.example/) && \
            [ \"$STATUS\" -lt 500 ]; do";
        assert!(script.contains(asks), "{script}");
        assert!(script.contains("|| exit 1"), "{script}");
    }
}
