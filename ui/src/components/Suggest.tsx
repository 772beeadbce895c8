import Autosuggest, { type AutosuggestProps } from "@cloudscape-design/components/autosuggest";
import { useText } from "../text/react";
import { Refresh } from "./Refresh";

type Props = {
	read: { error: unknown; isFetching: boolean; refetch: () => unknown };
	options: AutosuggestProps.Option[];
	value: string;
	label: string;
	/** `byKeys` when it was typed, and more is to come. */
	onChange: (value: string, byKeys: boolean) => void;
	placeholder: string;
	/** Says that what was typed is taken as it is. */
	use: (typed: string) => string;
	empty: string;
	refresh: string;
};

/** Text that what AWS has is proposed for. A refusal is told in a word; why, whoever reads the list tells. */
export function Suggest({ read, options, value, label, onChange, placeholder, use, empty, refresh }: Props) {
	const { common } = useText();
	const again = () => void read.refetch();
	const refused = read.error !== null && !read.isFetching;
	return (
		<div className="uri-row">
			<Autosuggest
				value={value}
				options={options}
				ariaLabel={label}
				// Unlike other controls, this one prefers the name of its field, which may have several.
				ariaLabelledby=""
				placeholder={placeholder}
				enteredTextLabel={use}
				statusType={read.isFetching ? "loading" : refused ? "error" : "finished"}
				loadingText={common.loading}
				errorText={common.loadFailed}
				recoveryText={common.retry}
				empty={empty}
				expandToViewport
				virtualScroll={options.length > 200}
				onLoadItems={({ detail }) => detail.samePage && refused && again()}
				onChange={({ detail }) => onChange(detail.value, true)}
				onSelect={({ detail }) => onChange(detail.value, false)}
			/>
			<Refresh label={refresh} loading={read.isFetching} onClick={again} />
		</div>
	);
}
