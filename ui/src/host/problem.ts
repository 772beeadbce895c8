import type { Problem } from "../bindings";

/** A problem that the host answered with; the words for it stand in `text`. */
export class ProblemError extends Error {
	readonly problem: Problem;

	constructor(problem: Problem) {
		super(problem.detail.code);
		this.name = "ProblemError";
		this.problem = problem;
	}
}

/** Whatever was thrown, as a problem: what is not the host's own answer is a mistake of this application. */
export function problemOf(error: unknown): Problem {
	if (error instanceof ProblemError) return error.problem;
	const reason = error instanceof Error ? error.message : typeof error === "string" ? error : JSON.stringify(error);
	return {
		detail: { code: "internal", reason },
		field: null,
		remedies: [{ kind: "retry" }],
		aws: null,
		retryable: false,
	};
}

/** Tells an answer of the host from a refusal by the shell, which comes as bare text. */
export function isProblem(value: unknown): value is Problem {
	return typeof value === "object" && value !== null && "detail" in value && "remedies" in value;
}
