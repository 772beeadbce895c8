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
	// By its id: a dialog may say twice that it is over, and the next one is not to go with it.
	const close = useCallback((id: number) => setWaiting((all) => all.filter((one) => one.id !== id)), []);
	return (
		<DialogsContext value={open}>
			{children}
			<Suspense fallback={null}>
				{first && <DialogView key={first.id} dialog={first.dialog} onClose={() => close(first.id)} />}
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
