// What the wizard knows by itself: the draft, what was typed for choices that are not chosen now, and what the person
// has already seen. What is right or wrong is asked of Rust.
import type { Beginnings, Draft, Field, Finding, WizardStep } from "../bindings";
import { CHOICES, LISTS, type List, ROW_FIELDS } from "./parts";
import { type Choice, type Choices, variants } from "./variants";

export type Section = "command" | "scaling" | "health" | "security" | "networking" | "observability" | "tags";

export type State = {
	draft: Draft;
	/** The last of each variant, so that going back to a choice finds what was typed for it. */
	kept: { [C in Choice]: Record<string, Choices[C]> };
	/** Whether the last edit was typed, so that a check waits for a pause, or chosen. */
	typed: boolean;
	step: WizardStep;
	/** Fields that were left, and steps that were to be left: what is wrong there is shown. */
	touched: ReadonlySet<string>;
	attempted: ReadonlySet<WizardStep>;
	open: ReadonlySet<Section>;
	/** Of which fields the first is to get the focus; a new object is a new request. */
	focus: { keys: ReadonlySet<string> } | null;
	/** The apprunner.yaml that is being written, which is no part of the draft. */
	file: string;
};

export type Action =
	| { type: "edit"; edit: (draft: Draft) => Draft; typed: boolean; touch?: Field[] }
	| { type: "choose"; choice: Choice; kind: string; beginnings: Beginnings }
	| { type: "touch"; fields: Field[] }
	| { type: "remove"; list: List; index: number }
	| { type: "section"; section: Section; open: boolean }
	| { type: "go"; step: WizardStep }
	| { type: "show"; step: WizardStep; section: Section | null; place: string }
	| { type: "stop"; of: WizardStep; findings: Finding[] }
	| { type: "file"; text: string };

export const keyOf = (field: Field) => ("index" in field ? `${field.name}.${field.index}` : field.name);

const SECTIONS: Partial<Record<Field["name"], Section>> = {
	start_command: "command",
	auto_scaling_arn: "scaling",
	auto_scaling_name: "scaling",
	max_concurrency: "scaling",
	min_size: "scaling",
	max_size: "scaling",
	health_path: "health",
	health_interval: "health",
	health_timeout: "health",
	healthy_threshold: "health",
	unhealthy_threshold: "health",
	instance_role_arn: "security",
	instance_role_name: "security",
	grant_target: "security",
	kms_key_arn: "security",
	web_acl_arn: "security",
	endpoint_id: "networking",
	endpoint_name: "networking",
	endpoint_vpc: "networking",
	endpoint_subnets: "networking",
	endpoint_security_groups: "networking",
	endpoint_tag_key: "networking",
	endpoint_tag_value: "networking",
	connector_arn: "networking",
	connector_name: "networking",
	connector_vpc: "networking",
	connector_subnets: "networking",
	connector_security_groups: "networking",
	connector_tag_key: "networking",
	connector_tag_value: "networking",
	observability_arn: "observability",
	observability_name: "observability",
	tag_key: "tags",
	tag_value: "tags",
};

export function begin({ draft, step }: { draft: Draft; step: WizardStep }): State {
	return {
		draft,
		kept: {
			source: {},
			access_role: {},
			build: {},
			auto_scaling: {},
			protocol: {},
			instance_role: {},
			encryption: {},
			firewall: {},
			incoming: {},
			outgoing: {},
			tracing: {},
		},
		typed: false,
		step,
		touched: new Set(),
		attempted: new Set(),
		open: new Set(),
		focus: null,
		file: "",
	};
}

export function reduce(state: State, action: Action): State {
	switch (action.type) {
		case "edit": {
			const next = put(state, action.edit(state.draft));
			return { ...next, typed: action.typed, touched: withKeys(state.touched, action.touch ?? []) };
		}
		case "choose":
			return { ...choose(state, action.choice, action.kind, action.beginnings), typed: false };
		case "touch":
			return action.fields.every((field) => state.touched.has(keyOf(field)))
				? state
				: { ...state, touched: withKeys(state.touched, action.fields) };
		case "remove":
			return remove(state, action.list, action.index);
		case "section": {
			const open = new Set(state.open);
			if (action.open) open.add(action.section);
			else open.delete(action.section);
			return { ...state, open };
		}
		case "go":
			return { ...state, step: action.step, focus: null };
		case "show": {
			const open = action.section === null ? state.open : new Set([...state.open, action.section]);
			return { ...state, step: action.step, open, focus: { keys: new Set([action.place]) } };
		}
		case "file":
			return { ...state, file: action.text };
		case "stop": {
			const fields = action.findings.flatMap(({ field }) => (field === null ? [] : [field]));
			const open = new Set(state.open);
			for (const { name } of fields) {
				const section = SECTIONS[name];
				if (section) open.add(section);
			}
			return {
				...state,
				step: action.of,
				attempted: new Set([...state.attempted, action.of]),
				open,
				focus: { keys: new Set(fields.map(keyOf)) },
			};
		}
	}
}

const withKeys = (keys: ReadonlySet<string>, fields: Field[]) => new Set([...keys, ...fields.map(keyOf)]);

/** Takes over a draft, and keeps each variant that it no longer has. */
function put(state: State, draft: Draft): State {
	const kept: State["kept"] = { ...state.kept };
	const keep = <C extends Choice>(choice: C) => {
		const { read } = CHOICES[choice];
		const [old, now] = [read(state.draft), read(draft)];
		if (old && now && old.kind !== now.kind) kept[choice] = { ...kept[choice], [old.kind]: old };
	};
	for (const choice of Object.keys(CHOICES) as Choice[]) keep(choice);
	return { ...state, draft, kept };
}

function choose<C extends Choice>(state: State, choice: C, kind: string, beginnings: Beginnings): State {
	const all: Choices[C][] = variants(beginnings)[choice];
	const next = state.kept[choice][kind] ?? all.find((variant) => variant.kind === kind);
	// Choosing again what is chosen must not take back what was typed since.
	if (next === undefined || CHOICES[choice].read(state.draft)?.kind === kind) return state;
	return put(state, CHOICES[choice].write(state.draft, next));
}

/** Rows are known by their place, so what was seen of the rows below moves up with them. */
function remove<L extends List>(state: State, list: L, index: number): State {
	const { read, write } = LISTS[list];
	const names: string[] = ROW_FIELDS[list];
	const rows = read(state.draft).filter((_, at) => at !== index);
	const touched = new Set<string>();
	for (const key of state.touched) {
		const [name = "", at] = key.split(".");
		if (at === undefined || !names.includes(name) || Number(at) < index) touched.add(key);
		else if (Number(at) > index) touched.add(`${name}.${Number(at) - 1}`);
	}
	return { ...state, draft: write(state.draft, rows), touched, typed: false };
}
