// What one may do and where, made up: rights, the project, services of other Regions.
import type {
	ActionRow,
	Elsewhere,
	Feature,
	FeatureRow,
	FeatureState,
	Permissions,
	Pin,
	Projects,
	ProjectView,
	Verdict,
} from "../bindings";
import type { World } from "./fake";
import * as samples from "./samples";

const allowed: Verdict = { kind: "allowed" };
const refused: Verdict = { kind: "refused", by: "nobody" };

const action = (name: string, verdict: Verdict, resource = "*"): ActionRow => ({ action: name, resource, verdict });

const feature = (name: Feature, state: FeatureState, actions: ActionRow[]): FeatureRow => ({
	feature: name,
	state,
	actions,
});

export const allAllowed: Permissions = {
	identity: { account: samples.ACCOUNT, arn: `arn:aws:iam::${samples.ACCOUNT}:user/developer` },
	who: { kind: "user", name: "developer" },
	features: [
		feature("look", "allowed", [action("apprunner:ListServices", allowed)]),
		feature("delete", "allowed", [action("apprunner:DeleteService", allowed)]),
	],
	problem: null,
	policy: null,
	looked_at: samples.NOW,
};

const json = JSON.stringify(
	{ Version: "2012-10-17", Statement: [{ Sid: "AppRunner1", Effect: "Allow", Action: ["apprunner:CreateService"] }] },
	null,
	2,
);

export const someRefused: Permissions = {
	...allAllowed,
	features: [
		feature("look", "allowed", [action("apprunner:ListServices", allowed)]),
		feature("create_from_image", "refused", [
			action("apprunner:CreateService", refused, `arn:aws:apprunner:ap-northeast-1:${samples.ACCOUNT}:service/*/*`),
			action("iam:PassRole", { kind: "refused", by: "boundary" }, `arn:aws:iam::${samples.ACCOUNT}:role/*`),
			action("ecr:DescribeImages", allowed),
		]),
		feature("secrets", "depends", [
			action("ssm:PutParameter", { kind: "depends", keys: ["aws:MultiFactorAuthPresent"] }),
		]),
		feature("key_rotation", "inapplicable", []),
	],
	who: { kind: "role", name: "AWSReservedSSO_Dev_0123456789abcdef", permission_set: "Dev" },
	policy: { json, length: 180, limit: 6144, is_whole: false, widens_itself: false, held_back_by: ["boundary"] },
};

export const unasked: Permissions = {
	...allAllowed,
	features: [
		feature("look", "unknown", [action("apprunner:ListServices", { kind: "unknown" })]),
		feature("delete", "unknown", [action("apprunner:DeleteService", { kind: "unknown" })]),
	],
	problem: samples.problem({ code: "access_denied", action: "iam:SimulatePrincipalPolicy" }, [
		{ kind: "grant_action", action: "iam:SimulatePrincipalPolicy" },
		{ kind: "see_permissions" },
	]),
	policy: { json, length: 7000, limit: 6144, is_whole: true, widens_itself: true, held_back_by: [] },
};

export const ofRoot: Permissions = {
	...allAllowed,
	identity: { account: samples.ACCOUNT, arn: `arn:aws:iam::${samples.ACCOUNT}:root` },
	who: { kind: "root" },
};

export const elsewhere: Elsewhere[] = [
	{ region: "us-east-1", found: { kind: "counted", count: 8 } },
	{ region: "eu-west-1", found: { kind: "counted", count: 0 } },
	{ region: "eu-west-3", found: { kind: "unread", problem: samples.problem({ code: "unreachable" }) } },
];

export const nowhere: Elsewhere[] = [
	{ region: "us-east-1", found: { kind: "counted", count: 0 } },
	{ region: "eu-west-1", found: { kind: "counted", count: 0 } },
];

export function projectOf(pin: Pin, change: Partial<ProjectView> = {}): ProjectView {
	return {
		name: "shop",
		folder: "/home/ann/work/shop",
		file: "/home/ann/work/shop/app-runner-desktop.json",
		pin,
		fault: null,
		...change,
	};
}

export const here = projectOf({ account: samples.ACCOUNT, region: "ap-northeast-1", profile: null });
export const away = projectOf({ account: samples.ACCOUNT, region: "us-east-1", profile: "default" });
export const broken = projectOf(
	{ account: samples.ACCOUNT, region: "us-east-1", profile: null },
	{ pin: null, fault: { line: 3, reason: { code: "unknown_key", key: "regoin" } } },
);

export function createBounds(world: World): Record<string, (args: Record<string, unknown>) => unknown> {
	function put(open: ProjectView | null): Projects {
		const others = world.projects.recent.filter((folder) => folder !== open?.folder);
		world.projects = { open, recent: open === null ? others : [open.folder, ...others] };
		return world.projects;
	}
	return {
		permissions_get: () => world.permissions,
		services_elsewhere: () => world.elsewhere,
		project_get: () => world.projects,
		project_open: ({ folder }) => put({ ...here, folder: String(folder) }),
		project_make: ({ folder, pin }) => put(projectOf(pin as Pin, { folder: String(folder) })),
		project_close: () => put(null),
	};
}
