// Opens the dialogs for what only a person can do, one at a time.
import { lazy, type ReactNode, Suspense, useCallback, useState } from "react";
import { type Dialog, DialogsContext } from "../components/dialogs";

// Most of the time nobody needs one.
const DialogView = lazy(() => import("./DialogView"));

type Waiting = { id: number; dialog: Dialog };

let ids = 0;

export function CredentialsProvider({ children }: { children: ReactNode }) {
	const [waiting, setWaiting] = useState<Waiting[]>([]);
	const open = useCallback((dialog: Dialog) => {
		ids += 1;
		const next = { id: ids, dialog };
		// Two reads that fail for the same reason ask for one thing.
		setWaiting((all) => (all.some((other) => isSame(other.dialog, dialog)) ? all : [...all, next]));
	}, []);
	const [first] = waiting;
	const close = useCallback(() => setWaiting((all) => all.slice(1)), []);
	return (
		<DialogsContext value={open}>
			{children}
			<Suspense fallback={null}>
				{first && <DialogView key={first.id} dialog={first.dialog} onClose={close} />}
			</Suspense>
		</DialogsContext>
	);
}

/** One sign-in serves all profiles that share its session. */
function isSame(one: Dialog, other: Dialog): boolean {
	if (one.kind === "sign_in" && other.kind === "sign_in" && one.session !== null && other.session !== null) {
		return JSON.stringify(one.session) === JSON.stringify(other.session);
	}
	return JSON.stringify(one) === JSON.stringify(other);
}
