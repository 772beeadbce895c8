//! What a service costs in a month: idle and active parts apart, in US dollars, without taxes.
//!
//! The prices are a table with its date and its evidence, for the window to show beside each sum. What other services
//! bill (data transfer, NAT gateways, logs, images, secrets) is not in it.

use serde::{Deserialize, Serialize};

use crate::draft::{
    AutoScaling, Draft, Encryption, Firewall, Incoming, Outgoing, SourceDraft, Tracing, Trigger, Variable,
    VariableSource,
};
use crate::size::{Cpu, Memory};

/// Hours in a month, as AWS reckons.
pub(crate) const HOURS: f64 = 730.0;
/// Days in a month.
const DAYS: f64 = HOURS / 24.0;
/// Automatic deployments, a service and month.
const AUTOMATIC: f64 = 1.0;
/// A minute of building source code.
const BUILD_MINUTE: f64 = 0.005;
/// When the table was last compared with its sources.
const CHECKED: &str = "2026-06-27";

/// How sure a price is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// On AWS's page of prices.
    Published,
    /// In part from others than AWS, or reckoned from Fargate’s price in the Region, which fits the published ones
    /// within 2 %.
    Estimated,
}

/// The prices of a Region.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Prices {
    vcpu_hour: f64,
    gb_hour: f64,
    evidence: Evidence,
}

fn prices(region: &str) -> Option<Prices> {
    let (vcpu_hour, gb_hour, evidence) = match region {
        "us-east-1" | "us-east-2" | "us-west-2" | "eu-west-1" => (0.064, 0.007, Evidence::Published),
        "ap-northeast-1" => (0.081, 0.009, Evidence::Estimated),
        "ap-southeast-1" => (0.0809, 0.00885, Evidence::Estimated),
        "ap-southeast-2" => (0.0777, 0.0085, Evidence::Estimated),
        "ap-south-1" => (0.0681, 0.0074, Evidence::Estimated),
        "eu-central-1" | "eu-west-2" => (0.0745, 0.0082, Evidence::Estimated),
        "eu-west-3" => (0.0778, 0.0085, Evidence::Estimated),
        _ => return None,
    };
    Some(Prices { vcpu_hour, gb_hour, evidence })
}

/// What a service is expected to do.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Use {
    /// Hours a day in which it answers requests, 0 to 24.
    pub active_hours: f64,
    /// Instances that do so at once, at least 1.
    pub active_instances: f64,
}

/// What a service costs in a month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Cost {
    /// Memory of the instances that are always there.
    pub idle: f64,
    /// CPU of the instances that answer requests, and memory of those that are there only for that.
    pub active: f64,
    /// Automatic deployments.
    pub automatic: f64,
    /// All of it, without builds.
    pub total: f64,
    /// What it would be if it never rested.
    pub always_active: f64,
    /// A minute of building; `None` for an image.
    pub build_minute: Option<f64>,
    /// Instances that are always there; `None` when the configuration's own number is not known here, and 1 is taken.
    pub provisioned: Option<u16>,
    /// How sure the prices are.
    pub evidence: Evidence,
    /// When they were checked, as a date.
    pub checked: String,
    /// What other services of AWS bill beside it.
    pub beside: Vec<Beside>,
}

/// Something that another service of AWS bills. Its price is that service's, and is not told here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Beside {
    /// What goes out through the VPC: a NAT gateway's hours and data, or those of endpoints.
    OutgoingByVpc,
    /// A new interface endpoint: hours in each zone, and data.
    InterfaceEndpoint {
        /// Zones.
        zones: u32,
    },
    /// Requests that a web ACL looks at.
    WebAcl,
    /// Secrets, each by the month and by what is read.
    Secrets {
        /// Secrets that the draft refers to.
        count: u32,
    },
    /// A key of the account, by the month and by its use.
    KmsKey,
    /// Traces that are recorded.
    Traces,
}

fn beside(draft: &Draft) -> Vec<Beside> {
    let mut beside = Vec::new();
    if draft.outgoing != Outgoing::Public {
        beside.push(Beside::OutgoingByVpc);
    }
    if let Incoming::NewEndpoint { subnets, .. } = &draft.incoming {
        beside.push(Beside::InterfaceEndpoint { zones: u32::try_from(subnets.len()).unwrap_or(u32::MAX) });
    }
    if draft.firewall != Firewall::Off {
        beside.push(Beside::WebAcl);
    }
    let of_secret = |variable: &&Variable| variable.source == VariableSource::SecretsManager;
    let secrets = draft.environment.iter().filter(of_secret).count();
    if secrets > 0 && !draft.source.has_configuration_file() {
        beside.push(Beside::Secrets { count: u32::try_from(secrets).unwrap_or(u32::MAX) });
    }
    if draft.encryption != Encryption::AwsOwned {
        beside.push(Beside::KmsKey);
    }
    if draft.tracing != Tracing::Off {
        beside.push(Beside::Traces);
    }
    beside
}

