import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { EndpointPlace, EntryAsked, Network, Path } from "../bindings";
import { Ids } from "../components/Ids";
import { Picker } from "../components/Picker";
import { ProblemView } from "../components/ProblemView";
import { Refresh } from "../components/Refresh";
import { useNarrow } from "../components/useNarrow";
import { host, problemOf } from "../host";
import { entryQuery, networkQuery, networksRead } from "../session/queries";
import { useOpenSession } from "../session/session";
import type { Text } from "../text";
import { useFormat, useText } from "../text/react";
import { AllowInboundDialog } from "./AllowInboundDialog";
import { GroupsPanel } from "./GroupsPanel";
import { createNames, createShortNames, type Named } from "./names";
import { Allow, REACH_TYPES, reasonWords, type Wanted, Way } from "./verdicts";

/** So many subnets are named; a VPC may have hundreds. */
const NAMED = 8;

/** The subnets from which the same is to be said. */
type Same = { key: string; paths: Path[]; first: Path };

type Props = {
	endpoint: string;
	vpc: string;
	place?: EndpointPlace;
	/** What stands above it. */
	under?: "h1" | "h2";
};

/** Which clients get to the interface endpoint of a private service, and why others do not; where it is, or in a `place`. */
export function EntrySection({ endpoint, vpc, place, under = "h2" }: Props) {
	const text = useText();
	const { incoming: words, reach: verdicts, common, wizard } = text;
	const format = useFormat();
	const { session } = useOpenSession();
	const client = useQueryClient();
	const isNarrow = useNarrow();
	const network = useQuery(networkQuery(session));
	const named = useMemo(() => createNames(network.data), [network.data]);
	const called = useMemo(() => createShortNames(network.data), [network.data]);
	const [chosen, choose] = useState<string | null>(null);
	const [allowed, setAllowed] = useState<Wanted | null>(null);
	const asked: EntryAsked = { endpoint, vpc: null, groups: chosen === null ? [] : [chosen], place: place ?? null };
	const entry = useQuery(entryQuery(session, asked));
	const anew = useMutation({
		mutationFn: (asked: EntryAsked) => host.networkEntry(session, asked, true),
		onSuccess: (answer, asked) => {
			client.setQueryData(entryQuery(session, asked).queryKey, answer);
			void networksRead(client);
		},
	});
	// What failed for other clients, or another place, is no answer for these.
	const isOfThese = JSON.stringify(anew.variables) === JSON.stringify(asked);
	const error = (isOfThese ? anew.error : null) ?? entry.error;
	// What was said of other clients is no answer for these.
	const view = entry.isPlaceholderData ? undefined : entry.data;
	const group = chosen ?? view?.clients[0] ?? null;
	return (
		<SpaceBetween size="s">
			{error && !anew.isPending && <ProblemView problem={problemOf(error)} onRetry={() => anew.mutate(asked)} />}
			<Table<Same>
				variant="embedded"
				wrapLines
				loading={view === undefined && error === null}
				loadingText={common.loading}
				items={sameOf(view?.reached.paths ?? [])}
				trackBy="key"
				ariaLabels={{ tableLabel: words.reachTitle }}
				empty={view && <Box color="text-body-secondary">{text.network.empty}</Box>}
				header={
					<SpaceBetween size="s">
						<Header
							variant={under === "h1" ? "h2" : "h3"}
							description={place ? common.sentences([words.supposed, words.reachText]) : words.reachText}
							actions={
								<SpaceBetween direction="horizontal" size="xs" alignItems="center">
									<Box variant="small" color="text-body-secondary">
										{view?.looked_at == null ? "" : verdicts.at(format.time(view.looked_at))}
									</Box>
									<Refresh label={verdicts.again} loading={anew.isPending} onClick={() => anew.mutate(asked)} />
								</SpaceBetween>
							}
						>
							{words.reachTitle}
						</Header>
						<FormField label={words.clients} description={words.clientsText}>
							<Picker
								read={network}
								options={groupsOf(network.data, vpc).map(({ id, name, description }) => ({
									value: id,
									label: name,
									description: `${id} · ${description}`,
								}))}
								value={group ?? ""}
								placeholder={wizard.service.chooseGroups}
								find={wizard.service.findGroups}
								empty={wizard.service.noGroups}
								refresh={wizard.service.refreshNetwork}
								onChange={(id) => {
									anew.reset();
									choose(id);
								}}
							/>
						</FormField>
					</SpaceBetween>
				}
				columnDefinitions={[
					{
						id: "from",
						header: words.from,
						isRowHeader: true,
						minWidth: isNarrow ? 110 : 200,
						cell: ({ paths }) =>
							paths.length === view?.reached.paths.length && paths.length > 1 ? (
								<span className="break">{words.allSubnets(called(view.vpc), paths.length)}</span>
							) : (
								<Ids ids={subnetWords(text, paths, called)} />
							),
					},
					{
						id: "verdict",
						header: verdicts.verdict,
						minWidth: isNarrow ? 200 : 260,
						cell: ({ first, first: { reach } }) => (
							<SpaceBetween size="xxs">
								<StatusIndicator type={REACH_TYPES[reach.kind]}>{verdicts[reach.kind]}</StatusIndicator>
								{reach.kind !== "reachable" && (
									<Box variant="small" color="text-body-secondary" display="block">
										<span className="break">{reasonWords(text, reach, named, true)}</span>
									</Box>
								)}
								{group !== null && <Allow reach={reach} named={named} from={group} onAllow={setAllowed} />}
								{isNarrow && <Way path={first} named={named} />}
							</SpaceBetween>
						),
					},
					{
						id: "way",
						header: verdicts.way,
						minWidth: 200,
						cell: ({ first }) => <Way path={first} named={named} />,
					},
				]}
				visibleColumns={isNarrow ? ["from", "verdict"] : ["from", "verdict", "way"]}
			/>
			{view && view.groups.length > 0 && <GroupsPanel groups={view.groups} named={named} ofEndpoint />}
			{view && view.unread.length > 0 && (
				<Box color="text-body-secondary">
					{text.network.unread} <code>{view.unread.map(({ action }) => action).join(", ")}</code>
				</Box>
			)}
			{allowed && (
				<AllowInboundDialog
					{...allowed}
					named={named(allowed.group)}
					said={{ title: words.allowTitle(named(allowed.group)), text: words.allowText }}
					onAllowed={() => anew.mutate(asked)}
					onClose={() => setAllowed(null)}
				/>
			)}
		</SpaceBetween>
	);
}

const groupsOf = (network: Network | undefined, vpc: string) =>
	(network?.security_groups ?? []).filter((group) => group.vpc === vpc);

/** Subnets of which the same is to be said stand together, in the order of the first of each. */
function sameOf(paths: Path[]): Same[] {
	const all = new Map<string, Same>();
	for (const path of paths) {
		// The ways may differ in what they go through, which is shown of the first.
		const key = JSON.stringify(path.reach);
		const same = all.get(key);
		if (same) same.paths.push(path);
		else all.set(key, { key, paths: [path], first: path });
	}
	return [...all.values()];
}

function subnetWords({ network }: Text, paths: Path[], named: Named): string[] {
	const names = paths.slice(0, NAMED).map(({ subnet }) => named(subnet));
	const rest = paths.length - names.length;
	return [...names, ...(rest > 0 ? [network.more(rest)] : [])];
}
