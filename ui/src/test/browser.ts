// Shows the window in a plain browser, on the fake: `npm run fake`, then /?scenario=NAME. Never part of a build.

import { mockIPC } from "@tauri-apps/api/mocks";
import type { Need } from "../bindings";
import { subjectOf } from "../components/runs";
import * as bounds from "./bounds";
import * as choices from "./choices";
import { config, manyAccounts } from "./config";
import { ending, locked, marks, needed, needs, production } from "./credentials";
import { codeDraft, endpointDraft, fileDraft, privateDraft, savedDraft } from "./drafts";
import { createFake, createWorld, type World } from "./fake";
import * as keychain from "./keychain";
import * as review from "./review";
import * as samples from "./samples";

const params = new URLSearchParams(location.search);
const now = Date.now();

const failed = samples.createRun("image-resizer", {
	state: "failed",
	service_arn: samples.arnOf("image-resizer"),
	can_undo: true,
	can_resume: true,
	started_at: now - 200_000,
	updated_at: now - 20_000,
});
const diagnosis: World["diagnosis"] = {
	cause: { code: "port_mismatch", configured: "8080", listening: "5000" },
	lines: samples.lines(
		"Health check failed on protocol `TCP` [Port: '8080']. Check your configured port number.",
		" * Running on http://127.0.0.1:5000",
	),
};

const needing = (need: Need): Partial<World> => ({
	welcome: { ...samples.welcome, profile: "staging-admin" },
	session: (session) => ({ ...samples.sessionView(session), identity: null, problem: needed(need) }),
});

const withShop: World["config"] = { ...config, profiles: [...config.profiles, keychain.shop] };
/** What was a while ago for the samples, a while ago for whoever looks. */
const kept = (view: World["keychain"]): World["keychain"] => ({
	...view,
	keys: view.keys.map((key) => ({ ...key, kept_at: (key.kept_at ?? 0) + now - samples.NOW })),
	callers: view.callers.map((row) => ({ ...row, asked_at: (row.asked_at ?? 0) + now - samples.NOW })),
});

