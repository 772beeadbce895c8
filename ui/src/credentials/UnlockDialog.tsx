import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { DialogShell } from "../components/DialogShell";
import { FocusHere } from "../components/FocusHere";
import { ProblemView } from "../components/ProblemView";
import { host, problemOf } from "../host";
import { guardQuery, marksChanged } from "../session/queries";
import { useSessionOf, useSessionState } from "../session/session";
import { useText } from "../text/react";

type Props = { profile: string; account: string; onClose: () => void };

/** Asks for the account before changes to production are let through: whoever types it knows where they are. */
export function UnlockDialog({ profile, account, onClose }: Props) {
	const { common, guard } = useText();
	const client = useQueryClient();
	const field = useRef<InputProps.Ref>(null);
	const { region } = useSessionState();
	// An account is unlocked as a whole, so any of its Regions will do.
	const session = useSessionOf(profile, region);
	const nobody = { profile: "", region: "", epoch: 0 };
	const { data } = useQuery({ ...guardQuery(session ?? nobody), enabled: session !== null });
	const name = data?.name ?? null;
	const [typed, setTyped] = useState("");
	const [isOther, setOther] = useState(false);
	const unlock = useMutation({
		mutationFn: () => host.guardUnlock(session ?? nobody, typed),
		onSuccess: () => {
			marksChanged(client);
			onClose();
		},
		onError: (error) => {
			if (problemOf(error).detail.code !== "confirmation_mismatch") return;
			setOther(true);
			field.current?.focus();
			field.current?.select();
		},
	});

	function submit() {
		if (session === null || unlock.isPending) return;
		setOther(false);
		unlock.mutate();
	}

	const refusal = unlock.error === null ? null : problemOf(unlock.error);
	return (
		<DialogShell
			header={guard.unlockTitle}
			onClose={onClose}
			actions={
				<>
					<Button variant="link" onClick={onClose}>
						{common.cancel}
					</Button>
					<Button variant="primary" disabled={session === null} loading={unlock.isPending} onClick={submit}>
						{guard.unlock}
					</Button>
				</>
			}
		>
			<div>{guard.unlockText}</div>
			<FocusHere field={field} />
			<form
				onSubmit={(event) => {
					event.preventDefault();
					submit();
				}}
			>
				<FormField
					label={
						<span className="break">
							{name === null ? guard.unlockConfirm(account) : guard.unlockConfirmEither(account, name)}
						</span>
					}
					stretch
					{...(isOther ? { errorText: guard.mismatch } : {})}
				>
					<Input
						ref={field}
						value={typed}
						autoComplete={false}
						spellcheck={false}
						onChange={({ detail }) => setTyped(detail.value)}
					/>
				</FormField>
			</form>
			{refusal && refusal.detail.code !== "confirmation_mismatch" && !unlock.isPending && (
				<ProblemView problem={refusal} profile={profile} onRetry={submit} />
			)}
		</DialogShell>
	);
}
