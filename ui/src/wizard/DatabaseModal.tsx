import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { DatabaseProposal, DatabaseWay, Draft, Reach, ReachAsked, Variable } from "../bindings";
import { Picker } from "../components/Picker";
import { ProblemView } from "../components/ProblemView";
import { host, problemOf } from "../host";
import { createNames, type Named } from "../network/names";
import { REACH_TYPES, reasonWords } from "../network/verdicts";
import { databaseQuery, networkQuery, reachQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useText } from "../text/react";
import { DialogFrame } from "./DialogFrame";
import { useForm } from "./form";

/** Only the databases are wanted. */
const NOWHERE: ReachAsked = { subnets: [], groups: [], to: [] };

/** One choice that connects the service to a database: the connector, and the environment variables. */
export function DatabaseModal({ onDismiss }: { onDismiss: () => void }) {
	const text = useText();
	const { database: words, network } = text;
	const { form, pick } = useForm();
	const { session } = useOpenSession();
	const all = useQuery(reachQuery(session, NOWHERE));
	const client = useQueryClient();
	const anew = useMutation({
		mutationFn: () => host.networkReach(session, NOWHERE, true),
		onSuccess: (answer) => client.setQueryData(reachQuery(session, NOWHERE).queryKey, answer),
	});
	const read = {
		isFetching: all.isFetching || anew.isPending,
		error: anew.error ?? all.error,
		refetch: () => anew.mutate(),
	};
	const [id, setId] = useState("");
	const [at, setAt] = useState(0);
	const [as, setAs] = useState("url");
	const name = form.beginnings.connector_name;
	const proposal = useQuery({ ...databaseQuery(session, id, name), enabled: id !== "" });
	const data = id === "" ? undefined : proposal.data;
	const way = data?.ways[at];
	const variables = (as === "url" ? data?.url : data?.parts) ?? [];

	function submit() {
		if (way === undefined) return;
		pick((draft) => connected(draft, way, form.has_environment ? variables : []));
		onDismiss();
	}
	return (
		<DialogFrame
			size="large"
			header={words.title}
			onDismiss={onDismiss}
			action={
				<Button variant="primary" formAction="none" disabled={way === undefined} onClick={submit}>
					{words.submit}
				</Button>
			}
		>
			<SpaceBetween size="l">
				<FormField label={words.database} description={words.databaseText} stretch>
					<Picker
						read={read}
						options={(all.data?.targets ?? []).map(({ id, engine, host, port }) => ({
							value: id,
							label: id,
							description: `${engine} · ${host}:${port}`,
						}))}
						value={id}
						placeholder={words.choose}
						find={words.find}
						empty={words.empty}
						refresh={words.refresh}
						onChange={(id) => {
							setId(id);
							setAt(0);
						}}
					/>
				</FormField>
				{all.data && all.data.unread.length > 0 && (
					<Box color="text-body-secondary">
						{network.unread} <code>{all.data.unread.map(({ action }) => action).join(", ")}</code>
					</Box>
				)}
				{id !== "" && proposal.isPending && <StatusIndicator type="loading">{text.common.loading}</StatusIndicator>}
				{id !== "" && proposal.error && (
					<ProblemView problem={problemOf(proposal.error)} onRetry={() => void proposal.refetch()} />
				)}
				{data && <Proposal proposal={data} at={at} onWay={setAt} as={as} onAs={setAs} variables={variables} />}
			</SpaceBetween>
		</DialogFrame>
	);
}

/** The draft with the way and the variables; those of the same names are replaced. */
function connected(draft: Draft, { outgoing }: DatabaseWay, variables: Variable[]): Draft {
	const others = draft.environment.filter(({ name }) => !variables.some((one) => one.name === name.trim()));
	return { ...draft, outgoing, environment: [...others, ...variables] };
}

type ProposalProps = {
	proposal: DatabaseProposal;
	at: number;
	onWay: (at: number) => void;
	as: string;
	onAs: (as: string) => void;
	variables: Variable[];
};

function Proposal({ proposal, at, onWay, as, onAs, variables }: ProposalProps) {
	const text = useText();
	const words = text.database;
	const { form } = useForm();
	const { session } = useOpenSession();
	const network = useQuery(networkQuery(session)).data;
	const named = createNames(network);
	const { ways, knows_password } = proposal;
	if (ways.length === 0) return <Alert type="error">{words.noWay}</Alert>;
	return (
		<SpaceBetween size="l">
			<FormField label={words.way} stretch>
				<RadioGroup
					value={String(at)}
					ariaLabel={words.way}
					items={ways.map(({ outgoing, name, reach }, index) => ({
						value: String(index),
						label: outgoing.kind === "new_connector" ? words.newConnector(name) : words.connector(name),
						description: <WayText outgoing={outgoing} reach={reach} named={named} />,
					}))}
					onChange={({ detail }) => onWay(Number(detail.value))}
				/>
			</FormField>
			<FormField label={words.variables} stretch>
				<SpaceBetween size="s">
					<RadioGroup
						value={as}
						ariaLabel={words.variables}
						items={[
							{ value: "url", label: words.url, description: words.urlText },
							{ value: "parts", label: words.parts, description: knows_password ? words.partsSecret : words.partsText },
						]}
						onChange={({ detail }) => onAs(detail.value)}
					/>
					{!form.has_environment && <Box color="text-body-secondary">{words.byHand}</Box>}
					<ul className="bare-list">
						{variables.map(({ name, value }) => (
							<li key={name}>
								<code className="break">{`${name}=${value}`}</code>
							</li>
						))}
					</ul>
				</SpaceBetween>
			</FormField>
		</SpaceBetween>
	);
}

/** Whether the database is reached, and from where. */
function WayText({ outgoing, reach, named }: { outgoing: DatabaseWay["outgoing"]; reach: Reach; named: Named }) {
	const text = useText();
	const { database: words } = text;
	return (
		<SpaceBetween size="xxs">
			{outgoing.kind === "new_connector" && (
				<span className="break">{words.places(outgoing.subnets.length, outgoing.security_groups.map(named))}</span>
			)}
			<StatusIndicator type={REACH_TYPES[reach.kind]}>{text.reach[reach.kind]}</StatusIndicator>
			{reach.kind !== "reachable" && <span className="break">{reasonWords(text, reach, named)}</span>}
		</SpaceBetween>
	);
}
