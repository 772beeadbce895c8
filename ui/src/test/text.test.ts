import { describe, expect, it } from "vitest";
import type {
	Action,
	Beside,
	Cause,
	Detail,
	EndpointPlace,
	EndpointSpec,
	Fix,
	IngressPlace,
	Look,
	Need,
	Outcome,
	PinReason,
	ProblemDetail,
	ProjectRefusal,
	Remedy,
} from "../bindings";
import { en, type Text } from "../text/en";
import { countdown, createFormat, hostOf } from "../text/format";
import { localeOf } from "../text/index";
import { ja } from "../text/ja";
import { pinWords, refusalWords, words } from "../text/words";
import { faults, refusals } from "./config";
import { fileDetails } from "./file";
import { createRun, NOW } from "./samples";

const needs: { [K in Need["kind"]]: Extract<Need, { kind: K }> } = {
	sign_in: {
		kind: "sign_in",
		session: { name: "corp", start_url: "https://corp.awsapps.com/start", region: "us-east-1", scopes: [] },
	},
	code: { kind: "code", device: "arn:aws:iam::111111111111:mfa/ann" },
	program: { kind: "program", profile: "dev", command: "get-keys --profile dev" },
	login: { kind: "login", profile: "dev" },
};

// One of each code; a code that is missing here does not compile.
const problems: { [C in ProblemDetail["code"]]: Extract<ProblemDetail, { code: C }> } = {
	keychain_unusable: { code: "keychain_unusable", state: "no_collection" },
	keychain_failed: { code: "keychain_failed", reason: "no answer" },
	key_gone: { code: "key_gone", access_key_id: "AKIAEXAMPLE" },
	key_malformed: { code: "key_malformed", part: "id" },
	key_temporary: { code: "key_temporary" },
	key_known: { code: "key_known", access_key_id: "AKIAEXAMPLE" },
	key_of_root: { code: "key_of_root" },
	keys_full: { code: "keys_full", user: "ann", access_key_ids: ["AKIAONE", "AKIATWO"] },
	sign_in_expired: { code: "sign_in_expired" },
	credentials_missing: { code: "credentials_missing", reason: "no keys" },
	credentials_invalid: { code: "credentials_invalid" },
	profile_unknown: { code: "profile_unknown", profile: "dev" },
	person_needed: { code: "person_needed", need: needs.sign_in },
	code_used: { code: "code_used" },
	code_refused: { code: "code_refused" },
	sign_in_refused: { code: "sign_in_refused" },
	sign_in_too_late: { code: "sign_in_too_late" },
	sign_in_not_kept: { code: "sign_in_not_kept", reason: "disk full" },
	sign_in_no_door: { code: "sign_in_no_door", reason: "address in use" },
	sign_in_gone: { code: "sign_in_gone" },
	profile_faulty: { code: "profile_faulty", fault: { code: "nothing", profile: "dev" } },
	read_only: { code: "read_only", account: "111111111111" },
	production_locked: { code: "production_locked", account: "111111111111" },
	config_refused: { code: "config_refused", refusal: refusals.bad_name, at: 0 },
	config_not_text: { code: "config_not_text", path: "/home/ann/.aws/config" },
	config_not_own: { code: "config_not_own", path: "/home/ann/.aws/config" },
	config_changed: { code: "config_changed", path: "/home/ann/.aws/config" },
	config_unusable: { code: "config_unusable", path: "/home/ann/.aws/config", reason: "disk full" },
	callers_unusable: { code: "callers_unusable", path: "/home/ann/callers.json", reason: "line 3" },
	too_many_windows: { code: "too_many_windows" },
	profiles_unreadable: { code: "profiles_unreadable", reason: "line 3" },
	endpoint_insecure: { code: "endpoint_insecure", url: "http://example.com" },
	account_closed: { code: "account_closed" },
	access_denied: { code: "access_denied", action: "apprunner:CreateService" },
	throttled: { code: "throttled" },
	unreachable: { code: "unreachable" },
	timed_out: { code: "timed_out" },
	offline: { code: "offline", since: NOW },
	proxy_malformed: { code: "proxy_malformed", fault: "socks", source: "environment" },
	proxy_refused: { code: "proxy_refused", refusal: "sign_in" },
	ca_unusable: {
		code: "ca_unusable",
		path: "/etc/company.pem",
		source: { kind: "profile", name: "dev" },
		fault: { kind: "bad_certificate", number: 2 },
	},
	certificate_refused: { code: "certificate_refused", fault: "unknown_issuer" },
	clock_wrong: { code: "clock_wrong", minutes: -12 },
	server_failed: { code: "server_failed" },
	answer_unreadable: { code: "answer_unreadable" },
	not_found: { code: "not_found" },
	service_name_taken: { code: "service_name_taken", name: "web" },
	role_name_taken: { code: "role_name_taken", name: "pull" },
	already_exists: { code: "already_exists" },
	quota_exceeded: { code: "quota_exceeded" },
	account_restricted: { code: "account_restricted" },
	role_not_assumable: { code: "role_not_assumable" },
	invalid_state: { code: "invalid_state" },
	in_use: { code: "in_use" },
	request_refused: { code: "request_refused" },
	deployment_failed: { code: "deployment_failed", diagnosis: null },
	deletion_failed: { code: "deletion_failed" },
	creation_failed: { code: "creation_failed" },
	trust_changed: { code: "trust_changed", role: "deploy" },
	service_changed: { code: "service_changed", name: "shop" },
	endpoint_in_use: { code: "endpoint_in_use", services: ["shop"] },
	ingress_not_moved: { code: "ingress_not_moved" },
	ingress_changed: { code: "ingress_changed", name: "shop" },
	nothing_to_change: { code: "nothing_to_change" },
	subnets_gone: { code: "subnets_gone", name: "in", subnets: ["subnet-1"] },
	endpoint_changed: { code: "endpoint_changed", name: "in" },
	answers_worse: { code: "answers_worse", name: "shop", before: 200, now: null },
	connector_in_use: { code: "connector_in_use", services: ["shop"] },
	secret_gone: { code: "secret_gone" },
	draft_invalid: { code: "draft_invalid", findings: [] },
	session_stale: { code: "session_stale" },
	account_changed: { code: "account_changed", expected: "111111111111", actual: "222222222222" },
	confirmation_mismatch: { code: "confirmation_mismatch" },
	pinned_elsewhere: { code: "pinned_elsewhere", project: "/work/shop", account: "111111111111", region: "us-east-1" },
	pin_broken: {
		code: "pin_broken",
		file: "/work/shop/app-runner-desktop.json",
		fault: { line: 3, reason: { code: "unknown_key", key: "regoin" } },
	},
	project_refused: { code: "project_refused", path: "/work", refusal: { code: "no_pin" } },
	plan_gone: { code: "plan_gone" },
	run_busy: { code: "run_busy" },
	journal_unwritable: { code: "journal_unwritable", reason: "disk full" },
	link_refused: { code: "link_refused" },
	internal: { code: "internal", reason: "oops" },
};

