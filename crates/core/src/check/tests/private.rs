//! Who reaches a service, what looks at requests first, whose trust is repaired, where secrets are kept.

use super::*;
use crate::draft::{Firewall, Incoming, IpAddressType};
use crate::plan::{self, Action, SecretPlace};
use crate::vpc::{InterfaceEndpoint, Network, SecurityGroup, Subnet, WayOut};

const OTHER: &str = "arn:aws:iam::123456789012:role/other";
const ACL: &str = "arn:aws:wafv2:ap-northeast-1:123456789012:regional/webacl/shop/1a2b3c4d-0000-4000-8000-000000000000";

fn known() -> Context {
    let subnet = |id: &str, zone: &str| Subnet {
        id: id.to_owned(),
        name: None,
        vpc: "vpc-0a11ce00000054071".to_owned(),
        zone: zone.to_owned(),
        zone_id: zone.to_owned(),
        cidr: String::new(),
        free_addresses: 200,
        way_out: WayOut::None,
    };
    let endpoint = |id: &str, is_available| InterfaceEndpoint {
        id: id.to_owned(),
        name: None,
        vpc: "vpc-0a11ce00000054071".to_owned(),
        subnets: Vec::new(),
        security_groups: Vec::new(),
        is_available,
    };
    Context {
        network: Some(Network {
            subnets: vec![
                subnet("subnet-0a11ce00000000011", "a"),
                subnet("subnet-0a11ce00000000012", "b"),
                subnet("subnet-0a11ce00000000013", "a"),
            ],
            security_groups: vec![SecurityGroup {
                id: "sg-0a11ce00000000a99".to_owned(),
                name: "web".to_owned(),
                vpc: "vpc-0a11ce00000054071".to_owned(),
                description: String::new(),
            }],
            ..Network::default()
        }),
        endpoints: Some(vec![endpoint("vpce-1", true), endpoint("vpce-2", false)]),
        ..context()
    }
}

fn found_with(draft: &Draft) -> Vec<(Option<Field>, Detail)> {
    check(draft, &known()).findings.into_iter().map(|finding| (finding.field, finding.detail)).collect()
}

fn new_endpoint(subnets: &[&str], groups: &[&str]) -> Incoming {
    let all = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
    Incoming::NewEndpoint {
        name: "requests".to_owned(),
        vpc: "vpc-0a11ce00000054071".to_owned(),
        subnets: all(subnets),
        security_groups: all(groups),
        tags: Vec::new(),
    }
}

#[test]
fn an_endpoint_has_to_be_there_and_ready() {
    let with = |id: &str| found_with(&Draft { incoming: Incoming::Endpoint { id: id.to_owned() }, ..article() });
    assert_eq!(with(" vpce-1 "), []);
    assert_eq!(with(""), at(Field::EndpointId, Detail::Required));
    assert_eq!(with("vpce-2"), at(Field::EndpointId, Detail::EndpointUnknown));
    assert_eq!(with("vpce-3"), at(Field::EndpointId, Detail::EndpointUnknown));
    // Nobody has looked: the VPC it is in is not known either.
    let unseen = Draft { incoming: Incoming::Endpoint { id: "vpce-1".to_owned() }, ..article() };
    assert!(check(&unseen, &context()).has_errors());
}

#[test]
fn a_new_endpoint_takes_one_subnet_of_a_zone() {
    let with = |subnets: &[&str]| found_with(&Draft { incoming: new_endpoint(subnets, &[]), ..article() });
    let default_group = at(Field::EndpointSecurityGroups, Detail::DefaultSecurityGroup);
    assert_eq!(with(&["subnet-0a11ce00000000011", "subnet-0a11ce00000000012"]), default_group);
    assert_eq!(with(&["subnet-0a11ce00000000011"])[1..], at(Field::EndpointSubnets, Detail::OneZone));
    let zones = vec!["a".to_owned()];
    assert_eq!(
        with(&["subnet-0a11ce00000000011", "subnet-0a11ce00000000013"])[..1],
        at(Field::EndpointSubnets, Detail::SubnetsShareZone { zones })
    );
    assert_eq!(with(&[])[..1], at(Field::EndpointSubnets, Detail::Required));
    let grouped = found_with(&Draft {
        incoming: new_endpoint(&["subnet-0a11ce00000000011", "subnet-0a11ce00000000012"], &["sg-0a11ce00000000a99"]),
        ..article()
    });
    assert!(grouped.contains(&(Some(Field::EndpointSecurityGroups), Detail::EndpointNeedsHttps)));
}

