// Canned answers for tests and for looking at the window in a browser, typed by the bindings.
import type {
	Abilities,
	AutoScalingOption,
	Draft,
	Image,
	LogLine,
	Operation,
	Problem,
	ProblemDetail,
	Remedy,
	Repository,
	RoleOption,
	RunState,
	RunView,
	ServiceDetail,
	ServiceRow,
	ServiceStatus,
	SessionRef,
	SessionView,
	Welcome,
} from "../bindings";

export const ACCOUNT = "123456789012";
export const SANDBOX = "(sandbox)";
/** A moment that every sample is counted from. */
export const NOW = Date.UTC(2026, 10, 25, 3, 0, 0);

export const welcome: Welcome = {
	version: "0.1.0",
	profiles: [
		{ name: "default", kind: "static_keys", region: "us-east-1", fault: null },
		{ name: "staging-admin", kind: "sso", region: "ap-northeast-1", fault: null },
		{ name: "broken", kind: "incomplete", region: null, fault: { code: "nothing", profile: "broken" } },
		{ name: SANDBOX, kind: "sandbox", region: null, fault: null },
	],
	profiles_problem: null,
	profile_faults: [],
	regions: [
		{ code: "us-east-1", place: "N. Virginia", area: "united_states" },
		{ code: "us-east-2", place: "Ohio", area: "united_states" },
		{ code: "us-west-2", place: "Oregon", area: "united_states" },
		{ code: "ap-south-1", place: "Mumbai", area: "asia_pacific" },
		{ code: "ap-southeast-1", place: "Singapore", area: "asia_pacific" },
		{ code: "ap-southeast-2", place: "Sydney", area: "asia_pacific" },
		{ code: "ap-northeast-1", place: "Tokyo", area: "asia_pacific" },
		{ code: "eu-central-1", place: "Frankfurt", area: "europe" },
		{ code: "eu-west-1", place: "Ireland", area: "europe" },
		{ code: "eu-west-2", place: "London", area: "europe" },
		{ code: "eu-west-3", place: "Paris", area: "europe" },
	],
	other_regions: [
		{ code: "eu-north-1", place: "Stockholm", area: "europe" },
		{ code: "ap-northeast-3", place: "Osaka", area: "asia_pacific" },
		{ code: "sa-east-1", place: "São Paulo", area: "americas" },
	],
	profile: SANDBOX,
	region: "ap-northeast-1",
	locale: "en_US.UTF-8",
	journal_problem: null,
};

