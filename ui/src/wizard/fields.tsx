// Fields that stand in the build step for source code, and in the service step for an image.
import { useText } from "../text/react";
import { TextField, useForm } from "./form";

export function PortField() {
	const { wizard } = useText();
	const { draft } = useForm();
	return (
		<TextField
			field={{ name: "port" }}
			description={wizard.service.portText}
			value={draft.port}
			edit={(draft, port) => ({ ...draft, port })}
			numeric
		/>
	);
}

type StartProps = { description: string; placeholder?: string; optional?: boolean };

export function StartCommandField(props: StartProps) {
	const { draft } = useForm();
	return (
		<TextField
			{...props}
			field={{ name: "start_command" }}
			value={draft.start_command}
			edit={(draft, start_command) => ({ ...draft, start_command })}
			stretch
		/>
	);
}
