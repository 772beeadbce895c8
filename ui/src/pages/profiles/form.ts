// What is typed about a profile, and what is to be changed in the files for it. What may be typed is for Rust to say;
// here is only which settings belong to which kind.
import type { EditRefusal, Pair, ProfileChange, ProfileView } from "../../bindings";
import { valueIn } from "./view";

export const KINDS = ["sso", "role", "process", "web_identity"] as const;
/** `other` is a kind that is not made here. */
export type Kind = (typeof KINDS)[number] | "other";
export type SessionChoice = "existing" | "new" | "own";

/** Values stand under the name of their setting; those of a new session under `session.` and that. */
export type Form = { kind: Kind; session: SessionChoice; values: Record<string, string> };
/** What is wrong with what was typed, by where it stands in the form's values. */
export type Errors = Record<string, string>;

/** What a form begins with. */
export type Start = { name: string; kind: Kind; session: SessionChoice; values: Record<string, string> };

const COMMON = ["region", "endpoint_url"];
const OWN_SESSION = ["sso_start_url", "sso_region"];
const SESSION = ["sso_start_url", "sso_region"];
/** What a sign-in is for; the AWS CLI writes the same, and a sign-in without it is not renewed. */
const SCOPES: Pair = { name: "sso_registration_scopes", value: "sso:account:access" };

const REQUIRED: Record<Kind, string[]> = {
	sso: ["sso_account_id", "sso_role_name"],
	role: ["role_arn", "source_profile"],
	process: ["credential_process"],
	web_identity: ["web_identity_token_file", "role_arn"],
	other: [],
};
const OPTIONAL: Record<Kind, string[]> = {
	sso: [],
	role: ["mfa_serial", "duration_seconds", "external_id", "role_session_name"],
	process: [],
	web_identity: ["role_session_name"],
	other: [],
};

/** The settings that the form shows. */
export function keysOf({ kind, session }: Pick<Form, "kind" | "session">): string[] {
	const ofSession = kind !== "sso" ? [] : session === "own" ? OWN_SESSION : ["sso_session"];
	return [...ofSession, ...REQUIRED[kind], ...OPTIONAL[kind], ...COMMON];
}

export function emptyForm(hasSessions: boolean): Form {
	return { kind: "sso", session: hasSessions ? "existing" : "new", values: {} };
}

export const startForm = ({ name, kind, session, values }: Start): Form => ({
	kind,
	session,
	values: { ...values, name },
});

export function formOf(profile: ProfileView, hasSessions: boolean): Form {
	const kind = kindOf(profile);
	const isOwn = OWN_SESSION.some((key) => valueIn(profile.keys, key) !== null);
	const hasSession = valueIn(profile.keys, "sso_session") !== null;
	return {
		kind,
		session: isOwn && !hasSession ? "own" : hasSession || hasSessions ? "existing" : "new",
		values: Object.fromEntries(profile.keys.map(({ key, value }) => [key, value ?? ""])),
	};
}

/** A profile that does not work yet is taken for what it has the most of. */
function kindOf({ kind, keys }: ProfileView): Kind {
	const has = (key: string) => keys.some((one) => one.key === key);
	switch (kind) {
		case "sso":
		case "process":
		case "web_identity":
			return kind;
		case "assume_role":
			return "role";
		case "incomplete":
			if (keys.some(({ key }) => key.startsWith("sso_"))) return "sso";
			if (has("web_identity_token_file")) return "web_identity";
			if (has("role_arn") || has("source_profile")) return "role";
			return has("credential_process") ? "process" : "other";
		default:
			return "other";
	}
}

/** The fields that have to be filled and are not. A profile that works without one goes on without it. */
export function blanks(form: Form, edited: ProfileView | null): string[] {
	const { kind, session, values } = form;
	const isBlank = (key: string) => (values[key] ?? "") === "";
	const needed = REQUIRED[kind].filter(
		(key) => edited === null || edited.kind === "incomplete" || edited.keys.some((one) => one.key === key),
	);
	const ofSession =
		kind !== "sso"
			? []
			: session === "new"
				? SESSION.map((key) => `session.${key}`)
				: session === "own"
					? OWN_SESSION
					: ["sso_session"];
	return [...ofSession, ...needed].filter(isBlank);
}

/** What is to be changed in the files: a new session first. Of a profile that is there, only what was changed. */
export function changesOf(form: Form, edited: ProfileView | null): ProfileChange[] {
	const { kind, session, values } = form;
	const get = (key: string) => values[key] ?? "";
	const makesSession = kind === "sso" && session === "new";
	const name = get("session.name");
	const wanted = keysOf(form).map(
		(key): Pair => ({ name: key, value: key === "sso_session" && makesSession ? name : get(key) }),
	);
	const changes: ProfileChange[] = [];
	if (makesSession) {
		const own = SESSION.map((key): Pair => ({ name: key, value: get(`session.${key}`) }));
		changes.push({ kind: "add_session", session: name, values: [...own, SCOPES] });
	}
	if (edited === null) {
		changes.push({ kind: "add", profile: get("name"), values: wanted.filter(({ value }) => value !== "") });
		return changes;
	}
	const before = (key: string) => valueIn(edited.keys, key) ?? "";
	const values_ = wanted.filter((pair) => pair.value !== before(pair.name));
	changes.push({ kind: "set", profile: edited.name, values: [...values_, ...left(form, edited)] });
	return changes;
}

/** What would stand in the way of what was chosen instead; an empty value takes a setting away. */
function left(form: Form, edited: ProfileView): Pair[] {
	const keys = keysOf(form);
	const others = edited.kind === "incomplete" ? KINDS : form.kind === "sso" ? (["sso"] as const) : [];
	const all = others.flatMap((kind) => [...keysOf({ kind, session: "own" }), ...keysOf({ kind, session: "existing" })]);
	return [...new Set(all)]
		.filter((key) => !keys.includes(key) && edited.keys.some((one) => one.key === key))
		.map((name) => ({ name, value: "" }));
}

/** The field that a refusal is about; nothing where it is about none. */
export function fieldOf(change: ProfileChange, refusal: EditRefusal, form: Form): string | null {
	const isSession = "session" in change;
	switch (refusal.code) {
		case "bad_name":
		case "name_taken":
			return isSession ? "session.name" : change.kind === "add" ? "name" : null;
		case "bad_key":
		case "bad_value":
		case "key_nested": {
			if (refusal.code === "key_nested") return null;
			const field = isSession ? `session.${refusal.key}` : refusal.key;
			const known = isSession ? SESSION : keysOf(form);
			return known.includes(refusal.key) ? field : null;
		}
		default:
			return null;
	}
}
