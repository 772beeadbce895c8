// What a connector reaches, what is in the way, and what cannot be told.
import type { NetworkCodeWords } from "../words";

export const list = (ids: string[]) => ids.join(", ");
export const groupWord = (ids: string[]) => (ids.length === 1 ? "security group" : "security groups");

export const networkCodes: NetworkCodeWords = {
	block: {
		groups_out: ({ groups, port }) =>
			groups.length === 0
				? "The connector has no security group that lets it out."
				: `No outbound rule of the connector’s ${groupWord(groups)} ${list(groups)} allows TCP port ${port} there.`,
		groups_in: ({ groups, port }) =>
			`No inbound rule of the ${groupWord(groups)} ${list(groups)} there allows TCP port ${port} from the connector.`,
		acl: ({ acl, subnet, way, is_answer }) =>
			is_answer
				? `The network ACL ${acl} of ${subnet} denies the answers. Network ACLs do not remember connections: ports 1024–65535 have to be allowed ${way === "in" ? "inbound" : "outbound"}.`
				: `The network ACL ${acl} of ${subnet} denies it ${way === "in" ? "inbound" : "outbound"}.`,
		no_route: ({ table }) => `The route table ${table} has no route there.`,
		blackhole: ({ table }) => `The route in ${table} leads to something that was deleted (blackhole).`,
		public_subnet: ({ table, gateway }) =>
			`This is a public subnet: its route in ${table} leads to the internet gateway ${gateway}, which serves public addresses only, and a connector has private ones. Choose a private subnet that has a NAT gateway.`,
		nat_unusable: ({ nat }) => `The NAT gateway ${nat} is not available, or is not a public one.`,
		nat_without_way_out: ({ nat, subnet }) =>
			`The NAT gateway ${nat} is in ${subnet}, which has no route to an internet gateway.`,
		peering_inactive: ({ peering }) => `The VPC peering connection ${peering} is not active.`,
		endpoint_unusable: ({ endpoint }) => `The VPC interface endpoint ${endpoint} is not available.`,
		no_route_back: ({ table, subnet }) => `The route table ${table} of ${subnet} has no route back.`,
		dns_off: ({ vpc }) => `DNS resolution is turned off in ${vpc}, so that no name leads anywhere.`,
		no_addresses: ({ subnet, v6 }) => `${subnet} has no ${v6 ? "IPv6" : "IPv4"} addresses.`,
	},
	doubt: {
		unread: ({ action }) => `This needs the permission ${action}.`,
		beyond: ({ via }) => `The way leads through ${"id" in via ? via.id : "the VPC"}, which is not looked into.`,
		groups_partly: ({ groups }) =>
			`The ${groupWord(groups)} ${list(groups)} allow only a part of the addresses that it may be.`,
		acl_partly: ({ acl, subnet }) => `The network ACL ${acl} of ${subnet} allows only a part of it.`,
		route_partly: ({ table }) => `Routes in ${table} lead a part of it elsewhere.`,
		endpoint_policy: ({ endpoint }) =>
			`The policy of the VPC endpoint ${endpoint} does not allow everything. Whether it allows your requests is not looked into.`,
		stranger: () => "It is in the VPC, and it is not known what is at this address.",
		name: () => "Names are resolved in the VPC, and not here. Enter its IP address.",
		absent: () => "Something on the way is not there any more.",
	},
	hop: {
		groups: ({ ids }) => list(ids),
		acl: ({ id }) => id,
		table: ({ id }) => id,
		via: ({ via }) => ("id" in via ? via.id : ""),
		endpoint: ({ id }) => id,
		interface: ({ id }) => id,
		internet: () => "internet",
		target: ({ id }) => id,
	},
	subnetKind: { public: "Public", private: "Private", isolated: "Isolated", unknown: "Not known" },
	badge: {
		no_nat: () => "No NAT gateway",
		nat_elsewhere: ({ zone }) => `NAT gateway in another zone (${zone})`,
		few_addresses: ({ needed }) => `Fewer than ${needed} free addresses`,
		blackhole: ({ to }) => `Blackhole route: ${to}`,
		zone_refused: () => "VPC connectors are not supported in this Availability Zone",
	},
	unfit: {
		other_addresses: "Its addresses are of another type than those of the chosen subnets",
		no_v4: "It has no IPv4 addresses",
		zone_refused: "VPC connectors are not supported in this Availability Zone",
	},
	note: {
		one_zone: ({ zone }) =>
			`All subnets are in ${zone}. If that zone fails, nothing is reached. Choose subnets in several zones.`,
		mixed_addresses: () =>
			"Some subnets have IPv4 only and some have IPv6 as well. App Runner takes one kind or the other.",
		few_addresses: ({ free, needed }) =>
			`The subnets have ${free} free addresses, and up to ${needed} are needed: a deployment runs new instances beside the old ones.`,
	},
	via: {
		local: "VPC",
		internet_gateway: "Internet gateway",
		egress_only_gateway: "Egress-only internet gateway",
		nat: "NAT gateway",
		endpoint: "VPC endpoint",
		peering: "Peering connection",
		transit_gateway: "Transit gateway",
		virtual_gateway: "Virtual private gateway",
		interface: "Network interface",
		other: "Other",
	},
};