export function sessionView(session: SessionRef): SessionView {
	return {
		session,
		sandbox: session.profile === SANDBOX,
		identity: { account: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/developer` },
		problem: null,
		custom_endpoints: [],
		unserved_region: null,
	};
}

export function problem(detail: ProblemDetail, remedies: Remedy[] = [{ kind: "retry" }]): Problem {
	return { detail, field: null, remedies, aws: null, retryable: true };
}

const ALLOWED: Abilities = {
	deploy: "allowed",
	pause: "allowed",
	resume: "needs_paused",
	delete: "allowed",
	open: "allowed",
	update: "allowed",
};
const ABILITIES: Record<ServiceStatus["kind"], Abilities> = {
	running: ALLOWED,
	paused: {
		deploy: "needs_running",
		pause: "needs_running",
		resume: "allowed",
		delete: "allowed",
		open: "needs_running",
		update: "needs_running",
	},
	operation_in_progress: {
		deploy: "busy",
		pause: "busy",
		resume: "busy",
		delete: "busy",
		open: "allowed",
		update: "busy",
	},
	other: { deploy: "busy", pause: "busy", resume: "busy", delete: "busy", open: "allowed", update: "busy" },
	create_failed: {
		deploy: "needs_running",
		pause: "needs_running",
		resume: "needs_paused",
		delete: "allowed",
		open: "needs_running",
		update: "needs_running",
	},
	delete_failed: {
		deploy: "needs_running",
		pause: "needs_running",
		resume: "needs_paused",
		delete: "allowed",
		open: "needs_running",
		update: "needs_running",
	},
	deleted: {
		deploy: "deleted",
		pause: "deleted",
		resume: "deleted",
		delete: "deleted",
		open: "deleted",
		update: "deleted",
	},
};

export const abilitiesOf = (status: ServiceStatus) => ABILITIES[status.kind];

export const arnOf = (name: string, region = "ap-northeast-1") =>
	`arn:aws:apprunner:${region}:${ACCOUNT}:service/${name}/8fe1e10304f84fd2b0df550fe98a71fa`;

export function row(name: string, status: ServiceStatus, hoursOld = 24, host: string | null = null): ServiceRow {
	return {
		arn: arnOf(name),
		name,
		status,
		moving: status.kind === "operation_in_progress" || status.kind === "other",
		host: host ?? `${name.slice(0, 6).replaceAll(/[^a-z0-9]/g, "x")}q2m9.ap-northeast-1.awsapprunner.com`,
		created_at: NOW - hoursOld * 3_600_000,
		updated_at: NOW - (hoursOld * 3_600_000) / 3,
		abilities: abilitiesOf(status),
	};
}

export const LONG = "a-service-with-a-name-of-forty-characters";

export const rows: ServiceRow[] = [
	row("checkout", { kind: "running" }, 700),
	row("inventory-api", { kind: "operation_in_progress" }, 200),
	row("legacy-admin", { kind: "paused" }, 9000),
	row("image-resizer", { kind: "create_failed" }, 2),
	row("old-reports", { kind: "delete_failed" }, 4000),
	row("preview", { kind: "other", value: "HIBERNATING" }, 30),
	row(LONG, { kind: "running" }, 48),
];

export function manyRows(count: number): ServiceRow[] {
	const kinds = ["running", "paused", "running", "running"] as const;
	return Array.from({ length: count }, (_, at) =>
		row(`service-${at + 1}`, { kind: kinds[at % kinds.length] ?? "running" }, at + 1),
	);
}

export function detail(row: ServiceRow): ServiceDetail {
	return {
		row,
		id: "8fe1e10304f84fd2b0df550fe98a71fa",
		source: {
			kind: "image",
			uri: `${ACCOUNT}.dkr.ecr.ap-northeast-1.amazonaws.com/my-flask-app:latest`,
			registry: "ecr",
			port: "8080",
			start_command: null,
			environment: [
				{ name: "LOG_LEVEL", value: "info" },
				{ name: "TABLE_NAME", value: "Employee" },
			],
			secrets: [{ name: "DB_PASSWORD", value: `arn:aws:secretsmanager:ap-northeast-1:${ACCOUNT}:secret:db-AbCdEf` }],
			automatic: false,
			access_role: `arn:aws:iam::${ACCOUNT}:role/service-role/AppRunnerECRAccessRole`,
		},
		cpu_units: 1024,
		memory_mib: 2048,
		instance_role: null,
		auto_scaling: {
			arn: `arn:aws:apprunner:ap-northeast-1:${ACCOUNT}:autoscalingconfiguration/DefaultConfiguration/1/00000000000000000000000000000001`,
			name: "DefaultConfiguration",
			revision: 1,
		},
		health_check: { http_path: null, interval: 5, timeout: 2, healthy_threshold: 1, unhealthy_threshold: 5 },
		public: true,
		vpc_connector: null,
		ip_address_type: "ipv4",
		kms_key: null,
		observability: null,
		tags: [{ name: "team", value: "shop" }],
		ingress: null,
		web_acl: null,
		ingress_known: true,
		web_acl_known: true,
	};
}

export const operations: Operation[] = [
	{
		id: "17fe9f55-7e91-4097-b243-fcabbb69a4cf",
		kind: { kind: "deploy" },
		status: { kind: "succeeded" },
		has_log: true,
		started_at: NOW - 3_600_000,
		ended_at: NOW - 3_400_000,
	},
	{
		id: "0b1de2e9-14b5-4b1a-9d7f-3b8b25bb4c11",
		kind: { kind: "create" },
		status: { kind: "succeeded" },
		has_log: true,
		started_at: NOW - 90_000_000,
		ended_at: NOW - 89_780_000,
	},
];

export function lines(...texts: string[]): LogLine[] {
	return texts.map((text, at) => ({
		at: NOW + at * 4_000,
		text,
		level: /success/i.test(text) ? "success" : /failed/i.test(text) ? "error" : "plain",
		stream: "events",
	}));
}

export const eventLines = lines(
	"Service creation started.",
	"Pulling image from ECR.",
	"Successfully pulled your application image from ECR.",
	"Provisioning instances and deploying image for publicly accessible service.",
	"Performing health check on protocol `TCP` [Port: '8080'].",
	"Health check is successful. Routing traffic to application.",
	"Successfully deployed your application image. Service status is set to RUNNING.",
);

export const repositories: Repository[] = [
	{ name: "my-flask-app", uri: `${ACCOUNT}.dkr.ecr.ap-northeast-1.amazonaws.com/my-flask-app` },
	{ name: "team/inventory", uri: `${ACCOUNT}.dkr.ecr.ap-northeast-1.amazonaws.com/team/inventory` },
];

export const images: Image[] = [
	{
		digest: `sha256:${"a1".repeat(32)}`,
		tags: ["latest", "v1.4.0"],
		pushed_at: NOW - 7_200_000,
		size_bytes: 58_300_000,
	},
	{ digest: `sha256:${"b2".repeat(32)}`, tags: [], pushed_at: NOW - 172_800_000, size_bytes: 57_100_000 },
];

export const roles: RoleOption[] = [
	{
		name: "AppRunnerECRAccessRole",
		arn: `arn:aws:iam::${ACCOUNT}:role/service-role/AppRunnerECRAccessRole`,
		is_trusted: true,
		trusted: ["build.apprunner.amazonaws.com"],
		can_repair: false,
	},
	{
		name: "deploy",
		arn: `arn:aws:iam::${ACCOUNT}:role/deploy`,
		is_trusted: false,
		trusted: ["ec2.amazonaws.com"],
		can_repair: true,
	},
	{
		name: "guarded",
		arn: `arn:aws:iam::${ACCOUNT}:role/guarded`,
		is_trusted: false,
		trusted: [],
		can_repair: false,
	},
];

export const configurations: AutoScalingOption[] = [
	{
		arn: `arn:aws:apprunner:ap-northeast-1:${ACCOUNT}:autoscalingconfiguration/DefaultConfiguration/1/1`,
		name: "DefaultConfiguration",
		revision: 1,
		is_default: true,
		is_latest: true,
		max_concurrency: 100,
		min_size: 1,
		max_size: 25,
	},
	{
		arn: `arn:aws:apprunner:ap-northeast-1:${ACCOUNT}:autoscalingconfiguration/burst/2/1`,
		name: "burst",
		revision: 2,
		is_default: false,
		is_latest: false,
		max_concurrency: 80,
		min_size: 1,
		max_size: 5,
	},
	{
		arn: `arn:aws:apprunner:ap-northeast-1:${ACCOUNT}:autoscalingconfiguration/burst/3/2`,
		name: "burst",
		revision: 3,
		is_default: false,
		is_latest: true,
		max_concurrency: 50,
		min_size: 2,
		max_size: 10,
	},
];

export const draft: Draft = {
	source: {
		kind: "ecr",
		uri: "",
		trigger: "manual",
		access_role: { kind: "create_for_me", name: "AppRunnerECRAccessRole" },
	},
	name: "",
	cpu: "1024",
	memory: "2048",
	port: "8080",
	start_command: "",
	environment: [],
	auto_scaling: { kind: "account_default" },
	health_check: {
		protocol: { kind: "tcp" },
		interval: "5",
		timeout: "2",
		healthy_threshold: "1",
		unhealthy_threshold: "5",
	},
	instance_role: { kind: "not_needed" },
	encryption: { kind: "aws_owned" },
	ip_address_type: "ipv4",
	outgoing: { kind: "public" },
	tracing: { kind: "off" },
	tags: [],
};

type Standing = Pick<RunView, "under_way" | "needs_decision">;
const MOVING: Standing = { under_way: true, needs_decision: false };
const WAITING: Standing = { under_way: false, needs_decision: true };
const OVER: Standing = { under_way: false, needs_decision: false };
const STANDING: Record<RunState, Standing> = {
	running: MOVING,
	waiting_for_sign_in: MOVING,
	undoing: MOVING,
	interrupted: WAITING,
	failed: WAITING,
	undo_failed: WAITING,
	succeeded: OVER,
	undone: OVER,
	left: OVER,
};

/** A state with what the other side says of a run that is in it. */
export const inState = (state: RunState) => ({ state, ...STANDING[state] });

export function createRun(name: string, change: Partial<RunView> = {}): RunView {
	return {
		id: `run-${name}`,
		goal: { kind: "create_service", name },
		profile: SANDBOX,
		account: ACCOUNT,
		region: "ap-northeast-1",
		...inState(change.state ?? "running"),
		steps: [
			step({ kind: "create_access_role", name: "AppRunnerECRAccessRole" }, "delete_role"),
			step({ kind: "attach_access_policy", role: "AppRunnerECRAccessRole" }, "detach_policy"),
			step({ kind: "create_service", spec: spec(name) }, "delete_service"),
			step({ kind: "await_running" }, "nothing"),
		],
		service_arn: null,
		started_at: NOW,
		updated_at: NOW,
		can_undo: false,
		can_resume: false,
		undo_confirmation: null,
		halted: null,
		...change,
	};
}

export function step(action: RunView["steps"][number]["action"], undo: RunView["steps"][number]["undo"]) {
	const state: RunView["steps"][number]["state"] = "pending";
	return {
		action,
		undo,
		state: state as RunView["steps"][number]["state"],
		started_at: null,
		ended_at: null,
		problem: null,
		stands: false,
		found: false,
	};
}

function spec(name: string): Extract<RunView["steps"][number]["action"], { kind: "create_service" }>["spec"] {
	return {
		name,
		source: {
			uri: `${ACCOUNT}.dkr.ecr.ap-northeast-1.amazonaws.com/my-flask-app:latest`,
			registry: "ecr",
			automatic: false,
			access_role: null,
		},
		cpu: "1024",
		memory: "2048",
		port: 8080,
		start_command: null,
		environment: {},
		auto_scaling: null,
		health_check: { http_path: null, interval: 5, timeout: 2, healthy_threshold: 1, unhealthy_threshold: 5 },
		instance_role: null,
		ip_address_type: "ipv4",
		tags: [],
	};
}
