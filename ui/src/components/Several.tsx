import Multiselect, { type MultiselectProps } from "@cloudscape-design/components/multiselect";
import { useText } from "../text/react";
import type { Read } from "./Picker";

type SeveralProps = {
	read: Read;
	options: MultiselectProps.Option[];
	chosen: string[];
	placeholder: string;
	find: string;
	empty: string;
	disabled?: boolean;
	onChange: (values: string[]) => void;
};

/** Some of what there is. What was chosen and is not there any more is shown by its id, so that it can be taken out. */
export function Several({ read, options, chosen, placeholder, find, empty, disabled = false, onChange }: SeveralProps) {
	const { common } = useText();
	const refused = read.error !== null && read.error !== undefined;
	const selected = chosen.map((value) => options.find((option) => option.value === value) ?? { value, label: value });
	return (
		<Multiselect
			options={options}
			selectedOptions={selected}
			placeholder={placeholder}
			empty={empty}
			disabled={disabled}
			filteringType="auto"
			filteringPlaceholder={find}
			filteringAriaLabel={find}
			statusType={read.isFetching ? "loading" : refused ? "error" : "finished"}
			loadingText={common.loading}
			errorText={common.loadFailed}
			recoveryText={common.retry}
			onLoadItems={({ detail }) => detail.samePage && refused && void read.refetch()}
			onChange={({ detail }) =>
				onChange(detail.selectedOptions.flatMap(({ value }) => (value === undefined ? [] : [value])))
			}
		/>
	);
}
