import Button from "@cloudscape-design/components/button";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { CallerRow, Consent, KeptKey } from "../bindings";
import { DialogShell } from "../components/DialogShell";
import { ProblemView } from "../components/ProblemView";
import { host, problemOf } from "../host";
import { keychainChanged, keychainQuery } from "../session/queries";
import { userName } from "../text/arn";
import { useText } from "../text/react";

type Props = { id: string; onClose: () => void };

/** Asks whether a program may use a key. What was answered elsewhere meanwhile is not asked any more. */
export function CallerDialog({ id, onClose }: Props) {
	const { data } = useQuery(keychainQuery());
	const row = data?.callers.find((one) => one.id === id);
	const isOver = data !== undefined && row?.consent !== "waiting";
	useEffect(() => {
		if (isOver) onClose();
	}, [isOver, onClose]);
	if (row === undefined || isOver) return null;
	return <Question key={id} row={row} kept={data?.keys.find((key) => key.id === row.key)} onClose={onClose} />;
}

/** So long a question is only read, in milliseconds: it opens by itself, under a hand that was about to click elsewhere. */
const READING = 700;

function useRead() {
	const [read, setRead] = useState(false);
	useEffect(() => {
		const timer = setTimeout(() => setRead(true), READING);
		return () => clearTimeout(timer);
	}, []);
	return read;
}

type QuestionProps = { row: CallerRow; kept: KeptKey | undefined; onClose: () => void };

function Question({ row, kept, onClose }: QuestionProps) {
	const { keychain } = useText();
	const words = keychain.callerDialog;
	const client = useQueryClient();
	const decide = useMutation({
		mutationFn: (consent: Consent) => host.callerDecide(row.id, consent),
		onSuccess: () => {
			keychainChanged(client);
			onClose();
		},
	});
	const read = useRead();
	const answer = (consent: Consent) => !decide.isPending && decide.mutate(consent);
	const given = decide.isPending ? decide.variables : null;
	return (
		<DialogShell
			header={words.title}
			holds
			onClose={onClose}
			actions={
				<>
					<Button variant="link" onClick={onClose}>
						{words.later}
					</Button>
					<Button disabled={!read} loading={given === "refused"} onClick={() => answer("refused")}>
						{keychain.callers.refuse}
					</Button>
					<Button variant="primary" disabled={!read} loading={given === "allowed"} onClick={() => answer("allowed")}>
						{keychain.callers.allow}
					</Button>
				</>
			}
		>
			<div>{words.text}</div>
			<KeyValuePairs
				columns={1}
				items={[
					{ label: keychain.callers.program, value: <code className="mono break">{row.caller.program}</code> },
					...(row.caller.script === null
						? []
						: [{ label: keychain.callers.script, value: <code className="mono break">{row.caller.script}</code> }]),
					{
						label: keychain.callers.key,
						value:
							kept === undefined ? (
								keychain.callers.goneKey
							) : (
								<>
									<code className="mono">{kept.access_key_id}</code>
									<div className="break">{words.user(userName(kept.arn), kept.account)}</div>
								</>
							),
					},
				]}
			/>
			<div>{words.meaning}</div>
			<strong>{words.unknown}</strong>
			{decide.error && (
				<ProblemView problem={problemOf(decide.error)} onRetry={() => decide.mutate(decide.variables)} />
			)}
		</DialogShell>
	);
}
