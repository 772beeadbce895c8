//! Plans about who reaches a service: the internet, or a VPC by a VPC ingress connection and its interface endpoint.
//!
//! (Developer Guide, *Managing private endpoints*, April 2026: a VPC ingress connection is made for a private service, and
//! goes before the service is public again.)

use super::{Action, Goal, Plan};
use crate::service::{IngressInUse, IngressStatus};
use crate::spec::{EndpointSpec, IngressPlace, IngressSpec};

/// A service as it is reached now.
#[derive(Debug, Clone, Copy)]
pub struct ReachedService<'a> {
    /// Name.
    pub name: &'a str,
    /// ARN.
    pub arn: &'a str,
    /// Whether the internet reaches it.
    pub public: bool,
    /// ARN of the VPC connector that it sends through, which a change of who reaches it names again.
    pub connector: Option<&'a str>,
    /// The ways to it from VPCs that have not gone.
    pub ingresses: &'a [IngressInUse],
}

/// How a service is to be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// By the internet.
    Public,
    /// From a VPC, by an interface endpoint that is there or that is made.
    Private {
        /// The one to make.
        new_endpoint: Option<EndpointSpec>,
        /// Where the way leads through; without an id the one to make.
        place: IngressPlace,
    },
}

/// The plan that has a service reached in another way; nothing where it is reached so already.
pub fn change_incoming(
    id: String,
    account: &str,
    region: &str,
    service: ReachedService<'_>,
    wish: Wish,
) -> Option<Plan> {
    let (name, arn) = (service.name.to_owned(), service.arn.to_owned());
    let public = wish == Wish::Public;
    let set = || {
        let (name, arn) = (name.clone(), arn.clone());
        let connector = service.connector.map(str::to_owned);
        [
            Action::SetAccess { name: name.clone(), arn: arn.clone(), public, connector },
            Action::AwaitAccess { name, arn, public },
        ]
    };
    let delete = |ingress: &IngressInUse| {
        let (name, arn) = (ingress.name.clone(), ingress.arn.clone());
        Action::DeleteIngress { name, arn }
    };
    let mut steps = Vec::new();
    match wish {
        Wish::Public => {
            steps.extend(service.ingresses.iter().map(delete));
            if !service.public {
                steps.extend(set());
            }
        }
        Wish::Private { new_endpoint, place } => {
            if let Some(spec) = new_endpoint {
                steps.extend([Action::CreateEndpoint { spec }, Action::AwaitEndpoint]);
            }
            if service.public {
                steps.extend(set());
            }
            match service.ingresses {
                [way] if can_be_moved(way.status) => {
                    let before = IngressPlace { vpc: way.vpc.clone(), endpoint: Some(way.endpoint.clone()) };
                    if before != place || way.status != IngressStatus::Available {
                        let (name, arn) = (way.name.clone(), way.arn.clone());
                        steps.push(Action::MoveIngress { name, arn: arn.clone(), before, after: place.clone() });
                        steps.push(Action::AwaitMove { arn, place });
                    }
                }
                ways => {
                    // A service has one of them at most.
                    steps.extend(ways.iter().map(delete));
                    let spec = IngressSpec {
                        name: name.clone(),
                        vpc: place.vpc,
                        endpoint: place.endpoint,
                        service: Some(arn.clone()),
                    };
                    steps.extend([Action::CreateIngress { spec }, Action::AwaitIngress]);
                }
            }
        }
    }
    let goal = Goal::ChangeIncoming { name, arn, public };
    (!steps.is_empty()).then(|| Plan { id, goal, account: account.to_owned(), region: region.to_owned(), steps })
}

/// One that is on its way is waited for first.
fn can_be_moved(status: IngressStatus) -> bool {
    matches!(status, IngressStatus::Available | IngressStatus::Failed | IngressStatus::Moving)
}

