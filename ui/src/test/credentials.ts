// The part of the fake that has to do with credentials and marks.
import type { Guard, MarkRow, Need, SignInView, SignInWay, SsoSession, Standing } from "../bindings";
import * as samples from "./samples";

export const ssoSession: SsoSession = {
	name: "corp",
	start_url: "https://corp.awsapps.com/start",
	region: "us-east-1",
	scopes: [],
};

export const needs = {
	sign_in: { kind: "sign_in", session: ssoSession },
	code: { kind: "code", device: `arn:aws:iam::${samples.ACCOUNT}:mfa/phone` },
	program: { kind: "program", profile: "keeper", command: "/opt/keeper/bin/get-keys --profile 'shop admin'" },
	login: { kind: "login", profile: "default" },
} satisfies { [K in Need["kind"]]: Extract<Need, { kind: K }> };

const REMEDIES = {
	sign_in: "sign_in",
	code: "enter_code",
	program: "allow_program",
	login: "sign_in",
} as const;

export const needed = (need: Need) =>
	samples.problem({ code: "person_needed", need }, [{ kind: REMEDIES[need.kind] }, { kind: "switch_profile" }]);

export const locked = samples.problem({ code: "production_locked", account: samples.ACCOUNT }, [{ kind: "unlock" }]);

export const unguarded: Guard = { protection: "none", color: null, name: null, unlocked_until: null };
export const production: Guard = { protection: "production", color: "red", name: "shop", unlocked_until: null };

/** A sign-in that ends, and does not renew itself. */
export const ending = (at: number, credentials_until: number | null = null): Standing => ({
	credentials_until,
	sign_in_until: at,
	renews: false,
	next: { at, need: { kind: "sign_in", session: ssoSession } },
});

export const lasting: Standing = { credentials_until: null, sign_in_until: null, renews: false, next: null };

export const marks: MarkRow[] = [
	{
		of: { kind: "account", id: samples.ACCOUNT },
		mark: { protection: "production", color: "red", name: "shop" },
	},
	{
		of: { kind: "profile", name: "staging-admin" },
		mark: { protection: "read_only", color: "green", name: "" },
	},
];

type Part = {
	guard: Guard;
	marks: MarkRow[];
	standing: Standing;
	/** How long a sign-in may take, in milliseconds. */
	signInFor: number;
};

type Waiter = { resolve: (answer: null) => void; reject: (problem: unknown) => void };

/** Answers of the commands, and what happens in the browser meanwhile. */
export function createCredentials(world: Part) {
	const waiting = new Map<string, Waiter>();
	let count = 0;
	const answers: Record<string, (args: Record<string, unknown>) => unknown> = {
		marks_list: () => world.marks,
		mark_set: ({ of, mark }) => {
			const others = world.marks.filter((row) => JSON.stringify(row.of) !== JSON.stringify(of));
			world.marks = [...others, { of, mark } as MarkRow];
			return null;
		},
		guard_get: () => world.guard,
		guard_unlock: ({ typed }) => {
			if (typed !== samples.ACCOUNT && typed !== world.guard.name) {
				throw samples.problem({ code: "confirmation_mismatch" }, [{ kind: "change_field" }]);
			}
			world.guard = { ...world.guard, unlocked_until: Date.now() + 15 * 60_000 };
			return world.guard;
		},
		guard_lock: () => {
			world.guard = { ...world.guard, unlocked_until: null };
			return null;
		},
		session_standing: () => world.standing,
		sign_in_begin: ({ way }): SignInView => {
			count += 1;
			const byCode = way === "code";
			return {
				id: `sign-in-${count}`,
				session: ssoSession,
				way: way as SignInWay,
				user_code: byCode ? "WXYZ-BCDF" : null,
				page: byCode ? "https://device.sso.us-east-1.amazonaws.com/?user_code=WXYZ-BCDF" : null,
				expires_at: Date.now() + world.signInFor,
			};
		},
		sign_in_open: () => null,
		sign_in_wait: ({ id }) =>
			new Promise<null>((resolve, reject) => {
				waiting.set(String(id), { resolve, reject });
			}),
		sign_in_cancel: ({ id }) => {
			waiting.get(String(id))?.reject(samples.problem({ code: "sign_in_gone" }));
			waiting.delete(String(id));
			return null;
		},
		sign_out: () => null,
		code_enter: () => null,
		program_allow: () => null,
	};

	/** What the person does in the browser, or does not. */
	function endSignIn(refusal?: unknown) {
		for (const { resolve, reject } of waiting.values()) {
			if (refusal === undefined) resolve(null);
			else reject(refusal);
		}
		waiting.clear();
	}
	return { answers, endSignIn };
}
