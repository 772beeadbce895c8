//! Owns the seed of the organization: its accounts, and the roles that the person has in each. Refuses to keep anything:
//! it is the same at every start.

use crate::ACCOUNT;

/// Whoever signs in.
pub(super) const PERSON: &str = "ada@example.com";

/// Everybody has these.
const USUAL: [&str; 2] = ["AdministratorAccess", "ReadOnlyAccess"];
/// More than fit on a page.
const MORE: [&str; 12] = [
    "AppRunnerDeployer",
    "AppRunnerOperator",
    "Billing",
    "DataScientist",
    "DatabaseAdministrator",
    "IncidentResponder",
    "NetworkAdministrator",
    "PowerUserAccess",
    "SecurityAudit",
    "SupportUser",
    "SystemAdministrator",
    "ViewOnlyAccess",
];

pub(super) struct Account {
    pub(super) id: String,
    pub(super) name: String,
}

impl Account {
    fn new(id: &str, name: &str) -> Self {
        Self { id: id.to_owned(), name: name.to_owned() }
    }

    pub(super) fn email(&self) -> String {
        format!("aws+{}@example.com", self.name)
    }

    /// The roles assigned to the person.
    pub(super) fn roles(&self) -> Vec<&'static str> {
        let many = ["acme-staging", "team-01", "team-02"].contains(&self.name.as_str());
        USUAL.into_iter().chain(MORE.into_iter().filter(|_| many)).collect()
    }
}

pub(super) fn accounts() -> Vec<Account> {
    let named = [(ACCOUNT, "acme-production"), ("210987654321", "acme-staging"), ("345678901234", "acme-sandbox")];
    let teams = (1..=22_u64)
        .map(|number| Account { id: (400_000_000_000 + number).to_string(), name: format!("team-{number:02}") });
    named.into_iter().map(|(id, name)| Account::new(id, name)).chain(teams).collect()
}
