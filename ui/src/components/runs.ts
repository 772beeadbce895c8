// What can be done with a run, wherever it is offered.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Goal, RunView } from "../bindings";
import { host, problemOf } from "../host";
import { runChanged } from "../session/queries";
import type { Text } from "../text";
import { useText } from "../text/react";
import { useFrame } from "./frame";
import { problemWords } from "./ProblemView";

export function goalWords({ runs }: Text, goal: Goal): string {
	switch (goal.kind) {
		case "create_service":
			return runs.creating(goal.name);
		case "create_connection":
			return runs.connecting(goal.name);
		case "keep_secret":
			return runs.keeping(goal.name);
		case "delete_service":
			return runs.deleting(goal.name);
	}
}

type Call = { id: string; command: (id: string) => Promise<RunView>; then?: (() => void) | undefined };

/** Resumes, undoes or leaves a run; a refusal is told in the notifications. */
export function useRunActions() {
	const client = useQueryClient();
	const text = useText();
	const { notify } = useFrame();
	const { mutate, isPending } = useMutation({
		mutationFn: ({ id, command }: Call) => command(id),
		onSuccess: (run, { then }) => {
			client.setQueryData(["run", run.id], run);
			runChanged(client, { id: run.id });
			then?.();
		},
		onError: (error, { id }) => {
			const { title, body } = problemWords(text, problemOf(error));
			notify({ id: `action-${id}`, type: "error", header: title, content: body });
			runChanged(client, { id });
		},
	});
	const action = (command: Call["command"]) => (id: string, then?: () => void) => mutate({ id, command, then });
	return {
		resume: action(host.runResume),
		undo: action(host.runUndo),
		leave: action(host.runLeave),
		busy: isPending,
	};
}