#[test]
fn the_name_of_a_new_endpoint_is_one_of_its_tags() {
    let with = |name: &str, tags: &[Pair]| {
        let mut incoming = new_endpoint(&["subnet-0a11ce00000000011", "subnet-0a11ce00000000012"], &[]);
        let Incoming::NewEndpoint { name: named, tags: tagged, .. } = &mut incoming else { panic!("{incoming:?}") };
        name.clone_into(named);
        tags.clone_into(tagged);
        let mut found = found_with(&Draft { incoming, ..article() });
        found.retain(|(field, _)| *field != Some(Field::EndpointSecurityGroups));
        found
    };
    let name = [pair("Name", "a")];
    assert_eq!(with("", &name), []);
    assert_eq!(with("requests", &name), at(Field::EndpointTagKey { index: 0 }, Detail::Duplicate));
    let many: Vec<Pair> = (0..49).map(|index| pair(&format!("key-{index}"), "")).collect();
    assert_eq!(with("", &many), []);
    assert_eq!(with("requests", &many), at(Field::EndpointTagKey { index: 48 }, Detail::TooMany { max: 48 }));
}

#[test]
fn a_web_acl_is_of_the_same_region() {
    let with = |arn: &str| found_with(&Draft { firewall: Firewall::WebAcl { arn: arn.to_owned() }, ..article() });
    let elsewhere = |region: &str| Detail::WebAclOfOtherRegion { region: region.to_owned() };
    assert_eq!(with(ACL), []);
    for (arn, detail) in [
        ("", Detail::Required),
        ("shop", Detail::NotAWebAcl),
        ("arn:aws:wafv2:ap-northeast-1:123456789012:regional/ipset/x/1", Detail::NotAWebAcl),
        ("arn:aws:wafv2:us-east-1:123456789012:regional/webacl/x/1", elsewhere("us-east-1")),
        ("arn:aws:wafv2:us-east-1:123456789012:global/webacl/x/1", elsewhere("us-east-1")),
    ] {
        assert_eq!(with(arn), at(Field::WebAclArn, detail), "{arn}");
    }
}

#[test]
fn a_wrong_trust_is_repaired_once_a_role() {
    let draft = |repair| {
        let access_role = AccessRole::UseExisting { arn: OTHER.to_owned(), repair };
        let source = SourceDraft::Ecr { uri: URI.to_owned(), trigger: Trigger::Manual, access_role };
        let instance_role = InstanceRole::UseExisting { arn: OTHER.to_owned(), repair };
        Draft { source, instance_role, ..article() }
    };
    let wrong = check(&draft(false), &known()).findings;
    assert_eq!(wrong[0].fix, Some(Fix::RepairTrust { principal: Principal::Build }));
    let principal = "tasks.apprunner.amazonaws.com".to_owned();
    assert!(found_with(&draft(true)).contains(&(Some(Field::InstanceRoleArn), Detail::TrustIsRepaired { principal })));
    let repairs = resolve(&draft(true), &known()).unwrap().repairs;
    let [TrustRepair { role, before, after }] = &repairs[..] else { panic!("{repairs:?}") };
    assert_eq!((role.as_str(), before.as_str()), ("other", "{}"));
    assert!(role::trusts(after, Principal::Build) && role::trusts(after, Principal::Tasks));
    assert!(resolve(&draft(false), &known()).unwrap().repairs.is_empty());
}

