// What a choice begins with when it is chosen for the first time: Rust's beginnings, each in its variant. What it was
// before is found again in the wizard's state.
import type { Beginnings, Draft, Firewall, Incoming, SourceDraft } from "../bindings";

type Of<Kind extends SourceDraft["kind"]> = Extract<SourceDraft, { kind: Kind }>;
export type EcrSource = Of<"ecr">;
export type CodeSource = Of<"code">;

/** The choices of a draft; in each, `kind` tells the variants apart. */
export type Choices = {
	source: SourceDraft;
	access_role: EcrSource["access_role"];
	build: CodeSource["build"];
	auto_scaling: Draft["auto_scaling"];
	protocol: Draft["health_check"]["protocol"];
	instance_role: Draft["instance_role"];
	encryption: Draft["encryption"];
	firewall: Firewall;
	incoming: Incoming;
	outgoing: Draft["outgoing"];
	tracing: Draft["tracing"];
};
export type Choice = keyof Choices;

export function variants(begin: Beginnings): { [C in Choice]: Choices[C][] } {
	const existing = { kind: "use_existing", arn: "" } as const;
	const accessRole = { kind: "create_for_me", name: begin.access_role_name } as const;
	const here = { kind: "here", runtime: null, command: "" } as const;
	const { branch, directory } = begin;
	return {
		source: [
			{ kind: "ecr", uri: "", trigger: "manual", access_role: accessRole },
			{ kind: "ecr_public", uri: "" },
			{ kind: "code", connection: "", repository: "", branch, directory, trigger: "manual", build: here },
		],
		access_role: [accessRole, existing],
		build: [here, { kind: "configuration_file" }],
		auto_scaling: [{ kind: "account_default" }, existing, begin.auto_scaling],
		protocol: [{ kind: "tcp" }, { kind: "http", path: begin.health_path }],
		instance_role: [
			{ kind: "not_needed" },
			existing,
			{ kind: "create_for_me", name: begin.instance_role_name, grants: [] },
		],
		encryption: [{ kind: "aws_owned" }, { kind: "kms_key", arn: "" }],
		firewall: [{ kind: "off" }, { kind: "web_acl", arn: "" }],
		incoming: [
			{ kind: "public" },
			{ kind: "endpoint", id: "" },
			{ kind: "new_endpoint", name: begin.endpoint_name, vpc: "", subnets: [], security_groups: [] },
		],
		outgoing: [
			{ kind: "public" },
			{ kind: "connector", arn: "" },
			{ kind: "new_connector", name: begin.connector_name, vpc: "", subnets: [], security_groups: [] },
		],
		tracing: [{ kind: "off" }, existing, { kind: "create_for_me", name: begin.observability_name }],
	};
}
