import type { KeptKey, SessionRef } from "../../../bindings";
import { useSessionState } from "../../../session/session";
import { useText } from "../../../text/react";
import { useHome } from "../useProfile";

/** A session in which a key can be replaced; or why there is none, with a profile by which there would be one. */
export type KeySession = { session: SessionRef; reason: null } | { session: null; reason: string; other: Other | null };
type Other = { profile: string; use: () => void };

/** A user's keys are changed in their own account only. */
export function useKeySession() {
	const { keychain } = useText();
	const { welcome, view, profile: current, switchTo } = useSessionState();
	const home = useHome();
	return (kept: KeptKey): KeySession => {
		const account = view?.identity?.account ?? null;
		if (view !== null && account === kept.account) return { session: view.session, reason: null };
		const row = welcome.profiles.find(
			({ name, fault }) => kept.profiles.includes(name) && fault === null && name !== current,
		);
		const other = row ? { profile: row.name, use: () => switchTo(row.name, home(row.region)) } : null;
		const reason = view === null ? keychain.opening : keychain.otherAccount(kept.account);
		return { session: null, reason, other };
	};
}
