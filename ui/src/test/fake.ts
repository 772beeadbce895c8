// The other side of the IPC, for tests and for looking at the window in a browser. It keeps what it is told and answers
// from it; it is not the application, and makes no rule that the window could come to rely on.
import type {
	Action,
	Checked,
	ConfigView,
	ConnectionOption,
	Connectivity,
	ConnectorDraft,
	ConnectorOption,
	ConnectorsView,
	Copied,
	Cost,
	DatabaseProposal,
	Diagnosis,
	Draft,
	Elsewhere,
	EndpointDraft,
	EndpointsView,
	EntryAsked,
	EntryView,
	Examined,
	Finding,
	Guard,
	ImageDetail,
	Import,
	Imported,
	Incoming,
	InterfaceEndpoint,
	KeychainView,
	KeyOption,
	Link,
	LogPage,
	LogSource,
	Looked,
	MarkRow,
	Network,
	ObservabilityOption,
	Operation,
	ParameterOption,
	Permissions,
	Picture,
	PictureAsked,
	PlanView,
	Preset,
	PrivateDomains,
	Problem,
	Projects,
	Provider,
	ReachAsked,
	Repository,
	RunView,
	SandboxChange,
	SandboxControls,
	SavedDraft,
	SecretOption,
	SecretPlace,
	ServiceDetail,
	ServiceRow,
	SessionRef,
	SessionView,
	SsoAccount,
	Standing,
	Tried,
	Use,
	Variable,
	WebAclOption,
	Welcome,
	WireView,
} from "../bindings";
import * as bounds from "./bounds";
import { check } from "./check";
import * as choices from "./choices";
import * as config from "./config";
import * as connection from "./connection";
import * as credentials from "./credentials";
import * as drafts from "./drafts";
import { createEndpointsInUse, createEntry } from "./endpoints";
import * as file from "./file";
import * as keychain from "./keychain";
import { createInUse, createPicture, createProposal } from "./picture";
import { createReach, reachable, type Told } from "./reach";
import * as review from "./review";
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
	image: ImageDetail;
	secrets: SecretOption[];
	parameters: ParameterOption[];
	connections: ConnectionOption[];
	connectors: ConnectorOption[];
	reach: Told;
	picture: (asked: PictureAsked) => Picture;
	inUse: ConnectorsView;
	network: Network;
	domains: PrivateDomains;
	endpointsInUse: EndpointsView;
	entry: (asked: EntryAsked) => EntryView;
	proposed: (database: string, name: string) => DatabaseProposal;
	connectorFindings: (draft: ConnectorDraft) => Finding[];
	endpointFindings: (draft: EndpointDraft) => Finding[];
	/** Where a picture was saved, or why not. */
	saved: () => string;
	observability: ObservabilityOption[];
	endpoints: InterfaceEndpoint[];
	keys: KeyOption[];
	webAcls: WebAclOption[];
	drafts: SavedDraft[];
	copied: Copied;
	imported: (text: string, present: Variable[]) => Import;
	examined: (text: string, draft: Draft) => Examined;
	written: (draft: Draft) => string | null;
	check: (draft: Draft) => Checked;
	cost: (draft: Draft, expected: Use) => Cost | null;
	looked: Looked[];
	runs: RunView[];
	guard: Guard;
	marks: MarkRow[];
	standing: Standing;
	permissions: Permissions;
	elsewhere: Elsewhere[];
	projects: Projects;
	config: ConfigView;
	keychain: KeychainView;
	wire: WireView;
	tried: Tried;
	connectivity: Connectivity;
	accounts: SsoAccount[];
	roles: Record<string, string[]>;
	/** How long a sign-in may take, in milliseconds. */
	signInFor: number;
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
		image: choices.imageDetail,
		secrets: choices.secrets,
		parameters: choices.parameters,
		connections: drafts.connections,
		connectors: drafts.connectors,
		reach: reachable,
		picture: createPicture,
		inUse: createInUse(),
		network: drafts.network,
		domains: { names: [], targets: [] },
		endpointsInUse: createEndpointsInUse(),
		entry: createEntry,
		proposed: createProposal,
		connectorFindings: () => [],
		endpointFindings: () => [],
		saved: () => "/home/ann/Downloads/network.svg",
		observability: drafts.observability,
		endpoints: drafts.endpoints,
		keys: drafts.keys,
		webAcls: drafts.webAcls,
		drafts: [],
		copied: { draft: { ...samples.draft, name: "checkout-copy" }, left_out: [] },
		imported,
		examined: file.examined,
		written: file.written,
		check,
		cost: review.cost,
		looked: review.allWell,
		runs: [],
		guard: credentials.unguarded,
		marks: [],
		standing: credentials.lasting,
		permissions: bounds.allAllowed,
		elsewhere: bounds.elsewhere,
		projects: { open: null, recent: [] },
		config: config.config,
		keychain: keychain.empty,
		wire: connection.wire,
		tried: connection.tried,
		connectivity: connection.reached,
		accounts: config.accounts,
		roles: {},
		signInFor: 600_000,
		refused: {},
		unanswered: [],
		delay: 0,
		advance: (run) => run,
		...change,
	};
}

