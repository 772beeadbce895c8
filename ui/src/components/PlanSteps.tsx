import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { PlanView } from "../bindings";
import { useRegionNames, useSessionState } from "../session/session";
import { useText } from "../text/react";
import { words } from "../text/words";
import { CodeBlock, Copy } from "./Copy";
import { Rich } from "./Rich";

/** What would be done: each step in words and as a command, where, and whether it can be undone. */
export function PlanSteps({ plan }: { plan: PlanView }) {
	const text = useText();
	const { profile, view } = useSessionState();
	const { full } = useRegionNames();
	const labels = text.wizard.review;
	return (
		<SpaceBetween size="m">
			<Box color="text-body-secondary">
				{text.common.whereText(plan.account, full(plan.region), view?.sandbox ? text.common.sandbox : profile)}
			</Box>
			<ol className="numbered">
				{plan.steps.map(({ action, command }) => {
					const sentence = words(text.codes.action, action.kind, action);
					return (
						<li key={action.kind}>
							<div>
								<Rich>{sentence}</Rich>
								{command !== null && (
									<ExpandableSection variant="footer" headerText={labels.command}>
										<CodeBlock value={command} what={labels.command} />
									</ExpandableSection>
								)}
							</div>
						</li>
					);
				})}
			</ol>
			<StatusIndicator type={plan.can_be_undone ? "success" : "warning"}>
				<span className="break">{plan.can_be_undone ? labels.canUndo : labels.cannotUndo}</span>
			</StatusIndicator>
			<Copy variant="button" value={plan.script} what={labels.script} label={labels.copyScript} />
		</SpaceBetween>
	);
}
