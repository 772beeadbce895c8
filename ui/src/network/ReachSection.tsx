import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import type { Destination, Path, Reach, ReachAsked, Reached, ReachView } from "../bindings";
import { ProblemView } from "../components/ProblemView";
import { host, problemOf } from "../host";
import { connectorsQuery, networkQuery, reachQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import type { Text } from "../text";
import { useFormat, useText } from "../text/react";
import { words as say } from "../text/words";
import { AddDestination } from "./AddDestination";
import { AllowInboundDialog } from "./AllowInboundDialog";
import { NetworkPicture, type PictureProps } from "./NetworkPicture";
import { createNames, type Named } from "./names";

/** A group that is to let in another one, at a port. */
type Wanted = { group: string; port: number; from: string };

type Props = {
	/** The VPC that is looked at; nothing where that is the one of the subnets. */
	vpc: string | null;
	subnets: string[];
	groups: string[];
} & Pick<PictureProps, "instances" | "service" | "connector" | "isCheckedElsewhere" | "onToggle">;

/** What every service is likely to need. */
const FIRST: Destination[] = [
	{ kind: "internet", v6: false },
	{ kind: "service", name: "s3" },
	{ kind: "service", name: "dynamodb" },
	{ kind: "service", name: "secretsmanager" },
];

/** What is told of the networks as they were read. */
const READ = ["network_reach", "network_picture", "database_propose"];

export const REACH_TYPES: Record<Reach["kind"], StatusIndicatorProps.Type> = {
	reachable: "success",
	blocked: "error",
	unknown: "warning",
};

const NONE: Reached[] = [];

/** The same for a connector that there is. */
export function ConnectorReach({ arn, service }: { arn: string; service?: string }) {
	const { session } = useOpenSession();
	const connector = useQuery(connectorsQuery(session)).data?.find((one) => one.arn === arn);
	if (connector === undefined) return null;
	const { name, subnets, security_groups } = connector;
	return (
		// What was seen of another connector is not shown for this one.
		<ReachSection
			key={arn}
			vpc={null}
			subnets={subnets}
			groups={security_groups}
			instances={null}
			service={service}
			connector={name}
		/>
	);
}

/** What a connector of these subnets and security groups reaches, and why not. */
export function ReachSection({ vpc, subnets, groups, ...shown }: Props) {
	const text = useText();
	const words = text.reach;
	const format = useFormat();
	const { session } = useOpenSession();
	const client = useQueryClient();
	const network = useQuery(networkQuery(session)).data;
	// Which databases there are comes with the first answer.
	const first = useQuery({ ...reachQuery(session, { subnets, groups, to: FIRST }), enabled: subnets.length > 0 });
	const own = (vpc || null) ?? network?.subnets.find(({ id }) => subnets.includes(id))?.vpc ?? null;
	const databases = (first.data?.targets ?? []).filter((target) => own === null || target.vpc === own);
	const [added, add] = useState<Destination[]>([]);
	const [allowed, setAllowed] = useState<Wanted | null>(null);
	const more = [...databases.map(({ id }): Destination => ({ kind: "target", id })), ...added];
	const asked = { subnets, groups, to: [...FIRST, ...more] };
	const second = useQuery({ ...reachQuery(session, asked), enabled: more.length > 0 });
	const view: ReachView | undefined = more.length > 0 ? second.data : first.data;
	const anew = useMutation({
		mutationFn: (asked: ReachAsked) => host.networkReach(session, asked, true),
		onSuccess: (answer, asked) => {
			client.setQueryData(reachQuery(session, asked).queryKey, answer);
			// What was said of other choices was of the networks as they were.
			void client.invalidateQueries({ predicate: ({ queryKey }) => READ.includes(String(queryKey[3])) });
		},
	});
	const error = first.error ?? second.error ?? anew.error;
	const named = useMemo(() => createNames(network), [network]);
	const destination = useCallback((to: Destination) => destinationWords(text, view, to), [text, view]);
	const picture = (
		<NetworkPicture
			{...shown}
			vpc={vpc}
			subnets={subnets}
			groups={groups}
			reached={subnets.length === 0 ? NONE : (view?.verdicts ?? NONE)}
			destination={destination}
			named={named}
		/>
	);
	if (subnets.length === 0) {
		return (
			<SpaceBetween size="s">
				{picture}
				<Box color="text-body-secondary">{words.choose}</Box>
			</SpaceBetween>
		);
	}
	return (
		<SpaceBetween size="s">
			{picture}
			{error && !anew.isPending && <ProblemView problem={problemOf(error)} onRetry={() => anew.mutate(asked)} />}
			<Table<Reached>
				variant="embedded"
				wrapLines
				loading={view === undefined && error === null}
				loadingText={text.common.loading}
				items={view?.verdicts ?? []}
				ariaLabels={{ tableLabel: words.title }}
				header={
					<Header
						variant="h3"
						description={words.text}
						actions={
							<SpaceBetween direction="horizontal" size="xs" alignItems="center">
								<Box variant="small" color="text-body-secondary">
									{view?.looked_at == null ? "" : words.at(format.time(view.looked_at))}
								</Box>
								<Button
									formAction="none"
									iconName="refresh"
									ariaLabel={words.again}
									loading={anew.isPending}
									loadingText={text.common.loading}
									onClick={() => anew.mutate(asked)}
								/>
							</SpaceBetween>
						}
					>
						{words.title}
					</Header>
				}
				columnDefinitions={[
					{
						id: "to",
						header: words.to,
						isRowHeader: true,
						minWidth: 160,
						cell: ({ to }) => <span className="break">{destinationWords(text, view, to)}</span>,
					},
					{
						id: "verdict",
						header: words.verdict,
						minWidth: 280,
						cell: (reached) => (
							<VerdictCell reached={reached} named={named}>
								<Allow reach={reached.reach} named={named} from={groups[0]} onAllow={setAllowed} />
							</VerdictCell>
						),
					},
					{
						id: "way",
						header: words.way,
						minWidth: 220,
						cell: ({ paths, reach }) => <Way path={pathOf(paths, reach)} named={named} />,
					},
				]}
			/>
			<AddDestination onAdd={(to) => add((all) => [...all, to])} />
			{allowed && (
				<AllowInboundDialog
					{...allowed}
					named={named(allowed.group)}
					onAllowed={() => anew.mutate(asked)}
					onClose={() => setAllowed(null)}
				/>
			)}
			{view && view.unread.length > 0 && (
				<Box color="text-body-secondary">
					{words.noDatabases} <code>{view.unread.map(({ action }) => action).join(", ")}</code>
				</Box>
			)}
		</SpaceBetween>
	);
}

function destinationWords({ reach: words }: Text, view: ReachView | undefined, to: Destination): string {
	switch (to.kind) {
		case "internet":
			return `${words.internet} (${words.internetText})`;
		case "service":
			return words.service(to.name);
		case "host":
			return `${to.host}:${to.port}`;
		case "target": {
			const target = view?.targets.find(({ id }) => id === to.id);
			return target === undefined ? to.id : words.database(target.id, `${target.engine}:${target.port}`);
		}
	}
}

/** The same with ids as a person calls them. */
function withNames<T extends object>(detail: T, named: Named): T {
	const value = (one: unknown): unknown =>
		typeof one === "string" ? named(one) : Array.isArray(one) ? one.map(value) : one;
	return Object.fromEntries(Object.entries(detail).map(([key, one]) => [key, value(one)])) as T;
}

/** The way that is as bad as all of them together. */
const pathOf = (paths: Path[], reach: Reach) => paths.find((path) => path.reach.kind === reach.kind) ?? paths[0];

function VerdictCell({ reached, named, children }: { reached: Reached; named: Named; children: ReactNode }) {
	const text = useText();
	const words = text.reach;
	const { reach, paths } = reached;
	const worst = pathOf(paths, reach);
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
function Allow({ reach, named, from, onAllow }: AllowProps) {
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

export function reasonWords({ codes }: Text, reach: Reach, named: Named): string {
	switch (reach.kind) {
		case "reachable":
			return "";
		case "blocked":
			return say(codes.block, reach.by.code, withNames(reach.by, named));
		case "unknown":
			return say(codes.doubt, reach.because.code, withNames(reach.because, named));
	}
}

/** The things on the way, in order. */
function Way({ path, named }: { path: Path | undefined; named: Named }) {
	const { codes } = useText();
	const hops = (path?.hops ?? []).map((hop) => say(codes.hop, hop.kind, withNames(hop, named)));
	return (
		<Box variant="small" color="text-body-secondary">
			<span className="break">{hops.join(" → ")}</span>
		</Box>
	);
}
