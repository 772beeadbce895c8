//! AWS App Runner: services and their operations here; what services share in `configurations`.

use ard_core::draft::{IpAddressType, Pair};
use ard_core::service::{Operation, OperationKind, OperationStatus, ServiceDetail, ServiceRow};
use ard_core::spec::ServiceSpec;
use aws_sdk_apprunner::Client;
use aws_sdk_apprunner::types::Tag;
use aws_types::SdkConfig;

use crate::Answer;
use crate::classify::{Call, absent_is_done, absent_is_none};
use crate::moment::millis;

mod configurations;
mod from_sdk;
mod ingress;
mod to_sdk;

pub use self::ingress::IngressEnds;

/// What `CreateService` answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatedService {
    /// ARN of the new service.
    pub arn: String,
    /// Id of the operation that creates it.
    pub operation_id: String,
}

/// ARNs of the configurations that a service is created with; `None` for the account's default, or none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Configurations {
    /// Auto scaling.
    pub auto_scaling: Option<String>,
    /// Observability.
    pub observability: Option<String>,
    /// VPC connector; `None` goes to the internet.
    pub connector: Option<String>,
}

/// The gateway to App Runner.
#[derive(Debug, Clone)]
pub struct AppRunner {
    read: Client,
    write: Client,
}

const fn call(operation: &'static str) -> Call {
    Call { service: "apprunner", operation }
}

impl AppRunner {
    pub(crate) fn new((read, write): &(SdkConfig, SdkConfig)) -> Self {
        Self { read: Client::new(read), write: Client::new(write) }
    }

    /// All services of the account in the Region, by name.
    pub async fn services(&self) -> Answer<Vec<ServiceRow>> {
        let call = call("ListServices");
        let mut pages = self.read.list_services().into_paginator().send();
        let mut rows = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| call.fault(&error))?;
            rows.extend(page.service_summary_list.into_iter().filter_map(from_sdk::row));
        }
        rows.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(rows)
    }

    /// A service with its configuration, without its tags; `None` when there is none.
    pub async fn service(&self, arn: &str) -> Answer<Option<ServiceDetail>> {
        let call = call("DescribeService");
        match self.read.describe_service().service_arn(arn).send().await {
            Ok(answer) => answer.service.map(from_sdk::detail).map(Some).ok_or_else(|| call.unreadable()),
            Err(error) => absent_is_none(call.fault(&error)),
        }
    }

    /// A service's operations, newest first.
    pub async fn operations(&self, arn: &str) -> Answer<Vec<Operation>> {
        let call = call("ListOperations");
        let mut pages = self.read.list_operations().service_arn(arn).into_paginator().send();
        let mut operations = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| call.fault(&error))?;
            for summary in page.operation_summary_list.unwrap_or_default() {
                let kind = OperationKind::from_api(summary.r#type.as_ref().map_or("", |kind| kind.as_str()));
                operations.push(Operation {
                    id: summary.id.unwrap_or_default(),
                    has_log: kind.deploys(),
                    kind,
                    status: OperationStatus::from_api(summary.status.as_ref().map_or("", |status| status.as_str())),
                    started_at: summary.started_at.as_ref().and_then(millis),
                    ended_at: summary.ended_at.as_ref().and_then(millis),
                });
            }
        }
        Ok(operations)
    }

    /// The tags of a resource.
    pub async fn tags(&self, arn: &str) -> Answer<Vec<Pair>> {
        let call = call("ListTagsForResource");
        let answer = self.read.list_tags_for_resource().resource_arn(arn).send().await;
        let tags = answer.map_err(|error| call.fault(&error))?.tags.unwrap_or_default();
        let pair = |tag: Tag| Pair { name: tag.key.unwrap_or_default(), value: tag.value.unwrap_or_default() };
        Ok(tags.into_iter().map(pair).collect())
    }

    /// Creates a service, tagged, with the configurations that its spec refers to.
    pub async fn create_service(
        &self,
        spec: &ServiceSpec,
        configurations: Configurations,
        tag: &Pair,
    ) -> Answer<CreatedService> {
        let call = call("CreateService");
        let tags = spec.tags.iter().chain([tag]).map(to_sdk::tag).collect();
        let request = self
            .write
            .create_service()
            .service_name(&spec.name)
            .source_configuration(to_sdk::source(spec).ok_or_else(|| call.unreadable())?)
            .instance_configuration(to_sdk::instance(spec))
            .health_check_configuration(to_sdk::health_check(&spec.health_check))
            .network_configuration(to_sdk::network(spec, configurations.connector))
            .set_auto_scaling_configuration_arn(configurations.auto_scaling)
            .set_observability_configuration(configurations.observability.map(to_sdk::observability))
            .set_encryption_configuration(to_sdk::encryption(spec))
            .set_tags(Some(tags));
        let is_private = !spec.public;
        let request = request
            .customize()
            .map_request(move |request| if is_private { to_sdk::say_private(request) } else { Ok(request) });
        let answer = request.send().await.map_err(|error| call.fault(&error))?;
        let arn = answer.service.ok_or_else(|| call.unreadable())?.service_arn;
        Ok(CreatedService { arn, operation_id: answer.operation_id })
    }

    /// Begins sending a service, as it was read, through another VPC connector; answers the id of the operation. Of its
    /// network everything is named again, and of the rest nothing: what is not named stays. (Field reports on
    /// `UpdateService`, 2026.)
    pub async fn use_connector(&self, service: &ServiceDetail, connector: &str) -> Answer<Option<String>> {
        self.set_network(service, service.public, Some(connector.to_owned())).await
    }

    /// Begins letting the internet reach a service, as it was read, or nobody but VPCs; answers the id of the operation.
    /// As with [`Self::use_connector`] nothing else changes.
    pub async fn set_access(&self, service: &ServiceDetail, public: bool) -> Answer<Option<String>> {
        self.set_network(service, public, service.vpc_connector.clone()).await
    }

    async fn set_network(
        &self,
        service: &ServiceDetail,
        public: bool,
        connector: Option<String>,
    ) -> Answer<Option<String>> {
        let call = call("UpdateService");
        let addresses = service.ip_address_type.unwrap_or(IpAddressType::Ipv4);
        let network = to_sdk::whole_network(public, addresses, connector);
        let request = self.write.update_service().service_arn(&service.row.arn).network_configuration(network);
        let is_private = !public;
        let request = request
            .customize()
            .map_request(move |request| if is_private { to_sdk::say_private(request) } else { Ok(request) });
        let answer = request.send().await.map_err(|error| call.fault(&error))?;
        Ok(Some(answer.operation_id).filter(|id| !id.is_empty()))
    }

    /// Begins deleting a service; one that is not there counts as deleted.
    pub async fn delete_service(&self, arn: &str) -> Answer<()> {
        let call = call("DeleteService");
        absent_is_done(
            self.write.delete_service().service_arn(arn).send().await.map(drop).map_err(|error| call.fault(&error)),
        )
    }
}
