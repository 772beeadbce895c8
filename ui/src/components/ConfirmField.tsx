import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import { useRef } from "react";
import { FocusHere } from "./FocusHere";

type Props = {
	label: string;
	typed: string;
	placeholder: string;
	error?: string | undefined;
	onChange: (typed: string) => void;
	onSubmit: () => void;
};

/** Asks for an id to be typed, before something is deleted. */
export function ConfirmField({ label, typed, placeholder, error, onChange, onSubmit }: Props) {
	const field = useRef<InputProps.Ref>(null);
	return (
		<>
			<FocusHere field={field} />
			<form
				onSubmit={(event) => {
					event.preventDefault();
					// React tells a form around the dialog of it too.
					event.stopPropagation();
					onSubmit();
				}}
			>
				<FormField label={<span className="break">{label}</span>} stretch errorText={error}>
					<Input
						ref={field}
						value={typed}
						autoComplete={false}
						spellcheck={false}
						placeholder={placeholder}
						onChange={({ detail }) => onChange(detail.value)}
					/>
				</FormField>
			</form>
		</>
	);
}
