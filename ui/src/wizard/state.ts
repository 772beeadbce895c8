// What the wizard knows by itself: the draft, what was typed for choices that are not chosen now, and what the person
// has already seen. What is right or wrong is asked of Rust.
import type { Draft, Field, Finding, Pair, WizardStep } from "../bindings";

/** The choices of a draft, each with the tag that tells its variants apart. */
type Choices = {
	source: Draft["source"];
	access_role: Extract<Draft["source"], { registry: "ecr" }>["access_role"];
	auto_scaling: Draft["auto_scaling"];
	protocol: Draft["health_check"]["protocol"];
	instance_role: Draft["instance_role"];
};
export type Choice = keyof Choices;

export type Section = "settings" | "command" | "scaling" | "health" | "security" | "networking" | "tags";

export type State = {
	draft: Draft;
	/** The last of each variant, so that going back to a choice finds what was typed for it. */
	kept: { [C in Choice]: Record<string, Choices[C]> };
	/** Whether the last edit was typed, so that a check waits for a pause, or chosen. */
	typed: boolean;
	step: number;
	/** Fields that were left, and steps that were to be left: what is wrong there is shown. */
	touched: ReadonlySet<string>;
	attempted: ReadonlySet<WizardStep>;
	open: ReadonlySet<Section>;
	/** Of which fields the first is to get the focus; a new object is a new request. */
	focus: { keys: ReadonlySet<string> } | null;
};

type ChooseAction = { [C in Choice]: { type: "choose"; choice: C; next: Choices[C] } }[Choice];

export type Action =
	| { type: "edit"; edit: (draft: Draft) => Draft; typed: boolean; touch?: Field[] }
	| ChooseAction
	| { type: "touch"; fields: Field[] }
	| { type: "remove"; list: "environment" | "tags"; index: number }
	| { type: "section"; section: Section; open: boolean }
	| { type: "go"; step: number }
	| { type: "stop"; step: number; of: WizardStep; findings: Finding[] };

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
	tag_key: "tags",
	tag_value: "tags",
};

export function begin(draft: Draft): State {
	return {
		draft,
		kept: { source: {}, access_role: {}, auto_scaling: {}, protocol: {}, instance_role: {} },
		typed: false,
		step: 0,
		touched: new Set(),
		attempted: new Set(),
		open: new Set(),
		focus: null,
	};
}

export function reduce(state: State, action: Action): State {
	switch (action.type) {
		case "edit": {
			const next = put(state, action.edit(state.draft));
			return { ...next, typed: action.typed, touched: withKeys(state.touched, action.touch ?? []) };
		}
		case "choose":
			return { ...choose(state, action), typed: false };
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
		case "stop": {
			const fields = action.findings.flatMap(({ field }) => (field === null ? [] : [field]));
			const open = new Set(state.open);
			for (const { name } of fields) {
				const section = SECTIONS[name];
				if (section) open.add(section);
			}
			return {
				...state,
				step: action.step,
				attempted: new Set([...state.attempted, action.of]),
				open,
				focus: { keys: new Set(fields.map(keyOf)) },
			};
		}
	}
}

const withKeys = (keys: ReadonlySet<string>, fields: Field[]) => new Set([...keys, ...fields.map(keyOf)]);

const tagOf = (value: { kind: string } | { registry: string }) => ("kind" in value ? value.kind : value.registry);

function choicesOf(draft: Draft): Partial<Choices> {
	const { source, auto_scaling, instance_role } = draft;
	return {
		source,
		auto_scaling,
		instance_role,
		protocol: draft.health_check.protocol,
		...(source.registry === "ecr" ? { access_role: source.access_role } : {}),
	};
}

/** Takes over a draft, and keeps each variant that it no longer has. */
function put(state: State, draft: Draft): State {
	const kept: State["kept"] = { ...state.kept };
	const before = choicesOf(state.draft);
	const after = choicesOf(draft);
	const keep = <C extends Choice>(choice: C) => {
		const [old, now] = [before[choice], after[choice]];
		if (old && now && tagOf(old) !== tagOf(now)) kept[choice] = { ...kept[choice], [tagOf(old)]: old };
	};
	for (const choice of CHOICES) keep(choice);
	return { ...state, draft, kept };
}

const CHOICES: Choice[] = ["source", "access_role", "auto_scaling", "protocol", "instance_role"];

function choose(state: State, action: ChooseAction): State {
	const { draft, kept } = state;
	const back = <C extends Choice>(choice: C, next: Choices[C]): Choices[C] => kept[choice][tagOf(next)] ?? next;
	switch (action.choice) {
		case "source":
			return put(state, { ...draft, source: back("source", action.next) });
		case "access_role":
			if (draft.source.registry !== "ecr") return state;
			return put(state, { ...draft, source: { ...draft.source, access_role: back("access_role", action.next) } });
		case "auto_scaling":
			return put(state, { ...draft, auto_scaling: back("auto_scaling", action.next) });
		case "protocol":
			return put(state, {
				...draft,
				health_check: { ...draft.health_check, protocol: back("protocol", action.next) },
			});
		case "instance_role":
			return put(state, { ...draft, instance_role: back("instance_role", action.next) });
	}
}

/** Rows are known by their place, so what was seen of the rows below moves up with them. */
function remove(state: State, list: "environment" | "tags", index: number): State {
	const rows: Pair[] = state.draft[list].filter((_, at) => at !== index);
	const prefixes = list === "environment" ? ["environment_name", "environment_value"] : ["tag_key", "tag_value"];
	const touched = new Set<string>();
	for (const key of state.touched) {
		const [name = "", at] = key.split(".");
		if (at === undefined || !prefixes.includes(name) || Number(at) < index) touched.add(key);
		else if (Number(at) > index) touched.add(`${name}.${Number(at) - 1}`);
	}
	return { ...state, draft: { ...state.draft, [list]: rows }, touched, typed: false };
}
