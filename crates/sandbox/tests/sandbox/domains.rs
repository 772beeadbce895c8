//! Custom domains and their certificates.

use ard_sandbox::{Pace, Sandbox, WaitingFor};
use aws_sdk_apprunner::types::{
    CertificateValidationRecordStatus, CustomDomain, CustomDomainAssociationStatus as Status,
};

use crate::support::*;

async fn domains(sandbox: &Sandbox, service: &str) -> Vec<CustomDomain> {
    let describe = apprunner(sandbox, TOKYO).describe_custom_domains().service_arn(service);
    describe.send().await.unwrap().custom_domains
}

macro_rules! link {
    ($sandbox:expr, $service:expr, $name:expr, $www:expr) => {
        apprunner($sandbox, TOKYO)
            .associate_custom_domain()
            .service_arn($service)
            .domain_name($name)
            .set_enable_www_subdomain($www)
            .send()
            .await
    };
}

/// Writes a record into the company's zone.
async fn write_record(sandbox: &Sandbox, name: &str, value: &str) {
    let body = format!(
        "<ChangeResourceRecordSetsRequest xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><ChangeBatch><Changes>\
         <Change><Action>UPSERT</Action><ResourceRecordSet><Name>{name}</Name><Type>CNAME</Type><TTL>300</TTL>\
         <ResourceRecords><ResourceRecord><Value>{value}</Value></ResourceRecord></ResourceRecords></ResourceRecordSet>\
         </Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>"
    );
    let answer = post(sandbox, "route53", "/2013-04-01/hostedzone/Z0SANDBOX00000000001/rrset", &body).await;
    assert!(answer.contains("ChangeInfo"), "{answer}");
}

#[tokio::test]
async fn a_domain_becomes_active_when_its_records_are_in_the_zone() {
    let sandbox = sandbox();
    let service = running(&sandbox, "with-domain").await;
    let made = link!(&sandbox, &service.service_arn, "shop.example.com", None).unwrap();
    assert_eq!(made.dns_target, service.service_url.clone().unwrap());
    let domain = made.custom_domain.unwrap();
    assert_eq!((domain.status, domain.enable_www_subdomain), (Status::Creating, true), "the API's default");
    assert!(domain.certificate_validation_records.unwrap_or_default().is_empty(), "they come later");

    let domain = domains(&sandbox, &service.service_arn).await.remove(0);
    assert_eq!(domain.status, Status::PendingCertificateDnsValidation);
    let records = domain.certificate_validation_records.unwrap();
    assert_eq!(records.len(), 2, "one for the domain and one for www");
    assert!(records[1].name.as_ref().unwrap().ends_with(".www.shop.example.com."));
    assert_eq!(records[0].status, Some(CertificateValidationRecordStatus::PendingValidation));
    write_record(&sandbox, records[0].name.as_ref().unwrap(), records[0].value.as_ref().unwrap()).await;
    let domain = domains(&sandbox, &service.service_arn).await.remove(0);
    assert_eq!(domain.status, Status::PendingCertificateDnsValidation, "one of two");
    write_record(&sandbox, records[1].name.as_ref().unwrap(), records[1].value.as_ref().unwrap()).await;
    assert_eq!(domains(&sandbox, &service.service_arn).await[0].status, Status::BindingCertificate);
    let domain = domains(&sandbox, &service.service_arn).await.remove(0);
    assert_eq!(domain.status, Status::Active);
    let records = domain.certificate_validation_records.unwrap();
    assert_eq!(records[0].status, Some(CertificateValidationRecordStatus::Success));
}