const details: { [C in Detail["code"]]: Extract<Detail, { code: C }> } = {
	required: { code: "required" },
	too_short: { code: "too_short", min: 4 },
	too_long: { code: "too_long", max: 51_200, length: 60_000 },
	name_characters: { code: "name_characters" },
	role_name_characters: { code: "role_name_characters" },
	not_a_number: { code: "not_a_number" },
	out_of_range: { code: "out_of_range", min: 1, max: 65_535 },
	line_break: { code: "line_break" },
	image_registry_unsupported: { code: "image_registry_unsupported" },
	image_malformed: { code: "image_malformed" },
	image_is_private: { code: "image_is_private" },
	image_is_public: { code: "image_is_public" },
	image_tag_missing: { code: "image_tag_missing" },
	image_of_other_account: { code: "image_of_other_account", account: "222222222222" },
	image_of_other_region: { code: "image_of_other_region", region: "us-east-1" },
	automatic_not_possible: { code: "automatic_not_possible" },
	automatic_with_digest: { code: "automatic_with_digest" },
	not_a_role_arn: { code: "not_a_role_arn" },
	role_name_taken: { code: "role_name_taken" },
	role_not_trusted: { code: "role_not_trusted", principal: "build.apprunner.amazonaws.com" },
	trust_is_repaired: { code: "trust_is_repaired", principal: "tasks.apprunner.amazonaws.com" },
	name_taken: { code: "name_taken" },
	memory_not_for_cpu: { code: "memory_not_for_cpu" },
	not_a_connection: { code: "not_a_connection" },
	connection_pending: { code: "connection_pending" },
	not_a_repository: { code: "not_a_repository" },
	directory_not_absolute: { code: "directory_not_absolute" },
	runtime_ended: { code: "runtime_ended", since: "2025-12-01" },
	start_command_missing: { code: "start_command_missing" },
	looks_secret: { code: "looks_secret" },
	not_a_secret: { code: "not_a_secret" },
	not_a_parameter: { code: "not_a_parameter" },
	reference_of_other_account: { code: "reference_of_other_account", account: "222222222222" },
	reference_needs_role: { code: "reference_needs_role" },
	tracing_needs_role: { code: "tracing_needs_role" },
	not_a_grant_target: { code: "not_a_grant_target" },
	not_a_kms_key: { code: "not_a_kms_key" },
	kms_key_of_other_region: { code: "kms_key_of_other_region", region: "us-east-1" },
	connector_alike: { code: "connector_alike", name: "to-database" },
	connector_name_taken: { code: "connector_name_taken" },
	not_in_vpc: { code: "not_in_vpc", ids: ["subnet-1"] },
	public_subnets: { code: "public_subnets", ids: ["subnet-1"] },
	no_way_out: { code: "no_way_out" },
	zone_unsupported: { code: "zone_unsupported", zones: ["apne1-az3"] },
	several_in_one_zone: { code: "several_in_one_zone", zones: ["ap-northeast-1a"] },
	one_zone: { code: "one_zone" },
	few_addresses: { code: "few_addresses", needed: 26, free: 11 },
	not_a_web_acl: { code: "not_a_web_acl" },
	web_acl_without_addresses: { code: "web_acl_without_addresses" },
	web_acl_of_other_region: { code: "web_acl_of_other_region", region: "us-east-1" },
	endpoint_unknown: { code: "endpoint_unknown" },
	subnets_share_zone: { code: "subnets_share_zone", zones: ["ap-northeast-1a"] },
	endpoint_needs_https: { code: "endpoint_needs_https" },
	group_name_characters: { code: "group_name_characters" },
	group_name_reserved: { code: "group_name_reserved" },
	group_name_taken: { code: "group_name_taken" },
	secret_name_characters: { code: "secret_name_characters" },
	parameter_name_reserved: { code: "parameter_name_reserved" },
	default_security_group: { code: "default_security_group" },
	new_revision: { code: "new_revision" },
	environment_name_reserved: { code: "environment_name_reserved" },
	environment_name_prefix: { code: "environment_name_prefix" },
	environment_name_unusual: { code: "environment_name_unusual" },
	duplicate: { code: "duplicate" },
	too_many: { code: "too_many", max: 49 },
	max_below_min: { code: "max_below_min" },
	path_without_slash: { code: "path_without_slash" },
	timeout_not_below_interval: { code: "timeout_not_below_interval" },
	tag_key_reserved: { code: "tag_key_reserved" },
	region_not_served: { code: "region_not_served", region: "eu-north-1" },
	service_quota_reached: { code: "service_quota_reached", count: 30 },
};

