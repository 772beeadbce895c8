import type { RunView } from "../bindings";
import { useProblemOf } from "../session/session";
import { RemedyList } from "./ProblemView";

/** What a run waits for that only the person can do, as the session says that the run acts in. */
export function WaitedFor({ run }: { run: RunView }) {
	const problem = useProblemOf(run.profile, run.region);
	if (problem === null) return null;
	// Another profile in the window is of no use to the run.
	const remedies = problem.remedies.filter(({ kind }) => kind !== "switch_profile");
	return <RemedyList problem={problem} remedies={remedies} profile={run.profile} />;
}
