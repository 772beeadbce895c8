import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Tabs from "@cloudscape-design/components/tabs";
import { useState } from "react";
import type { Exports, PlanView } from "../bindings";
import { useProfileName, useRegionNames, useSessionState } from "../session/session";
import { useText } from "../text/react";
import { words } from "../text/words";
import { CodeBlock, Copy } from "./Copy";
import { Rich } from "./Rich";

/**
 * What would be done: each step in words and as a command, where, and whether it can be undone. `profile` is whose it is,
 * where that need not be the one that the window shows.
 */
export function PlanSteps({ plan, profile }: { plan: PlanView; profile?: string }) {
	const text = useText();
	const { profile: shown } = useSessionState();
	const called = useProfileName();
	const { full } = useRegionNames();
	const labels = text.wizard.review;
	return (
		<SpaceBetween size="m">
			<Box color="text-body-secondary">
				{text.common.whereText(plan.account, full(plan.region), called(profile ?? shown ?? ""))}
			</Box>
			<ol className="numbered">
				{plan.steps.map(({ action, command }, at) => {
					const sentence = words(text.codes.action, action.kind, action);
					return (
						// biome-ignore lint/suspicious/noArrayIndexKey: the steps of a plan stay in order, and two may say the same
						<li key={`${at} ${sentence}`}>
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
			{plan.exports === null ? (
				<Copy
					variant="button"
					value={plan.script}
					what={labels.exports.script.what}
					label={labels.exports.script.copy}
				/>
			) : (
				<AsCode script={plan.script} exports={plan.exports} />
			)}
		</SpaceBetween>
	);
}

/** The whole of it, for other tools. */
function AsCode({ script, exports }: { script: string; exports: Exports }) {
	const labels = useText().wizard.review.exports;
	const values = { script, ...exports };
	const [shown, setShown] = useState<keyof typeof values>("script");
	return (
		<div>
			<Box variant="h3">{labels.title}</Box>
			<Box color="text-body-secondary">{labels.text}</Box>
			<Tabs
				ariaLabel={labels.title}
				activeTabId={shown}
				onChange={({ detail }) => setShown(TABS.find((id) => id === detail.activeTabId) ?? "script")}
				actions={<Copy variant="button" value={values[shown]} what={labels[shown].what} label={labels[shown].copy} />}
				tabs={TABS.map((id) => ({
					id,
					label: labels[id].label,
					content: (
						<SpaceBetween size="xs">
							<Box color="text-body-secondary">{labels[id].text}</Box>
							<Code value={values[id]} />
						</SpaceBetween>
					),
				}))}
			/>
		</div>
	);
}

const TABS = ["script", "cloudformation", "terraform"] as const;

/** What the button above copies. */
function Code({ value }: { value: string }) {
	return (
		<div className="code">
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: long texts are scrolled by keyboard */}
			<pre tabIndex={0}>
				<code>{value}</code>
			</pre>
		</div>
	);
}
