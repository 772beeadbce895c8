//! What a new draft begins with: the defaults of App Runner's console, and a few starting points of our own.

use serde::{Deserialize, Serialize};

use super::{
    AccessRole, AutoScaling, Draft, Encryption, Firewall, HealthCheckDraft, HealthProtocolDraft, Incoming,
    InstanceRole, IpAddressType, Outgoing, SourceDraft, Tracing, Trigger, Variable, VariableSource,
};
use crate::size::{Cpu, Memory};

/// What a new draft begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// The console's defaults.
    Console,
    /// A small API: the smallest size, checked by HTTP.
    SmallApi,
    /// A Flask application on its usual port.
    Flask,
    /// A Next.js application on its usual port.
    Nextjs,
    /// A service that is reached from a VPC only and reaches its PostgreSQL there.
    PrivatePostgres,
}

impl Draft {
    /// A new draft with a preset's beginnings.
    pub fn of(preset: Preset) -> Self {
        let mut draft = Self::new();
        match preset {
            Preset::Console => {}
            Preset::SmallApi => {
                (draft.cpu, draft.memory) = (Cpu::Quarter, Memory::Mib512);
                draft.health_check.protocol = HealthProtocolDraft::Http { path: "/health".to_owned() };
            }
            Preset::Flask => "5000".clone_into(&mut draft.port),
            Preset::Nextjs => {
                "3000".clone_into(&mut draft.port);
                // Its server listens on localhost unless it is told otherwise, and then no check reaches it.
                draft.environment.push(Variable {
                    source: VariableSource::Plain,
                    name: "HOSTNAME".to_owned(),
                    value: "0.0.0.0".to_owned(),
                });
            }
            Preset::PrivatePostgres => draft.make_private_with_postgres(),
        }
        draft
    }

    /// The address of the database with its password is a secret, which an instance role reads; the subnets are the
    /// person's to choose.
    fn make_private_with_postgres(&mut self) {
        let (vpc, subnets, security_groups) = (String::new(), Vec::new(), Vec::new());
        self.incoming = Incoming::NewEndpoint {
            name: crate::form::ENDPOINT_NAME.to_owned(),
            vpc: vpc.clone(),
            subnets: subnets.clone(),
            security_groups: security_groups.clone(),
            tags: Vec::new(),
        };
        self.outgoing = Outgoing::NewConnector {
            name: "postgres-connector".to_owned(),
            vpc,
            subnets,
            security_groups,
            tags: Vec::new(),
        };
        self.environment.push(Variable {
            source: VariableSource::SecretsManager,
            name: "DATABASE_URL".to_owned(),
            value: String::new(),
        });
        self.instance_role = InstanceRole::CreateForMe { name: "AppRunnerInstanceRole".to_owned(), grants: Vec::new() };
    }

    /// The name that the console gives the access role it creates.
    pub const ACCESS_ROLE_NAME: &str = "AppRunnerECRAccessRole";

    /// A new draft, with the defaults of App Runner's console.
    pub fn new() -> Self {
        Self {
            source: SourceDraft::Ecr {
                uri: String::new(),
                trigger: Trigger::Manual,
                access_role: AccessRole::CreateForMe { name: Self::ACCESS_ROLE_NAME.to_owned() },
            },
            name: String::new(),
            cpu: Cpu::One,
            memory: Memory::Mib2048,
            port: "8080".to_owned(),
            start_command: String::new(),
            environment: Vec::new(),
            auto_scaling: AutoScaling::AccountDefault,
            health_check: HealthCheckDraft {
                protocol: HealthProtocolDraft::Tcp,
                interval: "5".to_owned(),
                timeout: "2".to_owned(),
                healthy_threshold: "1".to_owned(),
                unhealthy_threshold: "5".to_owned(),
            },
            instance_role: InstanceRole::NotNeeded,
            encryption: Encryption::AwsOwned,
            firewall: Firewall::Off,
            incoming: Incoming::Public,
            ip_address_type: IpAddressType::Ipv4,
            outgoing: Outgoing::Public,
            tracing: Tracing::Off,
            tags: Vec::new(),
        }
    }
}

impl Default for Draft {
    fn default() -> Self {
        Self::new()
    }
}
