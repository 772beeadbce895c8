import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { DialogShell } from "../components/DialogShell";
import { FollowRun } from "../components/FollowRun";
import { PlanSteps } from "../components/PlanSteps";
import { ProblemView } from "../components/ProblemView";
import { host, problemOf } from "../host";
import { planAllowInboundQuery, runQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useText } from "../text/react";

type Props = {
	/** The id of the group that is to let in, and as a person calls it. */
	group: string;
	named: string;
	port: number;
	/** The id of the group that is let in: the connector's, or one that clients of a private service have. */
	from: string;
	/** What it says there, where it is not the connector that is let in. */
	said?: { title: string; text: string };
	onAllowed: () => void;
	onClose: () => void;
};

/** Shows what it takes to let a security group in, does it, and stays until it is done. */
export function AllowInboundDialog({ group, named, port, from, said, onAllowed, onClose }: Props) {
	const { reach: words, common, wizard } = useText();
	const { session } = useOpenSession();
	const client = useQueryClient();
	const [run, setRun] = useState<string | null>(null);
	const begun = useRef(false);
	const plan = useQuery(planAllowInboundQuery(session, group, port, from));
	const start = useMutation({
		mutationFn: (id: string) => host.runStart(session, id, null),
		onSuccess: (run) => {
			client.setQueryData(runQuery(run.id).queryKey, run);
			setRun(run.id);
		},
		onError: () => {
			begun.current = false;
		},
	});
	const error = start.error ?? plan.error;

	function begin() {
		// State comes too late for the second of two quick clicks.
		if (plan.data === undefined || begun.current) return;
		begun.current = true;
		start.mutate(plan.data.id);
	}

	const close = (
		<Button variant="link" onClick={onClose}>
			{run === null ? common.cancel : common.close}
		</Button>
	);
	return (
		<DialogShell
			header={said?.title ?? words.allowTitle(named, port)}
			onClose={onClose}
			actions={
				run === null ? (
					<>
						{close}
						<Button variant="primary" disabled={plan.data === undefined} loading={start.isPending} onClick={begin}>
							{words.allow}
						</Button>
					</>
				) : (
					close
				)
			}
		>
			{run === null ? (
				<>
					<div>{said?.text ?? words.allowText}</div>
					<div>
						<Box variant="h3" padding={{ bottom: "xs" }}>
							{wizard.review.plan}
						</Box>
						{plan.data && <PlanSteps plan={plan.data} />}
						{plan.isPending && <StatusIndicator type="loading">{common.loading}</StatusIndicator>}
					</div>
					{error && !start.isPending && (
						<ProblemView
							problem={problemOf(error)}
							onRetry={() => {
								start.reset();
								void plan.refetch();
							}}
						/>
					)}
				</>
			) : (
				<FollowRun run={run} making={words.allowing} failed={words.notAllowed} failedText={words.notAllowedText}>
					<Allowed onAllowed={onAllowed} />
				</FollowRun>
			)}
		</DialogShell>
	);
}

/** It is done: what is reached is another matter now. */
function Allowed({ onAllowed }: { onAllowed: () => void }) {
	const { reach: words } = useText();
	const told = useRef(false);
	useEffect(() => {
		if (told.current) return;
		told.current = true;
		onAllowed();
	}, [onAllowed]);
	return <Alert type="success">{words.allowed}</Alert>;
}
