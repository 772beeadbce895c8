import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Provider, RunView } from "../bindings";
import { useOpenLink } from "../components/HostLink";
import { ProblemView } from "../components/ProblemView";
import { Rich } from "../components/Rich";
import { useRunActions } from "../components/runs";
import { host, problemOf } from "../host";
import { connectionsQuery, runQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useText } from "../text/react";

/** Between two looks at the run, should no event come, and at the connections, in milliseconds. */
const RUN = 1_000;
const CONNECTIONS = 3_000;

type Props = { run: string; name: string; provider: Provider; onAvailable: (arn: string) => void };

/** Follows a connection from its creation until it can be used. */
export function Consent({ run: id, name, provider, onAvailable }: Props) {
	const text = useText();
	const words = text.wizard.connection;
	const run = useQuery({
		...runQuery(id),
		refetchInterval: ({ state }) => (state.data?.under_way ? RUN : false),
	});
	const { data } = run;
	if (data && !data.under_way && data.state !== "succeeded") return <NotMade run={data} />;
	if (data?.state !== "succeeded") {
		return (
			<SpaceBetween size="m">
				<StatusIndicator type="in-progress">
					{data?.state === "waiting_for_sign_in" ? text.runs.waitingSignIn : words.creating}
				</StatusIndicator>
				{run.error && <ProblemView problem={problemOf(run.error)} onRetry={() => void run.refetch()} />}
			</SpaceBetween>
		);
	}
	return <Waiting name={name} provider={provider} onAvailable={onAvailable} />;
}

function NotMade({ run }: { run: RunView }) {
	const text = useText();
	const { resume, busy } = useRunActions();
	const problem = run.halted ?? run.steps.find((step) => step.problem !== null)?.problem ?? null;
	return (
		<SpaceBetween size="m">
			<Alert
				type="error"
				header={text.wizard.connection.failed}
				action={
					run.can_resume && (
						<Button loading={busy} onClick={() => resume(run.id)}>
							{text.runs.retry}
						</Button>
					)
				}
			>
				{text.runs.failedText}
			</Alert>
			{problem && <ProblemView problem={problem} />}
		</SpaceBetween>
	);
}

function Waiting({ name, provider, onAvailable }: Omit<Props, "run">) {
	const text = useText();
	const words = text.wizard.connection;
	const { session, sandbox } = useOpenSession();
	const open = useOpenLink();
	const connections = useQuery({ ...connectionsQuery(session), refetchInterval: CONNECTIONS });
	const available = connections.data?.find((option) => option.name === name && option.is_available)?.arn;
	const place = text.codes.provider[provider];
	useEffect(() => {
		if (available !== undefined) onAvailable(available);
	}, [available, onAvailable]);
	return (
		<SpaceBetween size="m">
			<Alert type="info" header={words.consent(place)}>
				{sandbox ? words.consentSandbox : words.consentText}
			</Alert>
			{sandbox ? (
				<AgreeInSandbox name={name} onAgreed={() => void connections.refetch()} />
			) : (
				<SpaceBetween size="m">
					<ol className="numbered">
						{words.steps(name).map((step) => (
							<li key={step}>
								<div>
									<Rich>{step}</Rich>
								</div>
							</li>
						))}
					</ol>
					<Button
						variant="primary"
						iconName="external"
						iconAlign="right"
						onClick={() => void open({ kind: "console_connections", region: session.region })}
					>
						{text.codes.link.console_connections}
					</Button>
				</SpaceBetween>
			)}
			<StatusIndicator type="in-progress">{words.waiting(place)}</StatusIndicator>
			{connections.error && (
				<ProblemView problem={problemOf(connections.error)} onRetry={() => void connections.refetch()} />
			)}
			<div>{words.closeText}</div>
		</SpaceBetween>
	);
}

/** The sandbox has no provider that could be asked, so it lets one agree by itself. */
function AgreeInSandbox({ name, onAgreed }: { name: string; onAgreed: () => void }) {
	const { wizard } = useText();
	const { session } = useOpenSession();
	const agree = useMutation({
		mutationFn: async () => {
			const { waiting } = await host.sandboxControls();
			const mine = waiting.find(
				(entry) => entry.kind === "handshake" && entry.name === name && entry.region === session.region,
			);
			if (mine) await host.sandboxChange({ kind: "finish", region: session.region, id: mine.id });
		},
		onSuccess: onAgreed,
	});
	return (
		<SpaceBetween size="s">
			<Button variant="primary" loading={agree.isPending} onClick={() => agree.mutate()}>
				{wizard.connection.agreeInSandbox}
			</Button>
			{agree.error && <ProblemView problem={problemOf(agree.error)} onRetry={() => agree.mutate()} />}
		</SpaceBetween>
	);
}
