// Who reaches a service: the form that changes it, the endpoints of private services, and the clients' way.
import { groupWord, list } from "./network";

export const incoming = {
	title: "Incoming network traffic",
	titleOf: (name: string) => `Incoming network traffic for ${name}`,
	text: "Choose who can reach the service. Switching between public and private redeploys it.",
	change: "Change incoming network traffic",
	opens: (name: string) =>
		`Anyone on the internet will be able to reach ${name} at its default domain. Until the change is complete, no one can reach the service.`,
	closes: (name: string) =>
		`${name} and its custom domains will no longer be reachable from the internet. Clients in the VPC use a different domain, which is shown when the change is complete.`,
	domainLost: "The VPC ingress connection is deleted first, and its domain is permanently lost.",
	moves:
		"The VPC ingress connection is moved to the endpoint that you chose. Clients keep the same domain, but might not be able to reach the service during the change.",
	newWay: "A VPC ingress connection is created. Its domain, which clients in the VPC use, is shown when it is ready.",
	deleteIngress: "Delete VPC ingress connection",
	deleteIngressTitle: (name: string) => `Delete the VPC ingress connection ${name}?`,
	deleteIngressText: "No one will be able to reach the service, and the domain that clients use is permanently lost.",
	delete: "Delete",
	endpoints: "Private endpoints",
	endpointsText:
		"VPC interface endpoints through which clients in a VPC reach private services. Several services can share one endpoint. AWS charges for it per hour in each Availability Zone.",
	endpoint: "VPC interface endpoint",
	id: "ID",
	none: "No private endpoints",
	noneText: "Create one here, or when you create a private service or make an existing service private.",
	gone: "There is no such endpoint",
	goneText: "It was deleted, or is in another account or Region.",
	available: "Available",
	unavailable: "Not available",
	create: "Create endpoint",
	newTitle: "Create a private endpoint",
	newText: "A VPC interface endpoint for App Runner. Clients in its VPC reach private services through it.",
	edit: "Edit",
	editTitle: (name: string) => `Edit ${name}`,
	editText: "You can change the subnets and security groups. The name and VPC stay the same.",
	editUsed: (services: string[]) =>
		`Clients reach ${list(services)} through this endpoint. Connections through a subnet that you remove are dropped.`,
	editBreaks:
		"Where you chose a different subnet in the same Availability Zone, the endpoint is first removed from the current subnet. Clients that use it there can’t reach the services until the change is complete.",
	inVpc: (vpc: string) => `in ${vpc}`,
	undoBreaks:
		"In an Availability Zone where the previous subnet comes back, the endpoint is first removed from the current one. Clients that use it there can’t reach the services until the undo is complete.",
	notYet: "Only an available endpoint can be edited.",
	createText:
		"AWS charges for the endpoint per hour in each Availability Zone until you delete it. You can delete it at any time while no service uses it.",
	services: "Services",
	actionsOf: (name: string) => `Actions for ${name}`,
	stillUsed: (services: string[]) => `In use by ${list(services)}. Move those services to another endpoint first.`,
	deleteTitle: (name: string) => `Delete ${name}?`,
	deleteText: "The VPC interface endpoint is deleted. You can create one with the same settings at any time.",
	reachTitle: "Who can reach it",
	supposed: "With the subnets and security groups chosen above.",
	reachText:
		"HTTPS from clients in the VPC, judged by the network configuration; no packets are sent. Source IP rules of a web ACL have no effect on private services. Use security groups instead.",
	clients: "Clients’ security group",
	clientsText: "The security group of the EC2 instances, ECS tasks, or Lambda functions that call the service.",
	from: "From",
	allSubnets: (vpc: string, count: number) => `All ${count} subnets of ${vpc}`,
	allowTitle: (group: string) => `Allow the clients to reach ${group} on port 443?`,
	allowText:
		"Adds a rule to the endpoint’s security group that allows inbound traffic from the clients’ security group. You can undo this.",
	groupsOut: (groups: string[], port: number) =>
		groups.length === 0
			? "The clients have no security group that allows outbound traffic."
			: `No outbound rule of the clients’ ${groupWord(groups)} ${list(groups)} allows TCP port ${port} to the endpoint.`,
	groupsIn: (groups: string[], port: number) =>
		`No inbound rule of the endpoint’s ${groupWord(groups)} ${list(groups)} allows TCP port ${port} from these clients.`,
	noWay: "This service has no VPC ingress connection, so no one can reach it.",
	createWay: "Choose an endpoint",
	customDomains: "Custom domains in the VPC",
	customDomainsText:
		"For clients in the VPC to use these names, add a CNAME record for each to the DNS that the VPC uses, with the target as its value.",
	domains: "Domains",
	targetIn: (vpc: string) => `CNAME target in ${vpc}`,
};
