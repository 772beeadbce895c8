import Alert from "@cloudscape-design/components/alert";
import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";
import { paths } from "../../app/paths";
import type { ConnectorDraft, ConnectorRow, Network } from "../../bindings";
import { InfoLink, usePage } from "../../components/frame";
import { PlanDialog } from "../../components/PlanDialog";
import { fieldWords, PlanForm } from "../../components/PlanForm";
import { ProblemPage } from "../../components/ProblemPage";
import { problemOf } from "../../host";
import { GroupsPicker, VpcPicker } from "../../network/place";
import { ReachSection } from "../../network/ReachSection";
import { toggled } from "../../network/scene";
import { connectorCheckQuery, connectorsInUseQuery, networkQuery, planConnectorQuery } from "../../session/queries";
import { useOpenSession } from "../../session/session";
import { useText } from "../../text/react";

/** Makes a connector, or puts one in the place of another. */
export function ConnectorEditor() {
	const { connectors: words, common } = useText();
	const { arn } = useParams();
	const { session } = useOpenSession();
	const { data, error, refetch } = useQuery(connectorsInUseQuery(session));
	const network = useQuery(networkQuery(session));
	const old = data?.connectors.find((one) => one.arn === arn) ?? null;
	const title = arn === undefined ? words.newTitle : words.replaceTitle(old?.name ?? "");
	usePage(
		[
			{ text: words.title, path: paths.connectors },
			{ text: title, path: arn === undefined ? paths.connectorNew : paths.connectorEdit(arn) },
		],
		"networking",
		"form",
	);
	// What stands in the form at first is of the connector and of its VPC.
	if (data === undefined || (network.data === undefined && network.error === null)) {
		if (error !== null) return <ProblemPage title={title} problem={problemOf(error)} onRetry={() => void refetch()} />;
		return <StatusIndicator type="loading">{common.loading}</StatusIndicator>;
	}
	if (arn !== undefined && old === null) {
		return (
			<Header variant="h1" description={words.goneText}>
				{words.gone}
			</Header>
		);
	}
	const names = data.connectors.map(({ name }) => name);
	return (
		<Editor key={arn ?? ""} title={title} old={old} unknown={data.unknown} start={startOf(old, names, network.data)} />
	);
}

/** What the form begins with: of one that is replaced the same, under a name that is free. */
function startOf(old: ConnectorRow | null, names: string[], network: Network | undefined): ConnectorDraft {
	const vpcs = network?.vpcs ?? [];
	const only = vpcs.length === 1 ? vpcs[0]?.id : undefined;
	if (old === null) return { name: "", vpc: only ?? "", subnets: [], security_groups: [], replaces: null };
	const { arn, name, subnets, security_groups, users } = old;
	const services = users.filter(({ can_move }) => can_move).map((user) => user.arn);
	const vpc = network?.subnets.find(({ id }) => subnets.includes(id))?.vpc ?? "";
	return { name: nextName(name, names), vpc, subnets, security_groups, replaces: { arn, services } };
}

/** `shop` becomes `shop-2`, and `shop-2` becomes `shop-3`. */
function nextName(name: string, names: string[]): string {
	const [, stem = name, number = "1"] = /^(.*?)-(\d+)$/.exec(name) ?? [];
	let next = Number(number) + 1;
	while (names.includes(`${stem}-${next}`)) next += 1;
	return `${stem}-${next}`;
}

type EditorProps = { title: string; old: ConnectorRow | null; unknown: string[]; start: ConnectorDraft };

