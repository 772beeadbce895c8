import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { useState } from "react";
import { useNavigate } from "react-router";
import { paths } from "../../app/paths";
import type { ConnectorRow } from "../../bindings";
import { DeleteConnectorDialog } from "../../components/DeleteConnectorDialog";
import { useOpenSession } from "../../session/session";
import { useText } from "../../text/react";

/** What can be done with a connector. One that is used is not deleted, and says who uses it. */
export function ConnectorActions({ connector, isButton = false }: { connector: ConnectorRow; isButton?: boolean }) {
	const { connectors: words, service } = useText();
	const { session } = useOpenSession();
	const navigate = useNavigate();
	const [deleting, setDeleting] = useState(false);
	const { arn, name, users } = connector;
	const isUsed = users.length > 0;
	const items = [
		{ id: "replace", text: words.replace },
		{
			id: "delete",
			text: words.delete,
			disabled: isUsed,
			...(isUsed ? { disabledReason: words.stillUsed(users.map((user) => user.name)) } : {}),
		},
	];
	const follow = (id: string) => (id === "delete" ? setDeleting(true) : void navigate(paths.connectorEdit(arn)));
	return (
		<>
			<ButtonDropdown
				expandToViewport
				items={items}
				onItemClick={({ detail }) => follow(detail.id)}
				{...(isButton
					? { children: service.actions }
					: { variant: "inline-icon" as const, ariaLabel: words.actionsOf(name) })}
			/>
			{deleting && <DeleteConnectorDialog session={session} name={name} arn={arn} onClose={() => setDeleting(false)} />}
		</>
	);
}
