// Words of who reaches a service and what guards it: private endpoints, web ACLs, keys, the trust of roles, policies of
// other accounts' repositories; and of the revisions of a configuration.
export const reach = {
	incoming: {
		publicText: "The internet reaches the service over HTTPS.",
		privateText: "Only clients in a VPC reach the service.",
		endpoint: "VPC interface endpoint",
		endpointText:
			"A private endpoint makes the service reachable through a VPC interface endpoint, and not from the internet. Clients in the VPC reach it over HTTPS by a domain that AWS gives when the service is created.",
		existing: "Use an existing endpoint",
		create: "Create a new endpoint",
		existingLabel: "Existing VPC interface endpoint",
		choose: "Choose a VPC interface endpoint",
		find: "Find VPC interface endpoints",
		empty: "There are no VPC interface endpoints for App Runner in this Region. Choose to create one.",
		refresh: "Refresh VPC interface endpoints",
		place: (vpc: string, subnets: string) => `VPC: ${vpc} · Subnets: ${subnets}`,
		unavailable: "Not available",
		unavailableText: "It is being created, was refused, or is being deleted.",
		nameText: "The value of its tag Name.",
		subnetsText: "At most one in each Availability Zone; two zones keep the service reachable when one fails.",
		groupsText:
			"What may reach the endpoint: they let HTTPS (port 443) in from the clients. None takes the default group of the VPC.",
	},
	firewall: {
		label: "Web application firewall",
		text: "AWS WAF looks at each request before the service gets it, by the rules of a web ACL. It is billed by AWS WAF.",
		off: "Off",
		on: "Use a web ACL",
		choose: "Choose a web ACL",
		find: "Find web ACLs",
		empty: "There are no web ACLs in this Region.",
		how: "To make one, open **AWS WAF** in the AWS console, choose this Region, and create a web ACL for regional resources. Then refresh the list.",
		refresh: "Refresh web ACLs",
	},
	keys: {
		text: "A symmetric key of this Region. Choose one, or enter its ARN.",
		empty: "There are no keys of this account in this Region. Enter an ARN.",
		refresh: "Refresh keys",
		use: (typed: string) => `Use “${typed}”`,
		unusable: "Cannot be used",
	},
	roles: {
		trusting: "Trust App Runner",
		others: "Do not trust App Runner",
		trusts: (parties: string, wanted: string) => `Trusts ${parties}, not ${wanted}`,
		trustsNobody: (wanted: string) => `Trusts nobody, so not ${wanted} either`,
		denies: (wanted: string) => `Names ${wanted}, but does not let it assume the role`,
		repairable: "Trust can be added",
		unusable: "Cannot be used",
		unusableText: "Its trust policy cannot be read, or denies App Runner.",
		trustOf: (role: string) => `${role}: trust policy`,
		added: (principal: string) => `${principal} will be added`,
	},
	/** Both may be in a review. */
	places: {
		endpoint: (part: string) => `${part} (VPC interface endpoint)`,
		connector: (part: string) => `${part} (VPC connector)`,
	},
	repository: {
		title: "Repository policy for the other account",
		text: "The image is in another account: the owner of its repository has to add this policy there, so that App Runner may pull it with your role.",
		what: "repository policy",
	},
	revisions: {
		label: "Revision",
		option: (revision: number) => `Revision ${revision}`,
		latest: "Latest",
	},
};
