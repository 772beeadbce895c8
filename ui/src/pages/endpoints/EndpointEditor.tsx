import Alert from "@cloudscape-design/components/alert";
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
import type { EndpointDraft, EndpointRow, Network } from "../../bindings";
import { InfoLink, usePage } from "../../components/frame";
import { PlanDialog } from "../../components/PlanDialog";
import { fieldWords, PlanForm } from "../../components/PlanForm";
import { ProblemPage } from "../../components/ProblemPage";
import { problemOf } from "../../host";
import { EntrySection } from "../../network/EntrySection";
import { createNames } from "../../network/names";
import { GroupsPicker, SubnetsPicker, VpcPicker } from "../../network/place";
import { endpointCheckQuery, endpointsInUseQuery, networkQuery, planEndpointQuery } from "../../session/queries";
import { useOpenSession } from "../../session/session";
import { useText } from "../../text/react";
import { GoneEndpoint } from "./EndpointPage";

/** Makes an interface endpoint, or gives one other subnets and security groups: its name and its VPC stay. */
export function EndpointEditor() {
	const { incoming: words, common } = useText();
	const { id } = useParams();
	const { session } = useOpenSession();
	const { data, error, refetch, isFetchedAfterMount } = useQuery({
		...endpointsInUseQuery(session),
		// A new one has nothing to do with those that there are.
		enabled: id !== undefined,
	});
	const network = useQuery(networkQuery(session));
	const row = data?.endpoints.find(({ endpoint }) => endpoint.id === id) ?? null;
	const name = row?.endpoint.name ?? id ?? "";
	const title = id === undefined ? words.newTitle : words.editTitle(name);
	usePage(
		[
			{ text: words.endpoints, path: paths.endpoints },
			...(id === undefined ? [] : [{ text: name, path: paths.endpoint(id) }]),
			{ text: title, path: id === undefined ? paths.endpointNew : paths.endpointEdit(id) },
		],
		"networking",
		"form",
	);
	const isRead = network.data !== undefined || network.error !== null;
	// What was seen before may be what somebody has changed since: the form begins with what is.
	const isKnown = id === undefined || (data !== undefined && isFetchedAfterMount && error === null);
	if (!isKnown || !isRead) {
		if (error !== null) return <ProblemPage title={title} problem={problemOf(error)} onRetry={() => void refetch()} />;
		return (
			<SpaceBetween size="l">
				<Header variant="h1">
					<span className="break">{title}</span>
				</Header>
				<StatusIndicator type="loading">{common.loading}</StatusIndicator>
			</SpaceBetween>
		);
	}
	if (id !== undefined && row === null) return <GoneEndpoint />;
	return <Editor key={id ?? ""} title={title} row={row} start={startOf(row, network.data)} />;
}

function startOf(row: EndpointRow | null, network: Network | undefined): EndpointDraft {
	if (row !== null) {
		const { id, vpc, subnets, security_groups } = row.endpoint;
		return { changes: id, name: "", vpc, subnets, security_groups };
	}
	const vpcs = network?.vpcs ?? [];
	const only = vpcs.length === 1 ? vpcs[0]?.id : undefined;
	return { changes: null, name: "", vpc: only ?? "", subnets: [], security_groups: [] };
}

type EditorProps = { title: string; row: EndpointRow | null; start: EndpointDraft };

function Editor({ title, row, start }: EditorProps) {
	const text = useText();
	const { incoming: words, common, connectors, wizard, codes } = text;
	const { session } = useOpenSession();
	const client = useQueryClient();
	const named = createNames(useQuery(networkQuery(session)).data);
	const [draft, setDraft] = useState(start);
	const [shown, setShown] = useState(false);
	const [review, setReview] = useState(false);
	const check = endpointCheckQuery(session, draft);
	const { data: findings = [] } = useQuery(check);
	const said = fieldWords(text, findings, shown);
	const put = (part: Partial<EndpointDraft>) => setDraft((all) => ({ ...all, ...part }));
	const users = row?.users ?? [];
	const place = wizard.reach.incoming;
	return (
		<>
			<PlanForm
				header={
					<Header
						variant="h1"
						info={<InfoLink topic="networking" />}
						description={row === null ? words.newText : words.editText}
					>
						<span className="break">{title}</span>
					</Header>
				}
				back={row === null ? paths.endpoints : paths.endpoint(row.endpoint.id)}
				check={() => client.fetchQuery({ ...check, staleTime: 0 })}
				onAsked={() => setShown(true)}
				onReview={() => setReview(true)}
			>
				{users.length > 0 && <Alert type="info">{words.editUsed(users.map(({ name }) => name))}</Alert>}
				<Container>
					<SpaceBetween size="l">
						{row === null && (
							<FormField
								label={
									<>
										{codes.field.endpoint_name} <i>- {common.optional}</i>
									</>
								}
								{...said("endpoint_name", place.nameText)}
							>
								<Input
									value={draft.name}
									autoComplete={false}
									spellcheck={false}
									onChange={({ detail }) => put({ name: detail.value })}
								/>
							</FormField>
						)}
						{row === null ? (
							<FormField label={connectors.vpc} {...said("endpoint_vpc")} stretch>
								<VpcPicker
									vpc={draft.vpc}
									// What was chosen in another VPC is of no use in this one.
									onChange={(vpc) => put({ vpc, subnets: [], security_groups: [] })}
								/>
							</FormField>
						) : (
							<FormField label={connectors.vpc}>
								<span className="break">{named(draft.vpc)}</span>
							</FormField>
						)}
						<FormField label={connectors.subnets} description={place.subnetsText} {...said("endpoint_subnets")} stretch>
							<SubnetsPicker vpc={draft.vpc} chosen={draft.subnets} onChange={(subnets) => put({ subnets })} />
						</FormField>
						<FormField
							label={connectors.groups}
							{...(row === null ? { description: place.groupsText } : {})}
							{...said("endpoint_security_groups")}
							stretch
						>
							<GroupsPicker
								vpc={draft.vpc}
								chosen={draft.security_groups}
								canMake
								onChange={(security_groups) => put({ security_groups })}
							/>
						</FormField>
					</SpaceBetween>
				</Container>
				{row !== null && draft.subnets.length > 0 && draft.security_groups.length > 0 && (
					<Container>
						<EntrySection
							endpoint={row.endpoint.id}
							vpc={draft.vpc}
							under="h1"
							place={{ subnets: draft.subnets, security_groups: draft.security_groups }}
						/>
					</Container>
				)}
			</PlanForm>
			{review && <Review title={title} row={row} draft={draft} onClose={() => setReview(false)} />}
		</>
	);
}

type ReviewProps = { title: string; row: EndpointRow | null; draft: EndpointDraft; onClose: () => void };

function Review({ title, row, draft, onClose }: ReviewProps) {
	const { incoming: words, connectors } = useText();
	const { session } = useOpenSession();
	const plan = useQuery(planEndpointQuery(session, draft));
	// Where one subnet of a zone takes the place of another, the endpoint is out of the zone in between.
	const isBroken = (plan.data?.steps ?? []).filter(({ action }) => action.kind === "change_endpoint").length > 1;
	return (
		<PlanDialog
			header={title}
			{...(isBroken && row !== null && row.users.length > 0 ? { warning: words.editBreaks } : {})}
			{...(row === null ? { text: words.createText } : {})}
			submit={row === null ? words.create : connectors.start}
			plan={plan}
			session={session}
			onClose={onClose}
		/>
	);
}
