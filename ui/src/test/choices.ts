// Canned answers for what is picked: secrets, parameters, an image, and a private service; and what is wrong with the
// name or the value of a new secret, as much of it as the tests of the window need.
import type {
	Finding,
	ImageDetail,
	Looked,
	ParameterOption,
	RunView,
	SecretOption,
	SecretPlace,
	ServiceDetail,
	ServiceRow,
} from "../bindings";
import { ACCOUNT, createRun, detail, inState, problem, step } from "./samples";

export const secret = (name: string, description = ""): SecretOption => ({
	name,
	arn: `arn:aws:secretsmanager:ap-northeast-1:${ACCOUNT}:secret:${name}-AbCdEf`,
	description,
});

export const secrets: SecretOption[] = [secret("shop/database", "The shop's PostgreSQL"), secret("shop/stripe")];

export const parameters: ParameterOption[] = [
	{ name: "/shop/api-key", description: "", is_secure: true },
	{ name: "/shop/feature-flags", description: "Switches", is_secure: false },
];

export const imageDetail: ImageDetail = {
	size_bytes: 58_300_000,
	platforms: ["linux/amd64"],
	ports: [5000],
	has_command: true,
};

export function privateService(row: ServiceRow): ServiceDetail {
	return {
		...detail(row),
		public: false,
		ingress: {
			arn: `arn:aws:apprunner:ap-northeast-1:${ACCOUNT}:vpcingressconnection/checkout/0c`,
			name: "checkout",
			status: "available",
			host: "q7v2m9x4.ap-northeast-1.vpce.awsapprunner.com",
			vpc: "vpc-0a1b2c3d",
			endpoint: "vpce-0f9e8d7c6b5a43210",
			service: row.arn,
		},
		web_acl: {
			name: "shop-shield",
			arn: `arn:aws:wafv2:ap-northeast-1:${ACCOUNT}:regional/webacl/shop-shield/0c`,
			description: "",
		},
	};
}

/** What is missing, each with what names it; and one with a repair. */
export const missing: Looked[] = [
	{
		look: { kind: "image_port", port: "8080", exposed: [5000] },
		outcome: { kind: "doubtful" },
		fix: { kind: "set_port", port: 5000 },
	},
	{ look: { kind: "image_command" }, outcome: { kind: "failed" }, fix: null },
	{ look: { kind: "references", missing: ["/shop/url"] }, outcome: { kind: "failed" }, fix: null },
	{ look: { kind: "reference_rights", denied: ["/shop/key"] }, outcome: { kind: "failed" }, fix: null },
	{ look: { kind: "subnets", free: 3, needed: 26, public: ["subnet-1"] }, outcome: { kind: "doubtful" }, fix: null },
	{ look: { kind: "rights", denied: ["iam:PassRole"] }, outcome: { kind: "failed" }, fix: null },
];

export function secretFindings(place: SecretPlace, name: string, value: string): Finding[] {
	const findings: Finding[] = [];
	const find = (field: "secret_name" | "secret_value", detail: Finding["detail"], fix: Finding["fix"] = null) =>
		findings.push({ severity: "error", field: { name: field }, step: "service", detail, fix });
	if (name === "") find("secret_name", { code: "required" });
	else if (place === "parameter_store" && name.includes("/") && !name.startsWith("/")) {
		find("secret_name", { code: "path_without_slash" }, { kind: "set_secret_name", name: `/${name}` });
	}
	if (value === "") find("secret_value", { code: "required" });
	return findings;
}

export function secretRun(place: SecretPlace, name: string): RunView {
	const made =
		place === "secrets_manager"
			? step({ kind: "create_secret", name }, "delete_secret")
			: step({ kind: "put_parameter", name }, "delete_parameter");
	return createRun(name, { goal: { kind: "keep_secret", name, place }, steps: [made], state: "succeeded" });
}

/** The same run where something of that name exists. */
export function taken(run: RunView): RunView {
	const exists = { ...problem({ code: "already_exists" }, [{ kind: "change_field" }]), field: null };
	return {
		...run,
		...inState("failed"),
		can_resume: true,
		steps: run.steps.map((step) => ({ ...step, state: "failed" as const, problem: exists })),
	};
}