#[tokio::test]
async fn a_domain_elsewhere_waits_for_a_person() {
    let sandbox = sandbox();
    let service = running(&sandbox, "elsewhere").await.service_arn;
    link!(&sandbox, &service, "Shop.Example.NET", Some(false)).unwrap();
    assert_eq!(domains(&sandbox, &service).await[0].domain_name, "shop.example.net");
    let waiting = sandbox.controls().waiting;
    assert_eq!((waiting[0].kind, waiting[0].id.as_str()), (WaitingFor::DomainValidation, "shop.example.net"));
    assert!(sandbox.finish(TOKYO, "shop.example.net"));
    assert!(!sandbox.finish(TOKYO, "shop.example.net"));
    assert_eq!(domains(&sandbox, &service).await[0].status, Status::Active);
    let unlink = apprunner(&sandbox, TOKYO).disassociate_custom_domain().service_arn(&service);
    let unlink = unlink.domain_name("shop.example.net");
    let going = unlink.clone().send().await.unwrap().custom_domain.unwrap();
    assert_eq!(going.status, Status::Deleting);
    assert!(domains(&sandbox, &service).await.is_empty());
    assert_eq!(refusal(unlink.send().await).0, "ResourceNotFoundException");
}

#[tokio::test]
async fn a_zone_that_leaves_amazon_out_makes_it_fail() {
    let sandbox = sandbox();
    let service = running(&sandbox, "locked-out").await.service_arn;
    link!(&sandbox, &service, "shop.locked.example.com", Some(false)).unwrap();
    let domain = domains(&sandbox, &service).await.remove(0);
    assert_eq!(domain.status, Status::CreateFailed);
    let records = domain.certificate_validation_records.unwrap();
    assert_eq!(records[0].status, Some(CertificateValidationRecordStatus::Failed));
}

#[tokio::test]
async fn names_that_cannot_be_linked_are_refused() {
    let sandbox = sandbox();
    let service = running(&sandbox, "choosy").await.service_arn;
    link!(&sandbox, &service, "*.example.com", None).unwrap();
    for (name, www, fragment) in [
        ("localhost", None, "must be a root domain"),
        ("-a.example.com", None, "must be a root domain"),
        ("a.*.example.com", None, "must be a root domain"),
        ("x.ap-northeast-1.awsapprunner.com", None, "belongs to App Runner"),
        ("*.example.org", Some(true), "can't have a www"),
        ("*.EXAMPLE.com", None, "already associated"),
    ] {
        let (code, message) = refusal(link!(&sandbox, &service, name, www));
        assert_eq!(code, "InvalidRequestException");
        assert!(message.contains(fragment), "{name}: {message}");
    }
    let nobody = service.replace("choosy", "nobody");
    assert_eq!(refusal(link!(&sandbox, nobody, "a.example.com", None)).0, "InvalidRequestException");
    for number in 1..5 {
        link!(&sandbox, &service, format!("{number}.example.com"), None).unwrap();
    }
    assert!(refusal(link!(&sandbox, &service, "5.example.com", None)).1.contains("at most 5"));
    let client = apprunner(&sandbox, TOKYO);
    let page = client.describe_custom_domains().service_arn(&service).max_results(3).send().await.unwrap();
    let rest = client.describe_custom_domains().service_arn(&service).set_next_token(page.next_token).send().await;
    assert_eq!((page.custom_domains.len(), rest.unwrap().custom_domains.len()), (3, 2));
}

#[tokio::test]
async fn domains_change_only_while_the_service_runs_and_at_the_pace() {
    let sandbox = sandbox();
    let service = running(&sandbox, "paced").await.service_arn;
    sandbox.set_pace(Pace::Reads(2));
    link!(&sandbox, &service, "shop.example.com", None).unwrap();
    assert_eq!(domains(&sandbox, &service).await[0].status, Status::Creating);
    assert_eq!(domains(&sandbox, &service).await[0].status, Status::PendingCertificateDnsValidation);
    apprunner(&sandbox, TOKYO).pause_service().service_arn(&service).send().await.unwrap();
    assert_eq!(refusal(link!(&sandbox, &service, "a.example.com", None)).0, "InvalidStateException");
    let unlink = apprunner(&sandbox, TOKYO).disassociate_custom_domain().service_arn(&service);
    assert_eq!(refusal(unlink.domain_name("shop.example.com").send().await).0, "InvalidStateException");
}
