import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLocation, useParams } from "react-router";
import { paths } from "../../app/paths";
import type { RunView } from "../../bindings";
import { usePage } from "../../components/frame";
import { LogView } from "../../components/LogView";
import { ProblemView } from "../../components/ProblemView";
import { goalWords } from "../../components/runs";
import { RunStateView, ServiceStatusView } from "../../components/Status";
import { useNow } from "../../components/useNow";
import { problemOf } from "../../host";
import { logQuery, runQuery, serviceQuery } from "../../session/queries";
import { useProfileName, useRegionNames, useSessionOf } from "../../session/session";
import { useFormat, useText } from "../../text/react";
import { Outcome } from "./Outcome";
import { StepList } from "./StepList";
import { UndoModal } from "./UndoModal";

/** Between two looks at a run and at its log while it is under way, should no event come. */
const RUN = 1_000;
const LOG = 2_000;

export function RunPage() {
	const { id = "" } = useParams();
	const text = useText();
	const { data, error, refetch } = useQuery({
		...runQuery(id),
		refetchInterval: ({ state }) => (state.data?.under_way ? RUN : false),
	});
	const title = data ? goalWords(text, data.goal) : text.runs.what;
	usePage(
		[
			{ text: text.runs.title, path: paths.runs },
			{ text: title, path: paths.run(id) },
		],
		"runs",
	);
	if (data) return <Run run={data} />;
	return (
		<SpaceBetween size="l">
			<Header variant="h1">{title}</Header>
			{error ? (
				<ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />
			) : (
				<Box textAlign="center">
					<Spinner size="large" />
				</Box>
			)}
		</SpaceBetween>
	);
}

function Run({ run }: { run: RunView }) {
	const text = useText();
	const { state } = useLocation();
	const profileName = useProfileName();
	const { full } = useRegionNames();
	const [undoing, setUndoing] = useState(() => run.can_undo && isUndoWanted(state));
	const where = text.common.whereText(run.account, full(run.region), profileName(run.profile));
	return (
		<SpaceBetween size="l">
			<Header variant="h1" description={where}>
				<span className="break">{goalWords(text, run.goal)}</span>
			</Header>
			<Outcome run={run} onUndo={() => setUndoing(true)} />
			<Container
				header={
					<Header variant="h2" description={run.under_way ? text.runs.leaveRunning : <Elapsed run={run} />}>
						{text.runs.progress}
					</Header>
				}
			>
				<SpaceBetween size="m">
					{run.under_way && (
						<SpaceBetween direction="horizontal" size="m">
							<RunStateView state={run.state} />
							<Elapsed run={run} />
						</SpaceBetween>
					)}
					<StepList run={run} />
				</SpaceBetween>
			</Container>
			{run.service_arn !== null && run.goal.kind === "create_service" && run.state !== "undone" && (
				<LiveLog run={run} arn={run.service_arn} />
			)}
			{undoing && <UndoModal run={run} onDismiss={() => setUndoing(false)} />}
		</SpaceBetween>
	);
}

/** Another page may send here with the wish to undo; it is asked before anything is done. */
const isUndoWanted = (state: unknown) =>
	typeof state === "object" && state !== null && "undo" in state && state.undo === true;

function Elapsed({ run }: { run: RunView }) {
	const text = useText();
	const format = useFormat();
	const moving = run.under_way;
	const now = useNow(moving);
	if (run.started_at === null) return null;
	const until = moving ? now : (run.updated_at ?? run.started_at);
	const duration = format.duration(until - run.started_at);
	return <span>{moving ? text.runs.runningFor(duration) : text.runs.took(duration)}</span>;
}

/** What App Runner says while the service comes up. */
function LiveLog({ run, arn }: { run: RunView; arn: string }) {
	const text = useText();
	const session = useSessionOf(run.profile, run.region);
	const moving = run.under_way;
	const unknown = { profile: "", region: "", epoch: 0 };
	const refetchInterval = moving ? LOG : (false as const);
	const log = useQuery({
		...logQuery(session ?? unknown, arn, { kind: "events" }),
		enabled: session !== null,
		refetchInterval,
	});
	const service = useQuery({ ...serviceQuery(session ?? unknown, arn), enabled: session !== null, refetchInterval });
	const lines = log.data?.lines ?? [];

	// The last lines are written after the last look.
	const { refetch } = log;
	useEffect(() => {
		if (!moving && session !== null) void refetch();
	}, [moving, session, refetch]);

	return (
		<Container
			header={
				<Header variant="h2" actions={service.data && <ServiceStatusView status={service.data.row.status} />}>
					{text.runs.eventLog}
				</Header>
			}
		>
			{log.error ? (
				<ProblemView problem={problemOf(log.error)} onRetry={() => void log.refetch()} profile={run.profile} />
			) : lines.length > 0 ? (
				<LogView lines={lines} label={text.runs.eventLog} follow={moving} />
			) : (
				<Box color="text-body-secondary">{moving ? text.runs.logWaiting : text.service.logEmpty}</Box>
			)}
		</Container>
	);
}
