// The part of the fake that has to do with what a connector reaches.
import type { Block, Destination, Doubt, Hop, Path, Reach, ReachAsked, Reached, ReachView } from "../bindings";
import { NOW } from "./samples";

export const blocks: { [C in Block["code"]]: Extract<Block, { code: C }> } = {
	groups_out: { code: "groups_out", groups: ["sg-0a"], port: 443 },
	groups_in: { code: "groups_in", groups: ["sg-db"], port: 5432 },
	acl: { code: "acl", acl: "acl-0a", subnet: "subnet-0a", way: "in", is_answer: true },
	no_route: { code: "no_route", table: "rtb-0a" },
	blackhole: { code: "blackhole", table: "rtb-0a" },
	public_subnet: { code: "public_subnet", table: "rtb-0a", gateway: "igw-0a" },
	nat_unusable: { code: "nat_unusable", nat: "nat-0a" },
	nat_without_way_out: { code: "nat_without_way_out", nat: "nat-0a", subnet: "subnet-0c" },
	peering_inactive: { code: "peering_inactive", peering: "pcx-0a" },
	no_route_back: { code: "no_route_back", table: "rtb-0b", subnet: "subnet-0b" },
	dns_off: { code: "dns_off", vpc: "vpc-0a" },
	endpoint_unusable: { code: "endpoint_unusable", endpoint: "vpce-0f" },
	no_addresses: { code: "no_addresses", subnet: "subnet-0a", v6: true },
};

export const doubts: { [C in Doubt["code"]]: Extract<Doubt, { code: C }> } = {
	unread: { code: "unread", action: "ec2:DescribeNatGateways" },
	beyond: { code: "beyond", via: { kind: "transit_gateway", id: "tgw-0a" } },
	groups_partly: { code: "groups_partly", groups: ["sg-0a", "sg-0b"] },
	acl_partly: { code: "acl_partly", acl: "acl-0a", subnet: "subnet-0a" },
	route_partly: { code: "route_partly", table: "rtb-0a" },
	endpoint_policy: { code: "endpoint_policy", endpoint: "vpce-0f" },
	stranger: { code: "stranger" },
	name: { code: "name" },
	absent: { code: "absent" },
};

export const hops: Hop[] = [
	{ kind: "groups", ids: ["sg-0a"] },
	{ kind: "acl", id: "acl-0a" },
	{ kind: "table", id: "rtb-0a" },
	{ kind: "via", via: { kind: "nat", id: "nat-0a" } },
	{ kind: "endpoint", id: "vpce-0a" },
	{ kind: "internet" },
	{ kind: "target", id: "orders" },
];

export type Told = (to: Destination, subnet: string) => Reach;

export const reachable: Told = () => ({ kind: "reachable" });

/** What is reached, by what each test says of a subnet. */
export function createReach({ subnets, to }: ReachAsked, told: Told): ReachView {
	const reached = (to: Destination): Reached => {
		const paths = subnets.map((subnet): Path => ({ subnet, reach: told(to, subnet), hops: hops.slice(0, 4) }));
		const worst =
			paths.find(({ reach }) => reach.kind === "blocked") ?? paths.find(({ reach }) => reach.kind === "unknown");
		return { to, reach: worst?.reach ?? { kind: "reachable" }, paths };
	};
	return {
		verdicts: to.map(reached),
		targets: [
			{ id: "orders", engine: "postgres", host: "orders.rds.amazonaws.com", port: 5432, vpc: "vpc-0a" },
			{ id: "other", engine: "mysql", host: "other.rds.amazonaws.com", port: 3306, vpc: "vpc-0b" },
		],
		interfaces: [{ id: "eni-0c", address: "10.0.21.9", what: "ElastiCache shop-001" }],
		unread: [],
		looked_at: NOW,
	};
}