function Editor({ title, old, unknown, start }: EditorProps) {
	const text = useText();
	const { connectors: words } = text;
	const { session } = useOpenSession();
	const [draft, setDraft] = useState(start);
	const [shown, setShown] = useState(false);
	const [review, setReview] = useState(false);
	const instances = old?.instances ?? null;
	const client = useQueryClient();
	const check = connectorCheckQuery(session, draft, instances);
	const { data: findings = [] } = useQuery(check);
	const put = (part: Partial<ConnectorDraft>) => setDraft((all) => ({ ...all, ...part }));
	// That what is there is like itself is worth a word once somebody goes on with it.
	const isTouched = draft !== start || shown;
	const said = fieldWords(
		text,
		findings.filter(({ detail }) => isTouched || detail.code !== "connector_alike"),
		shown,
	);
	const { replaces } = draft;

	return (
		<>
			<PlanForm
				header={
					<Header
						variant="h1"
						info={<InfoLink topic="networking" />}
						{...(old === null ? {} : { description: words.replaceText })}
					>
						<span className="break">{title}</span>
					</Header>
				}
				back={paths.connectors}
				check={() => client.fetchQuery({ ...check, staleTime: 0 })}
				onAsked={() => setShown(true)}
				onReview={() => setReview(true)}
			>
				{old !== null && unknown.length > 0 && <Alert type="warning">{words.unknown(unknown)}</Alert>}
				<Container>
					<SpaceBetween size="l">
						<FormField label={old === null ? words.name : words.newName} {...said("connector_name", words.nameText)}>
							<Input
								value={draft.name}
								autoComplete={false}
								spellcheck={false}
								placeholder="to-my-vpc"
								onChange={({ detail }) => put({ name: detail.value })}
							/>
						</FormField>
						<FormField label={words.vpc} {...said("connector_vpc")}>
							<VpcPicker
								vpc={draft.vpc}
								// What was chosen in another VPC is of no use in this one.
								onChange={(vpc) => put({ vpc, subnets: [], security_groups: [] })}
							/>
						</FormField>
						<FormField label={words.groups} description={words.groupsText} {...said("connector_security_groups")}>
							<GroupsPicker
								vpc={draft.vpc}
								chosen={draft.security_groups}
								canMake
								onChange={(security_groups) => put({ security_groups })}
							/>
						</FormField>
						{old !== null && replaces !== null && (
							<Moved
								users={old.users}
								chosen={replaces.services}
								onChange={(services) => put({ replaces: { ...replaces, services } })}
							/>
						)}
					</SpaceBetween>
				</Container>
				<Container
					header={
						<Header variant="h2" description={words.subnetsText}>
							{words.subnets}
						</Header>
					}
				>
					<SpaceBetween size="m">
						<FormField stretch {...said("connector_subnets")} />
						<ReachSection
							key={draft.vpc}
							vpc={draft.vpc}
							subnets={draft.subnets}
							groups={draft.security_groups}
							instances={instances}
							service={old?.users.length === 1 ? old.users[0]?.name : undefined}
							connector={draft.name || undefined}
							isCheckedElsewhere
							onToggle={(subnet, vpc) => put({ vpc, subnets: toggled(draft.subnets, subnet) })}
						/>
					</SpaceBetween>
				</Container>
			</PlanForm>
			{review && (
				<Review
					title={title}
					text={old === null ? words.description : words.planText}
					submit={old === null ? words.create : words.start}
					draft={draft}
					onClose={() => setReview(false)}
				/>
			)}
		</>
	);
}

type ReviewProps = { title: string; text: string; submit: string; draft: ConnectorDraft; onClose: () => void };

function Review({ title, text, submit, draft, onClose }: ReviewProps) {
	const { session } = useOpenSession();
	const plan = useQuery(planConnectorQuery(session, draft));
	return <PlanDialog header={title} text={text} submit={submit} plan={plan} session={session} onClose={onClose} />;
}

type MovedProps = { users: ConnectorRow["users"]; chosen: string[]; onChange: (services: string[]) => void };

/** The services that are moved; those that stay use the old connector on. */
function Moved({ users, chosen, onChange }: MovedProps) {
	const { connectors: words } = useText();
	if (users.length === 0) return <FormField label={words.move}>{words.noUsers}</FormField>;
	return (
		<FormField label={words.move} description={words.moveText} stretch>
			<SpaceBetween size="xs">
				{users.map(({ arn, name, can_move }) => (
					<Checkbox
						key={arn}
						checked={chosen.includes(arn)}
						disabled={!can_move}
						{...(can_move ? {} : { description: words.cannotMove })}
						onChange={() => onChange(users.map((user) => user.arn).filter((one) => toggled(chosen, arn).includes(one)))}
					>
						<span className="break">{name}</span>
					</Checkbox>
				))}
			</SpaceBetween>
		</FormField>
	);
}
