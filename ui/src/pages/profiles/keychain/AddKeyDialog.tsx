import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import LiveRegion from "@cloudscape-design/components/live-region";
import { useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import type { KeyKept, Problem } from "../../../bindings";
import { DialogShell } from "../../../components/DialogShell";
import { useFrame } from "../../../components/frame";
import { ProblemView } from "../../../components/ProblemView";
import { host, problemOf } from "../../../host";
import { keychainChanged } from "../../../session/queries";
import { userName } from "../../../text/arn";
import { useText } from "../../../text/react";
import { TextField } from "../fields";
import { KeyFields, ProfileFields, useKeyForm } from "./keyForm";
import { PlannedDialog } from "./PlannedDialog";

type Kept = KeyKept & { profile: string; region: string | null };

type Props = { onClose: () => void };

/** Gives an access key to the keychain, and a profile to the key. */
export function AddKeyDialog({ onClose }: Props) {
	const { keychain, profiles } = useText();
	const words = keychain.planned;
	const { notify } = useFrame();
	const [kept, setKept] = useState<Kept | null>(null);
	const left = useRef(false);
	const tellUnused = () => notify({ id: "keychain", type: "info", header: words.unused, content: words.unusedText });
	// What was typed goes with the form.
	if (kept === null) {
		return (
			<Typed
				// AWS goes on being asked after the dialog was left, and the key is kept then all the same.
				onKept={(kept) => (left.current ? tellUnused() : setKept(kept))}
				onClose={() => {
					left.current = true;
					onClose();
				}}
			/>
		);
	}
	const { key, plan, profile, region } = kept;
	return (
		<PlannedDialog
			plan={plan}
			again={() => host.keyProfile(key.id, profile, region)}
			leave={words.later}
			onWritten={() => {
				notify({ id: "keychain", type: "success", header: profiles.diff.written(profile) });
				onClose();
			}}
			onClose={() => {
				tellUnused();
				onClose();
			}}
		>
			<Alert type="success">{words.kept(key.access_key_id, userName(key.arn), key.account)}</Alert>
		</PlannedDialog>
	);
}

function Typed({ onKept, onClose }: Props & { onKept: (kept: Kept) => void }) {
	const { keychain, common } = useText();
	const words = keychain.addDialog;
	const client = useQueryClient();
	const id = useId();
	const form = useKeyForm(["name", "region", "access_key_id", "secret"]);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);
	const begun = useRef(false);

	/** It is no mutation: those remember what they were called with, and how, for some minutes. */
	async function submit() {
		// State comes too late for the second of two quick presses.
		if (begun.current) return;
		setProblem(null);
		if (!form.isFilled()) return;
		begun.current = true;
		setBusy(true);
		const [profile, region] = [form.value("name"), form.region];
		try {
			const kept = await host.keyAdd(profile, region, form.value("access_key_id"), form.value("secret"));
			form.put("secret", "");
			keychainChanged(client);
			onKept({ ...kept, profile, region });
		} catch (error) {
			const refusal = problemOf(error);
			setProblem(form.refuse(refusal) ? null : refusal);
		} finally {
			begun.current = false;
			setBusy(false);
		}
	}

	return (
		<DialogShell
			header={words.title}
			holds
			onClose={onClose}
			actions={
				<>
					<Button variant="link" onClick={onClose}>
						{common.cancel}
					</Button>
					<Button variant="primary" form={id} formAction="submit" loading={busy} loadingText={keychain.asking}>
						{words.submit}
					</Button>
				</>
			}
		>
			<Alert type="info">{words.advice}</Alert>
			<KeyFields id={id} form={form} onSubmit={() => void submit()}>
				<TextField name="access_key_id" label={keychain.key} />
				<TextField name="secret" label={words.secret} text={words.secretText} secret />
				<ProfileFields />
			</KeyFields>
			{busy && <LiveRegion>{keychain.asking}</LiveRegion>}
			{problem && <Refused problem={problem} onRetry={() => void submit()} />}
		</DialogShell>
	);
}

function Refused({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
	const { refused, refusedText } = useText().keychain.addDialog;
	if (problem.detail.code !== "credentials_invalid") return <ProblemView problem={problem} onRetry={onRetry} />;
	return (
		<Alert type="error" header={refused}>
			{refusedText}
		</Alert>
	);
}
