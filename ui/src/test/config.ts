// The part of the fake that has to do with the profiles' files, and samples of what they say.
import type {
	ChainFault,
	ConfigPlan,
	ConfigView,
	DiffLine,
	EditRefusal,
	KeyView,
	Pair,
	ProfileChange,
	ProfileKind,
	ProfileView,
	SsoAccount,
	Welcome,
} from "../bindings";
import { ssoSession } from "./credentials";
import * as samples from "./samples";

// One of each code; a code that is missing here does not compile.
export const faults: { [C in ChainFault["code"]]: Extract<ChainFault, { code: C }> } = {
	unknown_profile: { code: "unknown_profile", profile: "base" },
	missing_source: { code: "missing_source", profile: "dev", source: "base" },
	loop: { code: "loop", profiles: ["dev", "base"] },
	two_sources: { code: "two_sources", profile: "dev" },
	no_source: { code: "no_source", profile: "dev" },
	unknown_source: { code: "unknown_source", profile: "dev", source: "Moon" },
	incomplete_sso: { code: "incomplete_sso", profile: "dev", missing: ["sso_account_id", "sso_role_name"] },
	sso_keys_in_profile: { code: "sso_keys_in_profile", profile: "dev", keys: ["sso_region"] },
	unknown_sso_session: { code: "unknown_sso_session", profile: "dev", session: "corp" },
	half_key_pair: { code: "half_key_pair", profile: "dev", missing: ["aws_secret_access_key"] },
	token_without_role: { code: "token_without_role", profile: "dev" },
	bad_duration: { code: "bad_duration", profile: "dev", value: "60" },
	nothing: { code: "nothing", profile: "dev" },
};

export const refusals: { [C in EditRefusal["code"]]: Extract<EditRefusal, { code: C }> } = {
	bad_name: { code: "bad_name", name: "a b" },
	bad_key: { code: "bad_key", key: "a b" },
	bad_value: { code: "bad_value", key: "region", fault: "comment" },
	name_taken: { code: "name_taken", line: 4 },
	section_absent: { code: "section_absent" },
	section_ambiguous: { code: "section_ambiguous", lines: [4, 9] },
	section_faulty: { code: "section_faulty", line: 4 },
	key_absent: { code: "key_absent" },
	key_nested: { code: "key_nested", line: 4 },
	only_in_config: { code: "only_in_config" },
};

export const refused = (refusal: EditRefusal, at = 0) =>
	samples.problem({ code: "config_refused", refusal, at }, [{ kind: "change_field" }]);

const keys = (values: Record<string, string | null>, file: KeyView["file"] = "config", from = 2): KeyView[] =>
	Object.entries(values).map(([key, value], at) => ({ key, value, file, line: from + at }));

function profile(name: string, kind: ProfileKind, part: Partial<ProfileView>): ProfileView {
	return { name, kind, keys: [], chain: null, fault: null, limit: null, used_by: [], ...part };
}

const ROLE = "arn:aws:iam::210987654321:role/ops/deployer";

export const config: ConfigView = {
	config_path: "/home/ann/.aws/config",
	credentials_path: "/home/ann/.aws/credentials",
	profiles: [
		profile("default", "static_keys", {
			keys: [
				...keys({ region: "us-east-1" }),
				...keys({ aws_access_key_id: "AKIAEXAMPLE", aws_secret_access_key: null }, "credentials"),
			],
			chain: {
				links: [],
				base: { kind: "static_keys", profile: "default", has_session_token: false, file: "credentials" },
				differs_from_cli: [],
			},
		}),
		profile("staging-admin", "sso", {
			keys: keys({
				sso_session: "corp",
				sso_account_id: samples.ACCOUNT,
				sso_role_name: "Admin",
				region: "ap-northeast-1",
				cli_pager: "less",
			}),
			chain: {
				links: [],
				base: { kind: "sso", profile: "staging-admin", session: ssoSession, account: samples.ACCOUNT, role: "Admin" },
				differs_from_cli: [],
			},
			used_by: ["deploy"],
		}),
		profile("deploy", "assume_role", {
			keys: keys({ role_arn: ROLE, source_profile: "staging-admin", mfa_serial: "arn:aws:iam::1:mfa/phone" }),
			chain: {
				links: [
					{
						profile: "deploy",
						role_arn: ROLE,
						session_name: "ann",
						external_id: "shop-7",
						mfa_serial: "arn:aws:iam::1:mfa/phone",
						duration_seconds: 7200,
						region: null,
					},
				],
				base: { kind: "sso", profile: "staging-admin", session: ssoSession, account: samples.ACCOUNT, role: "Admin" },
				differs_from_cli: [
					{ profile: "staging-admin", here: "sso", cli: "keys" },
					{ profile: "deploy", here: "role", cli: null },
				],
			},
			limit: { seconds: 3600, exceeded: { profile: "deploy", seconds: 7200 } },
		}),
		profile("keeper", "process", {
			keys: keys({ credential_process: "/opt/keeper/bin/get-keys" }),
			chain: {
				links: [],
				base: { kind: "process", profile: "keeper", command: "/opt/keeper/bin/get-keys" },
				differs_from_cli: [],
			},
		}),
		profile("broken", "incomplete", {
			keys: keys({ output: "json" }),
			fault: { code: "nothing", profile: "broken" },
		}),
	],
	sessions: [
		{
			name: "corp",
			keys: keys({ sso_start_url: ssoSession.start_url, sso_region: ssoSession.region }),
			used_by: ["staging-admin"],
		},
	],
	faults: [{ file: "config", fault: { line: 12, reason: "profile_without_prefix" } }],
};