const fixes: { [K in Fix["kind"]]: Extract<Fix, { kind: K }> } = {
	set_memory: { kind: "set_memory", memory: "3072" },
	set_manual: { kind: "set_manual" },
	use_existing_role: { kind: "use_existing_role", principal: "build", arn: "arn:aws:iam::1:role/x" },
	repair_trust: { kind: "repair_trust", principal: "tasks" },
	set_port: { kind: "set_port", port: 5000 },
	set_secret_name: { kind: "set_secret_name", name: "/shop/url" },
	set_directory: { kind: "set_directory", directory: "/app" },
	create_instance_role: { kind: "create_instance_role", name: "web-instance-role" },
	set_health_path: { kind: "set_health_path", path: "/health" },
};

const remedies: { [K in Remedy["kind"]]: Extract<Remedy, { kind: K }> } = {
	retry: { kind: "retry" },
	wait_and_retry: { kind: "wait_and_retry" },
	sign_in: { kind: "sign_in" },
	enter_code: { kind: "enter_code" },
	allow_program: { kind: "allow_program" },
	unlock: { kind: "unlock" },
	change_mark: { kind: "change_mark" },
	switch_profile: { kind: "switch_profile" },
	edit_profiles: { kind: "edit_profiles" },
	grant_action: { kind: "grant_action", action: "iam:PassRole" },
	see_permissions: { kind: "see_permissions" },
	go_to_project: { kind: "go_to_project" },
	repair_pin: { kind: "repair_pin" },
	close_project: { kind: "close_project" },
	check_network: { kind: "check_network" },
	set_wire: { kind: "set_wire" },
	edit_environment: { kind: "edit_environment" },
	set_clock: { kind: "set_clock" },
	change_field: { kind: "change_field" },
	free_quota: { kind: "free_quota" },
	ask_support: { kind: "ask_support" },
	use_other_account: { kind: "use_other_account" },
	read_logs: { kind: "read_logs" },
	reload: { kind: "reload" },
	free_disk: { kind: "free_disk" },
};

