// A stand-in for the check that Rust makes, as much of it as the tests of the window need. It proves nothing about the
// rules themselves; those are tested where they are.
import type {
	AccessRole,
	Checked,
	Draft,
	Field,
	Finding,
	Fix,
	InstanceRole,
	Memory,
	Principal,
	Severity,
} from "../bindings";
import { roles } from "./samples";

const MEMORIES: Record<Draft["cpu"], Memory[]> = {
	"256": ["512", "1024"],
	"512": ["1024"],
	"1024": ["2048", "3072", "4096"],
	"2048": ["4096", "6144"],
	"4096": ["8192", "10240", "12288"],
};

export function check(draft: Draft): Checked {
	const findings: Finding[] = [];
	const find = (
		severity: Severity,
		field: Field,
		detail: Finding["detail"],
		fix: Fix | null = null,
		step: Finding["step"] = "service",
	) => findings.push({ severity, field, step, detail, fix });
	const trust = (principal: Principal, field: Field, role: AccessRole | InstanceRole) => {
		if (role.kind !== "use_existing") return;
		const known = roles.find(({ arn }) => arn === role.arn);
		if (!known?.can_repair) return;
		const service = `${principal}.apprunner.amazonaws.com`;
		const step = principal === "build" ? "source" : "service";
		if (role.repair) find("advice", field, { code: "trust_is_repaired", principal: service }, null, step);
		else
			find(
				"warning",
				field,
				{ code: "role_not_trusted", principal: service },
				{ kind: "repair_trust", principal },
				step,
			);
	};
	const { source } = draft;
	if (source.kind === "code") {
		if (source.connection === "") find("error", { name: "connection" }, { code: "required" }, null, "source");
		if (!/^https:\/\/[^/]+\/[^/]+\/[^/]+$/.test(source.repository)) {
			find("error", { name: "repository" }, { code: "not_a_repository" }, null, "source");
		}
		if (!source.directory.startsWith("/")) {
			const fix: Fix = { kind: "set_directory", directory: `/${source.directory}` };
			find("error", { name: "source_directory" }, { code: "directory_not_absolute" }, fix, "source");
		}
		if (source.build.kind === "here" && source.build.runtime === null) {
			find("error", { name: "runtime" }, { code: "required" }, null, "build");
		}
	} else if (source.uri.trim() === "") find("error", { name: "image_uri" }, { code: "required" }, null, "source");
	else if (!/amazonaws\.com|public\.ecr\.aws/.test(source.uri)) {
		find("error", { name: "image_uri" }, { code: "image_registry_unsupported" }, null, "source");
	} else if (!/[:@][^/]+$/.test(source.uri)) {
		find("advice", { name: "image_uri" }, { code: "image_tag_missing" }, null, "source");
	}
	if (draft.name.trim() === "") find("error", { name: "service_name" }, { code: "required" });
	else if (draft.name.trim().length < 4) find("error", { name: "service_name" }, { code: "too_short", min: 4 });
	const memories = MEMORIES[draft.cpu];
	const [first] = memories;
	if (first && !memories.includes(draft.memory)) {
		find("error", { name: "memory" }, { code: "memory_not_for_cpu" }, { kind: "set_memory", memory: first });
	}
	if (!/^\d+$/.test(draft.port)) find("error", { name: "port" }, { code: "not_a_number" });
	draft.environment.forEach((pair, index) => {
		if (pair.name === "") find("error", { name: "environment_name", index }, { code: "required" });
		if (pair.source === "plain" && pair.value !== "" && pair.name.includes("PASSWORD")) {
			find("advice", { name: "environment_value", index }, { code: "looks_secret" });
		}
		if (pair.name === "PORT") find("error", { name: "environment_name", index }, { code: "environment_name_reserved" });
	});
	const at = draft.environment.findIndex((variable) => variable.source !== "plain");
	if (at >= 0 && draft.instance_role.kind === "not_needed") {
		const fix: Fix = { kind: "create_instance_role", name: "AppRunnerInstanceRole" };
		find("error", { name: "environment_value", index: at }, { code: "reference_needs_role" }, fix);
	}
	if (draft.encryption.kind === "kms_key" && !draft.encryption.arn.startsWith("arn:aws:kms:")) {
		find("error", { name: "kms_key_arn" }, { code: "not_a_kms_key" });
	}
	if (source.kind === "ecr") trust("build", { name: "access_role_arn" }, source.access_role);
	trust("tasks", { name: "instance_role_arn" }, draft.instance_role);
	if (draft.incoming?.kind === "endpoint" && draft.incoming.id === "") {
		find("error", { name: "endpoint_id" }, { code: "required" });
	}
	const { protocol, timeout, interval } = draft.health_check;
	if (protocol.kind === "http" && !protocol.path.startsWith("/")) {
		const fix: Fix = { kind: "set_health_path", path: `/${protocol.path}` };
		find("error", { name: "health_path" }, { code: "path_without_slash" }, fix);
	}
	if (Number(timeout) >= Number(interval)) {
		find("warning", { name: "health_timeout" }, { code: "timeout_not_below_interval" });
	}
	const order: Severity[] = ["error", "warning", "advice"];
	findings.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
	const grants = draft.instance_role.kind === "create_for_me" ? draft.instance_role.grants : [];
	return {
		form: {
			steps: source.kind === "code" ? ["source", "build", "service", "review"] : ["source", "service", "review"],
			fields: fields(draft),
			cpus: ["256", "512", "1024", "2048", "4096"],
			memories,
			automatic_closed: source.kind === "ecr_public" ? "ecr_public" : null,
			runtimes: [
				{ runtime: "python311", ended: null },
				{ runtime: "nodejs22", ended: null },
				{ runtime: "nodejs18", ended: "2025-12-01" },
			],
			has_environment: !(source.kind === "code" && source.build.kind === "configuration_file"),
			repository_policy: source.kind === "ecr" && source.uri.startsWith("222222222222.") ? POLICY : null,
			instance_policy: grants.length === 0 ? null : JSON.stringify({ Statement: grants }, null, 2),
			beginnings: {
				auto_scaling: { kind: "create_for_me", name: "", max_concurrency: "100", min_size: "1", max_size: "25" },
				health_path: "/",
				access_role_name: "AppRunnerECRAccessRole",
				instance_role_name: draft.name === "" ? "AppRunnerInstanceRole" : `${draft.name}-instance-role`,
				observability_name: "xray-tracing",
				connector_name: draft.name === "" ? "vpc-connector" : `${draft.name}-connector`,
				endpoint_name: draft.name === "" ? "" : `${draft.name}-endpoint`,
				secret_prefix: draft.name === "" ? "" : `${draft.name}/`,
				directory: "/",
				branch: "main",
			},
		},
		findings,
	};
}

