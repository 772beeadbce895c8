import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import LiveRegion from "@cloudscape-design/components/live-region";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { ConfigPlan, KeyKept } from "../../../bindings";
import { CodeBlock } from "../../../components/Copy";
import { DialogShell } from "../../../components/DialogShell";
import { useFrame } from "../../../components/frame";
import { ProblemView } from "../../../components/ProblemView";
import { host, problemOf } from "../../../host";
import { keychainChanged } from "../../../session/queries";
import { userName } from "../../../text/arn";
import { useText } from "../../../text/react";
import { PlannedDialog } from "./PlannedDialog";

type Props = { profile: string; onClose: () => void };

/** Moves a key out of a file: it is kept first, then its lines are taken away, and what is left behind is told. */
export function MoveKeyDialog({ profile, onClose }: Props) {
	const { keychain } = useText();
	const { notify } = useFrame();
	const client = useQueryClient();
	const [kept, setKept] = useState<KeyKept | null>(null);
	const [written, setWritten] = useState<ConfigPlan | null>(null);
	const left = useRef(false);
	const tellInFile = () => {
		const { stillInFileTitle: header, stillInFile } = keychain.planned;
		notify({ id: "keychain", type: "info", header, content: stillInFile(profile) });
	};
	const keep = async () => {
		const answer = await host.keyMove(profile);
		keychainChanged(client);
		// AWS goes on being asked after the dialog was left, and the key is kept then all the same.
		if (left.current) tellInFile();
		return answer;
	};
	if (kept === null) {
		const leave = () => {
			left.current = true;
			onClose();
		};
		return <Explained profile={profile} keep={keep} onKept={setKept} onClose={leave} />;
	}
	const { key, plan } = kept;
	if (written !== null) {
		return <Moved id={key.access_key_id} backups={written.backups} onClose={onClose} />;
	}
	return (
		<PlannedDialog
			plan={plan}
			again={async () => (await keep()).plan}
			leave={keychain.planned.later}
			onWritten={setWritten}
			onClose={() => {
				tellInFile();
				onClose();
			}}
		>
			<Alert type="success">{keychain.planned.keptMoved(key.access_key_id, userName(key.arn), key.account)}</Alert>
		</PlannedDialog>
	);
}

type ExplainedProps = Props & { keep: () => Promise<KeyKept>; onKept: (kept: KeyKept) => void };

function Explained({ profile, keep, onKept, onClose }: ExplainedProps) {
	const { keychain, common } = useText();
	const words = keychain.moveDialog;
	const move = useMutation({ mutationFn: keep, onSuccess: onKept });
	return (
		<DialogShell
			header={words.title(profile)}
			onClose={onClose}
			actions={
				<>
					<Button variant="link" onClick={onClose}>
						{common.cancel}
					</Button>
					<Button
						variant="primary"
						loading={move.isPending}
						loadingText={keychain.asking}
						onClick={() => move.mutate()}
					>
						{words.submit}
					</Button>
				</>
			}
		>
			<ol className="numbered">
				{words.steps.map((step) => (
					<li key={step}>
						<span className="break">{step}</span>
					</li>
				))}
			</ol>
			{move.isPending && <LiveRegion>{keychain.asking}</LiveRegion>}
			{move.error && !move.isPending && (
				<ProblemView problem={problemOf(move.error)} profile={profile} onRetry={() => move.mutate()} />
			)}
		</DialogShell>
	);
}

function Moved({ id, backups, onClose }: { id: string; backups: string[]; onClose: () => void }) {
	const { keychain, common } = useText();
	const words = keychain.moveDialog;
	return (
		<DialogShell
			header={words.doneTitle}
			onClose={onClose}
			actions={
				<Button variant="primary" onClick={onClose}>
					{common.close}
				</Button>
			}
		>
			<Alert type="success">{words.done(id)}</Alert>
			{backups.length > 0 && (
				<Alert type="warning" header={words.backup}>
					<SpaceBetween size="xs">
						<div>{words.backupText}</div>
						<CodeBlock value={backups.join("\n")} what={words.backupPath} />
					</SpaceBetween>
				</Alert>
			)}
			<div>{words.others}</div>
		</DialogShell>
	);
}
