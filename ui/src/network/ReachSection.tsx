import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { Destination, ReachAsked, Reached, ReachView } from "../bindings";
import { ProblemView } from "../components/ProblemView";
import { Refresh } from "../components/Refresh";
import { useNarrow } from "../components/useNarrow";
import { host, problemOf } from "../host";
import { connectorsQuery, networkQuery, networksRead, reachQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import type { Text } from "../text";
import { useFormat, useText } from "../text/react";
import { AddDestination } from "./AddDestination";
import { AllowInboundDialog } from "./AllowInboundDialog";
import { NetworkPicture, type PictureProps } from "./NetworkPicture";
import { createNames } from "./names";
import { Allow, VerdictCell, type Wanted, Way, worstOf } from "./verdicts";

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
	const isNarrow = useNarrow();
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
			void networksRead(client);
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
								<Refresh label={words.again} loading={anew.isPending} onClick={() => anew.mutate(asked)} />
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
						minWidth: isNarrow ? 110 : 160,
						cell: ({ to }) => <span className="break">{destinationWords(text, view, to)}</span>,
					},
					{
						id: "verdict",
						header: words.verdict,
						minWidth: isNarrow ? 200 : 280,
						cell: (reached) => (
							<VerdictCell reached={reached} named={named}>
								<Allow reach={reached.reach} named={named} from={groups[0]} onAllow={setAllowed} />
								{isNarrow && <Way path={worstOf(reached.paths, reached.reach)} named={named} />}
							</VerdictCell>
						),
					},
					{
						id: "way",
						header: words.way,
						minWidth: 220,
						cell: ({ paths, reach }) => <Way path={worstOf(paths, reach)} named={named} />,
					},
				]}
				visibleColumns={isNarrow ? ["to", "verdict"] : ["to", "verdict", "way"]}
			/>
			<AddDestination interfaces={view?.interfaces ?? []} onAdd={(to) => add((all) => [...all, to])} />
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
		case "endpoint":
			return to.id;
		case "target": {
			const target = view?.targets.find(({ id }) => id === to.id);
			return target === undefined ? to.id : words.database(target.id, `${target.engine}:${target.port}`);
		}
	}
}
