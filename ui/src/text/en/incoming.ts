// Who reaches a service: the form that changes it, the endpoints of private services, and the clients' way.

const list = (ids: string[]) => ids.join(", ");
const groupWord = (ids: string[]) => (ids.length === 1 ? "security group" : "security groups");

export const incoming = {
	title: "Incoming traffic",
	titleOf: (name: string) => `Incoming traffic of ${name}`,
	text: "Choose who reaches the service. It is deployed again when it becomes public or private, and keeps serving those who may reach it.",
	change: "Change incoming traffic",
	start: "Start",
	opens: (name: string) =>
		`Everybody on the internet will reach ${name} at its default domain. The VPC ingress connection is deleted first, and its domain is lost for good. Between the two, nobody reaches the service.`,
	closes: (name: string) =>
		`The internet will no longer reach ${name}, nor its custom domains. Clients in the VPC use another domain, which is shown afterwards.`,
	moves:
		"The way from the VPC is led through the endpoint that you chose. The domain that clients use stays the same; while it is changed, they may not reach the service.",
	deleteIngress: "Delete VPC ingress connection",
	deleteIngressTitle: (name: string) => `Delete the VPC ingress connection ${name}?`,
	deleteIngressText: "Nobody reaches the service then, and the domain that its clients use is lost for good.",
	deleteIngressConfirm: (name: string) => `To confirm, type the name: ${name}`,
	delete: "Delete",
	endpoints: "Private endpoints",
	endpointsText:
		"VPC interface endpoints by which clients in a VPC reach private services. One endpoint can lead to many services; AWS bills it by the hour and zone.",
	endpoint: "VPC interface endpoint",
	none: "No private endpoints",
	noneText: "One is created when you make a service private, with the service or later.",
	gone: "There is no such endpoint",
	goneText: "It was deleted, or is in another account or Region.",
	available: "Available",
	unavailable: "Not available",
	services: "Services",
	noServices: "None",
	actionsOf: (name: string) => `Actions for ${name}`,
	stillUsed: (services: string[]) => `It leads to ${services.join(", ")}. Lead those services elsewhere first.`,
	deleteTitle: (name: string) => `Delete ${name}?`,
	deleteText: "The VPC interface endpoint is deleted. You can create one with the same settings at any time.",
	reachTitle: "Who can reach it",
	reachText:
		"Clients in the VPC, by HTTPS. This follows the configuration of the network; no packet is sent. Web ACL rules about IP addresses have no effect on private services: security groups decide.",
	clients: "Security group of the clients",
	clientsText: "What the clients are: EC2 instances, ECS tasks, Lambda functions in the VPC.",
	from: "From",
	allSubnets: (vpc: string, count: number) => `All ${count} subnets of ${vpc}`,
	allowTitle: (group: string) => `Let the clients into ${group} on port 443?`,
	allowText:
		"A rule is added to the security group of the endpoint. It lets in whatever has the security group of the clients, and can be undone.",
	groupsOut: (groups: string[], port: number) =>
		groups.length === 0
			? "The clients have no security group that lets them out."
			: `No outbound rule of the clients’ ${groupWord(groups)} ${list(groups)} allows TCP port ${port} there.`,
	groupsIn: (groups: string[], port: number) =>
		`No inbound rule of the endpoint’s ${groupWord(groups)} ${list(groups)} allows TCP port ${port} from these clients.`,
	noWay: "No VPC ingress connection leads to this service, so that nobody reaches it.",
	createWay: "Choose an endpoint",
	customDomains: "Custom domains in the VPC",
	customDomainsText:
		"Clients in the VPC reach the service under these names once the DNS that the VPC uses has a CNAME record for each, with the target as its value.",
	domains: "Domains",
	targetIn: (vpc: string) => `CNAME target in ${vpc}`,
};
