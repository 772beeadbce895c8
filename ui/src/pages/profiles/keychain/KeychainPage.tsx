import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { paths } from "../../../app/paths";
import type { KeptKey, KeychainState, SessionRef } from "../../../bindings";
import { useAsked } from "../../../components/asked";
import { InfoLink, usePage } from "../../../components/frame";
import { ProblemPage } from "../../../components/ProblemPage";
import { ProblemView } from "../../../components/ProblemView";
import { problemOf } from "../../../host";
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
	const { data, error, isFetching, refetch } = useQuery(keychainQuery());
	const [asked, ask] = useState<Asked | null>(null);
	const [again, lookAgain] = useAsked(isFetching, () => void refetch());
	usePage([{ text: words.title, path: paths.keychain }], "keychain");
	if (data === undefined) {
		if (error !== null) {
			return <ProblemPage title={words.title} problem={problemOf(error)} onRetry={lookAgain} />;
		}
		return <StatusIndicator type="loading">{common.loading}</StatusIndicator>;
	}
	const closed = CLOSED.includes(data.state) ? words.closed : null;
	const addButton = (
		<Button
			variant="primary"
			disabled={closed !== null}
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
						<Button
							iconName="refresh"
							ariaLabel={common.refresh}
							loading={again}
							loadingText={common.loading}
							onClick={lookAgain}
						/>
						{addButton}
					</SpaceBetween>
				}
			>
				{words.title}
			</Header>
			{error && <ProblemView problem={problemOf(error)} onRetry={lookAgain} />}
			<State state={data.state} busy={again} onRetry={lookAgain} />
			<KeptKeysTable keys={data.keys} closed={closed} addButton={addButton} onAsk={ask} />
			<FileKeys closed={closed} onMove={(profile) => ask({ kind: "move", profile })} />
			<CallersTable callers={data.callers} keys={data.keys} />
			{asked && <AskedDialog asked={asked} onClose={() => ask(null)} />}
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
