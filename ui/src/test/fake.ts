// The other side of the IPC, for tests and for looking at the window in a browser. It keeps what it is told and answers
// from it; it is not the application, and makes no rule that the window could come to rely on.
import type {
	Checked,
	Diagnosis,
	Draft,
	Link,
	LogPage,
	LogSource,
	Operation,
	PlanView,
	Problem,
	Repository,
	RunView,
	ServiceDetail,
	ServiceRow,
	SessionRef,
	SessionView,
	Welcome,
} from "../bindings";
import { check } from "./check";
import * as samples from "./samples";

export type World = {
	welcome: Welcome;
	session: (session: SessionRef) => SessionView;
	services: ServiceRow[];
	detail: (row: ServiceRow) => ServiceDetail;
	operations: Operation[];
	log: (source: LogSource) => LogPage;
	diagnosis: Diagnosis | null;
	repositories: Repository[];
	check: (draft: Draft) => Checked;
	runs: RunView[];
	/** Answers of commands that are refused. */
	refused: Record<string, Problem>;
	/** Commands that are never answered, to see what is shown meanwhile. */
	unanswered: string[];
	/** Milliseconds before each answer. */
	delay: number;
	/** Changes a run each time it is asked for. */
	advance: (run: RunView) => RunView;
};

type Call = { command: string; args: Record<string, unknown> };

export function createWorld(change: Partial<World> = {}): World {
	return {
		welcome: samples.welcome,
		session: samples.sessionView,
		services: samples.rows,
		detail: samples.detail,
		operations: samples.operations,
		log: () => ({ exists: true, lines: samples.eventLines, older_left_out: false }),
		diagnosis: null,
		repositories: samples.repositories,
		check,
		runs: [],
		refused: {},
		unanswered: [],
		delay: 0,
		advance: (run) => run,
		...change,
	};
}

export function createFake(world: World) {
	const calls: Call[] = [];
	const plans = new Map<string, RunView>();
	let epoch = 0;

	function run(id: unknown): RunView {
		const found = world.runs.find((run) => run.id === id);
		if (!found) throw samples.problem({ code: "not_found" }, [{ kind: "reload" }]);
		return found;
	}
	function change(id: unknown, part: Partial<RunView>): RunView {
		const next = { ...run(id), ...part };
		world.runs = world.runs.map((run) => (run.id === id ? next : run));
		return next;
	}
	function plan(view: RunView, undoable: boolean): PlanView {
		plans.set(view.id, view);
		const { id, goal, account, region, steps } = view;
		return {
			id,
			goal,
			account,
			region,
			steps: steps.map(({ action, undo }) => ({
				action,
				undo,
				command: action.kind.startsWith("await")
					? null
					: `aws ${action.kind.replaceAll("_", "-")} \\\n  --region ${region}`,
			})),
			script: "#!/bin/sh\nset -eu\n",
			can_be_undone: undoable,
		};
	}
	function service(arn: unknown): ServiceRow {
		const found = world.services.find((row) => row.arn === arn);
		if (!found) throw samples.problem({ code: "not_found" }, [{ kind: "reload" }]);
		return found;
	}

	const answers: Record<string, (args: Record<string, unknown>) => unknown> = {
		welcome: () => world.welcome,
		session_open: ({ profile, region }) => {
			epoch += 1;
			return world.session({ profile: String(profile), region: String(region), epoch });
		},
		services_list: () => world.services,
		service_get: ({ arn }) => world.detail(service(arn)),
		service_operations: () => world.operations,
		service_log: ({ source }) => world.log(source as LogSource),
		service_diagnosis: () => world.diagnosis,
		service_follow: () => null,
		service_unfollow: () => null,
		repositories_list: () => world.repositories,
		images_list: () => samples.images,
		roles_list: () => samples.roles,
		auto_scaling_list: () => samples.configurations,
		draft_new: () => samples.draft,
		draft_check: ({ draft }) => world.check(draft as Draft),
		plan_create: ({ draft }) => {
			const { findings } = world.check(draft as Draft);
			if (findings.some(({ severity }) => severity === "error")) {
				throw samples.problem({ code: "draft_invalid", findings }, [{ kind: "change_field" }]);
			}
			return plan(samples.createRun((draft as Draft).name), true);
		},
		plan_delete: ({ arn }) => {
			const { name } = service(arn);
			return plan(
				samples.createRun(name, {
					goal: { kind: "delete_service", name, arn: String(arn) },
					steps: [
						samples.step({ kind: "delete_service", name, arn: String(arn) }, "impossible"),
						samples.step({ kind: "await_gone", arn: String(arn) }, "impossible"),
					],
				}),
				false,
			);
		},
		run_start: ({ plan }) => {
			const view = plans.get(String(plan));
			if (!view) throw samples.problem({ code: "plan_gone" }, [{ kind: "reload" }]);
			plans.delete(view.id);
			world.runs = [view, ...world.runs];
			return view;
		},
		run_get: ({ id }) => change(id, world.advance(run(id))),
		runs_list: () => world.runs,
		run_resume: ({ id }) => change(id, { ...samples.inState("running"), can_resume: false, can_undo: false }),
		run_undo: ({ id }) => change(id, { ...samples.inState("undone"), can_resume: false, can_undo: false }),
		run_leave: ({ id }) => change(id, samples.inState("left")),
		link_open: (_: { link?: Link }) => null,
	};

	async function handle(command: string, args: unknown): Promise<unknown> {
		const given = (args ?? {}) as Record<string, unknown>;
		calls.push({ command, args: given });
		if (world.unanswered.includes(command)) await new Promise(() => undefined);
		if (world.delay > 0) await new Promise((resolve) => setTimeout(resolve, world.delay));
		const refused = world.refused[command];
		if (refused) throw refused;
		const answer = answers[command];
		if (!answer) throw new Error(`the fake has no command ${command}`);
		// What crosses the boundary is a copy.
		return structuredClone(answer(given));
	}
	return { world, handle, calls, called: (command: string) => calls.filter((call) => call.command === command) };
}

export type Fake = ReturnType<typeof createFake>;
