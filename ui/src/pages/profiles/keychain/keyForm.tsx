// What is typed about a key and its profile, with what is wrong with it. What may be typed is for Rust to say.
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useRef, useState } from "react";
import type { Problem, ProblemDetail } from "../../../bindings";
import { FocusHere } from "../../../components/FocusHere";
import { problemWords } from "../../../components/ProblemView";
import type { Text } from "../../../text";
import { useText } from "../../../text/react";
import { words as say } from "../../../text/words";
import { FieldsProvider, RegionField, TextField } from "../fields";
import type { Errors } from "../form";
import { useFirstError } from "../ProfileDialog";

export type Field = "name" | "region" | "access_key_id" | "secret";

export type KeyForm = ReturnType<typeof useKeyForm>;

export function useKeyForm(fields: Field[]) {
	const text = useText();
	const [values, setValues] = useState<Record<string, string>>(() =>
		Object.fromEntries(fields.map((name) => [name, ""])),
	);
	const [errors, setErrors] = useState<Errors>({});
	const value = (name: Field) => values[name] ?? "";
	const put = (name: string, value: string) => {
		setValues((all) => ({ ...all, [name]: value }));
		setErrors(({ [name]: _, ...others }) => others);
	};
	/** Whether nothing is missing; what is missing is told at its field. */
	const isFilled = () => {
		const missing = fields.filter((name) => name !== "region" && value(name) === "");
		const required = text.codes.finding.required({ code: "required" });
		setErrors(Object.fromEntries(missing.map((name) => [name, required])));
		return missing.length === 0;
	};
	/** Tells a problem at the field that it is about; says whether there is one. */
	const refuse = (problem: Problem) => {
		const field = fieldOf(problem.detail);
		if (field === null || !fields.includes(field)) return false;
		setErrors({ [field]: sentence(text, problem) });
		return true;
	};
	return { values, errors, value, put, isFilled, refuse, region: value("region") === "" ? null : value("region") };
}

function fieldOf(detail: ProblemDetail): Field | null {
	switch (detail.code) {
		case "key_malformed":
			return detail.part === "id" ? "access_key_id" : "secret";
		case "key_temporary":
		case "key_known":
			return "access_key_id";
		case "config_refused": {
			const { refusal } = detail;
			if (refusal.code === "bad_name" || refusal.code === "name_taken") return "name";
			return refusal.code === "bad_value" && refusal.key === "region" ? "region" : null;
		}
		default:
			return null;
	}
}

function sentence(text: Text, problem: Problem): string {
	const { detail } = problem;
	if (detail.code === "config_refused") return say(text.codes.editRefusal, detail.refusal.code, detail.refusal);
	return problemWords(text, problem).body;
}

type Props = { id: string; form: KeyForm; onSubmit: () => void; children: ReactNode };

export function KeyFields({ id, form, onSubmit, children }: Props) {
	const box = useFirstError(form.errors);
	const first = useRef({ focus: () => box.current?.querySelector<HTMLElement>("input")?.focus() });
	return (
		<div ref={box}>
			<FocusHere field={first} />
			<form
				id={id}
				noValidate
				autoComplete="off"
				onSubmit={(event) => {
					event.preventDefault();
					onSubmit();
				}}
			>
				<FieldsProvider value={form}>
					<SpaceBetween size="l">{children}</SpaceBetween>
				</FieldsProvider>
			</form>
		</div>
	);
}

export function ProfileFields() {
	const { form: words } = useText().profiles;
	return (
		<SpaceBetween size="l">
			<TextField name="name" label={words.name} text={words.nameText} />
			<RegionField name="region" label={words.region} text={words.regionText} optional />
		</SpaceBetween>
	);
}