#[test]
fn a_private_service_is_made_in_this_order() {
    let mut draft = Draft {
        incoming: new_endpoint(&["subnet-0a11ce00000000011", "subnet-0a11ce00000000012"], &["sg-0a11ce00000000a99"]),
        ..article()
    };
    if let Incoming::NewEndpoint { tags, .. } = &mut draft.incoming {
        *tags = vec![pair(" team", "web & \"shop\"")];
    }
    draft.firewall = Firewall::WebAcl { arn: ACL.to_owned() };
    draft.ip_address_type = IpAddressType::DualStack;
    draft.instance_role = InstanceRole::UseExisting { arn: OTHER.to_owned(), repair: true };
    assert!(found_with(&draft).contains(&(Some(Field::WebAclArn), Detail::WebAclWithoutAddresses)));
    let wanted = resolve(&draft, &known()).unwrap();
    let plan = plan::create_service("plan-id".to_owned(), "123456789012", "ap-northeast-1", wanted);
    insta::assert_snapshot!("plan_of_a_private_service", crate::cli::script(&plan));
    let exports = crate::export::exports(&plan).unwrap();
    insta::assert_snapshot!("cloudformation_of_a_private_service", exports.cloudformation);
    insta::assert_snapshot!("terraform_of_a_private_service", exports.terraform);
    assert!(plan.can_be_undone());

    let existing = Draft { incoming: Incoming::Endpoint { id: "vpce-1".to_owned() }, ..article() };
    let plan = plan::create_service(String::new(), "1", "r", resolve(&existing, &known()).unwrap());
    let [.., Action::CreateIngress { spec }, Action::AwaitIngress] = &plan.steps[..] else { panic!("{plan:?}") };
    assert_eq!((spec.vpc.as_str(), spec.endpoint.as_deref()), ("vpc-0a11ce00000054071", Some("vpce-1")));
    assert!(!plan.steps.iter().any(|step| matches!(step, Action::CreateEndpoint { .. })));
}

#[test]
fn secrets_have_names_that_their_place_takes() {
    use SecretPlace::{ParameterStore, SecretsManager};
    let found = |place, name: &str, value: &str| {
        secret(place, name, value).into_iter().map(|finding| (finding.field, finding.detail)).collect::<Vec<_>>()
    };
    for (place, name) in [(SecretsManager, "shop/DATABASE_URL"), (ParameterStore, "/shop/url"), (ParameterStore, "url")]
    {
        assert_eq!(found(place, name, "x"), [], "{name}");
    }
    for (place, name, detail) in [
        (SecretsManager, "", Detail::Required),
        (SecretsManager, "no blanks", Detail::SecretNameCharacters),
        (ParameterStore, "a@b", Detail::SecretNameCharacters),
        (ParameterStore, "/AWS/x", Detail::ParameterNameReserved),
        (ParameterStore, "shop/url", Detail::PathWithoutSlash),
    ] {
        assert_eq!(found(place, name, "x"), at(Field::SecretName, detail), "{name}");
    }
    assert_eq!(found(SecretsManager, "a", ""), at(Field::SecretValue, Detail::Required));
    let long = "x".repeat(4097);
    assert_eq!(found(ParameterStore, "a", &long), at(Field::SecretValue, Detail::TooLong { max: 4096, length: 4097 }));
    assert_eq!(found(SecretsManager, "a", &long), []);
}

#[test]
fn a_repository_of_another_account_gets_the_text_it_needs() {
    let form = |uri: &str| check(&Draft { source: ecr(uri), ..article() }, &known()).form.repository_policy;
    assert_eq!(form(URI), None);
    let text = form("210987654321.dkr.ecr.ap-northeast-1.amazonaws.com/app:1").unwrap();
    assert!(text.contains("arn:aws:iam::123456789012:role/service-role/AppRunnerECRAccessRole"), "{text}");
    assert!(text.contains("ecr:GetDownloadUrlForLayer"));
}
