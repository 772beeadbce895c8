// The part of the fake that has to do with the system's keychain, and samples of what it keeps.
import type {
	Action,
	CallerRow,
	ConfigPlan,
	ConfigView,
	Consent,
	KeptKey,
	KeychainView,
	KeyKept,
	PlanView,
	ProfileView,
	RunView,
	TokenPlace,
	Undo,
	Welcome,
} from "../bindings";
import * as samples from "./samples";

export const ID = "AKIAIOSFODNN7EXAMPLE";
export const OLD = "AKIAI44QH8DHBEXAMPLE";
export const OTHER_ACCOUNT = "210987654321";

export function kept(id: string, part: Partial<KeptKey> = {}): KeptKey {
	return {
		id,
		access_key_id: ID,
		account: samples.ACCOUNT,
		arn: `arn:aws:iam::${samples.ACCOUNT}:user/people/ann`,
		kept_at: samples.NOW - 86_400_000,
		profiles: [],
		retiring: null,
		...part,
	};
}

export function caller(id: string, part: Partial<CallerRow> = {}): CallerRow {
	return {
		id,
		key: "key-1",
		caller: { program: "/usr/bin/python3.12", script: "/usr/local/bin/aws" },
		consent: "waiting",
		asked_at: samples.NOW - 60_000,
		...part,
	};
}

export const empty: KeychainView = { state: "ready", keys: [], callers: [], tokens: "files" };

export const keys: KeptKey[] = [
	kept("key-1", { profiles: ["shop"], retiring: OLD }),
	kept("key-2", {
		access_key_id: "AKIAQWERTYUIOEXAMPLE",
		account: OTHER_ACCOUNT,
		arn: `arn:aws:iam::${OTHER_ACCOUNT}:user/build-server`,
		kept_at: samples.NOW - 90 * 86_400_000,
		profiles: ["keeper", "deploy"],
	}),
	kept("key-3", { access_key_id: "AKIAZXCVBNMASEXAMPLE", kept_at: samples.NOW - 3_600_000 }),
];

export const full: KeychainView = {
	state: "ready",
	tokens: "files",
	keys,
	callers: [
		caller("caller-1", { consent: "allowed" }),
		caller("caller-2", {
			key: "key-2",
			consent: "refused",
			caller: { program: "/home/ann/projects/shop/node_modules/.bin/deploy-everything", script: null },
		}),
	],
};

/** A profile whose key is kept. */
export const shop: ProfileView = {
	name: "shop",
	kind: "keychain",
	keys: [{ key: "credential_process", value: '"/opt/app-runner-desktop" creds --key key-1', file: "config", line: 40 }],
	chain: { links: [], base: { kind: "keychain", profile: "shop", key: "key-1" }, differs_from_cli: [] },
	fault: null,
	limit: null,
	used_by: [],
};

/** The window where that profile is known. */
export const welcome: Welcome = {
	...samples.welcome,
	profiles: [...samples.welcome.profiles, { name: "shop", kind: "keychain", region: "us-east-1", fault: null }],
};

type World = { keychain: KeychainView; config: ConfigView };
type Answers = Record<string, (args: Record<string, unknown>) => unknown>;
type Plan = (run: RunView, undoable: boolean) => PlanView;

const UNDO: Partial<Record<Action["kind"], Undo>> = {
	create_access_key: "delete_access_key",
	deactivate_access_key: "activate_access_key",
	delete_access_key: "impossible",
};