export const network = {
	title: "Network",
	text: "The path from the service through the connector’s subnets to each destination. Point to an item to highlight the paths through it.",
	chooseText: "Click subnets to choose them. Point to an item to highlight the paths through it.",
	picture: "Picture",
	table: "Table",
	shownAs: "View as",
	yourService: "Your service",
	newConnector: "New connector",
	serviceWord: "App Runner service",
	connectorWord: "VPC connector",
	defaultGroup: "Default security group",
	subnetsChosen: (count: number) => (count === 1 ? "1 subnet" : `${count} subnets`),
	more: (count: number) => `and ${count} more`,
	usedBy: (connectors: string[]) => `Used by ${connectors.join(", ")}`,
	instances: (addresses: string[], more: number) =>
		`Instances here: ${addresses.join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
	free: (count: string) => (count === "1" ? "1 free address" : `${count} free addresses`),
	localOnly: "VPC only",
	mainTable: "Main route table",
	unusable: "Not usable",
	blackhole: "blackhole",
	controls: "Zoom",
	zoomIn: "Zoom in",
	zoomOut: "Zoom out",
	fit: "Show all",
	chooseVpc: "Choose a VPC to see its subnets.",
	empty: "This VPC has no subnets.",
	verdicts: "Verdicts",
	zone: "Availability Zone",
	subnet: "Subnet",
	kind: "Type",
	addresses: "Addresses",
	routes: "Route table",
	remarks: "Remarks",
	chosen: "Chosen",
	choose: (subnet: string) => `Choose ${subnet}`,
	unread: "Some of this is missing. It needs the permission",
	enlarge: "Enlarge the picture",
	export: "Export",
	saveSvg: "Save as SVG",
	savePng: "Save as PNG",
	copyMermaid: "Copy as Mermaid",
	saved: (file: string) => `Saved as ${file}`,
	notSaved: "The picture was not saved",
	pictureOf: (vpc: string) => `Network of ${vpc}`,
	groupsTitle: "Security groups in words",
	groupOfConnector: (name: string, id: string) => `${name} (${id}), of the connector`,
	groupOf: (name: string, id: string, databases: string) => `${name} (${id}), of ${databases}`,
	nothingOut: "Lets nothing out.",
	nothingIn: "Lets nothing in.",
	allTraffic: "all traffic",
	notTcp: "traffic other than TCP",
	tcp: (from: number, to: number) => {
		if (from === 0 && to === 65_535) return "TCP on all ports";
		return from === to ? `TCP on port ${from}` : `TCP on ports ${from}–${to}`;
	},
	anywhere: "anywhere",
	bearers: (group: string) => `what has the security group ${group}`,
	letsOut: (what: string, where: string) => `Lets out ${what} to ${where}.`,
	letsIn: (what: string, where: string) => `Lets in ${what} from ${where}.`,
	cost: "Cost of outbound traffic",
	costText:
		"Based on us-east-1 prices; other Regions differ slightly. Data transfer between Availability Zones costs extra.",
	costNat: (nat: string, month: string, gb: string) => `NAT gateway ${nat}: ${month} a month, and ${gb} a GB`,
	costEndpoint: (zones: number, month: string, gb: string) =>
		`Alternative: an interface endpoint for each AWS API, ${month} a month in ${zones === 1 ? "1 zone" : `${zones} zones`}, and ${gb} a GB. For S3 and DynamoDB, gateway endpoints are free.`,
};

export const reach = {
	title: "What it reaches",
	text: "With a connector, everything that your application sends goes through the VPC. This follows its configuration; no packet is sent.",
	to: "Destination",
	verdict: "Verdict",
	way: "Way",
	internet: "Internet",
	internetText: "HTTPS, IPv4",
	service: (name: string) => `AWS API: ${name}`,
	database: (id: string, engine: string) => `${id} (${engine})`,
	reachable: "Reachable",
	blocked: "Blocked",
	unknown: "Cannot tell",
	inSubnet: (subnet: string) => `From ${subnet}:`,
	noDatabases: "Databases are not among these: that needs the permission",
	choose: "Choose subnets to see what is reached from them.",
	another: "Another destination",
	anotherText:
		"An IP address of something in the VPC or elsewhere, the host name of a database, or an AWS API such as sqs.",
	useHost: (host: string) => `Use ${host}`,
	port: "TCP port",
	add: "Add",
	allowOn: (port: number, group: string) => `Allow port ${port} in ${group}…`,
	allowNeedsGroup: "A connector with a security group of its own can be let in from here.",
	allowTitle: (group: string, port: number) => `Let the connector into ${group} on port ${port}?`,
	allowText:
		"A rule is added to the security group. It lets in whatever bears the connector’s security group, and can be undone.",
	allow: "Allow",
	allowing: "Adding the rule",
	allowed: "The rule is there. Connections are let in at once.",
	notAllowed: "The rule was not added",
	notAllowedText: "Nothing was changed. The reason is below.",
	again: "Read the networks again",
	at: (time: string) => `Read at ${time}`,
};

export const database = {
	open: "Connect to a database",
	title: "Connect to a database",
	database: "Database",
	databaseText: "The Amazon RDS databases in this account and Region.",
	choose: "Choose a database",
	find: "Find databases",
	empty: "There are no Amazon RDS databases here.",
	refresh: "Refresh databases",
	way: "VPC connector",
	connector: (name: string) => name,
	newConnector: (name: string) => `New connector: ${name}`,
	places: (subnets: number, groups: string[]) =>
		`In ${subnets === 1 ? "1 subnet" : `${subnets} subnets`} of its VPC, with ${groups.length === 0 ? "the VPC’s default security group" : groups.join(", ")}`,
	noWay: "Its VPC has no private subnet for a VPC connector.",
	variables: "Environment variables",
	url: "One connection URL",
	urlText: "Replace PASSWORD with the password, and then store the value as a secret.",
	parts: "Separate variables",
	partsText: "Fill in the password, and then store it as a secret.",
	partsSecret:
		"The password is read from the secret that Amazon RDS manages. RDS changes it every 7 days unless you set otherwise; deploy the service again after that.",
	byHand: "With a configuration file, environment variables are set in apprunner.yaml. Copy these lines there.",
	submit: "Apply",
};

export const newGroup = {
	open: "Create security group",
	vpcFirst: "Choose a VPC first.",
	title: "Create security group",
	text: "Allows all outbound traffic and no inbound traffic, which is what a VPC connector needs. To let the connector reach a resource, add an inbound rule for this group to the resource’s security group.",
	create: "Create",
	nameFirst: "Enter a name to see what will be done.",
	making: "Creating the security group",
	made: "The security group was created.",
	madeNotListed: "The security group was created, and EC2 does not list it yet.",
	again: "Look again",
	failed: "The security group was not created",
	failedText: "Nothing was changed. The reason is below.",
};
