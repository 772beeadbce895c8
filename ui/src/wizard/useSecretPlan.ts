import { useEffect, useState } from "react";
import type { Finding, PlanView, Problem, SecretPlace, SessionRef } from "../bindings";
import { useSettled } from "../components/useSettled";
import { host, problemOf } from "../host";

/** A value and where it is to be stored. The value is held by its dialog and the calls, and by nothing that outlives them. */
export type Entries = { place: SecretPlace; name: string; value: string };

type Answer = { of: Entries; plan: PlanView | null; problem: Problem | null };

export type SecretPlan = {
	plan: PlanView | null;
	problem: Problem | null;
	/** Whether it is for what is entered now. */
	isCurrent: boolean;
};

/**
 * What would be done for what was entered last; `null` asks nothing. It is no query: those are known by what was asked,
 * and that is secret.
 */
export function useSecretPlan(session: SessionRef, entries: Entries | null): SecretPlan {
	const [answer, setAnswer] = useState<Answer | null>(null);
	const [settled] = useSettled(entries);
	useEffect(() => {
		if (settled === null) return;
		let current = true;
		const take = (plan: PlanView | null, problem: Problem | null) => {
			if (current) setAnswer({ of: settled, plan, problem });
		};
		host.planSecret(session, settled.place, settled.name, settled.value).then(
			(plan) => take(plan, null),
			(error: unknown) => take(null, problemOf(error)),
		);
		return () => {
			current = false;
		};
	}, [session, settled]);
	return { plan: answer?.plan ?? null, problem: answer?.problem ?? null, isCurrent: answer?.of === entries };
}

/** What is wrong with an entry stands at it; every other problem stands by itself. */
export function findingAt(problem: Problem | null, name: "secret_name" | "secret_value"): Finding | undefined {
	if (problem?.detail.code !== "draft_invalid") return undefined;
	return problem.detail.findings.find(({ field }) => field?.name === name);
}