/// The plan that deletes the way from a VPC to a service, which stays private: nobody reaches it then.
pub fn delete_ingress(id: String, account: &str, region: &str, (name, arn): (&str, &str)) -> Plan {
    let (name, arn) = (name.to_owned(), arn.to_owned());
    Plan {
        id,
        goal: Goal::DeleteIngress { name: name.clone(), arn: arn.clone() },
        account: account.to_owned(),
        region: region.to_owned(),
        steps: vec![Action::DeleteIngress { name, arn }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::IpAddressType;
    use crate::plan::Undo;

    const ARN: &str = "arn:aws:apprunner:eu-west-1:123456789012:service/shop/0";

    fn way(status: IngressStatus) -> IngressInUse {
        IngressInUse {
            arn: "way".to_owned(),
            name: "shop".to_owned(),
            status,
            host: None,
            vpc: "vpc".to_owned(),
            endpoint: "vpce-old".to_owned(),
            service: ARN.to_owned(),
        }
    }

    fn by(endpoint: &str) -> Wish {
        let place = IngressPlace { vpc: "vpc".to_owned(), endpoint: Some(endpoint.to_owned()) };
        Wish::Private { new_endpoint: None, place }
    }

    fn by_new() -> Wish {
        let spec = EndpointSpec {
            name: None,
            vpc: "vpc".to_owned(),
            subnets: vec!["a".to_owned()],
            security_groups: Vec::new(),
            ip_address_type: IpAddressType::Ipv4,
            tags: Vec::new(),
        };
        let place = IngressPlace { vpc: "vpc".to_owned(), endpoint: None };
        Wish::Private { new_endpoint: Some(spec), place }
    }

    fn plan_of(public: bool, ingresses: &[IngressInUse], wish: Wish) -> Option<Plan> {
        let service = ReachedService { name: "shop", arn: ARN, public, connector: None, ingresses };
        change_incoming("p".to_owned(), "123456789012", "eu-west-1", service, wish)
    }

    fn word(action: &Action) -> &'static str {
        match action {
            Action::CreateEndpoint { .. } => "new endpoint",
            Action::AwaitEndpoint | Action::AwaitIngress | Action::AwaitAccess { .. } | Action::AwaitMove { .. } => {
                "wait"
            }
            Action::SetAccess { public: true, .. } => "public",
            Action::SetAccess { public: false, .. } => "private",
            Action::CreateIngress { .. } => "new way",
            Action::MoveIngress { .. } => "move way",
            Action::DeleteIngress { .. } => "delete way",
            _ => "?",
        }
    }

    #[test]
    fn each_wish_takes_the_steps_that_are_missing() {
        use IngressStatus::{Available, DeletionFailed, Failed, Moving};
        let (none, some) = (Vec::new(), vec![way(Available)]);
        let cases: [(bool, Vec<IngressInUse>, Wish, &[&str]); 11] = [
            (true, none.clone(), by("vpce"), &["private", "wait", "new way", "wait"]),
            (true, none.clone(), by_new(), &["new endpoint", "wait", "private", "wait", "new way", "wait"]),
            (false, none.clone(), by("vpce"), &["new way", "wait"]),
            (false, some.clone(), by("vpce"), &["move way", "wait"]),
            (false, some.clone(), by_new(), &["new endpoint", "wait", "move way", "wait"]),
            (false, vec![way(Failed)], by("vpce-old"), &["move way", "wait"]),
            (false, vec![way(DeletionFailed)], by("vpce-old"), &["delete way", "new way", "wait"]),
            (false, vec![way(Moving)], by("vpce"), &["move way", "wait"]),
            (false, some.clone(), Wish::Public, &["delete way", "public", "wait"]),
            (false, none.clone(), Wish::Public, &["public", "wait"]),
            (true, some.clone(), Wish::Public, &["delete way"]),
        ];
        for (public, ingresses, wish, steps) in cases {
            let plan = plan_of(public, &ingresses, wish.clone()).unwrap();
            let words: Vec<_> = plan.steps.iter().map(word).collect();
            assert_eq!(words, steps, "{public} {ingresses:?} {wish:?}");
        }
        assert_eq!(plan_of(true, &none, Wish::Public), None);
        assert_eq!(plan_of(false, &some, by("vpce-old")), None);
    }

    #[test]
    fn only_what_ends_a_name_for_good_is_typed_and_cannot_be_undone() {
        let private = plan_of(true, &[], by_new()).unwrap();
        assert!(private.can_be_undone() && private.confirmation().is_none());
        let moved = plan_of(false, &[way(IngressStatus::Available)], by("vpce")).unwrap();
        assert_eq!(moved.steps[0].undo(), Undo::RestoreIngress);
        let public = plan_of(false, &[way(IngressStatus::Available)], Wish::Public).unwrap();
        assert_eq!((public.can_be_undone(), public.confirmation()), (false, Some("shop")));
        let again = plan_of(false, &[way(IngressStatus::DeletionFailed)], by("vpce")).unwrap();
        assert_eq!((again.can_be_undone(), again.confirmation()), (false, Some("shop")));
        let end = delete_ingress("p".to_owned(), "1", "eu-west-1", ("shop-way", "arn"));
        assert_eq!(end.confirmation(), Some("shop-way"));
    }

    #[test]
    fn the_commands_name_what_was_made_before() {
        let commands = |plan: Plan| crate::cli::script(&plan);
        let script = commands(plan_of(true, &[], by_new()).unwrap());
        for part in [
            "VPC_ENDPOINT_ID=$(aws ec2 create-vpc-endpoint",
            "\"IngressConfiguration\":{\"IsPubliclyAccessible\":false}",
            "--service-arn 'arn:aws:apprunner:eu-west-1:123456789012:service/shop/0'",
            "VpcId=vpc,VpcEndpointId=\"$VPC_ENDPOINT_ID\"",
        ] {
            assert!(script.contains(part) || script.contains(&part.replace('\'', "")), "{part}\n{script}");
        }
        let moved = commands(plan_of(false, &[way(IngressStatus::Available)], by("vpce")).unwrap());
        assert!(moved.contains("aws apprunner update-vpc-ingress-connection"), "{moved}");
        assert!(moved.contains("VpcId=vpc,VpcEndpointId=vpce"), "{moved}");
    }
}
