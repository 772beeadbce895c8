import { useQuery } from "@tanstack/react-query";
import type { KeptKey, SessionRef } from "../../../bindings";
import { PlanDialog } from "../../../components/PlanDialog";
import { planKeyEndQuery, planKeyRotationQuery } from "../../../session/queries";
import { useText } from "../../../text/react";

type Props = { kept: KeptKey; session: SessionRef; onClose: () => void };

/** Shows how a new key takes the place of a kept one, and does it. */
export function RotateKeyDialog({ kept, session, onClose }: Props) {
	const words = useText().keychain.rotateDialog;
	const plan = useQuery(planKeyRotationQuery(session, kept.id));
	return (
		<PlanDialog
			header={words.title(kept.access_key_id)}
			submit={words.submit}
			text={words.text}
			warning={words.warning}
			plan={plan}
			session={session}
			onClose={onClose}
		/>
	);
}

/** Deletes the key that a kept one has replaced. */
export function EndKeyDialog({ kept, retiring, session, onClose }: Props & { retiring: string }) {
	const words = useText().keychain.endDialog;
	const plan = useQuery(planKeyEndQuery(session, kept.id));
	return (
		<PlanDialog
			header={words.title(retiring)}
			submit={words.submit}
			warning={words.warning}
			confirm={words.confirm}
			plan={plan}
			session={session}
			onClose={onClose}
		/>
	);
}
