// How a field of the draft stands on the screen: shown when Rust says so, with what was found at it once the person
// has been there.
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { createContext, type Dispatch, type FocusEvent, type ReactNode, use, useEffect } from "react";
import type { Checked, Draft, Field, Finding, Fix, Principal } from "../bindings";
import { type HelpTopic, InfoLink } from "../components/frame";
import { findingWords } from "../components/ProblemView";
import { useText } from "../text/react";
import { words } from "../text/words";
import { code, ecr } from "./parts";
import { type Action, keyOf, type State } from "./state";
import type { Choice } from "./variants";

type Form = { state: State; dispatch: Dispatch<Action>; checked: Checked };

const FormContext = createContext<Form | null>(null);

export function FormProvider({ value, children }: { value: Form; children: ReactNode }) {
	return <FormContext value={value}>{children}</FormContext>;
}

export function useForm() {
	const value = use(FormContext);
	if (value === null) throw new Error("no form around this component");
	const { state, dispatch, checked } = value;
	return {
		...value,
		draft: state.draft,
		form: checked.form,
		shows: (name: Field["name"]) => checked.form.fields.some((field) => field.name === name),
		type: (edit: (draft: Draft) => Draft) => dispatch({ type: "edit", edit, typed: true }),
		pick: (edit: (draft: Draft) => Draft, touch: Field[] = []) => dispatch({ type: "edit", edit, typed: false, touch }),
		/** The one or the other, for controls in which one can type or pick. */
		put: (edit: (draft: Draft) => Draft, typed: boolean) => dispatch({ type: "edit", edit, typed }),
		choose: (choice: Choice, kind: string) =>
			dispatch({ type: "choose", choice, kind, beginnings: checked.form.beginnings }),
	};
}

export function applyFix(draft: Draft, fix: Fix): Draft {
	switch (fix.kind) {
		case "set_memory":
			return { ...draft, memory: fix.memory };
		case "set_manual":
			return ecr(draft, { trigger: "manual" });
		case "set_port":
			return { ...draft, port: String(fix.port) };
		// Of a secret that is being made, which is no part of the draft: its dialog repairs it.
		case "set_secret_name":
			return draft;
		case "repair_trust":
			return repaired(draft, fix.principal);
		case "set_directory":
			return code(draft, { directory: fix.directory });
		case "use_existing_role": {
			const role = { kind: "use_existing", arn: fix.arn } as const;
			return fix.principal === "build" ? ecr(draft, { access_role: role }) : { ...draft, instance_role: role };
		}
		case "create_instance_role":
			return { ...draft, instance_role: { kind: "create_for_me", name: fix.name, grants: [] } };
		case "set_health_path":
			return {
				...draft,
				health_check: { ...draft.health_check, protocol: { kind: "http", path: fix.path } },
			};
	}
}

/** The draft with App Runner added to the trust policy of one of its roles. */
function repaired(draft: Draft, principal: Principal): Draft {
	if (principal === "build") {
		const role = draft.source.kind === "ecr" ? draft.source.access_role : null;
		return role?.kind === "use_existing" ? ecr(draft, { access_role: { ...role, repair: true } }) : draft;
	}
	const role = draft.instance_role;
	return role.kind === "use_existing" ? { ...draft, instance_role: { ...role, repair: true } } : draft;
}

/** The sentence of a finding, with the button that repairs it. */
export function FindingText({ finding }: { finding: Finding }) {
	const text = useText();
	const { pick } = useForm();
	const { fix } = finding;
	return (
		<>
			{findingWords(text, finding)}
			{fix && (
				<>
					{" "}
					<Button variant="inline-link" formAction="none" onClick={() => pick((draft) => applyFix(draft, fix))}>
						{words(text.codes.fix, fix.kind, fix)}
					</Button>
				</>
			)}
		</>
	);
}

/** What is to be said at a field now. */
export function useFound() {
	const { state, checked } = useForm();
	return (field: Field) => {
		const key = keyOf(field);
		const found = checked.findings.filter(
			(finding) =>
				finding.field !== null &&
				keyOf(finding.field) === key &&
				(state.touched.has(key) || state.attempted.has(finding.step)),
		);
		const of = (severity: Finding["severity"]) => {
			const finding = found.find((finding) => finding.severity === severity);
			return finding && <FindingText finding={finding} />;
		};
		return { error: of("error"), warning: of("warning"), advice: of("advice") };
	};
}

