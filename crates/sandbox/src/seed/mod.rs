//! Owns App Runner's part of the small company account: services in every status in us-east-1, none elsewhere, and as
//! many running ones as asked for in ap-northeast-1. The rest of the account lies in the `.json` files beside this one,
//! `REGION` standing for the Region; ids are the same at every start.

mod network;

use std::collections::BTreeMap;

use serde_json::{Value, json};
use uuid::Uuid;

pub(crate) use self::network::networks;
use crate::ACCOUNT;
use crate::apprunner::{
    self, Condition, Kind, Operation, OperationKind, Region, Resource, Scene, Service, Stage, Status, Verdict, begin,
    default_observability, default_scaling, deployment, new_service, play, with_defaults,
};
use crate::logs::Logs;

const DAY: i64 = 86_400_000;
const MINUTE: i64 = 60_000;

/// A Region as it is before anyone has touched it.
pub(crate) fn region(region: &str, logs: &Logs, now: i64, extra: usize) -> Region {
    let scaling = default_scaling(region);
    let default = scaling.arn.clone();
    let resources = vec![scaling, default_observability(region)];
    let mut place = Region { resources, default_scaling: default, ..Region::default() };
    let seed = Seed { region, logs, now };
    match region {
        "us-east-1" => seed.company(&mut place),
        "ap-northeast-1" => place.services.extend((1..=extra).map(|number| seed.extra(number))),
        _ => {}
    }
    place
}

struct Seed<'a> {
    region: &'a str,
    logs: &'a Logs,
    now: i64,
}

/// One operation of a service's past: what, how it went, and how long before now it began and how long it took.
struct Past {
    kind: OperationKind,
    verdict: Verdict,
    ago: i64,
    took: i64,
}

impl Past {
    fn new(kind: OperationKind, verdict: Verdict, ago: i64, took: i64) -> Self {
        Self { kind, verdict, ago, took }
    }

    fn created(ago: i64) -> Self {
        Self::new(OperationKind::CreateService, Verdict::Runs, ago, 3 * MINUTE)
    }
}