function confirmationOf(goal: RunView["goal"]): string | null {
	if (goal.kind === "end_key") return goal.access_key_id;
	const isTyped =
		goal.kind === "delete_service" ||
		goal.kind === "delete_ingress" ||
		(goal.kind === "change_incoming" && goal.public);
	return isTyped ? goal.name : null;
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
			script: review.script,
			exports: goal.kind === "create_service" ? review.exports : null,
			can_be_undone: undoable,
			confirmation: confirmationOf(goal),
		};
	}
	function service(arn: unknown): ServiceRow {
		const found = world.services.find((row) => row.arn === arn);
		if (!found) throw samples.problem({ code: "not_found" }, [{ kind: "reload" }]);
		return found;
	}

	function controls(): SandboxControls {
		const waiting = world.connections.filter(({ is_pending }) => is_pending);
		return {
			seconds: 0,
			closed_account: false,
			two_services: false,
			faults: [],
			waiting: waiting.map(({ name, arn }) => ({ region: "ap-northeast-1", kind: "handshake", name, id: arn })),
		};
	}

	function keepSecret(run: RunView, { place, name }: Extract<RunView["goal"], { kind: "keep_secret" }>): RunView {
		const all: { name: string }[] = place === "secrets_manager" ? world.secrets : world.parameters;
		if (all.some((other) => other.name === name)) return choices.taken(run);
		if (place === "secrets_manager") world.secrets = [...world.secrets, choices.secret(name)];
		else world.parameters = [...world.parameters, { name, description: "", is_secure: true }];
		return run;
	}

	const { answers: ofCredentials, endSignIn } = credentials.createCredentials(world);
	const answers: Record<string, (args: Record<string, unknown>) => unknown> = {
		...ofCredentials,
		...keychain.createKeychain(world, config.createConfig(world), plan),
		...bounds.createBounds(world),
		...connection.createConnection(world),
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
		image_get: () => world.image,
		secrets_list: () => world.secrets,
		parameters_list: () => world.parameters,
		roles_list: () => samples.roles,
		auto_scaling_list: () => samples.configurations,
		connectors_list: () => world.connectors,
		network_list: () => world.network,
		network_reach: ({ asked }) => createReach(asked as ReachAsked, world.reach),
		connectors_in_use: () => world.inUse,
		connector_check: ({ draft }) => world.connectorFindings(draft as ConnectorDraft),
		plan_connector: ({ draft }) => {
			const { name, replaces, subnets, security_groups } = draft as ConnectorDraft;
			const spec = { name, subnets, security_groups, tags: [] };
			const moved = world.inUse.connectors.flatMap(({ arn, users }) =>
				arn === replaces?.arn ? users.filter((user) => replaces.services.includes(user.arn)) : [],
			);
			const after = { kind: "from_plan" as const };
			const steps = [
				samples.step({ kind: "create_connector", spec }, "delete_connector"),
				...moved.flatMap((user) => [
					samples.step(
						{ kind: "use_connector", name: user.name, arn: user.arn, before: replaces?.arn ?? "", after },
						"restore_connector",
					),
					samples.step({ kind: "await_connector", name: user.name, arn: user.arn, after }, "nothing"),
					...(user.host === null
						? []
						: [samples.step({ kind: "probe", name: user.name, host: user.host, before: 200 }, "nothing")]),
				]),
			];
			const goal: RunView["goal"] =
				replaces === null
					? { kind: "create_connector", name }
					: { kind: "replace_connector", name: "to-my-vpc", arn: replaces.arn };
			const isReplaced = replaces !== null;
			return plan(samples.createRun(name, { goal, steps, state: "succeeded", can_undo: isReplaced }), true);
		},
		private_domains: () => world.domains,
		plan_group: ({ vpc, name }) => {
			const wanted = String(name);
			if (drafts.network.security_groups.some((group) => group.name === wanted)) {
				const field = { name: "group_name" } as const;
				const finding: Finding = {
					severity: "error",
					field,
					step: "service",
					detail: { code: "group_name_taken" },
					fix: null,
				};
				throw samples.problem({ code: "draft_invalid", findings: [finding] }, [{ kind: "change_field" }]);
			}
			const steps = [samples.step({ kind: "create_group", name: wanted, vpc: String(vpc) }, "delete_group")];
			const goal: RunView["goal"] = { kind: "create_group", name: wanted };
			return plan(samples.createRun(wanted, { goal, steps, state: "succeeded" }), true);
		},
		endpoints_in_use: () => world.endpointsInUse,
		network_entry: ({ asked }) => world.entry(asked as EntryAsked),
		plan_incoming: ({ arn, incoming }) => {
			const name = service(arn).name;
			const isPublic = (incoming as Incoming).kind === "public";
			const steps = [
				...(isPublic ? [samples.step({ kind: "delete_ingress", name, arn: String(arn) }, "impossible")] : []),
				samples.step(
					{ kind: "set_access", name, arn: String(arn), public: isPublic, connector: null },
					"restore_access",
				),
				samples.step({ kind: "await_access", name, arn: String(arn), public: isPublic }, "nothing"),
			];
			const goal: RunView["goal"] = { kind: "change_incoming", name, arn: String(arn), public: isPublic };
			return plan(samples.createRun(name, { goal, steps, state: "succeeded", can_undo: !isPublic }), !isPublic);
		},
		plan_delete_ingress: ({ arn }) => {
			const goal: RunView["goal"] = { kind: "delete_ingress", name: "checkout", arn: String(arn) };
			const steps = [samples.step({ kind: "delete_ingress", name: "checkout", arn: String(arn) }, "impossible")];
			return plan(samples.createRun("checkout", { goal, steps, state: "succeeded" }), false);
		},
		endpoint_check: ({ draft }) => world.endpointFindings(draft as EndpointDraft),
		plan_endpoint: ({ draft }) => {
			const { changes, name, vpc, subnets, security_groups } = draft as EndpointDraft;
			const old = world.endpointsInUse.endpoints.find(({ endpoint }) => endpoint.id === changes)?.endpoint;
			if (old === undefined) {
				const spec = {
					name: name === "" ? null : name,
					vpc,
					subnets,
					security_groups,
					ip_address_type: "ipv4" as const,
					tags: [],
				};
				const goal: RunView["goal"] = { kind: "create_endpoint", name: spec.name ?? vpc, unnamed: spec.name === null };
				const steps = [
					samples.step({ kind: "create_endpoint", spec }, "delete_endpoint"),
					samples.step({ kind: "await_endpoint" }, "nothing"),
				];
				return plan(samples.createRun(goal.name, { goal, steps, state: "succeeded" }), true);
			}
			const [called, before, after] = [old.name ?? old.id, old, { subnets, security_groups }];
			const goal: RunView["goal"] = { kind: "change_endpoint", name: called, id: old.id };
			const steps = [
				samples.step({ kind: "change_endpoint", name: called, id: old.id, before, after }, "restore_endpoint"),
				samples.step({ kind: "await_endpoint_change", id: old.id, place: after }, "nothing"),
			];
			return plan(samples.createRun(called, { goal, steps, state: "succeeded", can_undo: true }), true);
		},
		plan_delete_endpoint: ({ id }) => {
			const name = world.endpointsInUse.endpoints.find(({ endpoint }) => endpoint.id === id)?.endpoint.name ?? "";
			const goal: RunView["goal"] = { kind: "delete_endpoint", name, id: String(id) };
			const steps = [samples.step({ kind: "delete_endpoint", name, id: String(id) }, "impossible")];
			return plan(samples.createRun(name, { goal, steps, state: "succeeded" }), false);
		},
		plan_delete_connector: ({ arn }) => {
			const name = world.inUse.connectors.find((one) => one.arn === arn)?.name ?? "";
			const goal: RunView["goal"] = { kind: "delete_connector", name, arn: String(arn) };
			const steps = [samples.step({ kind: "delete_connector", name, arn: String(arn) }, "impossible")];
			return plan(samples.createRun(name, { goal, steps, state: "succeeded" }), false);
		},
		database_propose: ({ database, name }) => world.proposed(String(database), String(name)),
		network_picture: ({ asked }) => world.picture(asked as PictureAsked),
		picture_save: () => world.saved(),
		plan_allow_inbound: ({ group, port, from }) => {
			const name = String(group);
			const action: Action = {
				kind: "allow_inbound",
				group: name,
				name,
				port: Number(port),
				from: String(from),
				from_name: String(from),
			};
			const goal: RunView["goal"] = { kind: "allow_inbound", name, group: name, port: Number(port) };
			return plan(
				samples.createRun(name, { goal, steps: [samples.step(action, "revoke_inbound")], state: "succeeded" }),
				true,
			);
		},
		observability_list: () => world.observability,
		endpoints_list: () => world.endpoints,
		keys_list: () => world.keys,
		web_acls_list: () => world.webAcls,
		connections_list: () => world.connections,
		environment_import: ({ text, present }) => world.imported(String(text), present as Variable[]),
		configuration_file_examine: ({ text, draft }) => world.examined(String(text), draft as Draft),
		configuration_file_write: ({ draft }) => world.written(draft as Draft),
		plan_connection: ({ name, provider }) => {
			const wanted = String(name);
			if (wanted.length < 4) {
				const field = { name: "connection_name" } as const;
				const detail: Finding["detail"] = wanted === "" ? { code: "required" } : { code: "too_short", min: 4 };
				const finding: Finding = { severity: "error", field, step: "source", detail, fix: null };
				throw samples.problem({ code: "draft_invalid", findings: [finding] }, [{ kind: "change_field" }]);
			}
			const action: Action = { kind: "create_connection", name: wanted, provider: provider as Provider };
			const goal: RunView["goal"] = { kind: "create_connection", name: wanted };
			return plan(
				samples.createRun(wanted, { goal, steps: [samples.step(action, "delete_connection")], state: "succeeded" }),
				true,
			);
		},
		plan_secret: ({ place, name, value }) => {
			const wanted = String(name);
			const findings = choices.secretFindings(place as SecretPlace, wanted, String(value));
			if (findings.length > 0) throw samples.problem({ code: "draft_invalid", findings }, [{ kind: "change_field" }]);
			return plan(choices.secretRun(place as SecretPlace, wanted), true);
		},
		draft_new: ({ preset }) => presetOf(preset as Preset),
		draft_copy: () => world.copied,
		drafts_list: () => world.drafts,
		draft_get: ({ id }) => {
			const found = world.drafts.find((draft) => draft.id === id);
			if (!found) throw samples.problem({ code: "not_found" }, [{ kind: "reload" }]);
			return found;
		},
		draft_cost: ({ draft, expected }) => world.cost(draft as Draft, expected as Use),
		draft_preflight: () => world.looked,
		draft_save: ({ id, profile, region, draft, step }) => {
			const kept = { id, profile, region, draft, step, saved_at: samples.NOW } as SavedDraft;
			world.drafts = [kept, ...world.drafts.filter((other) => other.id !== id)];
			return null;
		},
		draft_forget: ({ id }) => {
			world.drafts = world.drafts.filter((draft) => draft.id !== id);
			return null;
		},
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
			if (view.goal.kind === "create_connection") {
				const pending = drafts.connection(view.goal.name, { is_available: false, is_pending: true });
				world.connections = [...world.connections, pending];
			}
			const begun = view.goal.kind === "keep_secret" ? keepSecret(view, view.goal) : view;
			world.runs = [begun, ...world.runs];
			return begun;
		},
		run_get: ({ id }) => change(id, world.advance(run(id))),
		runs_list: () => world.runs,
		run_resume: ({ id }) => change(id, { ...samples.inState("running"), can_resume: false, can_undo: false }),
		run_undo: ({ id }) => change(id, { ...samples.inState("undone"), can_resume: false, can_undo: false }),
		run_leave: ({ id }) => change(id, samples.inState("left")),
		link_open: (_: { link?: Link }) => null,
		sandbox_controls: () => controls(),
		sandbox_change: ({ change }) => {
			const asked = change as SandboxChange;
			if (asked.kind === "finish") {
				world.connections = world.connections.map((connection) =>
					connection.arn === asked.id ? { ...connection, is_available: true, is_pending: false } : connection,
				);
			}
			return controls();
		},
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
		return structuredClone(await answer(given));
	}
	return {
		world,
		handle,
		calls,
		endSignIn,
		called: (command: string) => calls.filter((call) => call.command === command),
	};
}