/** What the owner of another account's repository has to add. */
export const POLICY = JSON.stringify({ Statement: [{ Action: "ecr:BatchGetImage" }] }, null, 2);

type OfRows = "environment_name" | "environment_value" | `${string}tag_key` | `${string}tag_value` | "grant_target";

function fields(draft: Draft): Field[] {
	const { source, auto_scaling, health_check, instance_role, encryption, outgoing, incoming, firewall, tracing } =
		draft;
	const names: Exclude<Field["name"], OfRows>[] = [];
	if (source.kind === "code") {
		names.push("connection", "repository", "branch", "source_directory", "trigger");
		if (source.build.kind === "here") names.push("runtime", "build_command");
	} else names.push("image_uri");
	if (source.kind === "ecr") {
		names.push("trigger", source.access_role.kind === "create_for_me" ? "access_role_name" : "access_role_arn");
	}
	names.push("service_name", "cpu", "memory");
	if (source.kind !== "code" || source.build.kind === "here") names.push("port", "start_command");
	if (auto_scaling.kind === "use_existing") names.push("auto_scaling_arn");
	if (auto_scaling.kind === "create_for_me") names.push("auto_scaling_name", "max_concurrency", "min_size", "max_size");
	if (health_check.protocol.kind === "http") names.push("health_path");
	names.push("health_timeout", "health_interval", "unhealthy_threshold", "healthy_threshold");
	if (instance_role.kind === "use_existing") names.push("instance_role_arn");
	if (instance_role.kind === "create_for_me") names.push("instance_role_name");
	if (encryption.kind === "kms_key") names.push("kms_key_arn");
	if (firewall?.kind === "web_acl") names.push("web_acl_arn");
	if (incoming?.kind === "endpoint") names.push("endpoint_id");
	if (incoming?.kind === "new_endpoint") {
		names.push("endpoint_name", "endpoint_vpc", "endpoint_subnets", "endpoint_security_groups");
	}
	if (outgoing.kind === "connector") names.push("connector_arn");
	if (outgoing.kind === "new_connector") {
		names.push("connector_name", "connector_vpc", "connector_subnets", "connector_security_groups");
	}
	if (tracing.kind === "use_existing") names.push("observability_arn");
	if (tracing.kind === "create_for_me") names.push("observability_name");
	// So many names are more than TypeScript compares with a union by itself.
	return names.map((name) => ({ name }) as Field);
}
