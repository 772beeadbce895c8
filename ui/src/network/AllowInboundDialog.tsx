import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { DialogShell } from "../components/DialogShell";
import { FollowRun } from "../components/FollowRun";
import { PlanSteps } from "../components/PlanSteps";
import { ProblemView } from "../components/ProblemView";
import { problemOf } from "../host";
import { planAllowInboundQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useStart } from "../session/useStart";
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
	const [run, setRun] = useState<string | null>(null);
	const plan = useQuery(planAllowInboundQuery(session, group, port, from));
	const { start, isPending, error: notStarted, again } = useStart(session, ({ id }) => setRun(id));
	const error = notStarted ?? plan.error;

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
						<Button
							variant="primary"
							disabled={plan.data === undefined}
							loading={isPending}
							onClick={() => plan.data && start(plan.data)}
						>
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
					{error && !isPending && (
						<ProblemView
							problem={problemOf(error)}
							onRetry={() => {
								again();
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
