import Button from "@cloudscape-design/components/button";
import Input from "@cloudscape-design/components/input";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { problemOf } from "../host";
import { useText } from "../text/react";
import { ProblemView } from "./ProblemView";

export type Read = { isFetching: boolean; error: unknown; refetch: () => unknown };

type Props = {
	read: Read;
	options: SelectProps.Options;
	value: string;
	/** `byKeys` when it was typed, and more is to come. */
	onChange: (value: string, byKeys: boolean) => void;
	placeholder: string;
	find: string;
	empty: string;
	refresh: string;
	disabled?: boolean;
	/** When the list cannot be read, what would have been chosen can be typed. */
	typed?: boolean;
	label?: string;
	/** What else can be done, beside the choice. */
	action?: ReactNode;
};

/** A choice of what AWS has: loading, refused and empty are told in place, and it can be asked again. */
export function Picker(props: Props) {
	const {
		read,
		options,
		value,
		onChange,
		placeholder,
		find,
		empty,
		refresh,
		disabled = false,
		typed = false,
		label,
		action,
	} = props;
	const { common } = useText();
	const refused = read.error !== null && read.error !== undefined;
	const again = () => void read.refetch();
	const all = options.flatMap((option): readonly SelectProps.Option[] =>
		"options" in option ? option.options : [option],
	);
	const chosen = all.find((option) => option.value === value);
	const unlisted = value === "" ? null : { value, label: value };
	return (
		<SpaceBetween size="xs">
			<div className="uri-row">
				{refused && typed ? (
					<Input value={value} spellcheck={false} onChange={({ detail }) => onChange(detail.value, true)} />
				) : (
					<Select
						options={options}
						selectedOption={chosen ?? unlisted}
						placeholder={placeholder}
						filteringType="auto"
						filteringPlaceholder={find}
						statusType={read.isFetching ? "loading" : refused ? "error" : "finished"}
						loadingText={common.loading}
						errorText={common.loadFailed}
						recoveryText={common.retry}
						onLoadItems={({ detail }) => detail.samePage && refused && again()}
						empty={empty}
						disabled={disabled}
						virtualScroll={all.length > 200}
						{...(label === undefined ? {} : { ariaLabel: label })}
						onChange={({ detail }) => onChange(detail.selectedOption.value ?? "", false)}
					/>
				)}
				<Button
					formAction="none"
					iconName="refresh"
					ariaLabel={refresh}
					loading={read.isFetching}
					loadingText={common.loading}
					disabled={disabled}
					onClick={again}
				/>
				{action}
			</div>
			{refused && !read.isFetching && <ProblemView problem={problemOf(read.error)} onRetry={again} />}
		</SpaceBetween>
	);
}
