//! Owns the correction of RDS: a database says in which VPC and subnets it may be, and not only what its subnet group is
//! called.

use std::fmt::Write;

use bytes::Bytes;
use winterbaume_core::{MockRequest, MockResponse};
use winterbaume_rds::{RdsService, RdsStateView};

use super::Seeded;

pub(super) async fn handle(
    rds: &Seeded<RdsService>,
    region: &str,
    operation: &str,
    request: MockRequest,
) -> MockResponse {
    let mut answer = rds.ask(region, request).await;
    if operation == "DescribeDBInstances" && answer.status == 200 {
        let view = rds.view(region).await;
        answer.body = Bytes::from(with_places(&String::from_utf8_lossy(&answer.body), &view));
    }
    answer
}

fn with_places(xml: &str, view: &RdsStateView) -> String {
    view.db_subnet_groups.values().fold(xml.to_owned(), |xml, group| {
        let name = format!("<DBSubnetGroupName>{}</DBSubnetGroupName></DBSubnetGroup>", group.name);
        let mut whole = format!(
            "<DBSubnetGroupName>{}</DBSubnetGroupName><VpcId>{}</VpcId><Subnets>",
            group.name,
            group.vpc_id.as_deref().unwrap_or_default()
        );
        for subnet in &group.subnet_ids {
            // To write into a string cannot fail.
            let _ = write!(whole, "<Subnet><SubnetIdentifier>{subnet}</SubnetIdentifier></Subnet>");
        }
        xml.replace(&name, &format!("{whole}</Subnets></DBSubnetGroup>"))
    })
}
