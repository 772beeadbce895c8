import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { KeptKey } from "../../../bindings";
import { ConfirmField } from "../../../components/ConfirmField";
import { DialogShell } from "../../../components/DialogShell";
import { useFrame } from "../../../components/frame";
import { ProblemView } from "../../../components/ProblemView";
import { host, problemOf } from "../../../host";
import { keychainChanged } from "../../../session/queries";
import { useText } from "../../../text/react";

type Props = { kept: KeptKey; onClose: () => void };

/** Says what a deletion stops and what it does not, and asks for the key's id. */
export function ForgetKeyDialog({ kept, onClose }: Props) {
	const { keychain, common } = useText();
	const words = keychain.forgetDialog;
	const { notify } = useFrame();
	const client = useQueryClient();
	const { id, access_key_id, profiles } = kept;
	const [typed, setTyped] = useState("");
	const forget = useMutation({
		mutationFn: () => host.keyForget(id, typed),
		onSuccess: () => {
			keychainChanged(client);
			notify({ id: "keychain", type: "success", header: words.done(access_key_id) });
			onClose();
		},
	});
	const ready = typed === access_key_id;
	const submit = () => ready && !forget.isPending && forget.mutate();
	const problem = forget.error === null || forget.isPending ? null : problemOf(forget.error);
	const isOther = problem?.detail.code === "confirmation_mismatch";
	return (
		<DialogShell
			header={words.title(access_key_id)}
			onClose={onClose}
			actions={
				<>
					<Button variant="link" onClick={onClose}>
						{common.cancel}
					</Button>
					<Button variant="primary" disabled={!ready} loading={forget.isPending} onClick={submit}>
						{words.submit}
					</Button>
				</>
			}
		>
			<Alert type="warning">{words.warning}</Alert>
			{profiles.length > 0 && (
				<div>
					<Box variant="awsui-key-label">{words.stops(profiles.length)}</Box>
					<ul className="plain-list break">
						{profiles.map((profile) => (
							<li key={profile}>{profile}</li>
						))}
					</ul>
				</div>
			)}
			<ConfirmField
				label={words.confirm(access_key_id)}
				typed={typed}
				placeholder={access_key_id}
				error={isOther ? words.mismatch : undefined}
				onChange={(value) => {
					setTyped(value);
					forget.reset();
				}}
				onSubmit={submit}
			/>
			{problem && !isOther && <ProblemView problem={problem} onRetry={submit} />}
		</DialogShell>
	);
}
