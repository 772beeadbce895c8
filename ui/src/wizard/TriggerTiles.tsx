import Tiles from "@cloudscape-design/components/tiles";
import type { Trigger } from "../bindings";
import { useText } from "../text/react";
import { DraftField, useForm } from "./form";

type Props = { value: Trigger; automaticText: string; onChange: (trigger: Trigger) => void };

/** When new versions are deployed; where that is not open, why. */
export function TriggerTiles({ value, automaticText, onChange }: Props) {
	const text = useText();
	const words = text.wizard.source;
	const { form } = useForm();
	const closed = form.automatic_closed;
	return (
		<DraftField field={{ name: "trigger" }} topic="trigger" stretch>
			<Tiles
				value={value}
				ariaLabel={words.trigger}
				items={[
					{ value: "manual", label: words.manual, description: words.manualText },
					{
						value: "automatic",
						label: words.automatic,
						description: closed ? text.codes.automaticClosed[closed] : automaticText,
						disabled: closed !== null,
					},
				]}
				onChange={({ detail }) => onChange(detail.value === "automatic" ? "automatic" : "manual")}
			/>
		</DraftField>
	);
}
