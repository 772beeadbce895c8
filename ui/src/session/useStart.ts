import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { PlanView, RunView, SessionRef } from "../bindings";
import { host } from "../host";
import { runQuery } from "./queries";

type Wanted = { plan: PlanView; typed: string | null };

/** Begins a plan, once; another one after `again`. `onStarted` hears of the run, whose page finds it read already. */
export function useStart(session: SessionRef, onStarted: (run: RunView) => void) {
	const client = useQueryClient();
	const begun = useRef(false);
	const { mutate, isPending, error, reset } = useMutation({
		mutationFn: ({ plan, typed }: Wanted) => host.runStart(session, plan.id, typed),
		onSuccess: (run) => {
			client.setQueryData(runQuery(run.id).queryKey, run);
			onStarted(run);
		},
		onError: () => {
			begun.current = false;
		},
	});
	/** `typed` is what was typed to confirm it, where it asks for that. */
	function start(plan: PlanView, typed: string | null = null) {
		// State comes too late for the second of two quick clicks.
		if (begun.current) return;
		begun.current = true;
		mutate({ plan, typed });
	}
	function again() {
		if (isPending) return;
		begun.current = false;
		reset();
	}
	return { start, begun, isPending, error, again };
}
