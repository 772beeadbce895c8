// How a verdict is said: whether something is reached, why not, by which way, and what would let it in.
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import type { Path, Reach, Reached } from "../bindings";
import type { Text } from "../text";
import { useText } from "../text/react";
import { words as say } from "../text/words";
import type { Named } from "./names";

/** A group that is to let in another one, at a port. */
export type Wanted = { group: string; port: number; from: string };

export const REACH_TYPES: Record<Reach["kind"], StatusIndicatorProps.Type> = {
	reachable: "success",
	blocked: "error",
	unknown: "warning",
};

/** The same with ids as a person calls them. */
function withNames<T extends object>(detail: T, named: Named): T {
	const value = (one: unknown): unknown =>
		typeof one === "string" ? named(one) : Array.isArray(one) ? one.map(value) : one;
	return Object.fromEntries(Object.entries(detail).map(([key, one]) => [key, value(one)])) as T;
}

/** The way that is as bad as all of them together. */
export const worstOf = (paths: Path[], reach: Reach) =>
	paths.find((path) => path.reach.kind === reach.kind) ?? paths[0];

export function VerdictCell({ reached, named, children }: { reached: Reached; named: Named; children: ReactNode }) {
	const text = useText();
	const words = text.reach;
	const { reach, paths } = reached;
	const worst = worstOf(paths, reach);
	const isOfAll = paths.every((path) => path.reach.kind === reach.kind);
	return (
		<SpaceBetween size="xxs">
			<StatusIndicator type={REACH_TYPES[reach.kind]}>{words[reach.kind]}</StatusIndicator>
			{reach.kind !== "reachable" && (
				<Box variant="small" color="text-body-secondary" display="block">
					<span className="break">
						{isOfAll || worst === undefined ? "" : `${words.inSubnet(named(worst.subnet))} `}
						{reasonWords(text, reach, named)}
					</span>
				</Box>
			)}
			{children}
		</SpaceBetween>
	);
}

type AllowProps = { reach: Reach; named: Named; from: string | undefined; onAllow: (wanted: Wanted) => void };

/** The way on where the security group of the destination keeps the connector out. */
export function Allow({ reach, named, from, onAllow }: AllowProps) {
	const { reach: words } = useText();
	const group = reach.kind === "blocked" && reach.by.code === "groups_in" ? reach.by.groups[0] : undefined;
	if (reach.kind !== "blocked" || reach.by.code !== "groups_in" || group === undefined) return null;
	const { port } = reach.by;
	if (from === undefined) {
		return (
			<Box variant="small" color="text-body-secondary">
				{words.allowNeedsGroup}
			</Box>
		);
	}
	return (
		<Button variant="inline-link" formAction="none" onClick={() => onAllow({ group, port, from })}>
			{words.allowOn(port, named(group))}
		</Button>
	);
}

/** Why something is not reached: by a connector, or by clients of a private service. */
export function reasonWords({ codes, incoming }: Text, reach: Reach, named: Named, ofClients = false): string {
	switch (reach.kind) {
		case "reachable":
			return "";
		case "blocked":
			if (ofClients && (reach.by.code === "groups_out" || reach.by.code === "groups_in")) {
				const { groups, port } = withNames(reach.by, named);
				return reach.by.code === "groups_out" ? incoming.groupsOut(groups, port) : incoming.groupsIn(groups, port);
			}
			return say(codes.block, reach.by.code, withNames(reach.by, named));
		case "unknown":
			return say(codes.doubt, reach.because.code, withNames(reach.because, named));
	}
}

/** The things on the way, in order. */
export function Way({ path, named }: { path: Path | undefined; named: Named }) {
	const { codes } = useText();
	const hops = (path?.hops ?? []).map((hop) => say(codes.hop, hop.kind, withNames(hop, named)));
	return (
		<Box variant="small" color="text-body-secondary">
			<span className="break">{hops.join(" → ")}</span>
		</Box>
	);
}
