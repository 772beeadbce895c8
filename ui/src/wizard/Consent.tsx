import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Provider } from "../bindings";
import { FollowRun } from "../components/FollowRun";
import { useOpenLink } from "../components/HostLink";
import { ProblemView } from "../components/ProblemView";
import { Rich } from "../components/Rich";
import { host, problemOf } from "../host";
import { connectionsQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useText } from "../text/react";

/** Between two looks at the connections, in milliseconds. */
const CONNECTIONS = 3_000;

type Props = { run: string; name: string; provider: Provider; onAvailable: (arn: string) => void };

/** Follows a connection from its creation until it can be used. */
export function Consent({ run, ...waiting }: Props) {
	const text = useText();
	const words = text.wizard.connection;
	return (
		<FollowRun run={run} making={words.creating} failed={words.failed} failedText={text.runs.failedText}>
			<Waiting {...waiting} />
		</FollowRun>
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
