import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { paths } from "../../../app/paths";
import type { KeptKey, KeychainState, SessionRef } from "../../../bindings";
import { InfoLink, usePage } from "../../../components/frame";
import { ProblemView } from "../../../components/ProblemView";
import { Refresh } from "../../../components/Refresh";
import { host, problemOf } from "../../../host";
import { keychainQuery } from "../../../session/queries";
import { useText } from "../../../text/react";
import { AddKeyDialog } from "./AddKeyDialog";
import { CallersTable } from "./CallersTable";
import { FileKeys } from "./FileKeys";
import { ForgetKeyDialog } from "./ForgetKeyDialog";
import { KeptKeysTable } from "./KeptKeysTable";
import { EndKeyDialog, RotateKeyDialog } from "./KeyPlanDialog";
import { KeyProfileDialog } from "./KeyProfileDialog";
import { MoveKeyDialog } from "./MoveKeyDialog";
import { TokensSection } from "./TokensSection";

export type Asked =
	| { kind: "add" }
	| { kind: "move"; profile: string }
	| { kind: "profile" | "forget"; kept: KeptKey }
	| { kind: "rotate"; kept: KeptKey; session: SessionRef }
	| { kind: "end"; kept: KeptKey; retiring: string; session: SessionRef };

/** Where it is only locked, or refuses, the system asks the person as soon as something is to be done with it. */
const CLOSED: KeychainState[] = ["absent", "no_collection"];

/** The system's keychain: where it stands, the keys that it keeps, and the programs that may use them. */
export function KeychainPage() {
	const { keychain: words, common } = useText();
	const client = useQueryClient();
	const { data, error } = useQuery(keychainQuery());
	const [asked, ask] = useState<Asked | null>(null);
	// Whoever asks for it here is asked by the system to unlock it, also where they dismissed that a moment ago.
	const unlock = useMutation({
		mutationFn: host.keychainUnlock,
		onSuccess: (view) => client.setQueryData(keychainQuery().queryKey, view),
	});
	const again = () => unlock.isPending || unlock.mutate();
	usePage([{ text: words.title, path: paths.keychain }], "keychain");
	const problem = unlock.error ?? error;
	const closed = data !== undefined && CLOSED.includes(data.state) ? words.closed : null;
	const addButton = (
		<Button
			variant="primary"
			disabled={data === undefined || closed !== null}
			{...(closed === null ? {} : { disabledReason: closed })}
			onClick={() => ask({ kind: "add" })}
		>
			{words.add}
		</Button>
	);
	return (
		<SpaceBetween size="l">
			<Header
				variant="h1"
				info={<InfoLink topic="keychain" />}
				description={words.description}
				actions={
					<SpaceBetween direction="horizontal" size="xs">
						<Refresh loading={unlock.isPending} onClick={again} />
						{addButton}
					</SpaceBetween>
				}
			>
				{words.title}
			</Header>
			{problem && !unlock.isPending && <ProblemView problem={problemOf(problem)} onRetry={again} />}
			{data === undefined && error === null && <StatusIndicator type="loading">{common.loading}</StatusIndicator>}
			{data && (
				<SpaceBetween size="l">
					<State state={data.state} busy={unlock.isPending} onRetry={again} />
					<KeptKeysTable keys={data.keys} closed={closed} addButton={addButton} onAsk={ask} />
					<FileKeys closed={closed} onMove={(profile) => ask({ kind: "move", profile })} />
					<CallersTable callers={data.callers} keys={data.keys} />
					<TokensSection place={data.tokens} closed={closed} />
				</SpaceBetween>
			)}
			{asked && <AskedDialog asked={asked} onClose={() => ask((now) => (now === asked ? null : now))} />}
		</SpaceBetween>
	);
}

type StateProps = { state: KeychainState; busy: boolean; onRetry: () => void };

/** Where the keychain stands, and the way on where it does not work. */
function State({ state, busy, onRetry }: StateProps) {
	const { keychain, codes, common } = useText();
	const { title, body } = codes.keychainState[state];
	return (
		<section aria-label={keychain.state} aria-live="polite">
			{state === "ready" ? (
				<SpaceBetween direction="horizontal" size="xs">
					<StatusIndicator type="success">{title}</StatusIndicator>
					<Box color="text-body-secondary">{body}</Box>
				</SpaceBetween>
			) : (
				<Alert
					type="warning"
					header={title}
					action={
						<Button loading={busy} onClick={onRetry}>
							{common.retry}
						</Button>
					}
				>
					{body}
				</Alert>
			)}
		</section>
	);
}

function AskedDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
	switch (asked.kind) {
		case "add":
			return <AddKeyDialog onClose={onClose} />;
		case "move":
			return <MoveKeyDialog profile={asked.profile} onClose={onClose} />;
		case "profile":
			return <KeyProfileDialog kept={asked.kept} onClose={onClose} />;
		case "forget":
			return <ForgetKeyDialog kept={asked.kept} onClose={onClose} />;
		case "rotate":
			return <RotateKeyDialog kept={asked.kept} session={asked.session} onClose={onClose} />;
		case "end":
			return <EndKeyDialog {...asked} onClose={onClose} />;
	}
}
