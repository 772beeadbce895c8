// What can be done with a run, wherever it is offered.
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Goal, Remedy, RunView } from "../bindings";
import { host, problemOf } from "../host";
import { runChanged, runQuery, runsQuery } from "../session/queries";
import type { Text } from "../text";
import { useText } from "../text/react";
import { useFrame } from "./frame";
import { problemWords, RemedyList } from "./ProblemView";

/** What an endpoint that is made is called; one without a name by where it is, since it has no id yet. */
export function newEndpoint({ incoming }: Text, goal: Extract<Goal, { kind: "create_endpoint" }>): string {
	return goal.unnamed ? incoming.inVpc(goal.name) : goal.name;
}

export function goalWords(text: Text, goal: Goal): string {
	const { runs } = text;
	switch (goal.kind) {
		case "create_service":
			return runs.creating(goal.name);
		case "create_connection":
			return runs.connecting(goal.name);
		case "create_connector":
			return runs.makingConnector(goal.name);
		case "replace_connector":
			return runs.replacingConnector(goal.name);
		case "delete_connector":
			return runs.deletingConnector(goal.name);
		case "change_incoming":
			return runs.changingIncoming(goal.name);
		case "delete_ingress":
			return runs.deletingIngress(goal.name);
		case "create_endpoint":
			return runs.creatingEndpoint(newEndpoint(text, goal));
		case "change_endpoint":
			return runs.changingEndpoint(goal.name);
		case "delete_endpoint":
			return runs.deletingEndpoint(goal.name);
		case "create_group":
			return runs.makingGroup(goal.name);
		case "allow_inbound":
			return runs.allowing(goal.name, goal.port);
		case "keep_secret":
			return runs.keeping(goal.name);
		case "delete_service":
			return runs.deleting(goal.name);
		case "rotate_key":
			return runs.rotating(goal.user, goal.access_key_id);
		case "end_key":
			return runs.ending(goal.user, goal.access_key_id);
	}
}

/** What a goal is about, by its name. */
export const subjectOf = (goal: Goal): string => ("name" in goal ? goal.name : goal.access_key_id);

/** Ways on that are a button, and so are worth their place in a notification. */
const OFFERED: Remedy["kind"][] = ["unlock", "change_mark", "go_to_project", "close_project", "repair_pin"];

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
			const problem = problemOf(error);
			const { title, body } = problemWords(text, problem);
			// A run may be of another profile than the window shows.
			const run =
				client.getQueryData(runQuery(id).queryKey) ??
				client.getQueryData(runsQuery().queryKey)?.find((one) => one.id === id);
			const offers = problem.remedies.filter(({ kind }) => OFFERED.includes(kind));
			const content =
				offers.length === 0 ? (
					body
				) : (
					<SpaceBetween size="xs">
						<div>{body}</div>
						<RemedyList problem={problem} remedies={offers} profile={run?.profile} />
					</SpaceBetween>
				);
			notify({ id: `action-${id}`, type: "error", header: title, content });
			runChanged(client, { id });
		},
	});
	const action = (command: Call["command"]) => (id: string, then?: () => void) => mutate({ id, command, then });
	return {
		resume: action(host.runResume),
		/** What goes for good needs the name that was typed. */
		undo: (id: string, typed: string | null, then?: () => void) =>
			mutate({ id, command: (id) => host.runUndo(id, typed), then }),
		leave: action(host.runLeave),
		busy: isPending,
	};
}
