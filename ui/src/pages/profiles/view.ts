// What of a profile stands in a line of the table, and what of the table stands in the URL.
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import type { ConfigView, KeyView, Mark, MarkRow, Problem, ProfileView } from "../../bindings";
import { faultWords } from "../../components/profiles";
import type { Text } from "../../text";
import { accountOf, roleName } from "../../text/arn";

export const valueIn = (keys: KeyView[], key: string) => keys.find((one) => one.key === key)?.value ?? null;

/** Whether a plan of the files is of no use any more, and the same is to be planned anew. */
export const isOldPlan = (problem: Problem | null) =>
	problem?.detail.code === "config_changed" || problem?.detail.code === "plan_gone";

/** Whether a lasting key of its own stands in a file in plain text. */
export const hasKeyInFile = ({ name, chain }: ProfileView) =>
	chain?.links.length === 0 &&
	chain.base.kind === "static_keys" &&
	chain.base.profile === name &&
	!chain.base.has_session_token;

export type Row = {
	profile: ProfileView;
	region: string | null;
	account: string | null;
	role: string | null;
	/** Why it cannot be used. */
	fault: string | null;
	marks: Mark[];
};

/** Whose credentials it gets in the end, as far as its files tell. */
export function target({ chain }: ProfileView): { account: string | null; role: string | null } {
	const last = chain?.links.at(-1);
	if (last) return { account: accountOf(last.role_arn), role: roleName(last.role_arn) };
	switch (chain?.base.kind) {
		case "sso":
			return { account: chain.base.account, role: chain.base.role };
		case "web_identity":
			return { account: accountOf(chain.base.role_arn), role: roleName(chain.base.role_arn) };
		case "login":
			return { account: accountOf(chain.base.session_arn), role: null };
		default:
			return { account: null, role: null };
	}
}

export function rowsOf(text: Text, config: ConfigView, marks: MarkRow[]): Row[] {
	return config.profiles.map((profile) => {
		const { account, role } = target(profile);
		const own = marks.flatMap(({ of, mark }) =>
			(of.kind === "profile" && of.name === profile.name) || (of.kind === "account" && of.id === account) ? [mark] : [],
		);
		return {
			profile,
			region: valueIn(profile.keys, "region"),
			account,
			role,
			fault: faultWords(text, profile),
			marks: own,
		};
	});
}

/** What a person reads in a row is what it is found and ordered by. */
export function sortable(text: Text): Record<ColumnId, (row: Row) => string> {
	return {
		name: ({ profile }) => profile.name,
		kind: ({ profile }) => text.codes.profileKind[profile.kind],
		region: ({ region }) => region ?? "",
		account: ({ account }) => account ?? "",
		role: ({ role }) => role ?? "",
	};
}

export function matches(text: Text, row: Row, typed: string): boolean {
	const within = [...Object.values(sortable(text)).map((value) => value(row)), ...row.marks.map(({ name }) => name)];
	const all = within.join("\n").toLowerCase();
	return typed
		.toLowerCase()
		.split(/\s+/)
		.every((word) => all.includes(word));
}

export type ColumnId = "name" | "kind" | "region" | "account" | "role";
const SORTABLE: readonly string[] = ["name", "kind", "region", "account", "role"] satisfies ColumnId[];
const isColumn = (value: string): value is ColumnId => SORTABLE.includes(value);

export type View = { text: string; sort: ColumnId | null; descending: boolean };

/** Without a chosen order, the profiles stand as they do in the files. */
export function useView(): [View, (change: Partial<View>) => void] {
	const [params, setParams] = useSearchParams();
	const view = useMemo<View>(() => {
		const sort = params.get("sort") ?? "";
		return {
			text: params.get("text") ?? "",
			sort: isColumn(sort) ? sort : null,
			descending: params.get("order") === "desc",
		};
	}, [params]);
	const change = useCallback(
		(part: Partial<View>) =>
			setParams(
				(current) => {
					const next = new URLSearchParams(current);
					const put = (name: string, value: string | null) =>
						value === null || value === "" ? next.delete(name) : next.set(name, value);
					if (part.text !== undefined) put("text", part.text);
					if (part.sort !== undefined) put("sort", part.sort);
					if (part.descending !== undefined) put("order", part.descending ? "desc" : null);
					return next;
				},
				{ replace: true },
			),
		[setParams],
	);
	return [view, change];
}