const pinReasons: { [C in PinReason["code"]]: Extract<PinReason, { code: C }> } = {
	unreadable: { code: "unreadable", reason: "no such file" },
	too_large: { code: "too_large", most: 4096 },
	not_an_object: { code: "not_an_object" },
	unknown_key: { code: "unknown_key", key: "regoin" },
	repeated_key: { code: "repeated_key", key: "account" },
	missing_key: { code: "missing_key", key: "region" },
	bad_account: { code: "bad_account" },
	region_not_served: { code: "region_not_served", region: "eu-north-1" },
	bad_profile: { code: "bad_profile" },
};
const projectRefusals: { [C in ProjectRefusal["code"]]: Extract<ProjectRefusal, { code: C }> } = {
	not_whole: { code: "not_whole" },
	no_folder: { code: "no_folder" },
	no_pin: { code: "no_pin" },
	too_high: { code: "too_high" },
	exists: { code: "exists" },
	pin: { code: "pin", reason: pinReasons.bad_account },
	system: { code: "system", reason: "disk full" },
};

const causes: { [C in Cause["code"]]: Extract<Cause, { code: C }> } = {
	image_missing: { code: "image_missing" },
	access_role_invalid: { code: "access_role_invalid" },
	port_mismatch: { code: "port_mismatch", configured: "8080", listening: "5000" },
	loopback_only: { code: "loopback_only" },
	exec_format: { code: "exec_format" },
	never_started: { code: "never_started" },
	container_exited: { code: "container_exited", exit_code: "137" },
	health_path_refused: { code: "health_path_refused", path: "/health", status: "404" },
	health_check_failed: { code: "health_check_failed" },
	subnets_full: { code: "subnets_full" },
	build_failed: { code: "build_failed" },
	other: { code: "other" },
};

const looks: { [K in Look["kind"]]: Extract<Look, { kind: K }> } = {
	image_found: { kind: "image_found", uri: "example/web:1" },
	image_platform: { kind: "image_platform", platforms: ["linux/arm64"] },
	image_size: { kind: "image_size", bytes: 2_140_000_000 },
	image_port: { kind: "image_port", port: "8080", exposed: [5000] },
	image_command: { kind: "image_command" },
	references: { kind: "references", missing: ["/shop/url"] },
	reference_rights: { kind: "reference_rights", denied: ["/shop/url"] },
	subnets: { kind: "subnets", free: 11, needed: 26, public: ["subnet-1"] },
	rights: { kind: "rights", denied: ["iam:PassRole"] },
	access_role: { kind: "access_role", arn: "arn:aws:iam::1:role/service-role/pull" },
	instance_role: { kind: "instance_role", arn: "arn:aws:iam::1:role/web" },
	connection: { kind: "connection", arn: "arn:aws:apprunner:us-east-1:1:connection/my-github/0c" },
	name: { kind: "name", name: "web" },
	quota: { kind: "quota", count: 30, quota: 30 },
};
const endpoint: EndpointSpec = {
	name: "web-endpoint",
	vpc: "vpc-1",
	subnets: ["subnet-1"],
	security_groups: [],
	ip_address_type: "ipv4",
};
const place: IngressPlace = { vpc: "vpc-1", endpoint: "vpce-1" };
const nowhere: EndpointPlace = { subnets: [], security_groups: [] };
const somewhere: EndpointPlace = { subnets: ["subnet-1"], security_groups: ["sg-1"] };
const besides: { [K in Beside["kind"]]: Extract<Beside, { kind: K }> } = {
	outgoing_by_vpc: { kind: "outgoing_by_vpc" },
	interface_endpoint: { kind: "interface_endpoint", zones: 2 },
	web_acl: { kind: "web_acl" },
	secrets: { kind: "secrets", count: 1 },
	kms_key: { kind: "kms_key" },
	traces: { kind: "traces" },
};
const outcomes: Outcome["kind"][] = ["passed", "failed", "doubtful", "unknown"];

