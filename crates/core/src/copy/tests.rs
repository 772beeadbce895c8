use super::*;
use crate::options::WebAclOption;
use crate::service::{AutoScalingInUse, IngressInUse, IngressStatus, ServiceRow, ServiceStatus, abilities};

const KEY: &str = "arn:aws:kms:us-east-1:123456789012:key/0a0a0a0a-0000-0000-0000-000000000000";
const ACL: &str = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/shop/1";
const ROLE: &str = "arn:aws:iam::123456789012:role/app";

/// A service with everything that belongs to a Region.
fn service() -> ServiceDetail {
    let status = ServiceStatus::Running;
    let configuration = |kind: &str, name: &str| format!("arn:aws:apprunner:us-east-1:123456789012:{kind}/{name}/1/0a");
    ServiceDetail {
        row: ServiceRow {
            arn: "arn:aws:apprunner:us-east-1:123456789012:service/shop/0a".to_owned(),
            name: "shop".to_owned(),
            abilities: abilities(&status),
            moving: false,
            status,
            host: None,
            created_at: None,
            updated_at: None,
        },
        id: "0a".to_owned(),
        source: ServiceSource::Image {
            uri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop:1".to_owned(),
            registry: Registry::Ecr,
            port: Some("5000".to_owned()),
            start_command: None,
            environment: Vec::new(),
            secrets: vec![Pair {
                name: "DATABASE_URL".to_owned(),
                value: "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf".to_owned(),
            }],
            automatic: true,
            access_role: Some(ROLE.to_owned()),
        },
        cpu_units: Some(512),
        memory_mib: Some(1024),
        instance_role: Some(ROLE.to_owned()),
        auto_scaling: Some(AutoScalingInUse {
            arn: configuration("autoscalingconfiguration", "wide"),
            name: "wide".to_owned(),
            revision: 1,
        }),
        health_check: None,
        public: false,
        vpc_connector: Some(configuration("vpcconnector", "inside")),
        ip_address_type: Some(IpAddressType::DualStack),
        kms_key: Some(KEY.to_owned()),
        observability: Some(configuration("observabilityconfiguration", "xray")),
        tags: Some(vec![Pair { name: "team".to_owned(), value: "web".to_owned() }]),
        ingress: Some(IngressInUse {
            arn: String::new(),
            name: "shop".to_owned(),
            status: IngressStatus::Available,
            host: None,
            vpc: "vpc-1".to_owned(),
            endpoint: "vpce-1".to_owned(),
            service: String::new(),
        }),
        ingress_known: true,
        web_acl: Some(WebAclOption { name: "shop".to_owned(), arn: ACL.to_owned(), description: String::new() }),
        web_acl_known: true,
    }
}

fn numbers() -> AutoScalingOption {
    AutoScalingOption {
        arn: String::new(),
        name: "wide".to_owned(),
        revision: 1,
        is_default: false,
        is_latest: true,
        max_concurrency: Some(50),
        min_size: Some(2),
        max_size: Some(9),
    }
}

#[test]
fn in_the_same_place_everything_is_used_again() {
    let Copied { draft, left_out } = copy(&service(), Destination::SamePlace);
    assert_eq!(left_out, []);
    assert_eq!(draft.name, "shop-copy");
    assert_eq!(draft.encryption, Encryption::KmsKey { arn: KEY.to_owned() });
    assert_eq!(draft.firewall, Firewall::WebAcl { arn: ACL.to_owned() });
    assert_eq!(draft.incoming, Incoming::Endpoint { id: "vpce-1".to_owned() });
    assert!(matches!(draft.outgoing, Outgoing::Connector { .. }));
    assert!(matches!(draft.auto_scaling, AutoScaling::UseExisting { .. }));
    let unseen = ServiceDetail { ingress: None, web_acl: None, web_acl_known: false, ..service() };
    assert_eq!(copy(&unseen, Destination::SamePlace).left_out, [LeftOut::WebAcl, LeftOut::PrivateEndpoint]);
}

#[test]
fn in_another_region_what_belongs_to_one_is_made_or_chosen_anew() {
    let numbers = numbers();
    let into = Destination::OtherPlace { other_account: false, auto_scaling: Some(&numbers) };
    let Copied { draft, left_out } = copy(&service(), into);
    assert_eq!(
        left_out,
        [LeftOut::KmsKey, LeftOut::Connector, LeftOut::WebAcl, LeftOut::PrivateEndpoint, LeftOut::References]
    );
    let AutoScaling::CreateForMe { name, max_concurrency, min_size, max_size } = &draft.auto_scaling else {
        panic!("{draft:?}")
    };
    assert_eq!([name, max_concurrency, min_size, max_size], ["wide", "50", "2", "9"]);
    assert!(matches!(&draft.outgoing, Outgoing::NewConnector { name, .. } if name == "inside"));
    assert_eq!(draft.tracing, Tracing::CreateForMe { name: "xray".to_owned() });
    assert_eq!((draft.encryption, draft.firewall), (Encryption::AwsOwned, Firewall::Off));
    // Roles are of the account, and serve in every Region.
    assert_eq!(draft.instance_role, InstanceRole::UseExisting { arn: ROLE.to_owned(), repair: false });
    assert_eq!(draft.tags.len(), 1);
}

#[test]
fn numbers_that_could_not_be_read_are_told_unless_they_are_the_default() {
    let into = Destination::OtherPlace { other_account: false, auto_scaling: None };
    assert!(copy(&service(), into).left_out.contains(&LeftOut::AutoScaling));
    let mut default = service();
    default.auto_scaling.as_mut().unwrap().name = "DefaultConfiguration".to_owned();
    let copied = copy(&default, into);
    assert!(!copied.left_out.contains(&LeftOut::AutoScaling));
    assert_eq!(copied.draft.auto_scaling, AutoScaling::AccountDefault);
}

#[test]
fn in_another_account_roles_are_made_anew() {
    let Copied { draft, left_out } =
        copy(&service(), Destination::OtherPlace { other_account: true, auto_scaling: None });
    assert!(left_out.contains(&LeftOut::InstanceRole));
    assert!(matches!(draft.instance_role, InstanceRole::CreateForMe { .. }));
    let SourceDraft::Ecr { access_role: AccessRole::CreateForMe { .. }, .. } = draft.source else {
        panic!("{draft:?}")
    };
}

#[test]
fn a_connection_stays_where_it_is() {
    let source = ServiceSource::Code {
        connection: Some("arn:aws:apprunner:us-east-1:123456789012:connection/hub/0a".to_owned()),
        repository: "https://github.com/shop/api".to_owned(),
        branch: "main".to_owned(),
        directory: None,
        build: None,
        automatic: false,
    };
    let of_code = ServiceDetail { source, ..service() };
    let here = copy(&of_code, Destination::SamePlace).draft.source;
    let there = copy(&of_code, Destination::OtherPlace { other_account: false, auto_scaling: None });
    assert!(matches!(here, SourceDraft::Code { connection, .. } if connection.ends_with("/0a")));
    assert!(matches!(there.draft.source, SourceDraft::Code { connection, .. } if connection.is_empty()));
    assert!(there.left_out.contains(&LeftOut::Connection));
}
