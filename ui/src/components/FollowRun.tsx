import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { RunView } from "../bindings";
import { problemOf } from "../host";
import { runQuery } from "../session/queries";
import { useText } from "../text/react";
import { ProblemView } from "./ProblemView";
import { useRunActions } from "./runs";
import { WaitedFor } from "./WaitedFor";

/** Between two looks at the run, should no event come, in milliseconds. */
const RUN = 1_000;

type Props = {
	run: string;
	making: string;
	failed: string;
	failedText: string;
	/** A way on after a failure, beside trying again. */
	otherwise?: ((run: RunView) => ReactNode) | undefined;
	/** What comes once it succeeded. */
	children: ReactNode;
};

/** Follows a run of one step within a dialog. */
export function FollowRun({ run: id, making, children, ...failing }: Props) {
	const text = useText();
	const run = useQuery({
		...runQuery(id),
		refetchInterval: ({ state }) => (state.data?.under_way ? RUN : false),
	});
	const { data } = run;
	if (data && !data.under_way && data.state !== "succeeded") return <NotMade run={data} {...failing} />;
	if (data?.state === "succeeded") return children;
	return (
		<SpaceBetween size="m">
			<StatusIndicator type="in-progress">
				{data?.state === "waiting_for_sign_in" ? text.runs.waitingSignIn : making}
			</StatusIndicator>
			{data?.state === "waiting_for_sign_in" && <WaitedFor run={data} />}
			{run.error && <ProblemView problem={problemOf(run.error)} onRetry={() => void run.refetch()} />}
		</SpaceBetween>
	);
}

type FailingProps = Omit<Props, "run" | "making" | "children"> & { run: RunView };

function NotMade({ run, failed, failedText, otherwise }: FailingProps) {
	const text = useText();
	const { resume, busy } = useRunActions();
	const problem = run.halted ?? run.steps.find((step) => step.problem !== null)?.problem ?? null;
	return (
		<SpaceBetween size="m">
			<Alert
				type="error"
				header={failed}
				action={
					<div className="buttons">
						{otherwise?.(run)}
						{run.can_resume && (
							<Button loading={busy} onClick={() => resume(run.id)}>
								{text.runs.retry}
							</Button>
						)}
					</div>
				}
			>
				{failedText}
			</Alert>
			{problem && <ProblemView problem={problem} />}
		</SpaceBetween>
	);
}
