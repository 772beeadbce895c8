import { useCallback, useEffect, useRef, useState } from "react";
import type { Checked, Draft, Problem, SessionRef } from "../bindings";
import { host, problemOf } from "../host";

/** How long typing has to pause before a draft is checked, in milliseconds. */
const PAUSE = 150;

/** The check of a draft: asked on each pause in typing and on each choice; the newest question wins. */
export function useCheck(session: SessionRef, draft: Draft, typed: boolean) {
	const [checked, setChecked] = useState<Checked | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);
	const turn = useRef(0);
	const first = useRef(true);

	const check = useCallback(
		async (draft: Draft): Promise<Checked | null> => {
			turn.current += 1;
			const mine = turn.current;
			try {
				const answer = await host.draftCheck(session, draft);
				if (mine === turn.current) {
					setChecked(answer);
					setProblem(null);
				}
				return answer;
			} catch (error) {
				if (mine === turn.current) setProblem(problemOf(error));
				return null;
			}
		},
		[session],
	);

	useEffect(() => {
		const wait = typed && !first.current ? PAUSE : 0;
		first.current = false;
		const timer = setTimeout(() => void check(draft), wait);
		return () => clearTimeout(timer);
	}, [check, draft, typed]);

	return { checked, problem, check, setChecked };
}
