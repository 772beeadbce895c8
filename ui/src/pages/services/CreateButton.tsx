import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { useNavigate } from "react-router";
import { href, paths } from "../../app/paths";
import { useText } from "../../text/react";

/** Begins the wizard: with the console's defaults, or with those of a preset. */
export function CreateButton() {
	const { services, codes } = useText();
	const navigate = useNavigate();
	return (
		<ButtonDropdown
			variant="primary"
			mainAction={{ text: services.create, onClick: () => void navigate(paths.create) }}
			ariaLabel={services.createFrom}
			expandToViewport
			items={[
				{
					text: services.createFrom,
					items: Object.entries(codes.preset).map(([id, { title, body }]) => ({
						id,
						text: title,
						secondaryText: body,
						href: href(paths.createAs(id)),
					})),
				},
			]}
			onItemFollow={(event) => {
				event.preventDefault();
				void navigate(paths.createAs(event.detail.id));
			}}
		/>
	);
}