/// What the service of a draft would cost; `None` for a Region whose prices are not known.
pub fn cost(draft: &Draft, region: &str, expected: Use) -> Option<Cost> {
    let prices = prices(region)?;
    let provisioned = match &draft.auto_scaling {
        AutoScaling::AccountDefault => Some(1),
        AutoScaling::UseExisting { .. } => None,
        AutoScaling::CreateForMe { min_size, .. } => min_size.trim().parse().ok(),
    };
    let automatic = match &draft.source {
        SourceDraft::Ecr { trigger: Trigger::Automatic, .. }
        | SourceDraft::Code { trigger: Trigger::Automatic, .. } => AUTOMATIC,
        SourceDraft::Ecr { .. } | SourceDraft::EcrPublic { .. } | SourceDraft::Code { .. } => 0.0,
    };
    let size = Size { vcpu: vcpu(draft.cpu), gb: gb(draft.memory), provisioned: f64::from(provisioned.unwrap_or(1)) };
    let idle = size.provisioned * size.gb * HOURS * prices.gb_hour;
    let hours = expected.active_hours.clamp(0.0, 24.0) * DAYS;
    let active = size.active(expected.active_instances, hours, prices);
    Some(Cost {
        idle,
        active,
        automatic,
        total: idle + active + automatic,
        always_active: idle + size.active(expected.active_instances, HOURS, prices) + automatic,
        build_minute: matches!(draft.source, SourceDraft::Code { .. }).then_some(BUILD_MINUTE),
        provisioned,
        evidence: prices.evidence,
        checked: CHECKED.to_owned(),
        beside: beside(draft),
    })
}

struct Size {
    vcpu: f64,
    gb: f64,
    provisioned: f64,
}

impl Size {
    /// CPU of all active instances, and the memory of those beyond the provisioned: that of the others is paid for.
    fn active(&self, instances: f64, hours: f64, prices: Prices) -> f64 {
        let instances = instances.max(1.0);
        let more = (instances - self.provisioned).max(0.0);
        hours * (instances * self.vcpu * prices.vcpu_hour + more * self.gb * prices.gb_hour)
    }
}

fn vcpu(cpu: Cpu) -> f64 {
    f64::from(cpu.units()) / 1024.0
}

fn gb(memory: Memory) -> f64 {
    f64::from(memory.mib()) / 1024.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALWAYS: Use = Use { active_hours: 24.0, active_instances: 1.0 };

    fn of(cpu: Cpu, memory: Memory, region: &str, expected: Use) -> Cost {
        cost(&Draft { cpu, memory, ..Draft::new() }, region, expected).unwrap()
    }

    fn dollars(sum: f64) -> String {
        format!("{sum:.2}")
    }

    #[test]
    fn the_sums_are_those_that_the_prices_give() {
        for (cpu, memory, region, idle, busy) in [
            (Cpu::Quarter, Memory::Mib1024, "us-east-1", "5.11", "16.79"),
            (Cpu::One, Memory::Mib2048, "us-east-1", "10.22", "56.94"),
            (Cpu::One, Memory::Mib2048, "ap-northeast-1", "13.14", "72.27"),
            (Cpu::Four, Memory::Mib12288, "ap-northeast-1", "78.84", "315.36"),
        ] {
            let cost = of(cpu, memory, region, ALWAYS);
            assert_eq!((dollars(cost.idle).as_str(), dollars(cost.total).as_str()), (idle, busy), "{region}");
            assert_eq!(dollars(cost.always_active), busy);
        }
    }

    #[test]
    fn eight_hours_a_day_cost_a_third_of_the_processor() {
        let cost = of(Cpu::One, Memory::Mib2048, "ap-northeast-1", Use { active_hours: 8.0, active_instances: 1.0 });
        assert_eq!([cost.idle, cost.active, cost.total].map(dollars), ["13.14", "19.71", "32.85"]);
    }

    #[test]
    fn memory_of_provisioned_instances_is_not_paid_twice() {
        let mut draft = Draft::new();
        draft.auto_scaling = AutoScaling::CreateForMe {
            name: "two".to_owned(),
            max_concurrency: "100".to_owned(),
            min_size: "2".to_owned(),
            max_size: "3".to_owned(),
        };
        let two = cost(&draft, "us-east-1", Use { active_hours: 24.0, active_instances: 2.0 }).unwrap();
        assert_eq!(dollars(two.total), "113.88");
        let three = cost(&draft, "us-east-1", Use { active_hours: 24.0, active_instances: 3.0 }).unwrap();
        assert_eq!(dollars(three.total - two.total), "56.94");
    }

    #[test]
    fn what_others_bill_is_named() {
        assert_eq!(of(Cpu::One, Memory::Mib2048, "eu-west-1", ALWAYS).beside, []);
        let mut draft = Draft::of(crate::draft::Preset::PrivatePostgres);
        draft.encryption = Encryption::KmsKey { arn: String::new() };
        draft.firewall = Firewall::WebAcl { arn: String::new() };
        draft.tracing = Tracing::CreateForMe { name: String::new() };
        assert_eq!(
            cost(&draft, "eu-west-1", ALWAYS).unwrap().beside,
            [
                Beside::OutgoingByVpc,
                Beside::InterfaceEndpoint { zones: 0 },
                Beside::WebAcl,
                Beside::Secrets { count: 1 },
                Beside::KmsKey,
                Beside::Traces
            ]
        );
    }

    #[test]
    fn fees_and_unknown_regions_are_told() {
        let mut draft = Draft::new();
        if let SourceDraft::Ecr { trigger, .. } = &mut draft.source {
            *trigger = Trigger::Automatic;
        }
        let cost = cost(&draft, "eu-west-3", ALWAYS).unwrap();
        assert_eq!(
            (dollars(cost.automatic).as_str(), cost.evidence, cost.build_minute),
            ("1.00", Evidence::Estimated, None)
        );
        assert_eq!(super::cost(&draft, "ap-northeast-3", ALWAYS), None);
    }
}
