import { useQuery } from "@tanstack/react-query";
import type { IngressInUse } from "../../bindings";
import { PlanDialog } from "../../components/PlanDialog";
import { planDeleteIngressQuery } from "../../session/queries";
import { useOpenSession } from "../../session/session";
import { useText } from "../../text/react";

/** Deletes the way from a VPC to a service, whose name goes for good with it. */
export function DeleteIngressDialog({ ingress, onClose }: { ingress: IngressInUse; onClose: () => void }) {
	const { incoming: words } = useText();
	const { session } = useOpenSession();
	const plan = useQuery(planDeleteIngressQuery(session, ingress.arn));
	return (
		<PlanDialog
			header={words.deleteIngressTitle(ingress.name)}
			warning={words.deleteIngressText}
			submit={words.delete}
			plan={plan}
			session={session}
			onClose={onClose}
		/>
	);
}
