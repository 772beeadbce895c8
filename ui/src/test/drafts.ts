// Canned answers for what a draft can refer to, and drafts that use much of it.
import type {
	ConnectionOption,
	ConnectorOption,
	Draft,
	InterfaceEndpoint,
	KeyOption,
	Network,
	ObservabilityOption,
	SavedDraft,
	WebAclOption,
} from "../bindings";
import { ACCOUNT, configurations, draft, NOW, roles, SANDBOX } from "./samples";

export const connectors: ConnectorOption[] = [
	{
		name: "to-database",
		arn: `arn:aws:apprunner:ap-northeast-1:${ACCOUNT}:vpcconnector/to-database/1/0a`,
		status: { kind: "active" },
		subnets: ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"],
		security_groups: ["sg-0a1b2c3d4e5f60009"],
	},
];

const subnet = (id: string, zone: string, change: Partial<Network["subnets"][number]> = {}) => ({
	id,
	name: `private-${zone}`,
	vpc: "vpc-0a",
	zone: `ap-northeast-1${zone}`,
	zone_id: `apne1-az${zone === "a" ? 4 : 1}`,
	cidr: "10.0.11.0/24",
	free_addresses: 251,
	way_out: "nat" as const,
	...change,
});

export const network: Network = {
	vpcs: [
		{ id: "vpc-0a", name: "main", cidr: "10.0.0.0/16", is_default: false },
		{ id: "vpc-0b", name: null, cidr: "172.31.0.0/16", is_default: true },
	],
	subnets: [
		subnet("subnet-0a", "a"),
		subnet("subnet-0c", "c", { cidr: "10.0.12.0/24" }),
		subnet("subnet-0b", "a", { vpc: "vpc-0b", name: null, way_out: "internet_gateway" }),
	],
	security_groups: [{ id: "sg-0a", name: "app", vpc: "vpc-0a", description: "The application" }],
};

export const endpoints: InterfaceEndpoint[] = [
	{
		id: "vpce-0a",
		name: "apprunner-requests",
		vpc: "vpc-0a",
		subnets: ["subnet-0a", "subnet-0c"],
		security_groups: ["sg-0a"],
		is_available: true,
	},
	{
		id: "vpce-0b",
		name: null,
		vpc: "vpc-0b",
		subnets: ["subnet-0b"],
		security_groups: [],
		is_available: false,
	},
];

const keyArn = (id: string) => `arn:aws:kms:ap-northeast-1:${ACCOUNT}:key/${id}-12ab-34cd-56ef-1234567890ab`;

export const keys: KeyOption[] = [
	{ arn: keyArn("1234abcd"), alias: "shop", description: "What the shop keeps", unusable: null },
	{ arn: keyArn("5678abcd"), alias: "signing", description: "", unusable: "not_symmetric" },
];

export const webAcls: WebAclOption[] = [
	{
		name: "shield",
		arn: `arn:aws:wafv2:ap-northeast-1:${ACCOUNT}:regional/webacl/shield/0d`,
		description: "Common rules",
	},
];

export const observability: ObservabilityOption[] = [
	{ name: "traced", arn: `arn:aws:apprunner:ap-northeast-1:${ACCOUNT}:observabilityconfiguration/traced/1/0b` },
];

export function connection(name: string, change: Partial<ConnectionOption> = {}): ConnectionOption {
	return {
		name,
		arn: `arn:aws:apprunner:ap-northeast-1:${ACCOUNT}:connection/${name}/0c`,
		provider: "github",
		is_available: true,
		is_pending: false,
		...change,
	};
}

export const connections: ConnectionOption[] = [
	connection("my-github"),
	connection("not-yet-agreed", { is_available: false, is_pending: true }),
	connection("refused", { provider: "bitbucket", is_available: false }),
];

export function savedDraft(name: string, change: Partial<SavedDraft> = {}): SavedDraft {
	return {
		id: `draft-${name}`,
		profile: SANDBOX,
		region: "ap-northeast-1",
		draft: { ...draft, name },
		step: "service",
		saved_at: NOW - 600_000,
		...change,
	};
}

/** Source code that is built here, with a role made to measure. */
export const codeDraft: Draft = {
	...draft,
	name: "shop-front",
	source: {
		kind: "code",
		connection: connection("my-github").arn,
		repository: "https://github.com/example/shop-front",
		branch: "main",
		directory: "/",
		trigger: "automatic",
		build: { kind: "here", runtime: "nodejs22", command: "npm ci && npm run build" },
	},
	start_command: "npm start",
	environment: [
		{ source: "plain", name: "LOG_LEVEL", value: "info" },
		{
			source: "secrets_manager",
			name: "DB_PASSWORD",
			value: `arn:aws:secretsmanager:ap-northeast-1:${ACCOUNT}:secret:shop/db-AbCdEf`,
		},
		{ source: "parameter_store", name: "FEATURE_FLAGS", value: "/shop/feature-flags" },
	],
	instance_role: {
		kind: "create_for_me",
		name: "shop-front-instance-role",
		grants: [
			{ resource: "dynamodb_table", target: "Employee", access: "read_write" },
			{ resource: "sqs_queue", target: "orders", access: "read" },
		],
	},
	encryption: {
		kind: "kms_key",
		arn: `arn:aws:kms:ap-northeast-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
	},
	outgoing: { kind: "connector", arn: connectors[0]?.arn ?? "" },
	tracing: { kind: "create_for_me", name: "xray-tracing" },
};

/** An image of another account, reached from a VPC only, with all that exists of what guards it. */
export const privateDraft: Draft = {
	...draft,
	name: "back-office",
	source: {
		kind: "ecr",
		uri: "222222222222.dkr.ecr.ap-northeast-1.amazonaws.com/back-office:1",
		trigger: "manual",
		access_role: { kind: "use_existing", arn: roles[1]?.arn ?? "", repair: true },
	},
	auto_scaling: { kind: "use_existing", arn: configurations[2]?.arn ?? "" },
	instance_role: { kind: "use_existing", arn: roles[1]?.arn ?? "" },
	encryption: { kind: "kms_key", arn: keys[0]?.arn ?? "" },
	firewall: { kind: "web_acl", arn: webAcls[0]?.arn ?? "" },
	incoming: { kind: "endpoint", id: endpoints[0]?.id ?? "" },
};

/** The same by an endpoint to be made. */
export const endpointDraft: Draft = {
	...privateDraft,
	incoming: {
		kind: "new_endpoint",
		name: "back-office-endpoint",
		vpc: "vpc-0a",
		subnets: ["subnet-0a", "subnet-0c"],
		security_groups: ["sg-0a"],
	},
};

/** The source code, built as its configuration file says. */
export const fileDraft: Draft = {
	...codeDraft,
	name: "",
	source: {
		kind: "code",
		connection: connection("my-github").arn,
		repository: "https://github.com/example/shop-front",
		branch: "main",
		directory: "/services/front",
		trigger: "manual",
		build: { kind: "configuration_file" },
	},
};
