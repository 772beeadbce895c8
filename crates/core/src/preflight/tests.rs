use super::*;
use crate::check::KnownRole;
use crate::draft::Trigger;
use crate::problem::ProblemDetail;

const ROLE: &str = "arn:aws:iam::123456789012:role/pull";

fn context() -> Context {
    Context {
        account: "123456789012".to_owned(),
        region: "ap-northeast-1".to_owned(),
        service_names: Some(vec!["taken".to_owned()]),
        roles: Some(vec![KnownRole {
            name: "pull".to_owned(),
            arn: ROLE.to_owned(),
            trust: role::trust_policy(Principal::Build),
            trusts: vec![Principal::Build],
        }]),
        connections: None,
        refused_zones: Vec::new(),
        auto_scaling_names: None,
        connectors: None,
        endpoints: None,
        network: None,
    }
}

fn draft(uri: &str) -> Draft {
    let access_role = AccessRole::UseExisting { arn: ROLE.to_owned(), repair: false };
    let source = SourceDraft::Ecr { uri: uri.to_owned(), trigger: Trigger::Manual, access_role };
    Draft { source, name: "web".to_owned(), ..Draft::new() }
}

const URI: &str = "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/my-flask-app:v1";

fn seen(image: ImageFact) -> Seen {
    Seen { image, missing: Sight::Nothing, unreadable: Sight::Nothing, denied: Sight::Nothing }
}

fn outcomes(draft: &Draft, image: ImageFact) -> Vec<Outcome> {
    preflight(draft, &context(), seen(image)).into_iter().map(|looked| looked.outcome).collect()
}

fn found(bytes: f64, platforms: &[&str]) -> ImageFact {
    ImageFact::Found(ImageDetail {
        size_bytes: Some(bytes),
        platforms: platforms.iter().map(|name| (*name).to_owned()).collect(),
        ports: None,
        has_command: None,
    })
}

/// The one look of a kind.
fn of(looked: &[Looked], wanted: fn(&Look) -> bool) -> Option<&Looked> {
    looked.iter().find(|looked| wanted(&looked.look))
}

#[test]
fn only_own_images_are_in_sight() {
    let tag = Selector::Tag("v1".to_owned());
    assert_eq!(image_in_sight(&draft(URI), &context()), Some(("my-flask-app".to_owned(), tag)));
    for uri in [
        "210987654321.dkr.ecr.ap-northeast-1.amazonaws.com/my-flask-app:v1",
        "123456789012.dkr.ecr.us-east-1.amazonaws.com/my-flask-app:v1",
        "public.ecr.aws/aws-containers/hello-app-runner:latest",
        "",
    ] {
        assert_eq!(image_in_sight(&draft(uri), &context()), None, "{uri}");
    }
}

#[test]
fn images_that_cannot_run_fail_before_they_are_deployed() {
    use Outcome::{Doubtful, Failed, Passed};
    let all_well = [Passed, Passed, Passed, Passed, Passed, Passed];
    assert_eq!(outcomes(&draft(URI), found(5.0e7, &["linux/arm64", "linux/amd64"])), all_well);
    assert_eq!(outcomes(&draft(URI), found(5.0e7, &["linux/arm64"]))[..3], [Passed, Failed, Passed]);
    assert_eq!(outcomes(&draft(URI), found(2.0e9, &[]))[..3], [Passed, OUT_OF_SIGHT, Doubtful]);
    assert_eq!(outcomes(&draft(URI), ImageFact::Missing)[..2], [Failed, Passed]);
    assert_eq!(outcomes(&draft(URI), ImageFact::OutOfSight)[0], OUT_OF_SIGHT);
    let refused = Problem::of(ProblemDetail::NotFound);
    assert!(matches!(&outcomes(&draft(URI), ImageFact::Unknown(refused))[0], Outcome::Unknown { problem: Some(_) }));
}

#[test]
fn roles_names_and_quotas_are_looked_at() {
    let mut draft = draft(URI);
    draft.instance_role = InstanceRole::UseExisting { arn: ROLE.to_owned(), repair: false };
    "taken".clone_into(&mut draft.name);
    let looked = preflight(&draft, &context(), seen(ImageFact::OutOfSight));
    let of = |wanted: fn(&Look) -> bool| {
        looked.iter().find(|looked| wanted(&looked.look)).map(|looked| looked.outcome.clone())
    };
    assert_eq!(of(|look| matches!(look, Look::InstanceRole { .. })), Some(Outcome::Failed));
    assert_eq!(of(|look| matches!(look, Look::AccessRole { .. })), Some(Outcome::Passed));
    assert_eq!(of(|look| matches!(look, Look::Name { .. })), Some(Outcome::Failed));
    assert_eq!(of(|look| matches!(look, Look::Quota { .. })), Some(Outcome::Passed));
    let blind = Context { service_names: None, roles: None, ..context() };
    let looked = preflight(&draft, &blind, seen(ImageFact::OutOfSight));
    assert!(looked.iter().all(|looked| looked.outcome == OUT_OF_SIGHT));
}

