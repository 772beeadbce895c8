import { useCallback, useEffect, useEffectEvent, useState } from "react";
import type { Problem, SignInView, SignInWay } from "../bindings";
import { host, problemOf } from "../host";

type State = { kind: "beginning" } | { kind: "open"; view: SignInView } | { kind: "failed"; problem: Problem };

/** What was given up may be over already, and there is nobody to tell. */
const cancel = (id: string) => void host.signInCancel(id).catch(() => undefined);

/**
 * A sign-in that begins with the component and is given up with it, or when another one is begun instead: nothing is
 * left waiting that nobody waits for.
 */
export function useSignIn(profile: string, onSigned: () => void) {
	const [attempt, setAttempt] = useState<{ way: SignInWay }>({ way: "browser" });
	const [state, setState] = useState<State>({ kind: "beginning" });

	// It may be another one at each rendering, and a sign-in is not begun anew for that.
	const signed = useEffectEvent(onSigned);

	useEffect(() => {
		let given = false;
		let open: string | null = null;
		const follow = async () => {
			// React mounts twice while one develops; the browser is to be opened once.
			await Promise.resolve();
			if (given) return;
			const view = await host.signInBegin(profile, attempt.way);
			if (given) return cancel(view.id);
			open = view.id;
			setState({ kind: "open", view });
			await host.signInWait(view.id).finally(() => {
				open = null;
			});
			if (!given) signed();
		};
		setState({ kind: "beginning" });
		follow().catch((error: unknown) => {
			if (!given) setState({ kind: "failed", problem: problemOf(error) });
		});
		return () => {
			given = true;
			if (open !== null) cancel(open);
		};
	}, [profile, attempt]);

	const begin = useCallback((way: SignInWay) => setAttempt({ way }), []);
	return { state, way: attempt.way, begin };
}