impl Seed<'_> {
    fn company(&self, place: &mut Region) {
        let connector = self.connector();
        let connection = self.connection();
        let scaling = self.scaling();
        let mut storefront = self.image("my-flask-app:v1", "5000");
        storefront["HealthCheckConfiguration"] = json!({"Protocol": "HTTP", "Path": "/health"});
        storefront["NetworkConfiguration"] = json!({
            "EgressConfiguration": {"EgressType": "VPC", "VpcConnectorArn": connector.arn}});
        storefront["InstanceConfiguration"] =
            json!({"InstanceRoleArn": format!("arn:aws:iam::{ACCOUNT}:role/my-apprunner-instance-role")});
        storefront["AutoScalingConfigurationArn"] = json!(scaling.arn);
        place.services.extend([
            self.storefront(&storefront),
            self.service(
                "orders",
                &self.image("orders-api:1.3.0", "8080"),
                &[
                    Past::created(21 * DAY),
                    Past::new(OperationKind::StartDeployment, Verdict::Runs, 3 * DAY, 4 * MINUTE),
                ],
            ),
            self.service("docs-site", &Self::code(&connection), &[Past::created(14 * DAY)]),
            self.paused(),
            self.service(
                "checkout-preview",
                &self.image("my-flask-app:latest", "8080"),
                &[Past::new(OperationKind::CreateService, Verdict::WrongPort, 2 * DAY, 7 * MINUTE)],
            ),
            self.service(
                "newsletter",
                &self.image("my-flask-app:latset", "5000"),
                &[Past::new(OperationKind::CreateService, Verdict::NoImage, DAY, MINUTE)],
            ),
            self.under_way(),
            self.delete_failed(),
        ]);
        place.resources.extend([scaling, connector, connection]);
    }

    fn extra(&self, number: usize) -> Service {
        let past = Past::created(DAY * i64::try_from(number % 60 + 1).unwrap_or(1));
        self.service(&format!("service-{number:03}"), &self.image("orders-api:1.3.0", "8080"), &[past])
    }

    fn storefront(&self, wanted: &Value) -> Service {
        let mut service = self.service(
            "storefront",
            wanted,
            &[
                Past::created(40 * DAY),
                Past::new(OperationKind::UpdateService, Verdict::WrongPort, 9 * DAY, 12 * MINUTE),
                Past::new(OperationKind::StartDeployment, Verdict::Runs, 2 * DAY, 4 * MINUTE),
            ],
        );
        service.tags = BTreeMap::from([("team".into(), "shop".into()), ("stage".into(), "production".into())]);
        let group = service.log_group("application");
        let stream = format!("instance/{}", fixed("storefront instance").simple());
        for number in 0..120_i64 {
            let path = ["/", "/products", "/products/17", "/cart"][usize::try_from(number % 4).unwrap_or(0)];
            let line = format!("169.254.175.250 - - \"GET {path} HTTP/1.1\" 200 -");
            self.logs.append(self.region, &group, &stream, self.now - (120 - number) * MINUTE, &line);
        }
        service
    }

    fn paused(&self) -> Service {
        let mut service =
            self.service("reporting", &self.image("orders-api:1.2.0", "8080"), &[Past::created(30 * DAY)]);
        let plan = |operation: &Operation| apprunner::short(operation, Status::Paused);
        self.run(&mut service, OperationKind::PauseService, 5 * DAY, 2 * MINUTE, plan);
        service
    }

    /// An update that never comes to its end, as during a long maintenance.
    fn under_way(&self) -> Service {
        let configuration = self.image("team-platform/customer-notification-service:production", "3000");
        let mut service = self.service("notifications", &configuration, &[Past::created(60 * DAY)]);
        let wanted = service.configuration.clone();
        self.run(&mut service, OperationKind::UpdateService, 10 * MINUTE, 2 * MINUTE, |operation| {
            let mut stages = deployment(operation, &wanted, &Verdict::Runs, true);
            stages.truncate(3);
            stages
        });
        service
    }

    fn delete_failed(&self) -> Service {
        let mut service =
            self.service("legacy-intranet", &self.image("orders-api:1.0.0", "8080"), &[Past::created(90 * DAY)]);
        self.run(&mut service, OperationKind::DeleteService, 6 * DAY, 5 * MINUTE, apprunner::failed_deletion);
        service
    }

    /// A service with a past of deployments; the latest one decides its status.
    fn service(&self, name: &str, wanted: &Value, past: &[Past]) -> Service {
        let input = wanted.as_object().cloned().unwrap_or_default();
        let configuration = with_defaults(&input, &default_scaling(self.region).arn);
        let created = past.first().map_or(self.now, |past| self.now - past.ago);
        let mut service = new_service(self.region, name, &fixed(name), configuration, created);
        for past in past {
            let fallback = past.kind != OperationKind::CreateService;
            let wanted = service.configuration.clone();
            service.before = fallback.then(|| wanted.clone());
            self.run(&mut service, past.kind, past.ago, past.took, |operation| {
                deployment(operation, &wanted, &past.verdict, fallback)
            });
        }
        service
    }

    fn run(
        &self,
        service: &mut Service,
        kind: OperationKind,
        ago: i64,
        took: i64,
        plan: impl FnOnce(&Operation) -> Vec<Stage>,
    ) {
        let start = self.now - ago;
        let scene = Scene { region: self.region, logs: self.logs, now: start };
        let id = fixed(&format!("{} {}", service.name, service.operations.len()));
        begin(service, scene, id, kind, plan);
        play(service, scene, start + took);
    }

    fn image(&self, reference: &str, port: &str) -> Value {
        json!({"SourceConfiguration": {
            "ImageRepository": {
                "ImageIdentifier": format!("{ACCOUNT}.dkr.ecr.{}.amazonaws.com/{reference}", self.region),
                "ImageRepositoryType": "ECR",
                "ImageConfiguration": {"Port": port, "RuntimeEnvironmentVariables": {"LOG_LEVEL": "info"}},
            },
            "AutoDeploymentsEnabled": false,
            "AuthenticationConfiguration":
                {"AccessRoleArn": format!("arn:aws:iam::{ACCOUNT}:role/acme-apprunner-ecr-access")},
        }})
    }

    fn code(connection: &Resource) -> Value {
        json!({"SourceConfiguration": {
            "CodeRepository": {
                "RepositoryUrl": "https://github.com/example/docs-site",
                "SourceCodeVersion": {"Type": "BRANCH", "Value": "main"},
                "CodeConfiguration": {
                    "ConfigurationSource": "API",
                    "CodeConfigurationValues": {
                        "Runtime": "NODEJS_22",
                        "BuildCommand": "npm ci && npm run build",
                        "StartCommand": "node server.js",
                        "Port": "8080",
                    },
                },
                "SourceDirectory": "/",
            },
            "AuthenticationConfiguration": {"ConnectionArn": connection.arn},
        }})
    }

    fn connector(&self) -> Resource {
        let own = json!({
            "Subnets": ["subnet-0a11ce00000000011", "subnet-0a11ce00000000012"],
            "SecurityGroups": ["sg-0a11ce00000000a99"],
        });
        self.resource((Kind::Connector, Condition::Active), "shop-connector", 41 * DAY, own)
    }

    fn connection(&self) -> Resource {
        let own = json!({"ProviderType": "GITHUB"});
        self.resource((Kind::Connection, Condition::Available), "example-github", 15 * DAY, own)
    }

    fn scaling(&self) -> Resource {
        let own = json!({"MaxConcurrency": 80, "MinSize": 1, "MaxSize": 4});
        self.resource((Kind::Scaling, Condition::Active), "shop-scaling", 41 * DAY, own)
    }

    fn resource(&self, (kind, condition): (Kind, Condition), name: &str, ago: i64, own: Value) -> Resource {
        let id = fixed(name).simple().to_string();
        Resource::new(self.region, kind, name, 1, &id, condition).made(self.now - ago, own)
    }
}

/// An id that is the same at every start.
fn fixed(text: &str) -> Uuid {
    let hash = |bytes: &mut dyn Iterator<Item = u8>| {
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    };
    let (high, low) = (hash(&mut text.bytes()), hash(&mut text.bytes().rev().chain([0x5a])));
    uuid::Builder::from_random_bytes(((u128::from(high) << 64) | u128::from(low)).to_be_bytes()).into_uuid()
}
