// Where the value of an environment variable is kept, picked from what the account has or typed. A secret is shown by
// its name and known to the draft by its ARN; what is typed after the name (`:key::`) stands after the ARN.
import type { ParameterOption, SecretOption, VariableSource } from "../bindings";
import { Suggest } from "../components/Suggest";
import { useText } from "../text/react";

type Read<Option> = { data: Option[] | undefined; error: unknown; isFetching: boolean; refetch: () => unknown };
export type Lists = { secrets: Read<SecretOption>; parameters: Read<ParameterOption> };

type Props = {
	source: Exclude<VariableSource, "plain">;
	lists: Lists;
	value: string;
	label: string;
	/** `byKeys` when it was typed, and more is to come. */
	onChange: (value: string, byKeys: boolean) => void;
};

export function ReferencePicker({ source, lists, value, label, onChange }: Props) {
	const { wizard } = useText();
	const words = wizard.choices.reference;
	if (source === "secrets_manager") {
		const secrets = lists.secrets.data ?? [];
		return (
			<Suggest
				read={lists.secrets}
				options={secrets.map(({ name, arn, description }) => ({
					value: name,
					description: description || arn,
					filteringTags: [arn],
				}))}
				value={nameIn(secrets, value)}
				label={label}
				use={words.use}
				placeholder={words.secretPlaceholder}
				empty={words.noSecrets}
				refresh={words.refreshSecrets}
				onChange={(typed, byKeys) => onChange(arnIn(secrets, typed), byKeys)}
			/>
		);
	}
	return (
		<Suggest
			read={lists.parameters}
			options={(lists.parameters.data ?? []).map(({ name, description, is_secure }) => ({
				value: name,
				description,
				labelTag: is_secure ? words.secure : words.plain,
			}))}
			value={value}
			label={label}
			use={words.use}
			placeholder={words.parameterPlaceholder}
			empty={words.noParameters}
			refresh={words.refreshParameters}
			onChange={onChange}
		/>
	);
}

/** The text with a secret's name instead of its ARN; what nobody knows stays as it is. */
function nameIn(secrets: SecretOption[], text: string): string {
	const known = secrets.find(({ arn }) => text === arn || text.startsWith(`${arn}:`));
	return known ? known.name + text.slice(known.arn.length) : text;
}

/** The way back. No name has a colon. */
function arnIn(secrets: SecretOption[], text: string): string {
	if (text.startsWith("arn:")) return text;
	const known = secrets.find(({ name }) => text === name || text.startsWith(`${name}:`));
	return known ? known.arn + text.slice(known.name.length) : text;
}
