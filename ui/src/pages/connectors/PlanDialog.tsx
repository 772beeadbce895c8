import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useNavigate } from "react-router";
import { paths } from "../../app/paths";
import { DialogShell } from "../../components/DialogShell";
import { PlanSteps } from "../../components/PlanSteps";
import { ProblemView } from "../../components/ProblemView";
import { host, problemOf } from "../../host";
import type { planConnectorQuery } from "../../session/queries";
import { useOpenSession } from "../../session/session";
import { useText } from "../../text/react";

type Props = {
	header: string;
	text: string;
	/** What the button says that begins. */
	submit: string;
	plan: ReturnType<typeof planConnectorQuery>;
	onClose: () => void;
};

/** Shows what would be done, and begins it: the run has a page of its own. */
export function PlanDialog({ header, text, submit, plan: query, onClose }: Props) {
	const { connectors: words, common } = useText();
	const { session } = useOpenSession();
	const navigate = useNavigate();
	const begun = useRef(false);
	const plan = useQuery(query);
	const start = useMutation({
		mutationFn: (id: string) => host.runStart(session, id, null),
		onSuccess: (run) => navigate(paths.run(run.id)),
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
	return (
		<DialogShell
			header={header}
			onClose={onClose}
			actions={
				<>
					<Button variant="link" onClick={onClose}>
						{common.cancel}
					</Button>
					<Button
						variant="primary"
						disabled={plan.data === undefined}
						loading={start.isPending}
						loadingText={words.starting}
						onClick={begin}
					>
						{submit}
					</Button>
				</>
			}
		>
			<div>{text}</div>
			<div>
				<Box variant="h3" padding={{ bottom: "xs" }}>
					{words.planTitle}
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
		</DialogShell>
	);
}