function everySentence({ codes, wizard }: Text): string[] {
	const actions: Action[] = [
		...createRun("web").steps.map((step) => step.action),
		{ kind: "create_instance_role", name: "web-instance-role" },
		{ kind: "put_instance_policy", role: "web-instance-role", policy: "{}" },
		{ kind: "create_observability", name: "xray-tracing" },
		{ kind: "create_connector", spec: { name: "to-database", subnets: ["subnet-1"], security_groups: [] } },
		{ kind: "create_connection", name: "my-github", provider: "github" },
		{ kind: "use_connector", name: "shop", arn: "arn", before: "arn", after: { kind: "from_plan" } },
		{ kind: "await_connector", name: "shop", arn: "arn", after: { kind: "from_plan" } },
		{ kind: "delete_connector", name: "shop", arn: "arn" },
		{ kind: "allow_inbound", group: "sg-1", name: "db", port: 5432, from: "sg-2", from_name: "app" },
		{ kind: "create_group", name: "app", vpc: "vpc-1" },
		{ kind: "repair_trust", role: "deploy", before: "{}", after: "{}" },
		{ kind: "create_endpoint", spec: { ...endpoint, name: null } },
		{ kind: "create_endpoint", spec: endpoint },
		{ kind: "await_endpoint" },
		{ kind: "associate_web_acl", arn: "arn:aws:wafv2:us-east-1:1:regional/webacl/shield/0c" },
		{ kind: "create_ingress", spec: { name: "web", vpc: "vpc-1", endpoint: null } },
		{ kind: "create_ingress", spec: { name: "web", vpc: "vpc-1", endpoint: "vpce-1" } },
		{ kind: "await_ingress" },
		{ kind: "set_access", name: "web", arn: "arn", public: true },
		{ kind: "set_access", name: "web", arn: "arn", public: false },
		{ kind: "await_access", name: "web", arn: "arn", public: false },
		{ kind: "move_ingress", name: "web", arn: "arn", before: place, after: place },
		{ kind: "move_ingress", name: "web", arn: "arn", before: place, after: { ...place, endpoint: null } },
		{ kind: "await_move", arn: "arn", place },
		{ kind: "change_endpoint", name: "in", id: "vpce-1", before: nowhere, after: somewhere },
		{ kind: "change_endpoint", name: "in", id: "vpce-1", before: somewhere, after: nowhere },
		{ kind: "await_endpoint_change", id: "vpce-1", place: somewhere },
		{ kind: "probe", name: "shop", host: "shop.example", before: 200 },
		{ kind: "delete_endpoint", name: "web-endpoint", id: "vpce-1" },
		{ kind: "delete_ingress", name: "web", arn: "arn" },
		{ kind: "create_secret", name: "web/DATABASE_URL" },
		{ kind: "put_parameter", name: "/web/url" },
		{ kind: "create_access_key", user: "ann", key: "7c1f" },
		{ kind: "await_access_key" },
		{ kind: "deactivate_access_key", user: "ann", access_key_id: "AKIAEXAMPLE" },
		{ kind: "delete_access_key", user: "ann", access_key_id: "AKIAEXAMPLE" },
	];
	return [
		...Object.values(details).map((detail) => words(codes.finding, detail.code, detail)),
		...Object.values(fileDetails).map((detail) => words(codes.fileFinding, detail.code, detail)),
		...Object.values(fixes).map((fix) => words(codes.fix, fix.kind, fix)),
		...Object.values(remedies).map((remedy) => words(codes.remedy, remedy.kind, remedy)),
		...actions.map((action) => words(codes.action, action.kind, action)),
		...Object.values(looks).flatMap((look) =>
			outcomes.map((outcome) => words<Outcome["kind"], Look>(wizard.review.preflight.look[look.kind], outcome, look)),
		),
		...Object.values(besides).map((beside) => words(wizard.review.cost.beside, beside.kind, beside)),
		...Object.values(problems).flatMap((detail) => {
			const entry: { title: string; body: (detail: never) => string } = codes.problem[detail.code];
			return [entry.title, words({ [detail.code]: entry.body }, detail.code as string, detail)];
		}),
		...Object.values(needs).map((need) => codes.problem.person_needed.body({ code: "person_needed", need })),
		...Object.values(faults).map((fault) => words(codes.chainFault, fault.code, fault)),
		...Object.values(refusals).map((refusal) => words(codes.editRefusal, refusal.code, refusal)),
		codes.editRefusal.bad_name({ code: "bad_name", name: "" }),
		...Object.values(pinReasons).map((reason) => pinWords(codes, reason)),
		pinWords(codes, { code: "region_not_served", region: "" }),
		...Object.values(projectRefusals).map((refusal) => refusalWords(codes, refusal)),
		...Object.values(causes).flatMap((cause) => {
			const entry: { title: string; body: (cause: never) => string } = codes.cause[cause.code];
			return [entry.title, words({ [cause.code]: entry.body }, cause.code as string, cause)];
		}),
	];
}