export const accounts: SsoAccount[] = [
	{ id: samples.ACCOUNT, name: "Shop staging", email: "staging@example.com" },
	{ id: "210987654321", name: "Shop production", email: "shop@example.com" },
	{ id: "333333333333", name: "Data (EU)", email: "data@example.com" },
];

export const manyAccounts = (count: number): SsoAccount[] =>
	Array.from({ length: count }, (_, at) => ({
		id: String(100_000_000_000 + at),
		name: `Team ${at + 1}`,
		email: `team${at + 1}@example.com`,
	}));

type Part = { welcome: Welcome; config: ConfigView; accounts: SsoAccount[]; roles: Record<string, string[]> };

/** Answers of the commands. What is written is what was planned; how AWS would read it is not for here. */
export function createConfig(world: Part) {
	const plans = new Map<string, ProfileChange[]>();
	let count = 0;
	const answers: Record<string, (args: Record<string, unknown>) => unknown> = {
		config_get: () => world.config,
		config_plan: ({ changes }): ConfigPlan => {
			count += 1;
			const id = `config-plan-${count}`;
			const asked = changes as ProfileChange[];
			plans.set(id, asked);
			const { config_path, credentials_path } = world.config;
			const lines = asked.flatMap(linesOf);
			return {
				id,
				config_path,
				credentials_path,
				files: lines.length === 0 ? [] : [{ file: "config", lines }],
				backups: [`${config_path}.bak`],
			};
		},
		config_apply: ({ plan }) => {
			const changes = plans.get(String(plan));
			if (!changes) throw samples.problem({ code: "plan_gone" }, [{ kind: "reload" }]);
			plans.delete(String(plan));
			world.config = changes.reduce(written, world.config);
			return null;
		},
		sso_accounts: () => world.accounts,
		sso_roles: ({ account }) => world.roles[String(account)] ?? ["Admin", "ReadOnly"],
		window_open: () => null,
		window_name: () => null,
	};
	return answers;
}

const added = (text: string, at: number): DiffLine => ({ kind: "added", before: null, after: 30 + at, text });
const gone = (text: string, at: number): DiffLine => ({ kind: "removed", before: 30 + at, after: null, text });
const pairs = (values: Pair[]) => values.map(({ name, value }) => `${name} = ${value}`);

function linesOf(change: ProfileChange): DiffLine[] {
	const around: DiffLine[] = [
		{ kind: "same", before: 10, after: 10, text: "[profile keeper]" },
		{ kind: "same", before: 29, after: 29, text: "" },
	];
	switch (change.kind) {
		case "add":
			return [...around, ...[`[profile ${change.profile}]`, ...pairs(change.values)].map(added)];
		case "add_session":
			return [...around, ...[`[sso-session ${change.session}]`, ...pairs(change.values)].map(added)];
		case "set":
		case "set_session":
			return change.values.length === 0 ? [] : [...around, ...pairs(change.values).map(added)];
		case "rename":
			return [gone(`[profile ${change.profile}]`, 0), added(`[profile ${change.to}]`, 0)];
		case "rename_session":
			return [gone(`[sso-session ${change.session}]`, 0), added(`[sso-session ${change.to}]`, 0)];
		case "remove":
			return [gone(`[profile ${change.profile}]`, 0)];
		case "remove_session":
			return [gone(`[sso-session ${change.session}]`, 0)];
	}
}

function written(config: ConfigView, change: ProfileChange): ConfigView {
	const { profiles, sessions } = config;
	const own = (values: Pair[]) => keys(Object.fromEntries(values.map(({ name, value }) => [name, value])));
	switch (change.kind) {
		case "add":
			return {
				...config,
				profiles: [...profiles, profile(change.profile, "incomplete", { keys: own(change.values) })],
			};
		case "add_session":
			return {
				...config,
				sessions: [...sessions, { name: change.session, keys: own(change.values), used_by: [] }],
			};
		case "rename":
			return {
				...config,
				profiles: profiles.map((one) => (one.name === change.profile ? { ...one, name: change.to } : one)),
			};
		case "remove":
			return { ...config, profiles: profiles.filter(({ name }) => name !== change.profile) };
		default:
			return config;
	}
}
