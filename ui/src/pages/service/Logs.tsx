import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import TextFilter from "@cloudscape-design/components/text-filter";
import Toggle from "@cloudscape-design/components/toggle";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import type { LogPage, LogSource, Operation } from "../../bindings";
import { useAsked } from "../../components/asked";
import { Copy } from "../../components/Copy";
import { LogView, logText } from "../../components/LogView";
import { ProblemView } from "../../components/ProblemView";
import { Refresh } from "../../components/Refresh";
import { operationWords } from "../../components/Status";
import { problemOf } from "../../host";
import { logQuery, MOVING } from "../../session/queries";
import { useOpenSession } from "../../session/session";
import { useFormat, useText } from "../../text/react";

/** Between two looks at a log while something moves. Otherwise an application may write too, only less is lost. */
const MOVING_LOG = 3_000;
const RESTING_LOG = MOVING * 2;

const SOURCES = ["events", "deployment", "application"] as const;
type SourceKind = (typeof SOURCES)[number];

type Props = { arn: string; moving: boolean; operations: Operation[] | undefined };

export function Logs({ arn, moving, operations }: Props) {
	const { service: words } = useText();
	const [params, setParams] = useSearchParams();
	const kind = SOURCES.find((source) => source === params.get("log")) ?? "events";
	const deployments = (operations ?? []).filter(({ has_log }) => has_log);
	const operation = deployments.find(({ id }) => id === params.get("operation")) ?? deployments[0];
	const labels: Record<SourceKind, string> = {
		events: words.eventLog,
		deployment: words.deploymentLogs,
		application: words.applicationLog,
	};
	const go = (log: string, operation?: string) =>
		setParams({ tab: "logs", log, ...(operation === undefined ? {} : { operation }) }, { replace: true });
	const source: LogSource | null =
		kind !== "deployment" ? { kind } : operation ? { kind: "deployment", operation_id: operation.id } : null;
	return (
		<SpaceBetween size="m">
			<Header variant="h2">{words.logs}</Header>
			<SegmentedControl
				selectedId={kind}
				label={words.logs}
				options={SOURCES.map((id) => ({ id, text: labels[id] }))}
				onChange={({ detail }) => go(detail.selectedId)}
			/>
			{kind === "deployment" && operation && (
				<DeploymentSelect deployments={deployments} chosen={operation} onChange={(id) => go(kind, id)} />
			)}
			{source ? (
				<Log key={JSON.stringify(source)} arn={arn} source={source} moving={moving} label={labels[kind]} />
			) : (
				<Box color="text-body-secondary">{operations === undefined ? <Spinner /> : words.noDeployments}</Box>
			)}
		</SpaceBetween>
	);
}

type SelectProps = { deployments: Operation[]; chosen: Operation; onChange: (id: string) => void };

function DeploymentSelect({ deployments, chosen, onChange }: SelectProps) {
	const text = useText();
	const format = useFormat();
	const option = (operation: Operation) => ({
		value: operation.id,
		label: operationWords(text, operation.kind),
		description: operation.started_at === null ? operation.id : format.dateTime(operation.started_at),
	});
	return (
		<FormField label={text.service.deployment}>
			<Select
				options={deployments.map(option)}
				selectedOption={option(chosen)}
				onChange={({ detail }) => onChange(detail.selectedOption.value ?? chosen.id)}
			/>
		</FormField>
	);
}

type LogProps = { arn: string; source: LogSource; moving: boolean; label: string };

function Log({ arn, source, moving, label }: LogProps) {
	const text = useText();
	const { session } = useOpenSession();
	const { data, error, isFetching, refetch } = useQuery({
		...logQuery(session, arn, source),
		refetchInterval: moving ? MOVING_LOG : RESTING_LOG,
	});
	const again = () => void refetch();
	if (data === undefined) {
		return error ? <ProblemView problem={problemOf(error)} onRetry={again} /> : <Spinner size="large" />;
	}
	if (!data.exists) {
		return (
			<Alert type="info" action={<Button onClick={again}>{text.common.refresh}</Button>}>
				{source.kind === "application" ? text.service.applicationMissing : text.service.logMissing}
			</Alert>
		);
	}
	return (
		<SpaceBetween size="s">
			{error && <ProblemView problem={problemOf(error)} onRetry={again} />}
			<Lines page={data} label={label} fetching={isFetching} onRefresh={again} />
		</SpaceBetween>
	);
}

type LinesProps = { page: LogPage; label: string; fetching: boolean; onRefresh: () => void };

function Lines({ page, label, fetching, onRefresh }: LinesProps) {
	const { service: words, common } = useText();
	const [filter, setFilter] = useState("");
	const [asked, ask] = useAsked(fetching, onRefresh);
	const [follow, setFollow] = useState(true);
	const wanted = filter.trim().toLowerCase();
	const lines = wanted === "" ? page.lines : page.lines.filter(({ text }) => text.toLowerCase().includes(wanted));
	return (
		<SpaceBetween size="xs">
			<div className="log-tools">
				<TextFilter
					filteringText={filter}
					filteringPlaceholder={words.filterLines}
					filteringAriaLabel={words.filterLines}
					countText={wanted === "" ? "" : common.lines(lines.length)}
					onChange={({ detail }) => setFilter(detail.filteringText)}
				/>
				<SpaceBetween direction="horizontal" size="s" alignItems="center">
					<Toggle checked={follow} onChange={({ detail }) => setFollow(detail.checked)}>
						{words.follow}
					</Toggle>
					<Copy variant="button" value={logText(lines)} what={label} label={words.copyAll} />
					<Refresh loading={asked} onClick={ask} />
				</SpaceBetween>
			</div>
			{page.older_left_out && (
				<Box variant="small" color="text-body-secondary">
					{words.olderLeftOut}
				</Box>
			)}
			{lines.length === 0 ? (
				<Box color="text-body-secondary">{page.lines.length === 0 ? words.logEmpty : words.logNoMatch}</Box>
			) : (
				<LogView lines={lines} label={label} follow={follow} tall />
			)}
		</SpaceBetween>
	);
}