#[test]
fn an_image_tells_its_port_and_its_command() {
    let image = |ports: &[u16], has_command| {
        ImageFact::Found(ImageDetail {
            size_bytes: None,
            platforms: Vec::new(),
            ports: Some(ports.to_vec()),
            has_command: Some(has_command),
        })
    };
    let looked = |draft: &Draft, image| preflight(draft, &context(), seen(image));
    let draft = draft(URI);
    let wrong = looked(&draft, image(&[5000, 5001], true));
    let port = of(&wrong, |look| matches!(look, Look::ImagePort { .. })).unwrap();
    assert_eq!((&port.outcome, &port.fix), (&Outcome::Doubtful, &Some(Fix::SetPort { port: 5000 })));
    let right = looked(&Draft { port: " 5001".to_owned(), ..draft.clone() }, image(&[5000, 5001], true));
    assert_eq!(of(&right, |look| matches!(look, Look::ImagePort { .. })).unwrap().outcome, Outcome::Passed);
    assert_eq!(of(&looked(&draft, image(&[], true)), |look| matches!(look, Look::ImagePort { .. })), None);
    let silent = looked(&draft, image(&[], false));
    assert_eq!(of(&silent, |look| *look == Look::ImageCommand).unwrap().outcome, Outcome::Failed);
    let started = Draft { start_command: "flask run".to_owned(), ..draft };
    let started = looked(&started, image(&[], false));
    assert_eq!(of(&started, |look| *look == Look::ImageCommand).unwrap().outcome, Outcome::Passed);
}

#[test]
fn a_wrong_trust_can_be_repaired_and_then_passes() {
    let look = |repair, trust: &str| {
        let mut draft = draft(URI);
        draft.instance_role = InstanceRole::UseExisting { arn: ROLE.to_owned(), repair };
        let role = KnownRole { name: "pull".to_owned(), arn: ROLE.to_owned(), trust: trust.to_owned(), trusts: vec![] };
        let context = Context { roles: Some(vec![role]), ..context() };
        let looked = preflight(&draft, &context, seen(ImageFact::OutOfSight));
        let found = of(&looked, |look| matches!(look, Look::InstanceRole { .. })).unwrap();
        (found.outcome.clone(), found.fix.clone())
    };
    let other = role::trust_policy(Principal::Build);
    assert_eq!(look(false, &other), (Outcome::Failed, Some(Fix::RepairTrust { principal: Principal::Tasks })));
    assert_eq!(look(true, &other), (Outcome::Passed, None));
    assert_eq!(look(true, "not JSON"), (Outcome::Failed, None));
}

#[test]
fn what_others_answered_is_told_as_they_answered_it() {
    let told = |missing| {
        let seen = Seen { missing, ..seen(ImageFact::OutOfSight) };
        let looked = preflight(&draft(URI), &context(), seen);
        of(&looked, |look| matches!(look, Look::References { .. })).cloned()
    };
    assert_eq!(told(Sight::Nothing), None);
    assert_eq!(told(Sight::Known(Vec::new())).unwrap().outcome, Outcome::Passed);
    let missing = told(Sight::Known(vec!["arn".to_owned()])).unwrap();
    assert_eq!(missing.look, Look::References { missing: vec!["arn".to_owned()] });
    assert_eq!(missing.outcome, Outcome::Failed);
    let refused = told(Sight::Unknown(Box::new(Problem::of(ProblemDetail::NotFound)))).unwrap();
    assert!(matches!(refused.outcome, Outcome::Unknown { problem: Some(_) }));
}

#[test]
fn subnets_are_counted_as_far_as_they_are_known() {
    let subnet = |id: &str, way_out| crate::vpc::Subnet {
        id: id.to_owned(),
        name: None,
        vpc: "vpc".to_owned(),
        zone: "a".to_owned(),
        zone_id: "az1".to_owned(),
        cidr: String::new(),
        free_addresses: 30,
        way_out,
    };
    let network = crate::vpc::Network {
        subnets: vec![subnet("private", WayOut::Nat), subnet("public", WayOut::InternetGateway)],
        ..Default::default()
    };
    let look = |subnets: &[&str], network| {
        let mut draft = draft(URI);
        draft.outgoing = Outgoing::NewConnector {
            name: "c".to_owned(),
            vpc: "vpc".to_owned(),
            subnets: subnets.iter().map(|id| (*id).to_owned()).collect(),
            security_groups: Vec::new(),
            tags: Vec::new(),
        };
        let looked = preflight(&draft, &Context { network, ..context() }, seen(ImageFact::OutOfSight));
        of(&looked, |look| matches!(look, Look::Subnets { .. })).unwrap().clone()
    };
    let small = look(&["private"], Some(network.clone()));
    assert_eq!(small.look, Look::Subnets { free: 30, needed: Some(50), public: Vec::new() });
    assert_eq!(small.outcome, Outcome::Doubtful);
    let public = look(&["private", "public"], Some(network));
    assert_eq!(public.look, Look::Subnets { free: 60, needed: Some(50), public: vec!["public".to_owned()] });
    assert_eq!(public.outcome, Outcome::Doubtful);
    assert_eq!(look(&["private"], None).outcome, OUT_OF_SIGHT);
}
