// The part of the fake that has to do with the ways into private services.
import type { EndpointsView, EntryAsked, EntryView, Path } from "../bindings";
import { endpoints } from "./drafts";
import { arnOf, NOW } from "./samples";

/** One endpoint that leads to a service, and one that leads nowhere. */
export const createEndpointsInUse = (): EndpointsView => ({
	endpoints: endpoints.map((endpoint, at) => ({
		endpoint,
		users:
			at === 0
				? [{ name: "checkout", arn: arnOf("checkout"), status: "available", host: "q7v2m9x4.awsapprunner.com" }]
				: [],
	})),
});

/** The endpoint lets in what has the group `sg-0a`, and the addresses of one subnet. */
export function createEntry({ groups }: EntryAsked): EntryView {
	const knows = groups.includes("sg-0a");
	const path = (subnet: string, isLetIn: boolean): Path => ({
		subnet,
		reach: isLetIn
			? { kind: "reachable" }
			: { kind: "blocked", by: { code: "groups_in", groups: ["sg-0f"], port: 443 } },
		hops: [{ kind: "groups", ids: groups }, ...(isLetIn ? [{ kind: "endpoint" as const, id: "vpce-0a" }] : [])],
	});
	const paths = [path("subnet-0a", true), path("subnet-0c", knows)];
	return {
		vpc: "vpc-0a",
		clients: groups.length === 0 ? ["sg-0d"] : groups,
		groups: [
			{
				id: "sg-0f",
				name: "endpoint",
				databases: [],
				rules: [
					{ way: "in", traffic: { kind: "tcp", from: 443, to: 443 }, peer: { kind: "group", id: "sg-0a" } },
					{ way: "in", traffic: { kind: "tcp", from: 443, to: 443 }, peer: { kind: "net", net: "10.0.11.0/24" } },
				],
			},
		],
		reached: { to: { kind: "endpoint", id: "vpce-0a" }, reach: path("subnet-0c", knows).reach, paths },
		unread: [],
		looked_at: NOW,
	};
}
