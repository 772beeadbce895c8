// Fields that show what is wrong with what was typed into them.
import Autosuggest from "@cloudscape-design/components/autosuggest";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import { createContext, type ReactNode, use } from "react";
import { useRegionNames, useSessionState } from "../../session/session";
import { useText } from "../../text/react";
import type { Errors } from "./form";

type Fields = { values: Record<string, string>; errors: Errors; put: (name: string, value: string) => void };

const FieldsContext = createContext<Fields | null>(null);
export const FieldsProvider = FieldsContext;

function useFields(): Fields {
	const value = use(FieldsContext);
	if (value === null) throw new Error("no fields around this component");
	return value;
}

type Props = { name: string; label: string; text?: string; optional?: boolean };

function Framed({ name, label, text, optional = false, children }: Props & { children: ReactNode }) {
	const { common } = useText();
	const { errors } = useFields();
	const error = errors[name];
	return (
		<FormField
			label={
				optional ? (
					<>
						{label} <i>– {common.optional}</i>
					</>
				) : (
					label
				)
			}
			stretch
			{...(text === undefined ? {} : { description: text })}
			{...(error === undefined ? {} : { errorText: error })}
		>
			{children}
		</FormField>
	);
}

export function TextField(props: Props & { numeric?: boolean; secret?: boolean }) {
	const { values, put } = useFields();
	return (
		<Framed {...props}>
			<Input
				value={values[props.name] ?? ""}
				autoComplete={false}
				spellcheck={false}
				{...(props.secret ? { type: "password" as const } : {})}
				{...(props.numeric ? { inputMode: "numeric" as const } : {})}
				onChange={({ detail }) => put(props.name, detail.value)}
			/>
		</Framed>
	);
}

export function ChoiceField({ options, placeholder, ...props }: Props & { options: string[]; placeholder: string }) {
	const { values, put } = useFields();
	const { profiles } = useText();
	const value = values[props.name] ?? "";
	const chosen: SelectProps.Option | null = value === "" ? null : { value, label: value };
	return (
		<Framed {...props}>
			<Select
				options={options.map((option) => ({ value: option, label: option }))}
				selectedOption={chosen}
				placeholder={placeholder}
				expandToViewport
				filteringType={options.length > 8 ? "auto" : "none"}
				filteringPlaceholder={profiles.find}
				filteringAriaLabel={profiles.find}
				empty={profiles.empty}
				onChange={({ detail }) => put(props.name, detail.selectedOption.value ?? "")}
			/>
		</Framed>
	);
}

/** Regions of App Runner are proposed; a profile, and IAM Identity Center all the more, may be in another. */
export function RegionField(props: Props) {
	const { values, put } = useFields();
	const { welcome } = useSessionState();
	const { place } = useRegionNames();
	const { profiles } = useText();
	return (
		<Framed {...props}>
			<Autosuggest
				value={values[props.name] ?? ""}
				options={welcome.regions.map(({ code }) => ({ value: code, description: place(code) }))}
				enteredTextLabel={profiles.form.useTyped}
				expandToViewport
				onChange={({ detail }) => put(props.name, detail.value)}
			/>
		</Framed>
	);
}