/**
 * Waits until a pressed pointer is let go. A press leaves the field before it becomes a click, and a sentence that
 * appears meanwhile would move the button from under it.
 */
export function afterPress(act: () => void) {
	if (pointer.on === null) act();
	else window.addEventListener("pointerup", () => setTimeout(act), { once: true });
}

/** What a pointer is pressed on, if any. */
const pointer: { on: EventTarget | null } = { on: null };

/** Keeps track of the pointer while the form is there. */
export function usePointer() {
	useEffect(() => {
		const follow = ({ type, target }: Event) => {
			pointer.on = type === "pointerdown" ? target : null;
		};
		const types = ["pointerdown", "pointerup", "pointercancel"];
		for (const type of types) window.addEventListener(type, follow, true);
		return () => {
			for (const type of types) window.removeEventListener(type, follow, true);
		};
	}, []);
}

/** Not every engine moves the focus to a button that is pressed. */
const isOnButtonOf = (place: HTMLElement) =>
	pointer.on instanceof Element && place.contains(pointer.on.closest("button"));

const isInDialog = (element: Element | null) => element !== null && element.closest("[role=dialog]") !== null;

/** Marks where a field is, and notices when it is left. `with` are fields that are judged together with it. */
export function FieldPlace({ field, also = [], children }: { field: Field; also?: Field[]; children: ReactNode }) {
	const { dispatch } = useForm();
	function left({ currentTarget: place, target, relatedTarget: next }: FocusEvent<HTMLDivElement>) {
		if (place.contains(next) || isOnButtonOf(place) || isInDialog(next)) return;
		// A dialog that the field opens is not in its place, yet React tells of it here. And who goes to another window,
		// perhaps for the value, has not left the field in this one.
		if (!place.contains(target) || document.activeElement === target) return;
		afterPress(() => dispatch({ type: "touch", fields: [field, ...also] }));
	}
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: it only hears of its own control being left
		<div data-field={keyOf(field)} onBlur={left}>
			{children}
		</div>
	);
}

/** Marks where a choice is that is no field of its own, so that one can be led there. */
export function Place({ name, children }: { name: string; children: ReactNode }) {
	return <div data-field={name}>{children}</div>;
}

type FieldProps = {
	field: Field;
	also?: Field[];
	label?: string;
	description?: ReactNode;
	topic?: HelpTopic;
	optional?: boolean;
	stretch?: boolean;
	children: ReactNode;
};

export function DraftField({
	field,
	also,
	label,
	description,
	topic,
	optional,
	stretch = false,
	children,
}: FieldProps) {
	const text = useText();
	const { shows } = useForm();
	const { error, warning, advice } = useFound()(field);
	if (!shows(field.name)) return null;
	const name = label ?? text.codes.field[field.name];
	return (
		<FieldPlace field={field} {...(also ? { also } : {})}>
			<FormField
				label={
					optional ? (
						<>
							{name} <i>- {text.common.optional}</i>
						</>
					) : (
						name
					)
				}
				description={description}
				info={topic && <InfoLink topic={topic} />}
				errorText={error}
				warningText={error ? undefined : warning}
				constraintText={advice}
				stretch={stretch}
			>
				{children}
			</FormField>
		</FieldPlace>
	);
}

type TextProps = Omit<FieldProps, "children"> & {
	value: string;
	edit: (draft: Draft, value: string) => Draft;
	placeholder?: string;
	numeric?: boolean;
};

/** A field for text. Numbers are text too: what was typed is kept, however wrong. */
export function TextField({ value, edit, placeholder, numeric = false, ...field }: TextProps) {
	const { type } = useForm();
	return (
		<DraftField {...field}>
			<Input
				value={value}
				spellcheck={false}
				autoComplete={false}
				{...(placeholder === undefined ? {} : { placeholder })}
				{...(numeric ? { inputMode: "numeric" as const } : {})}
				onChange={({ detail }) => type((draft) => edit(draft, detail.value))}
			/>
		</DraftField>
	);
}
