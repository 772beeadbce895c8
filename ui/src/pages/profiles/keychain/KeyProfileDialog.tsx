import Button from "@cloudscape-design/components/button";
import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { ConfigPlan, KeptKey } from "../../../bindings";
import { DialogShell } from "../../../components/DialogShell";
import { useFrame } from "../../../components/frame";
import { ProblemView } from "../../../components/ProblemView";
import { host, problemOf } from "../../../host";
import { useText } from "../../../text/react";
import { KeyFields, ProfileFields, useKeyForm } from "./keyForm";
import { PlannedDialog } from "./PlannedDialog";

type Props = { kept: KeptKey; onClose: () => void };

/** Makes a profile for a key that is kept. */
export function KeyProfileDialog({ kept, onClose }: Props) {
	const { keychain, profiles, common } = useText();
	const { notify } = useFrame();
	const id = useId();
	const form = useKeyForm(["name", "region"]);
	const [plan, setPlan] = useState<ConfigPlan | null>(null);
	const [isAtField, setAtField] = useState(false);
	const ask = () => host.keyProfile(kept.id, form.value("name"), form.region);
	const prepare = useMutation({
		mutationFn: ask,
		onSuccess: setPlan,
		onError: (error) => setAtField(form.refuse(problemOf(error))),
	});

	function submit() {
		if (!prepare.isPending && form.isFilled()) prepare.mutate();
	}

	if (plan !== null) {
		return (
			<PlannedDialog
				plan={plan}
				again={ask}
				onWritten={() => {
					notify({ id: "keychain", type: "success", header: profiles.diff.written(form.value("name")) });
					onClose();
				}}
				onClose={onClose}
			/>
		);
	}
	return (
		<DialogShell
			header={keychain.profileDialog.title(kept.access_key_id)}
			holds
			onClose={onClose}
			actions={
				<>
					<Button variant="link" onClick={onClose}>
						{common.cancel}
					</Button>
					<Button variant="primary" form={id} formAction="submit" loading={prepare.isPending}>
						{profiles.form.next}
					</Button>
				</>
			}
		>
			<KeyFields id={id} form={form} onSubmit={submit}>
				<ProfileFields />
			</KeyFields>
			{prepare.error && !isAtField && <ProblemView problem={problemOf(prepare.error)} onRetry={submit} />}
		</DialogShell>
	);
}