/** Lines of NAME=value, as far as the tests of the window need it. */
function imported(text: string, present: Variable[]): Import {
	const lines = text.split("\n").map((line, at) => ({ line: line.trim(), number: at + 1 }));
	const said = lines.filter(({ line }) => line !== "");
	const environment = [...present];
	const variables = said
		.filter(({ line }) => line.includes("="))
		.map(({ line }): Imported => {
			const [name = "", ...rest] = line.split("=");
			const value = rest.join("=");
			const at = environment.findIndex((variable) => variable.name === name);
			const before = environment[at];
			const variable: Variable = { source: "plain", name, value };
			if (before) environment[at] = variable;
			else environment.push(variable);
			const changed: Imported["merged"] = { kind: "changed", from: before?.value ?? "" };
			return {
				name,
				value,
				merged: before ? (before.value === value ? { kind: "same" } : changed) : { kind: "added" },
				looks_secret: /PASSWORD|TOKEN/.test(name),
			};
		});
	const unreadable = said.filter(({ line }) => !line.includes("=")).map(({ number }) => number);
	return { variables, unreadable, environment };
}

function presetOf(preset: Preset): Draft {
	if (preset === "flask") return { ...samples.draft, port: "5000" };
	if (preset === "nextjs") return { ...samples.draft, port: "3000" };
	return samples.draft;
}

export type Fake = ReturnType<typeof createFake>;
