// The part of the fake that has to do with the picture of a VPC.
import type {
	Badge,
	ConnectorsView,
	DatabaseProposal,
	Note,
	Picture,
	PictureAsked,
	SubnetCard,
	Unfit,
	Via,
} from "../bindings";

export const badges: { [C in Badge["code"]]: Extract<Badge, { code: C }> } = {
	no_nat: { code: "no_nat" },
	nat_elsewhere: { code: "nat_elsewhere", zone: "eu-west-1a" },
	few_addresses: { code: "few_addresses", needed: 50 },
	blackhole: { code: "blackhole", to: "10.9.0.0/16" },
	zone_refused: { code: "zone_refused" },
};

export const notes: { [C in Note["code"]]: Extract<Note, { code: C }> } = {
	one_zone: { code: "one_zone", zone: "eu-west-1a" },
	mixed_addresses: { code: "mixed_addresses" },
	few_addresses: { code: "few_addresses", free: 12, needed: 50 },
};

export const unfits: Unfit[] = ["other_addresses", "no_v4", "zone_refused"];

export const vias: { [K in Via["kind"]]: Extract<Via, { kind: K }> } = {
	local: { kind: "local" },
	internet_gateway: { kind: "internet_gateway", id: "igw-0a" },
	egress_only_gateway: { kind: "egress_only_gateway", id: "eigw-0a" },
	nat: { kind: "nat", id: "nat-0a" },
	endpoint: { kind: "endpoint", id: "vpce-0a" },
	peering: { kind: "peering", id: "pcx-0a" },
	transit_gateway: { kind: "transit_gateway", id: "tgw-0a" },
	virtual_gateway: { kind: "virtual_gateway", id: "vgw-0a" },
	interface: { kind: "interface", id: "eni-0a" },
	other: { kind: "other", id: "lgw-0a" },
};

const card = (id: string, part: Partial<SubnetCard> = {}): SubnetCard => ({
	id,
	name: null,
	v4: "10.0.1.0/24",
	v6: null,
	kind: "private",
	free_addresses: 250,
	table: "rtb-0a",
	connectors: [],
	instances: [],
	badges: [],
	unfit: null,
	...part,
});

/** VPC vpc-0a: two private subnets behind a NAT gateway in the first one's zone, and a public one. */
export function createPicture({ vpc, subnets }: PictureAsked): Picture {
	const shown = vpc ?? (subnets.length > 0 ? "vpc-0a" : null);
	if (shown !== "vpc-0a") {
		return { vpc: shown, zones: [], tables: [], exits: [], groups: [], notes: [], costs: [], unread: [] };
	}
	return {
		vpc: "vpc-0a",
		zones: [
			{
				name: "eu-west-1a",
				id: "euw1-az1",
				subnets: [
					card("subnet-0a", { name: "private-a", connectors: ["to-my-vpc"] }),
					card("subnet-0c", {
						name: "public-a",
						v4: "10.0.0.0/24",
						kind: "public",
						table: "rtb-0b",
						badges: [badges.no_nat],
					}),
				],
			},
			{
				name: "eu-west-1b",
				id: "euw1-az2",
				subnets: [
					card("subnet-0b", { name: "private-b", v4: "10.0.2.0/24", badges: [badges.nat_elsewhere] }),
					card("subnet-0d", { name: "six", v4: null, v6: "2001:db8::/64", unfit: "no_v4" }),
				],
			},
		],
		tables: [
			{
				id: "rtb-0a",
				name: "private",
				is_main: true,
				routes: [{ to: "0.0.0.0/0", via: vias.nat, is_blackhole: false }],
			},
			{
				id: "rtb-0b",
				name: null,
				is_main: false,
				routes: [
					{ to: "0.0.0.0/0", via: vias.internet_gateway, is_blackhole: false },
					{ to: "10.9.0.0/16", via: vias.peering, is_blackhole: true },
				],
			},
		],
		exits: [
			{ via: vias.nat, name: null, zone: "eu-west-1a", is_usable: true },
			{ via: vias.internet_gateway, name: "main", zone: null, is_usable: true },
			{ via: vias.peering, name: null, zone: null, is_usable: false },
		],
		groups: [
			{
				id: "sg-0a",
				name: "app",
				databases: [],
				rules: [
					{ way: "out", traffic: { kind: "all" }, peer: { kind: "anywhere" } },
					{
						way: "out",
						traffic: { kind: "tcp", from: 443, to: 443 },
						peer: { kind: "list", name: "com.amazonaws.eu-west-1.s3" },
					},
				],
			},
			{
				id: "sg-db",
				name: "database",
				databases: ["orders"],
				rules: [{ way: "in", traffic: { kind: "tcp", from: 5432, to: 5433 }, peer: { kind: "group", id: "sg-0a" } }],
			},
		],
		notes: [],
		costs:
			subnets.length === 0
				? []
				: [
						{ of: { code: "nat", id: "nat-0a" }, month: 32.85, gb: 0.045 },
						{ of: { code: "endpoint_instead", zones: 2 }, month: 14.6, gb: 0.01 },
					],
		unread: [],
	};
}

/** Two connectors: one that two services use, of which one is paused, and one that nobody uses. */
export function createInUse(): ConnectorsView {
	const user = (name: string, status: "running" | "paused") => ({
		name,
		arn: `arn:aws:apprunner:eu-west-1:123456789012:service/${name}/1`,
		status: { kind: status },
		can_move: status === "running",
		host: `${name}.eu-west-1.awsapprunner.com`,
	});
	return {
		connectors: [
			{
				name: "spare",
				arn: "arn:connector/spare",
				status: { kind: "active" },
				subnets: ["subnet-0a", "subnet-0b"],
				security_groups: [],
				users: [],
				instances: 0,
				addresses_needed: 0,
			},
			{
				name: "to-my-vpc",
				arn: "arn:connector/to-my-vpc",
				status: { kind: "active" },
				subnets: ["subnet-0a"],
				security_groups: ["sg-0a"],
				users: [user("shop", "running"), user("reports", "paused")],
				instances: 28,
				addresses_needed: 56,
			},
		],
		unknown: [],
	};
}

/** By a connector that there is, and by a new one that the database keeps out. */
export function createProposal(database: string, name: string): DatabaseProposal {
	const plain = (name: string, value: string) => ({ source: "plain" as const, name, value });
	const block = { code: "groups_in" as const, groups: ["sg-db"], port: 5432 };
	return {
		database: { id: database, engine: "postgres", host: "orders.rds.amazonaws.com", port: 5432, vpc: "vpc-0a" },
		ways: [
			{
				outgoing: { kind: "connector", arn: "arn:connector/to-my-vpc" },
				name: "to-my-vpc",
				reach: { kind: "reachable" },
			},
			{
				outgoing: {
					kind: "new_connector",
					name,
					vpc: "vpc-0a",
					subnets: ["subnet-0a", "subnet-0b"],
					security_groups: [],
					tags: [],
				},
				name,
				reach: { kind: "blocked", by: block },
			},
		],
		parts: [plain("PGHOST", "orders.rds.amazonaws.com"), plain("PGPORT", "5432"), plain("PGPASSWORD", "")],
		url: [plain("POSTGRES_URL", "postgresql://shop:PASSWORD@orders.rds.amazonaws.com:5432/shop")],
		knows_password: false,
	};
}