const scenarios: Record<string, () => Partial<World>> = {
	plain: () => ({}),
	empty: () => ({ services: [] }),
	many: () => ({ services: samples.manyRows(1000) }),
	loading: () => ({ unanswered: ["services_list"] }),
	starting: () => ({ unanswered: ["welcome"] }),
	opening: () => ({ unanswered: ["session_open"] }),
	error: () => ({
		refused: {
			services_list: {
				...samples.problem({ code: "access_denied", action: "apprunner:ListServices" }, [
					{ kind: "grant_action", action: "apprunner:ListServices" },
					{ kind: "switch_profile" },
					{ kind: "retry" },
				]),
				aws: {
					service: "apprunner",
					operation: "ListServices",
					code: "AccessDeniedException",
					message: "User is not authorized to perform: apprunner:ListServices on resource: *",
					request_id: "3f6b0a4e-6f0f-4e7a-9a59-1f0d3a2b9c11",
				},
			},
		},
	}),
	closed: () => ({
		refused: {
			services_list: samples.problem({ code: "account_closed" }, [
				{ kind: "use_other_account" },
				{ kind: "switch_profile" },
			]),
		},
	}),
	expired: () => ({
		session: (session) => ({
			...samples.sessionView(session),
			identity: null,
			problem: samples.problem({ code: "sign_in_expired" }, [
				{ kind: "sign_in" },
				{ kind: "retry" },
				{ kind: "switch_profile" },
			]),
		}),
		welcome: { ...samples.welcome, profile: "staging-admin" },
	}),
	signin: () => needing(needs.sign_in),
	mfa: () => needing(needs.code),
	program: () => needing(needs.program),
	login: () => needing(needs.login),
	production: () => ({
		welcome: { ...samples.welcome, profile: "default" },
		guard: production,
		marks,
		refused: { run_start: locked },
	}),
	readonly: () => ({ guard: { ...production, protection: "read_only", color: "blue" }, marks }),
	unlocked: () => ({ guard: { ...production, color: "yellow", unlocked_until: now + 12 * 60_000 }, marks }),
	ending: () => ({
		welcome: {
			...samples.welcome,
			profile: "staging-admin",
			profile_faults: [{ file: "config", fault: { line: 12, reason: "profile_without_prefix" } }],
		},
		guard: { ...production, protection: "none", color: "green" },
		standing: ending(now + 555_000, now + 3_600_000),
	}),
	keychain: () => ({ welcome: keychain.welcome, config: withShop, keychain: kept(keychain.full) }),
	nokeys: () => ({ keychain: keychain.empty }),
	keychainlocked: () => ({ keychain: kept({ ...keychain.full, state: "locked" }) }),
	keychainabsent: () => ({ keychain: { ...keychain.empty, state: "absent" } }),
	keychainbare: () => ({ keychain: { ...keychain.empty, state: "no_collection" } }),
	keychaindenied: () => ({ keychain: { ...keychain.empty, state: "denied" } }),
	callers: () => ({
		welcome: keychain.welcome,
		config: withShop,
		keychain: kept({
			...keychain.full,
			callers: [
				...keychain.full.callers,
				keychain.caller("caller-3", {
					caller: {
						program: "/home/ann/.local/share/pipx/venvs/awscli/bin/python",
						script: "/home/ann/projects/shop/scripts/upload-the-reports.py",
					},
				}),
				keychain.caller("caller-4", {
					key: "key-2",
					asked_at: samples.NOW,
					caller: { program: "/usr/bin/terraform", script: null },
				}),
			],
		}),
	}),
	noprofiles: () => ({ config: { ...config, profiles: [], sessions: [], faults: [] } }),
	changed: () => ({
		refused: { config_apply: samples.problem({ code: "config_changed", path: "/home/ann/.aws/config" }) },
	}),
	manyaccounts: () => ({ accounts: manyAccounts(300) }),
	interrupted: () => ({
		runs: [
			samples.createRun("my-app", { state: "interrupted", can_resume: true, can_undo: true, started_at: now - 9e5 }),
			failed,
		],
		session: (session) => ({ ...samples.sessionView(session), custom_endpoints: ["http://127.0.0.1:4566"] }),
	}),
	failed: () => ({
		runs: [
			{
				...failed,
				steps: failed.steps.map((step, at) => ({
					...step,
					state: at === 3 ? "failed" : "done",
					stands: at < 3,
					started_at: now - 200_000 + at * 20_000,
					ended_at: now - 190_000 + at * 20_000,
					problem:
						at === 3
							? samples.problem({ code: "deployment_failed", diagnosis }, [
									{ kind: "read_logs" },
									{ kind: "change_field" },
								])
							: null,
				})),
			},
		],
		diagnosis,
		operations: [
			{
				id: "op-1",
				kind: { kind: "create" },
				status: { kind: "failed" },
				has_log: true,
				started_at: now - 180_000,
				ended_at: now - 20_000,
			},
		],
	}),
	drafts: () => ({
		drafts: [
			savedDraft("code", { draft: codeDraft }),
			savedDraft("build", { draft: codeDraft, step: "build" }),
			savedDraft("source", { draft: codeDraft, step: "source" }),
			savedDraft("file", { draft: fileDraft, step: "build", saved_at: now - 7_200_000 }),
			savedDraft("file-service", { draft: fileDraft, saved_at: now - 7_300_000 }),
			savedDraft("review", { draft: codeDraft, step: "review", saved_at: now - 8_000_000 }),
			savedDraft(samples.LONG, { profile: "staging-admin", region: "us-east-1", saved_at: now - 90_000_000 }),
		],
	}),
	private: () => ({
		detail: choices.privateService,
		drafts: [
			savedDraft("service", { draft: privateDraft }),
			savedDraft("source", { draft: privateDraft, step: "source" }),
			savedDraft("endpoint", { draft: endpointDraft }),
			savedDraft("review", { draft: endpointDraft, step: "review" }),
		],
	}),
	copy: () => ({
		copied: { draft: { ...codeDraft, name: "checkout-copy" }, left_out: ["private_endpoint", "runtime"] },
	}),
	account: () => ({ welcome: { ...samples.welcome, profile: "default" } }),
	troubled: () => ({
		drafts: [savedDraft("review", { draft: { ...codeDraft, start_command: "" }, step: "review" })],
		looked: [...choices.missing, ...review.troubled],
		cost: (draft, expected) => ({
			...review.cost(draft, expected),
			provisioned: null,
			evidence: "estimated",
			beside: [{ kind: "outgoing_by_vpc" }, { kind: "interface_endpoint", zones: 2 }, { kind: "secrets", count: 3 }],
		}),
	}),
	unpriced: () => ({
		drafts: [savedDraft("review", { draft: codeDraft, step: "review" })],
		cost: () => null,
		refused: { draft_preflight: samples.problem({ code: "unreachable" }) },
	}),
	permissions: () => ({ permissions: bounds.someRefused }),
	unasked: () => ({ permissions: bounds.unasked }),
	project: () => ({ projects: { open: bounds.here, recent: [] } }),
	away: () => ({ projects: { open: bounds.away, recent: ["/home/ann/work/site"] } }),
	brokenpin: () => ({ projects: { open: bounds.broken, recent: [] } }),
	unserved: () => ({
		welcome: { ...samples.welcome, profile: "default" },
		session: (session) => ({ ...samples.sessionView(session), unserved_region: "eu-north-1" }),
	}),
	undo: () => ({
		marks,
		runs: [
			{
				...failed,
				undo_confirmation: "image-resizer",
				steps: failed.steps.map((step, at) => ({ ...step, stands: at < 3 })),
			},
		],
	}),
	emptylists: () => ({ connections: [], connectors: [], observability: [], endpoints: [], keys: [], webAcls: [] }),
	rolledback: () => ({
		diagnosis,
		operations: [
			{
				id: "op-2",
				kind: { kind: "update" },
				status: { kind: "rollback_succeeded" },
				has_log: true,
				started_at: now - 400_000,
				ended_at: now - 100_000,
			},
			...samples.operations,
		],
	}),
};

