import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Draft, Problem, WizardStep } from "../bindings";
import { host, problemOf } from "../host";
import { type Beginning, draftsQuery } from "../session/queries";
import { useOpenSession } from "../session/session";

/** How long after a change a draft is saved, in milliseconds: neither each letter, nor too late for a crash. */
const PAUSE = 1_000;

export type Keeping = {
	/** Why the draft as it is now could not be kept. */
	problem: Problem | null;
	/** Saves at once what is not saved yet. */
	flush: () => Promise<void>;
	/** Forgets the draft, and keeps nothing more of it. */
	forget: () => Promise<void>;
};

/** Keeps the draft of a wizard, from its first edit on. */
export function useKeeping(
	{ id, draft: first, step: begun, kept }: Beginning,
	draft: Draft,
	step: WizardStep,
): Keeping {
	const { session } = useOpenSession();
	const { profile, region } = session;
	const client = useQueryClient();
	const [problem, setProblem] = useState<Problem | null>(null);
	const now = useRef({ draft, step });
	const saved = useRef({ draft: first, step: begun });
	const over = useRef(false);
	/** What is sent is sent one after the other, so that an older state never overwrites a newer one. */
	const queue = useRef(Promise.resolve());
	const changed = draft !== first || (kept !== null && step !== begun);
	const flush = useCallback(() => {
		const { draft, step } = now.current;
		const last = saved.current;
		const isOld = last.draft === draft && last.step === step;
		if (over.current || isOld || (kept === null && draft === first)) return queue.current;
		saved.current = { draft, step };
		queue.current = queue.current
			.then(() => host.draftSave(id, profile, region, draft, step))
			.then(
				() => {
					setProblem(null);
					return client.invalidateQueries(draftsQuery());
				},
				(error: unknown) => {
					// It is tried again with the next change, or on leaving.
					saved.current = last;
					setProblem(problemOf(error));
				},
			);
		return queue.current;
	}, [id, first, kept, profile, region, client]);

	const forget = useCallback(async () => {
		over.current = true;
		await queue.current;
		await host.draftForget(id);
		await client.invalidateQueries(draftsQuery());
	}, [id, client]);

	useEffect(() => {
		now.current = { draft, step };
		if (!changed) return;
		const timer = setTimeout(() => void flush(), PAUSE);
		return () => clearTimeout(timer);
	}, [draft, step, changed, flush]);

	useEffect(() => () => void flush(), [flush]);

	return useMemo(() => ({ problem, flush, forget }), [problem, flush, forget]);
}
