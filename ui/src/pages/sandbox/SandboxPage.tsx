import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import Toggle from "@cloudscape-design/components/toggle";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { paths } from "../../app/paths";
import type { SandboxChange, SandboxControls, SandboxWaiting } from "../../bindings";
import { ConfirmModal } from "../../components/ConfirmModal";
import { usePage } from "../../components/frame";
import { ProblemView } from "../../components/ProblemView";
import { host, problemOf } from "../../host";
import { MOVING } from "../../session/queries";
import { useText } from "../../text/react";
import { Failures } from "./Failures";
import { Marked } from "./Marked";
import { sandboxQuery } from "./query";

/** Seconds that an operation may be told to take; 0 is at once. */
const PACES = [0, 12, 60, 300];

/** The AWS inside the application: what is set in it, what waits in it, what can be provoked. */
export function SandboxPage() {
	const { sandbox: words, common } = useText();
	usePage([{ text: words.title, path: paths.sandbox }], null, "form");
	const client = useQueryClient();
	const { data, error, refetch } = useQuery({ ...sandboxQuery(), refetchInterval: MOVING });
	const change = useMutation({
		mutationFn: (wanted: SandboxChange) => host.sandboxChange(wanted),
		onSuccess: async (controls) => {
			client.setQueryData(sandboxQuery().queryKey, controls);
			// Any of what was read may have changed with it.
			await client.invalidateQueries();
		},
	});
	const failed = error ?? change.error;
	const again = () => (error === null && change.variables ? change.mutate(change.variables) : void refetch());

	return (
		<SpaceBetween size="l">
			<Header variant="h1" description={words.description}>
				{words.title}
			</Header>
			{failed && <ProblemView problem={problemOf(failed)} onRetry={again} />}
			{data === undefined ? (
				!failed && <StatusIndicator type="loading">{common.loading}</StatusIndicator>
			) : (
				<Controls
					controls={data}
					busy={change.isPending}
					onChange={(wanted, onDone) => change.mutate(wanted, { onSuccess: () => onDone?.() })}
				/>
			)}
		</SpaceBetween>
	);
}

type Props = {
	controls: SandboxControls;
	busy: boolean;
	onChange: (change: SandboxChange, onDone?: () => void) => void;
};

function Controls({ controls, busy, onChange }: Props) {
	return (
		<SpaceBetween size="l">
			<Waiting waiting={controls.waiting} busy={busy} onChange={onChange} />
			<Pace controls={controls} onChange={onChange} />
			<Account controls={controls} onChange={onChange} />
			<Failures faults={controls.faults} busy={busy} onChange={onChange} />
			<Typing />
			<Reset busy={busy} onChange={onChange} />
		</SpaceBetween>
	);
}

function Waiting({ waiting, busy, onChange }: { waiting: SandboxWaiting[] } & Omit<Props, "controls">) {
	const { sandbox: words } = useText();
	return (
		<Container
			header={
				<Header variant="h2" description={words.waitingText} counter={`(${waiting.length})`}>
					{words.waiting}
				</Header>
			}
		>
			{waiting.length === 0 ? (
				<Box color="text-body-secondary">{words.waitingNone}</Box>
			) : (
				<SpaceBetween size="s">
					{waiting.map(({ id, kind, name, region }) => (
						<SpaceBetween key={`${region} ${id}`} direction="horizontal" size="s" alignItems="center">
							<Button
								disabled={busy}
								ariaLabel={words.finishLabel(name)}
								onClick={() => onChange({ kind: "finish", region, id })}
							>
								{words.finish}
							</Button>
							<div className="break">
								{words.what[kind](name)}{" "}
								<Box variant="span" color="text-body-secondary">
									{region}
								</Box>
							</div>
						</SpaceBetween>
					))}
				</SpaceBetween>
			)}
		</Container>
	);
}

function Pace({ controls, onChange }: Omit<Props, "busy">) {
	const { sandbox: words } = useText();
	const offered = PACES.includes(controls.seconds) ? PACES : [...PACES, controls.seconds].sort((a, b) => a - b);
	return (
		<Container
			header={
				<Header variant="h2" description={words.paceText}>
					{words.pace}
				</Header>
			}
		>
			<RadioGroup
				ariaLabel={words.pace}
				value={String(controls.seconds)}
				items={offered.map((seconds) => ({
					value: String(seconds),
					label: seconds === 0 ? words.atOnce : words.secondsOption(String(seconds)),
				}))}
				onChange={({ detail }) => onChange({ kind: "pace", seconds: Number(detail.value) })}
			/>
		</Container>
	);
}

function Account({ controls, onChange }: Omit<Props, "busy">) {
	const { sandbox: words } = useText();
	return (
		<Container header={<Header variant="h2">{words.account}</Header>}>
			<SpaceBetween size="m">
				<Toggle
					checked={controls.closed_account}
					description={words.closedText}
					onChange={({ detail }) => onChange({ kind: "closed_account", closed: detail.checked })}
				>
					{words.closed}
				</Toggle>
				<Toggle
					checked={controls.two_services}
					description={words.twoText}
					onChange={({ detail }) => onChange({ kind: "two_services", restricted: detail.checked })}
				>
					{words.two}
				</Toggle>
			</SpaceBetween>
		</Container>
	);
}

/** What can be provoked without any switch. */
function Typing() {
	const { sandbox: words } = useText();
	return (
		<Table<readonly [string, string]>
			items={words.typed}
			trackBy={([typed]) => typed}
			wrapLines
			ariaLabels={{ tableLabel: words.typing }}
			columnDefinitions={[
				{ id: "type", header: words.type, isRowHeader: true, cell: ([typed]) => <Marked text={typed} /> },
				{ id: "happens", header: words.happens, cell: ([, happens]) => happens },
			]}
			header={
				<Header variant="h2" description={words.typingText}>
					{words.typing}
				</Header>
			}
		/>
	);
}

function Reset({ busy, onChange }: Omit<Props, "controls">) {
	const { sandbox: words } = useText();
	const [asking, setAsking] = useState(false);
	const [done, setDone] = useState(false);
	return (
		<Container
			header={
				<Header variant="h2" description={words.resetText}>
					{words.reset}
				</Header>
			}
		>
			<SpaceBetween size="s">
				{done && <Alert type="success">{words.resetDone}</Alert>}
				<Button disabled={busy} onClick={() => setAsking(true)}>
					{words.resetButton}
				</Button>
			</SpaceBetween>
			{asking && (
				<ConfirmModal
					header={words.resetTitle}
					confirm={words.resetButton}
					onDismiss={() => setAsking(false)}
					onConfirm={() => {
						setAsking(false);
						setDone(false);
						onChange({ kind: "reset" }, () => setDone(true));
					}}
				>
					{words.resetText}
				</ConfirmModal>
			)}
		</Container>
	);
}
