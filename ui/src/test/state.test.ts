import { describe, expect, it } from "vitest";
import { begin, reduce, type State } from "../wizard/state";
import type { Choice } from "../wizard/variants";
import { check } from "./check";
import { draft } from "./samples";

const { beginnings } = check(draft).form;
const choose = (state: State, choice: Choice, kind: string) =>
	reduce(state, { type: "choose", choice, kind, beginnings });
const typed = (state: State, edit: Parameters<typeof reduce>[1]) => reduce(state, edit);

describe("the wizard's state", () => {
	it("moves what was seen of rows up when a row is removed", () => {
		const rows = ["A", "B", "C"].map((name) => ({ source: "plain" as const, name, value: "" }));
		let state = begin({ draft: { ...draft, environment: rows }, step: "service" });
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
		let state = begin({ draft, step: "source" });
		state = choose(state, "auto_scaling", "create_for_me");
		state = typed(state, {
			type: "edit",
			typed: true,
			edit: (draft) =>
				draft.auto_scaling.kind === "create_for_me"
					? { ...draft, auto_scaling: { ...draft.auto_scaling, name: "burst" } }
					: draft,
		});
		state = choose(state, "auto_scaling", "account_default");
		expect(state.draft.auto_scaling).toEqual({ kind: "account_default" });
		state = choose(state, "auto_scaling", "create_for_me");
		expect(state.draft.auto_scaling).toMatchObject({ name: "burst", max_concurrency: "100" });
	});

	it("keeps a choice that a repair replaces", () => {
		let state = begin({ draft, step: "source" });
		const arn = "arn:aws:iam::123456789012:role/pull";
		state = typed(state, {
			type: "edit",
			typed: false,
			edit: (draft) =>
				draft.source.kind === "ecr"
					? { ...draft, source: { ...draft.source, access_role: { kind: "use_existing", arn } } }
					: draft,
		});
		state = choose(state, "access_role", "create_for_me");
		expect(state.draft.source).toMatchObject({ access_role: { name: "AppRunnerECRAccessRole" } });
	});

	it("finds the source code again after a look at images, with its build", () => {
		let state = begin({ draft, step: "source" });
		state = choose(state, "source", "code");
		state = choose(state, "build", "configuration_file");
		state = choose(state, "source", "ecr");
		expect(state.draft.source).toBe(draft.source);
		state = choose(state, "source", "code");
		expect(state.draft.source).toMatchObject({ branch: "main", build: { kind: "configuration_file" } });
	});

	it("leaves a choice alone that is chosen again", () => {
		const state = begin({ draft, step: "source" });
		expect(choose(state, "source", "ecr")).toMatchObject({ draft });
	});

	it("moves what was seen of grants up too, and opens their section at an error", () => {
		const grants = ["a", "b"].map((target) => ({ resource: "s3_bucket" as const, target, access: "read" as const }));
		const role = { kind: "create_for_me" as const, name: "r", grants };
		let state = begin({ draft: { ...draft, instance_role: role }, step: "service" });
		state = typed(state, { type: "touch", fields: [{ name: "grant_target", index: 1 }] });
		state = typed(state, { type: "remove", list: "grants", index: 0 });
		expect(state.draft.instance_role).toMatchObject({ grants: [{ target: "b" }] });
		expect([...state.touched]).toEqual(["grant_target.0"]);
		const field = { name: "grant_target", index: 0 } as const;
		state = typed(state, {
			type: "stop",
			of: "service",
			findings: [{ severity: "error", field, step: "service", detail: { code: "required" }, fix: null }],
		});
		expect([...state.open]).toEqual(["security"]);
	});
});
