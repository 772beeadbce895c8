import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { paths } from "../../app/paths";
import type { EndpointRow } from "../../bindings";
import { PlanDialog } from "../../components/PlanDialog";
import { planDeleteEndpointQuery } from "../../session/queries";
import { useOpenSession } from "../../session/session";
import { useText } from "../../text/react";

/** What can be done with an endpoint. One that leads to services is not deleted, and says to which. */
export function EndpointActions({ row, isButton = false }: { row: EndpointRow; isButton?: boolean }) {
	const { incoming: words, service } = useText();
	const navigate = useNavigate();
	const [deleting, setDeleting] = useState(false);
	const { endpoint, users } = row;
	const name = endpoint.name ?? endpoint.id;
	const isUsed = users.length > 0;
	return (
		<>
			<ButtonDropdown
				expandToViewport
				items={[
					{
						id: "edit",
						text: words.edit,
						disabled: !endpoint.is_available,
						...(endpoint.is_available ? {} : { disabledReason: words.notYet }),
					},
					{
						id: "delete",
						text: words.delete,
						disabled: isUsed,
						...(isUsed ? { disabledReason: words.stillUsed(users.map((user) => user.name)) } : {}),
					},
				]}
				onItemClick={({ detail }) => {
					if (detail.id === "edit") void navigate(paths.endpointEdit(endpoint.id));
					else setDeleting(true);
				}}
				{...(isButton
					? { children: service.actions }
					: { variant: "inline-icon" as const, ariaLabel: words.actionsOf(name) })}
			/>
			{deleting && <DeleteDialog id={endpoint.id} name={name} onClose={() => setDeleting(false)} />}
		</>
	);
}

function DeleteDialog({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
	const { incoming: words } = useText();
	const { session } = useOpenSession();
	const plan = useQuery(planDeleteEndpointQuery(session, id));
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
