import { describe, expect, it } from "vitest";
import { begin, reduce, type State } from "../wizard/state";
import { draft } from "./samples";

const typed = (state: State, edit: Parameters<typeof reduce>[1]) => reduce(state, edit);

describe("the wizard's state", () => {
	it("moves what was seen of rows up when a row is removed", () => {
		const rows = ["A", "B", "C"].map((name) => ({ name, value: "" }));
		let state = begin({ ...draft, environment: rows });
		state = typed(state, {
			type: "touch",
			fields: [
				{ name: "environment_name", index: 0 },
				{ name: "environment_value", index: 2 },
			],
		});
		state = typed(state, { type: "remove", list: "environment", index: 1 });
		expect(state.draft.environment.map(({ name }) => name)).toEqual(["A", "C"]);
		expect([...state.touched]).toEqual(["environment_name.0", "environment_value.1"]);
	});

	it("finds again what was typed for each choice", () => {
		let state = begin(draft);
		const scaling = { kind: "create_for_me", name: "", max_concurrency: "100", min_size: "1", max_size: "25" } as const;
		state = typed(state, { type: "choose", choice: "auto_scaling", next: scaling });
		state = typed(state, {
			type: "edit",
			typed: true,
			edit: (draft) => ({ ...draft, auto_scaling: { ...scaling, name: "burst" } }),
		});
		state = typed(state, { type: "choose", choice: "auto_scaling", next: { kind: "account_default" } });
		expect(state.draft.auto_scaling).toEqual({ kind: "account_default" });
		state = typed(state, { type: "choose", choice: "auto_scaling", next: scaling });
		expect(state.draft.auto_scaling).toMatchObject({ name: "burst" });
	});

	it("keeps a choice that a repair replaces", () => {
		let state = begin(draft);
		const arn = "arn:aws:iam::123456789012:role/pull";
		state = typed(state, {
			type: "edit",
			typed: false,
			edit: (draft) =>
				draft.source.registry === "ecr"
					? { ...draft, source: { ...draft.source, access_role: { kind: "use_existing", arn } } }
					: draft,
		});
		state = typed(state, { type: "choose", choice: "access_role", next: { kind: "create_for_me", name: "" } });
		expect(state.draft.source).toMatchObject({ access_role: { name: "AppRunnerECRAccessRole" } });
	});
});
