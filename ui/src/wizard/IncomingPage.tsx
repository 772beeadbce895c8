import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useReducer, useRef, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { paths } from "../app/paths";
import type { Draft, Finding, Incoming, PlanView, ServiceDetail } from "../bindings";
import { InfoLink, usePage } from "../components/frame";
import { PlanDialog } from "../components/PlanDialog";
import { ProblemPage } from "../components/ProblemPage";
import { ProblemView } from "../components/ProblemView";
import { problemOf } from "../host";
import { beginningQuery, MOVING, planIncomingQuery, RESTING, serviceQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import type { Text } from "../text";
import { useText } from "../text/react";
import { focusFirst } from "./focus";
import { FormProvider, usePointer } from "./form";
import { IncomingChoice } from "./IncomingChoice";
import { incomingOf } from "./parts";
import { begin, reduce } from "./state";
import { useCheck } from "./useCheck";

/** Changes who reaches a service: the internet, or a VPC. The fields are those of the wizard. */
export function IncomingPage() {
	const { incoming: words, services, common } = useText();
	const { arn = "" } = useParams();
	const { session } = useOpenSession();
	const service = useQuery({
		...serviceQuery(session, arn),
		refetchInterval: ({ state }) => (state.data?.row.moving ? MOVING : RESTING),
	});
	const blank = useQuery(beginningQuery(session, { from: "preset", preset: "console" }));
	const name = service.data?.row.name ?? arn.split("/").at(-2) ?? arn;
	usePage(
		[
			{ text: services.title, path: paths.services },
			{ text: name, path: paths.service(arn) },
			{ text: words.title, path: paths.incoming(arn) },
		],
		"networking",
		"form",
	);
	const error = service.error ?? blank.error;
	// What was seen before may be what somebody has changed since: the form begins with what is.
	if (service.isFetchedAfterMount && service.data && blank.data) {
		return <Editor key={arn} service={service.data} blank={blank.data.draft} />;
	}
	if (error) {
		const again = () => {
			void service.refetch();
			void blank.refetch();
		};
		return <ProblemPage title={words.title} problem={problemOf(error)} onRetry={again} />;
	}
	return (
		<SpaceBetween size="l">
			<Header variant="h1">{words.titleOf(name)}</Header>
			<StatusIndicator type="loading">{common.loading}</StatusIndicator>
		</SpaceBetween>
	);
}

/** How it is reached now. A private service without a way to it has yet to choose one. */
const nowOf = ({ public: isPublic, ingress }: ServiceDetail): Incoming =>
	isPublic ? { kind: "public" } : { kind: "endpoint", id: ingress?.endpoint ?? "" };

const isWrong = ({ field, severity }: Finding) =>
	severity === "error" && field !== null && field.name.startsWith("endpoint_");

function Editor({ service, blank }: { service: ServiceDetail; blank: Draft }) {
	const { incoming: words, common, connectors, codes } = useText();
	const { session } = useOpenSession();
	const navigate = useNavigate();
	usePointer();
	const { row, ip_address_type } = service;
	const [state, dispatch] = useReducer(reduce, null, () => {
		const draft: Draft = {
			...blank,
			name: row.name,
			incoming: nowOf(service),
			...(ip_address_type === null ? {} : { ip_address_type }),
		};
		return begin({ draft, step: "service" });
	});
	const { draft, focus } = state;
	const { checked, problem, check } = useCheck(session, draft, state.typed);
	const [checking, setChecking] = useState(false);
	const [review, setReview] = useState(false);
	const box = useRef<HTMLDivElement>(null);
	const { update } = row.abilities;
	const isOpen = incomingOf(draft).kind === "public";

	useEffect(() => {
		if (focus !== null && box.current !== null) focusFirst(box.current, focus.keys);
	}, [focus]);

	async function submit() {
		setChecking(true);
		const answer = await check(draft);
		setChecking(false);
		if (answer === null) return;
		const findings = answer.findings.filter(isWrong);
		if (findings.length > 0) dispatch({ type: "stop", of: "service", findings });
		else setReview(true);
	}

	return (
		<form
			noValidate
			onSubmit={(event) => {
				event.preventDefault();
				if (!checking && update === "allowed") void submit();
			}}
		>
			<Form
				header={
					<Header variant="h1" info={<InfoLink topic="networking" />} description={words.text}>
						<span className="break">{words.titleOf(row.name)}</span>
					</Header>
				}
				actions={
					<SpaceBetween direction="horizontal" size="xs">
						<Button variant="link" formAction="none" onClick={() => void navigate(paths.service(row.arn))}>
							{common.cancel}
						</Button>
						<Button
							variant="primary"
							loading={checking}
							loadingText={common.loading}
							disabled={update !== "allowed" || checked === null}
							{...(update === "allowed" ? {} : { disabledReason: codes.ability[update] })}
						>
							{connectors.review}
						</Button>
					</SpaceBetween>
				}
			>
				<div ref={box}>
					<SpaceBetween size="l">
						{problem && <ProblemView problem={problem} onRetry={() => void check(draft)} />}
						{service.public !== isOpen && (
							<Alert type="warning">
								{isOpen
									? common.sentences([words.opens(row.name), ...(service.ingress ? [words.domainLost] : [])])
									: words.closes(row.name)}
							</Alert>
						)}
						<Container>
							{checked === null ? (
								problem === null && <StatusIndicator type="loading">{common.loading}</StatusIndicator>
							) : (
								<FormProvider value={{ state, dispatch, checked }}>
									<IncomingChoice />
								</FormProvider>
							)}
						</Container>
					</SpaceBetween>
				</div>
			</Form>
			{review && <Review service={service} incoming={incomingOf(draft)} onClose={() => setReview(false)} />}
		</form>
	);
}

type ReviewProps = { service: ServiceDetail; incoming: Incoming; onClose: () => void };

function Review({ service, incoming, onClose }: ReviewProps) {
	const text = useText();
	const { incoming: words, connectors, remove } = text;
	const { session } = useOpenSession();
	const { name, arn } = service.row;
	const plan = useQuery(planIncomingQuery(session, arn, incoming));
	const said = plan.data && consequences(text, name, plan.data);
	return (
		<PlanDialog
			header={words.titleOf(name)}
			submit={connectors.start}
			{...(said?.warning ? { warning: said.warning } : {})}
			{...(said?.text ? { text: said.text } : {})}
			confirm={remove.confirm}
			plan={plan}
			session={session}
			onClose={onClose}
		/>
	);
}

/** What the steps of a plan mean to those who use the service. */
function consequences({ incoming: words, common }: Text, name: string, { steps }: PlanView) {
	const kinds = steps.map(({ action }) => action.kind);
	const access = steps.find(({ action }) => action.kind === "set_access")?.action;
	const opens = access?.kind === "set_access" && access.public;
	const lost = kinds.includes("delete_ingress") ? [words.domainLost] : [];
	if (opens) return { warning: common.sentences([words.opens(name), ...lost]) };
	if (access) return { warning: words.closes(name) };
	if (lost.length > 0) return { warning: common.sentences(lost) };
	if (kinds.includes("move_ingress")) return { text: words.moves };
	return { text: words.newWay };
}
