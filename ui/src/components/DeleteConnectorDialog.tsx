import { useQuery } from "@tanstack/react-query";
import type { SessionRef } from "../bindings";
import { planDeleteConnectorQuery } from "../session/queries";
import { useText } from "../text/react";
import { PlanDialog } from "./PlanDialog";

type Props = { session: SessionRef; name: string; arn: string; onClose: () => void };

/** Deletes a connector that nobody uses; of one that is used it tells by whom. */
export function DeleteConnectorDialog({ session, name, arn, onClose }: Props) {
	const { connectors: words } = useText();
	const plan = useQuery(planDeleteConnectorQuery(session, arn));
	return (
		<PlanDialog
			header={words.deleteTitle(name)}
			text={words.deleteText}
			submit={words.delete}
			plan={plan}
			session={session}
			onClose={onClose}
		/>
	);
}