/** Answers of the commands. A key that is kept is one of ann's; what AWS would say of it is not for here. */
export function createKeychain(world: World, ofConfig: Answers, plan: Plan): Answers {
	/** What follows from a change of the files, by its plan. */
	const follow = new Map<string, () => void>();
	let count = 0;

	function change(id: unknown, part: Partial<KeptKey>) {
		world.keychain = {
			...world.keychain,
			keys: world.keychain.keys.map((key) => (key.id === id ? { ...key, ...part } : key)),
		};
	}
	function find(id: unknown): KeptKey {
		const found = world.keychain.keys.find((key) => key.id === id);
		if (!found) throw samples.problem({ code: "not_found" }, [{ kind: "reload" }]);
		return found;
	}
	function keep(access_key_id: string): KeptKey {
		const known = world.keychain.keys.find((key) => key.access_key_id === access_key_id);
		if (known) return known;
		count += 1;
		const key = kept(`kept-${count}`, { access_key_id, kept_at: Date.now() });
		world.keychain = { ...world.keychain, keys: [key, ...world.keychain.keys] };
		return key;
	}
	const line = (key: KeptKey) => `credential_process = "/opt/app-runner-desktop" creds --key ${key.id}`;
	function planned(key: KeptKey, profile: string, region: string | null): ConfigPlan {
		const values = [
			{ name: "credential_process", value: line(key).replace(/^\S+ = /, "") },
			...(region === null ? [] : [{ name: "region", value: region }]),
		];
		const answer = ofConfig.config_plan?.({ changes: [{ kind: "add", profile, values }] }) as ConfigPlan;
		follow.set(answer.id, () => change(key.id, { profiles: [...find(key.id).profiles, profile] }));
		return answer;
	}
	function moved(key: KeptKey, profile: string): ConfigPlan {
		const answer = planned(key, profile, null);
		const at = (text: string, before: number) => ({ kind: "removed" as const, before, after: null, text });
		follow.set(answer.id, () => {
			const base = { kind: "keychain" as const, profile, key: key.id };
			const chain = { links: [], base, differs_from_cli: [] };
			world.config = {
				...world.config,
				profiles: world.config.profiles
					.filter(({ name, kind }) => name !== profile || kind !== "incomplete")
					.map((one) => (one.name === profile ? { ...one, kind: "keychain", chain } : one)),
			};
			change(key.id, { profiles: [profile] });
		});
		return {
			...answer,
			backups: [...answer.backups, `${answer.credentials_path}.bak`],
			files: [
				{
					file: "credentials",
					lines: [
						{ kind: "same", before: 1, after: 1, text: `[${profile}]` },
						at(`aws_access_key_id = ${key.access_key_id}`, 2),
						at("aws_secret_access_key = ********", 3),
					],
				},
				{
					file: "config",
					lines: [
						{ kind: "same", before: 1, after: 1, text: `[${profile}]` },
						{ kind: "added", before: null, after: 2, text: line(key) },
					],
				},
			],
		};
	}
	function keyRun(goal: Extract<RunView["goal"], { user: string }>, actions: Action[]) {
		return samples.createRun(goal.access_key_id, {
			goal,
			region: "us-east-1",
			steps: actions.map((action) => samples.step(action, UNDO[action.kind] ?? "nothing")),
		});
	}

	return {
		...ofConfig,
		config_apply: (args) => {
			ofConfig.config_apply?.(args);
			follow.get(String(args.plan))?.();
			return null;
		},
		keychain_get: () => world.keychain,
		keychain_unlock: () => {
			const { state } = world.keychain;
			world.keychain = { ...world.keychain, state: state === "locked" ? "ready" : state };
			return world.keychain;
		},
		tokens_keep: ({ place }) => {
			world.keychain = { ...world.keychain, tokens: place as TokenPlace };
			return world.keychain;
		},
		key_add: ({ profile, region, accessKeyId }): KeyKept => {
			const key = keep(String(accessKeyId));
			return { key, plan: planned(key, String(profile), region as string | null) };
		},
		key_move: ({ profile }): KeyKept => {
			const key = keep("AKIAFROMAFILEEXAMPLE");
			return { key, plan: moved(key, String(profile)) };
		},
		key_profile: ({ id, profile, region }) => planned(find(id), String(profile), region as string | null),
		key_forget: ({ id, confirmation }) => {
			if (find(id).access_key_id !== confirmation) throw samples.problem({ code: "confirmation_mismatch" });
			world.keychain = { ...world.keychain, keys: world.keychain.keys.filter((key) => key.id !== id) };
			return null;
		},
		plan_key_rotation: ({ id }) => {
			const { access_key_id } = find(id);
			const user = "ann";
			const run = keyRun({ kind: "rotate_key", user, access_key_id }, [
				{ kind: "create_access_key", user, key: String(id) },
				{ kind: "await_access_key" },
				{ kind: "deactivate_access_key", user, access_key_id },
			]);
			return plan(run, true);
		},
		plan_key_end: ({ id }) => {
			const access_key_id = find(id).retiring ?? "";
			const user = "ann";
			const run = keyRun({ kind: "end_key", user, access_key_id }, [
				{ kind: "delete_access_key", user, access_key_id },
			]);
			return plan(run, false);
		},
		caller_decide: ({ id, consent }) => {
			world.keychain = {
				...world.keychain,
				callers: world.keychain.callers.map((row) => (row.id === id ? { ...row, consent: consent as Consent } : row)),
			};
			return null;
		},
	};
}
