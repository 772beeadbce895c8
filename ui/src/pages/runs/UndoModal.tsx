import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Action, RunView } from "../../bindings";
import { ConfirmModal } from "../../components/ConfirmModal";
import { useRunActions } from "../../components/runs";
import { webAclName } from "../../text/arn";
import { useText } from "../../text/react";

type Props = { run: RunView; onDismiss: () => void };

/** Lists what undoing would remove, before it does. */
export function UndoModal({ run, onDismiss }: Props) {
	const text = useText();
	const { undo, busy } = useRunActions();
	const steps = run.steps.filter(({ stands }) => stands).reverse();
	return (
		<ConfirmModal
			header={text.runs.undoTitle}
			confirm={text.runs.undo}
			busy={busy}
			onConfirm={() => undo(run.id, onDismiss)}
			onDismiss={onDismiss}
		>
			{steps.length === 0 ? (
				text.runs.undoNothing
			) : (
				<SpaceBetween size="s">
					<div>{text.runs.undoText}</div>
					<ol className="numbered">
						{steps.map(({ action, undo }) => (
							// A plan may repair two roles.
							<li key={`${action.kind} ${subject(action)}`}>
								<span className="break">
									{text.codes.undo[undo]}: <strong>{subject(action)}</strong>
								</span>
							</li>
						))}
					</ol>
				</SpaceBetween>
			)}
		</ConfirmModal>
	);
}

/** The name of what a step made. */
function subject(action: Action): string {
	switch (action.kind) {
		case "create_access_role":
		case "create_instance_role":
		case "create_observability":
		case "create_connection":
		case "create_secret":
		case "put_parameter":
		case "delete_ingress":
		case "delete_service":
			return action.name;
		case "create_access_key":
			return action.user;
		case "deactivate_access_key":
		case "delete_access_key":
			return action.access_key_id;
		case "attach_access_policy":
		case "put_instance_policy":
		case "repair_trust":
			return action.role;
		case "create_auto_scaling":
		case "create_connector":
		case "create_ingress":
		case "create_service":
			return action.spec.name;
		case "create_endpoint":
			return action.spec.name ?? action.spec.vpc;
		case "associate_web_acl":
			return webAclName(action.arn);
		case "await_access_key":
		case "await_endpoint":
		case "await_ingress":
		case "await_running":
			return "";
		case "await_gone":
			return action.arn;
	}
}