/** Every fixed string of a language, with where it stands. */
function strings(value: unknown, path = ""): [string, string][] {
	if (typeof value === "string") return [[path, value]];
	if (typeof value !== "object" || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => strings(inner, `${path}.${key}`));
}

describe.each([
	["en", en],
	["ja", ja],
] as const)("%s", (_, text) => {
	it("has words for every code", () => {
		for (const sentence of everySentence(text)) {
			expect(sentence.trim()).not.toBe("");
			expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
		}
	});

	it("has no empty string", () => {
		for (const [path, value] of strings(text)) expect(value.trim(), path).not.toBe("");
	});
});

const japanese = /[\u3040-\u30ff\u4e00-\u9fff]/;

describe("Japanese", () => {
	it("is Japanese in every sentence", () => {
		for (const sentence of everySentence(ja)) {
			// What a system said is shown as it came.
			if (sentence !== "line 3") expect(sentence).toMatch(japanese);
		}
	});

	it("leaves only names as they are", () => {
		const same = strings(ja).filter(([, value]) => !japanese.test(value));
		expect(same.map(([, value]) => value)).toEqual(
			expect.arrayContaining(["App Runner Desktop", "Amazon ECR", "TCP", "HTTP", "IPv4", "Auto Scaling"]),
		);
		for (const [path, value] of same) expect(value, path).toMatch(/^(?:[A-Z(]|arn:)/);
	});

	it("names what was looked at, and how large it is", () => {
		for (const [text, size] of [
			[en, "2.1 GB compressed"],
			[ja, "2.1 GB です"],
		] as const) {
			const { look } = text.wizard.review.preflight;
			expect(look.image_size.doubtful(looks.image_size)).toContain(size);
			expect(look.access_role.failed(looks.access_role)).toMatch(/pull .*build\.apprunner|pull の.*build\.apprunner/);
			expect(look.connection.failed(looks.connection)).toMatch(/^my-github /);
			expect(look.image_size.passed({ kind: "image_size", bytes: null })).not.toContain("null");
		}
	});

	it("names the memory and parameters of a finding", () => {
		expect(ja.codes.finding.out_of_range(details.out_of_range)).toBe("1～65,535 の数値を入力してください。");
		expect(en.codes.fix.set_memory(fixes.set_memory)).toBe("Use 3 GB");
		expect(en.codes.finding.runtime_ended(details.runtime_ended)).toContain("Dec 1, 2025");
		expect(ja.codes.finding.runtime_ended(details.runtime_ended)).toContain("2025/12/01");
	});
});

describe("locales and formats", () => {
	it("takes names of systems and of browsers", () => {
		expect(["ja_JP.UTF-8", "ja", "en_US.UTF-8", "fr-FR", null].map((name) => localeOf(name))).toEqual([
			"ja",
			"ja",
			"en",
			"en",
			"en",
		]);
	});

	it("tells ages and durations", () => {
		const format = createFormat("en");
		expect(format.age(NOW - 7_200_000, NOW)).toBe("2 hours ago");
		expect(format.shortAge(NOW - 7_200_000, NOW)).toBe("2 hr. ago");
		expect(format.duration(184_000)).toBe("3 min 4 sec");
		expect(format.duration(180_000)).toBe("3 min");
		expect(createFormat("ja").age(NOW - 7_200_000, NOW)).toBe("2 時間前");
		expect(format.bytes(58_300_000)).toBe("58.3 MB");
	});

	it("tells when something ends, and names another day", () => {
		const format = createFormat("en");
		const noon = new Date(2026, 10, 25, 12, 0).getTime();
		expect(format.moment(noon + 125 * 60_000, noon)).toMatch(/^02:05\sPM$/);
		expect(format.moment(noon + 24 * 3_600_000, noon)).toMatch(/^Nov 26, 2026, 12:00\sPM$/);
		expect([countdown(545_000), countdown(61_200), countdown(-5)]).toEqual(["9:05", "1:02", "0:00"]);
		expect([hostOf("https://corp.awsapps.com/start"), hostOf("corp")]).toEqual(["corp.awsapps.com", "corp"]);
	});

	it("tells sums to the cent, and prices below it", () => {
		const format = createFormat("en");
		expect([format.money(13.136), format.money(1316), format.price(0.005)]).toEqual(["$13.14", "$1,316.00", "$0.005"]);
		expect(createFormat("ja").money(1316.5)).toBe("$1,316.50");
	});
});
