// The one place for what only a person can do. Whoever meets such a thing says so here, and a dialog is opened for it;
// the dialogs themselves stand in `credentials`, which nothing but the frame imports.
import { createContext, use, useCallback } from "react";
import type { Need, SsoSession } from "../bindings";

export type Dialog =
	| { kind: "sign_in"; profile: string; session: SsoSession | null }
	| { kind: "sign_out"; profile: string }
	| { kind: "code"; profile: string; device: string }
	| { kind: "program"; profile: string; command: string }
	| { kind: "login"; profile: string }
	| { kind: "unlock"; profile: string; account: string }
	| { kind: "caller"; id: string }
	| { kind: "project" }
	| { kind: "mark"; profile: string; account: string | null }
	| { kind: "network"; profile: string };

export type OpenDialog = (dialog: Dialog) => void;

export const DialogsContext = createContext<OpenDialog | null>(null);

/** Opens a dialog, or lets it wait until the one that is open is closed. */
export function useDialog(): OpenDialog {
	const open = use(DialogsContext);
	if (open === null) throw new Error("no dialogs around this component");
	return open;
}

/** Asks the person for what a profile needs before it gives credentials. */
export function useAsk() {
	const open = useDialog();
	return useCallback((need: Need, profile: string) => open(dialogOf(need, profile)), [open]);
}

function dialogOf(need: Need, profile: string): Dialog {
	switch (need.kind) {
		case "sign_in":
			return { kind: "sign_in", profile, session: need.session };
		case "code":
			return { kind: "code", profile, device: need.device };
		// The profile that names the program, which need not be the one that was picked.
		case "program":
		case "login":
			return need;
	}
}
