// Asks before something half-done is thrown away by a change of session. Pages put up a guard, the top bar asks it.
import { createContext, type ReactNode, type RefObject, use, useEffect, useRef } from "react";

/** Resolves to whether what was typed may go. */
export type Guard = () => Promise<boolean>;

const GuardContext = createContext<RefObject<Guard | null> | null>(null);

export function GuardProvider({ children }: { children: ReactNode }) {
	return <GuardContext value={useRef<Guard | null>(null)}>{children}</GuardContext>;
}

export function useAskToLeave(): Guard {
	const current = use(GuardContext);
	return () => current?.current?.() ?? Promise.resolve(true);
}

export function useGuard(guard: Guard | null) {
	const current = use(GuardContext);
	useEffect(() => {
		if (current === null) return;
		current.current = guard;
		return () => {
			current.current = null;
		};
	}, [current, guard]);
}
