import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { href, paths } from "../../app/paths";
import type { RunView } from "../../bindings";
import { Age } from "../../components/Age";
import { useAsked } from "../../components/asked";
import { InfoLink, usePage } from "../../components/frame";
import { useFollow } from "../../components/navigation";
import { ProblemView } from "../../components/ProblemView";
import { Refresh } from "../../components/Refresh";
import { goalWords, useRunActions } from "../../components/runs";
import { RunStateView } from "../../components/Status";
import { problemOf } from "../../host";
import { MOVING, runsQuery } from "../../session/queries";
import { useProfileName, useRegionNames } from "../../session/session";
import { useText } from "../../text/react";

/** The journal: what was changed with this application, newest first. */
export function RunsPage() {
	const text = useText();
	const words = text.runs;
	const profileName = useProfileName();
	const { full } = useRegionNames();
	const follow = useFollow();
	const { data, error, isFetching, refetch } = useQuery({
		...runsQuery(),
		refetchInterval: ({ state }) => (state.data?.some(({ under_way }) => under_way) ? MOVING : false),
	});
	const [asked, ask] = useAsked(isFetching, () => void refetch());
	usePage([{ text: words.title, path: paths.runs }], "runs", "table");

	return (
		<SpaceBetween size="l">
			{error && <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />}
			<Table<RunView>
				variant="full-page"
				stickyHeader
				items={data ?? []}
				trackBy="id"
				loading={data === undefined && error === null}
				loadingText={text.common.loading}
				ariaLabels={{ tableLabel: words.title }}
				wrapLines
				columnDefinitions={[
					{
						id: "what",
						header: words.what,
						isRowHeader: true,
						minWidth: 180,
						cell: (run) => (
							<Link href={href(paths.run(run.id))} onFollow={follow}>
								<span className="break">{goalWords(text, run.goal)}</span>
							</Link>
						),
					},
					{ id: "state", header: words.state, minWidth: 150, cell: (run) => <RunStateView state={run.state} /> },
					{
						id: "where",
						header: text.common.where,
						minWidth: 200,
						cell: (run) => (
							<>
								<div>{run.account}</div>
								<Box variant="small" color="text-body-secondary">
									{full(run.region)} · {profileName(run.profile)}
								</Box>
							</>
						),
					},
					{ id: "when", header: words.when, minWidth: 130, cell: (run) => <Age at={run.started_at} /> },
					{ id: "actions", header: text.service.actions, minWidth: 220, cell: (run) => <RowActions run={run} /> },
				]}
				header={
					<Header
						variant="awsui-h1-sticky"
						counter={data ? `(${data.length})` : ""}
						info={<InfoLink topic="runs" />}
						description={words.description}
						actions={<Refresh loading={asked} onClick={ask} />}
					>
						{words.title}
					</Header>
				}
				empty={
					<Box textAlign="center" margin={{ vertical: "l" }}>
						<Box variant="strong">{words.empty}</Box>
						<Box variant="p" color="text-body-secondary">
							{words.emptyText}
						</Box>
					</Box>
				}
			/>
		</SpaceBetween>
	);
}

function RowActions({ run }: { run: RunView }) {
	const text = useText();
	const navigate = useNavigate();
	const { resume, leave, busy } = useRunActions();
	if (!run.needs_decision) return "-";
	const open = (state?: { undo: boolean }) => void navigate(paths.run(run.id), { state });
	return (
		<SpaceBetween direction="horizontal" size="s">
			{run.can_resume && (
				<Button variant="inline-link" disabled={busy} onClick={() => resume(run.id, open)}>
					{run.state === "interrupted" ? text.runs.resume : text.runs.retry}
				</Button>
			)}
			{run.can_undo && (
				<Button variant="inline-link" onClick={() => open({ undo: true })}>
					{text.runs.undo}
				</Button>
			)}
			<Button variant="inline-link" disabled={busy} onClick={() => leave(run.id)}>
				{text.runs.leaveShort}
			</Button>
		</SpaceBetween>
	);
}
