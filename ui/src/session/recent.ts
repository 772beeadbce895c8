// The profiles that were last used in this window, and whose they turned out to be, so that they are found by that too.
import { readStored, writeStored } from "./stored";

/** Most that are remembered. */
const MOST = 8;

export type Recent = { profile: string; account: string | null };

const isRecent = (value: unknown): value is Recent[] =>
	Array.isArray(value) &&
	value.every(
		(one: unknown) =>
			typeof one === "object" &&
			one !== null &&
			"profile" in one &&
			typeof one.profile === "string" &&
			"account" in one &&
			(one.account === null || typeof one.account === "string"),
	);

/** The last one first. */
export const readRecent = (): Recent[] => readStored("recent", isRecent) ?? [];

/** An account that is not known now stays the one that was known. */
export function remember(profile: string, account: string | null) {
	const all = readRecent();
	const before = all.find((one) => one.profile === profile)?.account ?? null;
	const others = all.filter((one) => one.profile !== profile);
	writeStored("recent", [{ profile, account: account ?? before }, ...others].slice(0, MOST));
}
