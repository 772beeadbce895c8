//! Owns which network interfaces App Runner has in the account's own subnets: one for each instance of a service that
//! sends through a VPC connector. Refuses their addresses; those are EC2's.

use std::iter;

use serde_json::Value;

use super::AppRunner;
use super::state::{Configuration, Region, Service, Status};

/// An interface that App Runner made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Made {
    pub(crate) id: String,
    pub(crate) subnet: String,
    pub(crate) groups: Vec<String>,
}

impl AppRunner {
    /// The interfaces in a Region.
    pub(crate) fn interfaces(&self, region: &str) -> Vec<Made> {
        let made = self.look(region, |place| {
            let running = place.services.iter().filter(|service| has_instances(service));
            Ok(running.flat_map(|service| of_service(place, service)).collect())
        });
        made.unwrap_or_default()
    }
}

/// One that is being changed runs on as it was.
pub(super) fn runs_as(service: &Service) -> &Configuration {
    service.before.as_ref().unwrap_or(&service.configuration)
}

pub(super) fn has_instances(service: &Service) -> bool {
    match service.status {
        Status::Running => true,
        Status::OperationInProgress => service.before.is_some(),
        Status::CreateFailed | Status::Deleted | Status::DeleteFailed | Status::Paused => false,
    }
}

/// As few instances as its configuration allows: nobody sends requests here.
fn of_service(place: &Region, service: &Service) -> Vec<Made> {
    let configuration = runs_as(service);
    let of = |arn: &str| place.resources.iter().find(|resource| resource.arn == arn);
    let connector = configuration.network["EgressConfiguration"]["VpcConnectorArn"].as_str().and_then(of);
    let Some(connector) = connector else { return Vec::new() };
    let (subnets, groups) = (texts(&connector.own["Subnets"]), texts(&connector.own["SecurityGroups"]));
    let count = of(&configuration.scaling_arn).and_then(|scaling| scaling.own["MinSize"].as_u64()).unwrap_or(1);
    let number = service.id.chars().take(14).collect::<String>();
    let places = iter::repeat_n(&subnets, usize::from(!subnets.is_empty())).cycle().flatten();
    places
        .zip(0..count)
        .map(|(subnet, at)| Made {
            id: format!("eni-a{at:02x}{number}"),
            subnet: subnet.clone(),
            groups: groups.clone(),
        })
        .collect()
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}
