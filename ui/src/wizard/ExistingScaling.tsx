// A configuration that exists: its name, then its revision. A draft names only the revision, by its ARN.
import FormField from "@cloudscape-design/components/form-field";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { UseQueryResult } from "@tanstack/react-query";
import type { AutoScalingOption } from "../bindings";
import { Picker } from "../components/Picker";
import type { Text } from "../text";
import { useText } from "../text/react";
import { DraftField, useForm } from "./form";
import { scalingNumbers } from "./summary";

type Props = { arn: string; configurations: UseQueryResult<AutoScalingOption[]> };

export function ExistingScaling({ arn, configurations }: Props) {
	const text = useText();
	const words = text.wizard.service;
	const { type, pick } = useForm();
	const all = configurations.data ?? [];
	const chosen = all.find((option) => option.arn === arn);
	const names = [...new Set(all.map(({ name }) => name))];
	const use = (arn: string) => pick((draft) => ({ ...draft, auto_scaling: { kind: "use_existing", arn } }));
	return (
		<SpaceBetween size="l">
			<DraftField field={{ name: "auto_scaling_arn" }} stretch>
				<Picker
					read={configurations}
					options={names.map((name) => nameOption(text, revisionsOf(all, name)))}
					// Where the list cannot be read, its ARN is typed.
					value={configurations.error === null && chosen ? chosen.name : arn}
					typed
					placeholder={words.scalingChoose}
					find={words.scalingFind}
					empty={words.scalingNone}
					refresh={words.scalingRefresh}
					onChange={(value, byKeys) => {
						if (byKeys) type((draft) => ({ ...draft, auto_scaling: { kind: "use_existing", arn: value } }));
						else use(revisionsOf(all, value)[0]?.arn ?? "");
					}}
				/>
			</DraftField>
			{chosen && <Revision chosen={chosen} revisions={revisionsOf(all, chosen.name)} onChange={use} />}
		</SpaceBetween>
	);
}

/** The revisions of a name, the newest first. */
const revisionsOf = (all: AutoScalingOption[], wanted: string) =>
	all.filter(({ name }) => name === wanted).sort((a, b) => b.revision - a.revision);

/** A name stands for its newest revision until another one is chosen. */
function nameOption(text: Text, revisions: AutoScalingOption[]): SelectProps.Option {
	const [newest] = revisions;
	if (newest === undefined) return {};
	return {
		value: newest.name,
		label: newest.name,
		description: scalingNumbers(text, newest) ?? newest.arn,
		...(revisions.some(({ is_default }) => is_default) ? { tags: [text.wizard.service.scalingIsDefault] } : {}),
	};
}

type RevisionProps = {
	chosen: AutoScalingOption;
	revisions: AutoScalingOption[];
	onChange: (arn: string) => void;
};

function Revision({ chosen, revisions, onChange }: RevisionProps) {
	const text = useText();
	const words = text.wizard.reach.revisions;
	const { concurrency, minSize, maxSize } = text.wizard.service;
	const option = (configuration: AutoScalingOption): SelectProps.Option => ({
		value: configuration.arn,
		label: words.option(configuration.revision),
		description: scalingNumbers(text, configuration) ?? configuration.arn,
		...(configuration.is_latest ? { labelTag: words.latest } : {}),
		...(configuration.is_default ? { tags: [text.wizard.service.scalingIsDefault] } : {}),
	});
	const number = (value: number | null) => (value === null ? text.common.unknown : String(value));
	return (
		<SpaceBetween size="l">
			<FormField label={words.label}>
				<Select
					options={revisions.map(option)}
					selectedOption={option(chosen)}
					onChange={({ detail }) => onChange(detail.selectedOption.value ?? chosen.arn)}
				/>
			</FormField>
			<KeyValuePairs
				columns={3}
				items={[
					{ label: concurrency, value: number(chosen.max_concurrency) },
					{ label: minSize, value: number(chosen.min_size) },
					{ label: maxSize, value: number(chosen.max_size) },
				]}
			/>
		</SpaceBetween>
	);
}
