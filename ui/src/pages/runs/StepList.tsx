import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Steps from "@cloudscape-design/components/steps";
import type { RunView, StepView } from "../../bindings";
import { ProblemView } from "../../components/ProblemView";
import { Rich } from "../../components/Rich";
import { STEP } from "../../components/Status";
import { useFormat, useText } from "../../text/react";
import { words } from "../../text/words";

/** Each step with how far it is, how long it took, and why it failed. */
export function StepList({ run }: { run: RunView }) {
	const text = useText();
	return (
		<Steps
			ariaLabel={text.runs.steps}
			steps={run.steps.map((step) => ({
				status: STEP[step.state],
				statusIconAriaLabel: text.codes.stepState[step.state],
				header: <Rich>{words(text.codes.action, step.action.kind, step.action)}</Rich>,
				details: <Details step={step} profile={run.profile} />,
			}))}
		/>
	);
}

function Details({ step, profile }: { step: StepView; profile: string }) {
	const text = useText();
	const format = useFormat();
	const parts: string[] = [];
	// That it is done or not begun is said by the icon; the rest needs words.
	if (step.state !== "done" && step.state !== "pending") parts.push(text.codes.stepState[step.state]);
	if (step.found) parts.push(text.runs.found);
	if (step.started_at !== null && step.ended_at !== null) {
		parts.push(format.duration(step.ended_at - step.started_at));
	}
	if (parts.length === 0 && step.problem === null) return null;
	return (
		<SpaceBetween size="xs">
			{parts.length > 0 && (
				<Box variant="small" color="text-body-secondary">
					{parts.join(" · ")}
				</Box>
			)}
			{step.problem && <ProblemView problem={step.problem} profile={profile} />}
		</SpaceBetween>
	);
}
