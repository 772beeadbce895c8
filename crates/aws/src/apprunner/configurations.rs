//! What services share: auto scaling and observability configurations, VPC connectors, connections to providers.

use ard_core::draft::{Pair, Provider};
use ard_core::service::{AutoScalingOption, ConnectionOption, ConnectorOption, ObservabilityOption};
use ard_core::spec::{AutoScalingSpec, ConnectorSpec};
use aws_sdk_apprunner::types;

use super::{AppRunner, call, from_sdk, to_sdk};
use crate::Answer;
use crate::classify::absent_is_done;

impl AppRunner {
    /// All auto scaling configurations in all their revisions, by name and the newest first, without their numbers.
    pub async fn auto_scaling(&self) -> Answer<Vec<AutoScalingOption>> {
        let call = call("ListAutoScalingConfigurations");
        let mut pages = self.read.list_auto_scaling_configurations().latest_only(false).into_paginator().send();
        let mut options = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| call.fault(&error))?;
            options.extend(page.auto_scaling_configuration_summary_list.into_iter().filter_map(from_sdk::auto_scaling));
        }
        options.sort_by(|a: &AutoScalingOption, b| (&a.name, b.revision).cmp(&(&b.name, a.revision)));
        for at in 0..options.len() {
            options[at].is_latest = at == 0 || options[at - 1].name != options[at].name;
        }
        Ok(options)
    }

    /// An auto scaling configuration with its numbers.
    pub async fn auto_scaling_numbers(&self, option: AutoScalingOption) -> Answer<AutoScalingOption> {
        let call = call("DescribeAutoScalingConfiguration");
        let request = self.read.describe_auto_scaling_configuration().auto_scaling_configuration_arn(&option.arn);
        let answer = request.send().await.map_err(|error| call.fault(&error))?;
        let found = answer.auto_scaling_configuration.ok_or_else(|| call.unreadable())?;
        let number = |number: Option<i32>| number.and_then(|number| u32::try_from(number).ok());
        Ok(AutoScalingOption {
            max_concurrency: number(found.max_concurrency),
            min_size: number(found.min_size),
            max_size: number(found.max_size),
            ..option
        })
    }

    /// The most instances of an auto scaling configuration, by its ARN.
    pub async fn max_size(&self, arn: &str) -> Answer<Option<u32>> {
        let call = call("DescribeAutoScalingConfiguration");
        let request = self.read.describe_auto_scaling_configuration().auto_scaling_configuration_arn(arn);
        let answer = request.send().await.map_err(|error| call.fault(&error))?;
        let size = answer.auto_scaling_configuration.and_then(|found| found.max_size);
        Ok(size.and_then(|size| u32::try_from(size).ok()))
    }

    /// Creates an auto scaling configuration, tagged; answers its ARN.
    pub async fn create_auto_scaling(&self, spec: &AutoScalingSpec, tag: &Pair) -> Answer<String> {
        let call = call("CreateAutoScalingConfiguration");
        let request = self
            .write
            .create_auto_scaling_configuration()
            .auto_scaling_configuration_name(&spec.name)
            .max_concurrency(spec.max_concurrency.into())
            .min_size(spec.min_size.into())
            .max_size(spec.max_size.into())
            .tags(to_sdk::tag(tag));
        let answer = request.send().await.map_err(|error| call.fault(&error))?;
        let arn = answer.auto_scaling_configuration.and_then(|made| made.auto_scaling_configuration_arn);
        arn.ok_or_else(|| call.unreadable())
    }

    /// Deletes an auto scaling configuration; one that is not there counts as deleted.
    pub async fn delete_auto_scaling(&self, arn: &str) -> Answer<()> {
        let call = call("DeleteAutoScalingConfiguration");
        let request = self.write.delete_auto_scaling_configuration().auto_scaling_configuration_arn(arn);
        absent_is_done(request.send().await.map(drop).map_err(|error| call.fault(&error)))
    }

    /// The latest revisions of all observability configurations, by name.
    pub async fn observability(&self) -> Answer<Vec<ObservabilityOption>> {
        let call = call("ListObservabilityConfigurations");
        let mut pages = self.read.list_observability_configurations().latest_only(true).into_paginator().send();
        let mut options = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| call.fault(&error))?;
            let found = page.observability_configuration_summary_list.into_iter();
            options.extend(found.filter_map(from_sdk::observability));
        }
        options.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(options)
    }

    /// Creates an observability configuration that traces with X-Ray, tagged; answers its ARN.
    pub async fn create_observability(&self, name: &str, tag: &Pair) -> Answer<String> {
        let call = call("CreateObservabilityConfiguration");
        let tracing = types::TraceConfiguration::builder().vendor(types::TracingVendor::Awsxray).build();
        let request = self
            .write
            .create_observability_configuration()
            .observability_configuration_name(name)
            .trace_configuration(tracing.map_err(|_| call.unreadable())?)
            .tags(to_sdk::tag(tag));
        let made = request.send().await.map_err(|error| call.fault(&error))?.observability_configuration;
        made.and_then(|made| made.observability_configuration_arn).ok_or_else(|| call.unreadable())
    }

    /// Deletes an observability configuration; one that is not there counts as deleted.
    pub async fn delete_observability(&self, arn: &str) -> Answer<()> {
        let call = call("DeleteObservabilityConfiguration");
        let request = self.write.delete_observability_configuration().observability_configuration_arn(arn);
        absent_is_done(request.send().await.map(drop).map_err(|error| call.fault(&error)))
    }

    /// All VPC connectors that can be used, by name.
    pub async fn connectors(&self) -> Answer<Vec<ConnectorOption>> {
        let call = call("ListVpcConnectors");
        let mut pages = self.read.list_vpc_connectors().into_paginator().send();
        let mut options = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| call.fault(&error))?;
            options.extend(page.vpc_connectors.into_iter().filter_map(from_sdk::connector));
        }
        options.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(options)
    }

    /// Creates a VPC connector, tagged; answers its ARN.
    pub async fn create_connector(&self, spec: &ConnectorSpec, tag: &Pair) -> Answer<String> {
        let call = call("CreateVpcConnector");
        let groups = Some(spec.security_groups.clone()).filter(|groups| !groups.is_empty());
        let request = self
            .write
            .create_vpc_connector()
            .vpc_connector_name(&spec.name)
            .set_subnets(Some(spec.subnets.clone()))
            .set_security_groups(groups)
            .set_tags(Some(spec.tags.iter().chain([tag]).map(to_sdk::tag).collect()));
        let made = request.send().await.map_err(|error| call.fault(&error))?.vpc_connector;
        made.and_then(|made| made.vpc_connector_arn).ok_or_else(|| call.unreadable())
    }

    /// Deletes a VPC connector; one that is not there counts as deleted.
    pub async fn delete_connector(&self, arn: &str) -> Answer<()> {
        let call = call("DeleteVpcConnector");
        let request = self.write.delete_vpc_connector().vpc_connector_arn(arn);
        absent_is_done(request.send().await.map(drop).map_err(|error| call.fault(&error)))
    }

    /// All connections to providers of source code, by name.
    pub async fn connections(&self) -> Answer<Vec<ConnectionOption>> {
        let call = call("ListConnections");
        let mut pages = self.read.list_connections().into_paginator().send();
        let mut options = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| call.fault(&error))?;
            options.extend(page.connection_summary_list.into_iter().filter_map(from_sdk::connection));
        }
        options.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(options)
    }

    /// Creates a connection, tagged; answers its ARN. It waits for the person's consent at the provider.
    pub async fn create_connection(&self, name: &str, provider: Provider, tag: &Pair) -> Answer<String> {
        let call = call("CreateConnection");
        let provider = match provider {
            Provider::Github => types::ProviderType::Github,
            Provider::Bitbucket => types::ProviderType::Bitbucket,
        };
        let request =
            self.write.create_connection().connection_name(name).provider_type(provider).tags(to_sdk::tag(tag));
        let made = request.send().await.map_err(|error| call.fault(&error))?.connection;
        made.and_then(|made| made.connection_arn).ok_or_else(|| call.unreadable())
    }

    /// Deletes a connection; one that is not there counts as deleted.
    pub async fn delete_connection(&self, arn: &str) -> Answer<()> {
        let call = call("DeleteConnection");
        let request = self.write.delete_connection().connection_arn(arn);
        absent_is_done(request.send().await.map(drop).map_err(|error| call.fault(&error)))
    }
}
