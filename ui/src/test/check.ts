// A stand-in for the check that Rust makes, as much of it as the tests of the window need. It proves nothing about the
// rules themselves; those are tested where they are.
import type { Checked, Draft, Field, Finding, Fix, Memory, Severity } from "../bindings";

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
	const { source } = draft;
	if (source.uri.trim() === "") find("error", { name: "image_uri" }, { code: "required" }, null, "source");
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
		if (pair.name === "PORT") find("error", { name: "environment_name", index }, { code: "environment_name_reserved" });
	});
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
	return {
		form: {
			steps: ["source", "service", "review"],
			fields: fields(draft),
			cpus: ["256", "512", "1024", "2048", "4096"],
			memories,
			automatic_closed: source.registry === "ecr_public" ? "ecr_public" : null,
		},
		findings,
	};
}

function fields({ source, auto_scaling, health_check, instance_role }: Draft): Field[] {
	const names: Exclude<Field["name"], "environment_name" | "environment_value" | "tag_key" | "tag_value">[] = [
		"image_uri",
	];
	if (source.registry === "ecr") {
		names.push("trigger", source.access_role.kind === "create_for_me" ? "access_role_name" : "access_role_arn");
	}
	names.push("service_name", "cpu", "memory", "port", "start_command");
	if (auto_scaling.kind === "use_existing") names.push("auto_scaling_arn");
	if (auto_scaling.kind === "create_for_me") names.push("auto_scaling_name", "max_concurrency", "min_size", "max_size");
	if (health_check.protocol.kind === "http") names.push("health_path");
	names.push("health_timeout", "health_interval", "unhealthy_threshold", "healthy_threshold");
	if (instance_role.kind === "use_existing") names.push("instance_role_arn");
	return names.map((name) => ({ name }));
}