const scenario = scenarios[params.get("scenario") ?? "plain"] ?? scenarios.plain;
const world = createWorld({ ...scenario?.(), advance });
world.welcome = { ...world.welcome, locale: params.get("lang") === "ja" ? "ja_JP.UTF-8" : "en_US.UTF-8" };
const shift = now - samples.NOW;
world.services = world.services.map((row) => ({
	...row,
	created_at: (row.created_at ?? 0) + shift,
	updated_at: (row.updated_at ?? 0) + shift,
}));
const log = world.log;
world.log = (source) => {
	const page = log(source);
	return { ...page, lines: page.lines.map((line) => ({ ...line, at: (line.at ?? 0) + shift })) };
};

let looks = 0;

/** A run that comes along, a step every few looks. */
function advance(run: World["runs"][number]): World["runs"][number] {
	if (run.state !== "running") return run;
	looks += 1;
	const at = Math.floor(looks / 3);
	const name = subjectOf(run.goal);
	const done = at >= run.steps.length;
	if (run.goal.kind === "create_service" && at >= 2 && !world.services.some((row) => row.name === name)) {
		world.services = [samples.row(name, { kind: "operation_in_progress" }, 0), ...world.services];
	}
	if (done && run.goal.kind === "create_service") {
		world.services = world.services.map((row) => (row.name === name ? samples.row(name, { kind: "running" }, 0) : row));
	}
	if (done && run.goal.kind === "delete_service") world.services = world.services.filter((row) => row.name !== name);
	return {
		...run,
		started_at: run.started_at === samples.NOW ? Date.now() : run.started_at,
		updated_at: Date.now(),
		...samples.inState(done ? "succeeded" : "running"),
		service_arn: at >= 2 ? samples.arnOf(name) : null,
		steps: run.steps.map((step, index) => ({
			...step,
			state: index < at ? "done" : index > at ? "pending" : index === 2 ? "waiting_for_iam" : "running",
			started_at: index <= at ? Date.now() - 9_000 : null,
			ended_at: index < at ? Date.now() - 2_000 : null,
		})),
	};
}

const fake = createFake(world);
mockIPC((command, args) => fake.handle(command, args), { shouldMockEvents: true });
void import("../main");
